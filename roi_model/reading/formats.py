"""The kinds of files, a row each: its name, whether a table is one, how one is read.

Everything that lists kinds is made from this table: choosing one, the command line, the page, the
words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from roi_model.reading.bank import is_bank, is_bank_table, read_bank
from roi_model.reading.costs.any_shape import cost_headings, read_any_shape
from roi_model.reading.costs.entries import Lines
from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.deals.deals import Deals, read_deals
from roi_model.reading.deals.headers import deal_headers, deal_roles, is_deals, names_ends
from roi_model.reading.deals.telling import holds_deals
from roi_model.reading.events.by_cells import contact_columns, kind_by_cells
from roi_model.reading.events.events import Events, is_list, is_list_by_cells, read_list
from roi_model.reading.events.kinds import (
    CALLS,
    CUSTOMERS,
    EVENT_KINDS,
    LEADS,
    EventKind,
    speaks_of_money,
)
from roi_model.reading.fec.fec import read_fec
from roi_model.reading.fec.header import fec_columns, is_fec, is_headless
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.ledgers.tables import (
    is_ledger_table,
    ledger_table_headings,
    read_ledger_table,
)
from roi_model.reading.tables.currencies import but_currencies
from roi_model.reading.tables.month_headers import (
    is_month,
    month_columns,
    part_month,
    short_months,
)
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.table import Table
from roi_model.reading.tables.units.minor_units import shows_money
from roi_model.reading.text.dialect import is_data
from roi_model.texts import french

_MONEY = {"amount", "amount_net", "amount_gross", "debit", "credit"}
_MONTHS = 2


@dataclass(frozen=True)
class Words:
    """A kind in one language: its name, what the page says it takes, the labels of its samples."""

    called: str
    takes: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Format:
    """One kind of file.

    `read` gives what it holds, or None where a question blocks. `headings` counts the cells of a
    row that head columns of such a file: that is how the header row is found; `tells` says whether
    one heading alone is a word of such files. `samples` are files
    of data/samples/ that the page offers to try it with (`no_sample` says why there is none). Which
    column is what need not be shown where they are `fixed_columns`. All costs of a file are of the
    first category of `within`, where it names some, but those whose words say another of them.
    """

    name: str
    fr: Words
    en: Words
    identify: Callable[[Table], bool]
    read: Callable[[Source, Inquiry], Lines | Deals | Events | None]
    headings: Callable[[Sequence[str]], int] = cost_headings
    tells: Callable[[str], bool] = lambda name: bool(cost_headings([name]))
    samples: tuple[str, ...] = ()
    no_sample: str = ""
    fixed_columns: bool = False
    within: tuple[str, ...] = ()

    def words(self, lang: str) -> Words:
        """The words in a language.

        >>> COSTS.words("en").called
        'Expenses'
        """
        if lang != "fr":
            return self.en
        found = self.fr
        return Words(french(found.called), french(found.takes), tuple(map(french, found.samples)))


def _list_of(kind: EventKind, fr: Words, en: Words) -> Format:
    """The row of a list of people or calls."""
    return Format(
        kind.name,
        fr=fr,
        en=en,
        identify=partial(_is_list_alone, kind=kind),
        read=partial(read_list, kind=kind),
        headings=kind.headings,
        tells=lambda name: bool(kind.role(name)),
        no_sample="Invented people say nothing beside the reader's own plan.",
    )


def _is_list_alone(table: Table, kind: EventKind) -> bool:
    """Whether a table, which lists no deals, is such a list and no movements of money."""
    if is_bank(but_currencies(table)) or is_fec(table.names):
        return False
    earlier = EVENT_KINDS[: EVENT_KINDS.index(kind)]
    if is_list(table, kind):
        return not any(is_list(table, one) for one in earlier)
    return is_list_by_cells(table, kind)


def _is_deals(table: Table) -> bool:
    """Whether a table is one of deals, by its headings or else by cells that no list explains."""
    if is_deals(table.names):
        listed = not names_ends(table.names) and kind_by_cells(table) is LEADS
    else:
        listed = any(is_list(table, kind) for kind in EVENT_KINDS)
    movements = is_bank(but_currencies(table))
    return not listed and not is_fec(table.names) and holds_deals(table, movements)


COSTS = Format(
    "costs",
    fr=Words(
        "Dépenses",
        "**Dépenses en tableau, ou factures électroniques** : une date, un libellé ou une "
        "catégorie, un montant hors taxes ; une dépense par ligne, ou les mois en colonnes. "
        "Toutes les conventions : virgule ou point, point-virgule ou tabulation, titre au-dessus, "
        "totaux en bas.",
        (
            "CSV, conventions françaises",
            "CSV, conventions américaines",
        ),
    ),
    en=Words(
        "Expenses",
        "**Costs as a table, or electronic invoices**: a date, a label or a category, an amount "
        "excluding VAT; one expense a line, or the months as columns. Any convention: comma or "
        "point, semicolon or tab, a title above, totals below.",
        (
            "CSV, French conventions",
            "CSV, US conventions",
        ),
    ),
    identify=lambda table: False,  # what no other kind claims
    read=read_any_shape,
    samples=("fr_utf8.csv", "us_utf8.csv"),
)


def _costs_within(name: str, fr: Words, en: Words, *within: str) -> Format:
    """The row of a table of costs of one category, which somebody says: no heading tells it."""
    return replace(COSTS, name=name, fr=fr, en=en, samples=(), within=within,
                   no_sample="It is read as costs are, which have samples.")  # fmt: skip


FORMATS = (
    Format(
        "fec",
        fr=Words(
            "FEC",
            "**FEC**, le fichier comptable que toute entreprise française peut exporter : les "
            "comptes de charges (classe 6) sont comparés au plan, le chiffre d’affaires (classe "
            "70) est montré pour information.",
            ("FEC d’une entreprise",),
        ),
        en=Words(
            "FEC",
            "**FEC**, the accounting file every French company can export: the expense accounts "
            "(class 6) are compared with the plan, revenue (class 70) is shown for information.",
            ("FEC of a French company",),
        ),
        identify=lambda table: is_fec(table.names) or is_headless(table),
        read=read_fec,
        headings=lambda row: len(fec_columns(row)),
        tells=lambda name: bool(fec_columns([name])),
        samples=("fec_tab_22_columns.txt",),
        fixed_columns=True,
    ),
    Format(
        "ledger",
        fr=Words(
            "Grand livre",
            "**Grand livre ou journal d’un autre pays ou outil** : QuickBooks, Xero, Sage, DATEV "
            "(EXTF), SIE, SAF-T, XAF, hledger, ledger, beancount ; les comptes de charges sont "
            "comparés au plan, le chiffre d’affaires est montré pour information.",
            ("Grand livre QuickBooks", "DATEV (SKR03)", "SIE 4 (BAS)"),
        ),
        en=Words(
            "General ledger",
            "**General ledger or journal of another country or program**: QuickBooks, Xero, Sage, "
            "DATEV (EXTF), SIE, SAF-T, XAF, hledger, ledger, beancount; the accounts of costs are "
            "compared with the plan, revenue is shown for information.",
            ("QuickBooks general ledger", "DATEV (SKR03)", "SIE 4 (BAS)"),
        ),
        identify=is_ledger_table,
        read=read_ledger_table,
        headings=ledger_table_headings,
        samples=("ledger_quickbooks.csv", "ledger_datev_skr03.csv", "ledger_sie4_cp437.se"),
    ),
    COSTS,
    _costs_within(
        "payroll",
        Words(
            "Paie",
            "**Livre de paie ou masse salariale** : ce que coûtent les salariés par mois, charges "
            "patronales comprises ; tout est du salaire, sauf les commissions nommées ainsi.",
        ),
        Words(
            "Payroll",
            "**Payroll**: what employees cost by month, the employer’s charges included; all of it "
            "is salaries, except commissions that are called so.",
        ),
        "salaries",
        "commissions",
    ),
    _costs_within(
        "ads",
        Words(
            "Publicité",
            "**Dépenses publicitaires** (Google Ads, Meta, LinkedIn, Microsoft ou autre) : le coût "
            "par jour, mois ou campagne ; tout est de la publicité.",
        ),
        Words(
            "Ad spend",
            "**Ad spend** (Google Ads, Meta, LinkedIn, Microsoft or another): what a day, a month "
            "or a campaign cost; all of it is advertising.",
        ),
        "advertising",
    ),
    Format(
        "deals",
        fr=Words(
            "Affaires",
            "**Export de CRM** (HubSpot, Salesforce, Pipedrive, monday ou autre) : les affaires "
            "avec leur étape, leurs dates de création et de clôture, leur montant, leur source.",
        ),
        en=Words(
            "Deals",
            "**CRM export** (HubSpot, Salesforce, Pipedrive, monday or another): the deals with "
            "their stage, their dates created and closed, their amount, their source.",
        ),
        identify=_is_deals,
        read=read_deals,
        headings=deal_headers,
        tells=lambda name: bool(deal_roles(name)),
        no_sample="Deals of an invented company say nothing beside the reader's own plan.",
    ),
    Format(
        "bank",
        fr=Words(
            "Banque ou notes de frais",
            "**Relevé bancaire ou notes de frais** (CSV, OFX, QIF, camt, MT940, CFONB 120, BAI2) : "
            "ce qui est sorti du compte, rangé d’après les libellés ; vous changez le rangement et "
            "il est retenu.",
        ),
        en=Words(
            "Bank or expense report",
            "**Bank statement or expense reports** (CSV, OFX, QIF, camt, MT940, CFONB 120, BAI2): "
            "what left the account, sorted by its labels; you change the sorting and it is "
            "remembered.",
        ),
        identify=is_bank_table,
        read=read_bank,
        no_sample="It is read as costs are, which have samples.",
    ),
    _list_of(
        LEADS,
        fr=Words(
            "Prospects",
            "**Liste de prospects** : un prospect par ligne, avec la date de son entrée, son "
            "statut (qualifié ou non) et sa source.",
        ),
        en=Words(
            "Leads",
            "**List of leads**: a lead a line, with the date it came in, its status (qualified or "
            "not) and its source.",
        ),
    ),
    _list_of(
        CALLS,
        fr=Words(
            "Appels",
            "**Journal d’appels** : un appel par ligne, avec sa date, son résultat (rendez-vous, "
            "joint, pas de réponse), sa durée ou sa campagne.",
        ),
        en=Words(
            "Calls",
            "**Call log**: a call a line, with its date, its outcome (meeting, reached, no "
            "answer), its duration or its campaign.",
        ),
    ),
    _list_of(
        CUSTOMERS,
        fr=Words(
            "Clients",
            "**Liste de clients** : un client par ligne, avec la date de son entrée et, s’il est "
            "parti, celle de son départ.",
        ),
        en=Words(
            "Customers",
            "**List of customers**: a customer a line, with the date it became one and, if it "
            "left, that of its leaving.",
        ),
    ),
)
KINDS = tuple(kind.name for kind in FORMATS)


def find_format(table: Table) -> Format:
    """The first kind that claims a table, or else costs."""
    return next((kind for kind in FORMATS if kind.identify(table)), COSTS)


def refuse_contacts(table: Table) -> None:
    """Refuse to take a list of people or calls for one of costs: addresses or telephones stand in
    most of its rows, and no heading or cell speaks of money. Raises RefusedError.
    """
    contacts = contact_columns(table)
    spoken = any(speaks_of_money(name) for name in table.names)
    if not contacts or spoken or cost_roles(table.names).keys() & _MONEY:
        return
    if len(month_columns(table.names)) < _MONTHS and not any(map(shows_money, table.columns)):
        raise RefusedError("not_costs", columns=", ".join(contacts))


def named(name: str) -> Format:
    """The kind of this name. Raises ValueError where there is none."""
    if name not in KINDS:
        raise ValueError(f"kind: {name!r}; allowed: {', '.join(KINDS)}")
    return FORMATS[KINDS.index(name)]


def known_headings(row: Sequence[str]) -> int:
    """How many cells of a row are headings that some kind knows; none in a row of data.

    >>> known_headings(["Deal Name", "Stage", "Close Date"]), known_headings(["Date", "12,50"])
    (3, 0)
    """
    short = {*short_months(row), *(i for i, cell in enumerate(row) if part_month(cell))}
    if any(is_data(cell) and not is_month(cell) and i not in short for i, cell in enumerate(row)):
        return 0
    return max(count(row) for count in dict.fromkeys(kind.headings for kind in FORMATS))
