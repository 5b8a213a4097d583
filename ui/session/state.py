"""Sole owner of the session's state: scenario, baseline, undo, language, currency and the URL.

The frozen Scenario is the state; widgets are derived from it and write back through `change`.
The URL always holds enough to rebuild the session on another machine or after a restart.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from roi_model.actuals.tracking import Tracking
from roi_model.declaration.card import clean_name
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.editing import doubted
from roi_model.editing.following import follow
from roi_model.editing.renaming import Names, moved
from roi_model.export.contents.address import reached
from roi_model.storage import link, own_names
from roi_model.storage.own_names import in_language
from roi_model.storage.presets import preset
from roi_model.texts import text
from ui.session.session import (
    Change,
    Kept,
    Session,
    Snapshot,
    address,
    from_parameters,
    in_currency,
    leveled,
    link_parameters,
    to_parameters,
)

_KEY = "roi_session"
_RUN = threading.local()
"""The session whose script this thread runs: Streamlit looks each time whether it is to stop."""


def is_new() -> bool:
    """Whether nothing is known of this tab yet: its first run."""
    return _KEY not in st.session_state


def held() -> Session:
    """All that the tab holds; of a new one, what its address asks for."""
    here = getattr(get_script_run_ctx(suppress_warning=True), "session_state", None)
    known: tuple[Any, Session] | None = getattr(_RUN, "held", None)
    if here is not None and known is not None and known[0] is here:
        return known[1]
    found: Session | None = st.session_state.get(_KEY)
    if found is None:
        begin(found := from_parameters(st.query_params.to_dict(), st.context.locale))
    _RUN.held = here, found
    return found


def begin(session: Session) -> None:
    """The tab begins with this, whatever its address asks for."""
    _RUN.held = None
    st.session_state[_KEY] = session


def end() -> None:
    """Nothing is known of this tab any more."""
    _RUN.held = None
    st.session_state.pop(_KEY, None)


def is_guest() -> bool:
    """Whether the tab shows a shared link, of which address and browser are told nothing."""
    return held().guest


# What pages read --------------------------------------------------------------------------------


def lang() -> str:
    """The language of the interface: fr or en."""
    return held().lang


def currency() -> str:
    """The currency amounts are written in; nothing is converted."""
    return held().currency


def scenario() -> Scenario:
    """The case on screen."""
    return held().now.scenario


def baseline() -> Scenario:
    """The case that ghosts and differences refer to."""
    return held().now.baseline


def cases(language: str) -> tuple[Scenario, Scenario]:
    """The case on screen and its baseline, as a reader of that language sees them."""
    found = held().now.seen(currency(), language)
    return found.scenario, found.baseline


def preset_slug() -> str:
    """The preset the case was started from, or link.OWN for one that came from a file."""
    return held().now.slug


def origin() -> Scenario:
    """What the case was started from: the preset, else the baseline."""
    now = held().now
    return now.baseline if now.slug == link.OWN else _started(now.slug, lang())


@lru_cache(maxsize=64)
def _started(slug: str, language: str) -> Scenario:
    """A preset as a reader of that language sees it; asked for in each run."""
    return in_language(preset(slug).scenario, language)


def changes() -> int:
    """How many edits were made since the case was started."""
    return link.count_edits(scenario(), origin())


def case_name(language: str | None = None) -> str:
    """The name to show: the reader's own, else the preset's with the number of its edits."""
    session = held()
    language = language or session.lang
    name = session.now.scenario.name
    own = name if session.now.slug == link.OWN else own_names.title(name, language)
    count = changes()
    if count == 0 or not own_names.is_title(own):
        return own
    key = "ui.case.changed_one" if count == 1 else "ui.case.changed_many"
    return text(key, language, name=own, count=count)


def seen(scenario: Scenario) -> Scenario:
    """A case of the app's own as the reader sees it: in the session's currency and language."""
    return in_language(in_currency(scenario, currency()), lang())


def last_change() -> Change | None:
    """The latest change of this session, or None."""
    return held().change


def tracking() -> Tracking:
    """The targets and scores kept by hand."""
    return held().tracking


def track(found: Tracking) -> None:
    """Keep other targets and scores, as they were typed."""
    held().tracking = found
    belongings()["typed"] = True
    write_url()


def belongings() -> dict[str, Any]:
    """Room for what belongs to the workspace of the case on screen; another has its own."""
    return held().belongings


def extras() -> dict[str, Any]:
    """Room for what pages keep per session beside the scenario (never in the URL)."""
    return held().extras


# What pages change --------------------------------------------------------------------------------


def change(path: str, value: Any, gesture: int | None = None) -> None:
    """Set one input, with its own doubt where both were typed (`doubted.Entered`).

    Raises ScenarioError where it is refused; nothing has changed then. Changes of one `gesture` (a
    drag sends many) are one step of undo, told from its start.
    """
    session = held()
    before = session.now.scenario
    after, moved = doubted.changed(before, path, value, session.lang)
    session.refused.pop(path, None)
    if after == before:
        return
    last, now = session.change, session.now.of(after)
    if last is not None and gesture is not None and (last.path, last.gesture) == (path, gesture):
        moved = [*last.moved, *moved]
        session.step(now, dataclasses.replace(last, after=after, moved=tuple(moved)), new=False)
    else:
        session.step(now, Change(before, after, path, moved=tuple(moved), gesture=gesture))


def replace_scenario(scenario: Scenario, key: str = "", **values: str) -> None:
    """Put another scenario in place: roles added, a lever switched, a file calibrated.

    `key` is the sentence that says what was done, `values` what fills its placeholders; it heads
    the "what changed" line.
    """
    session = held()
    before = session.now.scenario
    if scenario == before:
        return
    after = follow(before, in_currency(scenario, session.currency))
    done = Change(before, after, key=key, values=values)
    session.step(session.now.of(after), done)


def start_from(slug: str, adapted: Scenario | None = None) -> None:
    """Start afresh from a preset, or from it as it was adapted: that is scenario and baseline."""
    session = held()
    fresh = adapted or preset(slug).scenario
    session.refused.clear()
    session.arrived()
    session.step(Snapshot(slug, fresh, fresh).seen(session.currency, session.lang), None)


def open_case(scenario: Scenario, change: Change | None = None, kept: Kept | None = None) -> None:
    """Open a case that stands on no preset, from a file or the library; it is its own baseline.

    `change` says what was changed to make it legal, `kept` which version of the library it is.
    """
    session = held()
    session.currency = scenario.currency
    session.refused.clear()
    session.arrived()
    session.step(Snapshot(link.OWN, scenario, scenario), change)
    if kept is not None:
        session.kept[session.now.line] = kept


def kept() -> Kept | None:
    """Which version of the library the case on screen was opened from, or last saved as."""
    return held().kept.get(held().now.line)


def keep(kept: Kept) -> None:
    """The case on screen is this version of the library now; so is all that was opened from that
    case before, which undo may lead to.
    """
    session = held()
    loose = not session.place
    for line, other in session.kept.items():
        if (other.workspace, other.name) == (kept.workspace, kept.name):
            session.kept[line] = kept
    session.kept[session.now.line] = kept
    if loose:
        session.settle()


def follow_kept(workspace: str, was: str, name: str) -> None:
    """A case of the library has another name, wherever undo may lead to it."""
    session = held()
    for line, other in session.kept.items():
        if (other.workspace, other.name) == (workspace, was):
            session.kept[line] = dataclasses.replace(other, name=name)


def rename(name: str) -> None:
    """Give the case a name of the reader's own, in its baseline too: no difference of theirs."""
    cleaned = clean_name(name)
    if cleaned and cleaned != case_name():
        called(cleaned)


def called(name: str) -> None:
    """The case bears this very name, in its baseline too."""
    session, cleaned = held(), clean_name(name)
    now = session.now
    if cleaned == now.scenario.name:
        return
    before, after = now.scenario, dataclasses.replace(now.scenario, name=cleaned)
    named = dataclasses.replace(now, scenario=after, baseline=leveled(now.baseline, after))
    session.step(named, Change(before, after, key="ui.change.named", values={"name": cleaned}))


def reset() -> None:
    """Back to the baseline."""
    session = held()
    session.refused.clear()
    before = session.now
    if before.scenario != before.baseline:
        done = Change(before.scenario, before.baseline, key="ui.change.reset")
        session.step(dataclasses.replace(before, scenario=before.baseline), done)


def pin_baseline() -> None:
    """Make the case on screen the baseline."""
    session = held()
    now = session.now
    if now.baseline != now.scenario:
        said = Change(now.scenario, now.scenario, key="ui.change.pinned")
        session.step(dataclasses.replace(now, baseline=now.scenario), said)


def undo() -> None:
    """Take back the latest change."""
    session = held()
    session.travel(session.undo, session.redo, "ui.change.undone")


def redo() -> None:
    """Do again what was taken back."""
    session = held()
    session.travel(session.redo, session.undo, "ui.change.redone")


def can_undo() -> bool:
    return bool(held().undo)


def can_redo() -> bool:
    return bool(held().redo)


def set_lang(language: str) -> None:
    """The switch of languages."""
    session = held()
    session.lang, session.lang_chosen = language, True
    if session.now.slug != link.OWN:
        names = own_names.changes(session.now.scenario, language)
        session.refused = {moved(path, names): why for path, why in session.refused.items()}
        _follow_names(session.extras, names)
        session.change = session.change and session.change.in_language(language)
        session.now = session.now.seen(session.currency, language)
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
    session = held()
    session.currency = code
    session.now = session.now.seen(code, session.lang)
    write_url()


# Refused entries ------------------------------------------------------------------------------


def refuse(path: str, typed: str, error: ScenarioError) -> None:
    """Remember what was typed and why it was refused, so that neither is lost."""
    held().refused[path] = (typed, error)


def refusal(path: str) -> tuple[str, ScenarioError] | None:
    """What was typed at a path and refused, with the reason."""
    return held().refused.get(path)


def refusals() -> Mapping[str, tuple[str, ScenarioError]]:
    """All that was typed and refused, by path, with the reasons."""
    return held().refused


def accept(path: str) -> None:
    """Forget a refusal: the input holds a legal value again."""
    held().refused.pop(path, None)


# The URL --------------------------------------------------------------------------------------


def write_url() -> None:
    """Put the session into the URL, where it is not there yet.

    Every run of a page does so at its start; what runs as a fragment does at its end, when the
    numbers are on their way: the browser takes longer to write an address than to show them.
    """
    if is_guest():
        return
    try:
        params = to_parameters(held())
    except link.LinkError as error:
        held().notice = error
        return
    if st.query_params.to_dict() != params:
        st.query_params.from_dict(params)


def share_link(app: str | None = None, language: str | None = None) -> str:
    """The whole address that opens this case elsewhere: of `app`, or of this very page."""
    app = reached(st.context.url or "") if app is None else app
    return address(app, {**link_parameters(held()), "lang": language or lang()})
