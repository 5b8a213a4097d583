"""Initiatives: what one decides (levers) or assumes, and the parameters they multiply."""

from __future__ import annotations

from dataclasses import dataclass

from roi_model.declaration.card import Entity, is_name, param
from roi_model.declaration.errors import Problem
from roi_model.declaration.spending import CATEGORIES, MONEY_MAX
from roi_model.declaration.units import Unit

FUNNEL_RATES = (
    "contact_to_lead",
    "lead_to_qualified",
    "qualified_to_meeting",
    "meeting_to_quote",
    "quote_to_customer",
)
HOURS = ("hours_per_lead", "hours_per_meeting", "hours_per_quote")
TEAM_PARAMETERS = ("people_cost", "selling_hours")
"""Of the whole team, by calendar month: they know no channel and no cohort."""
CAPPED_AT_ONE = frozenset((*FUNNEL_RATES, "gross_margin", "retention"))
EFFECT_PARAMETERS = (
    "contacts",
    *FUNNEL_RATES,
    "cycle_months",
    "deal_value",
    "monthly_fee",
    "gross_margin",
    "retention",
    "repeat_orders",
    "lead_price",
    "meeting_cost",
    *HOURS,
    *TEAM_PARAMETERS,
)


@dataclass(frozen=True)
class Effect(Entity):
    """One parameter multiplied by a factor, on one channel or on all of them."""

    parameter: str = param(
        "",
        Unit.CHOICE,
        required=True,
        choices=EFFECT_PARAMETERS,
        group="initiatives",
        fr=("Paramètre", "Ce que l’initiative multiplie."),
        en=("Parameter", "What the initiative multiplies."),
    )
    factor: float = param(
        1.0,
        Unit.FACTOR,
        required=True,
        low=0,
        high=10,
        slider=(0, 3, 0.01),
        group="initiatives",
        fr=("Facteur", "1,2 = 20 % de plus ; 0,9 = 10 % de moins."),
        en=("Factor", "1.2 = 20 % more; 0.9 = 10 % less."),
    )
    channel: str | None = param(
        None,
        Unit.TEXT,
        nullable=True,
        group="initiatives",
        fr=("Canal", "Canal concerné ; vide : tous."),
        en=("Channel", "Channel concerned; empty: all of them."),
    )

    def _faults(self) -> list[Problem]:
        if self.parameter in TEAM_PARAMETERS and self.channel is not None:
            return [Problem("channel", "team_has_no_channel", self.channel, self.parameter)]
        return []


@dataclass(frozen=True)
class Initiative(Entity):
    """A lever or an assumption with its own cost, delay and effects.

    Its factors hold for the leads created from month max(1, start_month + delay_months) on.
    """

    name: str = param(
        "",
        Unit.TEXT,
        required=True,
        check=is_name,
        group="initiatives",
        fr=("Initiative", "Nom, unique dans la liste."),
        en=("Initiative", "Name, unique in the list."),
    )
    kind: str = param(
        "lever",
        Unit.CHOICE,
        choices=("lever", "assumption"),
        group="initiatives",
        fr=("Nature", "Levier : on le décide. Hypothèse : on la suppose."),
        en=("Kind", "Lever: one decides it. Assumption: one believes it."),
    )
    enabled: bool = param(
        True,
        Unit.FLAG,
        group="initiatives",
        fr=("Active", "Compte dans le plan."),
        en=("Enabled", "Counts in the plan."),
    )
    start_month: int = param(
        0,
        Unit.MONTH,
        low=0,
        high=120,
        whole=True,
        group="initiatives",
        fr=("Mois de départ", "Mois où le coût unique est payé."),
        en=("Start month", "Month in which the one-off cost is paid."),
    )
    delay_months: int = param(
        0,
        Unit.MONTHS,
        low=0,
        high=120,
        whole=True,
        group="initiatives",
        fr=("Délai d’effet", "Mois entre le départ et les premiers effets."),
        en=("Delay", "Months from the start to the first effects."),
    )
    one_off: float = param(
        0.0,
        Unit.MONEY,
        low=0,
        high=MONEY_MAX,
        step=100,
        slider=(0, 100_000, 100),
        group="initiatives",
        fr=("Coût unique", "Payé une fois, au mois de départ."),
        en=("One-off cost", "Paid once, in the start month."),
    )
    monthly_cost: float = param(
        0.0,
        Unit.MONEY_PER_MONTH,
        low=0,
        high=MONEY_MAX,
        step=50,
        slider=(0, 20_000, 50),
        group="initiatives",
        fr=("Coût mensuel", "Payé du départ à la fin des actions."),
        en=("Monthly cost", "Paid from the start to the end of the campaign."),
    )
    category: str = param(
        "other",
        Unit.CHOICE,
        choices=CATEGORIES,
        group="initiatives",
        fr=("Catégorie", "Poste de dépense auquel ses coûts appartiennent."),
        en=("Category", "Cost category its costs belong to."),
    )
    effects: tuple[Effect, ...] = param(
        (),
        Unit.LIST,
        group="initiatives",
        fr=("Effets", "Paramètres multipliés, chacun par son facteur."),
        en=("Effects", "Parameters multiplied, each by its factor."),
    )
