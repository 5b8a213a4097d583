"""What was measured is suggested, and applied as measured."""

from __future__ import annotations

import json

from roi_model.actuals.calibrate import calibrate
from roi_model.actuals.suggestion import apply
from roi_model.declaration.paths import get_value
from roi_model.projection import project
from roi_model.storage.scenario_file import dump_scenario, parse_scenario
from roi_model.texts import LANGUAGES, text
from tests.actuals.crm import PLAN, crm
from tests.actuals.pipelines import reading


def test_applied_one_by_one_or_together_they_are_measured() -> None:
    found = calibrate(PLAN, [reading(crm(), "2024-12-31")])
    one = found.suggestions[0]
    single = apply(PLAN, [one])
    assert get_value(single, one.path) == one.observed
    assert list(single.evidence) == list(single.uncertainty) == [one.path]
    assert get_value(single, found.suggestions[1].path) == 0.25
    stepwise = PLAN
    for suggestion in found.suggestions:
        stepwise = apply(stepwise, [suggestion], "fr")
    together = apply(PLAN, reversed(found.suggestions), "fr")
    assert dict(stepwise.evidence) == dict(together.evidence)
    for suggestion in found.suggestions:
        assert get_value(together, suggestion.path) == suggestion.observed
        entry = together.evidence[suggestion.path]
        assert entry["grade"] == "measured" and "2024" in entry["source"]
        assert ("31 décembre" in entry["source"]) == (suggestion.kind != "volume")
        kind = together.uncertainty[suggestion.path]["kind"]
        assert kind == ("beta" if suggestion.path.endswith("customer") else "lognormal")
    # It is a scenario like any other: written, read again, projected.
    assert parse_scenario(dump_scenario(together)) == together
    assert project(together).metrics["roi"].value != project(PLAN).metrics["roi"].value


def test_the_json_has_the_contracts_keys() -> None:
    table = calibrate(PLAN, [reading(crm(), "2024-12-31")]).to_json("fr")
    keys = ["path", "plan", "observed", "low", "high", "sample", "reliability", "naive"]
    assert [list(one) for one in table["suggestions"]] == [keys] * 8
    assert table["as_of"] == "2024-12-31"
    assert json.loads(json.dumps(table, allow_nan=False)) == table
    for one in table["suggestions"]:
        assert one["reliability"] in ("high", "medium", "low")
        for lang in LANGUAGES:
            assert text(f"calibration.reliability.{one['reliability']}", lang)
