"""Ready-made initiatives to add to a scenario: `data/levers.toml`, in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from roi_model.declaration.card import NAME_LENGTH, Evidence
from roi_model.declaration.scenario import Effect, Initiative

FILE = Path(__file__).resolve().parents[2] / "data" / "levers.toml"
_WORDS = ("fr", "en", "slug", "icon", "grade", "source", "effects")


@dataclass(frozen=True)
class Template:
    """One ready-made initiative: its words in both languages, and how far to trust its effects."""

    slug: str
    icon: str
    words: Mapping[str, Mapping[str, str]]
    evidence: Evidence
    model: Initiative

    def name(self, lang: str) -> str:
        """Its name, which the initiative takes in the scenario."""
        return self.words[lang]["name"]

    def sentence(self, lang: str) -> str:
        """What it does, in one sentence."""
        return self.words[lang]["sentence"]

    def why(self, lang: str) -> str:
        """What its factors rest on, in one or two sentences."""
        return self.words[lang]["evidence"]

    def initiative(self, lang: str, taken: Collection[str] = ()) -> Initiative:
        """The initiative itself, enabled, under a name that `taken` does not hold.

        >>> template("pitch").initiative("en", {"New pitch"}).name
        'New pitch 2'
        """
        return replace(self.model, name=free_name(self.name(lang), taken))


@cache
def templates() -> tuple[Template, ...]:
    """All ready-made initiatives, levers first, in the order of the file.

    >>> templates()[0].name("fr")
    'Ciblage'
    """
    with FILE.open("rb") as file:
        rows = tomllib.load(file)["lever"]
    return tuple(sorted((_template(row) for row in rows), key=lambda t: t.model.kind != "lever"))


def template(slug: str) -> Template:
    """The ready-made initiative of that slug. Raises KeyError, naming the slugs there are.

    >>> template("downturn").model.kind
    'assumption'
    """
    for found in templates():
        if found.slug == slug:
            return found
    raise KeyError(f"{slug!r} is none of {', '.join(t.slug for t in templates())}")


def free_name(wanted: str, taken: Collection[str]) -> str:
    """The wanted name, or the first of "name 2", "name 3"… that is not taken.

    >>> free_name("CRM", {"CRM", "CRM 2"})
    'CRM 3'
    """
    if wanted not in taken:
        return wanted
    stem = wanted[: NAME_LENGTH - 4]
    return next(
        name for number in range(2, len(taken) + 3) if (name := f"{stem} {number}") not in taken
    )


def _template(row: Mapping[str, Any]) -> Template:
    fields = {key: value for key, value in row.items() if key not in _WORDS}
    effects = tuple(Effect(**effect) for effect in row["effects"])
    return Template(
        slug=row["slug"],
        icon=row["icon"],
        words={"fr": row["fr"], "en": row["en"]},
        evidence=Evidence(row["grade"], **row.get("source", {})),
        model=Initiative(name=row["en"]["name"], effects=effects, **fields),
    )
