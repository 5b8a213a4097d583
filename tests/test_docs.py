"""The pages for people are true: what they name exists, what is drawn or listed is up to date."""

from __future__ import annotations

import ast
import doctest
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import roi_model
from roi_model.version import MODEL_VERSION
from tools import rooms, rooms_picture

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PAGES.remove(ROOT / "CHANGELOG.md")  # what was, under the names that it had
PLACE = re.compile(r"`((?:[\w.-]+/)*[\w.-]*\.?\w+/?)(?:::([\w.]+))?`")
FILE = re.compile(r"(?:[\w.-]+/)+(?:[\w-]+\.(?:py|js|css|toml|sh|json|md|svg|typ))?")
BUILT = {"build/", "test-results/"}
FOLDERS = ("", "roi_model/", "docs/")
"""Where a path may start: at the root, or in one of these, which a page on it leaves out."""


def page_name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def places(page: Path) -> Iterator[tuple[str, str]]:
    """(path, name) of every `folder/file` and `folder/file.py::name` of a page."""
    for mark in PLACE.finditer(page.read_text(encoding="utf-8")):
        path, name = mark[1], mark[2] or ""
        if path not in BUILT and (name or FILE.fullmatch(path)):
            yield path, name


def found(path: str) -> Path | None:
    """The file or folder of that name, as it stands in the project."""
    return next((ROOT / top / path for top in FOLDERS if (ROOT / top / path).exists()), None)


@cache
def defined(path: Path) -> set[str]:
    """Every function, class, method and constant of a file, methods as Class.method."""
    names: set[str] = set()

    def look(body: list[ast.stmt], prefix: str) -> None:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                names.add(prefix + node.name)
            if isinstance(node, ast.ClassDef):
                look(node.body, f"{prefix}{node.name}.")
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", 0)]
            names.update(prefix + t.id for t in targets if isinstance(t, ast.Name))

    look(ast.parse(path.read_text(encoding="utf-8")).body, "")
    return names


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_what_a_page_names_exists(page: Path) -> None:
    missing = []
    for path, name in places(page):
        file = found(path)
        if file is None or (name and name not in defined(file)):
            missing.append(f"{path}::{name}" if name else path)
    assert missing == []


WITH_EXAMPLES = [page for page in PAGES if ">>> " in page.read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=page_name)
def test_the_examples_of_a_page_run(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    ran = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert ran.failed == 0 and ran.attempted > 0


def test_python_lists_the_public_names() -> None:
    words = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    assert [name for name in roi_model.__all__ if f"roi_model.{name}" not in words] == []


def test_every_page_is_on_the_site() -> None:
    """In the index, or in a folder that is listed whole; Sphinx itself would only warn."""
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    files = ROOT / "docs" / "files"
    listed = {files: (files / "index.md").read_text("utf-8")}
    alone = [page for page in PAGES if page.parent != files.with_name("adr")]
    alone = [page for page in alone if page.stem != "index"]
    assert [page_name(p) for p in alone if p.stem not in listed.get(p.parent, index)] == []
    assert "adr/*" in index and "files/index" in index


def test_the_ways_are_told_by_names() -> None:
    named = list(places(ROOT / "docs" / "architecture.md"))
    assert len([name for _, name in named if name]) > 60, "the search itself still finds them"


def test_the_picture_of_the_rooms_is_up_to_date() -> None:
    drawn = rooms_picture.PICTURE.read_text(encoding="utf-8")
    assert drawn == rooms_picture.picture(), (
        "imports or docstrings have moved: `make rooms` draws it again"
    )


def test_no_rooms_import_each_other_round_about() -> None:
    assert rooms.circles(rooms.arrows()) == []


# The changelog ----------------------------------------------------------------------------------

RELEASE = re.compile(r"^## (?:Unreleased|(\d+\.\d+\.\d+) - (\d{4}-\d{2}-\d{2}))$", re.MULTILINE)


def releases() -> list[tuple[str, str, str]]:
    """(version, day, words) of every section, newest first; Unreleased has neither."""
    words = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    marks = [*RELEASE.finditer(words)]
    assert len(marks) == len(re.findall("^## ", words, re.MULTILINE)), "each section is a release"
    ends = [*(mark.start() for mark in marks[1:]), len(words)]
    return [
        (mark[1] or "", mark[2] or "", words[mark.end() : end])
        for mark, end in zip(marks, ends, strict=True)
    ]


def test_the_version_has_its_section() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = [version for version, _, _ in releases()]
    assert versions[:2] == ["", project["version"]], "Unreleased, then the version at hand"
    numbers = [tuple(map(int, version.split("."))) for version in versions[1:]]
    assert numbers == sorted(set(numbers), reverse=True)
    days = [day for _, day, _ in releases()][1:]
    assert days == sorted(days, reverse=True)


def test_the_changelog_keeps_its_form() -> None:
    known = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]
    for version, _, words in releases():
        found = re.findall(r"^### (.+)$", words, re.MULTILINE)
        assert found == [name for name in known if name in found], version
        assert not version or "MODEL_VERSION" in words, f"{version} says which numbers it gives"


def test_the_changelog_says_which_numbers_the_model_gives() -> None:
    said = [
        mark[1] for *_, words in releases() if (mark := re.search(r"MODEL_VERSION (\S+\d)", words))
    ]
    assert said[0] == MODEL_VERSION
