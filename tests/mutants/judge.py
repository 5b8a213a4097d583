"""Whether tests notice a mutant: a fork of this process runs them on the changed module.

Nothing is written into the sources: the fork imports the changed text in the place of the file.
What third parties bring is imported before, so that a fork is at its tests within a second.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from hypothesis import Phase, settings

from tests.project import ROOT

MEMORY = 8 * 2**30
"""Bytes of address space: a mutant that asks for more is stopped by that."""
SOON = 20.0
"""Seconds that any mutant has beyond three times what the tests take without it."""
WARM = ("numpy", "pandas", "pyarrow.compute", "scipy.stats", "scipy.optimize", "scipy.special",
        "babel.numbers", "babel.dates", "lxml.etree", "python_calamine", "openpyxl", "xlsxwriter",
        "hypothesis.extra.numpy")  # fmt: skip
UNCHANGED = 70
"""How a fork ends whose tests saw the file, not the change."""
LEFT_OUT = "not browser and not postgres and not office and not thorough and not spoilt"
OPTIONS = ("-x", "-q", "--no-header", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist",
           "-p", "no:faulthandler", "-m", LEFT_OUT, "--hypothesis-profile", "mutants")  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A file that says `new` from character `start` to `end`."""

    file: str
    line: int
    operator: str
    start: int
    end: int
    new: str

    def text(self) -> str:
        """The whole changed file."""
        code = (ROOT / self.file).read_text(encoding="utf-8")
        return code[: self.start] + self.new + code[self.end :]

    def change(self) -> tuple[str, str]:
        """The first line that differs, as it was and as it is."""
        lines = (ROOT / self.file).read_text(encoding="utf-8").splitlines()
        changed = [*self.text().splitlines(), ""]
        at = next(at for at, line in enumerate(lines) if line != changed[at])
        return lines[at].strip(), changed[at].strip()


@dataclass(frozen=True)
class Verdict:
    """`killed`, `timed out` or `survived`; the test that noticed first; seconds it took."""

    said: str
    by: str
    seconds: float


class _Changed(importlib.abc.MetaPathFinder, importlib.machinery.SourceFileLoader):
    """Finds one module, and gives it other words than its file has."""

    def __init__(self, mutant: Mutant) -> None:
        self.text = mutant.text()
        name = mutant.file.removesuffix(".py").replace("/", ".")
        super().__init__(name, str(ROOT / mutant.file))

    def find_spec(
        self, fullname: str, path: object, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.text, self.path, "exec", dont_inherit=True)


class _First:
    """Remembers the first test that fails, or the file that could not be collected."""

    def __init__(self) -> None:
        self.name = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.name:
            self.name = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and not self.name:
            self.name = report.nodeid


def warm(names: Sequence[str] = WARM) -> None:
    """Import what every fork needs and no mutant changes."""
    os.environ.update(CI="true", OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    usual = {"deadline": None, "derandomize": True, "database": None, "max_examples": 30}
    settings.register_profile("mutants", phases=(Phase.explicit, Phase.generate), **usual)  # type: ignore[arg-type]
    for name in names:
        importlib.import_module(name)
    ours = [name for name in sys.modules if name.split(".")[0] == "roi_model"]
    assert not ours, f"imported before the change: {ours}"


def judge(mutant: Mutant | None, steps: Sequence[Sequence[str]], allowed: float) -> Verdict:
    """What the tests say of a mutant (of the sources as they are, where it is None)."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder, "first.json")
        child = os.fork()
        if child == 0:
            _run(mutant, steps, answer)
        code = _wait(child, begun + allowed)
        first = json.loads(answer.read_text("utf-8")) if answer.exists() else ""
    took = time.monotonic() - begun
    if code == UNCHANGED:
        raise RuntimeError(f"The tests imported the file as it is: {mutant}")
    if code is None:
        return Verdict("timed out", "", took)
    return Verdict("survived" if code == 0 else "killed", first, took)


def _wait(child: int, until: float) -> int | None:
    """The exit code of a fork, None where it had to be ended; all that it started ends with it."""
    try:
        while time.monotonic() < until:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.02)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return None
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)


def _run(mutant: Mutant | None, steps: Sequence[Sequence[str]], answer: Path) -> None:
    """In the fork: run the tests, tell the first that failed, end."""
    code = 1
    try:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        silent = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silent, stream)
        finder = None if mutant is None else _Changed(mutant)
        if finder is not None:
            sys.meta_path.insert(0, finder)
        for step in steps:
            first = _First()
            code = _imported(step) or int(pytest.main([*OPTIONS, *step], plugins=[first]))
            code = 0 if code == pytest.ExitCode.NO_TESTS_COLLECTED else code
            if code:
                answer.write_text(json.dumps(first.name), encoding="utf-8")
                break
            used = sys.modules.get(finder.name) if finder else None
            if used is not None and used.__loader__ is not finder:
                code = UNCHANGED
                break
    finally:
        os._exit(code)


def _imported(step: Sequence[str]) -> int:
    """Import the modules whose examples are asked; 1 where one cannot be.

    pytest would execute them a second time, past our loader, after their package has imported them.
    """
    try:
        for name in step:
            if name.startswith("roi_model/"):
                importlib.import_module(name.removesuffix(".py").replace("/", "."))
    except BaseException:
        return 1
    return 0
