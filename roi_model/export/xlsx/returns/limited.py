"""The plan kept to its team's hours: what it would return where capacity is not enforced.

All volumes follow from the contacts, so the plan kept to its hours is the same plan with a share of
every month's cohort; the rows are written by the same code as those of the plan itself.
"""

from __future__ import annotations

from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.cash import CashRows, write_money
from roi_model.export.xlsx.channels import ChannelRows, Sales, Stream, write_sales
from roi_model.export.xlsx.writing.grid import Grid, Row


def write_limited(
    grid: Grid, calendar: Calendar, channels: list[ChannelRows], cash: CashRows
) -> dict[str, Row]:
    """Write sales, spending and cash of the limited plan; returns those rows by their names.

    A plan without a team has no hours to keep to: its own rows come back.
    """
    if not calendar.scenario.team:
        return cash.monthly
    t = grid.book.t
    enforced = calendar.inputs["enforce_capacity"]
    kept = grid.row(
        t("row.kept"),
        lambda m: f"IF({enforced},1,{calendar.limit.at(m)})", "rate", total=False,
    )  # fmt: skip
    sales = [_sales(grid, calendar, stream, kept) for c in channels for stream in c.streams]
    grid.heading(t("part.cash"), large=True)
    paid = [row for c in channels for row in (c.leads_paid, c.meetings_paid)]
    before = [row for c in channels for row in c.rows("commissions")]
    spent = cash.monthly["investment"]
    volume = grid.sum(t("row.by_volume"), paid)
    commissions = grid.sum(t("row.commissions"), [made.commissions for made in sales])
    plan = grid.sum(t("row.plan_commissions"), before)
    other = grid.row(
        t("row.other_spending"),
        lambda m: f"{spent.at(m)}-{volume.at(m)}*(1-{kept.at(m)})-{plan.at(m)}",
    )
    return write_money(
        grid, calendar, [s.revenue for s in sales], [s.profit for s in sales], [other, commissions]
    )


def _sales(grid: Grid, calendar: Calendar, stream: Stream, kept: Row) -> Sales:
    grid.heading(stream.name)
    ultimate = grid.row(
        grid.book.t("row.ultimate"),
        lambda m: f"{stream.ultimate.at(m)}*{kept.at(m)}",
        "count",
    )
    return write_sales(grid, calendar, stream.sale, stream.share, ultimate, stream.weights)
