"""Return by channel as it was: by hand, adding up, and like beside like."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from roi_model.actuals.channels.attribution import Said
from roi_model.actuals.channels.by_channel import ByChannel, Line, by_channel
from roi_model.actuals.coverage import Chosen, Coverage, cover_of_costs, cover_of_deals
from roi_model.declaration.scenario import Channel, CostLine, Scenario
from roi_model.projection import project
from roi_model.reading.reading import read
from tests.actuals.pipelines import deals as table

SURE: dict[str, Any] = dict.fromkeys(
    ("contact_to_lead", "lead_to_qualified", "qualified_to_meeting", "meeting_to_quote"), 1.0
)
PLAN = Scenario(
    name="Plan", start="2025-01", horizon_months=6, campaign_months=6, cycle_months=0, dso_days=0,
    deal_value=5000, gross_margin=0.6, commission=0.1, commission_employer_rate=0,
    monthly_fee=0, repeat_orders=2,
    channels=(
        Channel(name="SEA", contacts=4, quote_to_customer=0.25, monthly_cost=1000, meeting_cost=10,
                **SURE),
        Channel(name="LinkedIn outbound", contacts=2, quote_to_customer=0.5, monthly_cost=500,
                meeting_cost=10, deal_value=8000, gross_margin=0.5, **SURE),
    ),
    costs=(CostLine(name="CRM", category="tools", amount=200),),
)  # fmt: skip
COSTS = b"""date;label;cost
2024-12-15;Google Ads;90,00
2025-01-15;Google Ads;1100,00
2025-02-15;Google Ads;1300,00
2025-01-20;LinkedIn Ads;450,00
2025-02-20;LinkedIn Ads;430,00
2025-01-25;HubSpot;210,00
2025-02-25;HubSpot;210,00
2025-03-10;Google Ads;777,77
2025-03-11;HubSpot;70,03
2025-02-26;Commissions;500,00
"""
DEALS = table(
    ("2024-12-20", "2025-01-10", "won", 4000.0, "AdWords"),  # created before, won in the months
    ("2025-01-08", "2025-02-03", "won", 6000.0, "Google Ads"),
    ("2025-01-09", "", "open", 5000.0, "AdWords"),
    ("2025-02-09", "2025-02-20", "lost", 5000.0, "AdWords"),
    ("2025-01-05", "2025-02-28", "won", 9000.0, "LinkedIn"),
    ("2025-02-05", "2025-02-27", "won", float("nan"), "LinkedIn"),
    ("2025-02-07", "2025-02-28", "won", 2000.0, "Fair"),
    ("2025-02-08", "", "open", 2000.0, "LinkedIn; AdWords"),  # two of them: once, and of neither
    ("2025-02-09", "", "open", 2000.0, ""),
    ("2025-03-02", "2025-03-03", "won", 7000.0, "LinkedIn"),  # a month that costs do not cover
    ("", "", "won", 1000.0, "Fair"),  # nobody knows when
)


def found(plan: Scenario = PLAN, said: Said | None = None, **more: Any) -> ByChannel:
    entries = read(COSTS).entries
    end = Chosen("2025-01", "2025-02", more.pop("categories", None))
    coverage = Coverage((cover_of_costs(entries, chosen=end),
                         cover_of_deals(DEALS, chosen=Chosen("2025-01", "2025-03"))))  # fmt: skip
    return by_channel(plan, project(plan), entries, DEALS, "2025-01", coverage, said=said, **more)


def named(what: ByChannel) -> dict[str, Line]:
    return {line.name: line for line in what.lines}


SAID = Said(costs={"label:Google Ads": "SEA"}, sources={"google ads": "SEA"})


def test_costs_beside_deals_by_hand() -> None:
    told = found(said=SAID)
    assert told.months == ("2025-01", "2025-02")  # both files, in the plan
    lines = named(told)
    assert list(lines) == ["SEA", "LinkedIn outbound", "Fair", "LinkedIn; AdWords", ""]
    sea = lines["SEA"].actual
    assert (sea.cost, sea.created, sea.won, sea.amount) == (1100 + 1300, 3, 2, 10_000)
    assert sea.gross_profit == pytest.approx(6_000)
    assert sea.cost_per_deal["value"] == pytest.approx(2400 / 3)
    assert sea.cac["value"] == pytest.approx(2400 / 2)
    assert sea.roi["value"] == pytest.approx((6000 - 2400) / 2400)
    linkedin = lines["LinkedIn outbound"].actual
    assert (linkedin.cost, linkedin.created, linkedin.won) == (880, 2, 2)
    assert (linkedin.amount, linkedin.without_amount) == (9000, 1)
    assert linkedin.gross_profit == pytest.approx(0.5 * 9000)  # its own margin
    assert lines["LinkedIn outbound"].sources == ("LinkedIn",)
    apart = lines[""]
    assert (apart.kind, apart.actual.cost, apart.actual.created) == ("apart", 420 + 500, 1)
    assert told.total.actual.cost == 2400 + 880 + 920
    assert (told.outside.cost, told.outside.created, told.outside.won) == (
        pytest.approx(90 + 777.77 + 70.03), 3, 2,
    )  # fmt: skip


def test_the_plan_beside_has_the_same_months_and_the_same_kinds_of_costs() -> None:
    told = found(said=SAID)
    assert told.kinds == ("advertising",)  # no meeting and no commission was given to a channel
    plan = {name: line.plan for name, line in named(told).items()}
    sea, linkedin, apart = plan["SEA"], plan["LinkedIn outbound"], plan[""]
    assert sea is not None and linkedin is not None and apart is not None
    assert plan["Fair"] is None
    assert (sea.cost, sea.created, sea.won) == (2000, 8, 2)
    assert (linkedin.cost, linkedin.created, linkedin.won) == (1000, 4, 2)
    # First orders alone: the plan's two reorders a year are in no CRM of new deals.
    assert (sea.amount, sea.gross_profit) == (2 * 5000, pytest.approx(0.6 * 10_000))
    assert (linkedin.amount, linkedin.gross_profit) == (2 * 8000, pytest.approx(0.5 * 16_000))
    assert sea.cac["value"] == pytest.approx(1000)
    # The file holds no cost of meetings: neither does the plan beside. Two signatures a month.
    assert apart.cost == pytest.approx(2 * (200 + 0.1 * (5000 + 8000)))
    paid = Said(costs=SAID.costs | {"label:Commissions": "SEA"}, sources=SAID.sources)
    with_commissions = found(said=paid)
    assert with_commissions.kinds == ("advertising", "commissions")
    assert named(with_commissions)["SEA"].plan.cost == pytest.approx(2000 + 2 * 0.1 * 5000)  # type: ignore[union-attr]


def test_all_of_it_adds_up() -> None:
    entries = read(COSTS).entries
    spent = float((entries["amount"] * entries["share"])[entries["selling"].astype(bool)].sum())
    for said in (None, SAID, Said(costs={"category:tools": "SEA"}, sources={"Fair": "SEA"})):
        told = found(said=said)
        whole = told.total.actual
        for name in ("cost", "created", "won", "amount", "gross_profit", "without_amount"):
            parts = sum(getattr(line.actual, name) for line in told.lines)
            assert parts == pytest.approx(getattr(whole, name), abs=1e-9)
            if name != "without_amount":
                planned = sum(getattr(line.plan, name) for line in told.lines if line.plan)
                assert planned == pytest.approx(getattr(told.total.plan, name), abs=1e-9)
        assert whole.cost + told.outside.cost == pytest.approx(spent, abs=1e-9)
        assert whole.created + told.outside.created == len(DEALS)
        assert whole.won + told.outside.won == (DEALS["state"] == "won").sum()
        assert told.costs["amount"].sum() == pytest.approx(whole.cost, abs=1e-9)


def test_the_plan_of_all_is_what_variance_compares() -> None:
    """Every month of the plan, every category: the investment, and the deals of all channels."""
    rows = b"".join(b"2025-%02d-28;Google Ads;10\n2025-%02d-28;Commissions;10\n"
                    b"2025-%02d-28;HubSpot;10\n2025-%02d-28;Deplacements;1\n" % ((m,) * 4)
                    for m in range(1, 7))  # fmt: skip
    entries = read(b"date;label;cost\n" + rows).entries
    all_kinds = ("advertising", "commissions", "tools", "meetings")
    span = Chosen("2025-01", "2025-06")
    coverage = Coverage((cover_of_costs(entries, chosen=replace(span, categories=all_kinds)),
                         cover_of_deals(DEALS, chosen=span)))  # fmt: skip
    plan = project(PLAN)
    told = by_channel(PLAN, plan, entries, DEALS, "2025-01", coverage)
    assert told.total.plan is not None
    assert told.total.plan.cost == pytest.approx(plan.metrics["investment"].value)
    assert told.total.plan.created == pytest.approx(plan.monthly["quotes"].sum())
    assert told.total.plan.won == pytest.approx(plan.metrics["customers_signed"].value)


def test_what_a_file_does_not_cover_counts_on_neither_side() -> None:
    entries = read(COSTS).entries
    span, ads = Chosen("2025-01", "2025-02"), Chosen("2025-01", "2025-01", ("advertising",))
    coverage = Coverage((cover_of_costs(entries, chosen=replace(span, categories=("tools",))),
                         cover_of_costs(entries, chosen=ads),
                         cover_of_deals(DEALS, chosen=span)))  # fmt: skip
    told = by_channel(PLAN, project(PLAN), entries, DEALS, "2025-01", coverage, said=SAID)
    sea = named(told)["SEA"]
    assert told.months == ("2025-01", "2025-02") and sea.plan is not None
    assert (sea.actual.cost, sea.plan.cost) == (1100, 1000)  # of January alone
    assert (told.total.actual.cost, told.total.plan.cost) == (  # type: ignore[union-attr]
        1100 + 450 + 420, 1000 + 500 + 2 * 200,
    )  # fmt: skip
    assert told.outside.cost == pytest.approx(90 + 1300 + 430 + 777.77 + 70.03 + 500)


def test_of_a_later_day_nothing_is_known() -> None:
    told = found(said=SAID, as_of=pd.Timestamp("2025-02-19"))
    sea, linkedin = (named(told)[name].actual for name in ("SEA", "LinkedIn outbound"))
    assert (sea.created, sea.won) == (3, 2)
    assert (linkedin.created, linkedin.won) == (2, 0)  # signed at the end of February
    early = named(found(said=SAID, as_of=pd.Timestamp("2025-01-31")))["LinkedIn outbound"]
    assert early.actual.created == 1


def test_the_stage_of_a_deal_is_counted_in_the_plan() -> None:
    halved = tuple(replace(one, meeting_to_quote=0.5) for one in PLAN.channels)
    plan = replace(PLAN, channels=halved)
    counts = {stage: named(found(plan, stage=stage))["SEA"].plan.created  # type: ignore[union-attr]
              for stage in ("leads", "meetings", "quotes")}  # fmt: skip
    assert counts == {"leads": 8, "meetings": 8, "quotes": 4}


def test_what_is_undefined_says_why() -> None:
    lines = named(
        found()
    )  # "Google Ads" and "AdWords" are no words of SEA's name, but of its group
    assert lines["SEA"].actual.cost == 2400
    assert lines["SEA"].ratio("cac")["value"] == 1200
    apart, fair = lines[""], lines["Fair"]
    assert {apart.ratio(name)["reason"] for name in ("cost_per_deal", "cac", "roi")} == {
        "not_attributed"
    }
    assert fair.ratio("cac") == {"value": None, "reason": "no_costs"}
    assert fair.ratio("cac", plan=True) == {"value": None, "reason": "not_planned"}
    none = found(said=Said(costs={"label:LinkedIn Ads": "SEA"}, sources={"LinkedIn": ""}))
    spent = named(none)
    assert spent["LinkedIn outbound"].ratio("cost_per_deal")["reason"] == "no_costs"
    assert "LinkedIn" in spent and spent["LinkedIn"].kind == "source"
    away = Said(sources=dict.fromkeys(("AdWords", "Google Ads"), ""))
    nobody = named(found(said=away))["SEA"]
    assert nobody.ratio("cost_per_deal")["reason"] == "no_deals_created"
    assert nobody.ratio("cac")["reason"] == "no_customers"
    assert nobody.ratio("roi")["value"] == -1.0  # spent, and nothing came


def test_a_source_that_is_no_channel_of_the_plan_has_its_own_costs() -> None:
    fair = named(found(said=Said(costs={"label:HubSpot": "Fair"})))["Fair"]
    assert (fair.kind, fair.actual.cost, fair.plan) == ("source", 420, None)
    assert fair.ratio("cac")["value"] == 420
    told = found(said=Said(costs={"label:HubSpot": "Fair"}))
    assert (told.kinds, told.unplanned) == (("advertising",), ())  # the plan has no Fair to compare


def test_costs_the_plan_gives_to_no_channel_are_named() -> None:
    told = found(said=Said(costs={"category:tools": "LinkedIn outbound"}))
    assert told.unplanned == ("tools",)
    assert named(told)["LinkedIn outbound"].actual.cost == 880 + 420


def test_without_a_month_in_common_nothing_is_compared() -> None:
    entries = read(COSTS).entries
    coverage = Coverage((cover_of_deals(DEALS, chosen=Chosen("2025-01", "2025-03")),))
    told = by_channel(PLAN, project(PLAN), entries, DEALS, "2025-01", coverage)
    assert (told.months, told.total.actual.cost, told.total.actual.created) == ((), 0, 0)
    assert told.outside.created == len(DEALS)


def test_shares_of_company_wide_costs_and_random_files_add_up() -> None:
    rng = np.random.default_rng(7)
    entries = read(COSTS).entries
    many = pd.concat([entries] * 40, ignore_index=True)
    many["amount"] = rng.normal(500, 900, len(many)).round(2)
    many["share"] = rng.choice([0.0, 0.25, 1 / 3, 1.0], len(many))
    many["selling"] = rng.random(len(many)) < 0.8
    coverage = Coverage((cover_of_costs(many, chosen=Chosen("2025-01", "2025-02")),
                         cover_of_deals(DEALS, chosen=Chosen("2025-01", "2025-03"))))  # fmt: skip
    told = by_channel(PLAN, project(PLAN), many, DEALS, "2025-01", coverage)
    counted = (many["amount"] * many["share"])[many["selling"]].sum()
    assert told.total.actual.cost + told.outside.cost == pytest.approx(counted, abs=1e-9)
    assert sum(line.actual.cost for line in told.lines) == pytest.approx(told.total.actual.cost)


def test_json_holds_no_nan() -> None:
    def numbers(found: Any) -> Any:
        if isinstance(found, dict):
            found = list(found.values())
        if isinstance(found, list | tuple):
            for one in found:
                yield from numbers(one)
        elif isinstance(found, float):
            yield found

    told = found(said=SAID).to_json()
    assert np.isfinite(list(numbers(told))).all()
    assert told["compared_costs"] == ["advertising"]
    assert {"source": "AdWords", "channel": "SEA", "guess": True} in told["sources"]
