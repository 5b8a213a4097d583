"""A column of amounts as text → exact integers: decimal sign decided from all of its values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.text.distinct import coded, filled
from roi_model.reading.text.outlines import figures, outlined
from roi_model.reading.values.undressed import (
    CREDIT,
    DEBIT,
    GROSS_SAID,
    NOT_A_NUMBER,
    PERIOD_SAID,
    Undressed,
    mask,
    undressed,
)
from roi_model.reading.values.undressed import EMPTY as EMPTY
from roi_model.reading.values.undressed import OK as OK
from roi_model.reading.values.undressed import TOO_LARGE as TOO_LARGE

_Key = TypeVar("_Key", int, str)
REASONS = (
    "",
    "no_amount",
    "not_a_number",
    "not_finite",
    "scientific",
    "percent",
    "amount_too_large",
)
MAX_DECIMALS = 6
# Beyond 2**52 units a float64 no longer holds every integer.
MAX_UNITS = float(2**52)
# One spoilt cell in a long column must not overturn what all the others say.
_MINORITY = 0.01
_MANY = 20
_FIRST = 200

# Cents, or both signs: what says its decimal sign by itself, and is no slip of another's.
_CERTAIN = r"[.,]\d{1,2}$|\..*,|,.*\."
# Figures that a float64 holds whatever they are, and the powers of ten that it holds as well.
_HELD = 15
_TENS = np.array([float(f"1e{power}") for power in range(_HELD + 1)])


@dataclass(frozen=True)
class Cells:
    """The distinct values of a column, taken apart by their outlines: `place` is that of each value
    among them, `index` that of each row among the values."""

    index: NDArray[np.int32]
    raw: pa.StringArray
    place: NDArray[np.int32]
    outlines: Undressed
    whole: NDArray[np.bool_]

    @property
    def sided(self) -> bool:
        """Whether amounts say of themselves that they are debits or credits ("12.50 CR")."""
        return bool(((self.outlines.said & (DEBIT | CREDIT)) > 0).any())

    @property
    def fixed(self) -> NDArray[np.int8]:
        """The status of each distinct value, whatever the convention."""
        return self.outlines.fixed[self.place]

    @property
    def negative(self) -> NDArray[np.bool_]:
        """Which distinct values have a minus, or what stands for one."""
        return self.outlines.negative[self.place]

    @property
    def numeric(self) -> NDArray[np.bool_]:
        """Which distinct values are a number in one convention at least."""
        of = self.outlines
        live: NDArray[np.bool_] = (of.fixed == OK) & (of.comma_ok | of.dot_ok)
        return live[self.place]


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
    """Amounts in integer units of 10**-scale, with a status per row (an index of REASONS); 0 where
    that is not OK."""

    units: NDArray[np.int64]
    scale: int
    status: NDArray[np.int8]
    converted: dict[str, int]


def take_apart(column: pa.Array) -> Cells:
    """The distinct values of a text column, their signs, currencies and suffixes recognised."""
    raw, index = coded(column)
    outlines, place = outlined(raw)
    found = undressed(outlines)
    whole = pc.equal(figures(found.body), figures(outlines))
    return Cells(index, raw, place, found, mask(whole))


def convention(*columns: Cells) -> Convention:
    """The decimal sign of one column, or of several that belong together (debit and credit)."""
    comma = dot = doubtful = 0
    example = ""
    for cells in columns:
        of, count = cells.outlines, np.bincount(cells.place, minlength=len(cells.whole))
        live = of.fixed == OK
        comma += int(count[live & of.comma_ok & ~of.dot_ok].sum())
        dot += int(count[live & of.dot_ok & ~of.comma_ok].sum())
        marked = mask(pc.match_substring_regex(of.body, "[.,]"))
        both = live & of.comma_ok & of.dot_ok & marked
        doubtful += int(count[both].sum())
        if both.any() and not example:
            example = _first(cells, both)
    if comma or dot:
        larger, smaller = max(comma, dot), min(comma, dot)
        found = "," if comma > dot else "."
        if smaller and not (larger >= _MANY and smaller <= _MINORITY * larger):
            certain = sum(int(_other_way(cells, found)[cells.place].sum()) for cells in columns)
            if doubtful or certain < smaller:
                return Convention(None, True, _conflict_example(columns))
        return Convention(found)
    return Convention(None, doubtful > 0, example)


def _first(cells: Cells, outlines: NDArray[np.bool_]) -> str:
    """The first value that has one of some outlines."""
    return str(cells.raw[int(np.argmax(outlines[cells.place]))].as_py().strip())


def _other_way(cells: Cells, decimal: str | None) -> NDArray[np.bool_]:
    """Outlines that do not fit a convention, and are certain by themselves in the other."""
    fits, other = cells.outlines.comma_ok, cells.outlines.dot_ok
    if decimal != ",":
        fits, other = other, fits
    apart: NDArray[np.bool_] = (cells.outlines.fixed == OK) & other & ~fits
    if apart.any():
        apart &= mask(pc.match_substring_regex(cells.outlines.body, _CERTAIN))
    return apart


def _conflict_example(columns: tuple[Cells, ...]) -> str:
    shown = []
    for wanted in (True, False):
        for cells in columns:
            of = cells.outlines
            hits = (of.fixed == OK) & (of.comma_ok == wanted) & (of.dot_ok != wanted)
            if hits.any():
                shown.append(_first(cells, hits))
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
    of = cells.outlines
    good = of.comma_ok if decimal == "," else of.dot_ok
    other = _other_way(cells, decimal)
    status = np.where((of.fixed == OK) & ~(good | other), NOT_A_NUMBER, of.fixed).astype(np.int8)
    body = _numbers(of.body, status == OK, other, decimal)
    size = pc.binary_length(body).to_numpy(zero_copy_only=False)
    at = pc.find_substring(body, ".").to_numpy(zero_copy_only=False)
    decimals = np.where(at >= 0, size - at - 1, 0)
    values = _values(cells, status == OK, other, decimal, decimals) * of.multiplier[cells.place]
    if scale is None:
        scale = max(2, min(MAX_DECIMALS, int(decimals.max(initial=0))))
        while scale > 2 and float(np.max(values, initial=0.0)) * 10.0**scale > MAX_UNITS:
            scale -= 1
    scaled = values * 10.0**scale
    read = status[cells.place]
    read[(read == OK) & (scaled > MAX_UNITS)] = TOO_LARGE
    fits = read == OK
    units = np.rint(np.where(fits, scaled, 0.0)).astype(np.int64)
    units = np.where(of.negative[cells.place], -units, units)
    rows = np.bincount(cells.index, minlength=len(read))
    often = np.bincount(cells.place, weights=rows * fits, minlength=len(status))
    gross, period = ((of.said & bit) > 0 for bit in (GROSS_SAID, PERIOD_SAID))
    marks = {"rounded": decimals > scale, "suffix": of.multiplier != 1.0, "each": other,
             "gross": gross, "period": period}  # fmt: skip
    converted = {key: int(often[hit].sum()) for key, hit in marks.items()}
    return Amounts(units[cells.index], scale, read[cells.index], converted)


def _values(
    cells: Cells, fits: NDArray[np.bool_], other: NDArray[np.bool_], decimal: str | None,
    decimals: NDArray[np.int64],
) -> NDArray[np.float64]:  # fmt: skip
    """Each distinct value as a number, 0 where it is none: its figures, over a power of ten.

    Both are exact while a float64 holds them, so that their quotient is the nearest there is, as it
    is of the text; of longer ones the text is read.
    """
    digits = figures(cells.raw)
    size = pc.binary_length(digits).to_numpy(zero_copy_only=False)
    held = (fits & cells.whole)[cells.place] & (size <= _HELD)
    whole = digits if held.all() else pc.if_else(pa.array(held), digits, "0")
    power = _TENS[np.minimum(decimals, _HELD)][cells.place]
    values = np.asarray(pc.cast(whole, pa.int64()).to_numpy(zero_copy_only=False) / power)
    rest = np.flatnonzero(fits[cells.place] & ~held)
    if rest.size:
        body = undressed(cells.raw.take(pa.array(rest))).body
        body = _numbers(body, np.ones(rest.size, bool), other[cells.place[rest]], decimal)
        values[rest] = pc.cast(body, pa.float64()).to_numpy(zero_copy_only=False)
    return values


def _numbers(
    body: pa.StringArray, fits: NDArray[np.bool_], other: NDArray[np.bool_], decimal: str | None
) -> pa.StringArray:
    """Bodies as a program writes numbers, those in the `other` convention too; 0 if none `fits`."""
    body = body if fits.all() else pc.if_else(pa.array(fits), body, "0")
    if not other.any():
        return _plainly(body, decimal)
    turned = _plainly(body.filter(pa.array(other)), "." if decimal == "," else ",")
    return pc.replace_with_mask(_plainly(body, decimal), pa.array(other), turned)


def _plainly(body: pa.Array, decimal: str | None) -> pa.Array:
    """Figures as a program writes them: nothing between thousands, a point before decimals."""
    signs = "[ .]" if decimal == "," else "[ ,]"
    grouped = mask(pc.match_substring_regex(body, signs))
    if grouped.any():
        rest = pc.replace_substring_regex(body.filter(pa.array(grouped)), signs, "")
        body = pc.replace_with_mask(body, pa.array(grouped), rest)
    return pc.replace_substring(body, ",", ".") if decimal == "," else body


def amounts_of(column: pa.Array, scale: int | None = None) -> Amounts | None:
    """A column's amounts by the decimal sign it shows; None where that has to be asked.

    >>> amounts_of(pa.array(["1 234,50 €", ""])).units.tolist(), amounts_of(pa.array(["1,234"]))
    ([123450, 0], None)
    """
    cells = take_apart(column)
    seen = convention(cells)
    return None if seen.ambiguous else parse_amounts(cells, seen.decimal, scale)


def values_of(column: pa.Array) -> NDArray[np.float64]:
    """A column's figures by row, 0 where a cell holds none.

    >>> values_of(pa.array(["1 234,50 €", "", "x"])).tolist()
    [1234.5, 0.0, 0.0]
    """
    cells = take_apart(column)
    amounts = parse_amounts(cells, convention(cells).decimal)
    return np.asarray(amounts.units / 10**amounts.scale)


def holds_figures(column: pa.Array) -> bool:
    """Whether a column holds something, and nothing but figures.

    >>> holds_figures(pa.array(["1 234,50 €", ""])), holds_figures(pa.array(["12", "x"]))
    (True, False)
    """
    for rows in (column.slice(0, _FIRST), column):  # most that hold words show them at once
        there, cells = filled(rows), take_apart(rows)
        if not cells.numeric[cells.index][there].all():
            return False
    return bool(there.any())


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
