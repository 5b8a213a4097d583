"""A list of leads, calls or customers → one dated event a row, with its source and state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.events.by_cells import days_by_cells, holds_directions, kind_by_cells
from roi_model.reading.events.kinds import (
    CALLS,
    CUSTOMERS,
    EVENT_KINDS,
    ON_TRIAL,
    EventKind,
    speaks_of_money,
    spellings,
    words_of_lists,
)
from roi_model.reading.events.states import known_share, states_of
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.tables.nothing_left import refuse_unusable
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.spelled_states import UNKNOWN
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import plain, trimmed, where
from roi_model.reading.text.wording import fold
from roi_model.reading.values.asked import day_format
from roi_model.reading.values.dates import (
    BAD_DATE,
    EMPTY_DATE,
    days_of,
    parse_dates,
    take_apart_dates,
)
from roi_model.reading.values.epochs import without_epochs
from roi_model.reading.values.month_series import in_one_month

_HALF = 0.5
_SAMPLE = 2000
_REASONS = ("", "no_date", "bad_date", "test_entry", "inbound_call", "duplicate_entry")
_NO_DATE, _BAD_DATE, _TEST, _CALLED_IN, _TWICE = range(1, len(_REASONS))
Days = NDArray[np.datetime64]


@dataclass(frozen=True)
class Events:
    """The rows kept, in the file's order.

    `frame` has the columns of `Reading.events`.
    """

    frame: pd.DataFrame

    def __len__(self) -> int:
        """Number of events."""
        return len(self.frame)


def is_list(table: Table, kind: EventKind) -> bool:
    """Whether a table is such a list: by its headings, and by what its column of states says.

    A column headed "Status" heads many a table: where the others do not tell, the cells have to be
    known words.
    """
    column = kind.columns(table.names).get("state")
    if not kind.headed(table.names):
        return kind is CALLS and column is not None and _outcomes_tell(table, column)
    if column is None or kind.is_sure("state", table.names[column]) or not len(table):
        return True
    others = [name for at, name in enumerate(table.names) if at != column]
    return kind.headed(others) or known_share(_cells(table, column), kind.name) >= _HALF


def _outcomes_tell(table: Table, column: int) -> bool:
    """Whether outcomes make a log of calls of a table in which each also has its cost."""
    unpriced = [name for name in table.names if not speaks_of_money(name, "spending")]
    return CALLS.headed(unpriced) and known_share(_cells(table, column), CALLS.name) >= _HALF


def is_list_by_cells(table: Table, kind: EventKind) -> bool:
    """Whether the cells of a table are such a list, whose headings are those of no kind."""
    return kind_by_cells(table) is kind and not any(is_list(table, one) for one in EVENT_KINDS)


def read_list(source: Source, inquiry: Inquiry, kind: EventKind) -> Events | None:
    """Every entry with its day, source and state; None where a question blocks.

    Calls that came in are left out, tests of a form, and an entry whose id comes again further
    down. Raises RefusedError where no column dates the entries, or no row is usable.
    """
    refuse_unusable(source.table)
    table, columns = source.table, kind.columns(source.table.names)
    for role in columns:
        if (answer := inquiry.answer(f"{role}_column")) in table.names:
            columns[role] = table.names.index(str(answer))
    waiting = len(inquiry.questions)
    _place(columns, table, kind)
    day = _day(table, kind, inquiry)
    if day is None:
        return None
    columns["day"] = day
    table = table.without_cut_rows([columns["day"]])
    inquiry.columns = {role: table.names[at] for role, at in columns.items() if role != "who"}
    dated = _days(table, columns["day"], inquiry)
    state = _states(table, columns, kind, inquiry)
    if dated is None or state is None or len(inquiry.questions) > waiting:
        return None
    days, codes = dated
    codes[(codes == 0) & _tests(table)] = _TEST
    codes[(codes == 0) & _came_in(table, columns)] = _CALLED_IN
    codes[(codes == 0) & _older_copies(table, columns, codes == 0)] = _TWICE
    good = codes == 0
    for reason in (_TEST, _CALLED_IN, _TWICE):
        if count := int(np.sum(codes == reason)):
            inquiry.note(_REASONS[reason], count=count)
    table = table.leave_out(codes, _REASONS)
    if not len(table):
        raise RefusedError("no_usable_row", count=table.rows_read)
    names = np.array([*kind.states, ""])
    frame = pd.DataFrame(
        {
            "day": days[good].astype("datetime64[ns]"),
            "kind": kind.event,
            "state": names[state[good]],
            "source": _cells(table, columns.get("source")).to_pandas(),
            "line": table.lines,
        }
    )
    if count := int((frame["state"] == ON_TRIAL).sum()):
        inquiry.note("customers_on_trial", count=count)
    return Events(frame)


def _place(columns: dict[str, int], table: Table, kind: EventKind) -> None:
    """Put the columns that cells tell, and leave out those that they contradict."""
    state = columns.get("state")
    if state is not None and not kind.is_sure("state", table.names[state]):
        others = (at for at in kind.ranked(table.names, "state")
                  if known_share(_cells(table, at), kind.name) >= _HALF)  # fmt: skip
        found = next(others, None)
        if found is None:
            del columns["state"]
        else:
            columns["state"] = found
    if kind is CALLS and "direction" not in columns:
        spoken = (at for at, cells in enumerate(table.columns) if holds_directions(cells))
        if (at := next(spoken, None)) is not None:
            columns["direction"] = at


def _day(table: Table, kind: EventKind, inquiry: Inquiry) -> int | None:
    """The column of days: that of the most telling heading over days, else the only one of days, or
    the first where they lie in the same months. None where it is asked.
    """
    if (said := inquiry.answer("day_column")) in table.names:
        return table.names.index(str(said))
    dated = [at for at in kind.ranked(table.names, "day") if _are_days(table, at)]
    if not dated:
        dated = days_by_cells(table)
        if len(dated) > 1 and not in_one_month([table.columns[at] for at in dated]):
            names = [table.names[at] for at in dated]
            options = {name: {"rows": len(table)} for name in names}
            inquiry.ask("day_column", "", options, columns=", ".join(names))
            return None
    if not dated:
        raise RefusedError("no_event_date", columns=table.headed)
    return dated[0]


def _are_days(table: Table, column: int) -> bool:
    apart = take_apart_dates(without_epochs(table.columns[column].slice(0, _SAMPLE))[0])
    return apart is not None and apart.share >= _HALF


def _cells(table: Table, column: int | None) -> pa.Array:
    """A column's cells without spaces around; empty ones where the file has no such column."""
    if column is None:
        return pa.repeat("", len(table))
    return plain(trimmed(table.columns[column]))


def _days(table: Table, column: int, inquiry: Inquiry) -> tuple[Days, NDArray[np.int8]] | None:
    """The day of every row and why there is none; None where the format is asked."""
    header = table.names[column]
    cells, counted = without_epochs(table.columns[column])
    if counted:
        inquiry.note("epochs", column=header)
    apart = take_apart_dates(cells)
    if apart is None:
        raise RefusedError("no_event_date", columns=table.headed)
    chosen = day_format(apart, header, inquiry)
    if chosen is None:
        return None
    parsed = parse_dates(apart, chosen)
    codes = np.zeros(len(table), np.int8)
    codes[parsed.status == EMPTY_DATE] = _NO_DATE
    codes[parsed.status == BAD_DATE] = _BAD_DATE
    return days_of(parsed), codes


def _states(
    table: Table, columns: dict[str, int], kind: EventKind, inquiry: Inquiry
) -> NDArray[np.int8] | None:
    """The state of every row, UNKNOWN where nothing tells; None where spellings are asked.

    A customer who has left has a day on which that was; without one, a status may say more than
    that it is one still.
    """
    left = np.zeros(len(table), bool)
    if "end" in columns:
        ended = pc.not_equal(_cells(table, columns["end"]), "")
        left = np.asarray(ended.to_numpy(zero_copy_only=False), bool)
    if "state" not in columns:
        if kind is not CUSTOMERS:
            inquiry.note(f"no_{kind.question}")
        state = np.full(len(table), UNKNOWN, np.int8)
    else:
        cells = pc.if_else(pa.array(left), "", _cells(table, columns["state"]))
        said = states_of(table.names[columns["state"]], cells, kind, inquiry)
        if said is None:
            return None
        state = said
    if "end" in columns:
        state = np.where(state == UNKNOWN, 0, state)
    gone = kind.states.index("left") if kind is CUSTOMERS else UNKNOWN
    return np.where(left, gone, state).astype(np.int8)


def _tests(table: Table) -> NDArray[np.bool_]:
    """Entries that somebody made to try a form: a column says so, or what is filled in for them."""
    found = np.zeros(len(table), bool)
    for name, cells in zip(table.names, table.columns, strict=True):
        for sign in words_of_lists("test_cells"):
            found |= where(cells, partial(pc.starts_with, pattern=sign))
        if words_of_lists("test_headings") & set(spellings(name)):
            found |= where(cells, _means_yes)
    return found


def _means_yes(values: pa.Array) -> pa.Array:
    yes = words_of_lists("yes")
    return pa.array([fold(str(value)) in yes for value in values.to_pylist()], pa.bool_())


def _came_in(table: Table, columns: dict[str, int]) -> NDArray[np.bool_]:
    """Calls that somebody else made."""
    if "direction" not in columns:
        return np.zeros(len(table), bool)
    said = _cells(table, columns["direction"]).to_pandas().map(lambda cell: fold(str(cell)))
    return np.asarray(said.isin(words_of_lists("inbound")), bool)


def _older_copies(
    table: Table, columns: dict[str, int], good: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Rows whose id comes again further down: exports add, so the last one is the latest."""
    if "id" not in columns:
        return np.zeros(len(table), bool)
    ids = _cells(table, columns["id"]).to_pandas()
    live = pd.Series(good) & (ids != "")
    return np.asarray(live & ids.where(live).duplicated(keep="last"), bool)
