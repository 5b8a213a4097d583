"""What if: the inputs of the plan, what it returns, and when the money comes back."""

from __future__ import annotations

from html import escape

import streamlit as st

from roi_model.analysis.risk.doubt_words import gap
from roi_model.remarks.notes import notes
from roi_model.texts import text
from ui.case import capacity_view, case_row, controls, draws, evidence, headline, spans, story, why
from ui.elements import figures, pictures, tables
from ui.frame import guide
from ui.session import binding, cached, memory, state

# Remarks that stand where they belong: beside a slider, under the headline.
SAID_ABOVE = ("budget_moves_cost_alone", "capacity_exceeded", "capacity_lost")


@st.fragment(key=binding.RESULTS)
def results() -> None:
    """Numbers, pictures and the inputs themselves: what a moved slider moves, in one run.

    Every element more is drawn again with each move: few of them, what moves first, and laid out
    by style.css.
    """
    lang, scenario = state.lang(), state.scenario()
    now = cached.projection(scenario)
    then = cached.projection(state.baseline())
    ghost = then if state.baseline() != scenario else None
    moving = binding.is_moving()
    run = draws.outlook(scenario, headline.names(scenario), moving=moving)

    st.html(headline.html(scenario, now, then, run))
    st.html(capacity_view.chip(now) + _what_changed(lang))
    case = pictures.OnScreen(scenario, now, ghost, run, moving)
    loose = (
        pictures.show("cash", case, height=pictures.CASH_HEIGHT)
        if now.balance is None
        else pictures.show("account", case, height=pictures.CASH_HEIGHT),
        pictures.show("funnel", case),
        pictures.show("costs", case, empty=text("ui.empty.no_costs", lang)),
        pictures.show("monthly", case),
    )
    controls.show(why.ask, rest=any(loose) or not draws.is_final(run))
    st.markdown(story.whole(scenario, now, state.currency(), lang))
    found = [n for n in notes(scenario, now) if n.code not in SAID_ABOVE]
    said = [note.sentence(lang) for note in found]
    if (apart := gap(run, now)) is not None:
        said.insert(0, apart.sentence(lang))
    figures.pile(headline.strip(now), _remarks(said, lang), figures.note(draws.words(run)))
    memory.keep()


def _what_changed(lang: str) -> str:
    """The line that says what the latest change did; aloud it is the answer above that is said."""
    change = state.last_change()
    if change is None:
        said = text("ui.change.none_yet", lang)
    else:
        before, after = cached.projection(change.before), cached.projection(change.after)
        said = story.what_changed(change, before, after, state.currency(), lang)
    return f'<p class="what-changed">{figures.spoken(said)}</p>'


def _remarks(sentences: list[str], lang: str) -> str:
    """What a reader should know and would not see in the numbers."""
    if not sentences:
        return ""
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    title = escape(text("ui.notes.title", lang))
    return f'<div class="notes"><p>{title}</p><ul>{items}</ul></div>'


DETAILS = (*tables.LISTS, "evidence", "conventions")


@st.fragment(key="details")
def details() -> None:
    """One table at a time, made only while it is open."""
    lang, scenario = state.lang(), state.scenario()
    with st.container(key="tables"):
        name = st.segmented_control(
            text("ui.tables.open", lang),
            DETAILS,
            format_func=lambda one: text(f"ui.tables.{one}_title", lang),
            key="details",
        )
        if name is not None:
            st.caption(text(f"ui.tables.{name}_help", lang))
        if name == "conventions":
            why.conventions(cached.projection(scenario))
        elif name == "evidence":
            evidence.show()
        elif name is not None:
            tables.show(name)
    # An open table shows the scenario; where none is open nothing could change.
    binding.show_as("details", lambda: None if name is None else state.scenario())


binding.start_page()
with st.container(key="simulate"):
    case_row.row("simulate", guide.button)
    results()
    spans.show()
    details()
    why.answer()
    guide.show()
