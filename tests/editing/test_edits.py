"""One input changed: what it means for the scenario, and what moves along."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.scenario import Channel, CostLine, Role
from roi_model.editing import edits, form
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import scenario_from_dict
from tests.editing.changes import BARE, after
from tests.engine import strategies


def test_tools_scale_in_proportion_and_leave_other_lines() -> None:
    lines = (
        CostLine(name="CRM", category="tools", amount=300),
        CostLine(name="Data", category="tools", amount=100),
        CostLine(name="Fair", category="events", amount=1000),
        CostLine(name="Setup", category="tools", amount=50, every="once"),
    )
    plan = replace(BARE, costs=lines)
    assert edits.value_of(plan, "tools") == 400
    doubled = after(plan, "tools", 800.0)
    assert [line.amount for line in doubled.costs] == [600, 200, 1000, 50]
    assert edits.value_of(doubled, "tools") == 800
    assert edits.real_paths(plan, "tools") == ["costs/CRM/amount", "costs/Data/amount"]
    # From nothing, the lines share equally.
    empty = after(plan, "tools", 0.0)
    assert [line.amount for line in after(empty, "tools", 90.0).costs][:2] == [45, 45]


@pytest.mark.parametrize(
    ("path", "lang", "name", "category", "every"),
    [
        ("tools", "en", "Tools", "tools", "month"),
        ("tools", "fr", "Outils", "tools", "month"),
        ("launch", "en", "Launch", "training", "once"),
        ("launch", "fr", "Lancement", "training", "once"),
    ],
)
def test_a_line_is_made_where_there_is_none(
    path: str, lang: str, name: str, category: str, every: str
) -> None:
    [line] = after(BARE, path, 250.0, lang).costs
    assert (line.name, line.category, line.every, line.amount) == (name, category, every, 250)
    assert after(BARE, path, 0.0, lang) == BARE
    taken = replace(BARE, costs=(CostLine(name=name, category="other"),))
    assert after(taken, path, 250.0, lang).costs[1].name == f"{name} 2"


@given(strategies.scenarios(), st.floats(0, 1e6), st.sampled_from(["tools", "launch"]))
def test_the_total_is_what_was_typed(raw: dict[str, Any], total: float, path: str) -> None:
    plan = scenario_from_dict(raw)
    try:
        changed = after(plan, path, total)
    except ScenarioError as error:  # shares of a total may exceed what one line may cost
        assert error.problems[0].code == "out_of_range"
        return
    assert edits.value_of(changed, path) == pytest.approx(total, rel=1e-12, abs=1e-9)


def test_the_first_role_is_created_where_the_team_is_empty() -> None:
    assert edits.value_of(BARE, "role/fte") == 0
    plan = after(BARE, "role/fte", 2.0, "fr")
    assert plan.team == (Role(title="Commercial", fte=2.0),)
    assert after(BARE, "role/gross_salary", 4000.0).team[0].gross_salary == 4000
    assert after(BARE, "role/fte", 0) == BARE
    two = replace(BARE, team=(Role(title="A"), Role(title="B")))
    assert [r.fte for r in after(two, "role/fte", 3.0).team] == [3, 1]


def test_saturation_takes_the_spend_of_the_moment_and_keeps_it() -> None:
    path = "channels/Calls/saturation_spend"
    with pytest.raises(ScenarioError) as caught:
        after(BARE, path, 500.0)
    assert caught.value.problems[0].code == "reference_spend_needed"
    paid = replace(BARE, channels=(Channel(name="Calls", monthly_cost=800),))
    on, moved = edits.edited(paid, path, 500.0, "en")
    assert (on.channels[0].saturation_spend, on.channels[0].reference_spend) == (500, 800)
    assert [m.path for m in moved] == ["channels/Calls/reference_spend"]
    more = after(after(on, "channels/Calls/monthly_cost", 2000.0), path, 600.0)
    assert more.channels[0].reference_spend == 800  # it stays
    off = after(more, path, None)
    assert off.channels[0].saturation_spend is None and off.channels[0].reference_spend is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("gross_margin", 1.5),
        ("tools", -1.0),
        ("role/time_share", 2.0),
        ("horizon_months", 2),
        ("horizon_months", 12.5),
        ("campaign_months", 40),
        ("channels/Calls/contacts", -1),
    ],
)
def test_what_is_impossible_is_refused_by_name(path: str, value: float) -> None:
    with pytest.raises(ScenarioError) as caught:
        after(BARE, path, value)
    assert caught.value.problems[0].code in ("out_of_range", "not_whole")
    assert caught.value.sentences("fr")


def test_every_core_input_of_every_preset_has_a_card_and_a_value() -> None:
    core = [key for group in ("period", "sale", "costs") for key in form.core(group)]
    assert len(core) + len(form.core("channel")) == 25
    for slug in ("linkedin-outbound", "saas-subscription", "outsourced-appointments"):
        plan = preset(slug).scenario
        paths = core + [f"channels/{plan.channels[0].name}/{key}" for key in form.core("channel")]
        for path in paths:
            card, value = edits.card_of(plan, path), edits.value_of(plan, path)
            assert not card.advanced and card.low <= value <= card.high
            for lang in ("fr", "en"):
                assert card.label(lang) and card.help(lang)
