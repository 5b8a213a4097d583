"""The value of each input at which a metric changes sides."""

from __future__ import annotations

from typing import Any

import pytest

from roi_model import project
from roi_model.analysis.search.flips import Range, flip_points, flips
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.paths import numeric_paths, with_value
from roi_model.metrics import CARDS
from roi_model.storage.presets import preset
from tests.analysis.search.curves import CHANNEL, LINKEDIN, crossing


def test_the_nearest_of_two_crossings() -> None:
    def of(x: Any) -> Any:
        return (x - 2) * (x - 8)

    assert crossing(of, 3.0, 0.0, 100.0).value == pytest.approx(2)
    assert crossing(of, 7.0, 0.0, 100.0).value == pytest.approx(8)
    assert crossing(of, 9.0, 0.0, 100.0).value == pytest.approx(8)


def test_none_in_range() -> None:
    found = crossing(lambda x: x + 1, 3.0, 0.0, 10.0)
    assert (found.value, found.reason) == (None, "none_in_range")


def test_inputs_are_searched_together_as_if_alone() -> None:
    def figure(draws: Any) -> Any:
        return draws.get("a", 3.0) * draws.get("b", 5.0) - 6.0

    found = flips(figure, {"a": Range(3.0, 0.0, 10.0, 0.1), "b": Range(5.0, 0.0, 10.0, 0.1)})
    assert [flip.value for flip in found] == pytest.approx([1.2, 2.0], rel=1e-12)


def test_the_flip_points_of_the_linkedin_preset() -> None:
    """roi = 0 at 13.576 % of quotes signed, or at a deal value of 2,172.12."""
    by_path = {flip.path: flip for flip in flip_points(LINKEDIN, "roi")}
    assert list(by_path) == list(numeric_paths(LINKEDIN))
    assert by_path[CHANNEL + "quote_to_customer"].value == pytest.approx(0.13576, abs=5e-6)
    assert by_path["deal_value"].value == pytest.approx(2172.12, abs=5e-3)
    needed = project(LINKEDIN).metrics["break_even_customers"].value
    assert needed == pytest.approx(12.218, abs=5e-4)
    signed = project(LINKEDIN).metrics["customers_signed"].value
    share = by_path[CHANNEL + "quote_to_customer"].value / LINKEDIN.channels[0].quote_to_customer
    assert signed * share == pytest.approx(needed)  # they say the same thing


@pytest.mark.parametrize("slug", ["inbound-and-outbound", "saas-subscription", "sales-consulting"])
def test_at_every_flip_point_the_metric_is_at_its_break_even(slug: str) -> None:
    case = preset(slug).scenario
    cards = numeric_paths(case)
    found = [
        flip
        for flip in flip_points(case, "npv")
        if flip.value is not None and flip.path != "horizon_months"  # bounds other months
    ]
    assert len(found) > 10
    for flip in found:
        assert flip.value is not None
        at = project(with_value(case, flip.path, flip.value)).metrics["npv"].value
        if cards[flip.path].whole:
            now = project(case).metrics["npv"].value
            assert at * now <= 0
        else:
            size = project(case).metrics["investment"].value
            assert at == pytest.approx(0, abs=1e-6 * size), flip.path


def test_payback_flips_where_it_begins_to_exist() -> None:
    flip = next(f for f in flip_points(LINKEDIN, "payback_month") if f.path == "deal_value")
    assert flip.value is not None
    paid, unpaid = (
        project(with_value(LINKEDIN, "deal_value", flip.value * share)).metrics["payback_month"]
        for share in (1 + 1e-6, 1 - 1e-6)
    )
    assert paid.value is not None and unpaid.value is None


def test_irr_breaks_even_at_the_discount_rate_be_it_moved_itself() -> None:
    flip = next(f for f in flip_points(LINKEDIN, "irr") if f.path == "discount_rate")
    assert flip.value is None  # the rate of return is far above the highest rate there is
    low = with_value(LINKEDIN, "deal_value", 2300.0)
    rate = project(low).metrics["irr"].value
    assert isinstance(rate, float) and 0.1 < rate < 0.5
    flip = next(f for f in flip_points(low, "irr") if f.path == "discount_rate")
    assert flip.value == pytest.approx(rate, rel=1e-9)


def test_a_metric_without_a_threshold_says_so() -> None:
    assert {flip.reason for flip in flip_points(LINKEDIN, "cost_per_lead")} == {"no_break_even"}
    with pytest.raises(ScenarioError, match="roy"):
        flip_points(LINKEDIN, "roy")


@pytest.mark.parametrize("metric", CARDS)
def test_every_metric_has_flip_points_or_a_reason(metric: str) -> None:
    for flip in flip_points(preset("quarter-campaign").scenario, metric):
        assert (flip.value is None) == (flip.reason is not None)
