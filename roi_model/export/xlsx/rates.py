"""The sheet of rates of return: where present value changes sign, and the rate found by halving.

The window is −90 % to 1,000 % a month, looked at in steps of 1 % of 1 + i. One change of sign is
a rate of return; none or several are told apart, as in the app.
"""

from __future__ import annotations

import math

from roi_model.export.xlsx.cash import CashRows
from roi_model.export.xlsx.grid import Book

LOWEST, HIGHEST, STEPS, HALVINGS = 0.1, 11.0, 470, 46


def write_rates(book: Book, cash: CashRows) -> tuple[str, str]:
    """Write the search; returns the cells of the number of roots and of the monthly rate."""
    sheet, name = book.sheet("rates"), book.t("sheet.rates")
    sheet.set_column(0, 4, 18)
    sheet.freeze_panes(3, 0)
    book.title(sheet, "title.rates")
    head = book.format(bold=True, bottom=1)
    for column, key in enumerate(("rate", "present_value", "changes", "low", "high")):
        sheet.write_string(2, column, book.t(f"rates.{key}"), head)
    flow, cumulative = cash.monthly["cash_flow"], cash.monthly["cumulative_cash"]
    small = f"(1E-9*MAX(1,MAX({flow.all}),-MIN({flow.all})))"
    months = f"'{flow.sheet}'!" + cumulative.all.split("!")[1].replace(
        str(cumulative.number + 1), "2"
    )

    def worth(rate: str) -> str:
        kept = f"(ABS({flow.all})>={small})*{flow.all}"
        return f"SUMPRODUCT({kept},(1+{rate})^(-{months}))"

    plain, weight = book.number("weight"), book.format(num_format="0.000E+00")
    for step in range(STEPS + 1):
        row = 3 + step
        rate = (
            math.exp(math.log(LOWEST) + (math.log(HIGHEST) - math.log(LOWEST)) * step / STEPS) - 1
        )
        sheet.write_number(row, 0, rate, plain)
        book.write(sheet, row, 1, worth(f"$A{row + 1}"), weight, None)
        if step:
            changed = f"IF(($B{row}>=0)<>($B{row + 1}>=0),1,0)"
            book.write(sheet, row, 2, changed, book.number("whole"), None)
    first, last = 5, 4 + STEPS
    changes = f"'{name}'!$C${first}:$C${last}"
    count = f"'{name}'!$D$2"
    book.write(sheet, 1, 3, f"SUM({changes})", book.number("whole"), None)
    for at in range(HALVINGS):
        row = 3 + at
        if at == 0:
            found = f"MATCH(1,{changes},0)"
            book.write(
                sheet,
                row,
                3,
                f"IF($D$2=1,INDEX($A${first - 1}:$A${last - 1},{found}),0)",
                plain,
                None,
            )
            book.write(
                sheet, row, 4, f"IF($D$2=1,INDEX($A${first}:$A${last},{found}),0)", plain, None
            )
            continue
        middle = f"(($D{row}+$E{row})/2)"
        same = f"(({worth(f'{middle}')})>=0)=(({worth(f'$D${row}')})>=0)"
        book.write(sheet, row, 3, f"IF({same},{middle},$D{row})", plain, None)
        book.write(sheet, row, 4, f"IF($D{row + 1}={middle},$E{row},{middle})", plain, None)
    return count, f"(('{name}'!$D${3 + HALVINGS}+'{name}'!$E${3 + HALVINGS})/2)"
