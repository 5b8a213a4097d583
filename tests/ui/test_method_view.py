"""The page Method has every input, result and doubt, and finds them by a word."""

from __future__ import annotations

from html import unescape

import pytest

from roi_model.declaration.card import cards
from roi_model.declaration.scenario import PARTS, Scenario
from roi_model.metrics import CARDS
from roi_model.texts import text, topic
from tests.ui.pages import LANGUAGES, page, ran, words
from ui import method_view


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_method_page_has_every_input_and_every_result(lang: str) -> None:
    said = words(page("method", lang)).replace("<wbr>", "").replace("&#x27;", "'")
    for entity in (Scenario, *PARTS.values()):
        for card in cards(entity).values():
            if card.same_as:
                assert card.label(lang) in said
            elif card.key not in PARTS:
                assert f"<code>{card.key}</code>" in said, card.key
                assert card.help(lang) in said, card.key
    for name in CARDS:
        assert f"<code>{name}</code>" in said, name
        assert CARDS[name].formula(lang) in said, name
    for section in topic("method", lang)["section"].values():
        assert section["body"] in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_method_page_has_every_doubt_that_a_card_gives(lang: str) -> None:
    law = f"{text('pages.method.spread.law', lang)}</th>"
    bodies = [element.proto.body for element in page("method", lang).get("html")]
    [table] = [unescape(body) for body in bodies if law in body]
    given = [
        card
        for entity in (Scenario, *PARTS.values())
        for card in cards(entity).values()
        if card.spread is not None and not card.same_as
    ]
    assert len(given) > 15
    assert [card.key for card in given if card.label(lang) not in table] == []
    sizes = {"beta": "50", "lognormal": "1.25", "triangular": "20"}
    assert {card.spread.kind for card in given} == set(sizes)
    for kind, size in sizes.items():
        name = text(f"pages.method.spread.{kind}", lang, size="|").split("|")[0]
        [row] = [row for row in table.split("<tr>") if name in row]
        assert (size.replace(".", ",") if lang == "fr" else size) in row


def test_search_finds_by_word_key_and_other_language() -> None:
    made = page("method")
    made.text_input(key="method_search").set_value("dso_days")
    ran(made)
    said = words(made).replace("<wbr>", "")
    assert "<code>dso_days</code>" in said and "<code>retention</code>" not in said
    made.text_input(key="method_search").set_value("taux d’actualisation")
    ran(made)
    assert "Discount rate" in words(made)


@pytest.mark.parametrize(
    ("query", "expected"), [("", True), ("CONV rate", True), ("conversion month", False)]
)
def test_a_search_wants_every_word(query: str, expected: bool) -> None:
    assert method_view.fits(query, "Conversion rate", "share of quotes") is expected
