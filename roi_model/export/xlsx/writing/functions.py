"""The functions and signs of the workbook's formulas, over single values and runs of cells."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta
from functools import reduce
from typing import Any

import numpy as np

from roi_model.importing import LATE
from roi_model.metrics import irr

Argument = Callable[[], Any]

_NO_DAY = date(1899, 12, 30)
"""Day 0 of spreadsheets."""


class CellError(Exception):
    """What a cell shows instead of a value: #N/A, #DIV/0!, #NUM!, #VALUE!."""


def _number(value: Any) -> Any:
    """A value as numbers: an empty cell is 0, true is 1, a text is an error."""
    if type(value) is np.float64:  # most of them
        return value
    if isinstance(value, np.ndarray):
        if not _mixed(value):
            return value
        return np.array([np.nan if isinstance(v, str) else float(v or 0) for v in value])
    if isinstance(value, str):
        raise CellError("#VALUE!")
    return np.float64(0.0 if value is None else value)


def _checked(value: Any) -> Any:
    """A single number that exists; in a run of cells the branch not taken may hold none."""
    if isinstance(value, np.ndarray) or math.isfinite(value):
        return value
    raise CellError("#NUM!")


def _arithmetic(operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def applied(a: Any, b: Any) -> Any:
        return _checked(operation(_number(a), _number(b)))

    return applied


def _comparison(operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def applied(a: Any, b: Any) -> Any:
        if isinstance(a, str) or isinstance(b, str):  # an empty cell equals ""
            a, b = ("" if v is None else v for v in (a, b))
            if isinstance(a, str) != isinstance(b, str):  # a text lies above any number
                a, b = isinstance(a, str), isinstance(b, str)
            return operation(a, b)
        return operation(_number(a), _number(b))

    return applied


def _power(a: Any, b: Any) -> Any:
    if np.ndim(a) == 0 and np.ndim(b) == 0 and a == 0 and b == 0:
        raise CellError("#NUM!")  # as Excel has it
    return a**b


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": _arithmetic(lambda a, b: a + b),
    "-": _arithmetic(lambda a, b: a - b),
    "*": _arithmetic(lambda a, b: a * b),
    "/": _arithmetic(lambda a, b: a / b),
    "^": _arithmetic(_power),
    "&": lambda a, b: _written(a) + _written(b),
    "=": _comparison(lambda a, b: a == b),
    "<>": _comparison(lambda a, b: a != b),
    "<": _comparison(lambda a, b: a < b),
    "<=": _comparison(lambda a, b: a <= b),
    ">": _comparison(lambda a, b: a > b),
    ">=": _comparison(lambda a, b: a >= b),
}


def _written(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else f"{float(value):.15g}"


def _mixed(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind == "O"


def _either(test: Any, yes: Argument, no: Argument) -> Any:
    if not isinstance(test, np.ndarray):
        return yes() if bool(_number(test)) else no()
    a, b = yes(), no()
    if any(isinstance(v, str) or _mixed(v) for v in (a, b)):
        made = np.empty(len(test), dtype=object)
        for chosen, value in ((test, a), (~test, b)):
            made[chosen] = value[chosen] if isinstance(value, np.ndarray) else value
        return made
    return np.where(test, _number(a), _number(b))


def _if(here: Any, test: Argument, yes: Argument, no: Argument) -> Any:
    return _either(test(), yes, no)


def _iferror(here: Any, value: Argument, other: Argument) -> Any:
    try:
        return value()
    except CellError:
        return other()


def _logic(operation: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    return lambda here, *tests: reduce(operation, (_number(test()) != 0 for test in tests))


def _numbers(given: tuple[Argument, ...]) -> Any:
    """The numbers among cells and values; texts, truths and empty cells of a range do not count."""
    found = []
    for one in given:
        value = one()
        if _mixed(value):
            value = np.array([v for v in value if isinstance(v, float | int)], dtype=np.float64)
        elif not isinstance(value, np.ndarray):
            value = np.array([_number(value)])
        found.append(value)
    return np.concatenate(found)


def _extreme(of_cells: Callable[[Any, Any], Any], of_all: Callable[[Any], Any]) -> Any:
    def applied(here: Any, *given: Argument) -> Any:
        if here.count > 1:
            return reduce(of_cells, (_number(one()) for one in given))
        numbers = _numbers(given)
        return of_all(numbers) if len(numbers) else 0.0

    return applied


def _sum(here: Any, *given: Argument) -> Any:
    return float(_numbers(given).sum())


def _sumproduct(here: Any, *given: Argument) -> Any:
    with np.errstate(all="ignore"):
        return _checked(np.sum(reduce(lambda a, b: a * b, (_number(one()) for one in given))))


def _match(here: Any, wanted: Argument, cells: Argument, how: Argument) -> float:
    """MATCH(value, cells, 0), or the last of ascending ones that is no larger with 1."""
    value = wanted()
    if how():
        if not (below := int(np.count_nonzero(_number(cells()) <= _number(value)))):
            raise CellError("#N/A")
        return float(below)
    found = np.flatnonzero([cell == value for cell in cells()])
    if not len(found):
        raise CellError("#N/A")
    return float(found[0] + 1)


def _edate(here: Any, day: Argument, months: Argument) -> Any:
    """The first of a month some months on, as the number of its day."""
    start = _NO_DAY + timedelta(days=int(_number(day())))

    def moved(by: float) -> float:
        years, month = divmod(start.month - 1 + int(by), 12)
        return float((date(start.year + years, month + 1, 1) - _NO_DAY).days)

    shift = _number(months())
    return np.vectorize(moved)(shift) if np.ndim(shift) else moved(shift)


def _month(here: Any, day: Argument) -> float:
    return float((_NO_DAY + timedelta(days=int(_number(day())))).month)


def _irr(here: Any, flows: Argument, guess: Argument) -> float:
    """The rate a period of flows that have one; the guess is where spreadsheets begin."""
    found = float(irr(_numbers((flows,))))
    if math.isnan(found):
        raise CellError("#NUM!")
    return found


def _index(here: Any, cells: Argument, *at: Argument) -> Any:
    """INDEX(cells, n) or INDEX(cells, 1, n): the n-th of a row or column."""
    table, place = cells(), int(_number(at[-1]()))
    if not 1 <= place <= len(table):
        raise CellError("#REF!")
    return table[place - 1]


def _countif(here: Any, cells: Argument, wanted: Argument) -> float:
    value = wanted()
    return float(sum(cell == value for cell in cells()))


def _gamma(here: Any, x: Argument, shape: Argument, scale: Argument, sums: Argument) -> Any:
    with LATE:
        from scipy.special import gammainc

    with np.errstate(all="ignore"):
        return _checked(np.float64(gammainc(_number(shape()), _number(x()) / _number(scale()))))


def _is_number(here: Any, value: Argument) -> Any:
    """Whether it is a number; of an error it is not."""
    try:
        found = value()
    except CellError:
        return False
    return not isinstance(found, str | bool | type(None))


def _fixed(here: Any, value: Argument, decimals: Argument) -> str:
    """A number as the reader's own program will write it."""
    real, places = float(_number(value())), int(_number(decimals()))
    return "-" * (real < 0) + str(here.written(real, places))


def _of_numbers(operation: Callable[..., Any]) -> Callable[..., Any]:
    def applied(here: Any, *given: Argument) -> Any:
        with np.errstate(all="ignore"):
            return _checked(operation(*(_number(one()) for one in given)))

    return applied


def _rounded(value: Any, decimals: Any) -> Any:
    """Halves away from 0, as spreadsheets round."""
    unit = 10.0 ** float(decimals)
    return np.copysign(np.floor(abs(value) * unit + 0.5), value) / unit


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "ABS": _of_numbers(np.abs),
    "AND": _logic(np.logical_and),
    "COLUMNS": lambda here, cells: float(len(cells())),
    "COUNT": lambda here, *given: float(len(_numbers(given))),
    "COUNTIF": _countif,
    "EDATE": _edate,
    "FIXED": _fixed,
    "GAMMA.DIST": _gamma,
    "IF": _if,
    "IFERROR": _iferror,
    "INDEX": _index,
    "INT": _of_numbers(np.floor),
    "IRR": _irr,
    "ISBLANK": lambda here, value: value() is None,
    "ISFORMULA": lambda here, cell: True,  # as it is written, every formula is one
    "ISNUMBER": _is_number,
    "LOG10": _of_numbers(np.log10),
    "MATCH": _match,
    "MAX": _extreme(np.maximum, np.max),
    "MIN": _extreme(np.minimum, np.min),
    "MONTH": _month,
    "MOD": _of_numbers(np.mod),
    "NOT": lambda here, test: not bool(_number(test())),
    "OR": _logic(np.logical_or),
    "ROUND": _of_numbers(_rounded),
    "SUM": _sum,
    "SUMPRODUCT": _sumproduct,
    "SUMXMY2": lambda here, a, b: float(((_number(a()) - _number(b())) ** 2).sum()),
}
