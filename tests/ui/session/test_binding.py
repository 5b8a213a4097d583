"""What a reader changes is written once."""

from __future__ import annotations

from ui.session import binding


def test_what_adds_acts_once_until_its_page_was_drawn_again() -> None:
    found: list[str] = []
    press_it = binding.once(found.append, lambda: len(found))
    press_it("a")
    press_it("a")  # the second half of a double click
    assert found == ["a"]
    binding.once(found.append, lambda: len(found))("a")  # drawn again
    assert found == ["a", "a"]
