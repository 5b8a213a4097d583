"""Thousands of plans drawn around one: what is said of them, and that a run can be repeated."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import stats

from roi_model import project
from roi_model.analysis.risk import risk as module
from roi_model.analysis.risk.risk import NEEDED, Risk, risk
from roi_model.analysis.risk.spreads import doubts
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.metrics import CARDS
from roi_model.storage.presets import presets
from roi_model.storage.scenario_file import scenario_from_dict
from tests.analysis.risk.plain import LINKEDIN, plain
from tests.golden.cases import golden


def same(one: Risk, other: Risk, rtol: float = 0.0) -> None:
    for name in CARDS:
        scale = np.nanmax(np.abs(one.values[name]), initial=1.0)
        np.testing.assert_allclose(
            one.values[name], other.values[name], rtol=rtol, atol=rtol * scale, err_msg=name
        )
    np.testing.assert_allclose(one.cash, other.cash, rtol=0, atol=rtol * np.abs(one.cash).max())


def test_quantiles_are_those_of_what_was_drawn() -> None:
    """Revenue = 22.5 · 12/12 customers times the deal value: its quantiles times 22.5."""
    entry = {"kind": "triangular", "low": 80, "mode": 100, "high": 160}
    run = risk(plain(uncertainty={"deal_value": entry}))
    assert run.values["revenue"].mean() / 22.5 == pytest.approx(113.33, abs=0.02)
    assert run.values["revenue"].std() / 22.5 == pytest.approx(17.00, abs=0.02)
    law = stats.triang(0.25, 80, 80)
    found = run.metrics["revenue"]
    quantiles = np.array([found.p10, found.p50, found.p90]) / 22.5
    np.testing.assert_allclose(quantiles, law.ppf([0.1, 0.5, 0.9]), rtol=1e-3)


def test_expected_roi_is_a_ratio_of_expectations() -> None:
    run = risk(LINKEDIN)
    gain, spent = run.values["net_gain"].mean(), run.values["investment"].mean()
    assert run.expected["roi"] == pytest.approx(gain / spent, rel=1e-12)
    assert run.expected["roi"] != pytest.approx(run.values["roi"].mean(), rel=1e-4)
    assert run.expected["npv"] == pytest.approx(run.values["npv"].mean())


@pytest.mark.parametrize("case", golden("risk")["cases"], ids=lambda case: case["scenario"]["name"])
def test_the_quantiles_are_those_of_the_version_that_was_slow(case: dict[str, Any]) -> None:
    run = risk(scenario_from_dict(case["scenario"]), metrics=tuple(case["quantiles"]))
    for name, (*quantiles, undefined) in case["quantiles"].items():
        found = run.spread(name)
        assert found.undefined == undefined
        scale = np.abs(quantiles).max()
        np.testing.assert_allclose(
            [found.p10, found.p50, found.p90], quantiles, rtol=0, atol=1e-12 * scale, err_msg=name
        )
    for name, band in case["cumulative_cash"].items():
        np.testing.assert_allclose(
            run.cumulative_cash[name], band, rtol=0, atol=1e-12 * np.abs(band).max()
        )
    assert run.payback_by_month.tolist() == case["payback_by_month"]


def test_what_is_asked_for_is_what_all_of_it_holds() -> None:
    asked, whole = risk(LINKEDIN, metrics=("irr", "cac")), risk(LINKEDIN)
    assert set(asked.values) == {*NEEDED, "irr", "cac"} and set(whole.values) == set(CARDS)
    for name in asked.values:
        np.testing.assert_array_equal(asked.values[name], whole.values[name])
        assert asked.reasons[name] == whole.reasons[name]
        assert asked.spread(name) == whole.metrics[name]
    np.testing.assert_array_equal(asked.cash, whole.cash)


def test_nothing_uncertain_gives_the_deterministic_case() -> None:
    run = risk(LINKEDIN, draws=64, doubts=[])
    single = project(LINKEDIN)
    for name, found in run.metrics.items():
        value = single.metrics[name].value
        assert (found.p10, found.p90) == pytest.approx((value, value)), name
    np.testing.assert_allclose(run.cumulative_cash["p50"], single.monthly["cumulative_cash"])
    assert run.evpi == 0 and run.evppi == {}


def test_chances_of_payback_count_the_draws() -> None:
    run = risk(LINKEDIN)
    months = run.values["payback_month"]
    assert run.payback_by_month.shape == (LINKEDIN.horizon_months + 1,)
    for month in (0, 6, 12, 24):
        assert run.payback_by_month[month] == np.mean(np.nan_to_num(months, nan=np.inf) <= month)
    assert (np.diff(run.payback_by_month) >= 0).all()
    assert 0 < run.never == pytest.approx(np.isnan(months).mean())
    assert run.roi_positive == np.mean(run.values["roi"] > 0)


def test_chances_of_an_empty_account_count_the_draws() -> None:
    """A drawn opening balance and one that is known; without one nothing is said."""
    assert risk(LINKEDIN).cash_out_by_month is None and risk(LINKEDIN).balance is None
    known = replace(LINKEDIN, opening_cash=6_000.0, other_cash=-200.0, cash_floor=1_000.0)
    run = risk(known)
    out, months = run.cash_out_by_month, run.values["cash_out_month"]
    assert out is not None and run.balance is not None and out[-1] > 0
    for month in (0, 3, 12, 24):
        assert out[month] == np.mean(np.nan_to_num(months, nan=np.inf) <= month)
    beside = 6_000 - 200 * np.arange(known.horizon_months + 1)
    np.testing.assert_allclose(run.balance["p10"], run.cumulative_cash["p10"] + beside)
    doubt = {"opening_cash": {"kind": "range", "p10": 4_000, "p90": 9_000}}
    unsure = risk(replace(known, uncertainty=doubt, drawn={"others": True}))
    assert unsure.balance is not None
    held = unsure.cash[:, 5] + unsure.inputs["opening_cash"] - 200 * 5
    assert unsure.balance["p90"][5] == pytest.approx(np.quantile(held, 0.9), rel=1e-12)
    assert list(unsure.cumulative_cash["p50"]) != list(unsure.balance["p50"])


def test_undefined_draws_are_counted_and_left_out_of_the_quantiles() -> None:
    run = risk(LINKEDIN)
    found = run.metrics["payback_month"]
    missing = int(np.isnan(run.values["payback_month"]).sum())
    assert found.undefined == missing > 0
    assert found.reasons == {"not_within_horizon": missing}
    assert found.p90 == np.nanquantile(run.values["payback_month"], 0.9)
    never = risk(plain(deal_value=0, uncertainty={"market": {"kind": "range", "p10": 1, "p90": 1}}))
    lost = never.metrics["payback_month"]
    assert (lost.p10, lost.undefined, never.never) == (None, never.draws, 1.0)


def test_the_band_is_that_of_the_months() -> None:
    run = risk(LINKEDIN, draws=512)
    np.testing.assert_array_equal(run.cumulative_cash["p90"], np.quantile(run.cash, 0.9, axis=0))
    low, middle, high = (run.cumulative_cash[name] for name in ("p10", "p50", "p90"))
    assert (low <= middle).all() and (middle <= high).all()
    np.testing.assert_allclose(run.cash[:, 1:].min(axis=1).clip(max=0),
                               run.values["cash_trough"], atol=1e-6)  # fmt: skip


def test_value_of_information_of_a_plan() -> None:
    """The hours a lead takes change nothing in this plan: to know them is worth nothing."""
    run = risk(LINKEDIN)
    worth = run.values["npv"]
    assert run.evpi == pytest.approx(np.maximum(worth, 0).mean() - max(worth.mean(), 0))
    channel = f"channels/{LINKEDIN.channels[0].name}/"
    assert next(iter(run.evppi)) == channel + "contact_to_lead"
    assert list(run.evppi.values()) == sorted(run.evppi.values(), reverse=True)
    assert all(0 <= value <= run.evpi for value in run.evppi.values())
    assert run.evppi[channel + "hours_per_lead"] < 0.02 * run.evpi


def test_a_margin_of_safety_on_the_whole_run() -> None:
    run = risk(LINKEDIN, draws=128, doubts=[])
    metrics = project(LINKEDIN).metrics
    spent = metrics["investment"].value * 1.1
    wanted = (metrics["gross_profit"].value * 0.9 - spent) / spent
    assert run.adjusted(profit_cut=0.1, investment_rise=0.1) == pytest.approx(wanted)


def test_the_market_shock_moves_all_channels_together() -> None:
    case = plain(channels=[{"name": "A"}, {"name": "B"}])
    run = risk(case, doubts=doubts(case, shock=True))
    assert list(run.inputs) == ["market"]
    assert "market" in risk(replace(case, drawn={"shock": True}), draws=64).inputs
    np.testing.assert_allclose(run.values["customers_signed"], 45 * run.inputs["market"])


def test_an_uncertain_horizon_has_months_up_to_its_longest() -> None:
    entry = {"kind": "range", "p10": 8, "p90": 14}
    run = risk(plain(uncertainty={"horizon_months": entry}), draws=256)
    longest = int(run.inputs["horizon_months"].max())
    assert run.cash.shape == (256, longest + 1) == (256, len(run.payback_by_month))
    for at in (0, 100):
        end = int(run.inputs["horizon_months"][at])
        assert (run.cash[at, end:] == run.cash[at, end]).all()


@pytest.mark.parametrize("luck", [False, True])
def test_workers_change_no_bit(luck: bool) -> None:
    case = replace(LINKEDIN, drawn={"luck": luck})
    runs = [risk(case, draws=3000, seed=7, workers=n) for n in (1, 2, 5)]
    same(runs[0], runs[1])
    same(runs[0], runs[2])


def test_the_chunk_changes_no_number() -> None:
    runs = [risk(LINKEDIN, draws=3000, seed=7, chunk=chunk) for chunk in (1000, 77, 100_000)]
    same(runs[0], runs[1], rtol=1e-12)
    same(runs[0], runs[2], rtol=1e-12)


def test_a_longer_run_begins_like_a_shorter_one() -> None:
    short, long = (risk(LINKEDIN, draws=n) for n in (4096, 5000))
    np.testing.assert_array_equal(short.values["npv"], long.values["npv"][:4096])


@pytest.mark.parametrize("case", [p.scenario for p in presets()], ids=lambda case: case.name)
def test_another_seed_hardly_moves_the_median(case: Scenario) -> None:
    usual = risk(case).metrics["roi"]
    assert usual.p10 is not None and usual.p50 is not None and usual.p90 is not None
    medians = [risk(case, seed=seed).metrics["roi"].p50 for seed in (0, 1, 2, 3, 20260)]
    assert usual.p50 not in medians
    for median in medians:
        assert abs(median - usual.p50) < 0.01 * (usual.p90 - usual.p10)  # type: ignore[operator]


@pytest.mark.parametrize("case", [p.scenario for p in presets()], ids=lambda case: case.name)
def test_the_usual_median_is_that_of_many_draws(case: Scenario) -> None:
    usual, many = (risk(case, draws=n).metrics["roi"] for n in (module.DRAWS, 65_536))
    width = many.p90 - many.p10  # type: ignore[operator]
    assert usual.p50 == pytest.approx(many.p50, abs=0.004 * width)


def test_progress_is_told_and_a_run_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []
    run = risk(LINKEDIN, draws=10_000, progress=lambda *done: told.append(done))
    assert told == [(4096, 10_000), (8192, 10_000), (10_000, 10_000)] and run.complete
    stopped = risk(LINKEDIN, draws=10_000, stop=lambda: True)
    assert (stopped.draws, stopped.complete) == (4096, False)
    np.testing.assert_array_equal(stopped.values["npv"], run.values["npv"][:4096])
    assert stopped.payback_by_month[-1] + stopped.never == 1


def test_memory_beyond_the_metrics_does_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks are let go: only 8 bytes by draw and metric stay, and the months of the sample."""
    monkeypatch.setattr(module, "SAMPLE", 4096)
    case = plain(uncertainty={"deal_value": {"kind": "range", "p10": 4000, "p90": 6000}})

    def peak(draws: int) -> int:
        tracemalloc.start()
        run = risk(case, draws=draws, workers=1)
        assert len(run.cash) == 4096
        made = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return made

    peak(4096)  # what is imported late and kept is imported now
    kept = (40_960 - 8192) * 8 * len(CARDS)
    assert peak(40_960) - peak(8192) < 1.1 * kept


@pytest.mark.parametrize("wrong", [{"draws": 0}, {"draws": 1_000_001}, {"seed": -1}])
def test_draws_and_seeds_out_of_range_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ScenarioError):
        risk(LINKEDIN, **wrong)  # type: ignore[arg-type]
