"""The answer of a case in a sentence, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model import Channel, Role, Scenario, project
from roi_model.analysis.answer import answer
from roi_model.analysis.risk.risk import risk
from roi_model.formatting import NBSP
from roi_model.storage.presets import preset
from roi_model.texts import LANGUAGES

CASE = preset("linkedin-outbound").scenario


def said(scenario: Scenario, lang: str, *, drawn: bool = False) -> str:
    run = risk(scenario, draws=256) if drawn else None
    return answer(project(scenario), run, "EUR", lang).replace(NBSP, " ").replace("\u202f", " ")


def test_when_the_money_is_back_and_what_it_takes() -> None:
    assert said(CASE, "en") == "Money back around month 12; €14,200 to advance."
    assert said(CASE, "fr") == "L’argent revient vers le mois 12 ; 14 200 € à avancer."
    dated = replace(CASE, start="2027-01")
    assert said(dated, "en").startswith("Money back around Jan 2028, after 12 months; ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_range_never_hides_the_draws_without_a_payback(lang: str) -> None:
    run = risk(CASE, draws=256)
    spread = run.metrics["payback_month"]
    shown = said(CASE, lang, drawn=True)
    assert f"({spread.p10:.0f}–{spread.p90:.0f} · " in shown
    assert f"{100 * run.never:.0f}" in shown.split("·")[1]


def test_an_account_that_holds_and_one_that_does_not() -> None:
    dry = replace(CASE, opening_cash=10_000.0)
    assert said(dry, "en").endswith(
        "; your account runs out in month 4: raise €4,200 before you start."
    )
    assert said(replace(dry, start="2027-01"), "fr").endswith(
        " ; votre compte est à sec en avr. 2027 : trouvez 4 200 € avant de commencer."
    )
    assert (
        said(replace(dry, opening_cash=-1.0), "en")
        .split("; ")[2]
        .startswith("your account runs out at the start")
    )
    holds = replace(CASE, opening_cash=90_000.0)
    assert said(holds, "en").endswith("; your account holds.")
    assert said(holds, "fr", drawn=True).endswith("; votre compte tient (dans 100 % des tirages).")


def test_plans_that_never_pay_back_and_that_need_no_money() -> None:
    assert said(replace(CASE, deal_value=100.0), "en").startswith(
        "The money is not back within 24 months; "
    )
    free = Scenario(
        name="Free",
        channels=(Channel(name="Word of mouth", meeting_cost=0),),
        commission=0,
        dso_days=0,
    )
    assert said(free, "fr") == "Le plan se finance seul dès le départ."


def test_a_plan_beyond_its_hours_says_what_it_pays_within_them() -> None:
    """MODEL 8.3: no payback heads a page without the one within capacity beside it."""
    calls = Channel(name="Calls")
    busy = Scenario(name="Busy", channels=(calls,), team=(Role(title="SDR"),), deal_value=20_000)
    now = project(busy).metrics
    assert now["peak_utilisation"].value > 1
    within = now["capacity_payback_month"].value
    assert f"; within the team’s hours: month {within:.0f}; " in said(busy, "en")
    assert "hours" not in said(replace(busy, enforce_capacity=True), "en")
