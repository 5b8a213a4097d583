"""What every native chart of a deck needs: its number format, names that are data, its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from roi_model import formatting
from roi_model.export.deck.ink import TEXT, line, word
from roi_model.export.story.drawn import Scale


def code(scale: Scale, currency: str, lang: str, values: Sequence[float]) -> str:
    """The number format of a scale: amounts in thousands or millions where all are large.

    >>> code("money", "EUR", "fr", [52_000.0])
    '#,##0,"\\xa0k€";"−"#,##0,"\\xa0k€"'
    >>> code("money", "EUR", "en", [3_200_000.0])
    '"€"#,##0.0,,"M";"−€"#,##0.0,,"M"'
    """
    if scale in ("share", "change", "points"):
        gap = f'"{formatting.NBSP}"' if lang == "fr" else ""
        return {"share": f'0{gap}%;"−"0{gap}%', "change": f'+0{gap}%;"−"0{gap}%;0{gap}%',
                "points": '+0;"−"0;0'}[scale]  # fmt: skip
    if scale == "count":
        return "#,##0"
    most = max((abs(value) for value in values), default=0.0)
    before, units = formatting.compact_affixes(currency, lang)
    power = 2 if most >= 1e6 else 1 if most >= 1e4 else 0
    if not power:
        first, last = formatting.affixes(currency, lang)
        return _signed(first, "#,##0", last)
    after = dict(units)[1000.0**power]
    decimals = ".0" if most < 2 * 10 ** (3 * power + 1) else ""
    return _signed(before, f"#,##0{decimals}{',' * power}", after)


def _signed(before: str, digits: str, after: str) -> str:
    """Amounts below zero have the sign that columns beside them have, not a hyphen."""
    plus, minus = (f'"{sign}{before}"{digits}"{after}"' for sign in ("", "−"))
    return f"{plus};{minus}".replace('""', "")


def plain(name: Any) -> Any:
    """A name that the chart's own workbook cannot take for a formula.

    >>> plain("=1+1") == chr(0x200B) + "=1+1", plain("Fair")
    (True, 'Fair')
    """
    if isinstance(name, str) and name[:1] in ("=", "+", "-", "@"):
        return "\u200b" + name
    return name


def bare(chart: Any) -> None:
    """No title, legend, gridlines or axes, but the line of zero; bars fill the whole of the box."""
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK

    chart.has_title = chart.has_legend = False
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    axis = chart.category_axis
    axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.width = 12_700
    line(axis.format, TEXT, 1.0)
    inner(chart, (0.0, 0.0, 1.0, 1.0))


def inner(chart: Any, place: tuple[float, float, float, float]) -> None:
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


def sized(font: Any, size: float) -> None:
    """Words of a chart: their size in points, and the colour of text."""
    from pptx.util import Pt

    font.size = Pt(round(size, 1))
    word(font, TEXT)
