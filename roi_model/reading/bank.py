"""Bank statements and expense reports → dated costs: what left the account, by its label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from roi_model.reading.costs.any_shape import read_any_shape
from roi_model.reading.costs.costs import read_costs
from roi_model.reading.costs.entries import Lines
from roi_model.reading.costs.ledgers import is_ledger
from roi_model.reading.costs.platforms.held import without_held
from roi_model.reading.costs.roles import cost_roles, headings_of, is_expense_report
from roi_model.reading.costs.sides import are_movements, holds_sides, tells_sides
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.movements.told import begins_as_bank, card_payments, settles, spoken, told
from roi_model.reading.tables.cancelled import ask_states, without_cancelled
from roi_model.reading.tables.currencies import but_currencies
from roi_model.reading.tables.running_balance import BALANCES, without_balance
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, each, filled, matching, trimmed
from roi_model.reading.text.wording import fold, says, without_unit, worded, words_of
from roi_model.reading.values.amounts import Cells, amounts_of, exact_total, take_apart, values_of
from roi_model.reading.values.money_words import headed

_HALF = 0.5
_CHAINED = 200_000
"""Rows among which a balance is followed at most."""
_WITHOUT_VAT = ("vat_taken_off", "without_vat")
_LOOKED_AT = 200
# So few negative amounts may be those of a card, where purchases are positive.
_FEW = 0.25
# What a bank puts before the name of who was paid; and dates, card numbers, references.
_BEFORE = (
    r"(?i)^(?:(?:paiement|achat|par|carte|cb|prlv|prelevement|prélèvement|sepa|vir|virement|inst|"
    r"instantane|instantané|faveur|emis|émis|tiers|web|europeen|européen|facture|de|du|le|card|"
    r"payment|to|direct|debit|transfer|pos|core|mandat|purchase)\b[\s.:*/-]*|\S*\d\S*\s+)+"
)
_BANKS_NUMBER = r"^(?:\d\d-\d\d-\d\d \d{8}|[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)$"
_REFERENCE = r"\s*\b\S*\d\S*"


def is_bank(names: Sequence[str]) -> bool:
    """Whether a header is a bank statement's or an expense report's.

    >>> is_bank(["Date", "Libellé", "Débit", "Crédit", "Solde"]), is_bank(["Date", "Coût"])
    (True, False)
    """
    roles = cost_roles(names)
    pair = {"debit", "credit"} <= set(roles)
    if not (pair or _amounts(names)) or "label" not in roles:
        return False
    if "account" in roles:  # a ledger has a running balance too, and nothing else of a bank
        valued = not pair and len(roles.get("date", ())) > 1 and _has(names, "value_date")
        own = valued or _has(names, "statement", "statement_or_card", "statement_of_card")
        return own or (not pair and is_expense_report(names, 3))
    return _is_statement(names) or is_expense_report(names)


def is_bank_table(table: Table) -> bool:
    """Whether a table is a statement or an expense report, and no ledger.

    A report of expenses may name the account of each.
    """
    if not is_bank(but_currencies(table)):
        told = (_of_banks_accounts, _of_kinds_of_accounts, _speaks_as_bank)
        return any(tells(table) for tells in told)
    if _is_card(table.names):
        return True
    pair = {"debit", "credit"} <= set(cost_roles(table.names))
    return not is_ledger(table) or (not pair and is_expense_report(table.names, 3))


def _of_banks_accounts(table: Table) -> bool:
    """Whether each line has an amount of an account whose number is a bank's: a sort code before
    it, or an IBAN."""
    roles = cost_roles(table.names)
    if not {"amount", "account", "label"} <= set(roles) or {"debit", "credit"} & set(roles):
        return False
    numbers = trimmed(table.columns[roles["account"][0]])
    return len(table) > 0 and bool(matching(numbers, _BANKS_NUMBER).all())


def _of_kinds_of_accounts(table: Table) -> bool:
    """Whether each line names the kind of account it moved, as banks call them ("Chequing",
    "Visa"), and most lines are below zero: the download of several accounts at once."""
    moves = _amounts(table.names)
    if not moves or "date" not in cost_roles(table.names) or not len(table):
        return False
    kinds = table.under(lambda name: bool({*fold(name).split()} & words_of("account_heading")))
    known = words_of("kind_of_account")
    told = any({fold(one or "") for one in coded(column)[0].to_pylist()} <= known
               for _, column in kinds)  # fmt: skip
    return told and bool((values_of(table.columns[moves[0]]) < 0).mean() > _HALF)


def _speaks_as_bank(table: Table) -> bool:
    """Whether lines of one side each, a debit or a credit, or most of them below zero, begin as a
    bank's do ("VIREMENT EMIS")."""
    roles = cost_roles(table.names)
    pair = {"debit", "credit"} <= set(roles)
    moves = _amounts(table.names)
    if not {"date", "label"} <= set(roles) or not (pair or moves):
        return False
    if "account" in roles or is_expense_report(table.names):
        return False
    first = table.first(_LOOKED_AT)
    if pair:
        debit, credit = (matching(first[roles[side][0]], r"[1-9]") for side in ("debit", "credit"))
    else:
        moved = values_of(first[moves[0]])
        debit, credit = moved < 0, moved > 0
        if not debit.sum() > credit.sum() > 0:
            return False
    begins = begins_as_bank(first[roles["label"][0]])
    one = debit != credit
    return bool(one.any() and not (debit & credit).any() and begins[one].mean() > _HALF)


def _is_statement(names: Sequence[str]) -> bool:
    return (
        _is_account(names)
        or _is_card(names)
        or _has(names, "statement_or_card", "statement_or_any")
    )


def _is_account(names: Sequence[str]) -> bool:
    """Whether headings are of an account's own, where what is positive came in."""
    return _has(names, "statement", "statement_or_ledger")


def _is_card(names: Sequence[str]) -> bool:
    """Whether headings are of a card's own, where most of what is positive was bought."""
    return _has(names, "statement_of_card") and not _is_account(names)


def _amounts(names: Sequence[str]) -> list[int]:
    """The columns that may be amounts of both signs."""
    roles = cost_roles(names)
    found = [c for role in ("amount", "amount_net", "amount_gross") for c in roles.get(role, [])]
    found = found or [c for c, name in enumerate(names) if _has([name], "statement_amount")]
    return found or [c for c, name in enumerate(names) if headed(name)]


def _has(names: Sequence[str], *topics: str) -> bool:
    folded = {word for name in map(fold, names) for word in (name, without_unit(name))}
    return any(not folded.isdisjoint(headings_of(topic)) for topic in topics)


def read_bank(source: Source, inquiry: Inquiry) -> Lines | None:
    """Dated costs of a statement (its outflows) or of an expense report; None where it must ask.

    Money received is left out and listed; so is what was declined or is pending. Raises
    RefusedError where there is no date column, no amount column or no usable row.
    """
    return read_any_shape(source, inquiry, _movements)


def _movements(table: Table, has_header: bool, inquiry: Inquiry) -> Lines | None:
    # A day of settlement stands in exports of cards and in those of programs of expenses.
    report = is_expense_report(table.names, 3) and not _is_account(table.names)
    statement = not report and (_is_statement(table.names) or not is_expense_report(table.names))
    table = _without_unbooked(table, inquiry) if statement else table
    table = without_cancelled(table, inquiry, pending=True, booked=statement)
    known = ask_states(table, inquiry) if statement else table
    if known is None:
        return None
    table = without_held(known, inquiry) if statement else known
    if not len(table):
        raise RefusedError("no_usable_row", count=table.rows_read)
    signs = _signs(table, inquiry) if statement else {}
    if signs is None:
        return None
    inquiry.note("bank_statement" if statement else "expense_report")
    moved = {"sold": "no"} if signs.get("sign") == "negative" or "credits" in signs else {}
    inquiry.suppose({**signs, **moved, **_who(table)})  # "Umsatz" is what moved on an account
    lines = read_costs(table, has_header, inquiry, accounts=False)
    if statement and not any(note.code in _WITHOUT_VAT for note in inquiry.notes):
        inquiry.note("as_paid")
    income = sum(n for reason, n in table.rejections.reasons if reason == "income")
    if income:
        inquiry.note("bank_income", count=income)
    if lines is None:
        return None
    movement = fold(inquiry.columns.get("category", "")) in headings_of("movement")
    if statement and movement and "label" in inquiry.columns:
        lines = replace(lines, category=None)
        del inquiry.columns["category"]
    return replace(lines, key=payees(lines.label))


def _without_unbooked(table: Table, inquiry: Inquiry) -> Table:
    """The table without lines at its edge that lack the balance that all others have and lead to
    one another: the bank has not booked them."""
    if len(table) > _CHAINED:
        return table
    order = np.argsort(table.lines, kind="stable")
    out = np.zeros(len(table), bool)
    out[order] = without_balance([column.take(pa.array(order)) for column in table.columns])
    if out.any():
        inquiry.note("without_balance", count=int(out.sum()))
    return table.keep(~out, "not_executed")


def _who(table: Table) -> dict[str, object]:
    """The column that names who was paid, where one does: it says more than a description."""
    named = table.under(lambda name: fold(name) in headings_of("payee"))
    return next(({"label_column": header} for header, column in named
                 if filled(column).mean() >= _HALF), {})  # fmt: skip


def _signs(table: Table, inquiry: Inquiry) -> dict[str, object] | None:
    """On a statement what is negative, or a debit, left the account; None where no sign tells."""
    roles = cost_roles(table.names)
    if {"debit", "credit"} <= set(roles):
        return {"credits": "income"}
    if any(tells_sides(table.columns[column]) for column in roles.get("sense", [])):
        return {"credits": "income"}
    # "Cost", "Income": whatever the signs; "Debit", "Credit" on an account of a bank.
    own = _is_account(table.names) or _of_banks_accounts(table)
    if any(holds_sides(c) and (own or are_movements(c)) for c in _words(table, -1)):
        return {"credits": "income"}
    for column in _amounts(table.names)[:1]:
        cells = take_apart(table.columns[column])
        if cells.sided:  # "12.50 CR"
            return {"credits": "income"}
        below = float(np.mean(cells.negative[cells.index])) if len(table) else 0.0
        if below > _HALF:
            return {"sign": "negative"}
        if _is_card(table.names):  # what is negative among purchases is a credit note
            return {}
        card = _card(table, column, cells) if below > 0 else "no"
        if card == "yes" and inquiry.answer("sign", table.names[column]) is None:
            inquiry.note("card_statement", column=table.names[column])
            return {"sign": "positive"}
        account = card == "no" and _is_account(table.names)
        if below > 0 and account and (below > _FEW or _has_balance(table)):
            return {"sign": "negative"}
        if inquiry.answer("sign", table.names[column]) is None:
            # Mostly or wholly positive: spending written so, or a list of money received.
            inquiry.ask("sign", table.names[column], _either_sign(table, column))
            return None
    return {}


def _card(table: Table, column: int, cells: Cells) -> str:
    """Whether a statement is a card's, on which purchases are positive: "yes", "no" or "perhaps".

    There all that is negative pays the card off or gives back; what is positive says "purchase".
    """
    negative = np.asarray(cells.negative[cells.index], bool)
    words = _words(table, column)
    settling = settles(words, len(table))
    if not settling[negative].all() or settling[~negative].mean() > _FEW:
        return "no"
    bought = spoken(words, "purchase", len(table))[~negative].mean() >= _HALF
    return "yes" if bought and card_payments(words, len(table))[negative].any() else "perhaps"


def _words(table: Table, amount: int) -> list[pa.Array]:
    """The columns that may say what a movement is."""
    return [c for i, c in enumerate(table.columns)
            if i != amount and not says(table.names[i], "identifier", "attachment")]  # fmt: skip


def _has_balance(table: Table) -> bool:
    return any(BALANCES & set(fold(name).split()) for name in table.names)


def _either_sign(table: Table, column: int) -> dict[str, dict[str, object]]:
    amounts = amounts_of(table.columns[column])
    if amounts is None:
        return {"positive": {}, "negative": {}}
    found = told(_words(table, column), _words(table, column), -amounts.units)
    spent = -amounts.units[((amounts.units < 0) & ~found.own) | found.refunds]
    return {"positive": {"all": exact_total(amounts.units, amounts.scale)},
            "negative": {"all": exact_total(spent, amounts.scale)}}  # fmt: skip


def payees(labels: pa.Array) -> pa.Array:
    """Who was paid: a label without the bank's words before it, and without figures.

    >>> payees(pa.array(["CARTE 12/03 BOULANGERIE PAUL 75011", "PRLV SEPA 8841"])).to_pylist()
    ['BOULANGERIE PAUL', 'PRLV SEPA 8841']
    """
    return each(labels, _payees)


def _payees(labels: pa.Array) -> pa.Array:
    name = pc.replace_substring_regex(labels, _BEFORE, "")
    name = pc.replace_substring_regex(name, _REFERENCE, "")
    name = pc.utf8_trim_whitespace(pc.replace_substring_regex(name, r"\s+", " "))
    spoken = pa.array(worded(name))
    return pc.if_else(spoken, name, labels)
