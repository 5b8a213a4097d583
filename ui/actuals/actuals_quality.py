"""Targets with a date, scores kept by hand, and the classic errors looked for in this very case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from roi_model import formatting
from roi_model.actuals.reforecast import Reforecast
from roi_model.actuals.targets import METRICS, Target, judge, target_value
from roi_model.actuals.tracking import LARGEST, SCALES, Score, Tracking, scores_of, targets_of
from roi_model.actuals.variance import month_number
from roi_model.declaration.card import Card
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.units import Unit
from roi_model.editing.following import is_measured
from roi_model.remarks.plausibility import remarks
from roi_model.texts import text
from ui.actuals import actuals_tables as tables
from ui.elements import cells, figures, grid
from ui.elements.figures import Cell
from ui.session import state
from ui.session.sentences import sentences

PERCENT = {"roi", "conversion", "qualified_per_lead", "meetings_per_call", "contact_to_customer"}
COUNTS = {"customers"}
ICONS = {"met": "●", "on_track": "◐", "at_risk": "◔", "missed": "○", "unknown": "·"}


t = sentences("tracking.")


def written(metric: str, value: float | None) -> str:
    """The value of a target's metric, as it is written."""
    lang = state.lang()
    if metric in PERCENT:
        return formatting.percent(value, lang)
    if metric in COUNTS:
        return formatting.number(value, lang)
    return formatting.money(value, state.currency(), lang)


# Targets --------------------------------------------------------------------------------------


def targets(course: Reforecast) -> None:
    """What is to be reached by when, typed in a table; then how it stands."""
    lang = state.lang()
    st.markdown(t("targets_intro"))
    names = {metric: text(f"calibration.target.{metric}", lang) for metric in METRICS}
    grid.show(
        "targets",
        t("targets"),
        [
            grid.Column("metric", t("target_metric"), "choice", options=tuple(names.items())),
            grid.Column("value", t("target_value"), "number", least=10),
            grid.Column("by", t("target_by"), "text", least=10),
        ],
        lambda: state.tracking().targets,
        lambda one: names[one.metric],
        partial(_target_line, names),
        partial(_target_edited, course),
        add={"placeholder": t("target_add")},
    )
    found = state.tracking().targets
    if not found:
        return
    body = []
    for one in found:
        told = judge(one, course)
        status = text(f"calibration.status.{told['status']}", lang)
        reason = text(f"calibration.reason.{told['reason']}", lang) if told["reason"] else ""
        body.append(
            [
                Cell(names[one.metric], below=tables.month_of(str(one.by), lang)),
                Cell(written(one.metric, one.value), number=True),
                *(
                    Cell(written(one.metric, told[which]), number=True)
                    for which in ("plan", "actual", "expected")
                ),
                Cell(f"{ICONS[told['status']]} {status}", below=reason),
            ]
        )
    headers = [t(f"target_{key}") for key in ("metric", "value", "plan", "actual", "expected")]
    headers.append(t("target_status"))
    st.html(figures.table(t("targets"), headers, body, stack=True, labelled=True))


def _target_line(names: Mapping[str, str], which: str, one: Target) -> grid.Line:
    path = f"targets/{which}"
    cells_of = (
        cells.choice(one.metric),
        cells.number(_card(one.metric), f"{path}/value", one.value),
        cells.month(f"{path}/by", str(one.by)),
    )
    return grid.Line(cells_of, text("ui.tables.remove", state.lang(), name=names[one.metric]))


def _target_edited(course: Reforecast, edit: grid.Edit) -> None:
    kept = state.tracking()
    found, path = list(kept.targets), f"targets/{edit.line}/{edit.column}"
    if edit.at is None:
        found.append(_planned(edit.typed, course))
    elif edit.removes:
        del found[edit.at]
    elif edit.column == "metric":
        state.accept(f"targets/{edit.line}/value")
        found[edit.at] = replace(_planned(edit.typed, course), by=found[edit.at].by)
    else:
        one = found[edit.at]
        try:
            if edit.column == "by":
                found[edit.at] = replace(one, by=cells.month_taken(path, edit.typed))
            else:
                value = cells.taken(_card(one.metric), path, edit, one.value)
                found[edit.at] = replace(one, value=float(value or 0.0))
        except cells.RefusedError:
            return
    rows = [(one.metric, one.value, one.by) for one in found]
    state.track(Tracking(targets_of(rows), kept.scores))


def _planned(metric: str, course: Reforecast) -> Target:
    """The target that the plan itself sets: its value in its last month."""
    last = len(course.plan) - 1
    value = target_value(metric, course.plan, last) or 0.0
    months = month_number(course.start) + last - 1
    return Target(metric, float(f"{value:.3g}"), f"{months // 12:04d}-{months % 12 + 1:02d}")


def _card(metric: str) -> Card:
    """What the value of a target may be."""
    unit = Unit.RATE if metric in PERCENT else Unit.PEOPLE if metric in COUNTS else Unit.MONEY
    return cells.card(unit, -LARGEST, LARGEST)


# Scores ---------------------------------------------------------------------------------------


def scorecard() -> None:
    """What money does not tell, scored by hand over time."""
    lang = state.lang()
    st.markdown(t("scores_intro"))
    grid.show(
        "scores",
        t("scores"),
        [
            grid.Column("month", t("score_month"), "text", least=14),
            *(grid.Column(name, _scale(name), "number") for name in SCALES),
            grid.Column("note", t("score_note"), "text", least=30),
        ],
        lambda: state.tracking().scores,
        lambda one: tables.month_of(one.month, lang),
        _score_line,
        _score_edited,
        add={"placeholder": t("score_add"), **_month_refused("scores/+/month")},
    )
    found = state.tracking().scores
    if len(found) > 1:
        headers = [t("score"), t("score_last"), t("score_change")]
        st.html(figures.table(t("scores"), headers, _trend(found, lang)))


def _month_refused(path: str) -> grid.Cell:
    return cells.month(path, "") if state.refusal(path) is not None else {}


def _score_line(which: str, one: Score) -> grid.Line:
    path = f"scores/{which}"
    scored = zip(SCALES.items(), one.values, strict=True)
    found = (
        cells.month(f"{path}/month", one.month),
        *(cells.number(_score_card(*ends), f"{path}/{name}", v) for (name, ends), v in scored),
        {"text": one.note},
    )
    month = tables.month_of(one.month, state.lang())
    return grid.Line(found, text("ui.tables.remove", state.lang(), name=month))


def _score_edited(edit: grid.Edit) -> None:
    kept = state.tracking()
    found, path = list(kept.scores), f"scores/{edit.line}/{edit.column}"
    try:
        if edit.at is None:
            found.append(Score(cells.month_taken(path, edit.typed)))
        elif edit.removes:
            del found[edit.at]
        else:
            found[edit.at] = _scored(found[edit.at], path, edit)
    except cells.RefusedError:
        return
    rows = [(one.month, *one.values, one.note) for one in found]
    state.track(Tracking(kept.targets, scores_of(rows)))


def _scored(one: Score, path: str, edit: grid.Edit) -> Score:
    """The scores of a day with one cell changed. Raises RefusedError where it cannot be."""
    if edit.column == "month":
        return replace(one, month=cells.month_taken(path, edit.typed))
    if edit.column == "note":
        return replace(one, note=edit.typed)
    at = list(SCALES).index(edit.column)
    value = cells.taken(_score_card(*SCALES[edit.column]), path, edit, one.values[at])
    return replace(one, values=(*one.values[:at], value, *one.values[at + 1 :]))


def _score_card(low: float, high: float) -> Card:
    return cells.card(Unit.FACTOR, low, high, nullable=True)


def _scale(name: str) -> str:
    """What is scored, with the ends of its scale."""
    low, high = (formatting.number(end, state.lang()) for end in SCALES[name])
    return t(f"score_{name}", low=low, high=high)


def _trend(found: tuple[Score, ...], lang: str) -> list[list[Cell]]:
    """Each indicator's latest score, and how far it has come since the first."""
    rows = []
    for position, name in enumerate(SCALES):
        scored = [one for one in found if one.values[position] is not None]
        if not scored:
            continue
        first, last = (float(one.values[position] or 0.0) for one in (scored[0], scored[-1]))
        moved = last - first if len(scored) > 1 else None
        rows.append(
            [
                Cell(_scale(name)),
                Cell(formatting.number(last, lang), below=tables.month_of(scored[-1].month, lang),
                     number=True),
                Cell(formatting.number(moved, lang, plus=True), number=True),
            ]
        )  # fmt: skip
    return rows


# The classic errors -----------------------------------------------------------------------------


def checklist(scenario: Scenario, entries: pd.DataFrame, course: Reforecast | None) -> None:
    """Six errors that spoil most ROI figures: which of them this case shows signs of."""
    st.markdown(t("checks_intro"))
    rows = []
    for name, (fine, said) in checks(scenario, entries, course).items():
        mark = t("check_fine") if fine else t("check_look")
        words = " ".join(t(f"check_{name}_{key}", **values) for key, values in said.items())
        sign = "✓" if fine else "!"
        rows.append([Cell(t(f"check_{name}"), below=words), Cell(f"{sign} {mark}")])
    st.html(figures.table(t("checks"), [t("check_what"), t("check_state")], rows))


Check = tuple[bool, Mapping[str, Mapping[str, object]]]
"""Whether all is well, and the sentences to say, each with its values."""


def checks(
    scenario: Scenario, entries: pd.DataFrame, course: Reforecast | None
) -> dict[str, Check]:
    """Which classic errors show signs in a case, and what is said of each."""
    selling = entries[entries["selling"].astype(bool)] if len(entries) else entries
    total = float(selling["amount"].abs().sum()) if len(selling) else 0.0
    other = selling[selling["category"].astype(str) == "other"] if len(selling) else selling
    unsorted = float(other["amount"].abs().sum()) / total if total else 0.0
    odd = [remark for remark in remarks(scenario) if remark.severity == "warning"]
    kept = state.tracking()
    risky = [one for one in kept.targets if course and judge(one, course)["status"] == "at_risk"]
    certain = [c.name for c in scenario.channels if c.incrementality >= 1.0]
    measured = [path for path in scenario.evidence if is_measured(scenario, path)]
    hours = any(role.fte > 0 and role.gross_salary > 0 for role in scenario.team)
    share = {"share": formatting.percent(unsorted, state.lang())}
    costs = "fine" if total and unsorted <= 0.1 else "unsorted" if total else "look"
    targets = {key: {"count": len(some)} for key, some in (("odd", odd), ("risky", risky)) if some}
    return {
        "costs": (costs == "fine", {costs: share}),
        "time": _either(hours),
        "targets": (not targets, targets or {"fine": {}}),
        "attribution": _either(not certain, channels=", ".join(certain)),
        "quality": _either(bool(kept.scores)),
        "rigidity": _either(bool(measured), count=len(measured)),
    }


def _either(fine: bool, **values: object) -> Check:
    return fine, {"fine" if fine else "look": values}
