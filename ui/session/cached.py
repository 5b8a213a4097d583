"""Calls into the model whose results are kept for the session; every cache is bounded."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from roi_model.declaration.scenario import Scenario
from ui.session import state

if TYPE_CHECKING:
    from roi_model.analysis.risk.risk import Risk
    from roi_model.projection import Projection

_WARMING = threading.Lock()
KEPT = 12
"""Projections kept per session: the case, its baseline, and the last steps of undo."""


def projection(scenario: Scenario) -> Projection:
    """The projection of a scenario; scenarios are frozen, so an equal one has the same."""
    from roi_model.projection import project

    found: Projection = about("projection", scenario, lambda: project(scenario))
    return found


def risk(scenario: Scenario, metrics: Sequence[str]) -> Risk:
    """The usual number of draws of what is in doubt, with the visible seed; of these metrics.

    One alone is kept: the draws of a case are some megabytes.
    """
    from roi_model.analysis.risk.risk import risk as draw

    key = _Same(scenario), tuple(metrics)
    found: Risk = kept("risk", key, lambda: draw(scenario, metrics=metrics), 1)
    return found


def about(what: str, scenario: Scenario, make: Callable[[], Any]) -> Any:
    """A value worked out once per scenario; a scenario is frozen, so an equal one has the same."""
    return kept(what, _Same(scenario), make)


def kept(what: str, key: Any, make: Callable[[], Any], size: int = KEPT) -> Any:
    """A value computed once per session and key; the oldest of `size` makes room."""
    shelf: OrderedDict[Any, Any] = state.extras().setdefault(f"cached_{what}", OrderedDict())
    if key in shelf:
        shelf.move_to_end(key)
        return shelf[key]
    made = shelf[key] = make()
    while len(shelf) > size:
        shelf.popitem(last=False)
    return made


def forget(what: str) -> None:
    """Values of one kind are to be worked out anew."""
    state.extras().pop(f"cached_{what}", None)


def same(scenario: Scenario) -> _Same:
    """A scenario as part of a key."""
    return _Same(scenario)


class _Same:
    """Equal when the very same object, or an equal scenario; hashes by what moves most."""

    __slots__ = ("_hash", "scenario")

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._hash = hash((scenario.name, scenario.deal_value, scenario.channels))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and (
            self.scenario is other.scenario or self.scenario == other.scenario
        )


def warm() -> None:
    """Draw once in a process: no visitor pays for imports and points, or is timed by them.

    Who comes while another draws waits for that: two at once would take twice as long.
    """
    with _WARMING:
        _drawn_once()


@cache
def _drawn_once() -> None:
    from roi_model.analysis.risk.risk import risk as draw
    from roi_model.storage.presets import presets

    draw(presets()[0].scenario, metrics=())
