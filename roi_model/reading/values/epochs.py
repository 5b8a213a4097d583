"""Moments as programs count them, in seconds or milliseconds since 1970, turned into days."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

from roi_model.reading.text.distinct import coded, trimmed

_FIRST = 1_000_000_000  # 2001-09-09, the first with ten digits
# 2031-10-17: beyond it ten digits are a date and an hour written together (2031123123).
_LAST = 1_950_000_000
# In seconds, with or without parts of one, in thousandths or in millionths of one.
_COUNTED = re.compile(r"(\d{10}(?:\d{3}){0,2})(?:\.\d{1,6})?", re.ASCII)


def without_epochs(column: pa.Array) -> tuple[pa.Array, bool]:
    """The column with its moments as YYYY-MM-DD (UTC), and whether it was one of moments.

    Every filled cell has to be one: a single long number is a telephone's or a parcel's.

    >>> without_epochs(pa.array(["1709632800000", "", None]))[0].to_pylist()
    ['2024-03-05', '', '']
    """
    values, index = coded(trimmed(column))
    distinct = values.to_pylist()
    filled = [value for value in distinct if value]
    if not filled or not all(epoch_seconds(value) for value in filled):
        return column, False
    days = [str(np.datetime64(epoch_seconds(v), "s").astype("datetime64[D]")) if v else ""
            for v in distinct]  # fmt: skip
    return pa.array(days, pa.string()).take(pa.array(index)), True


def epoch_seconds(value: str) -> int:
    """Seconds since 1970; 0 where a cell is no moment of our time.

    >>> epoch_seconds("1709632800000"), epoch_seconds("1709632800.25"), epoch_seconds("0612345678")
    (1709632800, 1709632800, 0)
    """
    match = _COUNTED.fullmatch(value)
    if not match:
        return 0
    seconds = int(match[1][:10])
    return seconds if _FIRST <= seconds <= _LAST else 0
