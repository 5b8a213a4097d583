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
from tests.mutants.areas import AREAS, Area
from tests.mutants.judge import SOON, Mutant, Verdict, judge, warm
from tests.mutants.known import Kept, equivalents
from tests.project import ROOT

MAKER = (".venv/mutants/bin/python", "tools/mutate.py")
PLAIN_LIMIT = 1800.0


def made(files: Sequence[str], share: float, seed: int) -> list[Mutant]:
    """The mutants of these files that the seed draws."""
    command = [*MAKER, "--share", str(share), "--seed", str(seed), *files]
    done = subprocess.run(command, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE)
    return [Mutant(**json.loads(line)) for line in done.stdout.splitlines()]


def plainly(area: Area, files: Sequence[str]) -> float:
    """Seconds that the tests of an area take on the sources as they are; all must pass."""
    own = {name: None for file in files for name in area.steps(file)[0]}
    verdict = judge(None, ((*own, *area.tests),), PLAIN_LIMIT)
    if verdict.said != "survived":
        raise SystemExit(f"Without any change a test fails already: {verdict.by or verdict.said}")
    return verdict.seconds


def judged(
    name: str, mutants: Sequence[Mutant], kept: Kept, budget: float
) -> list[tuple[Mutant, Verdict]]:
    """Each mutant with its verdict, kept or found now; `budget` is when to stop, by the clock."""
    area, allowed, found = AREAS[name], 0.0, []
    for at, mutant in enumerate(mutants, 1):
        steps = area.steps(mutant.file)
        verdict = kept.get(mutant, steps)
        if verdict is None:
            if time.monotonic() > budget:
                break
            allowed = allowed or 3 * plainly(area, sorted({one.file for one in mutants})) + SOON
            verdict = judge(mutant, steps, allowed)
            kept.put(mutant, steps, verdict)
            if verdict.said != "killed":
                print(f"{name} {at}/{len(mutants)} {verdict.said}: {told(mutant)}", flush=True)
        found.append((mutant, verdict))
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
        found = judged(name, made(files, asked.share, asked.seed), kept, until)
        said = Counter(
            "explained" if v.said == "survived" and (m.file, *m.change()) in same else v.said
            for m, v in found
        )
        survived = [m for m, v in found if v.said == "survived"]
        left += [told(m) for m in survived if (m.file, *m.change()) not in same]
        counted = len(found) - said["explained"]
        noticed = (said["killed"] + said["timed out"]) / counted if counted else 1.0
        low |= noticed < AREAS[name].wanted
        cells = [said[one] for one in ("killed", "timed out", "survived", "explained")]
        took = sum(v.seconds for _, v in found)
        shares = (f"{noticed:.1%}", f"{AREAS[name].wanted:.0%}", f"{took / 60:.0f} min")
        lines.append(Line(name, (f"{len(found)}", *(str(cell) for cell in cells), *shares)))
    heads = ("mutants", "killed", "timed out", "survived", "explained", "noticed", "wanted", "took")
    show("Tests that are tested", heads, lines)
    print("\n".join(["", *left] if left else ["no survivor unexplained"]))
    return int(low)


if __name__ == "__main__":
    raise SystemExit(main())
