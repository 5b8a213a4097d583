"""The table of the channels, under the metrics: each one's figures, its share of common costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from roi_model.engine.channel_results import FIGURES
from roi_model.export.xlsx.channels import ChannelRows
from roi_model.export.xlsx.writing.book import ACCENT, Book
from roi_model.export.xlsx.writing.formula import column_name
from roi_model.export.xlsx.writing.grid import added
from roi_model.export.xlsx.writing.sheet import Sheet
from roi_model.metrics import CARDS

CHANNEL = tuple((key, "cents" if kind == "money" else kind) for key, kind in FIGURES.items())
STEPS = (("basis", "count"), ("incremental", "count"), ("due", "cents"), ("lifetime", "cents"))
"""Columns to the right of the table: by what common costs are shared, and what CAC and LTV need."""

SUMMED = (
    "leads", "customers_signed", "customers_ultimate", "revenue", "gross_profit", "own_cost",
    "hours", "shared_cost",
)  # fmt: skip
COLUMNS = {key: f"${column_name(at)}" for at, (key, _) in enumerate((*CHANNEL, *STEPS), 1)}


class Above(Protocol):
    """What the table takes from the metrics that stand above it on their sheet."""

    book: Book
    name: str
    sheet: Sheet
    plan: Any
    tiny: str

    @property
    def lifetime(self) -> dict[str, str]: ...  # noqa: D102

    @property
    def loyalty(self) -> str: ...  # noqa: D102

    def total(self, name: str) -> str: ...  # noqa: D102

    def step(  # noqa: D102
        self, key: str, formula: str, kind: str = "cents", label: str = ""
    ) -> str: ...


def column_of(metrics: Above, key: str) -> str:
    """The cells of a column of the table."""
    first = 8 + len(CARDS)
    last = first - 1 + len(metrics.plan.funnel.channels)
    return f"'{metrics.name}'!{COLUMNS[key]}${first}:{COLUMNS[key]}${last}"


def write_by_channel(
    metrics: Above, channels: Sequence[ChannelRows], top: int
) -> dict[tuple[str, str], str]:
    """Write the table, its head in the row `top`; returns cells by channel and column."""
    book, sheet = metrics.book, metrics.sheet
    title = book.format(bold=True, font_size=12, font_color=ACCENT)
    sheet.write_string(top - 1, 0, book.t("title.by_channel"), title)
    sheet.set_row(top, 28)  # heads of two lines
    sheet.write_string(top, 0, book.t("column.channel"), book.head(valign="top"))
    head = book.head(text_wrap=True, align="right", valign="top")
    for column, (key, _) in enumerate((*CHANNEL, *STEPS), 1):
        sheet.write_string(top, column, book.t(f"column.{key}"), head)
    cells = {}
    for at, channel in enumerate(channels, top + 1):
        sheet.write_string(at, 0, channel.name, book.format())
        formulas = _formulas(metrics, channel, at + 1)
        for column, (key, kind) in enumerate((*CHANNEL, *STEPS), 1):
            book.write(sheet, at, column, formulas[key], book.number(kind))
            cells[channel.name, key] = f"'{metrics.name}'!{COLUMNS[key]}${at + 1}"
    last = top + 1 + len(channels)
    sheet.write_string(last, 0, book.t("total"), book.format(bold=True, top=1))
    for column, (key, kind) in enumerate(CHANNEL, 1):
        form = book.number(kind, bold=True, top=1)
        if key in SUMMED:
            book.write(sheet, last, column, f"SUM({column_of(metrics, key)})", form)
        else:
            sheet.write_blank(last, column, None, form)
    return cells


def _formulas(metrics: Above, channel: ChannelRows, row: int) -> dict[str, str]:
    """A line of the table; `row` is its own, counted from 1."""

    def own(key: str) -> str:
        return f"{COLUMNS[key]}{row}"

    by_hours, by_leads = _shared_by(metrics)
    weight = f"{own('basis')}/SUM({column_of(metrics, 'basis')})"
    common = _common_costs(metrics)
    spent = f"({own('own_cost')}+{own('shared_cost')})"
    loyalty = f"{metrics.loyalty}*{weight}"

    def ratio(above: str, below: str) -> str:
        """A dash where the denominator is 0."""
        return f'IF(ABS({below})<{metrics.tiny},"–",({above})/{below})'

    return {
        "leads": channel.stages["leads"].total,
        "customers_signed": channel.total("signed"),
        "customers_ultimate": channel.stages["ultimate"].total,
        "revenue": channel.total("revenue"),
        "gross_profit": channel.total("profit"),
        "own_cost": added(
            [channel.budget.total, channel.leads_paid.total, channel.meetings_paid.total]
            + [row.total for row in channel.rows("commissions")]
        ),
        "hours": channel.hours.total,
        "shared_cost": f"{common}*{weight}",
        "contribution_roi": ratio(f"{own('gross_profit')}-{own('own_cost')}", own("own_cost")),
        "loaded_roi": ratio(f"{own('gross_profit')}-{spent}", spent),
        "ltv": ratio(own("lifetime"), own("incremental")),
        "cac": ratio(f"{spent}-{loyalty}+{own('due')}", own("incremental")),
        "basis": f"{by_hours}*{own('hours')}+{by_leads}*{own('leads')}+1-{by_hours}-{by_leads}",
        "incremental": f"{own('customers_ultimate')}*{channel.share}",
        "due": added([stream.due for stream in channel.streams]),
        "lifetime": metrics.lifetime[channel.name],
    }


def _common_costs(metrics: Above) -> str:
    """The cell of what no channel spends itself; what is left of two like sums is nothing."""
    investment = metrics.total("investment")
    rest = f"({investment}-SUM({column_of(metrics, 'own_cost')}))"
    small = f"{metrics.tiny}*MAX(1,{investment})"
    return metrics.step("common", f"IF(ABS{rest}<{small},0,{rest})")


def _shared_by(metrics: Above) -> tuple[str, str]:
    """Cells that are 1 where common costs are shared by hours, or else by leads."""
    hours, leads = (f"SUM({column_of(metrics, key)})" for key in ("hours", "leads"))
    by_hours = metrics.step("by_hours", f"IF({hours}>0,1,0)", "whole")
    by_leads = metrics.step("by_leads", f"IF({leads}>0,1-{by_hours},0)", "whole")
    return by_hours, by_leads
