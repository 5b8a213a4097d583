"""Journals in layouts drawn at random: entries that balance, a line a posting, in ten languages.

What accounts of costs were debited less what they were credited is right in every month, or one of
the answers to what is asked gives it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from roi_model.reading.inquiry import Question
from tests.reading.drawn import figure, gives_its_total, one_of
from tests.reading.test_mutations import COUNT


@dataclass(frozen=True)
class Tongue:
    """Headings by what stands under them, several ways each behind bars; words of the two sides;
    accounts of costs, of VAT, suppliers, bank, revenue, customers, a number and a name each."""

    date: str
    entry: str
    journal: str
    number: str
    name: str
    label: str
    party: str
    debit: str
    credit: str
    amount: str
    side: str
    sides: str
    total: str
    title: str
    costs: str
    others: str
    days: str = "{d:02}/{m:02}/{y}"
    decimal: str = ","


TONGUES = {
    "fr": Tongue(
        "Date|Date écriture", "N° pièce|Pièce", "Journal|Code journal", "N° compte|Compte",
        "Libellé compte|Intitulé du compte", "Libellé|Libellé écriture", "Tiers", "Débit",
        "Crédit", "Montant", "Sens|D/C", "D|C", "Total général", "Grand livre",
        "623100 Publicité|651100 Abonnements CRM|625100 Voyages et déplacements|626100 Téléphone",
        "445660 TVA déductible|401000 Fournisseurs|512000 Banque|706000 Prestations"
        "|411000 Clients"),
    "en": Tongue(
        "Date|Posting date", "Voucher no|Entry no|Reference", "Source|Journal",
        "Account code|Account number", "Account name|Account", "Description|Memo", "Name|Contact",
        "Debit", "Credit", "Amount", "Dr/Cr|D/C", "DR|CR", "Total", "General ledger",
        "6100 Advertising|6210 Software subscriptions|6300 Travel expenses|6400 Telephone",
        "2200 VAT control|2100 Accounts payable|1200 Bank account|4000 Sales revenue"
        "|1100 Accounts receivable", decimal="."),
    "de": Tongue(
        "Belegdatum|Buchungsdatum|Datum", "Belegnummer|Beleg-Nr.", "Buchungsart|Journal",
        "Konto|Kontonummer", "Kontobezeichnung|Kontoname", "Buchungstext|Text", "Geschäftspartner",
        "Soll|Soll (EUR)", "Haben|Haben (EUR)", "Betrag", "S/H|Soll/Haben", "S|H", "Summe",
        "Kontenblatt", "4610 Werbekosten|4964 Software Lizenzen|4670 Reisekosten|4920 Telefon",
        "1576 Vorsteuer|1600 Verbindlichkeiten|1200 Bank|8400 Erlöse|1400 Forderungen",
        "{d:02}.{m:02}.{y}"),
    "es": Tongue(
        "Fecha|Fecha asiento", "Asiento|Nº asiento", "Diario", "Cuenta|Subcuenta",
        "Descripción cuenta|Nombre cuenta|Título", "Concepto", "Contrapartida", "Debe", "Haber",
        "Importe", "D/H", "D|H", "Total", "Diario general",
        "62700001 Publicidad|62900002 Suscripciones CRM|62900010 Viajes|62900020 Teléfono",
        "47200021 IVA soportado|40000001 Proveedores|57200001 Bancos|70500001 Servicios"
        "|43000001 Clientes"),
    "it": Tongue(
        "Data|Data registrazione|Data reg.", "N. registrazione|Protocollo", "Causale",
        "Conto|Codice conto", "Descrizione conto|Nome conto", "Descrizione", "Controparte",
        "Dare", "Avere", "Importo", "D/A", "D|A", "Totale", "Libro giornale",
        "66/25/015 Spese di pubblicità|66/25/020 Canoni software|66/25/030 Spese viaggio"
        "|66/25/040 Spese telefoniche",
        "26/10/005 IVA acquisti|37/00/001 Debiti verso fornitori|18/20/001 Banca c/c"
        "|58/05/001 Ricavi vendite|14/00/001 Crediti verso clienti"),
    "nl": Tongue(
        "Datum|Boekdatum", "Boekstuknummer|Boekstuknr.", "Dagboek",
        "Grootboekrekening|Rekening|Grootboeknummer", "Rekeningnaam|Omschrijving rekening",
        "Omschrijving", "Relatie", "Debet", "Credit", "Bedrag", "D/C|Debet/Credit", "D|C",
        "Totaal", "Grootboekkaarten",
        "4400 Reclamekosten|4510 Softwareabonnementen|4600 Reiskosten|4520 Telefoonkosten",
        "1520 Te vorderen btw|1600 Crediteuren|1100 Bank|8000 Omzet|1300 Debiteuren",
        "{d:02}-{m:02}-{y}"),
    "pt": Tongue(
        "Data|Data lançamento", "Nº documento|Lançamento", "Diário", "Conta|Código conta",
        "Descrição conta|Nome da conta", "Descrição", "Entidade", "Débito", "Crédito", "Valor",
        "D/C", "D|C", "Total", "Extrato de contas",
        "62221 Publicidade|62680 Licenças de software|62511 Deslocações|62620 Comunicação",
        "24321 IVA dedutível|22111 Fornecedores|12010 Depósitos à ordem|72100 Prestação de serviços"
        "|21111 Clientes"),
    "sv": Tongue(
        "Datum|Bokföringsdatum|Verdatum", "Ver.nr|Verifikat|Vernr", "Serie", "Konto|Kontonr",
        "Kontonamn|Benämning", "Text|Verifikationstext", "Motpart", "Debet", "Kredit", "Belopp",
        "D/K", "D|K", "Summa", "Huvudbok",
        "5910 Annonsering|5420 Programvaror|5800 Resekostnader|6210 Telekommunikation",
        "2641 Ingående moms|2440 Leverantörsskulder|1930 Företagskonto|3001 Försäljning"
        "|1510 Kundfordringar", "{y}-{m:02}-{d:02}"),
    "nb": Tongue(
        "Dato|Bilagsdato", "Bilagsnr|Bilag", "Bilagsart", "Konto|Kontonr", "Kontonavn",
        "Tekst|Beskrivelse", "Leverandør/kunde", "Debet", "Kredit", "Beløp", "D/K", "D|K",
        "Sum", "Hovedbok",
        "7320 Reklamekostnad|6420 Programvare leie|7140 Reisekostnad|6900 Telefon",
        "2710 Inngående mva|2400 Leverandørgjeld|1920 Bankinnskudd|3000 Salgsinntekt"
        "|1500 Kundefordringer", "{d:02}.{m:02}.{y}"),
    "pl": Tongue(
        "Data|Data księgowania", "Nr dowodu|Numer dokumentu", "Dziennik|Rejestr", "Konto|Nr konta",
        "Nazwa konta", "Opis|Treść", "Kontrahent", "Wn|Kwota Wn", "Ma|Kwota Ma", "Kwota",
        "Strona|Wn/Ma", "Wn|Ma", "Razem", "Zapisy na kontach",
        "403-01 Koszty reklamy|402-05 Usługi informatyczne|409-01 Podróże służbowe"
        "|402-07 Usługi telekomunikacyjne",
        "221-01 VAT naliczony|201-01 Rozrachunki z dostawcami|131-01 Rachunek bankowy"
        "|701-01 Przychody ze sprzedaży|200-01 Rozrachunki z odbiorcami", "{d:02}.{m:02}.{y}"),
}  # fmt: skip
_SUPPLIERS = ("HubSpot", "Google Ireland", "Aircall", "Meta", "LinkedIn", "Booking", "Adobe")
_CLIENTS = ("Dupont SA", "Meyer GmbH", "Acme Ltd", "Rossi SpA")


Posting = tuple[int, int, int, str, str, int]
"""Month, day, entry, account, who, cents, those of credits below nought."""


def postings(seed: int, tongue: Tongue) -> tuple[list[Posting], dict[int, int]]:
    """Postings of some months, and what was spent in each."""
    rng = np.random.default_rng(seed)
    costs = rng.permutation(tongue.costs.split("|")).tolist()
    vat, payable, bank, revenue, receivable = tongue.others.split("|")
    made, spent = list[Posting](), dict[int, int]()
    entry = int(rng.integers(10, 900))
    first = int(rng.integers(1, 9))
    for month in range(first, first + int(rng.integers(2, 5))):
        for day in sorted(rng.integers(1, 28, int(rng.integers(3, 8))).tolist()):
            entry += 1
            kind, cents = rng.random(), int(rng.integers(2_000, 400_000))
            tax = round(cents * 0.2)
            who, client = str(rng.choice(_SUPPLIERS)), str(rng.choice(_CLIENTS))
            lines: list[tuple[str, str, int]]
            if kind < 0.55:
                account = str(rng.choice(costs))
                back = -1 if rng.random() < 0.12 else 1
                lines = [(account, who, back * cents), (vat, who, back * tax),
                         (payable, who, -back * (cents + tax))]  # fmt: skip
                spent[month] = spent.get(month, 0) + back * cents
            elif kind < 0.7:
                lines = [(payable, who, cents), (bank, who, -cents)]
            elif kind < 0.85:
                lines = [(receivable, client, cents), (revenue, client, -cents)]
            else:
                lines = [(bank, client, cents), (receivable, client, -cents)]
            made += [(month, day, entry, account, name, amount) for account, name, amount in lines]
    return made, spent


def layout(seed: int) -> tuple[str, dict[str, float]]:
    """A journal as text, and what it cost by month."""
    rng = np.random.default_rng(seed)
    tongue = TONGUES[list(TONGUES)[seed % len(TONGUES)]]
    made, spent = postings(seed, tongue)
    by_account = bool(rng.random() < 0.4)
    if by_account:
        made = sorted(made, key=lambda one: (one[3], one[0], one[1]))
    parts = str(rng.choice(["", " ", "."] if tongue.decimal == "," else ["", ","]))

    def written(cents: int) -> str:
        return figure(cents, parts, tongue.decimal)

    cells = {
        one_of(rng, tongue.date): [tongue.days.format(y=2025, m=m, d=d) for m, d, *_ in made],
        one_of(rng, tongue.number): [one[3].split(" ")[0] for one in made],
        one_of(rng, tongue.label): [f"{one[4]} {one[2]}" for one in made],
    }
    if rng.random() < 0.75:
        cells[one_of(rng, tongue.name)] = [one[3].split(" ", 1)[1] for one in made]
    more = {tongue.entry: [str(one[2]) for one in made], tongue.party: [one[4] for one in made],
            tongue.journal: ["VT" if one[4] in _CLIENTS else "HA" for one in made]}  # fmt: skip
    cells |= {one_of(rng, way): of_way for way, of_way in more.items() if rng.random() < 0.5}
    names = rng.permutation(list(cells)).tolist()
    cents = [one[5] for one in made]
    empty = str(rng.choice(["", "", written(0)]))
    debit = [written(one) if one > 0 else empty for one in cents]
    credit = [written(-one) if one < 0 else empty for one in cents]
    way = rng.random()
    if way < 0.7:
        pair = int(rng.integers(len(tongue.debit.split("|"))))
        money = {tongue.debit.split("|")[pair]: debit, tongue.credit.split("|")[pair]: credit}
        total = [written(sum(one for one in cents if one > 0))] * 2
    elif way < 0.85:
        plus, minus = tongue.sides.split("|")
        named = [plus if one > 0 else minus for one in cents]
        money = {one_of(rng, tongue.amount): [written(abs(one)) for one in cents],
                 one_of(rng, tongue.side): named}  # fmt: skip
        total = []
    else:
        money, total = {one_of(rng, tongue.amount): [written(one) for one in cents]}, []
    body = [
        list(row) for row in zip(*(cells[name] for name in names), *money.values(), strict=True)
    ]
    if total and rng.random() < 0.4:
        body.append([tongue.total, *[""] * (len(names) - 1), *total])
    title = [tongue.title, ""] if rng.random() < 0.3 else []
    sign = str(rng.choice([";", "\t"]))
    text = "\n".join([*title, sign.join([*names, *money]), *(sign.join(row) for row in body), ""])
    return text, {f"2025-{month:02}": one / 100 for month, one in spent.items() if one}


def tell(question: Question) -> str | None:
    """What a bookkeeper knows of an account, by its number or its name."""
    if question.about != "account_kind":
        return None
    costs = {word for one in TONGUES.values() for account in one.costs.split("|")
             for word in (account, *account.split(" ", 1))}  # fmt: skip
    return "cost" if question.column in costs else "neither"


@pytest.mark.spoilt
@pytest.mark.parametrize("part", range(2))
def test_a_journal_in_any_layout_gives_its_costs_or_asks_for_them(part: int) -> None:
    for seed in range(part, COUNT, 2):
        gives_its_total(layout(seed), "journal.csv", seed, most=12, tell=tell)
