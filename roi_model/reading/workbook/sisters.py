"""What a sheet asks is told by its sisters, the sheets of costs under the same headings, or asked
of all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from roi_model.reading.inquiry import Candidate, Finding, Question
from roi_model.reading.result import Reading
from roi_model.reading.workbook.deals import headings

Again = Callable[[int, Mapping[str, object]], Reading]
"""Reads a sheet by its place again, with some answers. Raises ValueError for one that it cannot
take."""
_ASKED = 4
"""Questions of one sheet that its sisters are asked about."""
_HEARD = 2
"""Sisters whose figures must stay as they are: each answer is one reading of each of them."""


def told_by_sisters(readings: Sequence[Reading], again: Again) -> dict[int, Reading]:
    """The places of sheets that ask, with their readings where sisters leave one answer to each
    question: the only one with which these, which asked nothing, still give what they gave.

    A short month whose days are all before the 13th, or which holds more money back than spent,
    says less of how its figures are written than the other months do. Nor is one of refunds alone
    a list of costs below nought beside others above it.
    """
    found = {}
    for place, reading in enumerate(readings):
        heard = [at for at in _sisters(readings, place) if _sure(readings[at])]
        heard = sorted(heard, key=lambda at: readings[at].rows_read)[-_HEARD:]
        if _sure(reading) or not heard:
            continue
        known: dict[str, object] = {}
        told = reading
        while len(known) < _ASKED and (asked := _left_open(told)) is not None:
            key, answers = asked
            fits = [
                one
                for one in answers
                if all(_unmoved(readings[at], at, {key: one}, again) for at in heard)
            ]
            if len(fits) != 1 or key in known:
                break
            known[key] = fits[0]
            told = again(place, known)
        if known and told.usable:
            named = ", ".join(str(readings[at].dialect.get("sheet")) for at in heard)
            said = Finding("sheet_as_sisters", {"sheets": named})
            found[place] = replace(told, notes=(*told.notes, said))
    return found


def _left_open(reading: Reading) -> tuple[str, list[str]] | None:
    """What a sheet asks, or took for certain though it has no amount above nought: the key of the
    answer and all answers; None where it leaves nothing open."""
    for question in reading.questions:
        if question.blocking:
            return question.id, [one.answer for one in question.candidates]
    for note in reading.notes:
        if note.code == "negative_costs":
            return f"sign:{note.values['column']}", ["positive", "negative"]
    return None


def _sure(reading: Reading) -> bool:
    return reading.usable and _left_open(reading) is None


def asked_of_all(readings: Sequence[Reading]) -> Question | None:
    """The question of a sheet that all its sisters of those that ask are asked alike, with what all
    of them give by each answer; None where there is none."""
    for place, reading in enumerate(readings):
        group = [place, *_sisters(readings, place)]
        if not reading.blocked or len(group) < 2:
            continue
        question = next(one for one in reading.questions if one.blocking)
        asked = {at: _alike(question, readings[at]) for at in group if readings[at].blocked}
        if all(asked.values()):
            candidates = tuple(
                Candidate(one.answer, _together(readings, group, asked, one.answer))
                for one in question.candidates
            )
            return replace(question, candidates=candidates)
    return None


def _sisters(readings: Sequence[Reading], place: int) -> list[int]:
    """The places of the other sheets of costs under the same headings."""
    named = headings(readings[place])
    return [at for at, one in enumerate(readings)
            if at != place and named and headings(one) == named and _of_costs(one)
            and _of_costs(readings[place])]  # fmt: skip


def _of_costs(reading: Reading) -> bool:
    return reading.refused is None and reading.kind not in ("deals", "events")


def _unmoved(reading: Reading, place: int, answer: Mapping[str, object], again: Again) -> bool:
    """Whether a sheet gives with an answer what it gave without, and says nothing new: figures
    that are not written as the answer has it are read all the same, with a remark."""
    try:
        other = again(place, answer)
    except ValueError:
        return False
    alike = other.usable and other.total("month") == reading.total("month")
    said, before = ({note.code for note in one.notes} for one in (other, reading))
    return alike and said <= before


def _alike(question: Question, reading: Reading) -> Question | None:
    """What a sheet asks under the id of a question, of the same answers."""
    answers = [one.answer for one in question.candidates]
    return next((one for one in reading.questions if one.id == question.id
                 and [c.answer for c in one.candidates] == answers), None)  # fmt: skip


def _together(
    readings: Sequence[Reading], group: Sequence[int], asked: Mapping[int, Question | None],
    answer: str,
) -> dict[str, object]:  # fmt: skip
    """What the sheets of a group give with an answer: nothing where one does not say."""
    sums: list[float] = []
    for at in group:
        one = asked.get(at)
        if one is None:
            sums.append(float(readings[at].total()))
            continue
        given = next(c.gives.get("all") for c in one.candidates if c.answer == answer)
        if not isinstance(given, int | float):
            return {}
        sums.append(float(given))
    return {"all": round(sum(sums), readings[group[0]].scale)}
