"""A wish in words: which inputs would do it, and where what they need stands."""

from __future__ import annotations

import pytest

from roi_model.analysis import wish_words
from roi_model.analysis.risk.chances import Needed, Wish
from roi_model.declaration.scenario import Channel, Scenario
from roi_model.remarks.plausibility import published
from roi_model.texts import text

CASE = Scenario(name="Demo", channels=(Channel(name="Cold email"),))
RATE = "channels/Cold email/contact_to_lead"


def needed(path: str, now: float, value: float | None, *, holds: bool = False) -> Needed:
    reason = "unreachable" if value is None else None
    return Needed(path, now, value, 0.8 if value else 0.4, holds, reason, 0.9)


@pytest.mark.parametrize(
    ("found", "key"),
    [
        ([needed(RATE, 0.02, 0.03), needed("deal_value", 9e3, 1e4)], "within"),
        ([needed(RATE, 0.02, 0.30), needed("deal_value", 9e3, 1e4)], "open"),
        ([needed(RATE, 0.02, 0.30)], "outside"),
        ([needed(RATE, 0.02, None)], "unreachable"),
        ([needed(RATE, 0.02, 0.01, holds=True)], "holds"),
    ],
)
def test_the_verdict_is_the_best_that_is_known(found: list[Needed], key: str) -> None:
    said = wish_words.verdict(CASE, found, published(CASE), "en")
    names = {"within": "Contact → lead", "open": "Deal value"}.get(key, "")
    assert said == text(f"drivers.wish.{key}", "en", names=names)


def test_a_value_is_judged_beside_the_published_range() -> None:
    rule = published(CASE)[RATE]
    for value, key in ((0.03, "within"), (0.3, "above"), (0.001, "below"), (None, "range")):
        said = wish_words.judged(RATE, value, rule, "EUR", "en")
        assert said == text(f"drivers.judge.{key}", "en", range="2–4%")


def test_how_near_an_input_comes_is_said_only_where_it_does_not_do_it() -> None:
    assert wish_words.at_best(needed(RATE, 0.02, 0.3), "EUR", "en") == ""
    said = wish_words.at_best(needed(RATE, 0.02, None), "EUR", "en")
    assert said == "at most 40% of the draws, at 90%"


def test_another_metric_is_named_with_its_target() -> None:
    said = wish_words.today(Wish("cash_trough", -5_000.0, 0.5), 0.25, "EUR", "en")
    assert "25% of the draws today, 50% wanted." in said
