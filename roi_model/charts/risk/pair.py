"""The chance of a wish over two inputs at once: where it comes true, where the plan stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Literal, Protocol

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts.theme import TEXT_SIZE, Spec, Theme, colours, layered
from roi_model.charts.parts.words import Words
from roi_model.engine.arrays import Floats
from roi_model.texts import text

WORDS = Words(
    fr=(
        "Deux paramètres ensemble",
        (
            "Carte de la chance que l’objectif soit atteint, selon deux paramètres : cases pleines "
            "là où il l’est dans assez de tirages, cercle sur le plan actuel, cadre brisé autour "
            "des valeurs publiées."
        ),
        "Chance d’atteindre l’objectif. Plein : elle suffit\n"
        "Cercle : le plan. Cadre brisé : valeurs publiées",
    ),
    en=(
        "Two inputs together",
        (
            "A map of the chance that the goal is reached, over two inputs: full cells where it is "
            "in enough draws, a circle on the plan as it is, a broken frame around what is "
            "published."
        ),
        "Chance of reaching the goal. Full: it is enough\n"
        "Circle: the plan. Broken frame: published values",
    ),
)

STEP = 30
COLUMNS = ("across", "up", "across_words", "up_words", "chance", "reached", "present")
FRAMED = ("left", "right", "top", "bottom")
_PALEST, _FULLEST = 0.06, 0.5
CACHED = 64
_CHANCE = "bandwidth('x') < 36 ? format(100 * datum.chance, '.0f') : format(datum.chance, '.0%')"
"""On a telephone the signs would touch the next cell: the figure goes without its own."""


class Pair(Protocol):
    """The chance over two inputs, as the analysis gives it."""

    @property
    def first(self) -> Floats: ...  # noqa: D102
    @property
    def second(self) -> Floats: ...  # noqa: D102
    @property
    def chances(self) -> Floats: ...  # noqa: D102


Written = Callable[[float, int], str]
"""A value in words, with so many digits."""
Ends = tuple[float, float] | None
"""The published range of an input, in its unit."""


def frame(
    pair: Pair,
    now: tuple[float, float],
    share: float,
    written: tuple[Written, Written],
    published: tuple[Ends, Ends] = (None, None),
) -> pd.DataFrame:
    """One row a cell: the first input runs across, the second up; the highest row comes first.

    `reached` is 1 where the chance is the `share` wanted or more, `present` where both are as in
    the plan, `now`. On the first row `left` to `bottom` are the words at which the frame of what
    is `published` ends, None where it is not on the map.
    """
    sides = (pair.first, pair.second)
    across, up = (_words(v, how) for v, how in zip(sides, written, strict=True))
    rows = [
        (
            i, j, across[i], up[j], float(pair.chances[i, j]),
            float(pair.chances[i, j] >= share), float(bool((a, b) == now)),
        )
        for i, a in enumerate(pair.first.tolist())
        for j, b in reversed([*enumerate(pair.second.tolist())])
    ]  # fmt: skip
    made = pd.DataFrame(rows, columns=list(COLUMNS))
    framed = [
        _within(v, ends) for v, ends in zip((pair.first, pair.second), published, strict=True)
    ]
    edges: list[str | None] = [None] * 4
    if any(published) and all(framed):
        (a, b), (c, d) = ((inside[0], inside[-1]) for inside in framed)
        edges = [across[a], across[b], up[d], up[c]]
    for name, word in zip(FRAMED, edges, strict=True):
        made[name] = [word] + [None] * (len(made) - 1)
    return made


def _words(values: Floats, written: Written) -> list[str]:
    """The values in words, with as many digits as tell them apart."""
    made: list[str] = []
    for digits in range(3, 17):
        made = [written(value, digits) for value in values.tolist()]
        if len(set(made)) == len(made):
            break
    return made


def _within(values: Floats, ends: Ends) -> list[int]:
    if ends is None:
        return [*range(len(values))]
    inside = (values >= ends[0] - 1e-9) & (values <= ends[1] + 1e-9)
    found: list[int] = np.flatnonzero(inside).tolist()
    return found


@lru_cache(maxsize=CACHED)
def spec(lang: str, currency: str, theme: Theme, *, across: str, up: str) -> Spec:
    """The picture of `frame`; `across` and `up` are the names of the inputs."""
    c = colours(theme)
    axis = alt.Axis(labelAngle=0, labelOverlap=True)
    x = alt.X(field="across_words", type="ordinal", sort=None, title=across, axis=axis)
    y = alt.Y(field="up_words", type="ordinal", sort=None, title=up, axis=axis)
    tooltip = [
        alt.Tooltip(field="across_words", type="nominal", title=across),
        alt.Tooltip(field="up_words", type="nominal", title=up),
        alt.Tooltip(
            field="chance", type="quantitative", title=text("drivers.map_chance", lang),
            format=".1~%",
        ),
    ]  # fmt: skip
    pale = alt.Opacity(
        field="chance",
        type="quantitative",
        scale=alt.Scale(domain=[0, 1], range=[_PALEST, _FULLEST]),
        legend=None,
    )
    cells = alt.Chart().encode(x=x, y=y)
    inks: tuple[tuple[int, str, Literal["normal", "bold"]], ...] = (
        (0, c.text, "normal"),
        (1, c.background, "bold"),
    )
    layers = [
        cells.transform_filter("datum.reached === 0").mark_rect(color=c.case).encode(opacity=pale),
        cells.transform_filter("datum.reached === 1").mark_rect(color=c.case),
        alt.Chart()
        .transform_filter("isValid(datum.left)")
        .mark_rect(filled=False, stroke=c.marker, strokeWidth=2, strokeDash=[4, 3])
        .encode(
            x=alt.X(field="left", type="ordinal", sort=None, bandPosition=0),
            x2=alt.X2(field="right", bandPosition=1),
            y=alt.Y(field="top", type="ordinal", sort=None, bandPosition=0),
            y2=alt.Y2(field="bottom", bandPosition=1),
        ),
        *(
            cells.transform_filter(f"datum.reached === {reached}").mark_text(
                color=ink, fontSize=TEXT_SIZE, fontWeight=weight, text=alt.expr(_CHANCE)
            )
            for reached, ink, weight in inks
        ),
        cells.transform_filter("datum.present === 1").mark_point(
            shape="circle", size=760, strokeWidth=2, color=c.text, filled=False
        ),
        cells.mark_rect(opacity=0, aria=True).encode(tooltip=tooltip),
    ]
    return layered(
        layers, lang, currency, theme, words=WORDS, height={"step": STEP}, calculate={}
    )  # fmt: skip
