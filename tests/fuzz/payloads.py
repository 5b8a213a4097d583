"""Names made to harm, by number: whatever a program that shows them might take for its own.

None of them harms anything: what a script would call is `hit`, and the host that a picture or a
formula would ask is one that does not exist (RFC 2606).
"""

from __future__ import annotations

import numpy as np

OUTSIDE = "outside.example"
"""No page and no document may ask for it, or lead there."""
SCRIPT = "hit()"

_BEGINNINGS = (
    "", "", "", "=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "'=", '"=', ";=", ",=", "%", "|",
    "\u200b=", "\ufeff=", "\uff1d", "=-+", "--", "#", "> ", "- ", "1. ", "* ", "    ", "~~~", "```",
)  # fmt: skip
_FORMULAS = (
    "1+1", "SUM(A1:A9)", "A1*2", 'HYPERLINK("http://outside.example/f","x")', "cmd|'x'!A0",
    'WEBSERVICE("http://outside.example/w")', "INDIRECT(ADDRESS(1,1))", "@SUM(A1)", "{1+1}", "R1C1",
)  # fmt: skip
_MARKUP = (
    "<img src=x onerror=hit()>", "<script>hit()</script>", '"><svg onload=hit()>', "<b>b</b>",
    "'onmouseover='hit()", "<img src=http://outside.example/i.png>", "javascript:hit()",
    "<a href=javascript:hit()>a</a>", "<style>@import 'http://outside.example/s.css'</style>",
    "</script>", "</style>", "</title>", "<!--", "-->", "]]>", "<![CDATA[", "<?xml?>", "&amp;",
    "&#x3c;b&#x3e;", "&lt;", "%3Cb%3E", "\\u003cb\\u003e", "<iframe srcdoc='<b>b</b>'></iframe>",
    "<base href=http://outside.example>", "<a:t>x</a:t>", "xmlns:x='y'", '" x="y', "<", ">", "&",
)  # fmt: skip
_MARKDOWN = (
    "![x](http://outside.example/m.png)", "[x](http://outside.example/l)", "[x](javascript:hit())",
    "http://outside.example/u", "www.outside.example", "a@outside.example", "***", "# h", "[^1]",
    "<http://outside.example>", "**b**", "_i_", "`c`", "~~s~~", "| a | b |", "\\", "\\*", "- [ ] t",
    ":material/home:", ":red[r]", ":blue-badge[b]", ":rainbow[r]", ":streamlit:", ":small[s]",
    "$x^2$", "$$\\frac{1}{2}$$", "\\(x\\)", "\\href{http://outside.example/t}{x}", "![][x]",
    "[x]: http://outside.example",
)  # fmt: skip
_TEMPLATES = (
    "datum.x", "datum['x']", "expr", "format(1,'x')", "${hit()}", "{{hit()}}", "{0}", "{name}",
    "{}", "{lang!r}", "%s", "%(x)s", "%d", "#panic()", '#read("x")', "#{hit}", "*b* _i_", "@label",
    "<x>", "'; DROP TABLE cases; --", "\" OR 1=1", "$(hit)", "`hit`", "../../x", "..\\x", "C:\\x",
    "CON", "a/b", "null", "None", "NaN", "true", "1e999", "-0", "0x1", "01/02/2024", "50 %", "1,5",
)  # fmt: skip
_SIGNS = (
    "\x00", "\x07", "\x08", "\x0b", "\x1b[31m", "\x7f", "\x85", "\xa0", "\xad", "\u061c", "\u200b",
    "\u200d", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202e", "\u2066", "\u2069",
    "\u3164", "\ue000", "\ufdd0", "\ufeff", "\ufffd", "\uffff", "\ud800", "\udfff", "\ud83d", "\t",
    "\r\n", "\n", "e\u0301", "\u0301", "Z" + "\u0300\u0316" * 9, "ﬁ", "İ", "ß", "א", "ع", "漢",
    "\U0001d518", "\U000e0041", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0010ffff", "K",
    "\uff11\uff12", "\uff1d1",
)  # fmt: skip
_KINDS = (_FORMULAS, _MARKUP, _MARKDOWN, _TEMPLATES, _SIGNS)
_FILLING = ("x", "a word ", "漢", "e\u0301", "0", "=", "\u202e", "\ud800")
_LONG = (300, 4_000, 33_000, 100_000)
MARK = "zq"


def payload(number: int) -> str:
    """A name to try, wholly given by its number, which stands in it as `zq17x`.

    >>> payload(17) == payload(17), "zq17x" in payload(17)
    (True, True)
    """
    rng = np.random.default_rng(number)
    pieces = [_one(_KINDS[int(rng.integers(len(_KINDS)))], rng)
              for _ in range(int(rng.integers(1, 4)))]  # fmt: skip
    pieces.insert(int(rng.integers(len(pieces) + 1)), f"{MARK}{number}x")
    made = _one(_BEGINNINGS, rng) + _one(("", " ", "", "a"), rng).join(pieces)
    if rng.random() < 0.02:
        most = _LONG[int(rng.integers(len(_LONG)))]
        made += (_one(_FILLING, rng) * most)[:most]
    return made


def _one(of: tuple[str, ...], rng: np.random.Generator) -> str:
    return of[int(rng.integers(len(of)))]
