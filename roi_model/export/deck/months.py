"""The months of a case as native charts: lines with their names at their ends, or columns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from roi_model.export.deck.canvas import POINT, Canvas
from roi_model.export.deck.ink import ACCENT, FAINT, MARKS, MUTED, TEXT, line, mark
from roi_model.export.deck.native import inner, plain, sized
from roi_model.export.deck.surface import Box
from roi_model.export.story.drawn import Months


def months(canvas: Canvas, slide: Any, box: Box, picture: Months, form: str) -> None:
    """Lines with their names at their ends, or columns with the highest named."""
    size = 12.0 * canvas.unit
    head = int(0.08 * box.height)
    canvas.text(slide, picture.measure, Box(box.left, box.top, box.width, head), 12, bold=True,
                ink=MUTED)  # fmt: skip
    names = 0.16 if picture.lines else 0.08
    under = Box(box.left, box.top + head, int(box.width * (1 - names)), box.height - head)
    chart = _lines_chart(slide, under, picture, form)
    values = [v for drawn in picture.lines for v in drawn.values] or [*picture.columns]
    low, high, step = nice(min([0.0, *values]), max([picture.limit or 0.0, *values]))
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = low, high, step
    plot = (0.1, 0.03, 0.88, 0.83)
    inner(chart, plot)
    _axes(chart, form, size)
    bottom = under.top + int((plot[1] + plot[3]) * under.height)
    right = Box(under.right, under.top, box.right - under.right, under.height)

    def level(value: float) -> int:
        return bottom - int((value - low) / (high - low) * plot[3] * under.height)

    if picture.columns:
        _columns(slide, chart, picture, form, size)
        assert picture.limit is not None
        _limit(slide, under, plot, level(picture.limit))
        told = [(picture.limit_name, level(picture.limit), TEXT, True)]
    else:
        told = [(one.name, level(one.values[-1]), ACCENT if one.role == "point" else MUTED,
                 one.role == "point") for one in picture.lines]  # fmt: skip
    high_each = int(1.35 * size * POINT)
    for (name, _, ink, bold), top in zip(
        told, apart([y for _, y, *_ in told], high_each, right.top, right.bottom), strict=True
    ):
        place = Box(right.left, top - high_each // 2, right.width, high_each)
        canvas.text(slide, name, place, 12, ink=ink, bold=bold)


def nice(low: float, high: float) -> tuple[float, float, float]:
    """Ends and step of an axis in round numbers, zero among them.

    >>> nice(-14_200.0, 22_620.0)
    (-20000.0, 30000.0, 10000.0)
    """
    span = (high - low) or 1.0
    raw = span / 5
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw * 0.9)
    first = math.floor(low / step + 1e-9) * step
    last = math.ceil(high / step - 1e-9) * step
    return first, last if last > first else first + step, step


def apart(wanted: Sequence[int], each: int, top: int, bottom: int) -> list[int]:
    """Middles of labels as near to where they belong as they can be without overlapping.

    >>> apart([10, 12, 90], 20, 0, 100)
    [10, 30, 90]
    """
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    placed = [0] * len(wanted)
    last = top - each // 2
    for at in order:
        last = placed[at] = max(wanted[at], last + each)
    over = last + each // 2 - bottom
    if over > 0:
        last = bottom + each // 2
        for at in reversed(order):
            last = placed[at] = min(placed[at], last - each)
    return placed


def _lines_chart(slide: Any, box: Box, picture: Months, form: str) -> Any:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData(number_format=form)
    every = _every(len(picture.names))
    # Blanks rather than skipped labels: not every program skips.
    data.categories = [name if at % every == 0 else " " for at, name in enumerate(picture.names)]
    for drawn in picture.lines:
        missing = len(picture.names) - len(drawn.values)
        data.add_series(plain(drawn.name), [*drawn.values, *([None] * missing)])
    if picture.columns:
        data.add_series(picture.measure, picture.columns)
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED if picture.columns else XL_CHART_TYPE.LINE
    chart = slide.shapes.add_chart(kind, box.left, box.top, box.width, box.height, data).chart
    chart.has_title = chart.has_legend = False
    for series, drawn in zip(chart.plots[0].series, picture.lines, strict=False):
        series.smooth = False
        point = drawn.role == "point"
        ink = ACCENT if point else TEXT if drawn.role == "limit" else MARKS["other"]
        dashed = drawn.role in ("other", "limit")
        line(series.format, ink, 3.0 if point else 1.5, dashed=dashed)
    return chart


def _axes(chart: Any, form: str, size: float) -> None:
    """Months below; amounts left, faint lines across."""
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK
    from pptx.oxml.ns import qn

    value, axis = chart.value_axis, chart.category_axis
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = form, False
    sized(value.tick_labels.font, size)
    value.format.line.fill.background()
    value.major_tick_mark = XL_TICK_MARK.NONE
    line(value.major_gridlines.format, FAINT, 0.75)
    axis.tick_label_position, axis.major_tick_mark = XL_TICK_LABEL_POSITION.LOW, XL_TICK_MARK.NONE
    sized(axis.tick_labels.font, size)
    line(axis.format, TEXT, 1.0)
    for name in ("c:tickLblSkip", "c:tickMarkSkip"):
        element = axis._element.makeelement(qn(name), {"val": "1"})
        axis._element.find(qn("c:noMultiLvlLbl")).addprevious(element)


def _every(count: int) -> int:
    """Every so many months one has its name."""
    return 1 if count <= 8 else 3 if count <= 25 else 6 if count <= 61 else 12


def _columns(slide: Any, chart: Any, picture: Months, form: str, size: float) -> None:
    from pptx.enum.chart import XL_LABEL_POSITION

    plot = chart.plots[0]
    plot.gap_width = 35
    series = plot.series[0]
    limit = picture.limit or 0.0
    for at, value in enumerate(picture.columns):
        mark(series.points[at].format, "bad" if value > limit * (1 + 1e-9) else "other")
    highest = max(range(len(picture.columns)), key=lambda at: picture.columns[at])
    label = series.points[highest].data_label
    label.position = XL_LABEL_POSITION.OUTSIDE_END
    sized(label.font, size)
    found = label._dLbl if label._dLbl is not None else label._get_or_add_dLbl()
    _shown(found, form)


def _shown(label: Any, form: str) -> None:
    """The label of one point: its value in a format."""
    from pptx.oxml.ns import qn

    for old in label.findall(qn("c:numFmt")):
        label.remove(old)
    made = label.makeelement(qn("c:numFmt"), {"formatCode": form, "sourceLinked": "0"})
    label.find(qn("c:idx")).addnext(made)
    for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent"):
        found = label.find(qn(f"c:{name}"))
        if found is not None:
            found.set("val", "1" if name == "showVal" else "0")


def _limit(slide: Any, box: Box, plot: tuple[float, float, float, float], level: int) -> None:
    from pptx.enum.shapes import MSO_CONNECTOR

    left = box.left + int(plot[0] * box.width)
    made = slide.shapes.add_connector(
        MSO_CONNECTOR.STRAIGHT, left, level, left + int(plot[2] * box.width), level
    )
    line(made, TEXT, 1.25)
