"""Seasons are typed month by month."""

from __future__ import annotations

from tests.ui import panel_driver
from tests.ui.panel_driver import rows
from tests.ui.simulate import app, checked, scenario


def test_a_season_is_typed_and_refused_in_its_own_field() -> None:
    made = checked(panel_driver.edit(app(), "seasonality", "turn", True))
    assert scenario(made).seasonality == (1.0,) * 12
    checked(panel_driver.edit(made, "seasonality/3", "type", "1,5"))
    checked(made.run())
    assert scenario(made).seasonality is not None
    assert scenario(made).seasonality[2] == 1.5
    checked(panel_driver.edit(made, "seasonality/4", "type", "often"))
    checked(made.run())
    row = rows(made)["seasonality/4"]
    assert row["text"] == "often" and "often" in row["refused"]
    checked(panel_driver.edit(made, "seasonality", "turn", False))
    assert scenario(made).seasonality is None
