"""A horizon may be shortened to any length: what lies beyond it moves along."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from roi_model.declaration.scenario import Channel, CostLine, Role
from roi_model.editing import edits
from roi_model.storage.scenario_file import scenario_from_dict
from tests.editing.changes import BARE, after
from tests.engine import strategies


def test_a_shorter_horizon_shortens_what_lies_beyond_it() -> None:
    plan = replace(
        BARE,
        horizon_months=36,
        campaign_months=24,
        team=(Role(title="SDR", start_month=13, end_month=30),),
        costs=(CostLine(name="CRM", end_month=20),),
        channels=(Channel(name="Calls", start_month=2),),
    )
    shorter, moved = edits.edited(plan, "horizon_months", 12.0, "en")
    assert shorter.horizon_months == 12 and isinstance(shorter.horizon_months, int)
    assert [(m.path, m.before, m.after) for m in moved] == [
        ("campaign_months", 24, 12),
        ("team/SDR/start_month", 13, 12),
        ("team/SDR/end_month", 30, 12),
        ("costs/CRM/end_month", 20, 12),
    ]
    assert shorter.channels == plan.channels
    longer, none = edits.edited(plan, "horizon_months", 48, "en")
    assert none == [] and replace(longer, horizon_months=36) == plan


@given(strategies.scenarios(), st.integers(3, 120))
def test_any_horizon_is_legal(raw: dict[str, Any], horizon: int) -> None:
    """The slider never raises: what lies beyond moves along."""
    assert after(scenario_from_dict(raw), "horizon_months", horizon).horizon_months == horizon
