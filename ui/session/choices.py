"""The scenarios a reader can choose from: the case on screen, its baseline, kept ones, presets."""

from __future__ import annotations

from roi_model.declaration.scenario import Scenario
from roi_model.storage.presets import preset, presets
from roi_model.texts import text
from ui.session import library, state

CURRENT, BASELINE = "current", "baseline"
SAVED, PRESET = "saved:", "preset:"


def choices() -> list[str]:
    """What there is to choose, by id: current, baseline, saved:<name>, preset:<slug>."""
    return [
        CURRENT,
        BASELINE,
        *(SAVED + name for name in library.names()),
        *(PRESET + found.slug for found in presets()),
    ]


def scenario(choice: str) -> Scenario:
    """The scenario chosen, its amounts written in the session's currency."""
    if choice == CURRENT:
        return state.scenario()
    if choice == BASELINE:
        return state.baseline()
    if choice.startswith(SAVED):
        return library.get(choice.removeprefix(SAVED))
    return state.seen(preset(choice.removeprefix(PRESET)).scenario)


def names() -> dict[str, str]:
    """What every choice is called on screen, by id.

    No two are called the same: where a kept scenario has the name of a preset, one is numbered.
    """
    made: dict[str, str] = {}
    for choice in choices():
        name, number = _name(choice), 2
        while name in made.values():
            name, number = f"{_name(choice)} ({number})", number + 1
        made[choice] = name
    return made


def _name(choice: str) -> str:
    lang = state.lang()
    if choice in (CURRENT, BASELINE):
        return text(f"pages.compare.{choice}", lang)
    if choice.startswith(SAVED):
        return choice.removeprefix(SAVED)
    return preset(choice.removeprefix(PRESET)).name(lang)


def other_than_current() -> str:
    """What the case on screen is compared with at first: its baseline where it was changed."""
    if state.baseline() != state.scenario():
        return BASELINE
    slugs = [found.slug for found in presets()]
    return PRESET + next(slug for slug in slugs[1:] if slug != state.preset_slug())
