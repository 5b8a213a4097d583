"""Targets with a date, scores kept by hand, and the classic errors looked for in this very case."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from roi_model import formatting
from roi_model.actuals import Target, judge
from roi_model.actuals.reforecast import Reforecast
from roi_model.actuals.targets import METRICS
from roi_model.plausibility import remarks
from roi_model.scenario import Scenario
from roi_model.texts import text
from ui import actuals_tables as tables
from ui import editors, figures, state
from ui.figures import Cell
from ui.tracking import SCALES, Score, Tracking, scores_of, targets_of

PERCENT = {"roi", "conversion"}
COUNTS = {"customers"}
ICONS = {"met": "●", "on_track": "◐", "at_risk": "◔", "missed": "○", "unknown": "·"}


def t(key: str, **values: object) -> str:
    return text(f"tracking.{key}", state.lang(), **values)


def _written(metric: str, value: float | None) -> str:
    lang = state.lang()
    if value is None:
        return "–"
    if metric in PERCENT:
        return formatting.percent(value, lang)
    if metric in COUNTS:
        return formatting.number(value, lang)
    return formatting.money(value, state.currency(), lang)


# Targets --------------------------------------------------------------------------------------


def targets(course: Reforecast) -> None:
    """What is to be reached by when, typed in a table; then how it stands."""
    lang, kept = state.lang(), state.tracking()
    st.markdown(t("targets_intro"))
    names = {metric: text(f"calibration.target.{metric}", lang) for metric in METRICS}
    key, base = editors.base("targets", kept.targets)
    frame = pd.DataFrame(
        [(one.metric, _on_screen(one), str(one.by)) for one in base],
        columns=["metric", "value", "by"],
    )
    column = st.column_config
    edited = st.data_editor(
        frame.astype({"metric": "object", "value": "float64", "by": "object"}),
        key=key,
        num_rows="dynamic",
        hide_index=True,
        column_config={
            "metric": column.SelectboxColumn(
                t("target_metric"), options=list(METRICS), required=True,
                format_func=lambda metric: names[str(metric)],
            ),
            "value": column.NumberColumn(t("target_value"), required=True),
            "by": column.TextColumn(
                t("target_by"), required=True, validate=r"^\d{4}-(0[1-9]|1[0-2])$",
                default=course.start,
            ),
        },
        alt=t("targets"),
    )  # fmt: skip
    rows = [
        (row.metric, _in_model(str(row.metric), row.value), row.by)
        for row in edited.itertuples()
        if isinstance(row.metric, str) and pd.notna(row.value)
    ]
    found = targets_of(rows)
    if found != kept.targets:
        editors.edited("targets", found)
        state.track(Tracking(found, kept.scores))
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
                Cell(_written(one.metric, one.value), number=True),
                *(
                    Cell(_written(one.metric, told[which]), number=True)
                    for which in ("plan", "actual", "expected")
                ),
                Cell(f"{ICONS[told['status']]} {status}", below=reason),
            ]
        )
    headers = [t(f"target_{key}") for key in ("metric", "value", "plan", "actual", "expected")]
    st.html(figures.table([*headers, t("target_status")], body))


def _on_screen(one: Target) -> float:
    return one.value * 100 if one.metric in PERCENT else one.value


def _in_model(metric: str, value: float) -> float:
    return float(value) / 100 if metric in PERCENT else float(value)


# Scores ---------------------------------------------------------------------------------------


def scorecard() -> None:
    """What money does not tell, scored by hand over time."""
    lang, kept = state.lang(), state.tracking()
    st.markdown(t("scores_intro"))
    key, base = editors.base("scores", kept.scores)
    frame = pd.DataFrame(
        [(one.month, *one.values, one.note) for one in base],
        columns=["month", *SCALES, "note"],
    ).astype({"month": "object", "note": "object", **dict.fromkeys(SCALES, "float64")})
    column = st.column_config
    edited = st.data_editor(
        frame,
        key=key,
        num_rows="dynamic",
        hide_index=True,
        column_config={
            "month": column.TextColumn(
                t("score_month"), required=True, validate=r"^\d{4}-(0[1-9]|1[0-2])$"
            ),
            **{
                name: column.NumberColumn(
                    t(f"score_{name}", low=low, high=high), min_value=low, max_value=high
                )
                for name, (low, high) in SCALES.items()
            },
            "note": column.TextColumn(t("score_note"), max_chars=120, width="large"),
        },
        alt=t("scores"),
    )
    rows = [
        (row[0], *(None if pd.isna(v) else float(v) for v in row[1:-1]),
         "" if pd.isna(row[-1]) else row[-1])  # an added row has NaN where nothing was typed
        for row in edited.itertuples(index=False)
    ]  # fmt: skip
    found = scores_of(rows)
    if found != kept.scores:
        editors.edited("scores", found)
        state.track(Tracking(kept.targets, found))
    if len(found) > 1:
        st.html(
            figures.table([t("score"), t("score_last"), t("score_change")], _trend(found, lang))
        )


def _trend(found: tuple[Score, ...], lang: str) -> list[list[Cell]]:
    """Each indicator's latest score, and how far it has come since the first."""
    rows = []
    for position, (name, (low, high)) in enumerate(SCALES.items()):
        scored = [one for one in found if one.values[position] is not None]
        if not scored:
            continue
        first, last = (float(one.values[position] or 0.0) for one in (scored[0], scored[-1]))
        change = formatting.number(last - first, lang, plus=True) if len(scored) > 1 else "–"
        rows.append(
            [
                Cell(t(f"score_{name}", low=low, high=high)),
                Cell(formatting.number(last, lang), below=tables.month_of(scored[-1].month, lang),
                     number=True),
                Cell(change, number=True),
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
    st.html(figures.table([t("check_what"), t("check_state")], rows))


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
    measured = [e for e in scenario.evidence.values() if e["grade"] == "measured"]
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
