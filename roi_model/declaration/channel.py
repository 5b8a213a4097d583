"""A channel: one way to reach customers, with its volume, funnel, costs and own sale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from roi_model.declaration.card import BETA, TRIANGULAR, Entity, Evidence, is_name, param
from roi_model.declaration.errors import Problem
from roi_model.declaration.spending import MONEY_MAX
from roi_model.declaration.steps import Steps
from roi_model.declaration.units import Unit

OVERRIDES = (
    "cycle_months",
    "cycle_cv",
    "deal_value",
    "monthly_fee",
    "gross_margin",
    "retention",
    "repeat_orders",
)
"""Inputs of the scenario that a channel may set for itself; None inherits."""


def _rate(low: float, high: float, step: float = 0.01) -> dict[str, Any]:
    return {"low": 0, "high": 1, "slider": (low, high, step), "spread": BETA, "group": "channel"}


@dataclass(frozen=True)
class Channel(Entity):
    """One way to reach customers: its volume, funnel, costs and, where set, its own sale."""

    name: str = param(
        "",
        Unit.TEXT,
        required=True,
        check=is_name,
        group="channel",
        place="table",
        fr=("Canal", "Nom du canal, unique."),
        en=("Channel", "Name of the channel, unique."),
    )
    contacts: float | Steps = param(
        1000.0,
        Unit.PEOPLE,
        steps=True,
        low=0,
        high=10_000_000,
        step=10,
        slider=(0, 50_000, 10),
        group="channel",
        kind="lever",
        advanced=False,
        spread=TRIANGULAR,
        evidence=Evidence(
            "guess",
            fr="un nombre rond, à remplacer par le vôtre",
            en="a round number, to be replaced by yours",
        ),
        fr=("Contacts par mois", "Personnes approchées, ou demandes entrantes."),
        en=("Contacts per month", "People approached, or inbound enquiries."),
    )
    contact_to_lead: float = param(
        0.10,
        Unit.RATE,
        **_rate(0, 1, 0.005),
        advanced=False,
        evidence=Evidence(
            "guess",
            fr="publié : réponses à froid 1–8 % (coldmailcalculator.com 2026), LinkedIn 10 %",
            en="published: cold replies 1–8% (coldmailcalculator.com 2026), LinkedIn 10%",
        ),
        fr=("Contact → prospect", "Part de ceux qui répondent avec intérêt."),
        en=("Contact → lead", "Share of those who answer with interest."),
    )
    lead_to_qualified: float = param(
        0.30,
        Unit.RATE,
        **_rate(0, 1),
        advanced=False,
        evidence=Evidence(
            "benchmark",
            fr="30–60 % (b2blead.io 2026), 25–50 % (askedwell.com 2024)",
            en="30–60% (b2blead.io 2026), 25–50% (askedwell.com 2024)",
            published=(0.25, 0.60),
        ),
        fr=("Prospect → qualifié", "Part de ceux qui correspondent à la cible."),
        en=("Lead → qualified", "Share of those who fit the target."),
    )
    qualified_to_meeting: float = param(
        0.50,
        Unit.RATE,
        **_rate(0, 1),
        advanced=False,
        fr=("Qualifié → rendez-vous", "Part de ceux qui acceptent un rendez-vous."),
        en=("Qualified → meeting", "Share of those who accept to meet."),
    )
    meeting_to_quote: float = param(
        0.50,
        Unit.RATE,
        **_rate(0, 1),
        advanced=False,
        fr=("Rendez-vous → devis", "Part de ceux qui reçoivent une proposition."),
        en=("Meeting → quote", "Share of those who get a proposal."),
    )
    quote_to_customer: float = param(
        0.25,
        Unit.RATE,
        **_rate(0, 1),
        advanced=False,
        evidence=Evidence(
            "benchmark",
            fr="15–30 % (First Page Sage), 20–40 % (askedwell.com 2024)",
            en="15–30% (First Page Sage), 20–40% (askedwell.com 2024)",
            published=(0.15, 0.40),
        ),
        fr=("Devis → client", "Part des devis qui sont signés."),
        en=("Quote → customer", "Share of quotes that are signed."),
    )
    monthly_cost: float | Steps = param(
        0.0,
        Unit.MONEY_PER_MONTH,
        steps=True,
        low=0,
        high=MONEY_MAX,
        step=100,
        slider=(0, 200_000, 100),
        group="channel",
        kind="lever",
        advanced=False,
        spread=TRIANGULAR,
        fr=("Budget du canal", "Publicité, fichiers, forfait d’agence, par mois."),
        en=("Channel budget", "Advertising, lists, retainer, per month."),
    )
    lead_price: float = param(
        0.0,
        Unit.MONEY,
        low=0,
        high=MONEY_MAX,
        step=1,
        slider=(0, 1_000, 1),
        group="channel",
        kind="lever",
        spread=TRIANGULAR,
        fr=("Prix par prospect", "Payé pour chaque prospect obtenu."),
        en=("Price per lead", "Paid for each lead obtained."),
    )
    meeting_cost: float = param(
        60.0,
        Unit.MONEY,
        low=0,
        high=MONEY_MAX,
        step=10,
        slider=(0, 2_000, 10),
        group="channel",
        kind="lever",
        advanced=False,
        spread=TRIANGULAR,
        fr=("Coût par rendez-vous", "Déplacement, ou rendez-vous acheté."),
        en=("Cost per meeting", "Travel, or a bought appointment."),
    )
    start_month: int = param(
        1,
        Unit.MONTH,
        low=1,
        high=120,
        whole=True,
        within_horizon=True,
        group="channel",
        kind="lever",
        fr=("Premier mois", "Mois où le canal commence."),
        en=("First month", "Month in which the channel starts."),
    )
    end_month: int | None = param(
        None,
        Unit.MONTH,
        low=1,
        high=120,
        whole=True,
        nullable=True,
        within_horizon=True,
        group="channel",
        kind="lever",
        fr=("Dernier mois", "Vide : jusqu’à la fin des actions."),
        en=("Last month", "Empty: to the end of the campaign."),
    )
    incrementality: float = param(
        1.0,
        Unit.RATE,
        **_rate(0, 1, 0.05),
        fr=("Incrémentalité", "Part des clients qui ne seraient pas venus de toute façon."),
        en=("Incrementality", "Share of the customers that would not have come anyway."),
    )
    saturation_spend: float | None = param(
        None,
        Unit.MONEY_PER_MONTH,
        low=0,
        high=MONEY_MAX,
        step=100,
        slider=(0, 200_000, 100),
        nullable=True,
        group="channel",
        fr=(
            "Budget de demi-saturation",
            "Budget donnant la moitié du volume maximal ; vide : sans.",
        ),
        en=("Half-saturation budget", "Budget that gives half the largest volume; empty: none."),
    )
    saturation_shape: float = param(
        1.0,
        Unit.FACTOR,
        low=0.2,
        high=3,
        step=0.1,
        slider=(0.2, 3, 0.1),
        group="channel",
        fr=("Forme de saturation", "1 : rendements décroissants dès le premier euro."),
        en=("Saturation shape", "1: diminishing returns from the first euro on."),
    )
    reference_spend: float | None = param(
        None,
        Unit.MONEY_PER_MONTH,
        low=0,
        high=MONEY_MAX,
        step=100,
        slider=(0, 200_000, 100),
        nullable=True,
        group="channel",
        fr=("Budget de référence", "Budget auquel le nombre de contacts saisi est obtenu."),
        en=("Reference budget", "Budget at which the contacts given are obtained."),
    )
    hours_per_lead: float = param(
        1.0,
        Unit.HOURS,
        low=0,
        high=100,
        step=0.25,
        slider=(0, 10, 0.25),
        group="channel",
        spread=TRIANGULAR,
        fr=("Heures par prospect", "Temps de vente par prospect."),
        en=("Hours per lead", "Selling time per lead."),
    )
    hours_per_meeting: float = param(
        2.0,
        Unit.HOURS,
        low=0,
        high=100,
        step=0.25,
        slider=(0, 20, 0.25),
        group="channel",
        spread=TRIANGULAR,
        fr=("Heures par rendez-vous", "Temps de vente par rendez-vous."),
        en=("Hours per meeting", "Selling time per meeting."),
    )
    hours_per_quote: float = param(
        4.0,
        Unit.HOURS,
        low=0,
        high=100,
        step=0.25,
        slider=(0, 40, 0.25),
        group="channel",
        spread=TRIANGULAR,
        fr=("Heures par devis", "Temps de vente par devis."),
        en=("Hours per quote", "Selling time per quote."),
    )
    cycle_months: float | None = param(None, Unit.MONTHS, same_as="cycle_months")
    cycle_cv: float | None = param(None, Unit.FACTOR, same_as="cycle_cv")
    deal_value: float | Steps | None = param(None, Unit.MONEY, same_as="deal_value")
    monthly_fee: float | None = param(None, Unit.MONEY_PER_MONTH, same_as="monthly_fee")
    gross_margin: float | None = param(None, Unit.RATE, same_as="gross_margin")
    retention: float | None = param(None, Unit.RATE_PER_YEAR, same_as="retention")
    repeat_orders: float | None = param(None, Unit.ORDERS, same_as="repeat_orders")

    def _faults(self) -> list[Problem]:
        if self.saturation_spend is not None and not self.reference_spend:
            return [Problem("reference_spend", "reference_spend_needed")]
        return []
