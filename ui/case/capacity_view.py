"""What the plan brings within its team's hours, beside whatever heads a page."""

from __future__ import annotations

from html import escape

from roi_model import formatting
from roi_model.metrics.capacity import FULL
from roi_model.projection import Projection
from roi_model.remarks.capacity import PATH, Overload, overload
from roi_model.texts import text
from ui.elements import figures
from ui.session import state
from ui.session.cached import projection


def chip(now: Projection) -> str:
    """Under the headline figures: the pair within capacity; a press limits the plan, or lifts it.

    Empty where the hours suffice. The panel at hand hears the press (ui/browser/panel/page.js):
    one step of undo.
    """
    lang, peak = state.lang(), now.value("peak_utilisation")
    if peak is None or peak <= FULL:
        return ""
    found = overload(now)
    shown = formatting.percent(peak, lang)
    said = text("capacity.chip_on", lang, peak=shown) if found is None else found.chip(lang)
    pressed = "true" if found is None else "false"
    title = escape(text("capacity.press", lang))
    return (
        f'<button class="load" data-turn="{PATH}" aria-pressed="{pressed}" title="{title}">'
        f"{escape(said)}</button>"
    )


def remark() -> None:
    """At the top of a page that shows returns of the case: both pairs, and what can be done."""
    found = overload(projection(state.scenario()))
    if found is not None:
        figures.pile(figures.note(words(found)))


def words(found: Overload) -> str:
    """Both pairs, and what can be done."""
    lang = state.lang()
    return f"{found.sentence(lang)} {text('capacity.advice', lang)}"
