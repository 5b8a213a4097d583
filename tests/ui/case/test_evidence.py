"""What stands behind each input, on the page and in its table."""

from __future__ import annotations

from dataclasses import replace

from roi_model.analysis.risk.spreads import doubts
from roi_model.declaration.card import cards
from roi_model.declaration.paths import numeric_paths
from roi_model.declaration.scenario import Scenario
from roi_model.remarks.evidence import backing
from roi_model.storage import link
from roi_model.storage.presets import preset, presets
from tests.ui.elements.lines import PLAN, opened, turned
from tests.ui.panel_driver import edit, enter, shown
from tests.ui.simulate import FIRST, app, press, scenario, type_into
from ui.case import evidence


def test_evidence_and_doubt_follow_a_moved_input_and_come_back() -> None:
    orders = {"source": "order book, 41 deals", "grade": "measured"}
    given = {"kind": "range", "p10": 16_000.0, "p90": 20_000.0}
    start = replace(
        preset(FIRST).scenario,
        deal_value=18_000.0,
        evidence={"deal_value": orders},
        uncertainty={"deal_value": given},
    )
    made = app(case=link.encode(start, link.OWN), lang="en")

    def told() -> tuple[str, str, dict[str, float]]:
        plan = scenario(made)
        grade, source = backing(plan, "deal_value", cards(Scenario)["deal_value"], "en")
        return grade, source, dict(doubts(plan)[0].numbers)

    before = told()
    assert before == ("measured", orders["source"], {"p10": 16_000.0, "p90": 20_000.0})
    edit(made, "deal_value", "slide", 9000.0)
    moved = ("guess", "was €18,000, measured: order book, 41 deals", {"p10": 8e3, "p90": 1e4})
    assert told() == moved
    press(made, "do-undo")
    assert told() == before and scenario(made) == start
    press(made, "do-redo")
    assert told() == moved
    edit(made, "deal_value", "slide", 18_000.0)
    assert told() == before and scenario(made) == start
    # One number typed says that there is no doubt; the evidence of that value stays.
    type_into(made, "deal_value", "18000")
    assert scenario(made) == replace(start, uncertainty={})
    type_into(made, "deal_value", "18 (16–20) k€")
    assert scenario(made) == start


# Evidence -------------------------------------------------------------------------------------


def test_evidence_is_written_into_the_scenario() -> None:
    plan = presets()[0].scenario
    found = evidence.edited(plan, "deal_value", {"source": " CRM 2025\x00"}, "en")
    assert found["deal_value"]["source"] == "CRM 2025"
    # A cell that was not touched keeps what was shown; the other inputs keep their evidence.
    cards = numeric_paths(plan)
    grade, _ = backing(plan, "deal_value", cards["deal_value"], "en")
    assert found["deal_value"]["grade"] == grade
    for path, entry in plan.evidence.items():
        assert path == "deal_value" or found[path] == entry
    assert replace(plan, evidence=found).evidence == found


def test_evidence_is_edited_in_its_table() -> None:
    made = opened("evidence")
    names = [row["input"] for row in shown(made, "evidence")]
    at = names.index("AE · Salespeople (FTE)")
    enter(made, "evidence", at, "grade", "measured")
    enter(made, "evidence", at, "source", "payroll")
    assert scenario(made).evidence["team/AE/fte"] == {"grade": "measured", "source": "payroll"}
    row = shown(turned(turned(made, "costs"), "evidence"), "evidence")[at]
    assert (row["grade"], row["source"]) == ("measured", "payroll")


def test_evidence_of_a_default_backs_the_default_alone() -> None:
    cards = numeric_paths(PLAN)
    card = cards["gross_margin"]
    for lang in ("fr", "en"):
        published = (card.evidence.grade, card.evidence.source(lang))
        assert backing(PLAN, "gross_margin", card, lang) == published
    other = replace(PLAN, gross_margin=0.31)
    assert backing(other, "gross_margin", card, "en") == ("guess", "")
    assert backing(PLAN, "team/SDR/fte", cards["team/SDR/fte"], "fr") == ("stated", "HR")
