"""Names the app gave follow the language; names people typed stay."""

from __future__ import annotations

import pytest

from roi_model import project
from roi_model.declaration.paths import card_at, part_name
from roi_model.declaration.scenario import Channel, CostLine, Scenario
from roi_model.storage.lever_library import templates
from roi_model.storage.own_names import as_in_file, in_language
from roi_model.storage.presets import Preset, presets
from roi_model.texts import LANGUAGES

each = pytest.mark.parametrize("start", presets(), ids=lambda start: start.slug)


@each
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_preset_in_a_language_is_the_same_case(start: Preset, lang: str) -> None:
    made = in_language(start.scenario, lang)
    assert made.name == start.name(lang)
    assert project(made).metrics["roi"].value == project(start.scenario).metrics["roi"].value
    for path in made.evidence:
        assert card_at(made, path).is_number
    assert in_language(made, lang) is made  # as in nearly all runs of a page: nothing is new
    assert as_in_file(made, start) == start.scenario
    for other in LANGUAGES:
        assert in_language(made, other) == in_language(start.scenario, other)


@each
def test_every_name_of_a_preset_is_known_in_both_languages(start: Preset) -> None:
    """A new preset whose names were forgotten in data/own_names.toml fails here."""
    french, english = (in_language(start.scenario, lang) for lang in ("fr", "en"))
    for group, parts in start.scenario.lists().items():
        for part, fr, en in zip(parts, french.lists()[group], english.lists()[group], strict=True):
            name = part_name(part)
            assert name == "SDR" or part_name(fr) != part_name(en), f"{group}/{name}"


def test_what_people_typed_stays_and_numbers_are_kept() -> None:
    case = Scenario(
        name="Mine",
        channels=(Channel(name="Salon de Lyon"),),
        costs=(CostLine(name="Tools"), CostLine(name="Tools 2"), CostLine(name="Nos outils")),
        initiatives=(templates()[0].initiative("en"),),
    )
    made = in_language(case, "fr")
    assert (made.name, made.channels[0].name) == ("Mine", "Salon de Lyon")
    assert [line.name for line in made.costs] == ["Outils", "Outils 2", "Nos outils"]
    assert made.initiatives[0].name == templates()[0].name("fr")


def test_a_name_that_is_taken_stays() -> None:
    case = Scenario(
        name="Mine",
        channels=(Channel(name="A"),),
        costs=(CostLine(name="Tools"), CostLine(name="Outils")),
    )
    assert [line.name for line in in_language(case, "fr").costs] == ["Tools", "Outils"]
