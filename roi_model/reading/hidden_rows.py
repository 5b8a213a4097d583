"""Rows that a spreadsheet does not show: counted, or left out in sight, as the user says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.result import Reading
from roi_model.reading.tables.workbook import Sheet
from roi_model.reading.text.text import Text

ALL, SHOWN = "all", "shown"
_CUT = 200


def read_shown(
    sheet: Sheet, inquiry: Inquiry, read_sheet: Callable[[Sheet, Inquiry], Reading]
) -> Reading:
    """The reading of a sheet; where its hidden rows would change what it gives, it asks whether
    they count. Those left out are listed.

    Rows down to the header count always: a hidden header is one all the same.
    """
    if not sheet.hidden:
        return read_sheet(sheet, inquiry)
    answer = inquiry.answer("hidden_rows", "", (ALL, SHOWN))
    first = read_sheet(sheet, Inquiry(inquiry.answers, inquiry.name))
    header = first.dialect.get("header_row")
    below = header if isinstance(header, int) else 0
    hidden = sorted(row for row in sheet.hidden if row >= below)
    lines = sheet.text.content.split(b"\n")
    hidden = [row for row in hidden if row < len(lines) and lines[row].strip()]
    if not hidden or first.refused is not None:
        return read_sheet(sheet, inquiry)
    inquiry.note("rows_filtered" if sheet.filtered else "rows_hidden", count=len(hidden))
    if answer == ALL:
        return read_sheet(sheet, inquiry)
    seen = replace(sheet, text=_without(lines, hidden), hidden=frozenset())
    if answer == SHOWN:
        return _listed(read_sheet(seen, inquiry), lines, hidden, first.rows_read)
    other = read_sheet(seen, Inquiry(inquiry.answers, inquiry.name))
    reading = read_sheet(sheet, inquiry)
    if other.refused is None and _outcome(other) != _outcome(reading):
        inquiry.ask("hidden_rows", "", {ALL: _gives(reading), SHOWN: _gives(other)},
                    count=len(hidden))  # fmt: skip
    return replace(reading, questions=tuple(inquiry.questions))


def _without(lines: list[bytes], hidden: list[int]) -> Text:
    """The same lines, the hidden ones blank, so that all others keep their numbers."""
    gone = set(hidden)
    return Text.of(b"\n".join(b"" if i in gone else line for i, line in enumerate(lines)))


def _listed(reading: Reading, lines: list[bytes], hidden: list[int], rows_read: int) -> Reading:
    """A reading without the hidden rows, which stand in the list of what was left out."""
    numbers = [row + 1 for row in hidden]
    told = pd.DataFrame({
        "line": numbers,
        "reason": "hidden_row",
        "text": [lines[row].decode("utf-8", "replace")[:_CUT] for row in hidden],
    })  # fmt: skip
    others = reading.rejected[~reading.rejected["line"].isin(numbers)]
    rejected = pd.concat([others, told]) if len(others) else told
    rejected = rejected.sort_values("line", kind="stable", ignore_index=True)
    return replace(reading, rejected=rejected, rows_read=rows_read)


def _outcome(reading: Reading) -> object:
    """What a reading comes to, as far as hidden rows may change it."""
    if not reading.usable or reading.deals is not None or reading.events is not None:
        return reading.rows_kept
    return reading.totals()["by_account_and_month"], reading.total("month")


def _gives(reading: Reading) -> dict[str, object]:
    gives: dict[str, object] = {"rows": reading.rows_kept}
    if reading.usable and len(reading.entries):
        gives["all"] = reading.total()
    return gives
