"""The browser is asked once and never waited for."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from roi_model.storage.presets import presets
from roi_model.texts import LANGUAGES, text
from tests.ui.pages import ROOT


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_browser_that_never_answers_is_not_waited_for(
    lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1_000.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    monkeypatch.setattr(
        "streamlit.runtime.context.ContextProxy.cookies",
        property(lambda _: type("C", (dict,), {"to_dict": dict.copy})({"roi_kept": "1"})),
    )
    made = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    made.query_params["lang"] = lang
    made.run()
    assert not any(one.value.startswith("# ") for one in made.markdown)  # not yet the usual case
    clock[0] += 60
    made.run()
    assert any(presets()[0].name(lang) in one.value for one in made.markdown)
    assert text("ui.memory.strange", lang) in [one.value for one in made.warning]
