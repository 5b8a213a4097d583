"""Sole owner of the session's state: scenario, baseline, undo, language, currency and the URL.

The frozen Scenario is the state; widgets are derived from it and write back through `change`.
The URL always holds enough to rebuild the session on another machine or after a restart.
"""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Container, Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from roi_model import own_names
from roi_model.card import clean_name
from roi_model.errors import ScenarioError
from roi_model.following import follow
from roi_model.own_names import in_language
from roi_model.presets import preset
from roi_model.renaming import Names, moved
from roi_model.scenario import Scenario
from roi_model.storage import link
from roi_model.texts import text
from ui import edits, remembered
from ui.refusal import sentence
from ui.session import (
    Change,
    Session,
    Snapshot,
    address,
    from_parameters,
    in_currency,
    leveled,
    link_parameters,
    to_parameters,
)
from ui.tracking import Tracking

UNDO_DEPTH = 100
_KEY = "roi_session"


# Start ----------------------------------------------------------------------------------------


def start_page() -> None:
    """Once per run of app.py: read the URL when the session is new, else keep the URL in step."""
    params = st.query_params.to_dict()
    if _KEY not in st.session_state:
        st.session_state[_KEY] = found = from_parameters(params, st.context.locale)
        cookies = st.context.cookies.to_dict()
        if cookies.get("roi_kept") == "1":
            found.asking = secrets.token_hex(8)
        found.first_visit = found.bare is not None and cookies.get("roi_invited") != "1"
    elif _is_history_navigation():
        _follow_history(params)
    if not waiting():
        write_url()


def waiting() -> bool:
    """Whether the page waits for the browser's answer: the address named no case."""
    return bool(_session().asking) and _session().bare is not None


def question() -> str:
    """What a new session asks its browser, once: what it kept; empty where nothing is asked."""
    return _session().asking


def recall(sent: Mapping[str, Any]) -> None:
    """The browser's answer: what it kept comes back."""
    session = _session()
    remembered.recall(session, sent, addressed=session.bare is None)


def is_first_visit() -> bool:
    """Whether this browser was never offered a guided visit; never in a link that was sent."""
    return _session().first_visit


def not_first_visit() -> None:
    """The offer was answered."""
    _session().first_visit = False


def for_browser() -> dict[str, Any]:
    """What the browser is to keep, and what its links carry."""
    session = _session()
    kept = {"tab": remembered.tab(session), "library": remembered.library(session)}
    try:
        return {**kept, "query": urlencode(link_parameters(session))}
    except link.LinkError:  # too large for an address: a new tab finds it in the browser's memory
        return {**kept, "query": ""}


def _session() -> Session:
    try:
        found: Session = st.session_state[_KEY]
    except KeyError:  # a page run on its own, as tests do
        start_page()
        found = st.session_state[_KEY]
    return found


def _is_history_navigation() -> bool:
    return bool(getattr(get_script_run_ctx(), "is_history_navigation", False))


def _follow_history(params: dict[str, str]) -> None:
    """The browser's back and forward buttons bring back what the URL held, as undo would."""
    session = _session()
    arrived = from_parameters(params, st.context.locale)
    if arrived.bare is not None:  # an address that names no case stands for where the tab began
        if session.bare is None:
            return
        arrived.now = session.bare.seen(session.currency, session.lang)
        arrived.currency = session.currency
    if arrived.notice is None and arrived.now != session.now:
        _push(arrived.now, Change(session.now.scenario, arrived.now.scenario))
        session.currency = arrived.currency
    if arrived.lang_chosen:
        session.lang, session.lang_chosen = arrived.lang, True
    st.session_state[_KEY] = session


# What pages read --------------------------------------------------------------------------------


def lang() -> str:
    """The language of the interface: fr or en."""
    return _session().lang


def currency() -> str:
    """The currency amounts are written in; nothing is converted."""
    return _session().currency


def scenario() -> Scenario:
    """The case on screen."""
    return _session().now.scenario


def baseline() -> Scenario:
    """The case that ghosts and differences refer to."""
    return _session().now.baseline


def cases(language: str) -> tuple[Scenario, Scenario]:
    """The case on screen and its baseline, as a reader of that language sees them."""
    found = _session().now.seen(currency(), language)
    return found.scenario, found.baseline


def preset_slug() -> str:
    """The preset the case was started from, or link.OWN for one that came from a file."""
    return _session().now.slug


def origin() -> Scenario:
    """What the case was started from: the preset, else the baseline."""
    now = _session().now
    return now.baseline if now.slug == link.OWN else in_language(preset(now.slug).scenario, lang())


def changes() -> list[str]:
    """The paths that were edited since the case was started."""
    return link.changed_paths(scenario(), origin())


def case_name(language: str | None = None) -> str:
    """The name to show: the reader's own, else the preset's with the number of its edits."""
    session = _session()
    language = language or session.lang
    now = session.now
    own = now.seen(session.currency, language).scenario.name
    count = len(changes())
    if count == 0 or not own_names.is_title(own):
        return own
    key = "ui.case.changed_one" if count == 1 else "ui.case.changed_many"
    return text(key, language, name=own, count=count)


def seen(scenario: Scenario) -> Scenario:
    """A case of the app's own as the reader sees it: in the session's currency and language."""
    return in_language(in_currency(scenario, currency()), lang())


def last_change() -> Change | None:
    """The latest change of this session, or None."""
    return _session().change


def notice() -> str | None:
    """What is to be said of where the case came from, until it is dismissed."""
    found = _session().notice
    if found is None and (said := _session().said):
        return text(f"ui.memory.{said}", lang(), name=case_name())
    if found is None or found.detail is None:
        return None if found is None else found.sentence(lang())
    why = sentence(found.detail.problems[0], currency(), lang())
    return f"{text(f'ui.link.{found.code}', lang())} {why}"


def dismiss_notice() -> None:
    _session().notice, _session().said = None, ""


def came_back() -> bool:
    """Whether the case is the last one of this browser, which nothing in the address asked for."""
    return _session().said == "back"


def missing() -> list[str]:
    """The names of the files that were given before the server forgot them."""
    return list(_session().missing)


def not_missing(names: Container[str]) -> None:
    """These files were given again, or are not wanted any more."""
    _session().missing[:] = [name for name in missing() if name not in names]


def generation() -> int:
    """Grows when something other than its own edits replaced a table: part of editors' keys."""
    return _session().generation


def tracking() -> Tracking:
    """The targets and scores kept by hand."""
    return _session().tracking


def track(found: Tracking) -> None:
    """Keep other targets and scores."""
    _session().tracking = found
    write_url()


def extras() -> dict[str, Any]:
    """Room for what pages keep per session beside the scenario (never in the URL)."""
    return _session().extras


# What pages change --------------------------------------------------------------------------------


def change(path: str, value: Any, gesture: int | None = None) -> None:
    """Set one input. Raises ScenarioError where it is refused; nothing has changed then.

    Changes of one `gesture` (a drag sends many) are one step of undo, told from its start.
    """
    session = _session()
    before = session.now.scenario
    after, moved = edits.edited(before, path, value, session.lang)
    after = follow(before, after)
    session.refused.pop(path, None)
    if after == before:
        return
    last, now = session.change, dataclasses.replace(session.now, scenario=after)
    if last is not None and gesture is not None and (last.path, last.gesture) == (path, gesture):
        moved = [*last.moved, *moved]
        _push(now, dataclasses.replace(last, after=after, moved=tuple(moved)), step=False)
    else:
        _push(now, Change(before, after, path, moved=tuple(moved), gesture=gesture))


def replace_scenario(scenario: Scenario, key: str = "", **values: str) -> None:
    """Put another scenario in place: roles added, a lever switched, a file calibrated.

    `key` is the sentence that says what was done, `values` what fills its placeholders; it heads
    the "what changed" line.
    """
    session = _session()
    before = session.now.scenario
    if scenario == before:
        return
    after = follow(before, in_currency(scenario, session.currency))
    session.generation += 1
    done = Change(before, after, key=key, values=values)
    _push(dataclasses.replace(session.now, scenario=after), done)


def start_from(slug: str) -> None:
    """Start afresh from a preset: scenario and baseline are the preset's."""
    session = _session()
    fresh = preset(slug).scenario
    session.generation += 1
    session.refused.clear()
    session.notice, session.said = None, ""
    _push(Snapshot(slug, fresh, fresh).seen(session.currency, session.lang), None)


def open_case(scenario: Scenario, change: Change | None = None) -> None:
    """Open a case that stands on no preset, from a file; it is its own baseline.

    `change` says what was changed to make it legal.
    """
    session = _session()
    session.currency = scenario.currency
    session.generation += 1
    session.refused.clear()
    session.notice, session.said = None, ""
    _push(Snapshot(link.OWN, scenario, scenario), change)


def rename(name: str) -> None:
    """Give the case a name of the reader's own, in its baseline too: no difference of theirs."""
    session, cleaned = _session(), clean_name(name)
    now = session.now
    if not cleaned or cleaned in (now.scenario.name, case_name()):
        return
    before, after = now.scenario, dataclasses.replace(now.scenario, name=cleaned)
    named = dataclasses.replace(now, scenario=after, baseline=leveled(now.baseline, after))
    _push(named, Change(before, after, key="ui.change.named", values={"name": cleaned}))


def reset() -> None:
    """Back to the baseline."""
    session = _session()
    session.refused.clear()
    session.generation += 1
    before = session.now
    if before.scenario != before.baseline:
        done = Change(before.scenario, before.baseline, key="ui.change.reset")
        _push(dataclasses.replace(before, scenario=before.baseline), done)


def pin_baseline() -> None:
    """Make the case on screen the baseline."""
    session = _session()
    now = session.now
    if now.baseline != now.scenario:
        said = Change(now.scenario, now.scenario, key="ui.change.pinned")
        _push(dataclasses.replace(now, baseline=now.scenario), said)


def undo() -> None:
    """Take back the latest change."""
    session = _session()
    _travel(session.undo, session.redo, "ui.change.undone")


def redo() -> None:
    """Do again what was taken back."""
    session = _session()
    _travel(session.redo, session.undo, "ui.change.redone")


def can_undo() -> bool:
    return bool(_session().undo)


def can_redo() -> bool:
    return bool(_session().redo)


def set_lang(language: str) -> None:
    """The switch of languages."""
    session = _session()
    session.lang, session.lang_chosen = language, True
    if session.now.slug != link.OWN:
        names = own_names.changes(session.now.scenario, language)
        session.refused = {moved(path, names): why for path, why in session.refused.items()}
        _follow_names(session.extras, names)
        session.change = session.change and session.change.in_language(language)
        session.now = session.now.seen(session.currency, language)
    session.generation += 1
    write_url()


def _follow_names(extras: dict[str, Any], names: Names) -> None:
    """What the reader looks at keeps to its part under the part's new name."""
    if (channel := extras.get("channel")) is not None:
        extras["channel"] = names["channels"].get(channel, channel)
    for name, chosen in extras.get("chosen", {}).items():
        if isinstance(chosen, list):
            extras["chosen"][name] = [moved(one, names) for one in chosen]


def set_currency(code: str) -> None:
    """Write amounts in another currency; nothing is converted, nothing counts as edited."""
    session = _session()
    session.currency = code
    session.now = session.now.seen(code, session.lang)
    session.generation += 1
    write_url()


# Refused entries ------------------------------------------------------------------------------


def refuse(path: str, typed: str, error: ScenarioError) -> None:
    """Remember what was typed and why it was refused, so that neither is lost."""
    _session().refused[path] = (typed, error)


def refusal(path: str) -> tuple[str, ScenarioError] | None:
    """What was typed at a path and refused, with the reason."""
    return _session().refused.get(path)


def refusals() -> Mapping[str, tuple[str, ScenarioError]]:
    """All that was typed and refused, by path, with the reasons."""
    return _session().refused


def accept(path: str) -> None:
    """Forget a refusal: the input holds a legal value again."""
    _session().refused.pop(path, None)


# Undo and the URL -----------------------------------------------------------------------------


def _push(now: Snapshot, change: Change | None, *, step: bool = True) -> None:
    session = _session()
    if step:
        session.undo.append(session.now)
        del session.undo[:-UNDO_DEPTH]
    session.redo.clear()
    session.now = now
    session.change = change


def _travel(back: list[Snapshot], forth: list[Snapshot], key: str) -> None:
    session = _session()
    if not back:
        return
    before = session.now
    forth.append(before)
    found = back.pop()
    session.now = found.seen(session.currency, session.lang)
    session.refused.clear()
    session.generation += 1
    session.change = Change(before.scenario, session.now.scenario, key=key)


def write_url() -> None:
    """Put the session into the URL, where it is not there yet.

    Every run of a page does so at its start; what runs as a fragment does at its end, when the
    numbers are on their way: the browser takes longer to write an address than to show them.
    """
    try:
        params = to_parameters(_session())
    except link.LinkError as error:
        _session().notice = error
        return
    if st.query_params.to_dict() != params:
        st.query_params.from_dict(params)


def share_link(app: str | None = None, language: str | None = None) -> str:
    """The whole address that opens this case elsewhere: of `app`, or of this very page."""
    app = st.context.url or "" if app is None else app
    return address(app, {**link_parameters(_session()), "lang": language or lang()})
