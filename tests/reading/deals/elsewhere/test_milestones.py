"""Deals whose state only the days of their milestones tell."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read

# Created, a talk, an offer, then signed, handed over and refused.
_ROWS = (
    ("2026-04-02", "2026-04-05", "2026-04-10", "2026-04-12", "", "", "K1"),
    ("2026-04-04", "2026-04-09", "", "", "", "2026-04-13", "K2"),
    ("2026-04-06", "", "", "", "", "", ""),
    ("2026-04-07", "2026-04-10", "", "", "2026-05-01", "", "K1"),
    ("2026-04-11", "2026-04-16", "2026-04-20", "", "", "", "K2"),
    ("2026-04-12", "2026-04-17", "", "2026-04-20", "", "2026-04-30", "K2"),
)
_COUNTS = {"won": 2, "lost": 2, "open": 2}
_HEADS = (
    "CreateDate,Erstgespräch,Angebot,Angebot unterschrieben,Handover,Absage,utm_campaign",
    "Créée le,1er RDV,Devis envoyé,Signature,Passation,Refus,Source",
    "Created,First meeting,Proposal sent,Contract signed,Kick-off,Rejected,Source",
    "Creado,Primera reunión,Propuesta,Contrato firmado,Traspaso,Rechazo,Fuente",
    "Creata il,Primo incontro,Offerta,Contratto firmato,Passaggio di consegne,Rifiuto,Fonte",
    "Criado em,Primeira reunião,Proposta,Data de assinatura,Kick-off,Recusa,Fonte",
    "Aangemaakt op,Eerste gesprek,Offerte,Offerte getekend,Overdracht,Afwijzing,Bron",
    # No heading of a CRM for the beginning: the first milestone is it.
    "Lead,Demo,Devis envoyé,Date de signature,Kick-off,Date de perte,Source",
)


def _file(head: str, rows: tuple[tuple[str, ...], ...] = _ROWS) -> bytes:
    return "\n".join((head, *(",".join(row) for row in rows), "")).encode()


@pytest.mark.parametrize("head", _HEADS)
def test_days_under_signature_and_refusal_say_how_deals_ended(head: str) -> None:
    found = read(_file(head), name="pipeline.csv")
    assert (found.kind, found.usable) == ("deals", True), found.questions
    assert not [question for question in found.questions if question.blocking]
    deals = found.to_json()["deals"]
    assert {state: deals[state] for state in _COUNTS} == _COUNTS
    assert deals["won_amount"] is None
    assert deals["cycle_mean_days"] == ((12 - 2) + (30 - 7 + 1)) / 2  # signed, and handed over
    codes = [note.code for note in found.notes]
    assert "milestones" in codes and "no_deal_amounts" in codes
    assert len(found.rejected) == 0, "a deal that was only created is one"


def test_amounts_beside_are_read_and_the_order_of_columns_is_no_matter() -> None:
    head, amounts = _HEADS[2], ("100", "20", "", "50", "70", "10")
    rows = tuple((amount, *row[::-1]) for amount, row in zip(amounts, _ROWS, strict=True))
    found = read(_file(",".join(("Amount", *head.split(",")[::-1])), rows))
    deals = found.to_json()["deals"]
    assert {state: deals[state] for state in _COUNTS} == _COUNTS
    assert deals["won_amount"] == 100 + 50


def test_without_a_refusal_what_is_not_signed_is_asked() -> None:
    rows = tuple(row[:5] + row[6:] for row in _ROWS)
    head = "Created,First meeting,Proposal sent,Contract signed,Kick-off,Source"
    found = read(_file(head, rows))
    (question,) = [question for question in found.questions if question.blocking]
    assert (found.kind, question.about, question.values["count"]) == ("deals", "dateless", 3)
    answered = read(_file(head, rows), answers={"dateless": "open"}).to_json()["deals"]
    assert [answered[state] for state in _COUNTS] == [3, 0, 3]
    assert "milestones_won" in [note.code for note in found.notes]


@pytest.mark.parametrize("head", [
    "Fournisseur,Créée le,Signature,Refus,Montant", "Created,Invoice,Due,Paid on,Amount",
    "Date,Label,Signature,Refus,Cost"])  # fmt: skip
def test_purchases_and_bills_are_no_deals(head: str) -> None:
    rows = (
        ("A", "2026-04-02", "2026-04-05", "", "100"),
        ("B", "2026-04-03", "", "2026-04-05", "5"),
    )
    found = read(_file(head, rows))
    assert found.kind != "deals"


def test_a_column_that_says_states_goes_before_days() -> None:
    head = _HEADS[2].replace("Source", "Stage")
    rows = tuple((*row[:6], "Won" if row[3] or row[4] else "Open") for row in _ROWS)
    found = read(_file(head, rows))
    assert "milestones" not in [note.code for note in found.notes]
    assert [found.to_json()["deals"][state] for state in _COUNTS] == [3, 0, 3]


def test_the_days_of_a_crm_are_read_as_they_stand() -> None:
    head = "Created,First meeting,Proposal sent,Won time,Date de signature,Lost time,Source"
    found = read(_file(head))
    assert "milestones" not in [note.code for note in found.notes]
    assert found.columns["won_on"] == "Won time" and found.columns["lost_on"] == "Lost time"
