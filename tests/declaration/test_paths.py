"""Paths name things, never positions; every input has one that leads to it and no other."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi_model import Scenario, ScenarioError
from roi_model.declaration.paths import (
    _place,
    card_at,
    get_value,
    numeric_paths,
    walk,
    with_value,
)
from roi_model.declaration.steps import Steps
from roi_model.storage.scenario_file import scenario_from_dict, scenario_to_dict
from tests.cases import RICH
from tests.engine.strategies import scenarios


@given(scenarios(), st.integers(0, 15))
def test_every_path_leads_to_its_value_and_nothing_else(raw: dict[str, Any], turn: int) -> None:
    scenario = scenario_from_dict(raw)
    seen = set()
    for position, (path, card, value) in enumerate(walk(scenario)):
        assert path not in seen
        seen.add(path)
        assert get_value(scenario, path) == value
        assert card_at(scenario, path).key == card.key
        if position % 16 == turn:  # checks the whole scenario each time: in turns
            assert with_value(scenario, path, value) == scenario
    numbers, fresh = numeric_paths(scenario), scenario_from_dict(raw)
    assert set(numbers) <= seen
    for path in numbers:  # which are kept on the way: of a fresh case each is looked for
        assert isinstance(get_value(fresh, path), (int, float, Steps))
        assert _place(scenario, path) == _place(fresh, path)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("deal_value", 4321.0),
        ("channels/Calls/quote_to_customer", 0.5),
        ("channels/Ads/deal_value", None),
        ("team/Rep/fte", 2.5),
        ("costs/CRM/amount", 99.0),
        ("initiatives/Course/enabled", False),
        ("initiatives/Course/effects/quote_to_customer/factor", 2.0),
        ("initiatives/Course/effects/deal_value/Ads/factor", 2.0),
        ("benefits/Method/probability", 0.25),
        ("seasonality/2", 5.0),
    ],
)
def test_one_value_changes(path: str, value: Any) -> None:
    changed = with_value(RICH, path, value)
    assert get_value(changed, path) == value
    others = {p: v for p, _, v in walk(changed)}
    for other, _, before in walk(RICH):
        assert others[other] == (value if other == path else before), other
    assert changed != RICH


def test_order_does_not_matter_to_a_path() -> None:
    raw = scenario_to_dict(RICH)
    raw["channels"] = raw["channels"][::-1]
    turned = scenario_from_dict(raw)
    assert get_value(turned, "channels/Ads/deal_value") == 4000
    assert get_value(turned, "channels/Calls/contacts") == 120


def test_names_that_repeat_are_numbered() -> None:
    """Benefits and effects may share a name: the second carries #2."""
    effects = [{"parameter": "contacts", "factor": 2}, {"parameter": "contacts", "factor": 3}]
    scenario = scenario_from_dict(
        {
            "name": "x",
            "channels": [{"name": "A"}],
            "initiatives": [{"name": "I", "effects": effects}],
            "benefits": [{"name": "B", "annual_value": 1}, {"name": "B", "annual_value": 2}],
        }
    )
    assert get_value(scenario, "initiatives/I/effects/contacts/factor") == 2
    assert get_value(scenario, "initiatives/I/effects/contacts#2/factor") == 3
    assert get_value(scenario, "benefits/B#2/annual_value") == 2
    changed = with_value(scenario, "benefits/B#2/annual_value", 9)
    assert get_value(changed, "benefits/B/annual_value") == 1
    assert get_value(changed, "benefits/B#2/annual_value") == 9


def test_a_name_that_begins_like_another() -> None:
    scenario = scenario_from_dict(
        {
            "name": "x",
            "channels": [{"name": "Ads", "contacts": 1}, {"name": "Ads B", "contacts": 2}],
        }
    )
    assert get_value(scenario, "channels/Ads B/contacts") == 2
    assert get_value(scenario, "channels/Ads/contacts") == 1


@pytest.mark.parametrize(
    "path",
    [
        "", "deal", "deal_value/x", "channels/Nobody/contacts", "channels/Calls/none",
        "channels/0/contacts", "seasonality/0", "seasonality/13", "team/Rep/fte/x", "/", "a/b",
    ],
)  # fmt: skip
def test_paths_that_lead_nowhere(path: str) -> None:
    for ask in (get_value, card_at):
        with pytest.raises(ScenarioError) as caught:
            ask(RICH, path)
        assert caught.value.problems[0].code == "unknown_path"
    with pytest.raises(ScenarioError):
        with_value(RICH, path, 1)


@pytest.mark.parametrize(
    ("path", "value"),
    [("deal_value", -1), ("channels/Ads/gross_margin", 1.5), ("team/Rep/start_month", 31)],
)
def test_a_value_that_is_not_allowed_is_refused(path: str, value: float) -> None:
    with pytest.raises(ScenarioError):
        with_value(RICH, path, value)
    assert isinstance(RICH, Scenario)
