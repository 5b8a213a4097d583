"""The terms that formulas of metrics are made of, each once: its name, words, unit and value.

Values are of shape (n,), one a draw, or (1,) where no draw moves them; NaN where there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from roi_model.engine.arrays import Floats
from roi_model.metrics.series import last_month
from roi_model.texts import french

Figures: TypeAlias = Any
"""The figures of a run (collection.py), which are made of these terms."""
Unit = Literal["money", "rate", "months", "hours", "count"]


@dataclass(frozen=True)
class TermCard:
    """A term: what it measures, where the figures of a run hold it, its words in both languages."""

    unit: Unit
    of: Callable[[Figures], Floats]
    fr: str
    en: str

    def label(self, lang: str) -> str:
        """The term in a formula in words."""
        return french(self.fr) if lang == "fr" else self.en


def _own(name: str) -> Callable[[Figures], Floats]:
    """The total of that name."""
    return lambda m: np.asarray(getattr(m.flows, name))


def _present(series: str) -> Callable[[Figures], Floats]:
    """The present value of a monthly series."""
    return lambda m: m.flows.discounted(series)


def _category(name: str) -> Callable[[Figures], Floats]:
    """Spending of a category."""
    return lambda m: m.flows.cost_total(name)


def _lowest_cash(m: Figures) -> Floats:
    """The lowest cumulative cash; what is within ε below 0 is not below."""
    lowest = m.curve.lowest
    return np.where((lowest < 0) & (lowest >= -m.curve.small), 0.0, lowest)


def _last_below(m: Figures) -> Floats:
    """Last month below 0; NaN where there is none, or none after it."""
    below = m.curve.below
    last = last_month(below)
    return np.where((last >= 0) & ~below[:, -1], last, np.nan)


def _cash_after(months: int, sign: float) -> Callable[[Figures], Floats]:
    """Cumulative cash some months after the last one below 0, times a sign."""

    def of(m: Figures) -> Floats:
        last = _last_below(m)
        at = np.where(np.isnan(last), 0, last).astype(np.intp) + months
        found = np.take_along_axis(m.curve.rows, at[:, None], axis=1)[:, 0]
        return np.where(np.isnan(last), np.nan, sign * found)

    return of


def _at_peak(series: str) -> Callable[[Figures], Floats]:
    """Hours of the month in which the team is used most; NaN without a team."""

    def of(m: Figures) -> Floats:
        used = m.flows.utilisation
        at = np.where(np.isnan(used), -1.0, used).argmax(axis=-1)[:, None]
        hours = np.broadcast_to(getattr(m.flows, series), used.shape)
        found = np.take_along_axis(hours, at, axis=1)[:, 0]
        return np.where(np.isnan(used).all(axis=-1), np.nan, found)

    return of


TERMS: dict[str, TermCard] = {
    "gross_profit": TermCard("money", _own("gross_profit"), "marge brute", "gross profit"),
    "investment": TermCard("money", _own("investment"), "investissement", "investment"),
    "revenue": TermCard("money", _own("revenue"), "chiffre d’affaires", "revenue"),
    "direct_costs": TermCard("money", _own("direct_costs"), "coûts directs", "direct costs"),
    "receipts": TermCard("money", _own("receipts"), "encaissements", "receipts"),
    "benefits": TermCard("money", _own("benefits"), "bénéfices non financiers", "benefits"),
    "commissions": TermCard("money", _category("commissions"), "commissions", "commissions"),
    "meetings": TermCard("money", _category("meetings"), "rendez-vous", "meetings"),
    "acquisition": TermCard(
        "money", _own("acquisition"), "investissement hors fidélisation",
        "investment without loyalty",
    ),
    "commissions_due": TermCard(
        "money", _own("commissions_due"), "commissions restant dues", "commissions still due"
    ),
    "lifetime_margin": TermCard(
        "money", _own("lifetime_margin"), "marge à vie des clients", "lifetime margin of customers"
    ),
    "loyalty_off_ltv": TermCard(
        "money", _own("loyalty_off_ltv"), "fidélisation", "loyalty spending"
    ),
    "pv_cash_flow": TermCard(
        "money", _present("cash_flow"), "valeur actuelle des flux", "present value of cash flows"
    ),
    "pv_receipts": TermCard(
        "money", _present("receipts"), "valeur actuelle des encaissements",
        "present value of receipts",
    ),
    "pv_direct_costs": TermCard(
        "money", _present("direct_costs"), "valeur actuelle des coûts directs",
        "present value of direct costs",
    ),
    "pv_investment": TermCard(
        "money", _present("investment"), "valeur actuelle de l’investissement",
        "present value of investment",
    ),
    "lowest_cash": TermCard(
        "money", _lowest_cash,
        "trésorerie cumulée la plus basse", "lowest cumulative cash",
    ),
    "last_month_below": TermCard(
        "months", _last_below, "dernier mois négatif", "last month below zero"
    ),
    "cash_below": TermCard(
        "money", _cash_after(0, -1.0), "trésorerie manquante à sa fin", "cash missing at its end"
    ),
    "cash_above": TermCard(
        "money", _cash_after(1, 1.0), "trésorerie du mois suivant", "cash of the month after"
    ),
    "leads": TermCard("count", _own("leads"), "prospects", "leads"),
    "customers_incremental": TermCard(
        "count", _own("customers_incremental"), "clients incrémentaux", "incremental customers"
    ),
    "customers_signed": TermCard(
        "count", _own("customers_signed"), "clients signés", "customers signed"
    ),
    "customers_ultimate": TermCard(
        "count", _own("customers_ultimate"), "clients à terme", "ultimate customers"
    ),
    "horizon_months": TermCard("months", _own("horizon"), "horizon en mois", "horizon in months"),
    "peak_asked": TermCard(
        "hours", _at_peak("hours_asked"), "heures demandées", "hours asked"
    ),
    "peak_there": TermCard(
        "hours", _at_peak("hours_there"), "heures disponibles", "hours available"
    ),
}  # fmt: skip
