"""An edit that arrives together with the way to another page: it counts, and that page is whole."""

from __future__ import annotations

import json

import pytest

from tests.sessions.wire import Tab


@pytest.mark.parametrize(
    ("page", "held"), [("actuals", "actuals-part"), ("deliver", "deliver-take-json")]
)
def test_a_page_is_whole_whatever_the_one_before_had_on_its_way(
    app_server: str, page: str, held: str
) -> None:
    tab = Tab(app_server).open("")
    edit = {"n": 10**9, "path": "deal_value", "how": "type", "value": "4321", "gesture": 1}
    tab.leave(page, "panel-simulate", json_value=json.dumps({"edits": {"list": [edit]}}))
    assert tab.has(held)
    assert json.loads(tab.open("deliver").take("deliver-take-json"))["deal_value"] == 4321
    tab.close()
