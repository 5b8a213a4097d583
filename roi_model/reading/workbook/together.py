"""What is remarked on several sheets read as one table: of the whole, or of some by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from roi_model.reading.inquiry import Finding
from roi_model.reading.result import Reading
from roi_model.reading.tables.workbook import Sheet

_LACKING = {"no_created_dates", "no_closed_dates", "no_deal_amounts"}
"""What a list of deals lacks; of some sheets among others they are called "…_on"."""
_NO_LOST = "no_lost_deals"


def notes_together(pairs: Sequence[tuple[Sheet, Reading]]) -> list[Finding]:
    """The remarks on all sheets: those on the whole as they are true of it, those on some with the
    names of these, and alike ones once, their counts added up."""
    told: dict[tuple[object, ...], Finding] = {}
    lacking: dict[str, list[str]] = {}
    for sheet, reading in pairs:
        for note in (*sheet.notes, *reading.notes):
            if note.code == _NO_LOST:
                continue
            if note.code in _LACKING:
                lacking.setdefault(note.code, [])
                if note.code != "no_closed_dates" or _may_have_ended(reading):
                    lacking[note.code].append(sheet.name)
                continue
            key = _apart_from_count(note)
            told[key] = _added(told[key], note) if key in told else note
    for code, sheets in lacking.items():
        every = len(sheets) == len(pairs)
        if sheets:
            named = {} if every else {"sheets": ", ".join(sheets)}
            told[code,] = Finding(code if every else f"{code}_on", named)
    return [*told.values(), *_none_lost(pairs)]


def _apart_from_count(note: Finding) -> tuple[object, ...]:
    others = {name: value for name, value in note.values.items() if name != "count"}
    return note.code, note.topic, "count" in note.values, repr(sorted(others.items()))


def _added(one: Finding, other: Finding) -> Finding:
    if "count" not in one.values:
        return one
    values: Mapping[str, object] = {
        **one.values, "count": int(str(one.values["count"])) + int(str(other.values["count"]))
    }  # fmt: skip
    return Finding(one.code, values, one.topic)


def _may_have_ended(reading: Reading) -> bool:
    """Whether some deal of a sheet is won or lost, or is not known yet to be open."""
    return reading.deals is None or bool((reading.deals["state"] != "open").any())


def _none_lost(pairs: Sequence[tuple[Sheet, Reading]]) -> list[Finding]:
    """That no deal is lost, where this is true of all sheets."""
    lists = [reading.deals for _, reading in pairs]
    if not any(note.code == _NO_LOST for _, reading in pairs for note in reading.notes):
        return []
    states = [deals["state"] for deals in lists if deals is not None]
    if len(states) < len(lists) or any((one == "lost").any() for one in states):
        return []
    counts = {name: sum(int((one == name).sum()) for one in states) for name in ("won", "open")}
    return [Finding(_NO_LOST, counts)]
