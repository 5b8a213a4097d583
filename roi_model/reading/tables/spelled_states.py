"""States by the words of a column: what no list of spellings knows is asked, never guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.inquiry import Inquiry

UNKNOWN = -1
"""The state of a cell that is empty, or whose spelling is nowhere known."""
_SHOWN = 12


def settle(
    about: str, header: str, cells: pa.Array, state: NDArray[np.int8], names: tuple[str, ...],
    inquiry: Inquiry, likely: Callable[[str], str] = lambda spelling: "",
) -> NDArray[np.int8] | None:  # fmt: skip
    """States with the answer put where none was known; None where the spellings are asked.

    `state` holds places in `names`. One question, `about`, for all unknown spellings of a column,
    answered by one state for all of them. `likely` says which of `names` a spelling probably means,
    "" where nothing tells: it is proposed for it, and what most rows would be is proposed first.
    """
    open_rows = (state == UNKNOWN) & pc.not_equal(cells, "").to_numpy(zero_copy_only=False)
    if not open_rows.any():
        return state
    answer = inquiry.answer(about, header, names)
    if answer is not None:
        return np.where(open_rows, names.index(answer), state).astype(np.int8)
    counts = pc.value_counts(cells.filter(pa.array(open_rows))).to_pylist()
    counts.sort(key=lambda pair: (-pair["counts"], pair["values"]))
    shown = ", ".join(f"{pair['values']} ({pair['counts']})" for pair in counts[:_SHOWN])
    if len(counts) > _SHOWN:
        shown += f", … (+{len(counts) - _SHOWN})"
    rows = int(open_rows.sum())
    options = {name: {"rows": rows, name: int(np.sum(state == number)) + rows}
               for number, name in enumerate(names)}  # fmt: skip
    counted = {pair["values"]: pair["counts"] for pair in counts}
    proposed = {spelling: name for spelling in counted if (name := likely(spelling))}
    weight = Counter[str]()
    for spelling, name in proposed.items():
        weight[name] += counted[spelling]
    options = {name: options[name] for name in sorted(names, key=lambda name: -weight[name])}
    inquiry.ask(about, header, options, spellings=shown, counts=counted, likely=proposed)
    return None
