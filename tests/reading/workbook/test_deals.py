"""Lists of deals on several sheets are offered as one."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from tests.reading.tables.books import notes
from tests.reading.workbooks import xlsx

YEARS = {
    "2024": [["N°", "Date", "Client", "Montant HT", "Réponse"],
             ["1", "2024-03-14", "A", 100, "OK signé"],
             ["2", "2024-04-15", "B", 50, "Refusé - prix"]],
    "2025": [["N° devis", "Date", "Client", "HT", "TVA", "TTC", "Etat"],
             ["3", "2025-03-14", "A", 200, 40, 240, "Accepté le 21/03"],
             ["4", "2025-04-15", "B", 60, 12, 72, "en attente"]],
    "Récap": [["Année", "Total HT"], ["2024", 150], ["2025", 260]],
}  # fmt: skip


def test_sheets_of_deals_are_offered_together_first() -> None:
    content = xlsx(YEARS)
    (question,) = read(content, name="devis.xlsx").questions
    assert [one.answer for one in question.candidates] == ["*", "2024", "2025", "Récap"]
    found = read(content, name="devis.xlsx", answers={"sheet": "*"})
    assert found.usable and "sheets_added" in notes(found)
    deals = found.to_json()["deals"]
    assert (deals["won"], deals["lost"], deals["open"], deals["won_amount"]) == (2, 1, 1, 300)
    assert [one.id for one in found.questions] == ["created_at"]


HEAD = ["N° devis", "Date", "Client", "Montant HT", "Suivi"]
MONTHS = {
    "Janvier 25": [HEAD, ["1", "2025-01-14", "A", 100, "Signé"],
                   ["2", "2025-01-15", "B", 50, "Perdu"],
                   ["3", "2025-01-16", "C", 30, "Annulé (erreur)"]],
    "Février 25": [HEAD, ["4", "2025-02-14", "A", 200, "signé le 03/03"],
                   ["5", "2025-02-15", "B", 60, "en cours"]],
    "Mars 25": [HEAD, ["6", "2025-03-14", "A", 10, "Signé"]],
}  # fmt: skip


def recap(*figures: int) -> dict[str, list[list[object]]]:
    named = zip(("janvier 2025", "février 2025", "mars 2025"), figures, strict=False)
    return {"Récap": [["Mois", "Montant HT"], *map(list, named)]}


@pytest.mark.parametrize("above", [{}, recap(180, 260, 10), recap(100, 200, 10)])
def test_sheets_of_deals_called_by_months_are_one_list(
    above: dict[str, list[list[object]]],
) -> None:
    found = read(xlsx(above | MONTHS), name="devis.xlsx")
    assert found.usable, found.questions
    assert ("sheets_again" in notes(found)) == bool(above)
    deals = found.to_json()["deals"]
    assert (deals["won"], deals["lost"], deals["open"], deals["won_amount"]) == (3, 1, 1, 310)
    assert found.rejected["reason"].tolist() == ["left_stage"]


@pytest.mark.parametrize("above", [recap(180, 250, 10), recap(150, 260)])
def test_a_sheet_that_says_something_else_is_asked(above: dict[str, list[list[object]]]) -> None:
    (question,) = read(xlsx(above | MONTHS), name="devis.xlsx").questions
    assert [one.answer for one in question.candidates] == ["*", "Récap", *MONTHS]


FRENCH = ["Affaire", "Client", "Montant HT", "Date création", "Date clôture"]
ENGLISH = ["Client", "What", "Fee", "First call", "Signed"]


@pytest.mark.parametrize(
    ("names", "head"),
    [(("Gagnées", "En cours", "Perdues"), FRENCH), (("Won 2025", "Open", "Lost"), ENGLISH),
     (("Gewonnen", "Offen", "Verloren"), ["Kunde", "Projekt", "Honorar", "Erstkontakt", "Ende"])],
)  # fmt: skip
def test_sheets_called_by_states_are_one_list(names: tuple[str, ...], head: list[str]) -> None:
    won, still, lost = names
    rows = {won: [head, ["A", "x", 1000, "2025-01-15", "2025-02-01"],
                  ["B", "x", 500, "2025-01-16", "2025-02-03"], ["Total", "", 1500]],
            still: [head, ["C", "x", 700, "2025-03-05", ""]],
            lost: [head, ["D", "x", 300, "2025-03-05", "2025-04-01"]]}  # fmt: skip
    found = read(xlsx(rows), name="book.xlsx")
    assert (found.kind, found.usable) == ("deals", True), found.questions
    deals = found.to_json()["deals"]
    assert [deals[one] for one in ("won", "lost", "open", "won_amount")] == [2, 1, 1, 1500]


def test_a_sheet_beside_them_that_says_no_state_is_asked() -> None:
    rows = {"Won": [ENGLISH, ["A", "x", 1000, "2025-01-15", "2025-02-01"]],
            "Zone 3": [ENGLISH, ["C", "x", 700, "2025-03-05", ""]],
            "Lost": [ENGLISH, ["D", "x", 300, "2025-03-05", "2025-04-01"]]}  # fmt: skip
    (question,) = (one for one in read(xlsx(rows), name="book.xlsx").questions if one.blocking)
    assert question.values["counts"] == {"Zone 3": 1}


def test_a_deal_on_two_sheets_counts_once_and_what_one_asks_all_ask() -> None:
    head = ["Deal ID", "Deal Name", "Stage", "Create Date", "Amount"]
    rows = [["7", "A", "Won", "2025-01-14", 100], ["8", "B", "Lost", "2025-01-15", 50]]
    later = [head, rows[0], ["9", "C", "Won", "2025-05-15", 1]]
    found = read(xlsx({"Q1": [head, *rows], "Q2": later}), answers={"sheet": "*"})
    assert found.deals is not None and found.deals["amount"].tolist() == [50, 100, 1]
    assert found.rejected["reason"].tolist() == ["duplicate_deal"]
    odd = read(xlsx({"Q1": [head, *rows], "Q2": [head, ["9", "C", "Zone 3", "2025-05-15", 1]]}),
               answers={"sheet": "*"})  # fmt: skip
    assert odd.blocked and [one.about for one in odd.questions if one.blocking] == ["stage"]


def test_sheets_of_two_currencies_are_not_added_up() -> None:
    head = ["Deal Name", "Stage", "Create Date", "Close Date", "Amount", "Currency"]
    euros, pounds, plain = (
        [head, [name, "Won", "2025-01-14", "2025-02-14", 100, code]]
        for name, code in (("A", "EUR"), ("B", "GBP"), ("C", ""))
    )
    (question,) = read(xlsx({"A": euros, "B": pounds})).questions
    assert [one.answer for one in question.candidates] == ["A", "B"]
    (question,) = read(xlsx({"A": euros, "C": plain})).questions
    assert [one.answer for one in question.candidates] == ["*", "A", "C"]
