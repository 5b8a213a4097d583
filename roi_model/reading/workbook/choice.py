"""Which sheet of a workbook is meant: the only one that holds costs, or what is asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

import numpy as np
import pandas as pd

from roi_model.reading.inquiry import Finding, Gives, Inquiry, Question, RefusedError
from roi_model.reading.movements.pairs import Moved, days_of, paired
from roi_model.reading.result import Reading
from roi_model.reading.tables.workbook import Sheet, sheets
from roi_model.reading.text.text import Text
from roi_model.reading.text.wording import fold
from roi_model.reading.values.amounts import exact_total
from roi_model.reading.values.date_shapes import MONTHS
from roi_model.reading.workbook.deals import (
    called_by_states,
    deals_together,
    headed_as_deals,
    headings,
    lists_of_deals,
    says_again,
    staged,
)
from roi_model.reading.workbook.sisters import asked_of_all, told_by_sisters
from roi_model.reading.workbook.together import notes_together

_PLACE = " · "
"""Between a sheet's name and the place of a table on it."""
_CENT = 0.011
_SOME_MONTHS = 3
_NAMED = 12
_HEADED = 3
ALL, ALL_SHOWN = "*", "*shown"  # no sheet of a workbook can be called so


def read_workbook(
    content: bytes,
    inquiry: Inquiry,
    read_sheet: Callable[[Sheet, Inquiry], Reading],
    apart: Callable[[Sheet], list[Sheet]] = lambda sheet: [sheet],
) -> Reading:
    """The reading of the one sheet that holds figures, or table of a sheet that `apart` tells; see
    `read_sheets`. Raises RefusedError where a workbook cannot be opened (`workbook.sheets`).
    """
    return read_sheets(lambda chosen: _tables(content, chosen, apart), inquiry, read_sheet)


def read_sheets(
    find: Callable[[str | None], Iterator[Sheet]],
    inquiry: Inquiry,
    read_sheet: Callable[[Sheet, Inquiry], Reading],
) -> Reading:
    """The reading of the one sheet that holds figures; several such sheets are asked about, and
    those of one layout, or tables of one sheet, may be read as one table. Hidden sheets of another
    layout are not asked about beside the only one that is shown.

    `find` gives the sheets, or the one of a name. Each is read in a dialogue of its own. Without
    any usable sheet the reason of the largest is the workbook's. Raises RefusedError where there is
    none, and ValueError where an answer names no sheet.
    """
    name, chosen = inquiry.name, inquiry.answer("sheet")
    together = chosen if chosen in (ALL, ALL_SHOWN) else None
    chosen = None if together else chosen
    tried: list[tuple[Sheet, Reading]] = []
    rows: list[int] = []
    faults: dict[str, ValueError] = {}
    for sheet in find(chosen):
        label = f"{name} · {sheet.name}" if name else sheet.name
        try:
            reading = read_sheet(sheet, Inquiry(inquiry.answers, label))
        except ValueError as fault:  # an answer that is meant for another sheet
            faults[sheet.name] = fault
            reading = read_sheet(sheet, Inquiry(name=label))
        rows.append(sheet.text.lines)
        # The text is not kept: a workbook may hold many sheets.
        tried.append((replace(sheet, text=Text(""), fills=dict), reading))
    if not tried:
        if chosen is not None:
            raise ValueError(f"sheet: {chosen!r} is no filled sheet of the workbook")
        raise RefusedError("empty")
    for place, known in headed_as_deals([reading for _, reading in tried]).items():
        sheet, reading = tried[place]
        again = Inquiry({**known, **inquiry.answers}, reading.name)
        tried[place] = (sheet, read_sheet(next(find(sheet.name)), again))
    stated = called_by_states(tried)
    for place, stage in stated.items():
        sheet, reading = tried[place]
        again = Inquiry({"kind": "deals", **inquiry.answers}, reading.name)
        row = cast(int, reading.dialect["header_row"])
        tried[place] = (sheet, read_sheet(staged(next(find(sheet.name)), row, stage), again))
    if chosen is None:
        tried, question = _answered_together(tried, find, inquiry, read_sheet)
        if question is not None:
            return Reading(None, name, {"encoding": tried[0][0].format, "sheet": None},
                           rows_read=sum(r.rows_read for _, r in tried),
                           questions=(question,))  # fmt: skip
    usable = [pair for pair in tried if pair[1].refused is None]
    alike = _alike(usable)
    shown = [pair for pair in alike if not pair[0].concealed]
    if together == ALL_SHOWN:
        alike = shown
    if together and len(alike) < 2:
        raise ValueError(
            f"sheet: {together!r}, but no two sheets of the workbook are of one layout"
        )
    if together:
        return replace(_added(alike, inquiry), name=name)
    seen = [pair for pair in usable if not pair[0].concealed]
    unseen = [sheet.name for sheet, _ in usable if sheet.concealed]
    if len(seen) == 1 and unseen and not alike:
        sheet, reading = seen[0]
        if sheet.name not in faults:
            alone = Finding("sheet_shown", {"sheet": sheet.name, "hidden": ", ".join(unseen)})
            return replace(reading, name=name, notes=(alone, *sheet.notes, *reading.notes))
    months = _of_months(alike, usable, {tried[place][0].name for place in stated}, inquiry)
    if months is not None:
        left = ", ".join(s.name for s, r in tried if r.refused is not None and not s.concealed)
        aside = [Finding("sheets_aside", {"sheets": left})] if left else []
        return replace(months, name=name, notes=(*aside, *months.notes))
    if len(usable) > 1:
        options: dict[str, Gives] = {sheet.name: _gives(reading) for sheet, reading in usable}
        if alike:
            whole = {ALL: _gives(_added(alike, inquiry))}
            # Deals of all years are what a closing rate is made of, and costs of all months what
            # was spent; costs may be of one year.
            first = alike[0][1].kind == "deals" or _apart(alike)
            options = whole | options if first else options | whole
            if 1 < len(shown) < len(alike):
                options[ALL_SHOWN] = _gives(_added(shown, inquiry))
        if unseen:
            inquiry.note("sheets_hidden", sheets=", ".join(unseen))
        inquiry.ask("sheet", "", options)
        return Reading(
            None,
            name,
            {"encoding": tried[0][0].format, "sheet": None},
            rows_read=sum(reading.rows_read for _, reading in usable),
            notes=tuple(inquiry.notes),
            questions=tuple(inquiry.questions),
        )
    sheet, reading = usable[0] if usable else tried[rows.index(max(rows))]
    if sheet.name in faults:
        raise faults[sheet.name]
    told = list(sheet.notes)
    if sheet.concealed:
        told.insert(0, Finding("sheets_hidden", {"sheets": sheet.name}))
    others = [one.name for one, _ in tried if one.name != sheet.name]
    if others and usable:
        names = ", ".join(others[:_NAMED]) + (", …" if len(others) > _NAMED else "")
        told.insert(0, Finding("sheet_taken", {"sheet": sheet.name, "others": names,
                                               "count": len(others)}))  # fmt: skip
    return replace(reading, name=name, notes=(*told, *reading.notes))


def _answered_together(
    tried: list[tuple[Sheet, Reading]],
    find: Callable[[str | None], Iterator[Sheet]],
    inquiry: Inquiry,
    read_sheet: Callable[[Sheet, Inquiry], Reading],
) -> tuple[list[tuple[Sheet, Reading]], Question | None]:
    """The sheets, those that ask as others under the same headings tell them to be read; or what
    several of them ask alike."""

    def again(place: int, answers: Mapping[str, object]) -> Reading:
        sheet, reading = tried[place]
        asked = Inquiry({**answers, **inquiry.answers}, reading.name)
        return read_sheet(next(find(sheet.name)), asked)

    told = told_by_sisters([reading for _, reading in tried], again)
    tried = [(sheet, told.get(place, r)) for place, (sheet, r) in enumerate(tried)]
    return tried, asked_of_all([reading for _, reading in tried])


def _tables(
    content: bytes, chosen: str | None, apart: Callable[[Sheet], list[Sheet]]
) -> Iterator[Sheet]:
    """The sheets, or their tables where they hold several; the `chosen` one where it is named."""
    of_a_table = chosen is not None and _PLACE in chosen
    for sheet in sheets(content, None if of_a_table else chosen):
        if chosen == sheet.name:
            yield sheet
        else:
            yield from (part for part in apart(sheet) if chosen in (None, part.name))


def _alike(usable: list[tuple[Sheet, Reading]]) -> list[tuple[Sheet, Reading]]:
    """The sheets that list deals; else those of costs that are laid out alike, or are called by a
    month each; none where no two are.
    """
    if deals := lists_of_deals([reading for _, reading in usable]):
        return [usable[place] for place in deals]
    costs = [(sheet, r) for sheet, r in usable if r.usable and r.deals is None and len(r.entries)]
    if len({sheet.name.rsplit(_PLACE, 1)[0] for sheet, _ in costs}) == 1 and len(costs) > 1:
        return costs  # tables of one sheet, whatever their layouts
    layouts = Counter(_layout(reading) for _, reading in costs).most_common(1)
    named = [pair for pair in costs if _called_by_month(pair[0].name)]
    if len(named) >= _SOME_MONTHS and len(named) > layouts[0][1]:
        return named
    if not layouts or layouts[0][1] < 2:
        return _read_alike(costs)
    return [(sheet, reading) for sheet, reading in costs if _layout(reading) == layouts[0][0]]


def _read_alike(costs: list[tuple[Sheet, Reading]]) -> list[tuple[Sheet, Reading]]:
    """The sheets that one holds all headings of, whose figures are read from the same columns: one
    layout, to which somebody added a column some time; none where no two are.
    """
    if not costs:
        return []
    widest = max(costs, key=lambda pair: len(headings(pair[1])))[1]
    alike = [pair for pair in costs if set(headings(pair[1])) <= set(headings(widest))
             and len(headings(pair[1])) >= _HEADED
             and pair[1].columns.items() == widest.columns.items()]  # fmt: skip
    return alike if len(alike) > 1 else []


def _layout(reading: Reading) -> tuple[str, ...]:
    """The headings of a table in whatever order, or what else its layout is called by."""
    return tuple(sorted(headings(reading))) or (reading.layout,)


def _of_months(
    alike: list[tuple[Sheet, Reading]], usable: list[tuple[Sheet, Reading]], stated: set[str],
    inquiry: Inquiry,
) -> Reading | None:  # fmt: skip
    """Sheets of one layout that are called by a month each, and hold it alone where they are costs,
    or `stated` as the state of the deals that they list, read as one table; any other sheet must
    say the same again, and one must where layouts are not alike. None where they are not all of
    this.
    """
    by_state = bool(alike) and all(s.name in stated for s, _ in alike)
    by_month = by_state or (bool(alike) and all(_called_by_month(s.name) for s, _ in alike))
    if not by_month or any(s.concealed for s, _ in alike):
        return None
    lists = [r for _, r in alike]
    deals = lists[0].kind == "deals"
    alike_headed = by_state or len({headings(one) for one in lists}) == 1
    if not (_apart(alike) or (deals and alike_headed)):
        return None
    added = _added(alike, inquiry)
    named = {sheet.name for sheet, _ in alike}
    others = [(sheet, r) for sheet, r in usable if sheet.name not in named]
    for _, other in others:
        if deals and other.usable and says_again(other, lists):
            continue
        if deals or other.deals is not None or other.events is not None or not other.usable:
            return None
        sums, again = added.total("month"), other.total("month")
        if sums.keys() != again.keys() or any(abs(sums[m] - again[m]) > _CENT for m in sums):
            return None
    if not others:
        return added if deals or len(set(map(_layout, lists))) == 1 else None
    said = Finding("sheets_again", {"sheets": ", ".join(sheet.name for sheet, _ in others)})
    return replace(added, notes=(said, *added.notes))


def _apart(alike: list[tuple[Sheet, Reading]]) -> bool:
    """Whether sheets called by a month hold one each, and each another."""
    found = [set(r.entries["month"].astype(str)) for _, r in alike]
    each = len(set().union(*found)) == len(found) > 1 and all(len(one) == 1 for one in found)
    return each and all(_called_by_month(sheet.name) for sheet, _ in alike)


def _called_by_month(name: str) -> bool:
    words = fold(name).split()
    return any(word in MONTHS for word in words) or bool(re.search(r"\b(?:0[1-9]|1[0-2])\b", name))


def _added(alike: list[tuple[Sheet, Reading]], inquiry: Inquiry) -> Reading:
    """Sheets that belong together read as one table, one below the other."""
    readings = [reading for _, reading in alike]
    names = ", ".join(sheet.name for sheet, _ in alike)
    told = [Finding("sheets_added", {"sheets": names})]
    told += notes_together(alike)
    whole = _deals if lists_of_deals(readings) else _costs
    added = whole(readings, told, inquiry)
    return replace(
        added,
        dialect={**readings[0].dialect, "sheet": names},
        rows_read=sum(r.rows_read for r in readings),
        notes=tuple(told),
        currencies=_currencies([reading.currencies for reading in readings]),
    )


def _deals(readings: list[Reading], told: list[Finding], inquiry: Inquiry) -> Reading:
    return deals_together(readings, inquiry)


def _costs(readings: list[Reading], told: list[Finding], inquiry: Inquiry) -> Reading:
    """Sheets of costs, and in `told` what of them is no cost beside the others."""
    scale = max(reading.scale for reading in readings)

    def joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
        return pd.concat(frames, ignore_index=True)

    entries, revenue = (
        joined([getattr(r, part).assign(units=getattr(r, part)["units"] * 10 ** (scale - r.scale))
                for r in readings])
        for part in ("entries", "revenue")
    )  # fmt: skip
    for column in ("month", "category", "account"):
        entries[column] = entries[column].astype(str).astype("category")
    questions = {question.id: question for r in readings for question in r.questions}
    entries, moved = _without_pairs(entries, readings, scale)
    if len(moved):
        told.append(Finding("own_transfers_paired", {
            "count": len(moved), "total": exact_total(moved["units"].to_numpy(np.int64), scale),
        }))  # fmt: skip
    listed = moved.assign(reason="own_transfer", text=moved["label"].astype(str))
    return replace(
        readings[0],
        rows_kept=sum(r.rows_kept for r in readings) - len(moved),
        rejected=joined([*(r.rejected for r in readings), listed[["line", "reason", "text"]]]),
        entries=entries,
        revenue=revenue,
        scale=scale,
        questions=tuple(questions.values()),
    )


def _without_pairs(
    entries: pd.DataFrame, readings: list[Reading], scale: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The costs of several accounts without what went from one of them to another, and that."""
    accounts = np.repeat(np.arange(len(readings)), [len(r.entries) for r in readings])
    arrived = [Moved(i, day, units * 10 ** (scale - r.scale)) for i, r in enumerate(readings)
               if r.kind == "bank" for day, units in r.received]  # fmt: skip
    if not arrived:
        return entries, entries.iloc[:0]
    months = entries["month"].astype(str).to_numpy("datetime64[M]").astype(np.int64) + 1970 * 12
    days = days_of(months, entries["day"].to_numpy(np.int64))
    left = [Moved(*one) for one in zip(accounts.tolist(), days.tolist(), entries["units"].tolist(),
                                       strict=True)]  # fmt: skip
    gone = np.zeros(len(entries), bool)
    gone[list(paired(left, arrived))] = True
    return entries[~gone].reset_index(drop=True), entries[gone]


def _currencies(found: list[Mapping[str, Any]]) -> dict[str, object]:
    """The currencies of several sheets; none chosen where each counts another."""
    chosen = {one.get("chosen", "") for one in found}
    others: dict[str, dict[str, Any]] = {}
    for one in found:
        for code, told in one.get("others", {}).items():
            there = others.setdefault(code, {"rows": 0, "rate": None})
            sums = {key: there.get(key, 0) + value for key, value in told.items() if key != "rate"}
            others[code] = {**sums, "rate": there["rate"] or told["rate"]}
    alike = found[0] if len(chosen) == 1 else {"chosen": "", "rate": None}
    same = {key: alike[key] for key in ("chosen", "rated", "rate") if key in alike}
    return {**same, "others": others}


def _gives(reading: Reading) -> dict[str, object]:
    """What a sheet would give; no total where it has questions of its own."""
    gives: dict[str, object] = {"rows": reading.rows_kept if reading.usable else reading.rows_read}
    if reading.usable and len(reading.entries):
        months = sorted(reading.entries["month"].astype(str).unique())
        gives |= {"all": reading.total(), "first": months[0], "last": months[-1]}
    return gives
