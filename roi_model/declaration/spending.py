"""What the plan spends beside its channels, and the returns that are not sales."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from roi_model.declaration.card import TRIANGULAR, Entity, Evidence, is_name, param
from roi_model.declaration.errors import Problem
from roi_model.declaration.units import Unit

CATEGORIES = (
    "people",
    "commissions",
    "tools",
    "advertising",
    "leads",
    "meetings",
    "travel",
    "entertainment",
    "training",
    "events",
    "agency",
    "hiring",
    "loyalty",
    "other",
)
MONEY_MAX = 10_000_000


@dataclass(frozen=True)
class Role(Entity):
    """People of one kind who sell: paid from `start_month` to `end_month`, every month."""

    title: str = param(
        "",
        Unit.TEXT,
        required=True,
        check=is_name,
        group="costs",
        place="table",
        fr=("Poste", "Nom du poste, unique dans l’équipe."),
        en=("Role", "Name of the role, unique in the team."),
    )
    fte: float = param(
        1.0,
        Unit.FTE,
        low=0,
        high=1000,
        step=0.1,
        slider=(0, 50, 0.1),
        group="costs",
        kind="lever",
        advanced=False,
        spread=TRIANGULAR,
        fr=("Commerciaux (ETP)", "Personnes mobilisées, en équivalents temps plein."),
        en=("Salespeople (FTE)", "People involved, in full-time equivalents."),
    )
    gross_salary: float = param(
        3000.0,
        Unit.MONEY_PER_MONTH,
        low=0,
        high=1_000_000,
        step=50,
        slider=(0, 15_000, 50),
        group="costs",
        kind="lever",
        advanced=False,
        spread=TRIANGULAR,
        evidence=Evidence(
            "benchmark",
            fr="monsieurlead.io 2025 : 28–36 k€ par an pour un débutant",
            en="monsieurlead.io 2025: €28–36k a year for a junior",
            published=(28_000 / 12, 36_000 / 12),
        ),
        fr=("Salaire brut mensuel", "Salaire fixe brut par personne, par mois."),
        en=("Gross monthly salary", "Fixed gross pay per person and month."),
    )
    employer_rate: float = param(
        0.42,
        Unit.RATE_OF_PAY,
        low=0,
        high=1,
        slider=(0, 0.60, 0.01),
        group="costs",
        advanced=False,
        evidence=Evidence(
            "benchmark",
            fr="25–42 % du brut (HelloWork 2024), 47 % à 6 000 € ; 42 % : prudent",
            en="25–42% of gross (HelloWork 2024), 47% at €6,000; 42% is careful",
            published=(0.25, 0.47),
        ),
        fr=("Charges patronales", "En plus du brut ; 0 si le salaire saisi est déjà chargé."),
        en=("Employer charges", "On top of gross pay; 0 if the salary given is already loaded."),
    )
    time_share: float = param(
        1.0,
        Unit.RATE,
        low=0,
        high=1,
        slider=(0, 1, 0.01),
        group="costs",
        kind="lever",
        advanced=False,
        evidence=Evidence(
            "guess",
            fr="à plein temps ; publié dans un exemple : 4 jours sur 25 (MirrorProfiles)",
            en="full time; published in one example: 4 days of 25 (MirrorProfiles)",
        ),
        fr=("Temps dédié", "Part de leur temps consacrée à cette prospection."),
        en=("Time dedicated", "Share of their time spent on this prospecting."),
    )
    start_month: int = param(
        1,
        Unit.MONTH,
        low=1,
        high=120,
        whole=True,
        within_horizon=True,
        group="costs",
        place="table",
        kind="lever",
        fr=("Premier mois", "Mois d’arrivée dans l’équipe."),
        en=("First month", "Month in which the role starts."),
    )
    end_month: int | None = param(
        None,
        Unit.MONTH,
        low=1,
        high=120,
        whole=True,
        nullable=True,
        within_horizon=True,
        group="costs",
        place="table",
        kind="lever",
        fr=("Dernier mois", "Dernier mois payé ; vide : jusqu’à la fin des actions."),
        en=("Last month", "Last month paid; empty: to the end of the campaign."),
    )
    ramp_months: float = param(
        0.0,
        Unit.MONTHS,
        low=0,
        high=24,
        step=0.5,
        slider=(0, 24, 0.5),
        group="costs",
        follows="selling_hours",
        evidence=Evidence(
            "guess",
            fr="déjà formés ; publié pour un nouveau SDR : 3 mois (Insight Partners, 2016)",
            en="already trained; published for a new SDR: 3 months (Insight Partners, 2016)",
        ),
        fr=("Montée en charge", "Mois avant qu’un nouveau venu donne sa pleine capacité."),
        en=("Ramp-up", "Months until a newcomer reaches full capacity."),
    )
    attrition: float = param(
        0.0,
        Unit.RATE_PER_YEAR,
        low=0,
        high=0.95,
        slider=(0, 0.95, 0.01),
        group="costs",
        follows="ramp_months",
        evidence=Evidence(
            "guess",
            fr="personne ne part ; publié pour des SDR : 30–34 % par an (Bridge Group 2015, 2017)",
            en="nobody leaves; published for SDRs: 30–34% a year (Bridge Group 2015, 2017)",
        ),
        fr=("Départs", "Part de l’équipe qui part dans l’année et qu’il faut remplacer."),
        en=("Attrition", "Share of the team that leaves within a year and is replaced."),
    )
    replacement_months: int = param(
        0,
        Unit.MONTHS,
        low=0,
        high=12,
        whole=True,
        slider=(0, 12, 1),
        group="costs",
        follows="attrition",
        fr=("Poste vacant", "Mois entiers avant l’arrivée d’un remplaçant."),
        en=("Vacancy", "Whole months until a replacement starts."),
    )
    replacement_cost: float = param(
        0.0,
        Unit.MONEY,
        low=0,
        high=1_000_000,
        step=100,
        slider=(0, 50_000, 100),
        group="costs",
        follows="replacement_months",
        fr=("Coût d’un remplacement", "Recrutement et accueil d’un remplaçant, par départ."),
        en=("Cost of a replacement", "Hiring and onboarding of a replacement, per leaver."),
    )


@dataclass(frozen=True)
class CostLine(Entity):
    """One cost of the user's own, paid every month or once."""

    name: str = param(
        "",
        Unit.TEXT,
        required=True,
        check=is_name,
        group="costs",
        fr=("Dépense", "Nom de la dépense, unique dans la liste."),
        en=("Cost", "Name of the cost, unique in the list."),
    )
    category: str = param(
        "other",
        Unit.CHOICE,
        choices=CATEGORIES,
        group="costs",
        fr=("Catégorie", "Poste de dépense auquel elle appartient."),
        en=("Category", "Cost category it belongs to."),
    )
    amount: float = param(
        0.0,
        Unit.MONEY,
        low=0,
        high=MONEY_MAX,
        step=50,
        slider=(0, 20_000, 50),
        group="costs",
        kind="lever",
        spread=TRIANGULAR,
        fr=("Montant", "Montant hors taxes, par mois ou une seule fois."),
        en=("Amount", "Amount excluding VAT, per month or once."),
    )
    every: Literal["month", "once"] = param(
        "month",
        Unit.CHOICE,
        choices=("month", "once"),
        group="costs",
        fr=("Rythme", "Chaque mois, ou une seule fois."),
        en=("Paid", "Every month, or once."),
    )
    start_month: int | None = param(
        None,
        Unit.MONTH,
        low=0,
        high=120,
        whole=True,
        nullable=True,
        within_horizon=True,
        group="costs",
        kind="lever",
        fr=("Premier mois", "Vide : mois 1 si mensuelle, mois 0 (départ) si unique."),
        en=("First month", "Empty: month 1 if monthly, month 0 (the start) if once."),
    )
    end_month: int | None = param(
        None,
        Unit.MONTH,
        low=1,
        high=120,
        whole=True,
        nullable=True,
        within_horizon=True,
        group="costs",
        kind="lever",
        fr=("Dernier mois", "Vide : jusqu’à la fin des actions. Sans objet si unique."),
        en=("Last month", "Empty: to the end of the campaign. Not for a one-off."),
    )

    def _faults(self) -> list[Problem]:
        if self.every == "once" and self.end_month is not None:
            return [Problem("end_month", "end_of_once", str(self.end_month))]
        if self.every == "month" and self.start_month == 0:
            return [Problem("start_month", "out_of_range", "0", "1..120", "month")]
        return []


@dataclass(frozen=True)
class Benefit(Entity):
    """A return that is not a sale, put into money; counts in `extended_roi` alone."""

    name: str = param(
        "",
        Unit.TEXT,
        required=True,
        check=is_name,
        group="benefits",
        place="table",
        fr=("Bénéfice", "Compétences, relations, méthodes… mis en argent."),
        en=("Benefit", "Skills, relations, processes… put into money."),
    )
    annual_value: float = param(
        0.0,
        Unit.MONEY_PER_YEAR,
        low=0,
        high=MONEY_MAX,
        step=500,
        slider=(0, 100_000, 500),
        group="benefits",
        place="table",
        spread=TRIANGULAR,
        fr=("Valeur par an", "Ce que ce bénéfice vaut par an s’il se réalise."),
        en=("Value a year", "What the benefit is worth a year if it comes."),
    )
    probability: float = param(
        1.0,
        Unit.RATE,
        low=0,
        high=1,
        slider=(0, 1, 0.05),
        group="benefits",
        place="table",
        fr=("Probabilité", "Chance que ce bénéfice se réalise."),
        en=("Probability", "Chance that the benefit comes."),
    )
    start_month: int = param(
        1,
        Unit.MONTH,
        low=1,
        high=120,
        whole=True,
        within_horizon=True,
        group="benefits",
        place="table",
        fr=("Premier mois", "Mois à partir duquel il compte."),
        en=("First month", "Month from which it counts."),
    )
