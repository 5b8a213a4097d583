"""Bars from zero, a row a thing: its value large, a second figure small, the one that counts solid.

One picture for what is set side by side: cases, channels, levers. What is drawn of it the page
knows, and writes the figures itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts import rows
from roi_model.charts.parts.theme import (
    CACHED_SPECS,
    TEXT_SIZE,
    Spec,
    Theme,
    colours,
    constant,
    layered,
)
from roi_model.charts.parts.words import Words
from roi_model.charts.side_by_side import series_colours
from roi_model.texts import text

What = Literal["cases", "levers", "channels"]
WORDS: dict[What, Words] = {
    "cases": Words(
        fr=(
            "Les cas côte à côte",
            "Une barre par cas depuis zéro, celle du cas à l’écran pleine, avec sa valeur et son "
            "écart à la référence.",
        ),
        en=(
            "The cases side by side",
            "A bar a case from zero, that of the case on screen solid, with its value and its "
            "difference from the reference.",
        ),
    ),
    "levers": Words(
        fr=(
            "Ce que chaque levier ajoute au gain",
            "Une barre par levier depuis zéro, la plus longue en haut : le gain net qu’il ajoute "
            "seul, pleine s’il est dans le plan, un trait à sa part du total de tous ensemble, "
            "avec son retour et son délai de récupération.",
            "Seul ; plein : dans le plan ; trait : sa part de tous ensemble",
        ),
        en=(
            "What each lever adds to the gain",
            "A bar a lever from zero, the longest on top: the net gain that it adds alone, solid "
            "where it is in the plan, a tick at its share of all together, with its return and "
            "its payback.",
            "Alone; solid: in the plan; tick: its share of all together",
        ),
    ),
    "channels": Words(
        fr=(
            "Ce que chaque canal rapporte",
            "Une barre par canal depuis zéro : sa marge brute moins tous ses coûts, part de "
            "l’équipe comprise, avec son coût par client et son retour.",
            "Marge brute moins ses coûts, part de l’équipe comprise",
        ),
        en=(
            "What each channel brings",
            "A bar a channel from zero: its gross profit less all its costs, its part of the team "
            "included, with its cost of a customer and its return.",
            "Gross profit less its costs, its part of the team included",
        ),
    ),
}
COLUMNS = ("name", "position", "value", "second", "label", "note", "tone", "solid")
NARROW = 420
"""Pixels below which the small figures are left to the tooltip."""
_PALE = 0.45
_AS_SAID = alt.Color(field="colour", type="nominal", scale=None)
"""The colour that stands in the data: a scale of its own would be that of the tones, too."""


@dataclass(frozen=True)
class Bar:
    """One row: a value to draw (None: no bar), as written, and what stands small beside it.

    `second` is marked by a tick; `tone` (better, worse) colours the small words, which say it too;
    `solid` bars are those that count.
    """

    name: str
    value: float | None
    label: str
    note: str = ""
    second: float | None = None
    tone: str = ""
    solid: bool = True


def frame(bars: Iterable[Bar]) -> pd.DataFrame:
    """One row a bar, in the order given; undefined values are NaN."""
    kept = list(bars)

    def numbers(values: Iterable[float | None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.array([np.nan if v is None else v for v in values], dtype=np.float64)

    return pd.DataFrame(
        {
            "name": [one.name for one in kept],
            "position": np.arange(len(kept)),
            "value": numbers(one.value for one in kept),
            "second": numbers(one.second for one in kept),
            "label": [one.label for one in kept],
            "note": [one.note for one in kept],
            "tone": [one.tone for one in kept],
            "solid": np.array([float(one.solid) for one in kept]),
        },
        columns=list(COLUMNS),
    )


@lru_cache(maxsize=CACHED_SPECS)
def spec(lang: str, currency: str, theme: Theme, *, what: What, title: str = "") -> Spec:
    """The picture of `frame`, as many rows high as there are bars; `title` is more than its words'.

    Bars that count are solid, the others pale; scenarios have the colours of their lines.
    """
    c = colours(theme)
    scale = alt.Scale(zero=True, nice=False)
    pale = alt.Opacity(
        field="solid",
        type="quantitative",
        scale=alt.Scale(domain=[0, 1], range=[_PALE, 1]),
        legend=None,
    )
    tones = alt.Color(
        field="tone",
        type="nominal",
        scale=alt.Scale(domain=["better", "worse", ""], range=[c.good, c.bad, c.muted]),
        legend=None,
    )
    value, room = alt.Text(field="label", type="nominal"), f"width < {NARROW} ? 110 : 330"
    layers = [
        rows.bar("value", scale, color=c.case).encode(
            **({"color": _AS_SAID} if what == "cases" else {"opacity": pale})
        ),
        rows.tick("second", scale, color=c.text),
        alt.Chart()
        .mark_tick(
            orient="vertical",
            thickness=1,
            size=rows.BAR + 10,
            yOffset=9,
            color=c.text,
            opacity=0.6,
            tooltip=None,
        )
        .encode(y=rows.row(), x=alt.XDatum(0)),
        rows.name("name", theme, room=room),
        rows.figure("shown_note", theme, right=110, strong=False, colour=tones),
        alt.Chart()
        .mark_text(align="right", dy=-13, color=c.text, fontWeight="bold", fontSize=TEXT_SIZE + 3)
        .encode(y=rows.row(), text=value, x=constant.XValue("width")),
        rows.strip(
            [
                alt.Tooltip(field=field, type="nominal", title=text(f"charts.bars.{field}", lang))
                for field in ("name", "label", "note")
            ]
        ),
    ]
    made = layered(
        layers,
        lang,
        currency,
        theme,
        words=WORDS[what],
        height={"step": rows.ROW},
        calculate={
            "shown_note": f"width < {NARROW} ? '' : datum.note",
            "colour": f"{json.dumps(series_colours(theme))}[datum.position]",
        },
    )
    return {**made, "title": {**made["title"], "text": title}} if title else made
