"""One set of doubts for every analysis and file, and words that hide no draw of it."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pptx import Presentation

from roi_model import formatting, project
from roi_model.analysis.risk.doubt_words import gap, range_words, set_words, share
from roi_model.analysis.risk.risk import risk
from roi_model.analysis.risk.sensitivity import tornado
from roi_model.analysis.risk.spreads import drawn_doubts
from roi_model.analysis.risk.three_cases import three_cases
from roi_model.declaration.scenario import Scenario
from roi_model.export.contents.dossier import Dossier
from roi_model.export.contents.pictures import standing_alone
from roi_model.export.deck.slides import slides
from roi_model.export.pdf.report import doubt, spread, three_cases_table
from roi_model.formatting.inputs import path_words
from roi_model.metrics import label as metric_label
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import dump_scenario, load_scenario
from roi_model.texts import text
from tests.commands.asked import answer

DAY = date(2026, 11, 28)
ALONE = {"others": False}
NARROW = {"deal_value": {"kind": "range", "p10": 3900, "p90": 4100}}


def with_one_entry(slug: str = "linkedin-outbound") -> Scenario:
    """A case that states the doubt of one input alone, and a small one."""
    return replace(preset(slug).scenario, uncertainty=NARROW)


def plain(words: str) -> str:
    return words.replace("\u00a0", " ").replace("\u202f", " ")


def test_one_set_of_doubts_for_risk_drivers_cases_files_and_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = with_one_entry()
    drawn = drawn_doubts(case)
    run, swings = risk(case), tornado(case, "roi")[1]
    assert len(drawn) > 15 and swings[0].path != "deal_value"  # a narrow doubt decides little

    made = Dossier(case, "en", DAY)
    assert [d.path for d in made.risk.doubts] == [d.path for d in drawn]
    assert made.risk.roi_positive == run.roi_positive
    assert made.tornado[0].path == swings[0].path
    assert {m.path for m in made.three_cases.moves} == {d.path for d in drawn}
    assert path_words(swings[0].path, "en") in doubt(made)
    deck = words_of(made)
    label = path_words(swings[0].path, "en").split(" · ")[-1]  # there is one channel
    assert f"{label} decides most: ROI from" in deck
    said = "those of the case on 1 input, the usual ones on"
    assert said in set_words(run, "en") and said in deck
    assert any(said in words for _, words in made.provenance)

    file = tmp_path / "case.json"
    file.write_text(dump_scenario(case), encoding="utf-8")
    told = answer(capsys, "risk", str(file))
    assert told["probability"]["roi_positive"] == run.roi_positive
    assert told["doubts"]["own"] == ["deal_value"]
    assert {*told["doubts"]["usual"], "deal_value"} == {d.path for d in drawn}
    moved = answer(capsys, "sensitivity", str(file), "--points", "8")["tornado"]
    assert moved[0]["path"] == swings[0].path


def test_the_choice_of_the_cases_own_doubts_alone_holds_everywhere() -> None:
    case = replace(with_one_entry(), drawn=ALONE)
    made = Dossier(case, "fr", DAY)
    assert [d.path for d in made.risk.doubts] == ["deal_value"]
    assert [s.path for s in made.tornado] == ["deal_value"]
    assert [m.path for m in made.three_cases.moves] == ["deal_value"]
    assert "les autres restent fixes" in plain(set_words(made.risk, "fr"))
    assert [m.path for m in three_cases(case).moves] == ["deal_value"]


def test_the_same_options_give_the_same_chance_in_risk_and_export(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = str(tmp_path / "case.json"), str(tmp_path / "out.json")
    Path(file).write_text(dump_scenario(with_one_entry()), encoding="utf-8")
    for options in ((), ("--spreads", "own"), ("--market-shock", "--deal-luck")):
        told = answer(capsys, "risk", file, *options)
        answer(capsys, "export", file, out, *options)
        made = Dossier(load_scenario(out), "en", DAY)
        assert made.risk.roi_positive == told["probability"]["roi_positive"]
        # What the file says holds without an option, and an option takes it back.
        assert answer(capsys, "risk", out)["doubts"] == told["doubts"]
        back = answer(
            capsys, "risk", out, "--spreads", "all", "--no-market-shock", "--no-deal-luck"
        )
        assert back == answer(capsys, "risk", file)
        assert answer(capsys, "sensitivity", out, "--points", "8")["doubts"] == told["doubts"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_range_of_a_payback_hides_those_who_never_pay_back(lang: str) -> None:
    made = Dossier(preset("saas-subscription").scenario, lang, DAY)
    run = made.risk
    assert run.never > 0.1
    never = text("risk.said.never", lang, share=share(run.never, lang))
    assert never in range_words("payback_month", run, "EUR", lang)
    assert never in spread("payback_month", made)
    assert never in words_of(made)


def words_of(made: Dossier) -> str:
    deck = Presentation(io.BytesIO(slides(made)))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    said = [s.text_frame.text for s in shapes if s.has_text_frame]
    for shape in shapes:
        if shape.has_table:
            said += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(said)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_title_promises_a_payback_that_few_draws_keep(lang: str) -> None:
    made = Dossier(preset("linkedin-outbound").scenario, lang, DAY)
    payback = made.projection.metrics["payback_month"].value
    assert isinstance(payback, float)
    kept = float(made.risk.payback_by_month[int(payback) + 1])
    assert kept < 0.9
    titles = [t for t in words_of(made).splitlines() if formatting.months(payback, lang) in t]
    promised = [
        t for t in titles if text("story.cash.chance_of", lang, title="", chance="")[:5] in t
    ]
    assert any(share(kept, lang) in t for t in promised)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_payback_of_the_three_cases_says_its_chance_and_how_often_never(lang: str) -> None:
    made = Dossier(preset("saas-subscription").scenario, lang, DAY)
    run, payback = made.risk, made.projection.metrics["payback_month"].value
    assert isinstance(payback, float)
    kept = float(run.payback_by_month[math.ceil(payback)])
    assert kept < 0.9 and run.never > 0.1
    never = text("risk.said.never", lang, share=share(run.never, lang))
    label = metric_label("payback_month", lang)
    rows = three_cases_table(made)["rows"]
    below = rows[1 + next(at for at, row in enumerate(rows) if row[0] == label)]
    assert never in below[0] and below[1:3] == ["–", share(kept, lang)]
    assert text("export.story_chance", lang, share=share(kept, lang)) in made.story
    cash = standing_alone(made)["cash"].spec["title"]["subtitle"]
    assert text("risk.said.kept_payback", lang, share=share(kept, lang)) in cash
    # What is in doubt moves no payback: it needs no chance.
    doubt_of_rate = {"discount_rate": {"kind": "range", "p10": 0.05, "p90": 0.15}}
    sure = replace(made.scenario, drawn=ALONE, uncertainty=doubt_of_rate)
    assert Dossier(sure, lang, DAY).payback_doubted is None


def test_a_stated_return_far_from_the_middle_says_why() -> None:
    """The reason is found, not guessed: a doubt whose own middle lies low, or the product."""
    low = {"deal_value": {"kind": "triangular", "low": 1000, "mode": 4000, "high": 4500}}
    case = replace(preset("linkedin-outbound").scenario, uncertainty=low, drawn=ALONE)
    found = gap(risk(case), project(case))
    assert found is not None and found.pulling == ("deal_value",)
    assert found.middle < found.stated
    assert path_words("deal_value", "fr") in found.sentence("fr")
    # Each input as likely above as below, and yet: doubts that multiply pull the middle down.
    even = {
        f"channels/LinkedIn outbound/{key}": {"kind": "range", "p10": 0.5 * v, "p90": 1.5 * v}
        for key, v in (("contact_to_lead", 0.1), ("lead_to_qualified", 0.3))
    } | {"deal_value": {"kind": "range", "p10": 2000, "p90": 6000}}
    case = replace(preset("linkedin-outbound").scenario, uncertainty=even, drawn=ALONE)
    product = gap(risk(case), project(case))
    assert product is not None and product.pulling == ()
    # A doubt that lies evenly about a return that follows it in a line: nothing to explain.
    sure = replace(with_one_entry(), drawn=ALONE)
    assert gap(risk(sure), project(sure)) is None


def test_shares_are_neither_none_nor_all_unless_they_are() -> None:
    assert share(0.001, "en") == text("risk.said.below", "en")
    assert share(0.999, "en") == text("risk.said.above", "en")
    assert (share(0.0, "en"), share(1.0, "en")) == ("0%", "100%")
