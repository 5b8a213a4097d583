"""What each open deal is worth: by its age, its amount and the law of its channel's deals."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from roi_model.actuals.calibrate import calibrate
from roi_model.actuals.outlook.open_deals import LATE, SLIM
from roi_model.actuals.outlook.open_worth import drawn
from roi_model.actuals.reforecast import reforecast
from tests.actuals.estimates.test_stages import DAY as STAGED_DAY
from tests.actuals.estimates.test_stages import world as staged
from tests.actuals.outlook.pipeline import DAY, PLAN, forecast, made
from tests.actuals.pipelines import deals, reading


def closed(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["state"] != "open"]


def with_open(*rows: tuple[str, float], source: str = "") -> pd.DataFrame:
    """Deals closed by a known law, and these open ones (created, amount)."""
    still = deals(*[(day, "", "open", amount, source) for day, amount in rows])
    return pd.concat([closed(made(1)), still], ignore_index=True)


def test_amounts_and_ages_by_hand() -> None:
    found = forecast(with_open(("2024-06-01", 1000), ("2024-03-01", 5000), ("2024-06-01", 0)))
    open_ = found.open_deals
    assert open_ is not None
    rows = open_.rows.sort_values(["created", "amount"], ignore_index=True)
    assert rows["amount"].tolist()[:2] == [5000, 1000]
    won = made(1)["amount"][made(1)["state"] == "won"]
    assert rows["amount"][2] == pytest.approx(won.mean())
    assert rows["assumed"].tolist() == [False, False, True]
    assert rows["measured"].all()
    assert rows["chance"][0] < rows["chance"][1] == rows["chance"][2] < 1
    assert rows["expected"].tolist() == pytest.approx((rows["chance"] * rows["amount"]).tolist())
    assert rows["gross_profit"].tolist() == pytest.approx((rows["expected"] * 0.6).tolist())
    # By month it adds up: all of it but what signs after the horizon.
    assert open_.signing[:, :7].sum() == 0
    assert open_.signing.sum(axis=1) == pytest.approx(open_.rows["chance"].tolist(), rel=0.01)
    assert open_.orders == pytest.approx(open_.rows["amount"].to_numpy() @ open_.signing)


@pytest.mark.thorough
def test_three_open_deals_of_another_size_are_another_forecast() -> None:
    """Once the same figure, 97,857.44, for both; also where no deal tells the law."""
    for others in (made(1), made(1)[:0]):
        sums = []
        for amount in (1_000.0, 500_000.0):
            three = deals(*[("2024-06-05", "", "open", amount, "")] * 3)
            table = pd.concat([closed(others), three], ignore_index=True)
            found = forecast(table)
            open_ = found.open_deals
            assert open_ is not None and open_.rows["measured"].all() == bool(len(others))
            sums.append((found.expected["won_business"].sum(), open_.customers.sum()))
        (small, signed), (large, same) = sums
        assert signed == same > 0
        assert large - small == pytest.approx(signed * 499_000)


def test_a_deal_open_far_longer_than_any_took_is_probably_lost() -> None:
    found = forecast(with_open(("2023-01-01", 1000), ("2024-05-01", 1000)))
    open_ = found.open_deals
    assert open_ is not None
    old, young = (row for _, row in open_.rows.sort_values("created").iterrows())
    assert old["likely_lost"] and old["chance"] < SLIM
    assert not young["likely_lost"] and young["chance"] > SLIM
    assert open_.totals()["likely_lost"] == 1 and open_.totals()["likely_lost_amount"] == 1000
    assert 0.9 <= LATE < 1
    # A poor rate alone is no sign of age.
    poor = forecast(pd.concat([made(2, rate=0.02, told=1.0)], ignore_index=True)).open_deals
    assert poor is not None and (poor.rows["chance"] < SLIM).any()
    young = poor.rows[poor.rows["age"] < 1]
    assert len(young) and not young["likely_lost"].any()


def test_by_the_law_of_its_own_channel() -> None:
    plan = replace(PLAN, channels=(PLAN.channels[0], replace(PLAN.channels[0], name="Ads")))
    good = made(1, rate=0.6, source="Calls")
    bad = made(2, rate=0.1, source="ads ")
    unnamed = deals(("2024-06-10", "", "open", 1000.0, "Friends"))
    table = pd.concat([good, bad, unnamed], ignore_index=True)
    told = calibrate(plan, [reading(table, "2024-06-30")], start="2024-01")
    open_ = forecast(table, plan).open_deals
    assert open_ is not None
    source = open_.rows["source"].str.strip()
    for name, group in zip(("Calls", "ads", "Friends"), told.groups, strict=True):
        some = open_.rows[source == name]
        assert group.fit is not None
        assert some["chance"].tolist() == pytest.approx(
            group.fit.chance(some["age"].to_numpy()).tolist(), rel=0.02
        )
    recent = open_.rows[open_.rows["age"] < 1].groupby(source)["chance"].mean()
    assert recent["Calls"] > recent["Friends"] > recent["ads"]


def test_where_the_file_says_it_the_stage_and_the_time_in_it_tell() -> None:
    table = staged(1).table.assign(owner="", pipeline="", stage="", line=0)
    found = forecast(table, replace(PLAN, start="2023-07", horizon_months=36), day=STAGED_DAY,
                     start="2023-07")  # fmt: skip
    still, worth = found.open_deals, found.open_worth
    assert still is not None and worth is not None
    rows = still.rows
    assert set(rows["stage"]) == {"Meeting", "Quote", "Contract"}
    assert rows["in_stage"].astype(float).between(0, 13).all()
    assert (rows["in_stage"].astype(float) <= rows["age"] + 0.05).all()
    young = rows[rows["in_stage"].astype(float) < 1].groupby("stage")["chance"].mean()
    assert young["Meeting"] < young["Quote"] < young["Contract"]
    assert still.signing.sum(axis=1) == pytest.approx(rows["chance"].tolist(), abs=0.01)
    # What is drawn is what is expected, and both can be printed.
    draws = drawn(worth.outlook)[1]
    error = draws.sum(axis=1).std() / np.sqrt(500)
    assert draws.sum(axis=1).mean() == pytest.approx(worth.total.expected, abs=4 * error)
    late = rows[rows["likely_lost"]]
    assert len(late) and (late["chance"] < SLIM).all()
    assert json.loads(json.dumps(worth.to_json(), allow_nan=False))["deals"][0]["stage"]
    plain = forecast(table[[name for name in table if not name.startswith("entered:")]],
                     replace(PLAN, start="2023-07", horizon_months=36), day=STAGED_DAY,
                     start="2023-07").open_deals  # fmt: skip
    assert plain is not None and set(plain.rows["stage"]) == {""}
    assert plain.rows["in_stage"].isna().all()


def test_nine_closed_deals_leave_the_plans_law_and_ten_replace_it() -> None:
    still = deals(*[("2024-06-05", "", "open", 1000.0, "")] * 5)
    for count, measured in ((9, False), (10, True)):
        rows = [("2024-01-05", "2024-01-25", "won", 1000.0, "")] * count
        found = forecast(pd.concat([deals(*rows), still], ignore_index=True))
        assert found.open_deals is not None
        assert found.open_deals.rows["measured"].tolist() == [measured] * 5
        assert not found.open_deals.rows["likely_lost"].any()


def test_nothing_open_all_open_and_without_a_date() -> None:
    nothing = forecast(closed(made(1))).open_deals
    assert nothing is not None and len(nothing.rows) == 0
    assert nothing.orders.tolist() == [0.0] * 13 and nothing.totals()["expected"] == 0
    table = made(1)[made(1)["state"] == "open"]
    undated = deals(("", "", "open", 9e9, ""))
    every = forecast(pd.concat([table, undated], ignore_index=True)).open_deals
    assert every is not None and len(every.rows) == len(table)
    assert not every.rows["measured"].any()
    assert json.loads(json.dumps(every.to_json(), allow_nan=False))["totals"]["count"] == len(table)
    assert reforecast(PLAN).open_deals is None


def test_the_order_of_rows_does_not_matter() -> None:
    table = made(3)
    one, other = forecast(table), forecast(table[::-1].reset_index(drop=True))
    assert one.open_deals is not None and other.open_deals is not None
    pd.testing.assert_frame_equal(one.open_deals.rows, other.open_deals.rows)
    assert one.open_deals.orders.tolist() == other.open_deals.orders.tolist()


def test_the_day_of_the_export_counts_within_its_month() -> None:
    """What was won before the day is sure, what was lost is gone, the rest of the month is left."""
    day = pd.Timestamp("2024-06-15")
    table = made(4, day=day, volume=80)
    found = forecast(table, day=day)
    assert found.actual_months == 5 and found.outlook is not None
    known = found.outlook.known
    won = table[(table["state"] == "won") & (table["closed"] >= "2024-06-01")]
    assert known.orders[6] == pytest.approx(won["amount"].sum()) and known.orders[6] > 0
    assert found.expected["won_business"][6] > known.orders[6]
    assert found.expected["deals"][6] == pytest.approx(
        (table["created"] >= "2024-06-01").sum() + found.expected["deals"][7] / 2
    )
    assert np.isfinite(found.expected.to_numpy()).all()
    assert day < DAY
