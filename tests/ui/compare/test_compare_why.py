"""Why one figure became the other, on the page."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import pytest

from roi_model.analysis.change.compare import compare
from roi_model.formatting.inputs import path_words
from roi_model.metrics import label as metric_label
from roi_model.texts import text
from tests.ui.compare.compared import FIRST, moved, number, page, table
from tests.ui.pages import LANGUAGES, ran, words
from tests.ui.seen import seen
from ui.compare import compare_why


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("metric", ["net_gain", "roi", "customers_signed", "cac"])
def test_three_sliders_make_three_parts_that_add_up(metric: str, lang: str) -> None:
    made = page(lang)
    scenario = moved(made)
    made.selectbox(key="kept-why_metric").set_value(metric)
    ran(made)
    label = metric_label(metric, lang)
    rows = table(made, text("pages.compare.change", lang), label)
    exact = compare(seen(lang=lang), scenario, metric)
    moving = [part for part in exact.parts if part.contribution]
    assert len(exact.parts) == 3
    names = [path_words(part.path, lang) for part in moving]
    assert rows[0][0] == text("pages.compare.baseline", lang)
    assert [row[0] for row in rows[1 : 1 + len(moving)]] == names
    assert rows[-1][0] == text("pages.compare.current", lang)
    written = [number(row[-1]) for row in rows]
    assert sum(written[:-1]) == pytest.approx(written[-1], abs=1e-9)
    # Rates are in percent; nothing written is further from the model than its last decimal.
    scale, last = (100, 0.1) if metric == "roi" else (1, 1.0 if abs(exact.b or 0) >= 100 else 0.1)
    assert written[0] == pytest.approx((exact.a or 0) * scale, abs=last)
    for shown, part in zip(written[1:], moving, strict=False):
        assert shown == pytest.approx((part.contribution or 0) * scale, abs=last)


def test_three_sliders_are_three_bars() -> None:
    made = page()
    moved(made)
    rows = table(made, "Change", metric_label("net_gain", "en"))
    assert len(rows) == 1 + 3 + 1
    assert text("ui.headline.better", "en") in words(made)  # words, not colour alone


def test_equal_scenarios_and_metrics_that_do_not_exist_are_said() -> None:
    made = page()
    made.selectbox(key="kept-why_from").set_value("baseline")
    ran(made)
    assert text("pages.compare.same_inputs", "en") in [info.value for info in made.info]
    found = made.session_state["roi_session"]
    channels = tuple(replace(c, contacts=0.0) for c in FIRST.channels)
    found.now = replace(found.now, scenario=replace(FIRST, channels=channels))
    made.selectbox(key="kept-why_metric").set_value("cac")
    ran(made)
    said = text(
        "compare.undefined.b",
        "en",
        metric=metric_label("cac", "en"),
        reason=text("metrics.reason.no_customers", "en"),
    )
    assert escape(said) in words(made)


def test_bars_carry_the_figures_of_the_table() -> None:
    """One bar a part, or the last of them for all the rest: what stands beside them adds up."""
    assert compare_why._beside_bars([10.0, 4.0, -2.0], 2) == [10.0, 4.0, -2.0, 12.0]
    assert compare_why._beside_bars([10.0, 4.0, -2.0, 1.0], 2) == [10.0, 4.0, -1.0, 13.0]
    assert compare_why._beside_bars([10.0], 0) == [10.0, 10.0]
