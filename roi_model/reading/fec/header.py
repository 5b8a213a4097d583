"""The column names of a French FEC, in the spellings met in real files."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import filled, matching
from roi_model.reading.text.wording import fold

# Standard name → folded spellings without spaces (article A47 A-1 of the Livre des procédures
# fiscales; the variants are those software houses ship).
_SPELLINGS = {
    "JournalCode": ("journalcode", "codejournal"),
    "JournalLib": ("journallib", "journallibelle", "libellejournal"),
    "EcritureNum": ("ecriturenum", "numecriture", "ecriturenumero"),
    "EcritureDate": ("ecrituredate", "dateecriture"),
    "CompteNum": ("comptenum", "numcompte", "comptenumero"),
    "CompteLib": ("comptelib", "comptelibelle", "libellecompte"),
    "CompAuxNum": ("compauxnum", "compteauxnum", "compauxnumero"),
    "CompAuxLib": ("compauxlib", "compteauxlib"),
    "PieceRef": ("pieceref", "referencepiece"),
    "PieceDate": ("piecedate", "datepiece"),
    "EcritureLib": ("ecriturelib", "ecriturelibelle", "libelleecriture"),
    "Debit": ("debit", "montantdebit"),
    "Credit": ("credit", "montantcredit"),
    "Montant": ("montant",),
    "Sens": ("sens",),
    "EcritureLet": ("ecriturelet", "lettrage"),
    "DateLet": ("datelet", "datelettrage"),
    "ValidDate": ("validdate", "datevalidation"),
    "Montantdevise": ("montantdevise",),
    "Idevise": ("idevise", "devise"),
}
_NAMES = {spelling: name for name, spellings in _SPELLINGS.items() for spelling in spellings}
_LEAST, _NEARLY_ALL = 13, 0.9
_DAY = r"^\s*(?:(?:19|20)\d{6}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2})\s*$"
_AMOUNT = r"^\s*-?\d[\d\s.]*(?:[.,]\d+)?\s*$"
_CELLS = ((3, _DAY), (4, r"^\s*[1-9]\d{2,}[A-Z0-9]*\s*$"), (9, _DAY), (11, _AMOUNT))
_SIDE = 12
# The order the law gives; a spoilt header is still told by its place.
ORDER = tuple(name for name in _SPELLINGS if name not in ("Montant", "Sens"))


def fec_columns(names: Sequence[str]) -> dict[str, int]:
    """Standard FEC name → column number, for the spellings known.

    >>> fec_columns(["JournalCode", "CompteLIB", "Crédit"])
    {'JournalCode': 0, 'CompteLib': 1, 'Credit': 2}
    """
    found: dict[str, int] = {}
    for column, name in enumerate(names):
        standard = _NAMES.get(fold(name).replace(" ", ""))
        if standard and standard not in found:
            found[standard] = column
    return found


def is_fec(names: Sequence[str]) -> bool:
    """Whether a header is a FEC's: most of the names the law gives, the telling ones among them."""
    found = fec_columns(names)
    telling = {"JournalCode", "EcritureNum", "EcritureDate", "CompteNum", "EcritureLib", "PieceRef"}
    return len(found) >= 9 and len(telling & set(found)) >= 4


def has_gap(names: Sequence[str]) -> bool:
    """Whether an unknown name stands between those of the law; software adds its own at the end.

    >>> has_gap(["Debit", "Credit", "Extra"]), has_gap(["Debit", "Extra", "Credit"])
    (False, True)
    """
    found = fec_columns(names)
    return bool(found) and len(found) <= max(found.values())


def is_headless(table: Table) -> bool:
    """Whether a table without names is a FEC by its cells, in the order that the law gives.

    A day of eight figures, an account, a debit and a credit (or an amount and its side) each in
    its place, in nearly all rows.
    """
    if not len(table) or len(table.names) < _LEAST or any(not n.isdecimal() for n in table.names):
        return False
    return all(_mostly(table.columns[place], pattern) for place, pattern in _CELLS) and (
        _mostly(table.columns[_SIDE], _AMOUNT) or has_sides(table)
    )


def has_sides(table: Table) -> bool:
    """Whether the second column of money holds the side of the first."""
    return _mostly(table.columns[_SIDE], r"^\s*(?:[DdCc]|[+-]1)\s*$")


def _mostly(column: pa.Array, pattern: str) -> bool:
    there = filled(column)
    return bool(there.any()) and float(matching(column, pattern)[there].mean()) >= _NEARLY_ALL
