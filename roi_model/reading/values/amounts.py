"""A column of amounts as text → exact integers: decimal sign decided from all of its values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.text.distinct import coded, filled
from roi_model.reading.values.money_words import (
    CREDIT_SIGN,
    DEBIT_SIGN,
    GROSS,
    LETTER,
    NET,
    PERIOD,
    currency_in,
)

_Key = TypeVar("_Key", int, str)
OK, EMPTY, NOT_A_NUMBER, NOT_FINITE, SCIENTIFIC, PERCENT, TOO_LARGE = range(7)
REASONS = (
    "",
    "no_amount",
    "not_a_number",
    "not_finite",
    "scientific",
    "percent",
    "amount_too_large",
)
GROSS_SAID, PERIOD_SAID, DEBIT, CREDIT = 1, 2, 4, 8
MAX_DECIMALS = 6
# Beyond 2**52 units a float64 no longer holds every integer.
MAX_UNITS = float(2**52)
# One spoilt cell in a long column must not overturn what all the others say.
_MINORITY = 0.01
_MANY = 20

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
# Cents, or both signs: what says its decimal sign by itself, and is no slip of another's.
_CERTAIN = r"[.,]\d{1,2}$|\..*,|,.*\."
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
class Cells:
    """The distinct values of a column, taken apart: sign, body without currency, multiplier, and
    what each says of itself in words, bits of GROSS_SAID, PERIOD_SAID, DEBIT and CREDIT. A credit
    is negative."""

    index: NDArray[np.int32]
    raw: pa.StringArray
    body: pa.StringArray
    negative: NDArray[np.bool_]
    multiplier: NDArray[np.float64]
    fixed: NDArray[np.int8]
    comma_ok: NDArray[np.bool_]
    dot_ok: NDArray[np.bool_]
    said: NDArray[np.int8]

    @property
    def sided(self) -> bool:
        """Whether amounts say of themselves that they are debits or credits ("12.50 CR")."""
        return bool(((self.said & (DEBIT | CREDIT)) > 0).any())

    @property
    def numeric(self) -> NDArray[np.bool_]:
        """Which distinct values are a number in one convention at least."""
        live: NDArray[np.bool_] = self.fixed == OK
        return live & (self.comma_ok | self.dot_ok)


@dataclass(frozen=True)
class Convention:
    """What a column's values say of its decimal sign.

    `decimal` is "," or ".", that of most values; None where nothing shows it. `ambiguous` asks:
    values can be read both ways, and nothing tells, or some values allow one only and some the
    other.
    """

    decimal: str | None
    ambiguous: bool = False
    example: str = ""


@dataclass(frozen=True)
class Amounts:
    """Amounts in integer units of 10**-scale, with a status per row (an index of REASONS)."""

    units: NDArray[np.int64]
    scale: int
    status: NDArray[np.int8]
    converted: dict[str, int]


def _mask(array: pa.Array) -> NDArray[np.bool_]:
    found = pc.fill_null(array, False).to_numpy(zero_copy_only=False)
    return np.array(found, dtype=np.bool_)


def take_apart(column: pa.Array) -> Cells:
    """The distinct values of a text column, their signs, currencies and suffixes recognised."""
    raw, index = coded(column)
    size = len(raw)
    trimmed = pc.utf8_trim_whitespace(raw)
    plain = _mask(pc.match_substring_regex(trimmed, _PLAIN))
    negative = _mask(pc.starts_with(trimmed, "-"))
    multiplier = np.ones(size)
    fixed = np.zeros(size, np.int8)
    comma = _mask(pc.match_substring(trimmed, ","))
    dot = _mask(pc.match_substring(trimmed, "."))
    either = _mask(pc.match_substring_regex(trimmed, _AMBIGUOUS_PLAIN))
    comma_ok, dot_ok = plain & (~dot | either), plain & (~comma | either)
    body = pc.utf8_ltrim(trimmed, "-")
    said = np.zeros(size, np.int8)
    odd = np.flatnonzero(~plain)
    if odd.size:
        rest = _Dressed(trimmed.take(pa.array(odd)))
        negative[odd], multiplier[odd], fixed[odd] = rest.negative, rest.multiplier, rest.fixed
        comma_ok[odd], dot_ok[odd], said[odd] = rest.comma_ok, rest.dot_ok, rest.said
        body = pc.replace_with_mask(body, pa.array(~plain), rest.body)
    return Cells(index, raw, body, negative, multiplier, fixed, comma_ok, dot_ok, said)


class _Dressed:
    """Values with more than a sign, digits and one separator, undressed step by step."""

    def __init__(self, values: pa.Array) -> None:
        t = pc.replace_substring_regex(values, "[\u2212\u2010-\u2014\ufe63\uff0d]", "-")
        t = pc.replace_substring_regex(t, f"[{_SPACES}]+", " ")
        self.fixed = np.zeros(len(values), np.int8)
        self.multiplier = np.ones(len(values))
        self.said = np.zeros(len(values), np.int8)
        self.negative = _mask(pc.starts_with(t, "-"))
        self.body = pc.utf8_ltrim(t, "-")
        more = ~_mask(pc.match_substring_regex(t, _GROUPED)) & _may_be(t)
        if more.any():
            rest = self._undressed(t.filter(pa.array(more)), np.flatnonzero(more))
            self.body = pc.replace_with_mask(self.body, pa.array(more), rest)
        self.comma_ok = _mask(pc.match_substring_regex(self.body, _COMMA_DECIMAL))
        self.dot_ok = _mask(pc.match_substring_regex(self.body, _DOT_DECIMAL))

    def _undressed(self, t: pa.Array, at: NDArray[np.intp]) -> pa.Array:
        """What is left of values without their sign, currency and suffix, all noted where `at`."""
        finite = r"(?i)^[-+]?\s?(?:nan|inf|infinity|#n/a|#?div/0!?)$"
        fixed = np.zeros(len(t), np.int8)
        fixed[_mask(pc.match_substring_regex(t, finite))] = NOT_FINITE
        power = _mask(pc.match_substring_regex(t, r"(?i)^[-+]?\d+(?:[.,]\d+)?e[-+]?\d+$"))
        huge = _mask(pc.match_substring_regex(t, r"(?i)e\+?\d{3,}$"))
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
        fixed[_mask(pc.and_(brackets, minus)) | _mask(both)] = NOT_A_NUMBER
        # A debit with a minus went out as one without; a credit with one says two things.
        credit, signed = (said & CREDIT) > 0, _mask(pc.or_(brackets, minus))
        fixed[credit & signed] = NOT_A_NUMBER
        self.negative[at] = (signed & ((said & DEBIT) == 0)) | credit
        self.said[at] = said
        fixed[_mask(pc.match_substring_regex(t, r"\d\s*%$"))] = PERCENT
        thousand = _mask(pc.match_substring_regex(t, r"(?i)\d\s*k$"))
        million = _mask(pc.match_substring_regex(t, r"\d\s*M$"))
        self.multiplier[at] = np.where(thousand, 1e3, np.where(million, 1e6, 1.0))
        t = pc.replace_substring_regex(t, r"(\d)\s*[kKM]$", r"\1")
        fixed[_mask(pc.equal(t, ""))] = EMPTY  # a dash alone is an accountant's nothing
        self.fixed[at] = fixed
        return t


def _may_be(t: pa.Array) -> NDArray[np.bool_]:
    """Which values may be amounts: digits in one place, or too short to tell.

    A pattern of currencies takes a millisecond to be prepared: not for a column of names.
    """
    short = pc.less_equal(pc.utf8_length(t), _SHORT)
    return _mask(pc.or_(short, pc.match_substring_regex(t, _ONE_FIGURE)))


def _without_words(t: pa.Array) -> tuple[pa.Array, NDArray[np.int8]]:
    """Values without what stands after them in words, and what that says of each."""
    said = np.zeros(len(t), np.int8)
    if not pc.any(pc.match_substring_regex(t, _LETTERED)).as_py():
        return t, said
    worded = _mask(pc.match_substring_regex(t, _TAIL))
    if not worded.any():
        return t, said
    rest, found = t.filter(pa.array(worded)), np.zeros(int(worded.sum()), np.int8)
    for _ in range(_MOST_WORDS):  # "12,50 € HT / mois"
        for pattern, bit in _AFTER:
            hit = _mask(pc.match_substring_regex(rest, pattern))
            if hit.any():
                found[hit] |= bit
                rest = pc.replace_substring_regex(rest, pattern, r"\1")
    said[worded] = found
    return pc.replace_with_mask(t, pa.array(worded), rest), said


def convention(*columns: Cells) -> Convention:
    """The decimal sign of one column, or of several that belong together (debit and credit)."""
    comma = dot = doubtful = 0
    example = ""
    for cells in columns:
        live = cells.fixed == OK
        comma += int(np.sum(live & cells.comma_ok & ~cells.dot_ok))
        dot += int(np.sum(live & cells.dot_ok & ~cells.comma_ok))
        marked = _mask(pc.match_substring_regex(cells.body, "[.,]"))
        both = np.flatnonzero(live & cells.comma_ok & cells.dot_ok & marked)
        doubtful += both.size
        if both.size and not example:
            example = cells.raw[int(both[0])].as_py().strip()
    if comma or dot:
        larger, smaller = max(comma, dot), min(comma, dot)
        found = "," if comma > dot else "."
        if smaller and not (larger >= _MANY and smaller <= _MINORITY * larger):
            certain = sum(int(np.sum(_other_way(cells, found))) for cells in columns)
            if doubtful or certain < smaller:
                return Convention(None, True, _conflict_example(columns))
        return Convention(found)
    return Convention(None, doubtful > 0, example)


def _other_way(cells: Cells, decimal: str | None) -> NDArray[np.bool_]:
    """Distinct values that do not fit a convention, and are certain by themselves in the other."""
    fits, other = cells.comma_ok, cells.dot_ok
    if decimal != ",":
        fits, other = other, fits
    apart: NDArray[np.bool_] = (cells.fixed == OK) & other & ~fits
    if apart.any():
        apart &= _mask(pc.match_substring_regex(cells.body, _CERTAIN))
    return apart


def _conflict_example(columns: tuple[Cells, ...]) -> str:
    shown = []
    for wanted in (True, False):
        for cells in columns:
            hits = np.flatnonzero(
                (cells.fixed == OK) & (cells.comma_ok == wanted) & (cells.dot_ok != wanted)
            )
            if hits.size:
                shown.append(cells.raw[int(hits[0])].as_py().strip())
                break
    return " / ".join(shown)


def parse_amounts(cells: Cells, decimal: str | None, scale: int | None = None) -> Amounts:
    """Exact integer units of 10**-scale for every row, in the convention given.

    A value that does not fit the convention is read in the other where that is certain by itself
    (cents, or both signs) and counted; else it is NOT_A_NUMBER. `scale` is the most decimals of the
    column (2 at least, 6 at most) unless given.

    >>> cells = take_apart(pa.array(["1 234,56 €", "(12,5)", "NaN"]))
    >>> amounts = parse_amounts(cells, ",")
    >>> amounts.units.tolist(), [REASONS[i] for i in amounts.status]
    ([123456, -1250, 0], ['', '', 'not_finite'])
    """
    good = cells.comma_ok if decimal == "," else cells.dot_ok
    other = _other_way(cells, decimal)
    good = good | other
    status = np.where((cells.fixed == OK) & ~good, NOT_A_NUMBER, cells.fixed).astype(np.int8)
    fits = status == OK
    body = cells.body if fits.all() else pc.if_else(pa.array(fits), cells.body, "0")
    if other.any():
        turned = _plainly(body.filter(pa.array(other)), "." if decimal == "," else ",")
        body = pc.replace_with_mask(_plainly(body, decimal), pa.array(other), turned)
    else:
        body = _plainly(body, decimal)
    size = pc.binary_length(body).to_numpy(zero_copy_only=False)
    at = pc.find_substring(body, ".").to_numpy(zero_copy_only=False)
    decimals = np.where(at >= 0, size - at - 1, 0)
    values = pc.cast(body, pa.float64()).to_numpy(zero_copy_only=False) * cells.multiplier
    if scale is None:
        scale = max(2, min(MAX_DECIMALS, int(decimals.max(initial=0))))
        while scale > 2 and float(np.max(values, initial=0.0)) * 10.0**scale > MAX_UNITS:
            scale -= 1
    scaled = values * 10.0**scale
    status[fits & (scaled > MAX_UNITS)] = TOO_LARGE
    units = np.rint(np.where(status == OK, scaled, 0.0)).astype(np.int64)
    units = np.where(cells.negative, -units, units)
    rows = np.bincount(cells.index, minlength=len(status))
    converted = {
        "rounded": int(rows[(decimals > scale) & (status == OK)].sum()),
        "suffix": int(rows[(cells.multiplier != 1.0) & (status == OK)].sum()),
        "each": int(rows[other & (status == OK)].sum()),
        "gross": int(rows[((cells.said & GROSS_SAID) > 0) & (status == OK)].sum()),
        "period": int(rows[((cells.said & PERIOD_SAID) > 0) & (status == OK)].sum()),
    }
    return Amounts(units[cells.index], scale, status[cells.index], converted)


def _plainly(body: pa.Array, decimal: str | None) -> pa.Array:
    """Figures as a program writes them: nothing between thousands, a point before decimals."""
    signs = "[ .]" if decimal == "," else "[ ,]"
    grouped = _mask(pc.match_substring_regex(body, signs))
    if grouped.any():
        rest = pc.replace_substring_regex(body.filter(pa.array(grouped)), signs, "")
        body = pc.replace_with_mask(body, pa.array(grouped), rest)
    return pc.replace_substring(body, ",", ".") if decimal == "," else body


def values_of(column: pa.Array) -> NDArray[np.float64]:
    """A column's figures by row, 0 where a cell holds none.

    >>> values_of(pa.array(["1 234,50 €", "", "x"])).tolist()
    [1234.5, 0.0, 0.0]
    """
    cells = take_apart(column)
    amounts = parse_amounts(cells, convention(cells).decimal)
    return np.asarray(np.where(amounts.status == OK, amounts.units, 0) / 10**amounts.scale)


def holds_figures(column: pa.Array) -> bool:
    """Whether a column holds something, and nothing but figures.

    >>> holds_figures(pa.array(["1 234,50 €", ""])), holds_figures(pa.array(["12", "x"]))
    (True, False)
    """
    there, cells = filled(column), take_apart(column)
    return bool(there.any()) and bool(cells.numeric[cells.index][there].all())


def parse_together(cells: dict[_Key, Cells], decimals: dict[_Key, str]
                   ) -> tuple[dict[_Key, Amounts], int]:  # fmt: skip
    """Several columns in units of one common scale."""
    parsed = {key: parse_amounts(cells[key], decimals[key]) for key in cells}
    scale = max(amounts.scale for amounts in parsed.values())
    for key, amounts in parsed.items():
        if amounts.scale != scale:
            parsed[key] = parse_amounts(cells[key], decimals[key], scale)
    return parsed, scale


def exact_total(units: NDArray[np.int64], scale: int) -> float:
    """The sum of integer units as the nearest float64.

    >>> exact_total(np.array([10, 20]), 2)
    0.3
    """
    return float(int(units.sum(dtype=np.int64)) / 10**scale)


def amounts_given(cells: Cells, decimal: str) -> dict[str, object]:
    """What a decimal sign would give: the sum, and the rows read."""
    amounts = parse_amounts(cells, decimal)
    rows = int(np.sum(amounts.status == OK))
    return {"all": exact_total(amounts.units, amounts.scale), "rows": rows}
