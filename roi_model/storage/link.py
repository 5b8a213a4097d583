"""A scenario as a short piece of a link, and back: what differs from the preset, nothing else.

The code reads `preset-slug` where nothing was changed, else `preset-slug.1.payload`: the version
of this coding, then compact JSON, compressed, in base64url. A case that comes from a file stands
on no preset: its slug is `OWN` and everything that is not a default travels. Nothing that was
uploaded as actuals is ever part of a scenario, so none of it can be in a link.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from roi_model.declaration.card import Entity, cards
from roi_model.declaration.doubt_set import DoubtSet
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.paths import as_json, named
from roi_model.declaration.scenario import PARTS, Scenario
from roi_model.editing.following import GROUPS, follow, followed
from roi_model.storage.own_names import as_in_file
from roi_model.storage.presets import preset, presets
from roi_model.storage.scenario_file import scenario_from_dict, scenario_to_dict
from roi_model.texts import text

VERSION = "1"
OWN = "own"
"""Slug of a case that stands on no preset."""

MAX_CODE = 30_000
"""Characters; a plan with all of 50 channels edited stays well below."""
MOST_KEPT = 200_000
"""Characters of a code that no link carries: a browser's own memory has more room."""
MAX_JSON = 400_000
"""Bytes after decompression: a small link may not unfold into a large document."""

DISPLAY_ONLY = frozenset({"currency", "name"})
"""Changes to these are no change of the case; the currency has a place of its own in the URL."""


class LinkError(ValueError):
    """A link that cannot be read; `sentence` says so in the reader's language."""

    def __init__(self, code: str, detail: ScenarioError | None = None) -> None:
        self.code = code
        self.detail = detail
        super().__init__(self.sentence("en"))

    def sentence(self, lang: str) -> str:
        """What is wrong with the link and what is shown instead."""
        said = text(f"ui.link.{self.code}", lang)
        if self.detail is not None:
            said += " " + self.detail.problems[0].sentence(lang)
        return said


def changed_paths(scenario: Scenario, origin: Scenario) -> list[str]:
    """What was edited since `origin`, in the order of declaration.

    Single inputs by their path; a list whose parts came, went or were renamed by its key. A doubt
    that came with a new value of its input is one edit with it.
    """
    found = _difference(scenario, origin)
    keys = [key for key in found.get("v", {}) if key not in DISPLAY_ONLY]
    keys += found.get("x", {})
    keys += [f"uncertainty/{path}" for path in found.get("u", {}) if path not in keys]
    return keys


def count_edits(scenario: Scenario, origin: Scenario) -> int:
    """How many edits lie between the two: one a path, and in a list that has other parts, one a
    part that came, went or was renamed and one an input of those that stayed.
    """
    return sum(
        _edits_of_parts(getattr(scenario, path), getattr(origin, path)) if path in PARTS else 1
        for path in changed_paths(scenario, origin)
    )


def _edits_of_parts(now: tuple[Entity, ...], then: tuple[Entity, ...]) -> int:
    here, there = ({name: part for name, _, part in named(parts)} for parts in (now, then))
    edited: dict[str, Any] = {}
    for name in here.keys() & there.keys():
        if _same_parts((here[name],), (there[name],)):
            _collect(here[name], there[name], f"{name}/", edited)
        else:
            edited[name] = None
    moved = max(len(here.keys() - there.keys()), len(there.keys() - here.keys()))
    return max(1, moved + len(edited))  # one at least: an order that changed


def encode(scenario: Scenario, slug: str, *, most: int = MAX_CODE) -> str:
    """The code of a scenario that was started from the preset `slug` (or `OWN`).

    Raises LinkError("too_large") where it has more than `most` characters: not fit for a link.
    """
    if slug == OWN:
        content: dict[str, Any] = {"s": scenario_to_dict(scenario, complete=False)}
    else:
        start = preset(slug)  # its names stand in the link as in its file, whoever reads it
        content = _difference(as_in_file(scenario, start), start.scenario)
        content.get("v", {}).pop("currency", None)
        content = {key: value for key, value in content.items() if value}
    if not content:
        return slug
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    code = packed(f"{slug}.{VERSION}.{written}")
    if len(code) > most:
        raise LinkError("too_large")
    return code


def packed(text: str) -> str:
    """A code from what it says: slug, version and content, with a dot between them.

    >>> packed('own.2.{}'), unpacked(packed('own.2.{}'))
    ('own.2.eNqrrgUAAXUA-Q', 'own.2.{}')
    """
    slug, *rest = text.split(".", 2)
    if not rest:
        return slug
    version, written = rest
    return f"{slug}.{version}.{folded(written)}"


def unpacked(code: str) -> str:
    """What a code of this app's making says, to be packed with others like it."""
    slug, *rest = code.split(".", 2)
    return ".".join((slug, rest[0], unfolded(rest[1]))) if rest else slug


def decode(code: str, *, most: int = MAX_CODE) -> tuple[str, Scenario]:
    """The slug and the scenario of a code. Raises LinkError, whose sentence the page shows."""
    if len(code) > most:
        raise LinkError("broken")
    slug, _, rest = code.partition(".")
    if slug != OWN and slug not in {found.slug for found in presets()}:
        raise LinkError("unknown_preset")
    if not rest:
        if slug == OWN:
            raise LinkError("broken")
        return slug, preset(slug).scenario
    version, _, short = rest.partition(".")
    if version.isdecimal() and len(version) < 9 and int(version) > int(VERSION):
        raise LinkError("newer")
    if version != VERSION:
        raise LinkError("broken")
    content = _content(short)
    try:
        raw = content["s"] if slug == OWN else _applied(preset(slug).scenario, content)
        return slug, scenario_from_dict(raw)
    except ScenarioError as error:
        raise LinkError("does_not_fit", error) from None
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        raise LinkError("broken") from None


def folded(written: str, level: int = 9) -> str:
    """A text made short, of characters that an address takes as they are."""
    short = base64.urlsafe_b64encode(zlib.compress(written.encode(), level))
    return short.decode().rstrip("=")


def unfolded(short: str, most: int = MAX_JSON) -> str:
    """The text that was folded; raises LinkError where none was, or of more bytes than `most`."""
    try:
        compressed = base64.b64decode(short + "=" * (-len(short) % 4), b"-_", validate=True)
        unfolding = zlib.decompressobj()
        written = unfolding.decompress(compressed, most)
        if not unfolding.eof:
            raise LinkError("broken")
        return written.decode()
    except (binascii.Error, zlib.error, ValueError):
        # ValueError covers bad UTF-8 and text that is not ASCII.
        raise LinkError("broken") from None


def _content(short: str) -> dict[str, Any]:
    try:
        content = json.loads(unfolded(short), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise LinkError("broken") from None
    if not isinstance(content, dict) or not content.keys() <= {"s", "v", "x", "u", "e", "d"}:
        raise LinkError("broken")
    return content


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


# What differs: {"v": {path: value}, "x": {list: whole}, "u": {path: spread}, "e", "d": switches}


def _difference(scenario: Scenario, origin: Scenario) -> dict[str, Any]:
    values: dict[str, Any] = {}
    whole: dict[str, Any] = {}
    for key in cards(Scenario):
        now, then = getattr(scenario, key), getattr(origin, key)
        if now is then or now == then:
            continue
        if key in PARTS:
            if _same_parts(now, then):
                for (name, _, part), before in zip(named(now), then, strict=True):
                    _collect(part, before, f"{key}/{name}/", values)
            else:
                whole[key] = scenario_to_dict(scenario, complete=False).get(key, [])
        elif not isinstance(now, Mapping):
            values[key] = as_json(now)
    # What merely follows its input is no change of its own, and need not travel.
    then = followed(origin, scenario, {group: getattr(origin, group) for group in GROUPS})
    found = {
        "v": values,
        "x": whole,
        "u": _entries(scenario.uncertainty, then["uncertainty"]),
        "e": _entries(scenario.evidence, then["evidence"]),
    }
    if scenario.doubt_set != origin.doubt_set:
        found["d"] = asdict(scenario.doubt_set)
    return {key: value for key, value in found.items() if value}


def _same_parts(now: tuple[Entity, ...], then: tuple[Entity, ...]) -> bool:
    """Whether two lists hold the same parts, so that single values are enough."""
    if [name for name, _, _ in named(now)] != [name for name, _, _ in named(then)]:
        return False
    return all(
        _same_parts(value, getattr(before, key))
        for part, before in zip(now, then, strict=True)
        for key in cards(type(part))
        if key in PARTS and (value := getattr(part, key)) is not None
    )


def _collect(now: Entity, then: Entity, prefix: str, values: dict[str, Any]) -> None:
    for key in cards(type(now)):
        value, before = getattr(now, key), getattr(then, key)
        if value is before or value == before:
            continue
        if key in PARTS:
            for (name, _, part), old in zip(named(value), before, strict=True):
                _collect(part, old, f"{prefix}{key}/{name}/", values)
        else:
            values[prefix + key] = as_json(value)


def _entries(now: Mapping[str, Any], then: Mapping[str, Any]) -> dict[str, Any]:
    """Entries that differ; None for one that was removed."""
    changed: dict[str, Any] = {path: dict(v) for path, v in now.items() if then.get(path) != v}
    changed.update({path: None for path in then if path not in now})
    return changed


def _applied(origin: Scenario, content: dict[str, Any]) -> dict[str, Any]:
    """The preset's JSON with the changes written in; checked as a whole afterwards."""
    raw = scenario_to_dict(origin, complete=False)
    for key, parts in content.get("x", {}).items():
        if key not in PARTS:
            raise LinkError("broken")
        raw[key] = parts
    for path, value in content.get("v", {}).items():
        _write(raw, origin, path, value)
    then = follow(origin, scenario_from_dict(raw))
    for letter, key in (("u", "uncertainty"), ("e", "evidence")):
        entries = {**getattr(then, key), **content.get(letter, {})}
        raw[key] = {path: entry for path, entry in entries.items() if entry is not None}
    if "d" in content:
        raw["drawn"] = DoubtSet(**content["d"]).written
    return raw


def _write(raw: dict[str, Any], item: Entity, path: str, value: Any) -> None:
    key, _, rest = path.partition("/")
    if not rest:
        raw[key] = value
        return
    for name, position, part in named(getattr(item, key)):
        if rest.startswith(name + "/") and rest[len(name) + 1 :].split("/")[0] in cards(type(part)):
            _write(raw[key][position], part, rest[len(name) + 1 :], value)
            return
    raise LinkError("broken")
