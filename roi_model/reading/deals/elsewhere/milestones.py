"""Deals whose state only days tell: a column for each milestone, "Signature" and "Refusal" among
them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from roi_model.reading.deals.headers import REFUSED, SIGNED, deal_roles, heads_milestone, is_deals
from roi_model.reading.deals.stages import load_stages
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import plain, trimmed
from roi_model.reading.values.dates import take_apart_dates

_STATED = {"stage", "status", "won_flag", "lost_flag", "closed_flag"}
_CREATED, _ENDS = "Created on", {"won_on": "Won on", "lost_on": "Lost on"}
_HALF, _SAMPLE = 0.5, 2000


def by_milestones(table: Table, inquiry: Inquiry) -> Table:
    """The table with one day won and one day lost for the milestones that mean it, of several the
    first that is filled; as it was where a column says states, or no deals follow.

    Days of signing alone may end deals that are lost as well: they are the won ones only beside a
    milestone that is a refusal, or where nothing else is headed as the end of a deal.
    """
    roles = [deal_roles(name).keys() for name in table.names]
    won = _headed(table, roles, "won_on", SIGNED)
    lost = _headed(table, roles, "lost_on", REFUSED)
    if not won:
        return table
    dated = [_holds_days(column) for column in table.columns]
    other = [not days and _filled(column) for days, column in
             zip(dated, table.columns, strict=True)]  # fmt: skip
    if any(roles[c] & _STATED for c, filled in enumerate(other) if filled):
        return table
    won, lost = ([c for c in columns if not other[c]] for columns in (won, lost))
    if not any(dated[c] for c in lost):
        won = [c for c in won if "closed" not in roles[c]]
    ends = {"won_on": won, "lost_on": lost}
    ends = {role: columns for role, columns in ends.items() if any(dated[c] for c in columns)}
    # A CRM's own days of winning and losing say it already.
    known = all(any(role in roles[c] for c in columns) for role, columns in ends.items())
    if "won_on" not in ends or known:
        return table
    made = _merged(table, ends, _beginning(table, dated, [*won, *lost]))
    if not is_deals(made.names):
        return table
    inquiry.made |= {new: old for new, old in zip(made.names, table.names, strict=True)
                     if new != old}  # fmt: skip
    said = {role: ", ".join(table.names[c] for c in columns) for role, columns in ends.items()}
    if "lost_on" in said:
        inquiry.note("milestones", won=said["won_on"], lost=said["lost_on"])
    else:
        inquiry.note("milestones_won", won=said["won_on"])
    return made


def _headed(
    table: Table, roles: Sequence[Collection[str]], role: str, milestone: str
) -> list[int]:  # fmt: skip
    """The columns whose heading is of an end of deals, by a role or as a milestone."""
    return [c for c, name in enumerate(table.names)
            if role in roles[c] or heads_milestone(name, milestone)]  # fmt: skip


def _beginning(table: Table, dated: list[bool], ends: list[int]) -> int | None:
    """The first milestone, where no heading of a CRM says when a deal was created."""
    if any("created" in deal_roles(name) and is_days for name, is_days in
           zip(table.names, dated, strict=True)):  # fmt: skip
        return None
    stages = load_stages()
    return next((c for c, name in enumerate(table.names)
                 if dated[c] and c not in ends and stages.funnel_stage(name)), None)  # fmt: skip


def _merged(table: Table, ends: dict[str, list[int]], first: int | None) -> Table:
    """The table with the days of each end in the first of its columns, headed as what it is."""
    names, columns = list(table.names), list(table.columns)
    for role, (at, *others) in ends.items():
        names[at] = _ENDS[role]
        for other in others:
            columns[at] = _first_filled(columns[at], columns[other])
            names[other] = f"{_ENDS[role]} ({table.names[other]})"  # which is no heading any more
    if first is not None:
        names[first] = _CREATED
    return replace(table, names=tuple(names), columns=tuple(columns))


def _first_filled(one: pa.Array, other: pa.Array) -> pa.Array:
    first, second = plain(trimmed(one)), plain(trimmed(other))
    return pc.if_else(pc.equal(first, ""), second, first)


def _filled(column: pa.Array) -> bool:
    return bool(pc.any(pc.not_equal(plain(trimmed(column)), "")).as_py())


def _holds_days(column: pa.Array) -> bool:
    cells = take_apart_dates(column.slice(0, _SAMPLE), serials=False)
    return cells is not None and cells.share >= _HALF
