"""Lists of deals on several sheets, one a year or a team, read as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from roi_model.reading.deals.creation import creation
from roi_model.reading.deals.elsewhere.sections import states_of_titles, with_stages
from roi_model.reading.deals.headers import deal_roles, is_bought
from roi_model.reading.inquiry import Inquiry, Question
from roi_model.reading.result import Reading, rows_left_out
from roi_model.reading.tables.workbook import DELIMITER, Sheet
from roi_model.reading.text.ragged import Rejections
from roi_model.reading.text.text import Text
from roi_model.reading.text.wording import fold

_CENT = 0.011
_SAME = ["id", "created", "state", "amount"]
_TWICE = "duplicate_deal"


def lists_of_deals(readings: Sequence[Reading]) -> list[int]:
    """The places of the readings that list deals, named in one currency at most; none where no two
    do.
    """
    found = [i for i, one in enumerate(readings) if one.kind == "deals" and one.refused is None]
    named = {readings[i].currencies.get("chosen", "") for i in found} - {""}
    return found if len(found) > 1 and len(named) <= 1 else []


def headings(reading: Reading) -> tuple[str, ...]:
    """All headings of the table that was read, folded; none where no table was found."""
    return () if reading.guess is None else tuple(map(fold, reading.guess.names))


def headed_as_deals(readings: Sequence[Reading]) -> dict[int, dict[str, object]]:
    """The places of the readings of another kind whose table is headed as one of deals is, with the
    answers by which they are read as it is: a month in which nothing was lost does not tell by its
    cells that it lists deals, nor where they say so.
    """
    deals = {headings(one): one for one in readings if one.kind == "deals" and headings(one)}
    found: dict[int, dict[str, object]] = {}
    for at, one in enumerate(readings):
        if one.kind != "deals" and (like := deals.get(headings(one))):
            stated = {role: like.columns.get(role) for role in ("stage", "status")}
            columns = {f"{role}_column": heading for role, heading in stated.items() if heading}
            found[at] = {"kind": "deals", **columns}
    return found


def called_by_states(tried: Sequence[tuple[Sheet, Reading]]) -> dict[int, str]:
    """The places of the sheets that are called "Won", "Open" or "Lost" and have no column of states
    of their own, with the stage that each one's name says; none where not two states are told. One
    headed as these are has its name for a stage, which is asked."""
    plain = {
        at: sheet.name
        for at, (sheet, one) in enumerate(tried)
        if headings(one) and isinstance(one.dialect.get("header_row"), int)
        and not any(deal_roles(name).keys() & {"stage", "status"} for name in headings(one))
        and not is_bought(headings(one))
    }  # fmt: skip
    told = states_of_titles([*plain.values()])
    words = {at: set(headings(tried[at][1])) for at in plain}
    headed = [words[at] for at, name in plain.items() if name in told]
    return {at: told.get(name, name) for at, name in plain.items()
            if any(2 * len(one & words[at]) >= len(one) for one in headed)}  # fmt: skip


def staged(sheet: Sheet, header_row: int, stage: str) -> Sheet:
    """A sheet whose rows all have this stage, in a column behind the others."""
    lines = [line.split(DELIMITER) for line in sheet.text.whole.split("\n")]
    text = with_stages(lines, header_row - 1, {}, stage)
    return replace(sheet, text=Text.of(text.encode("utf-8", "replace")))


def says_again(other: Reading, lists: Sequence[Reading]) -> bool:
    """Whether a sheet read as costs is the recap of lists of deals: a figure for each of them, in
    their order, which is what their deals add up to, or those that are won.

    Lists that left deals out may have been counted with them: they say nothing, the others must.
    """
    figures = other.entries.sort_values("line")["amount"].tolist()
    if other.deals is not None or other.events is not None or len(figures) != len(lists):
        return False
    told = [
        (figure, one.deals)
        for figure, one in zip(figures, lists, strict=True)
        if one.deals is not None and not (one.rejected["reason"] == "left_stage").any()
    ]
    sums = ([(deals["amount"].sum(), deals["amount"][deals["state"] == "won"].sum())
             for _, deals in told])  # fmt: skip
    alike = (
        all(abs(figure - both[way]) < _CENT for (figure, _), both in zip(told, sums, strict=True))
        for way in (0, 1)
    )
    return 2 * len(told) >= len(lists) and any(alike)


def deals_together(readings: Sequence[Reading], inquiry: Inquiry) -> Reading:
    """Lists of deals as one: what one of them asks, all of them ask.

    A deal that stands on two of them with its id, its day, its state and its amount counts once.
    """
    questions = {question.id: question for one in readings for question in one.questions}
    frames = [one.deals for one in readings if one.deals is not None]
    if any(one.blocked for one in readings) or not frames:
        return replace(readings[0], deals=None, questions=tuple(questions.values()))
    deals = pd.concat(frames, ignore_index=True)
    again = (deals["id"] != "") & deals.duplicated(_SAME, keep="last")
    twice = deals[again]
    twice = twice.assign(reason=_TWICE, text=twice["id"].astype(str))
    deals = deals[~again].reset_index(drop=True)
    asked = Inquiry(inquiry.answers, inquiry.name)
    stage = creation(deals["stage"].unique(), asked)
    rejected = [one.rejected for one in readings] + [twice[rows_left_out(Rejections()).columns]]
    ages = [one.as_of for one in readings if one.as_of is not None]
    return replace(
        readings[0],
        deals=deals,
        flagged=pd.concat([one.flagged for one in readings], ignore_index=True),
        rejected=pd.concat(rejected, ignore_index=True),
        rows_kept=len(deals),
        as_of=max(ages, default=None),
        scale=max(one.scale for one in readings),
        creation=stage,
        questions=_with(tuple(questions.values()), asked.questions),
    )


def _with(questions: Sequence[Question], said: Sequence[Question]) -> tuple[Question, ...]:
    """Questions, those of `said` in their places."""
    new = {question.id: question for question in said}
    kept = (new.pop(question.id, question) for question in questions)
    return (*kept, *new.values())
