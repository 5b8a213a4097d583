"""Money that a platform or a card only held back, and what lets it go again: neither is a cost."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.movements.told import held
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded
from roi_model.reading.text.wording import says

_LONG, _SHOWN, _MOST = 80, 6, 100


def without_held(table: Table, inquiry: Inquiry) -> Table:
    """The table without lines by which money is held or let go; they are listed, and said."""
    gone = np.zeros(len(table), bool)
    told: dict[str, int] = {}
    for name, column in zip(table.names, table.columns, strict=True):
        if says(name, "identifier", "attachment"):
            continue
        values, index = coded(column)
        short = pc.less_equal(pc.utf8_length(values), _LONG).to_numpy(zero_copy_only=False)
        these = held([values], len(values)) & short
        counts = np.bincount(index[~gone], minlength=len(values))
        for place in np.flatnonzero(these)[:_MOST].tolist():
            if counts[place]:
                told[values[place].as_py()] = int(counts[place])
        gone |= these[index]
    if not gone.any() or gone.all():
        return table
    shown = ", ".join([f"{said} ({count})" for said, count in told.items()][:_SHOWN])
    inquiry.note("states_left_out", count=int(gone.sum()), states=shown)
    return table.keep(~gone, "not_executed")
