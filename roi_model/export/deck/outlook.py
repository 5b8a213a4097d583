"""What is still to come by month, beside the plan: outlined, filled, hatched, its span a line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from roi_model.export.deck.canvas import Canvas
from roi_model.export.deck.ink import MUTED, TEXT, line, mark, solid
from roi_model.export.deck.native import bare, plain
from roi_model.export.deck.surface import Box
from roi_model.export.story.drawn import Outlook

SIDE, HEAD, BELOW = 0.12, 0.09, 0.27
"""Shares of the picture: the names of its rows, its measure, and the amounts under the columns."""
LETTERS = 96
"""Letters of all amounts of a row at the usual size: all of them are of one."""


def outlook(canvas: Canvas, slide: Any, box: Box, picture: Outlook, form: str) -> None:
    """The columns of a picture, and under them the amounts that they stand for."""
    count = len(picture.names)
    canvas.text(slide, picture.measure, box.part(SIDE, 0, 1 - SIDE, HEAD), 12, bold=True, ink=MUTED)
    top = max([*picture.plan, *picture.high, *_known(picture.pace)]) or 1.0
    under = box.part(SIDE, HEAD, 1 - SIDE, 1 - HEAD - BELOW)
    chart = _chart(slide, under, picture, form)
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0.0, top * 1.05
    reach = len(_known(picture.pace))
    if reach:
        level = under.bottom - int(picture.pace[0] / (top * 1.05) * under.height)
        _pace(slide, under, level, reach / count)
    heights = [0.36, 0.32, 0.32]
    size = min(12.0, 12.0 * LETTERS / (count * max(map(len, picture.said_reached))))
    canvas.table(slide, box.part(0, 1 - BELOW, 1, BELOW), _amounts(picture),
                 (SIDE, *[(1 - SIDE) / count] * count), heights=heights, size=size,
                 middle=range(1, count + 1))  # fmt: skip


def _known(values: Sequence[float]) -> list[float]:
    return [value for value in values if not math.isnan(value)]


def _amounts(picture: Outlook) -> list[list[str]]:
    plan, _, reached, _ = picture.words
    return [["", *picture.names], [reached, *picture.said_reached], [plan, *picture.said_plan]]


def _chart(slide: Any, box: Box, picture: Outlook, form: str) -> Any:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    plan, actual, reached, _ = picture.words
    data = CategoryChartData(number_format=form)
    data.categories = list(picture.names)
    series = ((reached, picture.reached, "forecast"), (actual, picture.actual, "actual"),
              (plan, picture.plan, "plan"))  # fmt: skip
    for name, values, _ in series:
        data.add_series(plain(name), values)
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED
    chart = slide.shapes.add_chart(kind, box.left, box.top, box.width, box.height, data).chart
    bare(chart)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 60, 100
    for drawn, (_, _, role) in zip(plot.series, series, strict=True):
        drawn.invert_if_negative = False
        mark(drawn.format, role)
        if role == "actual":  # or what is behind shows through
            solid(drawn.format, TEXT)
    _spans(plot.series[0]._element, picture)
    return chart


def _spans(series: Any, picture: Outlook) -> None:
    """From low to high, as lines on the columns: python-pptx knows none."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    def points(values: Sequence[float]) -> str:
        told = "".join(
            f'<c:pt idx="{at}"><c:v>{max(0.0, value):.6f}</c:v></c:pt>'
            for at, value in enumerate(values)
        )
        count = f'<c:ptCount val="{len(values)}"/>'
        return f"<c:numLit><c:formatCode>General</c:formatCode>{count}{told}</c:numLit>"

    both = [
        points([abs(end - at) for end, at in zip(ends, picture.reached, strict=True)])
        for ends in (picture.high, picture.low)
    ]
    made = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/><c:plus>{both[0]}</c:plus><c:minus>{both[1]}</c:minus><c:spPr>'
        '<a:ln w="19050"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln></c:spPr>'
        "</c:errBars>"
    )
    series.find(qn("c:cat")).addprevious(made)


def _pace(slide: Any, box: Box, level: int, share: float) -> None:
    """What the target leaves to each of the first months, dashed."""
    from pptx.enum.shapes import MSO_CONNECTOR

    right = box.left + int(share * box.width)
    made = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, box.left, level, right, level)
    line(made, TEXT, 1.5, dashed=True)
