"""The sheet of checks: sums that must close, and the app's own figures beside the formulas."""

from __future__ import annotations

from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.cash import CashRows
from roi_model.export.xlsx.grid import Book, added
from roi_model.export.xlsx.inputs import Inputs
from roi_model.export.xlsx.metrics import MetricsSheet, kind_of
from roi_model.metrics import FORMULAS
from roi_model.projection import SERIES
from roi_model.texts import text

CENT, RELATIVE = 0.005, 1e-9


def write_checks(
    book: Book, inputs: Inputs, calendar: Calendar, cash: CashRows, sheet_of: MetricsSheet
) -> str:
    """Write the checks; returns the cell that says whether all hold."""
    sheet, name, t = book.sheet("checks"), book.t("sheet.checks"), book.t
    sheet.set_column(0, 0, 58)
    sheet.set_column(1, 3, 18)
    book.title(sheet, "title.checks")
    head = book.head(align="right")
    for column, key in enumerate(("check", "formula", "compared", "verdict")):
        sheet.write_string(3, column, t(f"column.{key}"), head)
    ok, wrong, moved = t("check.ok"), t("check.wrong"), t("check.moved")
    row = 4
    metrics = sheet_of.cells

    def line(
        label: str, found: str, wanted: str | float, kind: str, holds: str, free: bool
    ) -> None:
        nonlocal row
        sheet.write_string(row, 0, label, book.format())
        form = book.number(kind)
        book.write(sheet, row, 1, found, form, None)
        if isinstance(wanted, float):
            sheet.write_number(row, 2, wanted, form)
        else:
            book.write(sheet, row, 2, wanted, form, None)
        said = f'IF({holds},"{ok}","{wrong}")'
        if not free:  # the app's values are those of the case as it was exported
            said = f'IF({inputs.changed}>0,"{moved}",{said})'
        book.write(sheet, row, 3, said, book.format(align="right", bold=True), ok)
        row += 1

    def sums(label: str, found: str, wanted: str, kind: str = "cents") -> None:
        line(label, found, wanted, kind, f"ABS($B{row + 1}-$C{row + 1})<{CENT}", True)

    monthly = cash.monthly
    sums(
        t("check.categories"),
        added([r.scalar for r in cash.costs.values()]),
        monthly["investment"].scalar,
    )
    signed_and_after = f"{metrics['customers_signed']}+{metrics['customers_after_horizon']}"
    sums(t("check.customers"), signed_and_after, metrics["customers_ultimate"], "count")
    last = monthly["cumulative_cash"].at(monthly["cumulative_cash"].last)
    flows = "-".join(monthly[n].scalar for n in ("receipts", "direct_costs", "investment"))
    sums(t("check.cash"), last, flows)
    channels = [c.name for c in sheet_of.channels]
    for key in ("revenue", "gross_profit"):
        each = added([sheet_of.by_channel[c, key] for c in channels])
        sums(t("check.channels", name=text(f"metrics.{key}.label", book.lang)), each, metrics[key])
    each = added([sheet_of.by_channel[c, k] for c in channels for k in ("own_cost", "shared_cost")])
    sums(t("check.shares"), each, metrics["investment"])
    known = book.dossier.projection
    # A difference of large amounts keeps their rounding: receivables are one.
    size = f"MAX(1,ABS($C{{0}}),{metrics['revenue']},{metrics['investment']})"
    near = f"ABS($B{{0}}-$C{{0}})<={RELATIVE}*{size}"
    for metric in FORMULAS:
        label = t("check.app", name=text(f"metrics.{metric}.label", book.lang))
        value = known.metrics[metric].value
        if value is None:
            code = known.metrics[metric].reason
            line(label, metrics[metric], sheet_of.reason(str(code)), kind_of(metric),
                 f"$B{row + 1}=$C{row + 1}", False)  # fmt: skip
        else:
            line(label, metrics[metric], float(value), kind_of(metric), near.format(row + 1), False)
    for series in SERIES:
        name_of = text(f"workbook.row.{'signed' if series == 'customers' else series}", book.lang)
        found = f"SUMSQ({monthly[series].all})"
        wanted = float((known.monthly[series] ** 2).sum())
        line(t("check.squares", name=name_of), found, wanted, "cents", near.format(row + 1), False)
    verdicts = f"'{name}'!$D$5:$D${row}"
    bad = f'COUNTIF({verdicts},"{wrong}")'
    changed = f'IF({inputs.changed}>0,"{t("check.moved")}","{t("check.all_ok")}")'
    book.write(sheet, 1, 0, f'IF({bad}=0,{changed},"{t("check.some_wrong")}")',
               book.format(bold=True, font_size=12), t("check.all_ok"))  # fmt: skip
    good = book.file.add_format({"font_color": "#0f7b6c", "bg_color": "#e3f3ef"})
    ill = book.file.add_format({"font_color": "#b3372b", "bg_color": "#fbe6e3"})
    for words, form in ((ok, good), (wrong, ill)):
        sheet.conditional_format(
            4, 3, row, 3, {"type": "cell", "criteria": "==", "value": f'"{words}"', "format": form}
        )
    sheet.freeze_panes(4, 1)
    return f"'{name}'!$A$2"
