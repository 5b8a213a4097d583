"""Tables whose header is repeated: over each block, or on each page of a print."""

from __future__ import annotations

import pytest

from roi_model.reading.tables.blocks import titles_of_blocks
from tests.reading.read_again import reading_of
from tests.reading.tables.books import reading_of as book_of

SAP = ("{day}   List                 {page}\n-----------------------------------\n",
       "|Typ|Doc. Date |Pstng Date|PK| Amount in local cur.|Text  |\n")  # fmt: skip


def _block(number: str, name: str, *rows: str, page: int = 0) -> str:
    rule, head = "-" * 40 + "\n", SAP[1]
    top = SAP[0].format(day="06.04.2026", page=page) if page else ""
    title = f"\nG/L Account     {number}     {name}\nCompany Code    10       Zorg GmbH\n\n"
    return f"{top}{title if number else ''}{rule}{head}{rule}{''.join(rows)}{rule}"


def _row(day: str, booked: str, amount: str) -> str:
    return f"|KR |{day}|{booked}|40|{amount:>21}|x     |\n"


def test_a_list_of_line_items_is_of_the_day_of_posting_and_the_account_above() -> None:
    text = (
        _block("154000", "Vorsteuer", _row("29.12.2025", "02.01.2026", "19,00 "), page=1)
        + "|* Account 154000 | 19,00 |\n"
        + _block("477000", "Werbekosten", _row("29.12.2025", "02.01.2026", "100,50 "))
        + _block("", "", _row("05.02.2026", "06.02.2026", "20,25-"), page=2)
        + "|* Account 477000 | 80,25 |\n"
        + _block("474000", "Reisekosten", _row("05.02.2026", "28.02.2026", "30,00 "))
        + _block("", "", _row("05.03.2026", "06.03.2026", "1,00 "), page=3)
        + "|* Account 474000 | 31,00 |\n|** | 130,25 |\n"
    )
    reading = reading_of(text)
    assert reading.kind == "ledger"
    assert reading.totals()["by_account"] == {"Werbekosten": 80.25, "Reisekosten": 31}
    assert reading.total("month") == {"2026-01": 100.5, "2026-02": 9.75, "2026-03": 1}
    assert reading.rows_read == reading.rows_kept + reading.rejected["line"].nunique()


@pytest.mark.parametrize("again", [True, False])
def test_pages_of_a_print_are_one_table(again: bool) -> None:
    head = ["N° compte", "Date", "Libellé", "Mouvement débit", "Mouvement crédit", "Solde"]

    def page(number: int) -> list[list[object]]:
        return [["SARL Zorg"], ["Période du", "01/01/26", "au", "28/02/26", "", f"Page : {number}"],
                head]  # fmt: skip

    account = [["623100", "Annonces"]]
    rows = [
        *page(1), ["401000", "Fournisseurs"], ["", "15/01/2026", "Ads", "", 120.5, -120.5],
        ["", "", "Total compte 401000", 0, 120.5, -120.5], [], *account,
        ["", "15/01/2026", "Ads", 100.5, "", 100.5], [], *page(2), *(account if again else []),
        ["", "16/02/2026", "Ads", 20.25, "", 120.75], ["", "", "Total compte 623100", 120.75, 0],
        [], *page(3), ["", "", "Total général", 120.75, 120.5, 0.25],
    ]  # fmt: skip
    reading = book_of(*rows)
    assert (reading.kind, reading.total()) == ("ledger", 120.75)
    assert reading.total("month") == {"2026-01": 100.5, "2026-02": 20.25}


def test_cards_of_accounts_with_their_totals_so_far() -> None:
    head = ["Data reg.", "N. reg.", "Causale", "Dare", "Avere", "Saldo"]

    def card(number: str, name: str, *rows: list[object]) -> list[list[object]]:
        total = ["", "", f"TOTALI CONTO {number}"]
        return [["Conto:", number, name], head, ["", "", "Saldo precedente", "", "", "0,00"], *rows,
                ["", "", "Progressivo al 02/2026", "999,00"], total, []]  # fmt: skip

    close = "CHIUSURA CONTO ECONOMICO"
    rows = [["ZORG SRL"], [],
            *card("18/05/010", "Banca Zorg c/c", ["05/01/2026", 1, "x", "", "1.330,50", ""]),
            *card("66/25/015", "Pubblicità", ["05/01/2026", 1, "Ads", "1.200,50", "", ""],
                  ["28/02/2026", 9, close, "", "1.200,50", "0,00"]),
            *card("66/30/005", "Spese telefoniche", ["06/01/2026", 2, "TIM", "30,00", "", ""],
                  ["28/02/2026", 9, close, "", "30,00", ""]),
            *card("72/05/010", "Salari", ["31/01/2026", 3, "x", "100,00", "", ""],
                  ["28/02/2026", 9, close, "", "100,00", ""])]  # fmt: skip
    reading = book_of(*rows)
    assert reading.totals()["by_account"] == {
        "Pubblicità": 1200.5, "Spese telefoniche": 30, "Salari": 100}  # fmt: skip
    assert reading.total("month") == {"2026-01": 1330.5}
    (note,) = [n for n in reading.notes if n.code == "closing_entries"]
    assert note.values == {"count": 3}


def test_what_is_over_every_header_is_no_title_of_a_block() -> None:
    over = {9: [(8, ["Zorg Ltd", "page 2"]), (7, ["Account 62"])], 20: [(19, ["Zorg Ltd", "p 3"])]}
    titles, whole, pages = titles_of_blocks([(1, ["Zorg Ltd", "page 1"])], over)
    assert (titles, whole, pages) == ([], set(), {8, 19})
