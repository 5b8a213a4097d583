"""The first sheet: the case in a sentence, its headline figures, and charts one can edit."""

from __future__ import annotations

from typing import Any

from roi_model.export.xlsx.cash import CashRows
from roi_model.export.xlsx.grid import ACCENT, Book, Row
from roi_model.export.xlsx.metrics import MetricsSheet, kind_of
from roi_model.texts import text

HEADLINE = (
    "roi", "payback_month", "cash_trough", "net_gain", "npv", "irr", "investment", "revenue",
    "gross_profit", "customers_signed", "cac", "ltv_cac",
)  # fmt: skip
STAGES = ("contacts", "leads", "qualified", "meetings", "quotes", "customers")


def write_summary(
    book: Book, sheet: Any, cash: CashRows, metrics: MetricsSheet, verdict: str,
    risk: tuple[str, int],
) -> None:  # fmt: skip
    """Fill the first sheet, made before the others, with what they hold."""
    dossier, t = book.dossier, book.t
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 2, 3)
    sheet.set_column(3, 12, 11)
    title = book.format(bold=True, font_size=18, font_color=ACCENT)
    sheet.write_string(0, 0, dossier.heading, title)
    wrapped = book.format(text_wrap=True, valign="top")
    sheet.merge_range(1, 0, 1, 12, "", wrapped)
    sheet.write_string(1, 0, dossier.story, wrapped)
    sheet.set_row(1, 48)
    head = book.head()
    sheet.write_string(3, 0, t("column.metric"), head)
    sheet.write_string(3, 1, t("column.value"), book.head(align="right"))
    row = 4
    for name in HEADLINE:
        value = book.worth(name)
        bold = {"bold": True} if row < 7 else {}
        sheet.write_string(row, 0, text(f"metrics.{name}.label", book.lang), book.format(**bold))
        book.write(sheet, row, 1, metrics.cells[name], book.number(kind_of(name), **bold), value)
        row += 1
    book.write(
        sheet, row + 1, 0, verdict, book.format(bold=True, font_color=ACCENT), t("check.all_ok")
    )
    row += 3
    for label, words in dossier.provenance:
        sheet.write_string(row, 0, label, book.format(font_color="#566970"))
        sheet.write_string(row, 1, words, book.format())
        row += 1
    sheet.write_string(row + 1, 0, t("how_to"), book.format(italic=True, font_color="#566970"))
    sheet.insert_chart(3, 3, _cash(book, cash, risk), {"object_position": 2})
    sheet.insert_chart(21, 3, _monthly(book, cash), {"object_position": 2})
    sheet.insert_chart(
        39, 3, _bars(book, "part.categories", list(cash.costs.values())), {"object_position": 2}
    )
    funnel = [cash.monthly[stage] for stage in STAGES]
    sheet.insert_chart(57, 3, _bars(book, "part.funnel", funnel), {"object_position": 2})
    sheet.print_area(0, 0, 75, 12)
    sheet.activate()


def _chart(book: Book, kind: str, title: str) -> Any:
    made = book.file.add_chart({"type": kind})
    font = {"name": "Arial", "size": 12, "bold": True, "color": "#16262d"}
    made.set_title({"name": title, "name_font": font, "overlay": False})
    made.set_size({"width": 820, "height": 340})
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
            "line": {"color": "#8fbcc7", "width": 1.25, "dash_type": "dash"},
        })  # fmt: skip
    made.add_series({
        "name": book.t("this_case"), "categories": months, "values": f"={cumulative.all}",
        "line": {"color": ACCENT, "width": 2.5},
    })  # fmt: skip
    _axes(book, made)
    return made


def _monthly(book: Book, cash: CashRows) -> Any:
    made = _chart(book, "column", book.t("part.monthly"))
    for key, colour in (("gross_profit", "#3a93a8"), ("investment", "#c8741c")):
        row = cash.monthly[key]
        made.add_series({
            "name": book.t(f"row.{key}"), "categories": _months(row), "values": f"={row.all}",
            "fill": {"color": colour}, "gap": 60,
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
    grid = {"visible": True, "line": {"color": "#d3dde1", "width": 0.75}}
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
    totals = ",".join(row.scalar for row in rows)
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
