"""Lists of leads, calls and customers: every way of writing one gives the same counts."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from roi_model.reading.sandbox.wire import from_bytes, to_bytes
from roi_model.texts import LANGUAGES
from tests.reading.event_variants import (
    CALL_FILES,
    CALLS_BY_MONTH,
    CUSTOMER_FILES,
    CUSTOMERS_BY_MONTH,
    LEAD_FILES,
    LEADS_BY_MONTH,
)
from tests.reading.variants import SAMPLES


def sample(name: str) -> Reading:
    return read((SAMPLES / name).read_bytes(), name=name)


def by_month(found: Reading, state: str = "") -> dict[str, int]:
    assert found.events is not None
    rows = found.events if not state else found.events[found.events["state"] == state]
    return rows["day"].dt.strftime("%Y-%m").value_counts().sort_index().to_dict()


@pytest.mark.parametrize("name", LEAD_FILES)
def test_leads_and_how_many_are_qualified(name: str) -> None:
    found = sample(name)
    assert (found.kind, found.usable, len(found.entries), found.deals) == ("leads", True, 0, None)
    assert by_month(found) == {month: n for month, (n, _) in LEADS_BY_MONTH.items()}
    assert by_month(found, "qualified") == {month: q for month, (_, q) in LEADS_BY_MONTH.items()}
    assert found.events is not None and found.events["source"].value_counts()["LinkedIn"] == 4
    assert found.as_of is None  # the day of a CRM's export is for the ages of deals


@pytest.mark.parametrize("name", CALL_FILES)
def test_calls_and_the_meetings_they_brought(name: str) -> None:
    found = sample(name)
    assert found.kind == "calls"
    assert by_month(found) == {month: n for month, (n, _) in CALLS_BY_MONTH.items()}
    assert by_month(found, "meeting") == {month: m for month, (_, m) in CALLS_BY_MONTH.items()}
    assert found.rejected["reason"].tolist() == ["inbound_call"]


@pytest.mark.parametrize("name", CUSTOMER_FILES)
def test_customers_and_who_has_left(name: str) -> None:
    found = sample(name)
    assert found.kind == "customers"
    assert by_month(found) == CUSTOMERS_BY_MONTH
    assert by_month(found, "left") == {"2024-02": 1}


def test_an_older_copy_of_a_lead_is_left_out() -> None:
    found = sample("leads_hubspot_en.csv")
    assert found.rejected["reason"].tolist() == ["duplicate_entry"]
    assert [note.code for note in found.notes] == ["duplicate_entry"]


@pytest.mark.parametrize(
    ("head", "own", "test"),
    [
        ("id\tcreated_time\tform_name\tbudget_par_mois\tfull_name\temail\tlead_status",
         "l:1\t2024-01-04T13:38:28+02:00\tGuide\t500_€\tA Martin\ta@un.example\tCREATED",
         "l:2\t2024-01-01T18:00:00+02:00\tGuide\t<test lead: dummy data for budget_par_mois>\t"
         "<test lead: dummy data for full_name>\ttest@fb.com\tCREATED"),
        ("Lead ID\tSubmitted on\tCampaign Name\tEmail\tTest Lead",
         "1\t2024-01-04\tGuide\ta@un.example\tFALSE",
         "2\t2024-01-05\tGuide\tme@own.example\tTRUE"),
        ("lead_id\tsubmission_time\tcampaign\temail\tis_test",
         "1\t2024-01-04\tGuide\ta@un.example\t0", "2\t2024-01-05\tGuide\tme@own.example\t1"),
    ],
)  # fmt: skip
def test_a_forms_own_tests_are_no_leads(head: str, own: str, test: str) -> None:
    found = read("\n".join([head, own, test, ""]).encode(), name="leads.csv")
    assert (found.kind, by_month(found)) == ("leads", {"2024-01": 1})
    assert found.rejected["reason"].tolist() == ["test_entry"]
    assert "test_entry" in [note.code for note in found.notes]


def test_what_is_printed_and_sent_between_processes() -> None:
    found = sample("leads_plain_fr.csv")
    told = found.to_json("fr")
    assert told["events"]["by_state"] == {"lost": 2, "open": 4, "qualified": 4}
    assert told["events"]["by_month"] == {"2024-01": 4, "2024-02": 3, "2024-03": 3}
    assert told["totals"]["all"] is None and told["deals"] is None
    again = from_bytes(to_bytes(found))
    assert again.events.equals(found.events)


def test_a_status_nobody_knows_is_asked_once_for_all() -> None:
    text = "Prospect;Statut du lead;Date;Source\nA;Phase 3;15/01/2024;X\nB;MQL;16/01/2024;X\n"
    asked = read(text.encode(), name="p.csv")
    [question] = [one for one in asked.questions if one.blocking]
    assert (question.about, asked.usable) == ("lead_state", False)
    for lang in LANGUAGES:
        assert "Phase 3 (1)" in question.sentence(lang)
        labels = {question.answer_label(one.answer, lang) for one in question.candidates}
        assert len(labels - {"qualified", "open", "lost"}) == 3
    found = read(text.encode(), answers={question.id: "lost"})
    assert found.events is not None and found.events["state"].tolist() == ["lost", "qualified"]
    with pytest.raises(ValueError, match="lead_state"):
        read(text.encode(), answers={question.id: "won"})


def test_days_and_months_that_may_change_places_are_asked() -> None:
    text = "Lead,Source,Created\nA,Ads,03/04/2024\nB,Ads,05/06/2024\n"
    asked = read(text.encode())
    assert [one.about for one in asked.questions] == ["date_format"]
    found = read(text.encode(), answers={asked.questions[0].id: "%d/%m/%Y"})
    assert by_month(found) == {"2024-04": 1, "2024-06": 1}
    assert [note.code for note in found.notes] == ["no_lead_state"]


def test_rows_without_a_day_are_listed() -> None:
    text = "Lead;Source;Date\nA;Ads;15/01/2024\nB;Ads;\nC;Ads;soon\nD;Ads;20/01/2024\n"
    found = read(text.encode())
    assert found.rejected["reason"].tolist() == ["no_date", "bad_date"]
    assert (found.rows_read, found.rows_kept) == (4, 2)


def test_a_list_without_any_day_is_refused() -> None:
    found = read(b"Lead;Source;Owner\nA;Ads;Lea\n", kind="leads", name="l.csv")
    assert found.refused is not None and found.refused.code == "no_event_date"
    for lang in LANGUAGES:
        assert "l.csv" in found.refused.sentence(lang)


def test_a_status_that_is_none_of_a_lead_makes_no_list_of_leads() -> None:
    """Paid and due are words of invoices: what is headed alike is not taken for leads."""
    text = "Name;Source;Status;Date;Cost\nA;Ads;Paid;15/01/2024;12,00\nB;Ads;Due;16/01/2024;5,50\n"
    assert read(text.encode()).kind == "costs"
    no_money = "Name;Source;Status;Date\nA;Ads;Paid;15/01/2024\nB;Ads;Due;16/01/2024\n"
    assert read(no_money.encode()).kind == "costs"
    leads = no_money.replace("Paid", "New").replace("Due", "Qualified")
    assert read(leads.encode()).kind == "leads"


_HEADS_OF_CUSTOMERS = (
    ("id,Email,Created (UTC),Plan,MRR,Subscription status,Start Date (UTC),Canceled At (UTC)",
     "cus_{n},{mail},{day} 10:00,pro,49.00,{state},{day} 10:00,{end}",
     ("active", "trialing", "canceled")),
    ("Code client;E-mail;Client depuis;Statut de l’abonnement;Résilié le",
     "C{n};{mail};{day};{state};{end}", ("Actif", "En essai", "Résilié")),
    ("Kunde;E-Mail;Kunde seit;Status;Gekündigt am", "Firma {n};{mail};{day};{state};{end}",
     ("Aktiv", "Testphase", "Gekündigt")),
    ("Nombre del cliente;Email;Cliente desde;Estado", "Empresa {n};{mail};{day};{state}",
     ("Activo", "En prueba", "Baja")),
    ("Klant;E-mail;Klant sinds;Status", "Bedrijf {n};{mail};{day};{state}",
     ("Actief", "Proefperiode", "Opgezegd")),
)  # fmt: skip


def _customers(head: str, row: str, words: tuple[str, ...]) -> str:
    rows = [row.format(n=n, mail=f"a{n}@firm{n}.example", day=f"2024-01-{15 + n}",
                       state=words[n % 3], end="2024-03-20" if n % 3 == 2 else "")
            for n in range(9)]  # fmt: skip
    return "\n".join((head, *rows, ""))


@pytest.mark.parametrize(("head", "row", "words"), _HEADS_OF_CUSTOMERS)
def test_customers_on_trial_are_counted_apart(head: str, row: str, words: tuple[str, ...]) -> None:
    found = read(_customers(head, row, words).encode())
    assert (found.kind, found.usable) == ("customers", True), found.questions
    assert found.to_json()["events"]["by_state"] == {"active": 3, "trial": 3, "left": 3}
    (note,) = [note for note in found.notes if note.code == "customers_on_trial"]
    assert note.values == {"count": 3}


def test_a_status_of_customers_that_is_nowhere_known_is_asked() -> None:
    head, row, words = _HEADS_OF_CUSTOMERS[0]
    text = _customers(head, row, (words[0], "grandfathered", words[2])).encode()
    (question,) = [one for one in read(text).questions if one.blocking]
    assert question.id == "customer_state:Subscription status"
    answered = read(text, answers={"customer_state": "trial"}).to_json()["events"]
    assert answered["by_state"] == {"active": 3, "trial": 3, "left": 3}
