"""Money changed between balances of one holder in two currencies: neither a cost nor income."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.text.distinct import matching
from roi_model.reading.text.wording import words_of
from roi_model.reading.values.money_words import CODES


def exchanged(folded: Sequence[pa.Array], size: int) -> NDArray[np.bool_]:
    """Rows of which some folded column names two currencies and a word for changing one into the
    other, and nobody: a purchase abroad names the shop beside them.

    >>> said = [" converted 1 000 00 eur to 1 080 00 usd ", " zed 9 usd converted to eur "]
    >>> exchanged([pa.array(said)], 2).tolist()
    [True, False]
    """
    whole, one, two = _patterns()
    found = np.zeros(size, bool)
    for column in folded:
        these = matching(column, whole)
        if these.any():
            found |= these & matching(column, one) & matching(column, two)
    return found


@cache
def _patterns() -> tuple[str, str, str]:
    codes = "|".join(code.lower() for code in sorted(CODES))
    word, beside = (
        "|".join(sorted(words_of(topic))) for topic in ("exchanged", "exchanged_beside")
    )
    return (rf"^ (?:(?:{codes}|{word}|{beside}|\d+) )+$", f" (?:{word}) ",
            f" (?:{codes}) (?:.* )?(?:{codes}) ")  # fmt: skip
