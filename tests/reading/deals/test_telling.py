"""Deals are told from costs by their cells as well as by their headings."""

from __future__ import annotations

import pytest

from roi_model.reading.deals.stages import STATES, load_stages
from roi_model.reading.reading import read
from tests.reading.deals.plain import reading_of


def counts(text: str, **how: object) -> tuple[int, int, int, float]:
    """Won, lost, open and what the won ones bring."""
    reading = read(text.encode(), name="export.csv", answers=how or None)
    assert (reading.kind, reading.refused, reading.blocked) == ("deals", None, False), reading
    deals = reading.to_json()["deals"]
    return deals["won"], deals["lost"], deals["open"], deals["won_amount"]


@pytest.mark.parametrize(
    "text",
    [
        "deal_id,deal_stage,amount,close_date\nD1,Closed Won,1000,2025-01-10\n"
        "D2,Closed Lost,2000,2025-02-10\n",
        "Ref;Datum;Ergebnis;Summe EUR;Kunde\n1;10.01.2025;Gewonnen;1000;A\n"
        "2;10.02.2025;Verloren;5;B\n",
        "Cliente,Importe,Fecha,Como quedo\nA,1000.00,2025-01-10,Ganado\n"
        "B,50.00,2025-02-10,Perdido\n",
        "Client;Montant;Date;Issue de l’offre\nA;1000,00;10/01/2025;Affaire gagnée\n"
        "B;70,00;10/02/2025;Perdue\n",
        "Azienda,Totale,Giorno,Com’è andata\nA,1000.00,2025-01-10,Chiusa vinta\n"
        "B,10.00,2025-01-11,Persa\n",
    ],
)
def test_an_outcome_in_the_cells_makes_deals_of_a_table(text: str) -> None:
    reading = read(text.encode(), name="export.csv")
    assert reading.kind == "deals"
    deals = reading.to_json()["deals"]
    assert (deals["won"], deals["lost"], deals["open"]) == (1, 1, 0)


def test_close_value_and_engage_date() -> None:
    assert counts(
        "opportunity_id,sales_agent,deal_stage,engage_date,close_date,close_value\n"
        "1,A,Won,2025-01-05,2025-02-05,1000\n2,B,Lost,2025-01-06,2025-02-09,0\n"
        "3,B,Engaging,2025-02-06,,\n"
    ) == (1, 1, 1, 1000)


@pytest.mark.parametrize(
    "heading",
    ["close_value", "estimated_value", "EstimatedValue", "importe_eur", "amount_usd",
     "Umsatz (EUR)", "deal value eur", "Contract revenue", "Totale valore"],
)  # fmt: skip
def test_amounts_are_known_under_their_own_words(heading: str) -> None:
    assert counts(
        f"Deal Name,Stage,Create Date,Close Date,{heading}\nA,Won,2025-01-05,2025-02-05,1000\n"
        "B,Lost,2025-01-06,2025-02-09,500\nC,Open,2025-02-06,,700\n"
    ) == (1, 1, 1, 1000)


def test_two_headings_that_speak_of_amounts_are_asked() -> None:
    text = ("Deal Name,Stage,Create Date,Close Date,Signed revenue,Yearly revenue\n"
            "A,Won,2025-01-05,2025-02-05,1000,400\n")  # fmt: skip
    asked = reading_of(text)
    (question,) = [q for q in asked.questions if q.blocking]
    assert [c.answer for c in question.candidates] == ["Signed revenue", "Yearly revenue"]
    assert counts(text, amount_column="Signed revenue")[3] == 1000


@pytest.mark.parametrize(
    ("won", "lost", "new"),
    [("WON", "LOST", "NEW"), ("C7:WON", "C7:LOSE", "C7:PREPARATION"), ("closedwon", "closedlost",
      "appointmentscheduled"), ("3 - Won", "4 - Lost", "1 - New")],
)  # fmt: skip
def test_codes_of_stages_are_stages(won: str, lost: str, new: str) -> None:
    assert counts(
        f"id,name,stage_id,create_date,date_closed,expected_revenue\n"
        f"1,A,{won},2025-01-05,2025-02-05,1000\n2,B,{lost},2025-01-06,2025-02-09,500\n"
        f"3,C,{new},2025-02-06,,700\n"
    ) == (1, 1, 1, 1000)


@pytest.mark.parametrize(
    "text",
    [
        "Stage,Jan 2025,Feb 2025,Grand Total\nClosed Won,1000,2000,3000\nClosed Lost,500,0,500\n"
        "Proposal,0,700,700\nGrand Total,1500,2700,4200\n",
        "Stage,Count of Deals,Sum of Amount\nClosed Won,3,3000\nClosed Lost,5,500\nTotal,8,3500\n",
        "Étape;Nombre d’affaires;Montant total\nGagnée;3;3000,00\nPerdue;5;500,00\n",
        "Month,Won,Lost\n2025-01,5,7\n2025-02,6,4\n",
        "Commercial;Gagnées;Perdues;Total\nA;5;7;12\nB;6;4;10\n",
    ],
)
def test_sums_of_deals_are_refused_with_what_to_do(text: str) -> None:
    reading = read(text.encode(), name="report.csv")
    assert reading.refused is not None and reading.refused.code == "deals_report"
    assert "one a line" in reading.refused.sentence("en")
    assert not reading.questions


def test_headers_that_come_again_are_left_out_however_written() -> None:
    header = "Deal Name,Stage,Create Date,Close Date,Amount\n"
    assert counts(
        f"{header}A,Closed Won,2025-01-05,2025-02-05,1000\n{header}"
        "B,Closed Lost,2025-01-06,2025-02-09,500\ndeal name, STAGE ,create date,close date,amount\n"
        "C,Proposal,2025-02-06,2025-12-01,700\nSubitems,Stage,Create Date,Close Date,Amount\n"
    ) == (1, 1, 1, 1000)


@pytest.mark.parametrize("text", [
    "Deal Name,Deal owner,Won time,Value\nA,X,2025-02-05,1000\nB,X,2025-02-09,500\n",
    "Won deals 2025\nDeal Name,Close Date,Value\nA,2025-02-05,1000\nB,2025-02-09,500\n",
    "Deal,Stage,Close Date,Amount\nA,Closed Won,2025-02-05,1000\nB,Closed Won,2025-02-09,500\n",
])  # fmt: skip
def test_deals_that_are_all_won_are_read_and_no_rate_follows(text: str) -> None:
    assert counts(text) == (2, 0, 0, 1500)
    notes = reading_of(text).notes
    assert [note.values for note in notes if note.code == "no_lost_deals"] == [
        {"won": 2, "open": 0}
    ]


def test_deals_of_no_stage_are_asked_once_and_mixed_ones_refused() -> None:
    text = "Deal Name,Close Date,Value\nA,2025-02-05,1000\nB,2025-02-09,500\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert [c.answer for c in question.candidates] == ["won", "lost", "open", "mixed"]
    assert counts(text, all_alike="won") == (2, 0, 0, 1500)
    refused = reading_of(text, answers={"all_alike": "mixed"}).refused
    assert refused is not None and refused.code == "no_stage"
    half = "Deal Name,Won time,Value\nA,2025-02-05,1000\nB,,500\n"
    assert [q.id for q in reading_of(half).questions if q.blocking] == ["dateless"]
    assert counts(half, dateless="open") == (1, 0, 1, 1000)


def test_quotes_to_clients_are_deals() -> None:
    assert counts(
        "N° devis;Date;Client;Montant HT;Statut\nD-001;15/01/2025;Dupont SA;1000,00;Accepté\n"
        "D-002;20/02/2025;Martin SARL;500,00;Refusé\nD-003;21/02/2025;Leroy;700,00;En attente\n"
    ) == (1, 1, 1, 1000)
    assert counts(
        "Quote number,Customer,Quote date,Subtotal value,Status\n1,A,2025-01-15,1000.00,Accepted\n"
        "2,B,2025-01-16,50.00,Rejected\n"
    ) == (1, 1, 0, 1000)


@pytest.mark.parametrize(
    "text",
    [
        "Date,Label,Category,Cost\n2025-01-05,Lost badge,Office,20.00\n2025-02-05,Won award dinner,"
        "Events,80.00\n",
        "Date;Fournisseur;Résultat;Montant\n05/01/2025;Agence A;Gagné;20,00\n",
        "Date,Description,Amount,Balance\n2025-01-05,Won,-20.00,80.00\n",
        "Date;Libellé;Montant;Statut\n05/01/2025;Devis imprimeur;20,00;Accepté\n",
    ],
)
def test_costs_stay_costs_whatever_a_cell_says(text: str) -> None:
    assert read(text.encode(), name="costs.csv").kind in ("costs", "bank")


@pytest.mark.parametrize(
    ("spelling", "state"),
    [("Abgeschlossen und gewonnen", "won"), ("Geschlossen – Verloren", "lost"),
     ("Chiusa vinta", "won"), ("Chiuso Negativamente", "lost"), ("Negócio ganho", "won"),
     ("Fechado e perdido", "lost"), ("Gesloten gewonnen", "won"), ("Niet gewonnen", "lost"),
     ("Auftrag verloren", "lost"), ("Cerrado como ganado", "won"), ("Won by competitor", "lost"),
     ("In Verhandlung", "open"), ("Preventivo inviato", "open"), ("Offerte verstuurd", "open"),
     ("Deal", None), ("Geschlossen", None), ("Gewonnen/Verloren", None)],
)  # fmt: skip
def test_outcomes_in_seven_languages(spelling: str, state: str | None) -> None:
    found = load_stages().state(spelling)
    assert (STATES[found] if found >= 0 else None) == state


def test_deals_under_cyrillic_headings_are_refused_and_costs_are_not() -> None:
    text = "Название сделки;Этап сделки;Бюджет;Дата создания\n1;Новая;100,50;15.01.2025\n"
    refused = read(text.encode(), name="deals.csv").refused
    assert refused is not None and refused.code == "cyrillic_deals"
    assert read("Дата;Сумма\n15.01.2025;100,50\n".encode(), name="costs.csv").total() == 100.5


BUYERS = ["Name;Étape;Responsable;Valeur de l'affaire;Compte;Date de clôture;Probabilité",
          "Nom;Étape;Propriétaire;Montant;Compte;Date de clôture;Source",
          "Name;Phase;Besitzer;Betrag;Konto;Abschlussdatum;Wahrscheinlichkeit",
          "Name;Status;Verantwortlich;Wert;Konto;Abgeschlossen am;Wahrscheinlichkeit"]  # fmt: skip


@pytest.mark.parametrize("headings", BUYERS)
def test_an_account_beside_a_stage_and_what_a_crm_has_is_the_company_that_buys(
    headings: str,
) -> None:
    won, lost = ("Gewonnen", "Verloren") if "Konto" in headings else ("Gagnée", "Perdue")
    rows = (f"A;{won};Eva;9600;Morel;2026-06-09;{{}}\nB;{won};Eva;2880;Morel;2026-07-03;{{}}\n"
            f"C;{lost};Eva;22000;Roux;2026-06-18;{{}}\n").format(100, 100, 0)  # fmt: skip
    assert counts(f"{headings}\n{rows}") == (2, 1, 0, 12_480)


GROUPS = {"Gagnée": ("Affaires gagnées", "Affaires perdues", "Affaires actives", "Proposition"),
          "Gewonnen": ("Gewonnene Deals", "Verlorene Deals", "Aktive Deals", "Angebot"),
          "Won": ("Closed won", "Closed lost", "Active deals", "Proposal")}  # fmt: skip
BOARDS = [*BUYERS, "Name;Stage;Owner;Deal Value;Account;Close Date;Deal Probability"]


@pytest.mark.parametrize("sums", ["", ";;;{};;;\n"])
@pytest.mark.parametrize("headings", BOARDS)
def test_groups_of_a_board_have_titles_headings_and_sums_that_are_no_deals(
    headings: str, sums: str
) -> None:
    won, lost = (("Won", "Lost") if "Stage" in headings else ("Gewonnen", "Verloren")
                 if "Konto" in headings else ("Gagnée", "Perdue"))  # fmt: skip
    first, second, third, stage = GROUPS[won]
    text = (f"Deals\n{first}\n{headings}\nA;{won};Eva;9600;Morel;2026-06-09;100\n"
            f"B;{won};Max;2880;Roux;2026-07-03;100\n{sums.format(12_480)}\n{second}\n{headings}\n"
            f"C;{lost};Eva;22000;Zed;2026-06-18;0\n{sums.format(22_000)}\n{third}\n{headings}\n"
            f"D;{stage};Eva;700;Ibis;2026-09-18;20\n{sums.format(700)}")  # fmt: skip
    assert counts(text) == (2, 1, 1, 12_480)


def test_an_account_beside_an_amount_alone_makes_no_deals() -> None:
    rows = "2026-06-09;6231;Ads;Gagnée;100,00\n2026-07-03;6256;Train;Gagnée;50,00\n"
    assert reading_of(f"Date;Compte;Libellé;Étape;Montant\n{rows}").kind != "deals"
