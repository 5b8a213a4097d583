"""SECURITY.md names tests: each of them is there, under that name."""

from __future__ import annotations

import ast
import re

import pytest

from tests.project import ROOT, tree

WORDS = (ROOT / "SECURITY.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", WORDS)))


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_test_that_is_named_exists(path: str, name: str) -> None:
    parsed = tree(ROOT / path)
    tests = {node.name for node in ast.walk(parsed) if isinstance(node, ast.FunctionDef)}
    assert name in tests or not name


def test_every_threat_has_a_test() -> None:
    rows = [line for line in WORDS.splitlines() if line.startswith("| ") and "shown by" not in line]
    part = WORDS[WORDS.index("## Threats") : WORDS.index("## Not defended")]
    threats = [line for line in rows if line in part]
    assert len(threats) > 25
    assert [line for line in threats if "`tests/" not in line] == []
