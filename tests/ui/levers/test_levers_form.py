"""Initiatives are added, switched, named and removed."""

from __future__ import annotations

from roi_model import formatting, project
from roi_model.declaration.scenario import Scenario
from roi_model.storage.lever_library import template
from roi_model.storage.presets import presets
from roi_model.texts import text
from tests.ui.pages import headline, page, press, ran, words


def test_a_lever_is_added_switched_and_removed() -> None:
    made = page("levers")
    made.session_state["levers-library"] = True  # what each of them does, open
    bare = headline(made)
    press(made, "library-add-training")
    name = template("training").name("en")
    scenario = presets()[0].scenario
    with_it = project(_with(scenario, template("training").initiative("en")))
    assert headline(made)[0] == formatting.metric("roi", with_it.metrics["roi"].value, "EUR", "en")
    assert headline(made) != bare
    assert words(made).count(text("pages.levers.again", "en")) == 1  # figures of a second one

    for lang in (
        "fr",
        "en",
    ):  # what was done is said in the language turned to, the lever's name too
        made.segmented_control(key="frame_lang").set_value(lang)
        ran(made)
        called = template("training").name(lang)
        assert text("pages.levers.added", lang, name=called) in words(made)

    made.toggle(key=f"lever-on-{name}").set_value(False)
    ran(made)
    assert headline(made) == bare  # off: as if it were not there

    press(made, "do-undo")
    assert headline(made)[0] == formatting.metric("roi", with_it.metrics["roi"].value, "EUR", "en")
    press(made, "library-add-training")  # a second one takes a name of its own
    assert made.toggle(key=f"lever-on-{name} 2").value is True


def _with(scenario: Scenario, *added: object) -> Scenario:
    from dataclasses import replace

    return replace(scenario, initiatives=(*scenario.initiatives, *added))  # type: ignore[arg-type]


def test_names_are_data_and_refused_ones_stay_typed() -> None:
    made = page("levers")
    press(made, "library-add-pitch")
    name = template("pitch").name("en")
    made.session_state[f"edit-{name}"] = True
    ran(made)
    made.text_input(key=f"initiatives/{name}/name").set_value("a/b")
    ran(made)
    assert made.text_input(key=f"initiatives/{name}/name").value == "a/b"
    hostile = "**x** ![y](http:z) $1$"
    made.text_input(key=f"initiatives/{name}/name").set_value(hostile.replace("/", ""))
    ran(made)
    label = made.toggle(key=f"lever-on-{hostile.replace('/', '')}").label
    assert "!\\[y\\]" in label and "\\$1\\$" in label
