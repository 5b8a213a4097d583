"""Changing an initiative: its switch, its editor, adding from the library or one's own, removal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from roi_model.declaration.card import GRADES, Evidence, clean_name
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.paths import named
from roi_model.declaration.scenario import (
    CATEGORIES,
    EFFECT_PARAMETERS,
    TEAM_PARAMETERS,
    Effect,
    Initiative,
    Scenario,
)
from roi_model.editing.following import GROUPS, given_at
from roi_model.formatting.inputs import effect_label
from roi_model.remarks.evidence import was
from roi_model.storage.lever_library import free_name
from roi_model.texts import text
from ui.elements import inputs
from ui.elements.escape import escaped, in_label
from ui.session import binding, refusal, state
from ui.session.sentences import sentences

T = "pages.levers"
"""Where the sentences of this page stand."""


t = sentences(f"{T}.")


def _bound(key: str, value: Any) -> str:
    """A widget's key, its value set from the scenario: the scenario is the only truth."""
    st.session_state[key] = value
    return key


def switch(initiative: Initiative) -> None:
    """The switch of one initiative, under its own name."""
    key = _bound(f"lever-on-{initiative.name}", initiative.enabled)
    st.toggle(
        in_label(initiative.name),
        key=key,
        on_change=_change,
        args=(f"initiatives/{initiative.name}/enabled", key),
    )


def _change(path: str, key: str) -> None:
    """Take over what a widget holds. A refusal is told and the old value stands again."""
    _try(lambda: state.change(path, st.session_state[key]))


def _try(action: Callable[[], None]) -> None:
    try:
        action()
    except ScenarioError as error:
        st.toast(
            t("refused", reason=escaped(refusal.sentences(error, state.currency(), state.lang()))),
            icon=":material/block:",
        )


def add(initiative: Initiative, evidence: Evidence | None = None) -> None:
    """Add an initiative to the plan, with the grade of what its effects rest on."""
    scenario = state.scenario()
    name = free_name(initiative.name, {i.name for i in scenario.initiatives})
    added = replace(scenario, initiatives=(*scenario.initiatives, replace(initiative, name=name)))
    source = "" if evidence is None else evidence.source(state.lang())
    if evidence is not None and source:
        added = replace(
            added,
            evidence={
                **scenario.evidence,
                f"initiatives/{name}": {"source": source, "grade": evidence.grade},
            },
        )
    _try(lambda: state.replace_scenario(added, f"{T}.added", name=name))


def adding(initiative: Initiative, evidence: Evidence | None = None) -> Callable[[], None]:
    """The callback of a button that adds an initiative, once for a double click too."""
    return binding.once(
        partial(add, initiative, evidence), lambda: len(state.scenario().initiatives)
    )


def remove(name: str) -> None:
    """Take an initiative out of the plan, and what was said of its evidence."""
    scenario = state.scenario()
    kept = tuple(i for i in scenario.initiatives if i.name != name)
    path = f"initiatives/{name}"
    said = {key: value for key, value in scenario.evidence.items() if not _is_under(key, path)}
    left = replace(scenario, initiatives=kept, evidence=said)
    _try(lambda: state.replace_scenario(left, f"{T}.deleted", name=name))


def own(scenario: Scenario) -> None:
    """The two buttons that start from an empty initiative."""
    with st.container(border=True, key="library-own"):
        st.markdown(f":material/add_box: **{t('own')}**")
        st.write(t("own_sentence"))
        with st.container(horizontal=True):
            for kind in ("lever", "assumption"):
                empty = Initiative(name=t(f"own_name_{kind}"), kind=kind, start_month=1)
                st.button(t(f"own_{kind}"), key=f"own-{kind}", on_click=adding(empty))


def editor(scenario: Scenario, initiative: Initiative) -> None:
    """Everything about one initiative that can be changed, drawn only while it is open."""
    box = st.expander(
        t("edit_short"),
        key=f"edit-{initiative.name}",
        icon=":material/tune:",
        type="compact",
        on_change="rerun",
    )
    if not box.open:
        return
    with box:
        _identity(initiative)
        _money_and_time(initiative)
        _effects(scenario, initiative)
        _evidence(scenario, initiative)
        st.button(
            t("delete"),
            key=f"remove-{initiative.name}",
            icon=":material/delete:",
            on_click=remove,
            args=(initiative.name,),
        )


def _identity(initiative: Initiative) -> None:
    path = f"initiatives/{initiative.name}"
    name, kind, category = st.columns([2, 2, 2])
    with name:
        refused = state.refusal(f"{path}/name")
        key = _bound(f"{path}/name", refused[0] if refused else initiative.name)
        st.text_input(
            t("name"), key=key, max_chars=120, on_change=_rename, args=(initiative.name, key)
        )
        if refused:
            reason = escaped(refused[1].problems[0].sentence(state.lang()))
            st.markdown(f":small[:red[:material/block: {reason}]]")
    with kind:
        key = _bound(f"{path}/kind", initiative.kind)
        st.selectbox(
            t("kind"),
            ("lever", "assumption"),
            key=key,
            format_func=lambda value: t(f"kind_{value}"),
            on_change=_change,
            args=(f"{path}/kind", key),
        )
    with category:
        key = _bound(f"{path}/category", initiative.category)
        st.selectbox(
            t("category"),
            CATEGORIES,
            key=key,
            format_func=lambda value: text(f"charts.category.{value}", state.lang()),
            on_change=_change,
            args=(f"{path}/category", key),
        )


def _rename(old: str, key: str) -> None:
    """A new name: what was said of the evidence moves along with it; a refused one stays typed."""
    scenario, typed = state.scenario(), str(st.session_state[key] or "")
    new, path = clean_name(typed), f"initiatives/{old}"
    state.accept(f"{path}/name")
    if new == old:
        return
    after = f"initiatives/{new}"
    try:
        renamed = tuple(replace(i, name=new) if i.name == old else i for i in scenario.initiatives)
        said: dict[str, Any] = {
            group: {
                after + key.removeprefix(path) if _is_under(key, path) else key: value
                for key, value in getattr(scenario, group).items()
            }
            for group in GROUPS
        }
        after_it = replace(scenario, initiatives=renamed, **said)
        state.replace_scenario(after_it, f"{T}.renamed", old=old, new=new)
    except ScenarioError as error:
        state.refuse(f"{path}/name", typed, error)


def _is_under(path: str, parent: str) -> bool:
    return path == parent or path.startswith(parent + "/")


def _money_and_time(initiative: Initiative) -> None:
    fields = ("one_off", "monthly_cost", "start_month", "delay_months")
    path = f"initiatives/{initiative.name}"
    with st.container(key=f"side-by-side-{path}"):
        inputs.numbers(path, [f"{path}/{field}" for field in fields])


def _effects(scenario: Scenario, initiative: Initiative) -> None:
    st.markdown(f"**{t('effects')}**")
    channels = [channel.name for channel in scenario.channels]
    names = [name for name, _, _ in named(initiative.effects)]

    def many() -> int:
        return len(_effects_of(initiative.name))

    for position, (effect, name) in enumerate(zip(initiative.effects, names, strict=True)):
        stem = f"lever-effect-{initiative.name}-{position}"
        columns = iter(st.columns([4, 4, 3] if len(channels) > 1 else 2, gap="medium"))
        with next(columns), st.container(horizontal=True, vertical_alignment="bottom"):
            key = _bound(f"{stem}-parameter", effect.parameter)
            st.selectbox(
                t("parameter"),
                EFFECT_PARAMETERS,
                key=key,
                format_func=lambda value: effect_label(value, state.lang()),
                on_change=_effect_changed,
                args=(initiative.name, position, "parameter", key),
            )
            st.button(
                "",
                key=f"{stem}-remove",
                icon=":material/close:",
                type="tertiary",
                help=t("remove_effect"),
                on_click=binding.once(_effect_removed, many),
                args=(initiative.name, position),
            )
        with next(columns):
            factor = f"initiatives/{initiative.name}/effects/{name}/factor"
            inputs.numbers(factor, [factor])
        if len(channels) > 1:
            with next(columns):
                _effect_channel(initiative, position, channels, f"{stem}-channel")
    used = {effect.parameter for effect in initiative.effects}
    unused = [key for key in _USUAL if key not in used] or list(EFFECT_PARAMETERS)
    st.button(
        t("add_effect"),
        key=f"lever-effect-{initiative.name}-add",
        icon=":material/add:",
        on_click=binding.once(_effect_added, many),
        args=(initiative.name, Effect(parameter=unused[0], factor=1.1)),
    )


_USUAL = ("quote_to_customer", "contact_to_lead", "contacts", "deal_value", "cycle_months")
"""What a new effect starts with: the parameter of these that has none yet."""


def _effect_channel(initiative: Initiative, position: int, channels: list[str], key: str) -> None:
    effect = initiative.effects[position]
    st.selectbox(
        t("channel"),
        (None, *channels),
        key=_bound(key, effect.channel),
        format_func=lambda value: t("all_channels") if value is None else value,
        disabled=effect.parameter in TEAM_PARAMETERS,
        on_change=_effect_changed,
        args=(initiative.name, position, "channel", key),
    )


def _effects_of(name: str) -> tuple[Effect, ...]:
    """The effects as they are now: what was typed since the page was drawn is in them."""
    found = (one.effects for one in state.scenario().initiatives if one.name == name)
    return next(found, ())


def _effect_added(name: str, effect: Effect) -> None:
    _effects_replaced(name, (*_effects_of(name), effect))


def _effect_removed(name: str, position: int) -> None:
    effects = _effects_of(name)
    _effects_replaced(name, effects[:position] + effects[position + 1 :])


def _effect_changed(name: str, position: int, field: str, key: str) -> None:
    initiative = next(i for i in state.scenario().initiatives if i.name == name)
    value = st.session_state[key]
    changed: dict[str, Any] = {field: value}
    if field == "parameter" and value in TEAM_PARAMETERS:
        changed["channel"] = None
    effects = list(initiative.effects)
    effects[position] = replace(effects[position], **changed)
    _effects_replaced(name, tuple(effects))


def _effects_replaced(name: str, effects: tuple[Effect, ...]) -> None:
    scenario = state.scenario()
    changed = tuple(
        replace(i, effects=effects) if i.name == name else i for i in scenario.initiatives
    )
    after = replace(scenario, initiatives=changed)
    _try(lambda: state.replace_scenario(after, f"{T}.effects_changed", name=name))


def _evidence(scenario: Scenario, initiative: Initiative) -> None:
    """How far to trust the effects, and what they come from: the user's own words."""
    path = f"initiatives/{initiative.name}"
    said, moved = _said(scenario, path), was(scenario, path, state.lang())
    grade, source = st.columns([1, 3])
    with grade:
        key = _bound(f"lever-grade-{initiative.name}", said["grade"])
        st.selectbox(
            t("grade"),
            GRADES,
            key=key,
            format_func=lambda value: text(f"ui.grade.{value}", state.lang()),
            on_change=_evidence_said,
            args=(path, "grade", key),
        )
    with source:
        key = _bound(f"lever-source-{initiative.name}", said["source"])
        st.text_input(
            t("source"),
            key=key,
            max_chars=200,
            placeholder=t("source_hint"),
            on_change=_evidence_said,
            args=(path, "source", key),
        )

    if moved:
        st.caption(escaped(moved))


def _said(scenario: Scenario, path: str) -> dict[str, str]:
    """Source and grade of the effects as they are now."""
    said = scenario.evidence.get(path, {"source": "", "grade": "guess"})
    moved = given_at(scenario, "evidence", path) is not None
    return {"source": said["source"], "grade": "guess" if moved else said["grade"]}


def _evidence_said(path: str, field: str, key: str) -> None:
    scenario = state.scenario()
    said = {**_said(scenario, path), field: st.session_state[key]}
    after = replace(scenario, evidence={**scenario.evidence, path: said})
    name = path.removeprefix("initiatives/")
    _try(lambda: state.replace_scenario(after, f"{T}.evidence_changed", name=name))
