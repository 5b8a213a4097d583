"""What a browser keeps of a session, so that nothing typed is lost; read back as hostile input.

Case, baseline, undo, which case of the library it is, kept scenarios, choices and the words on
Deliver. Of uploads the names alone:
they are asked for again. No streamlit here.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass, replace
from typing import Any

from roi_model.actuals.tracking import Tracking, decoded
from roi_model.declaration.card import clean_name
from roi_model.export.contents.dossier import WORDS
from roi_model.storage import link
from roi_model.storage.presets import presets
from roi_model.texts import LANGUAGES
from ui.session.session import (
    CURRENCIES,
    UNDO_DEPTH,
    Kept,
    Session,
    Snapshot,
    leveled,
    new_line,
)

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
    kept: dict[str, Kept]


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
        "line": session.now.line,
        "kept": {line: astuple(kept) for line, kept in _kept(session).items()},
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
    held = [file.name for file in getattr(session.belongings.get("uploads"), "files", ())]
    return list(dict.fromkeys([*held, *session.missing]))


def _kept(session: Session) -> dict[str, Kept]:
    """What the library holds of the lines that undo and redo can still lead to."""
    lines = {step.line for step in (session.now, *session.undo, *session.redo)}
    return {line: kept for line, kept in session.kept.items() if line in lines}


def _past(session: Session) -> str:
    """Undo and redo; told with every run, written anew only where a step was taken."""
    steps = [[(step, step.line) for step in way] for way in (session.undo, session.redo)]
    known: tuple[list[list[tuple[Snapshot, str]]], str] | None = session.extras.get("past")
    if known is None or known[0] != steps:
        known = session.extras["past"] = steps, _folded(session.undo, session.redo)
    return known[1]


def _folded(undo: list[Snapshot], redo: list[Snapshot]) -> str:
    """Steps as numbers of texts, and their line: neighbours share their baseline, if not their
    case.
    """
    texts: dict[str, int] = {}
    room = MOST_PAST

    def number(code: str) -> int:
        nonlocal room
        if code not in texts:
            texts[code] = len(texts)
            room -= len(link.unpacked(code))
        return texts[code]

    def latest(steps: list[Snapshot]) -> list[list[int | str]]:
        found: list[list[int | str]] = []
        for step in reversed(steps):
            try:
                pair = [number(code) for code in step.codes]
            except link.LinkError:
                break
            if room < 0:
                break
            found.append([*pair, step.line])
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
    return found


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
            now=_snapshot([*content["now"], content.get("line")]),
            undo=past["undo"],
            redo=past["redo"],
            currency=content["currency"] if content["currency"] in CURRENCIES else "",
            lang=content["lang"] if content["lang"] in LANGUAGES else "",
            tracking=decoded(track) if track else Tracking(),
            shelves={name: shelf.read(content[name]) for name, shelf in SHELVES.items()},
            uploads=_names(content["uploads"]),
            kept={line: _read_kept(one) for line, one in content.get("kept", {}).items()},
        )
    except (
        KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError, RecursionError
    ):  # fmt: skip
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
        way: [
            _snapshot([*(codes[number] for number in step[:2]), *step[2:]])
            for step in found[way][-UNDO_DEPTH:]
        ]
        for way in ("undo", "redo")
    }


def _read_kept(found: Any) -> Kept:
    workspace, name, number, saved_at, mark = found
    if not isinstance(number, int) or not isinstance(mark, str):
        raise ForeignError
    at = datetime.datetime.fromisoformat(saved_at).isoformat(timespec="milliseconds")
    return Kept(clean_name(workspace), clean_name(name), number, at, mark)


def _snapshot(codes: Any) -> Snapshot:
    case, base, line = (*codes, None)[:3]
    if not isinstance(case, str) or not isinstance(base, str):
        raise ForeignError
    slug, scenario = link.decode(case, most=link.MOST_KEPT)
    baseline = link.decode(base, most=link.MOST_KEPT)[1]
    line = line if isinstance(line, str) and 0 < len(line) <= 16 else new_line()
    found = Snapshot(slug, scenario, leveled(baseline, scenario), line)
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
    return shelf


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
    session.kept |= found.kept
    _follow_line(session, found.now)
    session.settle()  # targets of the address
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


def _follow_line(session: Session, was: Snapshot) -> None:
    """Where the address names the very case that was there, it is that of the library, too, with
    all that was changed in it before the browser answered.
    """
    first = (*session.undo, session.now)[0]
    if first.codes != was.codes:
        return
    session.undo[:] = [_on(step, first.line, was.line) for step in session.undo]
    session.now = _on(session.now, first.line, was.line)


def _on(step: Snapshot, line: str, other: str) -> Snapshot:
    return replace(step, line=other) if step.line == line else step


def _library(session: Session, kept: dict[str, Snapshot]) -> None:
    shelf = session.extras.setdefault("library", {})
    shelf |= {name: one for name, one in kept.items() if name not in shelf}
