"""The XML of invoices, as standards and older versions of them have it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.invoices.invoice import Invoice
from roi_model.reading.invoices.xml import checked, is_invoice_xml, parse_invoices
from tests.reading.invoices.written import Bill, cii, ubl

ONE = Bill("F1", "2024-01-15", "HubSpot", 100_00, seller_vat="IE9849471F")


def parse_invoice(content: bytes) -> Invoice:
    """The one invoice of some XML."""
    (found,) = parse_invoices(content)
    return found


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


def _fattura(kind: str, called: str, stamp: str, whole: str) -> bytes:
    return (
        '<?xml version="1.0"?><p:FatturaElettronica versione="FPR12" '
        'xmlns:p="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2">'
        "<FatturaElettronicaHeader><CedentePrestatore><DatiAnagrafici><IdFiscaleIVA>"
        "<IdPaese>IT</IdPaese><IdCodice>01234567890</IdCodice></IdFiscaleIVA>"
        f"<Anagrafica>{called}</Anagrafica></DatiAnagrafici></CedentePrestatore>"
        "</FatturaElettronicaHeader><FatturaElettronicaBody><DatiGenerali><DatiGeneraliDocumento>"
        f"<TipoDocumento>{kind}</TipoDocumento><Divisa>EUR</Divisa><Data>2025-03-12</Data>"
        f"<Numero>44/A</Numero>{stamp}<ImportoTotaleDocumento>{whole}</ImportoTotaleDocumento>"
        "</DatiGeneraliDocumento></DatiGenerali><DatiBeniServizi>"
        "<DatiRiepilogo><AliquotaIVA>22.00</AliquotaIVA><ImponibileImporto>500.00"
        "</ImponibileImporto><Imposta>110.00</Imposta></DatiRiepilogo>"
        "<DatiRiepilogo><AliquotaIVA>0.00</AliquotaIVA><ImponibileImporto>80.50"
        "</ImponibileImporto><Imposta>0.00</Imposta></DatiRiepilogo>"
        "</DatiBeniServizi></FatturaElettronicaBody></p:FatturaElettronica>"
    ).encode()


COMPANY = "<Denominazione>Tipografia Srl</Denominazione>"
STAMP = "<DatiBollo><ImportoBollo>2.00</ImportoBollo></DatiBollo>"


@pytest.mark.parametrize(
    ("kind", "called", "stamp", "whole", "seller", "cost"),
    [
        ("TD01", COMPANY, "", "690.50", "Tipografia Srl", "580.50"),
        ("TD01", COMPANY, STAMP, "692.50", "Tipografia Srl", "580.50"),
        ("TD04", "<Nome>Ada</Nome><Cognome>Esempio</Cognome>", "", "690.50", "Ada Esempio",
         "-580.50"),
    ],
)  # fmt: skip
def test_invoices_of_italy_are_read_with_their_rates_added(
    kind: str, called: str, stamp: str, whole: str, seller: str, cost: str
) -> None:
    content = _fattura(kind, called, stamp, whole)
    assert is_invoice_xml(content)
    invoice = checked(parse_invoice(content))
    assert (invoice.fault, invoice.signed, invoice.seller.name) == ("", Decimal(cost), seller)
    assert (invoice.number, str(invoice.day), invoice.currency) == ("44/A", "2025-03-12", "EUR")


def test_an_italian_invoice_whose_sums_differ_is_not_counted_and_a_lot_holds_several() -> None:
    assert checked(parse_invoice(_fattura("TD01", COMPANY, "", "999.00"))).fault == "sums_differ"
    lot = _fattura("TD01", COMPANY, "", "690.50").decode()
    body = "<FatturaElettronicaBody>" + lot.split("<FatturaElettronicaBody>")[1].split("</p:")[0]
    noted = body.replace("TD01", "TD04").replace("44/A", "45/A").replace("500.00", "200.00")
    both = lot.replace("</p:", noted + "</p:")
    found = parse_invoices(both.encode())
    assert [(one.number, one.signed, one.seller.name) for one in found] == [
        ("44/A", Decimal("580.50"), "Tipografia Srl"),
        ("45/A", Decimal("-280.50"), "Tipografia Srl"),
    ]
    with pytest.raises(RefusedError):
        parse_invoices(lot.replace("FatturaElettronicaBody", "Corpo").encode())
