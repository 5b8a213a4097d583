"""Capacity: what the plan asks of the team, and what it returns within the team's hours."""

from __future__ import annotations

import numpy as np

from roi_model.metrics.card import AT_ITS_PEAK, AT_ONE, AT_ZERO, Words, card
from roi_model.metrics.collection import Figures
from roi_model.metrics.figure import Figure, defined, undefined_where

FULL = 1 + 1e-9
"""The utilisation above which a team lacks hours, rounding left aside."""


def _peak(m: Figures) -> Figure:
    """The largest of hours asked / hours there, over the months in which somebody is there."""
    asked, there = m.flows.hours_asked, m.flows.hours_there
    with np.errstate(divide="ignore", invalid="ignore"):
        used = np.where(there > 0, asked / there, -1.0)
    peak = np.asarray(used.max(axis=-1))
    return undefined_where(peak < 0, defined(peak), "no_team")


def _short(m: Figures) -> Figure:
    """Σ of the hours asked beyond those there."""
    beyond = np.maximum(0.0, m.flows.hours_asked - m.flows.hours_there)
    return defined(np.asarray(beyond.sum(axis=-1)))


card(
    "peak_utilisation",
    "percent",
    "lower",
    compute=_peak,
    shown=lambda m: m.peak_asked / m.peak_there,
    breaks_even=AT_ONE,
    fr=Words(
        "Pic d’occupation",
        "Heures demandées à l’équipe sur heures disponibles, au mois le plus chargé.",
        (
            "Au-delà de 100 %, le plan demande plus d’heures qu’il n’y en a : lire le ROI à "
            "capacité réelle."
        ),
        "le plus grand de heures demandées ÷ heures disponibles, mois par mois",
    ),
    en=Words(
        "Peak utilisation",
        "Hours asked of the team over the hours it has, in the busiest month.",
        "Above 100%, the plan asks for more hours than there are: read ROI within capacity.",
        "largest of hours asked ÷ hours available, month by month",
    ),
)

card(
    "hours_short",
    "number",
    "lower",
    compute=_short,
    breaks_even=AT_ITS_PEAK,
    fr=Words(
        "Heures manquantes",
        "Heures demandées que personne ne peut fournir, sur l’horizon.",
        "0 quand l’équipe suffit à tout le travail.",
        "Σ max(0, heures demandées − heures disponibles), mois par mois",
    ),
    en=Words(
        "Hours short",
        "Hours asked that nobody has, over the horizon.",
        "0 where the team can do all the work.",
        "Σ max(0, hours asked − hours available), month by month",
    ),
)

card(
    "capacity_roi",
    "percent",
    "higher",
    compute=lambda m: m.within_capacity("capacity_roi"),
    limited="roi",
    costly=True,
    breaks_even=AT_ZERO,
    fr=Words(
        "ROI à capacité réelle",
        (
            "ROI si l’équipe ne prend que les contacts dont elle a les heures ; les autres sont "
            "perdus."
        ),
        "Seuil à 0 % ; égal au ROI quand les heures suffisent.",
        "(marge brute − investissement) ÷ investissement, capacité limitée",
    ),
    en=Words(
        "ROI within capacity",
        "ROI if the team only takes the contacts it has the hours for; the others are lost.",
        "Break-even at 0%; equals ROI where the hours suffice.",
        "(gross profit − investment) ÷ investment, capacity enforced",
    ),
)

card(
    "capacity_payback_month",
    "months",
    "lower",
    compute=lambda m: m.within_capacity("capacity_payback_month"),
    limited="payback_month",
    costly=True,
    fr=Words(
        "Délai de récupération à capacité réelle",
        "Délai de récupération si l’équipe ne prend que les contacts dont elle a les heures.",
        "Le plus tôt est le mieux ; égal au délai de récupération quand les heures suffisent.",
        "délai de récupération, capacité limitée",
    ),
    en=Words(
        "Payback within capacity",
        "Payback if the team only takes the contacts it has the hours for.",
        "The earlier the better; equals payback where the hours suffice.",
        "payback, capacity enforced",
    ),
)
