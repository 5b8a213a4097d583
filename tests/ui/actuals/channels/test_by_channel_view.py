"""Return by channel on the page: what the model says, with the plan beside, in both languages."""

from __future__ import annotations

import pytest

from roi_model import formatting, project
from roi_model.actuals.calibrate import joined_deals
from roi_model.actuals.channels.by_channel import ByChannel, by_channel
from roi_model.actuals.coverage import coverage_of
from roi_model.actuals.origin import origin_of
from roi_model.reading.reading import read
from roi_model.texts import text
from tests.ui.actuals.told import PLAN
from tests.ui.actuals_driver import CRM, given, part, sample, table
from tests.ui.pages import words

NAMES = ("campaigns_en.csv", "deals_hubspot_en.csv")


def expected() -> ByChannel:
    readings = [read(sample(name), name=name) for name in NAMES]
    return by_channel(PLAN, project(PLAN), readings[0].entries, joined_deals(readings), "2024-01",
                      coverage_of(readings), stage=origin_of(PLAN, readings).series)  # fmt: skip


def test_the_table_says_what_the_model_does() -> None:
    made = part(given(*NAMES), "deals")
    found = expected()
    rows = table(made, text("by_channel.channel", "en"))
    names = [row[0].split("  ")[0] for row in rows]
    assert names == ["LinkedIn outbound", "Website", "Trade show", "Not attributed",
                     "All, at full cost"]  # fmt: skip
    for row, line in zip(rows, [*found.lines, found.total], strict=True):
        cac = line.ratio("cac")["value"]
        cost = formatting.money(line.actual.cost, "EUR", "en")
        assert row[1].startswith(cost)
        assert row[2].split(" ")[0] == formatting.number(line.actual.created, "en")
        shown = formatting.UNDEFINED if cac is None else formatting.money(cac, "EUR", "en")  # type: ignore[arg-type]
        assert row[5].startswith(shown)
    planned = found.total.plan
    assert planned is not None
    assert rows[-1][1].endswith(f"plan: {formatting.money(planned.cost, 'EUR', 'en')}")
    said = words(made)
    assert "Jan 2024 to May 2024" in said and text(f"by_channel.deals_{found.stage}", "en") in said
    assert "Advertising" in said  # what of the plan stands beside
    assert "1 deal won without an amount" in said


@pytest.mark.parametrize(("names", "key"), [
    ((CRM,), "needs_costs"),
    (("fec_tab_22_columns.txt", CRM), "no_months"),  # other years
])  # fmt: skip
def test_where_there_is_nothing_to_compare_it_says_so(names: tuple[str, ...], key: str) -> None:
    made = part(given(*names), "deals")
    said = [words(made), *(warning.value for warning in made.warning)]
    assert text(f"by_channel.{key}", "en") in "".join(said)
