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
from tests.mutants.areas import AREAS
from tests.mutants.judge import SOON, Mutant, Verdict, judge, warm
from tests.mutants.known import Kept, equivalents
from tests.project import ROOT

MAKER = (".venv/mutants/bin/python", "tools/mutate.py")
LONGEST = 1800.0
"""Seconds for all tests of an area."""


def made(files: Sequence[str], share: float, seed: int) -> list[Mutant]:
    """The mutants of these files that the seed draws."""
    command = [*MAKER, "--share", str(share), "--seed", str(seed), *files]
    done = subprocess.run(command, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE)
    return [Mutant(**json.loads(line)) for line in done.stdout.splitlines()]


def plain(tests: Sequence[str]) -> float:
    """Seconds that tests take on the sources as they are, where all of them pass."""
    verdict = judge(None, (tests,), LONGEST)
    if verdict.said != "survived":
        raise SystemExit(f"Without any change a test fails already: {verdict.by or tests}")
    return verdict.seconds


def judged(name: str, mutants: Sequence[Mutant], kept: Kept, until: float) -> dict[Mutant, Verdict]:
    """What was found of each mutant, earlier or now; of those left when the time is up, nothing.

    A module's own tests are asked about all of them first, since they notice most in seconds. A
    test that notices must pass without the change.
    """
    area, found, passes = AREAS[name], {}, set()
    for one in mutants:
        verdict = kept.get(one, area.steps(one.file))
        if verdict is not None:
            found[one] = verdict
    left = [one for one in mutants if one not in found]
    own = dict.fromkeys(test for one in left for test in area.steps(one.file)[0])
    allowed = 3 * plain(tuple(own)) + SOON if left else 0.0
    for at, asked in enumerate(("own tests", "other tests")):
        passed = []
        for number, one in enumerate(left, 1):
            if time.monotonic() > until:
                return found
            steps = area.steps(one.file)
            verdict = judge(one, steps[at : at + 1], LONGEST if at else allowed)
            if verdict.said == "survived" and at == 0:
                passed.append(one)
                continue
            by = verdict.by.partition("::")[0]
            if at and by and by not in passes:
                plain((by,))
                passes.add(by)
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
    for name in asked.areas or AREAS:
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
