"""Amounts in thousands or millions where only a heading or a title says so."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.values.amounts import exact_total

_MONEY = r"(?:€|\$|£|eur\b|euros?\b|usd\b|gbp\b|chf\b)"
_THOUSANDS = re.compile(
    rf"(?i)(?<![a-z0-9])k\s?{_MONEY}(?![a-z])|{_MONEY}\s?k\b|\bmilliers\b|\bthousands?\b"
    rf"|{_MONEY}\s?0{{3}}(?:s\b|\b)|(?<!\d)'000\b"
)
_MILLIONS = re.compile(rf"(?<![A-Za-z0-9])M\s?(?i:{_MONEY})(?![A-Za-z])|(?i:\bmillions?\b)")

_TITLES = 20  # lines above a header that may say the unit


def titles(text: str, header_row: int | None) -> list[str]:
    """The lines above the header, which stands in this line of the file.

    >>> titles("Deals in k€\\nDeal;Stage;Amount\\n", 2)
    ['Deals in k€']
    """
    if header_row is None:
        return []
    return text.split("\n", header_row)[: header_row - 1][-_TITLES:]


def title_unit(text: str, header_row: int | None) -> int:
    """What the lines above the header, in this line of the file, say of the amounts' unit.

    >>> title_unit("Deals in k€\\nDeal;Stage;Amount\\n", 2)
    1000
    """
    return unit_said("\n".join(titles(text, header_row)))


def unit_said(heading: str) -> int:
    """What a heading multiplies its amounts by: 1,000, 1,000,000 or 1.

    >>> unit_said("Montant (k€)"), unit_said("En millions d'euros"), unit_said("Coût (€)")
    (1000, 1000000, 1)
    >>> unit_said("MEUR"), unit_said("M€ntant")
    (1000000, 1)
    """
    if _THOUSANDS.search(heading):
        return 1000
    return 1_000_000 if _MILLIONS.search(heading) else 1


def unit_factor(
    units: NDArray[np.int64], scale: int, heading: str, suffixed: bool, inquiry: Inquiry
) -> int | None:
    """What the amounts are multiplied by; None where it is asked.

    The heading of the amounts decides. Asked is where only a title says it (`inquiry.unit`), or
    where some amounts carry a k or M of their own (`suffixed`).
    """
    said = unit_said(heading)
    likely = max(said, inquiry.unit)
    if likely == 1:
        return 1
    answer = inquiry.answer("unit", heading, ("1", str(likely)))
    if answer is None and (said == 1 or suffixed):
        total = exact_total(units, scale)
        options = {str(likely): {"all": round(total * likely, scale)}, "1": {"all": total}}
        inquiry.ask("unit", heading, options, factor=likely)
        return None
    factor = int(answer or said)
    if factor > 1:
        inquiry.note("unit", column=heading, factor=factor)
    return factor
