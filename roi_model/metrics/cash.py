"""Cash: when it comes back, how low it goes, what it is worth today."""

from __future__ import annotations

import numpy as np

from roi_model.engine.arrays import Floats, running_sum
from roi_model.engine.irr import FOUND, irr_with_reason
from roi_model.metrics.card import AT_THE_DISCOUNT_RATE, AT_ZERO, Words, card
from roi_model.metrics.collection import Figures
from roi_model.metrics.figure import Figure, defined, least, undefined_where
from roi_model.metrics.series import Curve


def _payback(m: Figures) -> Figure:
    """Month from which cumulative cash stays at or above 0."""
    return _within_horizon(m.curve.back_for_good)


def _first_crossing(m: Figures) -> Figure:
    """Month at which cumulative cash first comes back to 0."""
    return _within_horizon(m.curve.back)


def _discounted_payback(m: Figures) -> Figure:
    """Payback of the discounted cumulative cash."""
    flows = m.flows.monthly["cash_flow"] * m.flows.discount
    return _within_horizon(Curve(running_sum(flows.T).T).back_for_good)


def _within_horizon(month: Floats) -> Figure:
    return undefined_where(np.isnan(month), defined(month), "not_within_horizon")


def _trough_month(m: Figures) -> Figure:
    """First month of the trough; 0 where there is none."""
    return defined(m.curve.trough_month)


def _internal_rate(m: Figures) -> Figure:
    """Annual effective internal rate of return of the monthly cash flows."""
    rates, codes = irr_with_reason(m.settled_flow)
    return Figure((1.0 + rates) ** 12 - 1.0, np.where(codes == FOUND, np.int8(0), codes))


card(
    "payback_month",
    "months",
    "lower",
    compute=_payback,
    shown=lambda m: m.last_month_below + m.cash_below / (m.cash_below + m.cash_above),
    fr=Words(
        "Délai de récupération",
        "Le mois à partir duquel la trésorerie cumulée reste positive ou nulle jusqu’à l’horizon.",
        "Le plus tôt est le mieux ; 0 si le plan n’a jamais besoin d’argent.",
        "dernier mois négatif + part du mois suivant nécessaire pour revenir à zéro",
    ),
    en=Words(
        "Payback",
        "The month from which cumulative cash stays at or above zero until the horizon.",
        "The earlier the better; 0 where the plan never needs money.",
        "last month below zero + share of the next month needed to come back to zero",
    ),
)

card(
    "first_crossing_month",
    "months",
    "lower",
    compute=_first_crossing,
    fr=Words(
        "Premier retour à zéro",
        (
            "Le mois où la trésorerie cumulée revient à zéro pour la première fois, quoi qu’il "
            "arrive ensuite."
        ),
        "Plus tôt que le délai de récupération si la trésorerie replonge ensuite.",
        "premier mois où la trésorerie cumulée repasse au-dessus de zéro",
    ),
    en=Words(
        "First return to zero",
        "The month in which cumulative cash first comes back to zero, whatever happens later.",
        "Earlier than payback where cash falls below zero again.",
        "first month in which cumulative cash crosses zero upwards",
    ),
)

card(
    "discounted_payback_month",
    "months",
    "lower",
    compute=_discounted_payback,
    fr=Words(
        "Délai de récupération actualisé",
        "Délai de récupération calculé sur les flux actualisés.",
        "Le plus tôt est le mieux ; jamais avant le délai simple dans un plan ordinaire.",
        "délai de récupération de la somme courante des flux actualisés",
    ),
    en=Words(
        "Discounted payback",
        "Payback on discounted cash flows.",
        "The earlier the better; never before the plain payback in an ordinary plan.",
        "payback of the running sum of discounted cash flows",
    ),
)

card(
    "cash_trough",
    "money",
    "higher",
    expression=lambda m: defined(least(0, m.lowest_cash)),
    breaks_even=AT_ZERO,
    fr=Words(
        "Creux de trésorerie",
        "Le point le plus bas de la trésorerie cumulée : l’argent dont le plan a besoin.",
        "0 si le plan se finance seul ; plus près de 0, moins à financer.",
    ),
    en=Words(
        "Cash trough",
        "The lowest point of cumulative cash: the money the plan needs.",
        "0 where the plan finances itself; the closer to 0, the less to finance.",
    ),
)

card(
    "cash_trough_month",
    "month",
    None,
    compute=_trough_month,
    fr=Words(
        "Mois du creux",
        "Le premier mois où la trésorerie cumulée est au plus bas.",
        "Pas de seuil : il dit jusqu’à quand l’argent doit suffire.",
        "premier mois de la trésorerie cumulée la plus basse",
    ),
    en=Words(
        "Month of the trough",
        "The first month in which cumulative cash is at its lowest.",
        "No threshold: it says until when the money must last.",
        "first month of the lowest cumulative cash",
    ),
)

card(
    "npv",
    "money",
    "higher",
    expression=lambda m: defined(m.pv_cash_flow),
    shown=lambda m: m.pv_receipts - m.pv_direct_costs - m.pv_investment,
    breaks_even=AT_ZERO,
    fr=Words(
        "VAN",
        "Valeur actuelle nette : tous les flux de trésorerie en argent d’aujourd’hui.",
        "Seuil de rentabilité à 0 : au-dessus, le plan rapporte plus que le taux d’actualisation.",
        "Σ flux du mois m ÷ (1 + taux mensuel)^m",
    ),
    en=Words(
        "NPV",
        "Net present value: all cash flows in today’s money.",
        "Break-even at 0: above it, the plan earns more than the discount rate.",
        "Σ cash flow of month m ÷ (1 + monthly rate)^m",
    ),
)

card(
    "irr",
    "percent",
    "higher",
    compute=_internal_rate,
    costly=True,
    breaks_even=AT_THE_DISCOUNT_RATE,
    fr=Words(
        "TRI",
        "Taux de rendement interne : le taux d’actualisation annuel qui annule la VAN.",
        (
            "À comparer au taux d’actualisation ; très élevé quand peu d’argent est immobilisé "
            "peu de temps."
        ),
        "(1 + taux mensuel qui annule la VAN)^12 − 1",
    ),
    en=Words(
        "IRR",
        "Internal rate of return: the yearly discount rate at which NPV is zero.",
        (
            "To compare with the discount rate; very high where little money is tied up for a "
            "short time."
        ),
        "(1 + monthly rate at which NPV = 0)^12 − 1",
    ),
)
