"""The key above a picture, and words that stay readable over its lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Literal

import altair as alt

from roi_model.charts.parts.theme import Theme, colours

BLOCK = 6
"""Stroke width that draws a bar or a band in the key; a wider one would push its name down."""
_LETTER, _SYMBOL, _AXIS = 7, 50, 80
"""Pixels that a letter, a symbol with its gaps and the axis take: what a key in one row needs."""
Look = tuple[str, float, list[int]]
"""Colour, stroke width and dash of a series."""

# Vega-Lite wants an order where a width stands for a name; ours is that of the key.
_KEY_CHANNELS: tuple[tuple[Any, str], ...] = (
    (alt.Color, "nominal"),
    (alt.StrokeWidth, "ordinal"),
    (alt.StrokeDash, "nominal"),
)


def legend_scale(
    names: Mapping[str, str],
    looks: Mapping[str, Look],
    *,
    columns_when_narrow: int,
    symbol: Literal["stroke", "square"] = "stroke",
) -> Callable[[alt.Chart, str], alt.Chart]:
    """A key of lines drawn as they are: `looks` is (colour, stroke width, dash) by series.

    `symbol` is a square where all layers are filled: those have no stroke to show.
    Returns a function that binds a layer to its entry of the key.
    """
    order = list(names)
    needed = _AXIS + sum(_LETTER * len(name) + _SYMBOL for name in names.values())
    legend = alt.Legend(
        title=None,
        values=order,
        symbolType=symbol,
        symbolSize=420 if symbol == "stroke" else 150,
        labelExpr=f"{json.dumps(dict(names), ensure_ascii=False)}[datum.label]",
        # The container's width, not the plot's: that one depends on the key's own height.
        columns=alt.expr(
            f"width >= 0 && containerSize()[0] < {needed} ? {columns_when_narrow} : {len(order)}"
        ),
    )
    scales = [
        alt.Scale(type="ordinal", domain=order, range=[looks[name][part] for name in order])
        for part in range(3)
    ]

    def bound(chart: alt.Chart, name: str) -> alt.Chart:
        channels = zip(_KEY_CHANNELS, scales, strict=True)
        return chart.transform_calculate(series=json.dumps(name)).encode(
            *(
                channel(field="series", type=kind, scale=scale, legend=legend)
                for (channel, kind), scale in channels
            )
        )

    return bound


def halo(chart: alt.Chart, theme: Theme, **mark: Any) -> list[alt.Chart]:
    """Text over a soft edge of background, so that lines behind it do not cut the letters."""
    c = colours(theme)
    soft = chart.mark_text(**{**mark, "stroke": c.background, "strokeWidth": 6, "opacity": 0.9})
    return [soft, chart.mark_text(**mark)]
