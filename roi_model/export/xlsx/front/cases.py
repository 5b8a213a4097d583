"""The cases compared: one is chosen from a list and stands beside this one, which stays live."""

from __future__ import annotations

from roi_model import formatting
from roi_model.export.contents.alternatives import Alternative
from roi_model.export.xlsx.metrics import MetricsSheet, kind_of, unit_of
from roi_model.export.xlsx.writing.book import INPUT, MUTED, Book
from roi_model.export.xlsx.writing.formula import column_name
from roi_model.metrics import CARDS
from roi_model.metrics import label as metric_label
from roi_model.palette import colour

METRIC, UNIT, THIS, CHOSEN, APART, BEFORE, FIRST = range(7)
"""Columns: metric, unit, this case, the one chosen, the difference, an empty one, all cases."""

CHOICE, PLACE, HEAD = 2, 3, 5
"""Rows: the name that is chosen, its place among the cases, and the heads of the table."""


def write_cases(book: Book, metrics: MetricsSheet, cases: list[Alternative]) -> None:
    """Write the sheet; all cases are values, as exported, this one beside them is live."""
    sheet, t, name = book.sheets["cases"], book.t, book.t("sheet.cases")
    last = FIRST + len(cases) - 1
    for column, width in (
        (METRIC, 38),
        (UNIT, 10),
        (THIS, 27),
        (CHOSEN, 17),
        (APART, 17),
        (BEFORE, 2),
    ):
        sheet.set_column(column, column, width)
    sheet.set_column(FIRST, last, 17)
    book.title(sheet, "title.cases")
    sheet.write_string(1, 0, t("cases.note"), book.format(italic=True, font_color=MUTED))
    names = f"${column_name(FIRST)}${HEAD + 1}:${column_name(last)}${HEAD + 1}"
    typed = book.format(
        bg_color=INPUT, font_color=colour("typed"), border=1, border_color=colour("line"),
        locked=False,
    )  # fmt: skip
    sheet.write_string(CHOICE, METRIC, t("cases.choice"), book.format(bold=True))
    book.put(sheet, CHOICE, THIS, cases[1].name, typed)
    sheet.data_validation(CHOICE, THIS, CHOICE, THIS, {"validate": "list", "source": f"={names}"})
    chosen, place = (f"'{name}'!${column_name(THIS)}${row + 1}" for row in (CHOICE, PLACE))
    sheet.write_string(PLACE, METRIC, t("cases.place"), book.format())
    found = f"IFERROR(MATCH({chosen},{names},0),1)"
    book.write(sheet, PLACE, THIS, found, book.number("whole"))
    _heads(book, cases, chosen)
    book.guards["cases"] = last + 2
    for row, metric in enumerate(CARDS, HEAD + 1):
        _line(book, metrics, cases, row, metric, place)
    sheet.freeze_panes(HEAD + 1, METRIC + 1)
    sheet.repeat_rows(HEAD)
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, HEAD + len(CARDS), last)


def _heads(book: Book, cases: list[Alternative], chosen: str) -> None:
    sheet, right = book.sheets["cases"], book.head(align="right", text_wrap=True, valign="top")
    sheet.set_row(HEAD, 40)
    sheet.write_string(HEAD, METRIC, book.t("column.metric"), book.head(valign="top"))
    sheet.write_string(HEAD, UNIT, book.t("column.unit"), book.head(indent=1, valign="top"))
    sheet.write_string(HEAD, THIS, book.t("cases.live"), right)
    book.write(sheet, HEAD, CHOSEN, chosen, right)
    sheet.write_string(HEAD, APART, book.t("cases.apart"), right)
    for column, case in enumerate(cases, FIRST):
        book.put(sheet, HEAD, column, case.name, right)


def _line(
    book: Book, metrics: MetricsSheet, cases: list[Alternative], row: int, metric: str, place: str
) -> None:
    """A metric of this case, of the chosen one, and of all of them."""
    sheet, kind = book.sheets["cases"], kind_of(metric)
    form, bold = book.number(kind), book.number(kind, bold=True)
    sheet.write_string(row, METRIC, metric_label(metric, book.lang), book.format())
    sheet.write_string(row, UNIT, book.measure(unit_of(metric)), book.note())
    first, last = column_name(FIRST), column_name(FIRST + len(cases) - 1)
    this, that = f"${column_name(THIS)}{row + 1}", f"${column_name(CHOSEN)}{row + 1}"
    book.write(sheet, row, THIS, metrics.cells[metric], bold)
    book.write(sheet, row, CHOSEN, f"INDEX(${first}{row + 1}:${last}{row + 1},1,{place})", form)
    both = f"AND(ISNUMBER({this}),ISNUMBER({that}))"
    book.write(sheet, row, APART, f'IF({both},{this}-{that},"{formatting.UNDEFINED}")', form)
    grey = book.number(kind, font_color=MUTED)
    for column, case in enumerate(cases, FIRST):
        value = case.value(metric)
        book.put(sheet, row, column, formatting.UNDEFINED if value is None else value, grey)
