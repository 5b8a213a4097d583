"""What a browser keeps of a session, so that nothing typed is lost; read back as hostile input.

Case, baseline, undo, kept scenarios, choices and the words on Deliver. Of uploads the names alone:
they are asked for again. No streamlit here.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from roi_model.actuals.tracking import Tracking, decoded
from roi_model.declaration.card import clean_name
from roi_model.export.contents.dossier import WORDS
from roi_model.storage import link
from roi_model.storage.presets import presets
from roi_model.texts import LANGUAGES
from ui.session.session import CURRENCIES, UNDO_DEPTH, Session, Snapshot, leveled

VERSION = 1
MOST_CHARACTERS = 3_000_000
"""Of one text that a browser sends; a browser keeps no more than some 5 million."""
MOST_PAST = 300_000
"""Characters of all steps that undo and redo can take after a refresh, before they are folded
together (to a hundredth, being much alike); the latest ones are kept."""
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
    shelves: dict[str, dict[str, Any]]
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
        "past": _past(session),
        "currency": session.currency,
        "lang": session.lang if session.lang_chosen else "",
        "track": session.tracking.encoded(),
        **{name: shelf.write(session.extras.get(name, {})) for name, shelf in SHELVES.items()},
        "uploads": uploads(session),
    }
    return _text(content)


def library(session: Session) -> dict[str, str]:
    """The kept scenarios by name, each as text; one too large to be kept is not among them."""
    found = {}
    for name, kept in session.extras.get("library", {}).items():
        try:
            found[name] = kept.codes[0]
        except link.LinkError:
            continue
    return found


def uploads(session: Session) -> list[str]:
    """The names of the files given, and of those that are still to be given again."""
    held = [file.name for file in getattr(session.extras.get("uploads"), "files", ())]
    return list(dict.fromkeys([*held, *session.missing]))


def _past(session: Session) -> str:
    """Undo and redo; told with every run, written anew only where a step was taken."""
    steps = tuple(session.undo), tuple(session.redo)
    known: tuple[tuple[tuple[Snapshot, ...], ...], str] | None = session.extras.get("past")
    if known is None or known[0] != steps:
        known = session.extras["past"] = steps, _folded(session.undo, session.redo)
    return known[1]


def _folded(undo: list[Snapshot], redo: list[Snapshot]) -> str:
    """Steps as pairs of numbers of texts: neighbours share their baseline, if not their case."""
    texts: dict[str, int] = {}
    room = MOST_PAST

    def number(code: str) -> int:
        nonlocal room
        if code not in texts:
            texts[code] = len(texts)
            room -= len(link.unpacked(code))
        return texts[code]

    def latest(steps: list[Snapshot]) -> list[list[int]]:
        found: list[list[int]] = []
        for step in reversed(steps):
            try:
                pair = [number(code) for code in step.codes]
            except link.LinkError:
                break
            if room < 0:
                break
            found.append(pair)
        return found[::-1]

    pairs = {"undo": latest(undo), "redo": latest(redo)}
    return link.folded(_text({"texts": [*map(link.unpacked, texts)], **pairs}), 6)


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
        past, track = _read_past(content["past"]), content["track"]
        return Tab(
            now=_snapshot(content["now"]),
            undo=past["undo"],
            redo=past["redo"],
            currency=content["currency"] if content["currency"] in CURRENCIES else "",
            lang=content["lang"] if content["lang"] in LANGUAGES else "",
            tracking=decoded(track) if track else Tracking(),
            shelves={name: shelf.read(content[name]) for name, shelf in SHELVES.items()},
            uploads=_names(content["uploads"]),
        )
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        raise ForeignError from None


def read_library(sent: object) -> tuple[dict[str, Snapshot], bool]:
    """The kept scenarios, and whether that is all of them: one that cannot be read stays where it
    is. Raises ForeignError.
    """
    found: dict[str, Snapshot] = {}
    content = _content(sent) or {}
    for name, code in content.items():
        cleaned = clean_name(name)[:60].strip()
        if not cleaned or not isinstance(code, str) or len(found) >= MOST_KEPT:
            continue
        try:
            scenario = link.decode(code, most=link.MOST_KEPT)[1]
        except link.LinkError:
            continue
        found[cleaned] = Snapshot(link.OWN, scenario, scenario)
    return found, len(found) == len(content)


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


def _read_past(sent: Any) -> dict[str, list[Snapshot]]:
    found = json.loads(link.unfolded(sent, 2 * MOST_PAST))
    codes = [link.packed(text) for text in found["texts"]]
    return {
        way: [_snapshot([codes[number] for number in step]) for step in found[way][-UNDO_DEPTH:]]
        for way in ("undo", "redo")
    }


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


def _choices(shelf: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in shelf.items() if _is_choice(value)}


def _is_choice(value: Any) -> bool:
    if isinstance(value, list):
        return len(value) <= MOST_CHOICES and all(isinstance(one, str) for one in value)
    if isinstance(value, str):
        return len(value) <= 500
    return value is None or (isinstance(value, int | float) and abs(value) <= 1e15)


def _names(found: Iterable[Any]) -> list[str]:
    return [clean_name(one)[:200] for one in list(found)[:MOST_CHOICES] if isinstance(one, str)]


@dataclass(frozen=True)
class _Shelf:
    """How one of the session's extras is written, and read back."""

    write: Callable[[Mapping[str, Any]], dict[str, Any]]
    read: Callable[[Mapping[str, Any]], dict[str, Any]]


SHELVES = {"deliver": _Shelf(_deliver, _read_deliver), "chosen": _Shelf(_choices, _read_choices)}
"""What is remembered beside the case: the words on Deliver, and what is chosen on all pages."""


# Putting it back ------------------------------------------------------------------------------


def recall(session: Session, sent: Mapping[str, Any], *, addressed: bool) -> None:
    """Give a new session what its browser had kept.

    The address goes first (`addressed`: it named a case). Of the same tab all comes back, and
    where the address shows another case, undo leads to the one that was there. Of another tab all
    comes back where it held this very case, or where the address named none, which is then said.
    """
    try:
        kept, whole = read_library(sent.get("library"))
        _library(session, kept)
        session.said = "" if whole else "strange"
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
    session.undo[:0] = found.undo
    if len(session.undo) == len(found.undo):
        session.redo[:] = found.redo
    for name, kept in found.shelves.items():
        session.extras[name] = kept | session.extras.get(name, {})
    session.missing[:] = found.uploads


def _library(session: Session, kept: dict[str, Snapshot]) -> None:
    shelf = session.extras.setdefault("library", {})
    shelf |= {name: one for name, one in kept.items() if name not in shelf}
