"""Rows of a wide table that are sums, parts or no money of their own."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

TABLE = "Poste;janv. 2026;févr. 2026\nCRM;100;100\nAds;50;60\nTotal général;150;160\n"


@pytest.mark.parametrize(
    "row",
    ["Nb de rdv;3;4", "Coût par rdv;50;40", "CA signé;1000;2000", "Budget;200;200",
     "Écart;50;40"],
)  # fmt: skip
def test_what_stands_below_the_total_of_all_and_is_no_cost_does_not_count(row: str) -> None:
    reading = reading_of(f"{TABLE}{row}\n")
    assert reading.total() == 310
    assert "count_line" in set(reading.rejected["reason"])


def test_what_the_total_takes_in_counts_whatever_it_is_called() -> None:
    text = TABLE.replace("Ads;", "Nombre d'or (agence);")
    assert reading_of(text).total() == 310


@pytest.mark.parametrize("word", ["dont", "of which", "davon"])
def test_a_part_of_the_line_above_counts_once(word: str) -> None:
    text = ("Poste;janv. 2026;févr. 2026\nPublicité;1000;1200\n"
            f"{word} Google;600;700\n{word} Meta;300;300\nCRM;100;100\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.total() == 2400
    assert reading.rejected["reason"].tolist() == ["part_line", "part_line"]


def test_parts_beyond_the_line_above_are_no_parts_of_it() -> None:
    text = "Poste;janv. 2026;févr. 2026\nPublicité;100;100\ndont Google;600;700\n"
    assert reading_of(text).total() == 1500


BLOCKS = ("{a};150;170;160\n{b};100;110;105\n{c};50;60;55\n{d};30;45;40\n{e};10;20;25\n"
          "{f};20;25;15\n")  # fmt: skip
NAMES = [
    ("Poste;janv. 2026;févr. 2026;mars 2026", "ÉQUIPE Salaires Charges OUTILS CRM Téléphonie"),
    ("Item;Jan 2026;Feb 2026;Mar 2026", "PEOPLE Wages Levies STACK CRM Dialler"),
    ("Konto;Jan 2026;Feb 2026;Mär 2026", "PERSONAL Gehälter Abgaben TECHNIK CRM Telefonie"),
    ("Partida;ene 2026;feb 2026;mar 2026", "PERSONAL Sueldos Cargas MEDIOS CRM Telefonía"),
    ("Voce;gen 2026;feb 2026;mar 2026", "PERSONALE Stipendi Oneri STRUMENTI CRM Telefonia"),
    ("Conta;jan/26;fev/26;mar/26", "PESSOAL Salários Encargos FERRAMENTAS CRM VoIP"),
    ("Post;jan 2026;feb 2026;mrt 2026", "PERSONEEL Lonen Lasten MIDDELEN CRM Telefonie"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "names"), NAMES)
def test_a_total_of_all_tells_that_titles_of_blocks_are_sums(head: str, names: str) -> None:
    rows = BLOCKS.format(**dict(zip("abcdef", names.split(), strict=True)))
    reading = reading_of(f"{head}\n{rows}TOTAL;180;215;200\n")
    assert not reading.blocked and reading.total() == 595
    assert reading.rejected["line"].tolist() == [2, 5, 8]


@pytest.mark.parametrize(
    "total", ["", "TOTAL;1;2;3\n", "TOTAL;180;215;999\n", "TOTAL;360;430;400\n"]
)
def test_without_a_total_that_tells_it_is_asked(total: str) -> None:
    head, names = NAMES[0]
    rows = BLOCKS.format(**dict(zip("abcdef", names.split(), strict=True)))
    reading = reading_of(f"{head}\n{rows}{total}")
    assert [question.about for question in reading.questions] == ["sums"]
