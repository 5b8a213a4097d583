"""The table of the channels, under the metrics: each one's figures, its share of common costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from roi_model.engine.channel_results import FIGURES
from roi_model.export.xlsx.channels import ChannelRows
from roi_model.export.xlsx.writing.book import ACCENT, Book
from roi_model.export.xlsx.writing.formula import column_name
from roi_model.export.xlsx.writing.grid import added
from roi_model.export.xlsx.writing.sheet import Sheet

CHANNEL = tuple((key, "cents" if kind == "money" else kind) for key, kind in FIGURES.items())
COLUMNS = {key: f"${column_name(at)}" for at, (key, _) in enumerate(CHANNEL, 1)}


class Above(Protocol):
    """What the table takes from the metrics that stand above it on their sheet."""

    book: Book
    name: str
    sheet: Sheet

    @property
    def lifetime(self) -> dict[str, str]: ...  # noqa: D102

    @property
    def loyalty(self) -> str: ...  # noqa: D102

    def total(self, name: str) -> str: ...  # noqa: D102


def write_by_channel(
    metrics: Above, channels: Sequence[ChannelRows], top: int
) -> dict[tuple[str, str], str]:
    """Write the table, its head in the row `top`; returns cells by channel and column."""
    book, sheet = metrics.book, metrics.sheet
    title = book.format(bold=True, font_size=12, font_color=ACCENT)
    sheet.write_string(top - 1, 0, book.t("title.by_channel"), title)
    sheet.write_string(top, 0, book.t("column.channel"), book.head())
    head = book.head(text_wrap=True, align="right", valign="top")
    for column, (key, _) in enumerate(CHANNEL, 1):
        sheet.write_string(top, column, book.t(f"column.{key}"), head)
    cells = {}
    for at, channel in enumerate(channels, top + 1):
        sheet.write_string(at, 0, channel.name, book.format())
        formulas = _formulas(metrics, channel, at + 1, (top + 2, top + 1 + len(channels)))
        for column, (key, kind) in enumerate(CHANNEL, 1):
            book.write(sheet, at, column, formulas[key], book.number(kind))
            cells[channel.name, key] = f"'{metrics.name}'!{COLUMNS[key]}${at + 1}"
    return cells


def _formulas(
    metrics: Above, channel: ChannelRows, row: int, rows: tuple[int, int]
) -> dict[str, str]:
    """A line of the table; `row` is its own, `rows` the first and last of all, counted from 1."""

    def own(key: str) -> str:
        return f"{COLUMNS[key]}${row}"

    def total(key: str) -> str:
        return f"SUM({COLUMNS[key]}${rows[0]}:{COLUMNS[key]}${rows[1]})"

    weight = (
        f"IF({total('hours')}>0,{own('hours')}/MAX({total('hours')},1E-300),"
        f"IF({total('leads')}>0,{own('leads')}/MAX({total('leads')},1E-300),"
        f"1/{rows[1] - rows[0] + 1}))"
    )
    shared = f"({metrics.total('investment')}-{total('own_cost')})*{weight}"
    spent = f"{own('own_cost')}+{own('shared_cost')}"
    incremental = f"({channel.stages['ultimate'].scalar}*{channel.share})"
    acquisition = f"{spent}-{metrics.loyalty}*({weight})+{due(channel)}"
    return {
        "leads": channel.stages["leads"].scalar,
        "customers_signed": channel.total("signed"),
        "customers_ultimate": channel.stages["ultimate"].scalar,
        "revenue": channel.total("revenue"),
        "gross_profit": channel.total("profit"),
        "own_cost": added(
            [channel.budget.scalar, channel.leads_paid.scalar, channel.meetings_paid.scalar]
            + [row.scalar for row in channel.rows("commissions")]
        ),
        "hours": channel.hours.scalar,
        "shared_cost": shared,
        "contribution_roi": _ratio(f"{own('gross_profit')}-{own('own_cost')}", own("own_cost")),
        "loaded_roi": _ratio(f"{own('gross_profit')}-({spent})", f"({spent})"),
        "ltv": _ratio(metrics.lifetime[channel.name], incremental),
        "cac": _ratio(acquisition, incremental),
    }


def _ratio(above: str, below: str) -> str:
    """A dash where the denominator is 0."""
    return f'IF(ABS({below})<1E-9,"–",({above})/({below}))'


def due(channel: ChannelRows) -> str:
    """Commissions on a channel's customers that sign after the horizon, as a formula."""
    return added(
        [
            f"({stream.ultimate.scalar}-{stream.sales.signed.scalar})*{stream.sale['each']}"
            for stream in channel.streams
        ]
    )
