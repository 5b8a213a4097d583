"""Every dialect gives the same totals to the cent, asks, or is refused with a reason."""

from __future__ import annotations

import json

import pytest

from roi_model.commands.actuals import read_command
from roi_model.reading.reading import read
from roi_model.reading.result import rejection_sentence
from roi_model.texts import topic
from tests.reading import variants
from tests.reading.read_again import reading_of
from tests.reading.variants import (
    COSTS,
    FECS,
    LONG,
    SAMPLES,
    SHAPES,
    TOTAL,
    expected,
    expected_by_month,
)


@pytest.mark.parametrize("name", LONG)
def test_every_long_dialect_gives_the_known_totals(name: str) -> None:
    reading = read((SAMPLES / name).read_bytes(), name=name)
    assert reading.refused is None
    assert [q.id for q in reading.questions if q.blocking] == []
    assert reading.kind == "costs"
    totals = reading.totals()
    assert totals["all"] == TOTAL
    assert totals["by_month"] == expected_by_month()
    assert totals["by_category"] == expected(3)
    assert reading.rows_read == reading.rows_kept + len(reading.rejected)
    assert reading.rows_kept == len(COSTS)


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_gives_the_known_totals(name: str) -> None:
    reading = read((SAMPLES / name).read_bytes(), name=name)
    assert reading.refused is None
    assert [q.id for q in reading.questions if q.blocking] == []
    assert reading.kind == "costs"
    totals = reading.totals()
    assert totals["all"] == TOTAL
    assert totals["by_month"] == expected_by_month()
    assert totals["by_category"] == expected(3)


@pytest.mark.parametrize("name", FECS)
def test_every_fec_dialect_gives_the_known_totals(name: str) -> None:
    reading = read((SAMPLES / name).read_bytes(), name=name)
    assert reading.refused is None
    assert reading.kind == "fec"
    totals = reading.totals()
    assert totals["all"] == TOTAL
    assert totals["by_month"] == expected_by_month()
    assert totals["by_account"] == expected(4)
    assert totals["by_category"] == expected(3)
    assert "balanced" in [note.code for note in reading.notes]
    assert len(reading.rejected) == 0


def test_the_sample_files_are_what_the_generator_writes() -> None:
    for name, writer in variants.all_samples().items():
        assert (SAMPLES / name).read_bytes() == writer(), f"{name}: run tests.reading.variants"


def test_title_lines_totals_repeated_headers_and_blanks_are_listed() -> None:
    reading = read((SAMPLES / "fr_title_and_totals.csv").read_bytes())
    assert reading.dialect["header_row"] == 4
    assert reading.rejected[["line", "reason"]].to_numpy().tolist() == [
        [1, "above_table"],
        [2, "above_table"],
        [9, "repeated_header"],
        [16, "blank"],
        [17, "total_line"],
    ]


# Ambiguities: asked, with what each answer would give, never guessed -------------------------


def test_all_that_is_unclear_is_asked_at_once() -> None:
    reading = reading_of("date;label;amount\n03/04/2024;Ads;1.000\n")
    assert [q.about for q in reading.questions if q.blocking] == ["date_format", "decimal"]


# Nothing is coerced in silence ---------------------------------------------------------------


def test_a_supplier_called_total_is_no_total_line() -> None:
    reading = reading_of(
        "date;label;cost\n15/01/2024;Total Access 4523;50,25\n16/01/2024;Ads;10,50\n"
        ";Total;60,75\n31/01/2024;Total janvier;60,75\nTotal for Ads;;10,50\n"
        "Grand Totals (2 records);;60,75\n"
    )
    assert reading.total() == 60.75
    assert reading.rejected["reason"].tolist() == ["total_line"] * 4


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "\ufeffsep=;", '\ufeff"sep=;"'])
def test_the_line_that_names_the_separator_is_no_line_of_the_table(line: str) -> None:
    reading = reading_of(f"{line}\nDate;Libellé;Coût\n15/01/2024;Ads;10,50\n")
    assert reading.total() == 10.5
    assert len(reading.rejected) == 0


# Refusals ------------------------------------------------------------------------------------


REFUSED = {
    "empty": b"",
    "pdf": b"%PDF-1.7 whatever",
    "image": b"\x89PNG\r\n\x1a\n....",
    "damaged_workbook": b"PK\x03\x04" + b"\x00" * 26 + b"xl/workbook.xml",
    "locked": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "archive": b"\x1f\x8b\x08" + b"\x00" * 26,
    "archive_damaged": b"PK\x03\x04" + b"\x00" * 26 + b"word.txt",
    "html": b"<html><table><tr><td>1</td></tr></table></html>",
    "json": b'{"date": 1}',
    "binary": bytes(range(256)) * 20,
    "one_column": b"a\nb\nc\n",
    "too_many_columns": b";".join(b"a" for _ in range(30_000)) + b"\n",
    "no_date": b"name,amount\nAds,12.50\n",
    "no_amount": b"date,label\n2024-01-15,Ads\n",
    "no_usable_row": b"date,label,amount\n",
    "shifted": b"date,label,amount\n2024-01-15,Ads,12,50\n2024-01-16,Ads,13,50\n",
}


@pytest.mark.parametrize("code", REFUSED)
def test_refused_with_a_reason_in_both_languages(code: str) -> None:
    reading = read(REFUSED[code], name="file.csv")
    assert reading.refused is not None
    assert reading.refused.code == code
    french, english = reading.refused.sentence("fr"), reading.refused.sentence("en")
    assert french != english
    assert "file.csv" in french
    assert "{" not in french + english
    assert reading.totals()["all"] is None


def test_every_question_rejection_and_note_has_a_sentence_in_both_languages() -> None:
    for lang in ("fr", "en"):
        for reason in topic("actuals", lang)["rejected"]:
            assert rejection_sentence(reason, lang)
    reading = reading_of("date;label;amount\n03/04/2024;Xyz;1.000\n")
    for lang in ("fr", "en"):
        for question in reading.questions:
            assert "{" not in question.sentence(lang)
            for candidate in question.candidates:
                assert question.answer_label(candidate.answer, lang) != ""


def test_unknown_answers_and_kinds_are_errors() -> None:
    with pytest.raises(ValueError, match="kind"):
        read(b"date;label;amount\n", kind="spreadsheet")
    with pytest.raises(ValueError, match="decimal"):
        reading_of("date;label;cost\n15/01/2024;Ads;1,50\n", answers={"decimal": "comma"})
    with pytest.raises(ValueError, match="amount_column"):
        reading_of("date;label;cost\n15/01/2024;Ads;1,50\n", answers={"amount_column": "x"})


def test_read_command_prints_the_shape_of_the_contract(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "costs.csv"
    path.write_bytes(LONG["fr_utf8.csv"]())
    printed = read_command([path])
    assert json.loads(json.dumps(printed)) == printed
    assert {"kind", "dialect", "rows_read", "rows_kept", "rejected", "totals", "deals",
            "questions", "refused"} <= set(printed)  # fmt: skip
    assert {"encoding", "delimiter", "decimal", "date_format", "header_row"} <= set(
        printed["dialect"]
    )
    assert {"all", "by_category", "by_account", "by_month"} <= set(printed["totals"])
    assert len(read_command([path, path])["files"]) == 2


@pytest.mark.parametrize(
    "text",
    ["Nom;Poste;Brut mensuel;Charges patronales;Coût employeur mensuel\nAnna;SDR;10;4;14\n",
     "Item;Jan 2026;Feb 2026\nAds;1,234;2,345\nCRM;1,250;1,300\n",
     "Maand;Software;Reclame\nweek?;1,234;2,345\nweken;1,250;1,300\n"],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_sentence_shows_a_name_that_is_ours(text: str, lang: str) -> None:
    reading = reading_of(text)
    said = [one.sentence(lang) for one in (*reading.questions, *reading.notes)]
    if reading.refused is not None:
        assert not {"category", "amount"} & set(str(reading.refused.values["columns"]).split(", "))
    assert said or reading.refused
    assert not any(f"{quote}{name}" in one for one in said for name in ("amount", "category")
                   for quote in "“«")  # fmt: skip


@pytest.mark.parametrize("key", ["category", "category:"])
def test_costs_without_a_label_can_be_put_into_a_category(key: str) -> None:
    text = "Mois;Réel\n2026-01;100,50\n2026-02;120,25\n"
    (question,) = reading_of(text).questions
    assert question.id == "category" and "lignes sans libellé" in question.sentence("fr")
    reading = reading_of(text, answers={key: "advertising"})
    assert not reading.questions and reading.total("category") == {"advertising": 220.75}


def test_a_label_nobody_knows_is_asked_with_what_it_cost_after_its_refunds() -> None:
    text = "Date;Libellé;Montant\n15/01/2024;Zorglub;1200,50\n20/01/2024;Zorglub;-200,50\n"
    text += "".join(f"{day}/02/2024;Wurbl;100,00\n" for day in range(10, 16))
    (first, second) = [q for q in reading_of(text).questions if q.about == "category"]
    assert (first.column, first.values["amount"]) == ("Zorglub", 1000.0)
    assert (second.column, second.values["amount"]) == ("Wurbl", 600.0)
