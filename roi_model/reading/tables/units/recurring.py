"""Amounts of a month or a quarter beside others: whether what comes again counts for a year."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.text.distinct import coded
from roi_model.reading.text.wording import fold
from roi_model.reading.values.amounts import exact_total
from roi_model.reading.values.recurrence import months_of

_YEAR = 12
_HEADED = (
    (1, r"mrr|monthly|(?:per|a|par|pro|por|al|ao) (?:month|mois|monat|mes|mese|maand)|per maand"
        r"|mensuel\w*|mensual\w*|mensil[ei]|mensal\w*|monatlich\w*|maandelijks\w*"
        r"|monats\w+|maandbedrag|maandomzet"),
    (3, r"quarterly|(?:per|par|pro|por|al) (?:quarter|trimestre|quartal|kwartaal)"
        r"|trimestriel\w*|trimestral\w*|vierteljahrlich\w*"),
)  # fmt: skip
_PATTERNS = tuple((months, re.compile(rf"\b(?:{words})\b")) for months, words in _HEADED)


def months_each(words: pa.Array) -> NDArray[np.int64]:
    """The months that each row's amount is for, by a word beside it; 0 where it is paid once.

    >>> months_each(pa.array(["monthly", "one_time", "Annual", ""])).tolist()
    [1, 0, 12, 0]
    """
    values, index = coded(words)
    months = [months_of(str(value)) for value in values.to_pylist()]
    return np.array(months, np.int64)[index]


def months_headed(heading: str) -> int:
    """The months that all amounts under a heading are for, where they are less than a year; else 0.

    >>> months_headed("MRR"), months_headed("Montant par mois"), months_headed("Amount")
    (1, 1, 0)
    """
    folded = fold(heading)
    return next((months for months, pattern in _PATTERNS if pattern.search(folded)), 0)


def times_a_year(
    units: NDArray[np.int64], months: NDArray[np.int64], scale: int, header: str, periods: str,
    inquiry: Inquiry,
) -> NDArray[np.int64] | None:  # fmt: skip
    """How often each amount counts, 12 for one of a month; None where it is asked.

    Amounts are integer units of 10**-`scale`, `months` those that each is for, 0 where it comes
    once. Nothing is asked where none is for less than a year.
    """
    once = np.ones(len(units), np.int64)
    often = np.where((months > 0) & (months < _YEAR), _YEAR // np.maximum(months, 1), 1)
    if not (units[often > 1] != 0).any():
        return once
    answer = inquiry.ask("recurring", header,
                         {"year": {"all": exact_total(units * often, scale)},
                          "face": {"all": exact_total(units, scale)}}, periods=periods)  # fmt: skip
    return None if answer is None else often if answer == "year" else once
