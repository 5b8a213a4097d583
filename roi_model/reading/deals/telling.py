"""Whether a table holds deals: by its headings, and by what its cells say of won and lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import pyarrow as pa

from roi_model.reading.deals.headers import (
    answers_clients,
    deal_roles,
    is_bought,
    is_deals,
    is_quotes,
    offers_expire,
)
from roi_model.reading.deals.stages import FUNNEL, LOST, NO, WON, YES, load_stages
from roi_model.reading.inquiry import RefusedError
from roi_model.reading.tables.spelled_states import UNKNOWN
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded
from roi_model.reading.text.wording import fold
from roi_model.reading.values.amounts import take_apart

_SAMPLE = 2000
# In Russian and Ukrainian: a deal, and where it stands.
_CYRILLIC_DEAL = r"\bсделк|\bугод"  # noqa: RUF001
_CYRILLIC_STAGE = r"\b(?:стади|стаді|этап|етап|воронк|статус)"
_HALF = 0.5
_MOSTLY = 0.8
_MOST = 60
"""Different spellings beyond which a column holds no stages."""


def holds_deals(table: Table, movements: bool = False) -> bool:
    """Whether headings, or cells such as "Closed Won", say that a table holds deals.

    Headings of purchases, of accounts and, as `movements` says, of banks go before cells. Quotes to
    clients are deals, where a column says which were accepted, and where days say that they expire.
    """
    if is_deals(table.names):
        return True
    if is_bought(table.names) or movements or not len(table):
        return False
    return _by_cells(table) or bool(states_across(table)) or offers_expire(table.names)


def refuse_cyrillic(names: Sequence[str]) -> None:
    """Refuse a list of deals whose headings are in Cyrillic, which would pass for one of costs.

    >>> refuse_cyrillic(["Дата", "Сумма"])
    >>> refuse_cyrillic(["Название сделки", "Этап сделки"])
    Traceback (most recent call last):
    ...
    roi_model.reading.inquiry.RefusedError: cyrillic_deals
    """
    spoken = " ".join(names).casefold()
    if re.search(_CYRILLIC_DEAL, spoken) and re.search(_CYRILLIC_STAGE, spoken):
        raise RefusedError("cyrillic_deals", columns=", ".join(names))


def states_across(table: Table) -> list[str]:
    """The headings that are outcomes over figures ("Won", "Lost"): sums of deals, no deals.

    Empty where not both outcomes are headed so; yes, no and dates are no figures.
    """
    stages = load_stages()
    headed = [i for i, name in enumerate(table.names) if stages.outcome(name)]
    if {stages.state(table.names[i]) for i in headed} < {WON, LOST}:
        return []
    counted = all(_counts(table, i) for i in headed)
    return [table.names[i] for i in headed] if counted else []


def _by_cells(table: Table) -> bool:
    at = np.linspace(0, len(table) - 1, min(len(table), _SAMPLE)).astype(np.int64)
    return any(map(says_states(table.names), table.names, table.some(at)))


def says_states(names: Sequence[str]) -> Callable[[str, pa.Array], bool]:
    """Whether a column, by its heading and cells, says which deals are won or lost, in a table of
    these headings: most of its cells are known stages.

    An outcome alone counts ("Closed Won"); where quotes are listed, any word that means one; beside
    clients, that some were won and others lost, or still on offer.

    >>> says = says_states(["Date", "Client"])
    >>> says("Avancement", pa.array(["Gagné", "En cours"])), says("Poste", pa.array(["Loyer"]))
    (True, False)
    >>> says("Statut", pa.array(["Accepté", "Refusé"])), says("Statut", pa.array(["Accepté", "OK"]))
    (True, False)
    """
    quotes, answers = is_quotes(names), answers_clients(names)
    return partial(_says_states, quotes=quotes, answers=answers)


def _says_states(name: str, cells: pa.Array, quotes: bool, answers: bool) -> bool:
    values, index = coded(cells)
    spellings = [value.strip() for value in values.to_pylist()]
    if not 0 < sum(map(bool, spellings)) <= _MOST:
        return False
    stages = load_stages()
    states = np.array([stages.state(s) if s else UNKNOWN for s in spellings])
    there = np.array([bool(s) for s in spellings])[index]
    if (states != UNKNOWN)[index].sum() < _HALF * there.sum():
        return False
    if any(stages.outcome(s) for s in spellings if s):
        return True
    if not deal_roles(name).keys() & {"stage", "status"}:
        return False
    back = np.array([stages.is_withdrawn(s) for s in spellings], bool)
    closed = {WON, LOST} & set(states[~back].tolist())
    if quotes:
        return bool(closed)
    sent = any(stages.funnel_stage(s) == FUNNEL[-1] for s in spellings if s)
    return answers and (closed == {WON, LOST} or (WON in closed and sent))


def _counts(table: Table, column: int) -> bool:
    """Whether a column holds figures that count or add up."""
    cells = take_apart(table.columns[column])
    figures = cells.numeric[cells.index]
    words = {fold(value) for value in cells.raw.to_pylist() if value} - {""}
    return bool(words) and not words <= YES | NO and float(figures.mean()) >= _MOSTLY
