"""A slider under the hand: its line, its figures and their doubt come together, on one axis."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from roi_model.analysis.risk.doubt_words import range_words, share
from roi_model.analysis.risk.risk import DRAWS, Risk, risk
from roi_model.charts.parts.held import HIGH, LOW
from roi_model.library.view import PAGES
from roi_model.projection import project
from roi_model.texts import text
from tests.ui import panel_driver
from tests.ui.client.visits import SLIDER, ran, shared, view, visit
from tests.ui.pages import words
from tests.ui.panel_driver import rows
from tests.ui.simulate import NAMES, app, chart, figures, scenario
from ui.case import draws


def contacts(made: AppTest) -> str:
    return next(path for path in rows(made) if path.endswith("/contacts"))


def asks_to_rest(made: AppTest, key: str = "simulate") -> bool:
    """Whether the browser is to run the page once more when the hand rests."""
    return bool(panel_driver._sent(made, key)[1]["rest"])


def rest(made: AppTest, key: str = "simulate") -> AppTest:
    return panel_driver.edit(made, "rest", "pick", "", key)


def band_is_of(made: AppTest, found: Risk) -> None:
    data = chart(made, "cash")
    now = project(found.scenario)
    np.testing.assert_array_equal(data["cumulative_cash"], now.monthly["cumulative_cash"])
    for edge in ("p10", "p90"):
        np.testing.assert_array_equal(data[edge], found.cumulative_cash[edge])


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is that runs the tests."""
    monkeypatch.setattr(draws, "TOO_SLOW", 99.0)


def test_one_run_brings_line_band_ranges_and_chance_of_one_case(lang: str = "fr") -> None:
    made = app(lang=lang)
    before = scenario(made)
    panel_driver.move(made, contacts(made), 3)
    moved = scenario(made)
    assert moved != before
    found = risk(moved)
    band_is_of(made, found)
    assert _ranges(made) == [range_words(name, found, "EUR", lang) for name in NAMES]
    assert figures(made, "value")[-1] == share(1.0 - found.never, lang)
    assert figures(made, "delta")[-1] == text("ui.headline.draws", lang, count=_count(DRAWS, lang))
    assert not asks_to_rest(made), "there is nothing that a second run would add"


def _ranges(made: AppTest) -> list[str]:
    """From P10 to P90 below each figure, its parts put together."""
    body = next(h.proto.body for h in made.get("html") if 'class="headline' in h.proto.body)
    found = re.findall(r'<span class="range"[^>]*>(.*?)</span></span>|</dd>', body)
    spans = [re.findall(r"<span>([^<]*)</span>", f"{one}</span>") for one in found if one]
    return [unescape(" · ".join(parts)) for parts in spans]


def _count(number: int, lang: str) -> str:
    return f"{number:,}".replace(",", "\u202f" if lang == "fr" else ",")


AXES = ("cash", "funnel", "monthly")


def ends(made: AppTest, key: str) -> tuple[float, float]:
    data = chart(made, key)
    assert data[[LOW, HIGH]][1:].isna().all(axis=None)
    return float(data[LOW][0]), float(data[HIGH][0])


def test_the_axes_stand_still_while_a_hand_moves_and_fit_when_it_rests() -> None:
    made = app(lang="en")
    still = {key: ends(made, key) for key in AXES}
    tops = [chart(made, "cash")["cumulative_cash"].max()]
    for _ in range(3):
        panel_driver.move(made, contacts(made), -8)
        assert {key: ends(made, key) for key in AXES} == still
        tops.append(chart(made, "cash")["cumulative_cash"].max())
    assert tops == sorted(tops, reverse=True) and tops[-1] < tops[0] / 1.5
    assert asks_to_rest(made), "the axis is too wide for what is left on it"
    rest(made)
    assert ends(made, "cash")[1] < still["cash"][1]
    assert not asks_to_rest(made)

    panel_driver.move(made, contacts(made), 16)
    grown, data = ends(made, "cash"), chart(made, "cash")
    assert grown[1] > data["p90"].max(), "grown beyond what left it, so that the next stop does not"
    panel_driver.move(made, contacts(made), 1)
    assert ends(made, "cash") == grown


def test_what_is_typed_has_an_axis_of_its_own() -> None:
    made = app(lang="en")
    wide = ends(made, "cash")
    panel_driver.edit(made, contacts(made), "type", "300")
    assert ends(made, "cash")[1] < wide[1]
    assert not asks_to_rest(made)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A machine on which all draws take too long; called, it is quick again."""
    monkeypatch.setattr(draws, "TOO_SLOW", -1.0)
    monkeypatch.setattr(draws, "QUICK_AGAIN", -1.0)
    return lambda: monkeypatch.setattr(draws, "QUICK_AGAIN", 99.0)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_slow_machine_is_told_and_rests_at_all_draws(lang: str, slow: Callable[[], None]) -> None:
    made = app(lang=lang)
    said = text("ui.headline.few_draws", lang, few="512", all=_count(DRAWS, lang))
    assert said not in words(made), "a page that nobody moves has all draws"
    panel_driver.move(made, contacts(made), 1)
    band_is_of(made, risk(scenario(made), draws=draws.FEW))
    assert figures(made, "delta")[-1] == text("ui.headline.draws", lang, count="512")
    assert said in words(made)
    assert asks_to_rest(made)
    slow()
    rest(made)
    band_is_of(made, risk(scenario(made)))
    assert said not in words(made)
    assert not asks_to_rest(made)
    panel_driver.move(made, contacts(made), 1)
    band_is_of(made, risk(scenario(made)))


def test_a_client_sees_the_band_move_and_is_told_of_a_slow_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slow: Callable[[], None]
) -> None:
    monkeypatch.setenv("ROI_DATA", str(tmp_path))
    made = visit(shared(view(pages=PAGES[:1]))[1])
    panel_driver.move(made, SLIDER, 2, "client")
    band_is_of(made, risk(scenario(made), draws=draws.FEW))
    said = text("ui.headline.few_draws", "en", few="512", all="2,048")
    assert [row["text"] for row in rows(made, "client").values() if row["kind"] == "note"] == [said]
    rest(made, "client")
    ran(made)
    band_is_of(made, risk(scenario(made)))


def test_in_a_meeting_the_band_moves_with_the_line() -> None:
    made = app(lang="en").switch_page("pages/present/present.py").run()
    path = next(iter(rows(made, "present")))
    panel_driver.move(made, path, 2, "present")
    band_is_of(made, risk(scenario(made)))
    assert range_words("payback_month", risk(scenario(made)), "EUR", "en") in _ranges(made)
