"""What the page Actuals remembers: its shelf of files, rules, targets."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

from roi_model.texts import text
from tests.ui.actuals_driver import session, table
from tests.ui.pages import ran
from tests.ui.panel_driver import add, enter, shown


def said(key: str, **values: object) -> str:
    return text(f"tracking.{key}", "en", **values)


def shelf(made: AppTest) -> Any:
    return session(made).belongings["uploads"]


def first(made: AppTest) -> Any:
    return shelf(made).files[0]


def with_rules(made: AppTest) -> AppTest:
    made.session_state["upload-rules-fold"] = True
    return ran(made)


def add_rule(made: AppTest, words: str, category: str, share: str) -> AppTest:
    ran(add(made, "upload-rules", words))
    at = len(shown(made, "upload-rules")) - 1
    ran(enter(made, "upload-rules", at, "category", category))
    return ran(enter(made, "upload-rules", at, "share", share))


def states(made: AppTest) -> dict[str, str]:
    """Each classic error and its sign: ✓ or !."""
    names = ("costs", "time", "targets", "attribution", "quality", "rigidity")
    signs = [row[1][0] for row in table(made, said("check_what"))]
    return dict(zip(names, signs, strict=True))
