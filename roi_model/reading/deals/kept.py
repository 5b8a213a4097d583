"""Which rows of a CRM's export are deals that count, and in what currency their amounts are."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.deals.columns import DealColumns, cells_of
from roi_model.reading.deals.dates import read_dates
from roi_model.reading.deals.headers import CONVERTED, heads
from roi_model.reading.deals.stages import KEPT, LOST, NO, STATES, WON
from roi_model.reading.deals.states import deal_states
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.tables.currencies import in_currency, remark_foreign
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.table import Table
from roi_model.reading.text.wording import fold

_ARCHIVED = re.compile(r"archiv|arquiv")
# A board's lists, into which cards are moved: nothing is deleted from it, what is done is archived.
_LIST = re.compile(r"\b(?:lists?|listes?|lista|listen|lijst|column|colonne|colonna"
                   r"|columna|coluna|kolom|spalte|buckets?)\b")  # fmt: skip
_ALL, _MIXED = "all", "mixed"
_WON_TITLE = re.compile(r"\b(?:won|gagnees?|signees?|ganad[ao]s|gewonnene?|vint[aeio]|ganh[ao]s)\b")
Mask = NDArray[np.bool_]


def without_deleted(table: Table, columns: DealColumns, inquiry: Inquiry) -> Table:
    """The table without deals that somebody deleted or archived, those listed; of archived ones
    that stand in a board's lists of what was won or lost it is asked whether they count.
    """
    if columns.deleted is None:
        return table
    cells = cells_of(table, columns.deleted).dictionary_encode()
    away = np.array(
        [fold(str(v)) not in NO | KEPT | {""} for v in cells.dictionary.to_pylist()],
        bool,
    )
    gone = away[cells.indices.to_numpy(zero_copy_only=False)]
    heading = table.names[columns.deleted]
    if gone.any() and _of_board(table, heading, columns):
        gone &= ~_filed(table, columns, heading, gone, inquiry)
    if not gone.any():
        return table
    inquiry.note("deleted_deals", column=heading, count=int(gone.sum()))
    return table.keep(~gone, "deleted_deal")


def _of_board(table: Table, heading: str, columns: DealColumns) -> bool:
    """Whether a heading says that cards are archived, and lists of a board say what was won."""
    lists = "" if columns.stage is None else fold(table.names[columns.stage])
    return bool(_ARCHIVED.search(fold(heading)) and _LIST.search(lists))


def _filed(table: Table, columns: DealColumns, heading: str, away: Mask, inquiry: Inquiry) -> Mask:
    """Archived deals that count: a board is tidied of what was won or lost, which is no less so for
    it. All that are away while it is open what was won or lost, or whether they count.
    """
    apart = Inquiry(inquiry.answers, inquiry.name)
    states, _ = deal_states(table, columns, read_dates(table, columns, apart), apart)
    if states is None:
        return away
    ended = away & np.isin(states, (WON, LOST))
    if not ended.any():
        return ended
    options = {name: {"rows": int(keep.sum()), **_counted(states[keep])}
               for name, keep in (("counted", ~away | ended), ("left_out", ~away))}  # fmt: skip
    answer = inquiry.ask("archived", heading, options, count=int(ended.sum()))
    return ended & (answer != "left_out")


def _counted(states: NDArray[np.int8]) -> dict[str, object]:
    return {name: int(np.sum(states == STATES.index(name))) for name in STATES}


def in_one_currency(table: Table, columns: DealColumns, inquiry: Inquiry) -> Mask:
    """Which deals are priced in the currency that counts, or in one that the user gives a rate of;
    the others are deals all the same.
    """
    every = np.ones(len(table), bool)
    if columns.amount is None or heads(table.names[columns.amount], CONVERTED):
        return every
    found = in_currency(table, [columns.amount], inquiry, rates=True)
    remark_foreign(table, [columns.amount], inquiry)
    return every if found is None else found


def all_alike(
    table: Table, columns: DealColumns, source: Source, inquiry: Inquiry
) -> NDArray[np.int8] | None:
    """One state for all deals where no column has any: of the title, or asked.

    Raises RefusedError where the answer is that they differ.
    """
    titles = (*source.titles, source.sheet, inquiry.name)
    told = next((title for title in titles if _WON_TITLE.search(fold(title))), None)
    if told is not None and inquiry.answer("all_alike") is None:
        inquiry.note("all_won", title=told)
        return np.full(len(table), WON, np.int8)
    options = {name: {"rows": len(table), name: len(table)} for name in STATES}
    answer = inquiry.ask("all_alike", "", {**options, _MIXED: {}}, count=len(table))
    if answer == _MIXED:
        raise RefusedError("no_stage", columns=table.headed)
    return None if answer is None else np.full(len(table), STATES.index(answer), np.int8)


def one_pipeline(
    table: Table, columns: DealColumns, states: NDArray[np.int8] | None, inquiry: Inquiry
) -> Mask | None:
    """Which deals are of the pipeline that counts; None where there are several and it is asked."""
    every = np.ones(len(table), bool)
    cells = cells_of(table, columns.pipeline)
    names = [str(n) for n in pc.unique(cells).to_pylist() if n]
    if columns.pipeline is None or len(names) < 2:
        return every
    header = table.names[columns.pipeline]
    answer = inquiry.answer("pipeline", header, (_ALL, *names))
    if answer is None:
        masks = {_ALL: every, **{name: _mask(pc.equal(cells, name)) for name in names}}
        options = {}
        for name, mask in masks.items():
            won = {} if states is None else {"won": int(np.sum(states[mask] == WON))}
            options[name] = {"rows": int(mask.sum()), **won}
        inquiry.ask("pipeline", header, options, pipelines=", ".join(names))
        return None
    return every if answer == _ALL else _mask(pc.equal(cells, answer))


def without_credits(
    table: Table, columns: DealColumns, won: Mask, units: NDArray[np.int64], scale: int,
    inquiry: Inquiry,
) -> tuple[NDArray[np.int64], Mask]:  # fmt: skip
    """Amounts from which won deals below zero are deducted, and which rows those are.

    Such a row takes back part of a deal: of the one whose name its own begins with, else of the
    last one above it that is large enough; it is no customer. In a file without such a deal all
    stay as they are.
    """
    nothing = np.zeros(len(table), bool)
    negative = np.flatnonzero(won & (units < 0))
    if not negative.size:
        return units, nothing
    left = np.where(won, units, 0)
    names = [fold(str(cell)) for cell in cells_of(table, columns.name).to_pylist()]
    called: dict[str, list[int]] = {}
    for row in map(int, np.flatnonzero(left > 0)):
        called.setdefault(names[row], []).append(row)
    for row in map(int, negative):
        words = names[row].split()
        begun = (" ".join(words[:size]) for size in range(len(words), 0, -1))
        named = next((called[name] for name in begun if name in called), [])
        target = _nearest(np.array(named, np.int64), left, row, -units[row])
        if target is None:
            target = _nearest(np.arange(len(left)), left, row, -units[row])
        if target is None:
            return units, nothing
        left[target] += units[row]
    taken = float(-units[negative].sum() / 10**scale)
    inquiry.note("credited_deals", count=negative.size, amount=taken)
    nothing[negative] = True
    return np.where(won, left, units), nothing


def _nearest(
    rows: NDArray[np.int64], left: NDArray[np.int64], row: int, amount: int
) -> int | None:  # fmt: skip
    """Of the rows that still hold so much the last one above a row, else the first below it."""
    able = rows[left[rows] >= amount]
    if not able.size:
        return None
    above = able[able < row]
    return int(above[-1] if above.size else able[0])


def _mask(found: pa.Array) -> Mask:
    return np.asarray(found.to_numpy(zero_copy_only=False), bool)
