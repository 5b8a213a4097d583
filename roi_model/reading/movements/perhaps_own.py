"""Movements that may be between accounts of one's own: asked about together, never guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.inquiry import Gives, Inquiry
from roi_model.reading.movements.told import payee_words, spoken
from roi_model.reading.text.distinct import coded, each, matching
from roi_model.reading.text.wording import fold, fold_column, words_of
from roi_model.reading.values.amounts import exact_total

Mask = NDArray[np.bool_]
Units = NDArray[np.int64]
_MAX_ROWS = 200_000
_MOST = 0.5
_SHOWN = 6
_ROUND, _LARGE = 100, 1000
"""What moves between one's accounts: whole hundreds of the currency, this much at least."""


def perhaps_own(
    columns: Sequence[pa.Array], labels: pa.Array, units: Units, scale: int, known: Mask
) -> Mask:
    """Rows that some column, or money both given and taken, hints to be own transfers.

    `units` are positive where money went out, `known` rows of which it is sure what they are. None
    where no money went out with any of the rows: money in is no cost.

    >>> labels = pa.array(["*MOBI SAVINGS", "EPARGNE SALARIALE", "CAISSE D'EPARGNE PRET", "Zed"])
    >>> perhaps_own([labels], labels, np.full(4, 90), 0, np.zeros(4, bool)).tolist()
    [True, False, False, False]
    """
    size = len(units)
    found = np.zeros(size, bool)
    for column in columns:
        found |= _hints(column, labels)
    if size <= _MAX_ROWS:
        found |= _both_ways(labels, units, scale, known | found | _for_something(columns, size))
    found &= ~known
    if found.any():
        found &= ~_no_such(columns, size)
    return found if (found & (units > 0)).any() else np.zeros(size, bool)


def ask_own(
    rows: Mask, columns: Sequence[pa.Array], labels: pa.Array, units: Units, scale: int,
    gives: Mapping[str, Gives], inquiry: Inquiry,
) -> str | None:  # fmt: skip
    """Whether these rows are between accounts of one's own, "yes" or "no"; None where it is asked.

    The answer is kept for the same counterparties, whatever their figures are.
    """
    values, index = coded(labels)
    texts = values.to_pylist()
    places: dict[str, list[int]] = defaultdict(list)
    for row in np.flatnonzero(rows).tolist():
        words = [word for word in fold(texts[int(index[row])] or "").split() if word.isalpha()]
        places[" ".join(words) or fold(texts[int(index[row])] or "")].append(row)
    shown = []
    hits = [(column, _hints(column, labels)) for column in columns]
    for of_one in places.values():
        row = of_one[0]
        cells = [(column[row].as_py() or "").strip() for column, hit in hits if hit[row]]
        label = (texts[int(index[row])] or "").strip()
        if cells and label not in cells:
            label = f"{label} – {cells[0]}" if label else cells[0]
        sums = units[of_one]
        out, back = (exact_total(part, scale) for part in (sums[sums > 0], -sums[sums < 0]))
        shown.append((label, out, back))
    total = exact_total(units[rows & (units > 0)], scale)
    return inquiry.ask("own_accounts", ", ".join(sorted(places)), gives, total=total,
                       count=int(rows.sum()), lines=tuple(shown[:_SHOWN]))  # fmt: skip


def _hints(column: pa.Array, labels: pa.Array) -> Mask:
    """Rows whose cell has such a word; none where most of another column's do: then it says of
    which account a row is."""
    folded = fold_column(column)
    alone, moved, beside, none = _patterns()
    found = matching(folded, f"{alone}|{beside}")
    if not found.any():
        return found
    plain = each(folded, lambda values: pc.replace_substring_regex(values, none, " "))
    found = matching(plain, alone) | (matching(plain, moved) & matching(plain, beside))
    if column is not labels and len(found) > 2 and found.mean() > _MOST:
        return np.zeros(len(found), bool)
    return found


def _for_something(columns: Sequence[pa.Array], size: int) -> Mask:
    """Rows whose words say of a buyer, an invoice, a loan or a refund."""
    found = np.zeros(size, bool)
    for topic in ("refund", "refund_weak", "no_refund", "invoiced", "from_buyer"):
        found |= spoken(columns, topic, size)
    return found


def _no_such(columns: Sequence[pa.Array], size: int) -> Mask:
    """Rows whose words say that somebody is paid all the same, or that a card was used."""
    found = np.zeros(size, bool)
    for topic in ("no_own_transfer", "perhaps_own_none", "purchase"):
        found |= spoken(columns, topic, size)
    return found


def _both_ways(labels: pa.Array, units: Units, scale: int, known: Mask) -> Mask:
    """Rows of whoever both gives and takes large round sums, and not just what was taken back."""
    found = np.zeros(len(units), bool)
    step = 10**scale
    if not (units < 0).any() or not (units > 0).any():
        return found
    values, index = coded(labels)
    payees = [payee_words(value or "") for value in values.to_pylist()]
    rows: dict[frozenset[str], list[int]] = defaultdict(list)
    for row in np.flatnonzero(~known & (units != 0)).tolist():
        if payees[int(index[row])]:
            rows[frozenset(payees[int(index[row])])].append(row)
    for places in rows.values():
        sums = units[places]
        given, taken = set(sums[sums > 0].tolist()), set((-sums[sums < 0]).tolist())
        plain = not (sums % (_ROUND * step)).any() and np.abs(sums).min() >= _LARGE * step
        found[places] = bool(plain and given and taken - given)
    return found


@cache
def _patterns() -> tuple[str, str, str, str]:
    def any_of(topic: str) -> str:
        return f" (?:{'|'.join(sorted(words_of(topic), key=len, reverse=True))}) "

    alone = f"{any_of('perhaps_own')}|^{any_of('perhaps_own_cell')}$"
    return alone, any_of("moved"), any_of("perhaps_own_moved"), any_of("perhaps_own_name")
