"""What must hold for every plan, whatever its numbers, on random whole scenarios.

Tolerance 1e-9 of the amounts added up, unless a test says otherwise.
"""

from __future__ import annotations

import dataclasses
import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from roi_model import Projection, Scenario, project
from roi_model.declaration.card import cards
from roi_model.declaration.paths import with_value
from roi_model.declaration.scenario import PARTS
from roi_model.metrics import irr, npv
from roi_model.storage.scenario_file import scenario_from_dict
from tests.engine.compare import close
from tests.engine.reference import LISTS as DEFAULTS
from tests.engine.reference import complete
from tests.engine.strategies import scenarios

MONEY_METRICS = frozenset(
    (
        "cash_trough", "npv", "cac", "period_cac", "cost_per_lead", "ltv",
        "receivables_at_horizon", "revenue", "direct_costs", "gross_profit", "investment",
        "net_gain", "lowest_balance", "funding_need",
    )
)  # fmt: skip
VOLUMES = ("contacts", "leads", "qualified", "meetings", "quotes", "customers")
CHANNEL_MONEY = ("revenue", "gross_profit", "own_cost", "shared_cost", "ltv", "cac")


@given(scenarios())
def test_every_plan_holds_together(raw: dict[str, Any]) -> None:
    """All that must hold inside one projection; the checks below say what."""
    p = project(scenario_from_dict(raw))
    parts_add_up(p)
    nothing_is_silently_undefined(p)
    a_funnel_only_narrows(p)
    metrics_relate_as_defined(p)


def parts_add_up(p: Projection) -> None:
    """Months to totals, categories to the investment, channels to the plan, and so on."""
    monthly = p.monthly
    m = {name: p.metrics[name].value for name in p.metrics}
    size = float(sum(np.abs(series).sum() for series in monthly.values()))
    for series in ("revenue", "direct_costs", "investment"):
        close(m[series], monthly[series].sum(), series, scale=size)
    close(m["customers_signed"], monthly["customers"].sum(), "customers_signed")
    by_category = sum(p.monthly_costs.values(), np.zeros_like(monthly["investment"]))
    np.testing.assert_allclose(by_category, monthly["investment"], rtol=1e-9, atol=1e-9)
    close(sum(p.costs.values()), m["investment"], "investment", scale=size)
    for category, series in p.monthly_costs.items():
        close(p.costs[category], series.sum(), category, scale=size)
    close(m["customers_signed"] + m["customers_after_horizon"], m["customers_ultimate"], "ultimate")
    flow = monthly["receipts"] - monthly["direct_costs"] - monthly["investment"]
    np.testing.assert_allclose(monthly["cash_flow"], flow, rtol=1e-9, atol=1e-9 * size)
    running = monthly["cash_flow"].cumsum()
    np.testing.assert_allclose(monthly["cumulative_cash"], running, rtol=1e-9, atol=1e-9 * size)
    unpaid = m["revenue"] - monthly["receipts"].sum()
    close(m["receivables_at_horizon"], unpaid, "receivables", scale=size)
    close(m["net_gain"] - m["receivables_at_horizon"], running[-1], "last cash", scale=size)
    for total in ("leads", "customers_signed", "customers_ultimate", "revenue", "gross_profit"):
        whole = monthly["leads"].sum() if total == "leads" else m[total]
        close(sum(line[total] for line in p.channels), whole, f"channels {total}", scale=size)
    spent = sum(line["own_cost"] + line["shared_cost"] for line in p.channels)
    close(spent, m["investment"], "costs of the channels", scale=size)


def nothing_is_silently_undefined(p: Projection) -> None:
    """A number that is finite, or None with a reason; no NaN but in an unstaffed utilisation."""
    for name, metric in p.metrics.items():
        if metric.value is None:
            assert metric.reason, name
        else:
            assert metric.reason is None and math.isfinite(metric.value), name
    for name, series in p.monthly.items():
        assert series.shape == (p.scenario.horizon_months + 1,)
        assert np.isfinite(series).all(), name
    for line in p.channels:
        assert all(math.isfinite(v) for v in line.values() if isinstance(v, float)), line
    for name in (*VOLUMES, "revenue", "direct_costs", "investment", "receipts"):
        assert p.monthly[name].min() >= 0, name
    assert all(p.monthly[volume][0] == 0 for volume in VOLUMES)  # month 0 operates nothing


def a_funnel_only_narrows(p: Projection) -> None:
    """Fewer at every stage, and nobody signs before being quoted."""
    for before, after in pairwise(VOLUMES[:-1]):
        slack = 1e-9 * np.maximum(1, p.monthly[before])
        assert (p.monthly[after] <= p.monthly[before] + slack).all(), after
    signed, quotes = (p.monthly[name].cumsum() for name in ("customers", "quotes"))
    assert (signed <= quotes * (1 + 1e-9) + 1e-9).all()


def metrics_relate_as_defined(p: Projection) -> None:
    """The returns differ by what their definitions say, and nothing else."""
    value = {name: metric.value for name, metric in p.metrics.items()}
    spent, profit, revenue = value["investment"], value["gross_profit"], value["revenue"]
    if spent > 1e-6:
        size = 1e-9 * (1 + (revenue + value["direct_costs"]) / spent)
        assert value["roi_gross"] == pytest.approx(value["roi"] + 1, rel=1e-9, abs=size)
        direct = value["direct_costs"] / spent
        assert value["roi_revenue"] == pytest.approx(value["roi"] + direct, rel=1e-9, abs=size)
        total = value["roi_total_cost"] * (1 + direct)
        assert total == pytest.approx(value["roi"], rel=1e-9, abs=size)
        assert value["extended_roi"] >= value["roi"] - size
        assert value["cash_roi"] <= value["roi"] + size  # unpaid invoices only take away
    assert profit == pytest.approx(revenue - value["direct_costs"])
    first, last = value["first_crossing_month"], value["payback_month"]
    if last is not None:
        assert first is not None and first <= last + 1e-9
    if value["cac"] is not None and value["ltv"] is not None and value["cac"] > 1e-6:
        assert value["ltv_cac"] == pytest.approx(value["ltv"] / value["cac"])
    assert value["customers_incremental"] <= value["customers_ultimate"] * (1 + 1e-9)
    assert value["cash_trough"] <= 0


def scaled(raw: dict[str, Any], factor: float) -> dict[str, Any]:
    """The same plan in a currency worth 1/factor: every input in money times `factor`."""
    made = complete(raw)
    for entity, item in [
        (Scenario, made),
        *((PARTS[key], item) for key in DEFAULTS for item in made[key]),
    ]:
        for key, card in cards(entity).items():
            if card.unit.is_money and isinstance(item[key], dict):
                item[key] = {month: value * factor for month, value in item[key].items()}
            elif card.unit.is_money and item[key] is not None:
                item[key] *= factor
    return made


@given(scenarios(), st.sampled_from([10.0, 0.25, 7.3]))
def test_money_in_another_currency(raw: dict[str, Any], factor: float) -> None:
    """Money × k: amounts × k, ratios, counts and months as they were."""
    p = project(scenario_from_dict(raw))
    q = project(scenario_from_dict(scaled(raw, factor)))
    size = float(sum(np.abs(p.monthly[s]).sum() for s in ("revenue", "investment", "receipts")))
    dusty = size * min(factor, 1.0) < 1e-3  # ε has a floor of 1e-9 units of the currency
    for name in (*VOLUMES, "revenue", "direct_costs", "investment", "receipts", "cash_flow"):
        k = 1.0 if name in VOLUMES else factor
        np.testing.assert_allclose(
            q.monthly[name], p.monthly[name] * k, rtol=1e-9, atol=1e-9 * (1 + size * k)
        )
    for name, metric in p.metrics.items():
        other = q.metrics[name]
        if dusty or name in ("cash_trough_month", "lowest_balance_month"):
            continue
        assert other.reason == metric.reason, name
        if metric.value is None or other.value is None:
            continue
        k = factor if name in MONEY_METRICS else 1.0
        scale = size * k if name in MONEY_METRICS else 0.0
        rel = 1e-6 if name in ("irr", "cac_payback_month") or name.endswith("_month") else 1e-7
        close(other.value, metric.value * k, name, scale=scale, rel=rel)
    for line, other_line in zip(p.channels, q.channels, strict=True):
        for key in CHANNEL_MONEY:
            if line[key] is not None and other_line[key] is not None:
                close(other_line[key], line[key] * factor, key, scale=size * factor, rel=1e-7)


@given(scenarios())
def test_no_leads_lose_exactly_the_costs(raw: dict[str, Any]) -> None:
    for channel in raw["channels"]:
        channel["contacts"] = 0
    p = project(scenario_from_dict(raw))
    spent = p.metrics["investment"].value
    assert spent is not None
    assert p.metrics["net_gain"].value == -spent
    assert p.metrics["customers_ultimate"].value == p.metrics["revenue"].value == 0
    close(p.monthly["cumulative_cash"][-1], -spent, "last cash", scale=spent)
    rate = 1 + raw.get("discount_rate", 0.1)
    months = np.arange(raw["horizon_months"] + 1)
    present = (p.monthly["investment"] * rate ** (-months / 12)).sum()
    close(p.metrics["npv"].value, -present, "npv", scale=spent)
    fixed = {"commissions", "leads", "meetings"} - {
        item.get("category", "other")
        for item in (*raw.get("costs", []), *raw.get("initiatives", []))
    }
    assert not fixed & {name for name, total in p.costs.items() if total}
    if spent:
        assert p.metrics["roi"].value == -1
        assert p.metrics["annualised_roi"].reason == "total_loss"
        assert p.metrics["payback_month"].value is None
    for name in ("cac", "period_cac", "ltv", "ltv_cac", "cac_payback_month"):
        assert p.metrics[name].reason == "no_customers", name
    assert p.metrics["cost_per_lead"].reason == "no_leads"


def paying(raw: dict[str, Any]) -> dict[str, Any]:
    """The plan with cash at once and margins above commissions in every cohort."""
    raw = {**raw, "dso_days": 0, "commission": 0.05, "commission_employer_rate": 0.4}
    raw["gross_margin"] = 0.5 + raw.get("gross_margin", 0.6) / 2
    raw["initiatives"] = [
        {
            **initiative,
            "effects": [
                effect
                for effect in initiative["effects"]
                if effect["parameter"] not in ("gross_margin", "deal_value", "monthly_fee")
            ],
        }
        for initiative in raw.get("initiatives", [])
    ]
    raw["monthly_fee"] = 0  # twelve fees are due in commissions before they are earned
    raw["channels"] = [dict(channel) for channel in raw["channels"]]
    for channel in raw["channels"]:
        channel["incrementality"] = 0.2 + channel.get("incrementality", 1) * 0.8
        if channel.get("gross_margin") is not None:
            channel["gross_margin"] = 0.5 + channel["gross_margin"] / 2
        channel.pop("monthly_fee", None)
    return raw


@given(scenarios(), st.sampled_from([1.2, 1.5, 2.0, 3.0]))
def test_a_longer_cycle_never_pays_back_earlier(raw: dict[str, Any], longer: float) -> None:
    """With money at once and a margin of 10 % at least (0.5 · 0.2) above a commission of 7 %.

    Cash is then lower in every month, so it crosses 0 for good no earlier: 1e-6 of a month.
    """
    short = scenario_from_dict(paying(raw))
    long = with_value(short, "cycle_months", short.cycle_months * longer)
    for channel in short.channels:
        if channel.cycle_months is not None:
            path = f"channels/{channel.name}/cycle_months"
            long = with_value(long, path, channel.cycle_months * longer)
    p, q = project(short), project(long)
    size = 1 + float(np.abs(p.monthly["receipts"]).sum() + np.abs(p.monthly["investment"]).sum())
    assert (q.monthly["cumulative_cash"] <= p.monthly["cumulative_cash"] + 1e-9 * size).all()
    for name in ("payback_month", "discounted_payback_month"):
        before, after = p.metrics[name].value, q.metrics[name].value
        if before is None:
            assert after is None, name
        elif after is not None:
            assert after >= before - 1e-6, name


@given(scenarios())
def test_the_internal_rate_brings_the_present_value_to_nothing(raw: dict[str, Any]) -> None:
    """npv(irr) = 0 within 1e-8 of the amounts' present value; annual and monthly agree to 1e-6.

    The metric leaves out flows under ε = 1e-9 of the largest, hence not 1e-9.
    """
    p = project(scenario_from_dict(raw))
    flows = p.monthly["cash_flow"]
    yearly = p.metrics["irr"].value
    assume(yearly is not None)
    monthly = float(irr(flows))
    assert math.isclose((1 + monthly) ** 12, 1 + yearly, rel_tol=1e-6, abs_tol=1e-9)
    assert -0.9 < monthly <= 10
    sizes = float(npv(monthly, np.abs(flows)))
    assert abs(float(npv(monthly, flows))) <= 1e-8 * sizes
    # NPV at the plan's own rate has the sign the rate promises, where outflows come first
    if flows[np.flatnonzero(np.abs(flows) > 1e-6)[0]] < 0 and monthly > 0:
        assert p.metrics["npv"].value > 0 or yearly <= (raw.get("discount_rate", 0.1)) * (1 + 1e-9)


@example(raw={"name": "x", "channels": [{"name": "A"}], "team": [{"title": "R", "fte": 0.1}]})
@given(scenarios())
def test_capacity_only_takes_away(raw: dict[str, Any]) -> None:
    """Enforced capacity serves no more hours than there are, and only ever loses contacts."""
    free = scenario_from_dict(raw | {"enforce_capacity": False})
    p = project(free)
    q = project(dataclasses.replace(free, enforce_capacity=True))
    np.testing.assert_array_equal(p.utilisation, q.utilisation)  # asked before any scaling
    slack = 1e-9 * np.maximum(1, p.monthly["contacts"])
    assert (q.monthly["contacts"] <= p.monthly["contacts"] + slack).all()
    if not raw.get("team"):
        np.testing.assert_array_equal(q.monthly["contacts"], p.monthly["contacts"])
        return
    over = p.utilisation > 1
    served = q.monthly["contacts"] / np.maximum(p.monthly["contacts"], 1e-300)
    np.testing.assert_allclose(served[over], 1 / p.utilisation[over], rtol=1e-9)
    within = (p.utilisation <= 1) & (p.monthly["contacts"] > 0)
    np.testing.assert_allclose(served[within], 1, rtol=1e-9)
