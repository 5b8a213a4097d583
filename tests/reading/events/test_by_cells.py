"""Lists of people and calls told by their cells, under headings that no list knows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading

DAYS = [date(2025, 11, 3) + timedelta(days=11 * at) for at in range(6)]
BY_MONTH = {"2025-11": 3, "2025-12": 3}


def table(head: str, row: str, **how: object) -> Reading:
    """A list whose rows are of a pattern: {n}, {mail}, {iso}, {fr}, {us}, {phone}."""
    rows = (row.format(n=at, mail=f"p{at}@firm{at}.example", iso=day, fr=f"{day:%d/%m/%Y}",
                       us=f"{day:%m/%d/%Y}", phone=f"+33 6 12 34 56 {at:02d}")
            for at, day in enumerate(DAYS))  # fmt: skip
    text = "\n".join([head, *rows, ""])
    return read(text.encode(), name="export.csv", answers=how or None)


def months(found: Reading) -> dict[str, int]:
    assert found.events is not None, (found.kind, found.refused, found.questions)
    return found.events["day"].dt.strftime("%Y-%m").value_counts().sort_index().to_dict()


@pytest.mark.parametrize(
    ("head", "row"),
    [
        # sequence tools
        ("email,firstName,companyName,_id,addedToCampaignAt,lastState,emailsOpenedCount",
         "{mail},A,Firm,lea_{n},{iso}T18:52:00.000Z,emailsOpened,{n}"),
        ("First Name,Email,Email Status,Stage,Latest Funding Amount,Created At",
         "A,{mail},Verified,Cold,2000000,{iso}"),
        ("Prénom;E-mail;Entreprise;État;Ajouté le", "A;{mail};Firme;Connecté;{fr}"),
        ("Prospect ID,Email,Stage,Added At,Engaged At,Opens", "{n},{mail},Replied,{iso},,{n}"),
        # forms
        ("#,Wie heißen Sie?,Wohin dürfen wir schreiben?,Start Date (UTC),Submit Date (UTC)",
         "k{n},Max,{mail},{iso} 10:00:00,{iso} 10:01:00"),
        ("Marca temporal,Nombre,Correo,¿Qué necesita?", "{fr} 9:15:21,Ana,{mail},Precio"),
        ("SID\tHeure\tHeure de fin\tCourriel\tEffectif",
         "{n}\t{fr} - 18:00\t{fr} - 18:01\t{mail}\t5"),
        ("Name,Email,Entry Id,Entry Date,Payment Amount,Payment Date", "A,{mail},{n},{iso},,"),
        ("Quando,Con che indirizzo?,Squadra", "{iso} 10:00,{mail},{n}"),
    ],
)  # fmt: skip
def test_people_with_a_day_are_leads(head: str, row: str) -> None:
    found = table(head, row)
    assert found.kind == "leads" and found.usable and months(found) == BY_MONTH


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("id,Email,Created (UTC),Plan,Status,Total Spend,Payment Count",
         "cus_{n},{mail},{iso} 00:18,price_a,canceled,29{n}.00,{n}"),
        ("Customer Id,Email,Customer Created At,MRR", "c{n},{mail},{iso} 07:00,49"),
        ("account_code,state,email,created_at,closed_at", "a{n},active,{mail},{iso} 09:00:00 UTC,"),
        ("Code client;Raison sociale;E-mail;Date de création;CA total",
         "C{n};Firme {n};{mail};{fr};1 250,00"),
    ],
)  # fmt: skip
def test_what_customers_paid_is_no_cost(head: str, row: str) -> None:
    found = table(head, row)
    assert found.kind == "customers" and found.usable and months(found) == BY_MONTH


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("date (TZ offset incl.),datetime (UTC),direction,from,to,answered,duration (total),tags",
         "{iso} 10:37:00 +01:00,{iso} 09:37:00,outbound,+33 1 84 16 79 75,{phone},Yes,238,"),
        ("Direction,Type,From,To,Date,Time,Action Result,Duration",
         "Outgoing,Voice,(415) 555-0100,{phone},{us},10:12 AM,Call connected,0:01:10"),
        ("Call Time,Caller ID,Destination,Status,Talking,Cost",
         "{fr} 10:02:11,Ext.101,{phone},answered,00:01:21,0"),
        ("Date,Agent Name,Contact Number,Call Type,Duration,Disposition,Cost",
         "{iso},Sam,{phone},Outgoing,30,Meeting booked,0.02"),
        ("Date;Call type;External number;Talking time", "{iso} 11:05:01;outgoing;{phone};00:02:11"),
        ("Sens;Date;Heure;Numéro appelé;Durée totale", "Sortant;{fr};14:01;{phone};00:02:10"),
        ("Quand;Vers;Combien de temps;Type", "{iso};{phone};00:02:10;sortant"),
    ],
)  # fmt: skip
def test_telephones_with_a_duration_or_a_direction_are_calls(head: str, row: str) -> None:
    found = table(head, row)
    assert found.kind == "calls" and found.usable and months(found) == BY_MONTH


def test_calls_that_came_in_are_told_by_their_cells() -> None:
    found = table("Quand;Vers;Type", "{iso};{phone};entrant")
    assert found.kind == "calls" and set(found.rejected["reason"]) == {"inbound_call"}


def test_money_beside_addresses_or_telephones_stays_a_cost() -> None:
    seats = table("User email,Plan,Date,Monthly cost", "{mail},Pro,{iso},19.00")
    bill = table("Date;Numéro appelé;Durée;Montant HT", "{fr};{phone};00:01:00;0,15")
    billed = table("Fournisseur;E-mail;Date;Net à payer", "F{n};{mail};{fr};50,00")
    assert (seats.kind, seats.total()) == ("costs", 114)
    assert (billed.kind, billed.total()) == ("costs", 300)
    assert (bill.kind, bill.total()) == ("costs", 0.9)


def test_ad_spend_under_the_name_of_an_account_lists_no_customers() -> None:
    found = table("Start Date (in UTC),Account Name,Total Spent", "{us},Firm,10.00")
    assert (found.kind, found.total()) == ("costs", 60)


def test_two_days_in_different_months_are_asked_and_in_one_month_not() -> None:
    row = "{mail},{n},2025-0{n}-05,{iso}"
    asked = table("Wer,Team,Alpha,Beta", row.replace("0{n}", "08"))
    (question,) = [one for one in asked.questions if one.blocking]
    assert question.id == "day_column" and "Alpha, Beta" in question.sentence("en")
    answered = table("Wer,Team,Alpha,Beta", row.replace("0{n}", "08"), day_column="Beta")
    assert months(answered) == BY_MONTH
    assert months(table("Wer,Team,Alpha,Beta", "{mail},{n},{iso},{iso}")) == BY_MONTH


def test_addresses_of_one_company_are_no_leads_but_those_of_a_provider_may_be() -> None:
    team = table("Qui,Quand,Bureau", "{mail},{iso},3".replace("{mail}", "p{n}@us.example"))
    assert team.refused is not None and team.refused.code == "not_costs"
    public = table("Qui,Quand,Bureau", "{mail},{iso},3".replace("{mail}", "p{n}@gmail.com"))
    assert public.kind == "leads" and months(public) == BY_MONTH


def test_contacts_without_a_word_of_money_are_refused_as_costs() -> None:
    found = table("Nom;Tel;Ville;Date;Points", "A;{phone};Lyon;{fr};{n}")
    assert found.refused is not None and found.refused.code == "not_costs"
    assert "Tel" in found.refused.sentence("fr")
    assert table("Nom;Tel;Date;Montant", "A;{phone};{fr};10,00").total() == 60
