"""The pages of documents: what each says, and that it holds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from roi_model import project
from roi_model.actuals.targets import Target
from roi_model.analysis.risk.chances import Draws, Wish, asked_about
from roi_model.analysis.risk.doubt_words import share
from roi_model.export.contents.dossier import Dossier
from roi_model.export.story.actual import actual_page
from roi_model.export.story.answer import answer_page, pair
from roi_model.export.story.beliefs import beliefs_page
from roi_model.export.story.cash import capacity_page, cash_page
from roi_model.export.story.causes import causes_page, unfolded_page
from roi_model.export.story.drawn import Row, Rows
from roi_model.export.story.next_steps import next_page
from roi_model.export.story.pages import every_page, pages
from roi_model.export.story.still_open import late_deals, open_page
from roi_model.export.story.truths import truths_page
from roi_model.export.story.volume import largest, volume_page
from roi_model.formatting import money_compact, percent
from roi_model.formatting.inputs import input_words
from roi_model.remarks.plausibility import published
from roi_model.storage.presets import preset, presets
from roi_model.texts import text
from tests.actuals.outlook.pipeline import PLAN
from tests.export.actual import with_actual
from tests.export.contents.test_open_deals import course
from tests.export.dossiers import DAY, LARGE, dossier
from tests.remarks.busy import BUSY

MAKE, BUY = preset("in-house-sdr").scenario, preset("outsourced-appointments").scenario


def compared(lang: str = "en", **more: object) -> Dossier:
    return dossier("in-house-sdr", lang, title="Make", compared={"Buy": BUY}, **more)


def test_paybacks_that_the_table_shows_as_one_are_not_told_apart() -> None:
    """15.6 and 16.3 months both stand there as ≈ 16: “1 month sooner” would contradict it."""
    more, less = (replace(MAKE, deal_value=MAKE.deal_value * share) for share in (1.05, 0.95))
    months = [float(project(one).metrics["payback_month"].value) for one in (more, less)]
    assert months == pytest.approx([15.58, 16.31], abs=0.01)
    page = answer_page(Dossier(less, "en", DAY, compared={"More": more}))
    assert {row.right[0] for row in page.picture.rows} == {"≈\xa016\xa0months"}
    assert page.title.startswith("More earns ")
    assert "pays back" not in page.title


@pytest.mark.parametrize(("lang", "told"), [("en", "not in 6 months"), ("fr", "pas en 6 mois")])
def test_money_that_is_not_back_is_told_of_the_months_looked_at(lang: str, told: str) -> None:
    short = replace(MAKE, horizon_months=6, campaign_months=6)
    rows = answer_page(Dossier(short, lang, DAY)).picture.rows
    assert rows[0].right[0].replace("\xa0", " ") == told


def test_the_answer_names_the_best_and_by_how_much() -> None:
    page = answer_page(compared())
    gains = [float(project(one).metrics["net_gain"].value) for one in (MAKE, BUY)]
    assert gains[1] - gains[0] == pytest.approx(12_108, abs=1)
    months = [float(project(one).metrics["payback_month"].value) for one in (MAKE, BUY)]
    assert months[0] - months[1] == pytest.approx(1.4, abs=0.05)
    assert page.title == "Buy earns €12.1K more than Make, and pays back 1.4\xa0months sooner"
    assert [row.end for row in page.picture.rows] == pytest.approx(gains[::-1])
    assert [row.role for row in page.picture.rows] == ["point", "other"]
    run = compared().alternatives[1].risk
    assert page.picture.rows[0].right[1] == f"{round(100 * (1 - run.never))}%"


def test_of_cases_that_all_lose_the_least_bad_is_said() -> None:
    loses = replace(preset("trade-show").scenario, horizon_months=6)
    page = answer_page(Dossier(loses, "en", DAY, compared={"More": replace(loses, cycle_months=6)}))
    assert page.title.startswith("None of the 2 cases earns its money back")


def test_a_hopeless_case_is_not_recommended_and_a_sure_one_is() -> None:
    loses = replace(preset("trade-show").scenario, horizon_months=6)
    stopped = next_page(Dossier(loses, "en", DAY))
    assert stopped.title.startswith("Recommendation: not as it stands")
    never = next_page(Dossier(replace(loses, campaign_months=3), "en", DAY))
    assert never.title.endswith("has its money back in none of the draws")  # not "in 0%"
    assert stopped.picture.steps[-1][0] == "Decide again"
    assert not any("aside" in step[0] for step in stopped.picture.steps)
    assert next_page(Dossier(BUY, "en", DAY)).title.startswith("Recommendation: go ahead")
    assert "step by step" in next_page(Dossier(MAKE, "en", DAY)).title


def test_the_account_comes_before_the_plans_own_cash() -> None:
    poor = Dossier(replace(MAKE, opening_cash=20_000.0), "en", DAY)
    need = poor.projection.metrics["funding_need"].value
    page = cash_page(poor)
    assert need and "runs out" in page.title and "raise €" in page.title
    assert page.picture.lines[-1].values[0] == 20_000.0 + poor.projection.monthly[
        "cumulative_cash"][0]  # fmt: skip
    assert any(step[0].startswith("Raise") for step in next_page(poor).picture.steps)
    rich = cash_page(Dossier(replace(MAKE, opening_cash=500_000.0), "en", DAY))
    assert rich.title.startswith("The account holds")


def test_hours_are_a_page_where_there_is_a_team() -> None:
    assert capacity_page(Dossier(BUY, "en", DAY)) is None
    page = capacity_page(Dossier(BUSY, "en", DAY))
    assert page is not None and page.title.startswith("The team is asked for 162%")
    assert max(page.picture.columns) == pytest.approx(
        float(project(BUSY).metrics["peak_utilisation"].value)
    )
    assert any("Hire" in step[0] for step in next_page(Dossier(BUSY, "en", DAY)).picture.steps)


@pytest.mark.parametrize("slug", [found.slug for found in presets()])
def test_a_waterfall_is_of_six_parts_at_most_and_adds_up(slug: str) -> None:
    for made in (Dossier(preset(slug).scenario, "fr", DAY),
                 dossier(slug, compared={"Autre": MAKE, "Encore": LARGE})):  # fmt: skip
        rows = causes_page(made).picture.rows
        assert len(rows) <= 6 + 2
        at = rows[0].end
        for row in rows[1:-1]:
            assert row.start == pytest.approx(at)
            at = row.end
        assert at == pytest.approx(rows[-1].end, abs=1e-6)


def test_a_channel_that_differs_is_one_part_and_unfolds_behind() -> None:
    better = replace(MAKE.channels[0], contacts=500.0, contact_to_lead=0.13, quote_to_customer=0.22)
    made = Dossier(replace(MAKE, channels=(better,), deal_value=9_500.0), "en", DAY, baseline=MAKE)
    bridge = causes_page(made).picture
    names = [row.left[0] for row in bridge.rows]
    assert names.count(better.name) == 1 and len(names) == 4
    page = unfolded_page(made, 9)
    assert page is not None
    whole = next(row for row in bridge.rows if row.left[0] == better.name)
    assert page.picture.rows[-1].end == pytest.approx(whole.end - whole.start)
    assert [row.left[1] for row in page.picture.rows if "contacts" in row.left[0].lower()] == [
        "300 → 500"
    ]
    few = unfolded_page(made, 2)
    assert few is not None and len(few.picture.rows) == 3
    assert few.picture.rows[-1].end == pytest.approx(page.picture.rows[-1].end)


def test_what_each_input_would_have_to_be_is_what_the_page_risk_finds() -> None:
    made = Dossier(MAKE, "en", DAY)
    drawn = Draws(MAKE, Wish())
    page = truths_page(made)
    assert page is not None
    assert (
        page.title
        == f"Money back within 12 months: {share(drawn.now, 'en')} of the draws today, 80% wanted"
    )
    moved = {row.left[0]: row.end for row in page.picture.rows}
    for path in asked_about(MAKE):
        found, name = drawn.needed(path), input_words(MAKE, path, "en")
        if found.value is None:
            assert moved[name] is None
        else:
            assert moved[name] == pytest.approx(found.value / found.now - 1)
    known = published(MAKE)
    beside = {row.left[0]: row.right[0] for row in page.picture.rows}
    rule = known["channels/In-house SDR/quote_to_customer"]
    assert (rule.low, rule.high) == (0.10, 0.40)
    assert beside["Quote → customer"] == "above what is published: 10–40%"
    assert rule.source in page.source and page.so_what.startswith("Alone, Deal value")


def test_bars_within_what_is_published_stand_out_and_a_wish_that_holds_has_limits() -> None:
    made = Dossier(preset("sales-consulting").scenario, "en", DAY)
    page = truths_page(made)
    assert page is not None and page.so_what.startswith("It holds")
    roles = {row.left[0]: row.role for row in page.picture.rows}
    assert roles["Contact → lead"] == "point" and roles["Gross margin"] == "other"
    assert all(row.end is not None for row in page.picture.rows)


def test_another_wish_is_asked_of_the_documents_too() -> None:
    wish = Wish("net_gain", 20_000.0, 0.5)
    page = truths_page(Dossier(MAKE, "en", DAY, wish=wish))
    assert page is not None and page.title.startswith("Net gain: €20,000 at least")


def test_where_no_input_gets_there_alone_the_best_chances_are_shown() -> None:
    made = Dossier(replace(preset("trade-show").scenario, horizon_months=6), "en", DAY)
    page = truths_page(made)
    assert page is not None and page.title.startswith("Money back within 6 months")
    assert page.so_what == "No input alone gets there: it takes several together."
    assert made.needed is not None
    best = sorted((one.chance for one in made.needed[1]), reverse=True)
    assert [row.end for row in page.picture.rows] == pytest.approx(best)


def test_the_largest_plans_are_not_searched() -> None:
    long = replace(LARGE, horizon_months=120, channels=tuple(
        replace(LARGE.channels[at % 12], name=f"Channel {at}") for at in range(20)))  # fmt: skip
    assert Dossier(long, "en", DAY).needed is None
    assert truths_page(Dossier(long, "en", DAY)) is None


def with_open_deals(lang: str = "en", **more: object) -> Dossier:
    return Dossier(PLAN, lang, DAY, reforecast=course(), **more)  # type: ignore[arg-type]


def test_open_deals_are_worth_what_the_page_says_beside_plan_and_target() -> None:
    made = with_open_deals()
    worth = made.reforecast.open_worth
    assert worth is not None
    page = open_page(made)
    assert page is not None
    count = len(worth.outlook.open.rows)
    total = (money_compact(value, "EUR", "en")
             for value in (worth.total.expected, worth.total.low, worth.total.high))  # fmt: skip
    told = "The {} open deals are still worth {} ({} to {}): with what is signed, {} of the plan"
    share_ = percent(round(worth.outlook.covered, 2), "en")
    assert page.title.startswith(told.format(count, *total, share_))
    picture = page.picture
    shown = worth.monthly.head(len(picture.names))
    assert picture.names[0] == "Jul 2024" and 6 <= len(picture.names) <= 18
    assert picture.plan == pytest.approx(tuple(shown["plan"]))
    assert picture.reached == pytest.approx(tuple(shown["signed"] + shown["expected"]))
    assert picture.high == pytest.approx(tuple(shown["signed"] + shown["high"]))
    late = worth.outlook.open.rows.query("likely_lost").nlargest(3, "amount")
    assert ", ".join(late["id"]) + ", 42 more" in page.so_what


def test_a_target_is_what_the_open_deals_are_set_beside() -> None:
    made = with_open_deals(targets=(Target("customers", 70, 12), Target("won_business", 90e3, 10)))
    goal = made.reforecast.open_worth.goal("won_business", 90e3, 10)
    page = open_page(made)
    assert page is not None and goal is not None
    covered = percent(round(goal.covered, 2), "en")
    assert page.title.endswith(f"with what is signed, {covered} of the target of €90K (Oct 2024)")
    assert page.picture.pace[:4] == pytest.approx((goal.pace,) * 4)
    assert all(math.isnan(value) for value in page.picture.pace[4:])
    customers = open_page(with_open_deals(targets=(Target("customers", 70, 12),)))
    assert customers is not None and "of the target of 70 customers (Dec 2024)" in customers.title
    assert customers.picture.pace == ()


def test_the_deals_that_are_probably_lost_are_listed_the_largest_first() -> None:
    found = late_deals(with_open_deals("fr"), 5)
    rows = course().open_worth.outlook.open.rows.query("likely_lost").nlargest(5, "amount")
    assert found is not None and [row[0] for row in found["rows"]] == rows["id"].tolist()
    assert found["rows"][0][1:3] == ["13 mars 2024", "≈\xa04\xa0mois"]
    assert late_deals(Dossier(PLAN, "fr", DAY), 5) is None
    assert open_page(Dossier(PLAN, "fr", DAY)) is None


def test_a_deck_of_everything_stays_at_eight_pages_and_paper_has_them_all() -> None:
    made = replace(with_actual("en"), compared={"B": BUY}, reforecast=course())
    keys = [page.key for page in pages(made)]
    assert keys == ["answer", "cash", "causes", "actuals", "open", "truths", "beliefs", "next"]
    every = [page.key for page in every_page(made)]
    assert [key for key in every if key not in keys] == ["volume", "capacity"]
    busy = replace(made, scenario=BUSY)
    kept = [page.key for page in pages(busy)]
    assert "capacity" in kept and "causes" not in kept and len(kept) == 8


def test_ten_assumptions_with_their_evidence() -> None:
    made = Dossier(MAKE, "en", DAY)
    picture = beliefs_page(made).picture
    assert isinstance(picture, Rows) and len(picture.rows) == 10 == len(picture.pairs)
    base = float(made.projection.metrics["roi"].value)
    widest = made.tornado[0]
    assert picture.pairs[0] == pytest.approx((widest.at_low - base, widest.at_high - base))
    assert all(row.right[0] for row in picture.rows)


def test_bars_of_plan_and_actual_are_as_long_as_their_amounts() -> None:
    made = with_actual("en")
    page, variance, course = actual_page(made), made.variance, made.reforecast
    assert page is not None and variance is not None and course is not None
    *pairs, (plan, forecast) = batched(page.picture.rows)
    lines = variance.by_category().to_dict("records")
    for at, key in enumerate(("plan", "actual")):
        bars = sum(pair[at].end for pair in pairs)
        assert bars == pytest.approx(sum(line[key] for line in lines))
    known = {text(f"charts.category.{line['category']}", "en"): line for line in lines}
    named = [pair for pair in pairs if pair[0].left[0] in known]
    assert len(named) >= len(pairs) - 1 > 0  # the smallest may be one together
    for one, other in named:
        line = known[one.left[0]]
        assert (one.end, other.end) == pytest.approx((line["plan"], line["actual"]))
    whole = course.metrics["investment"]
    assert (plan.end, forecast.end) == pytest.approx((whole["plan"], whole["value"]))


def batched(rows: Sequence[Row]) -> list[tuple[Row, Row]]:
    return list(zip(rows[::2], rows[1::2], strict=True))


def test_where_nothing_is_in_doubt_nothing_is_to_be_found_out() -> None:
    """Its one doubt was of money late, and is gone since money comes at once."""
    doubt = {"kind": "range", "p10": 30, "p90": 60, "value": 45}
    sure = replace(MAKE, uncertainty={"dso_days": doubt}, drawn={"others": False}, dso_days=0)
    made = Dossier(sure, "en", DAY)
    assert made.risk.evppi == {}
    steps = next_page(made).picture.steps
    assert steps[0][0].startswith("Set €") and not any("Find out" in step[0] for step in steps)
    assert next_page(Dossier(MAKE, "en", DAY)).picture.steps[0][0].startswith("Find out")


def test_several_channels_are_bars_one_channel_is_its_stages() -> None:
    many = Dossier(LARGE, "en", DAY)
    assert len(largest(many)) == 9 and len(volume_page(many).picture.rows) == 9
    stages = volume_page(Dossier(BUY, "en", DAY)).picture.rows
    assert [row.end for row in stages][:2] == [120.0, 120.0]
    assert [row.role for row in stages] == ["other"] * (len(stages) - 1) + ["point"]


def test_channels_that_bring_equally_much_are_named_together() -> None:
    one = MAKE.channels[0]
    alike = tuple(replace(one, name=name) for name in "ABC")
    twins = Dossier(replace(MAKE, channels=alike), "en", DAY)
    own = [line["gross_profit"] - line["own_cost"] for line in twins.projection.channels]
    assert max(own) - min(own) < 1e-6 < min(own)
    page = volume_page(twins)
    assert page.title.startswith("3 channels bring most: €") and "each" in page.title
    assert page.so_what == "None of them stands out by what it brings."
    assert [row.role for row in page.picture.rows] == ["point"] * 3
    less = replace(one, name="D", contacts=one.contacts / 2)
    last = volume_page(Dossier(replace(MAKE, channels=(*alike, less)), "en", DAY))
    assert last.so_what.startswith("D brings least: €")
    assert [row.role for row in last.picture.rows] == ["point"] * 3 + ["other"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_pages_are_in_order_and_speak_in_sentences(lang: str) -> None:
    made = replace(with_actual(lang), compared={"B": BUY})
    keys = [page.key for page in pages(made)]
    assert keys == ["answer", "cash", "causes", "actuals", "capacity", "truths", "beliefs", "next"]
    for page in pages(made):
        assert page.title[0].isupper() or not page.title[0].isalpha()
        assert page.so_what and page.reading and page.source
        assert "{" not in page.title + page.so_what + page.reading + page.source
    best, other = pair(made)
    assert other is not None and best.name == "B"
