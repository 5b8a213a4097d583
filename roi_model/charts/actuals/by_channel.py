"""What a customer of each channel cost, as it was and as it was planned."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.actuals.plan_actual import actual_bars
from roi_model.charts.parts import rows
from roi_model.charts.parts.expressions import rounded_money
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, layered
from roi_model.charts.parts.words import Words
from roi_model.formatting import UNDEFINED
from roi_model.texts import text

WORDS = Words(
    fr=(
        "Coût d’un client par canal",
        (
            "Par canal : ce qu’un client a coûté en barre, ce qui était prévu marqué d’un trait ; "
            "moins est mieux."
        ),
        "Barre : réalisé. Trait : prévu.",
    ),
    en=(
        "Cost of a customer by channel",
        (
            "By channel: what a customer cost as a bar, what was planned marked by a tick; "
            "less is better."
        ),
        "Bar: actual. Tick: plan.",
    ),
)
COLUMNS = ("channel", "position", "plan", "actual")


def frame(channels: Iterable[tuple[str, float | None, float | None]]) -> pd.DataFrame:
    """One row a channel (name, plan, actual), in their order; those with neither are left out.

    >>> frame([("SEA", 500, None), ("Fair", None, None)])["channel"].tolist()
    ['SEA']
    """
    shown = [one for one in channels if one[1] is not None or one[2] is not None]
    return pd.DataFrame(
        {
            "channel": [name for name, _, _ in shown],
            "position": np.arange(len(shown)),
            "plan": np.array([plan for _, plan, _ in shown], dtype=np.float64),
            "actual": np.array([actual for _, _, actual in shown], dtype=np.float64),
        },
        columns=list(COLUMNS),
    )


@lru_cache(maxsize=CACHED_SPECS)
def spec(lang: str, currency: str, theme: Theme) -> Spec:
    """The picture of `frame`: actual as bars, the plan as a tick."""

    def written(side: str) -> str:
        amount = rounded_money(f"datum.{side}", lang, currency)
        return f"isValid(datum.{side}) ? {amount} : '{UNDEFINED}'"

    tooltips = [
        alt.Tooltip(field="channel", type="nominal", title=text("by_channel.channel", lang)),
        *(
            alt.Tooltip(
                field=f"{name}_label", type="nominal", title=text(f"charts.common.{name}", lang)
            )
            for name in ("plan", "actual")
        ),
    ]
    layers = [
        *actual_bars(theme),
        rows.name("channel", theme, room=220),
        rows.figure("actual_label", theme),
        rows.figure("plan_words", theme, right=84, strong=False),
        rows.strip(tooltips),
    ]
    return layered(
        layers,
        lang,
        currency,
        theme,
        words=WORDS,
        height={"step": rows.ROW},
        calculate={
            "plan_label": written("plan"),
            "actual_label": written("actual"),
            "plan_words": f"isValid(datum.plan) ? {_before('by_channel.planned', lang)} + "
            f"{rounded_money('datum.plan', lang, currency)} : ''",
        },
    )


def _before(key: str, lang: str) -> str:
    """The words before a value, as a string inside an expression."""
    return json.dumps(text(key, lang, value=""), ensure_ascii=False)
