"""The commands risk, sensitivity and goal: shapes of the contract, the numbers of Python."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model.__main__ import main
from roi_model.analysis.risk.chances import (
    Draws,
    Wish,
    asked_about,
    what_would_have_to_be_true,
)
from roi_model.analysis.risk.risk import risk
from roi_model.analysis.risk.sensitivity import tornado
from roi_model.analysis.search.flips import flip_points
from roi_model.metrics import CARDS
from tests.commands.asked import LINKEDIN, answer, refused

FILE = str(LINKEDIN.path)


def test_risk(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "risk", FILE, "--draws", "300", "--seed", "5")
    assert list(found) == [
        "draws", "seed", "metrics", "expected", "probability", "cumulative_cash", "evpi",
        "doubts", "notes",
    ]  # fmt: skip
    run = risk(LINKEDIN.scenario, draws=300, seed=5)
    assert (found["draws"], found["seed"], found["evpi"]) == (300, 5, run.evpi)
    assert set(found["metrics"]) == set(CARDS)
    for name, metric in found["metrics"].items():
        own = run.metrics[name]
        assert metric == {"p10": own.p10, "p50": own.p50, "p90": own.p90,
                          "undefined": own.undefined}  # fmt: skip
    assert found["expected"] == run.expected
    chances = found["probability"]
    assert list(chances) == [
        "roi_positive", "payback_by_month", "never", "cash_out_by_month", "never_below_floor",
    ]  # fmt: skip
    assert chances["cash_out_by_month"] is None, "no opening balance is given"
    assert chances["payback_by_month"] == run.payback_by_month.tolist()
    assert len(chances["payback_by_month"]) == LINKEDIN.scenario.horizon_months + 1
    assert {n: len(band) for n, band in found["cumulative_cash"].items()} == {
        n: LINKEDIN.scenario.horizon_months + 1 for n in ("p10", "p50", "p90")
    }


def test_risk_with_what_is_asked_for_besides(capsys: pytest.CaptureFixture[str]) -> None:
    more = ["--information", "--profit-cut", "0.1", "--investment-rise", "0.1", "--deal-luck"]
    found = answer(capsys, "risk", FILE, "--draws", "256", *more)
    run = risk(replace(LINKEDIN.scenario, drawn={"luck": True}), draws=256)
    assert found["evppi"] == [{"path": p, "value": v} for p, v in run.evppi.items()]
    assert found["risk_adjusted"]["roi"] == run.adjusted(profit_cut=0.1, investment_rise=0.1)


def test_sensitivity(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "sensitivity", FILE, "--metric", "npv", "--points", "32")
    assert list(found) == ["metric", "base", "tornado", "sobol", "flip_points",
                           "doubts", "notes"]  # fmt: skip
    base, swings = tornado(LINKEDIN.scenario, "npv")
    assert (found["metric"], found["base"]) == ("npv", base)
    assert found["tornado"] == [vars(swing) for swing in swings]
    assert {line["path"] for line in found["sobol"]} == {swing.path for swing in swings}
    assert all(set(line) == {"path", "first", "total"} for line in found["sobol"])
    assert found["flip_points"] == [
        {"path": flip.path, "value": flip.value, "reason": flip.reason}
        for flip in flip_points(LINKEDIN.scenario, "npv")
    ]


def test_goal(capsys: pytest.CaptureFixture[str]) -> None:
    command = ("goal", FILE, "--input", "deal_value", "--metric", "roi", "--target")
    found = answer(capsys, *command, "0")
    assert list(found) == ["value", "notes"]
    assert found["value"] == pytest.approx(2172.12, abs=5e-3)
    found = answer(capsys, *command, "1e9")
    assert list(found) == ["value", "reason", "best", "notes"]
    assert (found["value"], found["reason"]) == (None, "unreachable")
    assert found["best"]["value"] == 10_000_000
    assert 0 < found["best"]["metric"] < 1e9


def test_what_would_have_to_be_true(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "goal", FILE, "--metric", "payback_month", "--target", "12")
    assert len(found["inputs"]) == 5
    assert all(line["value"] > line["now"] for line in found["inputs"])


def test_a_goal_in_so_many_draws(capsys: pytest.CaptureFixture[str]) -> None:
    command = ("goal", FILE, "--metric", "payback_month", "--target", "14", "--chance", "0.8")
    case, wish = LINKEDIN.scenario, Wish(target=14.0)
    drawn = Draws(case, wish)
    found = answer(capsys, *command)
    assert found["now"] == drawn.now
    assert [line["path"] for line in found["inputs"]] == asked_about(case)
    assert [line["value"] for line in found["inputs"]] == [
        one.value for one in what_would_have_to_be_true(case, wish)
    ]
    one = answer(capsys, *command, "--input", "cycle_months", "--deal-luck")
    assert one["doubts"]["luck"] and len(one["inputs"]) == 1
    assert "0..1" in refused(capsys, *command[:-1], "80")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["risk", FILE, "--draws", "0"], "draws"),
        (["risk", FILE, "--draws", "2000000"], "1..1,000,000"),
        (["risk", "nowhere.json"], "nowhere.json"),
        (["sensitivity", FILE, "--metric", "roy"], "roy"),
        (["sensitivity", FILE, "--points", "100"], "power of 2"),
        (["goal", FILE, "--input", "deal", "--metric", "roi", "--target", "1"], "deal"),
        (["goal", FILE, "--input", "deal_value", "--metric", "roi", "--target", "nan"], "finite"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told in refused(capsys, *arguments)


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        ("risk", ["expected", "payback_by_month", "never", "cumulative_cash", "evpi", "undefined"]),
        ("sensitivity", ["tornado", "low_value", "at_high", "sobol", "flip_points", "base"]),
        ("goal", ["value", "others", "unreachable", "best", "chance", "published", "verdict"]),
    ],
)
def test_help_tells_the_shape(
    command: str, keys: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    told = capsys.readouterr().out
    assert [key for key in keys if key not in told] == []
