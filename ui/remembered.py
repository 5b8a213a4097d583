"""What a browser keeps of a session, so that nothing typed is lost; read back as hostile input.

Case, baseline, undo, kept scenarios, choices and the words on Deliver. Of uploads the names alone:
they are asked for again. No streamlit here.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from roi_model.card import clean_name
from roi_model.export.dossier import WORDS
from roi_model.presets import presets
from roi_model.scenario import Scenario
from roi_model.storage import link
from roi_model.texts import LANGUAGES
from ui.session import CURRENCIES, Session, Snapshot, leveled
from ui.tracking import Tracking, decoded

VERSION = 1
MOST_CHARACTERS = 3_000_000
"""Of one text that a browser sends; a browser keeps no more than some 5 million."""
MOST_UNDO = 150_000
"""Characters of the steps that undo can take back after a refresh; the latest ones are kept."""
MOST_CHOICES = 200
MOST_KEPT = 24
"""Scenarios kept under a name."""
TYPED = ("heading", "client", "author", "address", "logo_name", "template_name")
"""What Deliver keeps as words."""


class ForeignError(ValueError):
    """Not of this version's making; left aside."""


@dataclass(frozen=True)
class Tab:
    """What one tab held."""

    now: Snapshot
    undo: list[Snapshot]
    redo: list[Snapshot]
    currency: str
    lang: str
    tracking: Tracking
    deliver: dict[str, Any]
    chosen: dict[str, Any]
    uploads: list[str]


# Writing --------------------------------------------------------------------------------------


def tab(session: Session) -> str:
    """The session of one tab, as text; empty where its case is too large to be kept."""
    try:
        now = session.now.codes
    except link.LinkError:
        return ""
    content = {
        "v": VERSION,
        "now": now,
        "undo": _latest(session.undo),
        "redo": _latest(session.redo),
        "currency": session.currency,
        "lang": session.lang if session.lang_chosen else "",
        "track": session.tracking.encoded(),
        "deliver": _deliver(session.extras.get("deliver", {})),
        "chosen": {k: v for k, v in session.extras.get("chosen", {}).items() if _is_choice(v)},
        "uploads": uploads(session),
    }
    return _text(content)


def library(session: Session) -> dict[str, str]:
    """The kept scenarios by name, each as text; one too large to be kept is not among them."""
    found = {}
    for name, scenario in session.extras.get("library", {}).items():
        try:
            found[name] = Snapshot(link.OWN, scenario, scenario).codes[0]
        except link.LinkError:
            continue
    return found


def uploads(session: Session) -> list[str]:
    """The names of the files given, and of those that are still to be given again."""
    held = [file.name for file in getattr(session.extras.get("uploads"), "files", ())]
    return list(dict.fromkeys([*held, *session.missing]))


def _latest(steps: list[Snapshot]) -> list[tuple[str, str]]:
    kept: list[tuple[str, str]] = []
    room = MOST_UNDO
    for step in reversed(steps):
        try:
            codes = step.codes
        except link.LinkError:
            break
        room -= sum(map(len, codes))
        if room < 0:
            break
        kept.append(codes)
    return kept[::-1]


def _deliver(shelf: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {key: shelf[key] for key in (*TYPED, "lang") if shelf.get(key)}
    for key in ("logo", "template"):
        if shelf.get(key):
            found[f"{key}_name"] = shelf[key][0]
    if isinstance(shelf.get("day"), datetime.date):
        found["day"] = shelf["day"].isoformat()
    return found | {"compared": list(shelf.get("compared", []))}


def _text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


# Reading --------------------------------------------------------------------------------------


def read_tab(sent: object) -> Tab | None:
    """What a browser kept of a tab; None where it kept nothing. Raises ForeignError."""
    content = _content(sent)
    if content is None:
        return None
    if content.get("v") != VERSION:
        raise ForeignError
    try:
        track = content["track"]
        return Tab(
            now=_snapshot(content["now"]),
            undo=[_snapshot(step) for step in content["undo"][-100:]],
            redo=[_snapshot(step) for step in content["redo"][-100:]],
            currency=content["currency"] if content["currency"] in CURRENCIES else "",
            lang=content["lang"] if content["lang"] in LANGUAGES else "",
            tracking=decoded(track) if track else Tracking(),
            deliver=_read_deliver(content["deliver"]),
            chosen=_read_choices(content["chosen"]),
            uploads=_names(content["uploads"]),
        )
    except (link.LinkError, KeyError, TypeError, ValueError, AttributeError):
        raise ForeignError from None


def read_library(sent: object) -> dict[str, Scenario]:
    """The kept scenarios; what cannot be read of them is left aside. Raises ForeignError."""
    found: dict[str, Scenario] = {}
    for name, code in (_content(sent) or {}).items():
        cleaned = clean_name(name)[:60].strip()
        if not cleaned or not isinstance(code, str) or len(found) >= MOST_KEPT:
            continue
        try:
            found[cleaned] = link.decode(code, most=link.MOST_KEPT)[1]
        except link.LinkError:
            continue
    return found


def _content(sent: object) -> dict[str, Any] | None:
    if not sent:
        return None
    if not isinstance(sent, str) or len(sent) > MOST_CHARACTERS:
        raise ForeignError
    try:
        content = json.loads(sent)
    except (ValueError, RecursionError):
        raise ForeignError from None
    if not isinstance(content, dict):
        raise ForeignError
    return content


def _snapshot(codes: Any) -> Snapshot:
    case, base = codes
    if not isinstance(case, str) or not isinstance(base, str):
        raise ForeignError
    slug, scenario = link.decode(case, most=link.MOST_KEPT)
    baseline = link.decode(base, most=link.MOST_KEPT)[1]
    found = Snapshot(slug, scenario, leveled(baseline, scenario))
    found.__dict__["codes"] = (case, base)  # written as it was read
    return found


def _read_deliver(found: Mapping[str, Any]) -> dict[str, Any]:
    shelf: dict[str, Any] = {
        key: clean_name(value)[:WORDS] for key in TYPED if isinstance(value := found.get(key), str)
    }
    if found.get("lang") in LANGUAGES:
        shelf["lang"] = found["lang"]
    if isinstance(found.get("day"), str):
        shelf["day"] = datetime.date.fromisoformat(found["day"])
    return shelf | {"compared": _names(found.get("compared", []))}


def _read_choices(found: Mapping[str, Any]) -> dict[str, Any]:
    pairs = list(found.items())[:MOST_CHOICES]
    return {name: value for name, value in pairs if len(name) < 200 and _is_choice(value)}


def _is_choice(value: Any) -> bool:
    if isinstance(value, list):
        return len(value) <= MOST_CHOICES and all(isinstance(one, str) for one in value)
    if isinstance(value, str):
        return len(value) <= 500
    return value is None or (isinstance(value, int | float) and abs(value) <= 1e15)


def _names(found: Iterable[Any]) -> list[str]:
    return [clean_name(one)[:200] for one in list(found)[:MOST_CHOICES] if isinstance(one, str)]


# Putting it back ------------------------------------------------------------------------------


def recall(session: Session, sent: Mapping[str, Any], *, addressed: bool) -> None:
    """Give a new session what its browser had kept.

    The address goes first (`addressed`: it named a case). Of the same tab all comes back, and
    where the address shows another case, undo leads to the one that was there. Of another tab all
    comes back where it held this very case, or where the address named none, which is then said.
    """
    session.asking = ""
    try:
        _library(session, read_library(sent.get("library")))
        own = read_tab(sent.get("tab"))
        found = own or read_tab(sent.get("last"))
    except ForeignError:
        session.said = "strange"
        return
    if found is None:
        return
    # As the browser wrote it: names follow the language, which is no change of the case.
    same = found.now.codes == session.now.codes
    if addressed and not same:
        if own is None:
            return
        found.undo.append(found.now)
        found.redo.clear()
    _adopt(session, found, addressed=addressed)
    if own is None and not addressed and found.now.codes[0] != presets()[0].slug:
        session.said = "back"


def _adopt(session: Session, found: Tab, *, addressed: bool) -> None:
    if not addressed:
        if found.lang and not session.lang_chosen:
            session.lang, session.lang_chosen = found.lang, True
        session.currency = found.currency or session.currency
        session.now = session.bare = found.now.seen(session.currency, session.lang)
        session.tracking = found.tracking
    # The reader may have been faster than the browser's answer: their steps come after.
    session.undo[:0] = found.undo
    if len(session.undo) == len(found.undo):
        session.redo[:] = found.redo
    for shelf, kept in (("deliver", found.deliver), ("chosen", found.chosen)):
        session.extras[shelf] = kept | session.extras.get(shelf, {})
    session.missing[:] = found.uploads
    session.generation += 1


def _library(session: Session, kept: dict[str, Scenario]) -> None:
    shelf = session.extras.setdefault("library", {})
    shelf |= {name: scenario for name, scenario in kept.items() if name not in shelf}
