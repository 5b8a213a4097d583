"""Whether tests notice a mutant: a fork of this process runs them on the changed module.

Nothing is written into the sources: the fork imports the changed text in the place of the file.
What third parties bring is imported before, so that a fork is at its tests within a second.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import math
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from hypothesis import Phase, settings

from tests.project import ROOT

MEMORY = 8 * 2**30
"""Bytes that may be written to: a mutant that asks for more is stopped by that. Address space is
not counted, of which what draws charts reserves far more than it uses."""
SLOWEST = 10
"""How many seconds by the clock a fork has for each of a processor."""
WARM = ("numpy", "pandas", "pyarrow.compute", "scipy.stats", "scipy.optimize", "scipy.special",
        "babel.numbers", "babel.dates", "lxml.etree", "python_calamine", "openpyxl", "xlsxwriter",
        "hypothesis.extra.numpy", "pptx", "PIL.Image", "pdb", "xdist.plugin", "anyio.pytest_plugin",
        "_pytest.doctest")  # fmt: skip
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
        super().__init__(dotted(mutant.file), str(ROOT / mutant.file))

    def find_spec(
        self, fullname: str, path: object, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.text, self.path, "exec", dont_inherit=True)


class UnchangedError(Exception):
    """Tests saw the file, not the change."""


class _First:
    """Runs the chosen tests alone, and remembers the first that fails, or the file that could not
    be collected."""

    def __init__(self, tests: Mapping[str, Sequence[str]]) -> None:
        self.name = ""
        self.chosen = {one for asked in tests.values() for one in asked}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [
            one for one in items if {one.nodeid, one.nodeid.partition("::")[0]} & self.chosen
        ]

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


def warm_beneath(files: Iterable[str], beneath: Iterable[str]) -> None:
    """Import the modules beneath those that are changed, and none of these."""
    for file in beneath:
        importlib.import_module(dotted(file))
    early = [file for file in files if dotted(file) in sys.modules]
    assert not early, f"imported before the change: {early}"


def dotted(file: str) -> str:
    """A module as it is imported, by its path."""
    return file.removesuffix(".py").replace("/", ".")


def forked(work: Callable[[], str | None], allowed: float) -> Verdict:
    """What came of work in a fork, by `allowed` seconds of a processor: `survived` where it says
    None, `killed` with what it says or where it ends otherwise, `timed out`."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder, "first.json")
        gc.freeze()  # a fork need not look through what is here already
        child = os.fork()
        if child == 0:
            _alone(work, answer, allowed)
        code = _wait(child, SLOWEST * allowed)
        first = (json.loads(answer.read_text("utf-8")) if answer.exists() else "") or ""
    took = time.monotonic() - begun
    if code == UNCHANGED:
        raise RuntimeError(first)
    if code is None or code == -signal.SIGXCPU:
        return Verdict("timed out", "", took)
    return Verdict("survived" if code == 0 else "killed", first, took)


def judge(mutant: Mutant, tests: Mapping[str, Sequence[str]], allowed: float) -> Verdict:
    """What the tests say of a mutant: by file, those to run (the file itself: all in it)."""
    return forked(lambda: _first(mutant, tests), allowed) if tests else Verdict("survived", "", 0.0)


def _alone(work: Callable[[], str | None], answer: Path, allowed: float) -> None:
    """In the fork: work in silence within limits, leave what it says, end."""
    code = 1
    try:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        seconds = math.ceil(allowed + time.process_time())
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        silent = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silent, stream)
        try:
            said = work()
            code = 0 if said is None else 1
        except UnchangedError as error:
            said, code = str(error), UNCHANGED
        answer.write_text(json.dumps(said), encoding="utf-8")
    finally:
        os._exit(code)


def _wait(child: int, longest: float) -> int | None:
    """The exit code of a fork, None where it had to be ended; all that it started ends with it.

    Time in which the machine, or this process, stood still does not count.
    """
    waited, last = 0.0, time.monotonic()
    try:
        while waited < longest:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.02)
            waited, last = waited + min(time.monotonic() - last, 1.0), time.monotonic()
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return None
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)


def _first(mutant: Mutant, tests: Mapping[str, Sequence[str]]) -> str | None:
    """In the fork: run the tests on the changed module; the first that fails, or None."""
    finder = _Changed(mutant)
    sys.meta_path.insert(0, finder)
    # pytest would execute a module with examples a second time, past our loader.
    if mutant.file in tests:
        try:
            importlib.import_module(finder.name)
        except BaseException:
            return ""
    first = _First(tests)
    code = pytest.main([*OPTIONS, *tests], plugins=[first])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        return first.name
    used = sys.modules.get(finder.name)
    if used is not None and used.__loader__ is not finder:
        raise UnchangedError(f"The tests imported the file as it is: {mutant}")
    return None
