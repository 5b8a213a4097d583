"""The lifetime sheet: what the incremental customers have earned by age, a line a stream."""

from __future__ import annotations

from dataclasses import dataclass

from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.channels import ChannelRows
from roi_model.export.xlsx.writing.grid import Grid, Row, added

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
    lines: list[Row] = []
    at_cap = {}
    for channel in channels:
        own = []
        for number, stream in enumerate(channel.streams):
            sale = stream.sale
            many = grid.scalar(
                f"{channel.name} · {t('row.weight', number=number)}",
                f"{stream.ultimate.scalar}*{channel.share}*{sale['gross_margin']}",
                "count",
            )
            orders = f"{sale['deal_value']}*{sale['repeat_orders']}/12"

            def margin(
                m: int, many: str = many, sale: dict[str, str] = sale, orders: str = orders
            ) -> str:
                if m == 0:
                    return f"{many}*{sale['deal_value']}"
                if m == 1:  # age 0 has its first order and a full fee
                    return f"{many}*{sale['monthly_fee']}"
                kept = f"{sale['retention']}^(({grid.month.at(m)}-1)/12)"
                return f"{many}*{kept}*({sale['monthly_fee']}+{orders})"

            own.append(grid.running(f"{channel.name} · {number}", margin))
        lines += own
        at_cap[channel.name] = grid.scalar(
            f"{channel.name} · {t('row.lifetime')}",
            added([f"INDEX({row.all},1,{cap}+1)" for row in own]),
            "cents",
        )
    total = grid.sum(t("row.margin_by_age"), lines, total=False, bold=True)
    return Lifetime(total, at_cap)
