"""The XML of an invoice → the invoice: CII (Factur-X, ZUGFeRD, XRechnung), UBL (Peppol), FatturaPA.

Elements are found by their names, whatever the version of their namespace: ZUGFeRD 1 calls them as
Factur-X does, one level apart.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.invoices.invoice import CREDIT_NOTES, Invoice, Party, amount
from roi_model.reading.values.dates import day_stated

Element = Any  # of lxml, which has no types
_ROOTS = {"CrossIndustryInvoice", "CrossIndustryDocument", "Invoice", "CreditNote",
          "FatturaElettronica"}  # fmt: skip
_HEAD = re.compile(
    rb"<(?:[\w.-]+:)?(?:CrossIndustryInvoice|CrossIndustryDocument|Invoice|CreditNote"
    rb"|StandardBusinessDocument|FatturaElettronica)\b[^<>]*(?:urn:un:unece:uncefact|urn:ferd:"
    rb"|oasis:names:specification:ubl|unece\.org/cefact|agenziaentrate\.gov\.it"
    rb"|fatturapa\.gov\.it)"
)
_FITS = Decimal("0.05")
"""How far net and VAT may lie from the whole: the standard allows nothing, programs round."""


def is_invoice_xml(content: bytes) -> bool:
    """Whether bytes begin as the XML of an invoice does, whatever their encoding's width."""
    head = content[:65536].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<") and _HEAD.search(head) is not None


def parse_invoices(content: bytes, source: str = "") -> list[Invoice]:
    """The invoices that some XML states: one, or in Italy a lot of several by one seller.

    Raises RefusedError where it is broken or none.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False,
                             remove_comments=True, remove_pis=True)  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError("invoice_damaged", source=source) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedError("invoice_damaged", source=source)  # no invoice declares entities
    found = next((e for e in root.iter() if _local(e) in _ROOTS), None)
    if found is None:
        raise RefusedError("invoice_damaged", source=source)
    if _local(found) == "FatturaElettronica":
        head = _first(found, "FatturaElettronicaHeader")
        bodies = _all(found, "FatturaElettronicaBody")
        if not bodies:
            raise RefusedError("invoice_damaged", source=source)
        return [_fattura(head, body, source) for body in bodies]
    read = _ubl if _local(found) in ("Invoice", "CreditNote") else _cii
    return [read(found, source)]


def _cii(root: Element, source: str) -> Invoice:
    head = _first(root, "ExchangedDocument", "HeaderExchangedDocument")
    trade = _first(root, "SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction")
    agreement = _first(trade, "ApplicableHeaderTradeAgreement",
                       "ApplicableSupplyChainTradeAgreement")  # fmt: skip
    settlement = _first(trade, "ApplicableHeaderTradeSettlement",
                        "ApplicableSupplyChainTradeSettlement")  # fmt: skip
    sums = _first(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation",
                  "SpecifiedTradeSettlementMonetarySummation")  # fmt: skip
    currency = _text(_first(settlement, "InvoiceCurrencyCode"))
    kind = _text(_first(head, "TypeCode"))
    refers = [_text(_first(e, "IssuerAssignedID", "ID"))
              for e in _all(settlement, "InvoiceReferencedDocument")]  # fmt: skip
    return Invoice(
        number=_text(_first(head, "ID")),
        kind=kind,
        credit=kind in CREDIT_NOTES,
        day=_cii_day(_first(_first(head, "IssueDateTime"), "DateTimeString")),
        seller=_cii_party(_first(agreement, "SellerTradeParty")),
        buyer=_cii_party(_first(agreement, "BuyerTradeParty")),
        currency=currency,
        net=_sum(sums, "TaxBasisTotalAmount", currency),
        vat=_sum(sums, "TaxTotalAmount", currency),
        gross=_sum(sums, "GrandTotalAmount", currency),
        paid=_sum(sums, "TotalPrepaidAmount", currency),
        refers=tuple(filter(None, refers)),
        source=source,
    )


def _cii_party(party: Element) -> Party:
    numbers = [_first(e, "ID") for e in _all(party, "SpecifiedTaxRegistration")]
    vat = next((_text(n) for n in numbers if n is not None and n.get("schemeID") == "VA"), "")
    return Party(_line(_text(_first(party, "Name"))), vat)


def _cii_day(element: Element) -> date | None:
    """A day as YYYYMMDD, which the format 102 says; other formats of it are of months or weeks."""
    if element is None or element.get("format", "102") != "102":
        return None
    return day_stated(_text(element))


def _ubl(root: Element, source: str) -> Invoice:
    currency = _text(_first(root, "DocumentCurrencyCode"))
    kind = _text(_first(root, "InvoiceTypeCode", "CreditNoteTypeCode"))
    sums = _first(root, "LegalMonetaryTotal")
    if not currency and sums is not None:
        currency = next((e.get("currencyID") for e in sums if e.get("currencyID")), "")
    taxes = [_first(e, "TaxAmount") for e in _all(root, "TaxTotal")]
    own = [e for e in taxes if e is not None and e.get("currencyID", currency) == currency]
    refers = [_text(_first(_first(e, "InvoiceDocumentReference"), "ID"))
              for e in _all(root, "BillingReference")]  # fmt: skip
    return Invoice(
        number=_text(_first(root, "ID")),
        kind=kind,
        credit=_local(root) == "CreditNote" or kind in CREDIT_NOTES,
        day=day_stated(_text(_first(root, "IssueDate"))),
        seller=_ubl_party(_first(root, "AccountingSupplierParty")),
        buyer=_ubl_party(_first(root, "AccountingCustomerParty")),
        currency=currency,
        net=_sum(sums, "TaxExclusiveAmount", currency),
        vat=sum((amount(_text(e)) or Decimal(0) for e in own), Decimal(0)) if own else None,
        gross=_sum(sums, "TaxInclusiveAmount", currency),
        paid=_sum(sums, "PrepaidAmount", currency),
        refers=tuple(filter(None, refers)),
        source=source,
    )


def _ubl_party(role: Element) -> Party:
    party = _first(role, "Party")
    names = (_first(_first(party, "PartyName"), "Name"),
             _first(_first(party, "PartyLegalEntity"), "RegistrationName"))  # fmt: skip
    schemes = _all(party, "PartyTaxScheme")
    vat = next((_text(_first(e, "CompanyID")) for e in schemes
                if _text(_first(_first(e, "TaxScheme"), "ID")) in ("VAT", "")), "")  # fmt: skip
    return Party(_line(next(filter(None, map(_text, names)), "")), vat)


def _fattura(head: Element, body: Element, source: str) -> Invoice:
    """An invoice of Italy's standard, whose net is what its VAT is reckoned on, rate by rate."""
    general = _first(body, "DatiGenerali")
    said = _first(general, "DatiGeneraliDocumento")
    rates = _all(_first(body, "DatiBeniServizi"), "DatiRiepilogo")
    nets = [amount(_text(_first(rate, "ImponibileImporto"))) for rate in rates]
    taxes = [amount(_text(_first(rate, "Imposta"))) for rate in rates]
    known = [one for one in nets if one is not None]
    net = sum(known, Decimal(0)) if rates and len(known) == len(nets) else None
    vat = sum((one or Decimal(0) for one in taxes), Decimal(0)) if rates else None
    gross = amount(_text(_first(said, "ImportoTotaleDocumento")))
    stamp = amount(_text(_first(_first(said, "DatiBollo"), "ImportoBollo"))) or Decimal(0)
    if net is not None and vat is not None and gross is not None:
        # A stamp duty passed on stands in the whole alone.
        gross = net + vat if abs(net + vat + stamp - gross) <= _FITS else gross
    refers = [_text(_first(e, "IdDocumento")) for e in _all(general, "DatiFattureCollegate")]
    return Invoice(
        number=_text(_first(said, "Numero")),
        credit=_text(_first(said, "TipoDocumento")) == "TD04",
        day=day_stated(_text(_first(said, "Data"))),
        seller=_fattura_party(_first(head, "CedentePrestatore")),
        buyer=_fattura_party(_first(head, "CessionarioCommittente")),
        currency=_text(_first(said, "Divisa")),
        net=net, vat=vat, gross=gross,
        refers=tuple(filter(None, refers)),
        source=source,
    )  # fmt: skip


def _fattura_party(role: Element) -> Party:
    data = _first(role, "DatiAnagrafici")
    called, number = _first(data, "Anagrafica"), _first(data, "IdFiscaleIVA")
    person = " ".join(_text(_first(called, part)) for part in ("Nome", "Cognome"))
    vat = "".join(_text(_first(number, part)) for part in ("IdPaese", "IdCodice"))
    return Party(_line(_text(_first(called, "Denominazione")) or person), vat)


def checked(invoice: Invoice) -> Invoice:
    """The invoice with its net amount made sure of, or with the fault why there is none.

    Net and VAT add up to the whole; where the sums say otherwise (in older UBL of some countries
    the "tax exclusive amount" is the tax itself), the net is the whole without the VAT.
    """
    net, vat, gross = invoice.net, invoice.vat, invoice.gross
    if invoice.day is None:
        return replace(invoice, fault="bad_date")
    if net is not None and (vat is None or gross is None or abs(net + vat - gross) <= _FITS):
        return invoice
    if vat is not None and gross is not None and (net is None or abs(net - vat) <= _FITS):
        return replace(invoice, net=gross - vat)
    return replace(invoice, fault="no_amount" if net is None else "sums_differ")


def _sum(sums: Element, name: str, currency: str) -> Decimal | None:
    """A sum in the invoice's own currency: one of VAT may stand there in another too."""
    for element in _all(sums, name):
        if element.get("currencyID", currency) in (currency, ""):
            return amount(_text(element))
    return None


def _local(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _all(element: Element, name: str) -> list[Element]:
    return [] if element is None else [e for e in element if _local(e) == name]


def _first(element: Element, *names: str) -> Element:
    return next((e for name in names for e in _all(element, name)), None)


def _text(element: Element) -> str:
    return "" if element is None else (element.text or "").strip()


def _line(words: str) -> str:
    return " ".join(words.split())[:120]
