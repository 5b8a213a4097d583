"""README and findings are true: targets, paths and examples, listed and runnable."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.project import ROOT


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_readme_names_only_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"\bmake ([a-z][a-z-]+)", readme()))
    assert {"run", "test"} <= named
    assert named <= set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))


def test_readme_names_only_paths_that_exist() -> None:
    paths = re.findall(r"\]\(([^)#:]+)\)", readme()) + re.findall(r"`(\w+/[\w./]+)`", readme())
    assert paths != []
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_readme_python_example_runs() -> None:
    blocks = re.findall(r"```python\n(.*?)```", readme(), re.DOTALL)
    assert blocks != []
    for block in blocks:
        subprocess.run([sys.executable, "-c", block], cwd=ROOT, check=True, capture_output=True)


def test_readme_command_lines_run(tmp_path: Path) -> None:
    block = re.search(r"## The command line.*?```sh\n(.*?)```", readme(), re.DOTALL)
    assert block
    lines = [line for line in block[1].splitlines() if line.startswith("python -m roi_model ")]
    assert lines != []
    for line in lines:
        words = line.split("#")[0].split(">")[0].split()
        run = subprocess.run(
            [sys.executable, *words[1:]], cwd=ROOT, capture_output=True, text=True,
            env=os.environ | {"ROI_DATA": str(tmp_path)},
        )  # fmt: skip
        assert run.returncode == 0, f"{line}\n{run.stderr}"
        assert run.stdout.startswith(("{", "["))


# Findings ---------------------------------------------------------------------------------------


def test_each_finding_is_listed_and_leaves_nothing_behind() -> None:
    folder = ROOT / "findings"
    listed = re.findall(
        r"^\| `(\w+\.sh)` \|", (folder / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert listed == sorted(path.name for path in folder.glob("*.sh")) != []
    for name in listed:
        script = (folder / name).read_text(encoding="utf-8")
        assert "trap 'rm -rf \"$here\"' EXIT" in script, name
        assert len(script.splitlines()) <= 60, name
        installs = [line for line in script.splitlines() if " install " in line and line[0] != "#"]
        assert installs != []
        assert not any(word in script for word in ("roi_model", "streamlit run")), name
        subprocess.run(["sh", "-n", str(folder / name)], check=True)
