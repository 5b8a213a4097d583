"""The page Channels, drawn: figures by channel, the team's load, the funnel's bottleneck."""

from __future__ import annotations

import numpy as np
import streamlit as st

from roi_model import formatting
from roi_model.analysis.bottleneck import bottlenecks
from roi_model.analysis.by_channel import STAGES, ChannelFigures, by_channel
from roi_model.charts import bars
from roi_model.charts import bottleneck as bottleneck_chart
from roi_model.charts import utilisation as load_chart
from roi_model.charts.bars import Bar
from roi_model.declaration.scenario import Scenario
from roi_model.formatting.inputs import input_words, value_words
from roi_model.metrics import label as metric_label
from roi_model.remarks.capacity import overload
from roi_model.texts import text
from ui.case import capacity_view
from ui.elements import figures, pictures
from ui.elements.escape import escaped
from ui.elements.figures import Cell, Tile
from ui.session import remembered, state
from ui.session.cached import about, projection
from ui.session.sentences import sentences

t = sentences("pages.channels.")
FEW = 6
"""Stages in the picture of the bottleneck until all are asked for: nearly all that is to be had."""


# Each channel ---------------------------------------------------------------------------------


def outcomes(scenario: Scenario, *, returns: bool) -> None:
    """A line a channel: the customers it brings, where `returns` may be told of also what it
    returns; no input among them.
    """
    found: list[ChannelFigures] = about(
        "by_channel", scenario, lambda: by_channel(scenario, projection(scenario))
    )
    lang, rows = state.lang(), []
    for one in found:
        customers = Cell(formatting.number(one.customers, lang), number=True)
        more = _returns(one, lang) if returns else []
        rows.append([Cell(one.name, strong=True), customers, *more])
    headers = [t("channel"), t("customers")]
    headers += [t("contribution_roi"), t("loaded_roi")] if returns else []
    st.html(figures.table(t("table_title"), headers, rows, stack=True, labelled=True))


def picture(scenario: Scenario) -> None:
    """A bar a channel, the best first: what it gains, what a customer costs it, what it returns."""
    lang, currency = state.lang(), state.currency()
    found: list[ChannelFigures] = about(
        "by_channel", scenario, lambda: by_channel(scenario, projection(scenario))
    )
    shown = [
        Bar(
            one.name,
            one.gain,
            formatting.money(one.gain, currency, lang),
            t(
                "bar_note",
                cac=formatting.money(one.cac, currency, lang),
                roi=formatting.percent(one.loaded_roi, lang),
            ),
        )
        for one in sorted(found, key=lambda one: -one.gain)
    ]
    spec = bars.spec(lang, currency, pictures.theme(), what="channels")
    pictures.draw("bars", bars.frame(shown), spec, key="by-channel")


def each(scenario: Scenario) -> None:
    """A line a channel: its funnel, what a lead and a customer cost, what it returns."""
    lang = state.lang()
    found: list[ChannelFigures] = about(
        "by_channel", scenario, lambda: by_channel(scenario, projection(scenario))
    )
    headers = [
        t("channel"),
        *(text(f"charts.funnel.stage.{stage}", lang) for stage in STAGES),
        t("customers"),
        metric_label("cost_per_lead", lang),
        metric_label("cac", lang),
        t("contribution_roi"),
        t("loaded_roi"),
        t("marginal", unit=unit()),
    ]
    with st.container(key="channel-table"):
        st.html(
            figures.table(
                t("table_title"), headers, [_line(scenario, one) for one in found],
                stack=True, labelled=True,
            )
        )  # fmt: skip
    figures.pile(figures.note(t("each_note")))


def _line(scenario: Scenario, one: ChannelFigures) -> list[Cell]:
    lang, currency = state.lang(), state.currency()
    counts = [*one.stages.values(), one.customers]
    saturates = next(c for c in scenario.channels if c.name == one.name).saturation_spend
    reason = t("no_saturation" if saturates is None else "never_runs")
    return [
        Cell(one.name, strong=True),
        *(Cell(formatting.number(count, lang), number=True) for count in counts),
        _money_or(one.cost_per_lead, t("no_leads")),
        _money_or(one.cac, t("no_customers")),
        *_returns(one, lang),
        Cell(formatting.UNDEFINED, reason, number=True)
        if one.marginal is None
        else Cell(formatting.money(one.marginal, currency, lang), number=True),
    ]


def _returns(one: ChannelFigures, lang: str) -> list[Cell]:
    return [
        Cell(formatting.percent(roi, lang), "" if roi is not None else t("no_costs"), number=True)
        for roi in (one.contribution_roi, one.loaded_roi)
    ]


def _money_or(value: float | None, reason: str) -> Cell:
    shown = formatting.money(value, state.currency(), state.lang())
    return Cell(shown, "" if value is not None else reason, number=True)


def unit() -> str:
    """One unit of money, by its sign: €, $, £, CHF."""
    before, after = formatting.affixes(state.currency(), state.lang())
    return (before or after).strip()


# The team's load ------------------------------------------------------------------------------


def capacity(scenario: Scenario) -> None:
    """How busy the sellers are by month, the busiest of them, and what the plan makes of it."""
    lang = state.lang()
    load = projection(scenario).utilisation
    asked = projection(scenario).flows.hours_asked[0]
    known = np.isfinite(load)
    nobody = int(((asked > 0) & ~known).sum())
    busy = known & (asked > 0)
    if not busy.any():
        st.info(t("no_team"), icon=":material/person_off:")
        if nobody:
            figures.pile(figures.note(t("nobody", count=nobody)))
        return
    month = int(np.nanargmax(load))
    peak = formatting.percent(float(load[month]), lang)
    when = formatting.month_name(month, lang, scenario.start)
    beyond = int((load[busy] > 1 + 1e-9).sum())
    average = float(asked[busy].sum() / projection(scenario).flows.hours_there[0][busy].sum())
    key = "beyond_held" if beyond else "fits"
    shown = [
        Tile(t("peak"), peak, when),
        Tile(t("average"), formatting.percent(average, lang)),
        Tile(t("months_beyond"), str(beyond), t("of_months", months=int(busy.sum()))),
    ]
    free = overload(projection(scenario))
    notes = [t(key, peak=peak, when=when) if free is None else capacity_view.words(free)]
    if nobody:
        notes.append(t("nobody", count=nobody))
    figures.pile(figures.strip(shown), *map(figures.note, notes))
    spec = load_chart.spec(
        lang, state.currency(), pictures.theme(), horizon=len(load) - 1, start=scenario.start
    )
    pictures.draw("team", load_chart.frame(load), spec, key="utilisation")


# The bottleneck -------------------------------------------------------------------------------


def bottleneck(scenario: Scenario) -> None:
    """What a little more of each stage would bring, the most first, and what moves it."""
    lang, currency = state.lang(), state.currency()
    moves = {one: t(f"move_{one}") for one in ("point", "tenth")}
    move = remembered.switch_between("bottleneck_move", t("bottleneck_title"), moves)
    found = about(f"bottleneck_{move}", scenario, lambda: bottlenecks(scenario, move=move))
    frame = bottleneck_chart.frame(found, scenario, currency, lang, move=move)
    if frame.empty:
        st.info(t("no_gain"), icon=":material/block:")
        return
    every = len(frame) <= FEW or st.session_state.get("bottleneck-all", False)
    first = found[0]
    gain = first.tenth if move == "tenth" else first.point
    st.markdown(
        t(
            "tightest",
            stage=escaped(input_words(scenario, first.path, lang)),
            value=escaped(value_words(first.path, first.value, currency, lang)),
            to=escaped(value_words(first.path, gain.to, currency, lang)),
            gain=escaped(formatting.money(gain.gross_profit, currency, lang)),
            action=text(f"compare.bottleneck.action.{first.action}", lang),
        )
    )
    spec = bottleneck_chart.spec(lang, currency, pictures.theme(), move=move)
    pictures.draw("bottleneck", frame if every else frame.head(FEW), spec)
    if len(frame) > FEW:
        st.toggle(t("bottleneck_all", count=len(frame)), key="bottleneck-all")
    figures.pile(figures.note(t("ties" if move == "tenth" else "points")))
