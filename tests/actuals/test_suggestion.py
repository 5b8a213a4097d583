"""What was measured is suggested, and applied as measured."""

from __future__ import annotations

import json

from roi_model.actuals.calibrate import calibrate
from roi_model.actuals.suggestion import Accepted, accepted, accepted_text, apply, read_accepted
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


def test_what_was_accepted_is_kept_and_accepted_anew() -> None:
    found = calibrate(PLAN, [reading(crm(), "2024-12-31")]).suggestions
    kept = read_accepted(accepted_text(accepted(found, "fr").values()))
    assert kept == accepted(found, "fr")
    assert not any(one.in_case(PLAN) for one in kept.values() if one.path != found[1].path)
    assert all(one.fits(PLAN) for one in kept.values())
    again = apply(PLAN, kept.values(), "en")
    assert again == apply(PLAN, found, "fr")  # its source is told as it was then
    assert all(one.in_case(again) for one in kept.values())


def test_of_what_was_kept_nothing_strange_is_taken() -> None:
    for strange in (None, "", "{", "3", "[1]", '[["a", 1, "b"]]', "[" * 100_000):
        assert read_accepted(strange) == {}
    for number in ("NaN", "Infinity", '"x"', "1" + "0" * 400):
        assert read_accepted(f'[["deal_value", {number}, "x", {{}}]]') == {}
    long = Accepted("deal_value", 5.0, "x" * 9999, {})
    assert read_accepted(accepted_text([long]))["deal_value"].told == "x" * 2000
    odd = Accepted("deal_value", -5.0, "x", {"kind": "beta", "mean": 3.0, "ess": 0.0})
    nowhere = Accepted("channels/None/rate", 0.5, "x", {})
    for one in (odd, nowhere):
        assert not one.fits(PLAN) and not one.in_case(PLAN)
