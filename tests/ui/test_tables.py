"""Roles, cost lines and channels edited in tables: what an editor reports, as a scenario."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from roi_model.backing import backing
from roi_model.errors import ScenarioError
from roi_model.paths import numeric_paths
from roi_model.presets import presets
from roi_model.scenario import Channel, CostLine, Effect, Initiative, Role, Scenario
from ui import evidence, tables

PLAN = Scenario(
    name="Demo",
    channels=(Channel(name="Calls"), Channel(name="Ads", cycle_months=2.0)),
    team=(Role(title="SDR"), Role(title="AE", fte=2)),
    costs=(CostLine(name="CRM", category="tools", amount=300),),
    initiatives=(
        Initiative(
            name="Train",
            effects=(Effect("deal_value", 1.1, "Ads"), Effect("contacts", 2)),
        ),
    ),
    evidence={
        "channels/Ads/contacts": {"grade": "measured", "source": "CRM"},
        "team/SDR/fte": {"grade": "stated", "source": "HR"},
    },
)


def edited(key: str, **edit: Any) -> Scenario:
    parts, renamed = tables._edited(key, getattr(PLAN, key), edit)
    return tables._with_list(PLAN, key, parts, renamed)


def test_the_frame_shows_percents_and_leaves_empty_what_is_inherited() -> None:
    frame = tables._frame("channels", PLAN.channels)
    assert frame["quote_to_customer"].tolist() == [25, 25]
    assert frame["cycle_months"].isna().tolist() == [True, False]
    assert tables._frame("team", PLAN.team)["employer_rate"].tolist() == [42, 42]
    assert list(tables._frame("costs", ())) == list(tables.LISTS["costs"][1])


def test_cells_come_back_in_the_models_units() -> None:
    plan = edited("team", edited_rows={0: {"employer_rate": 25.5, "end_month": 9.0}})
    assert (plan.team[0].employer_rate, plan.team[0].end_month) == (0.255, 9)
    assert isinstance(plan.team[0].end_month, int)
    assert plan.team[1] == PLAN.team[1]


def test_an_emptied_cell_inherits_or_takes_the_default() -> None:
    plan = edited("channels", edited_rows={1: {"cycle_months": None, "contacts": None}})
    assert plan.channels[1].cycle_months is None
    assert plan.channels[1].contacts == 1000


def test_rows_are_added_and_removed() -> None:
    plan = edited(
        "costs",
        deleted_rows=[0],
        added_rows=[{}, {"name": "Fair", "every": "once", "amount": 2000.0}, {"amount": 5.0}],
    )
    assert [(line.name, line.every, line.amount) for line in plan.costs] == [
        ("Fair", "once", 2000),
        ("New cost", "month", 5),
    ]


def test_what_names_a_renamed_part_follows_it() -> None:
    plan = edited("channels", edited_rows={1: {"name": "  Ads – été "}})
    assert plan.channels[1].name == "Ads – été"
    assert plan.initiatives[0].effects[0].channel == "Ads – été"
    assert plan.initiatives[0].effects[1].channel is None
    assert "channels/Ads – été/contacts" in plan.evidence
    assert "team/SDR/fte" in plan.evidence


@pytest.mark.parametrize(
    ("key", "edit", "code"),
    [
        ("team", {"edited_rows": {1: {"title": "SDR"}}}, "name_twice"),
        ("team", {"edited_rows": {0: {"fte": -1.0}}}, "out_of_range"),
        ("team", {"edited_rows": {0: {"title": "a/b"}}}, "bad_text"),
        ("costs", {"edited_rows": {0: {"every": "once", "end_month": 3.0}}}, "end_of_once"),
        ("channels", {"deleted_rows": [1]}, "unknown_channel"),
        ("costs", {"added_rows": [{"name": "X", "start_month": 99.0}]}, "out_of_range"),
    ],
)
def test_what_is_impossible_is_refused_by_name(key: str, edit: dict[str, Any], code: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        edited(key, **edit)
    assert caught.value.problems[0].code == code
    assert "/" in caught.value.problems[0].path


# Evidence -------------------------------------------------------------------------------------


def test_evidence_is_written_into_the_scenario() -> None:
    plan = presets()[0].scenario
    rows = {0: {"grade": "measured", "source": " CRM 2025\x00"}, 1: {"source": "P&L"}, 2: {}}
    paths = ["deal_value", "gross_margin", "dso_days"]
    found = evidence.edited(plan, paths, rows, "en")
    assert found["deal_value"] == {"grade": "measured", "source": "CRM 2025"}
    assert found["gross_margin"]["source"] == "P&L"
    # A cell that was not touched keeps what was shown; the other inputs keep their evidence.
    cards = numeric_paths(plan)
    grade, source = backing(plan, "dso_days", cards["dso_days"], "en")
    assert found["dso_days"] == {"grade": grade, "source": source}
    for path, entry in plan.evidence.items():
        assert path in paths or found[path] == entry
    assert replace(plan, evidence=found).evidence == found


def test_evidence_of_a_default_backs_the_default_alone() -> None:
    cards = numeric_paths(PLAN)
    card = cards["gross_margin"]
    for lang in ("fr", "en"):
        published = (card.evidence.grade, card.evidence.source(lang))
        assert backing(PLAN, "gross_margin", card, lang) == published
    other = replace(PLAN, gross_margin=0.31)
    assert backing(other, "gross_margin", card, "en") == ("guess", "")
    assert backing(PLAN, "team/SDR/fte", cards["team/SDR/fte"], "fr") == ("stated", "HR")
