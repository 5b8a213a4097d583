"""The page Deliver, opened, and the file it has made."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.ui.pages import ROOT, ran

PAGE = "pages/deliver/deliver.py"


def page(lang: str = "en") -> AppTest:
    made = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    made.query_params["lang"] = lang
    made.run()
    made.switch_page(PAGE)
    return ran(made)
