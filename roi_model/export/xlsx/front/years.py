"""The plan by year: what each series comes to, the start apart, and the cash at each year's end."""

from __future__ import annotations

from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.cash import CashRows
from roi_model.export.xlsx.writing.book import ACCENT, Book, series_name
from roi_model.export.xlsx.writing.formula import column_name
from roi_model.export.xlsx.writing.grid import Row
from roi_model.texts import text

LABEL, UNIT, TOTAL, BEFORE, FIRST = range(5)
"""Columns: a series, its unit, all years, an empty one, and the start, which is year 0."""

COUNTS = ("contacts", "leads", "qualified", "meetings", "quotes", "customers")
MONEY = ("revenue", "direct_costs", "gross_profit", "investment", "receipts", "cash_flow")
STRONG = ("customers", "gross_profit", "investment", "cash_flow")


class Years:
    """The sheet by year as it is written; `totals` are those of the series, for the checks."""

    def __init__(self, book: Book, calendar: Calendar, cash: CashRows) -> None:
        self.book, self.calendar, self.sheet = book, calendar, book.sheets["years"]
        self.count = -(-calendar.month.last // 12) + 1
        self.totals: dict[str, str] = {}
        self.row = 2
        self._head()
        self._part("part.funnel")
        for name in COUNTS:
            self._series(name, series_name(book, name), cash.monthly[name], "count")
        self._part("part.categories")
        for category, row in cash.costs.items():
            self._series(category, text(f"charts.category.{category}", book.lang), row, "money")
        self._part("part.cash")
        for name in MONEY:
            self._series(name, series_name(book, name), cash.monthly[name], "money")
        self._end(cash.monthly["cumulative_cash"])
        self._lay_out()

    @property
    def _year(self) -> str:
        return f"{column_name(FIRST)}$2"

    def _head(self) -> None:
        book, sheet = self.book, self.sheet
        sheet.set_column(LABEL, LABEL, 34)
        sheet.set_column(UNIT, UNIT, 9)
        sheet.set_column(TOTAL, TOTAL, 14)
        sheet.set_column(BEFORE, BEFORE, 2)
        sheet.set_column(FIRST, FIRST + self.count, 13)
        book.title(sheet, "title.years")
        sheet.write_string(1, LABEL, book.t("years.year"), book.head())
        sheet.write_string(1, UNIT, book.t("column.unit"), book.head(indent=1))
        sheet.write_string(1, TOTAL, book.t("total"), book.head(align="right"))
        sheet.write_blank(1, BEFORE, None, book.head())
        start = book.t("years.start").replace('"', "")
        form = book.head(align="right", num_format=f'0;;"{start}"')
        counted = f"COLUMNS(${column_name(FIRST)}2:{column_name(FIRST)}2)-1"
        book.series(sheet, 1, FIRST, self.count, counted, form)
        sheet.freeze_panes(2, FIRST)

    def _part(self, key: str) -> None:
        form = self.book.format(bold=True, font_color=ACCENT)
        self.sheet.write_string(self.row + 1, LABEL, self.book.t(key), form)
        self.row += 2

    def _series(self, name: str, label: str, row: Row, kind: str) -> None:
        """A series, each month in its year."""
        self._line(
            name, label, f"SUMPRODUCT(({self.calendar.year.all}={self._year})*{row.all})", kind
        )
        first, last = column_name(FIRST), column_name(FIRST + self.count - 1)
        here = self.row
        form = self.book.number(kind, bold=name in STRONG)
        self.book.write(self.sheet, here - 1, TOTAL, f"SUM({first}{here}:{last}{here})", form)
        self.totals[name] = f"'{self.sheet.get_name()}'!${column_name(TOTAL)}${here}"

    def _line(self, name: str, label: str, formula: str, kind: str) -> None:
        book, strong = self.book, name in STRONG
        self.sheet.write_string(self.row, LABEL, label, book.format(bold=strong))
        self.sheet.write_string(self.row, UNIT, book.measure(kind), book.note())
        form = book.number(kind, bold=strong)
        book.series(self.sheet, self.row, FIRST, self.count, formula, form)
        self.row += 1

    def _end(self, cumulative: Row) -> None:
        """Cash at the end of each year, of the last one at the horizon."""
        months = self.calendar.inputs.convention("months_per_year")
        last = f"MIN({self._year}*{months},{self.calendar.horizon})"
        label = self.book.t("years.end")
        self._line("end", label, f"INDEX({cumulative.all},1,{last}+1)", "money")

    def _lay_out(self) -> None:
        sheet = self.sheet
        sheet.print_area(0, 0, self.row - 1, FIRST + self.count - 1)
        sheet.repeat_rows(1)
        sheet.repeat_columns(LABEL, BEFORE)
        self.book.guards["years"] = FIRST + self.count + 1
