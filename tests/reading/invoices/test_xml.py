"""The XML of invoices, as standards and older versions of them have it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.invoices.xml import checked, is_invoice_xml, parse_invoice
from tests.reading.invoices.written import Bill, cii, ubl

ONE = Bill("F1", "2024-01-15", "HubSpot", 100_00, seller_vat="IE9849471F")


@pytest.mark.parametrize("write", [cii, ubl])
def test_both_standards_say_the_same(write: object) -> None:
    found = parse_invoice(write(ONE).encode())  # type: ignore[operator]
    assert (found.number, found.day, found.currency) == ("F1", date(2024, 1, 15), "EUR")
    assert (found.net, found.vat, found.gross) == (Decimal(100), Decimal(20), Decimal(120))
    assert (found.seller.name, found.seller.vat) == ("HubSpot", "IE9849471F")
    assert not found.credit and checked(found).fault == ""


def test_an_older_standard_and_an_envelope_are_opened() -> None:
    older = cii(ONE)
    for now, then in (
        ("ExchangedDocument>", "HeaderExchangedDocument>"),
        ("CrossIndustryInvoice", "CrossIndustryDocument"),
        ("SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction"),
        ("ApplicableHeaderTrade", "ApplicableSupplyChainTrade"),
        ("SettlementHeaderMonetary", "SettlementMonetary"),
    ):  # fmt: skip
        older = older.replace(now, then)
    assert parse_invoice(older.encode()).net == 100
    inner = ubl(ONE).split("\n", 1)[1]
    envelope = "StandardBusinessDocument"
    sent = f'<{envelope} xmlns="http://www.unece.org/cefact/x">{inner}</{envelope}>'
    assert is_invoice_xml(sent.encode())
    assert parse_invoice(sent.encode()).net == 100


def test_vat_in_a_second_currency_is_not_added() -> None:
    other = ubl(ONE).replace(
        "<cac:LegalMonetaryTotal>",
        '<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">230.00</cbc:TaxAmount></cac:TaxTotal>'
        "<cac:LegalMonetaryTotal>",
    )
    assert parse_invoice(other.encode()).vat == 20


def test_where_the_net_is_really_the_tax_the_net_is_worked_out() -> None:
    older = ubl(ONE).replace(">100.00</cbc:TaxExclusive", ">20.00</cbc:TaxExclusive")
    assert checked(parse_invoice(older.encode())).net == 100
    odd = replace(parse_invoice(ubl(ONE).encode()), gross=Decimal(150))
    assert checked(odd).fault == "sums_differ"


def test_entities_are_refused_and_never_resolved() -> None:
    spy = (
        ubl(ONE)
        .replace("?>\n", '?>\n<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n', 1)
        .replace("HubSpot", "&e;")
    )
    with pytest.raises(RefusedError):
        parse_invoice(spy.encode())


def test_other_xml_is_no_invoice() -> None:
    assert not is_invoice_xml(b"<?xml version='1.0'?><Invoice><Total>5</Total></Invoice>")
    assert not is_invoice_xml(b"date;amount\n2024-01-05;<Invoice>\n")
    assert is_invoice_xml(ubl(ONE).encode("utf-16"))
