"""Names as plain text where Streamlit would read Markdown. No streamlit here."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")
_INSIDE = re.compile(r"([\\`*{}\[\]<>~$:&|]|(?<=\])\(|(?<!\w)_|_(?!\w))")
_LATER = re.compile(
    r"https?:(?=//)|www(?=\.)|(?<=[\w.+-])(?=@[\w-])"  # links
    r"|:(?=streamlit:|material[/_])"  # symbols
    r"|(?<!\S)[-<>~](?=(?:->|[->=])(?!\S))",  # arrows and signs of comparison
    re.IGNORECASE,
)
"""What Streamlit reads into the text once the marks are read, escaped or not, and where."""
JOINER = "\u2060"
"""Takes no room, breaks no line, and is no part of any mark."""


def escaped(words: str) -> str:
    r"""The text with every character that Markdown could read as a mark made literal.

    What becomes a link, a symbol or an arrow all the same is parted by a sign without width.

    >>> print(escaped("![x](a)"))
    \!\[x\]\(a\)
    >>> escaped("www.a.b").count(JOINER), escaped("a -> b").count(JOINER), escaped("12:30 a-b")
    (1, 1, '12\\:30 a\\-b')
    """
    return _literal(words, _MARKS)


def in_label(words: str) -> str:
    r"""The same inside the label of a field, which is read aloud as it is given: what means nothing
    in the middle of a line is left as it is.

    >>> in_label("Costs of “fec_2026-01.txt”"), in_label("_a_ [b](c)")
    ('Costs of “fec_2026-01.txt”', '\\_a\\_ \\[b\\]\\(c)')
    """
    return _literal(words, _INSIDE)


def _literal(words: str, marks: re.Pattern[str]) -> str:
    parted = _LATER.sub(rf"\g<0>{JOINER}", words)
    return marks.sub(r"\\\1", parted).replace("\n", " ")
