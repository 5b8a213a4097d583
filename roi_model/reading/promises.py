"""What the answers to a question give: read again with each of them, not estimated beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from roi_model.reading.inquiry import Candidate, RefusedError
from roi_model.reading.result import Reading

SMALL = 200_000
"""Bytes at most of a file that is read again for each answer; of a larger one estimates stand."""


def kept(reading: Reading, again: Callable[[Mapping[str, object]], Reading]) -> Reading:
    """The reading with the totals its only blocking question promises as they come out.

    `again` reads the file with an answer more. An answer after which something else is asked, or
    nothing is left, promises what it did.
    """
    blocking = [question for question in reading.questions if question.blocking]
    if len(blocking) != 1:
        return reading
    (question,) = blocking

    def told(one: Candidate) -> Candidate:
        if "all" not in one.gives:
            return one
        try:
            after = again({question.id: one.answer})
        except RefusedError:
            return one
        if after.blocked or after.refused is not None or after.deals is not None:
            return one
        return replace(one, gives={**one.gives, "all": after.totals()["all"]})

    candidates = tuple(map(told, question.candidates))
    mended = replace(question, candidates=candidates)
    questions = tuple(mended if one is question else one for one in reading.questions)
    return replace(reading, questions=questions)
