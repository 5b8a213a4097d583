"""All settings of the product, each declared once: name, default, meaning, whether it is a secret.

A setting comes from the environment, a secret also from the file that NAME_FILE names, as in
containers. `python -m roi_model settings` checks and lists them; docs/settings.md is made of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")


class SettingError(ValueError):
    """A setting that cannot be used; what it says is a sentence, without the value of a secret."""


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting; called, it answers its value. `read` raises ValueError with what is wanted."""

    name: str
    default: T
    meaning: str
    read: Callable[[str], T]
    shown: str = ""
    secret: bool = False

    def __call__(self) -> T:
        """The value, or the default where nothing is set. Raises SettingError."""
        written = self.written()
        if not written:
            return self.default
        try:
            return self.read(written)
        except ValueError as error:
            said = "what it holds" if self.secret else f"“{written[:80]}”"
            raise SettingError(f"{self.name} must be {error}; {said} is not.") from None

    def written(self) -> str:
        """What is set, as text; empty where nothing is."""
        here = os.environ.get(self.name, "").strip()
        file = os.environ.get(f"{self.name}_FILE", "").strip()
        if not (file and self.secret):
            return here
        if here:
            raise SettingError(f"{self.name} and {self.name}_FILE are both set: one is enough.")
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "not text"
            raise SettingError(
                f"{self.name}_FILE names {file}, which is unreadable: {why}."
            ) from None


# How they are read ------------------------------------------------------------------------------


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(written: str) -> int:
        if not re.fullmatch(r"\d{1,9}", written) or not least <= int(written) <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return int(written)

    return read


def _longer(least: int) -> Callable[[str], str]:
    def read(written: str) -> str:
        if len(written) < least or not written.isprintable():
            raise ValueError(f"at least {least} characters, as `openssl rand -hex 32` makes them")
        return written

    return read


def _database(written: str) -> str:
    if not re.match(r"(postgresql|sqlite)(\+\w+)?://", written):
        raise ValueError("postgresql://… or sqlite://…")
    return written


def _address_of(what: str) -> Callable[[str], str]:
    def read(written: str) -> str:
        try:
            parts = urlsplit(written)
            fine = bool(parts.hostname) and not (parts.query or parts.fragment or parts.username)
            _ = parts.port
        except ValueError:
            fine = False
        safe = fine and (
            parts.scheme == "https"
            or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
        )
        if not safe or not re.fullmatch(r"[!-~]+", written):
            raise ValueError(f"{what}, as https://roi.example.org (http only on this machine)")
        return written.rstrip("/")

    return read


def _origin(written: str) -> str:
    found = _address_of("the address of the app")(written)
    if urlsplit(found).path:
        raise ValueError("the address of the app without a path, as https://roi.example.org")
    return found


def _host(written: str) -> str:
    if not re.fullmatch(r"[\w.:-]+", written, re.ASCII):
        raise ValueError("an address to listen on, as 127.0.0.1")
    return written


def _hosts(written: str) -> tuple[str, ...]:
    found = tuple(part.strip() for part in written.split(",") if part.strip())
    if not all(re.fullmatch(r"(\*\.)?[\w.:\[\]-]+", host, re.ASCII) for host in found):
        raise ValueError("names of hosts with commas between them, as roi.example.org")
    return found


def _one_of(*words: str) -> Callable[[str], str]:
    def read(written: str) -> str:
        if written.lower() not in words:
            raise ValueError(f"one of {', '.join(words)}")
        return written.lower()

    return read


def is_loopback(host: str) -> bool:
    """Whether only this machine itself can mean this host."""
    return host in ("localhost", "::1", "[::1]") or bool(re.fullmatch(r"127(\.\d{1,3}){3}", host))


# The settings -----------------------------------------------------------------------------------

DATA = Setting[Path | None](
    "ROI_DATA", None, "Folder of the library, where it is a file of SQLite, and of back-ups", Path,
    shown="the user's own folder for data",
)  # fmt: skip
DATABASE_URL = Setting(
    "ROI_DATABASE_URL", "", "Database of the library, as postgresql://roi@host/roi", _database,
    shown="library.sqlite3 in ROI_DATA", secret=True,
)  # fmt: skip
DATABASE_PASSWORD = Setting(
    "ROI_DATABASE_PASSWORD", "", "Password of the database, where its address holds none", str,
    secret=True,
)  # fmt: skip

PUBLIC_URL = Setting(
    "ROI_PUBLIC_URL", "", "Where people reach the app: login comes back there, files and shared "
    "links lead there, and no other host is answered", _origin,
)  # fmt: skip
LINK_ADDRESS = Setting(
    "ROI_SIMULATOR_ADDRESS", "", "Where links in files to hand over lead, if not to ROI_PUBLIC_URL",
    str, shown="ROI_PUBLIC_URL",
)  # fmt: skip
ALLOWED_HOSTS = Setting[tuple[str, ...]](
    "ROI_ALLOWED_HOSTS", (), "More hosts to answer beside that of ROI_PUBLIC_URL and this machine, "
    "with commas between them", _hosts,
)  # fmt: skip
ADDRESS = Setting(
    "ROI_ADDRESS", "127.0.0.1", "Address that the app listens on; without login only one of "
    "this machine itself", _host,
)  # fmt: skip
PORT = Setting("ROI_PORT", 8501, "Port that the app listens on", _number(1, 65535))
LOG_LEVEL = Setting(
    "ROI_LOG_LEVEL", "info", "What is logged: debug, info, warning or error",
    _one_of("debug", "info", "warning", "error"),
)  # fmt: skip

OIDC_ISSUER = Setting(
    "ROI_OIDC_ISSUER", "", "Who signs people in (OpenID Connect); its address is that of "
    "/.well-known/openid-configuration", _address_of("the address of an issuer"),
)  # fmt: skip
OIDC_CLIENT_ID = Setting("ROI_OIDC_CLIENT_ID", "", "The app's name with the issuer", str)
OIDC_CLIENT_SECRET = Setting(
    "ROI_OIDC_CLIENT_SECRET", "", "The app's secret with the issuer", str, secret=True
)
OIDC_PROMPT = Setting(
    "ROI_OIDC_PROMPT", "login", "What the issuer asks of who signs in: login (which each knows), "
    "select_account or consent", _one_of("login", "select_account", "consent"),
)  # fmt: skip
COOKIE_SECRET = Setting(
    "ROI_COOKIE_SECRET", "", "Signs the cookie of who is signed in; the same for all processes",
    _longer(32), secret=True,
)  # fmt: skip

UPLOAD_MB = Setting("ROI_UPLOAD_MB", 100, "Megabytes of one uploaded file", _number(1, 1000))
SESSION_FILES = Setting("ROI_SESSION_FILES", 12, "Files that a session keeps", _number(1, 100))
SESSION_MB = Setting(
    "ROI_SESSION_MB", 300, "Megabytes of all files that a session keeps", _number(1, 10_000)
)
SESSIONS = Setting("ROI_SESSIONS", 300, "Sessions (open tabs) of one process", _number(1, 10_000))
USER_SESSIONS = Setting(
    "ROI_USER_SESSIONS", 20, "Sessions of one user who signed in, in one process",
    _number(1, 10_000),
)  # fmt: skip
LOGIN_HOURS = Setting(
    "ROI_LOGIN_HOURS", 12, "Hours after which people sign in again", _number(1, 720)
)
TRIES = Setting(
    "ROI_TRIES", 30, "Sign-ins of one address, links that it opens in vain, and links that one "
    "user makes, each within a minute and in one process", _number(1, 10_000),
)  # fmt: skip
READERS = Setting("ROI_READERS", 2, "Uploaded files that are read at once", _number(1, 64))
EXPORTS = Setting("ROI_EXPORTS", 2, "Files to hand over that are made at once", _number(1, 64))

PROCESSES = Setting(
    "ROI_PROCESSES", 2, "Processes of the app that `make serve` starts", _number(1, 16)
)

GROUPS: dict[str, tuple[Setting[Any], ...]] = {
    "The library": (DATA, DATABASE_URL, DATABASE_PASSWORD),
    "The server": (PUBLIC_URL, LINK_ADDRESS, ALLOWED_HOSTS, ADDRESS, PORT, LOG_LEVEL),
    "Login": (
        OIDC_ISSUER,
        OIDC_CLIENT_ID,
        OIDC_CLIENT_SECRET,
        COOKIE_SECRET,
        OIDC_PROMPT,
        LOGIN_HOURS,
    ),
    "Limits": (
        UPLOAD_MB,
        SESSION_FILES,
        SESSION_MB,
        SESSIONS,
        USER_SESSIONS,
        TRIES,
        READERS,
        EXPORTS,
    ),
    "Without Docker (make serve)": (PROCESSES,),
}
SETTINGS = {one.name: one for group in GROUPS.values() for one in group}
LOGIN = (OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, COOKIE_SECRET)


# Together ---------------------------------------------------------------------------------------


def has_login() -> bool:
    """Whether people sign in; all that this takes is then set. Raises SettingError."""
    missing = [one.name for one in LOGIN if not one()]
    if len(missing) == len(LOGIN):
        return False
    if not PUBLIC_URL():
        missing.append(PUBLIC_URL.name)
    if missing:
        raise SettingError(f"Login is set up by half: {' and '.join(missing)} must be set, too.")
    return True


def secrets() -> list[Setting[Any]]:
    """Those whose value is never shown, and which may come from a file."""
    return [one for one in SETTINGS.values() if one.secret]


def hosts() -> list[str]:
    """The hosts that the app answers."""
    named = [urlsplit(PUBLIC_URL()).hostname or ""] if PUBLIC_URL() else []
    return list(dict.fromkeys((*named, *ALLOWED_HOSTS(), "localhost", "127.0.0.1", "[::1]")))


def origins() -> list[str]:
    """The pages that may steer the app by messages: its own, wherever it is opened."""
    own = [PUBLIC_URL()] if PUBLIC_URL() else []
    return [*own, "http://localhost:*", "http://127.0.0.1:*"]


def check() -> None:
    """Refuse to start with what cannot be meant. Raises SettingError."""
    for name in os.environ:
        known = name in SETTINGS or name in {f"{one.name}_FILE" for one in secrets()}
        if name.startswith("ROI_") and not known:
            raise SettingError(f"{name} is no setting; `python -m roi_model settings` lists them.")
    for one in SETTINGS.values():
        one()
    if not has_login() and not is_loopback(ADDRESS()):
        raise SettingError(
            f"Without login the app listens on this machine alone: set ROI_ADDRESS to 127.0.0.1 "
            f"rather than {ADDRESS()}, or set up {' and '.join(one.name for one in LOGIN)}."
        )
