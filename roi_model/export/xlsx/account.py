"""The user's own account by month: its balance, and what says how low and how long it goes."""

from __future__ import annotations

from dataclasses import dataclass

from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.writing.grid import Grid, Row, rounding

NEVER = 1000
"""In the place of a month that does not come."""


@dataclass(frozen=True)
class Account:
    """The balance by month and what is read off it; `followed` says whether it is known at all."""

    followed: str
    floor: str
    small: str
    balance: Row
    as_low: Row
    below: Row

    @property
    def lowest(self) -> str:
        """The lowest balance."""
        return f"MIN({self.balance.all})"

    @property
    def lowest_month(self) -> str:
        """The first month as low as the lowest."""
        return f"MIN({self.as_low.all})"

    @property
    def need(self) -> str:
        """What the lowest balance is short of the floor."""
        short = f"({self.floor}-{self.lowest})"
        return f"IF({short}>{self.small},{short},0)"

    def runs_out(self, never: str) -> str:
        """When the balance first goes below the floor, or `never`."""
        first = f"MIN({self.below.all})"
        here, there = (f"INDEX({self.balance.all},1,{first}{more})" for more in ("", "+1"))
        within = f"{first}-1+({here}-{self.floor})/({here}-{there})"
        return f"IF({first}={NEVER},{never},IF({first}=0,0,{within}))"


def write_account(grid: Grid, calendar: Calendar, cumulative: Row) -> Account:
    """Write these rows; an empty opening balance counts as 0 and is not `followed`."""
    t, inputs = grid.book.t, calendar.inputs
    opening, other, floor = (inputs[key] for key in ("opening_cash", "other_cash", "cash_floor"))
    grid.heading(t("part.account"), large=True)

    def held(m: int) -> str:
        months = f"MIN({grid.month.at(m)},{calendar.horizon})"
        return f"{opening}+{other}*{months}+{cumulative.at(m)}"

    balance = grid.row(t("row.balance"), held, "amount", total=False, bold=True)
    small = grid.scalar(t("row.rounding"), rounding(balance), "weight")
    as_low = grid.row(
        t("row.as_low_balance"),
        lambda m: f"IF({balance.at(m)}<=MIN({balance.all})+{small},{grid.month.at(m)},{NEVER})",
        "whole", total=False,
    )  # fmt: skip
    below = grid.row(
        t("row.below_floor"),
        lambda m: f"IF({balance.at(m)}<{floor}-{small},{grid.month.at(m)},{NEVER})",
        "whole", total=False,
    )  # fmt: skip
    return Account(f'{opening}<>""', floor, small, balance, as_low, below)
