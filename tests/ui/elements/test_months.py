"""Calendar months as people type and read them."""

from __future__ import annotations

from tests.ui import panel_driver
from tests.ui.panel_driver import rows
from tests.ui.simulate import app, scenario


def test_a_calendar_month_is_typed_and_shown_as_people_write_it() -> None:
    made = app(lang="fr")
    for typed in ("01/2026", "janv. 2026", "January 2026", "2026-01"):
        panel_driver.edit(made, "start", "say", typed)
        assert scenario(made).start == "2026-01"
        assert rows(made)["start"]["text"] == "janv. 2026"
        panel_driver.edit(made, "start", "say", "")
        assert scenario(made).start is None
    panel_driver.edit(made, "start", "say", "bientôt")
    assert scenario(made).start is None and rows(made)["start"]["refused"]
