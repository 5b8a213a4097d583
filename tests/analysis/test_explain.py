"""A metric taken apart: its formula gives the figure, and what moves it can move that way."""

from __future__ import annotations

import pytest

from roi_model import project
from roi_model.analysis.explain import explain, movers
from roi_model.declaration.paths import numeric_paths, with_value
from roi_model.metrics import CARDS
from roi_model.storage.presets import Preset, preset, presets

CASE = preset("in-house-sdr").scenario


@pytest.mark.parametrize("given", presets(), ids=lambda one: one.slug)
def test_the_formula_shown_gives_the_figure_shown(given: Preset) -> None:
    """“Why?” shows a formula with its numbers: calculated by hand, it gives the metric."""
    projection = project(given.scenario)
    counted = 0
    for metric in CARDS:
        found = explain(projection, metric)
        if found.formula is None or found.value is None:
            continue
        sum_ = found.formula.replace("−", "-").replace("^", "**")
        values = {term: f"({value!r})" for term, (value, _) in found.terms.items()}
        assert eval(sum_.format(**values), {"min": min}) == pytest.approx(
            found.value, rel=1e-9, abs=1e-6
        ), metric
        counted += 1
    assert counted >= 18


def test_an_input_at_its_highest_is_moved_down_and_says_so() -> None:
    """1 % more of what is whole already cannot be: it showed a gain."""
    found = {mover.path: mover for mover in movers(CASE, "gross_profit")}
    path = next(path for path in found if path.endswith("/incrementality"))
    assert found[path].value == 1.0 and found[path].less
    now = project(CASE).metrics["gross_profit"].value
    less = project(with_value(CASE, path, 0.99)).metrics["gross_profit"].value
    assert found[path].change == pytest.approx(less - now, rel=1e-9)
    assert found[path].change < 0


def test_inputs_that_move_a_figure_alike_come_in_the_order_of_the_plan() -> None:
    """1 % more of any rate in a row is 1 % more customers: none of them first by its last digit."""
    paths = list(numeric_paths(CASE))
    alike = [
        m.path for m in movers(CASE, "gross_profit") if m.change == pytest.approx(1212.5163398)
    ]
    assert len(alike) > 5
    assert alike == sorted(alike, key=paths.index)


def test_others_are_moved_up() -> None:
    found = {mover.path: mover for mover in movers(CASE, "gross_profit")}
    mover = found["deal_value"]
    assert not mover.less
    more = project(with_value(CASE, "deal_value", mover.value * 1.01)).metrics["gross_profit"]
    now = project(CASE).metrics["gross_profit"]
    assert mover.change == pytest.approx(more.value - now.value, rel=1e-9)
