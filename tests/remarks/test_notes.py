"""What a reader would not see is said beside the result, and nothing where there is nothing."""

from __future__ import annotations

import pytest

from roi_model import Channel, Effect, Initiative, Role, Scenario, project
from roi_model.remarks.notes import notes, notes_as_json
from roi_model.texts import LANGUAGES
from tests.engine.by_hand import EVERYONE, plan

SHORT = plan(
    Channel(name="A", contacts=10.0, monthly_cost=50.0, **EVERYONE),
    horizon_months=6,
    campaign_months=6,
    cycle_months=3.0,
    dso_days=30.0,
    team=(Role(title="Rep", end_month=1),),
    initiatives=(
        Initiative(name="Late", start_month=4, delay_months=5,
                   effects=(Effect(parameter="contacts", factor=2.0),)),
        Initiative(name="Later", start_month=9),
        Initiative(name="Off", start_month=9, enabled=False),
    ),
)  # fmt: skip


def test_each_remark_with_its_place_and_its_numbers() -> None:
    p = project(SHORT)
    found = {note.code: note for note in notes(SHORT, p)}
    assert found["signed_after_team"].values == {"customers": pytest.approx(30), "month": 1}
    assert found["signed_after_horizon"].values == {"customers": pytest.approx(30)}
    owed = p.metrics["receivables_at_horizon"].value
    assert found["receivables"].values == {"amount": owed}
    assert found["acts_after_horizon"].path == "initiatives/Late/start_month"
    assert found["starts_after_horizon"].path == "initiatives/Later/start_month"
    assert found["budget_moves_cost_alone"].path == "channels/A/monthly_cost"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_remark_is_a_whole_sentence(lang: str) -> None:
    for line in notes_as_json(project(SHORT), lang):
        sentence = str(line["sentence"])
        assert sentence.endswith(".") and "{" not in sentence, line["code"]


def test_a_plan_that_hides_nothing_has_no_remark() -> None:
    clear = Scenario(name="Clear", channels=(Channel(name="A", contacts=10.0, **EVERYONE),))
    assert notes(clear, project(clear)) == []
