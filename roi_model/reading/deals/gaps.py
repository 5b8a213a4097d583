"""Words that programs write into a cell that holds nothing."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from roi_model.reading.deals.headers import deal_roles
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table

# A stage or a name may be such a word; a date, an amount or a reason never is.
_ROLES = {"created", "closed", "won_on", "lost_on", "expected", "activity", "amount", "source",
          "lost_reason"}  # fmt: skip
_NOTHING = (
    r"(?i)^\s*(?:null|none|n/a|-{1,3}|[\x{2013}\x{2014}]|0000-00-00(?:[ T]00:00:00)?"
    r"|[(\[]?(?:no value|sans valeur|aucune valeur|sin valor|blank|empty|vide|vac[ií]o)[)\]]?)\s*$"
)


def without_nothings(table: Table, inquiry: Inquiry) -> Table:
    """The table with such cells empty; how many there were is remarked on."""
    columns = list(table.columns)
    count = 0
    for column, name in enumerate(table.names):
        if not _ROLES & deal_roles(name).keys():
            continue
        cells = pc.fill_null(table.columns[column], "")
        nothing = pc.match_substring_regex(cells, _NOTHING)
        here = pc.sum(nothing).as_py() or 0
        if here:
            columns[column] = pc.if_else(nothing, pa.scalar(""), cells)
            count += here
    if not count:
        return table
    inquiry.note("nothing_words", count=count)
    return replace(table, columns=tuple(columns))
