"""The pictures of pages as native charts: their data stand in the file and can be edited there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from roi_model.export.deck.canvas import POINT, Canvas
from roi_model.export.deck.ink import MARKS, MUTED, mark, solid
from roi_model.export.deck.months import months
from roi_model.export.deck.native import bare, code, plain, sized
from roi_model.export.deck.outlook import outlook
from roi_model.export.deck.surface import Box
from roi_model.export.story.drawn import Months, Outlook, Page, Rows, Steps, window

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
        months(canvas, slide, box, picture, code(picture.scale, currency, lang, values))
    elif isinstance(picture, Outlook):
        values = [*picture.plan, *picture.high]
        outlook(canvas, slide, box, picture, code(picture.scale, currency, lang, values))
    else:
        _steps(canvas, slide, box, picture)


def _ends(picture: Rows) -> list[float]:
    return [abs(end) for row in picture.rows for end in (row.start, row.end) if end is not None]


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
        numbers = () if picture.worded else range(right)
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
    bare(chart)
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
        sized(labels.font, size)


def _series(picture: Rows) -> list[tuple[str, Sequence[float | None]]]:
    """The series of the chart: bars from zero, or floating ones on stretches that are not seen."""
    if picture.pairs:
        return [("P10", [100 * low for low, _ in picture.pairs]),
                ("P90", [100 * high for _, high in picture.pairs])]  # fmt: skip
    if not picture.floating:
        return [(picture.measure, [row.end for row in picture.rows])]
    spans = [(row.start or 0.0, row.end or 0.0) for row in picture.rows]
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
