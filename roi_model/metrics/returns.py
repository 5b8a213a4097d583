"""Returns: what is earned over what is spent, in the several conventions that are published."""

from __future__ import annotations

import numpy as np

from roi_model.metrics.card import AT_ONE, AT_ZERO, Words, card
from roi_model.metrics.collection import Figures
from roi_model.metrics.figure import Figure, ratio, undefined_where


def _annualised(m: Figures) -> Figure:
    """(1 + roi)^(12/H) − 1, where roi > −1."""
    known = m.figure("roi")
    lost = known.values <= -1 + 1e-12  # rounding of an empty gross profit is no return
    kept = np.where(lost | np.isnan(known.values), 0.0, known.values)
    yearly = (1.0 + kept) ** (12.0 / m.flows.horizon) - 1.0
    yearly = np.where(known.codes != 0, np.nan, yearly)
    return undefined_where(lost, Figure(yearly, known.codes), "total_loss")


card(
    "roi",
    "percent",
    "higher",
    expression=lambda m: ratio(m.gross_profit - m.investment, m.investment, "no_investment"),
    breaks_even=AT_ZERO,
    fr=Words(
        "ROI",
        "Ce que le plan gagne en plus de ce qu’il a coûté, par unité investie, sur l’horizon.",
        "Seuil de rentabilité à 0 % : l’argent est revenu, sans plus.",
    ),
    en=Words(
        "ROI",
        "What the plan earns on top of what it cost, per unit invested, within the horizon.",
        "Break-even at 0%: the money is back, nothing more.",
    ),
)

card(
    "roi_gross",
    "percent",
    "higher",
    expression=lambda m: ratio(m.gross_profit, m.investment, "no_investment"),
    breaks_even=AT_ONE,
    fr=Words(
        "ROI brut",
        "Marge brute par unité investie, sans déduire l’investissement lui-même.",
        "Seuil de rentabilité à 100 % : en dessous, le plan perd de l’argent.",
    ),
    en=Words(
        "Gross ROI",
        "Gross profit per unit invested, the investment itself not deducted.",
        "Break-even at 100%: below it, the plan loses money.",
    ),
)

card(
    "roi_revenue",
    "percent",
    "higher",
    expression=lambda m: ratio(m.revenue - m.investment, m.investment, "no_investment"),
    breaks_even=AT_ZERO,
    fr=Words(
        "ROI sur chiffre d’affaires",
        "ROI qui prend le chiffre d’affaires pour le gain et oublie les coûts directs.",
        (
            "0 % dit seulement que le chiffre d’affaires égale l’investissement : les coûts "
            "directs restent à payer."
        ),
    ),
    en=Words(
        "Revenue ROI",
        "ROI that takes revenue for gain and forgets direct costs.",
        "0% only says that revenue equals the investment: direct costs are not paid yet.",
    ),
)

card(
    "roi_total_cost",
    "percent",
    "higher",
    expression=lambda m: ratio(
        m.gross_profit - m.investment, m.investment + m.direct_costs, "no_investment"
    ),
    breaks_even=AT_ZERO,
    fr=Words(
        "ROI sur coût total",
        "Ce que le plan gagne, rapporté à tout ce qui est dépensé, coûts directs compris.",
        "Seuil de rentabilité à 0 %, au même point que le ROI.",
    ),
    en=Words(
        "ROI on total cost",
        "What the plan earns, over everything spent, direct costs included.",
        "Break-even at 0%, at the same point as ROI.",
    ),
)

card(
    "cash_roi",
    "percent",
    "higher",
    expression=lambda m: ratio(
        m.receipts - m.direct_costs - m.investment, m.investment, "no_investment"
    ),
    breaks_even=AT_ZERO,
    fr=Words(
        "ROI de trésorerie",
        "ROI qui ne compte que l’argent encaissé avant l’horizon.",
        "Seuil de rentabilité à 0 % : il est entré autant qu’il est sorti.",
    ),
    en=Words(
        "Cash ROI",
        "ROI that counts only the money received within the horizon.",
        "Break-even at 0%: as much came in as went out.",
    ),
)

card(
    "discounted_roi",
    "percent",
    "higher",
    expression=lambda m: ratio(
        m.pv_receipts - m.pv_direct_costs - m.pv_investment, m.pv_investment, "no_investment"
    ),
    breaks_even=AT_ZERO,
    fr=Words(
        "ROI actualisé",
        "ROI de trésorerie en argent d’aujourd’hui : les encaissements tardifs pèsent moins.",
        "Seuil de rentabilité à 0 % : le plan rapporte exactement le taux d’actualisation.",
        (
            "(valeur actuelle des encaissements moins les coûts directs − valeur actuelle de "
            "l’investissement) ÷ valeur actuelle de l’investissement"
        ),
    ),
    en=Words(
        "Discounted ROI",
        "Cash ROI in today’s money: later receipts weigh less.",
        "Break-even at 0%: the plan earns exactly the discount rate.",
        (
            "(present value of receipts − direct costs, less present value of investment) ÷ "
            "present value of investment"
        ),
    ),
)

card(
    "extended_roi",
    "percent",
    "higher",
    expression=lambda m: ratio(
        m.gross_profit + m.benefits - m.investment, m.investment, "no_investment"
    ),
    breaks_even=AT_ZERO,
    fr=Words(
        "ROI étendu",
        "ROI avec les bénéfices non financiers chiffrés, toujours montré à part.",
        "Seuil de rentabilité à 0 %, si l’on croit à la valeur donnée aux bénéfices.",
    ),
    en=Words(
        "Extended ROI",
        "ROI with the non-financial benefits put into money, always shown apart.",
        "Break-even at 0%, if one believes the value given to the benefits.",
    ),
)

card(
    "annualised_roi",
    "percent",
    "higher",
    compute=_annualised,
    shown=lambda m: (1 + m.roi) ** (12 / m.horizon_months) - 1,
    breaks_even=AT_ZERO,
    fr=Words(
        "ROI annualisé",
        "Le taux annuel qui donnerait le même ROI sur l’horizon.",
        "Seuil de rentabilité à 0 % par an.",
    ),
    en=Words(
        "Annualised ROI",
        "The yearly rate that would give the same ROI over the horizon.",
        "Break-even at 0% a year.",
    ),
)
