"""Amounts as they are written → bare figures, and what stands round them: signs and words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.text.wording import LETTER
from roi_model.reading.values.money_words import (
    CREDIT_SIGN,
    DEBIT_SIGN,
    GROSS,
    NET,
    PERIOD,
    currency_in,
)

OK, EMPTY, NOT_A_NUMBER, NOT_FINITE, SCIENTIFIC, PERCENT, TOO_LARGE = range(7)
GROSS_SAID, PERIOD_SAID, DEBIT, CREDIT = 1, 2, 4, 8

# Thousands are also parted by no-break and thin spaces and by apostrophes.
_SPACES = "\\s\u00a0\u2000-\u200b\u202f\u2060\u3000'\u2018\u2019`\u00b4"
_PLAIN = r"^-?\d+(?:[.,]\d+)?$"
_AMBIGUOUS_PLAIN = r"^-?[1-9]\d{0,2}[.,]\d{3}$"
_GROUPED = r"^-?\d(?:[\d .,]*\d)?$"
_GROUPS = r"[1-9]\d{0,2}"
_COMMA_DECIMAL = rf"^(?:\d+|{_GROUPS}(?: \d{{3}})+|{_GROUPS}(?:\.\d{{3}})+)(?:,\d+)?$|^,\d+$"
# India parts thousands, then hundreds of them: 1,00,000.00.
_LAKHS = r"[1-9]\d?(?:,\d{2})+,\d{3}"
_DOT_DECIMAL = (
    rf"^(?:\d+|{_GROUPS}(?: \d{{3}})+|{_GROUPS}(?:,\d{{3}})+|{_LAKHS})(?:\.\d+)?$|^\.\d+$"
)
_TAIL = (
    rf"(?i)[^{LETTER}](?:{NET}|{GROSS}|{PERIOD}|{DEBIT_SIGN}|{CREDIT_SIGN})\)?$|[.,]\d\d ?[DCSH]$"
)
_MOST_WORDS = 3
_SHORT = 9  # "infinity" and its sign
_ONE_FIGURE = r"^[^0-9]*[0-9](?:[0-9 .,eE+-]*[0-9.,-])?[^0-9]*$"
_LETTERED = "[^-+0-9 .,()]"
_AFTER = (
    (rf"(?i)([^{LETTER}(])[\s(]*{NET}\)?$", 0),
    (rf"(?i)([^{LETTER}(])[\s(]*{GROSS}\)?$", GROSS_SAID),
    (rf"(?i)([^(\s])[\s(]*{PERIOD}\)?$", PERIOD_SAID),
    (rf"(?i)([^{LETTER}(])[\s(]*{DEBIT_SIGN}\)?$", DEBIT),
    (rf"(?i)([^{LETTER}(])[\s(]*{CREDIT_SIGN}\)?$", CREDIT),
    (r"([.,]\d\d) ?[DS]$", DEBIT),
    (r"([.,]\d\d) ?[CH]$", CREDIT),
)


@dataclass(frozen=True)
class Undressed:
    """Values taken apart: body without sign and currency, multiplier, a status (OK where it may be
    a number), the conventions it fits, and what it says of itself in words, bits of GROSS_SAID,
    PERIOD_SAID, DEBIT and CREDIT. A credit is negative."""

    body: pa.StringArray
    negative: NDArray[np.bool_]
    multiplier: NDArray[np.float64]
    fixed: NDArray[np.int8]
    comma_ok: NDArray[np.bool_]
    dot_ok: NDArray[np.bool_]
    said: NDArray[np.int8]


def undressed(values: pa.StringArray) -> Undressed:
    """Values, none missing, with their signs, currencies and suffixes recognised.

    >>> undressed(pa.array(["(1 234,56 €)"])).body.to_pylist()
    ['1 234,56']
    """
    size = len(values)
    trimmed = pc.utf8_trim_whitespace(values)
    plain = mask(pc.match_substring_regex(trimmed, _PLAIN))
    negative = mask(pc.starts_with(trimmed, "-"))
    multiplier = np.ones(size)
    fixed = np.zeros(size, np.int8)
    comma = mask(pc.match_substring(trimmed, ","))
    dot = mask(pc.match_substring(trimmed, "."))
    either = mask(pc.match_substring_regex(trimmed, _AMBIGUOUS_PLAIN))
    comma_ok, dot_ok = plain & (~dot | either), plain & (~comma | either)
    body = pc.utf8_ltrim(trimmed, "-")
    said = np.zeros(size, np.int8)
    odd = np.flatnonzero(~plain)
    if odd.size:
        rest = _Dressed(trimmed.take(pa.array(odd)))
        negative[odd], multiplier[odd], fixed[odd] = rest.negative, rest.multiplier, rest.fixed
        comma_ok[odd], dot_ok[odd], said[odd] = rest.comma_ok, rest.dot_ok, rest.said
        body = pc.replace_with_mask(body, pa.array(~plain), rest.body)
    return Undressed(body, negative, multiplier, fixed, comma_ok, dot_ok, said)


class _Dressed:
    """Values with more than a sign, digits and one separator, undressed step by step."""

    def __init__(self, values: pa.Array) -> None:
        t = pc.replace_substring_regex(values, "[\u2212\u2010-\u2014\ufe63\uff0d]", "-")
        t = pc.replace_substring_regex(t, f"[{_SPACES}]+", " ")
        self.fixed = np.zeros(len(values), np.int8)
        self.multiplier = np.ones(len(values))
        self.said = np.zeros(len(values), np.int8)
        self.negative = mask(pc.starts_with(t, "-"))
        self.body = pc.utf8_ltrim(t, "-")
        more = ~mask(pc.match_substring_regex(t, _GROUPED)) & _may_be(t)
        if more.any():
            rest = self._undressed(t.filter(pa.array(more)), np.flatnonzero(more))
            self.body = pc.replace_with_mask(self.body, pa.array(more), rest)
        self.comma_ok = mask(pc.match_substring_regex(self.body, _COMMA_DECIMAL))
        self.dot_ok = mask(pc.match_substring_regex(self.body, _DOT_DECIMAL))

    def _undressed(self, t: pa.Array, at: NDArray[np.intp]) -> pa.Array:
        """What is left of values without their sign, currency and suffix, all noted where `at`."""
        finite = r"(?i)^[-+]?\s?(?:nan|inf|infinity|#n/a|#?div/0!?)$"
        fixed = np.zeros(len(t), np.int8)
        fixed[mask(pc.match_substring_regex(t, finite))] = NOT_FINITE
        power = mask(pc.match_substring_regex(t, r"(?i)^[-+]?\d+(?:[.,]\d+)?e[-+]?\d+$"))
        huge = mask(pc.match_substring_regex(t, r"(?i)e\+?\d{3,}$"))
        fixed[power] = np.where(huge[power], NOT_FINITE, SCIENTIFIC)
        t, said = _without_words(t)
        # Swiss cents that are none: 12.- is no minus.
        t = pc.replace_substring_regex(t, r"(\d)[.,]-{1,2}$", r"\1")
        money = currency_in(t)
        if money:  # outside the brackets of a negative amount
            t = pc.replace_substring_regex(t, rf"(?i)^{money}\s*\(|^\(\s*{money}\s*", "(")
            t = pc.replace_substring_regex(t, rf"(?i)\)\s*{money}$", ")")
        brackets = pc.match_substring_regex(t, r"^\([^()]*\)$|^-\s*\([^()]*\)$")
        t = pc.replace_substring_regex(t, r"^-?\s*\(([^()]*)\)$", r"\1")
        t = pc.utf8_trim_whitespace(t)
        if money:  # before or after, on either side of the sign
            t = pc.replace_substring_regex(t, rf"(?i)^([-+]?)\s*{money}\s*", r"\1")
            t = pc.replace_substring_regex(t, rf"(?i)\s*(k|m)?\s*{money}\s*([-+]?)$", r"\1\2")
        minus = pc.match_substring_regex(t, r"^-|-$")
        both = pc.match_substring_regex(t, r"^[-+].*[-+]$")
        t = pc.replace_substring_regex(t, r"^[-+]\s*|\s*[-+]$", "")
        fixed[mask(pc.and_(brackets, minus)) | mask(both)] = NOT_A_NUMBER
        # A debit with a minus went out as one without; a credit with one says two things.
        credit, signed = (said & CREDIT) > 0, mask(pc.or_(brackets, minus))
        fixed[credit & signed] = NOT_A_NUMBER
        self.negative[at] = (signed & ((said & DEBIT) == 0)) | credit
        self.said[at] = said
        fixed[mask(pc.match_substring_regex(t, r"\d\s*%$"))] = PERCENT
        thousand = mask(pc.match_substring_regex(t, r"(?i)\d\s*k$"))
        million = mask(pc.match_substring_regex(t, r"\d\s*M$"))
        self.multiplier[at] = np.where(thousand, 1e3, np.where(million, 1e6, 1.0))
        t = pc.replace_substring_regex(t, r"(\d)\s*[kKM]$", r"\1")
        fixed[mask(pc.equal(t, ""))] = EMPTY  # a dash alone is an accountant's nothing
        self.fixed[at] = fixed
        return t


def _may_be(t: pa.Array) -> NDArray[np.bool_]:
    """Which values may be amounts: digits in one place, or too short to tell.

    A pattern of currencies takes a millisecond to be prepared: not for a column of names.
    """
    short = pc.less_equal(pc.utf8_length(t), _SHORT)
    return mask(pc.or_(short, pc.match_substring_regex(t, _ONE_FIGURE)))


def _without_words(t: pa.Array) -> tuple[pa.Array, NDArray[np.int8]]:
    """Values without what stands after them in words, and what that says of each."""
    said = np.zeros(len(t), np.int8)
    if not pc.any(pc.match_substring_regex(t, _LETTERED)).as_py():
        return t, said
    worded = mask(pc.match_substring_regex(t, _TAIL))
    if not worded.any():
        return t, said
    rest, found = t.filter(pa.array(worded)), np.zeros(int(worded.sum()), np.int8)
    for _ in range(_MOST_WORDS):  # "12,50 € HT / mois"
        for pattern, bit in _AFTER:
            hit = mask(pc.match_substring_regex(rest, pattern))
            if hit.any():
                found[hit] |= bit
                rest = pc.replace_substring_regex(rest, pattern, r"\1")
    said[worded] = found
    return pc.replace_with_mask(t, pa.array(worded), rest), said


def mask(array: pa.Array) -> NDArray[np.bool_]:
    """Arrow's answers, a missing one being no."""
    found = pc.fill_null(array, False).to_numpy(zero_copy_only=False)
    return np.array(found, dtype=np.bool_)
