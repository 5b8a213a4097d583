"""The cards: whole in both languages, and the 25 core inputs as the product was specified."""

from __future__ import annotations

import math
import re

import pytest

from roi_model import (
    Benefit,
    Channel,
    CostLine,
    Effect,
    Initiative,
    Role,
    Scenario,
    ScenarioError,
)
from roi_model.declaration.card import GRADES, Card, cards
from roi_model.declaration.scenario import PARTS
from roi_model.declaration.units import Unit
from roi_model.editing.edits import LAUNCH, TOOLS

ENTITIES = (Scenario, Channel, Role, CostLine, Initiative, Effect, Benefit)
ALL = [(entity, key, card) for entity in ENTITIES for key, card in cards(entity).items()]
IDS = [f"{entity.__name__}.{key}" for entity, key, _ in ALL]
GROUPS = {"case", "period", "channel", "sale", "costs", "cash", "initiatives", "benefits"}


@pytest.mark.parametrize(("entity", "key", "card"), ALL, ids=IDS)
def test_a_card_is_whole(entity: type, key: str, card: Card) -> None:
    assert card.key == key
    for lang in ("fr", "en"):
        label, help_text = card.label(lang), card.help(lang)
        assert 2 <= len(label) <= 40, label
        assert label[0].isupper() or not label[0].isalpha()
        assert not label.endswith((".", ":"))
        assert len(help_text) >= 10 and help_text.endswith((".", "…")), help_text
        assert help_text != label
        assert "{" not in label + help_text
    assert card.fr != card.en
    assert isinstance(card.unit, Unit)
    assert card.group in GROUPS
    assert card.kind in ("lever", "assumption")
    assert card.place in ("column", "table", "page", "file")
    assert card.evidence.grade in GRADES
    published = card.evidence.published
    assert (published is not None) == (card.evidence.grade == "benchmark")
    if published is not None and not card.same_as:  # it backs nothing outside of its range
        assert published[0] <= card.default <= published[1]
    if card.evidence.grade in ("benchmark", "measured"):
        for lang in ("fr", "en"):
            assert len(card.evidence.source(lang)) > 5, "a published figure names its source"


@pytest.mark.parametrize(("entity", "key", "card"), ALL, ids=IDS)
def test_french_is_written_the_french_way(entity: type, key: str, card: Card) -> None:
    """Typographic apostrophes; before : ; ? ! % a space, which the screen makes a thin one."""
    for words in (*card.fr, card.evidence.source("fr")):
        assert "'" not in words, words
        assert not re.search(r"[^\s\u00a0\u202f0-9]([;?!%])", words), words


@pytest.mark.parametrize(("entity", "key", "card"), ALL, ids=IDS)
def test_bounds_default_and_slider_fit(entity: type, key: str, card: Card) -> None:
    if not card.is_number:
        return
    assert math.isfinite(card.low) and math.isfinite(card.high) and card.low < card.high
    assert card.step > 0
    if card.default is None:
        assert card.nullable or card.required
    else:
        assert card.low <= card.default <= card.high
    if card.unit.is_percent:
        assert card.step <= 0.05, "a rate is a fraction: a step of 1 would be 100 %"
        assert card.high <= 2
    if card.slider is not None:
        low, high, step = card.slider.low, card.slider.high, card.slider.step
        assert card.low <= low < high <= card.high
        assert 0 < step <= (high - low) / 10
    if card.unit is Unit.MONTH:
        assert card.whole


@pytest.mark.parametrize(("entity", "key", "card"), ALL, ids=IDS)
def test_numbers_that_may_be_doubted_have_a_spread(entity: type, key: str, card: Card) -> None:
    """MODEL 5: rates beta with ess 50, cycle and value lognormal, volumes triangular ±20 %."""
    if card.spread is None:
        return
    assert card.is_number
    kinds = {"beta": card.unit.is_percent, "lognormal": True, "triangular": True}
    assert kinds[card.spread.kind]
    if card.spread.kind == "beta":
        assert card.spread.size == 50
    if card.spread.kind == "triangular":
        assert card.spread.size == 0.20


# The page Simulate: group, key, label FR, label EN, default, slider low, high and step (as on
# screen: percent for rates; None where the product leaves the step free), lever or assumption.
S, C, R = Scenario, Channel, Role

CORE: list[tuple[type | Card, str, str, str, str, float, float, float, float | None, str]] = [
    (S, "period", "horizon_months", "Horizon", "Horizon", 36, 3, 84, 1, "assumption"),
    (S, "period", "campaign_months", "Durée des actions", "Campaign length",
     12, 1, 60, 1, "lever"),
    (S, "period", "discount_rate", "Taux d’actualisation", "Discount rate",
     10, 0, 30, 0.5, "assumption"),
    (S, "period", "market", "Conjoncture", "Market conditions", 100, 50, 150, 5, "assumption"),
    (C, "channel", "contacts", "Contacts par mois", "Contacts per month",
     1000, 0, 50_000, None, "lever"),
    (C, "channel", "contact_to_lead", "Contact → prospect", "Contact → lead",
     10, 0, 100, 0.5, "assumption"),
    (C, "channel", "lead_to_qualified", "Prospect → qualifié", "Lead → qualified",
     30, 0, 100, 1, "assumption"),
    (C, "channel", "qualified_to_meeting", "Qualifié → rendez-vous", "Qualified → meeting",
     50, 0, 100, 1, "assumption"),
    (C, "channel", "meeting_to_quote", "Rendez-vous → devis", "Meeting → quote",
     50, 0, 100, 1, "assumption"),
    (C, "channel", "quote_to_customer", "Devis → client", "Quote → customer",
     25, 0, 100, 1, "assumption"),
    (C, "channel", "monthly_cost", "Budget du canal", "Channel budget",
     0, 0, 200_000, None, "lever"),
    (C, "channel", "meeting_cost", "Coût par rendez-vous", "Cost per meeting",
     60, 0, 2000, 10, "lever"),
    (S, "sale", "cycle_months", "Cycle de vente", "Sales cycle", 3, 0, 24, 0.5, "assumption"),
    (S, "sale", "deal_value", "Panier moyen HT", "Deal value",
     5000, 0, 1_000_000, None, "assumption"),
    (S, "sale", "gross_margin", "Marge brute", "Gross margin", 60, 0, 100, 1, "assumption"),
    (S, "sale", "retention", "Rétention", "Retention", 85, 0, 100, 1, "assumption"),
    (S, "sale", "repeat_orders", "Réachats par an", "Repeat orders a year",
     0, 0, 24, 0.1, "assumption"),
    (S, "sale", "dso_days", "Délai de paiement", "Days to cash (DSO)", 45, 0, 180, 5, "assumption"),
    (R, "costs", "fte", "Commerciaux (ETP)", "Salespeople (FTE)", 1, 0, 50, 0.1, "lever"),
    (R, "costs", "gross_salary", "Salaire brut mensuel", "Gross monthly salary",
     3000, 0, 15_000, 50, "lever"),
    (R, "costs", "employer_rate", "Charges patronales", "Employer charges",
     42, 0, 60, 1, "assumption"),
    (R, "costs", "time_share", "Temps dédié", "Time dedicated", 100, 0, 100, 1, "lever"),
    (S, "costs", "commission", "Commission", "Commission", 5, 0, 30, 0.5, "lever"),
    (TOOLS, "costs", "tools", "Outils", "Tools", 400, 0, 20_000, None, "lever"),
    (LAUNCH, "costs", "launch", "Formation et lancement", "Training and launch",
     3000, 0, 500_000, None, "lever"),
]  # fmt: skip


@pytest.mark.parametrize("row", CORE, ids=[row[2] for row in CORE])
def test_core_inputs(
    row: tuple[type | Card, str, str, str, str, float, float, float, float | None, str],
) -> None:
    owner, group, key, fr, en, default, low, high, step, kind = row
    card = owner if isinstance(owner, Card) else cards(owner)[key]
    scale = 100 if card.unit.is_percent else 1
    assert (card.key, card.group, card.kind, card.advanced) == (key, group, kind, False)
    assert (card.label("fr"), card.label("en")) == (fr, en)
    if key == "campaign_months":
        one = Scenario(name="x", channels=(Channel(name="A"),))
        assert (card.default, one.campaign) == (None, default)  # min(12, H)
    else:
        assert card.default * scale == pytest.approx(default)
    assert card.slider is not None
    assert card.slider.low * scale == pytest.approx(low)
    assert card.slider.high * scale == pytest.approx(high)
    if step is not None:
        assert card.slider.step * scale == pytest.approx(step)


def test_there_are_25_core_inputs_and_the_rest_is_advanced() -> None:
    assert len(CORE) == 25
    core = {(row[0], row[2]) for row in CORE}
    for entity, key, card in ALL:
        if card.is_number:
            assert card.advanced == ((entity, key) not in core), (entity, key)


@pytest.mark.parametrize(
    ("entity", "key", "allowed"),
    [
        (Scenario, "gross_margin", "0..1"),
        (Scenario, "deal_value", "0..10,000,000"),
        (Scenario, "horizon_months", "3..120"),
        (Channel, "start_month", "1..120 (≤ horizon_months)"),
        (Role, "gross_salary", "0..1,000,000"),
        (Role, "fte", "0..1000"),
        (CostLine, "every", "month, once"),
    ],
)
def test_what_is_allowed_is_said_as_people_write_it(entity: type, key: str, allowed: str) -> None:
    assert cards(entity)[key].allowed == allowed


def test_an_entity_tells_all_its_faults_at_once_in_the_order_of_its_cards() -> None:
    with pytest.raises(ScenarioError) as caught:
        Role(title="a/b", fte=-1.0, gross_salary=None, start_month=1.5)  # type: ignore[arg-type]
    assert [(fault.path, fault.code, fault.value) for fault in caught.value.problems] == [
        ("title", "bad_text", "a/b"),
        ("fte", "out_of_range", "-1.0"),
        ("gross_salary", "null", "None"),
        ("start_month", "not_whole", "1.5"),
    ]


# Months and counts of them: nobody starts in the middle of one. What may be left out is as of old.
WHOLE = {
    "horizon_months", "campaign_months", "ltv_cap_months",
    "channels/start_month", "channels/end_month",
    "team/start_month", "team/end_month", "team/replacement_months",
    "costs/start_month", "costs/end_month", "benefits/start_month",
    "initiatives/start_month", "initiatives/delay_months",
}  # fmt: skip
WITHIN_HORIZON = {
    "campaign_months", "benefits/start_month",
    *(f"{part}/{end}_month" for part in ("channels", "team", "costs") for end in ("start", "end")),
}  # fmt: skip
MAY_BE_EMPTY = {
    "start", "campaign_months", "seasonality", "opening_cash", "channels/end_month",
    "channels/saturation_spend", "channels/reference_spend", "team/end_month", "costs/start_month",
    "costs/end_month", "effects/channel",
    *(f"channels/{key}" for key in ("cycle_months", "cycle_cv", "deal_value", "monthly_fee",
                                    "gross_margin", "retention", "repeat_orders")),
}  # fmt: skip


def test_what_is_whole_what_ends_with_the_horizon_and_what_may_be_empty() -> None:
    every = {
        f"{part}/{key}" if part else key: card
        for part, entity in [("", Scenario), *PARTS.items()]
        for key, card in cards(entity).items()
    }
    assert {path for path, card in every.items() if card.whole} == WHOLE
    assert {path for path, card in every.items() if card.within_horizon} == WITHIN_HORIZON
    assert {path for path, card in every.items() if card.nullable} == MAY_BE_EMPTY
