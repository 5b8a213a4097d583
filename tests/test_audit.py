"""What `make audit` says of what pip-audit found."""

from __future__ import annotations

import doctest
import json
import subprocess

import pytest

from tools import audit


def test_the_example() -> None:
    assert doctest.testmod(audit, optionflags=doctest.NORMALIZE_WHITESPACE).failed == 0


@pytest.mark.parametrize(
    ("answer", "said", "code"),
    [
        ([{"name": "a", "version": "1", "vulns": []}], "1 of 1 pins looked up, 0 holes known", 0),
        ([{"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": []}]}],
         "a 1: X-1, mended in no version yet", 1),
        ([{"name": "a", "skip_reason": "unknown"}], "not looked up: a", 0),
        (None, "No pin could be looked up: no network", 0),
    ],
)  # fmt: skip
def test_a_hole_fails_and_what_was_not_looked_up_is_named(
    answer: list[object] | None,
    said: str,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def run(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        out = "" if answer is None else json.dumps({"dependencies": answer, "fixes": []})
        return subprocess.CompletedProcess([], 1, out, "asking …\nno network\n")

    monkeypatch.setattr(subprocess, "run", run)
    assert audit.main("pip-audit") == code
    assert said in capsys.readouterr().out
