"""A doubt at its end is the plan with that input there."""

from __future__ import annotations

from itertools import pairwise

import pytest

from roi_model import project
from roi_model.analysis.risk.ends import ends
from roi_model.analysis.risk.sensitivity import tornado
from roi_model.analysis.risk.spreads import drawn_doubts
from roi_model.declaration.paths import with_value
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import scenario_from_dict


def test_nothing_uncertain_has_no_swings() -> None:
    case = scenario_from_dict({"name": "Case", "channels": [{"name": "A"}]})
    base, found = tornado(case, "roi", [])
    assert found == [] and base == pytest.approx(project(case).metrics["roi"].value)


def test_a_bar_is_the_plan_with_that_input_there() -> None:
    """In one run, and yet the same as a plan of its own for every bar."""
    case = preset("inbound-and-outbound").scenario
    base, found = tornado(case, "roi")
    assert base == pytest.approx(project(case).metrics["roi"].value, rel=1e-12)
    assert [swing.path for swing in found] != [doubt.path for doubt in drawn_doubts(case)]
    assert {swing.path for swing in found} == {doubt.path for doubt in drawn_doubts(case)}
    widths = [abs((s.at_high or 0) - (s.at_low or 0)) for s in found]
    assert all(a >= b - 1e-9 for a, b in pairwise(widths))
    for swing in found[:5]:
        for value, at in ((swing.low_value, swing.at_low), (swing.high_value, swing.at_high)):
            alone = project(with_value(case, swing.path, value)).metrics["roi"].value
            assert at == pytest.approx(alone, rel=1e-12)


def test_a_middle_is_the_plan_with_that_input_there() -> None:
    """What tells why a stated return lies off the draws' middle comes out of the same run."""
    case = preset("inbound-and-outbound").scenario
    found = ends(case)
    stated, _ = found.figure("roi")
    assert stated == pytest.approx(project(case).metrics["roi"].value, rel=1e-12)
    for doubt, middle in list(zip(found.doubts, found.middles["roi"], strict=True))[:5]:
        assert doubt.tenths[0] < doubt.middle < doubt.tenths[1]
        alone = project(with_value(case, doubt.path, doubt.middle)).metrics["roi"].value
        assert middle == pytest.approx(alone, rel=1e-12)
    assert all(len(middles) == len(found.doubts) for middles in found.middles.values())
