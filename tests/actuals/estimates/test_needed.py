"""How many cases a rate takes, beside another library's intervals and a plain search."""

from __future__ import annotations

import pytest
from scipy import stats

from roi_model.actuals.estimates.needed import contacts_needed, telling_width

RATES = (0.005, 0.02, 0.03, 0.1, 0.25, 0.5, 0.9)


def half_width(rate: float, cases: int, level: float) -> float:
    """Half of Wilson's interval, from the roots of (p − x)² = z²·x·(1 − x)/n themselves."""
    z2 = stats.norm.ppf((1 + level) / 2) ** 2
    a, b, c = 1 + z2 / cases, -(2 * rate + z2 / cases), rate**2
    return float((b * b - 4 * a * c) ** 0.5 / (2 * a))


@pytest.mark.parametrize("level", [0.8, 0.95])
@pytest.mark.parametrize("rate", RATES)
def test_the_first_number_of_cases_that_is_enough(rate: float, level: float) -> None:
    for width in (0.005, 0.02, 0.1):
        enough = contacts_needed(rate, width, level)
        assert half_width(rate, enough, level) <= width * (1 + 1e-9)
        assert enough == 1 or half_width(rate, enough - 1, level) > width


def test_scipys_interval_is_as_wide() -> None:
    """At 10 of 100: an interval of another hand, put in as the width wanted, gives the 100 back."""
    found = stats.binomtest(10, 100).proportion_ci(method="wilson")
    assert contacts_needed(0.1, (found.high - found.low) / 2) == 100


def test_what_is_published_as_enough_contacts_is_what_usual_rates_take() -> None:
    """500 to 2,000 contacts before one concludes: contact → customer of 3 to 15 %."""
    for rate in (0.03, 0.05, 0.1, 0.12):
        assert 500 <= contacts_needed(rate, telling_width(rate)) <= 2000


def test_a_rarer_answer_takes_more_and_an_exact_one_too() -> None:
    taken = [contacts_needed(rate, telling_width(rate)) for rate in (0.25, 0.05, 0.01)]
    assert taken == sorted(taken)
    assert contacts_needed(0, 0.02) < contacts_needed(0.1, 0.02) < contacts_needed(0.1, 0.01)


@pytest.mark.parametrize("given", [(-0.1, 0.02), (1.1, 0.02), (0.1, 0), (0.1, 0.5)])
def test_what_cannot_be_is_refused(given: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="half_width"):
        contacts_needed(*given)


@pytest.mark.parametrize(
    ("rate", "width"),
    [(0.6, 0.1), (0.25, 0.05), (0.1, 0.02), (0.06, 0.02), (0.01, 0.002), (0.97, 0.01), (1, 0)],
)
def test_a_third_of_the_rate_as_people_say_it(rate: float, width: float) -> None:
    assert telling_width(rate) == width
