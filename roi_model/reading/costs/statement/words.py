"""What the name of a line says of it, in a table by month: money in, out, a result, a balance."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from roi_model.reading.sorting.plans import COST, REVENUE, section_side
from roi_model.reading.text.wording import fold, word_lists, words_of

RESULT, BALANCE, RATE = "result", "balance", "rate"
_NUMBERING = re.compile(r"(?:[ivx]+|[a-h]|\d+)$")
_NAMES = 8192
_SIDES = ((REVENUE, "in"), (COST, "out"))


@cache
def _words(topic: str) -> frozenset[str]:
    return frozenset(word_lists("statement_words")[topic])


@lru_cache(_NAMES)
def side_of(name: str, *, heading: bool = False) -> str:
    """What stands under a name, or on its line: COST, REVENUE; "" for none.

    A `heading` need only begin with its word.

    >>> side_of("B. Décaissements (TTC)"), side_of("Betriebliche Einnahmen"), side_of("Rent")
    ('cost', 'revenue', '')
    >>> side_of("Payments to suppliers"), side_of("Payments to suppliers", heading=True)
    ('', 'cost')
    """
    words = core(name).split()
    for side, topic in _SIDES:
        if {" ".join(_bare(name)), core(name)} & _words(topic):
            return side
    if maybe_in(name):
        return ""
    if not heading or not words or set(words) & _words("levied"):
        return section_side(name)
    begun = [side for side, topic in _SIDES
             if words[0] in _words(topic) or " ".join(words[:2]) in _words(topic)]  # fmt: skip
    other = {side for side, topic in _SIDES if set(words[1:]) & _words(topic)}
    return begun[0] if len(begun) == 1 and other <= {begun[0]} else section_side(name)


@lru_cache(_NAMES)
def maybe_in(name: str) -> bool:
    """Whether a name may be that of money in, and as well that of a team or a kind of cost.

    >>> maybe_in("Ventes"), maybe_in("Recettes")
    (True, False)
    """
    return core(name) in _words("maybe_in")


@lru_cache(_NAMES)
def total_of(name: str) -> str | None:
    """What a line is the total of, folded, "" where it does not say it; None for no total.

    >>> total_of("Total des encaissements"), total_of("Gesamtkosten"), total_of("Ausgaben gesamt")
    ('encaissements', 'kosten', 'ausgaben')
    >>> total_of("TOTAL"), total_of("Rent")
    ('', None)
    """
    text = " ".join(_bare(name))
    for word in _totals():
        if text == word:
            return ""
        if text.startswith(f"{word} "):
            return core(text.removeprefix(f"{word} "))
        if text.endswith(f" {word}"):
            return core(text.removesuffix(f" {word}"))
    rest = text.removeprefix("gesamt")
    return rest if rest != text and side_of(rest) else None


@cache
def _totals() -> list[str]:
    return sorted(words_of("total"), key=len, reverse=True)


@lru_cache(_NAMES)
def core(name: str) -> str:
    """A name without its number and what may stand around its word.

    >>> core("2. Charges d’exploitation")
    'charges'
    """
    words = _bare(name)
    return " ".join([word for word in words if word not in _words("around")] or words)


@lru_cache(_NAMES)
def kind_of(name: str) -> str:
    """What a line of figures is that is neither money in nor out: RESULT, BALANCE, RATE; else "".

    >>> [kind_of(n) for n in ("RÉSULTAT D'EXPLOITATION", "Profit / (Loss)", "Net cash flow")]
    ['result', 'result', 'result']
    >>> [kind_of(n) for n in ("Solde initial", "Marge (%)", "Impôt sur le résultat", "Rent")]
    ['balance', 'rate', '', '']
    """
    folded = fold(name).replace("cash flow", "cashflow")
    words = _bare(folded)
    if not words:
        return ""
    if _words(RATE) & set(words):
        return RATE
    for kind in (RESULT, BALANCE):
        heads = _words(kind)
        around = heads | _words(f"{kind}_with")
        if " ".join(words) in _words(f"{kind}_name"):
            return kind
        if heads & set(words) and all(word in around or word.isdigit() for word in words):
            return kind
    return ""


def _bare(name: str) -> list[str]:
    """The words of a name without what numbers it."""
    words = fold(name).split()
    while len(words) > 1 and _NUMBERING.match(words[0]):
        words = words[1:]
    return words
