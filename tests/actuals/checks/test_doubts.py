"""Files whose figures do not look right beside a plan."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from roi_model.actuals.checks.doubts import TOPIC, UNSURE, doubts, is_unsure
from roi_model.actuals.coverage import coverage_of
from roi_model.declaration.scenario import Channel, CostLine, Scenario
from roi_model.projection import project
from roi_model.reading.inquiry import Finding
from roi_model.reading.reading import read
from roi_model.texts import text

PLAN = Scenario(
    name="Plan",
    start="2024-01",
    horizon_months=6,
    campaign_months=6,
    channels=(Channel(name="Calls", contacts=0, meeting_cost=0),),
    costs=(CostLine(name="CRM", category="tools", amount=400),),
)


def found(rows: str, plan: Scenario = PLAN, **answers: str) -> tuple[Finding, ...]:
    reading = read(f"date;label;cost\n{rows}".encode(), answers=answers, name="costs.csv")
    assert reading.usable, reading
    covers = coverage_of([reading], "2024-12-31").covers
    return doubts(reading, plan, project(plan), "2024-01", covers)


def months(amount: str, year: int = 2024) -> str:
    return "".join(f"{year}-{month:02d}-28;HubSpot;{amount}\n" for month in (1, 2, 3))


@pytest.mark.parametrize("amount", ["400,00", "81,00", "1999,00"])
def test_spending_near_the_plan_is_no_doubt(amount: str) -> None:
    assert found(months(amount)) == ()


@pytest.mark.parametrize(
    ("amount", "code", "times"),
    [("2000,00", "far_above", 5.0), ("40000,00", "far_above", 100.0), ("80,00", "far_below", 5.0),
     ("0,40", "far_below", 1000.0)],
)  # fmt: skip
def test_five_times_the_plan_or_a_fifth_of_it_is_one(amount: str, code: str, times: float) -> None:
    (one,) = found(months(amount))
    assert one.code == code
    assert one.values["times"] == pytest.approx(times)
    assert one.values["plan"] == pytest.approx(3 * 400)


def test_what_the_plan_does_not_have_says_nothing_of_how_far_it_is() -> None:
    assert found("2024-01-10;Formation;9000,00\n2024-03-28;Formation;9000,00\n") == ()


def test_more_back_than_out_is_one() -> None:
    (one,) = found("2024-01-10;HubSpot;100,00\n2024-01-12;HubSpot;-400,50\n",
                   **{"sign:cost": "positive"})  # fmt: skip
    assert (one.code, one.values["total"]) == ("negative_total", -300.5)


def test_months_of_another_year_are_one() -> None:
    (one,) = found(months("400,00", 2023))
    assert one.code == "outside_plan"
    assert (one.values["first"], one.values["plan_last"]) == ("2023-01", "2024-06")


def test_deals_of_another_year_are_one() -> None:
    rows = (
        b"Deal;Created;Closed;Stage;Amount\n"
        b"A;2021-01-08;2021-02-19;Closed Won;1000,00\nB;2021-01-09;2021-03-30;Closed Lost;9,00\n"
    )
    reading = read(rows, name="deals.csv")
    covers = coverage_of([reading], reading.as_of).covers
    assert [one.code for one in doubts(reading, PLAN, project(PLAN), "2024-01", covers)] == [
        "outside_plan"
    ]


def test_a_file_that_still_asks_has_no_doubt_beside() -> None:
    reading = read(b"Date;Libelle;Montant\n03/04/2024;HubSpot;1.234\n05/06/2024;Salon;2.500\n")
    assert not reading.usable
    assert doubts(reading, PLAN, project(PLAN), "2024-01", ()) == ()


def test_what_was_decided_by_less_than_a_rule_is_known() -> None:
    gross = read(b"Date;Libelle;Montant TTC\n15/04/2024;HubSpot;1200,00\n")
    assert "gross_amounts" in {note.code for note in gross.notes}
    assert is_unsure(gross)
    assert not is_unsure(read(b"Date;Libelle;Montant HT\n15/04/2024;HubSpot;1200,00\n"))


def test_every_code_is_one_of_a_remark() -> None:
    known = tomllib.loads(Path("roi_model/texts/actuals.en.toml").read_text())["note"]
    assert known.keys() >= UNSURE


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_doubts_are_said_with_what_to_do(lang: str) -> None:
    for rows in (months("40000,00"), months("0,40"), months("400,00", 2023)):
        (one,) = found(rows)
        said = text(f"{TOPIC}.note.{one.code}", lang, **one.values)
        assert "costs.csv" in said
        assert said.endswith(("?", ".", " ?"))
