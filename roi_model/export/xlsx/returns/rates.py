"""The sheet of rates of return: where present value changes sign, and the rate found by halving.

The window is −90 % to 1,000 % a month, looked at in steps of 1 % of 1 + i. One change of sign is
a rate of return; none or several are told apart, as in the app. Where the flows change sign once,
the rate is that of the spreadsheet's own IRR, which starts from the step the search has found.
"""

from __future__ import annotations

from roi_model.export.xlsx.cash import CashRows
from roi_model.export.xlsx.inputs import InputCells
from roi_model.export.xlsx.writing.book import Book

LOWEST, HIGHEST, STEPS, HALVINGS = 0.1, 11.0, 470, 46
COLUMNS = (
    "step", "rate", "present_value", "changes", "low", "high", "middle", "at_middle", "at_low",
)  # fmt: skip
WINDOW = (("lowest", LOWEST), ("highest", HIGHEST), ("steps", STEPS))
"""What the search looks at, in the first cells: 1 + i at its ends, and how many steps between."""

FIRST = 6
"""Row of the first step of the search."""


def write_rates(book: Book, inputs: InputCells, cash: CashRows) -> tuple[str, str]:
    """Write the search; returns the cells of the number of roots and of the monthly rate."""
    sheet, name = book.sheets["rates"], book.t("sheet.rates")
    sheet.set_column(0, len(COLUMNS) - 1, 18)
    sheet.freeze_panes(FIRST, 0)
    book.title(sheet, "title.rates")
    plain, whole = book.number("weight"), book.number("whole")
    for at, (key, value) in enumerate(WINDOW, 1):
        sheet.write_string(at, 0, book.t(f"rates.{key}"), book.format())
        book.put(sheet, at, 1, value, plain if key != "steps" else whole)
    for column, key in enumerate(COLUMNS):
        sheet.write_string(FIRST - 1, column, book.t(f"rates.{key}"), book.head(align="right"))
    half = inputs.convention("half")
    flow, months = cash.counted_flow, cash.month

    def worth(rate: str) -> str:
        return f"SUMPRODUCT({flow.all},(1+{rate})^(-{months.all}))"

    weight = book.format(num_format="0.000E+00", align="right")
    for row in range(FIRST, FIRST + STEPS + 1):
        book.write(sheet, row, 0, f"$A{row}+1" if row > FIRST else "0", whole)
        book.write(sheet, row, 1, f"$B$2*($B$3/$B$2)^($A{row + 1}/$B$4)-1", plain)
        book.write(sheet, row, 2, worth(f"$B{row + 1}"), weight)
        if row > FIRST:
            book.write(sheet, row, 3, f"IF(($C{row}>=0)<>($C{row + 1}>=0),1,0)", whole)
    first, last = FIRST + 2, FIRST + STEPS + 1
    changes = f"$D${first}:$D${last}"
    for at, (key, formula) in enumerate(
        (("count", f"SUM({changes})"), ("place", f"IFERROR(MATCH(1,{changes},0),1)")), 1
    ):
        sheet.write_string(at, 3, book.t(f"rates.{key}"), book.format())
        book.write(sheet, at, 4, formula, whole)
    for row in range(FIRST, FIRST + HALVINGS):
        here, before = row + 1, row
        low, high = f"$B${first - 1}:$B${last - 1}", f"$B${first}:$B${last}"
        parts = [f"INDEX({low},$E$3)", f"INDEX({high},$E$3)"]
        at_low = worth(f"$E{here}")
        if row > FIRST:
            same = f"($H{before}>=0)=($I{before}>=0)"
            parts = [f"IF({same},$G{before},$E{before})", f"IF({same},$F{before},$G{before})"]
            at_low = f"IF({same},$H{before},$I{before})"
        parts += [f"($E{here}+$F{here})*{half}", worth(f"$G{here}"), at_low]
        for column, formula in enumerate(parts, 4):
            book.write(sheet, row, column, formula, weight if column > 6 else plain)
    searched = f"$G${FIRST + HALVINGS}"
    own = f"IF(AND($E$4=1,$E$2=1),IRR({flow.all},$E${FIRST + 1}),{searched})"
    for at, (key, formula, form) in enumerate(
        (("flow_changes", cash.changes.total, whole), ("own", f"IFERROR({own},{searched})", plain)),
        3,
    ):
        sheet.write_string(at, 3, book.t(f"rates.{key}"), book.format())
        book.write(sheet, at, 4, formula, form)
    return f"'{name}'!$E$2", f"'{name}'!$E$5"
