"""The pictures of risk and drivers: their data, what they draw of it, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import altair as alt
import pytest

from roi_model.charts.parts.theme import CACHED_SPECS, colours
from roi_model.charts.risk import distribution, tornado
from roi_model.metrics import CARDS
from roi_model.texts import text
from tests.charts.drawn import parts
from tests.charts.risk.pictures import PICTURES, made
from tests.conftest import LONG

OF_EACH_UNIT = {card.unit: name for name, card in CARDS.items()}
"""A metric of each unit: nothing else of it changes what is drawn."""


def every(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test for every picture, language and theme."""
    marked = pytest.mark.parametrize("name", PICTURES)(test)
    marked = pytest.mark.parametrize("lang", ("fr", "en"))(marked)
    return pytest.mark.parametrize("theme", ("light", "dark"))(marked)


@every
def test_a_specification_says_what_it_is_and_holds_no_data(
    name: str, lang: str, theme: str
) -> None:
    spec = made(name, lang, theme)
    assert spec["title"]["text"] == PICTURES[name].words.title(lang)
    assert spec["description"] == PICTURES[name].words.description(lang)
    assert spec["config"]["background"] == colours(theme).background  # type: ignore[arg-type]
    for part in parts(spec):
        assert "datasets" not in part and "data" not in part
    tooltips = [part["tooltip"] for part in parts(spec) if isinstance(part.get("tooltip"), list)]
    assert tooltips and all(entry["title"] for tooltip in tooltips for entry in tooltip)


@every
def test_every_field_drawn_is_in_the_frame_or_computed_from_it(
    name: str, lang: str, theme: str
) -> None:
    spec = made(name, lang, theme)
    computed = {part["as"] for part in parts(spec) if "calculate" in part or "op" in part}
    known = set(PICTURES[name].frame.columns) | computed
    drawn = {part["field"] for part in parts(spec) if "field" in part}
    read = set(re.findall(r"datum\.([a-z_][a-z_0-9]*)", json.dumps(spec)))
    assert drawn and drawn <= known
    assert read - {"value", "label"} <= known


@pytest.mark.parametrize("name", PICTURES)
def test_a_specification_is_valid(name: str) -> None:
    alt.LayerChart.from_dict(made(name, "fr", "light"))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_authored_once_for_each_language(name: str) -> None:
    first = made(name, "fr", "light")
    author = PICTURES[name].author
    before = author.cache_info()
    assert before.maxsize == CACHED_SPECS
    made(name, "fr", "light")
    assert author.cache_info().misses == before.misses
    assert made(name, "en", "light")["title"] != first["title"]


@pytest.mark.parametrize("metric", CARDS if LONG else OF_EACH_UNIT.values())
def test_every_metric_can_be_drawn(metric: str) -> None:
    for author in (tornado.spec, distribution.spec):
        alt.LayerChart.from_dict(author("fr", "EUR", "dark", metric=metric))


def test_every_reason_and_kind_has_words() -> None:
    from roi_model.analysis.risk.spreads import LAWS

    for lang in ("fr", "en"):
        for reason in ("none_in_range", "no_break_even", "unreachable"):
            assert text(f"risk.reason.{reason}", lang)
        for kind in LAWS:
            assert text(f"risk.kind.{kind}", lang)
