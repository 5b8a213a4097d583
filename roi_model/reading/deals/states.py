"""Won, lost or open for every deal, from all the columns of a CRM's export that tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.deals.columns import DealColumns, cells_of
from roi_model.reading.deals.dates import DealDates
from roi_model.reading.deals.headers import PROBABILITIES, heads, is_quotes
from roi_model.reading.deals.stages import (
    ANSWERS,
    LOST,
    NO,
    OPEN,
    STATES,
    WON,
    YES,
    is_coded,
    load_stages,
    states_of,
)
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.spelled_states import UNKNOWN, settle
from roi_model.reading.tables.table import Table
from roi_model.reading.text.wording import fold

_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)\s*%?")
_WHOLE = 100.0


def deal_states(
    table: Table, columns: DealColumns, dates: DealDates | None, inquiry: Inquiry
) -> tuple[NDArray[np.int8] | None, NDArray[np.bool_]]:
    """The state of every deal, and where two columns contradict each other; None where asked.

    The CRM's own marks go first, then the status, then the times of winning and losing (the later
    one: a deal may have been opened again), then the stage's words. A spelling that is unknown is
    asked where nothing before it tells.
    """
    state = _marked(table, columns)
    conflict = np.zeros(len(table), bool)

    def add(said: NDArray[np.int8]) -> None:
        nonlocal state, conflict
        # A deal won by its status may stay in the stage where it was: no contradiction.
        conflict |= (state != UNKNOWN) & np.isin(said, (WON, LOST)) & (state != said)
        state = np.where(state == UNKNOWN, said, state).astype(np.int8)

    timed = _timed(table, columns, dates)
    asking, offers = False, is_quotes(table.names)
    telling = [c for c in (columns.status, columns.stage) if c is not None]
    if not telling and columns.won_flag is not None and columns.closed_flag is None:
        # "Won: no" alone is a deal that is lost or one that is still open.
        cells = cells_of(table, columns.won_flag)
        likely = _likely(table, cells, columns.lost_reason)
        settled = settle("stage", table.names[columns.won_flag], cells, state, ANSWERS, inquiry,
                         likely)  # fmt: skip
        return settled, conflict
    if not telling and columns.states and (state == UNKNOWN).all():
        return _by_days(columns, timed, inquiry), conflict
    for column in (columns.status, columns.stage):
        if column is None:
            continue
        cells = cells_of(table, column)
        said = states_of(cells, inquiry.answers.get("stages", {}), offers)
        closes = bool(np.isin(said, (WON, LOST)).any())
        coded = column == columns.status and is_coded(cells)
        if column == columns.status and columns.stage is not None and not (closes or coded):
            continue  # "active" or "paid" is no state of a deal
        if column == columns.status and closes:  # what it is now, whatever it was before
            add(said)
            state = np.where(state == UNKNOWN, timed, state).astype(np.int8)
        else:
            add(np.where(np.isin(said, (WON, LOST)), said, UNKNOWN).astype(np.int8))
            add(timed)
            add(said)
        likely = _likely(table, cells, columns.lost_reason)
        settled = settle("stage", table.names[column], cells, state, ANSWERS, inquiry, likely)
        asking |= settled is None
        state = state if settled is None else settled
        if coded and settled is None:
            break  # what the numbers mean may settle all
    state = _archived(table, columns, state, inquiry)
    conflict |= (state == OPEN) & _filled(table, columns.lost_reason)
    return (None if asking else state), conflict


def _archived(
    table: Table, columns: DealColumns, state: NDArray[np.int8], inquiry: Inquiry
) -> NDArray[np.int8]:
    """A deal put away while its stage is still an open one is lost: some CRMs mark it only so."""
    away = (state == OPEN) & (_marks(table, columns.active_flag) == 0)
    if columns.active_flag is None or not away.any():
        return state
    inquiry.note("archived_lost", column=table.names[columns.active_flag], count=int(away.sum()))
    return np.where(away, LOST, state).astype(np.int8)


def _filled(table: Table, column: int | None) -> NDArray[np.bool_]:
    filled = pc.not_equal(cells_of(table, column), "")
    return np.asarray(filled.to_numpy(zero_copy_only=False), bool)


def _timed(table: Table, columns: DealColumns, dates: DealDates | None) -> NDArray[np.int8]:
    """States by the times of winning and losing, the later one; UNKNOWN where neither is filled."""
    state = np.full(len(table), UNKNOWN, np.int8)
    for column, told in ((columns.lost_on, LOST), (columns.won_on, WON)):
        state[_filled(table, column)] = told
    if dates is not None:
        state[dates.day("lost_on") > dates.day("won_on")] = LOST
    return state


def _by_days(
    columns: DealColumns, timed: NDArray[np.int8], inquiry: Inquiry
) -> NDArray[np.int8] | None:
    """States where nothing but the days of winning and losing tells; None where it is asked.

    A deal with neither day is open, where the file has both columns. Of one column alone nothing
    tells whether the others are lost or open.
    """
    missing = timed == UNKNOWN
    if not missing.any() or (columns.won_on is not None and columns.lost_on is not None):
        return np.where(missing, OPEN, timed).astype(np.int8)
    rows = int(missing.sum())
    options = {name: {"rows": rows, name: int(np.sum(timed == number)) + rows}
               for number, name in enumerate(STATES)}  # fmt: skip
    answer = inquiry.ask("dateless", "", options, count=rows)
    return (
        None if answer is None else np.where(missing, STATES.index(answer), timed).astype(np.int8)
    )


def _marked(table: Table, columns: DealColumns) -> NDArray[np.int8]:
    """States by "is won", "is closed" and "is lost" columns; UNKNOWN where they do not tell."""
    won, lost, closed = (
        _marks(table, column)
        for column in (columns.won_flag, columns.lost_flag, columns.closed_flag)
    )
    state = np.full(len(table), UNKNOWN, np.int8)
    state[(closed == 1) & (won == 0)] = LOST
    state[(closed == 0) | ((won == 0) & (lost == 0))] = OPEN
    state[lost == 1] = LOST
    state[won == 1] = WON
    return state


def _marks(table: Table, column: int | None) -> NDArray[np.int8]:
    """1 for yes, 0 for no, −1 for neither."""
    encoded = cells_of(table, column).dictionary_encode()
    folded = [fold(value) for value in encoded.dictionary.to_pylist()]
    marks = np.array([1 if v in YES else 0 if v in NO else -1 for v in folded], np.int8)
    found: NDArray[np.int8] = marks[encoded.indices.to_numpy(zero_copy_only=False)]
    return found


def _likely(table: Table, cells: pa.Array, lost_reason: int | None) -> Callable[[str], str]:
    """From a spelling of `cells` to the one of ANSWERS that it probably means; "" for none.

    The words tell, the probability beside (0, 100 or between) and the reasons for losing.
    """

    @cache
    def beside() -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        return _probabilities(table), _filled(table, lost_reason)

    def told(spelling: str) -> str:
        hint = load_stages().likely(spelling)
        if hint == ANSWERS[-1]:
            return hint
        probability, reasoned = beside()
        rows = np.asarray(pc.equal(cells, spelling).to_numpy(zero_copy_only=False), bool)
        chances = probability[rows & ~np.isnan(probability)]
        if chances.size and ((chances >= 1).all() or (chances <= 0).all()):
            return "won" if chances[0] >= 1 else "lost"
        if reasoned[rows].all():
            return "lost"
        return hint or ("open" if ((chances > 0) & (chances < 1)).any() else "")

    return told


def _probabilities(table: Table) -> NDArray[np.float64]:
    """The chances of winning, 0 to 1, of the first column of such; nan where nothing tells."""
    column = next((i for i, name in enumerate(table.names) if heads(name, PROBABILITIES)), None)
    if column is None:
        return np.full(len(table), np.nan)
    encoded = cells_of(table, column).dictionary_encode()
    found = (_NUMBER.fullmatch(str(value)) for value in encoded.dictionary.to_pylist())
    read = [float(one.group(1).replace(",", ".")) if one else np.nan for one in found]
    chances: NDArray[np.float64] = np.array(read, float)[
        encoded.indices.to_numpy(zero_copy_only=False)
    ]
    high = np.nanmax(chances) if not np.isnan(chances).all() else 0.0
    return chances / _WHOLE if high > 1 else chances
