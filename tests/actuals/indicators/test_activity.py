"""Counts by month and source, and what no list tells."""

from __future__ import annotations

import numpy as np
import pandas as pd

from roi_model.actuals.coverage import Cover, Coverage
from roi_model.actuals.indicators.activity import by_source, joined_events, monthly_events
from tests.actuals.indicators.lists import lists
from tests.reading.event_variants import CALLS_BY_MONTH, CUSTOMERS_BY_MONTH, LEADS_BY_MONTH


def test_every_list_counts_its_own_series() -> None:
    counts = monthly_events(*lists())
    assert counts.index.tolist() == ["2024-01", "2024-02", "2024-03"]
    for month, line in counts.iterrows():
        leads, calls = LEADS_BY_MONTH[str(month)], CALLS_BY_MONTH[str(month)]
        assert (line["leads"], line["qualified"]) == leads
        assert (line["contacts"], line["meetings"]) == calls
        assert line["customers"] == CUSTOMERS_BY_MONTH[str(month)]


def test_what_no_list_tells_is_unknown_and_not_nought() -> None:
    counts = monthly_events(*lists("leads_plain_fr.csv"))
    assert counts[["contacts", "meetings", "customers"]].isna().all(axis=None)
    assert counts[["leads", "qualified"]].notna().all(axis=None)
    events, covered = lists("leads_plain_fr.csv")
    unsaid = monthly_events(events.assign(state=""), covered)
    assert unsaid["leads"].tolist() == [4, 3, 3] and unsaid["qualified"].isna().all()


def test_only_whole_months_count_and_a_month_without_an_entry_is_nought() -> None:
    days = pd.to_datetime(["2024-01-05", "2024-03-20", "2024-04-02"])
    frame = pd.DataFrame({"day": days, "kind": "call", "state": ["meeting", "missed", "missed"]})
    covered = Coverage((Cover("calls.csv", "calls", "2024-01", "2024-03", running="2024-04"),))
    counts = monthly_events(frame, covered)
    np.testing.assert_array_equal(counts["contacts"], [1, 0, 1])
    np.testing.assert_array_equal(counts["meetings"], [1, 0, 0])


def test_by_source_the_largest_first() -> None:
    found = by_source(lists()[0])
    assert sum(line["contacts"] or 0 for line in found) == 60
    ads = next(line for line in found if line["source"] == "LinkedIn")
    assert (ads["leads"], ads["qualified"], ads["customers"]) == (4, 2, 2)
    assert ads["contacts"] is ads["meetings"] is None  # no call was made under that name
    assert (found[0]["contacts"], found[0]["leads"]) == (30, None)


def test_without_lists_there_is_nothing() -> None:
    assert len(joined_events([])) == 0
    assert len(monthly_events(joined_events([]), Coverage())) == 0


def test_who_is_on_trial_is_no_customer_yet() -> None:
    days = pd.to_datetime(["2024-01-05", "2024-01-20", "2024-01-22"])
    frame = pd.DataFrame({"day": days, "kind": "customer", "state": ["active", "trial", "left"],
                          "source": "Ads"})  # fmt: skip
    covered = Coverage((Cover("customers.csv", "customers", "2024-01", "2024-01"),))
    assert monthly_events(frame, covered)["customers"].tolist() == [2]
    assert [line["customers"] for line in by_source(frame)] == [2]
