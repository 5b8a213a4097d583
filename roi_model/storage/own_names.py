"""Names that the app itself gave to parts of a case: they follow the language until edited.

A preset's file has one name for each of its parts; on screen and in exports a reader sees it in
their language. Names that people typed are data and stay as they are.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from roi_model.declaration.paths import part_name
from roi_model.declaration.scenario import Scenario
from roi_model.editing.renaming import Names, renamed
from roi_model.storage.lever_library import templates
from roi_model.storage.presets import Preset, presets
from roi_model.texts import LANGUAGES, text

FILE = Path(__file__).resolve().parents[2] / "data" / "own_names.toml"
_OF_TEXTS = (
    ("team", "names.role"),
    ("costs", "names.month_line"),
    ("costs", "names.once_line"),
)
"""What an input calls the part that it adds."""
_NUMBERED = re.compile(r"(?P<stem>.*?)(?P<number> \d+)?")


def in_language(scenario: Scenario, lang: str) -> Scenario:
    """The case with the names the app gave in a language; a name that is taken already stays.

    >>> from roi_model.storage.presets import preset
    >>> case = in_language(preset("linkedin-outbound").scenario, "fr")
    >>> case.name, case.channels[0].name, case.costs[0].name
    ('Prospection LinkedIn', 'Prospection LinkedIn', 'Outils')
    """
    return _named(renamed(scenario, changes(scenario, lang)), title(scenario.name, lang))


def title(name: str, lang: str) -> str:
    """A case's name in a language; the name itself where it is no preset's.

    >>> title("Prospection LinkedIn", "en"), title("Nordwind", "en")
    ('LinkedIn outbound', 'Nordwind')
    """
    return _titles().get(name, {}).get(lang, name)


def _named(scenario: Scenario, name: str) -> Scenario:
    """The case under a name: itself where it bears it, as in nearly all runs of a page."""
    return scenario if scenario.name == name else replace(scenario, name=name)


def is_title(name: str) -> bool:
    """Whether a case's name is a preset's, in its file or in any language.

    >>> is_title("Prospection LinkedIn"), is_title("Nordwind")
    (True, False)
    """
    return name in _titles()


def changes(scenario: Scenario, lang: str) -> Names:
    """What `in_language` renames: by list, the old name and the new one."""
    return {
        group: {
            part_name(part): said
            for part in parts
            if (said := _said(group, part_name(part), lang)) != part_name(part)
        }
        for group, parts in scenario.lists().items()
    }


def as_in_file(scenario: Scenario, start: Preset) -> Scenario:
    """The case with the names that a preset's file has for its parts, in whatever language it was.

    >>> from roi_model.storage.presets import preset
    >>> start = preset("trade-show")
    >>> as_in_file(in_language(start.scenario, "fr"), start) == start.scenario
    True
    """
    names = {
        group: {
            _said(group, part_name(part), lang): part_name(part)
            for part in parts
            for lang in LANGUAGES
        }
        for group, parts in start.scenario.lists().items()
    }
    titles = {start.scenario.name, *start.names.values()}
    name = start.scenario.name if scenario.name in titles else scenario.name
    return _named(renamed(scenario, names), name)


def _said(group: str, name: str, lang: str) -> str:
    """A name in a language, with the number it may carry; the name itself where it is not ours."""
    found = _NUMBERED.fullmatch(name)
    assert found is not None
    known = _known()[group].get(name) or _known()[group].get(found["stem"])
    if known is None:
        return name
    number = "" if name in _known()[group] else found["number"] or ""
    return known[lang] + number


@cache
def _known() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """By list: a name in a file or in any language → the name in each language."""
    with FILE.open("rb") as file:
        rows: dict[str, dict[str, dict[str, str]]] = tomllib.load(file)
    for group, key in _OF_TEXTS:
        said = {lang: text(f"ui.{key}", lang) for lang in LANGUAGES}
        rows[group].setdefault(said["en"], said)
    for lever in templates():
        rows["initiatives"][lever.name("en")] = {lang: lever.name(lang) for lang in LANGUAGES}
    found: dict[str, dict[str, Mapping[str, str]]] = {"benefits": {}}
    for group, names in rows.items():
        known = found.setdefault(group, {})
        for in_file, said in names.items():
            known |= {name: said for name in (in_file, *said.values())}
    return found


@cache
def _titles() -> Mapping[str, Mapping[str, str]]:
    """The name of a preset's case, in its file or in any language → the name in each language."""
    return {
        name: found.names
        for found in presets()
        for name in (found.scenario.name, *found.names.values())
    }
