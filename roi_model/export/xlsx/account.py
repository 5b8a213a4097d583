"""The user's own account by month: its balance, and what says how low and how long it goes."""

from __future__ import annotations

from dataclasses import dataclass

from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.writing.grid import Grid, Row


@dataclass(frozen=True)
class Account:
    """The balance by month and what is read off it.

    `followed` says whether it is known at all, `ends` whether it ever goes below the floor.
    """

    followed: str
    balance: Row
    lowest: str
    lowest_month: str
    need: str
    ends: str
    runs_out: str


def write_account(grid: Grid, calendar: Calendar, cumulative: Row) -> Account:
    """Write these rows; an empty opening balance counts as 0 and is not `followed`."""
    t, inputs = grid.book.t, calendar.inputs
    opening, other, floor = (inputs[key] for key in ("opening_cash", "other_cash", "cash_floor"))
    grid.heading(t("part.account"), large=True)
    never, month = inputs.convention("never"), grid.month.now
    balance = grid.row(
        t("row.balance"), f"{opening}+{other}*MIN({month},{calendar.horizon})+{cumulative.now}",
        total=False, bold=True,
    )  # fmt: skip
    small = calendar.rounding(grid, balance)
    lowest = grid.scalar(t("row.lowest"), f"MIN({balance.all})", "cents")
    short = grid.scalar(t("row.short"), f"{floor}-{lowest}", "cents")
    need = grid.scalar(t("row.need"), f"IF({short}>{small},{short},0)", "cents")
    as_low = grid.row(
        t("row.as_low_balance"), f"IF({balance.now}<={lowest}+{small},{month},{never})", "whole",
        unit="month", total=False,
    )  # fmt: skip
    lowest_month = grid.scalar(t("row.first_month_of"), f"MIN({as_low.all})", "whole", unit="month")
    below = grid.row(
        t("row.below_floor"), f"IF({balance.now}<{floor}-{small},{month},{never})", "whole",
        unit="month", total=False,
    )  # fmt: skip
    first = grid.scalar(t("row.first_month_of"), f"MIN({below.all})", "whole", unit="month")
    place = grid.scalar(
        t("row.place_before"), f"MAX(1,MIN({first},{calendar.horizon}))", "whole", unit="number"
    )
    here, there = (
        grid.scalar(t(f"row.{key}"), f"INDEX({balance.all},1,{place}{more})", "cents")
        for key, more in (("balance_before", ""), ("balance_there", "+1"))
    )
    share = f"IF({here}={there},0,({here}-{floor})/({here}-{there}))"
    fall = grid.scalar(t("row.part_of_month"), share, "weight", unit="months")
    runs_out = grid.scalar(t("row.runs_out"), f"IF({first}=0,0,{first}-1+{fall})", "months")
    return Account(
        f'{opening}<>""', balance, lowest, lowest_month, need, f"{first}<{never}", runs_out
    )
