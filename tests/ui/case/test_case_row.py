"""The row of the case: presets, its name with its edits, names as data."""

from __future__ import annotations

import pytest

from roi_model.declaration.scenario import Channel, Role, Scenario
from roi_model.storage.presets import preset
from roi_model.texts import text
from tests.ui.seen import seen
from tests.ui.simulate import FIRST, app, move, open_case, press, scenario, session, then_all


def test_a_preset_is_a_fresh_start_that_undo_takes_back() -> None:
    made = move(app(), "deal_value", 2)
    plan = scenario(made)
    made.selectbox(key="preset").set_value("trade-show")
    then_all(made)
    assert scenario(made) == seen("trade-show") == session(made).now.baseline
    press(made, "do-undo")
    assert (scenario(made), session(made).now.slug) == (plan, FIRST)


def test_the_name_tells_the_number_of_edits() -> None:
    made = app(lang="en")
    name = preset(FIRST).name("en")
    for count, path in enumerate(("deal_value", "cycle_months", "tools"), 1):
        move(made, path)
        key = "changed_one" if count == 1 else "changed_many"
        wanted = text(f"ui.case.{key}", "en", name=name, count=count)
        assert f"# {wanted}" in [m.value.replace("\\", "") for m in made.markdown]


HOSTILE = ("<script>x</script>", "![i](http://a.b/c)", "**b** `c` $d$ :red[e]", "=1+1", "]" * 40)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_data(name: str) -> None:
    name = name.replace("/", "-")
    plan = Scenario(
        name=name,
        channels=(Channel(name=name), Channel(name="B", monthly_cost=5)),
        team=(Role(title=name), Role(title="B")),
    )
    made = open_case(plan, lang="en")
    for sentence in [m.value for m in made.markdown]:
        bare = sentence.replace("<style>", "")
        assert name not in bare, "a name reached Markdown unescaped"
    move(made, f"channels/{name}/contacts", 1)
    assert scenario(made).channels[0].name == name
