"""Pages run without a browser: opened, pressed, read."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("fr", "en")

PAGES = {
    "levers": "pages/plan/levers.py",
    "actuals": "pages/actuals/actuals.py",
    "method": "pages/method/method.py",
}


def page(name: str, lang: str = "en") -> AppTest:
    made = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    made.query_params["lang"] = lang
    made.run()
    made.switch_page(PAGES[name])
    return ran(made)


def ran(made: AppTest) -> AppTest:
    """Run what was set, then the page as a whole: a fragment's run holds that fragment alone."""
    for _ in range(2):
        made.run()
        assert not made.exception, made.exception[0].stack_trace
    return made


def press(made: AppTest, key: str) -> AppTest:
    made.button(key=key).click()
    return ran(made)


def words(made: AppTest) -> str:
    """All that was sent as HTML or Markdown."""
    parts = [element.proto.body for element in made.get("html")]
    return "\n".join(parts + [element.value for element in made.markdown])


def headline(made: AppTest) -> list[str]:
    return [metric.value for metric in made.metric]


def upload(made: AppTest, name: str, content: bytes) -> AppTest:
    made.file_uploader[0].upload(name, content)
    return ran(made)
