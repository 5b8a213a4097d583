"""Lines of a table whose state says that they are no costs: declined, cancelled, drafts."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled
from roi_model.reading.text.wording import fold, word_lists, words_of
from roi_model.reading.values.ended import ended_in
from roi_model.reading.values.recurrence import ENDS, HEADINGS

_MANY = 5000
"""Spellings of a column beyond which it holds no states."""
_MOST = 15
"""Spellings of a column that is known to hold states by its cells alone."""
_SHOWN = 6
_FEW_STATES, _RARE, _USUAL, _WORD = 6, 0.2, 0.6, 3
_LONG = 80
"""Signs of a cell beyond which it is no state."""
_LOOKED_AT = 2000
_CLEARED = {"settled", "cleared", "posted", "completed", "captured"}
# "Rejected by the manager", "Declined - insufficient funds", "Annulée (doublon)".
_BY = re.compile(r"^(.+?) (?:by|par|von|durch|por|da|door|av|af|przez) .+$")
_AFTER = re.compile(r"\s*[(:;,|]|\s[-–—]\s")
Mask = NDArray[np.bool_]


def without_cancelled(
    table: Table, inquiry: Inquiry, *, pending: bool = False, unapproved: bool = False,
    booked: bool = False,
) -> Table:  # fmt: skip
    """The table without what was declined, cancelled or is a draft, and without personal expenses.

    On a statement what is `pending` goes too, as it does in a list of a card's payments; in a
    report of expenses what is `unapproved`. An invoice that waits to be paid is a cost all the
    same. On a statement of lines that are `booked` or not, what a bank has authorised is pending;
    in a report it is approved.
    """
    dead, states = set(_words("dead")), _states(table, booked)
    pending = pending or _by_card(states)
    dead |= words_of("pending") if pending else set()
    dead |= _words("unapproved") if unapproved or pending else set()
    gone = np.zeros(len(table), bool)
    told: dict[str, int] = {}
    for spellings, index in states:
        gone_here = dead
        if booked and any(_says(cell, words_of("booked")) for cell in spellings):
            gone_here = dead | words_of("pending_beside_booked")
        gone_here = gone_here | _planned(spellings)
        is_dead = np.array([_says(cell, gone_here) for cell in spellings], bool)
        for place in np.flatnonzero(is_dead):
            count = int(np.sum((index == place) & ~gone))
            told[spellings[place]] = told.get(spellings[place], 0) + count
        gone |= is_dead[index]
    for header, flagged in [*_flagged(table, "flag"), *_remarked(table)]:
        told[header] = int(np.sum(flagged & ~gone))
        gone |= flagged
    gone &= ~_ended(table) if gone.any() else gone
    if gone.any():
        shown = ", ".join([f"{state} ({count})" for state, count in told.items()][:_SHOWN])
        inquiry.note("states_left_out", count=int(gone.sum()), states=shown)
        table = table.keep(~gone, "not_executed")
    for header, personal in _flagged(table, "personal"):
        if not personal.all():
            inquiry.note("personal_lines", count=int(personal.sum()), column=header)
            return table.keep(~personal, "personal")
    return table


def ask_states(table: Table, inquiry: Inquiry) -> Table | None:
    """The table without lines of a rare state that no list of words knows, beside a usual one,
    where that is the answer; None where it is to be asked."""
    every = _every_state()
    for header, column in zip(table.names, table.columns, strict=True):
        words = set(fold(header).split())
        if not words & _words("heading") - _words("remark") or words & _words("of_other"):
            continue
        values, index = coded(column)
        if not 1 < len(values) <= _FEW_STATES:
            continue
        counts = np.bincount(index, minlength=len(values))
        spellings = values.to_pylist()
        rare = [place for place, cell in enumerate(spellings)
                if counts[place] <= _RARE * len(table) and len(fold(cell)) >= _WORD
                and not set(_parts(cell)) <= every]  # fmt: skip
        if not rare or counts.max() < _USUAL * len(table):
            continue
        out = np.isin(index, rare)
        usual = spellings[int(counts.argmax())]
        if len(fold(usual)) < _WORD:
            continue
        said = ", ".join(spellings[place] for place in rare)
        options = {answer: {"rows": int(np.sum(~out)) + (answer == "yes") * int(out.sum())}
                   for answer in ("no", "yes")}  # fmt: skip
        answer = inquiry.ask("state", header, options, states=said, usual=usual,
                             count=int(out.sum()))  # fmt: skip
        if answer is None:
            return None
        table = table.keep(~out, "not_executed") if answer == "no" else table
    return table


def _every_state() -> frozenset[str]:
    """All states that the lists of words know, whatever they mean."""
    known = ("dead", "unapproved", "live", "planned")
    return words_of("pending") | words_of("booked") | words_of("pending_beside_booked") | (
        frozenset().union(*map(_words, known)))  # fmt: skip


def _planned(spellings: Sequence[str]) -> frozenset[str]:
    """The words for what is not spent yet, where other lines of a column of states are."""
    planned, dead = _words("planned"), _words("dead")
    others = {fold(cell) for cell in spellings} - {""} - planned - dead
    return planned if others else frozenset()


def _remarked(table: Table) -> list[tuple[str, Mask]]:
    """Columns of remarks, with the rows of which one begins by saying that it came to nothing.

    Not where it says that the money came back: then another line does so too.
    """
    found = []
    for header, column in table.under(lambda name: fold(name) in _words("remark")):
        values, index = coded(column)
        if len(values) > _MANY:
            continue
        off = np.array([_says(cell, set(_words("called_off"))) and not _back(cell)
                        for cell in values.to_pylist()], bool)  # fmt: skip
        if off.any() and not off[index].all():
            found.append((header, off[index]))
    return found


def _back(remark: str) -> bool:
    return any(f" {word} " in f" {fold(remark)} " for word in _words("taken_back"))


def _ended(table: Table) -> Mask:
    """Lines of what came again until a day that they say: it was paid until then."""
    names = [fold(name) for name in table.names]
    found = np.zeros(len(table), bool)
    if not any(name in HEADINGS for name in names):
        return found
    for name, column in zip(names, table.columns, strict=True):
        if name in ENDS:
            found |= filled(column)
        elif (said := ended_in(column)) is not None:
            found |= filled(said)
    return found


def _by_card(states: Sequence[tuple[list[str], NDArray[np.int32]]]) -> bool:
    """Whether states are those of a card's payments: what is pending may still be declined."""
    spoken = [set(map(fold, spellings)) for spellings, _ in states]
    return any(bool(said & _CLEARED) and "declined" in said for said in spoken)


def _states(table: Table, booked: bool) -> list[tuple[list[str], NDArray[np.int32]]]:
    """The spellings of every column of states, and the place of each row's among them; on a
    statement those too that say of movements whether they are `booked`."""
    if any(fold(name).split()[:1] and fold(name).split()[0] in _words("shown")
           for name in table.names):  # fmt: skip
        return []
    found = []
    for place, (header, first) in enumerate(zip(table.names, table.first(_LOOKED_AT), strict=True)):
        words = set(fold(header).split())
        headed = bool(words & _words("heading"))
        if words & _words("of_other"):
            continue
        if not headed and len(coded(first)[0]) > _MOST:
            continue  # a long column of words is not gone through for that
        values, index = coded(table.columns[place])
        if len(values) > _MANY:
            continue
        cells = values.to_pylist()
        if headed or _only_states(cells) or (booked and _of_bank(cells)):
            found.append((cells, index))
    return found


def _of_bank(cells: Sequence[str]) -> bool:
    """Whether a column of few spellings says of some movements that the bank has not booked them,
    and of the others that it has, or nothing."""
    if len(cells) > _MOST:
        return False
    waiting = {cell for cell in cells if _says(cell, words_of("pending"))}
    others = {cell for cell in cells if cell not in waiting}
    return bool(waiting) and any(not cell.strip() or _says(cell, words_of("booked"))
                                 for cell in others)  # fmt: skip


def _only_states(cells: Sequence[str]) -> bool:
    """Whether a column's cells are all states, one of what counts among them."""
    if len(cells) > _MOST:
        return False
    spoken = {part for cell in cells for part in _parts(cell)}
    counts = _words("live") | words_of("booked")
    every = _every_state() - words_of("pending_beside_booked") | counts
    return len(spoken) > 1 and bool(spoken & counts) and spoken <= every


def _parts(cell: str) -> list[str]:
    """The states that a cell names, without the words for what it is the state of.

    >>> _parts("Umsatz vorgemerkt und nicht gebucht"), _parts("Paid")
    (['vorgemerkt', 'nicht gebucht'], ['paid'])
    """
    parts: list[list[str]] = [[]]
    for word in fold(cell[:_LONG]).split():
        if word in _words("and"):
            parts.append([])
        elif word not in _words("entry"):
            parts[-1].append(word)
    return [" ".join(part) for part in parts if part]


def _says(cell: str, dead: Set[str]) -> bool:
    """Whether a state is one of the `dead`, whoever or whatever it was that made it so.

    >>> said = ("Rejected by finance", "REJECTED (2)", "Payment rejected", "Paid")
    >>> [_says(cell, {"rejected"}) for cell in said]
    [True, True, True, False]
    """
    folded = fold(cell)
    if folded in dead or fold(_AFTER.split(cell.strip(), maxsplit=1)[0]) in dead:
        return True
    parts = _parts(cell) if len(cell) <= _LONG else []
    if parts and all(part in dead for part in parts):
        return True
    by = _BY.match(folded)
    return by is not None and by[1] in dead


def _flagged(table: Table, topic: str) -> list[tuple[str, Mask]]:
    """Headings of a topic over columns of yes and no, with the rows that say yes."""
    found = []
    words = tuple(f" {word}" for word in _words(topic))
    for header, column in table.under(lambda name: f" {fold(name)}".endswith(words)):
        values, index = coded(column)
        spoken = [fold(value) for value in values.slice(0, _MOST + 1).to_pylist()]
        if len(values) > _MOST or not set(spoken) - {""} <= _words("yes") | _words("no"):
            continue
        said = np.array([word in _words("yes") for word in spoken], bool)
        if said.any():
            found.append((header, said[index]))
    return found


@cache
def _words(topic: str) -> frozenset[str]:
    return frozenset(word_lists("cost_states")[topic])
