"""Choices of a page that outlast leaving it."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.pages import ROOT


class Odd(dict[str, Any]):
    """Choices that are all of the same strange kind."""

    def get(self, _key: str, _default: Any = None) -> Any:
        return self["odd"]


@pytest.mark.parametrize("odd", [-7e14, ["x"], "x"], ids=str)
def test_choices_of_another_kind_are_no_choices(odd: Any) -> None:
    made = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    made.query_params["lang"] = "en"
    made.run()
    made.session_state["roi_session"].extras["chosen"] = Odd(odd=odd)
    for page in ("plan/channels", "plan/compare", "plan/risk", "present/present"):
        made.switch_page(f"pages/{page}.py").run()
        assert not made.exception, (page, made.exception)
