"""Moments counted since 1970."""

from __future__ import annotations

from tests.reading.deals.plain import reading_of


def test_moments_counted_since_1970_are_days() -> None:
    reading = reading_of(
        "hs_object_id,dealname,dealstage,closedate,createdate,amount\n"
        "1,A,closedwon,1709632800000,1705309200000,1000.5\n"
        "2,B,contractsent,,1708074000000,\n"
    )
    assert reading.deals is not None
    assert reading.deals["created"].dt.strftime("%Y-%m-%d").tolist() == ["2024-01-15", "2024-02-16"]
    assert reading.to_json()["deals"]["cycle_mean_days"] == 50
    assert [n.code for n in reading.notes].count("epochs") == 2
