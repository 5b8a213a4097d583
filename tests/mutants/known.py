"""What earlier runs found, kept in build/, and the mutants that no test can tell from the code."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.mutants.areas import content
from tests.mutants.judge import Mutant, Verdict
from tests.project import ROOT

KEPT = ROOT / "build" / "mutants.json"
EQUIVALENT = Path(__file__).with_name("equivalent.toml")


def equivalents() -> dict[tuple[str, str, str], str]:
    """Why a change of a line in a file changes nothing that anybody could see."""
    rows = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))
    return {
        (file, line, changed): group["why"]
        for group in rows["same"]
        for file, line, changed in ((group["file"], *pair) for pair in group["changes"])
    }


class Kept:
    """Verdicts by mutant. A survivor's holds while its module and all its tests are unchanged; of
    one that was noticed, while the module and the file that noticed it are."""

    def __init__(self, path: Path = KEPT) -> None:
        self.path = path
        self.rows: dict[str, dict[str, object]] = (
            json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        )

    def get(self, mutant: Mutant, steps: Sequence[Sequence[str]]) -> Verdict | None:
        """What was found of this mutant, where it still holds."""
        row = self.rows.get(_name(mutant))
        if row is None:
            return None
        verdict = Verdict(*row["verdict"])  # type: ignore[misc]
        return verdict if row["holds"] == _holds(mutant, verdict, steps) else None

    def put(self, mutant: Mutant, steps: Sequence[Sequence[str]], verdict: Verdict) -> None:
        """Keep a verdict, at once: a run that is stopped goes on where it was."""
        holds = _holds(mutant, verdict, steps)
        self.rows[_name(mutant)] = {"verdict": [*asdict(verdict).values()], "holds": holds}
        self.path.parent.mkdir(exist_ok=True)
        new = self.path.with_suffix(".new")
        new.write_text(json.dumps(self.rows, indent=0, ensure_ascii=False), encoding="utf-8")
        new.replace(self.path)


def _name(mutant: Mutant) -> str:
    return f"{mutant.file}:{mutant.start}:{mutant.end}:{mutant.new}"


def _holds(mutant: Mutant, verdict: Verdict, steps: Sequence[Sequence[str]]) -> str:
    by = verdict.by.partition("::")[0]
    asked = [by] if by and (ROOT / by).is_file() else [name for step in steps for name in step]
    return " ".join(content(name) for name in [mutant.file, *asked])
