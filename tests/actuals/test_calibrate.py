"""Suggestions from deals and costs: where they go and what they say."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from roi_model.actuals.calibrate import calibrate, joined_deals
from roi_model.actuals.estimates.cycle import fit
from roi_model.actuals.estimates.pipeline import pipeline
from roi_model.texts import LANGUAGES
from tests.actuals.crm import PLAN, by_path, crm
from tests.actuals.pipelines import deals, reading


def test_without_names_of_channels_all_deals_speak_for_all_channels() -> None:
    table = crm(source="Website")
    found = calibrate(PLAN, [reading(table, "2024-12-31")])
    told = by_path(found)
    assert list(told) == [
        "channels/Salons & foires/quote_to_customer", "channels/LinkedIn/quote_to_customer",
        "cycle_months", "cycle_cv", "deal_value", "channels/LinkedIn/deal_value",
        "channels/Salons & foires/contacts", "channels/LinkedIn/contacts",
    ]  # fmt: skip
    rate = told["channels/LinkedIn/quote_to_customer"]
    won = int((table["state"] == "won").sum())
    assert rate.naive == pytest.approx(won / 240, rel=1e-4)
    assert rate.sample == 240
    assert rate.plan == 0.25
    assert rate.low < rate.naive < rate.observed < rate.high
    assert told["deal_value"].plan == 5000 and told["channels/LinkedIn/deal_value"].plan == 7000
    amounts = table["amount"][table["state"] == "won"].dropna()
    assert told["deal_value"].observed == pytest.approx(amounts.mean(), rel=1e-4)
    assert told["deal_value"].sample == len(amounts) < won
    assert told["deal_value"].naive is None
    note = next(note for note in found.notes if note.code == "won_without_amount")
    assert note.values["count"] == won - len(amounts)


def test_sources_that_name_channels_speak_for_those_alone() -> None:
    table = pd.concat(
        [crm(120, "LINKEDIN ", 2), crm(80, "Salons et foires", 3), crm(10, "salons & foires", 4)],
        ignore_index=True,
    )
    found = calibrate(PLAN, [reading(table, "2024-12-31")])
    told = by_path(found)
    assert told["channels/LinkedIn/quote_to_customer"].sample == 120
    assert told["channels/Salons & foires/quote_to_customer"].sample == 10
    assert told["channels/Salons & foires/cycle_months"].plan == PLAN.cycle_months
    assert "cycle_months" not in told
    (left,) = (note for note in found.notes if note.code == "other_sources")
    assert left.values["count"] == 80


def test_the_figures_are_those_of_the_fit() -> None:
    table = crm()
    told = by_path(calibrate(PLAN, [reading(table)], as_of="2024-12-31"))
    known = fit(pipeline(table, pd.Timestamp("2024-12-31")))
    rate = told["channels/LinkedIn/quote_to_customer"]
    assert rate.observed == pytest.approx(known.conversion.mean, rel=1e-4)
    assert (rate.low, rate.high) == pytest.approx(known.conversion.interval(), rel=1e-4)
    # Three quarters of the plan's cycle lie before a quote, and stay.
    cycle, before = told["cycle_months"], 0.75 * PLAN.cycle_months
    assert cycle.observed == pytest.approx(before + known.cycle_months.quantile(0.5), rel=1e-4)
    won = table[table["state"] == "won"]
    plain = (won["closed"] - won["created"]).dt.days.clip(lower=0.5).mean() / 30.4375
    assert cycle.naive == pytest.approx(before + plain, rel=1e-4)
    assert 1.6 < cycle.observed - before < 2.4 and 0.24 < rate.observed < 0.38


def test_an_earlier_day_sees_less() -> None:
    table = crm()
    early = by_path(calibrate(PLAN, [reading(table)], as_of="2024-06-30"))
    assert calibrate(PLAN, [reading(table)]).as_of == table[["created", "closed"]].max().max()
    late = by_path(calibrate(PLAN, [reading(table, "2024-12-31")]))
    path = "channels/LinkedIn/quote_to_customer"
    assert early[path].sample == int((table["created"] <= "2024-06-30").sum())
    assert early[path].high - early[path].low > late[path].high - late[path].low


def test_a_source_counts_what_there_is_and_leaves_out_what_is_0() -> None:
    table = deals(*[("2024-01-01", "2024-02-01", "won", 100.0, "")] * 2,
                  ("2024-01-01", "2024-02-01", "lost", 1.0, ""))  # fmt: skip
    told = by_path(calibrate(PLAN, [reading(table, "2024-06-30")]))
    rate, value = told["channels/LinkedIn/quote_to_customer"], told["channels/LinkedIn/deal_value"]
    assert rate.source("en") == "Own deals up to June 30, 2024 (won: 2, lost: 1)"
    assert (
        rate.source("fr")
        == "Vos affaires jusqu’au 30 juin 2024 (gagnées\u00a0: 2, perdues\u00a0: 1)"
    )
    assert value.source("en") == "Own won deals up to June 30, 2024 (amounts: 2)"
    gaps = table.assign(amount=[100.0, float("nan"), 1.0], state=["won", "won", "open"])
    told = by_path(calibrate(PLAN, [reading(gaps, "2024-06-30")]))
    said = told["channels/LinkedIn/deal_value"].source("en")
    assert (
        said == "Own won deals up to June 30, 2024 (amounts: 1, left out for want of an amount: 1)"
    )
    said = told["channels/LinkedIn/quote_to_customer"].source("en")
    assert said.endswith("(won: 2, still open and corrected for: 1)")


def test_deals_without_dates_give_a_plain_rate() -> None:
    table = deals(*[("", "", "won", 100.0, "")] * 15, *[("", "", "lost", 1.0, "")] * 35,
                  *[("", "", "open", 1.0, "")] * 9)  # fmt: skip
    found = calibrate(PLAN, [reading(table)])
    rate = by_path(found)["channels/LinkedIn/quote_to_customer"]
    assert (rate.observed, rate.low, rate.high) == pytest.approx((0.308, 0.191, 0.438), abs=1e-3)
    assert (rate.sample, rate.reliability, rate.naive) == (50, "medium", None)
    assert "cycle_months" not in by_path(found)
    assert [note.code for note in found.notes] == ["no_dates"]
    assert found.as_of is None and found.to_json()["as_of"] is None
    assert "dates" in by_path(found)["deal_value"].source("en")
    # The spread says as much as 50 deals and the two of the prior.
    assert rate.spread["ess"] == pytest.approx(52, rel=0.01)


def test_nothing_closed_tells_of_volume_alone_and_one_won_deal_of_no_cycle() -> None:
    still = deals(*[("2024-01-01", "", "open", 1.0, "")] * 5)
    found = calibrate(PLAN, [reading(still, "2024-06-30")])
    assert {one.kind for one in found.suggestions} == {"volume"}
    assert [note.code for note in found.notes] == ["all_open"]
    one = deals(("2024-01-01", "2024-02-01", "won", 800.0, ""))
    found = calibrate(PLAN, [reading(one, "2024-06-30")])
    assert "cycle_months" not in by_path(found)
    assert [note.code for note in found.notes] == ["no_lost", "too_few_won"]
    assert by_path(found)["deal_value"].observed == 800
    assert by_path(found)["deal_value"].reliability == "low"
    assert calibrate(PLAN, []).suggestions == ()


@pytest.mark.parametrize(
    ("table", "rated"),
    [
        # Without lost deals nor the ages of open ones no rate follows …
        ([("", "2024-02-01", "won", 8.0, "")] * 200 + [("", "", "open", 8.0, "")] * 398, False),
        ([("2024-01-01", "2024-02-01", "won", 8.0, "")] * 20, False),
        ([("", "2024-02-01", "won", 8.0, "")] * 20, False),
        # … one lost deal, or the ages of open ones, are something.
        ([("", "2024-02-01", "won", 8.0, "")] * 20 + [("", "", "lost", 8.0, "")], True),
        ([("2024-01-01", "2024-02-01", "won", 8.0, "")] * 9
         + [("2024-01-01", "", "open", 8.0, "")] * 9, True),
    ],
)  # fmt: skip
def test_no_rate_without_deals_lost_or_ages(table: list[Any], rated: bool) -> None:
    found = calibrate(PLAN, [reading(deals(*table), "2024-12-31")])
    kinds = {one.kind for one in found.suggestions}
    assert bool(kinds & {"rate", "conversion"}) is rated
    assert ("no_lost" in [note.code for note in found.notes]) is not rated
    assert "value" in kinds or "value_undated" in kinds


def test_a_deal_exported_twice_counts_once_as_last() -> None:
    one = deals(("2024-01-01", "", "open", 1.0, "")).assign(id="7")
    two = deals(("2024-01-01", "2024-03-01", "won", 2.0, "")).assign(id="7")
    plain = deals(("2024-01-01", "", "open", 1.0, ""), ("2024-01-01", "", "open", 1.0, ""))
    joined = joined_deals([reading(one), reading(two), reading(plain)])
    assert joined["state"].tolist() == ["won", "open", "open"]


def test_the_newest_export_is_right_whatever_the_order_of_the_files() -> None:
    won = deals(("2024-01-10", "2024-06-01", "won", 900.0, "")).assign(id="7")
    still = deals(("2024-01-10", "", "open", 900.0, "")).assign(id="7")
    old, new = reading(still, "2024-03-01"), reading(won, "2024-07-01")
    assert joined_deals([new, old])["state"].tolist() == ["won"]
    assert joined_deals([old, new])["state"].tolist() == ["won"]


def test_deals_without_ids_that_stand_in_two_files_are_told() -> None:
    first, second = crm(20), crm(20).iloc[5:]
    found = calibrate(PLAN, [reading(first, "2024-12-31"), reading(second, "2024-12-31")])
    assert {n.code: n.values for n in found.notes}["perhaps_twice"] == {"count": 15}
    alone = calibrate(PLAN, [reading(first, "2024-12-31")])
    assert "perhaps_twice" not in [note.code for note in alone.notes]


def test_deals_created_after_the_day_looked_at_are_counted_nowhere() -> None:
    rows = [(f"2024-{m:02d}-01", f"2024-{m:02d}-20", "won" if m % 2 else "lost", 900.0, "")
            for m in range(1, 13)]  # fmt: skip
    undated = ("", "2024-02-01", "won", 900.0, "")
    still = ("2024-03-01", "", "open", 900.0, "")
    found = calibrate(PLAN, [reading(deals(*rows, undated, still))], "2024-05-10")
    rate = by_path(found)["channels/LinkedIn/quote_to_customer"]
    assert (rate.values["won"], rate.values["lost"], rate.values["open"]) == (2, 2, 2)
    assert rate.sample == 6
    assert by_path(found)["deal_value"].sample == 3


def test_the_spread_is_the_posterior() -> None:
    found = by_path(calibrate(PLAN, [reading(crm(), "2024-12-31")]))
    rate = found["channels/LinkedIn/quote_to_customer"]
    known = fit(pipeline(crm(), pd.Timestamp("2024-12-31"))).conversion
    mean, ess = rate.spread["mean"], rate.spread["ess"]
    assert mean * (1 - mean) / (ess + 1) == pytest.approx(known.variance, rel=0.01)
    value = found["deal_value"]
    assert value.low < value.spread["p10"] < value.observed < value.spread["p90"] < value.high


# Costs --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_note_and_source_has_its_words(lang: str) -> None:
    tables = [
        deals(*[("2024-01-01", "", "open", 1.0, "")] * 5),
        deals(("2024-01-01", "2024-02-01", "won", 8.0, "LinkedIn"), ("", "", "won", 0.0, "X"),
              ("", "", "lost", 0.0, "LinkedIn")),
        deals(("", "", "won", 0.0, ""), ("", "", "lost", 0.0, "")),
        deals(("", "", "won", 0.0, "")),
        crm(60),
    ]  # fmt: skip
    codes = set()
    for table in tables:
        found = calibrate(PLAN, [reading(table, "2024-12-31")])
        for note in found.notes:
            told = next(note.values[name] for name in ("count", "created", "won")
                        if name in note.values)  # fmt: skip
            assert str(told) in note.sentence(lang)
            codes.add(note.code)
        for one in found.suggestions:
            assert "{" not in one.source(lang)
    assert codes == {"all_open", "too_few_won", "other_sources", "undated", "no_dates",
                     "no_lost", "won_without_amount", "volume_contradicts"}  # fmt: skip
