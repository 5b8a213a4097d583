"""What a screen reader hears of every picture: its sentence, and its marks by their tooltips."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
import vl_convert

from roi_model.charts.parts.heard import heard
from roi_model.charts.parts.theme import SAYS, saying
from tests.charts.every import EVERY, of_a_case


def test_only_marks_that_are_read_aloud_say_their_tooltip() -> None:
    told = [{"field": "a", "title": "A"}, {"field": "b", "title": "B", "format": ",.2f"}]
    silent = {"mark": {"type": "rule"}, "encoding": {"tooltip": told}}
    assert heard(silent) is silent
    made = heard({"mark": {"type": "rule", "aria": True}, "encoding": {"tooltip": told, "x": {}}})
    expr = made["encoding"]["description"]["value"]["expr"]
    assert expr == (
        '"A:\\t" + (isValid(datum["a"]) ? datum["a"] : "–") + ";\\n" + '
        '"B:\\t" + (isValid(datum["b"]) ? format(datum["b"], ",.2f") : "–")'
    )
    assert made["encoding"]["tooltip"] == told and "x" in made["encoding"]


def test_a_mark_without_a_tooltip_is_left_as_it_is() -> None:
    layer = {"mark": {"type": "rule", "aria": True}, "encoding": {"x": {"field": "month"}}}
    assert heard(layer) is layer


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", EVERY)
def test_every_picture_has_a_table_behind_it(name: str, lang: str) -> None:
    """Its marks say titles and values, which the page makes a table of (frame/figures.js)."""
    spec = EVERY[name](lang, "light")
    assert spec["description"].endswith(".")
    told = [
        layer["encoding"]
        for layer in spec["layer"]
        if isinstance(layer["mark"], dict) and layer["mark"].get("aria")
    ]
    assert told
    for encoding in told:
        titles = [one["title"] for one in encoding["tooltip"]]
        # The empty picture of a guess has its months alone.
        assert len(titles) > (name != "guess") and len(set(titles)) == len(titles)
        assert all(title.strip() for title in titles)
        assert encoding["description"]["value"]["expr"].count(";\\n") == len(titles) - 1


@pytest.mark.parametrize("name", of_a_case("en"))
def test_the_sentence_of_a_picture_is_heard_before_its_marks(name: str) -> None:
    data, spec = of_a_case("en")[name]
    heard_of = labels(data, saying(spec) if SAYS in data else spec)
    if SAYS in data:
        assert heard_of[0] == next(said for said in data[SAYS] if said)
    assert all(re.match(".+:\t", one) for one in heard_of[1:]) and len(heard_of) > 2


def labels(data: Any, spec: Mapping[str, Any]) -> list[str]:
    """All that a picture tells, in order."""
    rows = pd.DataFrame(data).to_dict("records")
    values = {"name": "source", "values": [{k: None if v != v else v for k, v in row.items()}
                                           for row in rows]}  # fmt: skip
    drawn = vl_convert.vegalite_to_svg({**spec, "width": 600, "data": values})
    assert drawn.count('role-title" aria-hidden') == drawn.count('role-title"')
    found = [html.unescape(said) for said in re.findall(r'aria-label="([^"]*)"', drawn)]
    return [said for said in found if not re.match("(Title|Subtitle) text", said)]  # in the hidden
