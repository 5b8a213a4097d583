"""Whether a file holds everything, and everything once: balances, and the bank's own numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.statements.statement import DUPLICATE, Movement, Statement

_TOLD = 5
"""Faults told one by one; of more, only how many."""
_SHOWN = 4


def once(statements: Sequence[Statement]) -> list[Statement]:
    """The statements, movements that come again marked so: same account, number of the bank, day,
    amount and words.

    What comes twice in one statement stays where its balances say that both were booked.

    >>> from datetime import date
    >>> paid = Movement(1, date(2024, 3, 4), Decimal(-5), "Coffee", id="A1")
    >>> [m.fault for m in once([Statement(movements=(paid, paid))])[0].movements]
    ['', 'duplicate_movement']
    >>> both = Statement(opening=Decimal(20), closing=Decimal(10), movements=(paid, paid))
    >>> [m.fault for m in once([both])[0].movements]
    ['', '']
    """
    seen: dict[tuple[object, ...], int] = {}
    found = []
    for number, one in enumerate(statements):
        fits = one.missing == 0
        movements = []
        for movement in one.movements:
            key = _key(one, movement)
            again = key is not None and key in seen and (seen[key] != number or not fits)
            if key is not None:
                seen.setdefault(key, number)
            movements.append(replace(movement, fault=DUPLICATE) if again else movement)
        found.append(replace(one, movements=tuple(movements)))
    return found


def _key(statement: Statement, movement: Movement) -> tuple[object, ...] | None:
    if movement.fault or not movement.id:
        return None
    return (statement.account, statement.currency, movement.id, movement.day, movement.amount,
            movement.label, movement.state)  # fmt: skip


def tell_balances(statements: Sequence[Statement], inquiry: Inquiry) -> None:
    """Say which statements lead from balance to balance, which do not, and by how much.

    `statements` are as the bank wrote them: what comes again in another is booked here, too.
    """
    statements = [once([one])[0] for one in statements]
    checked = [one for one in statements if one.missing is not None]
    broken = [one for one in checked if one.missing]
    for one in broken[:_TOLD]:
        inquiry.note(
            "statement_incomplete", **_named(one), missing=_money(one.missing),
            opening=_money(one.opening), closing=_money(one.closing),
        )  # fmt: skip
    if len(broken) > _TOLD:
        inquiry.note("statements_incomplete", count=len(broken) - _TOLD)
    gaps = _gaps(statements)
    for earlier, later in gaps[:_TOLD]:
        inquiry.note(
            "statement_gap", account=_account(later), earlier=earlier.name or "?",
            later=later.name or "?",
            missing=_money((later.opening or Decimal(0)) - (earlier.closing or Decimal(0))),
        )  # fmt: skip
    if checked and not broken and not gaps:
        inquiry.note("statement_complete", count=len(checked))
    if not checked:
        inquiry.note("statement_unchecked")


def tell_accounts(statements: Sequence[Statement], inquiry: Inquiry) -> None:
    """Say that all of several accounts are read, by the last signs of their numbers."""
    accounts = list(dict.fromkeys((one.account, one.currency) for one in statements))
    if len(accounts) > 1:
        shown = ", ".join(f"{_short(name)} {code}".strip() for name, code in accounts)
        inquiry.note("statement_accounts", count=len(accounts), accounts=shown)


def _gaps(statements: Sequence[Statement]) -> list[tuple[Statement, Statement]]:
    """Neighbours of one account of which the later does not begin where the earlier ends, in
    whatever order the file has them."""
    last: dict[tuple[str, str], Statement] = {}
    found = []
    for one in statements:
        key = (one.account, one.currency)
        before = last.get(key)
        if one.opening is None or one.closing is None:
            continue
        if before is not None and not _joined(before, one):
            found.append((before, one))
        last[key] = one
    return found


def _joined(one: Statement, other: Statement) -> bool:
    """Whether one goes on where the other ends, or is the same again."""
    same = (one.opening, one.closing) == (other.opening, other.closing)
    return same or one.closing == other.opening or one.opening == other.closing


def _named(one: Statement) -> dict[str, object]:
    return {"statement": one.name or "?", "account": _account(one), "currency": one.currency}


def _account(one: Statement) -> str:
    return _short(one.account) or "?"


def _short(number: str) -> str:
    """A name as it is, of a number its end, which tells it to its owner and to nobody else."""
    plain = number.replace(" ", "")
    if sum(sign.isdigit() for sign in plain) <= _SHOWN:
        return number
    return f"…{plain[-_SHOWN:]}"


def _money(amount: Decimal | None) -> float:
    return float(amount or 0)
