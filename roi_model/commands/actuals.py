"""What the command line's `read`, `calibrate` and `variance` print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from roi_model.actuals.calibrate import Calibration, calibrate, joined_deals
from roi_model.actuals.channels.attribution import Said
from roi_model.actuals.channels.by_channel import by_channel
from roi_model.actuals.checks.doubts import doubts
from roi_model.actuals.checks.overlaps import overlaps
from roi_model.actuals.coverage import Chosen, Coverage, coverage_of
from roi_model.actuals.estimates.pipeline import last_day, pipeline
from roi_model.actuals.indicators.activity import joined_events, monthly_events
from roi_model.actuals.indicators.prospecting import (
    prospecting,
    selling_costs,
    with_activity,
    won_by_month,
)
from roi_model.actuals.indicators.still_needed import still_needed
from roi_model.actuals.reforecast import Reforecast, reforecast
from roi_model.actuals.smoothing import smooth as without_reversals
from roi_model.actuals.suggestion import Suggestion, apply, with_volumes
from roi_model.actuals.targets import Target, goal_of, judge
from roi_model.actuals.variance import first_month, variance
from roi_model.actuals.won_business import kpi_history
from roi_model.actuals.won_parts import won_business
from roi_model.declaration.scenario import CATEGORIES, Scenario
from roi_model.projection import project
from roi_model.reading.archive import Member, taken
from roi_model.reading.explain import explain
from roi_model.reading.inquiry import Finding, Refusal, sentence
from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from roi_model.reading.sandbox.limited import read_limited
from roi_model.reading.structured import find_structured
from roi_model.reading.tables.sheets.opened import is_workbook
from roi_model.remarks.capacity import CODE
from roi_model.remarks.notes import notes_as_json
from roi_model.remarks.plausibility import new_remarks
from roi_model.storage.scenario_file import scenario_to_dict


def read_command(
    paths: Iterable[str | Path],
    kind: str | None = None,
    answers: Mapping[str, object] | None = None,
    lang: str = "en",
) -> dict[str, Any]:
    """One file: the object of MODEL.md 7; several: {"files": [one object each, with its "file"]}.

    Raises OSError where a file cannot be opened and ValueError for an answer that is none.
    """
    files, left = _files(paths)
    found = []
    for one in files:
        reading = _read(one, kind, answers)
        found.append({"file": one.name, **reading.to_json(lang)})
    found += [{"file": reading.name, **reading.to_json(lang)} for reading in left]
    return found[0] if len(found) == 1 else {"files": found}


def explain_command(
    paths: Iterable[str | Path],
    kind: str | None = None,
    answers: Mapping[str, object] | None = None,
    lang: str = "en",
) -> str:
    """What each file was taken for and why, a sentence a line. Raises as `read_command`."""
    files, left = _files(paths)
    readings = [*(_read(one, kind, answers) for one in files), *left]
    return "\n\n".join("\n".join(explain(one, lang)) for one in readings)


def calibrate_command(
    scenario: Scenario,
    paths: Iterable[str | Path],
    kind: str | None = None,
    answers: Mapping[str, object] | None = None,
    as_of: str | None = None,
    lang: str = "en",
    *,
    covers: Iterable[str] = (),
    still_open: bool = False,
    targets: Iterable[str] = (),
) -> dict[str, Any]:
    """{"suggestions", "as_of", "notes", "coverage", "applied", "left", "needed", "warnings",
    "scenario"}, and "open" where asked for.

    The scenario has the sound suggestions applied, by path in "applied"; hints at best are "left".
    "needed" is what it takes to know a rate well; "warnings" are the benchmarks it leaves. `covers`
    says what files cover, each as [FILE=]FROM..TO[:CATEGORY,...]. "open" is what the deals still
    open are worth, in the re-forecast of `variance_command`, beside plan and `targets` (as there).
    Raises OSError where a file
    cannot be opened and ValueError, saying what to do, where one is refused, holds a question or
    nothing, or `as_of` is no day.
    """
    judged = [_target(written, lang) for written in targets]
    readings = _usable(paths, kind, answers, lang)
    covered = coverage_of(readings, _day(as_of, lang), _covers(covers, readings, lang))
    found = calibrate(scenario, readings, _day(as_of, lang), coverage=covered)
    open_: dict[str, Any] = {}
    if still_open:
        expected = _reforecast(scenario, readings, found, covered, _entries(readings), lang)
        open_ = {"open": _open(expected, len(joined_deals(readings)), judged)}
    sound = with_volumes((one for one in found.suggestions if one.sound), found.suggestions)
    left = [one.path for one in found.suggestions if one not in sound]
    applied = apply(scenario, sound, lang)
    notes = [*covered.notes()]
    if left:
        notes.append(Finding("hints_left", {"paths": ", ".join(left)}, "calibration"))
    return {
        **_with_notes(found, notes).to_json(lang),
        "coverage": covered.to_json(),
        "applied": [one.path for one in sound],
        "left": left,
        "needed": [
            {"path": one.path, **needed.to_json()}
            for one in found.suggestions
            if (needed := still_needed(scenario, one, found.suggestions)) is not None
        ],
        "warnings": [
            {"path": remark.path, "sentence": remark.sentence(lang)}
            for remark in new_remarks(scenario, applied)
        ],
        **open_,
        "scenario": scenario_to_dict(applied),
    }


def _reforecast(
    scenario: Scenario, readings: Iterable[Reading], found: Calibration, covered: Coverage,
    entries: pd.DataFrame, lang: str,
) -> Reforecast:  # fmt: skip
    """The re-forecast by all that is not known too badly."""
    deals, events = joined_deals(readings), joined_events(readings)
    telling = with_volumes((one for one in found.suggestions if one.telling), found.suggestions)
    return reforecast(
        scenario, apply(scenario, telling, lang), entries=entries, deals=deals, as_of=found.as_of,
        start=first_month(scenario, entries, deals, events=events), coverage=covered,
        calibration=found,
    )  # fmt: skip


def _open(expected: Reforecast, deals: int, targets: Iterable[Target]) -> dict[str, Any]:
    """What the deals still open are worth, or the reason why nothing can be said of it."""
    found = expected.open_worth
    if found is None:
        return {"reason": "outside_plan" if deals else "no_deals"}
    goals = [goal_of(target, expected) for target in targets]
    told = [None if goal is None else goal.to_json() for goal in goals]
    return {"reason": None, **found.to_json(), "targets": told}


def variance_command(
    scenario: Scenario,
    paths: Iterable[str | Path],
    kind: str | None = None,
    answers: Mapping[str, object] | None = None,
    as_of: str | None = None,
    lang: str = "en",
    *,
    smooth: bool = False,
    targets: Iterable[str] = (),
    covers: Iterable[str] = (),
) -> dict[str, Any]:
    """Plan against actual, won business taken apart, KPIs by month, re-forecast and targets.

    `targets` are written METRIC=VALUE@MONTH, `covers` as for `calibrate_command`; `answers` may
    hold "channels", as `Said.of` takes them. What is known too badly leaves the plan's figure in
    the re-forecast, and is named in the notes.
    Raises as `calibrate_command`.
    """
    judged = [_target(written, lang) for written in targets]
    readings = _usable(paths, kind, answers, lang)
    chosen = _covers(covers, readings, lang)
    covered = coverage_of(readings, _day(as_of, lang), chosen)
    calibration = calibrate(scenario, readings, _day(as_of, lang), coverage=covered)
    deals, entries = joined_deals(readings), _entries(readings)
    entries = without_reversals(entries) if smooth else entries
    events = joined_events(readings)
    start = first_month(scenario, entries, deals, events=events)
    plan = project(scenario)
    day = calibration.as_of
    measured = calibration.suggestions
    telling = with_volumes((one for one in measured if one.telling), measured)
    expected = _reforecast(scenario, readings, calibration, covered, entries, lang)
    counts = monthly_events(events, covered)
    expected = with_activity(expected, counts)
    doubtful = [
        found
        for one in readings
        for found in doubts(
            one, scenario, plan, start, coverage_of([one], _day(as_of, lang), chosen).covers
        )
    ]
    notes = [*overlaps(readings), *doubtful, *covered.notes(), *_kept(calibration, telling)]
    calibration = _with_notes(calibration, notes)
    told: dict[str, Any] = {"won_business": None, "by_channel": None, "kpis": []}
    if len(deals):
        told |= {
            "won_business": won_business(
                scenario, plan, deals, start, day, covered, calibration.origin
            ).to_json(),
            "kpis": kpi_history(deals, entries, day, _cycle(calibration, deals, day), covered),
        }
    if len(deals) and len(entries):
        names = [channel.name for channel in scenario.channels]
        given = Said.of((answers or {}).get("channels", {}), names, deals["source"].unique())
        stage = calibration.origin.series
        channels = by_channel(scenario, plan, entries, deals, start, covered, day, given, stage)
        told["by_channel"] = channels.to_json()
    said = calibration.to_json(lang)
    hours = [note for note in notes_as_json(plan, lang) if note["code"] == CODE]
    return {
        **variance(scenario, plan, entries, start, coverage=covered).to_json(),
        "start_assumed": scenario.start is None,
        **told,
        "prospecting": prospecting(
            plan, counts, start, selling_costs(entries, covered), won_by_month(deals, covered)
        ),
        **said,
        "reforecast": expected.to_json(),
        "targets": [judge(target, expected) for target in judged],
        "notes": [*said["notes"], *hours],
    }


def _files(paths: Iterable[str | Path]) -> tuple[list[Member], list[Reading]]:
    """The files at some places, those of an archive each on its own, all invoices as one list; and
    a refusal for each that stays packed.
    """
    found, left = taken((path.name, path.read_bytes()) for path in map(Path, paths))
    codes = {"nested": "archive", "locked": "locked", "damaged": "archive_damaged"}
    return found, [
        Reading(None, name, refused=Refusal(codes[why], {"name": name})) for name, why in left
    ]


def _read(one: Member, kind: str | None, answers: Mapping[str, object] | None) -> Reading:
    """One file; what libraries or XML are needed for in the limited child, as uploads are.

    Which channel a cost or a source belongs to is no question of the file's.
    """
    if answers:
        answers = {key: value for key, value in answers.items() if key != "channels"}
    apart = is_workbook(one.content) or find_structured(one.content) is not None
    reader = read_limited if apart else read
    return reader(one.content, kind=kind, answers=answers, name=one.name)


def _usable(
    paths: Iterable[str | Path], kind: str | None, answers: Mapping[str, object] | None, lang: str
) -> list[Reading]:
    """The files read; ValueError with one line a file where some cannot be used."""
    found, problems = [], []
    files, left = _files(paths)
    for refused in left:
        problems += _problems(refused, refused.name, lang)
    for one in files:
        reading = _read(one, kind, answers)
        problems += _problems(reading, one.name, lang)
        found.append(reading)
    if problems:
        raise ValueError("\n".join(problems))
    return found


def _problems(reading: Reading, name: str, lang: str) -> list[str]:
    if reading.refused is not None:
        return [_told("refused", lang, name=name, why=reading.refused.sentence(lang))]
    asked = [
        _told(
            "blocked",
            lang,
            name=name,
            question=question.sentence(lang),
            id=question.id,
            answer=question.candidates[0].answer if question.candidates else "…",
            answers=", ".join(candidate.answer for candidate in question.candidates),
        )
        for question in reading.questions
        if question.blocking
    ]
    held = len(reading.entries) + len(joined_deals([reading])) + len(joined_events([reading]))
    if not asked and not held:
        return [_told("nothing", lang, name=name)]
    return asked


def _entries(readings: Iterable[Reading]) -> pd.DataFrame:
    frames = [reading.entries for reading in readings if len(reading.entries)]
    return pd.concat(frames, ignore_index=True) if frames else Reading(None).entries


def _cycle(
    found: Calibration, deals: pd.DataFrame, day: pd.Timestamp | None
) -> tuple[float, float] | None:
    """The cycle of all deals together, as calibrated, where two of them at least are won."""
    told = found.groups[-1].fit
    then = pipeline(deals, last_day(deals) if day is None else day)
    if told is None or then.won.size < 2:
        return None
    return told.cycle_months.quantile(0.5), told.cycle_cv.quantile(0.5)


def _with_notes(found: Calibration, more: Iterable[Finding]) -> Calibration:
    return replace(found, notes=(*found.notes, *more))


def _kept(found: Calibration, taken: Iterable[Suggestion]) -> list[Finding]:
    """The inputs that are known too badly to take the plan's place in the re-forecast."""
    return [
        Finding("known_too_badly", {"path": one.path, "plan": f"{one.plan:g}",
                                 "low": f"{one.low:g}", "high": f"{one.high:g}"}, "calibration")
        for one in found.suggestions
        if one not in taken
    ]  # fmt: skip


_COVERS = re.compile(
    r"(?:(?P<file>.+)=)?(?P<first>\d{4}-(?:0[1-9]|1[0-2]))?\.\.(?P<last>\d{4}-(?:0[1-9]|1[0-2]))?"
    r"(?::(?P<categories>[a-z_,]*))?"
)


def _covers(written: Iterable[str], readings: Iterable[Reading], lang: str) -> dict[str, Chosen]:
    """[FILE=]FROM..TO[:CATEGORY,...] by file name, "" for every file."""
    names = {reading.name for reading in readings}
    chosen = {}
    for text in written:
        found = _COVERS.fullmatch(text)
        said = "" if found is None else found["categories"]
        categories = None if said is None else tuple(c for c in said.split(",") if c)
        known = found is not None and (found["file"] is None or found["file"] in names)
        if found is None or not known or not set(categories or ()) <= set(CATEGORIES):
            raise ValueError(_told("unknown_cover", lang, value=text, names=", ".join(names),
                                   categories=", ".join(CATEGORIES)))  # fmt: skip
        chosen[found["file"] or ""] = Chosen(found["first"], found["last"], categories)
    return chosen


def _day(written: str | None, lang: str) -> date | None:
    try:
        return None if written is None else date.fromisoformat(written)
    except ValueError:
        raise ValueError(_told("unknown_day", lang, value=written)) from None


def _target(written: str, lang: str) -> Target:
    """METRIC=VALUE@MONTH, the month as YYYY-MM or a month of the plan."""
    metric, _, rest = written.partition("=")
    value, _, by = rest.partition("@")
    try:
        number = float(value)
        date.fromisoformat(f"{by}-01" if "-" in by else f"2000-01-{min(int(by), 28):02d}")
    except ValueError:
        raise ValueError(_told("unknown_target", lang, value=written)) from None
    return Target(metric, number, by if "-" in by else int(by))


def _told(key: str, lang: str, **values: object) -> str:
    return sentence(f"command.{key}", lang, values, "calibration")
