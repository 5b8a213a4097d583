"""Texts of movements in code words between slashes, as Dutch banks write them in MT940."""

from __future__ import annotations

import re

_CODE = re.compile(
    r"/(TRTP|TRCD|OCMT|EREF|PREF|IREF|KREF|CREF|MARF|CSID|CNTP|BENM|ORDP|ULTB|ULTC|ULTD|NAME|IBAN"
    r"|BIC|ADDR|ISDT|REMI|PURP|RTRN|BUSP|EXCH|CHGS|SVCL)/"
)
_FULL = 61
"""Signs of a line that goes on in the next one: 65, or what the tag leaves of them."""
_FREE = re.compile(r"^/*(?:USTD//|STRD/[A-Z]{3}/)")


def coded(details: str) -> tuple[str, str] | None:
    """The other party's name and what the payment was for; None for words of another kind.

    >>> coded("/CNTP/NL08INGB0001/INGBNL2A/HubSpot///REMI/USTD//Invoice 12/")
    ('HubSpot', 'Invoice 12')
    >>> coded("/EREF/1/ORDP//NAME/HubSpot/REMI/Invoice 12")
    ('HubSpot', 'Invoice 12')
    >>> coded("CARTE 03/03 HUBSPOT") is None
    True
    """
    text = "".join(line if len(line) >= _FULL else f"{line} " for line in details.splitlines())
    found = list(_CODE.finditer(text))
    if not found or found[0].start():
        return None
    ends = [one.start() for one in found[1:]] + [len(text)]
    values: dict[str, str] = {}
    for one, end in zip(found, ends, strict=True):
        values.setdefault(one[1], text[one.end() : end])  # a later name is that of who is behind
    party = values.get("CNTP", "").split("/")
    who = values.get("NAME", party[2] if len(party) > 2 else "")
    return who.strip(" /"), _FREE.sub("", values.get("REMI", "")).strip(" /")
