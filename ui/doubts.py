"""What is drawn of the case on screen: chosen once, on the page Risk, for every page and file."""

from __future__ import annotations

from roi_model.analysis.spreads import USUAL, Doubt, DoubtSet
from roi_model.scenario import Scenario
from ui import state

_KEY = "doubt_set"


def chosen() -> DoubtSet:
    """The reader's choice."""
    found: DoubtSet = state.extras().get(_KEY, USUAL)
    return found


def choose(wanted: DoubtSet) -> None:
    """Another choice: it counts from the next run of any page on."""
    state.extras()[_KEY] = wanted


def of(scenario: Scenario) -> list[Doubt]:
    """The doubts of a case under that choice."""
    return chosen().of(scenario)
