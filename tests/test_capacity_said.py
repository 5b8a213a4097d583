"""No headline without the pair: where the team lacks the hours, every way out says what is left."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
from pptx import Presentation

from roi_model import Channel, Role, Scenario, formatting, project
from roi_model.__main__ import main
from roi_model.export.contents.dossier import Dossier
from roi_model.export.contents.pictures import PROMISES, standing_alone
from roi_model.export.deck.slides import slides
from roi_model.export.pdf.report import report
from roi_model.remarks.capacity import overload, with_capacity
from roi_model.storage.scenario_file import dump_scenario

BUSY = Scenario(
    name="Busy",
    horizon_months=24,
    deal_value=9000.0,
    cycle_months=3.0,
    channels=(Channel(name="Calls", contacts=1000.0),),
    team=(Role(title="SDR"),),
)
"""Returns something either way; the team can do two thirds of it."""
DAY = date(2026, 11, 28)


def pair(lang: str) -> list[str]:
    """Return and payback, as asked for and within capacity, as they are written."""
    metrics = project(BUSY).metrics
    limited = project(replace(BUSY, enforce_capacity=True)).metrics
    return [
        formatting.metric(name, found[name].value, "EUR", lang)
        for found in (limited, metrics)
        for name in ("roi", "payback_month")
    ]


def test_the_pair_is_needed_where_hours_are_missing_and_nothing_limits_the_plan() -> None:
    assert overload(project(BUSY)) is not None
    assert overload(project(replace(BUSY, enforce_capacity=True))) is None
    assert overload(project(replace(BUSY, team=()))) is None
    assert overload(project(replace(BUSY, team=(Role(title="SDR", fte=3.0),)))) is None
    names = ("roi", "payback_month", "npv")
    assert with_capacity(names, [project(BUSY)]) == (
        "roi", "payback_month", "peak_utilisation", "capacity_roi", "capacity_payback_month", "npv",
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_plan_that_never_pays_back_within_its_hours_says_so(lang: str) -> None:
    hopeless = replace(BUSY, team=(Role(title="SDR", time_share=0.05, gross_salary=60_000.0),))
    found = overload(project(hopeless))
    assert found is not None and found.values["capacity_payback_month"] is None
    never = {"fr": "pas de récupération en 24 mois", "en": "no payback within 24 months"}[lang]
    assert never in found.sentence(lang) and never in found.chip(lang)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_slides_and_paper_carry_the_pair(lang: str) -> None:
    made = Dossier(BUSY, lang, DAY)
    roi, payback, *_ = within = pair(lang)
    said = [
        shape.text_frame.text
        for slide in Presentation(io.BytesIO(slides(made))).slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
    told = {"fr": "{} à capacité réelle", "en": "{} within capacity"}[lang]
    titles = [words for words in said if words.endswith(told.format("").strip())]
    assert any(told.format(roi) in words for words in titles), titles
    assert any(told.format(payback) in words for words in titles), titles
    [chances] = [words for words in titles if {"fr": "chances", "en": "chance"}[lang] in words]
    assert chances.count("%") == 2
    assert any(all(part in words for part in within) for words in said)
    paper = "\n".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(report(made))).pages)
    flat = " ".join(paper.split()).replace("\u202f", " ").replace("\xa0", " ")
    for part in within:
        assert part.replace("\u202f", " ").replace("\xa0", " ") in flat, part


def test_a_chart_that_promises_a_return_says_it_as_a_file_of_its_own() -> None:
    made = Dossier(BUSY, "en", DAY)
    found = overload(project(BUSY))
    assert found is not None
    said = {
        name: found.chip("en") in json.loads(one.whole())["title"].get("subtitle", [])
        for name, one in standing_alone(made).items()
    }
    assert {name for name, told in said.items() if told} == set(PROMISES)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("command", ["project", "risk", "sensitivity", "compare", "variance"])
def test_the_command_line_says_it(
    command: str, lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "busy.json"
    file.write_text(dump_scenario(BUSY), encoding="utf-8")
    spent = tmp_path / "spent.csv"
    spent.write_text("date;label;cost\n2025-01-31;Google Ads;100\n", encoding="utf-8")
    within = tmp_path / "within.json"
    within.write_text(dump_scenario(replace(BUSY, enforce_capacity=True)), encoding="utf-8")
    more = {
        "risk": ["--draws", "64"],
        "sensitivity": ["--points", "2"],
        "compare": [str(within)],
        "variance": [str(spent)],
    }.get(command, [])
    assert main(["--lang", lang, command, str(file), *more]) == 0
    notes = json.loads(capsys.readouterr().out)["notes"]
    notes = notes["a"] if command == "compare" else notes
    [note] = [note for note in notes if note["code"] == "capacity_exceeded"]
    metrics = project(BUSY).metrics
    assert note["values"] == {name: metrics[name].value for name in note["values"]}
    assert {"roi", "payback_month", "capacity_roi", "capacity_payback_month"} <= set(note["values"])
    assert all(part in note["sentence"] for part in pair(lang))
