"""What is drawn is chosen on the page, and goes with the case."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from roi_model import formatting
from roi_model.analysis.risk.doubt_words import set_words
from roi_model.analysis.risk.risk import SEED
from roi_model.declaration.doubt_set import DoubtSet
from roi_model.export.contents.dossier import Dossier
from roi_model.export.pdf.report import report
from roi_model.formatting.inputs import path_words
from roi_model.storage import link
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import dump_scenario, parse_scenario
from roi_model.texts import text
from tests.ui.risk.opened import page, words


def test_the_seed_and_the_market_and_luck() -> None:
    made = page("linkedin-outbound")
    assert f"seed {SEED}:" in words(made)
    before = words(made)
    made.toggle(key="risk-shock").set_value(True).run()
    made.toggle(key="risk-luck").set_value(True).run()
    assert not made.exception
    assert words(made) != before


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.thorough
def test_the_choice_goes_with_the_case_to_its_link_its_file_and_its_documents(lang: str) -> None:
    """The first driver and the chance are the same on the page and in the PDF made elsewhere."""
    plan = replace(
        preset("saas-subscription").scenario,
        uncertainty={"monthly_fee": {"kind": "range", "p10": 150, "p90": 600}},
    )
    made = page(link.encode(plan, link.OWN), lang)
    for key, wanted in (("others", False), ("shock", True), ("luck", True)):
        made.toggle(key=f"risk-{key}").set_value(wanted).run()
    assert not made.exception
    _, case = link.decode(
        "".join(made.query_params["case"])
    )  # another machine, with the link alone
    assert case.doubt_set == DoubtSet(others=False, shock=True, luck=True)
    again = page(link.encode(case, link.OWN), lang)
    assert [again.toggle(key=f"risk-{k}").value for k in ("others", "shock", "luck")] == [
        False, True, True,
    ]  # fmt: skip
    document = Dossier(parse_scenario(dump_scenario(case)), lang, date(2026, 11, 28))
    chance = formatting.percent(document.risk.roi_positive, lang, digits=2)
    first = path_words(document.tornado[0].path, lang)
    read = "".join(
        found.extract_text() for found in pypdf.PdfReader(io.BytesIO(report(document))).pages
    )
    for shown in (words(made), words(again)):
        assert chance in shown and set_words(document.risk, lang) in shown
    for said in (chance, first, set_words(document.risk, lang)):
        assert _letters(said) in _letters(read)
    kept = made.session_state["roi_session"].extras["cached_tornado"]
    _, swings = list(kept.values())[-1]
    assert path_words(swings[0].path, lang) == first


def _letters(words: str) -> str:
    """Words as a PDF's text has them: its lines break anywhere, its spaces are not ours."""
    return re.sub(r"[\s\u200b-]+", "", words)


def test_what_is_drawn_is_one_step_of_undo() -> None:
    made = page("linkedin-outbound")
    made.toggle(key="risk-luck").set_value(True).run()
    session = made.session_state["roi_session"]
    assert session.now.scenario.doubt_set.luck
    assert session.change.label("en") == text("drivers.drawn.changed", "en")
    session.now, session.change = session.undo.pop(), None
    made.run()
    assert not made.toggle(key="risk-luck").value


def test_one_long_run_is_kept_and_no_more() -> None:
    made = page("linkedin-outbound")
    for count in (16_384, 131_072):
        made.selectbox(key="risk-draws").set_value(count).run()
        assert not made.exception
        kept = made.session_state["roi_session"].extras["cached_risk_run"]
        assert [run.draws for run in kept.values()] == [count]
