"""The rooms of the code and what imports what, read from the imports.

A room is a folder of `roi_model/` or `ui/` with all below it, a file directly in `roi_model/`, the
files directly in `ui/`, the pages together, or `app.py`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = "One file per question of the user, from state to layout"
"""Of `pages/`, which is no package and so has no docstring."""
FLOORS = ("roi_model", "ui", "pages", "app")
"""From the ground up; an arrow only ever points down."""

Arrows = dict[str, set[str]]
"""By room: the rooms it imports."""


# Reading the code -----------------------------------------------------------------------------


def modules(root: Path = ROOT) -> dict[str, Path]:
    """Every module of the app by its dotted name."""
    found = {"app": root / "app.py"}
    for top in ("roi_model", "ui", "pages"):
        for path in sorted((root / top).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(path: Path, known: Iterable[str]) -> Iterator[str]:
    """The modules among `known` that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if whole in known:
                    yield whole
                elif node.module in known:
                    yield node.module


def room_of(module: str, folders: Iterable[str]) -> str:
    """The room of a module; what lies directly in `ui` is one room, in `roi_model` each its own.

    >>> room_of("roi_model.export.xlsx.sheet", {"roi_model.export"}), room_of("ui.frame", set())
    ('roi_model.export', 'ui')
    """
    top, *rest = module.split(".")
    if top == "pages":
        return top
    room = ".".join([top, *rest[:1]])
    return room if room in folders or top == "roi_model" else top


def arrows(root: Path = ROOT) -> Arrows:
    """Which room imports which; the front door, `roi_model` itself, is in no room."""
    known = modules(root)
    folders = {name for name, path in known.items() if path.name == "__init__.py"}
    found: Arrows = {}
    for module, path in known.items():
        if module == "roi_model":
            continue
        room = room_of(module, folders)
        seen = found.setdefault(room, set())
        seen |= {room_of(m, folders) for m in imported(path, known) if m != "roi_model"} - {room}
    return found


def said_of(room: str, root: Path = ROOT) -> str:
    """What a room is for: the first sentence of its docstring, without its full stop."""
    if room == "pages":
        return PAGES
    path = root.joinpath(*room.split("."))
    for file in (path / "__init__.py", path.with_suffix(".py")):
        if file.exists():
            words = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
            return words.split("\n\n")[0].replace("\n", " ").split(". ")[0].rstrip(".")
    return ""


# Which arrows, on which floor -----------------------------------------------------------------


def reach(arrows: Mapping[str, set[str]]) -> Arrows:
    """What each room imports, directly or through others."""
    found: Arrows = {room: set(below) for room, below in arrows.items()}
    for through in found:
        for below in found.values():
            if through in below:
                below |= found[through]
    return found


def circles(arrows: Mapping[str, set[str]]) -> list[list[str]]:
    """Rooms that import each other round about.

    >>> circles({"a": {"b"}, "b": {"a"}, "c": {"a"}})
    [['a', 'b']]
    """
    far = reach(arrows)
    found = {room: sorted(r for r in far[room] | {room} if room in far[r]) for room in far}
    return [list(c) for c in sorted({tuple(c) for c in found.values() if len(c) > 1})]


def needed(arrows: Mapping[str, set[str]]) -> Arrows:
    """The arrows that no others say already; of a circle all.

    >>> needed({"a": {"b", "c"}, "b": {"c"}, "c": set()})["a"]
    {'b'}
    """
    far = reach(arrows)

    def said(room: str, below: str) -> bool:
        others = arrows[room] - {below}
        return any(below in far[o] and o not in far[below] and room not in far[o] for o in others)

    return {room: {b for b in below if not said(room, b)} for room, below in arrows.items()}


def floors(arrows: Mapping[str, set[str]]) -> list[list[str]]:
    """The rooms from the ground up: each above all it imports, `ui` above all of the model."""
    far = reach(arrows)
    height: dict[str, int] = {}

    def up(room: str) -> int:
        if room not in height:
            below = [r for r in far[room] if room not in far[r]]
            height[room] = 1 + max(map(up, below), default=-1)
        return height[room]

    base = 0
    for top in FLOORS:
        here = [room for room in arrows if room.split(".")[0] == top]
        for room in sorted(here, key=lambda r: len(far[r])):
            height[room] = max(base, up(room))
        base = 1 + max((height[room] for room in here), default=base - 1)
    return [sorted(r for r in height if height[r] == at) for at in range(max(height.values()) + 1)]
