"""SECURITY.md and the page of the standard name tests: each is there, under that name."""

from __future__ import annotations

import ast
import re

import pytest

from tests.project import ROOT, tree

WORDS = (ROOT / "SECURITY.md").read_text("utf-8")
STANDARD = (ROOT / "docs" / "asvs.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", WORDS + STANDARD)))
# ASVS 5.0.0: how many requirements of levels 1 and 2 each section begins with.
SECTIONS = {
    1: (2, 9, 11, 3, 2), 2: (3, 3, 4, 1), 3: (0, 2, 4, 6, 5, 0, 2), 4: (3, 1, 2, 4),
    5: (1, 3, 2, 3), 6: (3, 12, 4, 4, 5, 3, 0, 4), 7: (3, 4, 2, 5, 2, 2), 8: (2, 3, 1, 1),
    9: (3, 4), 10: (2, 2, 4, 11, 5, 2, 3), 11: (2, 3, 3, 4, 1, 1), 12: (3, 2, 4),
    13: (1, 5, 2, 5), 14: (2, 4, 3), 15: (3, 3, 7), 16: (1, 5, 4, 3, 3), 17: (1, 4, 2),
}  # fmt: skip
STATES = {"kept", "in part", "not kept", "issuer", "runs it", "none here"}


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


def test_every_requirement_of_the_standard_stands_once() -> None:
    wanted = [
        f"{chapter}.{section}.{item}"
        for chapter, counts in SECTIONS.items()
        for section, count in enumerate(counts, 1)
        for item in range(1, count + 1)
    ]
    told: list[str] = []
    for items, state in re.findall(r"^\| (\d[\d., to]+) \| ([a-z ]+) \|", STANDARD, re.MULTILINE):
        assert state in STATES, items
        for part in items.split(", "):
            first, _, last = part.partition(" to ")
            told += wanted[wanted.index(first) : wanted.index(last or first) + 1]
    assert sorted(told) == sorted(wanted)
    assert f"has {len(wanted)} requirements" in STANDARD
