"""Won, lost or open, from all that tells."""

from __future__ import annotations

import pandas as pd

from tests.reading.deals.plain import reading_of


def test_a_status_that_contradicts_the_stage_goes_first_and_is_shown() -> None:
    reading = reading_of(
        "Title,Stage,Status,Deal created,Won time,Value\n"
        "A,Contract Sent,Won,2024-01-20,2024-02-20,10.50\nB,Won,Lost,2024-01-20,,5.50\n"
        "C,Won,Open,2024-01-20,,5.50\n"
    )
    assert reading.deals is not None
    assert reading.deals["state"].tolist() == ["won", "lost", "open"]
    assert reading.flagged[["line", "reason"]].to_numpy().tolist() == [
        [3, "lost_without_date"], [3, "state_conflict"], [4, "state_conflict"]
    ]  # fmt: skip


def test_flags_tell_where_the_stages_words_are_unknown() -> None:
    reading = reading_of(
        "Opportunity Name,Stage,Closed,Won,Created Date,Close Date,Amount\n"
        "A,Alpha,1,1,2024-01-20,2024-02-20,10.50\nB,Beta,1,0,2024-01-20,2024-02-21,5.50\n"
        "C,Beta,0,0,2024-01-20,2024-09-21,5.50\n"
    )
    assert reading.deals is not None
    assert reading.deals["state"].tolist() == ["won", "lost", "open"]


def test_not_won_alone_is_asked() -> None:
    text = (
        "Deal,Won,Amount,Created,Closed\nAcme,yes,125.00,2024-01-10,2024-03-05\n"
        "Beta,no,80.00,2024-01-12,2024-03-15\n"
    )
    reading = reading_of(text)
    assert [question.id for question in reading.questions] == ["stage:Won"]
    lost = reading_of(text, answers={"stage": "lost"})
    assert lost.deals is not None
    assert lost.deals["state"].tolist() == ["won", "lost"]


def test_archived_deals_are_lost_and_a_reason_for_losing_contradicts_an_open_stage() -> None:
    reading = reading_of(
        "Opportunity,Salesperson,Expected Revenue,Stage,Created on,Closed Date,Active,Lost Reason\n"
        "A,Ana,1000.50,Won,2024-01-15,2024-03-25,True,\n"
        "B,Ana,2000.50,New,2024-01-16,2024-03-26,False,\n"
        "C,Ana,3000.50,Proposition,2024-01-17,,True,Too expensive\n"
    )
    assert reading.deals is not None
    assert reading.deals["state"].tolist() == ["won", "lost", "open"]
    assert reading.deals["closed"].tolist()[1] == pd.Timestamp("2024-03-26")
    assert reading.flagged[["line", "reason"]].to_numpy().tolist() == [[4, "state_conflict"]]
    (note,) = [n for n in reading.notes if n.code == "archived_lost"]
    assert note.values == {"column": "Active", "count": 1}
