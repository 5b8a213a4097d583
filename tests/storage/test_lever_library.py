"""The ready-made initiatives: legal, said in both languages, and able to move a plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model import project
from roi_model.analysis.change.levers import levers
from roi_model.declaration.card import GRADES
from roi_model.declaration.scenario import Scenario
from roi_model.storage.lever_library import Template, free_name, template, templates
from roi_model.storage.presets import presets

WANTED = {
    "targeting",
    "personalisation",
    "automation",
    "training",
    "loyalty",
    "pitch",
    "channel-change",
    "outsourcing",
    "downturn",
    "new-competitor",
}


def with_template(scenario: Scenario, found: Template, lang: str = "en") -> Scenario:
    taken = {initiative.name for initiative in scenario.initiatives}
    return replace(scenario, initiatives=(*scenario.initiatives, found.initiative(lang, taken)))


def test_the_library_has_what_the_page_promises() -> None:
    assert {found.slug for found in templates()} >= WANTED
    kinds = [found.model.kind for found in templates()]
    assert kinds == sorted(kinds, key=lambda kind: kind != "lever")
    assert {"lever", "assumption"} == set(kinds)


@pytest.mark.parametrize("found", templates(), ids=lambda found: found.slug)
def test_every_template_is_said_in_both_languages(found: Template) -> None:
    assert set(found.words) == {"fr", "en"}
    for words in found.words.values():
        assert set(words) == {"name", "sentence", "evidence"}
        assert all(len(said) > 4 for said in words.values())
    for lang, words in found.words.items():
        said = {"name": found.name(lang), "sentence": found.sentence(lang)}
        assert {**said, "evidence": found.why(lang)} == words
    assert found.name("fr") != found.name("en")
    assert found.evidence.grade in GRADES
    # What is published stands in the words; the grade speaks of the very factors.
    for lang in ("fr", "en"):
        assert found.evidence.grade == "guess" or found.evidence.source(lang)
        assert bool(found.evidence.source(lang)) == bool(found.evidence.source("en"))


@pytest.mark.parametrize("found", templates(), ids=lambda found: found.slug)
def test_every_template_moves_some_preset(found: Template) -> None:
    moved = []
    for preset in presets():
        changed, plan = project(with_template(preset.scenario, found)), project(preset.scenario)
        # Hours alone change the load of a team that has time; what it sells moves with its limit.
        for name in ("gross_profit", "peak_utilisation"):
            with_it, without = (one.metrics[name].value or 0.0 for one in (changed, plan))
            moved.append(abs(with_it - without) > 1e-6)
    assert any(moved)


@pytest.mark.parametrize("kind", ["lever", "assumption"])
def test_conditions_hurt_and_cost_nothing_of_their_own(kind: str) -> None:
    scenario = presets()[0].scenario
    for found in templates():
        if found.model.kind != kind:
            continue
        lines = levers(with_template(scenario, found))
        if kind == "lever":
            assert [line["name"] for line in lines] == [found.name("en")]
        else:
            assert lines == []  # a condition has no return: nobody decides it
            assert found.model.one_off == found.model.monthly_cost == 0
            gain = project(with_template(scenario, found)).metrics["net_gain"].value
            assert gain < project(scenario).metrics["net_gain"].value


def test_a_taken_name_gets_a_number() -> None:
    assert template("pitch").initiative("fr", {"Nouveau discours"}).name == "Nouveau discours 2"
    long = "x" * 120
    assert len(free_name(long, {long})) <= 120
    with pytest.raises(KeyError, match="targeting"):
        template("no-such-thing")
