"""Journals in which every entry names its account by a path: Expenses:Software, Actif:Banque."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, trimmed
from roi_model.reading.text.wording import fold

# What the first part of a path is called, folded, in the languages of the programs that write it.
_EXPENSES = {
    "expenses", "expense", "depenses", "charges", "aufwendungen", "aufwand", "ausgaben", "kosten",
    "gastos", "spese", "uscite", "costi", "despesas", "uitgaven", "lasten",
}  # fmt: skip
_OTHERS = {
    "assets", "asset", "liabilities", "liability", "equity", "income", "revenue", "revenues",
    "actif", "actifs", "passif", "passifs", "capitaux propres", "fonds propres", "revenus",
    "recettes", "produits", "aktiva", "vermogenswerte", "fremdkapital", "verbindlichkeiten",
    "passiva", "eigenkapital", "anfangsbestand", "ertrage", "ertrag", "einnahmen", "activo",
    "activos", "pasivo", "pasivos", "patrimonio", "ingresos", "attivita", "passivita", "capitale",
    "entrate", "ricavi", "ativo", "ativos", "passivo", "passivos", "receitas", "rendimentos",
    "activa", "bezittingen", "vermogen", "schulden", "eigen vermogen", "inkomsten", "opbrengsten",
}  # fmt: skip
_MOSTLY = 0.9
_HEAD = 500
_PART = re.compile(r"\s*[:/]\s*")
_VOID = {"void reason", "raison de l annulation", "stornierungsgrund", "motivo anulacion"}


def expense_entries(table: Table, inquiry: Inquiry) -> Table:
    """The table's entries on accounts of expenses, where a column tells accounts by their paths.

    Entries of one transaction that name its day only on their first line get it on each. In a list
    of one account's movements the other account of each tells: what it spent is negative there.
    """
    # The first rows tell: no column of a million labels is gone through.
    likely = [i for i, column in enumerate(table.first(_HEAD)) if _kinds(column)]
    kinds = {i: kind for i in likely if (kind := _kinds(table.columns[i])) is not None}
    told = [i for i, (expense, _) in kinds.items() if expense.any()]
    if not told or not any((~kinds[i][0] & kinds[i][1]).any() for i in kinds):
        return table
    own = min(kinds)
    column = own if own in told else told[0]
    table = _filled_down(table)
    voided = np.zeros(len(table), bool)
    for i, name in enumerate(table.names):
        if fold(name) in _VOID:
            voided |= filled(table.columns[i])
    expense = kinds[column][0]
    spent = expense & ~voided
    if (~expense).any():
        inquiry.note("other_classes", column=table.names[column], count=int((~expense).sum()))
    if column != own:
        inquiry.suppose({"sign": "negative"})
    inquiry.suppose({"category_column": table.names[column]})
    codes = np.where(spent, 0, np.where(expense, 2, 1)).astype(np.int8)
    return table.leave_out(codes, ("", "no_expense", "not_executed"))


def _kinds(column: pa.Array) -> tuple[NDArray[np.bool_], NDArray[np.bool_]] | None:
    """Rows on an account of expenses, and rows on any account; None where a column has no paths."""
    values, index = coded(trimmed(column))
    cells = values.to_pylist()
    parted = [bool(_PART.search(cell)) for cell in cells]
    if not any(parted):
        return None
    first = [fold(_PART.split(cell)[0]) for cell in cells]
    expense = np.array([root in _EXPENSES for root in first], bool)
    known = expense | np.array([root in _OTHERS for root in first], bool)
    there = np.array([bool(cell) and any(c.isalnum() for c in cell) for cell in cells], bool)
    if known[there].mean() < _MOSTLY:
        return None
    return expense[index], known[index]


def _filled_down(table: Table) -> Table:
    """The table with the day and the words of a transaction on each of its lines."""
    roles = cost_roles(table.names)
    dates = roles.get("date", [])[:1]
    there = filled(table.columns[dates[0]]) if dates else np.zeros(0, bool)
    if not there.any() or there.all() or not there[0]:
        return table
    above = pa.array(np.maximum.accumulate(np.where(there, np.arange(len(there)), 0)))
    words = [i for i in roles.get("label", []) if not filled(table.columns[i])[~there].any()]
    void = [i for i, name in enumerate(table.names) if fold(name) in _VOID]
    down = {*dates, *words, *void}
    columns = tuple(column.take(above) if i in down else column
                    for i, column in enumerate(table.columns))  # fmt: skip
    return replace(table, columns=columns)
