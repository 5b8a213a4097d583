"""`make mutants`: lines changed one at a time, and which of the changes tests notice.

    make mutants SHARE=0.02                  # of all areas a fiftieth, drawn by SEED
    make mutants SHARE=1 ARGS="numbers"      # all mutants of an area
    make mutants ARGS="engine --only lag.py" # of the modules whose path holds this

What was judged once is not judged again while the module and its tests are as they were. Ends with
1 where tests notice less than wanted.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from collections import Counter
from collections.abc import Sequence

from benchmarks.table import Line, show
from tests.mutants.areas import AREAS, files_of_tests
from tests.mutants.covering import covered, covering
from tests.mutants.judge import Mutant, Verdict, judge, warm, warm_beneath
from tests.mutants.known import Kept, equivalents
from tests.project import ROOT

MAKER = (".venv/mutants/bin/python", "tools/mutate.py")
SOON = 20.0
"""Seconds of a processor that any mutant has beyond three times what the tests take without it."""


def made(files: Sequence[str], share: float, seed: int) -> list[Mutant]:
    """The mutants of these files that the seed draws."""
    command = [*MAKER, "--share", str(share), "--seed", str(seed), *files]
    done = subprocess.run(command, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE)
    return [Mutant(**json.loads(line)) for line in done.stdout.splitlines()]


def judged(name: str, mutants: Sequence[Mutant], kept: Kept, until: float) -> dict[Mutant, Verdict]:
    """What was found of each mutant, earlier or now; of those left when the time is up, nothing.

    A module's own tests are asked about all of them first, since they notice most in seconds.
    """
    area, found = AREAS[name], {}
    for one in mutants:
        verdict = kept.get(one, area.steps(one.file))
        if verdict is not None:
            found[one] = verdict
    left = [one for one in mutants if one not in found]
    if left:
        warm_beneath(area.files(), (file for one in area.beneath for file in AREAS[one].files()))
    for at, asked in enumerate(("own tests", "other tests")):
        passed = []
        for number, one in enumerate(left, 1):
            if time.monotonic() > until:
                return found
            steps = area.steps(one.file)
            by_file = {
                test: covered(test, tuple(area.files())) for test in files_of_tests(steps[at])
            }
            tests = covering(one.file, one.line, by_file)
            allowed = SOON + 3 * sum(by_file[test].seconds for test in tests)
            verdict = judge(one, tests, allowed)
            if verdict.said == "survived" and at == 0:
                passed.append(one)
                continue
            found[one] = verdict
            kept.put(one, steps, verdict)
            if verdict.said != "killed":
                print(f"{name}, {asked}, {number} of {len(left)}: {verdict.said} {told(one)}")
        left = passed
    return found


def told(mutant: Mutant) -> str:
    """Where a mutant is, and what it changes."""
    before, after = mutant.change()
    return f"{mutant.file}:{mutant.line}\n    - {before}\n    + {after}"


def main(given: list[str] | None = None) -> int:
    """Judge the share asked for; 0 where every area has what is wanted of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("areas", nargs="*", help=f"{', '.join(AREAS)}; default: all")
    parser.add_argument("--share", type=float, default=0.02, help="1: all of them")
    parser.add_argument("--seed", type=int, default=0, help="another share")
    parser.add_argument("--only", default="", help="modules whose path holds this")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="stop after")
    asked = parser.parse_args(given)
    unknown = set(asked.areas) - set(AREAS)
    if unknown or not 0 < asked.share <= 1:
        parser.error(f"unknown: {', '.join(sorted(unknown))}" if unknown else "--share: 0 to 1")
    warm()
    same, kept = equivalents(), Kept()
    until = time.monotonic() + 60 * asked.minutes
    lines, left, low = [], [], False
    for name in (name for name in AREAS if name in asked.areas or not asked.areas):
        files = [file for file in AREAS[name].files() if asked.only in file]
        if not files:
            continue
        mutants = made(files, asked.share, asked.seed)
        found = judged(name, mutants, kept, until)
        survived = [one for one, verdict in found.items() if verdict.said == "survived"]
        open_ = [one for one in survived if (one.file, *one.change()) not in same]
        said = Counter(verdict.said for verdict in found.values())
        noticed = said["killed"] + said["timed out"]
        explained = len(survived) - len(open_)
        share = noticed / max(1, len(mutants) - explained)  # what is not judged counts as missed
        low |= share < AREAS[name].wanted
        counts = (len(mutants), said["killed"], said["timed out"], len(open_),
                  explained, len(mutants) - len(found))  # fmt: skip
        took = sum(verdict.seconds for verdict in found.values()) / 60
        shares = (f"{share:.1%}", f"{AREAS[name].wanted:.0%}", f"{took:.0f} min")
        lines.append(Line(name, (*map(str, counts), *shares)))
        left += map(told, open_)
    heads = ("mutants", "killed", "timed out", "survived", "explained", "not judged", "noticed",
             "wanted", "took")  # fmt: skip
    show("Tests that are tested", heads, lines)
    print("\n".join(["", *left] if left else ["no survivor unexplained"]))
    return int(low)


if __name__ == "__main__":
    raise SystemExit(main())
