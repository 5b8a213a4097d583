"""The house keeps its own rules: rooms, floors, files one can read, sentences that exist."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from roi_model.texts import LANGUAGES, text
from tests.browser.screen import PAGES
from tests.conftest import LEFT_TO_ALL
from tests.elsewhere import ELSEWHERE
from tests.project import ROOT, imports, pyproject, python_files, relative, tops, tree


def test_only_the_app_imports_streamlit() -> None:
    guilty = [relative(p) for p in python_files("roi_model") if "streamlit" in tops(imports(p))]
    assert guilty == []


def test_ui_stands_on_the_model_and_pages_on_ui() -> None:
    assert [relative(p) for p in python_files("ui") if {"pages", "app"} & tops(imports(p))] == []
    assert [relative(p) for p in python_files("pages") if {"pages", "app"} & tops(imports(p))] == []
    below = python_files("roi_model")
    assert [relative(p) for p in below if {"ui", "pages", "app"} & tops(imports(p))] == []


def test_files_leave_a_page_by_one_way() -> None:
    # Streamlit's own button has traps: see ui/elements/download.py.
    asked = [relative(p) for p in python_files("ui", "pages", "app") if "download_button" in
             p.read_text("utf-8")]  # fmt: skip
    assert asked == ["ui/elements/download.py"]


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


def test_what_the_quick_tests_leave_out_is_there() -> None:
    assert [name for name in sorted(LEFT_TO_ALL) if not (ROOT / name).exists()] == []


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
    # On a cold server several visitors come in at once: see roi_model/importing.py.
    bare = []
    for path in python_files("roi_model", "ui", "pages"):
        parsed = tree(path)
        inside = {
            id(node)
            for held in ast.walk(parsed)
            if isinstance(held, ast.With)
            and any(ast.unparse(item.context_expr) == "LATE" for item in held.items)
            for node in ast.walk(held)
        }
        bare += [
            f"{relative(path)}:{node.lineno}"
            for node in ast.walk(parsed)
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


# Sentences --------------------------------------------------------------------------------------


@cache
def asked_for() -> list[tuple[str, str]]:
    """(where, key) of every `text("topic.key", …)` whose key is written out."""
    return [
        (f"{relative(path)}:{node.lineno}", node.args[0].value)
        for path in python_files("roi_model", "ui", "pages", "app")
        if "roi_model.texts" in imports(path)
        for node in ast.walk(tree(path))
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
