"""Amounts of several currencies are not added up: the file is asked which one counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import (
    by_distinct,
    coded,
    each,
    matching,
    trimmed,
    where,
)
from roi_model.reading.text.outlines import outlined
from roi_model.reading.text.wording import fold, unjoined, words_of
from roi_model.reading.values.amounts import holds_figures, values_of
from roi_model.reading.values.money_words import (
    CROWNS,
    after,
    before,
    currency_in,
    currency_of,
    headed,
)
from roi_model.reading.values.rates import known_as, rates_of

_HEADERS = {"currency", "devise", "monnaie", "currency code", "code devise", "idevise", "ccy",
            "amount currency", "deal currency", "opportunity currency", "deal currency of value",
            "currency of value", "devise du montant", "devise de valeur", "affaire devise",
            "affaire devise de valeur", "divisa", "moneda", "wahrung", "valuta", "moeda",
            "currency id"}  # fmt: skip
# Any other heading with one of these words, unless it is of another amount than the deal's own.
CURRENCY_WORDS = {"currency", "devise", "monnaie", "divisa", "moneda", "ccy", "wahrung", "valuta",
                  "moeda", "curr", "waluta", "currencycode", "wahrungscode", "wahrungskurzel",
                  "wahrungskennzeichen", "valutacode", "valutakode", "valutakod", "codevaluta",
                  "currencyisocode", "munt", "muntsoort", "munteenheid"}  # fmt: skip
_OTHERS = {"converted", "convertie", "converti", "convertida", "company", "entreprise", "empresa",
           "base", "weighted", "ponderee", "ponderada", "ponderado", "gewichteter", "gewichtet",
           "ponderato", "gewogen", "mrr", "arr", "acv"}  # fmt: skip
# "Montant (devise)" is in the currency of its document, "Amount in local currency" in the books'.
_BOOKS = _OTHERS | {"home", "local", "account", "reporting", "functional", "own", "compte", "lc",
                    "hauswahrung", "hausw", "eur", "euro", "euros"}  # fmt: skip
_FOREIGN = CURRENCY_WORDS | {"foreign", "etrangere", "fremdwahrung", "fremdwahrungsbetrag",
                             "extranjera", "estera", "estrangeira", "vreemde"}  # fmt: skip
_RATES = {"taux", "rate", "kurs", "wechselkurs", "cours", "exchange", "cambio", "koers"}
_TAXES = {"vat", "tva", "tax", "mwst", "iva", "btw", "ust", "moms"}
_LOOKED_AT = 2000
_MOST_CODES = 20
_MOST = 200_000
_CENT = 0.015
_DAY = r"^\d{1,4}[./-]\d{1,2}[./-]\d"


def one_currency(
    table: Table, money: list[int], inquiry: Inquiry, *, rates: bool = False
) -> Table | None:
    """The table in one currency, rows in another listed; None where it must be asked which.

    With `rates`, rows of a currency that the user gives a rate of stay, to be converted.
    """
    fits = in_currency(table, money, inquiry, rates=rates)
    return None if fits is None else table.keep(fits, "other_currency")


def in_currency(
    table: Table, money: list[int], inquiry: Inquiry, *, rates: bool = False
) -> NDArray[np.bool_] | None:
    """Which rows are in the currency that counts; None where there are several and it is asked.

    A currency is told by its own column, else by the sign in the amount's cell; cells that name
    none are in the currency chosen. With `rates`, rows of a currency that the user gives a rate of
    are among them, and their lines stand in `inquiry.currencies`.
    """
    every = np.ones(len(table), bool)
    inquiry.currencies.rated = rates
    header, codes = _codes(table, money)
    if codes is None:
        inquiry.currencies.chosen = next(filter(None, (headed(table.names[i]) for i in money)), "")
        return every
    if (books := _books(table, money, codes)) is not None:
        inquiry.currencies.chosen = books
        return every
    values, index = coded(codes)
    rows = np.bincount(index, minlength=len(values)).tolist()
    counts = {str(code): n for code, n in zip(values.to_pylist(), rows, strict=True) if code}
    found = inquiry.currencies
    found.rows = counts
    if len(counts) < 2:
        found.chosen = next(filter(currency_of, counts), "")
        return every
    options = {code: {"rows": n} for code, n in counts.items()}
    chosen = inquiry.ask("currency", header, options, currencies=", ".join(counts))
    if chosen is None:
        return None
    found.chosen = chosen
    fits = where(codes, lambda cells: pc.is_in(cells, pa.array([chosen, ""])))
    rated = rates_of(inquiry.answers) if rates else {}
    for code in counts:
        if code != chosen and known_as(code) in rated:
            of_it = where(codes, partial(pc.equal, code))
            found.lines[code] = np.unique(table.lines[of_it])
            fits = fits | of_it
    found.shown = partial(_shown, table)
    return fits


def _books(table: Table, money: Sequence[int], codes: pa.Array) -> str | None:
    """The currency of the books in which amounts stand beside others in that of their document
    ("Montant TTC" beside "Montant TTC (devise)"); "" where it is not told, None where none do.

    The figures tell: in rows of the books' currency the document's amount is the other one, or is
    empty, in rows of any other it differs. Where no two can be compared (without VAT beside with
    VAT) a heading with a word of currencies is believed.
    """
    kinds = [
        i
        for i, name in enumerate(table.names)
        if (fold(name) in _HEADERS or _worded(name)) and not holds_figures(table.columns[i])
    ]
    if len(kinds) != 1 or not 1 <= len(table) <= _MOST:
        return None
    original = words_of("original")
    words = [set(fold(unjoined(name)).split()) - {"in"} for name in table.names]
    documents = [i for i, said in enumerate(words) if said & (_FOREIGN | original)
                 and not said & (_BOOKS | _RATES) and holds_figures(table.columns[i])]  # fmt: skip
    others = [
        i for i in range(len(words)) if i not in documents and holds_figures(table.columns[i])
    ]
    if not documents or not {*money} <= {*others}:
        return None
    values, index = coded(codes)
    for document in documents:
        there = np.abs(values_of(table.columns[document]))
        compared = [_alike_in(there, np.abs(values_of(table.columns[i])), index) for i in others]
        for homes, apart in compared:
            if len(homes) == 1 and apart and homes[0] not in apart and values[homes[0]].as_py():
                return str(values[homes[0]])
        if words[document] & _FOREIGN and all(apart for _, apart in compared):
            return ""
    return None


def _alike_in(
    document: NDArray[np.float64], amount: NDArray[np.float64], index: NDArray[np.int32]
) -> tuple[list[int], list[int]]:
    """The codes in whose rows two amounts are the same or the first is empty, and those with rows
    in which they differ."""
    told = amount > 0
    differ = told & (document > 0) & (np.abs(document - amount) >= _CENT)
    differ |= ~told & (document > 0)
    apart = np.unique(index[differ]).tolist()
    return [code for code in np.unique(index[told]).tolist() if code not in apart], apart


def _shown(table: Table, lines: NDArray[np.int64]) -> list[str]:
    """The text of some lines of a table."""
    at = np.flatnonzero(np.isin(table.lines, lines))
    texts = dict(zip(table.lines[at].tolist(), table.text(at), strict=True))
    return [texts.get(line, "") for line in lines.tolist()]


def _codes(table: Table, money: list[int]) -> tuple[str, pa.Array | None]:
    """The column that tells the currency and its codes; a heading such as "Amount (EUR)" settles it
    for all rows, whatever currency the money was in before."""
    if money and all(_named(table.names[i]) for i in money):
        return "", None
    known = [i for i, name in enumerate(table.names) if fold(name) in _HEADERS]
    heads = {word for i in money for word in fold(table.names[i]).split()}
    worded = [i for i, name in enumerate(table.names) if i not in known and _worded(name, heads)]
    own = _home(table, [*known, *worded], money)
    for i in own or _own(table.names, [*known, *worded], money):
        if i in money:
            continue
        cells = each(trimmed(table.columns[i]), pc.utf8_upper)
        distinct, _ = coded(cells)
        figures = pc.any(pc.match_substring_regex(distinct, r"\d")).as_py()
        amounts = pc.any(pc.match_substring_regex(distinct, r"\d[.,]\d")).as_py()
        days = pc.any(pc.match_substring_regex(distinct, _DAY)).as_py()  # "Valuta" is a day as well
        other = days or amounts or (i in worded and figures)
        if len(distinct) <= _MOST_CODES and not other:
            return table.names[i], cells
    for i in money:
        signs = _signs(table.columns[i])
        if signs is not None:
            return table.names[i], signs
    return "", None


def names_currency(heading: str) -> bool:
    """Whether a heading has a word of currencies.

    >>> names_currency("Währungscode"), names_currency("Deal Curr."), names_currency("Amount")
    (True, True, False)
    """
    return bool(set(fold(unjoined(heading)).split()) & CURRENCY_WORDS)


def but_currencies(table: Table) -> list[str]:
    """The headings of a table without those of columns that hold codes or signs of currencies:
    "Valuta" heads days on statements of banks, and currencies elsewhere.
    """
    holds = (i for i, name in enumerate(table.names) if names_currency(name))
    held = [i for i in holds if _all_currencies(table.head(i, _LOOKED_AT))]
    return [name for i, name in enumerate(table.names) if i not in held]


def _all_currencies(first: pa.Array) -> bool:
    values = [cell for cell in coded(trimmed(first))[0].to_pylist() if cell]
    return 0 < len(values) <= _MOST_CODES and all(map(currency_of, values))


def mixed(table: Table) -> bool:
    """Whether a column of the table names more than one currency."""
    for _, column in table.under(lambda name: fold(name) in _HEADERS or _worded(name)):
        cells, _ = coded(column.slice(0, _LOOKED_AT))
        if len({code for c in cells.to_pylist() if (code := currency_of(c.strip()))}) > 1:
            return True
    return False


def _home(table: Table, columns: Sequence[int], money: Sequence[int]) -> list[int]:
    """The one of several columns of currencies that is the amounts' own by their figures.

    Beside "Amount" and "Currency" an "Amount (home currency)" says which: the amount is a part of
    it, or it itself, in every row.
    """
    columns = [i for i in columns if not matching(table.columns[i], r"\d").any()]
    if len(columns) < 2 or len(money) != 1 or not 1 <= len(table) <= _MOST:
        return []
    amount = values_of(table.columns[money[0]])
    tax = [values_of(table.columns[i]) for i, name in enumerate(table.names)
           if set(fold(name).split()) & _TAXES and i not in (*money, *columns)]  # fmt: skip
    for i in columns:
        words = set(fold(unjoined(table.names[i])).split()) - CURRENCY_WORDS
        beside = [c for c, name in enumerate(table.names) if c not in (*money, *columns)
                  and words and words <= set(fold(name).split())]  # fmt: skip
        for whole in map(values_of, (table.columns[c] for c in beside)):
            sums = (amount, *(amount + one for one in tax))
            if np.abs(whole).any() and any(np.allclose(s, whole, atol=_CENT) for s in sums):
                return [i]
    return []


def _own(names: Sequence[str], columns: list[int], money: Sequence[int]) -> list[int]:
    """The columns of currencies that may be the amounts' own, those of a common word first.

    "Original currency" is that of another amount, where there is one.
    """
    heads = {word for i in money for word in fold(names[i]).split()}
    before = words_of("original")
    besides = [name for i, name in enumerate(names) if i not in (*money, *columns)]
    others = [name for name in besides if set(fold(name).split()) & before]
    words = {i: set(fold(unjoined(names[i])).split()) for i in columns}
    own = [i for i in columns if not words[i] & before or words[i] & before & heads]
    if not own and not others:
        own = list(columns)
    return sorted(own, key=lambda i: not words[i] & heads)


def remark_foreign(table: Table, money: Sequence[int], inquiry: Inquiry) -> None:
    """Say that amounts are in another currency than the euro, where the file names one and no rate
    of it is given.

    The heading names it, else a column of currencies, else the first amounts themselves.
    """
    kinds = [i for i, name in enumerate(table.names) if fold(name) in _HEADERS or _worded(name)]
    places = [
        i
        for i in _own(table.names, kinds, money)
        if i not in money
        and _books(table, money, each(trimmed(table.columns[i]), pc.utf8_upper)) is None
    ]
    found = {code for i in money[:1] if (code := headed(table.names[i]))}
    for i in places if not found else ():
        cells, _ = coded(table.columns[i].slice(0, _LOOKED_AT))
        found = found or {code for cell in cells.to_pylist() if (code := currency_of(cell.strip()))}
    for i in money[:1] if not found else ():
        found = set(_named_by(coded(table.columns[i].slice(0, _LOOKED_AT))[0]).to_pylist()) - {""}
    if chosen := inquiry.currencies.chosen:
        found = {known_as(chosen)}
    if len(found) != 1:
        return
    code = found.pop()
    inquiry.currencies.chosen = chosen or code
    if code != "EUR" and code not in rates_of(inquiry.answers):
        inquiry.note("foreign_currency", currency=code)


def _worded(heading: str, heads: Collection[str] = ()) -> bool:
    """Whether a heading is of the currency of amounts whose headings have the words `heads`."""
    words = set(fold(unjoined(heading)).split())
    return bool(words & CURRENCY_WORDS) and not words & _OTHERS - {*heads}


def _named(heading: str) -> bool:
    return bool(headed(heading))


def _signs(column: pa.Array) -> pa.Array | None:
    """The currency each amount names, where at least two are named in the column."""
    cells, index = coded(column)
    outlines, place = outlined(cells)
    codes = _named_by(outlines)
    kinds = [code for code in pc.unique(codes).to_pylist() if code]
    crowns = [code for code in kinds if code in CROWNS]
    if "kr" in kinds and len(crowns) == 1:
        codes = pc.if_else(pc.equal(codes, "kr"), crowns[0], codes)
        kinds.remove("kr")
    return by_distinct(codes, place[index]) if len(kinds) > 1 else None


def _named_by(cells: pa.Array) -> pa.Array:
    """The currency that each amount names, "" where none."""
    codes = pa.repeat("", len(cells))
    currency = currency_in(cells)
    for pattern in (after(currency), before(currency)) if currency else ():
        words = pc.struct_field(pc.extract_regex(cells, pattern), "money")
        spellings, at = coded(words)
        named = pa.array([currency_of(word) for word in spellings.to_pylist()], pa.string())
        codes = pc.if_else(pc.is_null(words), codes, named.take(pa.array(at)))
    return codes
