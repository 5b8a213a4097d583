"""Deals whose state is a mark in one of several columns: an x under "Won", "Lost" or "Pending"."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from roi_model.reading.deals.elsewhere.sections import MOST_ROWS, STAGE, TOTAL
from roi_model.reading.deals.headers import deal_roles, is_bought, names_clients
from roi_model.reading.deals.stages import LOST, NO, OPEN, WON, YES, load_stages
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.wording import fold

_STATES = 2
_UNMARKED = "Open"
_NOT = set("-–—❌✗✘✖\ufe0f")


def by_marks(table: Table, inquiry: Inquiry) -> Table:
    """The table with one column of stages for those in which a mark says where each row stands.

    Headings of two states, one of them won, stand over nothing but marks; the table is as it was
    where a column says its states, and where purchases are listed. Rows of totals may count them. A
    mark under an outcome goes before one under a stage that is open; marks under two outcomes are
    asked. Without a column of open ones, deals with no mark are open.
    """
    stages = load_stages()
    states = {at: state for at, name in enumerate(table.names)
              if (state := stages.state(name)) in (WON, LOST, OPEN)
              and not names_clients([name])}  # fmt: skip
    if WON not in states.values() or len(set(states.values())) < _STATES:
        return table
    if len(table) > MOST_ROWS or is_bought(table.names):
        return table
    if any(deal_roles(name).keys() & {"stage", "status"} for name in table.names):
        return table
    cells = [[(cell or "").strip() for cell in column.to_pylist()] for column in table.columns]
    rows = list(zip(*cells, strict=True))
    total = [bool(TOTAL.search(fold(next(filter(None, row), "")))) for row in rows]
    marked = {at: [bool(cell) and is_mark(cell) for cell in cells[at]] for at in states}
    words = [at for at in states
             if not all(yes or no or summed for yes, no, summed in
                        zip(marked[at], map(_is_no, cells[at]), total, strict=True))]  # fmt: skip
    if any(states[at] != OPEN for at in words):
        return table
    states = {at: state for at, state in states.items() if at not in words and any(marked[at])}
    if WON not in states.values() or len(set(states.values())) < _STATES:
        return table
    found = []
    for row, is_total in enumerate(total):
        under = [at for at in states if marked[at][row]]
        outcomes = [at for at in under if states[at] != OPEN]
        said = [table.names[at] for at in outcomes or under[:1]]
        if not said and OPEN not in states.values():
            said = [_UNMARKED]
        found.append("" if is_total else " / ".join(said))
    inquiry.made[STAGE] = ", ".join(table.names[at] for at in states)
    inquiry.note("stages_of_marks", columns=inquiry.made[STAGE])
    kept = [at for at in range(len(table.names)) if at not in states]
    names = (*(table.names[at] for at in kept), STAGE)
    stage = pa.array(found, pa.string())
    return replace(table, names=names, columns=(*(table.columns[at] for at in kept), stage))


def is_mark(cell: str) -> bool:
    """Whether a filled cell only says yes: an x, a tick, any sign that is no word and no cross.

    >>> is_mark("X"), is_mark("✔"), is_mark("3 500"), is_mark("❌")
    (True, True, False, False)
    """
    folded = fold(cell)
    return folded in YES or (not folded and not _is_no(cell))


def _is_no(cell: str) -> bool:
    return fold(cell) in NO or not set(cell) - _NOT
