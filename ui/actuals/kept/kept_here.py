"""What the workspace of the case on screen keeps of the page Actuals, read and written.

Answers by layout, rules, channels, mappings under a name, what files cover, accepted figures,
targets and scores are kept as they are given; the files where their user says so. What others kept
meanwhile stays: only what was changed here is changed there. It is read back as hostile input is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from roi_model.actuals.coverage import Chosen, covers_text, read_covers
from roi_model.actuals.suggestion import Accepted, accepted_text, read_accepted
from roi_model.actuals.tracking import Tracking, decoded, scores_of, targets_of
from roi_model.library.errors import LibraryError
from roi_model.reading import mappings
from roi_model.reading.mappings import Rule, Saved
from roi_model.storage import kept_files
from roi_model.storage.kept_files import Entry
from ui.actuals import uploads
from ui.actuals.uploads import Shelf
from ui.session import shelf, state

if TYPE_CHECKING:
    from roi_model.library.library import Library

ANSWERS, MAPPINGS, ACCEPTED = "actuals answers", "actuals mappings", "actuals accepted"
TRACKING, COVERS, FILES = "actuals tracking", "actuals covers", "actuals files"
ALL = (ANSWERS, MAPPINGS, ACCEPTED, TRACKING, COVERS, FILES)
_EVERY = "*"
"""What holds for every file, beside what is answered by layout."""
_AGAIN = 60.0
"""Seconds until a library that did not answer is asked again."""

T = TypeVar("T")


@dataclass(frozen=True)
class _Held:
    """What is kept of one workspace, or is to be."""

    answered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    saved: Mapping[str, Saved] = field(default_factory=dict)
    accepted: Mapping[str, Accepted] = field(default_factory=dict)
    tracking: Tracking = field(default_factory=Tracking)
    covers: Mapping[str, Chosen] = field(default_factory=dict)

    def texts(self) -> dict[str, str]:
        """By kind, empty where there is nothing."""
        every = Saved("", {}, dict(self.mapping), self.rules)
        layouts = {one: Saved(one, dict(found), {}) for one, found in self.answered.items()}
        answers = mappings.written({_EVERY: every, **layouts}).decode()
        known = bool(self.answered or self.mapping or self.rules)
        return {
            ANSWERS: answers if known else "",
            MAPPINGS: mappings.written(self.saved).decode() if self.saved else "",
            ACCEPTED: accepted_text(self.accepted.values()) if self.accepted else "",
            TRACKING: self.tracking.encoded(),
            COVERS: covers_text(self.covers) if self.covers else "",
        }


@dataclass
class Desk:
    """How the session stands to what its workspace keeps.

    `role` is empty where the workspace does not answer; `files`: whether files are kept, `listed`
    which are, `known` which of these this session has, `no_room` for which there was none.
    """

    role: str = ""
    base: _Held = field(default_factory=_Held)
    files: bool = False
    listed: tuple[Entry, ...] = ()
    known: set[str] = field(default_factory=set)
    no_room: set[str] = field(default_factory=set)
    failed_at: float = float("-inf")

    def is_due(self) -> bool:
        """Whether a library that did not answer may be asked again."""
        return time.monotonic() >= self.failed_at + _AGAIN

    @property
    def keeps(self) -> bool:
        """Whether the reader's answers are kept."""
        return self.role in ("owner", "editor")


def desk() -> Desk | None:
    """That of the case on screen; None for a case of no workspace."""
    found: Desk | None = state.belongings().get("desk")
    return found


# Reading --------------------------------------------------------------------------------------


def begin() -> None:
    """Start of a page: what the workspace of the case on screen keeps is there."""
    place, before = state.held().place, desk()
    if not place or (before is not None and (before.role or not before.is_due())):
        return
    fresh = Desk()
    try:
        fresh.role = shelf.role(place)
        sent = shelf.answer(lambda library: {kind: library.kept(place, kind) for kind in ALL})
    except LibraryError:
        state.belongings()["desk"] = Desk(failed_at=time.monotonic())
        return
    state.belongings()["desk"] = fresh
    fresh.base = _read(sent)
    _take(fresh.base, uploads.shelf(), fresh)
    fresh.listed = kept_files.read(sent[FILES])
    fresh.files = bool(fresh.listed)
    _fetch(place, fresh)


def _read(sent: Mapping[str, str | None]) -> _Held:
    known = dict(mappings.read((sent[ANSWERS] or "").encode()) or {})
    every = known.pop(_EVERY, Saved("", {}, {}))
    return _Held(
        {one.layout: one.answers for one in known.values()},
        every.mapping,
        every.rules,
        mappings.read((sent[MAPPINGS] or "").encode()) or {},
        read_accepted(sent[ACCEPTED]),
        decoded(sent[TRACKING] or ""),
        read_covers(sent[COVERS]),
    )


def _take(found: _Held, there: Shelf, about: Desk) -> None:
    """What is kept, and above it what was given here already."""
    there.answered = {one: dict(answers) for one, answers in found.answered.items()}
    there.mapping = {**found.mapping, **there.mapping}
    there.rules = tuple(dict.fromkeys((*there.rules, *found.rules)))
    there.saved = {**found.saved, **there.saved}
    there.accepted = {**found.accepted, **there.accepted}
    mine, session = state.tracking(), state.held()
    if state.belongings().pop("typed", False):  # beside a case that was of no workspace then
        session.tracking = _both(found.tracking, mine)
    elif found.tracking != Tracking() and (about.keeps or mine == Tracking()):
        session.tracking = found.tracking  # what an address says is of another day


def _both(kept: Tracking, typed: Tracking) -> Tracking:
    targets = dict.fromkeys((*kept.targets, *typed.targets))
    scores = dict.fromkeys((*kept.scores, *typed.scores))
    rows = [(one.month, *one.values, one.note) for one in scores]
    return Tracking(targets_of((one.metric, one.value, one.by) for one in targets), scores_of(rows))


def _fetch(place: str, about: Desk) -> None:
    """The files that are kept, beside those that are there."""
    here = {upload.digest for upload in uploads.held()}
    for entry in about.listed:
        kind = _kind(entry.digest)
        try:
            sent = "" if entry.digest in here else shelf.answer(_asks(place, kind))
        except LibraryError:
            continue
        content = kept_files.opened(sent, entry.digest) if sent else None
        if content is not None:
            uploads.put_back(entry.name, content)
    about.known = {one.digest for one in about.listed} & {one.digest for one in uploads.held()}
    for upload in uploads.held():
        upload.cover = upload.cover or about.base.covers.get(upload.digest)


def _asks(place: str, kind: str) -> Callable[[Library], str | None]:
    return lambda library: library.kept(place, kind)


def _kind(digest: str) -> str:
    return f"actuals file {digest}"


# Writing --------------------------------------------------------------------------------------


def keep() -> None:
    """What was given since is kept, where the reader may."""
    about, place = desk(), state.held().place
    if about is None or not about.keeps or not about.is_due():
        return
    there = uploads.shelf()
    for upload in uploads.held():
        found = uploads.reading(upload)
        if upload.answers and found.usable and found.layout:
            there.answered[found.layout] = dict(upload.answers)
    now = _Held(
        {one: dict(answers) for one, answers in there.answered.items()}, dict(there.mapping),
        there.rules, dict(there.saved), dict(there.accepted), state.tracking(),
        _covers(about.base.covers),
    )  # fmt: skip
    try:
        if now != about.base:
            about.base = shelf.answer(lambda library: _write(library, place, about.base, now))
            _show(about.base, there)
        _keep_files(place, about)
        about.failed_at = float("-inf")
    except LibraryError as error:
        if error.code in ("not_allowed", "no_workspace"):
            about.role = "viewer" if error.code == "not_allowed" else ""
        about.failed_at = time.monotonic()


def _covers(known: Mapping[str, Chosen]) -> dict[str, Chosen]:
    """What the files cover, as was said; of those that are not here, as it is known."""
    said = {upload.digest: upload.cover for upload in uploads.held()}
    return {digest: one for digest, one in {**known, **said}.items() if one is not None}


def _write(library: Library, place: str, base: _Held, now: _Held) -> _Held:
    """What was changed here, on top of what is kept by now."""
    theirs = _read({kind: library.kept(place, kind) for kind in ALL})
    both = _Held(
        _merged(base.answered, now.answered, theirs.answered),
        _merged(base.mapping, now.mapping, theirs.mapping),
        theirs.rules if now.rules == base.rules else now.rules,
        _merged(base.saved, now.saved, theirs.saved),
        _merged(base.accepted, now.accepted, theirs.accepted),
        theirs.tracking if now.tracking == base.tracking else now.tracking,
        _merged(base.covers, now.covers, theirs.covers),
    )
    were = theirs.texts()
    for kind, text in both.texts().items():
        if text and text != were[kind] and len(text.encode()) <= mappings.LARGEST:
            library.keep(place, kind, text)
        elif not text and were[kind]:
            library.forget(place, kind)
    return both


def _merged(base: Mapping[str, T], now: Mapping[str, T], theirs: Mapping[str, T]) -> dict[str, T]:
    """What others keep, without what was taken away here and with what was changed here.

    >>> _merged({"a": 1, "b": 1}, {"a": 2}, {"a": 1, "b": 1, "c": 3})
    {'a': 2, 'c': 3}
    """
    changed = {key: value for key, value in now.items() if base.get(key) != value}
    return {key: value for key, value in theirs.items() if key in now or key not in base} | changed


def _show(found: _Held, there: Shelf) -> None:
    there.answered = {one: dict(answers) for one, answers in found.answered.items()}
    there.mapping, there.rules = dict(found.mapping), found.rules
    there.saved, there.accepted = dict(found.saved), dict(found.accepted)
    if state.tracking() != found.tracking:
        state.held().tracking = found.tracking


def _keep_files(place: str, about: Desk) -> None:
    """The files of the session are kept, or those of them that were are not any more."""
    held = {upload.digest: upload for upload in uploads.held()}
    wanted = held if about.files else {}
    fresh = set(wanted) - about.known - about.no_room
    away = set() if about.files else {one.digest for one in about.listed}
    gone = (about.known - set(wanted)) | away
    about.no_room &= set(wanted)
    if not fresh and not gone:
        return

    def write(library: Library) -> tuple[Entry, ...]:
        listed = [one for one in kept_files.read(library.kept(place, FILES))
                  if one.digest not in gone]  # fmt: skip
        for digest in fresh - {one.digest for one in listed}:
            packed = kept_files.packed(wanted[digest].content)
            size = kept_files.size(packed or "")
            if packed is None or not kept_files.has_room(listed, size):
                about.no_room.add(digest)
                continue
            library.keep(place, _kind(digest), packed)
            listed.append(Entry(digest, wanted[digest].name, size))
        library.keep(place, FILES, kept_files.written(listed))
        for digest in gone:
            library.forget(place, _kind(digest))
        return tuple(listed)

    about.listed = shelf.answer(write)
    about.known = {one.digest for one in about.listed} & set(wanted)


# What the reader does -------------------------------------------------------------------------


def keep_files(on: bool) -> None:
    """Keep the files of this session in the workspace, or take away those that are kept."""
    about = desk()
    if about is not None:
        about.files, about.failed_at = on, float("-inf")


def open_figures() -> list[Accepted]:
    """What was accepted in the workspace and fits the case on screen, which works with another."""
    now = state.scenario()
    found = uploads.shelf().accepted.values()
    return [one for one in found if not one.in_case(now) and one.fits(now)]


def forget_figures() -> None:
    """They are kept no longer."""
    for one in open_figures():
        uploads.shelf().accepted.pop(one.path, None)


def forget_answers() -> None:
    """Nothing is known any more of layouts, rules, channels and mappings."""
    there = uploads.shelf()
    there.answered, there.mapping, there.rules, there.saved = {}, {}, (), {}
    for upload in uploads.held():
        uploads.reopen(upload.digest)
