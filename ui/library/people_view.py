"""Who may see a workspace: members and their roles, invitations by e-mail, those to the reader."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import streamlit as st

from roi_model.library.people import ROLES, Member, Role
from ui.elements.escape import escaped, in_label
from ui.session import binding, shelf, who
from ui.session.sentences import sentences

t = sentences("people.")

Doing = Callable[..., Any]


def invited(doing: Doing) -> None:
    """Above everything: where somebody invites the reader to."""
    if not who.has_login():
        return
    for one in shelf.invited():
        with st.container(key=f"invited-{one.id}", border=True, gap="small"):
            role = t(f"to_me.{one.role}")
            told = {"by": escaped(one.by), "workspace": escaped(one.workspace), "role": role}
            st.markdown(t("to_me.told", **told))
            with st.container(horizontal=True, gap="small"):
                st.button(
                    t("to_me.accept"),
                    key=f"invited-accept-{one.id}",
                    type="primary",
                    on_click=doing,
                    args=(shelf.accept, one.id),
                    kwargs={"said": "joined", "stay": True},
                )
                st.button(
                    t("to_me.decline"),
                    key=f"invited-decline-{one.id}",
                    on_click=doing,
                    args=(shelf.decline, one.id),
                    kwargs={"stay": True},
                )


def show(doing: Doing) -> None:
    """The members of one workspace, that of the case on screen at first."""
    known, here = shelf.workspaces(), shelf.kept()
    first = here.workspace if here is not None and here.workspace in known else known[0]
    workspace = known[0]
    if len(known) > 1:
        workspace = st.selectbox(
            t("workspace"), known, index=known.index(first), key="people-workspace"
        )
    role, me = shelf.role(workspace), shelf.me()
    st.caption(t(f"may.{role}", workspace=escaped(workspace)))
    owns = role == "owner"
    members = shelf.members(workspace)
    needed = [one.id for one in members if one.role == "owner"]  # a workspace keeps an owner
    with st.container(key="people", gap="small"):
        for member in members:
            stays = needed == [member.id]
            _member(doing, workspace, member, owns=owns, is_me=member.id == me, stays=stays)
        if owns:
            _invitations(doing, workspace)
    if owns:
        _invite(doing, workspace)


def _member(
    doing: Doing, workspace: str, member: Member, *, owns: bool, is_me: bool, stays: bool
) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        name = member.name + (f" ({t('you')})" if is_me else "")
        _person(name, member.email if member.email != member.name else "")
        if owns and not stays:
            _role(doing, workspace, member)
        else:
            st.markdown(t(f"role.{member.role}"), width="content")
        if stays or not (owns or is_me):
            return
        act = "leave" if is_me else "remove"
        with st.popover(t(act), key=f"people-{act}-{member.id}"):
            told = {"name": escaped(member.name), "workspace": escaped(workspace)}
            st.markdown(t(f"{act}_told", **told))
            st.button(
                t(act),
                key=f"people-{act}-now-{member.id}",
                type="primary",
                on_click=doing,
                args=(shelf.remove, workspace, member.id),
                kwargs={"stay": True},
            )


def _person(name: str, more: str) -> None:
    """As HTML: Markdown would make a link of every e-mail."""
    small = f"<small>{html.escape(more)}</small>" if more else ""
    st.html(f'<p class="person"><b>{html.escape(name)}</b>{small}</p>', width="stretch")


def _role(doing: Doing, workspace: str, member: Member) -> None:
    key = f"people-role-{member.id}"
    st.selectbox(
        t("role_of", name=in_label(member.name)),
        ROLES,
        format_func=_roles().__getitem__,
        key=key,
        on_change=lambda: doing(
            shelf.set_role, workspace, member.id, st.session_state[key], stay=True
        ),
        label_visibility="collapsed",
        filter_mode=None,
        width=150,
        **binding.bound(key, member.role, index=ROLES.index(member.role)),
    )


def _roles() -> dict[Role, str]:
    return {role: t(f"role.{role}") for role in ROLES}


def _invitations(doing: Doing, workspace: str) -> None:
    """Those that nobody has taken up yet."""
    for one in shelf.invitations(workspace):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _person(one.email, t("pending", role=t(f"role.{one.role}"), by=one.by))
            st.button(
                t("withdraw"),
                key=f"people-withdraw-{one.id}",
                on_click=doing,
                args=(shelf.withdraw, workspace, one.id),
                kwargs={"stay": True},
            )


def _invite(doing: Doing, workspace: str) -> None:
    def invite() -> None:
        entered = st.session_state
        shelf.invite(workspace, entered["people-email"], entered["people-as"])
        entered["people-email"] = ""

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(t("email"), key="people-email", placeholder=t("email_hint"))
        st.selectbox(
            t("as"),
            ROLES,
            format_func=_roles().__getitem__,
            key="people-as",
            filter_mode=None,
            width=150,
        )
        st.button(
            t("invite"),
            key="people-invite",
            icon=":material/mail:",
            on_click=doing,
            args=(invite,),
            kwargs={"said": "invited", "stay": True},
        )
    st.caption(t("how"))
    if not (found := who.identity()) or not found.email:
        st.caption(t("no_email"))
