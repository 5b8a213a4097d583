"""What every form of invoice comes down to: who bills what, when, without its VAT."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

# Codes of UNTDID 1001 that EN 16931 counts among credit notes.
CREDIT_NOTES = frozenset(
    ["81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"]
)
PREPAYMENTS = frozenset(("386", "500"))


@dataclass(frozen=True)
class Party:
    """A seller or a buyer: its name, and what identifies it where its name is written otherwise."""

    name: str = ""
    vat: str = ""

    @property
    def key(self) -> str:
        """What tells it from others: its VAT number, else its name in one spelling.

        >>> Party("ACME  Ltd", "").key, Party("ACME", "fr 12 345").key
        ('acme ltd', 'FR12345')
        """
        number = "".join(self.vat.split()).upper()
        return number or " ".join(self.name.casefold().split())


@dataclass(frozen=True)
class Invoice:
    """One invoice as it states itself: amounts as written, positive in a credit note too.

    `net` is its total without VAT, `vat` the VAT itself, `gross` both, None where it does not say.
    `refers` are the numbers of earlier invoices it names, `paid` what of it was paid before.
    `source` is the name of its file, `fault` why it cannot be counted, a reason of the list of what
    is left out.
    """

    number: str = ""
    kind: str = "380"
    credit: bool = False
    day: date | None = None
    seller: Party = Party()
    buyer: Party = Party()
    currency: str = ""
    net: Decimal | None = None
    vat: Decimal | None = None
    gross: Decimal | None = None
    paid: Decimal | None = None
    refers: tuple[str, ...] = ()
    source: str = ""
    fault: str = ""

    @property
    def signed(self) -> Decimal:
        """The net amount as a cost: that of a credit note is negative.

        >>> Invoice(net=Decimal("12.50"), credit=True).signed
        Decimal('-12.50')
        """
        net = self.net or Decimal(0)
        return -net if self.credit else net

    @property
    def key(self) -> tuple[str, str]:
        """Seller and number: the same again is the same invoice. Without a number, day and amount
        stand for it.
        """
        number = "".join(self.number.split()).casefold()
        return self.seller.key, number or f"{self.day} {self.gross or self.net}"

    def text(self) -> str:
        """It in one line, for the list of what is left out."""
        words = (self.source, self.number, self.day, self.seller.name, self.net, self.currency)
        return " · ".join(str(word) for word in words if word not in (None, ""))


def amount(written: str | None) -> Decimal | None:
    """An amount as XML has it, with a point and no separators; None for any other text.

    >>> amount(" 1200.50 "), amount("1.200,50"), amount("1e400"), amount(None)
    (Decimal('1200.50'), None, None, None)
    """
    plain = (written or "").strip()
    if len(plain) > 25 or "e" in plain.lower():
        return None
    try:
        found = Decimal(plain)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
