"""What kind of file a header announces."""

from __future__ import annotations

from collections.abc import Sequence

from roi_model.reading.bank import is_bank
from roi_model.reading.deals.headers import is_deals
from roi_model.reading.fec.header import is_fec

KINDS = ("costs", "fec", "deals", "bank")


def find_kind(names: Sequence[str]) -> str:
    """The kind a header announces; costs where it says nothing else.

    >>> find_kind(["Deal Name", "Stage", "Close Date"]), find_kind(["Date", "Coût"])
    ('deals', 'costs')
    """
    if is_fec(tuple(names)):
        return "fec"
    if is_deals(names):
        return "deals"
    return "bank" if is_bank(names) else "costs"
