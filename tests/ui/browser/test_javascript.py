"""What runs in the browser: put together whole, and by its own tests (*.test.mjs)."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import playwright
import pytest

from ui import browser

SCRIPTS = ("frame/frame.js", "frame/wording.js")
MODULES = ("memory/memory.js", "panel/panel.js")
TESTS = sorted(Path(__file__).parent.glob("*.test.mjs"))
NODE = Path(playwright.__file__).parent / "driver" / "node"


def test_every_part_is_sent_once() -> None:
    sent = [browser.module(entry) for entry in SCRIPTS + MODULES]
    parts = [path.read_text("utf-8").splitlines()[0] for path in browser.HERE.rglob("*.js")]
    assert [first for first in parts if sum(text.count(first) for text in sent) != 1] == []


@pytest.mark.parametrize("entry", SCRIPTS + MODULES)
def test_parts_make_one_module(entry: str) -> None:
    written = browser.module(entry)
    assert re.findall(r"^import .*|^export (?!default).*", written, re.MULTILINE) == []
    # A name that two parts give to different things is an error here.
    run = [NODE, "--check", "--input-type=module", "-"]
    done = subprocess.run(run, input=written, capture_output=True, text=True, encoding="utf-8")
    assert done.stderr == ""


@pytest.mark.parametrize("entry", SCRIPTS)
def test_a_script_on_a_page_seems_to_hold_no_element(entry: str) -> None:
    # Streamlit's sanitizer drops such a script whole, and says nothing.
    assert re.findall(r".*<[/\w!].*", browser.module(entry)) == []


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name.partition(".")[0])
def test_javascript(path: Path) -> None:
    """Every file of tests in JavaScript, run by the Node.js that Playwright brings."""
    run = [NODE, "--test", "--test-reporter=spec", path]
    done = subprocess.run(run, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout
    assert re.search(r"pass [1-9]", done.stdout), done.stdout
