"""At which stage deals are created, on the page: guessed, said, kept with the answers."""

from __future__ import annotations

from roi_model.actuals.origin import usual
from tests.ui.actuals.told import PLAN, said
from tests.ui.actuals_driver import CRM, created_as, given, part, table
from tests.ui.pages import words


def test_won_business_is_counted_at_the_stage_guessed_or_told() -> None:
    made = part(given(CRM), "deals")
    planned = {row[0]: row[1] for row in table(made, said("what"))}
    assert planned[said("deals_deals")] == "75"  # five months of 15 meetings
    assert said("deals_until", month="May 2024", plan_stage="meetings") in words(made)
    created_as(made, "quote")
    planned = {row[0]: row[1] for row in table(made, said("what"))}
    assert planned[said("deals_deals")] == "37.5"
    assert usual(PLAN).before() == 0.75 * PLAN.cycle_months
