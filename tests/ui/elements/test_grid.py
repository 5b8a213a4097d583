"""Lines of a table are known while others come and go."""

from __future__ import annotations

from tests.ui.elements.lines import opened, turned
from tests.ui.panel_driver import add, enter, shown
from tests.ui.simulate import scenario
from ui.elements import grid as grids


def test_two_tables_in_turn_start_from_the_case() -> None:
    """What is typed into the second change leaves what the first one added alone."""
    made = add(opened("team"), "team", "CSM")
    add(turned(made, "costs"), "costs", "Fair")
    turned(made, "team")
    assert [row["title"] for row in shown(made, "team")] == ["SDR", "AE", "CSM"]
    enter(made, "team", 0, "fte", "3")
    assert [(role.title, role.fte) for role in scenario(made).team] == [
        ("SDR", 3), ("AE", 2), ("CSM", 2),
    ]  # fmt: skip
    enter(turned(made, "costs"), "costs", 0, "amount", "600 €/month")
    assert [(line.name, line.amount) for line in scenario(made).costs] == [
        ("CRM", 600),
        ("Fair", 0),
    ]


def test_a_line_keeps_what_it_is_known_by_while_others_come_and_go() -> None:
    memory = {"rows": (), "ids": []}

    def ids(*rows: str) -> list[str]:
        return grids._ids(memory, rows, str)

    assert ids("a", "b", "c") == ["a", "b", "c"]
    assert ids("a", "B", "c") == ["a", "b", "c"]  # edited
    assert ids("a", "c") == ["a", "c"]  # one is gone
    assert ids("a", "c", "a/d") == ["a", "c", "a|d"]
    assert ids("c", "a/d", "a") == ["a", "c", "a|d"] or len(set(ids("c", "a/d", "a"))) == 3
    assert ids("a", "a") == ids("a", "a") and len(set(ids("a", "a"))) == 2
