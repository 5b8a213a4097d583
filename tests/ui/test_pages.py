"""The pages Levers, Actuals and Method, run headless: they show what the model says."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from roi_model import formatting, project
from roi_model.declaration.card import cards
from roi_model.declaration.scenario import PARTS, Scenario
from roi_model.metrics import CARDS
from roi_model.storage.lever_library import template, templates
from roi_model.storage.presets import presets
from roi_model.texts import text, topic
from tests.ui import panel_driver
from ui import method_view

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("fr", "en")
PAGES = {
    "levers": "pages/plan/levers.py",
    "actuals": "pages/actuals/actuals.py",
    "method": "pages/method/method.py",
}


def page(name: str, lang: str = "en") -> AppTest:
    made = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    made.query_params["lang"] = lang
    made.run()
    made.switch_page(PAGES[name])
    return ran(made)


def ran(made: AppTest) -> AppTest:
    """Run what was set, then the page as a whole: a fragment's run holds that fragment alone."""
    for _ in range(2):
        made.run()
        assert not made.exception, made.exception[0].stack_trace
    return made


def press(made: AppTest, key: str) -> AppTest:
    made.button(key=key).click()
    return ran(made)


def words(made: AppTest) -> str:
    """All that was sent as HTML or Markdown."""
    parts = [element.proto.body for element in made.get("html")]
    return "\n".join(parts + [element.value for element in made.markdown])


def headline(made: AppTest) -> list[str]:
    return [metric.value for metric in made.metric]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_in_both_languages(name: str, lang: str) -> None:
    made = page(name, lang)
    key = "method.title" if name == "method" else f"pages.{name}.title"
    titles = [element.value for element in (*made.title, *made.header)]
    assert text(key, lang) in titles


def test_the_app_finds_its_files_from_any_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found: dict[str, str] = {}
    monkeypatch.setattr(st, "set_page_config", lambda **settings: found.update(settings))
    monkeypatch.chdir(tmp_path)
    made = page("levers")
    assert text("pages.levers.title", "en") in [element.value for element in made.header]
    assert Path(found["page_icon"]).is_file()


# Levers -----------------------------------------------------------------------------------------


def test_the_library_shows_what_each_lever_would_do_here() -> None:
    made = page("levers")
    for found in templates():
        assert made.button(key=f"library-add-{found.slug}").label == text("pages.levers.add", "en")
        assert found.sentence("en") in words(made).replace("&#x27;", "'")


def test_a_lever_is_added_switched_and_removed() -> None:
    made = page("levers")
    bare = headline(made)
    press(made, "library-add-training")
    name = template("training").name("en")
    scenario = presets()[0].scenario
    with_it = project(_with(scenario, template("training").initiative("en")))
    assert headline(made)[0] == formatting.metric("roi", with_it.metrics["roi"].value, "EUR", "en")
    assert headline(made) != bare
    assert words(made).count(text("pages.levers.again", "en")) == 1  # figures of a second one

    for lang in ("fr", "en"):  # what was done is said in the language turned to
        made.segmented_control(key="frame_lang").set_value(lang)
        ran(made)
        assert text("pages.levers.added", lang, name=name) in words(made)

    made.toggle(key=f"lever-on-{name}").set_value(False)
    ran(made)
    assert headline(made) == bare  # off: as if it were not there

    press(made, "do-undo")
    assert headline(made)[0] == formatting.metric("roi", with_it.metrics["roi"].value, "EUR", "en")
    press(made, "library-add-training")  # a second one takes a name of its own
    assert made.toggle(key=f"lever-on-{name} 2").value is True


def _with(scenario: Scenario, *added: object) -> Scenario:
    from dataclasses import replace

    return replace(scenario, initiatives=(*scenario.initiatives, *added))  # type: ignore[arg-type]


def test_names_are_data_and_refused_ones_stay_typed() -> None:
    made = page("levers")
    press(made, "library-add-pitch")
    name = template("pitch").name("en")
    made.session_state[f"edit-{name}"] = True
    ran(made)
    made.text_input(key=f"initiatives/{name}/name").set_value("a/b")
    ran(made)
    assert made.text_input(key=f"initiatives/{name}/name").value == "a/b"
    hostile = "**x** ![y](http:z) $1$"
    made.text_input(key=f"initiatives/{name}/name").set_value(hostile.replace("/", ""))
    ran(made)
    label = made.toggle(key=f"lever-on-{hostile.replace('/', '')}").label
    assert "\\!\\[y\\]" in label and "\\$1\\$" in label


# Actuals ----------------------------------------------------------------------------------------


def test_before_a_file_the_page_says_what_works() -> None:
    made = page("actuals")
    assert text("pages.actuals.works_fec", "en") in words(made)
    assert made.button(key="upload-sample_fec")
    assert not made.metric


def test_a_sample_is_set_against_the_plan() -> None:
    made = press(page("actuals"), "upload-sample_fr")
    plan = project(presets()[0].scenario)
    planned = float(plan.monthly["investment"][:4].sum())  # January to March, and the start
    planned -= float(plan.monthly_costs["meetings"][:4].sum())  # the file holds none
    assert headline(made)[:2] == [
        formatting.money_exact(planned, "EUR", "en"),
        formatting.money_exact(27356.17, "EUR", "en"),
    ]
    assert formatting.money_exact(27356.17, "EUR", "en") in words(made)
    assert "case" not in made.query_params  # nothing of a file is in the link


def test_the_month_that_is_month_one_can_be_chosen_and_kept() -> None:
    made = press(page("actuals"), "upload-sample_fr")
    assert made.selectbox(key="upload-start").value == "2024-01"
    made.selectbox(key="upload-start").set_value("2024-03")
    ran(made)
    said = words(made)
    before = 6448.15 + 4502.30  # January and February are before the plan now
    assert formatting.money_exact(before, "EUR", "en") in said
    press(made, "upload-keep-start")
    assert made.selectbox(key="upload-start").value == "2024-03"
    assert made.query_params["case"]  # the choice is the plan's now, and in its link


AMBIGUOUS = b"Date;Libelle;Montant\n03/04/2024;HubSpot;1.234\n05/06/2024;Salon;2.500\n"


def test_what_is_ambiguous_is_asked_and_nothing_is_guessed() -> None:
    made = upload(page("actuals"), "ambiguous.csv", AMBIGUOUS)
    asked = {radio.key.rsplit("-", 1)[1].split(":")[0]: radio for radio in made.radio}
    assert set(asked) == {"date_format", "decimal"}
    assert all(radio.value is None for radio in asked.values())
    assert not made.metric  # no totals before the answers
    for about, answer in (("date_format", "%d/%m/%Y"), ("decimal", ",")):
        radio = next(r for r in made.radio if f"-{about}:" in r.key)
        radio.set_value(answer)
        ran(made)
    assert not made.radio
    assert headline(made)[1] == formatting.money_exact(3734, "EUR", "en")


def test_a_file_that_is_none_is_refused_and_the_others_stay() -> None:
    made = press(page("actuals"), "upload-sample_fr")
    upload(made, "plan.pdf", b"%PDF-1.7 ...")
    assert "plan\\.pdf" in made.error[0].value
    assert headline(made)[1] == formatting.money_exact(27356.17, "EUR", "en")
    upload(made, "copy.csv", (ROOT / "data/samples/fr_utf8.csv").read_bytes())
    assert "copy\\.csv" in made.warning[0].value  # the same content is not counted twice
    assert headline(made)[1] == formatting.money_exact(27356.17, "EUR", "en")


def test_files_and_answers_outlast_a_change_of_page() -> None:
    made = press(page("actuals"), "upload-sample_us")
    shown = headline(made)
    made.switch_page(PAGES["method"])
    ran(made)
    made.switch_page(PAGES["actuals"])
    ran(made)
    assert headline(made) == shown


def test_one_share_for_all_costs_of_the_company() -> None:
    made = press(page("actuals"), "upload-sample_fec")
    path, box = "box/upload-wide-share", "box-upload-wide-share"
    panel_driver.edit(made, path, "type", "60 %", box)
    press(made, "upload-wide-apply")
    counted = 44381.73 - 0.4 * 42932.73  # selling, less four tenths of the whole company's
    assert headline(made)[1] == formatting.money_exact(counted, "EUR", "en")
    press(made, "upload-forget")
    assert headline(made)[1] == formatting.money_exact(44381.73, "EUR", "en")


def upload(made: AppTest, name: str, content: bytes) -> AppTest:
    made.file_uploader[0].upload(name, content)
    return ran(made)


# Method -----------------------------------------------------------------------------------------


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
