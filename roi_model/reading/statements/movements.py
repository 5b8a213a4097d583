"""Statements → dated costs: what left the account counts, all else is listed with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.bank import payees
from roi_model.reading.costs.credit_notes import returned_rows
from roi_model.reading.costs.entries import Contents, Lines
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.movements.holder import Holder
from roi_model.reading.movements.pairs import Moved, paired
from roi_model.reading.movements.perhaps_own import ask_own, perhaps_own
from roi_model.reading.movements.settlements import settled
from roi_model.reading.movements.told import NOTHING, Told, remark, told
from roi_model.reading.statements.checks import once, tell_accounts, tell_balances
from roi_model.reading.statements.formats import StatementFormat
from roi_model.reading.statements.statement import (
    CORRECTED,
    DUPLICATE,
    PENDING,
    Movement,
    Statement,
)
from roi_model.reading.text.distinct import instead
from roi_model.reading.text.ragged import Rejections
from roi_model.reading.values.amounts import MAX_UNITS, exact_total
from roi_model.reading.values.rates import known_as, rates_of

Mask = NDArray[np.bool_]
_NOTES = {DUPLICATE: "statement_duplicates", CORRECTED: "statement_corrected",
          "not_executed": "bank_not_executed", "income": "bank_income"}  # fmt: skip


def read_statements(kind: StatementFormat, content: bytes, inquiry: Inquiry) -> Contents:
    """Dated costs of a file of this format: the movements that left its accounts.

    Raises RefusedError where the file is cut or damaged, or holds no movement.

    >>> from roi_model.reading.statements.formats import STATEMENT_FORMATS
    >>> ofx = (b"<OFX><STMTRS><STMTTRN><DTPOSTED>20240304<TRNAMT>-45.90<NAME>HubSpot</STMTTRN>"
    ...        b"<STMTTRN><DTPOSTED>20240305<TRNAMT>99.00<NAME>Acme</STMTTRN></STMTRS></OFX>")
    >>> held = read_statements(STATEMENT_FORMATS[0], ofx, Inquiry())
    >>> held.lines.units.tolist(), held.rejections.reasons
    ([4590], [('income', 1)])
    """
    found = kind.read(content, inquiry)
    if found is None:
        return Contents(None, 0)
    inquiry.columns = dict(kind.fields)
    inquiry.note("bank_statement")
    inquiry.note("as_paid")
    tell_accounts(found, inquiry)
    tell_balances(found, inquiry)
    statements = _split(once(found), inquiry)
    movements = [(one, m) for one in statements for m in one.movements]
    if not movements:
        raise RefusedError("statement_empty", format=kind.name)
    currency = _currency(movements, inquiry)
    if currency is None:
        return Contents(None, len(movements))
    counted = {"", currency, *_rated(inquiry)}
    reasons = [m.fault or _reason(one, m, counted) for one, m in movements]
    undoes = _by_words(movements, reasons, kind.marks_reversals, inquiry)
    if undoes is None:
        return Contents(None, len(movements))
    _tell(movements, reasons, inquiry)
    rows = _rows([m for _, m in movements])
    for code in _rated(inquiry):
        of_it = [row for row, (one, m) in zip(rows, movements, strict=True)
                 if (m.currency or one.currency) == code]  # fmt: skip
        inquiry.currencies.lines[code] = np.array(of_it, np.int64)
    shown = {row: _shown(m) for row, (_, m) in zip(rows, movements, strict=True)}
    inquiry.currencies.shown = lambda lines: [shown[line] for line in lines.tolist()]
    kept = [i for i, why in enumerate(reasons) if not why]
    lines = _costs([movements[i][1] for i in kept], [rows[i] for i in kept])
    if undoes:
        taken_back = [rows[undoes[i]] if i in undoes else 0 for i in kept]
        lines = replace(lines, undoes=np.array(taken_back, np.int64))
    rejections = _left_out(movements, reasons, rows)
    return Contents(lines if len(lines) else None, len(movements), rejections)


def _rated(inquiry: Inquiry) -> list[str]:
    """The other currencies of which a rate is given."""
    found, rates = inquiry.currencies, rates_of(inquiry.answers)
    return [code for code in found.rows if code != found.chosen and known_as(code) in rates]


def _reason(statement: Statement, movement: Movement, currencies: Set[str]) -> str:
    """Why a sound movement does not count; empty where it does."""
    amount = movement.amount or Decimal(0)
    if movement.state == PENDING:
        return "not_executed"
    if (movement.currency or statement.currency) not in currencies:
        return "other_currency"
    if abs(amount) * 10**_SCALE > MAX_UNITS:
        return "amount_too_large"
    return "income" if amount > 0 else ""


def _by_words(movements: Sequence[tuple[Statement, Movement]], reasons: list[str], marks: bool,
              inquiry: Inquiry) -> dict[int, int] | None:  # fmt: skip
    """Of each refund the place of the cost it takes back; it and own transfers get their reason.

    None where it is asked whether some movements are own transfers.
    """
    places = [i for i, why in enumerate(reasons) if why in ("", "income")]
    moved = [movements[i][1] for i in places]
    units = np.array([-int((m.amount or Decimal(0)).scaleb(_SCALE)) for m in moved], np.int64)
    label, who = _texts(m.label for m in moved), _texts(m.who for m in moved)
    marked = np.array([m.reversal and marks for m in moved], bool)
    said = _texts(m.said for m in moved)
    beside = [label, who, _texts(m.category for m in moved), said]
    own = np.array([m.own for m in moved], bool) | _holder(movements).is_other(
        [who], [_texts(m.other for m in moved)], beside
    )
    undone = returned_rows(label, units)
    amounts = np.where(undone, 0, units)
    found = told(beside, [label, who], amounts, marked, own, who=who)
    maybe = perhaps_own(beside, label, units, _SCALE, found.own | undone | marked)
    if maybe.any():
        maybe &= ~_paired_off(movements, reasons, places, found, undone, units)
    if (maybe & (units > 0)).any():
        own_too = told(beside, [label, who], amounts, marked, own | maybe, who=who)
        paid = told(beside, [label, who], amounts, marked, own, who=who, paid=maybe)
        gives = {answer: {"all": exact_total(units[_spent(one, undone, units)], _SCALE)}
                 for answer, one in (("yes", own_too), ("no", paid))}  # fmt: skip
        answer = ask_own(maybe, beside, label, units, _SCALE, gives, inquiry)
        if answer is None:
            return None
        found = own_too if answer == "yes" else paid
    if undone.any():
        inquiry.note("came_back", count=int(undone.sum()), costs=int(np.sum(undone & (units < 0))))
    remark(found, units, _SCALE, inquiry)
    _give_reasons(reasons, places, found, undone, units)
    _pair(movements, reasons, inquiry)
    refunds = np.flatnonzero(found.refunds).tolist()
    return {places[at]: places[int(found.undone[at])] for at in refunds}


def _give_reasons(reasons: list[str], places: Sequence[int], found: Told, undone: Mask,
                  units: NDArray[np.int64]) -> None:  # fmt: skip
    for at, i in enumerate(places):
        if undone[at]:
            reasons[i] = "" if units[at] < 0 else "income"
        elif found.own[at]:
            reasons[i] = "own_transfer"
        elif found.undone[at] != NOTHING:
            reasons[i] = ""


def _spent(found: Told, undone: Mask, units: NDArray[np.int64]) -> Mask:
    """Which rows count: costs, and what comes back of them."""
    kept: Mask = (((units > 0) ^ undone) & ~found.own) | found.refunds
    return kept


def _paired_off(
    movements: Sequence[tuple[Statement, Movement]], reasons: Sequence[str], places: Sequence[int],
    found: Told, undone: Mask, units: NDArray[np.int64],
) -> Mask:  # fmt: skip
    """Rows of which the accounts of the file tell already that they are own transfers."""
    sure = list(reasons)
    _give_reasons(sure, places, found, undone, units)
    _pair(movements, sure, Inquiry())
    return np.array([sure[i] == "own_transfer" for i in places], bool)


def _holder(movements: Sequence[tuple[Statement, Movement]]) -> Holder:
    """Whose accounts these are, and their numbers."""
    return Holder.of([one.owner for one, _ in movements], [one.account for one, _ in movements])


def _pair(
    movements: Sequence[tuple[Statement, Movement]], reasons: list[str], inquiry: Inquiry
) -> None:
    """Own transfers by their amounts: what left one account of the file and came to another, or
    pays for all that a card of the file bought."""
    if len({one.account for one, _ in movements if one.account}) < 2:
        return
    moved = [_moved(one, m) for one, m in movements]
    left, arrived = (
        [i for i, one in enumerate(moved) if reasons[i] == why and one.units * sign > 0]
        for why, sign in (("", 1), ("income", -1))
    )  # fmt: skip
    came = [replace(moved[i], units=-moved[i].units) for i in arrived]
    found = paired([moved[i] for i in left], came)
    pairs = {left[out]: arrived[back] for out, back in found.items()}
    for place in (*pairs, *pairs.values()):
        reasons[place] = "own_transfer"
    kept = [i for i, why in enumerate(reasons) if not why]
    paid = [kept[place] for place in settled([moved[i] for i in kept],
                                             [movements[i][1].label for i in kept])]  # fmt: skip
    for place in paid:
        reasons[place] = "own_transfer"
    for code, places in (("own_transfers_paired", [*pairs]), ("card_settled", paid)):
        if places:
            total = sum(moved[place].units for place in places) / 10**_SCALE
            inquiry.note(code, count=len(places), total=total)


def _moved(one: Statement, movement: Movement) -> Moved:
    """A movement as a cost: negative where money came in."""
    day = (movement.day - _FIRST).days if movement.day else 0
    units = -int((movement.amount or Decimal(0)).scaleb(_SCALE))
    return Moved(one.account, day, units, movement.currency or one.currency)


_FIRST = date(1970, 1, 1)
_SCALE = 4
"""Decimals of any currency at most: amounts must be exact to them."""


def _currency(movements: list[tuple[Statement, Movement]], inquiry: Inquiry) -> str | None:
    """The currency that counts: the only one, or the one chosen; None where it is asked."""
    named = (m.currency or one.currency for one, m in movements if not m.fault)
    counts = Counter(code for code in named if code)
    found = inquiry.currencies
    found.rows, found.rated = dict(counts), True
    chosen: str | None = next(iter(counts), "")
    if len(counts) > 1:
        options = {code: {"rows": n} for code, n in counts.items()}
        chosen = inquiry.ask("currency", "", options, currencies=", ".join(counts))
    found.chosen = chosen or ""
    return chosen


def _split(statements: Sequence[Statement], inquiry: Inquiry) -> list[Statement]:
    """Batches as their payments, where these add up to the cent to what was booked."""
    counts: Counter[str] = Counter()
    found = []
    for one in statements:
        movements: list[Movement] = []
        for movement in one.movements:
            parts = [part for part in movement.parts if part.amount]
            whole = not movement.parts or movement.fault
            if not whole and len(parts) > 1 and sum(p.amount for p in parts) == movement.amount:
                counts["statement_batches"] += 1
                movements += [
                    replace(movement, amount=part.amount, label=part.label or movement.label,
                            text="", who=part.who, other=part.other, category=part.category,
                            parts=())
                    for part in parts
                ]  # fmt: skip
            else:
                counts["statement_batch_whole"] += not whole
                movements.append(movement)
        found.append(replace(one, movements=tuple(movements)))
    for code, count in counts.items():
        if count:
            inquiry.note(code, count=count)
    return found


def _tell(
    movements: Sequence[tuple[Statement, Movement]], reasons: Sequence[str], inquiry: Inquiry
) -> None:
    """Say how many movements were left out for what concerns a statement alone."""
    counts = Counter(reasons)
    for reason, code in _NOTES.items():
        if counts[reason]:
            inquiry.note(code, count=counts[reason])
    pairs = zip(movements, reasons, strict=True)
    back = sum(m.reversal and why in ("", "income") for (_, m), why in pairs)
    if back:
        inquiry.note("statement_reversals", count=back)


def _rows(movements: Sequence[Movement]) -> list[int]:
    """Where each movement stands: its line, or its place among all where lines do not tell."""
    lines = [m.line for m in movements]
    return lines if len(set(lines)) == len(lines) else list(range(1, len(lines) + 1))


def _costs(movements: Sequence[Movement], rows: Sequence[int]) -> Lines:
    """Movements as costs, exact to the last decimal any of them has."""
    scale = max([2, *(_decimals(m.amount or Decimal(0)) for m in movements)])
    label, who = _texts(m.label for m in movements), _texts(m.who for m in movements)
    category = _texts(m.category for m in movements) if any(m.category for m in movements) else None
    days = [m.day for m in movements if m.day is not None]
    return Lines(
        np.array([day.year * 12 + day.month - 1 for day in days], np.int64),
        np.array([-int((m.amount or Decimal(0)).scaleb(scale)) for m in movements], np.int64),
        scale,
        np.array(rows, np.int64),
        label,
        np.array([day.day for day in days], np.int64),
        category,
        key=payees(instead(who, label, np.array([not m.who for m in movements], bool))),
    )


def _decimals(amount: Decimal) -> int:
    """How many decimals an amount has without the zeros at its end, 4 at most."""
    exponent = amount.normalize().as_tuple().exponent
    return min(_SCALE, max(0, -exponent)) if isinstance(exponent, int) else 0


def _texts(words: Iterable[str]) -> pa.Array:
    return pa.array(list(words), pa.string())


def _left_out(
    movements: Sequence[tuple[Statement, Movement]], reasons: Sequence[str], rows: Sequence[int]
) -> Rejections:
    """Every movement that does not count, with its reason."""
    found = Rejections()
    for why in dict.fromkeys(reason for reason in reasons if reason):
        out = [i for i, reason in enumerate(reasons) if reason == why]
        texts = [_shown(movements[i][1]) for i in out]
        found.add(why, np.array([rows[i] for i in out], np.int64), texts)
    return found


def _shown(movement: Movement) -> str:
    if movement.text:
        return movement.text
    return f"{movement.day or ''} {movement.amount or ''} {movement.label}".strip()
