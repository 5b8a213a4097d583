"""Costs in several currencies, or in another than the plan's → costs in one, at rates given."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from roi_model.reading.costs.costs import remark_negative
from roi_model.reading.costs.entries import Lines
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.exchange import exchange, tell_exchange
from roi_model.reading.text.ragged import Rejections


def converted(lines: Lines | None, rejections: Rejections, inquiry: Inquiry) -> Lines | None:
    """Costs at the rates given of their months; those without one are left out and listed.

    What questions say a file would give is without a sum as long as it would be one of several
    currencies. Rows are rounded to the file's cent, half to even.
    """
    if inquiry.currencies.lines:
        inquiry.questions[:] = [
            replace(question, candidates=tuple(
                replace(one, gives={k: v for k, v in one.gives.items() if k != "all"})
                for one in question.candidates))
            for question in inquiry.questions
        ]  # fmt: skip
    if lines is None:
        return None
    made = exchange(lines.line, lines.month, lines.units, inquiry)
    if made is None:
        return lines
    tell_exchange(made, lines.units, lines.scale, np.ones(len(lines), bool), inquiry)
    for reason, out in (("no_rate", ~made.fits), ("amount_too_large", ~made.small)):
        left = np.unique(lines.line[out])
        rejections.add(reason, left, inquiry.currencies.shown(left) if len(left) else [])
    found = replace(lines, units=made.units).taken(np.flatnonzero(made.fits & made.small))
    inquiry.notes[:] = [note for note in inquiry.notes if note.code != "negative_total"]
    remark_negative(found, inquiry)
    return found
