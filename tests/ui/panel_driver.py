"""A panel of inputs as a browser would work it: its rows read, its edits sent."""

from __future__ import annotations

import itertools
import json
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

_number = itertools.count(1)


def _sent(made: AppTest, key: str) -> Any:
    for element in made.get("bidi_component"):
        proto = element.proto
        data = json.loads(proto.mixed.json if proto.HasField("mixed") else proto.json)
        if data.get("key") == key:
            return proto.id, data
    raise KeyError(key)


def rows(made: AppTest, key: str = "simulate") -> dict[str, dict[str, Any]]:
    """The rows of a panel by path (else key), those in its folds too, their parts filled in."""
    _, data = _sent(made, key)

    def flat(some: list[dict[str, Any]]) -> list[dict[str, Any]]:
        inside = (row for one in some for row in flat(one.get("rows", [])))
        return [*some, *inside]

    found = {}
    for row in flat(data["rows"]):
        whole = {name: data["parts"].get(value, value) if isinstance(value, str) else value
                 for name, value in row.items()}  # fmt: skip
        found[row.get("path", row["key"])] = whole
    return found


def slider_says(made: AppTest, path: str, key: str = "simulate") -> str:
    """What the thumb of a slider stands on."""
    row = rows(made, key)[path]
    said: str = row["scale"]["labels"][row["at"]]
    return said


def edit(made: AppTest, path: str, how: str, value: Any, key: str = "simulate") -> AppTest:
    """Send one edit and run the page."""
    name, data = _sent(made, key)
    count = max(int(data["ack"]), next(_number)) + 1
    message = {"list": [{"n": count, "path": path, "how": how, "value": value, "gesture": count}]}
    states = made._tree.get_widget_states()
    states.widgets.append(WidgetState(id=name, json_value=json.dumps({"edits": message})))
    return made._run(states)


def move(made: AppTest, path: str, steps: int = 1, key: str = "simulate") -> AppTest:
    """Move a slider by so many stops."""
    row = rows(made, key)[path]
    return edit(made, path, "slide", row["scale"]["values"][row["at"] + steps], key)


# Tables ---------------------------------------------------------------------------------------

_HOW = {"number": "type", "text": "say", "choice": "pick", "flag": "turn"}


def grid(made: AppTest, key: str) -> dict[str, Any]:
    """A table as it was sent: its columns, its lines, the line that adds one."""
    found = rows(made, f"grid-{key}")[key]
    return {**found, "columns": found["columns"]["columns"]}


def shown(made: AppTest, key: str) -> list[dict[str, Any]]:
    """The lines of a table: what stands in each cell by the name of its column."""
    found = grid(made, key)
    names = [column["name"] for column in found["columns"]]
    return [
        {
            name: cell.get("on", cell["text"])
            for name, cell in zip(names, line["cells"], strict=True)
        }
        for line in found["lines"]
    ]


def cell(made: AppTest, key: str, line: int, column: str) -> dict[str, Any]:
    """All that is sent of one cell."""
    found = grid(made, key)
    at = [one["name"] for one in found["columns"]].index(column)
    cell: dict[str, Any] = found["lines"][line]["cells"][at]
    return cell


def enter(made: AppTest, key: str, line: int, column: str, value: Any) -> AppTest:
    """Type into, choose in or tick one cell."""
    found = grid(made, key)
    kind = next(one["kind"] for one in found["columns"] if one["name"] == column)
    path = f"{found['lines'][line]['id']}/{column}"
    return edit(made, path, _HOW[kind], value, f"grid-{key}")


def add(made: AppTest, key: str, value: str) -> AppTest:
    """Enter something into the line that adds one."""
    column = grid(made, key)["columns"][0]["name"]
    return edit(made, f"+1/{column}", "add", value, f"grid-{key}")


def remove(made: AppTest, key: str, line: int) -> AppTest:
    """Take a line away."""
    return edit(made, f"{grid(made, key)['lines'][line]['id']}/", "remove", "", f"grid-{key}")
