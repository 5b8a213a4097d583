"""The lifetime sheet: what the incremental customers have earned by age, a line a stream."""

from __future__ import annotations

from dataclasses import dataclass

from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.channels import ChannelRows
from roi_model.export.xlsx.sales import Stream
from roi_model.export.xlsx.writing.grid import Grid, Row

OLDEST = 120
"""Months: the highest lifetime cap there is."""


@dataclass(frozen=True)
class Lifetime:
    """Margin earned before each age by all customers, and by channel at the cap."""

    total: Row
    at_cap: dict[str, str]


def write_lifetime(grid: Grid, calendar: Calendar, channels: list[ChannelRows]) -> Lifetime:
    """Write the margins; ages stand where other sheets have months."""
    t, cap = grid.book.t, calendar.inputs["ltv_cap_months"]
    signed = grid.flag(t("row.at_signature"), f"IF({grid.month.now}=0,1,0)")
    second = grid.flag(t("row.after_a_month"), f"IF({grid.month.now}=1,1,0)")
    first, at_cap = grid.next, {}
    for channel in channels:
        grid.heading(channel.name)
        own = [_margin(grid, stream, signed, second) for stream in channel.streams]
        together = grid.row(
            t("row.margin_of_channel"), "+".join(row.now for row in own), total=False,
            key=t("row.margin_by_age"),
        )  # fmt: skip
        at_cap[channel.name] = grid.scalar(
            t("row.lifetime"), f"INDEX({together.all},1,{cap}+1)", "cents"
        )
    lines = (first, grid.next - 1)
    total = grid.added(t("row.margin_by_age"), grid, rows=lines, total=False, bold=True)
    return Lifetime(total, at_cap)


def _margin(grid: Grid, stream: Stream, signed: Row, second: Row) -> Row:
    """What a stream's customers have earned: the first order, then fees and repeat orders.

    The first fee falls with the first order, at age 0, and repeat orders begin a month later.
    """
    t, sale = grid.book.t, stream.sale
    worth = f"{stream.ultimate.total}*{stream.share}*{sale['gross_margin']}"
    many = grid.scalar(t("row.weight"), worth, "count")
    here = Row(grid.name, grid.next, grid.months)
    stay = grid.row(
        t("row.stay"), f"{second.now}+{sale['kept']}*{here.before}", "weight", total=False
    )
    earned = (
        f"{signed.now}*{sale['deal_value']}+{stay.now}*{sale['monthly_fee']}"
        f"+({stay.now}-{second.now})*{sale['orders']}"
    )
    return grid.running(t("row.margin"), f"{many}*({earned})")
