"""Tables of which nothing could be counted, refused before their columns are looked at."""

from __future__ import annotations

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.tables.table import Table

_SEVERAL = 6


def refuse_unusable(table: Table) -> None:
    """Refuse a table whose rows do not fit its header."""
    # Lines broken in two leave half of the rows short; of two or three rows one may be by chance.
    refuse_shifted(table, len(table.present), spare=len(table) >= _SEVERAL)


def refuse_shifted(table: Table, short: int, *, spare: bool = False) -> None:
    """Refuse a table with no rows, or more of them too long or too `short` than sound.

    Sound is up to half of them, with a `spare` one fewer.
    """
    long = sum(n for reason, n in table.rejections.reasons if reason == "too_many_fields")
    if 2 * (long + short) > len(table) - spare:
        raise RefusedError("shifted", count=long + short, delimiter=table.delimiter)
    if not len(table):
        raise RefusedError("no_usable_row", count=table.rows_read)
