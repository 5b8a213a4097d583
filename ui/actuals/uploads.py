"""The files of this session: kept in memory, never in the URL, a file or a log; bounded.

Cases of each workspace have their own, those of none too; `ui/actuals/kept` has what the workspace
keeps of them. What the user answered stands beside them: how one file is written (per file), and to
which category, share and channel an account, label or source belongs (for all files, so that the
next one knows).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from roi_model import logs
from roi_model.actuals.channels.attribution import Said
from roi_model.actuals.coverage import Chosen, Cover, Coverage, coverage_of
from roi_model.actuals.smoothing import smooth
from roi_model.actuals.suggestion import Accepted
from roi_model.declaration.scenario import Scenario
from roi_model.reading import mappings
from roi_model.reading.archive import taken
from roi_model.reading.inquiry import Finding, Refusal
from roi_model.reading.mappings import CHANNEL_OF, Rule, Saved
from roi_model.reading.result import Reading
from roi_model.reading.sandbox.limited import read_limited
from roi_model.settings import SESSION_FILES, SESSION_MB
from ui.session import state, who

MOST_FILES = SESSION_FILES()
MOST_BYTES = SESSION_MB() * 1_000_000
"""All files of a session together."""


@dataclass(frozen=True)
class Judged:
    """The doubts there were about a reading, and what else they depend on."""

    reading: Reading
    of: tuple[object, ...]
    doubts: tuple[Finding, ...]


@dataclass
class Upload:
    """One file as it came, what was answered about how it is written, and its latest reading.

    `settled` are the doubts about it that its user has looked at and found right, `judged` the
    latest doubts there were; `unfolded` is None until its details were shown once.
    """

    name: str
    content: bytes
    digest: str
    answers: dict[str, str] = field(default_factory=dict)
    latest: tuple[dict[str, Any], Reading] | None = None
    found_again: str = ""
    found_here: bool = False
    cover: Chosen | None = None
    settled: set[str] = field(default_factory=set)
    judged: Judged | None = None
    unfolded: bool | None = None


@dataclass
class Shelf:
    """What was given and answered beside the cases of one workspace.

    `answered`: by layout, what a file of it was answered; `accepted`: what calibration accepted.
    """

    files: list[Upload] = field(default_factory=list)
    mapping: dict[str, str] = field(default_factory=dict)
    start: str | None = None
    said: list[tuple[str, str]] = field(default_factory=list)
    generation: int = 0
    plan: Scenario | None = None
    plan_of: tuple[str, str] = ("", "")
    smoothing: bool = False
    saved: dict[str, Saved] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    answered: dict[str, dict[str, str]] = field(default_factory=dict)
    accepted: dict[str, Accepted] = field(default_factory=dict)


def shelf() -> Shelf:
    """That of the case on screen."""
    here = state.belongings()
    if "uploads" not in here:
        here["uploads"] = Shelf()
        renew()
    found: Shelf = here["uploads"]
    return found


def elsewhere() -> int:
    """How many files were given beside a case of no workspace, while this one has none."""
    loose = state.held().places.get("", {}).get("uploads")
    return len(loose.files) if loose is not None and loose is not shelf() and not held() else 0


def bring_here() -> None:
    """Those files, and what was answered about them, beside the case on screen."""
    loose, here = state.held().places[""].pop("uploads"), shelf()
    here.files += loose.files
    here.mapping |= loose.mapping
    here.rules = tuple(dict.fromkeys((*loose.rules, *here.rules)))
    here.saved |= loose.saved
    renew()


def held() -> list[Upload]:
    """The files of this session, in the order they came."""
    return list(shelf().files)


def generation() -> int:
    """Grows with every change of the list of files: part of the keys of widgets about them. No two
    workspaces share one.
    """
    return shelf().generation


def take(files: list[tuple[str, bytes]]) -> None:
    """Keep files, those of an archive each on its own. What is there already, is too much or stays
    packed is told by `said`.
    """
    there = shelf()
    there.said.clear()
    found, left = taken(files)
    for one in found:
        _add(there, one.name, one.content)
    there.said += [(f"archive_{why}", name) for name, why in left]
    renew()  # the widget they came from starts afresh, empty


def put_back(name: str, content: bytes) -> None:
    """A file that the workspace kept; looked at as any other, without a word."""
    there = shelf()
    said, there.said = there.said, []
    _add(there, name, content)
    there.said = said
    renew()


def _add(there: Shelf, name: str, content: bytes) -> None:
    known = mappings.read(content)
    if known is not None:
        there.saved |= known
        there.said.append(("mappings", ", ".join(known)))
        return
    digest = hashlib.sha256(content).hexdigest()
    if any(upload.digest == digest for upload in there.files):
        there.said.append(("same", name))
    elif len(there.files) >= MOST_FILES:
        there.said.append(("too_many", name))
    elif len(content) + sum(len(upload.content) for upload in there.files) > MOST_BYTES:
        there.said.append(("too_much", name))
    else:
        there.files.append(Upload(name, content, digest))


def remove(digest: str) -> None:
    """Forget a file and what was answered about how it is written."""
    there = shelf()
    there.files = [upload for upload in there.files if upload.digest != digest]
    there.said.clear()
    renew()
    if not there.files:
        there.start = there.plan = None


def said() -> list[tuple[str, str]]:
    """What the latest adding of files had to say: (code, file name)."""
    return list(shelf().said)


def renew() -> None:
    """Make widgets about the files start afresh, empty."""
    latest = state.extras()["generation"] = state.extras().get("generation", 0) + 1
    shelf().generation = latest


def reopen(digest: str) -> None:
    """Take back all answers about one file, and what is known of its layout."""
    for upload in shelf().files:
        if upload.digest == digest:
            shelf().answered.pop(reading(upload).layout, None)
            upload.answers.clear()
            upload.found_again, upload.found_here = "", False
    renew()


def answer(digest: str, question: str, chosen: str | None) -> None:
    """Take an answer about one file; None takes it back."""
    for upload in shelf().files:
        if upload.digest == digest:
            upload.answers.pop(question, None)
            if chosen is not None:
                upload.answers[question] = chosen
    renew()  # other rows may count now: the tables start afresh


def cover(digest: str, chosen: Chosen | None) -> None:
    """Take what the user says a file covers; None takes it back."""
    for upload in shelf().files:
        if upload.digest == digest:
            upload.cover = chosen
    renew()


def settle(digest: str, code: str) -> None:
    """Take a doubt about a file for looked at: its figures are right."""
    for upload in shelf().files:
        if upload.digest == digest:
            upload.settled.add(code)


def covers(readings: list[Reading]) -> list[tuple[Cover, ...]]:
    """What each file of this session covers, as found or as the user says."""
    today = who.today()
    return [coverage_of([reading], chosen=[upload.cover], today=today).covers
            for upload, reading in zip(held(), readings, strict=True)]  # fmt: skip


def coverage(covers: list[tuple[Cover, ...]]) -> Coverage:
    """What files cover together."""
    return Coverage(tuple(one for found in covers for one in found))


def answer_all(digest: str, chosen: dict[str, str]) -> None:
    """Take several answers about one file at once."""
    for upload in shelf().files:
        if upload.digest == digest:
            upload.answers |= chosen
    renew()


def mapping() -> dict[str, str]:
    """Categories and shares the user gave to accounts and labels, for all files."""
    return {key: to for key, to in shelf().mapping.items() if not key.startswith(CHANNEL_OF)}


def channels() -> Said:
    """Whose costs and sources are, as the user said."""
    known = shelf().mapping.items()
    return Said(*({k.removeprefix(p): to for k, to in known if k.startswith(p)}
                  for p in CHANNEL_OF))  # fmt: skip


def belongs(changes: dict[str, str | None]) -> None:
    """Change categories, shares and channels of accounts, labels and sources; None takes back."""
    known = shelf().mapping
    for key, value in changes.items():
        known.pop(key, None)
        if value is not None:
            known[key] = value


def rules() -> tuple[Rule, ...]:
    """The user's own rules by label, in their order."""
    return shelf().rules


def set_rules(found: tuple[Rule, ...]) -> None:
    """Sort by other rules."""
    shelf().rules = found


def forget_mapping(*, channels: bool = False) -> None:
    """Back to the categories and shares found by the rules, or to the channels guessed."""
    there = shelf()
    there.mapping = {key: to for key, to in there.mapping.items()
                     if key.startswith(CHANNEL_OF) != channels}  # fmt: skip
    renew()


def start() -> str | None:
    """The calendar month (YYYY-MM) chosen as month 1 for the comparison, where one was."""
    return shelf().start


def set_start(month: str | None) -> None:
    """Choose the calendar month that is month 1, for the comparison alone."""
    shelf().start = month


# Mappings under a name ------------------------------------------------------------------------


def saved() -> dict[str, Saved]:
    """The mappings kept so far, by name."""
    return dict(shelf().saved)


def save(name: str, upload: Upload) -> None:
    """Keep what was answered about a file, and what belongs where, for files of its layout."""
    kept = Saved(reading(upload).layout, dict(upload.answers), dict(shelf().mapping), rules())
    shelf().saved[name] = kept


def mappings_file() -> bytes:
    """All mappings as a file that can be given back like any other."""
    return mappings.written(shelf().saved)


def _recall(upload: Upload, layout: str) -> bool:
    """Answer a new file as one of its layout was answered before; whether there was anything."""
    there = shelf()
    if layout in there.answered:
        upload.answers.update(there.answered[layout])
        upload.found_here = True
        return True
    for name, kept in there.saved.items():
        if kept.layout == layout:
            upload.answers.update(kept.answers)
            there.mapping = {**kept.mapping, **there.mapping}
            there.rules = tuple(dict.fromkeys((*there.rules, *kept.rules)))
            upload.found_again = name
            return True
    return False


# How they are read ---------------------------------------------------------------------------


def smoothing() -> bool:
    """Whether reversals of accruals are given back to the months they correct."""
    return shelf().smoothing


def set_smoothing(on: bool) -> None:
    """Turn that on or off."""
    shelf().smoothing = on


def reading(upload: Upload) -> Reading:
    """What is understood of a file with the answers so far; the latest reading is kept."""
    asked = _arguments(upload.answers)
    if upload.latest is None or upload.latest[0] != asked:
        fresh = upload.latest is None and not upload.answers
        upload.latest = None  # the old one may be large: let it go before the new one is made
        found = _read(upload, asked)
        if found.refused is not None and found.refused.code == "busy":
            return found  # tried again with the next run
        upload.latest = (asked, found)
        if fresh and _recall(upload, found.layout):
            return reading(upload)
    return upload.latest[1]


def _arguments(own: dict[str, str]) -> dict[str, Any]:
    """Answers as the reader takes them: those of all files, those of this one, stages, rules."""
    stages = {key.removeprefix(STAGE): v for key, v in own.items() if key.startswith(STAGE)}
    plain = {key: v for key, v in own.items() if not key.startswith(STAGE)}
    sorting = [{"contains": a, "category": b, "share": c} for a, b, c in rules()]
    found: dict[str, Any] = {**mapping(), **plain}
    return found | ({"stages": stages} if stages else {}) | ({"rules": sorting} if sorting else {})


STAGE = "stage of "
"""Before a spelling of a CRM's stage, as the key of what it means."""


def _read(upload: Upload, asked: dict[str, Any]) -> Reading:
    try:
        with logs.timed("slow_read", bytes=len(upload.content)):
            try:
                return read_limited(upload.content, answers=asked, name=upload.name)
            except ValueError:
                # An answer that the file no longer asks for: ask again rather than fail.
                upload.answers.clear()
                return read_limited(upload.content, answers=_arguments({}), name=upload.name)
    except Exception as error:  # a fault of ours must not take the other files along
        logs.failed("file_not_read", error)
        return Reading(None, upload.name, refused=Refusal("unexpected", {"name": upload.name}))


def fingerprint() -> tuple[object, ...]:
    """What tells one state of files and answers from another."""
    files = tuple((one.digest, one.cover, *sorted(one.answers.items())) for one in held())
    return files, tuple(sorted(shelf().mapping.items())), rules(), smoothing()


def entries(readings: list[Reading]) -> pd.DataFrame:
    """The costs of all usable files below one another."""
    frames: list[Any] = [r.entries for r in readings if r.usable and len(r.entries)]
    if len(frames) > 1:  # files have categories of their own: join as text
        plain = {"month": str, "category": str}
        joined = pd.concat([one.astype(plain) for one in frames], ignore_index=True)
    else:
        joined = frames[0] if frames else Reading(None).entries
    return smooth(joined) if smoothing() else joined
