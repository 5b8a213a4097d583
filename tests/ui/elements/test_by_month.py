"""An input is made to vary by month, typed, pasted, moved as one, refused, and one number again."""

from __future__ import annotations

import pytest

from roi_model import Channel, Scenario
from roi_model.declaration.steps import Steps
from roi_model.storage import link
from tests.ui import panel_driver
from tests.ui.pages import ran, words
from tests.ui.panel_driver import rows
from tests.ui.simulate import app, checked, scenario

PATH = "deal_value"
WHERE = f"by_month/{PATH}"


def test_what_may_vary_by_month_says_so_and_nothing_else_does() -> None:
    may = [path for path, row in rows(app()).items() if "by_month" in row]
    assert [path.rpartition("/")[2] for path in may] == [
        "deal_value", "contacts", "monthly_cost", "market",
    ]  # fmt: skip


def test_steps_are_typed_moved_as_one_refused_and_left() -> None:
    made = app()
    assert WHERE not in rows(made)
    before = scenario(made).deal_value
    checked(panel_driver.edit(made, WHERE, "turn", True))
    checked(made.run())
    assert rows(made)[WHERE]["text"].startswith("1: ") and scenario(made).deal_value == before
    checked(panel_driver.edit(made, WHERE, "say", "1: 5000\n7: 5500"))
    checked(made.run())
    assert scenario(made).deal_value == Steps.of({1: 5000.0, 7: 5500.0})
    row = rows(made)[PATH]
    assert "5" in row["text"] and "7" not in row["text"] and row["by_month"]["on"]
    assert "7" in rows(made)[WHERE]["words"] and rows(made)[WHERE]["curve"].count("V") == 2

    checked(panel_driver.edit(made, PATH, "slide", 6000.0))
    assert scenario(made).deal_value == Steps.of({1: 6000.0, 7: 6600.0})
    for typed, said in (("1: 5000\nlater more", "later more"), ("1: 5000\n99: 1", "99")):
        checked(panel_driver.edit(made, WHERE, "say", typed))
        checked(made.run())
        row = rows(made)[WHERE]
        assert row["text"] == typed and said in row["refused"]
    assert scenario(made).deal_value == Steps.of({1: 6000.0, 7: 6600.0})

    checked(panel_driver.edit(made, WHERE, "say", "5000\t5000\t5500"))
    assert scenario(made).deal_value == Steps.of({1: 5000.0, 3: 5500.0})
    checked(panel_driver.edit(made, WHERE, "turn", False))
    checked(made.run())
    assert scenario(made).deal_value == 5000.0 and WHERE not in rows(made)


def test_a_series_from_zero_is_changed_by_its_lines_alone() -> None:
    made = app()
    path = next(path for path in rows(made) if path.endswith("/contacts"))
    checked(panel_driver.edit(made, f"by_month/{path}", "say", "1: 0\n4: 300"))
    checked(made.run())
    checked(panel_driver.edit(made, path, "slide", 100.0))
    checked(made.run())
    assert "0" in rows(made)[path]["refused"]
    assert scenario(made).channels[0].contacts == Steps.of({1: 0.0, 4: 300.0})


@pytest.mark.parametrize("page", ["channels", "compare", "levers", "risk"])
def test_other_pages_take_a_plan_that_varies_by_month(page: str) -> None:
    calls = Channel(name="Calls", contacts={1: 0.0, 4: 300.0}, monthly_cost={1: 800.0, 7: 900.0},
                    saturation_spend=900.0, reference_spend=800.0)  # fmt: skip
    plan = Scenario(name="Rising", channels=(calls,), deal_value={1: 5000.0, 7: 5500.0})
    made = app(case=link.encode(plan, link.OWN), lang="en")
    assert scenario(made) == plan
    made.switch_page(f"pages/plan/{page}.py")
    ran(made)
    said = words(made) + "".join(warning.value for warning in made.warning)
    assert "Steps(" not in said and "Rising" in said
    if page == "compare":
        assert "€5,000, then €5,500 from month 7" in said
