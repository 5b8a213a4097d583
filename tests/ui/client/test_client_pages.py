"""What a client sees and moves: no input but the sliders, unless the assumptions were given."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from roi_model import formatting
from roi_model.declaration.paths import numeric_paths
from roi_model.library.view import PAGES
from roi_model.projection import project
from tests.ui import panel_driver
from tests.ui.client.visits import NAMES, SLIDER, betrayed, marked, ran, sent, shared, view, visit
from tests.ui.simulate import figures, press, scenario


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROI_DATA", str(tmp_path))


def turned(made: AppTest, page: str) -> AppTest:
    made.segmented_control(key="client-page").set_value(page)
    ran(made)
    return ran(made)


def test_without_the_assumptions_no_page_sends_an_input_but_the_sliders() -> None:
    made = visit(shared()[1])
    assert repr(marked().deal_value).encode() in sent(made), "what was chosen is found"
    seen = {"result": sent(made)}
    panel_driver.move(made, SLIDER, 2, "client")
    seen["moved"] = sent(ran(made))
    for page in view().pages[1:]:
        seen[page] = sent(turned(made, page))
    assert len(set(seen.values())) == len(seen), "each page was drawn"
    allowed = {"channels": set(NAMES[:2])}  # whose page it is
    for page, told in seen.items():
        assert set(betrayed(told, marked())) <= allowed.get(page, set()), page
        assert page == "method" or named(told) == [], page


def named(told: bytes) -> list[str]:
    """The inputs, the slider left out, that are called by their names."""
    labels = {card.label("en") for path, card in numeric_paths(marked()).items() if path != SLIDER}
    return [label for label in labels if len(label) > 8 and label.encode() in told]


def test_the_same_search_finds_them_where_they_were_given() -> None:
    every = view(pages=PAGES, assumptions=True)
    made = visit(shared(every)[1])
    turned(made, "assumptions")
    found = set(betrayed(sent(made), marked()))
    assert {*NAMES} <= found
    assert named(sent(made))
    for page in PAGES[1:3]:
        turned(made, page)
    assert betrayed(sent(made), marked()), "the drivers of the risk"


def test_a_slider_moves_the_one_engine_and_goes_back() -> None:
    made = visit(shared()[1])
    before = figures(made, "value")
    panel_driver.move(made, SLIDER, 3, "client")
    ran(made)
    moved = scenario(made)
    assert moved.deal_value != marked().deal_value
    roi = project(moved).metrics["roi"].value
    assert figures(made, "value") == [formatting.metric("roi", roi, "EUR", "en")] != before
    press(made, "client-back")
    assert scenario(made) == marked() and figures(made, "value") == before


@pytest.mark.parametrize(
    ("path", "how", "value"),
    [
        ("gross_margin", "slide", 0.9),
        (f"channels/{NAMES[0]}/contacts", "slide", 9.0),
        ("enforce_capacity", "turn", True),
        ("tools", "type", "12"),
        ("name", "say", "Mine"),
    ],
)
def test_a_message_about_another_input_changes_nothing(path: str, how: str, value: object) -> None:
    made = visit(shared()[1])
    panel_driver.edit(made, path, how, value, "client")
    ran(made)
    assert scenario(made) == marked()
    assert betrayed(sent(made), marked()) == []


def test_figures_that_were_not_chosen_are_nowhere() -> None:
    few = view(figures=("payback_month",), pages=("result", "channels", "risk"))
    made = visit(shared(few)[1])
    roi = formatting.metric("roi", project(marked()).metrics["roi"].value, "EUR", "en")
    for page, proof in (("channels", NAMES[0]), ("risk", "P10")):
        told = sent(turned(made, page)).decode(errors="replace")
        assert proof in told and "ROI" not in told.partition("</style>")[2] and roi not in told


def test_the_language_switches_and_stays_out_of_the_address() -> None:
    made = visit(shared()[1])
    made.segmented_control(key="frame_lang").set_value("fr")
    ran(made)
    assert "Revenir à la version envoyée" in {button.label for button in made.button}
    assert set(made.query_params) == {"share"}
