"""Names and purposes out of the code words of three banks, and words that only look like them."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.statements.code_words import coded
from tests.reading.statements.read_samples import codes, sample
from tests.reading.statements.test_mt940 import text_of
from tests.reading.statements.written import BOOKED

ING = "/EREF/K1//CNTP/NL08INGB0001/INGBNL2A/Zorglub Studio///REMI/USTD//Film/"
ABN = "/TRTP/SEPA OVERBOEKING/IBAN/NL08ABNA01/BIC/ABNANL2A/NAME/Zorglub Studio/REMI/Film/EREF/K1"
RABO = "/EREF/K1/BENM//NAME/Zorglub Studio/REMI/Film/ISDT/2024-04-02"


@pytest.mark.parametrize("words", [ING, ABN, RABO])
@pytest.mark.parametrize("width", [61, 65, 200])
def test_name_and_purpose_are_found_however_the_lines_are_cut(words: str, width: int) -> None:
    lines = [words[at : at + width] for at in range(0, len(words), width)]
    assert coded("\n".join(lines)) == ("Zorglub Studio", "Film")


@pytest.mark.parametrize("words", ["VIR 03/04 /REMI/ x", "/REMISE/12", "", "12/NAME/x"])
def test_other_words_are_left_as_they_are(words: str) -> None:
    assert coded(words) is None


def test_what_only_names_references_has_neither() -> None:
    assert coded("/EREF/K1/MARF/M2") == ("", "")
    assert coded("/CNTP/NL08INGB0001/") == ("", "")


def test_of_two_names_the_first_is_the_other_party() -> None:
    assert coded("/BENM//NAME/Zorglub/REMI/Film/ULTB//NAME/Group") == ("Zorglub", "Film")


def test_a_line_that_is_not_full_ends_a_word() -> None:
    assert coded("/REMI/Invoice\nof March") == ("", "Invoice of March")


def test_the_labels_of_a_file_are_the_banks_words_and_its_sums_are_none_of_them() -> None:
    reading = sample("statement_by_libmt94x.sta")
    plain = [f"{one.who} {one.label}" for one in BOOKED]
    assert all(any(set(label.split()) <= set(one.split()) for one in plain)
               for label in reading.entries["label"])  # fmt: skip
    assert not any("/USTD" in label or "SUM" in label for label in reading.entries["label"])
    (question,) = reading.questions  # one payee, asked once
    assert question.values["amount"] == 420.5


@pytest.mark.parametrize("after", ["", ":64:C240331EUR900,00\n", ":65:C240401EUR900,00\n"])
def test_words_behind_the_closing_balance_belong_to_no_movement(after: str) -> None:
    row = ":61:2403040304D100,00NTRFNONREF\n:86:HUBSPOT\n"
    text = f"{text_of(row)}{after}:86:Google Ads 4 remboursements\nSUM/1/0\n"
    reading = read(text.encode(), name="a.sta")
    assert reading.entries["label"].tolist() == ["HUBSPOT"]
    assert "statement_complete" in codes(reading)


def test_nor_do_those_behind_the_sums_of_an_interim_report() -> None:
    head = ":20:S\n:25:1\n:28C:7/1\n:34F:EUR0,\n:13D:2404151200+0200\n"
    row = ":61:2403040304D100,00NTRFNONREF\n:86:HUBSPOT\n"
    reading = read(f"{head}{row}:90D:1EUR100,\n:90C:0EUR0,\n:86:Google Ads\n".encode())
    assert reading.entries["label"].tolist() == ["HUBSPOT"]
