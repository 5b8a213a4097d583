"""Which lines of a table by month are money in, money out, sums, results: by section and by sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.costs.figures import is_count, is_planned
from roi_model.reading.costs.statement.words import (
    BALANCE,
    RATE,
    RESULT,
    core,
    kind_of,
    maybe_in,
    side_of,
    total_of,
)
from roi_model.reading.sorting.plans import COST, REVENUE, name_side

TOTAL, HEADING, UNKNOWN = "total", "heading", ""
Units = NDArray[np.int64]
# Beyond this, no line is tried as what is left of all others above, nor groups of unknown ones.
_MOST, _TRIED = 200, 8


@dataclass(frozen=True)
class Line:
    """A row by its words: its name, what a column before it says of its section, and whether cells
    of months hold anything."""

    name: str
    over: str = ""
    empty: bool = False
    kind: str = field(init=False)
    total: str | None = field(init=False)

    def __post_init__(self) -> None:
        """Read the name once."""
        object.__setattr__(self, "kind", kind_of(self.name))
        object.__setattr__(self, "total", total_of(self.name) if self.name else "")


@dataclass
class _Section:
    name: str
    side: str
    rows: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """What each row is: COST, REVENUE, TOTAL, HEADING, RESULT, BALANCE, RATE or UNKNOWN.

    `proved` counts the results that money in less money out is, to the cent, `agreed` those and the
    totals of a side that its lines add up to. `sure` is False where rows are money in by a word
    that may be a team's, or by figures alone; `otherwise` is the other reading, where one is.
    """

    codes: list[str]
    proved: int = 0
    agreed: int = 0
    sure: bool = True
    otherwise: Told | None = None

    def rows(self, *codes: str) -> list[int]:
        """The rows of some codes."""
        return [row for row, one in enumerate(self.codes) if one in codes]


def told(lines: Sequence[Line], units: Units) -> Told | None:
    """What each row is, where money in stands beside costs; None where nothing speaks of money in.

    `units` holds the amounts, rows by months. Names of sections and their sums tell; where a name
    may mean a team, and where there is none, the results below must prove it, else it is not sure.
    """
    strict, loose = (solved(lines, _walked(lines, units, loose), units) for loose in (False, True))
    spoken = loose.proved or any(map(_speaks_of_costs, lines))
    if REVENUE not in strict.codes and not (REVENUE in loose.codes and spoken):
        return _by_result(lines, strict.codes, units) or _by_size(lines, strict.codes, units)
    if loose.codes == strict.codes or loose.agreed != strict.agreed:
        found = max(strict, loose, key=lambda one: one.agreed)
        sure = bool(found.proved) or any(map(_heads_money_in, lines, found.codes))
        return replace(found, sure=sure) if REVENUE in found.codes else None
    other = strict if {REVENUE, COST} <= set(strict.codes) else None
    return replace(loose, sure=False, otherwise=other)


def _heads_money_in(line: Line, code: str) -> bool:
    """Whether a line is no money in itself, but says of others that they are."""
    said = side_of(line.total or line.name, heading=True) if code in (HEADING, TOTAL) else line.over
    return said == REVENUE


def _speaks_of_costs(line: Line) -> bool:
    """Whether a name is that of costs beside money in, or of what is left of it."""
    said = {side_of(line.name, heading=line.empty), side_of(line.total or "", heading=True)}
    return COST in said or line.over == COST or line.kind in (RESULT, BALANCE)


def _walked(lines: Sequence[Line], units: Units, loose: bool) -> list[str]:
    """What each row is by the section it stands in; with `loose`, a name that may be a team's opens
    one within another."""
    codes, open_, over = [UNKNOWN] * len(lines), list[_Section](), ""
    for row, line in enumerate(lines):
        if line.over and line.over != over:
            open_ = [_Section("", line.over)]
        over = line.over or over
        if line.empty:
            codes[row] = HEADING
            if line.name and line.total is None:
                _open(open_, line.name, loose)
        elif line.kind:
            codes[row] = line.kind
            if any(section.rows for section in open_):
                open_.clear()
        elif line.total is not None:
            codes[row] = TOTAL
            _close(open_, line, codes, units, row, loose)
        elif not line.over and _heads(lines, units, row):
            codes[row] = TOTAL
            open_[:] = [_Section(line.name, side_of(line.name, heading=True))]
        elif not line.over and (side := side_of(line.name)):
            codes[row] = side
            open_.clear()
        else:
            codes[row] = open_[-1].side if open_ else UNKNOWN
            for section in open_:
                section.rows.append(row)
    return codes


def _open(open_: list[_Section], name: str, loose: bool) -> None:
    """Open the section that a heading begins: within another, unless its whole name is a side's, or
    in the `loose` reading, where it but begins like one, or may be a team's."""
    side, within = side_of(name), open_[-1].side if open_ else UNKNOWN
    if not side and (loose or not within):
        side = side_of(name, heading=True) or (REVENUE if loose and maybe_in(name) else UNKNOWN)
    if side:
        open_.clear()
    open_.append(_Section(name, side or within))


def _close(
    open_: list[_Section], line: Line, codes: list[str], units: Units, row: int, loose: bool
) -> None:
    """Close the section that a total row ends, by its name, its side, or that its lines add up.

    Lines under no heading are of the side that their total names.
    """
    ended = line.total or ""
    side = side_of(ended, heading=True) or (REVENUE if loose and maybe_in(ended) else UNKNOWN)
    match = next((s for s in reversed(open_) if ended and core(s.name) == ended), None)
    if match is None and ended:
        match = next((s for s in open_ if side and s.side == side), None)
    if match is None and not ended:
        match = next((s for s in reversed(open_) if _adds_up(units, s.rows, row)), None)
    if match is not None:
        del open_[open_.index(match) :]
        return
    if not side:
        return
    above = list[int]()
    for at in range(row - 1, -1, -1):
        if codes[at] not in (UNKNOWN, HEADING):
            break
        above += [at] if codes[at] == UNKNOWN else []
    for one in above[: sum_among(units, above, row)]:
        codes[one] = side
        open_.clear()


def _adds_up(units: Units, rows: Sequence[int], row: int) -> bool:
    return bool(rows) and bool((units[list(rows)].sum(axis=0) == units[row]).all())


def _heads(lines: Sequence[Line], units: Units, row: int) -> bool:
    """Whether the rows right below add up to a row: it is their heading, with its sum."""
    below = list[int]()
    if not side_of(lines[row].name, heading=True):
        return False
    for at in range(row + 1, min(row + _MOST, len(lines))):
        line = lines[at]
        if line.kind or line.total is not None or side_of(line.name):
            break
        below += [] if line.empty else [at]
    return sum_among(units, below, row) > 0


def sum_among(units: Units, rows: Sequence[int], row: int) -> int:
    """How many of some rows, from the first, add up to a row; 0 for none."""
    hits = (np.cumsum(units[list(rows)], axis=0) == units[row]).all(axis=1)
    return int(np.argmax(hits)) + 1 if units[row].any() and hits.any() else 0


def solved(lines: Sequence[Line], codes: Sequence[str], units: Units) -> Told:
    """The codes with results that figures tell, and with the side of rows that results tell."""
    codes, proved = list(codes), 0
    above = _Above(np.zeros(units.shape[1], np.int64), np.zeros(units.shape[1], np.int64), [])
    for row, line in enumerate(lines):
        named = codes[row] in (RESULT, BALANCE)
        if named or (codes[row] in (UNKNOWN, COST) and not side_of(line.name)
                     and _varied(units[row])):  # fmt: skip
            solution = _proof(above, units, row, named)
            if solution is not None:
                proved += 1
                codes[row] = codes[row] if named else RESULT
                above.open.clear()
                for one, side in solution.items():
                    codes[one] = side
                    above.add(one, side, units)
        elif codes[row] == UNKNOWN:
            codes[row] = side_of(line.name)
        above.add(row, codes[row], units)
    for row in [row for row, code in enumerate(codes) if code in (UNKNOWN, BALANCE)]:
        if _carried(codes, units, row):
            proved += 1
            codes[row] = BALANCE
        elif codes[row] == UNKNOWN and is_count(lines[row].name):
            codes[row] = RATE
        elif codes[row] == UNKNOWN and REVENUE in codes:
            side = name_side(lines[row].name)
            codes[row] = side if side in (COST, REVENUE) else UNKNOWN
    agreed = sum(_agrees(lines[row], codes, units, row)
                 for row, code in enumerate(codes) if code == TOTAL)  # fmt: skip
    return Told(codes, proved, proved + agreed)


def _agrees(line: Line, codes: Sequence[str], units: Units, row: int) -> bool:
    """Whether the last lines of the side that a total names add up to it."""
    side = side_of(line.total or line.name, heading=True)
    above = [at for at in range(row - 1, -1, -1) if codes[at] == side]
    return bool(side) and sum_among(units, above, row) > 0


def _varied(amounts: Units) -> bool:
    """Whether months differ: like amounts every month are one figure, which chance may bring."""
    return len(np.unique(amounts)) > 1


@dataclass
class _Above:
    """What money in and costs above a row add up to, and the rows of which it is not known."""

    received: Units
    spent: Units
    open: list[int]

    def add(self, row: int, code: str, units: Units) -> None:
        """Take in a row of this code."""
        if code == REVENUE:
            self.received = self.received + units[row]
        elif code == COST:
            self.spent = self.spent + units[row]
        elif code == UNKNOWN and units[row].any():
            self.open.append(row)


def _proof(above: _Above, units: Units, row: int, named: bool) -> dict[int, str] | None:
    """The sides of unknown rows above with which a row is money in less money out; None for none.

    Costs may be written with a minus.
    """
    out, open_ = -above.spent if above.spent.sum() < 0 else above.spent, above.open
    if not above.received.any() or not (out.any() or open_):
        return None
    ways = [(-1,) * len(open_), (1,) * len(open_)] if open_ and named else [(-1,) * len(open_)]
    if named and 1 < len(open_) <= _TRIED:
        ways = list(product((-1, 1), repeat=len(open_)))
    left = np.array(ways, np.int64).reshape(len(ways), -1) @ units[open_] + above.received - out
    fit = np.flatnonzero((left == units[row]).all(axis=1))
    if len(fit) != 1:
        return None
    return {at: COST if sign < 0 or units[at].sum() < 0 else REVENUE
            for sign, at in zip(ways[fit[0]], open_, strict=True)}  # fmt: skip


def _carried(codes: Sequence[str], units: Units, row: int) -> bool:
    """Whether a row is what an account holds: from month to month it moves by money in less out."""
    moved = sum((units[at] * (1 if code == REVENUE else -1) for at, code in enumerate(codes)
                 if code in (REVENUE, COST)), np.zeros(units.shape[1], np.int64))  # fmt: skip
    steps = np.diff(units[row])
    if len(steps) < 2 or not moved.any() or not _varied(units[row]):
        return False
    return bool((steps == moved[1:]).all() or (steps == moved[:-1]).all())


def _by_size(lines: Sequence[Line], codes: Sequence[str], units: Units) -> Told | None:
    """A first line that may be of money in, as it is larger than all others together: not sure."""
    leaves = [row for row, code in enumerate(codes) if code in (UNKNOWN, COST) and units[row].any()]
    if len(leaves) < 2 or not maybe_in(lines[leaves[0]].name):
        return None
    rest = units[leaves[1:]].sum(axis=0)
    if not ((units[leaves[0]] > rest) & (rest > 0)).all():
        return None
    found = [COST if row in leaves else code for row, code in enumerate(codes)]
    found[leaves[0]] = REVENUE
    return Told(found, sure=False)


def _by_result(lines: Sequence[Line], codes: Sequence[str], units: Units) -> Told | None:
    """Money in told by a result below alone: the first rows less all others make it, or the last
    ones. Without a name that says so of the result or of money in, it is chance; sure where the
    result has it."""
    leaves = list[int]()
    for row, line in enumerate(lines):
        named = codes[row] in (RESULT, BALANCE)
        if codes[row] in (TOTAL, HEADING) or (named and line.empty):
            continue
        if named and leaves and (signed := _signed(units, leaves, row)):
            found = [signed.get(at, code) for at, code in enumerate(codes)]
            return Told(found, 1, 1)
        split = None
        if (named or _varied(units[row])) and 1 < len(leaves) <= _MOST and units[row].any():
            split = _split(units, leaves, row)
        if split is not None:
            first, rest = leaves[:split], leaves[split:]
            found = list(codes)
            turned = (units[first].sum(axis=0) - units[rest].sum(axis=0) != units[row]).any()
            received, spent = (rest, first) if turned else (first, rest)
            planned = [one for one in received if is_planned(lines[one].name)]
            spoken = planned == received or any(_maybe_in(lines[one].name) for one in received)
            if not spoken and not (named and _varied(units[row])):
                return None
            for some, code in (
                (received, REVENUE),
                (planned, RATE),
                (spent, COST),
                ([row], RESULT),
            ):
                for one in some:
                    found[one] = code
            return Told(found, 1, 1, sure=named or planned == received)
        if not named:
            leaves.append(row)
    return None


def _maybe_in(name: str) -> bool:
    return maybe_in(name) or REVENUE in (side_of(name, heading=True), name_side(name))


def _signed(units: Units, leaves: Sequence[int], row: int) -> dict[int, str]:
    """The sides of rows by their signs, where a row is what they all add up to; else none."""
    sums = units[list(leaves)].sum(axis=1)
    if not _adds_up(units, leaves, row) or not (sums > 0).any() or not (sums < 0).any():
        return {}
    return {at: COST if units[at].sum() < 0 else REVENUE for at in leaves}


def _split(units: Units, leaves: Sequence[int], row: int) -> int | None:
    """How many of some rows come first, where they less the others make a row, or the others less
    them."""
    sums = np.cumsum(units[list(leaves)], axis=0)
    whole = sums[-1]
    for sign in (1, -1):
        hits = np.flatnonzero((2 * sums[:-1] == whole + sign * units[row]).all(axis=1))
        if len(hits) == 1:
            return int(hits[0]) + 1
    return None
