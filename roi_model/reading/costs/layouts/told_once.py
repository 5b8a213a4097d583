"""Amounts that stand in several columns: the one of them that was spent, where the others say it
again, in another currency, without the fee, or on every line of a document that has several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.currencies import CURRENCY_WORDS, mixed
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, joined, trimmed
from roi_model.reading.text.wording import fold, unjoined, words_of
from roi_model.reading.values.amounts import holds_figures, values_of
from roi_model.reading.values.money_words import headed
from roi_model.reading.values.recurrence import HEADINGS, months_of

_CENT = 0.015
_DOCUMENT = {"invoice", "bill", "facture", "document", "doc", "rechnung", "beleg", "factura",
             "fattura", "fatura", "factuur", "faktura", "piece", "documento", "voucher",
             "rechnungsnummer", "rechnungsnr", "belegnummer", "belegnr", "factuurnummer",
             "factuurnr", "fakturanummer", "fakturanr"}  # fmt: skip
_NUMBERS = {"number", "no", "nr", "n", "num", "numero", "nummer", "id", "ref", "reference", "de",
            "d", "du", "di", "da", "van", "la", "della"}  # fmt: skip
_SUPPLIER = {"supplier", "vendor", "fournisseur", "contact", "lieferant", "proveedor", "fornitore",
             "fornecedor", "leverancier", "tiers", "kreditor"}  # fmt: skip
_LINE = {"line", "ligne", "zeile", "position", "pos", "posten", "riga", "linea", "linha", "regel",
         "item", "article"}  # fmt: skip
_OF_A_PIECE = {"unit", "unitaire", "unitario", "unitaria", "price", "prix", "einzelpreis", "precio",
               "prezzo", "preco", "prijs", "stuckpreis"}  # fmt: skip
_MONEY = ("amount_net", "amount", "amount_gross", "vat")
_MOST = 200_000
VAT_RATES = (0, 2.1, 2.5, 2.6, 3, 3.7, 3.8, 4, 4.8, 5, 5.5, 6, 7, 7.7, 8, 8.1, 8.5, 9, 9.5, 10, 11,
             12, 13, 13.5, 14, 15, 16, 17, 18, 19, 19.6, 20, 21, 22, 23, 24, 25, 25.5,
             27)  # fmt: skip
"""Rates of VAT in percent in Europe."""
_OF_A_TOTAL = 1e-5
"""The share by which a total among the rows may be off, whose parts were rounded each."""
_TAXED = 2
_FIRST = 200
"""Rows by which most columns show that they have nothing to do with each other."""


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
    for narrow in (_different, _billed, _converted, _with_fee, _each_time, _taxed):
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
    headed = picker.table.under(lambda name: fold(name) in HEADINGS)
    _, often = next(headed, ("", None))
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


def untaxed(picker: Figures, amount: int, others: Sequence[int]) -> int:
    """An amount's column, or that of `others` which is the same without VAT, in every row."""
    found = (
        other for other in others if other != amount and _taxed(picker, [other, amount]) == [other]
    )
    return next(found, amount)


def _taxed(picker: Figures, amounts: list[int]) -> list[int]:
    """The one amount without VAT, where the other is it with a rate of VAT, in every row."""
    names = picker.table.names
    if len(amounts) != 2 or any(headed(names[c]) for c in amounts):
        return amounts
    first, second = map(picker.values, amounts)
    net, gross = (first, second) if np.abs(first).sum() < np.abs(second).sum() else (second, first)
    more = np.abs(gross) - np.abs(net) > _CENT
    if more.sum() < _TAXED or not all(_at_a_rate(net[:n], gross[:n]) for n in (_FIRST, len(net))):
        return amounts
    taken = amounts[int(net is second)]
    left = [c for c in amounts if c != taken]
    picker.inquiry.note("without_vat", column=names[taken], others=_listed(names, left))
    return [taken]


def _at_a_rate(net: NDArray[np.float64], gross: NDArray[np.float64]) -> bool:
    """Whether each row has one rate of VAT, but for the total of all others."""
    near = _CENT + _OF_A_TOTAL * np.abs(gross)
    fits = np.any([np.abs(gross - net * (1 + rate / 100)) < near for rate in VAT_RATES], axis=0)
    if fits.sum() < len(fits) - 1:
        return False
    whole = (column[~fits].sum() - column[fits].sum() for column in (net, gross))
    return bool(fits.all() or np.allclose(list(whole), 0, atol=_CENT))


def _listed(names: Sequence[str], columns: Sequence[int]) -> str:
    return ", ".join(names[column] for column in columns)


def line_amounts(
    table: Table, roles: dict[str, list[int]], inquiry: Inquiry
) -> dict[str, list[int]]:  # fmt: skip
    """The roles of columns, where a document's totals stand on each of its lines: those of the
    lines alone.

    The figures tell: what is the same on all lines of a document is what another column adds up to
    over them, with the document's VAT or without. Else, of several documents, a heading that speaks
    of lines.
    """
    document = rows_of_documents(table)
    if document is None:
        return roles
    figures = {
        c: values_of(column) for c, column in enumerate(table.columns) if holds_figures(column)
    }
    if len(figures) < 2:
        return roles
    rows, index = document
    size = int(index.max()) + 1
    first = np.zeros(size, np.int64)
    first[index[::-1]] = rows[::-1]
    several = (np.bincount(index, minlength=size) > 1).sum()
    same = {
        c: bool((v[rows] == v[first][index]).all()) and bool(v.any()) for c, v in figures.items()
    }
    headed_as = {c: role for role in reversed(_MONEY) for c in roles.get(role, [])}
    sums = {c: _added(index, v[rows], size) for c, v in figures.items()}
    other = {c for role in set(roles) - {*_MONEY, "ignored"} for c in roles[role]}
    taxes = [c for c in figures if headed_as.get(c) == "vat"]
    whole = [c for c in figures if same[c] and c not in other and c not in taxes]
    found = _line_of(whole, taxes, {c: v[first] for c, v in figures.items()}, sums, same,
                     [set(_words(name)) for name in table.names], headed_as)  # fmt: skip
    whole = [c for c in whole if c in headed_as] if found is None else whole
    if found is None and several > 1 and whole:
        named = [c for c in figures if not same[c] and set(_words(table.names[c])) & _LINE]
        found = (named[0], "amount") if len(named) == 1 else None
    if found is None:
        return roles
    line, role = found
    left = [c for c in figures if same[c] and (c in whole or c in taxes) and c != line]
    gaps = [sums[line] - figures[c][first] for c in whole]
    left = [
        c for c in left if not any(np.allclose(sums[c], np.abs(gap), atol=_CENT) for gap in gaps)
    ]
    kept = {name: [c for c in columns if c not in (*left, line)] for name, columns in roles.items()}
    kept[role] = [line, *kept.get(role, [])]
    kept["ignored"] = [*kept.get("ignored", []), *left]
    inquiry.note("document_totals", column=table.names[line], others=_listed(table.names, left))
    return {name: columns for name, columns in kept.items() if columns}


def _line_of(
    whole: Sequence[int], taxes: Sequence[int], totals: dict[int, NDArray[np.float64]],
    sums: dict[int, NDArray[np.float64]], same: dict[int, bool], words: Sequence[set[str]],
    headed_as: dict[int, str],
) -> tuple[int, str] | None:  # fmt: skip
    """The column that adds up to a document's total, and its role; without VAT where it can be."""
    free = sorted(sums, key=lambda c: (bool(words[c] & _OF_A_PIECE), c not in headed_as, c))
    for total in whole:
        for tax in taxes:
            vat = totals[tax] if same[tax] else sums[tax]
            for line in free if np.abs(vat).any() else ():
                if np.allclose(sums[line], totals[total] - vat, atol=_CENT):
                    return line, "amount_net"
    for total in whole:
        for line in free:
            if np.allclose(sums[line], totals[total], atol=_CENT):
                return line, headed_as.get(line, headed_as.get(total, "amount"))
    return None


def rows_of_documents(table: Table) -> tuple[NDArray[np.int64], NDArray[np.int32]] | None:
    """The rows with a document's number, and which document each is of; None where each document
    has one row, or no column numbers them."""
    words = [_words(name) for name in table.names]
    numbers = [c for c, said in enumerate(words)
               if set(said) & _DOCUMENT and set(said) <= _DOCUMENT | _NUMBERS]  # fmt: skip
    if not numbers or not 1 < len(table) <= _MOST:
        return None
    # Two suppliers may number alike.
    beside = [c for c, said in enumerate(words) if set(said) & _SUPPLIER and c not in numbers][:1]
    rows = np.flatnonzero(filled(table.columns[numbers[0]]))
    key = trimmed(table.columns[numbers[0]])
    for column in beside:
        key = joined(key, trimmed(table.columns[column]))
    values, index = coded(key.take(rows))
    return (rows, index) if 1 <= len(values) < len(rows) else None


def _added(
    index: NDArray[np.int32], values: NDArray[np.float64], size: int
) -> NDArray[np.float64]:  # fmt: skip
    return np.asarray(np.bincount(index, values, size), np.float64)


def _words(name: str) -> list[str]:
    return fold(unjoined(name)).split()
