"""The funnel's bottleneck as a Pareto picture: which small improvement brings most."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts import rows
from roi_model.charts.parts.expressions import rounded_money, words
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, constant, layered
from roi_model.charts.parts.words import Words
from roi_model.declaration.scenario import Scenario
from roi_model.formatting.inputs import input_words, value_words
from roi_model.texts import text

if TYPE_CHECKING:
    from roi_model.analysis.bottleneck import Bottleneck, Gain, Measure

Move = Literal["tenth", "point"]
_BARS = (
    "Barres horizontales de ce qu’apporterait une petite amélioration de chaque étape de chaque "
    "canal, la plus grande d’abord, avec la part du total déjà atteinte.",
    "Horizontal bars of what a small improvement of each stage of each channel would bring, "
    "largest first, with the share of all that is reached so far.",
)
WORDS: dict[Move, Words] = {
    "tenth": Words(
        fr=("Où l’entonnoir se resserre", _BARS[0], "Ce qu’apporterait un dixième de plus"),
        en=("Where the funnel is tight", _BARS[1], "What a tenth more of each would bring"),
    ),
    "point": Words(
        fr=("Où l’entonnoir se resserre", _BARS[0], "Ce qu’apporterait un point de plus"),
        en=("Where the funnel is tight", _BARS[1], "What one more point of each would bring"),
    ),
}
MOST = 12
NARROW = 520
"""Pixels below which a row holds its name and its gain alone; the rest is in the tooltip."""
COLUMNS = (
    "name",
    "position",
    "action",
    "gain",
    "reached",
    "value",
    "to",
    "gross_profit",
    "net_gain",
    "payback_change",
)


def frame(
    found: Sequence[Bottleneck],
    scenario: Scenario,
    currency: str,
    lang: str,
    *,
    measure: Measure = "gross_profit",
    move: Move = "tenth",
    most: int = MOST,
) -> pd.DataFrame:
    """One row a stage, the largest gain first: money over the horizon.

    `gain` is the `measure` that `move` brings; what brings none is left out. `reached` is the
    share of the gains of all rows, shown or not, up to and with this one. `value` and `to` are
    the input now and moved, in words; `payback_change` in months, NaN where there is none.
    """
    gaining: list[tuple[Bottleneck, Gain]] = []
    for row in found:
        gain = row.tenth if move == "tenth" else row.point
        if gain is not None and getattr(gain, measure) > 0:
            gaining.append((row, gain))
    gaining.sort(key=lambda pair: -float(getattr(pair[1], measure)))
    gains = np.array([getattr(gain, measure) for _, gain in gaining], dtype=np.float64)
    reached = gains.cumsum() / gains.sum() if len(gains) else gains
    table = [
        (
            input_words(scenario, row.path, lang),
            position,
            row.action,
            gains[position],
            reached[position],
            value_words(row.path, row.value, currency, lang),
            value_words(row.path, gain.to, currency, lang),
            gain.gross_profit,
            gain.net_gain,
            np.nan if gain.payback_change is None else gain.payback_change,
        )
        for position, (row, gain) in enumerate(gaining[:most])
    ]
    return pd.DataFrame(table, columns=list(COLUMNS))


@lru_cache(maxsize=CACHED_SPECS)
def spec(lang: str, currency: str, theme: Theme, *, move: Move = "tenth") -> Spec:
    """The picture of `frame`: a bar a stage, the share of all gains reached so far beside it."""
    c = colours(theme)
    before, after = text("compare.bottleneck.reached", lang, share="{}").split("{}")
    share = f"'{before}' + format(datum.reached, '.0%') + '{after}'"
    bar = rows.bar("gain", alt.Scale(domainMin=0, nice=False)).encode(
        color=constant.ColorValue(c.profit)
    )
    return layered(
        [
            bar,
            rows.name("row_name", theme, room=f"width < {NARROW} ? 90 : 190"),
            rows.figure("gain_label", theme),
            rows.figure("reached_label", theme, right=84, strong=False),
            rows.strip(_tooltips(lang)),
        ],
        lang,
        currency,
        theme,
        words=WORDS[move],
        height={"step": rows.ROW},
        calculate={
            "action_name": words("compare.bottleneck.action", lang, "datum.action"),
            "row_name": f"datum.name + (width < {NARROW} ? '' : ' (' + datum.action_name + ')')",
            "gain_label": rounded_money("datum.gain", lang, currency, plus=True),
            "reached_label": f"width < {NARROW} ? '' : {share}",
        },
    )


def _tooltips(lang: str) -> list[alt.Tooltip]:
    def shown(field: str, key: str, how: str | None = None) -> alt.Tooltip:
        title = text(f"compare.bottleneck.{key}", lang)
        if how is None:
            return alt.Tooltip(field=field, type="nominal", title=title)
        return alt.Tooltip(field=field, type="quantitative", title=title, format=how)

    return [
        shown("name", "name"),
        shown("action_name", "kind_of_action"),
        shown("value", "value"),
        shown("to", "to"),
        shown("gross_profit", "gross_profit", "$,.2f"),
        shown("net_gain", "net_gain", "$,.2f"),
        shown("payback_change", "payback_change", "+,.2~f"),
    ]
