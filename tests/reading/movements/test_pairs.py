"""Money that went from one account of a file to another of it is no cost."""

from __future__ import annotations

from roi_model.reading.movements.pairs import Moved, paired
from roi_model.reading.reading import read

TWO = (
    '"Umsätze Girokonto";"Zeitraum: 01.04.2025 - 30.06.2025";\n\n'
    '"Buchungstag";"Wertstellung (Valuta)";"Vorgang";"Buchungstext";"Umsatz in EUR";\n'
    '"29.06.2025";"29.06.2025";"Lastschrift";"Visa-Kartenabrechnung";"-215,50";\n'
    '"16.06.2025";"16.06.2025";"Lastschrift";"Druckhaus Nord";"-86,20";\n'
    '"15.06.2025";"15.06.2025";"Überweisung";"Alpwerk AG";"900,00";\n'
    '"Alter Kontostand";"500,00 EUR";\n\n\n'
    '"Umsätze Visa-Karte";"Zeitraum: 01.04.2025 - 30.06.2025";\n\n'
    '"Buchungstag";"Umsatztag";"Vorgang";"Referenz";"Buchungstext";"Umsatz in EUR";\n'
    '"30.06.2025";"29.06.2025";"Visa-Kartenabrechnung";"1";"Summe Visa";"215,50";\n'
    '"15.06.2025";"15.06.2025";"Visa-Umsatz";"2";"DB BAHN";"-143,50";\n'
    '"14.06.2025";"14.06.2025";"Visa-Umsatz";"3";"HOTEL AM SEE";"-72,00";\n'
    '"offen";"30.06.2025";"Visa-Umsatz";"";"STRIPE";"-49,00";\n'
)


def test_two_accounts_in_one_file_of_text_are_asked_about_and_added_up() -> None:
    (question,) = read(TWO.encode(), name="two.csv").questions
    assert question.about == "sheet"
    gives = {c.answer: c.gives["all"] for c in question.candidates}
    giro, card = "csv · Umsätze Girokonto", "csv · Umsätze Visa-Karte"
    assert gives == {giro: 215.5 + 86.2, card: 143.5 + 72, "*": round(86.2 + 143.5 + 72, 2)}
    both = read(TWO.encode(), name="two.csv", answers={"sheet": "*"})
    assert both.total() == gives["*"]
    assert both.rows_read == both.rows_kept + both.rejected["line"].size
    (note,) = [n for n in both.notes if n.code == "own_transfers_paired"]
    assert note.values == {"count": 1, "total": 215.5}
    assert both.rejected["reason"].tolist().count("own_transfer") == 1
    assert read(TWO.encode(), name="two.csv", answers={"sheet": card}).total() == gives[card]


def test_so_are_the_accounts_of_a_statement() -> None:
    def account(number: str, *rows: str) -> str:
        booked = "".join(f"<STMTTRN>{row}</STMTTRN>" for row in rows)
        return f"<STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>{number}</BANKACCTFROM>{booked}</STMTRS>"

    def row(day: str, amount: str, name: str) -> str:
        return f"<DTPOSTED>{day}<TRNAMT>{amount}<NAME>{name}"

    one = account("1", row("20250304", "-45.90", "HubSpot"), row("20250305", "-700.00", "Boreal"))
    other = account("2", row("20250307", "700.00", "Boreal"), row("20250320", "45.90", "Acme"))
    reading = read(f"<OFX>{one}{other}</OFX>".encode())
    assert reading.total() == 45.9
    assert sorted(reading.rejected["reason"]) == ["income", "own_transfer", "own_transfer"]


def test_each_is_paired_once_with_the_nearest_in_days() -> None:
    left = [Moved("a", 1, 5), Moved("a", 4, 5), Moved("a", 5, 5, "USD")]
    assert paired(left, [Moved("b", 4, 5), Moved("b", 20, 5)]) == {1: 0}
