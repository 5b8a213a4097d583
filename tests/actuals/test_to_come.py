"""The customers still to come: of the deals that are open, of the cohorts of the plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from roi_model.actuals.origin import Origin
from roi_model.actuals.reforecast import reforecast
from roi_model.projection import project
from roi_model.reading.reading import read
from tests.actuals.files import ADS_ALONE, AT_ONCE, LOST, PLAN, compared, headline
from tests.actuals.pipelines import deals


def test_no_customers_from_cohorts_that_never_were(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = compared(tmp_path, capsys, PLAN, LOST, answers=AT_ONCE)
    assert found["reforecast"]["monthly"]["customers"][:7] == [0.0] * 7
    # Four deals in three months, at the plan's rate while few are closed: never 100 a month.
    assert found["reforecast"]["monthly"]["customers"][7] == pytest.approx(4 / 3 * 0.25, rel=0.01)
    assert headline(found)[0] == pytest.approx(6 * 4 / 3 * 0.25 * 1000 / 120_000 - 1, abs=1e-3)


def test_open_deals_age_as_the_plans_cohorts_do() -> None:
    """Deals created as planned, with a spread of cycles: the plan goes on, to the digit."""
    spread = replace(PLAN, cycle_cv=0.6, commission=0.1, seasonality=(0.5, 1.5, 1.0) * 4)
    plan = project(spread)
    quotes, customers = (plan.monthly[name] for name in ("quotes", "customers"))
    rows = []
    for month in (1, 2, 3):
        day = f"2025-{month:02d}-28"
        rows += [(day, "", "open", 1000.0, "")] * 1000
    course = reforecast(
        spread, deals=deals(*rows), as_of=pd.Timestamp("2025-03-31"), origin=Origin("quote")
    )
    # A thousand deals open a month each, by hand: the plan's own shares of each cohort.
    alone = [
        project(spread, {"channels/Ads/start_month": np.array([k, k + 1.0])}) for k in (1, 2, 3)
    ]
    due = np.zeros(13)
    for k, pair in enumerate(alone, 1):
        signed = pair.monthly["customers"][0] - pair.monthly["customers"][1]
        share = signed / quotes[k]
        due += 1000 * share / (1 - share[:4].sum())
    later = project(spread, {"channels/Ads/start_month": np.array([4.0])}).monthly["customers"][0]
    assert course.expected["customers"].to_numpy()[4:] == pytest.approx((due + later)[4:])
    # Commissions follow the customers, in the months without files of costs too.
    each = plan.monthly_costs["commissions"][5] / customers[5]
    extra = course.expected["customers"] - course.plan["customers"]
    difference = course.expected["investment"] - course.plan["investment"]
    assert difference.to_numpy() == pytest.approx(each * extra.to_numpy())


def test_cohorts_of_months_without_deals_stay_the_plans() -> None:
    """Costs of January to March, deals from another year: not one customer is lost."""
    costs = read(ADS_ALONE.encode()).entries
    later = deals(("2026-04-05", "2026-04-30", "won", 1000.0, ""))
    course = reforecast(PLAN, entries=costs, deals=later)
    assert course.actual_months == 3
    for name in ("deals", "customers", "won_business", "revenue"):
        assert course.expected[name].to_numpy() == pytest.approx(course.plan[name].to_numpy())
