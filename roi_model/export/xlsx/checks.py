"""The sheet of checks: formulas in place, sums that close, the app's own figures beside them."""

from __future__ import annotations

from collections.abc import Mapping

from roi_model.export.xlsx.inputs import InputCells
from roi_model.export.xlsx.metrics import MetricsSheet, kind_of
from roi_model.export.xlsx.writing.book import HELPERS, MUTED, Book, lines, series_name
from roi_model.export.xlsx.writing.formula import column_name
from roi_model.export.xlsx.writing.grid import FIRST, Row, added
from roi_model.metrics import CARDS
from roi_model.metrics import label as metric_label
from roi_model.palette import colour
from roi_model.projection import SERIES

STAGES = SERIES[: SERIES.index("customers") + 1]
"""Series that count people, not money."""

TOP = 4
"""Row of the first check."""

APART, ALLOWED, FAULT, VERDICT, ASIDE = range(3, 8)
"""Columns: how far the two figures are apart, what is allowed, 1 where it is more, the word for it,
and the steps to the words that sum all up."""

HEADS = ("formula", "compared", "apart", "allowed", "fault", "verdict")

_ALIKE = "IF({b}={c},0,1)"
"""How far two texts are apart."""

WITHOUT_FORMULAS = ("cover", "risk", "exported", "scenario")


def write_exported(book: Book) -> dict[str, Row]:
    """Write the app's own series as values, to be compared month by month; returns their rows."""
    sheet, known = book.sheets["exported"], book.dossier.projection.monthly
    name = book.t("sheet.exported")
    sheet.set_column(0, 0, 42)
    book.title(sheet, "title.exported")
    made = {}
    for at, series in enumerate(SERIES, 2):
        sheet.write_string(at, 0, series_name(book, series), book.format())
        for month, value in enumerate(known[series].tolist()):
            book.put(sheet, at, FIRST + month, value, book.number("cents"))
        made[series] = Row(name, at, len(known[series]) - 1)
    return made


def verdict_cell(book: Book) -> str:
    """The cell that sums the checks up, and is written last."""
    return f"'{book.t('sheet.checks')}'!$A$2"


class Checks:
    """The checks as they are written, a line each; last of all, since they count the formulas."""

    def __init__(
        self, book: Book, inputs: InputCells, metrics: MetricsSheet, years: Mapping[str, str]
    ) -> None:
        self.book, self.inputs, self.metrics = book, inputs, metrics
        self.sheet, self.t = book.sheets["checks"], book.t
        self.words = {key: self.t(f"check.{key}") for key in ("ok", "typed", "wrong", "moved")}
        self.cent, self.tiny = (inputs.convention(key) for key in ("cent", "tiny"))
        self.same = f"${column_name(ASIDE)}$1"
        self.row = TOP
        self._head()
        self._sums(years)
        self._as_in_the_app()
        self._months(write_exported(book))
        self._formulas()
        self._verdict()
        self._lay_out()

    def _head(self) -> None:
        sheet = self.sheet
        sheet.set_column(0, 0, 62)
        sheet.set_column(1, FAULT, 16)
        sheet.set_column(VERDICT, VERDICT, 20)
        sheet.set_column(ASIDE, ASIDE, 10, None, {"hidden": True})
        self.book.title(sheet, "title.checks")
        sheet.write_string(TOP - 1, 0, self.t("column.check"), self.book.head())
        head = self.book.head(align="right")
        for column, key in enumerate(HEADS, 1):
            sheet.write_string(TOP - 1, column, self.t(f"column.{key}"), head)
        sheet.freeze_panes(TOP, 1)

    def _heading(self, key: str) -> None:
        form = self.book.format(bold=True, top=1)
        for column in range(VERDICT + 1):
            self.sheet.write_string(self.row, column, "" if column else self.t(key), form)
        self.row += 1

    def _line(
        self, label: str, found: str, wanted: str | float, kind: str, apart: str, allowed: str, *,
        failing: str = "wrong", exported: bool = False,
    ) -> None:  # fmt: skip
        """A check; `apart` and `allowed` may speak of the two figures as {b} and {c}.

        What is `exported` is true of the case as it was, and is not compared once inputs moved.
        """
        book, sheet, row = self.book, self.sheet, self.row
        sheet.write_string(row, 0, label, book.format())
        form, guarded = book.number(kind), failing != "typed"
        book.write(sheet, row, 1, found, form, guarded=guarded)
        if isinstance(wanted, float):
            book.put(sheet, row, 2, wanted, form)
        else:
            book.write(sheet, row, 2, wanted, form)
        small = book.format(num_format="0.0E+00;-0.0E+00;0", align="right", font_color=MUTED)
        for column, said in ((APART, apart), (ALLOWED, allowed)):
            cells = {"b": f"$B{row + 1}", "c": f"$C{row + 1}"}
            book.write(sheet, row, column, said.format(**cells), small, guarded=guarded)
        fault = f"IF($D{row + 1}>$E{row + 1},1,0)"
        if exported:
            fault += f"*IF({self.inputs.changed}>0,0,1)"
        book.write(sheet, row, FAULT, fault, book.number("whole"), guarded=guarded)
        fine = self.same if exported else f'"{self.words["ok"]}"'
        verdict = f'IF($F{row + 1}=1,"{self.words[failing]}",{fine})'
        form = book.format(align="right", bold=True)
        book.write(sheet, row, VERDICT, verdict, form, guarded=guarded)
        self.row += 1

    def _sums(self, years: Mapping[str, str]) -> None:
        metrics, plan, t = self.metrics, self.metrics.plan, self.t
        self._heading("check.sums")

        def sums(label: str, found: str, wanted: str, kind: str = "cents") -> None:
            self._line(label, found, wanted, kind, "ABS({b}-{c})", self.cent)

        monthly, cells = plan.cash.monthly, metrics.cells
        costs = list(plan.cash.costs.values())
        spent = f"SUM({costs[0].total}:{costs[-1].total.rpartition('!')[2]})"
        sums(t("check.categories"), spent, monthly["investment"].total)
        both = f"{cells['customers_signed']}+{cells['customers_after_horizon']}"
        sums(t("check.customers"), both, cells["customers_ultimate"], "count")
        last = monthly["cumulative_cash"].cell(monthly["cumulative_cash"].last)
        flows = "-".join(monthly[n].total for n in ("receipts", "direct_costs", "investment"))
        sums(t("check.cash"), last, flows)
        for key in ("revenue", "gross_profit"):
            name = metric_label(key, self.book.lang)
            sums(t("check.channels", name=name), self._each(key), cells[key])
        for key in ("revenue", "investment", "cash_flow"):
            name = series_name(self.book, key)
            sums(t("check.years", name=name), years[key], monthly[key].total)
        sums(t("check.shares"), self._each("own_cost", "shared_cost"), cells["investment"])

    def _each(self, *keys: str) -> str:
        return added([self.metrics.table(key) for key in keys])

    def _as_in_the_app(self) -> None:
        metrics, known = self.metrics, self.book.dossier.projection.metrics
        self._heading("check.app_metrics")
        # A difference of large amounts keeps their rounding: receivables are one.
        size = f"MAX(1,ABS({{c}}),{metrics.cells['revenue']},{metrics.cells['investment']})"
        wanted: str | float
        for name in CARDS:
            label, cell = metric_label(name, self.book.lang), metrics.cells[name]
            value = known[name].value
            if value is None:
                wanted, apart, allowed = metrics.reason(str(known[name].reason)), _ALIKE, "0"
            else:
                wanted, apart = float(value), f"IF(ISNUMBER({{b}}),ABS({{b}}-{{c}}),{size})"
                allowed = f"{self.tiny}*{size}"
            self._line(label, cell, wanted, kind_of(name), apart, allowed, exported=True)

    def _months(self, exported: dict[str, Row]) -> None:
        """Every month beside the app's; shown are the totals, of cumulative cash the end."""
        self._heading("check.app_months")
        for series, row in exported.items():
            here = self.metrics.plan.cash.monthly[series]
            pair = [here.total, f"SUM({row.all})"]
            if series == "cumulative_cash":
                pair = [here.cell(here.last), row.cell(row.last)]
            half = self.inputs.convention("half")
            apart = f"SUMXMY2({here.all},{row.all})^{half}"
            allowed = f"{self.cent}+{self.tiny}*ABS({{c}})"
            label, kind = series_name(self.book, series), "count" if series in STAGES else "cents"
            self._line(label, pair[0], pair[1], kind, apart, allowed, exported=True)

    def _formulas(self) -> None:
        """How many formulas of each sheet somebody typed over."""
        self._heading("check.formulas")
        self.first_typed = self.row + 1
        for key in (k for k in self.book.sheets if k not in WITHOUT_FORMULAS):
            label = self.t(f"sheet.{key}")
            counted = self.book.typed_over(key)
            self._line(label, counted, 0.0, "whole", "{b}-{c}", "0", failing="typed")

    def _verdict(self) -> None:
        """Sum all up, the worst first."""
        moved, column = f"{self.inputs.changed}>0", column_name(FAULT)
        wrong = f"SUM(${column}${TOP + 1}:${column}${self.first_typed - 1})>0"
        typed = f"SUM(${column}${self.first_typed}:${column}${self.row})>0"
        aside = f"${column_name(ASIDE)}$"
        self.faults = f"'{self.sheet.get_name()}'!{aside}{TOP}"
        counted = f"SUM(${column}${TOP + 1}:${column}${self.row})"
        form = self.book.format(font_color=MUTED)
        said = {
            0: f'IF({moved},"{self.words["moved"]}","{self.words["ok"]}")',
            1: f'IF({moved},"{self.t("check.all_moved")}","{self.t("check.all_ok")}")',
            2: f'IF({wrong},"{self.t("check.some_wrong")}",{aside}2)',
        }
        for row, words in said.items():
            self.book.write(self.sheet, row, ASIDE, words, form, guarded=False)
        self.book.write(self.sheet, TOP - 1, ASIDE, counted, form, guarded=False)
        bold = self.book.format(bold=True, font_size=12)
        verdict = f'IF({typed},"{self.t("check.some_typed")}",{aside}3)'
        self.book.write(self.sheet, 1, 0, verdict, bold, guarded=False)

    def _lay_out(self) -> None:
        good = self.book.file.add_format(
            {"font_color": colour("good"), "bg_color": colour("pale-good")}
        )
        ill = self.book.file.add_format(
            {"font_color": colour("bad"), "bg_color": colour("pale-bad")}
        )
        for key, form in (("ok", good), ("typed", ill), ("wrong", ill)):
            self.sheet.conditional_format(
                TOP, VERDICT, self.row, VERDICT,
                {
                    "type": "cell", "criteria": "==", "value": f'"{self.words[key]}"',
                    "format": form,
                },
            )  # fmt: skip
        self.sheet.repeat_rows(TOP - 1)
        names = ", ".join(self.t(f"sheet.{key}") for key in HELPERS)
        note = self.book.format(italic=True, font_color=MUTED, text_wrap=True, valign="top")
        words = self.t("helpers", names=names)
        self.sheet.merge_range(self.row + 1, 0, self.row + 1, VERDICT, "", note)
        self.sheet.write_string(self.row + 1, 0, words, note)
        self.sheet.set_row(self.row + 1, 13 * lines(words, 150) + 4)
        self.sheet.print_area(0, 0, self.row + 1, VERDICT)
