"""A monthly budget shared over the channels that saturate, and taken over into the scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from roi_model import formatting
from roi_model.analysis.search.allocate import Allocation, allocate, marginal_curves
from roi_model.analysis.search.budget import movable
from roi_model.charts import marginal as chart
from roi_model.declaration.paths import with_values
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import level
from roi_model.declaration.units import Unit
from roi_model.formatting.rounding import EXACT, adding_up
from roi_model.storage.presets import presets
from roi_model.texts import text
from ui.channels.channels_view import t, unit
from ui.elements import boxes, figures, pictures
from ui.elements.escape import escaped
from ui.elements.figures import Cell
from ui.session import binding, cached, state
from ui.session.cached import projection

WIDER = 1.6
"""The curves go this much further than the budget asked about: beyond it one must see to judge."""


MOST_CURVES = 6
"""More lines than that nobody tells apart."""


def show(scenario: Scenario) -> None:
    """The plan's own budgets where volume follows them, else an example that says it is one."""
    if shared(scenario):
        _allocation(scenario, own=True)
        return
    lang = state.lang()
    example = next(found for found in presets() if shared(found.scenario))
    st.info(t("example", name=escaped(example.name(lang))), icon=":material/school:")
    if any(level(channel.monthly_cost) > 0 for channel in scenario.channels):
        st.button(
            t("suppose"),
            key="budget-suppose",
            help=t("suppose_help"),
            icon=":material/trending_up:",
            on_click=_suppose,
        )
    _allocation(state.seen(example.scenario), own=False)


def shared(scenario: Scenario) -> dict[str, float]:
    """The monthly budgets that can be moved, by channel; of steps by month, the first."""
    return {name: level(cost) for name, cost in movable(scenario).items()}


def _allocation(scenario: Scenario, *, own: bool) -> None:
    lang, currency = state.lang(), state.currency()
    now = shared(scenario)
    total = sum(now.values())
    usual = total or 1000.0
    name, label = "budget" if own else "budget_example", t("budget")
    left, right = st.columns([7, 6], gap="large")
    with left:
        typed = boxes.number(name, label, Unit.MONEY_PER_MONTH, usual, note=t("budget_help"))
        budget = usual if typed is None else typed
        found: Allocation = cached.kept(
            "allocation", (cached.same(scenario), budget), lambda: allocate(scenario, budget)
        )
        _shares(scenario, found, now, own=own)
    top = max(budget, total, 1.0) * WIDER
    curves = cached.kept(
        "curves", (cached.same(scenario), top), lambda: marginal_curves(scenario, top)
    )
    with right:
        spec = chart.spec(lang, currency, pictures.theme())
        pictures.draw("marginal", chart.frame(_telling(curves, found, now), found), spec)
        if len(curves) > MOST_CURVES:
            st.html(figures.note(t("curves_most", count=MOST_CURVES)))


def _telling(curves: list[Any], found: Allocation, now: Mapping[str, float]) -> list[Any]:
    """The curves of those channels whose budgets move the most, in the order of all."""

    def moved(curve: Any) -> float:
        name = curve["name"]
        return abs(found.monthly_cost.get(name, 0.0) - now.get(name, 0.0))

    most = sorted(curves, key=moved, reverse=True)[:MOST_CURVES]
    return [curve for curve in curves if any(curve is one for one in most)]


def _shares(scenario: Scenario, found: Allocation, now: Mapping[str, float], *, own: bool) -> None:
    """What the best shares bring, what they are, what to do about them."""
    lang, currency = state.lang(), state.currency()
    gained = found.gross_profit - _gross_profit(scenario)
    st.markdown(
        t(
            "gained",
            budget=escaped(formatting.money(found.budget, currency, lang)),
            gain=escaped(formatting.signed_money(gained, currency, lang)),
            now=escaped(formatting.money(sum(now.values()), currency, lang)),
        )
    )
    with st.container(key="share-table"):
        st.html(
            figures.table(
                text("pages.channels.budget_title", lang), _headers(), _rows(found, now),
                stack=True, labelled=True, widths=_SHARES,
            )
        )  # fmt: skip
    figures.pile(*map(figures.note, advice(found)))
    if own:
        _buttons(found, now)


def _gross_profit(scenario: Scenario) -> float:
    return projection(scenario).value("gross_profit") or 0.0


_SHARES = (24, 13, 14, 12, 15, 22)
"""Percent of the width that the columns have: long names must not take all of it."""


def _headers() -> list[str]:
    names = ("channel", "share_now", "share_best", "share_change", "share_marginal", "share_advice")
    return [t(name, unit=unit()) if name == "share_marginal" else t(name) for name in names]


def _rows(found: Allocation, now: Mapping[str, float]) -> list[list[Cell]]:
    """A channel a line: its budget now and at best; what is written adds up to the budget."""
    lang, currency = state.lang(), state.currency()

    def whole(amount: float, *, plus: bool = False) -> Cell:
        written = formatting.money(amount, currency, lang, digits=EXACT, plus=plus)
        return Cell(written, number=True)

    names = list(found.monthly_cost)
    before, after = (
        adding_up([budgets[name] for name in names], 0) for budgets in (now, found.monthly_cost)
    )
    return [
        [
            Cell(name, strong=True),
            whole(was),
            whole(best),
            whole(best - was, plus=True),
            Cell(formatting.money(found.marginal[name], currency, lang), number=True),
            Cell(t(f"advice_{found.advice[name]}")),
        ]
        for name, was, best in zip(names, before, after, strict=True)
    ]


def advice(found: Allocation) -> list[str]:
    """What to do about the budget as a whole: at the best shares all channels say the same."""
    lang, currency = state.lang(), state.currency()
    said = []
    known = {name: value for name, value in found.marginal.items() if value is not None}
    if known:
        best = max(known, key=known.__getitem__)
        net = found.marginal_net[best]
        said.append(
            t(
                f"whole_{found.advice[best]}",
                unit=unit(),
                marginal=formatting.money(known[best], currency, lang),
                net=formatting.money(net, currency, lang),
            )
        )
    if found.enough is not None:
        enough = formatting.money(found.enough.budget, currency, lang)
        said.append(text("compare.allocation.enough", lang, amount=enough))
    if found.unspent > 0.005:
        unspent = formatting.money(found.unspent, currency, lang)
        said.append(text("compare.allocation.unspent", lang, amount=unspent))
    return said


# Taken over -----------------------------------------------------------------------------------


def _buttons(found: Allocation, now: Mapping[str, float]) -> None:
    lang, currency = state.lang(), state.currency()
    with st.container(horizontal=True, key="budget-buttons"):
        st.button(
            t("take_over"),
            key="budget-take",
            icon=":material/check:",
            on_click=_take,
            args=(found.monthly_cost,),
            disabled=_rounded(found.monthly_cost) == _rounded(now),
        )
        if found.enough is not None:
            amount = formatting.money(found.enough.budget, currency, lang)
            st.button(
                t("take_enough", amount=amount),
                key="budget-take-enough",
                icon=":material/savings:",
                on_click=_take,
                args=(found.enough.monthly_cost,),
            )


def _rounded(budgets: Mapping[str, float]) -> dict[str, float]:
    """To the cent: nobody orders less."""
    return {name: round(amount, 2) for name, amount in budgets.items()}


def _take(budgets: Mapping[str, float]) -> None:
    wanted = {f"channels/{name}/monthly_cost": x for name, x in _rounded(budgets).items()}
    state.replace_scenario(with_values(state.scenario(), wanted), "pages.channels.taken")
    binding.refresh_all()


def _suppose() -> None:
    """Volume follows the budgets from now on; at today's budgets nothing changes."""
    scenario = state.scenario()
    channels = tuple(
        replace(channel, saturation_spend=spend, reference_spend=spend)
        if (spend := level(channel.monthly_cost)) > 0
        else channel
        for channel in scenario.channels
    )
    state.replace_scenario(replace(scenario, channels=channels), "pages.channels.supposed")
    binding.refresh_all()
