"""The pages of a client's view, each drawn by what draws it in the app.

Without the assumptions none of them shows, or sends to the browser, an input but the sliders.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from roi_model.export.contents.dossier import Dossier, by_owner
from roi_model.formatting.inputs import input_words
from roi_model.library.links import Shared
from roi_model.metrics import label as metric_label
from roi_model.remarks.capacity import overload
from roi_model.texts import text
from ui import method_page
from ui.case import draws, headline
from ui.channels import channels_view
from ui.elements import figures, inputs, pictures
from ui.elements.figures import Cell
from ui.risk import risk_view
from ui.session import binding, cached, state, who
from ui.session.sentences import sentences

t = sentences("client.")


# Result ---------------------------------------------------------------------------------------


def result(shared: Shared) -> None:
    """The figures and the curve; the sliders, where there are any."""
    with st.container(key="client-results"):
        rest, note = _figures_and_curve(shared)
    if shared.view.sliders:
        with st.container(key="client-sliders"):
            _sliders(shared, rest=rest, note=note)


def _figures_and_curve(shared: Shared) -> tuple[bool, str]:
    """Whether a resting hand changes something of them; what is to be said of a slow machine."""
    scenario, sent = state.scenario(), state.baseline()
    now, then = cached.projection(scenario), cached.projection(sent)
    moving = binding.is_moving()
    run = draws.outlook(scenario, headline.DOUBTED, moving=moving)
    if shared.view.figures:
        shown = headline.large(shared.view.figures, now, then, run, same="client")
        st.html(f'<div role="status" aria-live="polite">{shown}</div>' + _capacity(shared))
    ghost = then if sent != scenario else None
    case = pictures.OnScreen(scenario, now, ghost, run, moving)
    loose = pictures.show("cash", case, room="client")
    return loose or not draws.is_final(run), draws.slow_words(run)


def _capacity(shared: Shared) -> str:
    """What must stand beside return and payback where the team lacks the hours."""
    lang, found = state.lang(), overload(cached.projection(state.scenario()))
    if found is None:
        return ""
    beside = {name: found.beside(name, lang) for name in shared.view.figures}
    said = [f"{metric_label(name, lang)}: {words}" for name, words in beside.items() if words]
    return f'<p class="load">{escape(" · ".join(said))}</p>' if said else ""


def _sliders(shared: Shared, *, rest: bool, note: str) -> None:
    scenario, paths = state.scenario(), shared.view.sliders
    st.markdown(f"**{t('move')}**")
    called = {path: input_words(scenario, path, state.lang()) for path in paths}
    inputs.numbers("client", paths, rest=rest, note=note, called=called)
    st.button(
        t("back"),
        key="client-back",
        icon=":material/restart_alt:",
        on_click=_back,
        disabled=scenario == state.baseline(),
    )


def _back() -> None:
    """As it was sent."""
    state.reset()
    binding.refresh()


# The other pages ------------------------------------------------------------------------------


def channels(shared: Shared) -> None:
    """What each channel brings; with the assumptions its funnel, and the team's load."""
    scenario = state.scenario()
    _heading("channels")
    if not shared.view.assumptions:
        channels_view.outcomes(scenario, returns=_tells_returns(shared))
        return
    channels_view.each(scenario)
    st.subheader(text("pages.channels.capacity_title", state.lang()), anchor=False)
    channels_view.capacity(scenario)


def risk(shared: Shared) -> None:
    """The chances; of the figures that were chosen, and with the assumptions what drives them."""
    scenario, view = state.scenario(), shared.view
    _heading("risk")
    run, returns = cached.risk(scenario, view.figures), _tells_returns(shared)
    risk_view.summary(run, returns=returns, inputs=view.assumptions)
    risk_view.figure_table(run, view.figures)
    risk_view.chances(scenario, run, returns=returns)
    if view.assumptions and returns:
        st.header(text("drivers.drivers", state.lang()), anchor=False)
        risk_view.drivers(scenario, "roi", run)
        st.header(text("drivers.flips", state.lang()), anchor=False)
        risk_view.flip_table(scenario, "roi")


def _tells_returns(shared: Shared) -> bool:
    """Whether the return is among what was chosen."""
    return "roi" in shared.view.figures


def assumptions(shared: Shared) -> None:
    """Every input with its value, how far it is to be trusted, and where it comes from."""
    lang, scenario = state.lang(), state.scenario()
    _heading("assumptions")
    if not shared.view.assumptions:
        return
    lines = Dossier(scenario, lang, who.today()).inputs
    headers = [text(key, lang) for key in ("report.input", "handout.value", "report.evidence")]
    for owner, found in by_owner(lines, shared.view.sliders):
        name = owner or text("handout.general", lang)
        st.subheader(name, anchor=False)
        rows = [
            [
                Cell(line.card.label(lang)),
                Cell(line.written, number=True),
                Cell(text(f"ui.grade.{line.grade}", lang), below=line.source),
            ]
            for line in found
        ]
        widths = [42, 20, 38]
        st.html(figures.table(name, headers, rows, stack=True, labelled=True, widths=widths))


def method(_: Shared) -> None:
    """How such a plan is worked out: nothing of this one."""
    method_page.show(of_case=False)


def _heading(page: str) -> None:
    figures.heading(t(f"page.{page}"), t(f"about.{page}"), part=True)
