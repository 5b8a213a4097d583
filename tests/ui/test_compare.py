"""The page Compare, run headless: kept scenarios, metrics, why one became another, three cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape, unescape

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from roi_model import formatting, project
from roi_model.analysis.change.compare import compare
from roi_model.analysis.risk.doubt_words import doubted_words, missing_words
from roi_model.analysis.risk.risk import risk
from roi_model.analysis.risk.three_cases import three_cases
from roi_model.charts.side_by_side import MOST
from roi_model.declaration.paths import with_value
from roi_model.declaration.scenario import Scenario
from roi_model.formatting.inputs import path_words
from roi_model.formatting.rounding import adding_up
from roi_model.metrics import label as metric_label
from roi_model.storage.link import OWN
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import dump_scenario
from roi_model.texts import text
from tests.ui.seen import seen
from tests.ui.test_pages import LANGUAGES, ROOT, press, ran, words
from ui.compare.compare_view import METRICS
from ui.session import saved_scenarios
from ui.session.session import Snapshot

PAGE = "pages/plan/compare.py"
HOSTILE = "<img src=x onerror=alert(1)> **b** $1$ [l](http:x)"
FIRST = seen()
SLIDERS = {"deal_value": 5000.0, "quote_to_customer": 0.3, "gross_margin": 0.55}


def page(lang: str = "en") -> AppTest:
    made = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    made.query_params["lang"] = lang
    made.run()
    made.switch_page(PAGE)
    return ran(made)


def moved(made: AppTest) -> Scenario:
    """Three sliders of the case on screen moved."""
    found = made.session_state["roi_session"]
    scenario = found.now.scenario
    for key, value in SLIDERS.items():
        path = f"channels/{scenario.channels[0].name}/{key}" if "quote" in key else key
        scenario = with_value(scenario, path, value)
    found.now = replace(found.now, scenario=scenario)
    ran(made)
    return scenario


def tables(made: AppTest) -> Iterator[list[list[str]]]:
    """Every table of the page as the words of its cells, its headers first."""
    for element in made.get("html"):
        for table in re.findall(r"<table.*?</table>", element.proto.body, re.DOTALL):
            rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
            yield [
                [
                    unescape(re.sub(r"<[^>]+>", "", re.sub(r"<small>.*?</small>", "", cell)))
                    for cell in re.findall(r"<t[dh][ >].*?</t[dh]>", row, re.DOTALL)
                ]
                for row in rows
            ]


def table(made: AppTest, first: str, last: str) -> list[list[str]]:
    """The rows below the headers of the table with these at its ends."""
    return next(t[1:] for t in tables(made) if (t[0][0], t[0][-1]) == (first, last))


def number(written: str) -> float:
    """A number as this page writes it in either language."""
    negative = "−" in written
    digits = re.sub(r"[^\d.,]", "", written)
    if re.fullmatch(r"\d+,\d{1,2}", digits):
        digits = digits.replace(",", ".")
    return float(digits.replace(",", "")) * (-1 if negative else 1)


# Whole from the start ---------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_default_case_fills_every_part(lang: str) -> None:
    made = page(lang)
    titles = [element.value for element in (*made.header, *made.subheader)]
    for part in ("title", "why_title", "cases_title"):
        assert text(f"pages.compare.{part}", lang) in titles
    assert len(made.get("vega_lite_chart")) == 3
    other = preset("in-house-sdr")
    rows = {
        row[0]: row[1:] for row in table(made, text("pages.compare.metric", lang), other.name(lang))
    }
    plans = [project(FIRST), project(other.scenario)]
    for name in METRICS:
        if name == "payback_month":
            continue  # a month is written in words of its own
        shown = [formatting.metric(name, p.metrics[name].value, "EUR", lang) for p in plans]
        assert rows[metric_label(name, lang)] == shown


# Why --------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("parts", "decimals"),
    [([0.5, 0.5, 0.5], 0), ([-1.4, 2.6, -0.7], 0), ([100.004, -33.335, -33.335], 2), ([], 0)],
)
def test_rounded_parts_add_up(parts: list[float], decimals: int) -> None:
    rounded = adding_up(parts, decimals)
    step = 10.0**-decimals
    assert sum(rounded) == pytest.approx(round(sum(parts) / step) * step)
    assert all(abs(a - b) < step for a, b in zip(rounded, parts, strict=True))


# Values and differences -------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_differences_follow_the_metric_not_the_sign(lang: str) -> None:
    made = page(lang)
    scenario = with_value(FIRST, "costs/" + FIRST.costs[0].name + "/amount", 5_000.0)
    found = made.session_state["roi_session"]
    found.now = replace(found.now, scenario=scenario)
    ran(made)
    made.selectbox(key="kept-relative_to").set_value("baseline")
    ran(made)
    rows = {
        r[0]: r[1]
        for r in table(
            made, text("pages.compare.metric", lang), text("pages.compare.baseline", lang)
        )
    }
    worse = text("ui.headline.worse", lang)
    for name, arrow in (("investment", "▲"), ("net_gain", "▼")):
        change = formatting.delta(
            name,
            project(scenario).metrics[name].value,
            project(FIRST).metrics[name].value,
            "EUR",
            lang,
        )
        assert change is not None
        assert rows[metric_label(name, lang)] == f"{arrow} {change.text} · {worse}"


# Kept scenarios ---------------------------------------------------------------------------------


def kept_by(made: AppTest) -> dict[str, Scenario]:
    shelf = made.session_state["roi_session"].extras["library"]
    return {name: kept.scenario for name, kept in shelf.items()}


def name_field(made: AppTest) -> TextInput:
    return next(field for field in made.text_input if str(field.key).startswith("library-name"))


def keep(made: AppTest, name: str) -> AppTest:
    name_field(made).set_value(name)
    return press(made, "library-save")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_case_is_kept_under_a_hostile_name_and_compared(lang: str) -> None:
    made = page(lang)
    scenario = moved(made)
    name = HOSTILE[: saved_scenarios.LONGEST].strip()
    keep(made, HOSTILE)
    assert name_field(made).value == ""  # ready for the next one
    assert kept_by(made) == {name: replace(scenario, name=name)}
    assert name in made.multiselect(key="kept-compared").options
    html = "\n".join(element.proto.body for element in made.get("html"))
    assert "<img" not in html and escape(name) in html
    assert all("**b**" not in element.value for element in made.markdown)
    press(made, "do-reset")  # the case goes back; what is kept stays
    made.selectbox(key="kept-why_to").set_value(f"saved:{name}")
    ran(made)
    assert path_words("deal_value", lang) in words(made)
    made.switch_page("pages/plan/levers.py")
    ran(made)
    made.switch_page(PAGE)
    ran(made)
    assert kept_by(made) == {name: replace(scenario, name=name)}
    assert made.selectbox(key="kept-why_to").value == f"saved:{name}"
    press(made, "library-forget-0")
    assert name not in made.multiselect(key="kept-compared").options


def test_a_name_that_is_a_presets_stays_apart_from_it() -> None:
    made = page()
    keep(made, preset("in-house-sdr").name("en"))
    headers = next(t[0] for t in tables(made) if t[0][0] == "Metric")
    assert len(set(headers)) == len(headers) == 4
    assert headers[2:] == ["In-house SDR (2)", "In-house SDR"]


def test_a_file_is_opened_and_a_broken_one_refused() -> None:
    made = page()
    made.file_uploader[0].upload("plan.json", dump_scenario(replace(FIRST, name="Theirs")).encode())
    ran(made)
    assert "saved:Theirs" in made.multiselect(key="kept-compared").value
    made.file_uploader[0].upload("plan.json", b'{"name": 3}')
    made.run()
    assert any(text("ui.case.file_refused", "en") in e.value.replace("\\", "") for e in made.error)
    ran(made)
    assert list(kept_by(made)) == ["Theirs"]


def test_room_is_bounded() -> None:
    made = page()
    kept = {f"S{number}": Snapshot(OWN, FIRST, FIRST) for number in range(saved_scenarios.MOST)}
    made.session_state["roi_session"].extras["library"] = kept
    ran(made)
    name_field(made).set_value("One more")
    made.button(key="library-save").click()
    made.run()
    assert text("pages.compare.full", "en", most=saved_scenarios.MOST) in made.error[
        0
    ].value.replace("\\", "")
    assert "One more" not in kept
    assert made.multiselect(key="kept-compared").proto.max_selections == MOST


# Three cases ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_three_cases_are_the_models(lang: str) -> None:
    made = page(lang)
    names = [text(f"pages.compare.case.{name}", lang) for name in ("cautious", "ambitious")]
    rows = table(made, text("pages.compare.metric", lang), names[1])
    shown = {row[0]: row[1:] for row in rows}[metric_label("net_gain", lang)]
    found = three_cases(FIRST)
    expected = float(project(FIRST).metrics["net_gain"].value)
    for cell, case in ((shown[0], found.cautious), (shown[2], found.ambitious)):
        value = float(project(case).metrics["net_gain"].value)
        assert formatting.signed_money(value - expected, "EUR", lang) in cell
    assert shown[1] == formatting.money(expected, "EUR", lang)
    inputs = table(made, text("pages.compare.input", lang), names[1])
    assert len(inputs) == len(found.moves)
    run, months = risk(FIRST), project(FIRST).metrics["payback_month"].value
    small = [*_small(made)]
    assert run.never > 0 and missing_words("payback_month", run, lang) in small
    assert doubted_words(months, "payback_month", run, lang) in small


def _small(made: AppTest) -> Iterator[str]:
    for element in made.get("html"):
        yield from map(unescape, re.findall(r"<small>(.*?)</small>", element.proto.body))
