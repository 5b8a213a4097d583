"""The page that stays with the client, in a browser without a network: the engine's own figures."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pypdf
import pytest
from playwright.sync_api import Browser, Page

from roi_model import formatting
from roi_model.analysis.explain import movers
from roi_model.charts import account
from roi_model.declaration.paths import with_values
from roi_model.declaration.scenario import Scenario
from roi_model.export.contents.dossier import Dossier
from roi_model.export.page.page import page as written
from roi_model.export.page.stops import choosable, sliders
from roi_model.formatting.inputs import value_words
from roi_model.projection import Projection, project
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import scenario_from_dict
from roi_model.texts import LANGUAGES, text
from tests.browser.test_accessibility import axe_script
from tests.conftest import LONG
from tests.engine.strategies import raw_scenario
from tests.export.dossiers import DAY

FIGURES = ("roi", "payback_month", "cash_trough", "net_gain")
CURRENCIES = ("USD", "CHF", "JPY")
CASE = preset("inbound-and-outbound").scenario


@pytest.fixture(scope="module")
def offline(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    opened = Opened(browser, tmp_path_factory.mktemp("handout"))
    yield opened
    opened.close()
    assert opened.asked == [] and opened.errors == []


EVERY = """([lang, figures]) => {
  const places = page.plans.shape.map((n) => [...Array(n).keys()])
  const every = places.reduce((all, n) => all.flatMap((a) => n.map((b) => [...a, b])), [[]])
  const shown = every.map((stops) => page.shown(stops, lang))
  return Object.fromEntries([...figures, "cash"].map((name) => [name, shown.map((s) => s[name])]))
}"""
"""What the page shows at every combination of stops, the last slider moving fastest."""


class Opened:
    """Pages as files, opened without a network; whatever one asks for or complains of is kept."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.context = browser.new_context(offline=True, reduced_motion="reduce")
        self.folder = folder
        self.asked: list[str] = []
        self.errors: list[str] = []

    def open(self, dossier: Dossier, *, width: int = 1280, theme: Any = "light") -> Page:
        file = self.folder / f"{len(list(self.folder.iterdir()))}.html"
        file.write_bytes(written(dossier))
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text))
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        page.goto(file.as_uri())
        page.wait_for_selector("body.ready")
        page.on("request", lambda request: self.asked.append(request.url))
        return page

    def close(self) -> None:
        self.context.close()


def random_case(seed: int) -> tuple[Scenario, list[str]]:
    """A random scenario that moves at all, and four inputs of it by chance."""
    rng = Random(seed)
    while True:
        scenario = _any_case(rng)
        if len(movers(scenario, "roi")) >= 4:
            return scenario, rng.sample(list(choosable(scenario)), 4)


def _any_case(rng: Random) -> Scenario:
    raw = raw_scenario(
        rng.randrange(10**6), rng.random(), rng.randint(3, 30),
        channels=rng.randint(1, 3), parts=(1, 2, 2, 1),
    )  # fmt: skip
    return scenario_from_dict({**raw, "currency": rng.choice(CURRENCIES)})


def expected(plans: Projection, name: str, lang: str) -> list[set[str]]:
    """A metric of each draw as the rest of the product writes it, its reason where there is none.

    The dust of another order of sums may turn a half of the last digit: then there are two.
    """
    metric = plans.metrics[name]

    @cache
    def said(value: float, reason: str) -> set[str]:
        if reason:
            return {text(f"metrics.reason.{reason}", lang)}
        dusty = (value, value * (1 - 1e-9), value * (1 + 1e-9))
        return {formatting.metric(name, one, plans.scenario.currency, lang) for one in dusty}

    values = np.nan_to_num(np.asarray(metric.value)).tolist()
    return [said(*pair) for pair in zip(values, np.asarray(metric.reason).tolist(), strict=True)]


MORE = [pytest.param(one, marks=pytest.mark.thorough) for one in range(1, 20 if LONG else 2)]


@pytest.mark.parametrize("seed", [0, *MORE])
def test_every_stop_shows_the_figures_of_the_engine(offline: Opened, seed: int) -> None:
    scenario, paths = random_case(seed)
    page = offline.open(Dossier(scenario, "fr", DAY, sliders=tuple(paths)))
    lang = LANGUAGES[seed % 2]
    stops = [slider.stops for slider in sliders(scenario, paths)]
    every = list(itertools.product(*stops))
    plans = project(scenario, dict(zip(paths, zip(*every, strict=True), strict=True)))
    shown = page.evaluate(EVERY, [lang, FIGURES])
    assert len(every) > 100
    for name in FIGURES:
        wanted = expected(plans, name, lang)
        assert len(shown[name]) == len(every)
        assert [at for at, told in enumerate(shown[name]) if told not in wanted[at]] == [], name
    written_once, place = np.unique(shown["cash"], return_inverse=True)
    amounts = np.array([amount(said, lang, scenario.currency) for said in written_once])[place]
    cash = plans.monthly["cumulative_cash"]
    step = 10.0 ** page.evaluate("page.plans.step")
    assert np.abs(amounts.reshape(cash.shape) - cash).max() <= step / 2 * (1 + 1e-6)
    for at in Random(seed).sample(range(len(every)), 20):  # one by one, as one types them
        values = zip(paths, every[at], strict=True)
        whole = {path: int(v) if v == int(v) else v for path, v in values}
        alone = project(with_values(scenario, whole)).metrics
        for name in FIGURES:
            found = alone[name]
            if found.value is not None:
                said = formatting.metric(name, float(found.value), scenario.currency, lang)  # type: ignore[arg-type]
                assert shown[name][at] == said
    page.close()


def test_where_an_account_is_followed_the_curve_is_the_account(offline: Opened) -> None:
    case = replace(CASE, opening_cash=40_000.0, cash_floor=5_000.0)
    paths = ("cash_floor", "deal_value")
    page = offline.open(Dossier(case, "en", DAY, sliders=paths))
    every = list(itertools.product(*(slider.stops for slider in sliders(case, paths))))
    plans = project(case, dict(zip(paths, zip(*every, strict=True), strict=True)))
    shown = page.evaluate(EVERY, ["en", ("lowest_balance", "payback_month")])
    for name in ("lowest_balance", "payback_month"):
        wanted = expected(plans, name, "en")
        assert [at for at, told in enumerate(shown[name]) if told not in wanted[at]] == [], name
    amounts = np.array([[amount(said, "en", "EUR") for said in one] for one in shown["cash"]])
    step = 10.0 ** page.evaluate("page.plans.step")
    assert plans.balance is not None
    assert np.abs(amounts - plans.balance).max() <= step / 2 * (1 + 1e-6)
    assert page.locator("#cash h2 > :visible").inner_text() == account.WORDS.title("en")
    assert page.locator("[data-figure=cash_trough]").count() == 0
    level = page.locator("line.floor").get_attribute("y1")
    page.locator("#slider-0").focus()
    page.keyboard.press("ArrowRight")  # a higher floor
    higher = page.locator("line.floor").get_attribute("y1")
    assert float(str(higher)) < float(str(level))
    page.close()


def amount(said: str, lang: str, currency: str) -> float:
    """What was written, read back."""
    before, after = formatting.affixes(currency, lang)
    how = formatting.conventions(lang)
    bare = said.removeprefix(formatting.MINUS).removeprefix(before).removesuffix(after)
    value = float(bare.replace(how.group, "").replace(how.decimal, "."))
    return -value if said.startswith(formatting.MINUS) else value


def test_amounts_are_written_as_everywhere_else(offline: Opened) -> None:
    for currency in CURRENCIES:
        case = replace(CASE, currency=currency)
        page = offline.open(Dossier(case, "en", DAY, sliders=("market",)))
        step = int(page.evaluate("page.plans.step"))
        for lang in LANGUAGES:
            told = page.evaluate("lang => page.shown(page.plans.here, lang).cash", lang)
            exact = project(case).monthly["cumulative_cash"]
            for said, value in zip(told, exact, strict=True):
                assert said == formatting.money(round(value, -step), currency, lang, digits=15)
            for tick in (0, 250, -1000, 12_500, 200_000, -2_500_000, 3e9):
                how = [tick, lang]
                said = page.evaluate("([v, lang]) => page.short(v, page.plans.money[lang])", how)
                assert said == formatting.money_compact(tick, currency, lang)
        page.close()


@pytest.mark.parametrize(("theme", "width"), [("light", 390), ("dark", 1280)])
@pytest.mark.thorough
def test_a_reader_plays_with_it(offline: Opened, theme: str, width: int) -> None:
    made = Dossier(CASE, "fr", DAY, client="Dupont & Fils", sliders=("gross_margin", "deal_value"))
    page = offline.open(made, width=width, theme=theme)
    roi = page.locator("[data-figure=roi] > :visible")
    assert roi.inner_text() == formatting.metric(
        "roi", project(CASE).metrics["roi"].value, "EUR", "fr"
    )  # type: ignore[arg-type]
    curve = page.locator(".curve").get_attribute("d")
    margin = page.locator("#slider-0")
    margin.focus()
    page.keyboard.press("ArrowLeft")  # by keyboard, to the next stop
    there = with_values(CASE, {"gross_margin": 0.5})
    plan = project(there)
    for name in FIGURES:
        for lang in LANGUAGES:
            found = plan.metrics[name]
            said = text(f"metrics.reason.{found.reason}", lang) if found.reason else None
            said = said or formatting.metric(name, found.value, "EUR", lang)  # type: ignore[arg-type]
            assert page.locator(f"[data-figure={name}] > [lang={lang}]").text_content() == said
    assert margin.get_attribute("aria-valuetext") == value_words("gross_margin", 0.5, "EUR", "fr")
    assert page.locator(".curve").get_attribute("d") != curve
    assert page.locator(".ghost").get_attribute("d")
    page.evaluate(axe_script())
    serious = page.evaluate(
        """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
             .filter((v) => ['serious', 'critical'].includes(v.impact))
             .map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 200))])"""
    )
    assert serious == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width > 1000:
        paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
        printed = " ".join(" ".join(one.extract_text() for one in paper.pages).split())
        for said in (roi.inner_text(), value_words("gross_margin", 0.5, "EUR", "fr"), "Dupont",
                     text("handout.inputs", "fr")):  # fmt: skip
            assert " ".join(said.split()) in printed
    page.locator("[data-lang=en]").click()
    assert page.locator("h2:visible").first.inner_text() == text("handout.sliders", "en")
    page.locator("#reset").click()
    assert page.locator(".curve").get_attribute("d") == curve
    page.close()


@pytest.mark.thorough
def test_without_a_program_it_still_says_what_the_plan_says(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.set_content(written(Dossier(CASE, "en", DAY)).decode("utf-8"))
    roi = formatting.metric("roi", project(CASE).metrics["roi"].value, "EUR", "en")  # type: ignore[arg-type]
    assert page.locator("[data-figure=roi] > :visible").inner_text() == roi
    page.get_by_text(text("handout.old", "en")).wait_for()
    context.close()
