"""The side of an amount: a column of words says whether it went out or came in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.movements.told import begins_as_bank
from roi_model.reading.text.distinct import coded, each, filled, matching, trimmed, where
from roi_model.reading.text.wording import fold, fold_column, words_of

# Signs and figures, which folding takes away; in a FEC +1 is a debit.
_DEBIT_SIGNS, _CREDIT_SIGNS = {"1", "+1", "+"}, {"-1", "-", "\u2212"}
_BESIDE_D = {"a", "k"}  # "avere", "kredit"
_MANY = 8
_MOST = 0.5
_TYPES = 24
_TELLING = {"pi", "pc", "jd", "jc", "bp"}
Mask = NDArray[np.bool_]


def sides(column: pa.Array) -> tuple[Mask, Mask]:
    """Which rows say that their amount is a debit or went out, and which the other side.

    >>> debit, credit = sides(pa.array(["Soll", "H", "Af", "Recette", "?"]))
    >>> debit.tolist(), credit.tolist()
    ([True, False, True, False, False], [False, True, False, True, False])
    """
    values, _ = coded(trimmed(column))
    said: tuple[tuple[set[str], Sequence[str]], ...] = (
        (_DEBIT_SIGNS, ("debit", "out", "out_beside_in")),
        (_CREDIT_SIGNS, ("credit", "in")),
    )
    if holds_types(column):
        said = ((set(), ("type_debits",)), (set(), ("type_credits",)))
    debit, credit = (
        pa.array([v for v in values.to_pylist() if _is(v, signs, topics)], pa.string())
        for signs, topics in said
    )
    cells = each(column, pc.utf8_trim_whitespace)
    return (where(cells, lambda found: pc.is_in(found, debit)),
            where(cells, lambda found: pc.is_in(found, credit)))  # fmt: skip


def _is(value: str, signs: set[str], topics: Sequence[str]) -> bool:
    return value in signs or any(fold(value) in words_of(topic) for topic in topics)


def holds_sides(column: pa.Array) -> bool:
    """Whether a column holds nothing but words for the two sides.

    >>> holds_sides(pa.array(["Dépense", "Recette", ""])), holds_sides(pa.array(["Dépense", "Ads"]))
    (True, False)
    >>> holds_sides(pa.array(["Cost", "Income"])), holds_sides(pa.array(["Cost", "Cost"]))
    (True, False)
    >>> holds_sides(pa.array(["D", "A"])), holds_sides(pa.array(["A", "C", "D"]))
    (True, False)
    """
    values, _ = coded(trimmed(column))
    found = {value for value in values.slice(0, 2 * _MANY).to_pylist() if value}
    words = {word for topic in ("debit", "credit", "out", "in") for word in words_of(topic)}
    spoken = {fold(value) for value in found}
    if spoken & words_of("in"):
        words |= words_of("out_beside_in")
    if spoken & _BESIDE_D and not (len(spoken) == 2 and "d" in spoken):
        return False  # "A" beside others names or grades something
    return 0 < len(found) <= _MANY and len(values) <= 2 * _MANY and spoken <= words


def tells_sides(column: pa.Array) -> bool:
    """Whether a column says which side an amount is on: all of it, or most of it and both sides.

    >>> tells_sides(pa.array(["D", "C", "D", "?"])), tells_sides(pa.array(["INCASSO", "PAS"]))
    (True, False)
    """
    debit, credit = (side[filled(column)] for side in sides(column))
    told = debit | credit
    both = debit.any() and credit.any()
    return bool(told.size and (told.all() or (both and told.mean() > _MOST)))


def holds_types(column: pa.Array) -> bool:
    """Whether a column holds nothing but Sage's types of transactions, which tell the side on which
    an account is booked, those of invoices or journals among them.

    >>> holds_types(pa.array(["PI", "SI", "BP", ""])), holds_types(pa.array(["DR", "CR"]))
    (True, False)
    """
    values, _ = coded(trimmed(column))
    if len(values) > _TYPES:
        return False
    spoken = {fold(value) for value in values.to_pylist()} - {""}
    return bool(spoken & _TELLING) and spoken <= words_of("type_debits") | words_of("type_credits")


def holds_signs(column: pa.Array, *, both: bool = False) -> bool:
    """Whether a column holds nothing but plus and minus, where `both` is asked for both of them.

    >>> dashes = pa.array(["-", "-"])
    >>> holds_signs(dashes), holds_signs(dashes, both=True)
    (True, False)
    """
    values, _ = coded(trimmed(column))
    found = set(values.slice(0, _MANY).to_pylist()) - {""}
    if both and not ("+" in found and len(found) > 1):
        return False
    return len(values) <= _MANY and bool(found) and found <= {"+", "-", "\u2212"}


def side_beside(amount: int, sides: Sequence[int], balances: Sequence[int]) -> int:
    """Which of several columns of sides is that of an amount: the one next to it, behind it or
    before it as that of every balance is; the first where none is.

    >>> side_beside(4, [3, 5], balances=[2]), side_beside(3, [2, 4], balances=[5])
    (5, 2)
    """
    steps = (
        step for step in (1, -1) if {column + step for column in (amount, *balances)} <= {*sides}
    )
    return amount + next(steps, sides[0] - amount)


def are_movements(column: pa.Array) -> bool:
    """Whether the words are of money that moves ("Recette"): what comes in is then no refund."""
    values, _ = coded(trimmed(column))
    spoken = {fold(value) for value in values.to_pylist()} - {""}
    return bool(spoken & (words_of("in") | words_of("out"))) and not spoken & (
        words_of("credit") - words_of("in")
    )


def all_credit_notes(labels: pa.Array, others: pa.Array) -> bool:
    """Whether every label names a credit note or a refund of a supplier.

    Beside `others` that begin as a bank's do, "Gutschrift" is how it says that money came in.

    >>> spent = pa.array(["Ads", "Rent"])
    >>> [all_credit_notes(pa.array([one]), spent) for one in ("Avoir Google Ads", "Acme")]
    [True, False]
    >>> all_credit_notes(pa.array(["Gutschrift von Acme"]), pa.array(["Lastschrift Google"]))
    False
    """
    words = words_of("credit_note")
    if begins_as_bank(others).any():
        words -= words_of("movement")
    pattern = " (?:" + "|".join(sorted(words)) + ") "
    return bool(len(labels)) and bool(matching(fold_column(labels), pattern).all())


def spent(units: NDArray[np.int64], debit: Mask, credit: Mask) -> NDArray[np.int64]:
    """Costs, positive, of amounts with a side: signs that say the same as the side count once.

    >>> spent(np.array([-100, 900]), np.array([True, False]), np.array([False, True])).tolist()
    [100, -900]
    """
    out, back = _sign(units[debit]), _sign(units[credit])
    if out < 0 < back:  # as an account has it: what went out is negative already
        return np.where(debit | credit, -units, units)
    if back < 0 < out:  # as costs are: what came in is negative already
        return units
    signed = -units if out < 0 or (back < 0 and not out) else units
    return np.where(credit, -signed, signed)


def signed_like(taxes: NDArray[Any], amounts: NDArray[Any]) -> NDArray[Any]:
    """Taxes with the signs of the amounts they are part of, where all are written without one.

    >>> signed_like(np.array([160, 0, 600]), np.array([-960, -49, 3600])).tolist()
    [-160, 0, 600]
    """
    return taxes if (taxes < 0).any() else np.where(amounts < 0, -taxes, taxes)


def _sign(units: NDArray[np.int64]) -> int:
    """The sign that most amounts have; 0 where there are none."""
    return int(np.sign(np.sign(units).sum()))
