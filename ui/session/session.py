"""What one browser tab holds, and the address that rebuilds it elsewhere. No streamlit here."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode, urlsplit

from roi_model.actuals.tracking import Tracking, decoded
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.editing.horizon import Adjustment
from roi_model.editing.renaming import moved
from roi_model.storage import link, own_names
from roi_model.storage.own_names import in_language
from roi_model.storage.presets import preset, presets
from roi_model.texts import of_browser, text

CURRENCIES = ("EUR", "USD", "GBP", "CHF")
UNDO_DEPTH = 100


def new_line() -> str:
    """A name for all that descends from one opening of a case."""
    return secrets.token_hex(4)


@dataclass(frozen=True)
class Kept:
    """Which version of which case of the library was last opened or saved; `saved_at` is in UTC.

    `mark` stands for what that version holds.
    """

    workspace: str
    name: str
    number: int
    saved_at: str
    mark: str


@dataclass(frozen=True)
class Snapshot:
    """What undo brings back; `line` is the same from the opening of a case to the next one."""

    slug: str
    scenario: Scenario
    baseline: Scenario
    line: str = field(default_factory=new_line, compare=False)

    @cached_property
    def codes(self) -> tuple[str, str]:
        """Case and baseline as a link has them; the baseline's code is the slug where it is where
        the case started from. Raises LinkError where one is too large even for a browser.
        """
        return link.encode(self.scenario, self.slug, most=link.MOST_KEPT), self._base

    @cached_property
    def _base(self) -> str:
        name = self.scenario.name if self.slug == link.OWN else preset(self.slug).scenario.name
        named = dataclasses.replace(self.baseline, name=name)
        return link.encode(named, self.slug, most=link.MOST_KEPT)

    def of(self, scenario: Scenario) -> Snapshot:
        """The same with another case on screen; the code of its baseline is known already."""
        found = dataclasses.replace(self, scenario=scenario)
        if "_base" in self.__dict__ and scenario.name == self.scenario.name:
            found.__dict__["_base"] = self._base
        return found

    def seen(self, currency: str, lang: str) -> Snapshot:
        """The same as a reader sees it: its amounts in a currency, its names in their language.

        The names of a case of one's own are its owner's.
        """
        scenario, baseline = (
            in_currency(case if self.slug == link.OWN else in_language(case, lang), currency)
            for case in (self.scenario, self.baseline)
        )
        return dataclasses.replace(self, scenario=scenario, baseline=baseline)


@dataclass(frozen=True)
class Change:
    """The latest change, for the line that says what moved.

    `key` and `values` are the sentence that says what was done and what fills it, so that it can
    be said in whatever language the reader turns to.
    """

    before: Scenario
    after: Scenario
    path: str = ""
    key: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    moved: tuple[Adjustment, ...] = ()
    gesture: int | None = None

    def in_language(self, lang: str) -> Change:
        """The same with the names the app gave in another language."""
        names = own_names.changes(self.before, lang)
        told = {
            old: new
            for groups in (names, own_names.changes(self.after, lang))
            for group in groups.values()
            for old, new in group.items()
        }
        return dataclasses.replace(
            self,
            before=in_language(self.before, lang),
            after=in_language(self.after, lang),
            path=moved(self.path, names),
            values={key: told.get(value, value) for key, value in self.values.items()},
            moved=tuple(dataclasses.replace(m, path=moved(m.path, names)) for m in self.moved),
        )

    def label(self, lang: str) -> str:
        """What was done, in a few words; empty where the input itself says it."""
        return text(self.key, lang, **self.values) if self.key else ""


@dataclass
class Session:
    """Everything one browser tab holds.

    `asking`: the question its browser has yet to answer; `waits_until`: the page waits for it, too,
    but no longer than that (0: not at all); `said`: what is to be told of the answer. `bare`: what
    an address without a case stands for. `missing`: files to be given again, by name.
    `kept`: what the library holds of each line; undo and redo lead along lines, and so to it.
    `places`: what is held beside the cases, by workspace ("": of cases of none): nothing of one is
    there while a case of another is on screen.
    `guest`: it shows a shared link; neither the address nor the browser is told anything of it.
    """

    now: Snapshot
    lang: str
    currency: str
    lang_chosen: bool = False
    undo: list[Snapshot] = field(default_factory=list)
    redo: list[Snapshot] = field(default_factory=list)
    change: Change | None = None
    notice: link.LinkError | None = None
    asking: str = ""
    waits_until: float = 0
    first_visit: bool = False
    said: str = ""
    bare: Snapshot | None = None
    missing: list[str] = field(default_factory=list)
    kept: dict[str, Kept] = field(default_factory=dict)
    guest: bool = False
    refused: dict[str, tuple[str, ScenarioError]] = field(default_factory=dict)
    places: dict[str, dict[str, Any]] = field(default_factory=dict)
    extras: dict[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The workspace of the case on screen; empty for a case of none."""
        kept = self.kept.get(self.now.line)
        return kept.workspace if kept else ""

    @property
    def belongings(self) -> dict[str, Any]:
        """What is held beside the cases of this workspace: files, answers, targets and scores."""
        return self.places.setdefault(self.place, {})

    @property
    def tracking(self) -> Tracking:
        """Targets and scores."""
        found: Tracking = self.belongings.get("tracking", Tracking())
        return found

    @tracking.setter
    def tracking(self, found: Tracking) -> None:
        self.belongings["tracking"] = found

    def settle(self) -> None:
        """A case of no workspace is one of a workspace now: what was held beside it goes along,
        where nothing is there yet.
        """
        if self.place and not self.belongings:
            self.places[self.place] = self.places.pop("", {})

    def step(self, now: Snapshot, change: Change | None, *, new: bool = True) -> None:
        """Another case is on screen; undo leads back, unless it goes on with the latest step."""
        if new:
            self.undo.append(self.now)
            del self.undo[:-UNDO_DEPTH]
        self.redo.clear()
        self.now, self.change = now, change

    def travel(self, back: list[Snapshot], forth: list[Snapshot], key: str) -> None:
        """One step along `back`; `forth` leads here again. `key` is the sentence that says so."""
        if not back:
            return
        before = self.now
        forth.append(before)
        self.now = back.pop().seen(self.currency, self.lang)
        self.refused.clear()
        self.change = Change(before.scenario, self.now.scenario, key=key)

    def arrived(self) -> None:
        """Nothing is to be said any more of where the case came from."""
        self.notice, self.said = None, ""


def leveled(baseline: Scenario, scenario: Scenario) -> Scenario:
    """The baseline under the name of its case: a name that was typed is no difference of theirs."""
    if baseline.name == scenario.name:
        return baseline
    return dataclasses.replace(baseline, name=scenario.name)


def in_currency(scenario: Scenario, currency: str) -> Scenario:
    """The scenario with its amounts written in a currency; nothing is converted."""
    if scenario.currency == currency:
        return scenario
    return dataclasses.replace(scenario, currency=currency)


def from_parameters(params: Mapping[str, str], locale: str | None) -> Session:
    """The session that an address asks for; where it cannot be read, the default case and why.

    The address's language goes first, then the browser's `locale`, then English.
    """
    chosen = params.get("lang") in ("fr", "en")
    lang = params["lang"] if chosen else of_browser(locale)
    notice = None
    slug = presets()[0].slug
    scenario = baseline = preset(slug).scenario
    try:
        if "case" in params:
            slug, scenario = link.decode(params["case"])
            baseline = scenario if slug == link.OWN else preset(slug).scenario
        if "base" in params:
            baseline = link.decode(params["base"])[1]
    except link.LinkError as error:
        notice = error
    currency = params.get("currency", scenario.currency)
    if currency not in (*CURRENCIES, scenario.currency):
        currency = scenario.currency
    now = Snapshot(slug, scenario, leveled(baseline, scenario)).seen(currency, lang)
    session = Session(now, lang, currency, lang_chosen=chosen, notice=notice)
    if "track" in params:
        session.tracking = decoded(params["track"])
    session.bare = None if "case" in params else now
    return session


def to_parameters(session: Session) -> dict[str, str]:
    """What rebuilds a session: case, baseline where it differs, targets, currency, language.

    Raises LinkError where the case is too large for an address.
    """
    params: dict[str, str] = {}
    case, base = session.now.codes
    if max(len(case), len(base)) > link.MAX_CODE:
        raise link.LinkError("too_large")
    start = case if session.now.slug == link.OWN else session.now.slug
    if case != presets()[0].slug or base != start or session.undo or session.redo:
        params["case"] = case
    if base != start:
        params["base"] = base
    if track := session.tracking.encoded():
        params["track"] = track
    if session.currency != "EUR":
        params["currency"] = session.currency
    if session.lang_chosen:
        params["lang"] = session.lang
    return params


def link_parameters(session: Session) -> dict[str, str]:
    """What a link of the app carries: the case by name, also where the session's own address says
    none. Raises LinkError as `to_parameters`.
    """
    return {"case": session.now.codes[0], **to_parameters(session)}


def address(url: str, params: Mapping[str, str]) -> str:
    """The whole address of a page with its parameters; without a host, the parameters alone.

    >>> address("http://localhost:8501", {"case": "a"})
    'http://localhost:8501/?case=a'
    """
    parts = urlsplit(url)
    page = f"{parts.scheme}://{parts.netloc}{parts.path or '/'}" if parts.netloc else ""
    return f"{page}?{urlencode(params)}"
