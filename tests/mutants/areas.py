"""What is changed, what share of the changes tests must notice, and which tests are asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from tests.elsewhere import ELSEWHERE
from tests.project import ROOT

_ELSEWHERE = {module: file for files in ELSEWHERE.values() for module, file in files.items()}


@dataclass(frozen=True)
class Area:
    """Modules, by folder or file, and the folders or files of tests that are asked about each,
    after a module's own; `wanted` is the share of mutants that they must notice. No module of the
    areas `beneath` imports one of these."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]
    wanted: float = 0.95
    beneath: tuple[str, ...] = ()

    def files(self) -> Iterator[str]:
        """The modules, by their path."""
        for name in self.modules:
            path = ROOT / name
            for one in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
                if one.name != "__init__.py":
                    yield one.relative_to(ROOT).as_posix()

    def steps(self, module: str) -> tuple[tuple[str, ...], ...]:
        """Tests of a module in the order asked: its examples and its own file, then the others."""
        inside = Path(module).relative_to("roi_model")
        own = f"tests/{inside.parent.as_posix()}/test_{inside.stem.strip('_')}.py"
        own = own if (ROOT / own).exists() else _ELSEWHERE[module]
        return (module, own), self.tests


_CORE = ("engine", "metrics", "inputs", "storage")
"""Whose modules `import roi_model` imports: none of them is beneath another."""
AREAS = {
    "engine": Area(("roi_model/engine",), ("tests/engine", "tests/metrics")),
    "metrics": Area(
        ("roi_model/metrics",), ("tests/metrics", "tests/test_model_page.py", "tests/engine")
    ),
    "inputs": Area(
        ("roi_model/declaration",),
        ("tests/declaration", "tests/test_model_page.py", "tests/storage", "tests/editing"),
    ),
    "storage": Area(("roi_model/storage",), ("tests/storage", "tests/editing"), 0.85),
    "numbers": Area(
        ("roi_model/reading/values", "roi_model/reading/text", "roi_model/reading/fec",
         "roi_model/reading/costs/entries.py", "roi_model/reading/costs/money.py"),
        ("tests/reading/values", "tests/reading/text", "tests/reading/fec",
         "tests/reading/costs", "tests/reading/test_reading.py", "tests/reading/ledgers"),
        beneath=_CORE,
    ),
    "actuals": Area(("roi_model/actuals",), ("tests/actuals",), beneath=(*_CORE, "numbers")),
    "export": Area(
        ("roi_model/export",), ("tests/export",), 0.85, beneath=(*_CORE, "numbers", "actuals")
    ),
}  # fmt: skip
"""From the bottom up, in which order they are judged: once one is, its modules may be imported."""


@cache
def content(name: str) -> str:
    """What a file, or all Python files of a folder, hold, as a short hash."""
    path = ROOT / name
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return sha256(b"\0".join(one.read_bytes() for one in files)).hexdigest()[:16]


def files_of_tests(names: Iterable[str]) -> list[str]:
    """Files and folders as the files of tests they hold."""
    found = []
    for name in names:
        path = ROOT / name
        files = sorted(path.rglob("test_*.py")) if path.is_dir() else [path]
        found += [one.relative_to(ROOT).as_posix() for one in files]
    return list(dict.fromkeys(found))
