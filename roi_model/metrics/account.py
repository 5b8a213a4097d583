"""The user's own account: how low it goes, when it runs out, what must be raised before."""

from __future__ import annotations

import numpy as np

from roi_model.engine.arrays import Floats
from roi_model.metrics.card import Words, card
from roi_model.metrics.collection import Figures
from roi_model.metrics.figure import CODE, Figure, defined, undefined_where
from roi_model.metrics.series import Curve, run_out_month, tolerance

OF_ACCOUNT = ("lowest_balance", "lowest_balance_month", "cash_out_month", "funding_need")
UNKNOWN = Figure(np.array([np.nan]), np.array([CODE["no_opening_cash"]], dtype=np.int8))
"""What is read off an account whose opening balance is not given."""


def _lowest(m: Figures) -> Figure:
    """The lowest balance over months 0..H."""
    balance = m.flows.balance
    return UNKNOWN if balance is None else defined(balance.min(axis=-1))


def _lowest_month(m: Figures) -> Figure:
    """The first month as low as the lowest."""
    balance = m.flows.balance
    return UNKNOWN if balance is None else defined(Curve(balance).low_month)


def _run_out(m: Figures) -> Figure:
    """The month in which the balance goes below the floor."""
    balance = m.flows.balance
    if balance is None:
        return UNKNOWN
    month = run_out_month(balance, m.flows.cash_floor)
    return undefined_where(np.isnan(month), defined(month), "never_below_floor")


def _need(m: Figures) -> Figure:
    """What the lowest balance is short of the floor."""
    balance = m.flows.balance
    if balance is None:
        return UNKNOWN
    short: Floats = m.flows.cash_floor - balance.min(axis=-1)
    return defined(np.where(short > tolerance(balance), short, 0.0))


card(
    "lowest_balance",
    "money",
    "higher",
    compute=_lowest,
    fr=Words(
        "Solde le plus bas",
        "Le solde le plus bas de votre compte, du départ à l’horizon.",
        "À tenir au-dessus du solde plancher ; l’écart qui reste est votre marge de sécurité.",
        "plus petit de solde de départ + reste de l’activité + trésorerie cumulée, mois par mois",
    ),
    en=Words(
        "Lowest balance",
        "The lowest balance of your account, from the start to the horizon.",
        "To be kept above the cash floor; what lies between the two is your room for error.",
        "least of opening balance + rest of the business + cumulative cash, month by month",
    ),
)

card(
    "lowest_balance_month",
    "month",
    None,
    compute=_lowest_month,
    fr=Words(
        "Mois du solde le plus bas",
        "Le premier mois où votre compte est au plus bas.",
        "Pas de seuil : il dit quand l’argent est le plus rare.",
        "premier mois du solde le plus bas",
    ),
    en=Words(
        "Month of the lowest balance",
        "The first month in which your account is at its lowest.",
        "No threshold: it says when money is scarcest.",
        "first month of the lowest balance",
    ),
)

card(
    "cash_out_month",
    "months",
    "higher",
    compute=_run_out,
    fr=Words(
        "Compte à sec",
        "Le mois où votre compte passe sous le solde plancher pour la première fois.",
        "Sans valeur si le compte tient jusqu’à l’horizon ; sinon, le plus tard est le mieux.",
        "dernier mois au plancher ou au-dessus + part du mois suivant jusqu’au plancher",
    ),
    en=Words(
        "Cash runs out",
        "The month in which your account first goes below the cash floor.",
        "No value where the account holds to the horizon; otherwise, the later the better.",
        "last month at or above the floor + share of the next month down to the floor",
    ),
)

card(
    "funding_need",
    "money",
    "lower",
    compute=_need,
    fr=Words(
        "À trouver avant de commencer",
        "L’argent à réunir avant le départ pour que le compte ne passe jamais sous le plancher.",
        "0 si le compte tient ; sinon, ce qu’il manque pour aller au bout du plan.",
        "max(0 ; solde plancher − solde le plus bas)",
    ),
    en=Words(
        "To raise before you start",
        "The money to raise before the start so that the account never goes below its floor.",
        "0 where the account holds; otherwise, what the plan lacks to be carried through.",
        "max(0, cash floor − lowest balance)",
    ),
)
