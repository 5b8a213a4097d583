"""Actual to date, then the calibrated plan; targets; reversals smoothed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi_model.actuals import smoothing
from roi_model.actuals.reforecast import SERIES, Reforecast, first_month, reforecast
from roi_model.actuals.smoothing import smooth, spread
from roi_model.actuals.targets import LOWER_IS_BETTER, METRICS, Target, judge
from roi_model.actuals.variance import variance
from roi_model.declaration.scenario import Channel, CostLine, Role, Scenario
from roi_model.projection import project
from roi_model.reading.reading import read
from roi_model.texts import LANGUAGES, text
from tests.actuals.pipelines import deals

# 4 quotes a month, 1 customer; 1,000 and 60 % margin; 900 of pay; cash two months later.
PLAN = Scenario(
    name="Plan", start="2024-01", horizon_months=6, campaign_months=6, cycle_months=0,
    deal_value=1000, dso_days=60, commission=0,
    channels=(Channel(name="Calls", contacts=4, contact_to_lead=1, lead_to_qualified=1,
                      qualified_to_meeting=1, meeting_to_quote=1, meeting_cost=0),),
    team=(Role(title="SDR", gross_salary=300, employer_rate=0),),
    costs=(CostLine(name="CRM", category="tools", amount=100, every="once"),),
)  # fmt: skip
COSTS = b"""date;label;cost
2024-01-31;Payroll;350,00
2024-02-29;Payroll;280,00
2024-02-29;HubSpot;50,00
"""
DEALS = deals(
    *[("2024-01-05", "2024-01-20", "won", 1200.0, "")] * 2,
    *[("2024-01-05", "2024-02-20", "lost", 900.0, "")] * 3,
    ("2024-02-05", "", "open", 900.0, ""),
)
DAY = pd.Timestamp("2024-02-29")


def both(scenario: Scenario = PLAN, **more: object) -> Reforecast:
    given_ = {"entries": read(COSTS).entries, "deals": DEALS, "as_of": DAY, **more}
    return reforecast(scenario, **given_)  # type: ignore[arg-type]


def test_by_hand() -> None:
    found = both()
    assert (found.start, found.actual_months, found.known) == ("2024-01", 2, {"costs", "deals"})
    expected = found.expected.set_index("month")
    assert expected["quotes"].tolist() == [0, 5, 1, 4, 4, 4, 4]
    assert expected["customers"].tolist() == [0, 2, 0, 1, 1, 1, 1]
    assert expected["won_business"].tolist() == [0, 2400, 0, 1000, 1000, 1000, 1000]
    assert expected["investment"].tolist() == [0, 350, 330, 300, 300, 300, 300]
    assert expected["revenue"].tolist() == [0, 2400, 0, 1000, 1000, 1000, 1000]
    assert expected["direct_costs"].tolist() == pytest.approx([0, 960, 0, 400, 400, 400, 400])
    assert expected["receipts"].tolist() == [0, 0, 0, 2400, 0, 1000, 1000]
    cash = [0, -1310, -1640, 60, -640, -340, -40]
    assert expected["cumulative_cash"].tolist() == pytest.approx(cash)
    assert found.metrics["payback_month"] == {
        "value": None, "reason": "not_within_horizon", "plan": None,
    }  # fmt: skip
    gross, spent = 6400 * 0.6, 1880
    assert found.metrics["roi"]["value"] == pytest.approx((gross - spent) / spent)
    assert found.metrics["cash_trough"]["value"] == pytest.approx(-1640)
    plan = project(PLAN).metrics
    for name in ("roi", "net_gain", "investment", "revenue", "npv", "cash_trough"):
        assert found.metrics[name]["plan"] == pytest.approx(plan[name].value)


def test_costs_by_category_are_actual_then_planned() -> None:
    rows = both().costs.sort_values(["plan_month", "category"], ignore_index=True)
    assert rows.head(3).drop(columns="source").values.tolist() == [
        ["2024-01", 1, "people", 350.0],
        ["2024-02", 2, "people", 280.0],
        ["2024-02", 2, "tools", 50.0],
    ]
    assert rows["source"].tolist() == ["actual"] * 3 + ["plan"] * 4
    assert rows["amount"].sum() == pytest.approx(both().expected["investment"].sum())


def test_nothing_known_is_the_plan_and_so_is_what_went_as_planned() -> None:
    rich = replace(PLAN, monthly_fee=40, repeat_orders=3, retention=0.7, dso_days=40)
    same = reforecast(rich)
    for name in SERIES:
        assert same.expected[name].tolist() == same.plan[name].tolist()
    as_planned = deals(
        *[(f"2024-0{m}-05", "", "open", 1.0, "") for m in (1, 2, 3) for _ in range(3)],
        *[(f"2024-0{m}-05", f"2024-0{m}-05", "won", 1000.0, "") for m in (1, 2, 3)],
    )
    again = reforecast(rich, deals=as_planned, as_of=pd.Timestamp("2024-03-31"))
    for name in SERIES:
        assert again.expected[name].tolist() == pytest.approx(again.plan[name].tolist())
    for name, metric in again.metrics.items():
        assert metric["value"] == pytest.approx(project(rich).metrics[name].value)


def test_customers_won_bring_their_fees_and_reorders() -> None:
    """One customer more in month 1 than planned, by a plain loop over its ages."""
    rich = replace(PLAN, monthly_fee=40, repeat_orders=3, retention=0.7)
    won = deals(*[("2024-01-05", "2024-01-20", "won", 1000.0, "")] * 2)
    found = reforecast(rich, deals=won, as_of=pd.Timestamp("2024-01-31"))
    more = found.expected["revenue"] - found.plan["revenue"]
    for age in range(6):
        kept = 0.7 ** (age / 12)
        once = 1000 if age == 0 else 1000 * 3 / 12 * kept
        assert more[age + 1] == pytest.approx(once + 40 * kept)


def test_one_side_alone_leaves_the_other_planned() -> None:
    costs = reforecast(PLAN, entries=read(COSTS).entries)
    assert (costs.actual_months, costs.known) == (2, {"costs"})
    assert costs.expected["revenue"].tolist() == costs.plan["revenue"].tolist()
    sold = reforecast(PLAN, deals=DEALS, as_of=pd.Timestamp("2024-03-31"))
    assert (sold.actual_months, sold.known) == (3, {"deals"})
    assert sold.expected["investment"].tolist() == sold.plan["investment"].tolist()
    assert (sold.costs["source"] == "plan").all()
    # A month still running on the day of the export is not actual yet.
    assert reforecast(PLAN, deals=DEALS, as_of=pd.Timestamp("2024-03-15")).actual_months == 2
    assert both(as_of=pd.Timestamp("2024-05-31")).actual_months == 2  # the costs end first
    assert both(as_of=pd.Timestamp("2024-01-31")).actual_months == 1


def test_after_the_actual_months_the_calibrated_plan_goes_on() -> None:
    better = replace(PLAN, deal_value=3000)
    found = both(calibrated=better)
    assert found.expected["won_business"].tolist() == [0, 2400, 0, 3000, 3000, 3000, 3000]
    assert found.plan["won_business"].tolist() == [0] + [1000] * 6
    paid = found.metrics["payback_month"]
    cash = found.expected["cumulative_cash"].tolist()
    last = max(month for month, value in enumerate(cash) if value < 0)
    assert paid["value"] == pytest.approx(last - cash[last] / (cash[last + 1] - cash[last]))
    assert paid["plan"] is None


def test_month_one_is_given_stated_or_the_first_known() -> None:
    undated = replace(PLAN, start=None)
    entries = read(COSTS).entries
    assert first_month(undated, entries, DEALS, "2023-10") == "2023-10"
    assert first_month(PLAN, entries, DEALS) == first_month(undated, entries, None) == "2024-01"
    assert first_month(undated, None, DEALS) == "2024-01"
    assert reforecast(undated, entries=entries).start == "2024-01"


# Targets ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metric", "value", "by", "status", "expected"),
    [
        ("customers", 2, "2024-02", "met", 2),
        ("customers", 3, 2, "missed", 2),
        ("customers", 6, 6, "on_track", 6),
        ("won_business", 6500, "2024-06", "at_risk", 6400),
        ("investment", 700, 2, "met", 680),  # spending less is better
        ("investment", 1800, 6, "at_risk", 1880),
        ("conversion", 0.3, 2, "met", 2 / 6),
        ("cac", 400, 2, "met", 340),
        ("cpl", 100, 2, "missed", 680 / 6),
        ("gross_profit", 1440, 2, "met", 1440),
        ("roi", 2, 2, "missed", (1440 - 680) / 680),
        ("cumulative_cash", 0, 3, "on_track", 60),
    ],
)
def test_targets_by_hand(metric: str, value: float, by: int | str, status: str, expected: float):  # type: ignore[no-untyped-def]
    found = judge(Target(metric, value, by), both())
    assert found["status"] == status
    assert found["expected"] == pytest.approx(expected)
    assert found["reason"] is None
    for lang in LANGUAGES:
        assert text(f"calibration.status.{status}", lang)
        assert text(f"calibration.target.{metric}", lang)


def test_targets_that_cannot_be_judged_say_why() -> None:
    found = both()
    assert judge(Target("customers", 1, "2025-01"), found)["reason"] == "beyond_horizon"
    assert judge(Target("customers", 1, "2023-12"), found)["reason"] == "before_start"
    nobody = reforecast(PLAN, deals=deals(("2024-01-05", "", "open", 1.0, "")), as_of=DAY)
    late = judge(Target("cac", 500, 1), nobody)
    assert (late["status"], late["reason"], late["expected"]) == ("unknown", "no_customers", None)
    # Costs alone tell of no customer: what the plan says of a past month is no fact.
    costs = reforecast(PLAN, entries=read(COSTS).entries)
    told = judge(Target("customers", 1, 1), costs)
    assert (told["status"], told["actual"]) == ("on_track", None)
    assert judge(Target("investment", 400, 1), costs)["status"] == "met"
    with pytest.raises(ValueError, match="allowed: customers"):
        Target("happiness", 1, 1)
    for lang in LANGUAGES:
        for reason in ("beyond_horizon", "before_start", "no_customers", "too_young"):
            assert text(f"calibration.reason.{reason}", lang)
    assert set(METRICS) > LOWER_IS_BETTER


# Reversals ----------------------------------------------------------------------------------------

REVERSED = b"""date;libelle;montant
2023-11-30;Agence;600,00
2023-12-31;Agence;1000,01
2024-01-02;Agence;-800,00
2024-02-10;Agence;300,00
2024-01-15;Train;-50,00
2024-02-15;Train;120,00
2024-01-20;HubSpot;99,00
2024-02-21;HubSpot;-10,00
"""


def booked() -> pd.DataFrame:
    return read(REVERSED, answers={"sign": "positive"}).entries


def test_reversals_go_back_to_the_months_they_correct() -> None:
    entries = booked()
    flat = smooth(entries)
    months = flat.groupby(["key", flat["month"].astype(str)])["units"].sum()
    # 800 off 600 and 1,000.01, in proportion, to the cent.
    assert months["Agence"].to_dict() == {
        "2023-11": 30_000,
        "2023-12": 50_001,
        "2024-01": 0,
        "2024-02": 30_000,
    }
    for columns in (["key"], ["category"], ["selling"]):
        before = entries.groupby(columns, observed=True)["units"].sum()
        assert flat.groupby(columns, observed=True)["units"].sum().to_dict() == before.to_dict()
    assert flat["amount"].sum() == pytest.approx(entries["amount"].sum(), abs=1e-9)
    # What has no earlier month stays where it is.
    assert months["Train"].tolist() == [-5000, 12_000]
    assert months["HubSpot"].tolist() == [8900, 0]


def test_accounts_that_were_never_negative_are_not_gone_through_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone: list[int] = []
    monkeypatch.setattr(smoothing, "spread", lambda months: gone.append(1) or spread(months))
    lines = b"".join(b"2023-11-05;Supplier %d;10,00\n" % n for n in range(500))
    entries = read(REVERSED + lines, answers={"sign": "positive"}).entries
    assert smooth(entries).groupby("key", observed=True)["units"].sum()["Supplier 7"] == 1000
    assert len(gone) == 3


def test_smoothing_is_off_unless_asked_for() -> None:
    entries = booked()
    plan = replace(PLAN, start="2023-11")
    plain = variance(plan, project(plan), entries)
    flat = variance(plan, project(plan), entries, smooth=True)
    assert plain.by_month()["actual"].min() < 0
    assert flat.by_month()["actual"].min() > plain.by_month()["actual"].min()
    assert flat.by_category()["actual"].sum() == pytest.approx(plain.by_category()["actual"].sum())
    assert smooth(entries[entries["amount"] > 0]) is not None
    assert len(smooth(entries.iloc[:0])) == 0


@given(st.lists(st.integers(-(10**14), 10**14), max_size=24))
def test_smoothing_moves_only_back_and_loses_nothing(months: list[int]) -> None:
    before = np.array(months, dtype=np.int64)
    after = spread(before)
    assert sum(after.tolist()) == sum(months)
    positive = before > 0
    assert (after[positive] <= before[positive]).all() and (after[positive] >= 0).all()
    assert (after[~positive] >= before[~positive]).all() and (after[~positive] <= 0).all()
    # Only what the earlier months could not take is left.
    for at in np.flatnonzero(after < 0):
        assert (after[:at] <= 0).all()


def test_one_file_whose_costs_are_all_selling_is_compared() -> None:
    """Months come as a categorical column: once a crash."""
    found = variance(PLAN, project(PLAN), read(COSTS).entries)
    assert found.last_month == "2024-02"
    assert found.by_month()["actual"].tolist() == [350.0, 330.0]
