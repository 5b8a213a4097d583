"""The kept cases have bounded room."""

from __future__ import annotations

from roi_model.charts.side_by_side import MOST
from roi_model.storage.link import OWN
from roi_model.texts import text
from tests.ui.compare.compared import FIRST, name_field, page
from tests.ui.pages import ran
from ui.session import saved_scenarios
from ui.session.session import Snapshot


def test_room_is_bounded() -> None:
    made = page()
    kept = {f"S{number}": Snapshot(OWN, FIRST, FIRST) for number in range(saved_scenarios.MOST)}
    made.session_state["roi_session"].extras["library"] = kept
    ran(made)
    name_field(made).set_value("One more")
    made.button(key="library-save").click()
    made.run()
    assert text("pages.compare.full", "en", most=saved_scenarios.MOST) in made.error[
        0
    ].value.replace("\\", "")
    assert "One more" not in kept
    assert made.multiselect(key="kept-compared").proto.max_selections == MOST
