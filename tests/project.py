"""The project as its own tests see it: files, imports, what pyproject.toml says."""

from __future__ import annotations

import ast
import os
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OURS = ("roi_model", "ui", "pages", "tests", "benchmarks", "tools", "deploy")
BUILT = {"build", "dist", "test-results", "__pycache__"}
HIDDEN = {
    ".ci",
    ".github",
    ".streamlit",
}  # all other folders with a dot are caches and environments
TEXT = {".py", ".toml", ".md", ".txt", ".sh", ".json", ".yaml", ".yml", ".cfg", ""}


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


def tree(path: Path) -> ast.Module:
    """A file of Python, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path, *, at_top_only: bool = False) -> frozenset[str]:
    """The dotted names of the modules that a file imports."""
    parsed = tree(path)
    names: set[str] = set()
    for node in _run_on_import(parsed) if at_top_only else ast.walk(parsed):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
    return frozenset(names)


def _run_on_import(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is imported: all but the bodies of functions and type-only blocks."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            continue
        yield child
        yield from _run_on_import(child)


def tops(names: Iterable[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
