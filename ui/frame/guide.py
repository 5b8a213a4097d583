"""The guided first visit: five sentences, each with its place on the page framed.

It is offered beside the case, never forced, and can be called back; the page stays usable beneath.
"""

from __future__ import annotations

import streamlit as st

from roi_model.texts import text
from ui.session import arrival, binding, memory, state

STEPS = ("case", "inputs", "headline", "why", "baseline", "deliver")
PLACES = {
    "case": ".st-key-case",
    "inputs": ".st-key-panel-simulate",
    "headline": ".headline",
    "why": '[data-why="roi"]',
    "baseline": ".st-key-do-pin",
    "deliver": '[data-testid="stTopNavLink"][href*="/deliver"]',
}


def button() -> None:
    """Starts the visit, or takes it up where it was left."""
    st.button(
        text("present.guide", state.lang()),
        key="do-guide",
        icon=":material/help:",
        help=text("present.guide_help", state.lang()),
        on_click=_to,
        args=(0,),
    )


@st.fragment(key="guide")
def show() -> None:
    """The card of the step at hand, if the visit is under way; to a first visitor its offer."""
    lang, at = state.lang(), state.extras().get("guide")
    binding.show_as("guide", lambda: (state.extras().get("guide"), _offers_itself()))
    if at is None:
        if _offers_itself():
            _offer(lang)
        return
    step, last = STEPS[at], len(STEPS) - 1
    with st.container(key="guide-card", border=True):
        place = PLACES[step]
        st.html(
            f"<style>{place} {{ outline: 3px solid var(--guide); outline-offset: 4px; "
            "border-radius: 6px; }</style>"
            f'<p role="status" aria-live="polite"><b>{at + 1}/{len(STEPS)}</b> '
            f"{text(f'present.step.{step}', lang)}</p>"
        )
        with st.container(horizontal=True, gap="small"):
            st.button(
                text("present.back", lang), key="guide-back", disabled=at == 0,
                on_click=_to, args=(at - 1,),
            )  # fmt: skip
            following = "present.next" if at < last else "present.done"
            st.button(
                text(following, lang), key="guide-next", type="primary",
                on_click=_to, args=(at + 1 if at < last else None,),
            )  # fmt: skip
            st.button(text("present.skip", lang), key="guide-skip", on_click=_to, args=(None,))


def _offers_itself() -> bool:
    """To who has never been here, until they answer or begin by themselves."""
    return arrival.is_first_visit() and state.last_change() is None


def _offer(lang: str) -> None:
    with st.container(key="guide-card", border=True):
        st.html(f'<p role="status">{text("present.guide_offer", lang)}</p>')
        with st.container(horizontal=True, gap="small"):
            st.button(
                text("present.guide_yes", lang), key="guide-yes", type="primary",
                on_click=_to, args=(0,),
            )  # fmt: skip
            st.button(text("present.guide_no", lang), key="guide-no", on_click=_to, args=(None,))
    memory.remark("roi_invited")


def _to(step: int | None) -> None:
    state.extras()["guide"] = step
    arrival.not_first_visit()
    binding.refresh_all()
