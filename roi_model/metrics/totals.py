"""Totals: what is booked within the horizon, what it leaves, what it takes to break even."""

from __future__ import annotations

import numpy as np

from roi_model.metrics.card import (
    AT_THE_DISCOUNT_RATE,
    AT_ZERO,
    WHERE_NOTHING_IS_GAINED,
    Words,
    card,
)
from roi_model.metrics.collection import Figures
from roi_model.metrics.figure import Figure, counted, defined, ratio, undefined_where


def _modified_rate(m: Figures) -> Figure:
    """(inflows compounded to H / outflows discounted to 0)^(12/H) − 1, both at r_m."""
    present = m.settled_flow * m.flows.discount
    inflows = np.maximum(present, 0.0).sum(axis=-1)
    outflows = -np.minimum(present, 0.0).sum(axis=-1)
    missing = (inflows == 0) | (outflows == 0)
    growth = np.where(missing, 1.0, inflows) / np.where(missing, 1.0, outflows)
    yearly = growth ** (12.0 / m.flows.horizon) * (1.0 + m.flows.discount_rate) - 1.0
    return undefined_where(missing, defined(yearly), "no_sign_change")


def _break_even_customers(m: Figures) -> Figure:
    """Signed customers at which roi is 0, all spending but commissions held."""
    margin = m.gross_profit - m.commissions
    each = ratio(margin, m.customers_signed, "no_customers")
    small = 1e-9 * np.maximum(1.0, np.abs(m.gross_profit))
    per_customer = np.where(margin > small, each.values, 1.0)
    needed = Figure((m.investment - m.commissions) / per_customer, each.codes)
    needed = undefined_where(margin <= small, needed, "no_margin")
    return undefined_where(each.codes != 0, needed, "no_customers")


card(
    "mirr",
    "percent",
    "higher",
    compute=_modified_rate,
    costly=True,
    breaks_even=AT_THE_DISCOUNT_RATE,
    fr=Words(
        "TRI modifié",
        (
            "Rendement annuel si l’argent placé et l’argent retiré courent tous deux au taux "
            "d’actualisation."
        ),
        "À comparer au taux d’actualisation ; le taux à montrer quand le TRI n’existe pas.",
        "(valeur future des entrées ÷ valeur actuelle des sorties)^(12 ÷ horizon) − 1",
    ),
    en=Words(
        "Modified IRR",
        "Yearly return when money put in and money taken out both run at the discount rate.",
        "To compare with the discount rate; the rate to show where IRR does not exist.",
        "(future value of inflows ÷ present value of outflows)^(12 ÷ horizon) − 1",
    ),
)

card(
    "customers_after_horizon",
    "number",
    None,
    expression=lambda m: defined(counted(m.customers_ultimate - m.customers_signed)),
    fr=Words(
        "Clients après l’horizon",
        (
            "Affaires encore à signer à la fin de la projection ; leur chiffre d’affaires n’est "
            "pas compté."
        ),
        "S’il y en a beaucoup, allongez l’horizon : le ROI est sous-estimé.",
    ),
    en=Words(
        "Customers after the horizon",
        "Deals still to be signed when the projection ends; their revenue is not counted.",
        "Where it is large, lengthen the horizon: ROI is understated.",
    ),
)

card(
    "revenue",
    "money",
    "higher",
    expression=lambda m: defined(m.revenue),
    fr=Words(
        "Chiffre d’affaires",
        "Ventes hors taxes avant l’horizon, aux clients qui ne seraient pas venus sans le plan.",
        "Doit dépasser l’investissement et les coûts directs réunis.",
        "premières commandes + réachats + abonnements",
    ),
    en=Words(
        "Revenue",
        "Sales within the horizon, excluding VAT, of customers that would not have come anyway.",
        "To be above investment and direct costs together.",
        "first orders + repeat orders + monthly fees",
    ),
)

card(
    "direct_costs",
    "money",
    "lower",
    expression=lambda m: defined(m.direct_costs),
    fr=Words(
        "Coûts directs",
        "Ce que coûte la livraison de ce qui est vendu.",
        "Pas de seuil propre.",
        "(1 − taux de marge brute) × chiffre d’affaires",
    ),
    en=Words(
        "Direct costs",
        "What it costs to deliver what is sold.",
        "No threshold of its own.",
        "(1 − gross margin) × revenue",
    ),
)

card(
    "gross_profit",
    "money",
    "higher",
    expression=lambda m: defined(m.gross_profit),
    shown=lambda m: m.revenue - m.direct_costs,
    breaks_even=WHERE_NOTHING_IS_GAINED,
    fr=Words(
        "Marge brute",
        "Ce qui reste du chiffre d’affaires après les coûts directs.",
        "Doit dépasser l’investissement.",
    ),
    en=Words(
        "Gross profit",
        "What is left of revenue after direct costs.",
        "To be above investment.",
    ),
)

card(
    "investment",
    "money",
    "lower",
    expression=lambda m: defined(m.investment),
    breaks_even=WHERE_NOTHING_IS_GAINED,
    fr=Words(
        "Investissement",
        (
            "Tout ce qui est dépensé pour vendre : équipe, commissions, outils, canaux, "
            "rendez-vous, initiatives."
        ),
        "Doit rester sous la marge brute.",
        (
            "équipe + dépenses + budgets des canaux + prospects achetés + rendez-vous + "
            "commissions + initiatives"
        ),
    ),
    en=Words(
        "Investment",
        "Everything spent to sell: people, commissions, tools, channels, meetings, initiatives.",
        "To be below gross profit.",
        "people + cost lines + channel budgets + leads + meetings + commissions + initiatives",
    ),
)

card(
    "net_gain",
    "money",
    "higher",
    expression=lambda m: defined(m.gross_profit - m.investment),
    breaks_even=AT_ZERO,
    fr=Words(
        "Gain net",
        "Ce qui reste une fois payés les coûts directs et l’investissement.",
        "Seuil de rentabilité à 0.",
    ),
    en=Words(
        "Net gain",
        "What remains once direct costs and the investment are paid.",
        "Break-even at 0.",
    ),
)

card(
    "break_even_customers",
    "number",
    "lower",
    compute=_break_even_customers,
    shown=lambda m: (
        (m.investment - m.commissions) / ((m.gross_profit - m.commissions) / m.customers_signed)
    ),
    breaks_even=WHERE_NOTHING_IS_GAINED,
    fr=Words(
        "Clients au point mort",
        "Nombre de clients signés pour un ROI nul, à mix, calendrier et autres dépenses constants.",
        "Doit rester sous le nombre de clients signés.",
    ),
    en=Words(
        "Customers to break even",
        "Signed customers at which ROI is zero, mix, timing and all other spending held.",
        "To be below customers signed.",
    ),
)
