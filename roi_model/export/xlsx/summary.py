"""The first sheet: the case in a sentence, its headline figures, and charts one can edit."""

from __future__ import annotations

from typing import Any

from roi_model.analysis.risk.doubt_words import missing_words, share
from roi_model.export.xlsx.cash import CashRows
from roi_model.export.xlsx.checks import verdict_cell
from roi_model.export.xlsx.metrics import MetricsSheet, kind_of
from roi_model.export.xlsx.story import quoted
from roi_model.export.xlsx.writing.book import ACCENT, MUTED, Book, lines
from roi_model.export.xlsx.writing.grid import Row
from roi_model.metrics import label as metric_label
from roi_model.palette import colour

WIDTH, CHART = 13, 15
"""The last column of the sheet, and the rows of a chart."""

HEADLINE = (
    "roi", "payback_month", "cash_trough", "net_gain", "npv", "irr", "investment", "revenue",
    "gross_profit", "customers_signed", "cac", "ltv_cac",
)  # fmt: skip
STAGES = ("contacts", "leads", "qualified", "meetings", "quotes", "customers")


LIMITED = {"roi": "capacity_roi", "payback_month": "capacity_payback_month"}
"""Figures that have a second one beside them where the plan asks for more hours than there are."""


def write_summary(
    book: Book, story: str, metrics: MetricsSheet, risk: tuple[str, int]
) -> None:  # fmt: skip
    """Fill the first sheet; `story` is a formula, `risk` the sheet and first row of the draws."""
    sheet, t = book.sheets["summary"], book.t
    book.guards["summary"] = WIDTH + 2
    for column, width in enumerate((34, 17, 17, 3, *[10.5] * (WIDTH - 3))):
        sheet.set_column(column, column, width)
    title = book.format(bold=True, font_size=18, font_color=ACCENT)
    sheet.write_string(0, 0, book.dossier.heading, title)
    wrapped = book.format(text_wrap=True, valign="top", font_size=11)
    sheet.merge_range(1, 0, 1, WIDTH, "", wrapped)
    book.write(sheet, 1, 0, story, wrapped)
    sheet.set_row(1, 50)
    row = _figures(book, metrics, 3)
    verdict = book.format(bold=True, font_color=ACCENT)
    book.write(sheet, row + 1, 0, verdict_cell(book), verdict, guarded=False)
    row = _provenance(book, row + 3)
    note = book.format(italic=True, font_color=MUTED)
    sheet.write_string(row + 1, 0, t("how_to"), note)
    cash = metrics.plan.cash
    funnel = [cash.monthly[stage] for stage in STAGES]
    charts = (
        _cash(book, cash, risk), _monthly(book, cash),
        _bars(book, "part.categories", list(cash.costs.values())),
        _bars(book, "part.funnel", funnel),
    )  # fmt: skip
    below = max(3 + 2 * CHART, row + 3)
    places = ((3, 4), (3 + CHART, 4), (below, 0), (below, 5))
    for place, chart in zip(places, charts, strict=True):
        sheet.insert_chart(*place, chart, {"object_position": 2})
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, below + CHART, WIDTH)


def _figures(book: Book, metrics: MetricsSheet, row: int) -> int:
    """The headline figures, with those of the limited plan beside; returns the row after."""
    sheet, t, cells = book.sheets["summary"], book.t, metrics.cells
    beyond = f"{metrics.beyond}=1"
    right = book.head(align="right", text_wrap=True, valign="top")
    sheet.set_row(row, 28)
    sheet.write_string(row, 0, t("column.metric"), book.head(valign="top"))
    sheet.write_string(row, 1, t("column.value"), right)
    book.write(sheet, row, 2, f'IF({beyond},{quoted(t("column.limited"))},"")', right)
    for at, name in enumerate(HEADLINE, row + 1):
        bold = {"bold": True} if at < row + 4 else {}
        sheet.write_string(at, 0, metric_label(name, book.lang), book.format(**bold))
        form = book.number(kind_of(name), **bold)
        book.write(sheet, at, 1, cells[name], form)
        if name in LIMITED:
            book.write(sheet, at, 2, f'IF({beyond},{cells[LIMITED[name]]},"")', form)
    row += 1 + len(HEADLINE)
    before, after = t("beyond").split("{share}")
    said = f"{quoted(before)}&FIXED({metrics.peak_percent},0)&{quoted(after)}"
    warned = book.format(bold=True, font_color=colour("bad"), text_wrap=True, valign="top")
    sheet.merge_range(row, 0, row, 2, "", warned)
    sheet.set_row(row, 40)
    book.write(sheet, row, 0, f'IF({beyond},{said},"")', warned)
    return row + 1


def _provenance(book: Book, row: int) -> int:
    """Who made this, when and from what; returns the row after."""
    sheet = book.sheets["summary"]
    lang, run = book.dossier.lang, book.dossier.risk
    paid = share(1.0 - run.never, lang), missing_words("payback_month", run, lang)
    chance = (book.t("paid_back"), " · ".join(words for words in paid if words))
    for label, words in (*book.dossier.provenance, chance):
        sheet.write_string(row, 0, label, book.format(font_color=MUTED, valign="top"))
        sheet.merge_range(row, 1, row, 2, "", book.format(text_wrap=True, valign="top"))
        sheet.write_string(row, 1, words, book.format(text_wrap=True, valign="top"))
        sheet.set_row(row, 13 * lines(words, 36) + 2)
        row += 1
    return row


def _chart(book: Book, kind: str, title: str) -> Any:
    made = book.file.add_chart({"type": kind})
    font = {"name": "Arial", "size": 12, "bold": True, "color": colour("ink")}
    made.set_title({"name": title, "name_font": font, "overlay": False})
    made.set_size({"width": 620 if kind == "bar" else 800, "height": 20 * CHART - 8})
    made.set_legend({"position": "bottom", "font": {"name": "Arial", "size": 9}})
    made.set_chartarea({"border": {"none": True}})
    return made


def _cash(book: Book, cash: CashRows, risk: tuple[str, int]) -> Any:
    made = _chart(book, "line", book.t("row.cumulative_cash"))
    cumulative = cash.monthly["cumulative_cash"]
    months = _months(cumulative)
    name, top = risk
    end = top + cumulative.last
    for column, label in ((1, "P10"), (3, "P90")):
        letter = "ABCD"[column]
        made.add_series({
            "name": f"{label} ({book.t('as_values')})", "categories": months,
            "values": f"='{name}'!${letter}${top + 1}:${letter}${end + 1}",
            "line": {"color": colour("band"), "width": 1.25, "dash_type": "dash"},
        })  # fmt: skip
    made.add_series({
        "name": book.t("this_case"), "categories": months, "values": f"={cumulative.all}",
        "line": {"color": ACCENT, "width": 2.5},
    })  # fmt: skip
    _axes(book, made)
    return made


def _monthly(book: Book, cash: CashRows) -> Any:
    made = _chart(book, "column", book.t("part.monthly"))
    for key, role in (("gross_profit", "profit"), ("investment", "spending")):
        row = cash.monthly[key]
        made.add_series({
            "name": book.t(f"row.{key}"), "categories": _months(row), "values": f"={row.all}",
            "fill": {"color": colour(role)}, "gap": 60,
        })  # fmt: skip
    _axes(book, made)
    return made


def _axes(book: Book, made: Any) -> None:
    small = {"name": "Arial", "size": 9}
    made.set_x_axis(
        {
            "name": book.t("month"),
            "num_font": small,
            "name_font": small,
            "label_position": "low",
            "interval_unit": 3,
        }
    )
    grid = {"visible": True, "line": {"color": colour("line"), "width": 0.75}}
    made.set_y_axis(
        {
            "num_format": book.money,
            "num_font": small,
            "major_gridlines": grid,
            "line": {"none": True},
        }
    )


def _bars(book: Book, title: str, rows: list[Row]) -> Any:
    """One bar a row of the cash sheet: its total, named by its label."""
    made = _chart(book, "bar", book.t(title))
    sheet = rows[0].sheet
    names = ",".join(f"'{sheet}'!$A${row.number + 1}" for row in rows)
    totals = ",".join(row.total for row in rows)
    made.add_series({
        "name": book.t("total"), "categories": f"=({names})", "values": f"=({totals})",
        "fill": {"color": ACCENT}, "gap": 40,
        "data_labels": {"value": True, "num_format": "#,##0", "font": {"name": "Arial", "size": 9}},
    })  # fmt: skip
    made.set_legend({"none": True})
    made.set_y_axis({"reverse": True, "num_font": {"name": "Arial", "size": 9}})
    made.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    return made


def _months(row: Row) -> str:
    return "=" + Row(row.sheet, 1, row.last).all
