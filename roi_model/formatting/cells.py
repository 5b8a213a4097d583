"""Words as cells of a table without types, which a spreadsheet must not take for formulas."""

from __future__ import annotations

import re

_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"  # and as Chinese and Japanese spreadsheets read them
_FIRST = re.compile(rf"\s*[{_SIGNS}]|[\t\r\n]")
_NUMBER = r"[-+]\d[\d.,' ]*(?:[;,\t]|$)"
_BEHIND = re.compile(rf"(?<=[;,\t])(?!{_NUMBER})(?=[{_SIGNS}])")


def as_text(words: str) -> str:
    """The words with an apostrophe wherever a spreadsheet would begin a formula.

    That is before the first of them and, where they hold the sign at which a spreadsheet of another
    country parts cells, behind that; a number there stays one. Source: OWASP, "CSV Injection".

    >>> as_text("=1+1"), as_text("Fair;@SUM(A1)"), as_text("2026-01-05;Fair;-12,50")
    ("'=1+1", "Fair;'@SUM(A1)", '2026-01-05;Fair;-12,50')
    """
    kept = _BEHIND.sub("'", words)
    return f"'{kept}" if _FIRST.match(kept) else kept
