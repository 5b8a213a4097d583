"""What is written round an amount: currencies of the world, taxes, periods, debit and credit."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from roi_model.reading.values.money_words import LETTER, currency_of
from tests.reading.read_again import reading_of

# Two amounts as they are written in a cell, and what they come to.
WRITTEN: dict[str, tuple[str, str, float]] = {
    "West Africa": ("150 000 FCFA", "50 000 F CFA", 150_000 + 50_000),
    "the same by its code": ("150 000 XOF", "XAF 50 000", 150_000 + 50_000),
    "Morocco": ("1 250,50 DH", "100,00 dhs", 1250.5 + 100),
    "Tunisia, in thousandths": ("1 250,500 TND", "100,250 DT", 1250.5 + 100.25),
    "Scandinavia": ("1 250,50 kr", "kr. 100,00", 1250.5 + 100),
    "Poland": ("1 250,50 zł", "100,00 PLN", 1250.5 + 100),
    "Czechia": ("1 250,50 Kč", "100,00 CZK", 1250.5 + 100),
    "Brazil": ("R$ 1.250,50", "-R$ 100,00", 1250.5 - 100),
    "India": ("₹1,250.50", "Rs. 100.00", 1250.5 + 100),
    "India's hundreds of thousands": ("1,00,000.00", "12,34,567.50", 100_000 + 1_234_567.5),
    "Canada": ("1 250,50 $CA", "C$100,00", 1250.5 + 100),
    "Switzerland": ("Fr. 1'250.50", "CHF 100.00", 1250.5 + 100),
    "thousands of kronor": ("1,5 kkr", "2 Mkr", 1500 + 2_000_000),
    "without tax": ("1 250,50 € HT", "100,00 H.T.", 1250.5 + 100),
    "without tax, in words": ("1.250,50 € netto", "100,00 € zzgl. MwSt.", 1250.5 + 100),
    "without tax, in Spanish": ("1.250,50 € + IVA", "100,00 € sin IVA", 1250.5 + 100),
    "per month": ("1 250,50 €/mois", "100,00 € HT / mois", 1250.5 + 100),
    "per month, in English": ("$1,250.50/month", "$100.00 per mo.", 1250.5 + 100),
    "per month, in Italian": ("1.250,50 € al mese", "100,00 €/mese", 1250.5 + 100),
}


@pytest.mark.parametrize("case", WRITTEN)
def test_an_amount_is_read_with_the_words_round_it(case: str) -> None:
    first, second, total = WRITTEN[case]
    text = f"Date;Libellé;Coût\n15/01/2025;Ads;{first}\n16/01/2025;CRM;{second}\n"
    reading = reading_of(text)
    assert reading.refused is None
    assert not reading.blocked
    assert reading.total() == total
    assert not len(reading.rejected)


def test_what_an_amount_says_of_itself_is_said_again() -> None:
    text = "Date;Libellé;Coût\n15/01/2025;Ads;120,00 € TTC\n16/01/2025;CRM;12,50 € par mois\n"
    reading = reading_of(text)
    assert reading.total() == 120 + 12.5
    assert [(n.code, n.values["count"]) for n in reading.notes] == [
        ("converted_gross", 1),
        ("converted_period", 1),
    ]


@pytest.mark.parametrize(
    ("debit", "credit", "spent"),
    [
        ("100.00 DR", "900.00 CR", "50.00 Dr"),
        ("100.00", "900.00 Cr.", "50.00"),
        ("100,00 S", "900,00 H", "50,00 S"),
        ("100,00 Soll", "900,00 Haben", "50,00 Soll"),
        ("-100,00 D", "900,00 C", "-50,00 D"),
        ("100,00 dare", "900,00 avere", "50,00 dare"),
    ],
)
def test_debits_and_credits_told_by_the_amounts_themselves(
    debit: str, credit: str, spent: str
) -> None:
    rows = [("Rent", debit), ("Customer", credit), ("Ads", spent)]
    body = "\n".join(f"15/01/2025;{label};{amount}" for label, amount in rows)
    (question,) = [q for q in reading_of(f"Date;Text;Amount\n{body}\n").questions if q.blocking]
    gives = {c.answer: c.gives["all"] for c in question.candidates}
    assert question.about == "credits"
    assert gives == {"income": 100 + 50, "refunds": 100 + 50 - 900}
    statement = "\n".join(f"{row};1,00" for row in body.split("\n"))
    assert reading_of(f"Date;Text;Amount;Balance\n{statement}\n").total() == 100 + 50


def test_a_unit_of_something_else_is_no_side_and_no_currency() -> None:
    # Hours and degrees: two letters or cents are needed to be a side.
    reading = reading_of("Date;Libellé;Durée;Coût\n15/01/2025;Appels;12 h;10,50\n")
    assert reading.total() == 10.5
    reading = reading_of("Date;Libellé;Coût\n15/01/2025;Ads;12 pcs\n16/01/2025;CRM;10,50\n")
    assert reading.rejected["reason"].tolist() == ["not_a_number"]


def test_signs_of_two_currencies_in_one_column_are_asked() -> None:
    for one, other in (("R$ 10,50", "20,50 €"), ("10,50 DH", "20,50 €"), ("kr 10,50", "20,50 zł")):
        text = f"Date;Libellé;Coût\n15/01/2025;Ads;{one}\n16/01/2025;CRM;{other}\n"
        (question,) = [q for q in reading_of(text).questions if q.blocking]
        assert question.about == "currency"
        assert len(question.candidates) == 2


def test_one_currency_in_two_spellings_is_one() -> None:
    for one, other in (("$10,50", "USD 20,00"), ("kr 10,50", "20,00 SEK"), ("₹10,50", "Rs 20,00")):
        text = f"Date;Libellé;Coût\n15/01/2025;Ads;{one}\n16/01/2025;CRM;{other}\n"
        assert reading_of(text).total() == 10.5 + 20


# What people of a country write beside its code.
SPELLINGS = {
    "EUR": "€ euro Euros", "USD": "$ US$ $US U$S dollar Dollars", "CAD": "CA$ $CA C$ CAN$ $CAN $C",
    "AUD": "A$ AU$ $AU", "NZD": "NZ$ $NZ", "MXN": "MX$ $MX", "HKD": "HK$", "SGD": "S$ SG$",
    "TWD": "NT$", "BRL": "R$ real Reais", "GBP": "£ £stg", "CHF": "Fr. SFr. sfr Fs",
    "JPY": "¥ ￥ 円 yen", "CNY": "元 RMB", "kr": "kr Kr.", "PLN": "zł zl", "CZK": "Kč Kc",
    "HUF": "Ft", "RON": "lei Lei", "BGN": "лв", "TRY": "₺ TL", "RUB": "₽", "UAH": "₴ грн",
    "INR": "₹ Rs Rs. ₨", "KRW": "₩", "VND": "₫", "THB": "฿", "PHP": "₱", "ILS": "₪", "NGN": "₦",
    "GHS": "₵", "KES": "KSh", "FCFA": "FCFA F.CFA CFA XOF XAF", "XPF": "FCFP CFP",
    "MAD": "DH Dhs dirham dirhams", "TND": "DT", "DZD": "DA",
}  # fmt: skip


@pytest.mark.parametrize("code", SPELLINGS)
def test_a_currency_by_what_people_write(code: str) -> None:
    assert {word: currency_of(word) for word in SPELLINGS[code].split()} == dict.fromkeys(
        SPELLINGS[code].split(), code
    )


def test_letters_of_any_alphabet_are_letters_and_figures_and_signs_are_none() -> None:
    letters, others = list("azAZéßÜžжЯΩωか漢"), list("09 .,€$-/(")
    assert pc.match_substring_regex(pa.array(letters), f"[{LETTER}]").to_pylist() == [True] * 14
    assert not any(pc.match_substring_regex(pa.array(others), f"[{LETTER}]").to_pylist())
