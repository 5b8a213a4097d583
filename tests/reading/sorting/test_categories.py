"""The categories of costs: the user's word wins."""

from __future__ import annotations

from tests.reading.read_again import reading_of


def test_the_users_category_and_share_win() -> None:
    text = "date;label;cost\n15/01/2024;Xyz;1,50\n16/01/2024;Loyer;10,50\n"
    reading = reading_of(text)
    assert reading.totals()["by_category"] == {"not_selling": 10.5, "other": 1.5}
    assert [q.id for q in reading.questions] == ["category:Xyz"]
    answered = reading_of(text, answers={"category:Xyz": "tools", "category:Loyer": "agency",
                                         "share:Loyer": "0.5"})  # fmt: skip
    assert answered.totals()["by_category"] == {"agency": 10.5, "tools": 1.5}
    assert answered.totals()["selling"] == 6.75
    assert answered.questions == ()
