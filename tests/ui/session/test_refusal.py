"""What is wrong with a value, in the words of the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.scenario import Role
from roi_model.storage.scenario_file import scenario_from_dict
from tests.ui.session.refused import START, spaced
from ui.session import refusal


@pytest.mark.parametrize(
    ("problem", "french", "english"),
    [
        (
            Problem("channels/Inbound/quote_to_customer", "out_of_range", "1.4", "0..1", "rate"),
            "« Inbound · Devis → client » ne peut pas valoir 140 % ; permis : de 0 % à 100 %.",
            "“Inbound · Quote → customer” cannot be 140%; allowed: 0% to 100%.",
        ),
        (
            Problem("horizon_months", "not_whole", "7.5", "3..120", "months"),
            "« Horizon » doit être un nombre entier de 3 mois à 120 mois, et non 7,5 mois.",
            "“Horizon” must be a whole number from 3 months to 120 months, not 7.5 months.",
        ),
        (
            Problem("gross_margin", "not_a_number", "much", "0..1", "rate"),
            "« Marge brute » doit être un nombre de 0 % à 100 % ; « much » n’en est pas un.",
            "“Gross margin” must be a number from 0% to 100%; “much” is none.",
        ),
    ],
)
def test_label_and_units_of_the_screen(problem: Problem, french: str, english: str) -> None:
    assert spaced(refusal.sentence(problem, "EUR", "fr")) == french
    assert spaced(refusal.sentence(problem, "EUR", "en")) == english


def test_a_month_beyond_the_horizon_names_the_horizon() -> None:
    with pytest.raises(ScenarioError) as caught:
        replace(
            START, horizon_months=24, campaign_months=None, team=(Role(title="T", start_month=30),)
        )
    said = refusal.sentences(caught.value, "EUR", "en")
    assert "cannot be 30" in said and "to 24" in said and "team/" not in said


def test_every_refusal_of_a_number_is_free_of_paths_and_fractions() -> None:
    """Whatever the model itself finds wrong with numbers, by paths it made itself."""
    raw = {"schema_version": 1, "name": "x", "channels": [{"name": "C", "contact_to_lead": 3}]}
    raw |= {"gross_margin": 1.5, "deal_value": -1, "team": [{"title": "T", "fte": "two"}]}
    raw |= {"initiatives": [{"name": "I", "effects": [{"parameter": "contacts", "factor": -2}]}]}
    with pytest.raises(ScenarioError) as caught:
        scenario_from_dict(raw)
    assert len(caught.value.problems) == 5
    for lang in ("fr", "en"):
        said = refusal.sentences(caught.value, "EUR", lang).splitlines()
        assert len(said) == 5
        assert not any("/" in line or "_" in line or ".." in line for line in said), said


def test_what_is_no_number_keeps_the_sentence_of_the_model() -> None:
    problem = Problem("currency", "bad_text", "euro")
    assert refusal.sentence(problem, "EUR", "fr") == problem.sentence("fr")
    nowhere = Problem("nothing/here/at_all", "out_of_range", "3", "0..1")
    assert refusal.sentence(nowhere, "EUR", "fr") == nowhere.sentence("fr")
