"""The page Compare, drawn: which scenarios, their cash on the same axes, their metrics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from roi_model import formatting
from roi_model.analysis.risk.doubt_words import doubted_words, missing_words
from roi_model.analysis.risk.risk import Risk
from roi_model.charts import side_by_side as chart
from roi_model.charts.parts.frames import value_of
from roi_model.declaration.scenario import Scenario
from roi_model.metrics import label as metric_label
from roi_model.projection import Projection
from roi_model.remarks.capacity import with_capacity
from roi_model.texts import text
from ui.case import headline
from ui.compare import library_view, saved_view
from ui.elements import figures, pictures
from ui.elements.escape import escaped
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


# The same axes --------------------------------------------------------------------------------


def side_by_side(chosen: Mapping[str, str]) -> None:
    """The cumulative cash of each scenario."""
    plans = {name: projection(saved_scenarios.chosen(choice)) for choice, name in chosen.items()}
    start = _common_start([saved_scenarios.chosen(choice) for choice in chosen])
    frame, spec = chart.of_plans(
        plans, state.lang(), state.currency(), pictures.theme(), start=start
    )
    pictures.draw("compared", frame, spec, key="side-by-side")


def _common_start(scenarios: Sequence[Scenario]) -> str | None:
    """The calendar month in which all of them start; None where they differ."""
    starts = {scenario.start for scenario in scenarios}
    return starts.pop() if len(starts) == 1 else None


# Metrics --------------------------------------------------------------------------------------


def metrics(chosen: Mapping[str, str]) -> None:
    """A row a metric, a column a scenario: as it is, or how far from one of them."""
    reference = remembered.select(
        "relative_to",
        t("show"),
        {"": t("absolute")} | {one: t("relative", name=name) for one, name in chosen.items()},
        "",
        width=320,
    )
    scenarios = {choice: saved_scenarios.chosen(choice) for choice in chosen}
    table(
        {chosen[choice]: scenario for choice, scenario in scenarios.items()},
        METRICS,
        chosen.get(reference),
    )
    lengths = {scenario.horizon_months for scenario in scenarios.values()}
    if len(lengths) > 1:
        st.html(figures.note(t("horizons_differ")))
    if reference:
        st.caption(t("reading", name=escaped(chosen[reference])))


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
                _with_chance(cell, doubted_words(value_of(plan, metric), metric, run, lang))
                for cell, plan in zip(cells, plans.values(), strict=True)
            ]
        rows.append([label, *cells])
    with st.container(key=f"metric-table-{len(names)}"):
        wide = len(plans) > 2 or base is not None
        st.html(figures.table([t("metric"), *plans], rows, stack=wide, labelled=wide))


def _with_chance(cell: Cell, chance: str) -> Cell:
    return replace(cell, below=" · ".join(words for words in (cell.below, chance) if words))


def _cell(metric: str, plan: Projection, base: Projection | None) -> Cell:
    """A metric of a plan, or its difference from another's, in words too."""
    lang, currency = state.lang(), state.currency()
    value = value_of(plan, metric)
    shown = headline.written(metric, value, currency, lang)
    if value is None:
        reason = text(f"metrics.reason.{plan.metrics[metric].reason}", lang)
        return Cell(shown, reason, number=True)
    if base is None:
        return Cell(shown, number=True)
    change = formatting.delta(metric, value, value_of(base, metric), currency, lang)
    if change is None:
        return Cell(shown, t("no_difference"), number=True)
    if change.good is None:
        return Cell(change.text, shown, number=True)
    kind = "better" if change.good else "worse"
    arrow = "▲" if change.direction == "up" else "▼"
    said = f"{arrow} {change.text} · {text(f'ui.headline.{kind}', lang)}"
    return Cell(said, shown, number=True, tone=kind)
