"""Customers: what one costs, what one is worth, how many there are."""

from __future__ import annotations

import numpy as np

from roi_model.metrics.card import AT_LTV, AT_ONE, WHERE_NOTHING_IS_GAINED, Words, card
from roi_model.metrics.collection import Figures
from roi_model.metrics.figure import Figure, defined, ratio, undefined_like, undefined_where


def _ltv_cac(m: Figures) -> Figure:
    """ltv / cac; without a cac for its reason."""
    value, cost = m.figure("ltv"), m.figure("cac")
    return undefined_like(cost, ratio(value.values, cost.values, "no_investment"))


def _cac_payback(m: Figures) -> Figure:
    """Age at which the average customer's cumulative margin reaches cac."""
    cost = m.figure("cac")
    age = m.flows.age_at_margin(cost.values)
    return undefined_like(cost, undefined_where(np.isnan(age), defined(age), "not_within_cap"))


card(
    "cac",
    "money",
    "lower",
    expression=lambda m: ratio(
        m.acquisition + m.commissions_due, m.customers_incremental, "no_customers"
    ),
    breaks_even=AT_LTV,
    fr=Words(
        "CAC",
        (
            "Coût d’acquisition client : dépenses par client qui ne serait pas venu sans elles, "
            "signatures tardives comprises."
        ),
        "Doit rester sous la LTV, et nettement : un tiers est une cible courante.",
    ),
    en=Words(
        "CAC",
        (
            "Customer acquisition cost: spending per customer that would not have come anyway, "
            "late deals included."
        ),
        "To be below LTV, and clearly below: one third is a usual target.",
    ),
)

card(
    "period_cac",
    "money",
    "lower",
    expression=lambda m: ratio(m.acquisition, m.customers_signed, "no_customers"),
    fr=Words(
        "CAC de la période",
        "Dépenses par client signé avant l’horizon.",
        "Au-dessus du CAC tant que des affaires sont encore en cours à l’horizon.",
    ),
    en=Words(
        "CAC of the period",
        "Spending per customer signed within the horizon.",
        "Above CAC as long as deals are still under way at the horizon.",
    ),
)

card(
    "cost_per_lead",
    "money",
    "lower",
    expression=lambda m: ratio(m.investment - m.commissions - m.meetings, m.leads, "no_leads"),
    fr=Words(
        "Coût par prospect",
        "Ce que coûte un prospect avant les rendez-vous et les commissions.",
        (
            "Pas de seuil propre : un prospect cher qui signe vaut mieux qu’un prospect bon "
            "marché qui ne signe pas."
        ),
    ),
    en=Words(
        "Cost per lead",
        "What a lead costs before meetings and commissions.",
        "No threshold of its own: a dear lead that signs beats a cheap one that does not.",
    ),
)

card(
    "ltv",
    "money",
    "higher",
    expression=lambda m: ratio(
        m.lifetime_margin - m.loyalty_off_ltv, m.customers_incremental, "no_customers"
    ),
    breaks_even=AT_LTV,
    fr=Words(
        "LTV",
        "Valeur vie client : la marge brute que laisse un client sur une durée de vie plafonnée.",
        "Doit dépasser le CAC.",
        (
            "Σ sur les mois de vie de taux de marge × chiffre d’affaires × part des clients "
            "gardés, moins la fidélisation"
        ),
    ),
    en=Words(
        "LTV",
        "Customer lifetime value: the gross profit one customer leaves over a capped lifetime.",
        "To be above CAC.",
        (
            "Σ over the months of life of gross margin × revenue × share of customers kept, less "
            "loyalty spending"
        ),
    ),
)

card(
    "ltv_cac",
    "multiple",
    "higher",
    compute=_ltv_cac,
    shown=lambda m: m.ltv / m.cac,
    breaks_even=AT_ONE,
    fr=Words(
        "LTV / CAC",
        "Combien de fois un client rembourse ce qu’il a coûté.",
        "Seuil de rentabilité à 1 ; 3 est une cible courante.",
    ),
    en=Words(
        "LTV / CAC",
        "How many times a customer pays back what it cost to win.",
        "Break-even at 1; 3 is a usual target.",
    ),
)

card(
    "receivables_at_horizon",
    "money",
    None,
    expression=lambda m: defined(m.revenue - m.receipts),
    fr=Words(
        "Créances à l’horizon",
        "Chiffre d’affaires facturé mais pas encore encaissé à la fin de la projection.",
        "Pas de seuil : hors du ROI de trésorerie et du délai de récupération.",
    ),
    en=Words(
        "Receivables at the horizon",
        "Revenue invoiced but not yet paid when the projection ends.",
        "No threshold: it is outside cash ROI and payback.",
    ),
)

card(
    "customers_signed",
    "number",
    "higher",
    expression=lambda m: defined(m.customers_signed),
    breaks_even=WHERE_NOTHING_IS_GAINED,
    fr=Words(
        "Clients signés",
        "Affaires signées avant l’horizon, comme les compte le CRM.",
        "Doit dépasser le nombre de clients au point mort.",
        "Σ clients signés, mois par mois",
    ),
    en=Words(
        "Customers signed",
        "Deals signed within the horizon, as the CRM counts them.",
        "To be above the customers needed to break even.",
        "Σ customers signed, month by month",
    ),
)

card(
    "customers_ultimate",
    "number",
    "higher",
    expression=lambda m: defined(m.customers_ultimate),
    fr=Words(
        "Clients à terme",
        "Toutes les affaires que les prospects du plan finiront par signer, après l’horizon aussi.",
        "Pas de seuil.",
        "contacts × les cinq taux de conversion",
    ),
    en=Words(
        "Ultimate customers",
        "All deals the leads of the plan will ever sign, after the horizon too.",
        "No threshold.",
        "contacts × the five conversion rates",
    ),
)

card(
    "customers_incremental",
    "number",
    "higher",
    expression=lambda m: defined(m.customers_incremental),
    fr=Words(
        "Clients incrémentaux",
        "Clients du plan qui ne seraient pas venus sans lui.",
        "Pas de seuil : c’est le dénominateur du CAC.",
        "Σ clients à terme × incrémentalité",
    ),
    en=Words(
        "Incremental customers",
        "Customers of the plan that would not have come without it.",
        "No threshold: it is the denominator of CAC.",
        "Σ ultimate customers × incrementality",
    ),
)

card(
    "cac_payback_month",
    "months",
    "lower",
    compute=_cac_payback,
    fr=Words(
        "Récupération du CAC",
        "Âge auquel le client moyen a couvert son coût d’acquisition.",
        (
            "0 si la première commande suffit ; 15–20 mois est la médiane publiée pour les "
            "abonnements."
        ),
        "âge auquel la marge cumulée d’un client atteint le CAC",
    ),
    en=Words(
        "CAC payback",
        "Age at which the average customer has paid back its acquisition cost.",
        "0 where the first order suffices; 15–20 months is the published median for subscriptions.",
        "age at which the cumulative margin of one customer reaches CAC",
    ),
)
