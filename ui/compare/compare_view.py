"""The page Compare, drawn: which scenarios, their cash on the same axes, their metrics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from roi_model import formatting
from roi_model.analysis.risk.doubt_words import doubted_words, missing_words
from roi_model.analysis.risk.risk import Risk
from roi_model.charts import bars as standing
from roi_model.charts import side_by_side as chart
from roi_model.charts.bars import Bar
from roi_model.charts.parts import sayings
from roi_model.charts.parts.theme import says
from roi_model.declaration.scenario import Scenario
from roi_model.metrics import CARDS
from roi_model.metrics import label as metric_label
from roi_model.projection import Projection
from roi_model.remarks.capacity import with_capacity
from roi_model.texts import text
from ui.case import headline
from ui.compare import library_view, saved_view
from ui.elements import figures, pictures
from ui.elements.figures import Cell
from ui.session import remembered, saved_scenarios, state
from ui.session.cached import projection
from ui.session.sentences import sentences

METRICS = (
    "roi",
    "payback_month",
    "net_gain",
    "npv",
    "cash_trough",
    "investment",
    "revenue",
    "gross_profit",
    "customers_signed",
    "cac",
    "ltv",
    "ltv_cac",
    "cac_payback_month",
    "cost_per_lead",
    "break_even_customers",
)
FIRST = 8
"""Metrics in the table until all of them are asked for."""
BESIDE = 3
"""Scenarios that a table beside the pictures has room for; with more it stands below them."""
HEIGHT = 230
"""Of the curves of cash, in pixels."""


t = sentences("pages.compare.")


# Which scenarios ------------------------------------------------------------------------------


def chosen() -> dict[str, str]:
    """The scenarios to compare: their names on screen by id; with the tools to keep more."""
    library_view.gone()
    names = saved_scenarios.choice_names()
    with st.container(key="compare-choice", horizontal=True, vertical_alignment="bottom"):
        found = remembered.several(
            "compared",
            t("scenarios"),
            names,
            [saved_scenarios.CURRENT, saved_scenarios.other_than_current()],
            chart.MOST,
        )
        library_view.show()
        with st.popover(t("keep"), icon=":material/bookmark_add:", key="library"):
            saved_view.show()
    return {choice: names[choice] for choice in found}


# Beside one another ---------------------------------------------------------------------------


def beside(chosen: Mapping[str, str]) -> None:
    """Bars of one metric and the cash of each on the same axes; beside them the table."""
    reference = _reference(chosen)
    room = [5, 4] if len(chosen) <= BESIDE else [1]
    left, *right = st.columns(room, gap="large")
    with left:
        bars(chosen, reference)
        lines(chosen)
    with right[0] if right else left:
        metrics(chosen, reference)


def _reference(chosen: Mapping[str, str]) -> str:
    """What differences are from: the first that is not on screen, until another is chosen."""
    other = next((one for one in chosen if one != saved_scenarios.CURRENT), next(iter(chosen)))
    options = {one: t("relative", name=name) for one, name in chosen.items()}
    with st.container(horizontal=True, key="compare-show"):
        found = remembered.select(
            "relative_to", t("show"), {**options, "": t("absolute")}, other, 320, silent=True
        )
        names = {name: metric_label(name, state.lang()) for name in METRICS}
        remembered.select("bars_metric", t("metric"), names, "net_gain", 220, silent=True)
    return str(found)


def bars(chosen: Mapping[str, str], reference: str) -> None:
    """One metric of each scenario as bars from zero, the case on screen solid."""
    lang, currency = state.lang(), state.currency()
    metric = str(remembered.value("bars_metric", "net_gain", METRICS))
    plans = {choice: projection(saved_scenarios.chosen(choice)) for choice in chosen}
    base = plans.get(reference)
    shown = []
    for choice, plan in plans.items():
        value = plan.value(metric)
        change = None
        if base is not None and choice != reference:
            change = formatting.delta(metric, value, base.value(metric), currency, lang)
        note, tone = _said(change)
        if choice == reference:
            note = t("is_reference")
        written = headline.written(metric, value, currency, lang)
        solid = choice == saved_scenarios.CURRENT
        shown.append(Bar(chosen[choice], value, written, note, tone=tone, solid=solid))
    title = metric_label(metric, lang)
    spec = standing.spec(lang, currency, pictures.theme(), what="cases", title=title)
    said = sayings.ahead(standing.frame(shown), CARDS[metric].better, lang)
    pictures.draw("bars", says(standing.frame(shown), said), spec, key="cases")


def _said(change: formatting.Delta | None) -> tuple[str, str]:
    """A difference in words and its tone; nothing where there is none to tell."""
    if change is None:
        return "", ""
    if change.good is None:
        return change.text, ""
    kind = "better" if change.good else "worse"
    arrow = "▲" if change.direction == "up" else "▼"
    return f"{arrow} {change.text} · {text(f'ui.headline.{kind}', state.lang())}", kind


def lines(chosen: Mapping[str, str]) -> None:
    """The cumulative cash of each scenario."""
    plans = {name: projection(saved_scenarios.chosen(choice)) for choice, name in chosen.items()}
    start = _common_start([saved_scenarios.chosen(choice) for choice in chosen])
    frame, spec = chart.of_plans(
        plans, state.lang(), state.currency(), pictures.theme(), start=start
    )
    pictures.draw("compared", frame, {**spec, "height": HEIGHT}, key="side-by-side")


def _common_start(scenarios: Sequence[Scenario]) -> str | None:
    """The calendar month in which all of them start; None where they differ."""
    starts = {scenario.start for scenario in scenarios}
    return starts.pop() if len(starts) == 1 else None


# Metrics --------------------------------------------------------------------------------------


def metrics(chosen: Mapping[str, str], reference: str) -> None:
    """A row a metric, a column a scenario; under each value how far it is from the reference's."""
    scenarios = {choice: saved_scenarios.chosen(choice) for choice in chosen}
    every = remembered.switch("compare_all", t("all_figures"))
    table(
        {chosen[choice]: scenario for choice, scenario in scenarios.items()},
        METRICS if every else METRICS[:FIRST],
        chosen.get(reference),
    )
    lengths = {scenario.horizon_months for scenario in scenarios.values()}
    if len(lengths) > 1:
        st.html(figures.note(t("horizons_differ")))


def table(
    scenarios: Mapping[str, Scenario],
    names: Sequence[str],
    reference: str | None,
    run: Risk | None = None,
) -> None:
    """Metrics of scenarios by name; beside a reference, differences with what they mean.

    With the draws of the case they are all of, a payback says its chance, and how often never.
    """
    lang = state.lang()
    months = [
        Cell(t("months", months=scenario.horizon_months), number=True)
        for scenario in scenarios.values()
    ]
    rows = [[Cell(t("horizon")), *months]]
    plans = {name: projection(scenario) for name, scenario in scenarios.items()}
    base = None if reference is None else plans[reference]
    for metric in with_capacity(names, plans.values()):
        cells = [
            _cell(metric, plan, None if name == reference else base) for name, plan in plans.items()
        ]
        label = Cell(metric_label(metric, lang))
        if run is not None:
            label = replace(label, below=missing_words(metric, run, lang))
            cells = [
                _with_chance(cell, doubted_words(plan.value(metric), metric, run, lang))
                for cell, plan in zip(cells, plans.values(), strict=True)
            ]
        rows.append([label, *cells])
    with st.container(key=f"metric-table-{len(names)}"):
        wide = len(plans) > 2 or base is not None
        heads = [t("named_reference", name=name) if name == reference else name for name in plans]
        headers, name = [t("metric"), *heads], " · ".join(plans)
        st.html(figures.table(name, headers, rows, stack=wide, labelled=wide, scrolls=wide))


def _with_chance(cell: Cell, chance: str) -> Cell:
    return replace(cell, below=" · ".join(words for words in (cell.below, chance) if words))


def _cell(metric: str, plan: Projection, base: Projection | None) -> Cell:
    """A metric of a plan, or its difference from another's, in words too."""
    lang, currency = state.lang(), state.currency()
    value = plan.value(metric)
    shown = headline.written(metric, value, currency, lang)
    if value is None:
        reason = text(f"metrics.reason.{plan.metrics[metric].reason}", lang)
        return Cell(shown, reason, number=True)
    if base is None:
        return Cell(shown, number=True)
    change = formatting.delta(metric, value, base.value(metric), currency, lang)
    if change is None:
        return Cell(shown, t("no_difference"), number=True)
    said, tone = _said(change)
    return Cell(shown, said, number=True, tone=tone, tone_below=True)
