"""Which column of a CRM's export is what: its heading first, then what the cells hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from roi_model.reading.deals.elsewhere.flags import outcome_flags
from roi_model.reading.deals.headers import (
    EXPECTED,
    answers_clients,
    deal_roles,
    heads,
    is_quotes,
    without_vat,
)
from roi_model.reading.deals.stages import (
    AWAY,
    KEPT,
    LOST,
    NO,
    WON,
    YES,
    is_coded,
    load_stages,
    states_of,
)
from roi_model.reading.deals.telling import says_states
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.tables.table import Table
from roi_model.reading.tables.units.minor_units import shows_money
from roi_model.reading.text.distinct import plain, trimmed
from roi_model.reading.text.wording import fold, unjoined, word_lists, worded
from roi_model.reading.values.amounts import take_apart, values_of
from roi_model.reading.values.dates import take_apart_dates
from roi_model.reading.values.epochs import without_epochs

_SAMPLE = 2000
_HALF = 0.5
_UNIQUE = 0.8
_NEAR, _A_YEAR, _YEARS = 4.0, 2020, 80
_CENT = 0.015
_ANY_ID = {"id", "reference", "referencia", "ref", "referentie", "referenz", "riferimento",
           "lead id", "id lead", "numero", "nummer"}  # fmt: skip
_DATES = ("created", "closed", "won_on", "lost_on", "expected", "activity")
_FLAGS = ("won_flag", "lost_flag", "closed_flag", "active_flag")
# An amount's heading of more words than the list has: "close_price", "total deal revenue".
_AMOUNT = {"value", "amount", "amt", "revenue", "price", "montant", "valeur", "importe", "monto",
           "valor", "betrag", "wert", "umsatz", "importo", "valore", "ricavo", "fatturato",
           "montante", "receita", "bedrag", "waarde", "omzet"}  # fmt: skip
# The same as the end of one word, in German and Dutch: "Projektgesamtwert", "opdrachtsom".
_ENDS_AS_AMOUNT = re.compile(
    r"(?!(?:steuer|mehrwert|mwst|ust|rabatt|skonto|stuck|einzel|listen|einkauf|mess|kenn|ziel|soll"
    r"|plan|kredit|btw|korting|stuks|eenheids|inkoop|doel|rest))"
    r"[a-z]{3,}(?:wert|betrag|summe|volumen|umsatz|preis|erlos|waarde|bedrag|prijs|omzet|som)"
)
_NO_AMOUNT = {"weighted", "pondere", "ponderee", "ponderado", "ponderato", "gewichtet", "gewogen",
              "forecast", "probability", "tax", "vat", "tva", "ttc", "discount", "remise", "cost",
              "margin", "marge", "count", "number", "lifetime", "recurring", "monthly", "score",
              "quota", "target", "currency", "devise", "growth", "company", "account", "btw",
              "mwst", "ust", "iva", "gst", "brutto", "bruto", "lordo", "gross", "best",
              "worst", "prorata", "prorated", "prorrateado", "prorrateados", "prorrateada",
              "prorrateadas", "anteilig", "anteilige", "anteiliger", "proporzionale",
              "proporcional"}  # fmt: skip
_MONEY = re.compile(r"[€$£]|\b(?:EUR|USD|GBP|CHF|HT)\b")
_ANY_DAY = {"date", "fecha", "datum", "data"}


@dataclass(frozen=True)
class DealColumns:
    """Column numbers of a deal table, None where the file has no such column."""

    stage: int | None = None
    status: int | None = None
    won_flag: int | None = None
    lost_flag: int | None = None
    closed_flag: int | None = None
    active_flag: int | None = None
    deleted: int | None = None
    created: int | None = None
    closed: int | None = None
    won_on: int | None = None
    lost_on: int | None = None
    expected: int | None = None
    activity: int | None = None
    amount: int | None = None
    id: int | None = None
    name: int | None = None
    source: int | None = None
    owner: int | None = None
    pipeline: int | None = None
    lost_reason: int | None = None

    @property
    def dates(self) -> dict[str, int]:
        """The columns a deal's own dates are read from, by role."""
        roles = ("created", "closed", "won_on", "lost_on")
        return {role: column for role in roles if (column := getattr(self, role)) is not None}

    @property
    def states(self) -> list[int]:
        """The columns that say won, lost or open; without any, those of the days of it."""
        columns = (self.stage, self.status, self.won_flag, self.lost_flag, self.closed_flag)
        told = [column for column in columns if column is not None]
        return told or [column for column in (self.won_on, self.lost_on) if column is not None]

    @property
    def needed(self) -> list[int]:
        """The columns without which a row cut short says nothing sure."""
        amount = [] if self.amount is None else [self.amount]
        return [*self.states, *self.dates.values(), *amount]


def cells_of(table: Table, column: int | None) -> pa.Array:
    """A column's cells without spaces around; empty ones where the file has no such column."""
    if column is None:
        return pa.repeat("", len(table))
    return plain(trimmed(table.columns[column]))


def find_deal_columns(table: Table, inquiry: Inquiry) -> DealColumns:
    """The column of every role by header word and content; "<role>_column" answers go first.

    Raises RefusedError where no column tells won, lost or open, nor when and for how much.
    """
    rows = min(len(table), _SAMPLE)
    sample = table.some(np.linspace(0, max(len(table) - 1, 0), rows).astype(np.int64))
    chosen: dict[str, int] = {}
    for role in (f.name for f in fields(DealColumns)):
        column = _answered(role, table, inquiry)
        if column is None:
            column = _best(role, table, sample, set(chosen.values()))
        if column is not None:
            chosen[role] = column
    _numbered(chosen, table, inquiry)
    _unheaded(chosen, table, sample, inquiry)
    _of_one_day(chosen, table, sample)
    _without_vat(chosen, table, sample, inquiry)
    _ask_rivals(chosen.get("amount"), table, sample, inquiry)
    _ask_beside(chosen, table, sample, inquiry)
    columns = DealColumns(**chosen)
    if not columns.states and not {"closed", "amount"} <= chosen.keys():
        raise RefusedError("no_stage", columns=table.headed)
    inquiry.columns = {role: table.names[column] for role, column in chosen.items()}
    return columns


def _without_vat(
    chosen: dict[str, int], table: Table, sample: Sequence[pa.Array], inquiry: Inquiry
) -> None:
    """Take the amounts without VAT that stand beside those chosen: their heading tells, or a column
    of VAT that makes the one of the other.
    """
    amount = chosen.get("amount")
    if amount is None or inquiry.answer("amount_column") is not None:
        return
    words, folded = word_lists("cost_headings"), [fold(name) for name in table.names]
    free = [c for c in range(len(sample)) if c not in chosen.values()]
    worded = [c for c in free if folded[c] in words["amount_net"]]
    vat = [c for c in free if folded[c] in words["vat"]]
    if folded[amount] in words["amount_net"] or not (worded or vat):
        return
    gross = values_of(sample[amount])
    taxes = [taken for c in vat if (taken := values_of(sample[c])).any()]
    for net in free if taxes else worded:
        if not _fits("amount", _filled(sample[net])):
            continue
        figures = values_of(sample[net])
        less = net in worded and bool((figures <= gross).all())
        if less or any(np.allclose(figures + taken, gross, atol=_CENT) for taken in taxes):
            chosen["amount"] = net
            names = {"column": table.names[net], "gross": table.names[amount]}
            inquiry.note("net_taken", **names)
            return


def _answered(role: str, table: Table, inquiry: Inquiry) -> int | None:
    answer = inquiry.answer(f"{role}_column")
    if answer is None:
        return None
    if answer not in table.names:
        raise ValueError(f"{role}_column: {answer!r} is no column; columns: "
                         f"{', '.join(table.names)}")  # fmt: skip
    return table.names.index(answer)


def _ask_rivals(
    amount: int | None, table: Table, sample: Sequence[pa.Array], inquiry: Inquiry
) -> None:
    """Ask which amounts count where several columns are headed alike: "Amount (EUR)", "(USD)"."""
    if amount is None or inquiry.answer("amount_column") is not None:
        return
    rank = deal_roles(table.names[amount]).get("amount")
    if rank is None:
        return
    alike = [
        column
        for column, header in enumerate(table.names)
        if deal_roles(header).get("amount") == rank and _fits("amount", _filled(sample[column]))
    ]
    if len(alike) > 1:
        names = [table.names[column] for column in alike]
        options = {name: {"rows": len(table)} for name in names}
        inquiry.ask("amount_column", "", options, columns=", ".join(names))


def _ask_beside(
    chosen: dict[str, int], table: Table, sample: Sequence[pa.Array], inquiry: Inquiry
) -> None:
    """Ask which amounts count where some stand beside those expected, under an unknown heading.

    They may be what was really earned, which goes before what was hoped for.
    """
    amount = chosen.get("amount")
    if amount is None or not heads(table.names[amount], EXPECTED):
        return
    if inquiry.answer("amount_column") is not None:
        return
    beside = [
        c
        for c, name in enumerate(table.names)
        if c not in chosen.values() and not deal_roles(name)
        and not _is_other(name)
        and _fits("amount", _filled(sample[c]))
        and (_worded(name) or _alike(sample[amount], sample[c]))
    ]  # fmt: skip
    if beside:
        names = [table.names[column] for column in (*beside, amount)]
        inquiry.ask("amount_column", "", {name: {"rows": len(table)} for name in names},
                    columns=", ".join(names))  # fmt: skip


def _alike(expected: pa.Array, other: pa.Array) -> bool:
    """Whether figures are of the size of those expected, where a deal has both; years are not."""
    left, right = values_of(expected), values_of(other)
    both = (left != 0) & (right != 0)
    if not both.any() or ((right[both] % 1 == 0) & (abs(right[both] - _A_YEAR) <= _YEARS)).all():
        return False
    return bool(1 / _NEAR <= np.median(np.abs(right[both] / left[both])) <= _NEAR)


def _unheaded(
    chosen: dict[str, int], table: Table, sample: Sequence[pa.Array], inquiry: Inquiry
) -> None:
    """Put the columns that cells or a word of their heading tell where no heading is known."""
    free = [column for column in range(len(table.names)) if column not in chosen.values()]
    if not DealColumns(**chosen).states:
        says = says_states(table.names)
        _take(chosen, "stage", [c for c in free if says(table.names[c], sample[c])])
    known = [chosen[flag] for flag in _FLAGS[:2] if flag in chosen]
    if len(known) < 2 and "closed_flag" not in chosen:
        stage = None if "stage" not in chosen else table.columns[chosen["stage"]]
        flags = outcome_flags(table.names, {c: table.columns[c] for c in (*known, *free)}, stage)
        chosen |= {} if flags is None else dict(zip(_FLAGS, flags, strict=False))
        free = [column for column in free if column not in chosen.values()]
    told = DealColumns(**chosen).states[:1]
    quotes = is_quotes(table.names) or (
        answers_clients(table.names) and not any(_outcomes(sample[c]) for c in told)
    )
    if quotes and "created" not in chosen:  # a quote has one date, of the day it was made
        dated = [c for c in free if fold(table.names[c]) in _ANY_DAY]
        _take(chosen, "created", [c for c in dated if _fits("created", _filled(sample[c]))])
    if "amount" not in chosen:
        worded = [
            c for c in free
            if (_worded(table.names[c]) or _priced(table.names[c], sample[c]))
            and _fits("amount", _filled(sample[c]))
        ]  # fmt: skip
        if len(worded) == 1:
            chosen["amount"] = worded[0]
        elif worded:
            names = [table.names[column] for column in worded]
            inquiry.ask("amount_column", "", {name: {"rows": len(table)} for name in names},
                        columns=", ".join(names))  # fmt: skip


def _of_one_day(chosen: dict[str, int], table: Table, sample: Sequence[pa.Array]) -> None:
    """Put the only days of a list that says nothing of states, of orders or of invoices sent, as
    those on which what it lists was won."""
    if DealColumns(**chosen).states or "closed" in chosen or "amount" not in chosen:
        return
    made = chosen.get("created")
    days = [c for c in range(len(sample))
            if (c not in chosen.values() and _fits("closed", _filled(sample[c])))
            or (c == made and fold(table.names[c]) in _ANY_DAY)]  # fmt: skip
    if len(days) == 1:
        chosen["closed"] = days[0]
        if made == days[0]:
            del chosen["created"]


def _outcomes(cells: pa.Array) -> bool:
    """Whether cells speak of deals won or lost, and not of offers accepted or refused."""
    stages = load_stages()
    return any(stages.outcome(str(cell)) for cell in pc.unique(plain(cells)).to_pylist())


def _numbered(chosen: dict[str, int], table: Table, inquiry: Inquiry) -> None:
    """Put the column whose numbers are states, as interfaces write them, where no words tell."""
    if chosen.keys() & {"status", "won_flag", "lost_flag", "won_on", "lost_on"}:
        return
    if "stage" in chosen:
        said = states_of(cells_of(table, chosen["stage"]), inquiry.answers.get("stages", {}))
        if np.isin(said, (WON, LOST)).any():
            return
    _take(chosen, "status", [
        c for c, name in enumerate(table.names)
        if c not in chosen.values() and "status" in deal_roles(name)
        and is_coded(cells_of(table, c))
    ])  # fmt: skip


def _take(chosen: dict[str, int], role: str, columns: list[int]) -> None:
    if columns:
        chosen[role] = columns[0]


def _worded(heading: str) -> bool:
    words = set(without_vat(unjoined(heading)).split())
    said = words & _AMOUNT or any(map(_ENDS_AS_AMOUNT.fullmatch, words))
    return bool(said) and not _is_other(heading)


def _priced(heading: str, cells: pa.Array) -> bool:
    """Whether a currency or "HT" in a heading, or a currency in its cells, says that it is money:
    "Offer (£)"."""
    return bool(_MONEY.search(heading) or shows_money(cells)) and not _is_other(heading)


def _is_other(heading: str) -> bool:
    """Whether a heading has a word of another figure than a deal's amount: "MwSt"."""
    return bool({*fold(heading).split(), *fold(unjoined(heading)).split()} & _NO_AMOUNT)


def _filled(cells: pa.Array) -> pa.Array:
    cells = plain(trimmed(cells))
    return cells.filter(pc.not_equal(cells, ""))


def _best(role: str, table: Table, sample: Sequence[pa.Array], taken: set[int]) -> int | None:
    """The column whose header is the most telling for a role, of those whose content fits."""
    ranked = sorted(
        (roles[role], column)
        for column, header in enumerate(table.names)
        if role in (roles := deal_roles(header)) and column not in taken
    )
    for _, column in ranked:
        filled = _filled(sample[column])
        if role == "id" and fold(table.names[column]) in _ANY_ID and not _identifies(filled):
            continue
        if _fits(role, filled):
            return column
    return None


def _identifies(filled: pa.Array) -> bool:
    """Whether a column headed "ID" or "Reference" tells deals apart, and not customers, say."""
    return len(pc.unique(filled)) >= _UNIQUE * len(filled)


def _fits(role: str, filled: pa.Array) -> bool:
    """Whether a column's filled cells are what its role promises; an empty one holds nothing."""
    if not len(filled):
        return False
    if role in _DATES:
        dates = take_apart_dates(without_epochs(filled)[0])
        return dates is not None and dates.share >= _HALF
    if role in _FLAGS:
        return {fold(value) for value in pc.unique(filled).to_pylist()} <= YES | NO
    if role == "deleted":
        told = {fold(value) for value in pc.unique(filled).to_pylist()} <= YES | NO | AWAY | KEPT
        return told or _fits("closed", filled)
    if role == "amount":
        return float(take_apart(filled).numeric.mean()) >= _HALF
    if role in ("stage", "status"):
        return float(worded(filled).mean()) >= _HALF
    return True
