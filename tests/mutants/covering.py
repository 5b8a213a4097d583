"""Which tests run which lines: those alone are asked whether they notice a changed one.

Each file of tests runs once on the sources as they are, in a fork, and what was found is kept in
build/ while that file and the modules are as they were. The measure is coverage's, which is
installed with what changes lines.
"""

from __future__ import annotations

import ast
import importlib
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.mutants.areas import content
from tests.mutants.judge import OPTIONS, dotted, forked
from tests.project import ROOT

COVERAGE = ROOT / ".venv" / "mutants" / "lib"
KEPT = ROOT / "build" / "mutants"
LONGEST = 900.0
"""Seconds of a processor for a file of tests."""


@dataclass(frozen=True)
class Covered:
    """What a file of tests runs: seconds of a processor that all of it takes, and of each module
    and line the tests that run it (the file itself for all in it)."""

    seconds: float
    lines: dict[str, dict[int, list[str]]]


class _Told:
    """Tells coverage whose lines come: a test's, or, of what is prepared for several, its file's.

    What runs while the tests are collected has no name, and is its file's as well.
    """

    def __init__(self, switch: Callable[[str], None]) -> None:
        self.switch, self.failed = switch, ""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        self.switch(item.nodeid.partition("::")[0])
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        self.switch(item.nodeid)
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = report.nodeid


@cache
def covered(test: str, modules: tuple[str, ...]) -> Covered:
    """The lines of modules that the tests of a file run.

    Raises `SystemExit` where one of them fails without any change.
    """
    holds = " ".join(content(name) for name in (test, *modules))
    path = KEPT / f"{test.replace('/', '-')}.json"
    kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
    if kept.get("holds") != holds:
        verdict = forked(lambda: _measure(test, modules, path), LONGEST)
        if verdict.said != "survived":
            raise SystemExit(f"Without any change a test fails already: {verdict.by or test}")
        kept = {**json.loads(path.read_text("utf-8")), "holds": holds}
        path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    by_module = {
        module: {int(line): tests for line, tests in found.items()}
        for module, found in kept["lines"].items()
    }
    return Covered(kept["seconds"], by_module)


def _measure(test: str, modules: Sequence[str], path: Path) -> str | None:
    """In a fork: write the lines that tests run; the name of one that fails."""
    sys.path += [str(folder) for folder in COVERAGE.glob("python*/site-packages")]
    coverage = importlib.import_module("coverage")
    measured = coverage.Coverage(data_file=None, include=[str(ROOT / one) for one in modules],
                                 config_file=False)  # fmt: skip
    measured.start()
    if test in modules:  # pytest alone would execute a second time what its package has imported
        importlib.import_module(dotted(test))
    told = _Told(measured.switch_context)
    options = [option for option in OPTIONS if option != "-x"]
    code = pytest.main([*options, test], plugins=[told])
    measured.stop()
    data, found = measured.get_data(), {}
    for file in data.measured_files():
        by_line = data.contexts_by_lineno(file)
        found[Path(file).relative_to(ROOT).as_posix()] = {
            line: sorted({one or test for one in tests}) for line, tests in by_line.items()
        }
    path.parent.mkdir(parents=True, exist_ok=True)
    what = {"seconds": time.process_time(), "lines": found}
    path.write_text(json.dumps(what), encoding="utf-8")
    fine = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    return None if code in fine else told.failed


@cache
def statements(module: str) -> list[tuple[int, int, bool]]:
    """First and last line of each statement of a module (of a block, its head alone), and whether
    it is part of a function."""
    found: list[tuple[int, int, bool]] = []

    def walk(node: ast.AST, inside: bool) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                body = getattr(child, "body", None)
                last = body[0].lineno - 1 if body else child.end_lineno or child.lineno
                found.append((child.lineno, max(last, child.lineno), inside))
            walk(child, inside or isinstance(child, ast.FunctionDef | ast.Lambda))

    walk(ast.parse((ROOT / module).read_text(encoding="utf-8")), False)
    return found


def covering(module: str, line: int, by_file: Mapping[str, Covered]) -> dict[str, list[str]]:
    """The tests that run the statement on a line, by file, the quickest first.

    About what runs when a module is imported (constants, fields, the heads of functions) all tests
    of the files are asked that run anything of the module: some only look at what stands there. All
    of all files where none does.
    """
    around = [one for one in statements(module) if one[0] <= line <= one[1]]
    first, last, inside = min(around, key=lambda one: one[1] - one[0], default=(0, 0, False))
    wanted = [(first, last)] if inside else [one[:2] for one in statements(module) if one[2]]
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(by_file, key=lambda file: by_file[file].seconds):
        for at, tests in by_file[file].lines.get(module, {}).items():
            if any(first <= at <= last for first, last in wanted):
                found[file] += tests
    if not inside:
        return {file: [file] for file in found or by_file}
    return dict(found)
