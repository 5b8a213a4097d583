"""`make mutants` itself: what is noticed, what is not, what hangs, and what is remembered."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from tests.mutants.areas import AREAS, files_of_tests
from tests.mutants.covering import Covered, covering
from tests.mutants.judge import Mutant, Verdict
from tests.mutants.known import Kept, equivalents
from tests.project import ROOT

MODULE = "roi_model/formatting/rounding.py"
SCRIPT = """
import json, sys
from tests.mutants.judge import Mutant, judge, warm
warm(())
for mutant, tests, seconds in json.load(sys.stdin):
    verdict = judge(Mutant(**mutant), tests, seconds)
    print(json.dumps([verdict.said, verdict.by]))
"""


def changed(before: str, after: str) -> Mutant:
    """The mutant that says `after` where `before` first stands."""
    text = (ROOT / MODULE).read_text(encoding="utf-8")
    start = text.index(before)
    line = text.count("\n", 0, start) + 1
    return Mutant(MODULE, line, "by hand", start, start + len(before), after)


def test_a_change_is_noticed_or_not_or_hangs_and_the_file_stays_as_it_is(tmp_path: Path) -> None:
    source = (ROOT / MODULE).read_bytes()
    test = tmp_path / "test_one.py"
    test.write_text(
        "import mmap\n\nfrom roi_model.formatting.rounding import EXACT, adding_up\n\n\n"
        "def test_it():\n    mmap.mmap(-1, 2**36, prot=mmap.PROT_READ)  # as what draws does\n"
        "    assert adding_up([1.4, 1.4, 1.4], 0) == [2.0, 1.0, 1.0]\n\n\n"
        "def test_not_asked():\n    assert EXACT == 15\n",
        encoding="utf-8",
    )
    asked = [
        (changed("(at in up)", "(at not in up)"), 60.0),
        (changed("EXACT = 15", "EXACT = 16"), 60.0),
        (changed("import math", "import maths"), 60.0),
        (changed("step = 10.0**-decimals", "while True: pass"), 0.5),
    ]
    tests = {MODULE: [MODULE], str(test): ["test_one.py::test_it"]}
    given = [(asdict(mutant), tests, seconds) for mutant, seconds in asked]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], input=json.dumps(given), cwd=ROOT, check=True, text=True,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [said for said, _ in told] == ["killed", "survived", "killed", "timed out"]
    assert told[0][1].startswith(f"{MODULE}::")  # its example
    assert told[2][1] == ""  # could not be imported
    assert source == (ROOT / MODULE).read_bytes()


def test_of_a_change_are_asked_the_tests_that_run_its_statement() -> None:
    lines = (ROOT / MODULE).read_text(encoding="utf-8").splitlines()
    step, constant = (
        next(at for at, line in enumerate(lines, 1) if line.strip().startswith(begins))
        for begins in ("step = 10.0**-decimals", "EXACT = 15")
    )
    quick = Covered(1.0, {MODULE: {step: ["quick::one"], step + 1: ["quick::one", "quick::two"]}})
    slow = Covered(9.0, {MODULE: {step: ["slow"]}, "other.py": {constant: ["slow::three"]}})
    none = Covered(2.0, {"other.py": {step: ["none"]}})
    by_file = {"slow": slow, "none": none, "quick": quick}
    found = covering(MODULE, step, by_file)
    assert list(found.items()) == [("quick", ["quick::one"]), ("slow", ["slow"])]
    # What runs at import: all of the files in which anything of the module runs.
    assert covering(MODULE, constant, by_file) == {"quick": ["quick"], "slow": ["slow"]}
    assert covering(MODULE, constant, {"none": none}) == {"none": ["none"]}
    assert covering(MODULE, step, {"none": none}) == {}


def test_a_folder_stands_for_the_files_of_tests_in_it() -> None:
    assert files_of_tests([MODULE, "tests/mutants", "tests/mutants/test_mutants.py"]) == [
        MODULE,
        "tests/mutants/test_mutants.py",
    ]


def test_a_change_is_shown_as_the_line_was_and_is() -> None:
    shown = changed("EXACT = 15", "EXACT = 16").change()
    assert shown == ("EXACT = 15", "EXACT = 16")


def test_a_verdict_holds_while_the_files_it_rests_on_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = (("tests/test_palette.py",), ("tests/test_shapley.py", "tests/test_scripts.py"))
    said = {name: "as it was" for step in steps for name in step}
    said[MODULE] = "as it was"
    monkeypatch.setattr("tests.mutants.known.content", said.__getitem__)
    one, path = changed("def ", "def  "), tmp_path / "build" / "mutants.json"
    survivor = Verdict("survived", "", 1.0)
    noticed = Verdict("killed", "tests/test_palette.py::test_it", 1.0)
    assert Kept(path).get(one, steps) is None
    Kept(path).put(one, steps, survivor)
    assert Kept(path).get(one, steps) == survivor
    assert Kept(path).get(replace(one, new="other"), steps) is None
    said["tests/test_shapley.py"] = "another"
    assert Kept(path).get(one, steps) is None  # any test might notice it by now
    Kept(path).put(one, steps, noticed)
    said["tests/test_shapley.py"] = "a third"
    assert Kept(path).get(one, steps) == noticed  # the one that noticed is unchanged
    said["tests/test_palette.py"] = "another"
    assert Kept(path).get(one, steps) is None
    said.update({"tests/test_palette.py": "as it was", MODULE: "another"})
    assert Kept(path).get(one, steps) is None


def test_every_area_has_modules_and_tests() -> None:
    for place, area in enumerate(AREAS.values()):
        assert set(area.beneath) <= set(list(AREAS)[:place])
        files = list(area.files())
        assert files
        named = {name for file in files for step in area.steps(file) for name in step}
        assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_what_is_explained_stands_in_the_files() -> None:
    """A line that has changed since needs to be looked at again."""
    gone = [
        (file, line)
        for file, line, _ in equivalents()
        if line not in map(str.strip, (ROOT / file).read_text(encoding="utf-8").splitlines())
    ]
    assert gone == []
    assert all(len(why) > 20 for why in equivalents().values())
