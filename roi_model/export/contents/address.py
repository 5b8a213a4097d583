"""Where the app can be reached by others: only then does a file carry a link to it."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlencode, urlsplit

from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.settings import LINK_ADDRESS, PUBLIC_URL, SettingError, is_loopback
from roi_model.storage import link


def setting() -> str:
    """The address as it was set for this machine, unchecked; empty where it was not."""
    try:
        found = PUBLIC_URL()
    except SettingError:  # it keeps a server from starting, not a file from being made
        found = ""
    own = is_loopback(urlsplit(found).hostname or "")
    return LINK_ADDRESS() or ("" if own else found)


def public_address(written: str) -> str:
    """The address of the app, as links start with it; empty where none is given.

    Raises ScenarioError where it is none, or one that only this machine understands.

    >>> public_address(" https://plan.example/roi ")
    'https://plan.example/roi'
    >>> public_address("http://localhost:8501")
    Traceback (most recent call last):
    roi_model.declaration.errors.ScenarioError: address: “http://localhost:8501” is no address...
    """
    written = written.strip()
    if not written:
        return ""
    try:
        parts = urlsplit(written)
        host = parts.hostname or ""
        usable = parts.scheme in ("http", "https") and bool(host) and not _own(host)
    except ValueError:  # brackets without an end, a port that is no number
        usable = False
    if not usable or any(c.isspace() or c in "<>\"'" for c in written):
        raise ScenarioError([Problem("address", "not_an_address", written[:80])])
    return f"{parts.scheme}://{parts.netloc}{parts.path or '/'}"


def _own(host: str) -> bool:
    """Whether a name or number of a host always means the machine it is used on."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return False
    return number.is_loopback or number.is_unspecified


def reached(here: str) -> str:
    """Where links to the app lead: the address that was set, else `here`, where it is open now."""
    try:
        return public_address(setting()) or here
    except ScenarioError:
        return here


def opens_elsewhere(address: str) -> bool:
    """Whether an address means the same on another machine.

    >>> opens_elsewhere("https://plan.example/?share=a"), opens_elsewhere("http://localhost:8501/")
    (True, False)
    """
    host = urlsplit(address).hostname or ""
    return bool(host) and not is_loopback(host)


def link_to(scenario: Scenario, lang: str, address: str) -> str:
    """The link that reproduces a case; empty without an address, or where the case is too large."""
    try:
        code = link.encode(scenario, link.OWN) if address else ""
    except link.LinkError:
        code = ""
    return f"{address}?{urlencode({'case': code, 'lang': lang})}" if code else ""
