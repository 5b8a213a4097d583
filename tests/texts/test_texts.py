"""Both languages say the same things: the same keys, the same placeholders, nothing left empty."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from roi_model.declaration.card import GRADES
from roi_model.declaration.scenario import CATEGORIES
from roi_model.engine.channel_results import FIGURES
from roi_model.metrics import CARDS
from roi_model.texts import LANGUAGES, filled, text, topic

FOLDER = Path(__file__).resolve().parents[2] / "roi_model" / "texts"
TOPICS = sorted({path.name.split(".")[0] for path in FOLDER.glob("*.toml")})
# Formulas, JSON and code: their braces are braces, no sentence of theirs is ever filled in.
WITHOUT_PLACEHOLDERS = {"method"}
REASONS = {
    "no_investment",
    "no_leads",
    "no_customers",
    "no_margin",
    "not_within_horizon",
    "not_within_cap",
    "no_sign_change",
    "multiple_roots",
    "no_root",
    "total_loss",
    "no_team",
    "no_opening_cash",
    "never_below_floor",
}
SERIES = {
    "contacts",
    "leads",
    "qualified",
    "meetings",
    "quotes",
    "customers",
    "revenue",
    "direct_costs",
    "investment",
    "receipts",
    "cash_flow",
    "cumulative_cash",
    "utilisation",
}
OF_A_CHANNEL = {"name", *FIGURES}


def sentences(table: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a table with its dotted key; entries of a list by their position."""
    if isinstance(table, dict):
        for name, value in table.items():
            yield from sentences(value, f"{key}.{name}" if key else name)
    elif isinstance(table, list):
        for position, value in enumerate(table):
            yield from sentences(value, f"{key}.{position}")
    elif isinstance(table, str):
        yield key, table


def prose(text: str) -> str:
    """A text without its inline code, code blocks and formulas."""
    return re.sub(r"```.*?```|`[^`]*`|\$[^$]*\$", "", text, flags=re.DOTALL)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_there_are_topics() -> None:
    assert {"metrics", "method", "errors"} <= set(TOPICS)


@pytest.mark.parametrize("name", TOPICS)
def test_both_languages_have_the_same_keys_in_the_same_order(name: str) -> None:
    french, english = ([key for key, _ in sentences(topic(name, lang))] for lang in LANGUAGES)
    assert french == english


@pytest.mark.parametrize("name", sorted(set(TOPICS) - WITHOUT_PLACEHOLDERS))
def test_both_languages_have_the_same_placeholders(name: str) -> None:
    french, english = (dict(sentences(topic(name, lang))) for lang in LANGUAGES)
    differing = {
        key: (placeholders(french[key]), placeholders(english[key]))
        for key in french.keys() & english.keys()
        if placeholders(french[key]) != placeholders(english[key])
    }
    assert differing == {}


@pytest.mark.parametrize("name", sorted(set(TOPICS) - WITHOUT_PLACEHOLDERS))
def test_placeholders_are_named(name: str) -> None:
    nameless = [
        key
        for lang in LANGUAGES
        for key, text in sentences(topic(name, lang))
        if any(not field.isidentifier() for field in placeholders(text))
    ]
    assert nameless == []


@pytest.mark.parametrize("name", TOPICS)
def test_french_spaces_before_signs_do_not_break(name: str) -> None:
    loose = [
        (key, found.group())
        for key, text in sentences(topic(name, "fr"))
        if not key.endswith("latex")
        for found in re.finditer(r"\S+ [;:?!%»](?=\s|$)|« \S+", prose(text))
    ]
    assert loose == []


@pytest.mark.parametrize("name", TOPICS)
def test_french_apostrophes_are_typographic(name: str) -> None:
    straight = [
        key for key, text in sentences(topic(name, "fr")) if re.search(r"\w'\w", prose(text))
    ]
    assert straight == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["actuals", "calibration", "tracking"])
def test_a_count_stands_after_what_is_counted(name: str, lang: str) -> None:
    """“1 affaires” is wrong, “Affaires : 1” right for any count; past a limit there are many."""
    plural = [
        key
        for key, text in sentences(topic(name, lang))
        if not key.startswith("refused.too_many")
        and re.search(r"\{(?:count|won|lost|open|missing|different)\} (?!mois\b|j\b|d\b)\w", text)
    ]
    assert plural == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_metric_has_its_words(lang: str) -> None:
    for card in CARDS.values():
        words = [card.label(lang), card.definition(lang), card.formula(lang), card.reading(lang)]
        assert all(words), card.name
        assert words[1].endswith(".")
    labels = [card.label(lang) for card in CARDS.values()]
    assert len(set(labels)) == len(labels)  # two metrics cannot be told apart by one label


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_series_channel_result_reason_and_category_has_its_words(lang: str) -> None:
    table = topic("metrics", lang)
    assert set(table["series"]) >= SERIES
    assert set(table["channel"]) == OF_A_CHANNEL
    assert set(table["reason"]) == REASONS
    assert set(topic("charts", lang)["category"]) == set(CATEGORIES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_method_page_explains_the_grades_by_their_names(lang: str) -> None:
    body = topic("method", lang)["section"]["evidence"]["body"]
    named = re.findall(r"^\| \*\*(.+?)\*\* \|", body, re.MULTILINE)
    assert named == [text(f"ui.grade.{grade}", lang).lower() for grade in GRADES]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_categories_have_one_name(lang: str) -> None:
    """Said in one place alone: two lists of words drift apart."""
    tables = [
        key for name in TOPICS for key, _ in sentences(topic(name, lang)) if "entertainment" in key
    ]
    assert len(tables) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_reasons_are_short(lang: str) -> None:
    assert {
        code for code, words in topic("metrics", lang)["reason"].items() if len(words) > 40
    } == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_method_page_is_whole(lang: str) -> None:
    table = topic("method", lang)
    assert len(table["glossary"]) >= 30
    for words in table["glossary"].values():
        assert set(words) == {"term", "meaning"} and all(words.values())
    for section in table["section"].values():
        assert section["title"] and section["body"].strip()
        formula = section.get("latex", "")
        assert formula.count("{") == formula.count("}")
        assert "$" not in formula
    # The published example under its four definitions.
    gross_profit = 150_000 - 30_000
    shown = re.sub(r"\s", "", table["section"]["roi"]["body"])
    for result in (
        (gross_profit - 50_000) / 50_000,
        gross_profit / 50_000,
        (150_000 - 50_000) / 50_000,
        (gross_profit - 50_000) / (50_000 + 30_000),
    ):
        percent = f"{result:.1%}".replace(".0%", "%")
        assert (percent.replace(".", ",") if lang == "fr" else percent) in shown


@pytest.mark.parametrize(
    ("lang", "number", "written"),
    [
        ("fr", 0, "0 client"),
        ("fr", "1,9", "1,9 client"),
        ("fr", "2", "2 clients"),
        ("fr", "12\u202f000", "12\u202f000 clients"),
        ("en", 0, "0 clients"),
        ("en", 1, "1 client"),
        ("en", "1.5", "1.5 clients"),
        ("en", "1,200", "1,200 clients"),
    ],
)
def test_words_agree_with_their_number(lang: str, number: object, written: str) -> None:
    assert filled("{n} {n:client|clients}", lang, n=number) == written
