"""All levers in one picture, the best first: those of the plan, and those that could be added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import streamlit as st

from roi_model import formatting
from roi_model.analysis.change import levers as analysis
from roi_model.charts import bars
from roi_model.charts.bars import Bar
from roi_model.charts.parts import sayings
from roi_model.charts.parts.theme import says
from roi_model.declaration.scenario import Initiative, Scenario
from roi_model.storage.lever_library import templates
from ui.elements import figures, pictures
from ui.elements.escape import escaped
from ui.levers import levers_form
from ui.levers.levers_view import levers, t
from ui.session import state
from ui.session.cached import about, projection


def show(scenario: Scenario) -> None:
    """The picture, what the team's hours leave of levers, and a button for each to add."""
    lines = {initiative.name: line for initiative, line in _all(scenario)}
    shared = _shares(scenario)
    gains = {name: line["gross_profit"] - line["investment"] for name, line in lines.items()}
    ranked = sorted(lines, key=lambda name: -gains[name])
    on = {i.name for i in scenario.initiatives if i.enabled}
    shown = [
        Bar(
            name,
            gains[name],
            formatting.signed_money(gains[name], state.currency(), state.lang()),
            note(scenario, lines[name]),
            second=shared.get(name),
            solid=name in on,
        )
        for name in ranked
    ]
    spec = bars.spec(state.lang(), state.currency(), pictures.theme(), what="levers")
    frame = bars.frame(shown)
    pictures.draw("bars", says(frame, sayings.lever(frame, state.lang())), spec, key="levers")
    figures.pile(*map(figures.note, held_back(scenario)))
    _add(scenario)


def _all(scenario: Scenario) -> Iterator[tuple[Initiative, dict[str, Any]]]:
    """Each lever of the plan and of the library, switched on, with what it alone adds."""
    taken = {i.name for i in scenario.initiatives}
    for initiative in (*scenario.initiatives, *_to_add(scenario, taken)):
        if initiative.kind == "lever":
            yield initiative, levers(with_lever(scenario, initiative))[initiative.name]


def _to_add(scenario: Scenario, taken: set[str]) -> list[Initiative]:
    """What the library has beyond the plan, under names of its own."""
    made = [found.initiative(state.lang(), set()) for found in templates()]
    return [one for one in made if one.name not in taken]


def with_lever(scenario: Scenario, initiative: Initiative) -> Scenario:
    """The plan with an initiative switched on, added where it is not in it."""
    kept = tuple(
        replace(one, enabled=True) if one.name == initiative.name else one
        for one in scenario.initiatives
    )
    if initiative.name not in {one.name for one in kept}:
        kept = (*kept, replace(initiative, enabled=True))
    return replace(scenario, initiatives=kept)


def _shares(scenario: Scenario) -> dict[str, float]:
    """The part of each lever that is on in what all of them bring; of one alone there is none."""
    on = [i for i in scenario.initiatives if i.enabled and i.kind == "lever"]
    if len(on) < 2:
        return {}
    found = about("together", scenario, lambda: analysis.together(scenario))
    return {line["name"]: line["net_gain"] for line in found["levers"]}


def note(scenario: Scenario, line: dict[str, Any]) -> str:
    """Its return and its payback in a few words; no percentage of a trifling sum."""
    lang, month = state.lang(), line["payback_month"]
    investment = projection(scenario).value("investment") or 0.0
    if line["roi"] is None or analysis.is_trifling(line, float(investment)):
        back = t("next_to_nothing")
    else:
        back = t("roi_short", roi=formatting.percent(line["roi"], lang))
    when = (
        t("reasons.not_within_horizon")
        if month is None
        else t("back_short", month=formatting.month_name(month, lang, scenario.start))
    )
    return f"{back} · {when}"


def held_back(scenario: Scenario) -> list[str]:
    """Which levers the team's hours leave nothing of, in a sentence; none where hours suffice."""
    names = [
        initiative.name
        for initiative, _ in _all(scenario)
        if _is_held_back(with_lever(scenario, initiative), initiative.name)
    ]
    return [t("held_back", names=", ".join(names), count=len(names))] if names else []


def _is_held_back(scenario: Scenario, name: str) -> bool:
    found: list[str] = about("held_back", scenario, lambda: analysis.held_back(scenario))
    return name in found


def _add(scenario: Scenario) -> None:
    """A button a template: one press and it is in the plan."""
    taken, lang = {i.name for i in scenario.initiatives}, state.lang()
    with st.container(horizontal=True, key="levers-add", gap="xsmall"):
        for template in templates():
            st.button(
                escaped(template.name(lang)),
                key=f"library-add-{template.slug}",
                icon=":material/add:",
                help=template.sentence(lang),
                on_click=levers_form.adding(template.initiative(lang, taken), template.evidence),
            )
