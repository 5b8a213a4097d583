"""Every dialect gives the same totals to the cent, asks, or is refused with a reason."""

from __future__ import annotations

import json

import pytest

from roi_model.commands.actuals import read_command
from roi_model.reading.reading import read
from roi_model.reading.result import Reading, rejection_sentence
from roi_model.texts import topic
from tests.reading import variants
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


def reading_of(text: str, **options: object) -> Reading:
    return read(text.encode("utf-8"), name="costs.csv", **options)  # type: ignore[arg-type]


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


def test_the_encodings_are_told() -> None:
    found = {n: read((SAMPLES / n).read_bytes()).dialect["encoding"] for n in LONG}
    assert found["fr_utf8.csv"] == "utf-8"
    assert found["fr_utf8_bom.csv"] == "utf-8-sig"
    assert found["fr_cp1252.csv"] == "cp1252"
    assert found["fr_iso8859_15.csv"] == "iso-8859-15"
    assert found["fr_utf16.txt"] == "utf-16-le"
    assert found["fr_utf16_no_mark.txt"] == "utf-16-le"
    assert "€" in str(variants.fr_rows(variants._unicode_minus))


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


def test_three_digits_after_the_only_separator_are_asked() -> None:
    text = "date;label;amount\n2024-01-15;Google Ads;1.000\n2024-02-15;HubSpot;173.900\n"
    reading = reading_of(text)
    (question,) = [q for q in reading.questions if q.blocking]
    assert question.id == "decimal:amount"
    assert {c.answer: c.gives["all"] for c in question.candidates} == {",": 174900.0, ".": 174.9}
    assert reading.totals()["all"] is None
    assert reading.rows_kept == 0
    assert reading_of(text, answers={"decimal:amount": ","}).total() == 174900
    assert reading_of(text, answers={"decimal": "."}).total() == 174.9


def test_one_clear_value_settles_the_column() -> None:
    text = "date;label;amount\n2024-01-15;Ads;1.000\n2024-02-15;CRM;12,50\n"
    assert reading_of(text).total() == 1012.5


def test_all_that_is_unclear_is_asked_at_once() -> None:
    reading = reading_of("date;label;amount\n03/04/2024;Ads;1.000\n")
    assert [q.about for q in reading.questions if q.blocking] == ["date_format", "decimal"]


def test_contradicting_values_are_asked() -> None:
    text = "date;label;amount\n2024-01-15;Ads;1.50\n2024-02-15;CRM;12,50\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "decimal:amount"
    reading = reading_of(text, answers={"decimal": ","})
    assert reading.total() == 12.5
    assert reading.rejected["reason"].tolist() == ["not_a_number"]


def test_days_that_may_be_months_are_asked() -> None:
    text = "date;label;amount\n03/04/2024;Ads;10,50\n05/06/2024;CRM;20,50\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "date_format:date"
    assert {c.answer: (c.gives["first"], c.gives["last"]) for c in question.candidates} == {
        "%d/%m/%Y": ("2024-04", "2024-06"),
        "%m/%d/%Y": ("2024-03", "2024-05"),
    }
    months = reading_of(text, answers={question.id: "%m/%d/%Y"}).total("month")
    assert months == {"2024-03": 10.5, "2024-05": 20.5}


def test_two_digit_years_with_three_orders_are_asked() -> None:
    text = "date;label;amount\n03-04-05;Ads;10,50\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert {c.answer for c in question.candidates} == {"%d-%m-%y", "%m-%d-%y", "%y-%m-%d"}


def test_same_day_and_month_needs_no_question() -> None:
    text = "date;label;amount\n01/01/2024;Ads;10,50\n02/02/2024;CRM;20,50\n"
    assert reading_of(text).total("month") == {"2024-01": 10.5, "2024-02": 20.5}


def test_ambiguous_month_abbreviation_is_asked() -> None:
    text = "mois;libellé;montant\nmars 2024;Ads;10,50\njui 2024;CRM;20,50\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "date_format"
    answered = reading_of(text, answers={question.id: "%b %Y?second"})
    assert answered.total("month") == {"2024-03": 10.5, "2024-07": 20.5}


def test_months_without_a_year_are_asked() -> None:
    for text in (
        "Dépenses 2023;;\nPoste;Janvier;Février\nOutils;10,50;20,50\n",
        "Dépenses 2023;;\nMois;Poste;Montant\nJanvier;Outils;10,50\nFévrier;Outils;20,50\n",
    ):
        (question,) = [q for q in reading_of(text).questions if q.blocking]
        assert question.id == "year"
        assert [c.answer for c in question.candidates] == ["2023"]
        answered = reading_of(text, answers={"year": "2023"})
        assert answered.total("month") == {"2023-01": 10.5, "2023-02": 20.5}


def test_days_that_may_be_months_are_asked_in_headings_too() -> None:
    text = "Category,01/01/2024,01/02/2024\nTools,10.50,20.25\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "date_format"
    months = reading_of(text, answers={question.id: "%d/%m/%Y"}).total("month")
    assert months == {"2024-01": 10.5, "2024-02": 20.25}


def test_dates_in_a_row_of_data_are_no_months_across() -> None:
    text = "x;y;z;t\nA;04/01/2024;19/02/2024;\nB;05/01/2024;20/02/2024;10,50\n"
    reading = reading_of(text)
    assert "months_across" not in [note.code for note in reading.notes]
    assert [q.id for q in reading.questions] == ["date_column"]
    across = "Poste;01/01/2024;29/02/2024\nOutils;10,50;20,50\n"
    assert reading_of(across).total("month") == {"2024-01": 10.5, "2024-02": 20.5}


def test_spending_and_income_in_one_column_is_asked() -> None:
    text = "date,label,amount\n2024-01-01,Ads,-100.00\n2024-01-02,Client,500.00\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "sign:amount"
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "positive": 400.0,
        "negative": 100.0,
    }
    reading = reading_of(text, answers={"sign": "negative"})
    assert reading.total() == 100
    assert reading.rejected["reason"].tolist() == ["income"]


def test_only_negative_amounts_are_costs_and_it_is_said() -> None:
    reading = reading_of("date,label,amount\n2024-01-01,Ads,-100.50\n2024-01-02,CRM,-50.25\n")
    assert reading.total() == 150.75
    assert "negative_costs" in [note.code for note in reading.notes]


def test_credits_without_account_are_asked_and_a_bank_statement_leaves_them_out() -> None:
    head = "Date;Libellé;Débit;Crédit"
    rows = ["02/01/2024;HUBSPOT;120,50;", "16/01/2024;CLIENT;;5 000,00"]
    (question,) = [q for q in reading_of("\n".join([head, *rows])).questions if q.blocking]
    assert question.id == "credits:Crédit"
    bank = "\n".join([head + ";Solde"] + [row + ";1,50" for row in rows])
    reading = reading_of(bank)
    assert reading.total() == 120.5
    assert reading.rejected["reason"].tolist() == ["income"]


def test_several_currencies_are_asked_and_never_added_up() -> None:
    for text, column in (
        (
            "date;label;cost;currency\n2024-01-15;Ads;1.50;EUR\n2024-01-16;CRM;2.50;USD\n",
            "currency",
        ),
        ("date;label;cost\n2024-01-15;Ads;1.50 €\n2024-01-16;CRM;$2.50\n", "cost"),
    ):
        (question,) = [q for q in reading_of(text).questions if q.blocking]
        assert question.id == f"currency:{column}"
        reading = reading_of(text, answers={"currency": "EUR"})
        assert reading.total() == 1.5
        assert reading.rejected["reason"].tolist() == ["other_currency"]


def test_two_columns_of_amounts_are_asked() -> None:
    text = "date;label;2023;2024\n15/01/2024;Ads;10,50;20,50\n16/01/2024;CRM;11,50;21,50\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "amount_column"
    assert {c.answer: c.gives["all"] for c in question.candidates} == {"2023": 22.0, "2024": 42.0}
    assert reading_of(text, answers={"amount_column": "2024"}).total() == 42


def test_vat_beside_an_amount_of_unknown_kind_is_asked() -> None:
    text = "date;label;montant;tva\n15/01/2024;Ads;120,50;20,10\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert {c.answer: c.gives["all"] for c in question.candidates} == {"no": 120.5, "yes": 100.4}
    assert reading_of(text, answers={"vat_included": "yes"}).total() == 100.4


# Nothing is coerced in silence ---------------------------------------------------------------


def test_what_is_no_amount_is_left_out_with_its_reason() -> None:
    rows = {
        "1e999": "not_finite",
        "NaN": "not_finite",
        "-inf": "not_finite",
        "1.2e5": "scientific",
        "12%": "percent",
        "n/a": "not_a_number",
        "": "no_amount",
        "-": "no_amount",
        "99999999999999999999": "amount_too_large",
        "1,23.5": "not_a_number",
    }
    body = "\n".join(f"2024-01-15;Ads;{value}" for value in rows)
    reading = reading_of(f"date;label;cost\n2024-01-14;Ads;10.25\n{body}\n")
    assert reading.total() == 10.25
    assert reading.rejected["reason"].tolist() == list(rows.values())


def test_identifiers_and_na_stay_text() -> None:
    reading = reading_of("id;date;label;cost\n00123;2024-01-15;NA;10.25\n00124;2024-01-16;;1.5\n")
    assert reading.entries["label"].tolist() == ["NA", ""]
    assert reading.total() == 11.75


def test_cents_add_up_exactly() -> None:
    rows = "\n".join(f"2024-01-{1 + i % 28:02d};Ads;0.10" for i in range(1000))
    assert reading_of(f"date;label;cost\n{rows}\n").total() == 100.0


def test_suffixes_are_multiplied_and_said() -> None:
    reading = reading_of("date;label;cost\n2024-01-15;Ads;1,5k€\n2024-01-16;CRM;2M€\n")
    assert reading.total() == 2001500.0
    assert [n.values["count"] for n in reading.notes if n.code == "converted_suffix"] == [2]


def test_stray_and_unclosed_quotes_swallow_no_row() -> None:
    rows = ['15/01/2024;"Ads";10,50', '16/01/2024;"CRM;20,50', '17/01/2024;"Tool";30,50',
            '18/01/2024;12" screen;40,50']  # fmt: skip
    assert reading_of("\n".join(["date;libellé;coût", *rows])).total() == 102.0


def test_a_line_end_inside_quotes_is_one_row() -> None:
    text = 'date;label;cost\n2024-01-15;"two\nlines; one cell";10.50\n2024-01-16;CRM;1.25\n'
    reading = reading_of(text)
    assert reading.total() == 11.75
    assert set(reading.entries["label"]) == {"two lines; one cell", "CRM"}


def test_a_supplier_called_total_is_no_total_line() -> None:
    reading = reading_of(
        "date;label;cost\n15/01/2024;Total Access 4523;50,25\n16/01/2024;Ads;10,50\n"
        ";Total;60,75\n31/01/2024;Total janvier;60,75\nTotal for Ads;;10,50\n"
        "Grand Totals (2 records);;60,75\n"
    )
    assert reading.total() == 60.75
    assert reading.rejected["reason"].tolist() == ["total_line"] * 4


def test_rows_cut_short_are_left_out() -> None:
    reading = reading_of("date;label;cost;note\n15/01/2024;Ads;10,50;x\n16/01/2024;CRM;20,5\n")
    assert reading.total() == 10.5
    assert reading.rejected["reason"].tolist() == ["cut_line"]


# Refusals ------------------------------------------------------------------------------------

REFUSED = {
    "empty": b"",
    "pdf": b"%PDF-1.7 whatever",
    "image": b"\x89PNG\r\n\x1a\n....",
    "damaged_workbook": b"PK\x03\x04" + b"\x00" * 26 + b"xl/workbook.xml",
    "locked": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "archive": b"PK\x03\x04" + b"\x00" * 26 + b"word.txt",
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


def test_blank_files_of_every_encoding_are_empty() -> None:
    for content in (b" \r\n\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\n" * 1000, b";;;\n;;;\n"):
        assert read(content).refused is not None


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


def test_the_users_category_and_share_win() -> None:
    text = "date;label;cost\n15/01/2024;Xyz;1,50\n16/01/2024;Loyer;10,50\n"
    reading = reading_of(text)
    assert reading.totals()["by_category"] == {"not_selling": 10.5, "other": 1.5}
    assert [q.id for q in reading.questions] == ["category:Xyz"]
    answered = reading_of(text, answers={"category:Xyz": "tools", "category:Loyer": "agency",
                                         "share:Loyer": "0.5"})  # fmt: skip
    assert answered.totals()["by_category"] == {"agency": 10.5, "tools": 1.5}
    assert answered.totals()["selling"] == 6.75
    assert answered.questions == ()


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


# Separators lost or added -----------------------------------------------------------------------

LISTED = {  # what is lost in a row is listed, and the other rows count
    "Date;Libellé;HT;TVA;TTC\n25/01/2024;A;100,00;20,00;120,00\n26/01/2024;B 50,00;10,00;60,00\n"
    "27/01/2024;C;10,00;2,00;12,00\n28/01/2024;D;1,00;0,20;1,20\n": (111.0, 3, "cut_line"),
    '"Date","Label","Cost"\n"2024-01-05","A","$1,000.00"\n"2024-01-06"x"B","$4,260.00"\n'
    '"2024-01-07","C","$1.50"\n"2024-01-08","D","$2.50"\n': (1004.0, 3, "cut_line"),
    "Budget 2024 de 25/01/2024;A;100,00\nDate;Libellé;Montant HT\n"
    "26/01/2024;B;50,00\n": (50.0, 1, "above_table"),
}  # fmt: skip


@pytest.mark.parametrize("text", LISTED)
def test_a_row_that_lost_a_separator_is_listed(text: str) -> None:
    total, line, reason = LISTED[text]
    reading = read(text.encode())
    assert reading.total() == total
    assert [line, reason] in reading.rejected[["line", "reason"]].to_numpy().tolist()


def test_cells_that_a_program_leaves_away_at_the_end_are_empty() -> None:
    rows = "25/01/2024;A;10,00;x\n" * 3 + "26/01/2024;B;5,00\n" * 2
    reading = read(f"Date;Libellé;Montant;Note\n{rows}".encode())
    assert reading.total() == 35.0  # the last one may be cut inside its amount
    assert reading.rejected["line"].tolist() == [6]


def test_a_header_that_lost_a_separator_is_refused() -> None:
    rows = "25/01/2024;62310000;A;10,00;\n" * 8 + "26/01/2024;62310000;B;;5,00\n"
    reading = read(f"Date;Compte.Intitulé;Débit;Crédit\n{rows}".encode())
    assert reading.refused is not None and reading.refused.code == "shifted"


def test_a_lone_column_of_equally_long_numbers_is_asked_about() -> None:
    rows = "25/01/2024;10045;A\n26/01/2024;10046;B\n"
    reading = read(f"Date;X12;Libellé\n{rows}".encode())
    assert [question.id for question in reading.questions] == ["amount_column"]
    assert (
        read(f"Date;X12;Libellé\n{rows}".encode(), answers={"amount_column": "X12"}).total()
        == 20091.0
    )
