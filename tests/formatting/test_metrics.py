"""Every metric has its form, and every difference its direction."""

from __future__ import annotations

import math

import pytest

from roi_model import formatting as f
from roi_model.formatting import MINUS, NBSP, UNDEFINED
from roi_model.metrics import CARDS
from tests.formatting.locales import LANGUAGES


def test_what_does_not_exist_is_a_dash_everywhere() -> None:
    for lang in LANGUAGES:
        for value in (None, math.nan, math.inf, -math.inf):
            for written in (
                f.money(value, "EUR", lang),
                f.money_exact(value, "EUR", lang),
                f.money_compact(value, "EUR", lang),
                f.signed_money(value, "EUR", lang),
                f.percent(value, lang),
                f.percent_exact(value, lang),
                f.signed_percent(value, lang),
                f.signed_points(value, lang),
                f.number(value, lang),
                f.number_exact(value, lang),
                f.multiple(value, lang),
                f.months(value, lang),
                f.months_exact(value, lang),
                f.signed_months(value, lang),
                f.month_name(value, lang),
                *(f.metric(name, value, "EUR", lang) for name in CARDS),
            ):
                assert written == UNDEFINED


def test_a_difference_says_which_way_is_good() -> None:
    later = f.delta("payback_month", 14.0, 12.0, "EUR", "en")
    assert later == f.Delta(f"+2{NBSP}months", "up", False)
    assert (later.arrow, later.color) == ("up", "red")
    dearer = f.delta("cac", 120.0, 100.0, "EUR", "en")
    assert dearer == f.Delta("+€20", "up", False)
    better = f.delta("roi", 1.5, 1.4, "EUR", "fr")
    assert better == f.Delta(f"+10{NBSP}pts", "up", True)
    less_deep = f.delta("cash_trough", -40_000, -57_000, "EUR", "en")
    assert less_deep == f.Delta("+€17,000", "up", True)
    neither = f.delta("receivables_at_horizon", 10.0, 20.0, "EUR", "en")
    assert neither == f.Delta(f"{MINUS}€10", "down", None)
    assert neither.color == "gray"
    multiple = f.delta("ltv_cac", 3.0, 4.2, "EUR", "en")
    assert multiple == f.Delta(f"{MINUS}1.2×", "down", False)


def test_a_difference_needs_two_values_and_a_real_change() -> None:
    assert f.delta("irr", None, 0.1, "EUR", "en") is None
    assert f.delta("irr", 0.1, None, "EUR", "en") is None
    same = f.delta("npv", 1e6 + 1e-6, 1e6, "EUR", "fr")
    assert same == f.Delta("inchangé", "same", None)
    assert same.arrow == "off"


def test_every_metric_of_the_model_has_its_form() -> None:
    from roi_model.projection import project
    from roi_model.storage.scenario_file import scenario_from_dict

    metrics = project(scenario_from_dict({"name": "x", "channels": [{"name": "y"}]})).metrics
    assert set(metrics) == set(CARDS)


def test_an_unknown_language_or_metric_is_our_fault() -> None:
    with pytest.raises(KeyError):
        f.money(1, "EUR", "de")
    with pytest.raises(KeyError):
        f.metric("rois", 1, "EUR", "en")


@pytest.mark.parametrize(
    ("name", "now", "before"),
    [
        ("payback_month", 12.2, 12.4),  # both are shown as ≈ 12 months
        ("roi", 0.72140, 0.72139),
        ("roi", 0.720501, 0.720499),  # 72.1 and 72.0 %, but 0 points apart
        ("cash_trough", -14_210.0, -14_190.0),
    ],
)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_differs_by_less_than_is_shown_is_unchanged(
    name: str, now: float, before: float, lang: str
) -> None:
    found = f.delta(name, now, before, "EUR", lang)
    assert found is not None
    assert (found.direction, found.good) == ("same", None)
