"""Money in beside costs in a table by month: receipts, results and balances are no costs."""

from __future__ import annotations

import time
from itertools import product

import pytest

from roi_model.reading.reading import Reading, read
from tests.reading.costs.statement.month_tables import (
    BY_MONTH,
    SHAPES,
    TOTAL,
    WORDS,
    text_of,
)
from tests.reading.read_again import reading_of
from tests.reading.tables.sheets.unlike import ods
from tests.reading.workbooks import xlsx

CASH = (
    "Poste;2025-03;2025-04\nEncaissements;;\nDupont;6000;6100\nTotal encaissements;6000;6100\n"
    "Décaissements;;\nLoyer;400;400\nPub;80;95,5\nTotal décaissements;480;495,5\n"
)


def codes(reading: Reading) -> set[str]:
    return {note.code for note in reading.notes}


def blocking(reading: Reading) -> list[str]:
    return [question.id for question in reading.questions if question.blocking]


@pytest.mark.each_once
@pytest.mark.parametrize(("table", "shape"), list(product(("cash", "p&l"), SHAPES)))
@pytest.mark.parametrize("lang", ["en", "fr", "de", "es", "it", "pt", "nl"])
def test_costs_alone_count_in_every_language_and_shape(lang: str, table: str, shape: str) -> None:
    reading = reading_of(text_of(SHAPES[shape](WORDS[f"{lang} {table}"])))
    assert reading.refused is None and blocking(reading) == []
    assert reading.total("month") == BY_MONTH
    assert reading.total() == TOTAL
    assert "money_in_left" in codes(reading) or reading.revenue["amount"].sum() == 19150.5


@pytest.mark.parametrize("words", ["fr cash", "en p&l", "it cash"])
def test_workbooks_are_read_as_their_text_is(words: str) -> None:
    rows = SHAPES["headings, totals and result"](WORDS[words])
    made = [[None if cell == "" else cell for cell in line] for line in rows]
    reading = read(xlsx({"Sheet1": [["Realised"], [], *made]}), name="cash.xlsx")
    assert (reading.total(), reading.total("month")) == (TOTAL, BY_MONTH)


@pytest.mark.parametrize("words", ["es cash", "de p&l", "nl cash"])
def test_sheets_of_libreoffice_are_too(words: str) -> None:
    rows = SHAPES["totals alone"](WORDS[words])
    cells = "".join(
        "<table:table-row>" + "".join(
            f'<table:table-cell office:value-type="float" office:value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
            if isinstance(cell, (int, float)) else
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>" for cell in line) + "</table:table-row>"
        for line in rows)  # fmt: skip
    made = f'<table:table table:name="Blad1">{cells}</table:table>'
    assert read(ods(made), name="cash.ods").total("month") == BY_MONTH


def test_what_was_left_out_is_said_and_listed() -> None:
    reading = reading_of(CASH + "Solde du mois;5520;5604,5\nTaux;0,92;0,918\n")
    assert reading.total() == 975.5
    assert {note.code: note.values["rows"] for note in reading.notes if "rows" in note.values} == {
        "money_in_left": "Dupont", "results_left": "Solde du mois"
    }  # fmt: skip
    assert reading.rejected["reason"].tolist() == [
        "income", "total_line", "total_line", "balance_line", "count_line"
    ]  # fmt: skip


@pytest.mark.each_once
@pytest.mark.parametrize("kind", ["costs", "ads", "payroll"])
@pytest.mark.parametrize("words", ["fr p&l", "es p&l", "en cash"])
def test_it_is_so_whatever_kind_is_said(words: str, kind: str) -> None:
    text = text_of(SHAPES["headings, totals and result"](WORDS[words]))
    assert reading_of(text, kind=kind).total() == TOTAL


def test_a_profit_and_loss_without_sections_is_told_by_its_results() -> None:
    text = (",Mar 2025,Apr 2025\nRevenue,9000,9400\nCost of sales,2000,2100\nGross profit,7000,7300"
            "\nRent,400,400\nAds,80,95.5\nEBITDA,6520,6804.5\nDepreciation,20,20\nTax,500,510\n"
            "Net income,6000,6274.5\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.total("month") == {"2025-03": 3000, "2025-04": 3125.5}
    wrong = reading_of(text.replace("6274.5", "6174.5")).refused
    assert wrong is not None and wrong.code == "profit_and_loss"


def test_amounts_with_their_signs_are_told_by_what_they_add_up_to() -> None:
    text = "Poste;2025-03;2025-04\nDupont;6000;6100\nLoyer;-400;-400\nPub;-80;-95,5\n"
    assert reading_of(text + "Solde;5520;5604,5\n").total() == 975.5


def test_one_series_of_months_is_taken_and_money_in_left_out_of_each() -> None:
    text = ("Poste,2025-03 Budget,2025-03 Actual,2025-04 Budget,2025-04 Actual\n"
            "Receipts,,,,\nDupont,5000,6000,5000,6100\nTotal receipts,5000,6000,5000,6100\n"
            "Payments,,,,\nRent,400,400,400,400\nAds,90,80,90,95.5\n"
            "Total payments,490,480,490,495.5\n")  # fmt: skip
    assert reading_of(text).total("month") == {"2025-03": 480, "2025-04": 495.5}


@pytest.mark.parametrize("words", ["fr p&l", "pt p&l", "nl cash"])
def test_a_plan_is_asked_about_and_thousands_too(words: str) -> None:
    text = text_of(SHAPES["headings, totals and result"](WORDS[words]))
    assert blocking(reading_of("Budget 2025;;;;\n" + text)) == ["planned:Budget 2025"]
    (question,) = [q for q in reading_of("En k€" + text).questions if q.blocking]
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "1000": 1000 * TOTAL, "1": TOTAL
    }  # fmt: skip


ASKED = {
    "sales in a line of their own": (
        "Poste;2025-03;2025-04\nVentes;6000;6100\nLoyer;400;400\nPub;80;95,5\n", 975.5, 13075.5),
    "revenue in a line of its own": (
        "Item;2025-03;2025-04\nRevenue;6000;6100\nRent;400;400\nAds;80;95.5\n", 975.5, 13075.5),
    "lines whose names may be of goods and their cost": (
        "Poste;2025-03;2025-04\nProduits;6000;6100\nFrais;400;400\nPub;80;95,5\n", 975.5, 13075.5),
    "a section that may be a team's": (
        "Item;2025-03;2025-04\nSales;;\nDupont;6000;6100\nCosts;;\nRent;400;400\nAds;80;95.5\n",
        975.5, 13075.5),
    "a result that only figures tell": (
        "Item;2025-03;2025-04\nCustomers;6000;6100\nRent;400;400\nAds;80;95.5\nHop;5520;5604.5\n",
        975.5, 24200.0),
}  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_what_a_name_or_figures_alone_say_is_asked_with_the_right_answer(name: str) -> None:
    text, without, whole = ASKED[name]
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "money_in"
    assert {c.answer: c.gives["all"] for c in question.candidates} == {"yes": without, "no": whole}
    assert reading_of(text, answers={"money_in": "yes"}).total() == without
    after = reading_of(text, answers={"money_in": "no"})
    assert blocking(after) or after.total() == whole


def test_what_is_said_to_be_no_money_in_may_still_be_a_count() -> None:
    text, _, whole = ASKED["a result that only figures tell"]
    answers = {"money_in": "no"}
    assert blocking(reading_of(text, answers=answers)) == ["counted"]
    answers |= {"counted": "cost", "sums": "no"}  # they are the sum of the others, by chance
    assert reading_of(text, answers=answers).total() == whole


def test_a_line_in_no_section_is_asked_about() -> None:
    text = CASH + "Solde du mois;5520;5604,5\nZorglub;100;0\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "account_kind:Zorglub"
    given = {answer: reading_of(text, answers={question.id: answer}).total()
             for answer in ("cost", "revenue", "neither")}  # fmt: skip
    assert given == {"cost": 1075.5, "revenue": 975.5, "neither": 975.5}


def test_money_in_without_costs_is_refused() -> None:
    refused = reading_of("Item;2025-03;2025-04\nReceipts;;\nDupont;60;61\nLeroy;5;6\n").refused
    assert refused is not None and refused.code == "only_money_in"
    assert "Dupont, Leroy" in refused.sentence("en") and "Dupont, Leroy" in refused.sentence("fr")


PLAIN = {
    "teams": ("Department;2025-03;2025-04\nSales;1000;1200\nMarketing;500;600\nR&D;800;900\n",
              5000),
    "teams over their costs": (
        "Poste;2025-03;2025-04\nVentes;;\nSalaires;1000;1200\nTrains;100;50\nMarketing;;\n"
        "Ads;500;600\n", 3450),
    "teams with totals": (
        "Poste;2025-03;2025-04\nVentes;;\nSalaires;1000;1200\nTrains;100;50\n"
        "Total ventes;1100;1250\nMarketing;;\nAds;500;600\nTotal marketing;500;600\n", 3450),
    "teams within costs": (
        "Poste;2025-03;2025-04\nDépenses;;\nVentes;;\nSalaires;1000;1200\nTotal ventes;1000;1200\n"
        "Marketing;;\nAds;500;600\nTotal dépenses;1500;1800\n", 3300),
    "a budget and what is left of it": (
        "Poste;2025-03;2025-04\nBudget;200;200\nCRM;100;100\nAds;50;60\nReste;50;40\n", 310),
    "words of results in names of costs": (
        "Poste;2025-03;2025-04\nImpôt sur le résultat;300;300\nProfit sharing;50;60\n"
        "Solde de tout compte;100;0\n", 810),
    "costs that a third makes by chance, every month alike": (
        "Poste;2025-03;2025-04\nCRM;300;300\nAds;200;200\nTel;110;110\n", 1220),
}  # fmt: skip


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_table_of_costs_stays_as_it_is(name: str) -> None:
    text, total = PLAIN[name]
    reading = reading_of(text)
    assert blocking(reading) == [] and reading.total() == total
    assert "income" not in set(reading.rejected["reason"])


@pytest.mark.parametrize(
    "rows",
    ["Frais {0};{0};{1}\n", "Total recettes;{0};{1}\n", "Recettes;{0};{1}\n", "Résultat;{0};{1}\n"],
)
def test_many_lines_take_no_long_time(rows: str) -> None:
    text = "Poste;2025-03;2025-04\nRecettes;;\n"
    text += "".join(f"x{n};{n};{n + 7}\n" for n in range(900))
    text += "Dépenses;;\n" + "".join(rows.format(n, n + 3) for n in range(900))
    began = time.process_time()
    reading_of(text)
    assert time.process_time() - began < 20
