"""The ready-made cases a user can start from: scenario files of `data/presets` and their words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from roi_model.declaration.scenario import Scenario
from roi_model.storage.scenario_file import load_scenario

FOLDER = Path(__file__).resolve().parents[2] / "data" / "presets"


@dataclass(frozen=True)
class Start:
    """How a preset answers the three questions of a beginning: by what way, how many of what."""

    way: Mapping[str, str]
    volume: Mapping[str, str]
    budget_follows: bool
    """Whether the monthly budget of its channel grows with the volume."""


@dataclass(frozen=True)
class Preset:
    """One ready-made case: its slug, its words in both languages, its scenario on demand."""

    slug: str
    names: Mapping[str, str]
    audiences: Mapping[str, str]
    sources: Mapping[str, str]
    start: Start | None = None

    def name(self, lang: str) -> str:
        """The name on screen; the scenario keeps its own, which the user may change."""
        return self.names[lang]

    def audience(self, lang: str) -> str:
        """Whom the case is for, in a sentence."""
        return self.audiences[lang]

    def source(self, lang: str) -> str:
        """Where its figures come from, and which are judgement."""
        return self.sources[lang]

    @property
    def path(self) -> Path:
        """The scenario file."""
        return FOLDER / f"{self.slug}.json"

    @property
    def scenario(self) -> Scenario:
        """The case itself, read once and shared: scenarios are frozen."""
        return _scenario(self.path)


@cache
def _scenario(path: Path) -> Scenario:
    return load_scenario(path)


@cache
def presets() -> tuple[Preset, ...]:
    """All presets, in the order of the menu; no scenario is read before it is asked for.

    >>> presets()[0].name("fr")
    'Prospection LinkedIn'
    """
    with (FOLDER / "index.toml").open("rb") as file:
        rows = tomllib.load(file)["preset"]
    return tuple(
        Preset(
            row["slug"], row["name"], row["audience"], row["source"],
            Start(**row["start"]) if "start" in row else None,
        )
        for row in rows
    )  # fmt: skip


def preset(slug: str) -> Preset:
    """The preset of that slug. Raises KeyError, naming the slugs there are, where none has it.

    >>> preset("saas-subscription").scenario.name
    'SaaS subscription'
    """
    for found in presets():
        if found.slug == slug:
            return found
    raise KeyError(f"{slug!r} is none of {', '.join(p.slug for p in presets())}")
