"""One or several invoices → dated costs without VAT, the same one counted once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa

from roi_model.reading.costs.entries import Contents, Lines
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.invoices.attached import attached_invoice
from roi_model.reading.invoices.invoice import PREPAYMENTS, Invoice
from roi_model.reading.invoices.xml import checked, is_invoice_xml, parse_invoices
from roi_model.reading.text.ragged import Rejections
from roi_model.reading.values.rates import known_as, rates_of

PDF = b"%PDF"
_MOST_SCALE = 6


def may_be_invoice(content: bytes) -> bool:
    """Whether bytes may hold an invoice: its XML, or a PDF, which may carry it.

    >>> may_be_invoice(b"%PDF-1.7"), may_be_invoice(b"date;amount")
    (True, False)
    """
    return content.startswith(PDF) or is_invoice_xml(content)


def read_invoices(files: list[tuple[str, bytes]], inquiry: Inquiry) -> Contents:
    """Costs of invoices by (name, bytes), in their order; what cannot be counted is listed.

    Asks which currency counts where there are several, and which are one's own where a company
    bills several others. Raises RefusedError where a file that is alone holds no invoice.
    """
    alone = len(files) == 1
    invoices = [one for name, content in files for one in _of_file(name, content, alone)]
    invoices = _without_repeats(invoices)
    invoices = _without_prepaid(invoices)
    if not _sales(invoices, inquiry):
        return Contents(None, len(invoices))
    invoices = _without_own(invoices, inquiry)
    currency = _currency(invoices, inquiry)
    odd = _odd_credit(invoices, inquiry)
    if currency is None or odd is None:
        return Contents(None, len(invoices))
    rejections = Rejections()
    found, rates = inquiry.currencies, rates_of(inquiry.answers)
    rated = [code for code in found.rows if code != currency and known_as(code) in rates]
    kept: list[tuple[int, Invoice]] = []
    for place, invoice in enumerate(invoices, start=1):
        fault = invoice.fault
        if not fault and invoice.currency not in ("", currency, *rated):
            fault = "other_currency"
        if fault:
            rejections.add(fault, np.array([place], np.int64), [invoice.text()])
        else:
            kept.append((place, invoice))
    for code in rated:
        of_it = [place for place, invoice in kept if invoice.currency == code]
        found.lines[code] = np.array(of_it, np.int64)
    found.shown = lambda lines: [invoices[place - 1].text() for place in lines.tolist()]
    if kept:
        _note(kept, currency, inquiry)
    return Contents(_lines(kept, odd), len(invoices), rejections)


def _of_file(name: str, content: bytes, alone: bool) -> list[Invoice]:
    """The invoices of one file, each with its fault where it has one."""
    if not may_be_invoice(content):
        return [Invoice(source=name, fault="no_invoice" if content else "invoice_damaged")]
    try:
        if content.startswith(PDF):
            found = attached_invoice(content)
            if found is None:
                raise RefusedError("pdf")
            content = found
        return [checked(one) for one in parse_invoices(content, name)]
    except RefusedError as refused:
        if alone:
            raise
        codes = {"pdf": "no_invoice_data", "locked": "locked"}
        return [Invoice(source=name, fault=codes.get(refused.code, "invoice_damaged"))]


def _sound(invoices: list[Invoice]) -> list[Invoice]:
    return [one for one in invoices if not one.fault]


def _without_repeats(invoices: list[Invoice]) -> list[Invoice]:
    """Each number of a seller once: the first file counts."""
    seen: set[tuple[object, ...]] = set()
    found = []
    for one in invoices:
        key = (*one.key, one.credit)
        again = not one.fault and key in seen
        seen.add(key)
        found.append(replace(one, fault="duplicate_invoice") if again else one)
    return found


def _without_prepaid(invoices: list[Invoice]) -> list[Invoice]:
    """Without bills for a deposit which a later one, of the whole, names and takes as paid."""
    final = {(one.seller.key, "".join(number.split()).casefold())
             for one in _sound(invoices) if one.paid for number in one.refers}  # fmt: skip
    return [
        replace(one, fault="prepaid_invoice")
        if not one.fault and one.kind in PREPAYMENTS and one.key in final
        else one
        for one in invoices
    ]


def _sales(invoices: list[Invoice], inquiry: Inquiry) -> bool:
    """Whether it is settled that the invoices are not all one's own sales; else it is asked.

    One company billing several others, and nobody else: those are hardly purchases.
    """
    sound = _sound(invoices)
    sellers, buyers = ({getattr(one, role).key for one in sound} - {""}
                       for role in ("seller", "buyer"))  # fmt: skip
    if len(sellers) != 1 or len(buyers) < 2:
        return True
    total = float(sum((one.signed for one in sound), Decimal(0)))
    answer = inquiry.ask("own_sales", "", {"costs": {"all": total}, "sales": {"all": 0.0}},
                         seller=sound[0].seller.name, count=len(buyers))  # fmt: skip
    if answer == "sales":
        raise RefusedError("sales_invoices", seller=sound[0].seller.name)
    return answer is not None


def _without_own(invoices: list[Invoice], inquiry: Inquiry) -> list[Invoice]:
    """Without those that the buyer of all the others sent itself."""
    sound = _sound(invoices)
    buyers = Counter(one.buyer.key for one in sound if one.buyer.key)
    if not buyers:
        return invoices
    own, count = buyers.most_common(1)[0]
    sold = [one for one in sound if one.seller.key == own != one.buyer.key]
    if not sold or count + len(sold) < len(sound):
        return invoices
    inquiry.note("invoices_sold", count=len(sold), seller=sold[0].seller.name)
    return [replace(one, fault="income") if one in sold else one for one in invoices]


def _currency(invoices: list[Invoice], inquiry: Inquiry) -> str | None:
    """The currency that counts; None where it is asked."""
    counts = Counter(one.currency for one in _sound(invoices) if one.currency)
    found = inquiry.currencies
    found.rows, found.rated = dict(counts), True
    chosen: str | None = next(iter(counts), "")
    if len(counts) > 1:
        options = {code: {"rows": n, "all": _total(invoices, code)} for code, n in counts.items()}
        chosen = inquiry.ask("currency", "", options, currencies=", ".join(counts))
    found.chosen = chosen or ""
    return chosen


def _total(invoices: list[Invoice], currency: str) -> float:
    of_it = (one.signed for one in _sound(invoices) if one.currency in ("", currency))
    return float(sum(of_it, Decimal(0)))


def _odd_credit(invoices: list[Invoice], inquiry: Inquiry) -> str | None:
    """What credit notes of a negative amount mean, "deducted" or "added"; None where it is asked.

    By the standard the amounts of a credit note are positive, and deducted.
    """
    odd = [one for one in _sound(invoices) if one.credit and (one.net or 0) < 0]
    if not odd:
        return "deducted"
    total = float(sum((one.net or Decimal(0) for one in odd), Decimal(0)))
    options = {"deducted": {"all": total}, "added": {"all": -total}}
    return inquiry.ask("credit_sign", "", options, count=len(odd), number=odd[0].number)


def _note(kept: list[tuple[int, Invoice]], currency: str, inquiry: Inquiry) -> None:
    """How many there are, of whom, and what VAT in the currency that counts was left aside."""
    of_all = [one for _, one in kept]
    own = (one for one in of_all if one.currency in ("", currency))
    vat = sum((-(one.vat or 0) if one.credit else (one.vat or 0) for one in own), Decimal(0))
    inquiry.note("invoices", count=len(of_all), vat=float(vat), currency=currency)
    credit = sum(one.credit for one in of_all)
    if credit:
        inquiry.note("invoices_credit", count=credit)
    if currency:
        inquiry.columns["currency"] = currency


def _lines(kept: list[tuple[int, Invoice]], odd: str) -> Lines:
    """The invoices as costs, to the decimals they have, at least two."""
    amounts = [
        -abs(one.signed) if one.credit and odd == "deducted" else one.signed for _, one in kept
    ]
    places = (-int(a.normalize().as_tuple().exponent) for a in amounts)
    scale = min(max([2, *places]), _MOST_SCALE)
    days = [one.day or date.min for _, one in kept]
    names = pa.array([one.seller.name or one.number for _, one in kept], pa.string())
    return Lines(
        month=np.array([12 * day.year + day.month - 1 for day in days], np.int64),
        units=np.array([int(a.scaleb(scale).to_integral_value()) for a in amounts], np.int64),
        scale=scale,
        line=np.array([place for place, _ in kept], np.int64),
        label=names,
        day=np.array([day.day for day in days], np.int64),
        key=names,
    )
