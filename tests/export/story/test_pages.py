"""The pages of documents: what each says, and that it holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model import project
from roi_model.export.contents.dossier import Dossier
from roi_model.export.story.answer import answer_page, pair
from roi_model.export.story.beliefs import beliefs_page
from roi_model.export.story.cash import capacity_page, cash_page
from roi_model.export.story.causes import causes_page, unfolded_page
from roi_model.export.story.drawn import Rows
from roi_model.export.story.next_steps import next_page
from roi_model.export.story.pages import pages
from roi_model.export.story.truths import truths, truths_page
from roi_model.export.story.volume import largest, volume_page
from roi_model.storage.presets import preset, presets
from tests.export.actual import with_actual
from tests.export.dossiers import DAY, LARGE, dossier
from tests.remarks.busy import BUSY

MAKE, BUY = preset("in-house-sdr").scenario, preset("outsourced-appointments").scenario


def compared(lang: str = "en", **more: object) -> Dossier:
    return dossier("in-house-sdr", lang, title="Make", compared={"Buy": BUY}, **more)


def test_the_answer_names_the_best_and_by_how_much() -> None:
    page = answer_page(compared())
    gains = [float(project(one).metrics["net_gain"].value) for one in (MAKE, BUY)]
    assert gains[1] - gains[0] == pytest.approx(12_108, abs=1)
    assert page.title == "Buy earns €12.1K more than Make, and pays back 1\xa0month sooner"
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
    assert "not as it stands" in stopped.title
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


def test_at_its_limit_the_money_is_just_back() -> None:
    made = Dossier(MAKE, "en", DAY)
    first = truths(made)[0]
    from roi_model.declaration.paths import numeric_paths

    assert first.path in numeric_paths(MAKE)
    channel = MAKE.channels[0]
    key = first.path.rsplit("/", 1)[-1]
    sign = 1 if first.needed < first.now else -1
    for moved, back in ((1 + 1e-4 * sign, True), (1 - 1e-4 * sign, False)):
        value = first.needed * moved
        tried = (replace(MAKE, channels=(replace(channel, **{key: value}),))
                 if "/" in first.path else replace(MAKE, **{key: value}))  # fmt: skip
        found = project(tried).metrics["payback_month"].value
        assert (found is not None) == back
    page = truths_page(made)
    assert page.title.startswith("The money is back as long as")
    assert all(abs(row.end) <= 3 for row in page.picture.rows)


def test_where_no_input_turns_the_answer_alone_the_page_is_not_empty() -> None:
    made = Dossier(replace(preset("trade-show").scenario, horizon_months=6), "en", DAY)
    assert truths(made) == []
    page = truths_page(made)
    assert page.title == "No single input turns the answer within its bounds"
    best = [max(swing.at_low, swing.at_high) for swing in made.tornado[:7]]
    assert [row.end for row in page.picture.rows] == pytest.approx(best)
    assert all(end < 0 for end in best)


def test_ten_assumptions_with_their_evidence() -> None:
    made = Dossier(MAKE, "en", DAY)
    picture = beliefs_page(made).picture
    assert isinstance(picture, Rows) and len(picture.rows) == 10 == len(picture.pairs)
    base = float(made.projection.metrics["roi"].value)
    widest = made.tornado[0]
    assert picture.pairs[0] == pytest.approx((widest.at_low - base, widest.at_high - base))
    assert all(row.right[0] for row in picture.rows)


def test_several_channels_are_bars_one_channel_is_its_stages() -> None:
    many = Dossier(LARGE, "en", DAY)
    assert len(largest(many)) == 9 and len(volume_page(many).picture.rows) == 9
    stages = volume_page(Dossier(BUY, "en", DAY)).picture.rows
    assert [row.end for row in stages][:2] == [120.0, 120.0]


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
