"""The sheet of rates of return: where present value changes sign, and the rate found by halving.

The window is −90 % to 1,000 % a month, looked at in steps of 1 % of 1 + i. One change of sign is
a rate of return; none or several are told apart, as in the app.
"""

from __future__ import annotations

import math

from roi_model.export.xlsx.cash import CashRows
from roi_model.export.xlsx.writing.book import Book
from roi_model.export.xlsx.writing.grid import Row

LOWEST, HIGHEST, STEPS, HALVINGS = 0.1, 11.0, 470, 46


def write_rates(book: Book, cash: CashRows) -> tuple[str, str]:
    """Write the search; returns the cells of the number of roots and of the monthly rate."""
    sheet, name = book.sheets["rates"], book.t("sheet.rates")
    sheet.set_column(0, 4, 18)
    sheet.freeze_panes(3, 0)
    book.title(sheet, "title.rates")
    head = book.format(bold=True, bottom=1)
    for column, key in enumerate(("rate", "present_value", "changes", "low", "high")):
        sheet.write_string(2, column, book.t(f"rates.{key}"), head)
    flow = cash.counted_flow
    months = Row(flow.sheet, 1, flow.last).all

    def worth(rate: str) -> str:
        return f"SUMPRODUCT({flow.all},(1+{rate})^(-{months}))"

    plain, whole = book.number("weight"), book.number("whole")
    weight = book.format(num_format="0.000E+00")
    for step in range(STEPS + 1):
        row = 3 + step
        grown = math.log(LOWEST) + (math.log(HIGHEST) - math.log(LOWEST)) * step / STEPS
        book.put(sheet, row, 0, math.exp(grown) - 1, plain)
        book.write(sheet, row, 1, worth(f"$A{row + 1}"), weight)
        if step:
            book.write(sheet, row, 2, f"IF(($B{row}>=0)<>($B{row + 1}>=0),1,0)", whole)
    first, last = 5, 4 + STEPS
    changes = f"$C${first}:$C${last}"
    book.write(sheet, 1, 3, f"SUM({changes})", whole)
    found = f"MATCH(1,{changes},0)"
    for column, cells in ((3, f"$A${first - 1}:$A${last - 1}"), (4, f"$A${first}:$A${last}")):
        book.write(sheet, 3, column, f"IF($D$2=1,INDEX({cells},{found}),0)", plain)
    for row in range(4, 3 + HALVINGS):
        middle = f"(($D{row}+$E{row})/2)"
        same = f"({worth(middle)}>=0)=({worth(f'$D{row}')}>=0)"
        book.write(sheet, row, 3, f"IF({same},{middle},$D{row})", plain)
        book.write(sheet, row, 4, f"IF($D{row + 1}={middle},$E{row},{middle})", plain)
    end = 3 + HALVINGS
    return f"'{name}'!$D$2", f"(('{name}'!$D${end}+'{name}'!$E${end})/2)"
