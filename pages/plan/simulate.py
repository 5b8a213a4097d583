"""What if: the inputs of the plan, what it returns, and when the money comes back."""

from __future__ import annotations

from html import escape

import streamlit as st

from roi_model.notes import notes
from roi_model.projection import Projection
from roi_model.texts import text
from ui import (
    binding,
    cached,
    case,
    controls,
    evidence,
    headline,
    pictures,
    state,
    story,
    tables,
    why,
)


@st.fragment(key=binding.RESULTS)
def results() -> None:
    """Name, numbers, then pictures: what a moved slider moves."""
    lang, scenario = state.lang(), state.scenario()
    now = cached.projection(scenario)
    then = cached.projection(state.baseline())
    ghost = then if state.baseline() != scenario else None

    name = st.container(key="case-slot")
    with st.container(key="headline"):
        few = len(headline.names(scenario)) <= 4
        with st.container(key="figures" if few else "figures-many"):
            headline.show(scenario, now, then)
        st.html(_what_changed(lang))
    with name:
        case.show()
    with st.container(key="cash"):
        pictures.cumulative_cash(scenario, now, ghost)
        st.markdown(story.restated(scenario, now, state.currency(), lang))
        st.html(headline.strip(now))
    with st.container(key="more"):
        # That a budget moves cost alone is said beside its slider.
        found = [n for n in notes(scenario, now) if n.code != "budget_moves_cost_alone"]
        _remarks([note.sentence(lang) for note in found], lang)
        left, right = st.columns(2)
        with left:
            pictures.sales_funnel(now, ghost)
        with right:
            pictures.spending(now, ghost)
        pictures.profit_and_cash(scenario, now, ghost)
        _details(now, lang)


def _what_changed(lang: str) -> str:
    """The line that says what the latest change did; read aloud by screen readers."""
    change = state.last_change()
    if change is None:
        said = text("ui.change.none_yet", lang)
    else:
        before, after = cached.projection(change.before), cached.projection(change.after)
        said = story.what_changed(change, before, after, state.currency(), lang)
    return f'<p class="what-changed" role="status" aria-live="polite">{escape(said)}</p>'


def _remarks(sentences: list[str], lang: str) -> None:
    """What a reader should know and would not see in the numbers."""
    if sentences:
        items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
        title = escape(text("ui.notes.title", lang))
        st.html(f'<div class="notes"><p>{title}</p><ul>{items}</ul></div>')


def _details(now: Projection, lang: str) -> None:
    """Tables that are made only while they are open."""
    for name, make in (
        ("conventions", lambda: why.conventions(now)),
        ("team", lambda: tables.show("team")),
        ("costs", lambda: tables.show("costs")),
        ("channels", lambda: tables.show("channels")),
        ("evidence", evidence.show),
    ):
        fold = st.expander(
            text(f"ui.tables.{name}_title", lang), key=f"details-{name}", on_change="rerun"
        )
        if fold.open:
            with fold:
                st.caption(text(f"ui.tables.{name}_help", lang))
                make()


with st.container(key="simulate"):
    results()
    st.fragment(controls.show, key=binding.CONTROLS)()
