"""Lists of people and of calls told by their cells, whatever their headings say."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from roi_model.reading.events.kinds import (
    CALLS,
    CUSTOMERS,
    LEADS,
    EventKind,
    speaks_of_money,
    spellings,
    words_of_lists,
)
from roi_model.reading.tables.table import Table
from roi_model.reading.tables.units.minor_units import shows_money
from roi_model.reading.text.distinct import coded, filled, matching, trimmed
from roi_model.reading.text.wording import fold, word_lists, words_of
from roi_model.reading.values.amounts import convention, parse_amounts, take_apart
from roi_model.reading.values.dates import take_apart_dates

_SAMPLE, _LOOKED_AT = 500, 50
_MOSTLY, _HALF = 0.8, 0.5
_ADDRESS = r"^[^@\s<>]+@[^@\s<>]+\.[A-Za-z]{2,}$"
_NUMBER = "^(?:\\+|0|\\()[\\d\\s().\u202f\u00a0-]{8,}$"
_DIGITS = 9
_A_TEAM, _NEARLY_ALL = 4, 0.95
_FEW = 8


def kind_by_cells(table: Table) -> EventKind | None:
    """The kind of list that cells make of a table: mostly distinct addresses are people, numbers of
    telephones beside a duration or a direction are calls. None where money stands in it.
    """
    if not len(table) or any(fold(name) in words_of("supplier") for name in table.names):
        return None
    at = np.linspace(0, len(table) - 1, min(len(table), _SAMPLE)).astype(np.int64)
    sample = table.some(at)
    people = any(map(_are_people, sample))
    called = not people and any(map(_are_numbers, sample)) and any(
        CALLS.role(name) == "duration" or holds_directions(cells)
        for name, cells in zip(table.names, sample, strict=True)
    )  # fmt: skip
    if not (people or called) or any(
        _pays(name, cells) for name, cells in zip(table.names, sample, strict=True)
    ):
        return None
    if called:
        return CALLS
    customers = any(CUSTOMERS.role(name) == "id" or CUSTOMERS.is_sure("worth", name)
                    for name in table.names)  # fmt: skip
    return CUSTOMERS if customers else LEADS


def contact_columns(table: Table) -> list[str]:
    """The headings of columns of addresses or telephones that stand in most rows."""
    sample = zip(table.names, table.first(_SAMPLE), strict=True)
    return [name for name, cells in sample if filled(cells).sum() > _HALF * len(cells)
            and (_all_match(cells, _ADDRESS) or _are_numbers(cells))]  # fmt: skip


def days_by_cells(table: Table) -> list[int]:
    """The columns of days on which entries of a list may have come in, in the file's order."""
    others = words_of_lists("other_days")
    found = []
    for column, name in enumerate(table.names):
        if others & {word for spelling in spellings(name) for word in spelling.split()}:
            continue
        apart = take_apart_dates(table.columns[column].slice(0, _SAMPLE), serials=False)
        there = filled(table.columns[column])
        if apart is not None and apart.share >= _MOSTLY and there.mean() >= _HALF:
            found.append(column)
    return found


def holds_directions(cells: pa.Array) -> bool:
    """Whether cells say who called.

    >>> holds_directions(pa.array(["Inbound", "Outbound", ""])), holds_directions(pa.array(["A"]))
    (True, False)
    """
    values = coded(trimmed(cells))[0].to_pylist()
    said = {fold(value) for value in values[: _FEW + 1]} - {""}
    known = words_of_lists("inbound") | words_of_lists("outbound")
    return 0 < len(said) <= _FEW and said <= known


def _are_people(cells: pa.Array) -> bool:
    """Whether cells are mostly distinct addresses, not those of one company alone."""
    if not _all_match(cells, _ADDRESS):
        return False
    values, index = coded(trimmed(cells))
    found = [value for value in values.to_pylist() if value]
    rows = int(filled(cells).sum())
    if rows < _HALF * len(index) or len(found) < _MOSTLY * rows:
        return False
    domain, count = Counter(value.rpartition("@")[2].lower() for value in found).most_common(1)[0]
    own = len(found) >= _A_TEAM and count >= _NEARLY_ALL * len(found)
    return not own or domain in words_of_lists("mail_of_anybody")


def _all_match(cells: pa.Array, pattern: str) -> bool:
    """Whether nearly all filled cells fit a pattern; the first one decides for most columns."""
    first = next((text for cell in cells.slice(0, _LOOKED_AT).to_pylist()
                  if (text := (cell or "").strip())), "")  # fmt: skip
    if not re.search(pattern, first):
        return False
    values = trimmed(coded(cells)[0])
    there = values.filter(pc.not_equal(values, ""))
    return float(np.mean(matching(there, pattern))) >= _MOSTLY


def _are_numbers(cells: pa.Array) -> bool:
    """Whether cells are numbers of telephones."""
    if not _all_match(cells, _NUMBER):
        return False
    values = [value for value in coded(trimmed(cells))[0].to_pylist() if value]
    long = [sum(sign.isdigit() for sign in value) >= _DIGITS for value in values]
    return bool(sum(long) >= _HALF * len(values))


@cache
def _sides_of_money() -> frozenset[str]:
    """Headings of amounts with VAT or without, and of the two sides of an account."""
    lists = word_lists("cost_headings")
    return frozenset(
        word for topic in ("amount_net", "amount_gross", "debit", "credit") for word in lists[topic]
    )


def _pays(heading: str, cells: pa.Array) -> bool:
    """Whether a column under a word of money holds figures other than 0, or any column figures with
    a currency; what customers paid, or what a company earns, is none of one's own money.
    """
    others = CUSTOMERS.role(heading) == "worth" or speaks_of_money(heading, "of_companies")
    if not others and shows_money(cells):
        return True
    if others or not (speaks_of_money(heading) or fold(heading) in _sides_of_money()):
        return False
    apart = take_apart(cells)
    there = filled(apart.raw)
    if not there.any() or apart.numeric[there].mean() < _MOSTLY:
        return False
    return bool(parse_amounts(apart, convention(apart).decimal or ".").units.any())
