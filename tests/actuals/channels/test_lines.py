"""The figures of a line: each undefined one with its reason."""

from __future__ import annotations

import pytest

from roi_model.actuals.channels.lines import RATIOS, Figures, Line


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        (Figures(1000, 10, 4, 9000, 3000), (100.0, 250.0, 2.0)),
        (Figures(1000, 0, 4, 9000, 3000), ("no_deals_created", 250.0, 2.0)),
        (Figures(1000, 10, 0), (100.0, "no_customers", -1.0)),
        (Figures(0, 10, 4, 9000, 3000), ("no_costs",) * 3),
        (Figures(-20, 10, 4, 9000, 3000), ("no_costs",) * 3),  # a credit note alone
        (Figures(0, 0, 0), ("no_costs",) * 3),
    ],
)
def test_ratios(side: Figures, expected: tuple[float | str, ...]) -> None:
    line = Line("SEA", "channel", side, side)
    for plan in (False, True):
        told = [line.ratio(name, plan=plan) for name in RATIOS]
        assert [one["reason"] or one["value"] for one in told] == list(expected)


def test_what_stands_apart_has_no_ratio_and_a_source_no_plan() -> None:
    apart = Line("", "apart", Figures(1000, 1, 1), Figures(500))
    assert apart.ratio("roi")["reason"] == "not_attributed"
    source = Line("Fair", "source", Figures(0, 1, 1), None)
    assert source.ratio("cac", plan=True) == {"value": None, "reason": "not_planned"}
    assert source.to_json()["plan"] is None and apart.to_json()["name"] is None


def test_sides_add_up() -> None:
    assert Figures(1, 2, 3, 4, 5, 6) + Figures(10, 20, 30, 40, 50, 60) == Figures(
        11, 22, 33, 44, 55, 66
    )
