"""Deals whose state is the colour of their row: a legend says what it means, or it is asked."""

from __future__ import annotations

import colorsys
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from roi_model.reading.deals.elsewhere.sections import MOST_ROWS, one_cell, with_stages
from roi_model.reading.deals.headers import (
    answers_clients,
    deal_roles,
    is_bought,
    names_clients,
    speaks_of_deals,
)
from roi_model.reading.deals.stages import WON, load_stages
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.tables.sheets.grid import Place
from roi_model.reading.tables.spelled_states import UNKNOWN
from roi_model.reading.tables.workbook import DELIMITER, Sheet
from roi_model.reading.text.text import Text

_TOP, _END = 12, 6
"""Lines at the top and at the end of a sheet among which a legend stands."""
_STATES, _LEAST = 2, 3
_LONGEST = 40
_MEANS = re.compile(r"[=:]")
_HEX = re.compile(r"[0-9A-F]{6}")
_HALF = 0.5
_NONE = "⬜ FFFFFF"
_RED, _GREEN = "🔴", "🟢"
_SIGNS = ((20, _RED), (45, "🟠"), (70, "🟡"), (170, _GREEN), (260, "🔵"), (330, "🟣"), (361, _RED))
"""What shows a colour, by its hue up to so many degrees."""
_GREY, _OTHER = 0.08, "⬛"


def by_colours(sheet: Sheet, inquiry: Inquiry) -> Sheet:
    """The sheet with a column of stages, where the colour of each row says which deals are won.

    A legend, cells of their own colours that say two states, tells what they mean; without one,
    clients in rows of green and of red have colours for stages, which are asked, where some word is
    of deals or offers. The sheet is as it
    was where a heading says the states, and where purchases are listed. Raises RefusedError where a
    legend stands over clients and the format does not tell colours.
    """
    if sheet.text.lines > MOST_ROWS:
        return sheet
    lines = [line.split(DELIMITER) for line in sheet.text.first.split("\n")]
    top = lines[:_TOP]
    if any(deal_roles(cell).keys() & {"stage", "status"} for row in top for cell in row if cell):
        return sheet
    clients = next((at for at, row in enumerate(top) if answers_clients(row)), None)
    legend = _legend(lines, {clients})
    if clients is None and not legend:
        return sheet
    fills = sheet.fills()
    legend = _with_others(legend, lines, fills)
    means = {fills[place]: said for place, said in legend.items() if place in fills}
    if legend and clients is not None and not fills and sheet.format != "xlsx":
        raise RefusedError("coloured_deals", words=", ".join(legend.values()))
    lines = [line.split(DELIMITER) for line in sheet.text.whole.split("\n")]
    told = len(set(means.values())) >= _STATES
    for row, at in legend if told else ():
        lines[row][at] = ""
    rows = _by_rows(fills, lines)
    if told:
        said = {row: {means[one] for one in colours if one in means}
                for row, colours in rows.items()}  # fmt: skip
        states = {row: " / ".join(sorted(words)) for row, words in said.items() if words}
        header = _header_over(lines, min(states, default=0))
    elif speaks_of_deals([sheet.name, inquiry.name, *(cell for row in top for cell in row)]):
        states, header = _hues(rows, lines, clients), clients
    else:
        return sheet
    if header is None or len(states) < _LEAST or is_bought(lines[header]):
        return sheet
    if not (names_clients(lines[header]) or any(map(load_stages().outcome, means.values()))):
        return sheet
    inquiry.note("stages_of_colours", states=", ".join(dict.fromkeys(states.values())))
    text = with_stages(lines, header, states, _NONE)
    return replace(sheet, text=Text.of(text.encode("utf-8", "replace")))


def _legend(lines: Sequence[Sequence[str]], but: set[int | None]) -> dict[Place, str]:
    """The cells near a sheet's edges that say a state, where they say two, won among them."""
    stages = load_stages()
    near = sorted({*range(min(_TOP, len(lines))), *range(max(0, len(lines) - _END), len(lines))})
    said = {
        (row, at): _MEANS.split(cell)[-1].strip()
        for row in near if row not in but
        for at, cell in enumerate(lines[row])
        if 0 < len(cell) <= _LONGEST and not names_clients([cell])
    }  # fmt: skip
    states = {place: state for place, words in said.items()
              if (state := stages.state(words)) != UNKNOWN}  # fmt: skip
    told = set(states.values())
    return {place: said[place] for place in states} if WON in told and len(told) > 1 else {}


def _with_others(
    legend: Mapping[Place, str], lines: Sequence[Sequence[str]], fills: Mapping[Place, str]
) -> dict[Place, str]:  # fmt: skip
    """The legend with the other coloured words beside it, or below it in its column."""
    rows, columns = {row for row, _ in legend}, {at for _, at in legend}
    beside = rows if len(rows) == 1 else range(min(rows, default=0), max(rows, default=0) + 1)
    return dict(legend) | {
        (row, at): _MEANS.split(lines[row][at])[-1].strip()
        for row, at in fills
        if row in beside and row < len(lines) and 0 <= at < len(lines[row])
        and (len(rows) == 1 or at in columns) and 0 < len(lines[row][at].strip()) <= _LONGEST
    }  # fmt: skip


def _by_rows(
    fills: Mapping[Place, str], lines: Sequence[Sequence[str]]
) -> dict[int, list[str]]:  # fmt: skip
    """The colours behind the filled cells of each row."""
    found: dict[int, list[str]] = {}
    for (row, at), colour in fills.items():
        if row < len(lines) and 0 <= at < len(lines[row]) and lines[row][at].strip():
            found.setdefault(row, []).append(colour)
    return found


def _header_over(lines: Sequence[Sequence[str]], first: int) -> int | None:
    """The last row above the first one coloured that has several cells."""
    above = (at for at in range(first - 1, -1, -1) if len(one_cell(lines[at])) >= _STATES)
    return next(above, None)


def _hues(
    rows: Mapping[int, Sequence[str]], lines: Sequence[Sequence[str]], header: int | None
) -> dict[int, str]:  # fmt: skip
    """The colour that most of each row below the header has, where some are green and some red."""
    found = {}
    for row, colours in rows.items():
        colour, count = Counter(colours).most_common(1)[0]
        if row > (header or 0) and count >= _HALF * len(one_cell(lines[row])):
            found[row] = f"{_sign(colour)} {colour}"
    signs = {said[0] for said in found.values()}
    return found if {_RED, _GREEN} <= signs else {}


def _sign(colour: str) -> str:
    """A sign of about this colour.

    >>> _sign("C6EFCE"), _sign("FFC7CE"), _sign("FFEB9C"), _sign("D9D9D9")
    ('🟢', '🔴', '🟡', '⬛')
    """
    if not _HEX.fullmatch(colour):
        return _OTHER
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, saturation, _ = colorsys.rgb_to_hsv(*parts)
    return _OTHER if saturation < _GREY else next(s for to, s in _SIGNS if hue * 360 < to)
