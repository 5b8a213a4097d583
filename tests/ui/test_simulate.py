"""The page Simulate and its state, run headless: nothing typed is lost, links bring it back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from roi_model import project
from roi_model.analysis.risk.spreads import doubts
from roi_model.charts.parts.frames import value_of
from roi_model.declaration.card import cards
from roi_model.declaration.paths import with_value
from roi_model.declaration.scenario import Channel, CostLine, Role, Scenario
from roi_model.editing import edits, entry, form
from roi_model.formatting import UNDEFINED
from roi_model.remarks.evidence import backing
from roi_model.storage import link
from roi_model.storage.own_names import in_language
from roi_model.storage.presets import preset, presets
from roi_model.texts import text
from tests.ui import panel_driver
from tests.ui.panel_driver import rows, slider_says
from tests.ui.seen import seen
from ui.case.controls import CHANNEL, SCOPE

APP = Path(__file__).resolve().parents[2] / "app.py"
FIRST = presets()[0].slug
NAMES = ("roi", "payback_month", "cash_trough", "net_gain")


def app(**params: str) -> AppTest:
    made = AppTest.from_file(str(APP), default_timeout=60)
    for key, value in params.items():
        made.query_params[key] = value
    return checked(made.run())


def checked(made: AppTest) -> AppTest:
    assert not made.exception, made.exception[0].stack_trace
    return made


def then_all(made: AppTest) -> AppTest:
    """Run what was set, then the page as a whole: a fragment's run holds that fragment alone."""
    checked(made.run())
    return checked(made.run())


def move(made: AppTest, path: str, steps: int = 1) -> AppTest:
    checked(panel_driver.move(made, path, steps))
    return checked(made.run())


def type_into(made: AppTest, path: str, typed: str) -> AppTest:
    checked(panel_driver.edit(made, path, "type", typed))
    return checked(made.run())


def pick(made: AppTest, path: str, value: str) -> AppTest:
    checked(panel_driver.edit(made, path, "pick", value))
    return checked(made.run())


def entered(made: AppTest, path: str) -> str:
    """What the field beside a slider holds."""
    return str(rows(made)[path]["text"])


def press(made: AppTest, key: str) -> AppTest:
    made.button(key=key).click()
    return then_all(made)


def session(made: AppTest) -> Any:
    return made.session_state["roi_session"]


def scenario(made: AppTest) -> Scenario:
    found: Scenario = session(made).now.scenario
    return found


def params(made: AppTest) -> dict[str, str]:
    return {
        key: value if isinstance(value, str) else value[0]
        for key, value in made.query_params.items()
    }


def headline(made: AppTest) -> list[str]:
    return figures(made, "value")


def figures(made: AppTest, part: str) -> list[str]:
    """The headline as it is written: values, or the words below them."""
    found = next(h.proto.body for h in made.get("html") if 'class="headline' in h.proto.body)
    return [unescape(said) for said in re.findall(rf'class="{part}[^"]*">([^<]*)<', found)]


def core(plan: Scenario) -> list[str]:
    return [
        f"channels/{plan.channels[0].name}/{key}" if group == "channel" else key
        for group in form.GROUPS
        for key in form.core(group)
    ]


# A complete case at once ------------------------------------------------------------------------


def test_it_opens_with_a_complete_case() -> None:
    made = app()
    plan = seen(FIRST)
    assert len(headline(made)) == 5
    assert all(value != UNDEFINED for value in headline(made))
    paths = core(plan)
    assert len(paths) == 25
    for path in paths:
        assert slider_says(made, path) == entered(made, path)
    assert params(made) == {}  # nothing to say: nothing in the address


@pytest.mark.parametrize("slug", [found.slug for found in presets()])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_preset_in_both_languages(slug: str, lang: str) -> None:
    made = app(case=slug, lang=lang)
    plan = seen(slug, lang)
    assert scenario(made) == plan
    wanted = 7 if plan.monthly_fee else 5
    assert len(headline(made)) == wanted
    assert f"# {preset(slug).name(lang)}" in [m.value.replace("\\", "") for m in made.markdown]
    if plan.monthly_fee:
        assert "monthly_fee" in rows(made)


def test_every_core_input_moves_a_result() -> None:
    """In its own preset or with repeat orders: no slider is for show."""
    plan = replace(seen("in-house-sdr"), repeat_orders=1.0)
    base = project(plan)
    for path in core(plan):
        card, value = edits.card_of(plan, path), edits.value_of(plan, path)
        assert card.slider is not None
        step = 1 if card.whole else max(card.slider.step, abs(value) * 0.02)
        higher = value + step
        top = min(card.high, plan.horizon_months) if card.within_horizon else card.high
        changed = project(
            edits.edited(plan, path, higher if higher <= top else value - step, "en")[0]
        )
        moved = any(
            abs((value_of(changed, n) or 0) - (value_of(base, n) or 0)) > 1e-9
            for n in (*NAMES, "npv", "discounted_roi")
        )
        assert moved, path


# Changing, undoing, pinning -------------------------------------------------------------------


def test_a_slider_moves_the_numbers_and_says_so() -> None:
    made = app(lang="en")
    before = headline(made)
    move(made, "deal_value", 3)
    assert scenario(made).deal_value > seen(FIRST).deal_value
    assert headline(made) != before
    assert entered(made, "deal_value") == slider_says(made, "deal_value")
    slug, sent = link.decode(params(made)["case"])
    assert (slug, in_language(sent, "en")) == (FIRST, scenario(made))
    assert session(made).change.path == "deal_value"


def test_any_legal_value_counts_exactly() -> None:
    made = type_into(app(lang="fr"), "deal_value", "4 321,07 €")
    assert scenario(made).deal_value == 4321.07
    assert "4\u202f321,07" in slider_says(made, "deal_value")
    type_into(made, "deal_value", "9 000 000")  # far beyond the slider's end
    assert scenario(made).deal_value == 9_000_000


def test_an_impossible_value_is_refused_and_kept_on_screen() -> None:
    made = app(lang="fr")
    for typed in ("140 %", "beaucoup"):
        type_into(made, "gross_margin", typed)
        assert scenario(made) == seen(FIRST, "fr")
        assert entered(made, "gross_margin") == typed
    move(made, "deal_value")  # another input does not make it vanish
    assert entered(made, "gross_margin") == "beaucoup"
    type_into(made, "gross_margin", "55")
    assert scenario(made).gross_margin == 0.55
    assert session(made).refused == {}


def test_undo_redo_reset_and_pin() -> None:
    made = app()
    start = scenario(made)
    move(made, "deal_value", 2)
    move(made, "cycle_months")
    plan = scenario(made)
    press(made, "do-undo")
    assert scenario(made) == replace(start, deal_value=plan.deal_value)
    press(made, "do-redo")
    assert scenario(made) == plan
    press(made, "do-pin")
    assert session(made).now.baseline == plan
    move(made, "cycle_months")
    press(made, "do-reset")
    assert scenario(made) == plan
    for _ in range(5):
        if not made.button(key="do-undo").disabled:
            press(made, "do-undo")
    assert (scenario(made), session(made).now.baseline) == (start, start)


def test_the_horizon_takes_the_campaign_along() -> None:
    made = type_into(app(), "horizon_months", "6")
    assert (scenario(made).horizon_months, scenario(made).campaign) == (6, 6)
    assert [m.path for m in session(made).change.moved] == ["campaign_months"]
    assert entered(made, "campaign_months").startswith("6")


def test_evidence_and_doubt_follow_a_moved_input_and_come_back() -> None:
    orders = {"source": "order book, 41 deals", "grade": "measured"}
    given = {"kind": "range", "p10": 16_000.0, "p90": 20_000.0}
    start = replace(
        preset(FIRST).scenario,
        deal_value=18_000.0,
        evidence={"deal_value": orders},
        uncertainty={"deal_value": given},
    )
    made = app(case=link.encode(start, link.OWN), lang="en")

    def told() -> tuple[str, str, dict[str, float]]:
        plan = scenario(made)
        grade, source = backing(plan, "deal_value", cards(Scenario)["deal_value"], "en")
        return grade, source, dict(doubts(plan)[0].numbers)

    before = told()
    assert before == ("measured", orders["source"], {"p10": 16_000.0, "p90": 20_000.0})
    type_into(made, "deal_value", "9000")
    moved = ("guess", "was €18,000, measured: order book, 41 deals", {"p10": 8e3, "p90": 1e4})
    assert told() == moved
    press(made, "do-undo")
    assert told() == before and scenario(made) == start
    press(made, "do-redo")
    assert told() == moved
    type_into(made, "deal_value", "18000")
    assert told() == before and scenario(made) == start


def test_a_preset_is_a_fresh_start_that_undo_takes_back() -> None:
    made = move(app(), "deal_value", 2)
    plan = scenario(made)
    made.selectbox(key="preset").set_value("trade-show")
    then_all(made)
    assert scenario(made) == seen("trade-show") == session(made).now.baseline
    press(made, "do-undo")
    assert (scenario(made), session(made).now.slug) == (plan, FIRST)


def test_the_name_tells_the_number_of_edits() -> None:
    made = app(lang="en")
    name = preset(FIRST).name("en")
    for count, path in enumerate(("deal_value", "cycle_months", "tools"), 1):
        move(made, path)
        key = "changed_one" if count == 1 else "changed_many"
        wanted = text(f"ui.case.{key}", "en", name=name, count=count)
        assert f"# {wanted}" in [m.value.replace("\\", "") for m in made.markdown]


# Links ----------------------------------------------------------------------------------------


def test_the_address_rebuilds_the_session_elsewhere() -> None:
    made = move(app(lang="fr"), "deal_value", 2)
    press(made, "do-pin")
    move(made, "cycle_months", 1)
    made.selectbox(key="frame_currency").set_value("CHF")
    then_all(made)
    other = app(**params(made))
    assert scenario(other) == scenario(made)
    assert session(other).now.baseline == session(made).now.baseline
    assert (session(other).currency, session(other).lang) == ("CHF", "fr")
    assert headline(other) == headline(made)
    assert "CHF" in headline(other)[3]


@pytest.mark.parametrize("param", ["case", "base"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_broken_link_is_said_and_the_default_case_shown(param: str, lang: str) -> None:
    made = app(**{param: f"{FIRST}.1.broken", "lang": lang})
    assert scenario(made) == seen(FIRST, lang)
    assert [w.value for w in made.warning] == [text("ui.link.broken", lang)]


def test_the_currency_is_a_matter_of_display() -> None:
    made = app()
    made.selectbox(key="frame_currency").set_value("GBP")
    then_all(made)
    assert scenario(made) == replace(seen(FIRST), currency="GBP")
    assert "£" in headline(made)[3]
    assert link.changed_paths(scenario(made), seen(FIRST)) == []
    assert app(case=FIRST, currency="nonsense")  # an unknown one in the address is left aside


# Odd shapes -----------------------------------------------------------------------------------


def open_case(plan: Scenario, **more: str) -> AppTest:
    return app(case=link.encode(plan, link.OWN), **more)


def test_an_empty_team_gets_a_role_from_its_slider() -> None:
    made = open_case(Scenario(name="Demo", channels=(Channel(name="Calls"),)))
    move(made, "role/fte", 5)
    assert len(scenario(made).team) == 1 and scenario(made).team[0].fte == 0.5
    press(made, "do-undo")
    assert scenario(made).team == ()


def test_several_channels_and_their_own_values() -> None:
    plan = Scenario(
        name="Two",
        channels=(Channel(name="A", deal_value=900.0), Channel(name="B")),
        team=(Role(title="One"), Role(title="Two")),
    )
    made = open_case(plan, lang="en")
    # The default of a value that one channel sets for itself moves the other alone.
    move(made, "deal_value", 1)
    assert scenario(made).channels == plan.channels
    pick(made, SCOPE, "own")
    move(made, "channels/A/deal_value", 1)
    assert (scenario(made).channels[0].deal_value or 0) > 900
    type_into(made, "channels/A/deal_value", "")
    assert scenario(made).channels[0].deal_value is None  # follows the default again
    pick(made, CHANNEL, "B")
    move(made, "channels/B/contacts", 1)
    assert scenario(made).channels[1].contacts > 1000


def test_a_default_no_channel_uses_is_no_slider() -> None:
    plan = Scenario(
        name="Two",
        channels=(Channel(name="A", cycle_months=1.0), Channel(name="B", cycle_months=2.0)),
    )
    shown = rows(open_case(plan))
    assert "cycle_months" not in shown and "deal_value" in shown
    alone = replace(plan, channels=plan.channels[:1])
    assert "channels/A/cycle_months" in rows(open_case(alone))


@pytest.mark.parametrize(
    "change",
    [
        lambda p: replace(p, channels=(replace(p.channels[0], contacts=0.0),)),
        lambda p: replace(p, gross_margin=0.0, deal_value=0.0),
        lambda p: replace(p, team=(), costs=(), commission=0.0, channels=(Channel(name="X"),)),
        lambda p: replace(p, horizon_months=3, campaign_months=1, cycle_months=36.0),
        lambda p: replace(p, horizon_months=120, start="2026-11"),
        lambda p: with_value(p, "deal_value", 10_000_000.0),
    ],
    ids=["no leads", "no margin", "no spending", "no time", "ten years", "ten millions"],
)
def test_extremes_show_words_instead_of_failing(change: Callable[[Scenario], Scenario]) -> None:
    plan = change(seen(FIRST))
    for lang in ("fr", "en"):
        made = open_case(plan, lang=lang)
        shown = zip(headline(made), figures(made, "delta"), NAMES, strict=False)
        for value, said, name in shown:
            found = project(plan).metrics[name]
            if found.value is None:
                assert value == UNDEFINED
                assert said == text(f"metrics.reason.{found.reason}", lang)


HOSTILE = ("<script>x</script>", "![i](http://a.b/c)", "**b** `c` $d$ :red[e]", "=1+1", "]" * 40)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_data(name: str) -> None:
    name = name.replace("/", "-")
    plan = Scenario(
        name=name,
        channels=(Channel(name=name), Channel(name="B", monthly_cost=5)),
        team=(Role(title=name), Role(title="B")),
    )
    made = open_case(plan, lang="en")
    for sentence in [m.value for m in made.markdown]:
        bare = sentence.replace("<style>", "")
        assert name not in bare, "a name reached Markdown unescaped"
    move(made, f"channels/{name}/contacts", 1)
    assert scenario(made).channels[0].name == name


def test_values_are_shown_with_all_their_digits() -> None:
    plan = with_value(seen(FIRST), "deal_value", 1234.56789)
    made = app(case=link.encode(plan, FIRST), lang="en")
    card = edits.card_of(plan, "deal_value")
    assert entered(made, "deal_value") == entry.written(card, 1234.56789, "EUR", "en")
    type_into(made, "deal_value", entered(made, "deal_value"))
    assert scenario(made) == plan


def test_names_the_app_gave_follow_the_language_and_typed_ones_stay() -> None:
    made = app(lang="en", case="in-house-sdr")
    move(made, "tools", 2)
    held = session(made)
    costs = (*held.now.scenario.costs, CostLine(name="Notre salon", amount=1.0))
    held.now = replace(held.now, scenario=replace(held.now.scenario, costs=costs))
    before = scenario(made)
    made.segmented_control(key="frame_lang").set_value("fr")
    then_all(made)
    assert scenario(made) == in_language(before, "fr")
    names = [line.name for line in scenario(made).costs]
    assert names == ["Outils", "Lancement", "Notre salon"]
    assert session(made).now.baseline == seen("in-house-sdr", "fr")
    paths = list(rows(made))
    assert "channels/SDR en interne/contacts" in paths
    # One link for readers of either language.
    code = params(made)["case"]
    assert scenario(app(lang="en", case=code)) == before
    press(made, "do-undo")
    assert scenario(made) == seen("in-house-sdr", "fr")


def test_a_calendar_month_is_typed_and_shown_as_people_write_it() -> None:
    made = app(lang="fr")
    for typed in ("01/2026", "janv. 2026", "January 2026", "2026-01"):
        panel_driver.edit(made, "start", "say", typed)
        assert scenario(made).start == "2026-01"
        assert rows(made)["start"]["text"] == "janv. 2026"
        panel_driver.edit(made, "start", "say", "")
        assert scenario(made).start is None
    panel_driver.edit(made, "start", "say", "bientôt")
    assert scenario(made).start is None and rows(made)["start"]["refused"]
