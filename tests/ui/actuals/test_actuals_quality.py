"""Targets and scores are typed, judged and kept; the checklist follows the case."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from roi_model.actuals.targets import Target
from roi_model.actuals.tracking import Score, Tracking
from roi_model.texts import text
from tests.ui.actuals.remembered import said, states
from tests.ui.actuals_driver import CRM, FEC, amount, given, part, session, table
from tests.ui.pages import PAGES, ROOT, page, press, ran, upload, words
from tests.ui.panel_driver import add, cell, enter, grid, remove, shown


def reopened(made: AppTest) -> AppTest:
    """What the address of a page brings back elsewhere."""
    return with_track(made.query_params["track"])


def with_track(sent: str) -> AppTest:
    fresh = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    fresh.query_params["track"] = sent
    fresh.query_params["lang"] = "en"
    fresh.run()
    fresh.switch_page(PAGES["actuals"])
    return ran(fresh)


def add_target(made: AppTest, metric: str, value: str, by: str) -> AppTest:
    ran(add(made, "targets", metric))
    at = len(shown(made, "targets")) - 1
    assert all(shown(made, "targets")[at].values())  # a new one has a value and a month
    ran(enter(made, "targets", at, "value", value))
    return ran(enter(made, "targets", at, "by", by))


def test_targets_are_typed_judged_and_survive_a_reload() -> None:
    made = part(page("actuals"), "targets")
    add_target(made, "customers", "1", "01/2090")
    add_target(made, "roi", "25", "June 2090")
    typed = (Target("customers", 1.0, "2090-01"), Target("roi", 0.25, "2090-06"))
    assert session(made).tracking == Tracking(typed)
    rows = table(made, said("target_status"))
    assert [row[1] for row in rows] == ["1", "25%"]
    beyond = text("calibration.reason.beyond_horizon", "en")
    assert all(beyond in row[-1] for row in rows)

    again = part(reopened(made), "targets")
    assert session(again).tracking == Tracking(typed)
    assert table(again, said("target_status")) == rows
    ran(enter(again, "targets", 1, "value", "30,5"))
    ran(enter(again, "targets", 1, "by", "soon"))
    assert cell(again, "targets", 1, "by")["refused"] == text(
        "ui.tables.no_month", "en", typed="soon"
    )
    ran(remove(again, "targets", 0))
    assert session(again).tracking.targets == (Target("roi", 0.305, "2090-06"),)
    ran(remove(again, "targets", 0))
    assert "track" not in again.query_params


def test_a_target_is_held_against_what_happened() -> None:
    made = part(given(FEC, CRM), "targets")
    add_target(made, "investment", "20k", "2023-06")
    add_target(made, "customers", "1,000", "2024-12")
    spent, won = table(made, said("target_status"))
    assert text("calibration.status.missed", "en") in spent[-1]
    assert amount(spent[3]) == pytest.approx(44381.73, abs=50)  # to three digits
    assert text("calibration.status.at_risk", "en") in won[-1]


def add_score(made: AppTest, month: str, **scores: str) -> AppTest:
    ran(add(made, "scores", month))
    for column, typed in scores.items():
        ran(enter(made, "scores", len(shown(made, "scores")) - 1, column, typed))
    return made


def test_scores_are_typed_compared_and_survive_a_reload() -> None:
    made = part(page("actuals"), "quality")
    add_score(made, "March 2025", nps="40", satisfaction="8,5", note="after the fair")
    ran(add(made, "scores", "2025-01"))
    ran(enter(made, "scores", 0, "nps", "-5"))
    ran(enter(made, "scores", 0, "ces", "9"))  # the scale ends at 7
    assert cell(made, "scores", 0, "ces")["refused"]
    ran(add(made, "scores", "one day"))
    assert grid(made, "scores")["add"]["cells"][0]["refused"]
    typed = (
        Score("2025-01", (None, -5.0, None, None, None)),
        Score("2025-03", (8.5, 40.0, None, None, None), "after the fair"),
    )
    assert session(made).tracking.scores == typed
    shown = table(made, said("score_change"))
    assert [row[2] for row in shown] == ["–", "+45"] and shown[1][1].startswith("40")
    again = part(reopened(made), "quality")
    assert session(again).tracking.scores == typed
    assert table(again, said("score_change")) == shown


@pytest.mark.parametrize("sent", ["nonsense", "eJw", "é" * 10, "a" * 5000, "%00", "[]"])
def test_a_broken_address_of_targets_is_harmless(sent: str) -> None:
    made = with_track(sent)
    assert session(made).tracking == Tracking()
    assert session(made).notice is None
    part(made, "quality")


def test_the_checklist_follows_the_case() -> None:
    made = part(page("actuals"), "quality")
    assert states(made) == {
        "costs": "!", "time": "✓", "targets": "✓",
        "attribution": "!", "quality": "!", "rigidity": "!",
    }  # fmt: skip
    upload(made, FEC, (ROOT / "data/samples" / FEC).read_bytes())
    upload(made, CRM, (ROOT / "data/samples" / CRM).read_bytes())
    press(part(made, "calibrate"), "calibrate-all")
    press(made, "accept-deal_value")
    part(made, "targets")
    add_target(made, "customers", "1000000", "2024-12")
    part(made, "quality")
    add_score(made, "2025-03", nps="40")
    part(made, "targets")
    part(made, "quality")
    found = states(made)
    assert (found["costs"], found["quality"], found["rigidity"]) == ("✓", "✓", "✓")
    assert found["targets"] == "!"  # a million customers are out of reach
    assert text("tracking.check_rigidity_fine", "en", count=3) in words(made)
