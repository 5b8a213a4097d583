"""A file of costs in whatever shape: refused where it holds sums, made long, then read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from roi_model.reading.costs.costs import read_costs
from roi_model.reading.costs.entries import Lines
from roi_model.reading.costs.layouts.account_paths import expense_entries
from roi_model.reading.costs.layouts.block_months import dated_by_blocks
from roi_model.reading.costs.layouts.day_numbers import dated_by_day
from roi_model.reading.costs.layouts.day_once import dated_once
from roi_model.reading.costs.layouts.documents import bought, paid_once
from roi_model.reading.costs.layouts.short_header import without_lone_headings
from roi_model.reading.costs.layouts.titled_month import dated_by_title
from roi_model.reading.costs.ledgers import refuse_both_sides
from roi_model.reading.costs.long_form import is_statement, make_long
from roi_model.reading.costs.platforms.platform import platform_fees
from roi_model.reading.costs.roles import planning, recognised
from roi_model.reading.costs.statement.listed import without_sections_in
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.month_headers import month_columns, span_of
from roi_model.reading.tables.nothing_left import refuse_unusable
from roi_model.reading.tables.running_total import without_running_totals
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.summaries import refuse_summaries
from roi_model.reading.tables.table import Table


def read_any_shape(
    source: Source,
    inquiry: Inquiry,
    read_rows: Callable[[Table, bool, Inquiry], Lines | None] = read_costs,
) -> Lines | None:
    """Dated costs of a table whose months or categories may be columns; None where it must ask.

    `read_rows` reads the table in long form. Raises RefusedError for a table of sums, one whose
    rows do not fit its header, and as `read_rows` does.
    """
    refuse_summaries(source, proved=partial(is_statement, source.table))
    said, names = [source.sheet, *source.titles], source.table.names
    table = dated_by_blocks(dated_by_day(source.table, said, inquiry), said, inquiry)
    source = replace(source, table=without_lone_headings(table))
    refuse_unusable(source.table)
    if read_rows is read_costs:  # a bank's may come to the same by chance
        source = replace(source, table=without_sections_in(source.table, inquiry))
        refuse_both_sides(source.table)
        source = replace(source, table=without_running_totals(source.table, inquiry))
    taken = platform_fees(source.table, inquiry)
    if taken is None:
        return None
    source = replace(source, table=dated_once(expense_entries(taken, inquiry), inquiry))
    inquiry.plan = planning(said)
    long = make_long(source, inquiry)
    if long is None:
        return None
    if table.names == names:  # no block has said its own days or months
        dated = dated_by_title(long, source.titles, inquiry, sheet=source.sheet)
        if dated is None:
            return None
        long = dated
    if read_rows is read_costs:
        long = bought(paid_once(long, inquiry), inquiry)
    if long is None:
        return None
    lines = read_rows(long, source.has_header, inquiry)
    # A column made of several has no heading of its own in the file.
    inquiry.columns = {role: name for role, name in inquiry.columns.items() if name in names}
    return lines


def cost_headings(row: Sequence[str]) -> int:
    """How many cells of a row head columns of a table of costs; several months count as such.

    >>> cost_headings(["Date", "Libellé", "Montant"]), cost_headings(["Poste", "janv.", "févr."])
    (3, 3)
    """
    months = month_columns(row)
    if len(months) < 2:  # "Out" is October in Portuguese, and money spent in English
        months = []
    spans = [i for i, cell in enumerate(row) if span_of(cell) in ("quarter", "half")]
    words = recognised([cell for i, cell in enumerate(row) if i not in months])
    return words + len(months) + (len(spans) if len(spans) >= 2 else 0)
