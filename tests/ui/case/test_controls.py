"""The inputs of the page Simulate: each has its place and moves the result."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from roi_model import project
from roi_model.declaration.paths import numeric_paths
from roi_model.declaration.scenario import Channel, Role, Scenario
from roi_model.editing import edits, form
from roi_model.formatting import UNDEFINED
from roi_model.storage import link
from roi_model.storage.own_names import in_language
from roi_model.storage.presets import preset, presets
from tests.ui import panel_driver
from tests.ui.panel_driver import rows, slider_says
from tests.ui.seen import seen
from tests.ui.simulate import (
    FIRST,
    NAMES,
    app,
    checked,
    entered,
    headline,
    move,
    open_case,
    params,
    press,
    scenario,
    session,
    type_into,
)
from ui.case.controls import CHANNEL, SCOPE


def pick(made: AppTest, path: str, value: str) -> AppTest:
    checked(panel_driver.edit(made, path, "pick", value))
    return checked(made.run())


def core(plan: Scenario) -> list[str]:
    return [
        f"channels/{plan.channels[0].name}/{key}" if group == "channel" else key
        for group in form.GROUPS
        for key in form.core(group)
    ]


def test_it_opens_with_a_complete_case() -> None:
    made = app()
    plan = seen(FIRST)
    assert len(headline(made)) == 5
    assert all(value != UNDEFINED for value in headline(made))
    paths = core(plan)
    assert len(paths) == 25
    for path in paths:
        assert slider_says(made, path) == entered(made, path)
    assert params(made) == {}  # nothing to say: nothing in the address


@pytest.mark.parametrize("slug", [found.slug for found in presets()])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_preset_in_both_languages(slug: str, lang: str) -> None:
    made = app(case=slug, lang=lang)
    plan = seen(slug, lang)
    assert scenario(made) == plan
    assert len(headline(made)) == 5, "more is no headline"
    assert f"# {preset(slug).name(lang)}" in [m.value.replace("\\", "") for m in made.markdown]
    if plan.monthly_fee:
        assert "monthly_fee" in rows(made)
        assert headline(made)[3].endswith("×"), "what a customer is worth to what one costs"


def test_every_core_input_moves_a_result() -> None:
    """In its own preset or with repeat orders: no slider is for show."""
    plan = replace(seen("in-house-sdr"), repeat_orders=1.0)
    base = project(plan)
    for path in core(plan):
        card, value = edits.card_of(plan, path), edits.value_of(plan, path)
        assert card.slider is not None
        step = 1 if card.whole else max(card.slider.step, abs(value) * 0.02)
        higher = value + step
        top = min(card.high, plan.horizon_months) if card.within_horizon else card.high
        changed = project(
            edits.edited(plan, path, higher if higher <= top else value - step, "en")[0]
        )
        moved = any(
            abs((changed.value(n) or 0) - (base.value(n) or 0)) > 1e-9
            for n in (*NAMES, "npv", "discounted_roi")
        )
        assert moved, path


def test_a_slider_moves_the_numbers_and_says_so() -> None:
    made = app(lang="en")
    before = headline(made)
    move(made, "deal_value", 3)
    assert scenario(made).deal_value > seen(FIRST).deal_value
    assert headline(made) != before
    assert entered(made, "deal_value") == slider_says(made, "deal_value")
    slug, sent = link.decode(params(made)["case"])
    assert (slug, in_language(sent, "en")) == (FIRST, scenario(made))
    assert session(made).change.path == "deal_value"


def test_an_empty_team_gets_a_role_from_its_slider() -> None:
    made = open_case(Scenario(name="Demo", channels=(Channel(name="Calls"),)))
    move(made, "role/fte", 5)
    assert len(scenario(made).team) == 1 and scenario(made).team[0].fte == 0.5
    press(made, "do-undo")
    assert scenario(made).team == ()


def test_several_channels_and_their_own_values() -> None:
    plan = Scenario(
        name="Two",
        channels=(Channel(name="A", deal_value=900.0), Channel(name="B")),
        team=(Role(title="One"), Role(title="Two")),
    )
    made = open_case(plan, lang="en")
    # The default of a value that one channel sets for itself moves the other alone.
    move(made, "deal_value", 1)
    assert scenario(made).channels == plan.channels
    pick(made, SCOPE, "own")
    move(made, "channels/A/deal_value", 1)
    assert (scenario(made).channels[0].deal_value or 0) > 900
    type_into(made, "channels/A/deal_value", "")
    assert scenario(made).channels[0].deal_value is None  # follows the default again
    pick(made, CHANNEL, "B")
    move(made, "channels/B/contacts", 1)
    assert scenario(made).channels[1].contacts > 1000


def test_a_default_no_channel_uses_is_no_slider() -> None:
    plan = Scenario(
        name="Two",
        channels=(Channel(name="A", cycle_months=1.0), Channel(name="B", cycle_months=2.0)),
    )
    shown = rows(open_case(plan))
    assert "cycle_months" not in shown and "deal_value" in shown
    alone = replace(plan, channels=plan.channels[:1])
    assert "channels/A/cycle_months" in rows(open_case(alone))


def test_every_numeric_input_of_a_plain_case_has_its_place() -> None:
    """What "why?" names can be followed to where it is set."""
    plan = seen("in-house-sdr")
    made = app(case="in-house-sdr")
    shown = [path for path, row in rows(made).items() if row["kind"] == "number"]
    reached = {real for path in shown for real in edits.real_paths(plan, path)}
    team = {path for path in numeric_paths(plan) if path.startswith("team/")}
    assert team & reached
