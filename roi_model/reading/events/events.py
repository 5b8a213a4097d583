"""A list of leads, calls or customers → one dated event a row, with its source and state."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.events.kinds import EventKind
from roi_model.reading.events.states import known_share, states_of
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.tables.nothing_left import refuse_unusable
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.spelled_states import UNKNOWN
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import plain, trimmed
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

_HALF = 0.5
_INBOUND = {"inbound", "incoming", "entrant", "in", "recu", "received", "appel entrant"}
_REASONS = ("", "no_date", "bad_date", "inbound_call", "duplicate_entry")
_NO_DATE, _BAD_DATE, _CALLED_IN, _TWICE = range(1, len(_REASONS))
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

    A column headed "Status" heads many a table: there the cells have to be known words.
    """
    if not kind.headed(table.names):
        return False
    column = kind.columns(table.names).get("state")
    if column is None or fold(table.names[column]) in kind.words["state"][: kind.sure["state"]]:
        return True
    return not len(table) or known_share(_cells(table, column), kind.name) >= _HALF


def read_list(source: Source, inquiry: Inquiry, kind: EventKind) -> Events | None:
    """Every entry with its day, source and state; None where a question blocks.

    Calls that came in are left out, and so is an entry whose id comes again further down. Raises
    RefusedError where no column dates the entries, or no row is usable.
    """
    refuse_unusable(source.table)
    table, columns = source.table, kind.columns(source.table.names)
    for role in columns:
        if (answer := inquiry.answer(f"{role}_column")) in table.names:
            columns[role] = table.names.index(str(answer))
    if "day" not in columns:
        raise RefusedError("no_event_date", columns=", ".join(table.names[:12]))
    waiting = len(inquiry.questions)
    table = table.without_cut_rows([columns["day"]])
    inquiry.columns = {role: table.names[at] for role, at in columns.items() if role != "who"}
    dated = _days(table, columns["day"], inquiry)
    state = _states(table, columns, kind, inquiry)
    if dated is None or state is None or len(inquiry.questions) > waiting:
        return None
    days, codes = dated
    codes[(codes == 0) & _came_in(table, columns)] = _CALLED_IN
    codes[(codes == 0) & _older_copies(table, columns, codes == 0)] = _TWICE
    good = codes == 0
    for reason in (_CALLED_IN, _TWICE):
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
    return Events(frame)


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
    if apart is None or apart.share < _HALF:
        raise RefusedError("no_event_date", columns=", ".join(table.names[:12]))
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
    """The state of every row, UNKNOWN where nothing tells; None where spellings are asked."""
    if "end" in columns:  # a customer who has left has a day on which that was
        ended = pc.not_equal(_cells(table, columns["end"]), "").to_numpy(zero_copy_only=False)
        return np.where(ended, kind.states.index("left"), 0).astype(np.int8)
    if "state" not in columns:
        if kind.question:
            inquiry.note(f"no_{kind.question}")
        return np.full(len(table), UNKNOWN, np.int8)
    header = table.names[columns["state"]]
    return states_of(header, _cells(table, columns["state"]), kind, inquiry)


def _came_in(table: Table, columns: dict[str, int]) -> NDArray[np.bool_]:
    """Calls that somebody else made."""
    if "direction" not in columns:
        return np.zeros(len(table), bool)
    said = _cells(table, columns["direction"]).to_pandas().map(lambda cell: fold(str(cell)))
    return np.asarray(said.isin(_INBOUND), bool)


def _older_copies(
    table: Table, columns: dict[str, int], good: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Rows whose id comes again further down: exports add, so the last one is the latest."""
    if "id" not in columns:
        return np.zeros(len(table), bool)
    ids = _cells(table, columns["id"]).to_pandas()
    live = pd.Series(good) & (ids != "")
    return np.asarray(live & ids.where(live).duplicated(keep="last"), bool)
