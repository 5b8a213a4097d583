"""Audit files in XML give the known costs; what is no sound ledger is refused with its reason."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.sandbox.limited import read_limited
from tests.reading.audit_variants import AUDITS, SAID_XML, SALES, saft_no, saft_pt, xaf
from tests.reading.ledger_variants import REVENUE_DAY, by_account
from tests.reading.variants import COSTS, SAMPLES, TOTAL, expected_by_month


def by_category(plan: str) -> dict[str, float]:
    """Totals by category as a plan's numbers and words say them, in money."""
    sums: dict[str, int] = {}
    for *_, category, _, cents in COSTS:
        said = SAID_XML[plan].get(category, category)
        sums[said] = sums.get(said, 0) + cents
    return {key: cents / 100 for key, cents in sorted(sums.items())}


@pytest.mark.parametrize("name", AUDITS)
@pytest.mark.parametrize("called", ["", "export.csv", "export.zip"])
def test_every_audit_file_gives_the_known_totals_whatever_it_is_called(
    name: str, called: str
) -> None:
    _, plan, key = AUDITS[name]
    reading = read((SAMPLES / name).read_bytes(), name=called)
    assert reading.refused is None
    assert [q.id for q in reading.questions if q.blocking] == []
    assert reading.kind == "ledger"
    totals = reading.totals()
    assert totals["all"] == TOTAL
    assert totals["by_month"] == expected_by_month()
    assert totals["by_account"] == by_account(key)
    assert totals["by_category"] == by_category(plan)
    assert reading.revenue["amount"].tolist() == [SALES / 100]
    assert reading.revenue["month"].tolist() == [REVENUE_DAY[:7]]
    assert {"balanced", "ledger_plan"} <= {n.code for n in reading.notes}


def test_the_closing_of_the_year_is_left_out_and_said() -> None:
    notes = {n.code: n.values for n in read(saft_pt()).notes}
    assert notes["closing_entries"]["count"] == 9


def test_letters_of_a_declared_code_page_are_read() -> None:
    assert "Comissões" in set(read(saft_pt()).entries["account_label"])


def test_a_file_that_lost_entries_is_said_to_have_another_total() -> None:
    text = saft_no().decode()
    at = text.rindex("<Transaction>")
    short = text[:at] + text[text.index("</Transaction>", at) + len("</Transaction>") :]
    (note,) = [n for n in read(short.encode()).notes if n.code == "audit_total"]
    assert round(note.values["declared"] - note.values["debit"], 2) == 400
    assert "{" not in note.sentence("fr") + note.sentence("en")
    assert "audit_total" not in [n.code for n in read(text.encode()).notes]


BY_OTHERS = {"ledger_by_xsdata_saft_no.xml": "ns4102", "ledger_by_xsdata_saft_no_grouped.xml": "",
             "ledger_by_xsdata_saft_pt.xml": "snc", "ledger_by_xsdata_saft_pt_closed.xml": "snc",
             "ledger_by_xsdata.xaf": "", "ledger_by_odoo.xaf": ""}  # fmt: skip


@pytest.mark.parametrize("name", BY_OTHERS)
def test_files_of_other_writers_give_the_known_costs(name: str) -> None:
    reading = read((SAMPLES / name).read_bytes(), name=name)
    totals = reading.totals()
    assert (totals["all"], totals["by_month"]) == (TOTAL, expected_by_month())
    assert reading.revenue["amount"].tolist() == [SALES / 100]
    if BY_OTHERS[name]:
        assert totals["by_category"] == by_category(BY_OTHERS[name])
    told = {n.code for n in reading.notes}
    assert "balanced" in told and "audit_total" not in told


@pytest.mark.parametrize(
    ("own", "grouped", "kind"),
    [("910", "7330", "cost"), ("7000", "2400", "neither"), ("4010", "3000", "revenue"),
     ("7321", "7330", "cost"), ("12", "5000", "cost")],
)  # fmt: skip
def test_a_norwegian_account_of_own_numbers_is_what_its_group_says(
    own: str, grouped: str, kind: str
) -> None:
    """From version 1.30 on accounts have a group, and a standard number no longer."""
    text = saft_no(standard=False).decode()
    text = text.replace(">7320<", f">{own}<")
    at = text.index(f"<AccountID>{own}</AccountID>")
    end = text.index("<AccountType>", at)
    group = f"<GroupingCategory>x</GroupingCategory><GroupingCode>{grouped}</GroupingCode>"
    reading = read((text[:end] + group + text[end:]).encode())
    ads = sum(cents for *_, category, _, cents in COSTS if category == "advertising") / 100
    assert reading.total() == round(TOTAL - (0 if kind == "cost" else ads), 2)
    revenue = (SALES / 100) - (ads if kind == "revenue" else 0)
    assert reading.revenue["amount"].sum() == round(revenue, 2)


def test_the_norwegian_file_of_a_till_is_told_as_one_of_sales() -> None:
    till = (
        b'<auditfile xmlns="urn:StandardAuditFile-Taxation-CashRegister:NO"><header/></auditfile>'
    )
    assert _refused(till) == "saft_entries"


def _refused(content: bytes) -> str:
    reading = read(content, name="audit.xml")
    assert reading.refused is not None
    for lang in ("fr", "en"):
        assert "{" not in reading.refused.sentence(lang)
        assert "audit.xml" in reading.refused.sentence(lang)
    return reading.refused.code


def test_files_that_are_cut_or_of_something_else_are_refused_with_the_reason() -> None:
    whole = saft_no()
    assert _refused(whole[: len(whole) // 2]) == "damaged_xml"
    assert _refused(xaf()[:-20]) == "damaged_xml"
    assert _refused(whole.replace(b"UTF-8", b"X-NONE")) == "damaged_xml"
    assert _refused(whole.replace(b">NO<", b">RO<")) == "saft_country"
    assert _refused(b'<AuditFile xmlns="urn:OECD:StandardAuditFile-Tax:PT_1.04_01"/>') == (
        "saft_entries"
    )
    assert _refused(b"<auditfile><header/></auditfile>") == "xaf_entries"


def test_entities_are_never_read() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><AuditFile>&b;</AuditFile>'
    outside = b'<!DOCTYPE a SYSTEM "file:///etc/hostname"><auditfile/>'
    for content in (bomb, outside):
        assert _refused(content) == "xml_doctype"
        limited = read_limited(content, name="audit.xml")
        assert limited.refused is not None and limited.refused.code == "xml_doctype"


def test_elements_without_end_are_refused() -> None:
    assert _refused(b"<auditfile>" + b"<a>" * 10_000) == "damaged_xml"


def test_other_xml_is_refused_as_before() -> None:
    assert _refused(b'<?xml version="1.0"?><Invoice></Invoice>') == "xml"


def test_lines_that_cannot_be_read_are_listed() -> None:
    text = saft_no().decode().replace("<TransactionDate>2024-04-02", "<TransactionDate>2024-13-02")
    text = text.replace("<Amount>86.40<", "<Amount>86,40<")
    reading = read(text.encode())
    assert reading.total() == round(TOTAL - 400 - 86.4, 2)
    reasons = reading.rejected["reason"].tolist()
    assert reasons == ["not_a_number", "not_a_number", "bad_date", "bad_date"]
    assert reading.rows_read == reading.rows_kept + 4


def test_an_account_of_the_result_that_no_number_tells_is_asked() -> None:
    content = xaf(coded=False).replace(b"4600", b"9600")
    (question,) = [q for q in read(content).questions if q.blocking]
    assert question.id == "account_kind:9600 Softwarelicenties"
    assert question.values["amount"] == 400
    assert read(content, answers={question.id: "cost"}).total() == TOTAL
    assert read(content, answers={question.id: "neither"}).total() == TOTAL - 400


def test_the_second_version_of_the_dutch_file_is_read_too() -> None:
    content = (
        b"<auditfile><header><auditfileVersion>CLAIR2.00.00</auditfileVersion></header>"
        b"<generalLedger><ledgerAccount><accountID>4500</accountID><accountDesc>Reclame"
        b"</accountDesc><accountType>W</accountType></ledgerAccount></generalLedger><transactions>"
        b"<totalDebit>12.50</totalDebit><journal><transaction><transactionID>1</transactionID>"
        b"<transactionDate>2024-02-01</transactionDate><line><recordID>1</recordID><accountID>4500"
        b"</accountID><description>Flyers</description><debitAmount>12.50</debitAmount></line>"
        b"<line><recordID>2</recordID><accountID>1600</accountID><creditAmount>12.50"
        b"</creditAmount></line></transaction></journal></transactions></auditfile>"
    )
    reading = read(content)
    assert reading.total("month") == {"2024-02": 12.5}
    assert reading.totals()["by_category"] == {"advertising": 12.5}


def test_luxembourgs_audit_file_is_read_by_its_own_plan() -> None:
    text = (
        '<AuditFile xmlns="urn:OECD:StandardAuditFile-Taxation/2.00"><Header>'
        "<AuditFileCountry>LU</AuditFileCountry></Header><GeneralLedgerEntries><Journal>"
    )
    booked = (
        ("2024-01-01", "5131", "Debit", "900.00"),
        ("2024-01-01", "141", "Credit", "900.00"),
        ("2024-01-22", "61511", "Debit", "120.50"),
        ("2024-01-22", "44111", "Credit", "120.50"),
        ("2024-02-28", "40111", "Debit", "80.00"),
        ("2024-02-28", "70611", "Credit", "80.00"),
        ("2024-03-14", "44111", "Debit", "20.50"),
        ("2024-03-14", "61511", "Credit", "20.50"),
    )
    for day, account, side, amount in booked:
        text += (
            f"<Transaction><TransactionDate>{day}</TransactionDate><Line><AccountID>{account}"
            f"</AccountID><{side}Amount><Amount>{amount}</Amount></{side}Amount></Line></Transaction>"
        )
    reading = read(f"{text}</Journal></GeneralLedgerEntries></AuditFile>".encode())
    assert reading.total("month") == {"2024-01": 120.5, "2024-03": -20.5}
    assert reading.total("category") == {"advertising": 100.0}
    assert reading.revenue["amount"].tolist() == [80.0]
