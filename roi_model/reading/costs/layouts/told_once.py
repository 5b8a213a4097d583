"""Amounts that stand in several columns: the one of them that was spent, where the others say it
again, in another currency or without the fee."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.currencies import CURRENCY_WORDS, mixed
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, trimmed
from roi_model.reading.text.wording import fold, words_of
from roi_model.reading.values.money_words import headed
from roi_model.reading.values.recurrence import HEADINGS, months_of

_CENT = 0.015


class Figures(Protocol):
    """A table whose columns of figures are looked at; `charged` is set to the column of fees where
    the fee beside an amount stands in it already."""

    table: Table
    inquiry: Inquiry
    charged: int | None

    def values(self, column: int) -> NDArray[np.float64]:
        """A column's figures, 0 where a cell holds none."""

    def fees(self) -> list[int]:
        """The columns of what a bank or a platform took."""


def told_once(picker: Figures, amounts: list[int]) -> list[int]:
    """The columns of amounts without those that only tell again what another tells."""
    if len(amounts) < 2 or picker.inquiry.answer("amount_column") is not None:
        return amounts
    for narrow in (_different, _billed, _converted, _with_fee, _each_time):
        amounts = narrow(picker, amounts)
    return amounts


def _different(picker: Figures, amounts: list[int]) -> list[int]:
    """One column of those with the same figures in every row."""
    seen: dict[bytes, int] = {}
    for column in amounts:
        seen.setdefault(picker.values(column).tobytes(), column)
    return list(seen.values())


def _billed(picker: Figures, amounts: list[int]) -> list[int]:
    """The one amount that was billed, where the others are what it was in the seller's currency
    ("Original Amount", "Original Currency" beside "Billed Amount", "Billed Currency")."""
    headings = picker.table.names
    names, first = [fold(name).split() for name in headings], words_of("original")
    there = [c for c in amounts if set(names[c]) & first]
    own = [c for c in amounts if c not in there]
    beside = [set(name) for name in names if set(name) & CURRENCY_WORDS]
    if not there or len(own) != 1:
        return amounts
    if not all(any(one & words for one in beside) for words in (first, set(names[own[0]]))):
        return amounts
    picker.inquiry.note("billed_taken", column=headings[own[0]], others=_listed(headings, there))
    return own


def _converted(picker: Figures, amounts: list[int]) -> list[int]:
    """The one amount whose heading names its currency, where the others are in several."""
    headings = picker.table.names
    named = [c for c in amounts if headed(headings[c])]
    if len(amounts) < 2 or len(named) != 1 or not mixed(picker.table):
        return amounts
    left = [c for c in amounts if c not in named]
    picker.inquiry.note("one_currency_taken", column=headings[named[0]],
                        others=_listed(headings, left))  # fmt: skip
    return named


def _with_fee(picker: Figures, amounts: list[int]) -> list[int]:
    """The one amount that is the other and the fee beside it, in every row: what left the account.

    Of what goes out, by the sign that most rows with a fee have, it is the larger.
    """
    fees = [c for c in picker.fees() if c not in amounts]
    if len(amounts) != 2 or len(fees) != 1:
        return amounts
    fee, (first, second) = np.abs(picker.values(fees[0])), map(picker.values, amounts)
    charged, apart = fee > 0, second - first
    if not charged.any() or not np.allclose(np.abs(apart), fee, atol=_CENT):
        return amounts
    turned = np.sign(apart[charged])
    out = np.sign(np.sign(first[charged]).sum()) or 1
    if (turned != turned[0]).any():
        return amounts
    whole = amounts[int(turned[0] == out)]
    left = [c for c in amounts if c != whole]
    picker.inquiry.note("fee_within", column=picker.table.names[whole],
                        fee=picker.table.names[fees[0]],
                        others=_listed(picker.table.names, left))  # fmt: skip
    picker.charged = fees[0]
    return [whole]


def _each_time(picker: Figures, amounts: list[int]) -> list[int]:
    """The one amount that is due each time, where the other is its part of a month, in every row
    that has both: a column says how often."""
    often = next((c for name, c in zip(picker.table.names, picker.table.columns, strict=True)
                  if fold(name) in HEADINGS), None)  # fmt: skip
    if len(amounts) != 2 or often is None:
        return amounts
    words, index = coded(trimmed(often))
    months = np.array([months_of(str(word)) for word in words.to_pylist()], np.float64)[index]
    first, second = map(picker.values, amounts)
    both = (months > 0) & (first != 0) & (second != 0)
    if not (months[both] > 1).any():
        return amounts
    for whole, part, taken in ((first, second, 0), (second, first, 1)):
        if np.allclose(whole[both], (part * months)[both], atol=_CENT * months.max()):
            picker.inquiry.note("month_part", column=picker.table.names[amounts[taken]],
                                others=picker.table.names[amounts[1 - taken]])  # fmt: skip
            return [amounts[taken]]
    return amounts


def _listed(names: Sequence[str], columns: Sequence[int]) -> str:
    return ", ".join(names[column] for column in columns)
