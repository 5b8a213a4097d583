"""What a screen reader hears of every picture's marks: the words of its tooltips alone."""

from __future__ import annotations

from roi_model.charts.parts.heard import heard


def test_only_marks_that_are_read_aloud_say_their_tooltip() -> None:
    told = [{"field": "a", "title": "A"}, {"field": "b", "title": "B", "format": ",.2f"}]
    silent = {"mark": {"type": "rule"}, "encoding": {"tooltip": told}}
    assert heard(silent) is silent
    made = heard({"mark": {"type": "rule", "aria": True}, "encoding": {"tooltip": told, "x": {}}})
    expr = made["encoding"]["description"]["value"]["expr"]
    assert expr == (
        '"A: " + (isValid(datum["a"]) ? datum["a"] : "–") + "; " + '
        '"B: " + (isValid(datum["b"]) ? format(datum["b"], ",.2f") : "–")'
    )
    assert made["encoding"]["tooltip"] == told and "x" in made["encoding"]


def test_a_mark_without_a_tooltip_is_left_as_it_is() -> None:
    layer = {"mark": {"type": "rule", "aria": True}, "encoding": {"x": {"field": "month"}}}
    assert heard(layer) is layer
