"""The end of something in words of its state: "Cancelled 2026-03", "Résilié le 12/03/2026"."""

from __future__ import annotations

import re

import pyarrow as pa

from roi_model.reading.text.distinct import coded, trimmed
from roi_model.reading.text.wording import fold
from roi_model.reading.values.dates import take_apart_dates

_ENDED = re.compile(
    r"^\W*(?:cancel\w*|terminat\w*|ended|ends?|stopped|expire[sd]?|resilie\w*|arrete\w*|termine\w*"
    r"|annule\w*|fini\w*|gekundigt\w*|kundigung|beendet|ausgelaufen|cancelad\w*|anulad\w*|baja"
    r"|finalizad\w*|terminad\w*|disdett\w*|cessat\w*|annullat\w*|scadut\w*|rescindid\w*|encerrad\w*"
    r"|terminado|opgezegd|beeindigd|gestopt|geannuleerd)\b"
)
_BETWEEN = re.compile(
    r"^(?:\s|[(:,;\-\u2013\u2014]|\b(?:on|in|at|as|of|since|from|by|end|the|le|en|au|du|depuis|fin|de|d|zum|zu"
    r"|am|im|per|ende|seit|el|a|desde|il|al|dal|da|em|op|in|per|sinds|ab|since)\b)+",
    re.I,
)
_MANY = 500
"""Spellings of a column beyond which it holds no states."""


def ended_in(column: pa.Array) -> pa.Array | None:
    """The day, or month, on which each row ended as its cell writes it, empty where a cell does not
    say so; None where no cell of the column does.

    >>> ended_in(pa.array(["Active", "Cancelled on 2026-03-31"])).to_pylist()
    ['', '2026-03-31']
    """
    cells, index = coded(trimmed(column))
    if len(cells) > _MANY:
        return None
    told = pa.array([_day_in(str(cell)) for cell in cells.to_pylist()], pa.string())
    days = take_apart_dates(told, serials=False)
    return None if days is None or days.share < 1 else told.take(pa.array(index))


def _day_in(cell: str) -> str:
    """What a cell says after a word for an end; empty where it says no such thing."""
    words = cell.split(maxsplit=1)
    if len(words) < 2 or not _ENDED.match(fold(words[0])):
        return ""
    return _BETWEEN.sub("", words[1]).strip(" ().,;")
