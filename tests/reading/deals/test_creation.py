"""At which stage deals are created: guessed from their stages, until somebody says."""

from __future__ import annotations

import pytest

from roi_model.reading.deals.creation import Creation, creation
from roi_model.reading.deals.stages import FUNNEL, load_stages
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.reading import read
from roi_model.reading.sandbox.wire import from_bytes, to_bytes
from roi_model.texts import text
from tests.reading.variants import SAMPLES

# By hand, from the stages each sample holds. HubSpot's own pipeline begins with an appointment and
# qualifies after it; Pipedrive's first deals stand at "contact made".
GUESSES: dict[str, str | None] = {
    "deals_airtable_it.csv": "lead",
    "deals_bitrix24_codes.csv": "lead",
    "deals_close_en.csv": "meeting",
    "deals_dynamics_fr.csv": None,  # no stages: a status alone
    "deals_freshsales_en.csv": "lead",
    "deals_hubspot_de.csv": "meeting",
    "deals_hubspot_en.csv": "meeting",
    "deals_hubspot_fr.csv": "meeting",
    "deals_hubspot_nl.csv": "meeting",
    "deals_monday.csv": "meeting",
    "deals_monday_pt.csv": "lead",
    "deals_notion_nl.csv": "qualified",
    "deals_odoo_es.csv": "lead",
    "deals_pipedrive_de.csv": "lead",
    "deals_pipedrive_en.csv": "lead",
    "deals_pipedrive_fr.csv": "lead",
    "deals_pipedrive_pt.csv": "lead",
    "deals_plain_es.csv": "meeting",
    "deals_plain_fr.txt": "meeting",
    "deals_salesforce_en.csv": "meeting",
    "deals_salesforce_fr.csv": "meeting",
    "deals_salesforce_it.csv": "meeting",
    "deals_two_pipelines.csv": "meeting",
    "deals_zoho_en.csv": "qualified",
}


def test_the_guess_on_every_sample() -> None:
    assert {path.name for path in SAMPLES.glob("deals_*")} == set(GUESSES)
    for name, stage in GUESSES.items():
        found = read((SAMPLES / name).read_bytes(), name=name, answers={"pipeline": "all"})
        assert found.creation is not None and not found.creation.told
        assert (found.creation.stage, found.blocked) == (stage, False), name
        (question,) = found.questions
        assert (question.id, [one.answer for one in question.candidates]) == (
            "created_at", list(FUNNEL),
        )  # fmt: skip
        assert found.to_json()["created_at"] == stage
        assert text(f"actuals.plan_stage.{stage or FUNNEL[-1]}", "fr") in question.sentence("fr")


def test_the_earliest_stage_that_occurs_and_nothing_where_none_tells() -> None:
    assert creation(["Proposal Made", "Lead In", "Qualified"], Inquiry()).stage == "lead"
    assert creation(["SQL", "Devis envoyé"], Inquiry()).stage == "qualified"
    for plain in (["Won", "Lost", "Open"], ["En cours", "On hold"], [], ["Zone grise"]):
        assert creation(plain, Inquiry()) == Creation()


def test_what_was_said_goes_first_and_nothing_is_asked() -> None:
    inquiry = Inquiry({"created_at": "quote", "months_before": "1,5".replace(",", "."),
                       "months_before:Fairs": 2})  # fmt: skip
    found = creation(["Lead In"], inquiry)
    assert found == Creation("quote", "", {"": 1.5, "Fairs": 2.0})
    assert found.told and inquiry.questions == []
    assert from_bytes(to_bytes(found)) == found


@pytest.mark.parametrize(
    "answers", [{"created_at": "deal"}, {"months_before": "soon"}, {"months_before": -1},
                {"months_before": 37}, {"months_before": "nan"}],
)  # fmt: skip
def test_answers_that_are_none_are_errors(answers: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="allowed"):
        creation(["Lead In"], Inquiry(answers))


def test_only_open_spellings_stand_for_a_stage() -> None:
    stages = load_stages()
    for meaning in (*stages.exact.values(), *stages.prefix.values()):
        assert meaning.stage in ("", *FUNNEL)
        assert not meaning.stage or meaning.state == 2
