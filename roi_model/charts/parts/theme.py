"""What all pictures share: colours of both themes, the locale of Vega, and the last step to a dict.

Colours are readable on their background (marks 3:1, text 4.5:1) and distinct to colour-blind
readers; nothing is told by colour alone: dashes, shapes, positions and words say it too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from typing import Any, get_args

import altair as alt
from babel import Locale

from roi_model.charts.parts.heard import heard
from roi_model.charts.parts.words import Words
from roi_model.formatting import MINUS, affixes, conventions
from roi_model.palette import Theme as Theme
from roi_model.palette import colour

Spec = dict[str, Any]
constant: Any = alt
"""Altair's classes of constant values (XValue and the like), which carry no types."""

FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", "Helvetica Neue", Arial, sans-serif'
TEXT_SIZE = 14
TITLE_SIZE = 17
GHOST_DASH = [5, 4]
CACHED_SPECS = 64
"""How many specifications each picture keeps: two languages, two themes, some currencies."""


@dataclass(frozen=True)
class Colours:
    """The colours of one theme, named by what they mean."""

    background: str
    text: str
    muted: str
    grid: str
    case: str
    baseline: str
    good: str
    bad: str
    marker: str
    actual: str
    spending: str
    profit: str
    cash: str


_ROLES = {
    "background": "page",
    "text": "ink",
    "grid": "line",
    "case": "accent",
    "marker": "warning",
}
"""Where a picture has a word of its own for a role of the palette."""


@cache
def colours(theme: Theme) -> Colours:
    """The colours of a theme. Raises KeyError for another name than light or dark."""
    if theme not in get_args(Theme):
        raise KeyError(theme)
    names = (one.name for one in fields(Colours))
    return Colours(**{name: colour(_ROLES.get(name, name), theme) for name in names})


@lru_cache(maxsize=64)
def _locale(lang: str, currency: str) -> dict[str, Any]:
    """Vega's number and time locale, from the same source as every other number on the page."""
    how = conventions(lang)
    locale = Locale.parse(how.locale)
    days, months = locale.days["format"], locale.months["format"]
    week = (6, 0, 1, 2, 3, 4, 5)  # d3 starts on Sunday, CLDR on Monday
    return {
        "number": {
            "decimal": how.decimal,
            "thousands": how.group,
            "grouping": [3],
            "currency": list(affixes(currency, lang)),
            "percent": how.percent_suffix,
            "minus": MINUS,
        },
        "time": {
            "dateTime": "%A %e %B %Y, %X",
            "date": "%d/%m/%Y" if lang == "fr" else "%m/%d/%Y",
            "time": "%H:%M:%S",
            "periods": ["AM", "PM"],
            "days": [str(days["wide"][day]) for day in week],
            "shortDays": [str(days["abbreviated"][day]) for day in week],
            "months": [str(months["wide"][month]) for month in range(1, 13)],
            "shortMonths": [str(months["abbreviated"][month]) for month in range(1, 13)],
        },
    }


def _config(lang: str, currency: str, theme: Theme) -> dict[str, Any]:
    c = colours(theme)
    label = {"labelColor": c.muted, "labelFontSize": TEXT_SIZE}
    heading = {"titleColor": c.muted, "titleFontSize": TEXT_SIZE, "titleFontWeight": "normal"}
    return {
        "background": c.background,
        "font": FONT,
        "locale": _locale(lang, currency),
        "view": {"stroke": None},
        "mark": {"aria": False},
        "text": {"font": FONT, "fontSize": TEXT_SIZE, "fill": c.text},
        # Vega speaks English to screen readers; the words that a picture carries speak for it.
        "axis": {
            "aria": False,
            **label,
            **heading,
            "domain": False,
            "ticks": False,
            "labelPadding": 6,
            "gridColor": c.grid,
            "gridWidth": 1,
        },
        "legend": {
            "aria": False,
            **label,
            "labelColor": c.text,
            "orient": "top",
            "direction": "horizontal",
            "title": None,
            "titleFontSize": TEXT_SIZE,
            "labelLimit": 260,
            "columnPadding": 16,
            "rowPadding": 4,
            "offset": 10,
        },
        "title": {
            "anchor": "start",
            "frame": "group",
            "color": c.text,
            "font": FONT,
            "fontSize": TITLE_SIZE,
            "fontWeight": 600,
            "offset": 12,
            "subtitleColor": c.muted,
            "subtitleFont": FONT,
            "subtitleFontSize": TEXT_SIZE,
            "subtitlePadding": 4,
        },
    }


def layered(
    layers: Iterable[alt.Chart],
    lang: str,
    currency: str,
    theme: Theme,
    *,
    words: Words,
    height: int | Mapping[str, int],
    calculate: Mapping[str, str],
) -> Spec:
    """Layers, from back to front, as the dict that `st.vega_lite_chart` takes, without any data.

    `words` are what it is called and shows, `calculate` the Vega expressions of the fields that all
    layers share, `height` in pixels or {"step": pixels a row}. The width is whatever the page
    gives; all text is inside it.
    """
    # Altair would copy every layer at every step (0.7 s for the cash picture): put the finished
    # layers together by hand. The tests check the whole against the schema.
    title: Spec = {"text": words.title(lang), "aria": False}  # Vega says "Title text" before it
    if (below := words.subtitle(lang)) is not None:
        title["subtitle"] = below.split("\n")
    return {
        "$schema": alt.SCHEMA_URL,
        "title": title,
        "description": words.description(lang),
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": {"left": 4, "right": 8, "top": 4, "bottom": 4},
        "transform": [{"calculate": how, "as": name} for name, how in calculate.items()],
        "layer": [heard(_bare(chart.to_dict(validate=False))) for chart in layers],
        "config": _config(lang, currency, theme),
    }


def for_a_room(spec: Spec) -> Spec:
    """The same picture by month for a projector: as high as the page allows, its type growing too.

    Read from a screen's distance 14 pixels are enough at any size; on a wall it is the share of
    the picture that counts.
    """
    config = dict(spec["config"])
    for part, sizes in _SIZES.items():
        config[part] = config[part] | {
            name: {"expr": f"{size} * {_ENLARGED}"} for name, size in sizes.items()
        }
    grown = {"name": "type_size", "expr": f"{TEXT_SIZE} * {_ENLARGED}"}
    params = [grown if one["name"] == "type_size" else one for one in spec["params"]]
    fitted = {"type": "fit", "contains": "padding"}
    rest = {name: value for name, value in spec.items() if name != "height"}
    # A label at the very top of an axis lifts the title by half its height; fitting leaves it out.
    padding = {**spec["padding"], "top": _LIFTED}
    return {**rest, "autosize": fitted, "padding": padding, "config": config, "params": params}


SAYS = "says"
"""The column whose first row is what a picture says, where it says something: its title then."""


def saying(spec: Spec) -> Spec:
    """The picture with what its data say as its title, and what it is called below.

    The sentence is heard too, as the first mark of the picture. The words come with the data: a
    picture that says something else is the same picture.
    """
    called = spec["title"]
    below = [called["text"], *called.get("subtitle", ())]
    in_one = " · ".join(below)
    *lines, line = (json.dumps(words, ensure_ascii=False) for words in (*below, in_one))
    narrow = f"width >= 0 && containerSize()[0] < {_AXES + _SMALL_LETTER * len(in_one)}"
    broken = " + '\\n' + ".join(_lines(one, 3, _SMALL_FITS) for one in lines)
    told = f"{narrow} ? split({broken}, '\\n') : {line}"
    said = {"text": {"expr": _TOLD}, "subtitle": {"signal": told}}
    return {**spec, "title": {**called, **said}, "layer": [_ALOUD, *spec["layer"]]}


def says(data: Any, sentence: str | None) -> Any:
    """The data of a picture with the sentence in its first row; as they are without one."""
    if not sentence:
        return data
    if not isinstance(data, Mapping):
        return data.assign(**{SAYS: [sentence] + [None] * (len(data) - 1)})
    rows = len(next(iter(data.values())))
    return {**data, SAYS: [sentence] + [None] * (rows - 1)}


_ALOUD = {
    "transform": [{"filter": f"isValid(datum.{SAYS})"}],
    "mark": {"type": "text", "text": "", "aria": True, "tooltip": None},
    "encoding": {
        "x": {"value": 0},
        "y": {"value": 0},
        "description": {"value": {"expr": f"datum.{SAYS}"}},
    },
}
"""A mark that draws nothing and says the sentence: a title's own words are told to no one."""
# Between two runs a picture has no rows for a moment.
_SENTENCE = f"(length(data('source')) ? data('source')[0].{SAYS} : '')"
_LETTER, _SMALL_LETTER, _AXES = 0.5 * TITLE_SIZE, 0.5 * TEXT_SIZE, 70
"""Pixels of a letter of the title, of one below it, and those beside the plot."""
# Where the picture is too narrow for the sentence it goes on in further lines.
_FITS, _SMALL_FITS = (
    f"floor((containerSize()[0] - {_AXES}) / {letter})" for letter in (_LETTER, _SMALL_LETTER)
)


def _lines(said: str, most: int, fits: str) -> str:
    """An expression: the words with breaks, in so many lines at most that are as wide as it is."""
    if most == 1:
        return said
    end = f"lastindexof(slice({said}, 0, {fits}), ' ')"
    after = _lines(f"slice({said}, {end} + 1)", most - 1, fits)
    broken = f"slice({said}, 0, {end}) + '\\n' + {after}"
    return f"(length({said}) > {fits} && {end} > 0 ? {broken} : {said})"


_BROKEN = f"split({_lines(_SENTENCE, 3, _FITS)}, '\\n')"
_TOLD = f"width >= 0 && {_FITS} > 0 ? {_BROKEN} : {_SENTENCE}"


# The plot's own size is named so that a resized window is measured anew.
_WINDOW = "min(windowSize()[0] / 1120, windowSize()[1] / 640)"
_ENLARGED = f"clamp(width >= 0 && height >= 0 ? {_WINDOW} : 1, 1, 2)"
_LIFTED = 16
_SIZES = {
    "text": {"fontSize": TEXT_SIZE},
    "axis": {"labelFontSize": TEXT_SIZE, "titleFontSize": TEXT_SIZE},
    "legend": {"labelFontSize": TEXT_SIZE},
    "title": {"fontSize": TITLE_SIZE},
}


def _bare(layer: Spec) -> Spec:
    """A layer without what belongs to a whole picture, and without data: it draws the page's."""
    return {k: v for k, v in layer.items() if k not in ("$schema", "config", "data", "datasets")}
