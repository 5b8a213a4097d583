"""Statements become costs as tables of a bank do: the same rules, questions and remarks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.reading import read
from roi_model.reading.statements.formats import STATEMENT_FORMATS, StatementFormat
from roi_model.reading.statements.movements import read_statements
from roi_model.reading.statements.statement import Movement, Part, Statement
from tests.reading.statements.read_samples import sample
from tests.reading.variants import SAMPLES


def held(*movements: Movement, currency: str = "EUR"):  # type: ignore[no-untyped-def]
    kind = StatementFormat(
        "any", (), STATEMENT_FORMATS[0].pattern,
        lambda content, inquiry: [Statement("1", currency, "1", movements=movements)],
    )  # fmt: skip
    inquiry = Inquiry()
    return read_statements(kind, b"", inquiry), inquiry


def out(amount: str, line: int = 1, **more: object) -> Movement:
    return Movement(line, date(2024, 3, 4), Decimal(amount), "HubSpot", **more)  # type: ignore[arg-type]


def test_a_statement_and_the_table_of_the_same_bank_give_the_same() -> None:
    table = read((SAMPLES / "bank_fr_signed.csv").read_bytes()).totals()
    for name in ("statement_sgml.ofx", "statement_camt053_02.xml"):
        assert sample(name).totals() == table


def test_labels_that_no_rule_knows_are_asked_by_who_was_paid() -> None:
    for name in ("statement_sgml.ofx", "statement_camt053_08_batch.xml"):
        (question,) = sample(name).questions
        assert question.column.lower() == "zorglub studio" and question.values["amount"] == 420.5


def test_lines_that_tell_nothing_apart_give_way_to_places() -> None:
    found, _ = held(out("-1"), out("-2"), out("3"))
    assert found.lines.line.tolist() == [1, 2]
    assert found.rejections.lines[0].tolist() == [3]
    found, _ = held(out("-1", 10), out("-2", 20))
    assert found.lines.line.tolist() == [10, 20]


def test_amounts_keep_their_decimals_and_too_large_ones_are_listed() -> None:
    found, _ = held(out("-1.2345"), out("-2"), out("-1e15"))
    assert (found.lines.scale, found.lines.units.tolist()) == (4, [12345, 20000])
    assert found.rejections.reasons == [("amount_too_large", 1)]


def test_parts_stand_for_the_whole_only_where_they_add_up() -> None:
    parts = (Part(Decimal(-1), "A", "Travel"), Part(Decimal(-2), ""))
    found, inquiry = held(out("-3", parts=parts))
    assert found.lines.label.to_pylist() == ["A", "HubSpot"]
    assert found.lines.category.to_pylist() == ["Travel", ""]
    assert "statement_batches" in [note.code for note in inquiry.notes]
    found, inquiry = held(out("-4", parts=parts))
    assert found.lines.units.tolist() == [400]
    assert "statement_batch_whole" in [note.code for note in inquiry.notes]
    # One part alone, or the others without an amount, says nothing more than the whole.
    found, _ = held(out("-3", parts=(Part(Decimal(-3), "A"), Part(Decimal(0), "B"))))
    assert found.lines.label.to_pylist() == ["HubSpot"]


def test_a_movement_without_a_currency_is_in_the_one_there_is() -> None:
    found, inquiry = held(out("-1", currency="USD"), out("-2"), currency="")
    assert found.lines.units.tolist() == [100, 200] and not inquiry.questions


def test_own_transfers_and_refunds_are_told_in_every_format() -> None:
    day, back = date(2024, 3, 4), Decimal("12.5")
    found, inquiry = held(
        out("-90"), Movement(2, day, back, "REFUND HUBSPOT"),
        Movement(3, day, Decimal(-500), "Transfer to savings"),
        Movement(4, day, Decimal(-40), "Boréal", own=True),
        Movement(5, day, Decimal(7), "REFUND ZED"),
    )  # fmt: skip
    assert found.lines.units.tolist() == [9000, -1250]
    assert found.lines.undoes.tolist() == [0, 1]
    assert found.rejections.reasons == [("own_transfer", 2), ("income", 1)]
    said = {note.code: note.values for note in inquiry.notes}
    assert said["own_transfers"] == {"count": 2, "total": 540}
    assert said["refunds_netted"] == {"count": 1, "total": 12.5}
    assert said["refunds_alone"] == {"count": 1, "total": 7}
