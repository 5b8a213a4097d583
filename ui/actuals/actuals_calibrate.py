"""What the files say of the plan's inputs, accepted one by one; then what is now to be expected."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import ceil

import pandas as pd
import streamlit as st

from roi_model import formatting
from roi_model.actuals.calibrate import Calibration, calibrate
from roi_model.actuals.coverage import Coverage
from roi_model.actuals.indicators.still_needed import still_needed
from roi_model.actuals.reforecast import Reforecast, reforecast
from roi_model.actuals.suggestion import Suggestion, accepted, apply, planned, with_volumes
from roi_model.charts.actuals import forecast, measured
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.paths import card_at, get_value
from roi_model.declaration.scenario import Scenario
from roi_model.editing import entry
from roi_model.editing.following import is_measured
from roi_model.metrics import label as metric_label
from roi_model.reading.result import Reading
from roi_model.remarks.plausibility import new_remarks
from roi_model.texts import text
from ui.actuals import actuals_open, actuals_origin, uploads
from ui.actuals.files import compared
from ui.case import draws, evidence, headline
from ui.elements import figures, inputs, pictures
from ui.elements.escape import escaped
from ui.elements.figures import Tile
from ui.session import cached, state
from ui.session.sentences import sentences

TAKEN_OVER = "tracking.taken_over"
SHOWN = ("payback_month", "roi", "net_gain", "cash_trough", "investment", "revenue")


t = sentences("tracking.")


def found(plan: Scenario, readings: list[Reading], start: str, covered: Coverage) -> Calibration:
    """What the files say; worked out once for the same files and answers."""
    key = (uploads.fingerprint(), start, cached.same(plan))

    def make() -> Calibration:
        with st.spinner(t("calibrating")):
            return calibrate(plan, readings, start=start, coverage=covered)

    made: Calibration = cached.kept("calibration", key, make, size=2)
    return made


def suggestions(plan: Scenario, told: Calibration) -> None:
    """Each input beside what was measured, to be accepted or taken back."""
    lang = state.lang()
    for note in told.notes:
        st.html(figures.note(note.sentence(lang)))
    fitting = [one for one in told.suggestions if _has(state.scenario(), one.path)]
    if not fitting:
        st.info(t("nothing_to_calibrate"), icon=":material/science:")
        return
    open_ones = [one for one in fitting if one.sound and not _accepted(one)]
    for one in fitting:
        _suggestion(plan, one, fitting)
    together = bool(open_ones) and len(fitting) > 1
    if together:
        _warn(with_volumes(open_ones, fitting))
    with st.container(horizontal=True):
        if together:
            st.button(
                t("accept_all", count=len(open_ones)), key="calibrate-all", type="primary",
                icon=":material/done_all:", help=t("accept_all_help"), on_click=_accept,
                args=(with_volumes(open_ones, fitting),),
            )  # fmt: skip
        change = state.last_change()
        if change is not None and change.key == TAKEN_OVER and state.can_undo():
            st.button(
                text("ui.case.undo", lang), key="calibrate-undo", icon=":material/undo:",
                on_click=state.undo,
            )  # fmt: skip
        if compared.plan() != state.scenario():
            st.button(
                t("renew_plan"), key="calibrate-renew", icon=":material/restart_alt:",
                help=t("renew_plan_help"), on_click=compared.renew_plan,
            )  # fmt: skip


def _suggestion(plan: Scenario, one: Suggestion, fitting: list[Suggestion]) -> None:
    alone = with_volumes([one], [other for other in fitting if not _accepted(other)])
    lang, currency = state.lang(), state.currency()
    card = card_at(plan, one.path)

    def rounded(value: float) -> str:
        """With as many digits as such a figure can bear."""
        return entry.written(card, float(f"{value:.3g}"), currency, lang)

    def written(value: float) -> str:
        return escaped(rounded(value))

    name = escaped(evidence.place(one.path, card, plan, lang))
    with st.container(border=True, key=f"suggestion-{one.path}"):
        said, button = st.columns([5, 1], vertical_alignment="center")
        with said:
            st.markdown(
                t("suggestion", name=name, plan=written(one.plan), observed=written(one.observed),
                  low=written(one.low), high=written(one.high))
            )  # fmt: skip
            parts = [text(f"calibration.reliability.{one.reliability}", lang), one.source(lang)]
            if one.naive is not None:
                parts.append(t("naive", value=rounded(one.naive)))
            parts += _needed(plan, one, fitting)
            figures.pile(*(figures.note(part) for part in parts))
            _picture(one, rounded)
            if not _accepted(one):
                _warn(alone)
        with button:
            if _accepted(one):
                st.markdown(f":material/check: {t('accepted')}")
            elif not one.sound:
                st.button(
                    t("accept_hint"), key=f"accept-{one.path}", width="stretch", type="tertiary",
                    icon=":material/arrow_forward:", on_click=_accept, args=(alone,),
                )  # fmt: skip
            else:
                st.button(
                    t("accept"), key=f"accept-{one.path}", width="stretch",
                    on_click=_accept, args=(alone,),
                )  # fmt: skip


def _needed(plan: Scenario, one: Suggestion, fitting: list[Suggestion]) -> list[str]:
    """What it takes to know a rate well enough to decide by it; nothing where it is."""
    need = still_needed(plan, one, fitting)
    if need is None:
        return []
    lang = state.lang()

    def about(value: float) -> str:
        return formatting.number_exact(float(f"{value:.2g}"), lang)

    values = {
        "points": formatting.number_exact(round(100 * need.half_width, 6), lang),
        "deals": about(need.deals),
    }
    if need.contacts is None or need.months is None:
        return [t("needed", **values)]
    months = formatting.number_exact(max(1, ceil(need.months)), lang)
    return [t("needed_in_plan", **values, contacts=about(need.contacts), months=months)]


def _warn(some: Iterable[Suggestion]) -> None:
    """The benchmarks that the case on screen would leave with these figures accepted."""
    lang, now = state.lang(), state.scenario()
    for remark in new_remarks(now, apply(now, some, lang)):
        st.warning(escaped(remark.sentence(lang, inputs.figure)), icon=":material/straighten:")


def _picture(one: Suggestion, rounded: Callable[[float], str]) -> None:
    """The plan's figure, the measured one and its interval on one line."""
    lang = state.lang()
    labels = (
        text("charts.measured.plan_words", lang, value=rounded(one.plan)),
        rounded(one.observed),
        f"{rounded(one.low)} – {rounded(one.high)}",
    )
    pictures.draw(
        "measured",
        measured.frame(one.plan, one.observed, (one.low, one.high), labels),
        measured.spec(lang, state.currency(), pictures.theme()),
        key=f"measured-{one.path}",
    )


def _has(scenario: Scenario, path: str) -> bool:
    """Whether the case on screen still has an input: a part may be renamed since it was planned."""
    try:
        get_value(scenario, path)
    except ScenarioError:
        return False
    return True


def _accepted(one: Suggestion) -> bool:
    scenario = state.scenario()
    known = is_measured(scenario, one.path)
    return known and planned(scenario, one.path) == one.observed


def _accept(some: tuple[Suggestion, ...]) -> None:
    if any(one.kind == "cycle" for one in some):
        actuals_origin.keep()
    compared.keep_plan()
    scenario = apply(state.scenario(), some, state.lang())
    uploads.shelf().accepted |= accepted(some, state.lang())
    moved = sum(planned(state.scenario(), one.path) != one.observed for one in some)
    state.replace_scenario(scenario, TAKEN_OVER, count=str(moved))


# What is now to be expected -------------------------------------------------------------------


def expected(
    plan: Scenario, readings: list[Reading], entries: pd.DataFrame, deals: pd.DataFrame,
    start: str, as_of: pd.Timestamp | None, covered: Coverage,
) -> Reforecast:  # fmt: skip
    """What happened so far, what is open, then the case on screen; worked out once, as `found`."""
    now = state.scenario()
    key = (uploads.fingerprint(), start, cached.same(plan), cached.same(now))

    def make() -> Reforecast:
        return reforecast(
            plan,
            now,
            entries=entries if len(entries) else None,
            deals=deals if len(deals) else None,
            as_of=as_of,
            start=start,
            coverage=covered,
            calibration=found(plan, readings, start, covered) if len(deals) else None,
        )

    made: Reforecast = cached.kept("reforecast", key, make, size=2)
    return made


def revised(plan: Scenario, course: Reforecast) -> None:
    """The curve with what happened as dots, and each headline figure beside the plan's."""
    lang, currency = state.lang(), state.currency()
    known = " + ".join(t(f"known_{name}") for name in sorted(course.known)) or t("known_nothing")
    st.html(figures.note(t("forecast_intro", months=course.actual_months, known=known)))
    with st.container(horizontal=True, key="forecast-figures"):
        for name in SHOWN[:4]:
            _figure(name, course)
    now = state.scenario()
    run = draws.outlook(now, headline.names(now), moving=False)
    ends = course.cash_band(cached.projection(now), run.cumulative_cash)
    frame, spec = forecast.of_course(course, lang, currency, pictures.theme(), ends)
    pictures.draw("forecast", frame, spec)
    if course.band is None:
        st.html(figures.note(f"{t('band_of_case')} {draws.words(run)}"))
    actuals_open.band(course)
    rest = [
        Tile(
            metric_label(name, lang),
            formatting.metric(name, found_["value"], currency, lang),  # type: ignore[arg-type]
            t("planned", value=formatting.metric(name, found_["plan"], currency, lang)),  # type: ignore[arg-type]
        )
        for name in SHOWN[4:]
        if (found_ := course.metrics[name])["value"] is not None
    ]
    st.html(figures.strip(rest))


def _figure(name: str, course: Reforecast) -> None:
    lang, currency = state.lang(), state.currency()
    value, plan = course.metrics[name]["value"], course.metrics[name]["plan"]
    now = None if value is None else float(value)
    before = None if plan is None else float(plan)
    shown, written = (formatting.metric(name, one, currency, lang) for one in (now, before))
    change = formatting.delta(name, now, before, currency, lang)
    label = metric_label(name, lang)
    said = t("planned", value=written)
    if now is None:
        reason = text(f"metrics.reason.{course.metrics[name]['reason']}", lang)
        said = f"{reason} · {said}"
    if change is None or change.direction == "same":
        st.metric(label, shown, said, delta_color="off", delta_arrow="off")
    else:
        st.metric(
            label,
            shown,
            # Between a minus and a currency sign a browser may break the line.
            f"{change.text} · {said}".replace("−", "−\u2060"),
            delta_color=change.color,
            delta_arrow=change.arrow,
        )
