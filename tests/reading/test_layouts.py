"""Statements in layouts drawn at random: headings of seven languages, columns in any order, amounts
in five ways. The total is right in every month, or one of the answers to what is asked gives it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pytest

from tests.reading.drawn import answered, by_month, figure
from tests.reading.mutations import Rng
from tests.reading.test_mutations import COUNT

_NAMES = ("HubSpot", "Google Ads", "Linkedin", "Aircall", "SNCF", "Uber", "Adobe", "Notion", "OVH")
_CLIENTS = ("Dupont SA", "Meyer GmbH", "Acme Ltd", "Rossi SpA")


@dataclass(frozen=True)
class Tongue:
    """Headings by what stands under them, words of the two sides, what labels begin with (two ways
    of paying, what is received, rent), how days are written, the decimal sign, a title."""

    headings: dict[str, tuple[str, ...]]
    sides: tuple[tuple[str, str], ...]
    begins: tuple[str, str, str, str]
    days: tuple[str, ...]
    decimal: str = ","
    title: str = ""


def _headings(
    date: str, value: str, label: str, amount: str, debit: str, credit: str, balance: str,
    side: str, others: str,
) -> dict[str, tuple[str, ...]]:  # fmt: skip
    currency, reference, payee, kind = others.split("|")
    return {"date": tuple(date.split("|")), "value": tuple(value.split("|")),
            "label": tuple(label.split("|")), "amount": tuple(amount.split("|")),
            "debit": tuple(debit.split("|")), "credit": tuple(credit.split("|")),
            "balance": tuple(balance.split("|")), "side": tuple(side.split("|")),
            "currency": (currency,), "reference": (reference,), "payee": (payee,),
            "kind": (kind,)}  # fmt: skip


TONGUES = {
    "fr": Tongue(
        _headings("Date|Date opération|Date de comptabilisation", "Date valeur|Date de valeur",
                  "Libellé|Libellé opération|Description", "Montant|Montant EUR|Montant (€)",
                  "Débit|Débit euros", "Crédit|Crédit euros", "Solde|Solde après opération",
                  "Sens|Débit/Crédit", "Devise|Référence|Contrepartie|Type d'opération"),
        (("D", "C"), ("Débit", "Crédit")), ("CB", "PRLV", "VIR RECU DE", "LOYER BUREAU"),
        ("{d:02}/{m:02}/{y}", "{y}-{m:02}-{d:02}"), title="Relevé de compte"),
    "en": Tongue(
        _headings("Date|Booking date|Transaction Date|Posting Date", "Value date",
                  "Description|Details|Narrative", "Amount|Amount (GBP)|Transaction amount",
                  "Debit|Debit Amount|Money out", "Credit|Credit Amount|Money in",
                  "Balance|Running balance", "Dr/Cr|Debit/Credit|CR/DR",
                  "Currency|Reference|Payee|Transaction Type"),
        (("DR", "CR"), ("Debit", "Credit")),
        ("CARD PAYMENT", "DIRECT DEBIT", "FASTER PAYMENT FROM", "OFFICE RENT"),
        ("{d:02}/{m:02}/{y}", "{y}-{m:02}-{d:02}"), decimal=".", title="Account statement"),
    "de": Tongue(
        _headings("Buchungstag|Buchungsdatum|Datum", "Valuta|Wertstellung",
                  "Verwendungszweck|Buchungstext", "Betrag|Betrag (EUR)|Umsatz", "Soll|Belastung",
                  "Haben|Gutschrift", "Saldo|Kontostand", "Soll/Haben|S/H",
                  "Währung|Mandatsreferenz|Name Zahlungsbeteiligter|Umsatzart"),
        (("S", "H"), ("Soll", "Haben")),
        ("KARTENZAHLUNG", "LASTSCHRIFT", "GUTSCHRIFT VON", "MIETE BUERO"),
        ("{d:02}.{m:02}.{y}",), title="Kontoumsätze"),
    "es": Tongue(
        _headings("Fecha|Fecha operación", "Fecha valor", "Concepto|Descripción",
                  "Importe|Importe (EUR)", "Cargo|Debe", "Abono|Haber", "Saldo", "Debe/Haber",
                  "Divisa|Referencia|Beneficiario|Tipo"),
        (("D", "H"), ("Debe", "Haber")),
        ("COMPRA TARJETA", "RECIBO", "TRANSFERENCIA DE", "ALQUILER OFICINA"),
        ("{d:02}/{m:02}/{y}", "{d:02}-{m:02}-{y}"), title="Movimientos de cuenta"),
    "it": Tongue(
        _headings("Data|Data contabile|Data operazione", "Data valuta|Valuta",
                  "Descrizione|Causale", "Importo|Importo (€)", "Addebiti|Dare|Uscite",
                  "Accrediti|Avere|Entrate", "Saldo|Saldo contabile", "Dare/Avere",
                  "Divisa|Riferimento|Beneficiario|Tipo operazione"),
        (("D", "A"), ("Dare", "Avere")),
        ("PAGAMENTO CARTA", "ADDEBITO SDD", "BONIFICO DA", "AFFITTO UFFICIO"),
        ("{d:02}/{m:02}/{y}",), title="Lista movimenti"),
    "nl": Tongue(
        _headings("Datum|Boekdatum", "Rentedatum|Valutadatum", "Omschrijving|Mededelingen",
                  "Bedrag|Bedrag (EUR)", "Af|Debet", "Bij|Credit", "Saldo|Saldo na mutatie",
                  "Af Bij|Debet/Credit", "Munt|Referentie|Naam tegenpartij|Mutatiesoort"),
        (("Af", "Bij"), ("D", "C")), ("BETAALPAS", "INCASSO", "OVERBOEKING VAN", "HUUR KANTOOR"),
        ("{d:02}-{m:02}-{y}", "{y}{m:02}{d:02}"), title="Rekeningafschrift"),
    "pt": Tongue(
        _headings("Data|Data mov.", "Data valor", "Descrição|Descritivo",
                  "Montante|Valor|Importância", "Débito", "Crédito", "Saldo|Saldo contabilístico",
                  "Débito/Crédito", "Moeda|Referência|Beneficiário|Tipo"),
        (("D", "C"),), ("COMPRA", "DEBITO DIRETO", "TRF DE", "RENDA ESCRITORIO"),
        ("{d:02}-{m:02}-{y}", "{d:02}/{m:02}/{y}"), title="Extrato de conta"),
}  # fmt: skip
WAYS = {"signed": ("amount",), "plus": ("amount",), "pair": ("debit", "credit"),
        "negative pair": ("debit", "credit"), "side": ("amount", "side"),
        "side first": ("side", "amount")}  # fmt: skip
Move = tuple[int, int, str, float, float]


def _moves(tongue: Tongue, rng: Rng) -> list[Move]:
    """Month, day, label, amount and balance of six movements to two dozen, some each way."""
    card, debit, received, rent = tongue.begins
    balance, day, found = float(rng.integers(500, 20_000)), 0, list[Move]()
    for row in range(int(rng.integers(6, 25))):
        day += int(rng.integers(1, 7))
        number = int(rng.integers(100, 10_000))
        if row and (row == 1 or rng.random() < 0.25):
            label = f"{received} {rng.choice(_CLIENTS)} {number}"
            amount = float(rng.integers(30_000, 600_000))
        else:
            label = f"{rng.choice([card, debit])} {rng.choice(_NAMES)} {number}"
            label = rent if rng.random() < 0.1 else label
            amount = -float(rng.integers(500, 250_000))
        balance = round(balance + amount / 100, 2)
        found.append((day // 28 + 1, day % 28 + 1, label, amount / 100, balance))
    return found


def layout(seed: int) -> tuple[str, dict[str, float]]:
    """A statement as text, and what was spent by month."""
    rng = np.random.default_rng(seed)
    tongue = TONGUES[list(TONGUES)[seed % len(TONGUES)]]
    way = list(WAYS)[seed // len(TONGUES) % len(WAYS)]
    moves = _moves(tongue, rng)
    decimal = tongue.decimal if rng.random() < 0.8 else "."
    parts = rng.choice(["", " ", "." if decimal == "," else ","])
    day, (debit, credit) = rng.choice(tongue.days), rng.permutation(tongue.sides)[0]
    groups: list[tuple[str, ...]] = [("date",), ("label",), WAYS[way]]
    if rng.random() < 0.5:
        beside = way.startswith("side") and rng.random() < 0.3
        balance = ("balance", "its side") if WAYS[way][0] != "side" else ("its side", "balance")
        groups.append(balance if beside else ("balance",))
    groups += [(one,) for one in ("value", "currency", "reference", "payee", "kind")
               if rng.random() < 0.3]  # fmt: skip
    if rng.random() < 0.6:
        groups = [groups[at] for at in rng.permutation(len(groups))]
    columns = [column for group in groups for column in group]

    def written(amount: float) -> str:
        plus = "+" if way == "plus" and amount >= 0 else ""
        return plus + figure(round(100 * amount), parts, decimal)

    heads = {"its side": "side"}
    named = {c: rng.choice(tongue.headings[heads.get(c, c)]) for c in dict.fromkeys(columns)}
    if "its side" in named:
        named["its side"] = named["side"]
    rows = []
    for number, (month, at, label, amount, left) in enumerate(moves):
        unsigned = way.startswith("side")
        cells = {
            "date": day.format(d=at, m=month, y=2025),
            "value": day.format(d=min(28, at + number % 2), m=month, y=2025),
            "label": label, "currency": "EUR", "reference": f"R{10_000 + 37 * number}",
            "payee": label.split()[-2] if " " in label else "", "kind": label.split()[0],
            "amount": written(abs(amount) if unsigned else amount),
            "side": debit if amount < 0 else credit,
            "debit": written(-amount if way == "pair" else amount) if amount < 0 else "",
            "credit": written(amount) if amount > 0 else "",
            "balance": written(abs(left) if "its side" in columns else left),
            "its side": debit if left < 0 else credit,
        }  # fmt: skip
        rows.append([str(cells[column]) for column in columns])
    rows = rows[::-1] if rng.random() < 0.5 else rows
    comma = "," not in (decimal, parts)
    sign = str(rng.choice([";", "\t", ","] if comma else [";", "\t"]))
    lines = [sign.join(cells) for cells in ([named[c] for c in columns], *rows)]
    above = [tongue.title, ""] if rng.random() < 0.3 else []
    spent = Counter[str]()
    for month, _, _, amount, _ in moves:
        spent[f"2025-{month:02}"] += round(100 * max(-amount, 0))
    return "\n".join([*above, *lines, ""]), {m: cents / 100 for m, cents in spent.items() if cents}


@pytest.mark.spoilt
@pytest.mark.parametrize("part", range(2))
def test_a_statement_in_any_layout_gives_its_total_or_asks_for_it(part: int) -> None:
    for seed in range(part, COUNT, 2):
        text, spent = layout(seed)
        total = round(sum(spent.values()), 2)
        reading = answered(text, "export.csv", total, seed, most=3)
        assert reading.refused is None, f"seed {seed}: {reading.refused}\n{text}"
        assert reading.deals is None, f"seed {seed}: taken for deals\n{text}"
        assert by_month(reading) == pytest.approx(spent), f"seed {seed}\n{text}"
