"""The case for a room: chosen sliders, large figures, and a guess before they are revealed."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from roi_model import formatting
from roi_model.charts import guess
from roi_model.charts.parts.theme import Spec, for_a_room
from roi_model.declaration.units import Unit
from roi_model.editing import edits
from roi_model.export.page.stops import telling
from roi_model.metrics import label as metric_label
from roi_model.remarks import capacity
from roi_model.storage import link
from ui import present_script
from ui.case import capacity_view, controls, draws, headline, story
from ui.deliver.deliver_form import client, logo
from ui.elements import boxes, figures, inputs, pictures
from ui.session import binding, cached, remembered, state
from ui.session.sentences import sentences
from ui.session.session import Change

FIGURES = ("payback_month", "cash_trough", "roi")
GUESSED = ("payback_month", "roi")
GUESS = "guess-"
"""Before a metric: under which name its box keeps what was typed."""
REVEAL = "v"
"""The key, also while the guess is typed: no number and no unit of one holds it."""
MOST = 4


t = sentences("present.")


def top() -> None:
    """Whose meeting it is, which case, and the way out."""
    with st.container(key="present-top", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(figures.whose(logo() or b"", client(), state.case_name()))
        with st.popover(t("choose"), icon=":material/tune:", key="present-choose"):
            _choice()
        if not _guessing():
            st.button(
                t("guess_first"),
                key="present-guess",
                icon=":material/visibility_off:",
                shortcut="g",
                on_click=_start,
            )
        if st.button(t("leave"), key="present-leave", icon=":material/close:", shortcut="escape"):
            st.switch_page("pages/plan/simulate.py")


# Sliders --------------------------------------------------------------------------------------


def _choice() -> None:
    scenario, lang = state.scenario(), state.lang()
    paths = list(dict.fromkeys(controls.places().values()))
    options = {path: edits.card_of(scenario, path).label(lang) for path in paths}
    named: dict[str, str] = {}
    for path, label in options.items():  # two channels have the same inputs: say whose
        taken = label in named.values()
        named[path] = f"{label} · {path.split('/')[1]}" if taken and "/" in path else label
    chosen = remembered.several("presented", t("sliders"), named, _usual(), MOST)
    st.divider()
    present_script.prepare(chosen)


def _usual() -> list[str]:
    """Where those inputs are set that move the return most and every visitor understands."""
    scenario, places = state.scenario(), controls.places()
    every = cached.about("telling_all", scenario, lambda: telling(scenario, None))
    return list(dict.fromkeys(places[path] for path in every if path in places))[:MOST]


def sliders(*, rest: bool, note: str) -> None:
    """Three or four, as on Simulate: a drag moves the figures as it goes; `rest` as there."""
    usual = cached.kept("presented_usual", state.preset_slug(), _usual, size=4)
    known = set(controls.places().values())
    chosen = [path for path in remembered.value("presented", usual) if path in known]
    change = state.last_change()
    inputs.numbers(
        "present", chosen or usual, rest=rest, note=note, also=(capacity.PATH,),
        moved=_moved_paths(change) if change else (),
    )  # fmt: skip


def _moved_paths(change: Change) -> set[str]:
    """The inputs that the latest change moved, as they stand on the page."""
    places = controls.places()
    moved = link.changed_paths(change.after, change.before)
    return {places.get(path, path) for path in moved}


# Figures and guess ----------------------------------------------------------------------------


def results() -> tuple[bool, str]:
    """Figures and curve, or what the room thinks they are.

    Whether a resting hand changes something of them; what is to be said of a slow machine.
    """
    scenario, moving = state.scenario(), binding.is_moving()
    now, then = cached.projection(scenario), cached.projection(state.baseline())
    if _guessing():
        _ask()
        return False, ""
    run = draws.outlook(scenario, headline.DOUBTED, moving=moving)
    change = state.last_change()
    before = now if change is None else cached.projection(change.before)
    st.html(headline.large(FIGURES, now, then, run, before=before))
    said = t("move") if change is None else story.what_changed(
        change, cached.projection(change.before), cached.projection(change.after),
        state.currency(), state.lang(),
    )  # fmt: skip
    line = f'<p class="what-changed" role="status" aria-live="polite">{figures.spoken(said)}</p>'
    st.html(capacity_view.chip(now) + _verdict() + line)
    ghost = then if state.baseline() != scenario else None
    case = pictures.OnScreen(scenario, now, ghost, run, moving)
    if now.balance is None:
        loose = pictures.show("cash", case, room="present", also=_with_guess)
    else:
        loose = pictures.show("account", case, room="present", also=_with_guess)
    return loose or not draws.is_final(run), draws.slow_words(run)


def _with_guess(spec: Spec) -> Spec:
    """The picture with the month that the room had guessed, until the next guess."""
    name, month = _memory().get("shown") or ("", 0.0)
    scenario = state.scenario()
    if name != "payback_month" or not 0 < month <= scenario.horizon_months:
        return spec
    said = t("room_said", guess=formatting.metric(name, month, state.currency(), state.lang()))
    return guess.marked(spec, pictures.theme(), month, said)


def _memory() -> dict[str, Any]:
    found: dict[str, Any] = state.extras().setdefault("present", {})
    return found


def _guessing() -> bool:
    return bool(_memory().get("guessing"))


def _start() -> None:
    _memory().update(guessing=True, shown=None)
    for name in GUESSED:  # another round, another guess
        remembered.choose(GUESS + name, None)


def _ask() -> None:
    """The figures are hidden; the room says what it thinks."""
    hidden = "".join(
        f'<div class="figure"><dt>{escape(metric_label(name, state.lang()))}</dt>'
        f'<dd><span class="value">?</span></dd></div>'
        for name in FIGURES
    )
    st.html(f'<dl class="headline large">{hidden}</dl>')
    st.markdown(t("guess_intro"))
    with st.container(key="present-ask", horizontal=True, vertical_alignment="bottom"):
        labels = {name: metric_label(name, state.lang()) for name in GUESSED}
        name = remembered.select("guessed", t("guess_of"), labels, GUESSED[0], width=260)
        months = name == "payback_month"
        boxes.number(
            GUESS + name,
            t("in_months") if months else t("in_percent"),
            Unit.MONTHS if months else Unit.RATE,
            None,
            low=0.0 if months else -1.0,
            high=120.0 if months else 100.0,
            width=180,
            entered=lambda: _reveal(name),
            keys=("enter", REVEAL),
            focus=True,
        )
        st.button(
            t("reveal"), key="present-reveal", type="primary", icon=":material/visibility:",
            shortcut=REVEAL, on_click=_reveal, args=(name,),
        )  # fmt: skip
    # The picture keeps its place, so that nothing jumps when it is revealed.
    scenario = state.scenario()
    spec = guess.spec(
        state.lang(), state.currency(), pictures.theme(),
        horizon=scenario.horizon_months, start=scenario.start,
    )  # fmt: skip
    empty = guess.frame(scenario.horizon_months)
    pictures.draw("guess", empty, for_a_room(spec), height="stretch", key="present-guess")


def _reveal(name: str) -> None:
    typed = remembered.value(GUESS + name, None)
    _memory().update(guessing=False, shown=None if typed is None else (name, typed))


def _verdict() -> str:
    """The guess beside what the model says, until the next one."""
    shown = _memory().get("shown")
    if not shown:
        return ""
    name, said_before = shown
    lang, currency = state.lang(), state.currency()
    real = cached.projection(state.scenario()).value(name)
    guessed = formatting.metric(name, said_before, currency, lang)
    if real is None:
        said = t("verdict_none", guess=guessed)
    else:
        found = formatting.delta(name, real, said_before, currency, lang)
        off = t("spot_on") if found is None or found.direction == "same" else found.text
        said = t(
            "verdict", guess=guessed, real=formatting.metric(name, real, currency, lang), off=off
        )
    return f'<p class="verdict" role="status">{escape(said)}</p>'
