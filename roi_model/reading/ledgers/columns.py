"""Which column of a general ledger is what, and what the names of its accounts hold."""

from __future__ import annotations

import re
from collections.abc import Set

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.costs.sides import holds_sides, holds_types, sides, spent
from roi_model.reading.ledgers.headings import dated_rows, find_groups, in_order
from roi_model.reading.sorting.plans import COST, NEITHER, REVENUE
from roi_model.reading.tables.summed_rows import figures_of
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, trimmed
from roi_model.reading.text.wording import fold, without_unit

_DEBIT = {"debit", "debit amt", "debit amount", "debits", "dr", "mouvement debit", "mvt debit",
          "mouvements debit", "montant debit", "debit mouvement", "debit eur", "debit euros",
          "debit amount two column approach", "debe", "importe debe", "dare",
          "importo dare", "debet", "bedrag debet", "debito", "soll", "wn", "kwota wn", "obroty wn",
          "debit in business currency"}  # fmt: skip
_CREDIT = {"credit", "credit amt", "credit amount", "credits", "cr", "mouvement credit",
           "mvt credit", "mouvements credit", "montant credit", "credit mouvement", "credit eur",
           "credit euros", "credit amount two column approach", "haber", "importe haber",
           "avere", "importo avere", "bedrag credit", "kredit", "credito", "ma", "kwota ma",
           "obroty ma",
           "haben", "credit in business currency"}  # fmt: skip
_AMOUNT = {"amount", "net amount", "montant", "net", "amount one column", "bedrag",
           "amount in local cur", "amount in local currency", "amount in lc", "amt in loc cur",
           "betrag in hauswahrung", "betrag in hausw", "betr in hw", "belob", "belop",
           "belopp"}  # fmt: skip
_ANY_AMOUNT = {"betrag", "buchungsbetrag", "importe", "importo", "valor", "kwota", "umsatz",
               "saldo", "signed amount", "montant signe"}  # fmt: skip
"""Headings that lists of costs and statements have as well: of a ledger where it balances."""
_NAMES = ("account", "account name", "account description", "distribution account", "nominal name",
          "nominal account name", "ledger account", "full name", "nombre de la cuenta",
          "nombre cuenta", "descripcion cuenta", "descripcion de la cuenta", "descrizione conto",
          "libelle de compte", "libelle du compte", "libelle compte", "intitule du compte",
          "intitule de compte", "intitule compte", "nom du compte", "nome conto",
          "rekeningnaam", "naam rekening", "rekeningomschrijving",
          "omschrijving rekening", "grootboekomschrijving", "g l account name",
          "gl account name", "nome da conta", "descricao conta", "kontonavn",
          "kontonamn", "kontobezeichnung", "kontoname", "titulo", "titulo cuenta", "nazwa konta",
          "benamning")  # fmt: skip
NOMINAL = {"nominal code", "n c", "nominal account", "nominal", "nominal a c", "nominal ac",
           "nominal ref", "nominal a c ref", "nominal ac ref", "nominal account ref",
           "nominal account reference", "nominal account number"}  # fmt: skip
"""Headings of the account's number in Sage's exports."""
TYPES = {"type", "tp", "tran type", "trans type", "transaction type", "tt", "type code"}
_CODES = ("nominal a c ref", "nominal ac ref", "nominal account ref", "nominal account reference",
          "nominal account number", "nominal ref", "nominal a c", "nominal ac",
          "account code", "account id", "nominal code", "nominal account", "n c", "nominal",
          "account number", "account no", "cuenta", "cuenta contable", "subcuenta",
          "codigo cuenta", "conto", "codice conto", "sottoconto", "grootboekrekening",
          "grootboeknummer", "rekening", "rekeningnummer", "g l account no", "g l account",
          "gl account", "gl account no", "gl account number", "codigo conta", "conta",
          "nr konta", "konto",
          "kontonr", "kontonummer", "numero de compte", "n de compte", "n compte", "no compte",
          "numero compte", "num compte", "code compte", "compte general", "compte")  # fmt: skip
KINDS = ("account group", "account class", "account classification", "account type",
         "distribution account type", "gl account type", "type de compte")  # fmt: skip
DUTCH = {"dagboek", "grootboekrekening", "grootboeknummer", "rekeningnaam", "boekstuknr",
         "boekstuknummer", "rekeningomschrijving", "grootboekomschrijving"}  # fmt: skip
_TELLING = {"transaction type", "source", "split", "running balance", "trans description", "jrnl",
            "nominal code", "nominal name", "nominal account", "account type", "n c",
            "memo description", "distribution account", "related account", "asiento",
            "n asiento", "no asiento", "num asiento", "numero de asiento", "contrapartida",
            "subcuenta",
            "cuenta contable", "descripcion cuenta", "nombre cuenta", "descrizione conto",
            "contropartita", "sottoconto", "codice conto", "jnl", "posted dt", "g l account no",
            "g l account", "gl account", "gl account no", "pstng date", "pk", "documentno",
            "n reg", "data reg", "progressivo",
            "kontonavn", "kontonamn", "ver nr", "verifikat", "lobenr", "bilagsnr",
            *DUTCH, *KINDS}  # fmt: skip
_POSTED = ("pstng date", "posting date", "date", "posted dt", "data reg")
_RUNNING = {
    "balance",
    "running balance",
    "solde",
    "solde cumule",
    "solde progressif",
    "saldo",
    "balance in business currency",
}
_CLASSES = {"1": NEITHER, "2": NEITHER, "3": NEITHER, "4": REVENUE, "5": COST, "6": COST,
            "8": REVENUE, "9": COST}  # fmt: skip
# "401ACME00": the account of one supplier or client, within that of all of them.
_OF_A_PARTY = re.compile(r"\s*(4\d{2,5})(?=[A-Z][A-Z0-9]*\b)")
_MANY = 5000
_SEVERAL = 3
_MOSTLY = 0.9
_BANKS_OWN = {"sort code", "iban", "bic", "routing number", "bsb", "bic swift code"}
LABELS = ("name", "payee", "vendor", "transaction description", "description",
          "trans description", "memo description", "memo", "details", "libelle",
          "libelle ecriture", "libelle de l ecriture", "libelle mouvement",
          "line description", "omschrijving", "concepto",
          "descripcion", "causale", "descrizione", "descricao", "tekst", "text",
          "buchungstext", "etiqueta", "etichetta", "libelle de la ligne",
          "libelle ligne")  # fmt: skip
_ENTRIES = ("numero", "asiento", "n asiento", "no asiento", "num asiento", "numero de asiento",
            "entry", "entry no", "entry number", "journal entry", "move", "journal no",
            "transaction no", "trans no", "voucher", "voucher no", "verifikat", "ver nr",
            "n ecriture", "no ecriture", "numero ecriture", "numero d ecriture", "ecriture",
            "piece", "n piece", "no piece", "num piece", "numero de piece", "n registrazione",
            "boekstuknummer", "boekstuknr", "belegnummer", "bilagsnr")  # fmt: skip


def ledger_headings(row: list[str] | tuple[str, ...]) -> int:
    """How many cells of a row head columns of such a ledger.

    >>> ledger_headings(["Date", "Source", "Description", "Debit", "Credit", "Running Balance"])
    6
    """
    cells = [fold(cell) for cell in row]
    known = {"date", *_DEBIT, *_CREDIT, *_AMOUNT, *_NAMES, *_CODES, *KINDS, *_TELLING, *LABELS,
             "balance", "num", "reference", "tax", "gross"}  # fmt: skip
    told = set(cells) & _TELLING and money_columns(cells, _AMOUNT)
    return len(known & set(cells)) if told else 0


def money_columns(cells: list[str], amounts: Set[str] = _AMOUNT | _ANY_AMOUNT) -> list[int]:
    """Debit and credit among folded headings, or the one column of `amounts`; none where there is
    neither.

    >>> money_columns(["date", "debit", "credit"]), money_columns(["date", "amount"])
    ([1, 2], [1])
    """
    pair = [next((i for i, c in enumerate(cells) if without_unit(c) in known), -1)
            for known in (_DEBIT, _CREDIT)]  # fmt: skip
    if min(pair) >= 0:
        return pair
    return [i for i, cell in enumerate(cells) if without_unit(cell) in amounts][:1]


def side_column(table: Table) -> int | None:
    """The column of "D" and "C" beside one column of amounts; None where there is none.

    >>> import numpy as np, pyarrow as pa
    >>> cells = tuple(pa.array([cell]) for cell in ("1/2/2024", "5", "D"))
    >>> side_column(Table(("Datum", "Bedrag", "D/C"), cells, np.zeros(1), {}, None, 1, ";"))
    2
    """
    if len(money_columns([fold(name) for name in table.names])) != 1:
        return None
    typed = type_column(table)
    if typed is not None:
        return typed
    found = cost_roles(table.names).get("sense", [])
    return next((i for i in found if holds_sides(table.columns[i])), None)


def type_column(table: Table) -> int | None:
    """The column of Sage's types of transactions ("PI", "SC"), beside the account that each books;
    None where there is none.

    >>> import numpy as np, pyarrow as pa
    >>> cells = tuple(pa.array([cell]) for cell in ("PI", "7100", "5"))
    >>> type_column(Table(("Type", "N/C", "Net"), cells, np.zeros(1), {}, None, 1, ","))
    0
    """
    cells = [fold(name) for name in table.names]
    if not set(cells) & NOMINAL:
        return None
    typed = (i for i, cell in enumerate(cells) if cell in TYPES and holds_types(table.columns[i]))
    return next(typed, None)


def is_grouped(table: Table) -> bool:
    """Whether accounts head their lines, columns of ledgers alone name them, or they balance."""
    cells = [fold(name) for name in table.names]
    if not money_columns(cells) or date_column(table) is None:
        return False
    headed = bool(money_columns(cells, _AMOUNT)) and _headed(table, cells)
    return headed or balances(table)  # which looks at all cells


def _headed(table: Table, cells: list[str]) -> bool:
    """Whether headings, or rows that name the accounts of lines below, are a ledger's."""
    if line_accounts(table):
        if set(cells) & _BANKS_OWN:  # the number of the bank's account, no account of a ledger
            return False
        telling = _TELLING - {"source", "running balance"}
        if len(money_columns(cells)) == 1 and side_column(table) is None:
            telling -= DUTCH  # a list of costs has accounts as well
        typed = type_column(table) is not None
        return typed or bool(set(cells) & telling) or _classed(table)
    # A list of costs under their kinds, each with its total, has none of a ledger's columns.
    ledgers_own = len(money_columns(cells)) > 1 or set(cells) & {*_TELLING, "balance", "solde"}
    if not ledgers_own or _named_on_lines(table):
        return False
    groups = find_groups(in_order(table), date_column(table) or 0, balance=balance_column(cells))
    return groups.any


def balances(table: Table) -> bool:
    """Whether lines debit several accounts as much as they credit others, to the cent: no list of
    costs does, and no statement, whatever its headings are."""
    accounts, money = line_accounts(table), money_columns([fold(name) for name in table.names])
    if not accounts or not money or not len(table):
        return False
    names, index = coded(trimmed(table.columns[accounts[0]]))
    named = filled(names)[index]
    if int(filled(names).sum()) < _SEVERAL or named.mean() < _MOSTLY:
        return False
    figures = figures_of(table, money)
    if figures is None:
        return False
    units, side = figures[named], side_column(table)
    if side is not None:
        debit, credit = (one[named] for one in sides(table.columns[side]))
        return bool((debit | credit).all()) and _is_nothing(spent(units[:, 0], debit, credit))
    return _is_nothing(units[:, 0] if len(money) == 1 else units[:, 0] - units[:, 1])


def _is_nothing(units: NDArray[np.int64]) -> bool:
    """Whether amounts of both signs add up to nothing."""
    return bool((units > 0).any() and units.sum() == 0)


def _classed(table: Table) -> bool:
    """Whether lines debit and credit accounts of costs and of other classes, by their numbers."""
    if len(money_columns([fold(name) for name in table.names])) < 2:
        return False
    names, _ = coded(trimmed(table.columns[line_accounts(table)[0]]))
    classes = {number_of(name)[:1] for name in names.slice(0, _MANY).to_pylist() if name}
    return "" not in classes and {"6", "7"} <= classes and bool(classes & set("12345"))


def _named_on_lines(table: Table) -> bool:
    """Whether a column names the account of lines themselves, not of the rows above them alone."""
    accounts = {*cost_roles(table.names).get("account", []),
                *account_columns([fold(name) for name in table.names])}  # fmt: skip
    if not accounts:
        return False
    dated = dated_rows(table, date_column(table) or 0)
    return any(bool((filled(table.columns[column]) & dated).any()) for column in accounts)


def line_accounts(table: Table) -> list[int]:
    """The columns of the account's number and name, where lines themselves name it.

    None where the account stands in rows of its own above them, under its heading though.
    """
    cells = [fold(name) for name in table.names]
    if type_column(table) is not None:  # there it is the supplier's or the customer's
        cells = ["" if cell == "account" else cell for cell in cells]
    columns = account_columns(cells)
    at = date_column(table)
    if not columns or at is None or _named_above(table, columns, at):
        return []
    return columns


def _named_above(table: Table, columns: list[int], date: int) -> bool:
    """Whether the account's columns are filled on rows without a date alone, totals among them."""
    dated = dated_rows(table, date)  # below a number its name may stand among the days
    named = [filled(table.columns[column]) for column in columns]
    if any(bool((one & dated).any()) for one in named) or not dated.any():
        return False
    groups = find_groups(
        in_order(table), date, balance=balance_column(list(map(fold, table.names)))
    )
    return groups.any


def balance_column(cells: list[str]) -> int | None:
    """The column of an account's running balance among folded headings; None where there is none.

    >>> balance_column(["date", "debit", "credit", "balance"]), balance_column(["date"])
    (3, None)
    """
    return next((i for i, cell in enumerate(cells) if cell in _RUNNING), None)


def date_column(table: Table) -> int | None:
    """The column of days; None where there is none."""
    roles = cost_roles(table.names)
    cells = [fold(name) for name in table.names]
    told = [cells.index(word) for word in _POSTED if word in cells]
    return next(iter([*told, *roles.get("date", [])]), None)


def account_columns(cells: list[str]) -> list[int]:
    """The columns of the account's number and name."""
    found = [next((cells.index(word) for word in known if word in cells), -1)
             for known in (_CODES, _NAMES)]  # fmt: skip
    return [i for i in dict.fromkeys(found) if i >= 0]


def entry_column(cells: list[str]) -> int | None:
    """The column that numbers entries among folded headings; None where there is none.

    >>> entry_column(["fecha", "numero", "diario"]), entry_column(["date", "name"])
    (1, None)
    """
    return next((cells.index(word) for word in _ENTRIES if word in cells), None)


def number_of(name: str) -> str:
    """The number that an account's name begins or ends with; "" for none.

    >>> number_of("623100 - Publicité"), number_of("Advertising (400)"), number_of("6-1100 Travel")
    ('623100', '400', '6-1100')
    >>> number_of("66/25/015 Pubblicità"), number_of("401ACME00 Acme SAS")
    ('66/25/015', '401')
    """
    found = (
        _OF_A_PARTY.match(name)
        or re.match(r"\s*(\d{3,10}|\d-\d{4,5}|\d\d(?:[/.]\d\d)?[/.]\d{3})\b", name)
        or re.search(r"[(\[-]\s*(\d{3,10})[)\]]?\s*$", name)
    )
    return found.group(1) if found else ""


def class_side(number: str) -> str:
    """What a number with its class before a hyphen says, as MYOB writes them; "" for any other.

    >>> class_side("6-1100"), class_side("4-1000"), class_side("1-1110"), class_side("6110")
    ('cost', 'revenue', 'neither', '')
    """
    return _CLASSES.get(number[:1], "") if re.fullmatch(r"\d-\d{4,5}", number) else ""


def bare(name: str) -> str:
    """An account's name without its number, or its number where it is all there is.

    >>> bare("623100 - Publicité"), bare("Advertising (400)"), bare("7100"), bare("Visa - 1234")
    ('Publicité', 'Advertising', '7100', 'Visa')
    """
    short = re.sub(
        r"^\s*(?:\d{3,10}|\d-\d{4,5}|\d\d(?:[/.]\d\d)?[/.]\d{3})\b[\s:.–·-]*|\s*[(\[-]\s*\d{3,10}[)\]]?\s*$",
        "",
        name,
    ).strip()
    return short or name.strip()
