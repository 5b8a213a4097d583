"""The ledgers that are tables, a row each: is it one, and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from roi_model.reading.costs.entries import Lines
from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.ledgers.both_sides import (
    both_sides_headings,
    is_both_sides,
    read_both_sides,
)
from roi_model.reading.ledgers.columns import is_grouped, ledger_headings
from roi_model.reading.ledgers.datev import datev_headings, is_datev, read_datev
from roi_model.reading.ledgers.grouped import read_grouped
from roi_model.reading.ledgers.income_statement import is_income_statement, read_income_statement
from roi_model.reading.ledgers.journals import is_journal, journal_headings, read_journal
from roi_model.reading.ledgers.month_balances import is_month_balances, read_month_balances
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, trimmed
from roi_model.reading.text.wording import fold

# In French and English the number of the first account tells what is a cost.
_ACCOUNT = {"konto", "kto", "kontonr", "kontonummer", "sachkonto", "conto", "cuenta", "rekening"}
_CONTRA = {"gkonto", "gkto", "gegenkonto", "gegenkto", "gegenkontonr", "gegenkontonummer",
           "contrapartida", "contropartita", "tegenrekening"}  # fmt: skip
_NUMBER = r"^\d{3,8}$"


@dataclass(frozen=True)
class Layout:
    """One layout: how it is called, whether a table has it, how it is read."""

    called: str
    identify: Callable[[Table], bool]
    read: Callable[[Source, Inquiry], Lines | None]


def is_contra(table: Table) -> bool:
    """Whether each line books one amount between an account and another, and no column of sides
    says which of the two is debited.
    """
    cells = [fold(name) for name in table.names]
    pair = [next((i for i, cell in enumerate(cells) if cell in known), None)
            for known in (_ACCOUNT, _CONTRA)]  # fmt: skip
    roles = cost_roles(table.names)
    if None in pair or not len(table) or roles.keys() & {"debit", "credit", "sense"}:
        return False
    return all(_numbers(table.columns[i]) for i in pair if i is not None)


def _numbers(column: pa.Array) -> bool:
    """Whether a column holds several numbers of accounts and nothing else."""
    values, _ = coded(trimmed(column))
    return len(values) > 1 and bool(pc.all(pc.match_substring_regex(values, _NUMBER)).as_py())


def _refuse_contra(source: Source, inquiry: Inquiry) -> Lines | None:
    raise RefusedError("contra_account", columns=source.table.headed)


LAYOUTS = (
    Layout("DATEV", is_datev, read_datev),
    Layout("hledger, ledger, beancount", is_journal, read_journal),
    Layout("profit and loss by month", is_income_statement, read_income_statement),
    Layout("sums and balances by month", is_month_balances, read_month_balances),
    Layout("account debited and account credited", is_both_sides, read_both_sides),
    Layout("general ledger", is_grouped, read_grouped),
    Layout("account and contra account", is_contra, _refuse_contra),
)


def is_ledger_table(table: Table) -> bool:
    """Whether a table is a ledger of a layout that is known."""
    return any(layout.identify(table) for layout in LAYOUTS)


def read_ledger_table(source: Source, inquiry: Inquiry) -> Lines | None:
    """The costs of a ledger, by its layout. Raises RefusedError where it has none that is known."""
    found = next((layout for layout in LAYOUTS if layout.identify(source.table)), None)
    if found is None:
        raise RefusedError("ledger_layout", columns=source.table.headed)
    return found.read(source, inquiry)


def ledger_table_headings(row: Sequence[str]) -> int:
    """How many cells of a row head columns of such a ledger.

    >>> ledger_table_headings(["txnidx", "date", "account", "amount"])
    4
    """
    cells = list(row)
    counts = (datev_headings, journal_headings, both_sides_headings, ledger_headings)
    return max(count(cells) for count in counts)
