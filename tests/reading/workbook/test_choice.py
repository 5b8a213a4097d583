"""Which sheet of a workbook is meant."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from roi_model.reading.reading import read
from tests.reading.tables.books import notes
from tests.reading.variants import TOTAL
from tests.reading.workbooks import ASKED, BOOKS, long_rows, xlsx


def test_several_sheets_are_asked_with_what_each_would_give() -> None:
    content = ASKED["fr_workbook_two_sheets.xlsx"]()
    reading = read(content, name="costs.xlsx")
    (question,) = reading.questions
    assert question.id == "sheet" and question.blocking
    assert {c.answer: (c.gives["rows"], c.gives["first"]) for c in question.candidates} == {
        "2023": (9, "2023-01"),
        "2024": (10, "2024-01"),
        "*": (19, "2023-01"),
    }
    assert question.candidates[1].gives["all"] == TOTAL
    assert reading.totals()["all"] is None and not reading.usable
    chosen = read(content, name="costs.xlsx", answers={"sheet": "2024"})
    assert chosen.total() == TOTAL and chosen.dialect["sheet"] == "2024"
    assert chosen.name == "costs.xlsx"
    with pytest.raises(ValueError, match="2022"):
        read(content, answers={"sheet": "2022"})


def test_a_sheet_that_holds_no_table_is_passed_over_and_told() -> None:
    reading = read(BOOKS["fr_workbook_second_sheet.xlsx"]())
    assert reading.dialect["sheet"] == "Coûts"
    assert "sheet_taken" in notes(reading)


@pytest.mark.parametrize(("called", "columns"), [
    (("Siège", "Agence"), ["Matricule", "Nom", "Salaire brut", "Coût total employeur"]),
    (("Lohnjournal",), ["Personalnummer", "Name", "Bruttolohn", "Netto"]),
    (("Staff", "Notes"), ["Employee", "Gross pay", "Net pay", "Hours"])])  # fmt: skip
def test_sheets_that_are_left_aside_are_named_and_not_said_to_be_empty(
    called: tuple[str, ...], columns: list[str]
) -> None:
    pay = [["LIVRE DE PAIE"], [], columns, ["012", "MARTIN", 3850.0, 5893.28],
           ["015", "NGUYEN", 2480.0, 4002.68]]  # fmt: skip
    recap = [["Mois", "Coût total employeur"], ["Avril 2026", 9895.96], ["Mai 2026", 9990.0]]
    reading = read(xlsx({"Récap": recap, **dict.fromkeys(called, pay)}))
    assert reading.total() == 9895.96 + 9990
    (note,) = [n for n in reading.notes if n.code == "sheet_taken"]
    assert note.values == {"sheet": "Récap", "others": ", ".join(called), "count": len(called)}
    for said, claim in ((note.sentence("en"), "no table"), (note.sentence("fr"), "tableau")):
        assert called[0] in said and claim not in said


def test_a_hidden_sheet_of_another_layout_is_not_asked_about() -> None:
    other = [["Mois", "Montant"], ["2024-01", 99.0]]
    content = xlsx({"A": long_rows(), "B": other}, hidden=["B"])
    reading = read(content)
    assert reading.total() == read(xlsx({"A": long_rows()})).total()
    (note,) = [n for n in reading.notes if n.code == "sheet_shown"]
    assert note.values == {"sheet": "A", "hidden": "B"}
    assert read(content, answers={"sheet": "B"}).total() == 99


def test_a_hidden_sheet_is_offered_too() -> None:
    content = xlsx({"A": long_rows(), "B": long_rows()}, hidden=["B"])
    (question,) = read(content).questions
    assert [c.answer for c in question.candidates] == ["A", "B", "*"]


def test_sheets_of_one_layout_are_added_up_on_request() -> None:
    rows = long_rows()
    finer = [rows[0], [*rows[1][:-1], 0.1255]]
    content = xlsx({"Janvier": rows, "Février": finer, "Notes": [["Total", "x"], ["a", "b"]]})
    (question,) = read(content).questions
    assert question.answer_label("*", "fr").startswith("Toutes")
    assert question.candidates[-1].gives["all"] == round(TOTAL + 0.1255, 4)
    reading = read(content, answers={"sheet": "*"}, name="costs.xlsx")
    assert reading.total() == round(TOTAL + 0.1255, 4)
    assert sum(reading.totals()["by_category"].values()) == pytest.approx(reading.total())
    assert reading.dialect["sheet"] == "Janvier, Février"
    assert "sheets_added" in notes(reading)
    assert reading.rows_kept == len(rows)
    with pytest.raises(ValueError, match="layout"):
        read(xlsx({"A": rows, "Notes": [["x", "y"], ["a", "b"]]}), answers={"sheet": "*"})


def test_an_answer_for_one_sheet_does_not_trouble_the_other() -> None:
    unclear = [["date", "label", "amount"], [date(2024, 1, 5), "Ads", "1.000"]]
    content = xlsx({"Words": [["just", "words"]], "Costs": unclear})
    assert [q.id for q in read(content).questions if q.blocking] == ["decimal:amount"]
    assert read(content, answers={"decimal:amount": ","}).total() == 1000
    with pytest.raises(ValueError, match="decimal"):
        read(content, answers={"decimal:amount": "x"})


def test_without_a_usable_sheet_the_largest_says_why() -> None:
    reading = read(xlsx({"A": [["x", "y"]], "B": [["Libellé", "Montant"], ["Ads", 5], ["CRM", 6]]}))
    assert reading.refused is not None and reading.refused.code == "no_date"
    empty = read(xlsx({"A": [], "B": []}), name="empty.xlsx").refused
    assert empty is not None and empty.code == "empty"


def _month(number: int, head: list[str], *amounts: float) -> list[list[object]]:
    rows = [{"Data": date(2026, number, 3 + n), "Fornitore": "Zorg", "Categoria": "Software",
             "Imponibile": amount} for n, amount in enumerate(amounts)]  # fmt: skip
    return [head, *([row[name] for name in head] for row in rows)]


HEAD = ["Data", "Fornitore", "Categoria", "Imponibile"]
SWAPPED = ["Data", "Categoria", "Fornitore", "Imponibile"]
MONTHS = {"Gen 26": _month(1, HEAD, 10.5, 20), "Feb 26": _month(2, HEAD, 5.25),
          "Mar 26": _month(3, SWAPPED, 7)}  # fmt: skip
MODEL = {"Modello": [HEAD, ["gg/mm/aaaa", "es. Zorg", "Software", 100]]}
SUMS = [["Riepilogo 2026"], [], ["Categoria", "Gen", "Feb", "Mar"], ["Software", 30.5, 5.25, 7]]


@pytest.mark.parametrize("more", [{}, MODEL, {"Riepilogo": SUMS}, {"Riepilogo": SUMS, **MODEL}])
def test_months_whose_columns_change_places_are_one_table(more: dict[str, Any]) -> None:
    reading = read(xlsx({**more, **MONTHS}), name="spese 2026.xlsx")
    assert reading.total("month") == {"2026-01": 30.5, "2026-02": 5.25, "2026-03": 7}


def test_months_of_other_columns_are_offered_as_one_first() -> None:
    other = [["Data", "Chi", "Importo netto"], [date(2026, 3, 3), "Zorg", 7]]
    content = xlsx({**MONTHS, "Mar 26": other})
    (question,) = read(content, name="spese 2026.xlsx").questions
    assert question.candidates[0].answer == "*" and question.candidates[0].gives["all"] == 42.75
    with_sums = read(xlsx({"Riepilogo": SUMS, **MONTHS, "Mar 26": other}), name="spese 2026.xlsx")
    assert with_sums.total() == 42.75


PAY_SHEETS = {
    "fr": (("Janvier 2026", "Février 2026", "Mars 2026"), "Récap", "Total",
           ("Nom", "Brut", "Charges patronales", "Coût total employeur")),
    "en": (("Jan 2026", "Feb 2026", "Mar 2026"), "Summary", "Grand total",
           ("Employee", "Gross pay", "Employer taxes", "Employer cost")),
    "de": (("Lohn Januar 2026", "Lohn Februar 2026", "Lohn März 2026"), "Übersicht", "Summe",
           ("Mitarbeiter", "Bruttolohn", "AG-Anteile", "Gesamtkosten")),
    "es": (("Nóminas 01-2026", "Nóminas 02-2026", "Nóminas 03-2026"), "Resumen", "Suma",
           ("Trabajador", "Bruto", "Seguridad social empresa", "Coste empresa")),
    "it": (("gennaio 2026", "febbraio 2026", "marzo 2026"), "Riepilogo", "Totale",
           ("Dipendente", "Lordo", "Contributi azienda", "Costo azienda")),
    "pt": (("2026-01", "2026-02", "2026-03"), "Resumo", "Totais",
           ("Trabalhador", "Vencimento bruto", "Encargos da empresa", "Custo total empresa")),
    "nl": (("januari 2026", "februari 2026", "maart 2026"), "Overzicht", "Totaal",
           ("Werknemer", "Brutoloon", "Werkgeverslasten", "Totale werkgeverskosten")),
}  # fmt: skip
PAID = [("Martin", 3000.0, 1260.5), ("Nguyen", 2500.0, 1050.25), ("Roux", 4100.25, 1722.0)]


def pay_sheets(lang: str) -> tuple[dict[str, list[list[Any]]], list[tuple[float, float, float]]]:
    """Sheets of pay by month, and what each adds up to: gross, charges, both."""
    months, _, total, heads = PAY_SHEETS[lang]
    book, sums = {}, []
    for raise_, month in zip((0.0, 40.0, 75.5), months, strict=True):
        rows = [[name, gross + raise_, charges, gross + raise_ + charges]
                for name, gross, charges in PAID]  # fmt: skip
        whole = tuple(round(sum(row[i] for row in rows), 2) for i in (1, 2, 3))
        book[month] = [list(heads), *rows, [total, *whole]]
        sums.append(whole)
    return book, sums


@pytest.mark.each_once
@pytest.mark.parametrize("lang", PAY_SHEETS)
@pytest.mark.parametrize("before", [True, False])
def test_pay_by_month_counts_once_beside_its_recap(lang: str, before: bool) -> None:
    book, sums = pay_sheets(lang)
    _, recap, total, heads = PAY_SHEETS[lang]
    days = ("01/2026", "02/2026", "03/2026")
    rows = [["Mois", *heads[1:]], *([day, *one] for day, one in zip(days, sums, strict=True))]
    rows.append([total, *(round(sum(one[i] for one in sums), 2) for i in range(3))])
    sheets = {recap: rows, **book} if before else {**book, recap: rows}
    reading = read(xlsx(sheets), name="pay.xlsx")
    assert not reading.blocked and reading.refused is None
    assert list(reading.total("month").values()) == [one[2] for one in sums]
    assert set(reading.total("category")) == {"people"}
    (note,) = [n for n in reading.notes if n.code == "sheets_again"]
    assert note.values == {"sheets": recap}


@pytest.mark.parametrize("lang", PAY_SHEETS)
def test_a_recap_by_person_beside_pay_by_month_is_left_aside_and_named(lang: str) -> None:
    book, sums = pay_sheets(lang)
    _, recap, _, heads = PAY_SHEETS[lang]
    people = [[name, gross * 3 + 115.5, charges * 3, gross * 3 + 115.5 + charges * 3]
              for name, gross, charges in PAID]  # fmt: skip
    reading = read(xlsx({recap: [list(heads), *people], **book}), name="pay.xlsx")
    assert reading.total() == pytest.approx(sum(one[2] for one in sums))
    (note,) = [n for n in reading.notes if n.code == "sheets_aside"]
    assert note.values == {"sheets": recap}


def test_a_recap_that_says_other_sums_is_asked_about() -> None:
    book, sums = pay_sheets("fr")
    rows = [["Mois", "Coût total employeur"], *([f"0{i + 1}/2026", 100.0] for i in range(3))]
    (question,) = read(xlsx({"Récap": rows, **book}), name="pay.xlsx").questions
    assert question.id == "sheet" and question.candidates[0].answer == "*"
    assert question.candidates[0].gives["all"] == pytest.approx(sum(one[2] for one in sums))


def test_the_year_that_no_sheet_of_a_month_names_is_in_the_file_s_name_or_asked() -> None:
    book, _ = pay_sheets("fr")
    bare = {name.split()[0]: rows for name, rows in book.items()}
    named = read(xlsx(bare), name="paie 2025.xlsx")
    assert list(named.total("month")) == ["2025-01", "2025-02", "2025-03"]
    said = read(xlsx(bare), name="paie.xlsx", answers={"year": "2024"})
    assert list(said.total("month")) == ["2024-01", "2024-02", "2024-03"]


def test_the_day_of_hiring_on_a_sheet_of_a_month_dates_no_pay() -> None:
    book, sums = pay_sheets("fr")
    hired = {name: [[*row, "Entrée" if i == 0 else date(2021, 5, i) if i < 4 else None]
                    for i, row in enumerate(rows)] for name, rows in book.items()}  # fmt: skip
    reading = read(xlsx(hired), name="paie.xlsx")
    assert list(reading.total("month").values()) == [one[2] for one in sums]


@pytest.mark.parametrize("total", ["Summe", "Gesamt", "Insgesamt"])
def test_spending_on_sheets_of_months_counts_without_their_sums(total: str) -> None:
    rows = [["Lieferant", "Nummer", "Betrag"], ["Messe", 101, 980.0], ["Sipgate", 102, 24.5],
            [total, None, 1004.5]]  # fmt: skip
    book = dict.fromkeys(("Januar 2026", "Februar 2026"), rows)
    reading = read(xlsx(book), name="kosten.xlsx")
    assert reading.total("month") == {"2026-01": 1004.5, "2026-02": 1004.5}


def test_a_last_row_that_has_all_above_it_under_another_name_is_asked_about() -> None:
    rows = [["Lieferant", "Betrag"], ["Messe", 980.0], ["Sipgate", 24.5], ["Zusammen", 1004.5]]
    content = xlsx({"Januar 2026": rows, "Notiz": [["Siehe Januar"]]})
    (question,) = read(content).questions
    assert {one.answer: one.gives["all"] for one in question.candidates} == {
        "yes": 1004.5, "no": 2009.0}  # fmt: skip
    assert read(content, answers={"sums": "yes"}).total() == 1004.5


@pytest.mark.parametrize(("heads", "more"), [
    (("What", "Date", "Amount"), ("Notes", "Donor")), (("Poste", "Date", "Montant"), ("Remarque",)),
    (("Was", "Datum", "Betrag"), ("Kostenstelle", "Notiz")),
])  # fmt: skip
def test_a_sheet_to_which_a_column_was_added_is_of_the_same_layout(
    heads: tuple[str, ...], more: tuple[str, ...]
) -> None:
    wide = [[*heads, *more], ["Ads", date(2024, 1, 20), 100.5, *["x"] * len(more)],
            ["Rent", date(2024, 2, 20), 50.0]]  # fmt: skip
    narrow = [[*heads], ["Ads", date(2025, 1, 20), 70.0], ["Rent", date(2025, 2, 21), 30.25]]
    content = xlsx({"2024": wide, "2025": narrow})
    (question,) = read(content).questions
    given = {c.answer: c.gives["all"] for c in question.candidates}
    assert given == {"2024": 150.5, "2025": 100.25, "*": 150.5 + 100.25}
    # Read from another column, it is another table.
    narrow[0] = [heads[0], heads[1], "Other amount"]
    (question,) = read(xlsx({"2024": wide, "2025": narrow})).questions
    assert "*" not in [c.answer for c in question.candidates]
