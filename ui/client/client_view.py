"""The client's view of a shared link: whose it is, which case, the pages its sender chose."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from roi_model import formatting
from roi_model.library.errors import LibraryError
from roi_model.library.links import Shared
from roi_model.texts import text
from roi_model.version import MODEL_VERSION
from ui.client import client_pages, visit
from ui.elements import figures
from ui.frame import frame, places
from ui.session import binding, shelf, state
from ui.session.sentences import sentences

PAGES: dict[str, tuple[str, Callable[[Shared], None]]] = {
    "result": ("show_chart", client_pages.result),
    "channels": ("alt_route", client_pages.channels),
    "risk": ("casino", client_pages.risk),
    "assumptions": ("checklist", client_pages.assumptions),
    "method": ("menu_book", client_pages.method),
}
"""Icon, and what draws the page."""

t = sentences("client.")


def show() -> None:
    """All that this tab ever shows."""
    if places.refused():
        _nothing("no_answer")
        return
    try:
        shared = visit.shown()
    except LibraryError as error:
        if error.code == "too_many_tries":
            _nothing("too_many", **error.values)
        else:
            _nothing("no_link" if error.code == "no_link" else "no_answer")
        return
    st.set_page_config(page_title=shared.name)
    frame.bare("client")
    frame.unreferred()
    binding.start_page()
    with st.container(key="client"):
        page()


@st.fragment(key=binding.RESULTS)
def page() -> None:
    """All of it moves with the sliders; each run asks anew whether the link still shows it."""
    try:
        shared = visit.shown()
    except LibraryError:
        st.rerun()
    _top(shared)
    name = _chosen(shared)
    with st.container(key=f"client-{name}"):
        PAGES[name][1](shared)
    st.caption(t("foot", version=MODEL_VERSION))


def _top(shared: Shared) -> None:
    lang = state.lang()
    day = formatting.day_name(shelf.local(shared.saved_at).date(), lang)
    version = t("version", number=shared.number, day=day)
    st.html(figures.whose(shared.view.logo, shared.view.sender, shared.name, version))


def _chosen(shared: Shared) -> str:
    """The page on screen; a menu where there are several."""
    pages = shared.view.pages
    if len(pages) == 1:
        return pages[0]
    found = st.segmented_control(
        t("pages"),
        pages,
        default=pages[0],
        required=True,
        format_func=lambda one: f":material/{PAGES[one][0]}: {t(f'page.{one}')}",
        key="client-page",
        label_visibility="collapsed",
    )
    return found if found in pages else pages[0]


def _nothing(key: str, **values: object) -> None:
    """The same page whatever is the matter with a link: it tells nothing of what there was."""
    lang = visit.lang()
    st.set_page_config(page_title=text(f"client.{key}.title", lang))
    frame.plain(lang, "client")
    frame.unreferred()
    with st.container(key="client-nothing", width=figures.READING_WIDTH):
        st.title(text(f"client.{key}.title", lang), anchor=False)
        st.markdown(text(f"client.{key}.said", lang, **values))
