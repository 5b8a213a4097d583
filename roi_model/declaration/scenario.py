"""THE declaration: every input of the model once, with its card. The JSON has the same names.

Channels stand in `channel.py`, roles, cost lines and benefits in `spending.py`, initiatives in
`initiatives.py`. Long because it is a list: a card for every field of the scenario, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from roi_model.declaration.card import (
    BETA,
    LOGNORMAL,
    NAME_LENGTH,
    TRIANGULAR,
    Card,
    Entity,
    Evidence,
    cards,
    clean_name,
    lends_its_cards,
    param,
)
from roi_model.declaration.channel import OVERRIDES, Channel
from roi_model.declaration.contents import (
    counted,
    drawn_faults,
    evidence_faults,
    season_faults,
    spread_faults,
)
from roi_model.declaration.doubt_set import DoubtSet
from roi_model.declaration.errors import Problem
from roi_model.declaration.initiatives import (
    CAPPED_AT_ONE,
    EFFECT_PARAMETERS,
    FUNNEL_RATES,
    HOURS,
    TEAM_PARAMETERS,
    Effect,
    Initiative,
)
from roi_model.declaration.spending import CATEGORIES, MONEY_MAX, Benefit, CostLine, Role
from roi_model.declaration.steps import Steps
from roi_model.declaration.units import Unit

__all__ = [
    "CAPPED_AT_ONE",
    "CATEGORIES",
    "EFFECT_PARAMETERS",
    "FUNNEL_RATES",
    "HOURS",
    "OVERRIDES",
    "PARTS",
    "TEAM_PARAMETERS",
    "Benefit",
    "Channel",
    "CostLine",
    "Effect",
    "Initiative",
    "Role",
    "Scenario",
]


def _is_calendar_month(value: str) -> bool:
    return re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value) is not None


@lends_its_cards
@dataclass(frozen=True)
class Scenario(Entity):
    """The whole case: one sales plan over `horizon_months`, months counted from 1, 0 the start.

    Rates are fractions, money is in `currency` excluding VAT. Raises ScenarioError with every
    problem found, each by its path.

    >>> Scenario(name="Demo", channels=(Channel(name="Calls"),)).campaign
    12
    """

    name: str = param(
        "",
        Unit.TEXT,
        required=True,
        check=lambda value: 1 <= len(value) <= NAME_LENGTH and clean_name(value) == value,
        group="case",
        place="page",
        fr=("Nom du scénario", "1 à 120 caractères."),
        en=("Scenario name", "1 to 120 characters."),
    )
    channels: tuple[Channel, ...] = param(
        (),
        Unit.LIST,
        required=True,
        parts=lambda value: counted(value, 1, 50),
        group="channel",
        place="page",
        fr=("Canaux", "De 1 à 50 canaux."),
        en=("Channels", "1 to 50 channels."),
    )
    currency: str = param(
        "EUR",
        Unit.TEXT,
        check=lambda value: re.fullmatch("[A-Z]{3}", value) is not None,
        group="case",
        place="page",
        fr=("Devise", "Affichage seulement : rien n’est converti."),
        en=("Currency", "A display matter only: nothing is converted."),
    )
    start: str | None = param(
        None,
        Unit.TEXT,
        nullable=True,
        check=_is_calendar_month,
        group="period",
        fr=("Mois 1", "Mois calendaire du mois 1 (AAAA-MM)."),
        en=("Month 1", "Calendar month that is month 1 (YYYY-MM)."),
    )
    horizon_months: int = param(
        36,
        Unit.MONTHS,
        low=3,
        high=120,
        whole=True,
        slider=(3, 84, 1),
        group="period",
        advanced=False,
        evidence=Evidence(
            "benchmark",
            fr="Forrester TEI : trois ans, durée usuelle des études",
            en="Forrester TEI: three years is the usual business case",
            published=(36, 36),
        ),
        fr=("Horizon", "Durée sur laquelle porte la projection."),
        en=("Horizon", "How far the projection looks."),
    )
    campaign_months: int | None = param(
        None,
        Unit.MONTHS,
        low=1,
        high=120,
        whole=True,
        nullable=True,
        within_horizon=True,
        slider=(1, 60, 1),
        group="period",
        kind="lever",
        advanced=False,
        fr=("Durée des actions", "Mois de dépenses et de nouveaux prospects."),
        en=("Campaign length", "Months with spending and new leads."),
    )
    discount_rate: float = param(
        0.10,
        Unit.RATE_PER_YEAR,
        low=0,
        high=0.5,
        slider=(0, 0.30, 0.005),
        group="period",
        advanced=False,
        evidence=Evidence(
            "benchmark",
            fr="Forrester TEI : 10 % dans les études publiées",
            en="Forrester TEI: 10% in published business cases",
            published=(0.10, 0.10),
        ),
        fr=("Taux d’actualisation", "Ce que l’argent coûte par an."),
        en=("Discount rate", "What money costs per year."),
    )
    market: float | Steps = param(
        1.0,
        Unit.RATE,
        steps=True,
        low=0.25,
        high=2,
        slider=(0.50, 1.50, 0.05),
        group="period",
        advanced=False,
        spread=TRIANGULAR,
        fr=("Conjoncture", "Multiplie le nombre de contacts pour le même effort."),
        en=("Market conditions", "Scales how many people respond to the same effort."),
    )
    seasonality: tuple[float, ...] | None = param(
        None,
        Unit.LIST,
        nullable=True,
        parts=season_faults,
        group="period",
        fr=("Saisonnalité", "12 indices de janvier à décembre, ramenés à une moyenne de 1."),
        en=("Seasonality", "12 indices, January to December, brought to a mean of 1."),
    )
    cycle_months: float = param(
        3.0,
        Unit.MONTHS,
        low=0,
        high=36,
        step=0.5,
        slider=(0, 24, 0.5),
        group="sale",
        advanced=False,
        spread=LOGNORMAL,
        evidence=Evidence(
            "benchmark",
            fr="MirrorProfiles : cycle B2B moyen de 3 mois",
            en="MirrorProfiles: mean B2B cycle of 3 months",
            published=(3, 3),
        ),
        fr=("Cycle de vente", "Temps moyen du prospect à la signature."),
        en=("Sales cycle", "Mean time from lead to signature."),
    )
    cycle_cv: float = param(
        0.0,
        Unit.FACTOR,
        low=0,
        high=1.5,
        step=0.05,
        slider=(0, 1.5, 0.05),
        group="sale",
        follows="monthly_fee",
        fr=("Dispersion du cycle", "Écart type rapporté à la moyenne ; 0 : tous au même délai."),
        en=("Cycle spread", "Standard deviation over the mean; 0: every deal takes the mean."),
    )
    deal_value: float | Steps = param(
        5000.0,
        Unit.MONEY,
        steps=True,
        low=0,
        high=MONEY_MAX,
        step=100,
        slider=(0, 1_000_000, 100),
        group="sale",
        advanced=False,
        spread=LOGNORMAL,
        fr=("Panier moyen HT", "Première commande, hors taxes."),
        en=("Deal value", "First order, excluding VAT."),
    )
    monthly_fee: float = param(
        0.0,
        Unit.MONEY_PER_MONTH,
        low=0,
        high=1_000_000,
        step=10,
        slider=(0, 20_000, 10),
        group="sale",
        spread=LOGNORMAL,
        fr=("Abonnement mensuel", "Montant récurrent par client."),
        en=("Monthly fee", "Recurring fee per customer."),
    )
    gross_margin: float = param(
        0.60,
        Unit.RATE,
        low=0,
        high=1,
        slider=(0, 1, 0.01),
        group="sale",
        advanced=False,
        spread=BETA,
        evidence=Evidence(
            "guess",
            fr="prudent ; publié en SaaS : 72–78 % (KeyBanc), 80 % (Aspiration Marketing)",
            en="careful; published for SaaS: 72–78% (KeyBanc), 80% (Aspiration Marketing)",
        ),
        fr=("Marge brute", "Ce qui reste du chiffre d’affaires après les coûts directs."),
        en=("Gross margin", "What is left of revenue after direct costs."),
    )
    retention: float = param(
        0.85,
        Unit.RATE_PER_YEAR,
        low=0,
        high=1,
        slider=(0, 1, 0.01),
        group="sale",
        advanced=False,
        spread=BETA,
        evidence=Evidence(
            "benchmark",
            fr="80–93 % par an en SaaS B2B (SaaS Capital)",
            en="80–93% a year in B2B SaaS (SaaS Capital)",
            published=(0.80, 0.93),
        ),
        fr=("Rétention", "Part des clients gardés chaque année."),
        en=("Retention", "Share of customers kept each year."),
    )
    repeat_orders: float = param(
        0.0,
        Unit.ORDERS,
        low=0,
        high=52,
        step=0.1,
        slider=(0, 24, 0.1),
        group="sale",
        advanced=False,
        spread=TRIANGULAR,
        fr=("Réachats par an", "Commandes suivantes d’un client actif, par an."),
        en=("Repeat orders a year", "Further orders of an active customer, a year."),
    )
    dso_days: float = param(
        45.0,
        Unit.DAYS,
        low=0,
        high=365,
        step=5,
        slider=(0, 180, 5),
        group="sale",
        advanced=False,
        spread=TRIANGULAR,
        evidence=Evidence(
            "benchmark",
            fr="Banque de France 2020 : 44 jours côté clients, 51 côté fournisseurs",
            en="Banque de France 2020: 44 days for customers, 51 for suppliers",
            published=(44, 51),
        ),
        fr=("Délai de paiement", "De la facture à l’argent en banque (DSO)."),
        en=("Days to cash (DSO)", "From invoice to money in the bank."),
    )
    commission: float = param(
        0.05,
        Unit.RATE_OF_FIRST_YEAR,
        low=0,
        high=1,
        slider=(0, 0.30, 0.005),
        group="costs",
        kind="lever",
        advanced=False,
        evidence=Evidence(
            "benchmark",
            fr="SaaStr, prowi.io : 5 à 10 % d’usage",
            en="SaaStr, prowi.io: 5 to 10% is usual",
            published=(0.05, 0.10),
        ),
        fr=("Commission", "Part de la première année du contrat, versée à la signature."),
        en=("Commission", "Share of the first-year contract value, paid at signature."),
    )
    commission_employer_rate: float = param(
        0.42,
        Unit.RATE_OF_PAY,
        low=0,
        high=1,
        slider=(0, 0.60, 0.01),
        group="costs",
        fr=("Charges sur commissions", "Charges patronales sur les commissions."),
        en=("Charges on commissions", "Employer charges on commissions."),
    )
    enforce_capacity: bool = param(
        False,
        Unit.FLAG,
        group="costs",
        kind="lever",
        fr=("Limiter à la capacité", "Les prospects que l’équipe ne peut traiter sont perdus."),
        en=("Limit to capacity", "Leads the team has no time for are lost."),
    )
    selling_hours: float = param(
        98.6,
        Unit.HOURS,
        low=1,
        high=200,
        step=0.1,
        slider=(1, 200, 0.1),
        group="costs",
        spread=TRIANGULAR,
        fr=("Heures de vente par mois", "Par ETP : 151,67 h × 65 %."),
        en=("Selling hours a month", "Per FTE: 151.67 h × 65 %."),
    )
    ltv_cap_months: int = param(
        60,
        Unit.MONTHS,
        low=12,
        high=120,
        whole=True,
        slider=(12, 120, 1),
        group="sale",
        fr=("Plafond de la valeur client", "Durée maximale comptée dans la valeur vie client."),
        en=("Lifetime cap", "Longest life counted in lifetime value."),
    )
    cac_includes_loyalty: bool = param(
        False,
        Unit.FLAG,
        group="costs",
        fr=("Fidélisation dans le CAC", "Sinon, elle est déduite de la valeur vie client."),
        en=("Loyalty in CAC", "Otherwise it is deducted from lifetime value."),
    )
    opening_cash: float | None = param(
        None,
        Unit.MONEY,
        low=-100_000_000,
        high=100_000_000,
        step=500,
        nullable=True,
        slider=(0, 500_000, 500),
        group="cash",
        fr=(
            "Solde du compte au départ",
            "Ce que vous avez en banque au mois 0 ; vide : le compte n’est pas suivi.",
        ),
        en=(
            "Opening balance",
            "What your account holds in month 0; empty: the account is not followed.",
        ),
    )
    other_cash: float = param(
        0.0,
        Unit.MONEY_PER_MONTH,
        low=-10_000_000,
        high=10_000_000,
        step=100,
        slider=(-50_000, 50_000, 100),
        group="cash",
        fr=(
            "Reste de l’activité",
            "Ce que le reste de l’entreprise rapporte, ou coûte si négatif, par mois.",
        ),
        en=(
            "Rest of the business",
            "What the rest of the business brings in a month, or burns where negative.",
        ),
    )
    cash_floor: float = param(
        0.0,
        Unit.MONEY,
        low=0,
        high=100_000_000,
        step=500,
        slider=(0, 200_000, 500),
        group="cash",
        fr=("Solde plancher", "Sous ce solde, le compte ne doit jamais descendre."),
        en=("Cash floor", "The balance that the account must never go below."),
    )
    team: tuple[Role, ...] = param(
        (),
        Unit.LIST,
        group="costs",
        place="page",
        fr=("Équipe", "Les postes payés."),
        en=("Team", "The roles paid."),
    )
    costs: tuple[CostLine, ...] = param(
        (),
        Unit.LIST,
        group="costs",
        place="page",
        fr=("Dépenses", "Outils, formation, salons…"),
        en=("Costs", "Tools, training, events…"),
    )
    initiatives: tuple[Initiative, ...] = param(
        (),
        Unit.LIST,
        group="initiatives",
        place="page",
        fr=("Initiatives", "Leviers et hypothèses."),
        en=("Initiatives", "Levers and assumptions."),
    )
    benefits: tuple[Benefit, ...] = param(
        (),
        Unit.LIST,
        group="benefits",
        place="page",
        fr=("Bénéfices non financiers", "Comptés dans le ROI étendu seulement."),
        en=("Non-financial benefits", "Counted in extended ROI alone."),
    )
    uncertainty: Mapping[str, Mapping[str, Any]] = param(
        {},
        Unit.LIST,
        parts=spread_faults,
        group="case",
        place="page",
        fr=("Incertitude", "Par paramètre, la plage de valeurs crédibles."),
        en=("Uncertainty", "By input, the range of credible values."),
    )
    evidence: Mapping[str, Mapping[str, Any]] = param(
        {},
        Unit.LIST,
        parts=evidence_faults,
        group="case",
        place="page",
        fr=("Preuves", "Par paramètre, la source et son niveau de preuve."),
        en=("Evidence", "By input, the source and its grade."),
    )

    drawn: Mapping[str, bool] = param(
        {},
        Unit.LIST,
        parts=drawn_faults,
        group="case",
        place="page",
        fr=("Doutes tirés", "Ce que tirent les analyses du cas, là où ce n’est pas l’usuel."),
        en=("Doubts drawn", "What analyses of the case draw, where it is not as usual."),
    )

    @property
    def doubt_set(self) -> DoubtSet:
        """What every analysis of this case draws."""
        return DoubtSet(**self.drawn)

    @property
    def campaign(self) -> int:
        """T, the months with spending and new leads: as given, else the first 12 at most."""
        if self.campaign_months is not None:
            return int(self.campaign_months)
        return min(12, int(self.horizon_months))

    def _faults(self) -> list[Problem]:
        problems = _beyond_horizon("", self, self.horizon_months)
        for group, items in self.lists().items():
            seen: set[str] = set()
            for item in items:
                name = item.title if isinstance(item, Role) else item.name
                if name in seen and group != "benefits":
                    problems.append(Problem(f"{group}/{name}", "name_twice", name))
                seen.add(name)
                problems += _beyond_horizon(f"{group}/{name}/", item, self.horizon_months)
        known = {channel.name for channel in self.channels}
        for initiative in self.initiatives:
            for effect in initiative.effects:
                if effect.channel is not None and effect.channel not in known:
                    path = f"initiatives/{initiative.name}/effects/{effect.parameter}"
                    allowed = ", ".join(sorted(known))
                    problems.append(Problem(path, "unknown_channel", effect.channel, allowed))
        return problems

    def lists(
        self,
    ) -> dict[str, tuple[Channel | Role | CostLine | Initiative | Benefit, ...]]:
        """The named lists by their key, in the order of declaration."""
        return {
            "channels": self.channels,
            "team": self.team,
            "costs": self.costs,
            "initiatives": self.initiatives,
            "benefits": self.benefits,
        }


PARTS: Mapping[str, type[Entity]] = {
    "channels": Channel,
    "team": Role,
    "costs": CostLine,
    "initiatives": Initiative,
    "effects": Effect,
    "benefits": Benefit,
}
"""What the lists of a case, and of an initiative, hold."""


def _beyond_horizon(prefix: str, item: Entity, horizon: int) -> list[Problem]:
    found = []
    for key, card in _dated(type(item)):  # type: ignore[arg-type]
        value = getattr(item, key)
        if isinstance(value, Steps):
            last = value.months[-1]
            if last > horizon:
                path = f"{prefix}{key}/{last}"
                found.append(Problem(path, "steps_month", str(last), f"1..{horizon}"))
        elif card.within_horizon and value is not None and value > horizon:
            allowed = f"{card.low:g}..{horizon}"
            found.append(Problem(prefix + key, "out_of_range", str(value), allowed, card.unit))
    return found


@lru_cache(maxsize=16)
def _dated(entity: Any) -> list[tuple[str, Card]]:
    """The inputs of an entity that name months, or may vary by them."""
    return [(k, card) for k, card in cards(entity).items() if card.within_horizon or card.steps]
