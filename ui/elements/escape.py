"""Names as plain text where Streamlit would read Markdown. No streamlit here."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")


def escaped(words: str) -> str:
    r"""The text with every character that Markdown could read as a mark made literal.

    >>> print(escaped("![x](http://a)"))
    \!\[x\]\(http\://a\)
    """
    return _MARKS.sub(r"\\\1", words).replace("\n", " ")
