"""What was declined, cancelled or is a draft is no cost, whatever its column is called."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of


def _bills(heading: str, dead: str, live: str = "Paid") -> str:
    return (f"Date;Supplier;Net amount;{heading}\n2026-01-15;Ovh;100,00;{live}\n"
            f"2026-01-16;Figma;40,00;{dead}\n2026-02-17;Sncf;30,50;Open\n")  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "dead"),
    [("Payment status", "Failed"), ("Statut de la note", "Annulée"), ("État", "Rejeté"),
     ("Approval", "Declined by manager"), ("Rechnungsstatus", "storniert"),
     ("Statut du rapport", "Brouillon"), ("Zahlungsstatus", "Abgelehnt"), ("Estado", "RECHAZADO"),
     ("Stato", "Rifiutata"), ("Situação", "Cancelada"), ("Goedkeuring", "Afgewezen"),
     ("Status", "Draft"), ("Status", "Declined - insufficient funds")],
)  # fmt: skip
def test_the_dead_are_left_out_and_said(heading: str, dead: str) -> None:
    reading = reading_of(_bills(heading, dead))
    assert reading.total() == 100 + 30.5
    assert reading.rejected["reason"].tolist() == ["not_executed"]
    assert [n.values["states"] for n in reading.notes if n.code == "states_left_out"] == [
        f"{dead} (1)"
    ]


def test_a_column_of_nothing_but_states_needs_no_heading() -> None:
    assert reading_of(_bills("Zustand X", "failed")).total() == 130.5
    assert reading_of(_bills("Remark", "failed", "see letter")).total() == 170.5


@pytest.mark.parametrize("heading", ["Receipt status", "Export status", "Card status"])
def test_the_state_of_something_else_takes_nothing_away(heading: str) -> None:
    assert reading_of(_bills(heading, "Rejected")).total() == 170.5


def test_a_campaign_that_was_ended_cost_what_it_cost() -> None:
    text = "Date;Campaign;Status;Spend;Impressions\n2026-01-05;A;Deleted;120,00;900\n"
    assert reading_of(text).total() == 120


def test_an_unpaid_bill_counts_and_an_unapproved_expense_does_not() -> None:
    assert reading_of(_bills("Status", "Pending approval")).total() == 170.5
    report = ("Date;Nature;Collaborateur;Commerçant;Montant HT;Statut\n"
              "15/01/2026;Train;A;SNCF;100,00;Payée\n"
              "16/01/2026;Hôtel;A;Ibis;40,00;À valider\n")  # fmt: skip
    assert reading_of(report).total() == 100


def test_a_flag_says_it_too() -> None:
    reading = reading_of(_bills("Is cancelled", "yes", "no").replace("Open", "no"))
    assert reading.total() == 130.5


def test_what_is_personal_is_no_cost_of_the_company() -> None:
    reading = reading_of(_bills("Is Personal Flag", "Y", "N").replace("Open", "N"))
    assert reading.total() == 130.5
    assert reading.rejected["reason"].tolist() == ["personal"]
    assert reading_of(_bills("Personal card", "Y", "N").replace("Open", "N")).total() == 170.5


CARD = (
    "Date,Application,Status,Original Amount,Original Currency,Billed Amount,Billed Currency\n"
    "2026-01-15,Figma,Settled,100.00,USD,80.50,GBP\n2026-01-16,Slack,{other},40.00,USD,32.00,GBP\n"
    "2026-02-17,Notion,Pending,30.00,USD,24.00,GBP\n"
)


def test_what_is_pending_on_a_card_is_no_cost_and_what_was_billed_is_read() -> None:
    reading = reading_of(CARD.format(other="Declined"))
    assert (reading.kind, reading.blocked, reading.total()) == ("costs", False, 80.5)
    (note,) = [note for note in reading.notes if note.code == "billed_taken"]
    assert note.values == {"column": "Billed Amount", "others": "Original Amount"}


def test_what_is_pending_in_a_list_that_declines_nothing_is_a_cost() -> None:
    assert reading_of(CARD.format(other="Settled")).total() == 80.5 + 32 + 24


@pytest.mark.parametrize(
    ("heading", "spent", "planned"),
    [("Status", "Paid", "Planned"), ("Type", "Réel", "Prévisionnel"), ("Stand X", "Ist", "Plan"),
     ("Estado", "Pagado", "Previsto")],
)  # fmt: skip
def test_what_is_planned_beside_what_was_spent_is_left_out(
    heading: str, spent: str, planned: str
) -> None:
    text = _bills(heading, planned, spent).replace("Open", spent)
    assert reading_of(text).total() == 130.5


def test_lines_that_are_all_planned_are_not_left_out_in_silence() -> None:
    text = _bills("Status", "Planned", "Planned").replace("Open", "Planned")
    assert reading_of(text).total() == 170.5


@pytest.mark.parametrize(
    ("heading", "remark", "total"),
    [("Remarque", "ANNULÉ - non débité", 130.5), ("Notes", "Cancelled (event moved)", 130.5),
     ("Bemerkung", "storniert", 130.5), ("Notes", "Cancelled, refunded in March", 170.5),
     ("Notes", "Not cancelled after all", 170.5), ("Supplier note", "Cancelled", 170.5)],
)  # fmt: skip
def test_a_remark_that_begins_with_it_calls_a_line_off(
    heading: str, remark: str, total: float
) -> None:
    text = _bills(heading, remark, "").replace("Open", "see invoice")
    assert reading_of(text).total() == total


def _statement(heading: str, waiting: str, booked: str) -> str:
    """A statement of which the line of 40 is not booked."""
    return (f"Date;Libellé;Montant;Solde;{heading}\n22/03/2026;OVH;-100,00;900,00;{booked}\n"
            f"23/03/2026;Figma;-40,00;860,00;{waiting}\n"
            f"24/03/2026;SNCF;-30,50;829,50;{booked}\n")  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "waiting", "booked"),
    [("Info", "Umsatz vorgemerkt und nicht gebucht", "Umsatz gebucht"),
     ("Hinweis", "Buchung noch nicht verbucht", "Buchung verbucht"),
     ("Précision", "Opération en attente", "Opération comptabilisée"),
     ("Suivi", "Pas encore comptabilisé", "Comptabilisé"),
     ("Etapa", "Movimiento pendiente de contabilizar", "Contabilizado"),
     ("Nota banca", "Da contabilizzare", "Contabilizzato"),
     ("Bijzonderheden", "Nog niet geboekt", "Geboekt"),
     ("Remarks", "Pending, not yet posted", "Posted"),
     ("Détail banque", "En attente", "")],
)  # fmt: skip
def test_a_movement_that_the_bank_has_not_booked_is_told_whatever_the_heading(
    heading: str, waiting: str, booked: str
) -> None:
    reading = reading_of(_statement(heading, waiting, booked))
    assert (reading.kind, reading.total()) == ("bank", 130.5)
    assert reading.rejected["reason"].tolist() == ["not_executed"]
    (note,) = [n for n in reading.notes if n.code == "states_left_out"]
    assert note.values["states"] == f"{waiting} (1)"


@pytest.mark.parametrize(
    ("heading", "one", "other"),
    [("Info", "Umsatz gebucht", "Umsatz gebucht"), ("Hinweis", "Offen für Fragen", "Gebucht"),
     ("Détail", "Attente gare", "Comptabilisé"), ("Export status", "Pending", "Posted")],
)  # fmt: skip
def test_a_movement_that_is_booked_or_of_which_nothing_is_said_counts(
    heading: str, one: str, other: str
) -> None:
    assert reading_of(_statement(heading, one, other)).total() == 170.5


def _account(heading: str, usual: str, rare: str) -> str:
    rows = "".join(f"2026-09-{day:02d};Zed {day};-10,00;{usual}\n" for day in range(1, 8))
    return f"Date;Counterparty;Amount;{heading}\n{rows}2026-09-09;Ibis;-5,00;{rare}\n"


@pytest.mark.parametrize(
    ("heading", "usual", "rare"),
    [("Status", "Teljesítve", "Függőben"), ("State", "DONE-X", "HOLDING-X"),
     ("Tila", "Valmis", "Jossain")],
)  # fmt: skip
def test_a_rare_state_that_no_list_knows_is_asked_about(
    heading: str, usual: str, rare: str
) -> None:
    text = _account(heading, usual, rare)
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == f"state:{heading}"
    assert rare in question.sentence("en") and rare in question.sentence("fr")
    assert reading_of(text, answers={question.id: "no"}).total() == 70
    assert reading_of(text, answers={question.id: "yes"}).total() == 75


@pytest.mark.parametrize(
    ("usual", "rare"),
    [("Udført", "Venter"), ("Zrealizowana", "Oczekująca"), ("Provedeno", "Čekající"),
     ("Genomförd", "Väntar"), ("Utført", "Under behandling"), ("Toteutunut", "Odottaa")],
)  # fmt: skip
def test_the_states_of_the_north_and_of_poland_are_known(usual: str, rare: str) -> None:
    reading = reading_of(_account("Status", usual, rare))
    assert not reading.blocked and reading.total() == 70


def test_a_state_that_is_as_usual_as_the_other_is_not_asked_about() -> None:
    text = _account("Status", "Valmis", "Jossain").replace("Valmis", "Jossain", 4)
    assert reading_of(text).total() == 75
