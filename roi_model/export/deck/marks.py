"""The pictures of pages as native charts: their data stand in the file and can be edited there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from roi_model import formatting
from roi_model.export.deck.canvas import POINT, Canvas
from roi_model.export.deck.ink import ACCENT, FAINT, MARKS, MUTED, TEXT, line, mark, solid, word
from roi_model.export.deck.surface import Box
from roi_model.export.story.drawn import Months, Page, Rows, Scale, Steps, window

HEAD = 0.1
"""Share of a picture that the heads of its columns take."""
LABEL = 0.3
"""Room beside the longest bar for its figure, as a share of the bars."""
TALLEST = 105
"""Points of a row at most: bars are no walls."""


def draw(canvas: Canvas, slide: Any, box: Box, page: Page, currency: str, lang: str) -> None:
    """The picture of a page in a box of its slide."""
    picture = page.picture
    if isinstance(picture, Rows):
        _rows(canvas, slide, box, picture, code(picture.scale, currency, lang, _ends(picture)))
    elif isinstance(picture, Months):
        values = [value for drawn in picture.lines for value in drawn.values]
        _months(canvas, slide, box, picture, code(picture.scale, currency, lang, values))
    else:
        _steps(canvas, slide, box, picture)


def code(scale: Scale, currency: str, lang: str, values: Sequence[float]) -> str:
    """The number format of a scale: amounts in thousands or millions where all are large.

    >>> code("money", "EUR", "fr", [52_000.0]), code("money", "EUR", "en", [3_200_000.0])
    ('#,##0,"\\xa0k€"', '"€"#,##0.0,,"M"')
    """
    if scale in ("share", "points"):
        gap = f'"{formatting.NBSP}"' if lang == "fr" else ""
        return {"share": f'0{gap}%;"−"0{gap}%', "points": '+0;"−"0;0'}[scale]
    if scale == "count":
        return "#,##0"
    most = max((abs(value) for value in values), default=0.0)
    before, units = formatting.compact_affixes(currency, lang)
    power = 2 if most >= 1e6 else 1 if most >= 1e4 else 0
    if not power:
        first, last = formatting.affixes(currency, lang)
        return f'"{first}"#,##0"{last}"'.replace('""', "")
    after = dict(units)[1000.0**power]
    decimals = ".0" if most < 2 * 10 ** (3 * power + 1) else ""
    return f'"{before}"#,##0{decimals}{"," * power}"{after}"'.replace('""', "")


def _ends(picture: Rows) -> list[float]:
    return [abs(end) for row in picture.rows for end in (row.start, row.end) if end is not None]


def plain(name: Any) -> Any:
    """A name that the chart's own workbook cannot take for a formula.

    >>> plain("=1+1") == chr(0x200B) + "=1+1", plain("Fair")
    (True, 'Fair')
    """
    if isinstance(name, str) and name[:1] in ("=", "+", "-", "@"):
        return "\u200b" + name
    return name


# Bars in the rows of a table ---------------------------------------------------------------------


def _rows(canvas: Canvas, slide: Any, box: Box, picture: Rows, form: str) -> None:
    """Words left, bars, words right: two tables and a chart whose rows are one height."""
    count = len(picture.rows)
    if not count:
        return
    head = int(HEAD * box.height)
    each = min((box.height - head) // count, int(TALLEST * canvas.unit * POINT))
    tall = head + each * count
    heights = [head / tall, *([each / tall] * count)]
    size = min(15.0, max(9.0, each / POINT / canvas.unit * 0.4))
    left, right = len(picture.left), len(picture.right)
    shares = [width / sum(picture.widths) for width in picture.widths]
    before, bars = sum(shares[:left]), shares[left]
    place = Box(box.left, box.top, box.width, tall)
    canvas.table(slide, place.part(0, 0, before, 1),
                 [picture.left, *(row.left for row in picture.rows)], shares[:left],
                 heights=heights, size=size)  # fmt: skip
    if right:
        numbers = range(right) if picture.pairs == () else ()
        canvas.table(slide, place.part(before + bars, 0, 1 - before - bars, 1),
                     [picture.right, *(row.right for row in picture.rows)], shares[left + 1 :],
                     heights=heights, size=size, numbers=numbers)  # fmt: skip
    middle = place.part(before + 0.01, 0, bars - 0.02, 1)
    canvas.text(slide, picture.measure, Box(middle.left, middle.top, middle.width, head),
                size * 0.88, bold=True, ink=MUTED, low=True)  # fmt: skip
    under = Box(middle.left, middle.top + head, middle.width, tall - head)
    _bars(slide, under, picture, form, size * canvas.unit)


def _bars(slide: Any, box: Box, picture: Rows, form: str, size: float) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData(number_format=form)
    data.categories = [plain(" · ".join(filter(None, row.left))) for row in picture.rows]
    for name, values in _series(picture):
        data.add_series(name, values)
    kind = XL_CHART_TYPE.BAR_STACKED if picture.floating else XL_CHART_TYPE.BAR_CLUSTERED
    frame = slide.shapes.add_chart(kind, box.left, box.top, box.width, box.height, data)
    chart = frame.chart
    _bare(chart)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 50 if len(picture.rows) > 4 else 90, 100
    chart.category_axis.reverse_order = True
    low, high = window(picture.rows, [(100 * a, 100 * b) for a, b in picture.pairs])
    room = LABEL * (high - low or 1.0) if picture.labelled or picture.pairs else 0.0
    chart.value_axis.minimum_scale = low - (room if low < 0 else 0.02 * (high - low))
    chart.value_axis.maximum_scale = (high or 0.0) + (room if high > 0 or not low else 0.02 * -low)
    if picture.pairs:
        for series, role in zip(plot.series, ("low", "high"), strict=True):
            solid(series.format, MARKS[role])
    else:
        _painted(plot, picture)
    if picture.labelled or picture.pairs:
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.number_format, labels.number_format_is_linked = form, False
        _sized(labels.font, size)


def _series(picture: Rows) -> list[tuple[str, list[float]]]:
    """The series of the chart: bars from zero, or floating ones on stretches that are not seen."""
    if picture.pairs:
        return [("P10", [100 * low for low, _ in picture.pairs]),
                ("P90", [100 * high for _, high in picture.pairs])]  # fmt: skip
    spans = [(row.start or 0.0, row.end or 0.0) for row in picture.rows]
    if not picture.floating:
        return [(picture.measure, [end for _, end in spans])]
    ordered = [tuple(sorted(span)) for span in spans]
    up = [(max(a, 0.0), max(b, 0.0)) for a, b in ordered]
    down = [(min(b, 0.0), min(a, 0.0)) for a, b in ordered]
    return [
        (" ", [a for a, _ in up]), (picture.measure, [b - a for a, b in up]),
        ("  ", [a for a, _ in down]), (f"{picture.measure} (−)", [b - a for a, b in down]),
    ]  # fmt: skip


def _painted(plot: Any, picture: Rows) -> None:
    for number, series in enumerate(plot.series):
        series.invert_if_negative = False
        if picture.floating and number in (0, 2):
            series.format.fill.background()
            continue
        for at, row in enumerate(picture.rows):
            mark(series.points[at].format, row.role)


def _bare(chart: Any) -> None:
    """No title, legend, gridlines or axes, but the line of zero; bars fill the whole of the box."""
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK

    chart.has_title = chart.has_legend = False
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    axis = chart.category_axis
    axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.width = POINT
    line(axis.format, TEXT, 1.0)
    _inner(chart, (0.0, 0.0, 1.0, 1.0))


def _inner(chart: Any, place: tuple[float, float, float, float]) -> None:
    """The plot itself in a place of the chart, in shares of it: left, top, width, height."""
    from lxml import etree
    from pptx.oxml.ns import qn

    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    made = etree.SubElement(area, qn("c:layout"))
    area.insert(0, made)
    manual = etree.SubElement(made, qn("c:manualLayout"))
    told = {"layoutTarget": "inner", "xMode": "edge", "yMode": "edge"}
    told |= dict(zip("xywh", map(str, place), strict=True))
    for name, value in told.items():
        etree.SubElement(manual, qn(f"c:{name}"), {"val": value})


def _sized(font: Any, size: float) -> None:
    from pptx.util import Pt

    font.size = Pt(round(size, 1))
    word(font, TEXT)


# Months ------------------------------------------------------------------------------------------


def _months(canvas: Canvas, slide: Any, box: Box, picture: Months, form: str) -> None:
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
    _inner(chart, plot)
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
    _sized(value.tick_labels.font, size)
    value.format.line.fill.background()
    value.major_tick_mark = XL_TICK_MARK.NONE
    line(value.major_gridlines.format, FAINT, 0.75)
    axis.tick_label_position, axis.major_tick_mark = XL_TICK_LABEL_POSITION.LOW, XL_TICK_MARK.NONE
    _sized(axis.tick_labels.font, size)
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
    _sized(label.font, size)
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


# Steps -------------------------------------------------------------------------------------------


def _steps(canvas: Canvas, slide: Any, box: Box, picture: Steps) -> None:
    rows = [("", *picture.heads)]
    rows += [(str(number), *step) for number, step in enumerate(picture.steps, 1)]
    head = int(HEAD * box.height)
    each = min((box.height - head) // max(1, len(picture.steps)),
               int(TALLEST * canvas.unit * POINT))  # fmt: skip
    tall = head + each * len(picture.steps)
    heights = [head / tall, *([each / tall] * len(picture.steps))]
    canvas.table(slide, Box(box.left, box.top, box.width, tall), rows, (0.05, 0.31, 0.46, 0.18),
                 heights=heights, size=15)  # fmt: skip
