"""Which rows count: what a deal is now, deleted ones, other currencies, credits."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.deals.plain import reading_of

HEAD = "Deal ID,Deal Name,Stage,Created Date,Close Date,Amount"


def counts(text: str, **how: object) -> tuple[int, int, int, float]:
    """Won, lost, open and what the won ones bring."""
    deals = reading_of(text, answers=how).to_json()["deals"]
    return deals["won"], deals["lost"], deals["open"], deals["won_amount"]


@pytest.mark.parametrize(
    "head",
    ["Deal ID,Status,Deal created,Won time,Lost time,Value",
     "Deal - ID,Deal - Status,Deal - Deal erstellt,Gewonnen am,Deal - Verloren am,Deal - Wert",
     "Affaire - ID,Statut,Affaire - Créée le,Affaire - Gagnée le,Affaire - Perdue le,Valeur"],
)  # fmt: skip
def test_a_deal_opened_again_is_what_its_status_says(head: str) -> None:
    text = (f"{head}\n1,Lost,2025-01-05,2025-02-01,2025-04-01,1000\n2,Open,2025-01-05,,2025-02-01,"
            "500\n3,Won,2025-01-05,2025-03-05,2025-02-01,700\n")  # fmt: skip
    assert counts(text) == (1, 1, 1, 700)
    deals = reading_of(text).deals
    assert deals is not None
    assert [str(day)[:10] for day in deals["closed"]] == ["2025-04-01", "NaT", "2025-03-05"]


def test_without_a_status_the_later_of_two_days_tells() -> None:
    assert counts(
        "Deal ID,Deal created,Won time,Lost time,Value\n1,2025-01-05,2025-02-01,2025-04-01,1000\n"
        "2,2025-01-05,2025-03-05,2025-02-01,700\n3,2025-01-05,,,300\n"
    ) == (1, 1, 1, 700)


NEW = "1,A,Closed Won,2025-01-05,2025-03-05,1000"
OLD = "1,A,Proposal,2025-01-05,2025-03-31,900"


@pytest.mark.parametrize(
    "rows",
    [
        (f"{NEW},2025-03-05", f"{OLD},2025-02-01"),
        (f"{OLD},2025-02-01", f"{NEW},2025-03-05"),
        # Changed on one day: in the order in which the other rows stand.
        ("2,B,Closed Lost,2025-01-05,2025-02-09,5,2025-02-09", f"{NEW},2025-03-05",
         f"{OLD},2025-03-05", "2,B,Proposal,2025-01-05,2025-02-09,5,2025-02-01"),
        (f"{OLD},", f"{NEW},"),
    ],
)  # fmt: skip
def test_of_a_history_the_row_changed_last_counts(rows: tuple[str, ...]) -> None:
    won, _, still_open, amount = counts("\n".join((f"{HEAD},Last Modified Date", *rows, "")))
    assert (won, still_open, amount) == (1, 0, 1000)


@pytest.mark.parametrize(
    ("heading", "yes", "no"),
    [("IsDeleted", "true", "false"), ("Deleted", "1", "0"), ("Archived", "true", "false"),
     ("Supprimée", "Oui", "Non"), ("Gelöscht", "ja", "nein"), ("Archiviata", "checked", ""),
     ("Deleted at", "2025-04-01", ""), ("Status de arquivamento", "Arquivado", "Não arquivado")],
)  # fmt: skip
def test_deleted_and_archived_deals_are_left_out_and_listed(
    heading: str, yes: str, no: str
) -> None:
    text = (f"{HEAD},{heading}\n1,A,Closed Won,2025-01-05,2025-03-05,1000,{no}\n"
            f"2,B,Closed Won,2025-01-05,2025-03-05,500,{yes}\n"
            f"3,C,Closed Lost,2025-01-05,2025-03-05,500,{no}\n")  # fmt: skip
    assert counts(text) == (1, 1, 0, 1000)
    rejected = reading_of(text).rejected
    assert rejected[["line", "reason"]].to_numpy().tolist() == [[3, "deleted_deal"]]


BOARD = HEAD.replace("Stage", "List Name")


@pytest.mark.parametrize(
    ("lists", "heading", "yes", "no"),
    [("List Name", "Archived", "true", "false"), ("Liste", "Archivée", "Oui", "Non"),
     ("Lista", "Archiviata", "checked", ""), ("List", "Archived at", "2025-04-01", ""),
     ("Nom de la liste", "Archivé", "Oui", "Non")],
)  # fmt: skip
def test_archived_cards_that_were_won_or_lost_are_asked_and_open_ones_left_out(
    lists: str, heading: str, yes: str, no: str
) -> None:
    head = HEAD.replace("Stage", lists)
    text = (f"{head},{heading}\n1,A,Closed Won,2025-01-05,2025-03-05,1000,{no}\n"
            f"2,B,Closed Won,2025-01-05,2025-03-05,500,{yes}\n"
            f"3,C,Closed Lost,2025-01-05,2025-03-05,500,{yes}\n"
            f"4,D,Negotiation,2025-01-05,,500,{yes}\n"
            f"5,E,Negotiation,2025-01-05,,500,{no}\n")  # fmt: skip
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert (question.id, question.values["count"]) == (f"archived:{heading}", 2)
    assert {one.answer: dict(one.gives) for one in question.candidates} == {
        "counted": {"rows": 4, "won": 2, "lost": 1, "open": 1},
        "left_out": {"rows": 2, "won": 1, "lost": 0, "open": 1},
    }
    assert counts(text, archived="counted") == (2, 1, 1, 1500)
    assert counts(text, archived="left_out") == (1, 0, 1, 1000)
    left = reading_of(text, answers={"archived": "counted"}).rejected
    assert left[["line", "reason"]].to_numpy().tolist() == [[5, "deleted_deal"]]


def test_archived_cards_all_open_are_left_out_and_unknown_stages_asked_before_them() -> None:
    text = (f"{BOARD},Archived\n1,A,Closed Won,2025-01-05,2025-03-05,1000,false\n"
            "2,B,Negotiation,2025-01-05,,500,true\n")  # fmt: skip
    assert counts(text) == (1, 0, 0, 1000)
    text += "3,C,Zone grise,2025-01-05,2025-03-05,500,true\n"
    assert {q.about for q in reading_of(text).questions if q.blocking} == {"stage"}
    said = {"stages": {"Zone grise": "won"}}
    asked = [q.about for q in reading_of(text, answers=said).questions if q.blocking]
    assert asked == ["archived"]
    assert counts(text, archived="counted", **said) == (2, 0, 0, 1500)


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("Name,Stage,Amount,Currency,Close Date,Created At",
         ("A,Closed Won,1000,EUR,2025-03-05,2025-01-05",
          "B,Closed Lost,2000,USD,2025-02-05,2025-01-05",
          "C,Closed Lost,3000,USD,2025-02-06,2025-01-05")),
        ("Dealname,Phase,Betrag,Währung,Abschlussdatum,Erstellt am",
         ("A,Gewonnen,1000,EUR,2025-03-05,2025-01-05", "B,Verloren,2000,USD,2025-02-05,2025-01-05",
          "C,Verloren,3000,USD,2025-02-06,2025-01-05")),
        ("Deal Name,Stage,Amount,Close Date,Created At",
         ("A,Closed Won,€1000,2025-03-05,2025-01-05", "B,Closed Lost,$2000,2025-02-05,2025-01-05",
          "C,Closed Lost,$3000,2025-02-06,2025-01-05")),
    ],
)  # fmt: skip
def test_deals_in_another_currency_count_without_their_amount(
    head: str, rows: tuple[str, ...]
) -> None:
    text = "\n".join((head, *rows, ""))
    assert [q.about for q in reading_of(text).questions if q.blocking] == ["currency"]
    assert counts(text, currency="EUR") == (1, 2, 0, 1000)
    assert counts(text, currency="USD") == (1, 2, 0, 0)
    assert reading_of(text, answers={"currency": "USD"}).flagged["reason"].tolist() == [
        "other_currency"
    ]


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ("1,A,Closed Won,2025-01-05,2025-03-05,1000\n"
         "2,A credit,Closed Won,2025-01-05,2025-03-06,-400", [600]),
        # By name, wherever it stands; else the last one above that is large enough.
        ("1,A,Closed Won,2025-01-05,2025-03-05,1000\n2,B,Closed Won,2025-01-05,2025-03-05,900\n"
         "3,A,Closed Won,2025-01-05,2025-03-06,-400", [600, 900]),
        ("1,A,Closed Won,2025-01-05,2025-03-05,1000\n2,B,Closed Won,2025-01-05,2025-03-05,100\n"
         "3,X,Closed Won,2025-01-05,2025-03-06,-400", [600, 100]),
        # Nothing to take it off: as it stands, and flagged.
        ("1,A,Closed Won,2025-01-05,2025-03-05,100\n2,X,Closed Won,2025-01-05,2025-03-06,-400",
         [100, -400]),
    ],
)  # fmt: skip
def test_a_won_deal_below_zero_is_taken_off_another(rows: str, kept: list[float]) -> None:
    reading = reading_of(f"{HEAD}\n{rows}\n9,Z,Closed Lost,2025-01-05,2025-03-06,300\n")
    assert reading.deals is not None
    won = reading.deals[reading.deals["state"] == "won"]
    assert won["amount"].tolist() == kept
    assert reading.to_json()["deals"]["won_amount"] == sum(kept)


MIXED = (f"{HEAD},Currency\n1,A,Closed Won,2025-01-05,2025-03-05,1000,EUR\n"
         "2,B,Closed Won,2025-01-05,2025-04-05,2000,USD\n3,C,Closed Lost,2025-01-05,2025-03-06,50,"
         "USD\n4,D,Proposal,2025-02-05,,70,USD\n5,B,Closed Won,2025-01-05,2025-04-06,-100,USD\n"
         )  # fmt: skip


def test_deals_in_a_currency_with_a_rate_have_an_amount_at_that_of_their_last_month() -> None:
    rated = {"currency": "EUR", "rate:USD": "2025-02=0.3; 2025-03..2025-04=0.5"}
    deals = reading_of(MIXED, answers=rated).deals
    assert deals is not None  # what is taken back is, at its own rate
    assert deals["amount"].tolist() == [1000, 0.5 * (2000 - 100), 25, 21]
    reading = reading_of(MIXED, answers=rated)
    (note,) = [note for note in reading.notes if note.code == "exchanged"]
    assert note.values["count"] == 3 and note.values["before"] == 2000 + 50 + 70


def test_a_deal_whose_month_has_no_rate_counts_without_its_amount() -> None:
    reading = reading_of(MIXED, answers={"currency": "EUR", "rate:USD": "2025-03=0.5"})
    assert reading.deals is not None
    assert reading.deals["amount"].fillna(-1).tolist() == [1000, -1, 25, -1, -1]
    assert reading.flagged.loc[reading.flagged["line"] == 3, "reason"].tolist() == ["no_rate"]
    assert "won_without_amount" not in [note.code for note in reading.notes]
    (note,) = [note for note in reading.notes if note.code == "no_rate"]
    assert note.sentence("en") != note.sentence("fr")


# A title, the headings, a month, the word of a total; days, amounts with and without VAT.
ORDERS = [
    ("Auftragseingang 2026 - gewonnene Aufträge", "Datum;Auftrag;Kunde;Leistung;Auftragswert netto;"
     "MwSt. 19 %;Brutto;Vertrieb", ("Januar 2026", "Februar 2026"), "Summe"),
    ("Commandes signées 2026", "Date;N° commande;Client;Objet;Montant HT;TVA;Montant TTC;Vendeur",
     ("Janvier 2026", "Février 2026"), "Total"),
    ("Orders won in 2026", "Date;Order no;Customer;What;Net value;VAT;Gross;Sales rep",
     ("January 2026", "February 2026"), "Subtotal"),
    ("Pedidos ganados 2026", "Fecha;Pedido;Cliente;Concepto;Importe neto;IVA;Total;Comercial",
     ("Enero 2026", "Febrero 2026"), "Total"),
]  # fmt: skip


def _orders(title: str, header: str, months: tuple[str, str], total: str) -> str:
    rows = [";".join(cells) for cells in (
        (months[0], *[""] * 7),
        ("2026-01-19", "A-1", "Metzler", "Survey", "1850.00", "351.50", "2201.50", "Kopp"),
        ("2026-01-28", "A-2", "Altdorf", "Plan", "7400.00", "1406.00", "8806.00", "Brehm"),
        ("", "", "", f"{total} {months[0].split()[0]}", "9250.00", "1757.50", "11007.50", ""),
        (months[1], *[""] * 7),
        ("2026-02-15", "A-3", "Hartl", "Cloud", "5680.50", "1079.30", "6759.80", "Brehm"),
        ("", "", "", f"{total} {months[1].split()[0]}", "5680.50", "1079.30", "6759.80", ""),
        ("", "", "", total, "14930.50", "2836.80", "17767.30", ""),
    )]  # fmt: skip
    return "\n".join([title + ";" * 7, ";" * 7, header, *rows]) + "\n"


@pytest.mark.parametrize("options", [{"kind": "deals"}, {"answers": {"sold": "yes"}}])
@pytest.mark.parametrize("orders", ORDERS)
def test_a_list_of_orders_holds_deals_that_its_title_says_are_won(
    orders: tuple[Any, ...], options: dict[str, Any]
) -> None:
    reading = reading_of(_orders(*orders), **options)
    assert not [q.id for q in reading.questions if q.blocking]
    told = reading.to_json()["deals"]
    assert (told["won"], told["lost"], told["open"]) == (3, 0, 0)
    assert told["won_amount"] == 1850 + 7400 + 5680.50
    assert told["won_by_month"] == {"2026-01": 2, "2026-02": 1}
    assert "all_won" in [note.code for note in reading.notes]


@pytest.mark.parametrize("orders", ORDERS)
def test_without_such_a_title_it_is_asked_whether_all_are_won(orders: tuple[Any, ...]) -> None:
    text = _orders("2026", *orders[1:])
    (asked,) = [q for q in reading_of(text).questions if q.blocking]
    assert asked.id == "sold"
    assert {c.answer: c.gives for c in asked.candidates} == {
        "no": {"all": 14930.50}, "yes": {"rows": 3}}  # fmt: skip
    (asked,) = [q for q in reading_of(text, kind="deals").questions if q.blocking]
    assert asked.id == "all_alike"
    assert asked.candidates[0].gives["won"] == 3
    answers = {"sold": "yes", "all_alike": "won"}
    assert reading_of(text, answers=answers).to_json()["deals"]["won"] == 3
