"""Deals whose state is the title over them: "WON", "LIVE", "LOST", each over a block of rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pyarrow as pa

from roi_model.reading.deals.headers import deal_roles, is_bought
from roi_model.reading.deals.stages import load_stages
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.spelled_states import UNKNOWN
from roi_model.reading.tables.table import Table
from roi_model.reading.tables.workbook import DELIMITER
from roi_model.reading.text.distinct import filled
from roi_model.reading.text.wording import fold
from roi_model.reading.values.dates import take_apart_dates

STAGE = "Stage"
"""The heading of the column that a table gets where its states stand elsewhere."""
TOTAL = re.compile(r"\b(?:(?:sub|sous ?)?tota(?:l|le|is|ux|ls|al)|subtotal|summe|zwischensumme)\b")
MOST_ROWS = 5000
"""Rows of the longest table that somebody keeps by hand."""
_STATES = 2
_HALF = 0.5
_BESIDE = 3
"""Cells that a title has at most, with a count and a sum of the deals under it."""
_SUM = re.compile(r"[^\w]*\d[\d\s.,’']*[kKM]?[^\w]*")
_NOUNS = {"affaires", "affaire", "deals", "deal", "opportunites", "opportunite", "opportunities",
          "opportunity", "oportunidades", "negocios", "devis", "quotes", "projets", "projects",
          "verkaufschancen", "angebote", "auftrage", "trattative", "opportunita", "kansen",
          "offertes", "clients", "kunden", "clientes", "ventes", "sales", "ventas"}  # fmt: skip
_OR = re.compile(r"\s*[/|,&+]\s*")


def by_sections(table: Table, above: Sequence[str], inquiry: Inquiry) -> Table:
    """The table with a column of stages, where rows stand under titles such as "AFFAIRES GAGNÉES".

    A title is the one filled cell of its row, or stands beside a sum; that of the first block may
    stand over the header, as the last line `above` it. Two different states must be told, a deal
    won or lost among them; the table is as it was where a column says its states, and where
    purchases are listed. Titles that say no state are asked as any stage is. Headers that come
    again under the titles are left out.
    """
    if len(table) > MOST_ROWS or is_bought(table.names):
        return table
    if any(deal_roles(name).keys() & {"stage", "status", "won_flag"} for name in table.names):
        return table
    there = np.sum([filled(column) for column in table.columns], axis=0)
    if not (there <= _BESIDE).any():
        return table
    cells = [[(cell or "").strip() for cell in column.to_pylist()] for column in table.columns]
    rows = list(zip(*cells, strict=True))
    said = [[cell for cell in row if cell] for row in rows]
    order = np.argsort(table.lines, kind="stable").tolist()
    titles = {at: title for at in order if (title := _title(said[at]))}
    first = _title(above)
    stages = load_stages()
    told = {title: stages.state(title) for title in (first, *titles.values())}
    told = {title: state for title, state in told.items() if state != UNKNOWN}
    if len(set(told.values())) < _STATES or not any(map(stages.outcome, told)):
        return table
    stage, found = first if first in told else "", [""] * len(rows)
    blocks: list[tuple[Sequence[str], list[int]]] = [(table.names, [])]
    again = np.array([_heads(table.names, row) for row in rows], bool)
    for at in order:
        stage = titles.get(at, stage)
        if again[at]:
            blocks.append((rows[at], []))
        elif at not in titles and not (said[at] and TOTAL.search(fold(said[at][0]))):
            found[at] = stage
            blocks[-1][1].append(at)
    inquiry.note("stages_of_titles", titles=", ".join(told))
    inquiry.made[STAGE] = ", ".join(told)
    columns = [*_in_place(table.names, blocks, cells), found]
    arrays = tuple(pa.array(column, pa.string()) for column in columns)
    table = replace(table, names=(*table.names, STAGE), columns=arrays)
    return table.keep(~again, "repeated_header")


def with_titles(table: Table, lines: Sequence[Sequence[str]], header: int) -> Table:
    """The table with the titles of its blocks of deals that were taken for lines cut short: written
    without the separators of the empty cells beside them. `lines` are those of the file, in which
    the table's header has a number.
    """
    if not are_titled(lines):
        return table
    there = set(table.lines.tolist())
    titles = [
        (number, cells)
        for number, line in enumerate(lines, start=1)
        if number > header and number not in there and len(cells := one_cell(line)) == 1
    ]
    return table.below(titles)


def states_of_titles(titles: Sequence[str]) -> dict[str, str]:
    """The stage that each title says, where they say two states, a deal won or lost among them.

    >>> states_of_titles(["Won deals", "Lost", "Notes"]), states_of_titles(["Open", "Notes"])
    ({'Won deals': 'Won', 'Lost': 'Lost'}, {})
    """
    stages = load_stages()
    told = {title: _stage(title) for title in titles}
    told = {title: stage for title, stage in told.items() if stages.state(stage) != UNKNOWN}
    several = len({stages.state(stage) for stage in told.values()}) >= _STATES
    return told if several and any(map(stages.outcome, told.values())) else {}


def with_stages(
    lines: Sequence[Sequence[str]], header: int, states: Mapping[int, str], others: str
) -> str:  # fmt: skip
    """A sheet's lines with a column of stages behind: the state of each row below the header,
    `others` for one with several cells that has none and is no total."""
    found = []
    for row, cells in enumerate(lines):
        filled = one_cell(cells)
        bare = others if len(filled) > 1 and not TOTAL.search(fold(filled[0])) else ""
        stage = states.get(row, bare) if row > header else STAGE if row == header else ""
        found.append(DELIMITER.join([*cells, stage]))
    return "\n".join(found)


def are_titled(lines: Sequence[Sequence[str]]) -> bool:
    """Whether lines of cells, some alone in theirs, say states as titles of blocks of deals do.

    >>> are_titled([["Won", ""], ["A", "5"], ["Lost", ""]]), are_titled([["Won"], ["Rent"]])
    (True, False)
    """
    titles = {_title(one_cell(line)) for line in lines} - {""}
    return bool(states_of_titles([*titles]))


def one_cell(line: Sequence[str]) -> list[str]:
    """The filled cells of a line.

    >>> one_cell(["", "WON", " "])
    ['WON']
    """
    return [cell.strip() for cell in line if cell.strip()]


def _title(cells: Sequence[str]) -> str:
    """What a row of these filled cells says as a title of others; "" where it is none."""
    if len(cells) == 1:
        return _stage(cells[0])
    if not 1 < len(cells) <= _BESIDE or not all(map(_SUM.fullmatch, cells[1:])):
        return ""
    return title if load_stages().state(title := _stage(cells[0])) != UNKNOWN else ""


def _heads(names: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row is the header again, maybe in another order and with other headings: most of
    its cells are headings."""
    known = set(map(fold, names))
    same = sum(bool(cell) and fold(cell) in known for cell in row)
    return same >= _STATES and 2 * same > sum(map(bool, row))


def _in_place(
    names: Sequence[str], blocks: Sequence[tuple[Sequence[str], Sequence[int]]],
    cells: Sequence[Sequence[str]],
) -> list[list[str]]:  # fmt: skip
    """The columns, the rows of each block under the headings of the first where its own header has
    them elsewhere. What stands under another heading stays where it is if nothing else comes there
    and both are days or neither is: "Signed" and "Said no"."""
    own, placed = [fold(name) for name in names], [list(column) for column in cells]
    (_, top), *others = blocks
    for header, block in others:
        place = {own.index(fold(cell)): at for at, cell in enumerate(header) if fold(cell) in own}
        for column in range(len(names)):
            source = place.get(column)
            if source is None and column not in place.values():
                both = [_are_days([cells[column][at] for at in part]) for part in (top, block)]
                source = column if both[0] == both[1] else None
            for at in block:
                placed[column][at] = "" if source is None else cells[source][at]
    return placed


def _are_days(cells: Sequence[str]) -> bool:
    found = take_apart_dates(pa.array(filter(None, cells), pa.string()), serials=False)
    return found is not None and found.share >= _HALF


@lru_cache(4096)
def _stage(title: str) -> str:
    """A title without the words that say no more than that deals follow; of several ("LIVE / STILL
    TALKING") the one that says a state, where only one does."""
    words = [word for word in re.split(r"[\s:]+", title) if fold(word) not in _NOUNS]
    whole, stages = " ".join(words) or title, load_stages()
    parts = {stages.state(part): part for part in _OR.split(whole)}
    parts.pop(UNKNOWN, None)
    return parts.popitem()[1] if stages.state(whole) == UNKNOWN and len(parts) == 1 else whole
