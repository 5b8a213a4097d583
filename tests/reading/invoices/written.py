"""The known costs as electronic invoices: CII and UBL XML, and PDFs that carry CII (Factur-X)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from roi_model.reading.archive import Member, packed
from tests.reading.variants import COSTS

RATE = 20
_CII = "urn:un:unece:uncefact:data:standard"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
BUYER = ("Notre Entreprise SAS", "FR40123456824")


@dataclass(frozen=True)
class Bill:
    """One invoice: amounts in cents as it writes them, positive in a credit note."""

    number: str
    day: str
    seller: str
    net: int
    kind: str = "380"
    vat: int | None = None
    seller_vat: str = ""
    buyer: tuple[str, str] = BUYER
    currency: str = "EUR"
    refers: str = ""
    paid: int = 0

    @property
    def tax(self) -> int:
        return self.net * RATE // 100 if self.vat is None else self.vat


def money(cents: int) -> str:
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{part:02d}"


def cii(bill: Bill) -> str:
    """A cross industry invoice of the profile BASIC WL."""
    refers = bill.refers and (
        f"<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>{bill.refers}"
        "</ram:IssuerAssignedID></ram:InvoiceReferencedDocument>"
    )
    paid = bill.paid and f"<ram:TotalPrepaidAmount>{money(bill.paid)}</ram:TotalPrepaidAmount>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="{_CII}:CrossIndustryInvoice:100"
 xmlns:ram="{_CII}:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="{_CII}:UnqualifiedDataType:100">
 <rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
  <ram:ID>urn:factur-x.eu:1p0:basicwl</ram:ID>
 </ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
 <rsm:ExchangedDocument><ram:ID>{bill.number}</ram:ID><ram:TypeCode>{bill.kind}</ram:TypeCode>
  <ram:IssueDateTime>
   <udt:DateTimeString format="102">{bill.day.replace("-", "")}</udt:DateTimeString>
  </ram:IssueDateTime></rsm:ExchangedDocument>
 <rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement>
  {_cii_party("Seller", bill.seller, bill.seller_vat)}
  {_cii_party("Buyer", *bill.buyer)}
 </ram:ApplicableHeaderTradeAgreement><ram:ApplicableHeaderTradeDelivery/>
 <ram:ApplicableHeaderTradeSettlement>
  <ram:InvoiceCurrencyCode>{bill.currency}</ram:InvoiceCurrencyCode>
  <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
   <ram:LineTotalAmount>{money(bill.net)}</ram:LineTotalAmount>
   <ram:TaxBasisTotalAmount>{money(bill.net)}</ram:TaxBasisTotalAmount>
   <ram:TaxTotalAmount currencyID="{bill.currency}">{money(bill.tax)}</ram:TaxTotalAmount>
   <ram:GrandTotalAmount>{money(bill.net + bill.tax)}</ram:GrandTotalAmount>{paid or ""}
   <ram:DuePayableAmount>{money(bill.net + bill.tax - bill.paid)}</ram:DuePayableAmount>
  </ram:SpecifiedTradeSettlementHeaderMonetarySummation>{refers}
 </ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>
"""


def _cii_party(role: str, name: str, vat: str) -> str:
    number = vat and (
        f'<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">{vat}</ram:ID>'
        "</ram:SpecifiedTaxRegistration>"
    )
    return (
        f"<ram:{role}TradeParty><ram:Name>{escape(name)}</ram:Name>{number}</ram:{role}TradeParty>"
    )


def ubl(bill: Bill) -> str:
    """A UBL invoice or credit note, as Peppol has it."""
    root = "CreditNote" if bill.kind == "381" else "Invoice"
    refers = bill.refers and (
        "<cac:BillingReference><cac:InvoiceDocumentReference>"
        f"<cbc:ID>{bill.refers}</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>"
    )
    paid = bill.paid and f"<cbc:PrepaidAmount>{money(bill.paid)}</cbc:PrepaidAmount>"
    of = f'currencyID="{bill.currency}"'
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{root} xmlns="{_UBL}:{root}-2" xmlns:cac="{_UBL}:CommonAggregateComponents-2"
 xmlns:cbc="{_UBL}:CommonBasicComponents-2">
 <cbc:ID>{bill.number}</cbc:ID><cbc:IssueDate>{bill.day}</cbc:IssueDate>
 <cbc:{root}TypeCode>{bill.kind}</cbc:{root}TypeCode>
 <cbc:DocumentCurrencyCode>{bill.currency}</cbc:DocumentCurrencyCode>{refers}
 {_ubl_party("Supplier", bill.seller, bill.seller_vat)}
 {_ubl_party("Customer", *bill.buyer)}
 <cac:TaxTotal><cbc:TaxAmount {of}>{money(bill.tax)}</cbc:TaxAmount></cac:TaxTotal>
 <cac:LegalMonetaryTotal>
  <cbc:LineExtensionAmount {of}>{money(bill.net)}</cbc:LineExtensionAmount>
  <cbc:TaxExclusiveAmount {of}>{money(bill.net)}</cbc:TaxExclusiveAmount>
  <cbc:TaxInclusiveAmount {of}>{money(bill.net + bill.tax)}</cbc:TaxInclusiveAmount>{paid or ""}
  <cbc:PayableAmount {of}>{money(bill.net + bill.tax - bill.paid)}</cbc:PayableAmount>
 </cac:LegalMonetaryTotal>
</{root}>
"""


def _ubl_party(role: str, name: str, vat: str) -> str:
    number = vat and (
        f"<cac:PartyTaxScheme><cbc:CompanyID>{vat}</cbc:CompanyID>"
        "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"
    )
    return (
        f"<cac:Accounting{role}Party><cac:Party>{number}<cac:PartyLegalEntity>"
        f"<cbc:RegistrationName>{escape(name)}</cbc:RegistrationName></cac:PartyLegalEntity>"
        f"</cac:Party></cac:Accounting{role}Party>"
    )


def pdf(xml: str | None, name: str = "factur-x.xml") -> bytes:
    """A PDF of one blank page, with some XML attached or without."""
    held = (xml or "").encode()
    names = xml and f"/Names << /EmbeddedFiles << /Names [({name}) 4 0 R] >> >> /AF [4 0 R]"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {names or ''} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        f"<< /Type /Filespec /F ({name}) /UF ({name}) /AFRelationship /Alternative"
        " /EF << /F 5 0 R >> >>".encode(),
        b"<< /Type /EmbeddedFile /Subtype /text#2Fxml /Length %d >>\nstream\n%s\nendstream"
        % (len(held), held),
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects[: 5 if xml else 3], start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    size = len(places) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n" % (size, table)
    out += b"<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, out.rfind(b"xref\n0"))
    return bytes(out)


def bills() -> list[Bill]:
    """The known costs, each as an invoice of its own supplier; the negative one a credit note."""
    return [
        Bill(f"F-2024-{n:03d}", day, label, abs(cents), "381" if cents < 0 else "380")
        for n, (day, label, _, _, _, cents) in enumerate(COSTS, start=1)
    ]


def files() -> list[Member]:
    """The known costs as files: every third as a PDF, UBL and CII; the first comes twice."""
    found = []
    for place, bill in enumerate(bills()):
        form = place % 3
        content = pdf(cii(bill)) if form == 0 else (ubl if form == 1 else cii)(bill).encode()
        found.append(Member(f"{bill.number}.{'pdf' if form == 0 else 'xml'}", content))
    again = replace(bills()[0], number="F-2024-001 ")
    return [*found, Member("copie de F-2024-001.xml", ubl(again).encode()),
            Member("scan.pdf", pdf(None))]  # fmt: skip


def archive() -> bytes:
    return packed(files())


INVOICE_FILES: dict[str, Callable[[], bytes]] = {
    "invoices_fr.zip": archive,
    "invoice_facturx.pdf": lambda: pdf(cii(bills()[0])),
    "invoice_ubl.xml": lambda: ubl(bills()[1]).encode(),
    "invoice_credit_note_cii.xml": lambda: cii(bills()[6]).encode(),
}
