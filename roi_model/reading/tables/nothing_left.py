"""Tables of which nothing could be counted: refused before and after their columns are read."""

from __future__ import annotations

from roi_model.reading.costs.entries import Lines
from roi_model.reading.deals.deals import Deals
from roi_model.reading.fec.header import has_gap
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table

_SEVERAL = 6


def refuse_unusable(table: Table, kind: str, inquiry: Inquiry) -> None:
    """Refuse a table whose rows do not fit its header, before its columns are looked at.

    A FEC's short rows only lack the last columns, which the law leaves empty: but where an unknown
    name stands among those of the law, it may be a name too many.
    """
    shifted = sum(n for reason, n in table.rejections.reasons if reason == "too_many_fields")
    if kind != "fec" or has_gap(table.names):
        shifted += len(table.present)
    # Lines broken in two leave half of the rows short; of two or three rows one may be by chance.
    half = kind != "fec" and len(table) >= _SEVERAL
    if 2 * shifted > len(table) - half:
        raise inquiry.refusal("shifted", count=shifted, delimiter=table.delimiter)
    if not len(table):
        raise inquiry.refusal("no_usable_row", count=table.rows_read)


def refuse_nothing(lines: Lines | None, deals: Deals | None, count: int, inquiry: Inquiry) -> None:
    """Refuse a file of which nothing is left and nothing is asked: its total of 0 would be none."""
    kept = len(lines) if lines is not None else len(deals.frame) if deals is not None else 0
    if not kept and not inquiry.blocked:
        raise inquiry.refusal("no_usable_row", count=count)
