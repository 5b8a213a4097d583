"""The script of a meeting: steps prepared beforehand, each some slider positions and a sentence.

Kept with the choices of the pages, so that a refresh loses none. A step sets its own positions and
those of the steps before it; what the room has moved besides stays where it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from roi_model.declaration.card import clean_name
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.paths import numeric_paths, with_value
from roi_model.declaration.scenario import Scenario
from roi_model.editing import edits, entry
from roi_model.formatting.inputs import input_words
from ui.elements.escape import escaped
from ui.session import remembered, state
from ui.session.sentences import sentences

MOST = 12
"""Steps of one script: a meeting has no room for more."""
LONGEST = 160
"""Characters of a sentence: what a room reads at a glance."""
_KEPT = "present-script"

t = sentences("present.script_")


@dataclass(frozen=True)
class Step:
    """A sentence, and where sliders stand when it is said: values by path, in the model's unit."""

    say: str
    values: Mapping[str, float]

    def written(self) -> str:
        """As it is kept."""
        return json.dumps([self.say, dict(self.values)], separators=(",", ":"))


def steps() -> list[Step]:
    """The script, in order; what a browser gave back and is no step is left aside."""
    return [step for kept in remembered.value(_KEPT, []) if (step := _read(kept)) is not None]


def at() -> int:
    """The step on screen, from 1; 0 before the first."""
    return min(int(_memory().get("step", 0)), len(steps()))


def go(to: int) -> None:
    """Show a step: its positions, and the sliders of later steps back where they were."""
    memory = _memory()
    script, now = steps(), state.scenario()
    if not 0 <= to <= len(script):
        return
    if at() == 0 or "before" not in memory:
        memory["before"] = _values(now, [path for step in script for path in step.values])
    wanted = dict(memory["before"])
    for step in script[:to]:
        wanted |= step.values
    memory["step"] = to
    state.replace_scenario(_with(now, wanted))


def add(say: str, paths: Sequence[str]) -> None:
    """One more step at the end: these sliders as they stand now."""
    real = [one for path in paths for one in edits.real_paths(state.scenario(), path)]
    step = Step(clean_name(say)[:LONGEST], _values(state.scenario(), real))
    _keep([*steps(), step][:MOST])
    _memory().update(step=len(steps()))


def remove(position: int) -> None:
    """The script without one of its steps."""
    _keep([step for at_, step in enumerate(steps()) if at_ != position])


# On screen ------------------------------------------------------------------------------------


def prepare(paths: Sequence[str]) -> None:
    """Where the script is written: its steps, and one more at the positions of the moment."""
    script, scenario, lang = steps(), state.scenario(), state.lang()
    st.markdown(f"**{t('title')}**")
    st.caption(t("help"))
    for position, step in enumerate(script):
        with st.container(
            key=f"script-step-{position}", horizontal=True, vertical_alignment="top", gap="xsmall"
        ):
            said = escaped(step.say) or t("unsaid")
            earlier = script[position - 1].values if position else {}
            moved = _positions(step, earlier, scenario, lang)
            st.markdown(f"{position + 1}. {said}" + (f"  \n{escaped(moved)}" if moved else ""))
            st.button(
                t("remove", number=position + 1), key=f"script-remove-{position}",
                icon=":material/close:", type="tertiary", on_click=remove, args=(position,),
            )  # fmt: skip
    if len(script) >= MOST:
        st.caption(t("full", most=MOST))
        return
    typed = st.text_input(t("say"), key="script-say", max_chars=LONGEST)

    def put() -> None:
        add(typed, paths)
        st.session_state["script-say"] = ""

    st.button(t("add"), key="script-add", icon=":material/add:", on_click=put, width="stretch")


def strip() -> None:
    """Back, the sentence of the step, next: by a press, by page up and page down of a clicker."""
    script, now = steps(), at()
    if not script:
        return
    said = script[now - 1].say if now else t("start")
    st.html(
        f'<p class="script" role="status" aria-live="polite"><span>{now}/{len(script)}</span> '
        f"{escape(said)}</p>"
    )
    with st.container(key="present-script", horizontal=True, gap="small"):
        st.button(
            t("back"), key="script-back", icon=":material/chevron_left:", shortcut="pageup",
            disabled=now == 0, on_click=go, args=(now - 1,),
        )  # fmt: skip
        st.button(
            t("next"), key="script-next", icon=":material/chevron_right:", shortcut="pagedown",
            type="primary", disabled=now == len(script), on_click=go, args=(now + 1,),
        )  # fmt: skip


def _positions(step: Step, earlier: Mapping[str, float], scenario: Scenario, lang: str) -> str:
    """What a step sets otherwise than the one before, in words; inputs that are gone left out."""
    known = numeric_paths(scenario)
    return " · ".join(
        f"{input_words(scenario, path, lang)} "
        f"{entry.written(known[path], value, state.currency(), lang)}"
        for path, value in step.values.items()
        if path in known and earlier.get(path) != value
    )


def _values(scenario: Scenario, paths: Sequence[str]) -> dict[str, float]:
    known = numeric_paths(scenario)
    found = {path: edits.value_of(scenario, path) for path in paths if path in known}
    return {path: value for path, value in found.items() if isinstance(value, int | float)}


def _with(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The scenario with these values; one whose input is gone or refuses it counts for nothing."""
    known = numeric_paths(scenario)
    for path, value in values.items():
        if path not in known:
            continue
        try:
            scenario = with_value(scenario, path, int(value) if known[path].whole else value)
        except ScenarioError:
            continue
    return scenario


def _memory() -> dict[str, Any]:
    found: dict[str, Any] = state.extras().setdefault("present", {})
    return found


def _keep(script: list[Step]) -> None:
    remembered.choose(_KEPT, [step.written() for step in script])


def _read(kept: object) -> Step | None:
    try:
        say, values = json.loads(str(kept))
        numbers = {str(path): float(value) for path, value in values.items()}
    except (ValueError, TypeError, AttributeError):
        return None
    return Step(clean_name(str(say))[:LONGEST], numbers)
