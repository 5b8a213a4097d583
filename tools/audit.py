"""`python -m tools.audit PIP_AUDIT`: known holes of the pinned versions, and what stayed unasked.

Ends with 1 where a hole is known. pip-audit itself says "no known vulnerabilities" of versions that
the index it asks has never heard of, too: here they are counted and named.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from tools.server import ROOT

PINS = "constraints.txt"


def told(packages: Iterable[Mapping[str, Any]]) -> tuple[list[str], bool]:
    """What pip-audit found in words, a line each, and whether a hole is among it.

    >>> held = {"id": "GHSA-1", "fix_versions": ["1.1"]}
    >>> lines, hole = told([{"name": "a", "version": "1.0", "vulns": [held]},
    ...                     {"name": "b", "version": "2.0", "vulns": []},
    ...                     {"name": "c", "skip_reason": "not found"}])
    >>> (hole, *lines)
    (True, 'a 1.0: GHSA-1, mended in 1.1', '2 of 3 pins looked up, 1 hole known',
     'not looked up: c')
    """
    packages = list(packages)
    looked_up = [one for one in packages if "skip_reason" not in one]
    holes = [
        f"{one['name']} {one['version']}: {hole['id']}, mended in "
        f"{' or '.join(hole['fix_versions']) or 'no version yet'}"
        for one in looked_up
        for hole in one["vulns"]
    ]
    count = f"{len(holes)} {'hole' if len(holes) == 1 else 'holes'} known"
    lines = [*holes, f"{len(looked_up)} of {len(packages)} pins looked up, {count}"]
    left = [one["name"] for one in packages if "skip_reason" in one]
    return [*lines, *([f"not looked up: {', '.join(left)}"] if left else [])], bool(holes)


def main(program: str) -> int:
    """Ask, tell, and say by the exit code whether a hole is known."""
    asked = subprocess.run(
        [program, "--requirement", PINS, "--no-deps", "--disable-pip",
         "--format", "json", "--progress-spinner", "off"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    try:
        packages = json.loads(asked.stdout)["dependencies"]
    except (ValueError, KeyError):
        why = (asked.stderr.strip().splitlines() or ["no answer"])[-1]
        print(f"No pin could be looked up: {why}")
        return 0
    lines, hole = told(packages)
    print("\n".join(lines))
    return int(hole)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
