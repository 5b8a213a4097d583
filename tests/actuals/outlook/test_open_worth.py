"""What open deals are worth by month, held against pipelines whose truth is known."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest

from roi_model.actuals.outlook.open_worth import MONTHLY, OpenWorth
from roi_model.actuals.targets import Target, judge
from tests import conftest
from tests.actuals.outlook.pipeline import DAY, PLAN, forecast, made
from tests.actuals.pipelines import COLUMNS, deals

WORLDS = 400 if conftest.LONG else 16
MONTH = 30.4375
LONGER = replace(PLAN, horizon_months=24)


@dataclass(frozen=True)
class Truth:
    """A pipeline on DAY, and what became of the deals then open: won, amount, month of the plan."""

    table: pd.DataFrame
    won: dict[str, tuple[float, int]]


def world(seed: int) -> Truth:
    """Deals from July 2023 on, by plain loops; amounts differ by a factor of three and more.

    Share won, cycle and share of losses told differ from world to world, as widely as one knows
    them before.
    """
    rng = np.random.default_rng([seed, 7])
    rate, told = rng.uniform(0.05, 0.7), rng.uniform(0.3, 1.0)
    cycle = 3.0 * float(rng.lognormal(0.0, 0.4))
    rows, won = [], {}
    for created in pd.date_range("2023-07-01", DAY):
        for _ in range(rng.poisson(0.6)):
            wins, written = rng.random() < rate, rng.random() < told
            took = rng.gamma(2.5, cycle / 2.5) if wins else rng.gamma(1.5, 1.6)
            closed = (created + pd.Timedelta(days=took * MONTH)).normalize()
            over = closed <= DAY and (wins or written)
            amount = round(2000 * float(rng.lognormal(-0.3, 0.8)), 2)
            name = f"D{len(rows)}"
            state = "open" if not over else "won" if wins else "lost"
            rows.append((name, created, closed if over else pd.NaT, state, amount, *[""] * 4, 0))
            if not over and wins:
                won[name] = amount, closed.year * 12 + closed.month - (2024 * 12)
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    days = {"created": "datetime64[ns]", "closed": "datetime64[ns]"}
    return Truth(table.astype(days), won)


def worth(table: pd.DataFrame, **more: object) -> OpenWorth:
    found = forecast(table, LONGER, **more).open_worth
    assert found is not None
    return found


@pytest.mark.thorough
def test_chances_come_true_and_eight_bands_in_ten_hold_what_came() -> None:
    """Chances by tenths against what was won; P10–P90 of all of it and of the next three months."""
    inside = {"ever": 0, "soon": 0}
    said: list[float] = []
    came: list[bool] = []
    for seed in range(WORLDS):
        truth = world(seed)
        found = worth(truth.table)
        rows = found.outlook.open.rows
        said += rows["chance"].tolist()
        came += [one in truth.won for one in rows["id"]]
        ever = sum(amount for amount, _ in truth.won.values())
        inside["ever"] += found.total.low <= ever <= found.total.high
        goal = found.goal("won_business", 1.0, 9)
        assert goal is not None
        soon = sum(amount for amount, month in truth.won.values() if month <= 9)
        inside["soon"] += goal.of_open.low <= soon <= goal.of_open.high
    chance, won = np.array(said), np.array(came)
    assert won.mean() == pytest.approx(chance.mean(), abs=0.02 if conftest.LONG else 0.03)
    for low in np.arange(0, 0.6, 0.1):
        some = (chance >= low) & (chance < low + 0.1)
        if some.sum() > 200:
            error = np.sqrt(0.25 / some.sum())
            assert abs(won[some].mean() - chance[some].mean()) < 0.03 + 2 * error
    room = 2.5 * np.sqrt(0.8 * 0.2 / WORLDS)
    for name, count in inside.items():
        assert 0.8 - room <= count / WORLDS <= 0.8 + room, (name, count)


def test_months_beside_the_plan_add_up_to_what_the_deals_are_worth() -> None:
    found = worth(made(1))
    months = found.monthly
    assert tuple(months) == MONTHLY
    assert months["month"].tolist() == list(range(7, 25))
    assert months["calendar_month"].tolist()[:7] == [
        "2024-07", "2024-08", "2024-09", "2024-10", "2024-11", "2024-12", "2025-01"
    ]  # fmt: skip
    still = found.outlook.open
    assert months["expected"].sum() == pytest.approx(still.orders.sum())
    assert months["expected"].sum() + found.later.expected == pytest.approx(found.total.expected)
    assert found.total.expected == pytest.approx(still.totals()["expected"])
    for end in ("", "_low", "_high"):
        name = "expected" if not end else end[1:]
        assert months[f"gross_profit{end}"].tolist() == pytest.approx((0.6 * months[name]).tolist())
    # 40 deals a month at a quarter and 1,000, as a CRM counts what signs in the month.
    assert months["plan"].iloc[0] == pytest.approx(10_000, rel=0.02)
    assert (months["low"] <= months["high"]).all() and months["low"].min() >= 0
    assert found.total.low < found.total.expected < found.total.high
    # The span of the sum is narrower than the sum of the spans: months do not fail together.
    assert found.total.high - found.total.low < (months["high"] - months["low"]).sum()


def test_what_is_printed_says_between_which_shares_of_the_draws_its_spans_lie() -> None:
    found = worth(made(1))
    told = found.to_json()
    assert told["level"] == {"low": 0.1, "high": 0.9}
    first = told["totals"]["first_orders"]
    assert (first["low"], first["high"]) == (found.total.low, found.total.high)
    assert [month["low"] for month in told["monthly"]] == found.monthly["low"].tolist()


def test_the_month_that_runs_has_what_is_signed_already_beside() -> None:
    day = pd.Timestamp("2024-06-15")
    table = made(1, day=day)
    found = worth(table, day=day)
    won = table[(table["state"] == "won") & (table["closed"] >= "2024-06-01")]
    assert found.monthly["calendar_month"].iloc[0] == "2024-06"
    assert found.monthly["signed"].tolist() == [won["amount"].sum(), *[0.0] * 18]


def test_the_same_seed_gives_the_same_bits_and_another_others() -> None:
    table = made(1)
    first, again = worth(table), worth(table)
    assert first.monthly.equals(again.monthly) and first.total == again.total
    other = replace(first, seed=1)
    assert other.total != first.total
    assert other.total.high == pytest.approx(first.total.high, rel=0.1)


def test_a_target_is_what_is_signed_what_is_open_and_what_is_missing() -> None:
    table = made(1)
    course = forecast(table, LONGER)
    found = course.open_worth
    assert found is not None
    won = table["amount"][table["state"] == "won"].sum()
    goal = found.goal("won_business", 200_000, 12)
    assert goal is not None
    assert goal.signed == pytest.approx(won)
    by_then = found.monthly["expected"][found.monthly["month"] <= 12].sum()
    assert goal.of_open.expected == pytest.approx(by_then)
    assert goal.missing == pytest.approx(200_000 - won - by_then)
    assert goal.covered == pytest.approx((won + by_then) / 200_000)
    assert goal.pace == pytest.approx((200_000 - won) / 6)  # July to December
    judged = judge(Target("won_business", 200_000, 12), course)
    assert goal.covered == pytest.approx(judged["covered"])
    assert goal.chance == 0.0
    sure = found.goal("won_business", 0.9 * float(won), 12)
    assert sure is not None and (sure.chance, sure.missing, sure.pace) == (1.0, 0.0, 0.0)
    even = found.goal("won_business", float(won) + found.total.expected, 24)
    assert even is not None and 0.3 < even.chance < 0.7
    customers = found.goal("customers", 100, 12)
    assert customers is not None and customers.signed == (table["state"] == "won").sum()
    assert found.goal("won_business", 1.0, 6) is None  # over
    assert found.goal("won_business", 1.0, 25) is None  # beyond the horizon
    with pytest.raises(ValueError, match="allowed: customers, won_business"):
        found.goal("roi", 1.0, 12)


def test_fewer_than_ten_closed_deals_leave_the_span_around_what_is_expected() -> None:
    rows = [("2024-01-05", "2024-01-25", "won", 1000.0, "")] * 3
    still = [("2024-06-05", "", "open", 1000.0, "")] * 5
    found = worth(deals(*rows, *still))
    assert not found.outlook.open.rows["measured"].any()
    assert found.total.low <= found.total.expected <= found.total.high
    held = (found.monthly["low"] <= found.monthly["expected"] + 1e-9).all()
    assert held and (found.monthly["expected"] <= found.monthly["high"] + 1e-9).all()


def test_nothing_open_is_worth_nothing_and_says_so() -> None:
    table = made(1)
    found = worth(table[table["state"] != "open"])
    assert found.total.to_json() == {"expected": 0.0, "low": 0.0, "high": 0.0}
    assert found.monthly["expected"].tolist() == [0.0] * 18 and found.sign_by == []
    assert forecast(table.iloc[:0]).open_worth is None


def test_when_a_deal_signs_if_it_does() -> None:
    found = worth(made(1))
    still = found.outlook.open
    for line in (0, len(still.rows) - 1):
        month = found.sign_by[line]
        assert month is not None
        chance = still.rows["chance"][line]
        by_then = still.signing[line].cumsum()
        assert by_then[month - 1] < chance / 2 <= by_then[month]
    assert (
        json.loads(json.dumps(found.to_json(), allow_nan=False))["deals"][0]["sign_by"][:2] == "20"
    )


def test_a_hundred_thousand_open_deals_take_under_a_second() -> None:
    rng, count = np.random.default_rng(0), 140_000
    age = rng.integers(0, 180, count)
    won = rng.random(count) < 0.25
    took = rng.gamma(4, 15, count).astype(int)
    over = (took <= age) & (won | (rng.random(count) < 0.3))
    created = DAY - pd.to_timedelta(age, unit="D")
    closed = pd.Series(created + pd.to_timedelta(took, unit="D")).where(over)
    table = pd.DataFrame({
        "id": "", "created": created, "closed": closed, "amount": rng.lognormal(8, 1, count),
        "state": np.where(over, np.where(won, "won", "lost"), "open"), "source": "", "owner": "",
        "pipeline": "", "stage": "", "line": np.arange(count),
    }).astype({"created": "datetime64[ns]", "closed": "datetime64[ns]"})  # fmt: skip
    found = worth(table)
    assert len(found.outlook.open.rows) > 90_000
    start = time.process_time()
    assert len(found.monthly) and found.total.high > found.total.low
    assert time.process_time() - start < 1.0
