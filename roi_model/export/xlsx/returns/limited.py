"""The plan kept to its team's hours: what it would return where capacity is not enforced.

All volumes follow from the contacts, so the plan kept to its hours is the same plan with a share of
every month's cohort; the rows are written by the same code as those of the plan itself.
"""

from __future__ import annotations

from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.cash import CashRows, write_money
from roi_model.export.xlsx.channels import Funnel
from roi_model.export.xlsx.sales import Stream, write_sales
from roi_model.export.xlsx.writing.grid import Grid, Row


def write_limited(grid: Grid, calendar: Calendar, funnel: Funnel, cash: CashRows) -> dict[str, Row]:
    """Write sales, spending and cash of the limited plan; returns those rows by their names.

    A plan without a team has no hours to keep to: its own rows come back.
    """
    if not calendar.scenario.team:
        return cash.monthly
    t, enforced = grid.book.t, calendar.inputs["enforce_capacity"]
    grid.heading(t("part.limited"), large=True)
    first = grid.next
    kept = grid.row(
        t("row.kept_contacts"), f"IF({enforced},1,{funnel.team.limit.now})", "rate", total=False
    )
    for channel in funnel.channels:
        for stream in channel.streams:
            _sales(grid, calendar, stream, kept)
    lines = (first, grid.next - 1)
    grid.heading(t("part.cash"), large=True)
    spent = cash.monthly["investment"]
    leads, meetings, plan = (
        grid.added(t(f"row.{key}"), funnel.grid, key=t(f"row.{key}"))
        for key in ("lead_price", "meeting_cost", "commissions")
    )
    commissions = grid.added(t("row.commissions_kept"), grid, key=t("row.commissions"), rows=lines)
    saved = grid.row(t("row.saved"), f"({leads.now}+{meetings.now})*(1-{kept.now})")
    total = grid.row(t("row.investment"), f"{spent.now}-{saved.now}-{plan.now}+{commissions.now}")
    revenue, profit = (
        grid.added(t(f"row.{key}"), grid, rows=lines) for key in ("revenue", "gross_profit")
    )
    return write_money(grid, calendar, (revenue, profit), total)


def _sales(grid: Grid, calendar: Calendar, stream: Stream, kept: Row) -> None:
    grid.heading(stream.name)
    ultimate = grid.row(grid.book.t("row.ultimate"), f"{stream.ultimate.now}*{kept.now}", "count")
    # gnumeric takes a range from a cell found by INDEX on the formula's own sheet alone.
    weights = grid.row(grid.book.t("row.weights"), stream.weights.now, "weight", unit="rate")
    write_sales(grid, calendar, stream.sale, stream.share, ultimate, weights)
