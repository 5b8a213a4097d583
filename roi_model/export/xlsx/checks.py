"""The sheet of checks: formulas in place, sums that close, the app's own figures beside them."""

from __future__ import annotations

from roi_model.export.xlsx.inputs import InputCells
from roi_model.export.xlsx.metrics import MetricsSheet, kind_of
from roi_model.export.xlsx.writing.book import HELPERS, MUTED, SHEETS, Book, lines
from roi_model.export.xlsx.writing.grid import FIRST, Row, added
from roi_model.metrics import CARDS
from roi_model.metrics import label as metric_label
from roi_model.palette import colour
from roi_model.projection import SERIES

STAGES = SERIES[: SERIES.index("customers") + 1]
"""Series that count people, not money."""

CENT, RELATIVE = "0.005", "1E-9"
TOP = 4
"""Row of the first check."""

WITHOUT_FORMULAS = ("risk", "exported", "scenario")


def write_exported(book: Book) -> dict[str, Row]:
    """Write the app's own series as values, to be compared month by month; returns their rows."""
    sheet, known = book.sheets["exported"], book.dossier.projection.monthly
    name = book.t("sheet.exported")
    sheet.set_column(0, 0, 42)
    book.title(sheet, "title.exported")
    made = {}
    for at, series in enumerate(SERIES, 2):
        sheet.write_string(at, 0, _series_name(book, series), book.format())
        for month, value in enumerate(known[series].tolist()):
            book.put(sheet, at, FIRST + month, value, book.number("cents"))
        made[series] = Row(name, at, len(known[series]) - 1)
    return made


def _series_name(book: Book, series: str) -> str:
    return book.t(f"row.{'signed' if series == 'customers' else series}")


def verdict_cell(book: Book) -> str:
    """The cell that sums the checks up, and is written last."""
    return f"'{book.t('sheet.checks')}'!$A$2"


class Checks:
    """The checks as they are written, a line each; last of all, since they count the formulas."""

    def __init__(self, book: Book, inputs: InputCells, metrics: MetricsSheet) -> None:
        self.book, self.inputs, self.metrics = book, inputs, metrics
        self.sheet, self.t = book.sheets["checks"], book.t
        self.words = {key: self.t(f"check.{key}") for key in ("ok", "typed", "wrong", "moved")}
        self.row = TOP
        self._head()
        self._sums()
        self._as_in_the_app()
        self._months(write_exported(book))
        self._formulas()
        self._verdict()
        self._lay_out()

    def _head(self) -> None:
        sheet = self.sheet
        sheet.set_column(0, 0, 62)
        sheet.set_column(1, 3, 20)
        self.book.title(sheet, "title.checks")
        sheet.write_string(TOP - 1, 0, self.t("column.check"), self.book.head())
        for column, key in enumerate(("formula", "compared", "verdict"), 1):
            words = self.t(f"column.{key}")
            sheet.write_string(TOP - 1, column, words, self.book.head(align="right"))
        sheet.freeze_panes(TOP, 1)

    def _heading(self, key: str) -> None:
        form = self.book.format(bold=True, top=1)
        for column in range(4):
            self.sheet.write_string(self.row, column, "" if column else self.t(key), form)
        self.row += 1

    def _line(
        self, label: str, found: str, wanted: str | float, kind: str, holds: str, *,
        failing: str = "wrong", exported: bool = False,
    ) -> None:  # fmt: skip
        """A check; `holds` may speak of the two figures as {b} and {c}.

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
        held = holds.format(b=f"$B{row + 1}", c=f"$C{row + 1}")
        said = f'IF({held},"{self.words["ok"]}","{self.words[failing]}")'
        if exported:
            said = f'IF({self.inputs.changed}>0,"{self.words["moved"]}",{said})'
        form = book.format(align="right", bold=True)
        book.write(sheet, row, 3, said, form, guarded=guarded)
        self.row += 1

    def _sums(self) -> None:
        metrics, plan, t = self.metrics, self.metrics.plan, self.t
        self._heading("check.sums")

        def sums(label: str, found: str, wanted: str, kind: str = "cents") -> None:
            self._line(label, found, wanted, kind, f"ABS({{b}}-{{c}})<{CENT}")

        monthly, cells = plan.cash.monthly, metrics.cells
        spent = added([row.scalar for row in plan.cash.costs.values()])
        sums(t("check.categories"), spent, monthly["investment"].scalar)
        both = f"{cells['customers_signed']}+{cells['customers_after_horizon']}"
        sums(t("check.customers"), both, cells["customers_ultimate"], "count")
        last = monthly["cumulative_cash"].at(monthly["cumulative_cash"].last)
        flows = "-".join(monthly[n].scalar for n in ("receipts", "direct_costs", "investment"))
        sums(t("check.cash"), last, flows)
        for key in ("revenue", "gross_profit"):
            name = metric_label(key, self.book.lang)
            sums(t("check.channels", name=name), self._each(key), cells[key])
        sums(t("check.shares"), self._each("own_cost", "shared_cost"), cells["investment"])

    def _each(self, *keys: str) -> str:
        table = self.metrics.by_channel
        return added([table[c.name, key] for c in self.metrics.plan.channels for key in keys])

    def _as_in_the_app(self) -> None:
        metrics, known = self.metrics, self.book.dossier.projection.metrics
        self._heading("check.app_metrics")
        # A difference of large amounts keeps their rounding: receivables are one.
        size = f"MAX(1,ABS({{c}}),{metrics.cells['revenue']},{metrics.cells['investment']})"
        for name in CARDS:
            label, cell = metric_label(name, self.book.lang), metrics.cells[name]
            value = known[name].value
            if value is None:
                reason = metrics.reason(str(known[name].reason))
                self._line(label, cell, reason, kind_of(name), "{b}={c}", exported=True)
            else:
                near = f"IF(ISNUMBER({{b}}),ABS({{b}}-{{c}})<={RELATIVE}*{size},FALSE)"
                self._line(label, cell, float(value), kind_of(name), near, exported=True)

    def _months(self, exported: dict[str, Row]) -> None:
        """Every month beside the app's; shown are the totals, of cumulative cash the end."""
        self._heading("check.app_months")
        for series, row in exported.items():
            here = self.metrics.plan.cash.monthly[series]
            pair = [here.scalar, f"SUM({row.all})"]
            if series == "cumulative_cash":
                pair = [here.at(here.last), row.at(row.last)]
            apart = f"SUMXMY2({here.all},{row.all})<=({CENT}+{RELATIVE}*ABS({{c}}))^2"
            label, kind = _series_name(self.book, series), "count" if series in STAGES else "cents"
            self._line(label, pair[0], pair[1], kind, apart, exported=True)

    def _formulas(self) -> None:
        """How many formulas of each sheet somebody typed over."""
        self._heading("check.formulas")
        self.first_typed = self.row + 1
        for key in (k for k in (*SHEETS, *HELPERS) if k not in WITHOUT_FORMULAS):
            label = self.t(f"sheet.{key}")
            counted = self.book.typed_over(key)
            self._line(label, counted, 0.0, "whole", "{b}={c}", failing="typed")

    def _verdict(self) -> None:
        typed = f"SUM($B${self.first_typed}:$B${self.row})>0"
        bad = f'COUNTIF($D${TOP + 1}:$D${self.row},"{self.words["wrong"]}")>0'
        moved = (
            f'IF({self.inputs.changed}>0,"{self.t("check.all_moved")}","{self.t("check.all_ok")}")'
        )
        said = f'IF({bad},"{self.t("check.some_wrong")}",{moved})'
        said = f'IF({typed},"{self.t("check.some_typed")}",{said})'
        form = self.book.format(bold=True, font_size=12)
        self.book.write(self.sheet, 1, 0, said, form, guarded=False)

    def _lay_out(self) -> None:
        good = self.book.file.add_format(
            {"font_color": colour("good"), "bg_color": colour("pale-good")}
        )
        ill = self.book.file.add_format(
            {"font_color": colour("bad"), "bg_color": colour("pale-bad")}
        )
        for key, form in (("ok", good), ("typed", ill), ("wrong", ill)):
            self.sheet.conditional_format(
                TOP, 3, self.row, 3,
                {
                    "type": "cell", "criteria": "==", "value": f'"{self.words[key]}"',
                    "format": form,
                },
            )  # fmt: skip
        self.sheet.repeat_rows(TOP - 1)
        names = ", ".join(self.t(f"sheet.{key}") for key in HELPERS)
        note = self.book.format(italic=True, font_color=MUTED, text_wrap=True, valign="top")
        words = self.t("helpers", names=names)
        self.sheet.merge_range(self.row + 1, 0, self.row + 1, 3, "", note)
        self.sheet.write_string(self.row + 1, 0, words, note)
        self.sheet.set_row(self.row + 1, 13 * lines(words, 110) + 4)
        self.sheet.print_area(0, 0, self.row + 1, 3)
