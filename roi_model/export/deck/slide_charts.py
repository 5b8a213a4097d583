"""The native charts of the deck: their data stand in the file and can be edited there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from roi_model.export.contents.dossier import Dossier, shortened
from roi_model.export.deck.slide_layout import ACCENT, FONT, Deck, paint
from roi_model.formatting.inputs import path_words
from roi_model.texts import text

BAND, BASELINE, LOW, HIGH = map(paint, ("band", "baseline", "spending", "profit"))
MOST_DRIVERS = 10


def _data(categories: Sequence[Any]) -> Any:
    from pptx.chart.data import CategoryChartData

    made = CategoryChartData()
    made.categories = [plain(name) for name in categories]
    return made


def plain(name: Any) -> Any:
    """A name that the chart's own workbook cannot take for a formula."""
    if isinstance(name, str) and name[:1] in ("=", "+", "-", "@"):
        return "\u200b" + name
    return name


def _chart(deck: Deck, slide: Any, kind: str, data: Any, box: tuple[float, ...]) -> Any:
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Pt

    place = deck.place(*box)
    made = slide.shapes.add_chart(getattr(XL_CHART_TYPE, kind), *place, data).chart
    made.font.size, made.font.name = Pt(12), FONT
    made.has_title = False
    made.has_legend = True
    made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    return made


def _axis(axis: Any, code: str) -> None:
    from pptx.dml.color import RGBColor

    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = code, False
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(paint("line"))
    axis.format.line.fill.background()


def _line(series: Any, colour: str, width: float, *, dashed: bool = False) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    series.format.line.color.rgb = RGBColor.from_string(colour)
    series.format.line.width = Pt(width)
    series.smooth = False
    if dashed:
        series.format.line.dash_style = MSO_LINE.DASH


def _fill(series: Any, colour: str) -> None:
    from pptx.dml.color import RGBColor

    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor.from_string(colour)


def _months(chart: Any, count: int) -> None:
    """Month numbers below the chart, one in three, six or twelve."""
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK
    from pptx.oxml.ns import qn

    axis = chart.category_axis
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.major_tick_mark = XL_TICK_MARK.NONE
    every = 3 if count <= 37 else 6 if count <= 61 else 12
    for name in ("c:tickLblSkip", "c:tickMarkSkip"):
        element = axis._element.makeelement(qn(name), {"val": str(every)})
        before = axis._element.find(qn("c:noMultiLvlLbl"))
        if before is not None:
            before.addprevious(element)
        else:
            axis._element.append(element)


def cash_chart(deck: Deck, slide: Any, dossier: Dossier) -> None:
    """Cumulative cash by month, with its band and the baseline."""
    lang, run = dossier.lang, dossier.risk
    cash = dossier.projection.monthly["cumulative_cash"]
    data = _data([str(month) for month in range(len(cash))])
    series = [
        (text("charts.common.case", lang), cash, ACCENT, 3.0, False),
        ("P10", run.cumulative_cash["p10"], BAND, 1.5, True),
        ("P90", run.cumulative_cash["p90"], BAND, 1.5, True),
    ]
    if dossier.baseline_projection is not None:
        then = dossier.baseline_projection.monthly["cumulative_cash"][: len(cash)]
        series.append((text("charts.common.baseline", lang), then, BASELINE, 2.0, True))
    code = deck.money(dossier)
    for name, values, *_ in series:
        padded = [float(v) for v in values[: len(cash)]]
        data.add_series(name, padded + [None] * (len(cash) - len(padded)), code)
    chart = _chart(deck, slide, "LINE", data, (0, 0, 1, 1))
    for found, (_, _, colour, width, dashed) in zip(chart.plots[0].series, series, strict=True):
        _line(found, colour, width, dashed=dashed)
    _axis(chart.value_axis, code)
    _months(chart, len(cash))


def bar_chart(
    deck: Deck, slide: Any, series: str, names: Sequence[str], values: Sequence[float], code: str,
    *, left: float, width: float,
) -> None:  # fmt: skip
    """One bar a name, its figure beside it."""
    from pptx.util import Pt

    data = _data([shortened(name, 40) for name in names])
    data.add_series(series, list(values), code)
    chart = _chart(deck, slide, "BAR_CLUSTERED", data, (left, 0, width, 1))
    chart.has_legend = False
    plot = chart.plots[0]
    plot.gap_width = 45
    plot.has_data_labels = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = code, False
    plot.data_labels.font.size = Pt(12)
    _fill(plot.series[0], ACCENT)
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.fill.background()
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False


def driver_chart(deck: Deck, slide: Any, dossier: Dossier) -> None:
    """ROI with each input at its P10 and its P90, the widest on top."""
    from pptx.enum.chart import XL_TICK_LABEL_POSITION

    swings = [s for s in dossier.tornado if s.at_low is not None and s.at_high is not None]
    swings = swings[:MOST_DRIVERS]
    base = float(dossier.projection.metrics["roi"].value or 0.0)
    names = [shortened(path_words(s.path, dossier.lang), 46) for s in swings]
    data = _data(names)
    for key, at in (("low", "at_low"), ("high", "at_high")):
        values = [float(getattr(swing, at)) - base for swing in swings]
        data.add_series(text(f"slides.driver_{key}", dossier.lang), values, '+0%;"−"0%;0%')
    chart = _chart(deck, slide, "BAR_CLUSTERED", data, (0, 0, 1, 0.93))
    plot = chart.plots[0]
    plot.overlap, plot.gap_width = 100, 45
    for series, colour in zip(plot.series, (LOW, HIGH), strict=True):
        _fill(series, colour)
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    _axis(chart.value_axis, '+0%;"−"0%;0%')
    deck.note(slide, text("slides.driver_note", dossier.lang))


def chance_chart(deck: Deck, slide: Any, dossier: Dossier) -> None:
    """Share of the draws paid back by the end of each month."""
    chances = np.asarray(dossier.risk.payback_by_month)
    data = _data([str(month) for month in range(len(chances))])
    data.add_series(text("slides.chance_series", dossier.lang), chances.tolist(), "0%")
    chart = _chart(deck, slide, "AREA", data, (0, 0, 0.48, 0.86))
    _fill(chart.plots[0].series[0], BAND)
    _axis(chart.value_axis, "0%")
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 1
    _months(chart, len(chances))
