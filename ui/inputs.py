"""A parameter card → its widget: a slider with the exact entry beside it, a switch, a choice.

Widgets never own a value: they show what the scenario holds and write back through
`state.change`. What is refused stays in the entry field, with the reason under it.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache, partial
from html import escape
from typing import Any

import streamlit as st

from roi_model import formatting
from roi_model.card import Card
from roi_model.errors import Problem, ScenarioError
from roi_model.plausibility import Remark, remarks
from roi_model.scenario import Scenario
from roi_model.texts import text
from roi_model.units import Unit
from ui import binding, cached, edits, entry, scale, state
from ui.plain import escaped

PER_TIME = {
    Unit.MONEY_PER_MONTH: "per_month",
    Unit.MONEY_PER_YEAR: "per_year",
    Unit.RATE_PER_YEAR: "per_year",
}


def number(path: str) -> None:
    """A number: slider and exact entry, in a fragment of its own."""
    st.fragment(_number, key=f"in-{path}")(path)


def switch(path: str) -> None:
    """A yes or no, in a fragment of its own."""
    st.fragment(_switch, key=f"in-{path}")(path)


def words(path: str) -> None:
    """A short text, in a fragment of its own; empty means none where the card allows it."""
    st.fragment(_words, key=f"in-{path}")(path)


def _number(path: str) -> None:
    scenario = state.scenario()
    binding.show_as(f"in-{path}", _look(path), partial(_look, path))
    card, value = edits.card_of(scenario, path), edits.value_of(scenario, path)
    inherited = getattr(scenario, card.same_as) if card.same_as else None
    with st.container(key=f"in-{card.kind}-{path}", gap=None):
        on_slider = inherited if value is None else value
        if on_slider is not None:
            _slider(path, card, float(on_slider))
        _entry(path, card, value, alone=on_slider is None, inherited=inherited)
        _remark(path, card)


def _switch(path: str) -> None:
    binding.show_as(f"in-{path}", _look(path), partial(_look, path))
    card = edits.card_of(state.scenario(), path)
    key, lang = f"switch-{path}", state.lang()

    def write() -> None:
        binding.change(path, bool(st.session_state[key]), "")
        binding.refresh(f"in-{path}")

    on = bool(edits.value_of(state.scenario(), path))
    with st.container(key=f"in-{card.kind}-{path}", gap=None):
        found = st.toggle(
            card.label(lang),
            key=key,
            help=card.help(lang),
            on_change=write,
            **binding.bound(key, on, value=on),
        )
    binding.adopt(key, found, on, write)


def _words(path: str) -> None:
    binding.show_as(f"in-{path}", _look(path), partial(_look, path))
    card = edits.card_of(state.scenario(), path)
    key, lang = f"words-{path}", state.lang()
    refused = state.refusal(path)

    def write() -> None:
        typed = str(st.session_state[key] or "").strip()
        binding.change(path, (typed or None) if card.nullable else typed, typed)
        binding.refresh(f"in-{path}")

    shown = refused[0] if refused else edits.value_of(state.scenario(), path) or ""
    found = st.text_input(
        card.label(lang),
        key=key,
        help=card.help(lang),
        on_change=write,
        **binding.bound(key, shown, value=shown),
    )
    binding.adopt(key, found, shown, write)
    _remark(path, card)


def _look(path: str) -> Hashable:
    """All that decides how an input looks: equal looks need no new drawing."""
    scenario, refused = state.scenario(), state.refusal(path)
    try:
        card = edits.card_of(scenario, path)
    except ScenarioError:
        return None  # its channel or role is gone
    remark = _remark_of(scenario, path)
    return (
        edits.value_of(scenario, path),
        getattr(scenario, card.same_as) if card.same_as else None,
        scenario.horizon_months if card.within_horizon else None,
        refused[0] if refused else None,
        (remark.rule.id, remark.value, remark.severity) if remark else None,
        _is_idle(scenario, path),
    )


# The two halves of a number -----------------------------------------------------------------------


def _label(card: Card, lang: str) -> str:
    """The label on screen: the card's, with its period behind it in grey."""
    per, label = PER_TIME.get(card.unit), card.label(lang)
    said = "mens" in label or "onth" in label  # the label itself names the period
    return label if per is None or said else f"{label} :gray[{text(f'ui.unit.{per}', lang)}]"


def _slider(path: str, card: Card, value: float) -> None:
    lang, currency = state.lang(), state.currency()
    stops = scale.stops(card, value, float(state.scenario().horizon_months))
    labels, values = _labels(card, stops, currency, lang)
    key = f"slider-{path}"
    shown = entry.written(card, value, currency, lang)

    def write() -> None:
        chosen = st.session_state[key]
        if chosen in values:
            binding.change(path, values[chosen], chosen)
        binding.refresh(f"in-{path}")

    found = st.select_slider(
        _label(card, lang),
        labels,
        key=key,
        help=card.help(lang),
        on_change=write,
        **binding.bound(key, shown, value=shown),
    )
    binding.adopt(key, found, shown, write)


@lru_cache(maxsize=1024)
def _labels(
    card: Card, stops: tuple[float, ...], currency: str, lang: str
) -> tuple[list[str], dict[str, float]]:
    labels = [entry.written(card, stop, currency, lang) for stop in stops]
    return labels, dict(zip(labels, stops, strict=True))


def _entry(path: str, card: Card, value: Any, *, alone: bool, inherited: float | None) -> None:
    """The exact value; without a slider it carries the label itself."""
    lang, currency = state.lang(), state.currency()
    refused = state.refusal(path)
    exact = entry.written(card, value, currency, lang)
    shown = refused[0] if refused else exact
    key = f"entry-{path}"

    def write() -> None:
        typed = str(st.session_state[key] or "")
        try:
            wanted = entry.parsed(card, typed, lang)
        except ValueError:
            problem = Problem(path, "not_a_number", typed[:40], card.allowed, card.unit.value)
            state.refuse(path, typed, ScenarioError([problem]))
        else:
            if entry.written(card, wanted, currency, lang) == exact:
                state.accept(path)  # what counts already: nothing to round, nothing to refuse
            else:
                binding.change(path, wanted, typed)
        binding.refresh(f"in-{path}")

    found = st.text_input(
        _label(card, lang) if alone else text("ui.inputs.exact", lang, name=card.label(lang)),
        key=key,
        help=card.help(lang) if alone else None,
        label_visibility="visible" if alone else "collapsed",
        placeholder=entry.written(card, inherited, currency, lang) if value is None else None,
        autocomplete="off",
        on_change=write,
        **binding.bound(key, shown, value=shown),
    )
    binding.adopt(key, found, shown, write)


# Under the input: why a value was refused, or what benchmarks say of it ---------------------------


def _remark(path: str, card: Card) -> None:
    lang = state.lang()
    refused = state.refusal(path)
    if refused is not None:
        st.html(f'<p class="refused" role="alert">{escape(_refusal(card, *refused))}</p>')
        return
    if _is_idle(state.scenario(), path):
        st.html(f'<p class="idle">{escape(text("ui.inputs.idle_retention", lang))}</p>')
    remark = _remark_of(state.scenario(), path)
    if remark is None:
        return
    said = escaped(remark.sentence(lang, _figure))
    source = escaped(f"{remark.source}, {remark.year}")
    warning = remark.severity == "warning"
    icon, colour = ("warning", "orange") if warning else ("info", "gray")
    st.markdown(f":small[:{colour}[:material/{icon}: {said}] :gray[({source})]]")


def _is_idle(scenario: Scenario, path: str) -> bool:
    """Whether an input moves nothing as things stand: keeping customers who buy no more."""
    if path.rpartition("/")[2] != "retention":
        return False
    return not any(
        (scenario.repeat_orders if channel.repeat_orders is None else channel.repeat_orders)
        or (scenario.monthly_fee if channel.monthly_fee is None else channel.monthly_fee)
        for channel in scenario.channels
        if path in ("retention", f"channels/{channel.name}/retention")
    )


def _remark_of(scenario: Scenario, path: str) -> Remark | None:
    """What benchmarks say of the input at a path of the screen, if anything."""
    found: dict[str, Remark] = cached.about(
        "remarks", scenario, lambda: {remark.path: remark for remark in remarks(scenario)}
    )
    if not found:
        return None
    return next((found[p] for p in edits.real_paths(scenario, path) if p in found), None)


def _figure(value: float, unit: Unit, currency: str) -> str:
    lang = state.lang()
    if unit.is_percent:
        return formatting.percent(value, lang)
    if unit.is_money:
        return formatting.money(value, currency, lang)
    return formatting.number(value, lang)


def _refusal(card: Card, typed: str, error: ScenarioError) -> str:
    """Why an entry was refused, with the range in the units of the screen."""
    lang, currency = state.lang(), state.currency()
    code = error.problems[0].code
    if code not in ("out_of_range", "not_a_number", "not_whole", "null") or not card.is_number:
        return error.sentences(lang)
    horizon = state.scenario().horizon_months
    high = min(card.high, horizon) if card.within_horizon else card.high
    low, top = (entry.written(card, bound, currency, lang) for bound in (card.low, high))
    return text(f"ui.refused.{code}", lang, typed=typed, low=low, high=top)
