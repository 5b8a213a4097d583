"""What every statement format comes down to: movements of an account between two balances."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

PENDING = "pending"
DUPLICATE = "duplicate_movement"
CORRECTED = "corrected"
BALANCE = "balance_line"


@dataclass(frozen=True)
class Part:
    """One payment of a movement that stands for several; negative where money left."""

    amount: Decimal
    label: str
    category: str = ""
    who: str = ""
    other: str = ""


@dataclass(frozen=True)
class Movement:
    """One movement as the bank booked it: its booking day, its amount negative where money left.

    `fault` says why it cannot count (a reason of the list of rows left out); `id` is the bank's
    own, `who` whom the money went to where a field says so alone, `other` the number of the other
    account, `said` the bank's own words for it, `currency` its own where it is not the account's,
    `state` PENDING where it is not booked. `reversal` marks what takes an earlier movement back,
    `own` what the format itself calls a transfer to another own account.
    """

    line: int
    day: date | None
    amount: Decimal | None
    label: str
    text: str = ""
    id: str = ""
    who: str = ""
    category: str = ""
    currency: str = ""
    state: str = ""
    fault: str = ""
    reversal: bool = False
    own: bool = False
    parts: tuple[Part, ...] = ()
    other: str = ""
    said: str = ""


@dataclass(frozen=True)
class Statement:
    """The movements of one account over some days, and its balances where the bank states them.

    `name` is how the bank calls it: a number, an identifier, a day; `owner` whose account it is.
    """

    account: str = ""
    currency: str = ""
    name: str = ""
    opening: Decimal | None = None
    closing: Decimal | None = None
    movements: tuple[Movement, ...] = field(default=())
    owner: str = ""

    @property
    def missing(self) -> Decimal | None:
        """What its movements lack to lead from its first balance to its last; None where nothing
        tells.

        >>> from datetime import date
        >>> out = Movement(1, date(2024, 3, 4), Decimal("-12.50"), "HubSpot")
        >>> Statement(opening=Decimal(100), closing=Decimal(80), movements=(out,)).missing
        Decimal('-7.50')
        """
        if self.opening is None or self.closing is None:
            return None
        gone = (CORRECTED, DUPLICATE, BALANCE)
        booked = [m for m in self.movements if m.state != PENDING and m.fault not in gone]
        others = {m.currency for m in booked} - {"", self.currency}
        if others or any(m.amount is None for m in booked):
            return None
        return self.closing - self.opening - sum(m.amount or 0 for m in booked)


def one_line(*words: str | None) -> str:
    """Words joined by a space, each once, line ends and runs of spaces made one space.

    >>> one_line("HUBSPOT", None, "HUBSPOT  IRELAND", "Invoice\\n12")
    'HUBSPOT IRELAND Invoice 12'
    """
    found: list[str] = []
    for word in words:
        plain = " ".join((word or "").split())
        if not plain or any(plain in other for other in found):
            continue
        found = [other for other in found if other not in plain] + [plain]
    return " ".join(found)
