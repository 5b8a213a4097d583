"""Which sheet of a workbook is meant: the only one that holds costs, or the one asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from roi_model.actuals.findings import Candidate, Note, Question, RefusedError, asked
from roi_model.actuals.workbook import Sheet, sheets

if TYPE_CHECKING:
    from roi_model.actuals.reading import Reading

Answers = Mapping[str, object] | None


def read_workbook(
    content: bytes,
    name: str,
    answers: Answers,
    read_sheet: Callable[[Sheet, str, Answers], Reading],
) -> Reading:
    """The reading of the one sheet that holds figures; several such sheets are asked about.

    `read_sheet` reads one sheet under the name given. Without any usable sheet the reason of the
    largest is the workbook's. Raises RefusedError (see `workbook.sheets`), and ValueError where an
    answer names no sheet.
    """
    from roi_model.actuals.reading import Reading  # which reads sheets through this module

    chosen = asked(answers, "sheet")
    tried: list[tuple[Sheet, Reading]] = []
    rows: list[int] = []
    faults: dict[str, ValueError] = {}
    for sheet in sheets(content, name, chosen):
        label = f"{name} · {sheet.name}" if name else sheet.name
        try:
            reading = read_sheet(sheet, label, answers)
        except ValueError as fault:  # an answer that is meant for another sheet
            faults[sheet.name] = fault
            reading = read_sheet(sheet, label, None)
        rows.append(sheet.text.count("\n") + 1)
        # The text is not kept: a workbook may hold many sheets.
        tried.append((replace(sheet, text=""), reading))
    if not tried:
        if chosen is not None:
            raise ValueError(f"sheet: {chosen!r} is no filled sheet of the workbook")
        raise RefusedError("empty", name=name or "file")
    usable = [pair for pair in tried if pair[1].refused is None]
    if len(usable) > 1:
        question = Question("sheet", "", tuple(_candidate(*pair) for pair in usable))
        return Reading(
            None,
            name,
            {"encoding": "xlsx", "sheet": None},
            rows_read=sum(reading.rows_read for _, reading in usable),
            questions=(question,),
        )
    sheet, reading = usable[0] if usable else tried[rows.index(max(rows))]
    if sheet.name in faults:
        raise faults[sheet.name]
    told = list(sheet.notes)
    others = len(tried) - 1
    if others and usable:
        told.insert(0, Note("sheet_taken", {"sheet": sheet.name, "count": others}))
    return replace(reading, name=name, notes=(*told, *reading.notes))


def _candidate(sheet: Sheet, reading: Reading) -> Candidate:
    """A sheet and what it would give; no total where it has questions of its own."""
    gives: dict[str, object] = {"rows": reading.rows_kept if reading.usable else reading.rows_read}
    if reading.usable and len(reading.entries):
        months = sorted(reading.entries["month"].astype(str).unique())
        gives |= {"all": reading.total(), "first": months[0], "last": months[-1]}
    return Candidate(sheet.name, gives)
