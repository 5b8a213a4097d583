"""The case in words: every ending it may have, in both languages."""

from __future__ import annotations

import pytest

from roi_model import Channel, CostLine, Scenario, project
from roi_model.remarks.story import restated
from roi_model.texts import LANGUAGES, filled, text
from tests.engine.by_hand import EVERYONE, plan


def told(lang: str, *channels: str, cost: float = 0.0, at_work: float = 10.0) -> str:
    case: Scenario = plan(
        *(Channel(name=name, contacts=at_work, **EVERYONE) for name in channels),
        costs=(CostLine(name="All", amount=cost, every="once"),),
    )
    return restated(case, project(case), "EUR", lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plan_that_costs_nothing_pays_at_once(lang: str) -> None:
    assert told(lang, "Calls").endswith(text("ui.story.at_once", lang).replace("**", ""))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plan_that_never_pays_back_says_so(lang: str) -> None:
    never = filled(text("ui.story.never", lang).replace("**", ""), lang, horizon=36)
    assert told(lang, "Calls", cost=1e6).endswith(never)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_channel_is_named_and_several_are_counted(lang: str) -> None:
    assert "Calls" in told(lang, "Calls", cost=100.0)
    several = told(lang, "Calls", "Mail", cost=100.0)
    assert "Calls" not in several and "2" in several


def test_what_matters_stands_out_only_where_it_is_marked_up() -> None:
    case = plan(Channel(name="Calls", contacts=10.0, **EVERYONE))
    marked = restated(case, project(case), "EUR", "en", literal=lambda words: words)
    assert "**" in marked
    assert "**" not in restated(case, project(case), "EUR", "en")
