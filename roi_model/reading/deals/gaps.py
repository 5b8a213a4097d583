"""Words that programs, and people ("tbc"), write into a cell that holds nothing."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from roi_model.reading.deals.headers import deal_roles
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import each, matching

# A stage or a name may be such a word; a date, an amount or a reason never is.
_ROLES = {"created", "closed", "won_on", "lost_on", "expected", "activity", "amount", "source",
          "lost_reason"}  # fmt: skip
_NOTHING = (
    r"(?i)^\s*(?:null|none|n/a|-{1,3}|[\x{2013}\x{2014}]|0000-00-00(?:[ T]00:00:00)?"
    r"|\?{1,3}|tb[acd]|n\.?c\.?|(?:[aà]|noch|por|da|te) (?:d[eé]finire?|pr[eé]ciser|chiffrer"
    r"|confirm(?:er|ar|are)|kl[aä]ren|bepalen)"
    r"|[(\[]?(?:no value|sans valeur|aucune valeur|sin valor|blank|empty|vide|vac[ií]o)[)\]]?)\s*$"
)


def without_nothings(table: Table, inquiry: Inquiry) -> Table:
    """The table with such cells empty; how many there were is remarked on."""
    columns = list(table.columns)
    count = 0
    for column, name in enumerate(table.names):
        if not _ROLES & deal_roles(name).keys():
            continue
        here = int(matching(table.columns[column], _NOTHING).sum())
        if here:
            columns[column] = each(table.columns[column], _emptied)
            count += here
    if not count:
        return table
    inquiry.note("nothing_words", count=count)
    return replace(table, columns=tuple(columns))


def _emptied(values: pa.Array) -> pa.Array:
    return pc.if_else(pc.match_substring_regex(values, _NOTHING), pa.scalar(""), values)
