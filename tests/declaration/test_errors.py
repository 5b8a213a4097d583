"""Every fault of a case is told at once."""

from __future__ import annotations

from tests.storage.cases import problems, whole


def test_all_problems_are_told_at_once() -> None:
    found = problems(
        whole(
            market=5,
            colour="red",
            channels=[{"name": "A", "contacts": -1}, {"name": "B", "price": 1}],
            team=[{"title": "R", "fte": "two"}],
        )
    )
    assert set(found) >= {
        "market", "colour", "channels/A/contacts", "channels/B/price", "team/R/fte",
    }  # fmt: skip
