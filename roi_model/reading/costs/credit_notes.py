"""What takes a cost back: a document cancelled, a credit note, a payment that came back."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.costs.columns import LongColumns
from roi_model.reading.costs.roles import header_role, headings_of, is_expense_report
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.movements.holder import Holder
from roi_model.reading.movements.pairs import Moved, days_of, paired
from roi_model.reading.movements.settlements import settled
from roi_model.reading.movements.told import Told, card_payments, remark, spoken, told
from roi_model.reading.tables.running_balance import is_balance
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, matching, only, plain, trimmed, where
from roi_model.reading.text.wording import fold, fold_column, says, worded, words_of
from roi_model.reading.values.amounts import exact_total, values_of

_TYPE = {"type", "nature", "type de piece", "type de document", "type document", "type piece",
         "document type", "transaction type", "type de facture", "invoice type"}  # fmt: skip
_CREDIT_NOTE = (
    r"^ (?:facture d )?(?:avoirs?|note de credit|credit note|credit memo|creditnote|refund"
    r"|vendor credit|supplier credit)(?: fournisseur| client)? $"
)
_DOCUMENT = re.compile(r"\b(?:invoice|bills?\b|factur|fattur|fatur|rechnung|beleg|faktur|piece\b)")
_PARTIES = words_of("supplier") | {"partner", "partenaire", "socio", "raison", "razon",
                                   "ragione", "contact"}  # fmt: skip
_MORE = 2
_MAX_ROWS = 200_000
OUT = ("", "income", "card_payment", "own_transfer")
"""Why a row of a statement is no cost."""
_OWN = OUT.index("own_transfer")
_ACCOUNTS = 12
_FEW = 0.2
_HALF = 0.5
_LOOKED_AT = 2000
Mask = NDArray[np.bool_]


def turned(
    table: Table, columns: LongColumns, units: NDArray[np.int64], inquiry: Inquiry
) -> NDArray[np.int64]:
    """Amounts as costs where a report of expenses writes mostly negative ones, or a list of
    documents does; else as they are.

    What is positive there came back of a cost; what tops its account up is told by its words.
    """
    one_column = columns.debit is None and columns.sense is None and columns.account is None
    header = table.names[columns.money[0]]
    if not one_column or inquiry.answer("sign", header) is not None:
        return units
    if not is_expense_report(table.names):
        sign = _sign_of_documents(table, columns, units)
        if sign:
            code = "credit_notes" if sign > 0 else "negative_spending"
            inquiry.note(code, count=int((units * sign < 0).sum()), column=header)
            inquiry.suppose({"sign": "positive"})
        return -units if sign < 0 else units
    back = units > 0
    if not back.any() or np.sum(units < 0) <= np.sum(back & ~_settling(table, columns, back)):
        return units
    inquiry.note("negative_spending", column=header)
    inquiry.suppose({"sign": "positive"})
    return -units


def _sign_of_documents(table: Table, columns: LongColumns, units: NDArray[np.int64]) -> int:
    """The sign of costs in a list of documents, 1 or -1, where the few of the other sign take some
    back; 0 where nothing tells.

    Their numbers begin as those of the others do, with a letter or two more ("RBILL" beside
    "BILL"), or each is of somebody who was paid as much by the others.
    """
    if not any(_DOCUMENT.search(fold(name)) for name in table.names) or len(units) > _MAX_ROWS:
        return 0
    sign = 1 if int(np.sum(units > 0)) > int(np.sum(units < 0)) else -1
    most, few = units * sign > 0, units * sign < 0
    if not few.any() or few.sum() >= most.sum() or any(map(is_balance, table.names)):
        return 0
    free = [c for c in range(len(table.names)) if c not in {columns.date, *columns.money}]
    if any(_numbered_apart(table.columns[c], most, few) for c in free):
        return sign
    said = [c for c in free if c == columns.label
            or set(fold(table.names[c]).split()) & _PARTIES]  # fmt: skip
    return sign if any(_paid_before(table.columns[c], units * sign) for c in said) else 0


def _numbered_apart(cells: pa.Array, most: Mask, few: Mask) -> bool:
    """Whether a column numbers rows, the `few` by what `most` begin with and a letter or two."""
    begun = [re.match(r"[^\W\d_]+(?=[\W_]*\d)", cell) for cell in trimmed(cells).to_pylist()]
    if not all(one for one, row in zip(begun, most | few, strict=True) if row):
        return False
    heads = np.array(["" if one is None else fold(one.group()) for one in begun])
    usual, other = set(heads[most].tolist()), set(heads[few].tolist())
    return not usual & other and all(
        any(0 < len(one) - len(head) <= _MORE and (one.startswith(head) or one.endswith(head))
            for head in usual)
        for one in other
    )  # fmt: skip


def _paid_before(cells: pa.Array, units: NDArray[np.int64]) -> bool:
    """Whether whoever is named beside negative units is named beside as many positive ones."""
    values, index = coded(trimmed(cells))
    named = np.array([bool(value) for value in values.to_pylist()], bool)[index]
    sums = np.bincount(index, units, len(values))
    back = units < 0
    return bool(named[back].all() and (sums[index[back]] >= 0).all())


def credit_notes(
    table: Table, units: NDArray[np.int64], scale: int, inquiry: Inquiry
) -> NDArray[np.int64] | None:
    """Amounts with those of credit notes deducted; None where it is asked.

    Asked is where a column of types names credit notes and none of them is negative.
    """
    for column, header in enumerate(table.names):
        if fold(header) not in _TYPE:
            continue
        credit = matching(fold_column(table.columns[column]), _CREDIT_NOTE)
        if not credit.any() or (units[credit] < 0).any() or (units <= 0).all():
            continue
        deducted = np.where(credit, -units, units)
        options = {"yes": {"all": exact_total(deducted, scale)},
                   "no": {"all": exact_total(units, scale)}}  # fmt: skip
        answer = inquiry.ask("credit_notes", header, options, count=int(credit.sum()))
        return None if answer is None else deducted if answer == "yes" else units
    return units


def paid_off(table: Table, columns: LongColumns, units: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Rows that by their words pay a card off or top its account up: no refund of a charge where
    their sign is the other one."""
    one_column = columns.amount is not None and columns.sense is None and columns.account is None
    if not one_column or not (units > 0).any() or not (units < 0).any():
        return np.zeros(len(units), bool)
    few = units < 0 if np.sum(units < 0) <= np.sum(units > 0) else units > 0
    # Of many rows of one sign and few of the other, only these can be what pays for those.
    return _settling(table, columns, few if few.mean() < _FEW else np.ones(len(units), bool))


def _settling(table: Table, columns: LongColumns, among: Mask) -> Mask:
    """Rows `among` those whose words say that they settle a card or top its account up, and give
    nothing back."""
    cells = [table.cells(column, among) for column in beside(table, columns)]
    words = [column for column in cells if worded(column).any()]
    settles = card_payments(words, int(among.sum()))
    if settles.any():
        these = [only(column, settles) for column in words]
        settles[settles] = ~spoken(these, "refund", int(settles.sum()))
    found = np.zeros(len(among), bool)
    found[among] = settles
    return found | (among & _of_no_card(table))


def _of_no_card(table: Table) -> Mask:
    """Rows without a card's number and its holder, where a column of each is filled in all others:
    on a list of cards they pay these off."""
    there = [filled(column) for name, column in zip(table.names, table.columns, strict=True)
             if fold(name) in headings_of("card_named")]  # fmt: skip
    if len(there) < 2 or not all((one == there[0]).all() for one in there[1:]):
        return np.zeros(len(table), bool)
    return ~there[0] if there[0].mean() > _HALF else np.zeros(len(table), bool)


def negative_costs(table: Table, columns: LongColumns, units: NDArray[np.int64]) -> bool:
    """Whether one column of signed amounts adds up to less than nothing on accounts of costs."""
    if columns.debit is not None or columns.sense is not None or columns.account is None:
        return False
    spent = where(trimmed(table.columns[columns.account]), lambda n: pc.starts_with(n, "6"))
    return int(units[spent].sum()) < 0


def returned_rows(labels: pa.Array, units: NDArray[np.int64]) -> Mask:
    """Rows of money that came back or went back, beside a row of the same amount that it undoes.

    `units` are costs, positive where money went out. What is undone shares a word with the row and
    is undone once.

    >>> labels = pa.array(["PRLV GOOGLE ADS", "REJET PRLV GOOGLE ADS", "VIR CLIENT"])
    >>> returned_rows(labels, np.array([800, -800, -800])).tolist()
    [False, True, False]
    """
    found = np.zeros(len(units), bool)
    if not 2 <= len(units) <= _MAX_ROWS:
        return found
    back = matching(labels, r"(?i)" + "|".join(sorted(map(_root, words_of("returned")))))
    if not back.any():
        return found
    values, index = coded(labels)
    said = {i: _words(values[int(i)].as_py()) for i in np.unique(index[back])}
    back &= np.array([i in said and bool(said[i][0]) for i in range(len(values))], bool)[index]
    rows = np.flatnonzero(back)
    sizes = np.unique(np.abs(units[rows]))
    others: dict[int, list[int]] = defaultdict(list)
    for row in np.flatnonzero(np.isin(np.abs(units), sizes) & ~back):
        others[int(units[row])].append(int(row))
    for row in rows:
        spoken = said[index[row]][1]
        for other in others[-int(units[row])]:
            if spoken & _words(values[int(index[other])].as_py())[1]:
                found[row] = True
                others[-int(units[row])].remove(other)
                break
    return found


@dataclass(frozen=True)
class Received:
    """Of each row of a statement why it is no cost (an index of OUT), the line of the cost that it
    takes back (0: none), whether it undoes another row altogether, and what there is to say.
    """

    out: NDArray[np.int8]
    undoes: NDArray[np.int64]
    found: Told
    undone: Mask

    def remark(self, units: NDArray[np.int64], scale: int, inquiry: Inquiry) -> None:
        """Say what came back, what was given back, and what only moved."""
        if self.undone.any():
            costs = int((self.undone & (units < 0)).sum())
            inquiry.note("came_back", count=int(self.undone.sum()), costs=costs)
        remark(self.found, units, scale, inquiry)


def received(
    table: Table, columns: LongColumns, units: NDArray[np.int64], mine: Mask | None = None,
    paid: Mask | None = None,
) -> Received:  # fmt: skip
    """Which rows are no costs: money received, what is given back of it, own transfers.

    What comes back of a cost stays, and is deducted from it. `units` are positive where money went
    out; the user says of rows that they are own transfers (`mine`) or payments (`paid`).
    """
    income: NDArray[np.bool_] = units < 0
    undone = np.zeros(len(units), bool)
    if columns.label is not None:
        undone = returned_rows(table.columns[columns.label], units)
    words = [table.columns[c] for c in beside(table, columns, movements=True)]
    named = None if columns.label is None else table.columns[columns.label]
    about = _about(table, columns)
    own = _holder(table).is_other(about, words, words) if words else mine
    own = own if mine is None or own is None else own | mine
    found = told(words, about, np.where(undone, 0, units), None, own, named, paid=paid)
    out = np.where(found.own, _OWN, (income ^ undone) & ~found.refunds)
    undoes = np.zeros(len(units), np.int64)
    undoes[found.refunds] = table.lines[found.undone[found.refunds]]
    return Received(out.astype(np.int8), undoes, found, undone)


def _holder(table: Table) -> Holder:
    """Whose account a statement is, by the lines above it and by a column that says so alone."""
    named = [coded(column)[0] for name, column in zip(table.names, table.columns, strict=True)
             if fold(name) in words_of("holder")]  # fmt: skip
    names = [values[0].as_py() for values in named if len(values) == 1]
    return Holder.named_above(table.above) | Holder.of(names, [])


def with_fees(
    seen: Received, table: Table, columns: LongColumns, units: NDArray[np.int64], scale: int,
    inquiry: Inquiry,
) -> tuple[Received, NDArray[np.int64]]:  # fmt: skip
    """What there is to say of a statement, said; and its costs: of money moved between accounts of
    one's own, what a column of fees says it took is a cost all the same."""
    fees = _own_fees(seen, table, columns, scale)
    if (column := columns.fees) is not None and fees.any():
        charged = fees > 0
        moved = exact_total(np.abs(units[charged]) - fees[charged], scale)
        inquiry.note("own_transfer_fees", column=table.names[column], count=int(charged.sum()),
                     total=exact_total(fees, scale), moved=moved)  # fmt: skip
        found = replace(seen.found, own=seen.found.own & ~charged)
        seen = replace(seen, out=np.where(charged, 0, seen.out).astype(np.int8), found=found)
        units = np.where(charged, fees, units)
    seen.remark(units, scale, inquiry)
    return seen, units


def _own_fees(seen: Received, table: Table, columns: LongColumns, scale: int) -> NDArray[np.int64]:
    """What a column of fees says was taken of money that only moved; 0 in every other row."""
    if columns.fees is None or not seen.found.own.any():
        return np.zeros(len(table), np.int64)
    fees = np.rint(np.abs(values_of(table.columns[columns.fees])) * 10**scale).astype(np.int64)
    return np.where(seen.found.own, fees, 0)


def statement_total(
    table: Table, columns: LongColumns, units: NDArray[np.int64], scale: int,
    seen: Received | None = None,
) -> float:  # fmt: skip
    """What a statement's costs add up to; `units` are positive where money went out."""
    seen = seen or received(table, columns, units)
    fees = _own_fees(seen, table, columns, scale)
    return exact_total(np.where(seen.out == 0, units, fees), scale)


def arrived(
    month: NDArray[np.int64], day: NDArray[np.int64], units: NDArray[np.int64],
    out: NDArray[np.int8],
) -> tuple[tuple[int, int], ...]:  # fmt: skip
    """Days and units of the money that came in and is no refund.

    >>> arrived(np.array([24300, 24300]), np.array([1, 2]), np.array([5, -7]), np.array([0, 1]))
    ((20090, 7),)
    """
    rows = (units < 0) & (out > 0)
    days = days_of(month[rows], day[rows])
    return tuple(zip(days.tolist(), (-units[rows]).tolist(), strict=True))


def between_accounts(
    table: Table, label: int | None, days: NDArray[np.int64], units: NDArray[np.int64],
    out: NDArray[np.int8], scale: int, inquiry: Inquiry,
) -> NDArray[np.int8]:  # fmt: skip
    """Why each row is no cost, own transfers among them that the accounts of the rows tell: what
    left one and came to another, and what pays for all that a card bought."""
    own = next((c for c, name in enumerate(table.names) if fold(name) in headings_of("own_account")
                and 1 < len(coded(table.columns[c])[0]) <= _ACCOUNTS), None)  # fmt: skip
    if own is None or len(table) > _MAX_ROWS or not filled(table.columns[own]).all():
        return out
    values, index = coded(trimmed(table.columns[own]))
    accounts = values.take(pa.array(index)).to_pylist()
    moved = [Moved(*one) for one in zip(accounts, days.tolist(), units.tolist(), strict=True)]
    left = np.flatnonzero((out == 0) & (units > 0)).tolist()
    came = np.flatnonzero((out == OUT.index("income")) & (units < 0)).tolist()
    back = [replace(moved[row], units=-moved[row].units) for row in came]
    pairs = {left[gone]: came[to] for gone, to in paired([moved[r] for r in left], back).items()}
    out = out.copy()
    out[[*pairs, *pairs.values()]] = _OWN
    kept = np.flatnonzero(out == 0).tolist()
    said = pa.repeat("", len(table)) if label is None else plain(table.columns[label])
    words = said.take(pa.array(kept, pa.int64())).to_pylist()
    paid = [kept[place] for place in sorted(settled([moved[row] for row in kept], words))]
    out[paid] = _OWN
    for code, rows in (("own_transfers_paired", [*pairs]), ("card_settled", paid)):
        if rows:
            inquiry.note(code, count=len(rows), total=exact_total(units[rows], scale))
    return out


def beside(table: Table, columns: LongColumns, *, movements: bool = False) -> list[int]:
    """Places of columns of neither day nor money; for `movements` those of words, none that names
    the account."""
    taken = {columns.date, *columns.money}
    left = [c for c in range(len(table.names)) if c not in taken]
    if movements:
        some = table.first(_LOOKED_AT)
        left = [c for c in left if not says(table.names[c], "identifier", "attachment")
                or _written(table, c)]  # fmt: skip
        left = [c for c in left if worded(some[c]).any() or worded(table.columns[c]).any()]
    return left


def _written(table: Table, column: int) -> bool:
    """Whether a reference is what somebody wrote ("Rent May"), in most cells, and no number."""
    if not set(fold(table.names[column]).split()) & words_of("reference"):
        return False
    cells = trimmed(table.columns[column].slice(0, _LOOKED_AT))
    said = matching(cells, r"^[^\d]*\d{0,4}$")[filled(cells)]
    return len(said) > 0 and float(said.mean()) > _HALF


def _about(table: Table, columns: LongColumns) -> list[pa.Array]:
    """The columns that may say whom a movement is about: labels, payees, those of no known role."""
    taken = {columns.date, *columns.money}
    roles = {c: header_role(name) for c, name in enumerate(table.names) if c not in taken}
    free = [
        c for c, role in roles.items() if role is None or role[0] == "label" or c == columns.label
    ]
    return [table.columns[c] for c in free]


def _root(word: str) -> str:
    """The word as it may stand with accents: each vowel any sign."""
    return r"\b" + re.sub(r"[aeiouc]", r".", word) if len(word) > 4 else rf"\b{word}\b"


def _words(label: str) -> tuple[set[str], set[str]]:
    """The words by which a label says that money came back, and those of whom it is about."""
    words = set(fold(label).split())
    back = words & words_of("returned")
    about = {word for word in words - back - words_of("banking")
             if len(word) > 1 and not any(map(str.isdigit, word))}  # fmt: skip
    return back, about
