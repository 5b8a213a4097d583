"""Who asks: whoever signed in, or the one user of this machine where no login is set up.

Streamlit hands over what the provider told when somebody signed in, kept in a signed cookie. It
holds for 30 days whatever the provider says: how long a login lasts is a setting of ours (see
docs/adr/login.md).
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from roi_model import logs
from roi_model.attempts import asker
from roi_model.declaration.card import NAME_LENGTH, clean_name
from roi_model.library.errors import LibraryError
from roi_model.settings import LOGIN_HOURS, is_loopback
from ui.session import state

if TYPE_CHECKING:
    from roi_model.library.library import Library

SKEW = 300
"""Seconds that the provider's clock may be ahead."""

_OWNER = "roi_owner"
_FORWARDED = ("forwarded", "via", "x-real-ip", "x-forwarded-")


@dataclass(frozen=True)
class Identity:
    """Who a provider says somebody is; `email` is empty unless it has verified it."""

    issuer: str
    subject: str
    name: str
    email: str

    @property
    def mark(self) -> str:
        """What tells their things from others' in one browser; says nothing of who they are."""
        return hashlib.sha256(f"{self.issuer}\n{self.subject}".encode()).hexdigest()[:16]


def identity_of(claims: Mapping[str, Any], now: float) -> Identity | None:
    """Who these claims speak of; None where that is nobody, or they were made too long ago."""
    issuer, subject, made_at = _id(claims.get("iss")), _id(claims.get("sub")), claims.get("iat")
    if claims.get("is_logged_in") is not True:
        return None
    if not isinstance(made_at, int | float):
        return None
    # Compared, not taken away from: a whole number may be too large for a difference.
    if not now - 3600 * LOGIN_HOURS() < made_at <= now + SKEW:
        return None
    if issuer is None or subject is None:
        return None
    email = claims.get("email") if claims.get("email_verified") in (True, "true") else ""
    names = (claims.get(key) for key in ("name", "preferred_username"))
    name = next((clean for one in names if isinstance(one, str) and (clean := clean_name(one))), "")
    return Identity(issuer, subject, name[:NAME_LENGTH], email if isinstance(email, str) else "")


def _id(found: Any) -> str | None:
    """An issuer or a subject, as OpenID Connect bounds them; None for what can be neither."""
    good = isinstance(found, str) and 0 < len(found) <= 255 and found.isprintable()
    return found if good else None


def is_to_come(claims: Mapping[str, Any], now: float) -> bool:
    """Whether they were made later than it is: this server's clock was set back, or is slow."""
    made_at = claims.get("iat")
    if claims.get("is_logged_in") is not True or not isinstance(made_at, int | float):
        return False
    return made_at > now + SKEW


# The session ----------------------------------------------------------------------------------


def has_login() -> bool:
    """Whether people sign in here; without it this machine's one user is everybody."""
    return "is_logged_in" in st.user


def identity() -> Identity | None:
    """Who is signed in."""
    return identity_of(st.user, time.time()) if has_login() else None


def clock_is_wrong() -> bool:
    """Whether somebody signed in at a time that this server's clock has still to come."""
    wrong = has_login() and is_to_come(st.user, time.time())
    if wrong:
        logs.tell("clock_is_behind", level=logging.ERROR)
    return wrong


def comes_in() -> bool:
    """Start of each run: whether there is somebody, or no login. Nothing that one person left in
    this session is there for anybody else.
    """
    owner = mark()
    if owner and _OWNER not in st.session_state:
        logs.tell("signed_in")
    if st.session_state.setdefault(_OWNER, owner) != owner:
        state.end()
        st.session_state.clear()
        st.query_params.clear()  # an address holds a case
        st.session_state[_OWNER] = owner
    return owner != ""


def mark() -> str | None:
    """Under what the browser keeps this user's things; empty for nobody, None without a login."""
    if not has_login():
        return None
    found = identity()
    return "" if found is None else found.mark


def asks() -> Identity | None:
    """Who asks, None for this machine's one user. Raises LibraryError: signed_out, no_login."""
    if not has_login():
        if not is_this_machine(st.context.headers, st.context.ip_address):
            raise LibraryError("no_login")
        return None
    found = identity()
    if found is None:
        raise LibraryError("signed_out")
    return found


def seen(library: Library) -> Library:
    """The library as whoever asks may see it. Raises LibraryError as `asks`."""
    return seen_by(library, asks())


def seen_by(library: Library, found: Identity | None) -> Library:
    """The library as they may see it, who are looked up each time: a copy put back has other
    identities. No streamlit here: what goes on after a run knows who asked.
    """
    if found is None:
        return library
    known = library.signed_in(found.issuer, found.subject, name=found.name, email=found.email)
    return library.seen_by(known)


def address() -> str:
    """The address that this session comes from, as the proxy tells; empty for this machine."""
    return asker(st.context.headers, st.context.ip_address)


def zone() -> ZoneInfo | None:
    """Where the reader's browser says it is; None where it does not, or nobody knows the place."""
    try:
        return ZoneInfo(st.context.timezone) if st.context.timezone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def today() -> date:
    """The reader's day: near midnight, and abroad, the server has another."""
    return datetime.now(zone()).date()


def is_this_machine(headers: Mapping[str, str], address: str | None) -> bool:
    """Whether a request comes from this very machine and through nobody's hands: by `address`,
    which Streamlit leaves out for loopback, the name it asked for, and no word of a proxy.
    """
    host = next((value for key, value in headers.items() if key.lower() == "host"), "localhost")
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return False
    passed_on = any(key.lower().startswith(_FORWARDED) for key in headers)
    from_afar = isinstance(address, str)
    return is_loopback(name or "") and not passed_on and not from_afar
