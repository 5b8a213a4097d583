"""The dialogue of a reading: what was answered is taken, what was not is asked."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from roi_model.reading.inquiry import Finding, Inquiry, Question, RefusedError

FOLDER = Path(__file__).resolve().parents[2] / "roi_model" / "reading"


def test_an_answer_for_the_column_goes_before_one_for_all() -> None:
    inquiry = Inquiry({"decimal": ",", "decimal:Total": "."})
    assert inquiry.answer("decimal", "Total") == "."
    assert inquiry.answer("decimal", "Montant") == ","
    assert inquiry.answer("sign", "Montant") is None


def test_what_is_answered_is_not_asked_nor_worked_out() -> None:
    def costly() -> dict[str, object]:
        raise AssertionError("worked out in vain")

    inquiry = Inquiry({"planned": "no"})
    assert inquiry.ask("planned", "Budget", {"no": costly, "yes": {}}) == "no"
    assert not inquiry.questions


def test_what_is_not_answered_is_asked_with_what_each_answer_gives() -> None:
    inquiry = Inquiry()
    assert inquiry.ask("unit", "k€", {"1000": lambda: {"all": 5.0}, "1": {}}, factor=1000) is None
    (question,) = inquiry.questions
    assert (question.id, question.values) == ("unit:k€", {"factor": 1000})
    assert [(c.answer, c.gives) for c in question.candidates] == [("1000", {"all": 5.0}), ("1", {})]
    assert inquiry.blocked


def test_a_question_that_may_wait_blocks_nothing() -> None:
    inquiry = Inquiry()
    inquiry.ask("share", "641", {"1": {}}, blocking=False)
    assert inquiry.questions
    assert not inquiry.blocked


def test_an_answer_that_is_no_option_is_refused() -> None:
    with pytest.raises(ValueError, match=r"sums: 'perhaps'; allowed: yes or no"):
        Inquiry({"sums": "perhaps"}).ask("sums", "", {"yes": {}, "no": {}})


def test_what_the_user_says_goes_before_what_is_supposed() -> None:
    inquiry = Inquiry({"sign": "positive"})
    inquiry.suppose({"sign": "negative", "credits": "income"})
    assert inquiry.answer("sign", "Montant") == "positive"
    assert inquiry.answer("credits", "Crédit") == "income"


def test_a_refusal_names_the_file() -> None:
    refused = RefusedError("no_stage", columns="A")
    assert refused.of("a.csv").values == {"name": "a.csv", "columns": "A"}
    assert refused.of("").values["name"] == "file"
    assert RefusedError("no_costs", name="FEC").of("").values["name"] == "FEC"


def test_answers_questions_and_remarks_travel_together() -> None:
    """No step of a reading takes the answers beside its dialogue, nor a list to put remarks in."""
    apart = {
        f"{path.name}: {function.name}"
        for path in FOLDER.rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        and (names := {argument.arg for argument in function.args.args})
        and "inquiry" in names
        and names & {"answers", "found", "notes", "questions", "name"}
    }
    assert apart == set()


@pytest.mark.parametrize(("lang", "words"), [("en", "lines without a label"),
                                             ("fr", "lignes sans libellé")])  # fmt: skip
def test_a_cell_that_is_empty_has_a_name_in_sentences(lang: str, words: str) -> None:
    gives = {"amount": 12.0}
    assert words in Question("category", "", (), False, gives).sentence(lang)
    assert words in Question("share", "641", (), False, {**gives, "label": ""}).sentence(lang)
    assert f"CRM, {words}" in Question("sums", "", (), True, {"rows": "CRM, "}).sentence(lang)


@pytest.mark.parametrize(("lang", "words"), [("en", "column without a heading"),
                                             ("fr", "colonne sans titre")])  # fmt: skip
def test_a_column_that_has_no_heading_has_a_name_in_sentences(lang: str, words: str) -> None:
    assert words in Question("sign", "", (), True).sentence(lang)
    assert words in Question("amount_column", "", (), True, {"columns": "Total, "}).sentence(lang)
    assert words in Finding("running_total", {"columns": ""}).sentence(lang)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_name_that_is_there_is_shown_as_it_is(lang: str) -> None:
    said = Question("category", "Rent, Paris", (), False, {"amount": 1.0}).sentence(lang)
    assert "Rent, Paris" in said and "without" not in said and "sans " not in said


def test_columns_made_of_others_are_called_as_the_file_calls_these() -> None:
    inquiry = Inquiry(made={"amount": "Jan … Mar", "category": "Jan … Mar"})
    inquiry.ask("decimal", "amount", {",": {}, ".": {}}, example="1,234")
    (question,) = inquiry.questions
    assert question.id == "decimal:amount"
    assert "Jan … Mar" in question.sentence("en") and "amount" not in question.sentence("fr")
    inquiry.note("columns_aside", columns="Item, category, amount")
    assert "Item, Jan … Mar." in inquiry.notes[0].sentence("en")
