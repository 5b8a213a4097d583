"""`python -m tools.pins`: the hashes of all pinned files, in pins/, from constraints.txt.

A file for the app, one each for what an extra needs beyond it; `audit`, `fuzz` and `mutants` live
in places of their own, so that their files are whole. What `tools/environment.sh` installs has one
of these hashes.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "pins"
BEYOND = ("dev", "docs", "nightly")
"""Extras that are installed beside the app."""
ALONE = ("audit", "fuzz", "mutants")
"""Extras in a place of their own."""


def by_package(text: str) -> dict[str, str]:
    """The lines of each pin: its name, version and condition, then its hashes.

    >>> by_package("a==1 \\\\\\n    --hash=sha256:0\\nb==2 \\\\\\n    --hash=sha256:1\\n")["b==2"]
    'b==2 \\\\\\n    --hash=sha256:1\\n'
    """
    blocks = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
    return {block.split(" \\", 1)[0]: block for block in blocks if block.strip()}


def hashed(requirements: Sequence[str]) -> dict[str, str]:
    """All that these need, each with the hashes of its files, by version of constraints.txt."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"]
    command += ["--generate-hashes", "--no-header", "--no-annotate", "-c", "constraints.txt", "-"]
    done = subprocess.run(
        command, input="\n".join(requirements), cwd=ROOT, check=True, text=True, capture_output=True
    )
    return by_package(done.stdout)


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    # What builds the project itself is installed, too: nothing is fetched for it unseen.
    app = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    extras = project["project"]["optional-dependencies"]
    found = {"app": hashed(app)}
    for name in BEYOND:
        whole = hashed([*app, *extras[name]])
        found[name] = {pin: block for pin, block in whole.items() if pin not in found["app"]}
    found |= {name: hashed(extras[name]) for name in ALONE}
    FOLDER.mkdir(exist_ok=True)
    for name, blocks in found.items():
        (FOLDER / f"{name}.txt").write_text("".join(blocks.values()), encoding="utf-8")


if __name__ == "__main__":
    main()
