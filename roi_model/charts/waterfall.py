"""Why A became B: from one figure to the other, one floating bar a change."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from roi_model.charts.parts import rows
from roi_model.charts.parts.axes import money_axis
from roi_model.charts.parts.expressions import whole_money
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, layered
from roi_model.charts.parts.words import Words
from roi_model.formatting.inputs import change_words, value_words
from roi_model.metrics import CARDS
from roi_model.metrics.card import Unit
from roi_model.texts import text

if TYPE_CHECKING:
    from roi_model.analysis.change.compare import Comparison, Part

WORDS = Words(
    fr=(
        "Pourquoi le résultat a changé",
        (
            "Du premier scénario au second : une barre par changement, vers la droite s’il "
            "augmente le chiffre, vers la gauche s’il le diminue ; la somme des barres est "
            "l’écart."
        ),
    ),
    en=(
        "Why the result changed",
        (
            "From the first scenario to the second: one bar a change, to the right where it "
            "raises the figure, to the left where it lowers it; the bars add up to the "
            "difference."
        ),
    ),
)
WON = Words(
    fr=(
        "Ventes signées : du plan au réalisé",
        (
            "Des ventes signées du plan à celles réalisées : une barre pour le nombre "
            "d’affaires, une pour la part gagnée à terme, une pour le calendrier, une pour "
            "leur taille ; les barres "
            "s’additionnent à l’écart."
        ),
    ),
    en=(
        "Won business: from plan to actual",
        (
            "From the plan’s won business to the actual one: one bar each for how many deals, "
            "how many of them won in the end, how soon, how large; the bars add up to the "
            "difference."
        ),
    ),
)

MOST = 10
"""Changes that have a bar of their own; the smallest beyond are one bar together."""
End = tuple[str, float | None]
Bar = tuple[str, float, str, str]
COLUMNS = (
    "position",
    "name",
    "row_kind",
    "start",
    "end",
    "value",
    "good",
    "before",
    "after",
)


def frame(
    comparison: Comparison,
    names: tuple[str, str],
    currency: str,
    lang: str,
    *,
    most: int = MOST,
) -> pd.DataFrame:
    """One row for a, each change (largest first) and b, in the metric's unit.

    `row_kind` is "end" or "part"; `start` and `end` are where a bar begins and ends, `value` the
    figure written beside it: the metric at the ends, the contribution in between. `good` is 1
    where a change improves the metric, -1 where it worsens it, 0 where neither. `before` and
    `after` are the input's values in words. Without contributions only the ends that exist stay.
    """
    bars = _bars(comparison, currency, lang, most)
    ends = ((names[0], comparison.a), (names[1], comparison.b))
    return steps(ends, bars, CARDS[comparison.metric].better)


def steps(
    ends: tuple[End, End], bars: Iterable[Bar], better: str | None = "higher"
) -> pd.DataFrame:
    """The same from any two figures and what lies between them.

    `ends` are (name, value) of the first and the last, `bars` (name, contribution, before, after)
    in between; `better` says whether a higher figure is ("higher"), a lower one, or neither (None).

    >>> steps((("Plan", 10.0), ("Actual", 8.0)), [("Volume", -2.0, "", "")])["end"].tolist()
    [10.0, 8.0, 8.0]
    """
    (first, at), (last, value) = ends
    table = [] if at is None else [_end(first, at)]
    for name, contribution, before, after in bars:
        if at is None:
            break
        sign = (contribution > 0) - (contribution < 0)
        good = 0 if better is None else sign if better == "higher" else -sign
        table.append((name, "part", at, at + contribution, contribution, good, before, after))
        at += contribution
    if value is not None:
        table.append(_end(last, value))
    return pd.DataFrame(
        [(position, *line) for position, line in enumerate(table)], columns=list(COLUMNS)
    )


def _end(name: str, value: float) -> tuple[str, str, float, float, float, int, str, str]:
    return name, "end", value, value, value, 0, "", ""


def _bars(comparison: Comparison, currency: str, lang: str, most: int) -> list[Bar]:
    """Name, contribution, before and after of each bar; what moves nothing has none."""
    parts = [part for part in comparison.parts if part.contribution]
    shown = parts if len(parts) <= most else parts[: most - 1]

    def told(part: Part) -> tuple[str, float, str, str]:
        return (
            change_words(part.path, part.before, part.after, lang),
            part.contribution or 0.0,
            value_words(part.path, part.before, currency, lang),
            value_words(part.path, part.after, currency, lang),
        )

    bars = [told(part) for part in shown]
    rest = parts[len(shown) :]
    if rest:
        key = "others_one" if len(rest) == 1 else "others_many"
        name = text(f"compare.words.{key}", lang, count=len(rest))
        bars.append((name, sum(part.contribution or 0.0 for part in rest), "", ""))
    return bars


@lru_cache(maxsize=CACHED_SPECS)
def spec(
    lang: str, currency: str, theme: Theme, *, kind: Unit = "money", words: Words = WORDS
) -> Spec:
    """The picture of `frame`; `kind` is the metric's, as in `CARDS`.

    `words` are its title and description.

    What improves the figure and what worsens it differ by colour and by the side the bar goes to,
    and every bar has its signed amount.
    """
    c = colours(theme)
    scale = alt.Scale(zero=True, nice=True, padding=8)
    axis = _axis(lang, currency, kind)
    tone = alt.Color(
        field="good",
        type="ordinal",
        scale=alt.Scale(domain=[-1, 0, 1], range=[c.bad, c.case, c.good]),
        legend=None,
    )
    bars = (
        alt.Chart()
        .transform_filter("datum.row_kind === 'part'")
        .mark_bar(height=rows.BAR, yOffset=9)
        .encode(
            y=rows.row(),
            x=alt.X(field="start", type="quantitative", scale=scale, axis=axis),
            x2=alt.X2(field="end"),
            color=tone,
        )
    )
    ends = (
        alt.Chart()
        .transform_filter("datum.row_kind === 'end'")
        .mark_bar(
            height=rows.BAR,
            yOffset=9,
            # Where it begins is the reference, grey as everywhere.
            color=alt.expr(f"datum.position === 0 ? '{c.baseline}' : '{c.case}'"),
        )
        .encode(
            y=rows.row(),
            x=alt.X(field="end", type="quantitative", scale=scale, axis=axis),
            x2=alt.X2Datum(0),
        )
    )
    return layered(
        [
            bars,
            ends,
            rows.name("name", theme, room=130, behind=c.background),
            rows.name("name", theme, room=130),
            rows.figure("value_label", theme),
            rows.strip(_tooltips(lang)),
        ],
        lang,
        currency,
        theme,
        words=words,
        height={"step": rows.ROW},
        calculate={"value_label": _label(lang, kind)},
    )


def _label(lang: str, kind: Unit) -> str:
    """The figure at the ends, contributions with their sign; rates in points, money whole."""
    part = "datum.row_kind === 'part'"
    if kind == "money":
        signed = whole_money("datum.value", plus=True)
        return f"{part} ? {signed} : {whole_money('datum.value')}"
    if kind == "percent":
        before, after = text("charts.format.points", lang, value="{}").split("{}")
        points = f"'{before}' + format(100 * datum.value, '+,.1~f') + '{after}'"
        return f"{part} ? {points} : format(datum.value, ',.1~%')"
    unit = "×" if kind == "multiple" else ""
    return f"format(datum.value, {part} ? '+,.1~f' : ',.1~f') + '{unit}'"


def _axis(lang: str, currency: str, kind: Unit) -> alt.Axis:
    if kind == "money":
        return money_axis(lang, currency, ticks=4, grid=True)
    return alt.Axis(title=None, tickCount=4, format="~p" if kind == "percent" else ",~r", grid=True)


def _tooltips(lang: str) -> list[alt.Tooltip]:
    shown = {
        "name": "name",
        "value_label": "contribution",
        "before": "before",
        "after": "after",
    }
    return [
        alt.Tooltip(field=field, type="nominal", title=text(f"compare.waterfall.{key}", lang))
        for field, key in shown.items()
    ]
