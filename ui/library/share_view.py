"""A link to the saved version on screen: what it shows, for how long; those there are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from roi_model import formatting
from roi_model.declaration.card import NAME_LENGTH, clean_name
from roi_model.declaration.scenario import Scenario
from roi_model.export.contents.address import opens_elsewhere, reached
from roi_model.export.contents.logo import smaller
from roi_model.export.page.stops import offered, telling
from roi_model.library.view import MOST_FIGURES, MOST_SLIDERS, PAGES, View
from roi_model.metrics import label as metric_label
from roi_model.texts import LANGUAGES, text
from ui.case import headline
from ui.deliver import deliver_form
from ui.elements.escape import escaped
from ui.session import shelf, state
from ui.session.sentences import sentences
from ui.session.session import address

DAYS = (7, 30, 90, 365)
USUAL = 30
FIGURES = ("roi", "payback_month", "cash_trough")

t = sentences("library.share.")


def show(doing: Callable[..., Any]) -> None:
    """The link just made, else what one is to show; below, the links of this case."""
    if shelf.kept() is None:
        st.info(t("never_saved"), icon=":material/bookmark_add:")
        return
    if made := shelf.asked().get("link"):
        _made(*made)
    elif shelf.is_changed():
        st.info(t("save_first"), icon=":material/edit:")
    else:
        _choices(doing)
    _links(doing)


def _choices(doing: Callable[..., Any]) -> None:
    saved = shelf.on_screen().scenario
    assert saved is not None
    st.markdown(t("intro"))
    with st.container(key="share-choices", gap="small"):
        known = st.toggle(t("assumptions"), key="share-assumptions", help=t("assumptions_help"))
        st.pills(
            t("pages"),
            [page for page in PAGES[1:] if known or page != "assumptions"],
            selection_mode="multi",
            default=["risk"],
            format_func=lambda page: text(f"client.page.{page}", state.lang()),
            key="share-pages",
            help=t("pages_help"),
        )
        _several("figures", {one: _metric(one) for one in headline.ALL}, FIGURES, MOST_FIGURES)
        _several("sliders", offered(saved, state.lang()), telling(saved), MOST_SLIDERS)
        st.text_input(
            t("sender"),
            value=deliver_form.author(),
            max_chars=NAME_LENGTH,
            placeholder=t("sender_hint"),
            key="share-sender",
        )
        st.caption(t("logo" if deliver_form.logo() else "no_logo"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.segmented_control(
                t("days"), DAYS, default=USUAL, required=True, key="share-days",
            )  # fmt: skip
            st.segmented_control(
                t("lang"), LANGUAGES, default=state.lang(), required=True, key="share-lang",
                format_func=str.upper,
            )  # fmt: skip
    st.button(
        t("make"),
        key="share-make",
        type="primary",
        icon=":material/add_link:",
        on_click=lambda: doing(_make, saved, stay=True),
    )


def _several(name: str, options: dict[str, str], default: Any, most: int) -> None:
    st.multiselect(
        t(name, most=most),
        list(options),
        default=[one for one in default if one in options],
        format_func=options.__getitem__,
        max_selections=most,
        key=f"share-{name}",
    )


def _metric(name: str) -> str:
    return metric_label(name, state.lang())


def _make(saved: Scenario) -> None:
    """The link, as it was chosen. Raises LibraryError."""
    chosen, logo = st.session_state, deliver_form.logo()
    known = bool(chosen["share-assumptions"])
    pages = [page for page in PAGES[1:] if page in chosen["share-pages"]]
    view = View(
        pages=("result", *(page for page in pages if known or page != "assumptions")),
        figures=tuple(chosen["share-figures"]),
        sliders=tuple(path for path in chosen["share-sliders"] if path in offered(saved, "en")),
        assumptions=known,
        sender=clean_name(chosen["share-sender"])[:NAME_LENGTH],
        lang=chosen["share-lang"],
        logo=smaller(logo) if logo else b"",
    )
    days = chosen["share-days"]
    token = shelf.share(view, days)
    shelf.asked()["link"] = _address(share=token), days


def _made(link: str, days: int) -> None:
    """Shown this once: the library keeps no key that would show it again."""
    until = datetime.now(UTC) + timedelta(days=days)
    st.success(t("made", day=_day(until)), icon=":material/link:")
    st.code(link, language=None, wrap_lines=True)
    if not opens_elsewhere(link):
        st.warning(text("ui.case.only_here", state.lang()), icon=":material/computer:")
    with st.container(horizontal=True, gap="small"):
        st.link_button(t("look"), link, icon=":material/visibility:")
        st.button(t("another"), key="share-another", on_click=lambda: shelf.asked().pop("link"))


def _links(doing: Callable[..., Any]) -> None:
    found = shelf.links()
    if not found:
        return
    st.markdown(f"**{t('links')}**")
    with st.container(key="share-links", gap="small"):
        for link in found:
            pages = [text(f"client.page.{page}", state.lang()) for page in link.view.pages]
            told = t(
                "line",
                by=escaped(link.made_by),
                at=shelf.when(link.made_at, state.lang()),
                until=_day(shelf.local(link.expires_at)),
                pages=", ".join(pages),
            )
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                number = text("library.ui.version", state.lang(), number=link.number)
                sender = f" · {escaped(link.view.sender)}" if link.view.sender else ""
                st.markdown(f"**{number}**{sender}  \n{told}", width="stretch")
                st.button(
                    t("revoke"),
                    key=f"share-revoke-{link.id}",
                    help=t("revoke_help"),
                    on_click=doing,
                    args=(shelf.revoke, link.id),
                    kwargs={"said": "revoked", "stay": True},
                )


def _day(at: datetime) -> str:
    return formatting.day_name(at.date(), state.lang())


def _address(**params: str) -> str:
    """The address of the app, whichever page is open, with these parameters."""
    parts = urlsplit(st.context.url or "")
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    here = f"{parts.scheme}://{parts.netloc}/{path}" if parts.netloc else ""
    return address(reached(here), params)
