"""LibreOffice and gnumeric as the tests use them: files in, recalculated or printed ones out."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

# Without this LibreOffice trusts the values that stand beside the formulas.
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def converted(folder: Path, files: dict[str, bytes], kind: str) -> dict[str, Path]:
    """Every file, by its name, as LibreOffice writes it: `kind` is xlsx or pdf."""
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing: `make test` installs it"
    profile, given, made = folder / "profile", folder / "in", folder / kind
    (profile / "user").mkdir(parents=True, exist_ok=True)
    given.mkdir(exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS)
    for name, content in files.items():
        (given / name).write_bytes(content)
    target = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "pdf": "pdf"}[kind]
    subprocess.run(
        [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
            target, "--outdir", str(made), *(str(given / name) for name in files),
        ],
        check=True, capture_output=True, timeout=600, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return {name: made / f"{Path(name).stem}.{kind}" for name in files}


def by_gnumeric(folder: Path, files: dict[str, Path]) -> dict[str, Path]:
    """Every workbook, by its name, as gnumeric recalculates and writes it."""
    program = shutil.which("ssconvert")
    assert program, "gnumeric is missing: `make test` installs it"
    made = folder / "gnumeric"
    made.mkdir(exist_ok=True)
    for name, path in files.items():
        subprocess.run(
            [program, "--recalc", str(path), str(made / name)],
            check=True, capture_output=True, timeout=120, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    return {name: made / name for name in files}
