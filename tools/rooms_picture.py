"""The picture of the rooms: `make rooms` draws docs/rooms.svg from the imports.

Rooms stand in rows, each above all it imports. An arrow that others say already (a → b → c says
a → c) is left out.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from tools.rooms import ROOT, arrows, floors, needed, said_of

PICTURE = ROOT / "docs" / "rooms.svg"
WIDE, HIGH, ACROSS, BETWEEN, EDGE = 190, 64, 18, 36, 20
STYLE = """
svg { color-scheme: light dark; font-family: system-ui, sans-serif; }
.back { fill: #ffffff; } .name { font-size: 14px; font-weight: 600; fill: #16202c; }
.said { font-size: 10.5px; fill: #4a5665; }
.arrow { fill: none; stroke: #8593a3; stroke-width: 1.1; }
.head { fill: #8593a3; } .room { stroke-width: 1; }
.roi_model { fill: #e8f1fb; stroke: #9dbfe4; } .ui { fill: #e9f5ec; stroke: #9fcfae; }
.pages, .app { fill: #fbf1e2; stroke: #e0bd83; }
@media (prefers-color-scheme: dark) {
.back { fill: #11161d; } .name { fill: #eef2f6; } .said { fill: #aab6c3; }
.arrow { stroke: #66758a; } .head { fill: #66758a; }
.roi_model { fill: #16283c; stroke: #2f567f; } .ui { fill: #152b20; stroke: #2f6344; }
.pages, .app { fill: #33270f; stroke: #7a5c22; } }
"""


@dataclass(frozen=True)
class Gap:
    """Where an arrow passes a row of rooms."""

    start: str
    end: str
    row: int


Node = str | Gap


@dataclass
class Layout:
    """Rows from the top down; `at` is the middle of each node, `links` what it points to."""

    rows: list[list[Node]]
    links: dict[Node, list[Node]] = field(default_factory=dict)
    at: dict[Node, float] = field(default_factory=dict)


def _width(node: Node) -> float:
    return WIDE if isinstance(node, str) else 10


def _top(row: int) -> float:
    return EDGE + row * (HIGH + BETWEEN)


def laid_out(shown: Mapping[str, set[str]], storeys: list[list[str]]) -> Layout:
    """Rooms in rows, each near those it has to do with; long arrows through gaps of the rows."""
    rows: list[list[Node]] = [list(row) for row in reversed(storeys)]
    row_of = {room: at for at, row in enumerate(rows) for room in row}
    plan = Layout(rows)
    for room in sorted(shown):
        for below in sorted(shown[room]):
            gaps = [Gap(room, below, at) for at in range(row_of[room] + 1, row_of[below])]
            for gap in gaps:
                rows[gap.row].append(gap)
            chain: list[Node] = [room, *gaps, below]
            for one, other in pairwise(chain):
                plan.links.setdefault(one, []).append(other)
    up: dict[Node, list[Node]] = {}
    for one, others in plan.links.items():
        for other in others:
            up.setdefault(other, []).append(one)
    _place(plan)
    for turn in range(24):
        down = turn % 2 == 0
        order = range(len(rows)) if down else range(len(rows) - 1, -1, -1)
        near = up if down else plan.links
        for at in order:
            rows[at].sort(key=lambda node: _middle(plan, node, near))
            _place(plan)
    _settle(plan, up)
    return plan


def _middle(plan: Layout, node: Node, near: Mapping[Node, list[Node]]) -> float:
    """Where a node would like to be: amid those it is linked to."""
    places = [plan.at[other] for other in near.get(node, ())]
    return sum(places) / len(places) if places else plan.at[node]


def _place(plan: Layout) -> None:
    """Side by side, each row about the middle."""
    for row in plan.rows:
        total = sum(_width(node) + ACROSS for node in row) - ACROSS
        x = -total / 2
        for node in row:
            plan.at[node] = x + _width(node) / 2
            x += _width(node) + ACROSS


def _settle(plan: Layout, up: Mapping[Node, list[Node]]) -> None:
    """Move nodes towards those they are linked to, as far as their neighbours leave room."""
    both = {
        node: [*plan.links.get(node, ()), *up.get(node, ())] for row in plan.rows for node in row
    }
    for _ in range(60):
        for row in plan.rows:
            for at, node in enumerate(row):
                wish = _middle(plan, node, both)
                if at:
                    wish = max(wish, plan.at[row[at - 1]] + _apart(row[at - 1], node))
                if at + 1 < len(row):
                    wish = min(wish, plan.at[row[at + 1]] - _apart(node, row[at + 1]))
                plan.at[node] = wish


def _apart(one: Node, other: Node) -> float:
    return (_width(one) + _width(other)) / 2 + ACROSS


def drawn(arrows: Mapping[str, set[str]], words: Mapping[str, str]) -> str:
    """The picture: boxes with what each room is for, and the arrows between them."""
    shown = needed(arrows)
    plan = laid_out(shown, floors(arrows))
    left = min(plan.at[n] - _width(n) / 2 for row in plan.rows for n in row) - EDGE
    right = max(plan.at[n] + _width(n) / 2 for row in plan.rows for n in row) + EDGE
    wide, high = right - left, _top(len(plan.rows)) - BETWEEN + EDGE
    row_of = {node: at for at, row in enumerate(plan.rows) for node in row}
    lines, boxes = [], []
    for room in sorted(shown):
        for first in plan.links.get(room, []):
            lines.append(_line(plan, row_of, left, room, first))
    for room in sorted(shown):
        boxes.append(_box(room, words.get(room, ""), plan.at[room] - left, _top(row_of[room])))
    about = "The rooms of the code; each arrow points to what a room imports"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}"'
            f' role="img" aria-label="{about}">',
            f"<title>{about}</title><style>{STYLE}</style>",
            '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7"'
            ' markerHeight="7" orient="auto"><path class="head" d="M0 0.8 7.5 4 0 7.2z"/></marker>'
            "</defs>",
            f'<rect class="back" width="{wide:.0f}" height="{high:.0f}"/>',
            *lines,
            *boxes,
            "</svg>\n",
        ]
    )


def _line(plan: Layout, row_of: Mapping[Node, int], left: float, room: str, first: Node) -> str:
    """One arrow, from the foot of a room through the gaps of rows to the head of another."""
    x, y = plan.at[room] - left, _top(row_of[room]) + HIGH
    path = f"M{x:.0f} {y:.0f}"
    node = first
    while True:
        nx, ny = plan.at[node] - left, _top(row_of[node])
        middle = (y + ny) / 2
        path += f"C{x:.0f} {middle:.0f} {nx:.0f} {middle:.0f} {nx:.0f} {ny:.0f}"
        if isinstance(node, str):
            return f'<path class="arrow" d="{path}" marker-end="url(#head)"/>'
        path += f"v{HIGH}"
        x, y, node = nx, ny + HIGH, plan.links[node][0]


def _box(room: str, words: str, x: float, y: float) -> str:
    said = textwrap.wrap(words.replace("`", ""), 31, max_lines=3, placeholder=" …")
    rows = "".join(
        f'<text class="said" x="10" y="{33 + 12 * at}">{escape(line)}</text>'
        for at, line in enumerate(said)
    )
    return (
        f'<g transform="translate({x - WIDE / 2:.0f} {y:.0f})">'
        f'<rect class="room {room.split(".")[0]}" width="{WIDE}" height="{HIGH}" rx="8"/>'
        f'<text class="name" x="10" y="19">{escape(_name(room))}</text>{rows}</g>'
    )


def _name(room: str) -> str:
    """A room's name as a folder or a file."""
    path = ROOT.joinpath(*room.split("."))
    top, _, rest = room.partition(".")
    bare = rest if top == "roi_model" and rest else room.replace(".", "/")
    return f"{bare}/" if path.is_dir() else f"{bare}.py"


def picture() -> str:
    """The picture of the code as it stands."""
    found = arrows()
    return drawn(found, {room: said_of(room) for room in found})


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
