"""A first case of one's own by three questions: by what way, how many, at what price."""

from __future__ import annotations

import streamlit as st

from roi_model.declaration.card import cards
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.units import Unit
from roi_model.remarks.start import adapted, price_key, volume_of
from roi_model.storage.presets import Preset, presets
from roi_model.texts import text
from ui.elements import boxes
from ui.elements.escape import escaped
from ui.session import binding, remembered, state

PANEL = "questions"


def show(lang: str) -> None:
    """A button that opens the three questions; the case on screen stays until they are answered."""
    panel = st.popover(
        text("ui.start.open", lang),
        key=PANEL,
        icon=":material/edit_square:",
        help=text("ui.start.help", lang),
        on_change="rerun",
    )
    if panel.open:
        with panel, st.container(key="three-questions", width=380):
            _ask(lang)


def _ask(lang: str) -> None:
    ways = {found.slug: found for found in presets() if found.start is not None}
    names = {slug: found.start.way[lang] for slug, found in ways.items() if found.start}
    # Bold by the style sheet: a label is read aloud with its asterisks.
    chosen = remembered.radio("start-way", text("ui.start.way", lang), names, next(iter(names)))
    found, plan = ways[chosen], ways[chosen].scenario
    assert found.start is not None
    key = price_key(plan)
    st.markdown(f"**{text('ui.start.how_many', lang)}**")
    volume = boxes.number(
        f"start-volume-{chosen}", found.start.volume[lang], Unit.PEOPLE, volume_of(plan),
        low=1.0, high=1e6, width=360,
    )  # fmt: skip
    card = cards(Scenario)[key]
    st.markdown(f"**{text('ui.start.price', lang)}**")
    price = boxes.number(
        f"start-price-{chosen}", card.label(lang), card.unit, float(getattr(plan, key)),
        low=1.0, high=card.high, width=360,
        entered=lambda: _begin(found),
    )  # fmt: skip
    if volume is None or price is None:
        return
    refused = st.session_state.pop("start-refused", None)
    if refused:
        st.error(escaped(refused))
    st.button(
        text("ui.start.go", lang), key="do-start", type="primary", width="stretch",
        icon=":material/arrow_forward:", on_click=_begin, args=(found,),
    )  # fmt: skip
    st.caption(text("ui.start.rest", lang))


def _begin(found: Preset) -> None:
    """Put the case of these answers in place; what was asked is read again, as it was typed."""
    assert found.start is not None
    plan = found.scenario
    key = price_key(plan)
    volume = remembered.value(f"start-volume-{found.slug}", volume_of(plan))
    price = remembered.value(f"start-price-{found.slug}", getattr(plan, key))
    try:
        made = adapted(plan, volume, price, budget_follows=found.start.budget_follows)
    except ScenarioError as error:
        st.session_state["start-refused"] = error.sentences(state.lang())
        return
    state.start_from(found.slug, made)
    st.session_state[PANEL] = False
    binding.refresh_all()
