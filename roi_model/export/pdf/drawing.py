"""The pages of a document as the template of the PDF takes them: bars as shares of their column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from roi_model import formatting
from roi_model.export.story.drawn import Outlook, Page, Rows, Scale, Steps, window

ROOM = 0.22
"""Room beside the longest bar for its figure, as a share of the bars."""
TALL, LOW = 30, 18
"""Points of a row of few bars, and of many."""


def page_data(page: Page, currency: str, lang: str) -> dict[str, Any]:
    """A page as JSON-ready data; months are drawn by the app's own picture of them."""
    told = {"key": page.key, "title": page.title, "so_what": page.so_what,
            "reading": f"{page.reading} {page.source}"}  # fmt: skip
    picture = page.picture
    if isinstance(picture, Rows):
        return {**told, "picture": _rows(picture, currency, lang)}
    if isinstance(picture, Outlook):
        return {**told, "picture": _outlook(picture)}
    if isinstance(picture, Steps):
        steps = {"kind": "steps", "heads": picture.heads, "steps": picture.steps}
        return {**told, "picture": steps}
    return {**told, "picture": {"kind": "months"}}


def _rows(picture: Rows, currency: str, lang: str) -> dict[str, Any]:
    low, high = window(picture.rows, picture.pairs)
    span = (high - low) or 1.0
    room = ROOM * span if picture.labelled or picture.pairs else 0.0
    low, high = low - (room if low < 0 else 0.0), high + (room if high > 0 or low >= 0 else 0.0)
    span = (high - low) or 1.0

    def at(value: float) -> float:
        return (value - low) / span

    def bar(start: float, end: float, role: str, *, labelled: bool) -> dict[str, Any]:
        label = written(end, picture.scale, currency, lang) if labelled else ""
        return {"start": at(start), "end": at(end), "role": role, "label": label}

    rows = []
    for number, row in enumerate(picture.rows):
        if picture.pairs:
            pair = zip(picture.pairs[number], ("low", "high"), strict=True)
            bars = [bar(0.0, end, role, labelled=True) for end, role in pair]
        else:
            ends = [] if row.end is None else [row.end]
            bars = [bar(row.start or 0.0, end, row.role, labelled=picture.labelled) for end in ends]
        rows.append({"left": row.left, "right": row.right, "bars": bars})
    return {
        "kind": "rows", "left": picture.left, "right": picture.right, "measure": picture.measure,
        "widths": picture.widths, "rows": rows, "zero": at(0.0), "worded": picture.worded,
        "height": TALL if len(rows) <= 3 else LOW,
    }  # fmt: skip


def _outlook(picture: Outlook) -> dict[str, Any]:
    """Columns by month as shares of the highest; where a target leaves nothing, no pace."""
    pace = picture.pace or [float("nan")] * len(picture.names)
    known = [value for value in pace if value == value]
    top = max([*picture.plan, *picture.high, *known]) or 1.0
    keys = ("plan", "actual", "reached", "low", "high", "pace")
    series = (picture.plan, picture.actual, picture.reached, picture.low, picture.high, pace)
    columns = [
        {key: value / top if value == value else None for key, value in zip(keys, one, strict=True)}
        for one in zip(*series, strict=True)
    ]
    plan, _, reached, _ = picture.words
    rows = [["", *picture.names], [reached, *picture.said_reached], [plan, *picture.said_plan]]
    return {"kind": "outlook", "measure": picture.measure, "columns": columns, "rows": rows}


def written(value: float, scale: Scale, currency: str, lang: str) -> str:
    """The figure beside a bar.

    >>> written(0.126, "share", "EUR", "en"), written(-0.05, "points", "EUR", "fr")
    ('13%', '−5')
    """
    if scale == "money":
        return formatting.money_compact(value, currency, lang)
    if scale == "change":
        return formatting.signed_percent(round(value, 2), lang)
    if scale == "share":
        return formatting.percent(round(value, 2), lang)
    if scale == "points":
        return formatting.number(round(100 * value), lang, plus=True)
    return formatting.number(value, lang)


def chosen(pages: Sequence[Page], keys: Sequence[str], currency: str, lang: str) -> list[Any]:
    """Those of the pages, in the order of the keys."""
    known = {page.key: page for page in pages}
    return [page_data(known[key], currency, lang) for key in keys if key in known]
