"""Doubts: the distributions of MODEL 5, cut off at the bounds of their inputs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import stats

from roi_model.analysis.risk.spreads import Doubt, doubts, drawn_doubts
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.paths import get_value, numeric_paths
from roi_model.declaration.scenario import Scenario
from roi_model.storage.scenario_file import scenario_from_dict

SHARES = (np.arange(200_000) + 0.5) / 200_000


def scenario(**changes: Any) -> Scenario:
    return scenario_from_dict({"name": "Case", "channels": [{"name": "A"}]} | changes)


def one(path: str, **spread: Any) -> Doubt:
    [doubt] = doubts(scenario(uncertainty={path: spread}))
    return doubt


def test_the_triangular_of_the_contract() -> None:
    drawn = one("deal_value", kind="triangular", low=80, mode=100, high=160).at(SHARES)
    assert drawn.mean() == pytest.approx((80 + 100 + 160) / 3, abs=1e-3)  # 113.33
    assert drawn.std() == pytest.approx(17.00, abs=5e-3)
    assert drawn.min() >= 80 and drawn.max() <= 160


@pytest.mark.parametrize(
    ("spread", "law"),
    [
        ({"kind": "beta", "mean": 0.25, "ess": 50}, stats.beta(12.5, 37.5)),
        ({"kind": "triangular", "low": 0.2, "mode": 0.3, "high": 0.3}, stats.triang(1, 0.2, 0.1)),
        ({"kind": "triangular", "low": 0.2, "mode": 0.2, "high": 0.3}, stats.triang(0, 0.2, 0.1)),
    ],
)
def test_each_value_is_that_of_scipy(spread: dict[str, Any], law: Any) -> None:
    shares = np.linspace(0.001, 0.999, 501)
    found = one("channels/A/quote_to_customer", **spread).at(shares)
    np.testing.assert_allclose(found, law.ppf(shares), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    ("path", "spread"),
    [
        ("channels/A/quote_to_customer", {"kind": "beta", "mean": 0.2, "ess": 50}),
        ("channels/A/quote_to_customer", {"kind": "beta", "mean": 0.0, "ess": 50}),
        ("deal_value", {"kind": "triangular", "low": 80, "mode": 100, "high": 160}),
        ("deal_value", {"kind": "lognormal", "p10": 4000, "p90": 6000}),
        ("gross_margin", {"kind": "range", "p10": 0.7, "p90": 0.8}),
        ("gross_margin", {"kind": "range", "p10": 0.8, "p90": 1.0}),  # cut off
        ("channels/A/start_month", {"kind": "range", "p10": 1, "p90": 60}),
    ],
)
@pytest.mark.parametrize("count", [7, 5000])
def test_a_normal_number_and_its_share_give_the_same_value(
    path: str, spread: dict[str, Any], count: int
) -> None:
    doubt = one(path, **spread)
    normal = np.linspace(-7.0, 7.0, count)
    known = doubt.at(stats.norm.cdf(normal))
    near = np.abs(normal) < 4  # farther out a share itself has lost the digits
    np.testing.assert_allclose(doubt.at_normal(normal)[near], known[near], rtol=2e-12)
    np.testing.assert_allclose(doubt.at_normal(normal), known, rtol=1e-6)


def test_a_lognormal_and_a_range_have_the_tenths_given() -> None:
    for kind in ("lognormal", "range"):  # 0 is too far below to cut anything off
        doubt = one("deal_value", kind=kind, p10=4900, p90=5100)
        np.testing.assert_allclose(doubt.at([0.1, 0.9]), [4900, 5100], rtol=1e-12)
    assert one("deal_value", kind="lognormal", p10=1000, p90=4000).at(0.5) == pytest.approx(2000)


def test_a_range_is_the_normal_with_these_tenths_before_it_is_cut_off() -> None:
    """A margin of 0.8 to 1: a tenth of the values would be above 1, and is spread over the rest."""
    doubt = one("gross_margin", kind="range", p10=0.8, p90=1.0)
    deviation = 0.1 / stats.norm.ppf(0.9)
    law = stats.truncnorm(-0.9 / deviation, 0.1 / deviation, loc=0.9, scale=deviation)
    shares = np.linspace(0.01, 0.99, 99)
    np.testing.assert_allclose(doubt.at(shares), law.ppf(shares), rtol=1e-9)
    assert doubt.at(SHARES).max() <= 1.0


def test_months_are_drawn_whole_and_within_the_horizon() -> None:
    doubt = one("channels/A/start_month", kind="range", p10=1, p90=60)
    drawn = doubt.at(SHARES)
    assert set(np.unique(drawn)) == set(range(1, 37))


def test_without_entries_nothing_is_uncertain_but_for_the_switches() -> None:
    case = scenario()
    assert doubts(case) == []
    assert [d.path for d in doubts(case, shock=True)] == ["market"]
    by_default = doubts(case, defaults=True)
    sensitive = [
        path
        for path, card in numeric_paths(case).items()
        if card.spread is not None and get_value(case, path) != 0 and path != "market"
        and path != "channels/A/incrementality"  # a share of 1 has no beta around it
    ]  # fmt: skip
    assert [d.path for d in by_default] == sensitive
    assert drawn_doubts(case) == by_default
    kinds = {d.path: d.kind for d in by_default}
    assert kinds["channels/A/contacts"] == "triangular"
    assert kinds["channels/A/quote_to_customer"] == "beta"
    assert kinds["cycle_months"] == kinds["deal_value"] == "lognormal"


def test_default_spreads_surround_the_value() -> None:
    by_path = {d.path: d for d in doubts(scenario(), defaults=True)}
    assert by_path["channels/A/contacts"].numbers == {"low": 800, "mode": 1000, "high": 1200}
    assert by_path["channels/A/quote_to_customer"].numbers == {"mean": 0.25, "ess": 50}
    assert by_path["deal_value"].at(0.5) == pytest.approx(5000)


def test_an_own_entry_goes_before_the_default_one_and_keeps_its_place() -> None:
    entry = {"kind": "range", "p10": 900, "p90": 1100}
    case = scenario(uncertainty={"channels/A/contacts": entry})
    alone = replace(case, drawn={"others": False})
    assert [d.path for d in drawn_doubts(alone)] == ["channels/A/contacts"]
    everything = doubts(case, defaults=True)
    assert drawn_doubts(case) == everything  # one known doubt makes no other input certain
    assert [d.path for d in everything] == [d.path for d in doubts(scenario(), defaults=True)]
    assert everything[0].kind == "range"


def test_an_override_without_a_value_may_be_uncertain() -> None:
    entry = {"kind": "triangular", "low": 1000, "mode": 2000, "high": 3000}
    [doubt] = doubts(scenario(uncertainty={"channels/A/deal_value": entry}))
    assert doubt.path == "channels/A/deal_value"


@pytest.mark.parametrize(
    ("path", "spread", "code"),
    [
        ("deal_value", {"kind": "triangular", "low": 5, "mode": 3, "high": 9}, "bad_spread"),
        ("deal_value", {"kind": "lognormal", "p10": 0, "p90": 9}, "bad_spread"),
        ("deal_value", {"kind": "range", "p10": 10, "p90": 9}, "bad_spread"),
        ("gross_margin", {"kind": "beta", "mean": 1.5, "ess": 9}, "bad_spread"),
        ("gross_margin", {"kind": "beta", "mean": 0.5, "ess": 0}, "bad_spread"),
        ("gross_margin", {"kind": "range", "p10": 5, "p90": 6}, "spread_out_of_range"),
        ("gross_margin", {"kind": "range", "p10": 2, "p90": 2}, "spread_out_of_range"),
        ("nothing/here", {"kind": "range", "p10": 5, "p90": 6}, "unknown_path"),
        ("enforce_capacity", {"kind": "range", "p10": 0, "p90": 1}, "not_numeric"),
    ],
)
def test_what_is_no_distribution_is_refused(path: str, spread: Any, code: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        doubts(scenario(uncertainty={path: spread}))
    [problem] = refused.value.problems
    assert (problem.path, problem.code) == (path, code)
    assert problem.sentence("fr") != problem.sentence("en")


@pytest.mark.parametrize(
    ("spread", "value"),
    [
        ({"kind": "triangular", "low": 0.5, "mode": 0.5, "high": 0.5}, 0.5),
        ({"kind": "beta", "mean": 1, "ess": 20}, 1.0),
        ({"kind": "lognormal", "p10": 0.25, "p90": 0.25}, 0.25),
        ({"kind": "range", "p10": 0.25, "p90": 0.25}, 0.25),
    ],
)
def test_a_distribution_without_width_is_its_value(spread: Any, value: float) -> None:
    drawn = one("gross_margin", **spread).at(SHARES[:10])
    np.testing.assert_allclose(drawn, value, rtol=1e-15)
