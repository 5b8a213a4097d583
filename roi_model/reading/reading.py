"""Bytes of one file → what was understood of it: costs, rows left out, questions, or a refusal."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from roi_model.reading.archive import is_archive, unpack
from roi_model.reading.bank import is_bank
from roi_model.reading.costs.any_shape import read_any_shape
from roi_model.reading.costs.entries import Lines, entries
from roi_model.reading.costs.figures import orders
from roi_model.reading.costs.layouts.titled_month import called_by_month
from roi_model.reading.deals.deals import Deals
from roi_model.reading.deals.elsewhere.colours import by_colours
from roi_model.reading.deals.elsewhere.marks import by_marks
from roi_model.reading.deals.elsewhere.milestones import by_milestones
from roi_model.reading.deals.elsewhere.sections import (
    are_titled,
    by_sections,
    one_cell,
    with_titles,
)
from roi_model.reading.deals.telling import refuse_cyrillic
from roi_model.reading.events.events import Events
from roi_model.reading.formats import (
    Format,
    find_format,
    known_headings,
    named,
    refuse_contacts,
)
from roi_model.reading.hidden_rows import read_shown
from roi_model.reading.inquiry import Finding, Inquiry, RefusedError
from roi_model.reading.on_request.conversion import converted
from roi_model.reading.on_request.spans import over_spans
from roi_model.reading.on_request.spread import spread
from roi_model.reading.on_request.worked import hired, worked
from roi_model.reading.promises import SMALL, kept
from roi_model.reading.result import Guess, Reading, clean_file_name, rows_left_out
from roi_model.reading.structured import Structured, find_structured
from roi_model.reading.tables.currencies import but_currencies
from roi_model.reading.tables.month_headers import whole_months
from roi_model.reading.tables.running_balance import headed_by_balance
from roi_model.reading.tables.sheets.apart import tables_apart
from roi_model.reading.tables.sheets.opened import is_workbook
from roi_model.reading.tables.sheets.sections import sections
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.table import Table, read_table
from roi_model.reading.tables.units.minor_units import in_whole_units
from roi_model.reading.tables.workbook import DELIMITER, Sheet
from roi_model.reading.text.decoding import decode, refuse_size
from roi_model.reading.text.dialect import Dialect, find_dialect, join_header, split_line
from roi_model.reading.text.late_quotes import with_late_quotes
from roi_model.reading.text.text import Text
from roi_model.reading.text.wording import fold
from roi_model.reading.values.dates import year_month
from roi_model.reading.values.rates import rates_of
from roi_model.reading.workbook.choice import read_sheets, read_workbook


def read(
    content: bytes,
    *,
    kind: str | None = None,
    answers: Mapping[str, object] | None = None,
    name: str = "",
) -> Reading:
    """Read a file of costs or deals: the right totals, a question, or a refusal; never a guess.

    `kind`, one of `formats.KINDS`, overrides what the header says. `answers` maps a question's
    id to the chosen answer; "kind" is a kind for those who give none, "rules" holds the user's
    rules by label (`label_rules.user_rules`), "stages" the states of a CRM's own stages,
    "rate:USD" a rate of exchange (`values/rates.py`). Raises ValueError for an unknown kind, an
    answer that is no candidate or a rate that cannot be used.

    >>> reading = read("Date;Libellé;Montant\\n15/01/2024;HubSpot;1 200,50\\n".encode())
    >>> reading.total(), reading.total("category"), reading.total("month")
    (1200.5, {'tools': 1200.5}, {'2024-01': 1200.5})
    """
    rates_of(answers or {})  # which says what is wrong with one, whatever the file holds
    said = kind or (answers or {}).get("kind")
    wanted = None if said is None else named(str(said))
    shown = clean_file_name(name)
    given = answers or {}
    inquiry = Inquiry(given, shown)
    try:
        found = _read(content, wanted, inquiry)
    except RefusedError as refused:
        return Reading(kind, shown, notes=tuple(inquiry.notes), refused=refused.of(shown))
    if len(content) > SMALL:
        return found
    return kept(found, lambda more: _read(content, wanted, Inquiry({**given, **more}, shown)))


def _read(content: bytes, wanted: Format | None, inquiry: Inquiry) -> Reading:
    structured = find_structured(content)
    if structured is not None:
        return _read_structured(structured, content, inquiry)
    if is_archive(content):
        unpack(content)  # which says why where it cannot be opened
    if is_workbook(content):
        return read_workbook(
            content, inquiry, partial(_read_sheet, wanted),
            _apart,
        )  # fmt: skip
    decoded = decode(content)
    inquiry.notes.extend(decoded.notes)
    text = decoded.text.headed(join_header(decoded.text.first, known_headings))
    dialect = with_late_quotes(text, find_dialect(text.first, known_headings))
    shown = {"encoding": decoded.encoding, "delimiter": dialect.delimiter,
             "line_end": decoded.line_end}  # fmt: skip
    try:
        reading = _read_text(text, dialect, shown, wanted, inquiry)
    except RefusedError as refused:
        if refused.code != "shifted":
            raise
        kind = None if wanted is None else wanted.name
        reading = Reading(kind, inquiry.name, notes=tuple(inquiry.notes),
                          refused=refused.of(inquiry.name))  # fmt: skip
    shifted = reading.refused is not None and reading.refused.code == "shifted"
    unfit = reading.rejected["reason"].isin(["too_many_fields", "cut_line"]).any()
    lines = [split_line(line, dialect.delimiter) for line in text.first.split("\n")]
    if not shifted and (reading.refused is not None or not unfit or are_titled(lines)):
        return reading
    return _read_sections(
        sections(text, dialect, decoded.encoding, known_headings), wanted, inquiry, decoded.notes,
        reading, shifted,
    )  # fmt: skip


def _read_sections(
    tables: Sequence[Sheet], wanted: Format | None, inquiry: Inquiry, before: Sequence[Finding],
    whole: Reading, shifted: bool,
) -> Reading:  # fmt: skip
    """The tables that a text has below one another, where two hold figures; else it as a `whole`.

    Of a text whose rows do not fit its header, also the one that does.
    """
    if len(tables) < 2:
        return whole
    apart = Inquiry(inquiry.answers, inquiry.name, notes=[*before])
    reading = read_sheets(
        lambda chosen: (one for one in tables if chosen in (None, one.name)),
        apart, partial(_read_rows, wanted),
    )  # fmt: skip
    several = ("sheet" in reading.dialect and apart.answer("sheet")) or any(
        question.about == "sheet" for question in reading.questions
    )
    return reading if several or (shifted and reading.refused is None) else whole


def _read_structured(structured: Structured, content: bytes, inquiry: Inquiry) -> Reading:
    """A file that is no table: it says itself what kind it is, whatever was chosen."""
    refuse_size(content)
    plain = Reading(structured.kind, inquiry.name, {"format": structured.name},
                    layout=_named([structured.kind, structured.name]))  # fmt: skip
    try:
        found = structured.read(content, inquiry)
        lines = converted(found.lines, found.rejections, inquiry)
        if not lines and not inquiry.blocked:
            raise RefusedError("no_usable_row", count=found.rows_read)
    except RefusedError as refused:
        return replace(plain, notes=tuple(inquiry.notes), refused=refused.of(inquiry.name))
    rejected = rows_left_out(found.rejections)
    shown = {"encoding": found.encoding, "decimal": inquiry.decimal,
             "date_format": inquiry.date_format}  # fmt: skip
    plain = replace(plain, dialect={**plain.dialect, **shown}, columns=inquiry.columns,
                    rows_read=found.rows_read, rejected=rejected,
                    rows_kept=found.rows_read - rejected["line"].nunique())  # fmt: skip
    return _with(plain, lines, inquiry)


def _read_sheet(wanted: Format | None, sheet: Sheet, inquiry: Inquiry) -> Reading:
    """One sheet of a workbook, with the rows it hides or without."""
    return read_shown(sheet, inquiry, partial(_read_rows, wanted))


def _apart(sheet: Sheet) -> list[Sheet]:
    """The tables of a sheet; blocks of deals under titles that say their state are one."""
    titled = are_titled([line.split(DELIMITER) for line in sheet.text.first.split("\n")])
    return [sheet] if titled else tables_apart(sheet, known_headings)


def _read_rows(wanted: Format | None, sheet: Sheet, inquiry: Inquiry) -> Reading:
    """A sheet, read as the text of its rows is."""
    shown = {"encoding": sheet.format, "sheet": sheet.name}
    if wanted is None and (kind := inquiry.answer("kind")):  # as the sheets beside it told
        wanted = named(kind)
    try:
        if wanted is None or wanted.name == "deals":
            coloured = by_colours(sheet, inquiry)
            wanted = wanted if coloured is sheet else named("deals")
            sheet = coloured
        dialect = find_dialect(sheet.text.first, known_headings, DELIMITER)
        return _read_text(sheet.text, dialect, shown, wanted, inquiry)
    except RefusedError as refused:
        kind = None if wanted is None else wanted.name
        return Reading(
            kind, inquiry.name, shown, notes=tuple(inquiry.notes), refused=refused.of(inquiry.name)
        )


def _read_text(text: Text, dialect: Dialect, shown: Mapping[str, object], wanted: Format | None,
               inquiry: Inquiry) -> Reading:  # fmt: skip
    said = [*inquiry.notes]
    table = whole_months(in_whole_units(read_table(text, dialect), inquiry), inquiry)
    if dialect.header_row is None:
        table = headed_by_balance(table, inquiry)
    if text.formulas:
        inquiry.note("text_formulas", count=text.formulas)
    if wanted is None or wanted.name == "deals":
        table = _with_states(table, text, dialect, inquiry)
    source = Source(table, dialect, text.first, str(shown.get("sheet", "")))
    guess = find_format(table)
    found = wanted or guess
    held, refusal = None, None
    try:
        if wanted is None:
            refuse_cyrillic(table.names)
        if wanted is None and found.name == "costs":
            refuse_contacts(table)
        listed = found.read is read_any_shape and not called_by_month(source.sheet)[0]
        people = hired(table, inquiry) if listed else None
        held = found.read(source, inquiry)
        if held is None or isinstance(held, Lines):
            held = converted(held, table.rejections, inquiry)
            held = (spread(held, table, inquiry) if people is None
                    else worked(held, table, people, inquiry))  # fmt: skip
            held = over_spans(held, source, inquiry) if people is None else held
        if not held and not inquiry.blocked:  # a total of 0 would be none
            raise RefusedError("no_usable_row", count=table.rows_read)
    except RefusedError as refused:
        if refused.code == "sold" and wanted is None and orders(table.names):
            apart = Inquiry(inquiry.answers, inquiry.name, notes=said)
            won = _read_text(text, dialect, shown, named("deals"), apart)
            if won.refused is None:
                return won
        refused.values = inquiry.as_headed(refused.values)
        refusal = refused.of(inquiry.name)
    rejected = rows_left_out(table.rejections)
    written = {"header_row": dialect.header_row, "decimal": inquiry.decimal,
               "date_format": inquiry.date_format}  # fmt: skip
    plain = Reading(
        found.name,
        inquiry.name,
        {**shown, **written},
        inquiry.columns,
        table.rows_read,
        0 if held is None else table.rows_read - rejected["line"].nunique(),
        rejected,
        refused=refusal,
        layout=_layout(dialect, guess.name),
        guess=Guess(guess.name, tuple(filter(guess.tells, table.names)), tuple(table.names)),
    )
    return _with(plain, held, inquiry)


def _with_states(table: Table, text: Text, dialect: Dialect, inquiry: Inquiry) -> Table:
    """The table with the states of deals that no column of its says, where it may list deals."""
    if is_bank(but_currencies(table)):
        return table
    header, lines = dialect.header_row or 1, text.first.split("\n")
    cut = any(reason == "cut_line" for reason, _ in table.rejections.reasons)
    split = [split_line(line, dialect.delimiter, dialect.quoted)
             for line in lines[: None if cut else header - 1]]  # fmt: skip
    if cut:
        table = with_titles(table, split, header)
    titled = next(filter(None, map(one_cell, reversed(split[: header - 1]))), [])
    return by_milestones(by_marks(by_sections(table, titled, inquiry), inquiry), inquiry)


def _with(
    reading: Reading, held: Lines | Deals | Events | None, inquiry: Inquiry
) -> Reading:  # fmt: skip
    """The reading with the costs, deals or events it holds, and with all that was said of them."""
    if isinstance(held, Lines):
        within = named(reading.kind).within if reading.kind else ()
        reading = replace(reading, entries=entries(held, inquiry, within), scale=held.scale,
                          revenue=_revenue(held), received=held.received)  # fmt: skip
    elif isinstance(held, Events):
        reading = replace(reading, events=held.frame)
    elif held is not None:
        reading = replace(reading, deals=held.frame, flagged=held.flagged, as_of=held.as_of,
                          scale=held.scale, creation=held.creation)  # fmt: skip
    return replace(reading, notes=tuple(inquiry.notes), questions=tuple(inquiry.questions),
                   currencies=inquiry.currencies.to_json())  # fmt: skip


def _revenue(lines: Lines) -> pd.DataFrame:
    if lines.revenue is None:
        return pd.DataFrame({"month": [], "amount": [], "units": []})
    month, units = lines.revenue
    sums = pd.Series(units, dtype=np.int64).groupby(month).sum()
    return pd.DataFrame(
        {
            "month": [year_month(int(m)) for m in sums.index],
            "amount": sums.to_numpy() / 10**lines.scale,
            "units": sums.to_numpy(),
        }
    )


def _layout(dialect: Dialect, kind: str) -> str:
    """A name for files of the same layout, under which answers may be kept for the next one."""
    return _named([kind, dialect.delimiter, *(fold(name) for name in dialect.names)])


def _named(parts: list[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
