"""Make or buy: two cases, and the price of what is bought at which they are worth the same."""

from __future__ import annotations

import streamlit as st

from roi_model import formatting
from roi_model.analysis.search.make_or_buy import Tie, tie_price
from roi_model.declaration.paths import get_value
from roi_model.declaration.scenario import Scenario
from roi_model.formatting.inputs import path_words
from roi_model.texts import text
from ui.channels.channels_view import t
from ui.compare import library_view
from ui.elements import figures
from ui.elements.escape import escaped
from ui.elements.figures import Tile
from ui.session import cached, remembered, saved_scenarios, state
from ui.session.cached import projection

MAKE, BUY = (saved_scenarios.PRESET + slug for slug in ("in-house-sdr", "outsourced-appointments"))
PRICES = ("meeting_cost", "lead_price", "monthly_cost")
"""What is bought of a channel: an appointment, a lead, or a month of service."""


def show() -> None:
    """Two cases and a price to choose; what each is worth, and where they tie."""
    lang, currency = state.lang(), state.currency()
    st.markdown(t("buy_intro"))
    library_view.gone()
    names = _names()
    make, buy = _usual()
    with st.container(key="buy-choice", horizontal=True, vertical_alignment="bottom"):
        make = remembered.select("make", t("make"), names, make)
        buy = remembered.select("buy", t("buy"), names, buy)
        bought = saved_scenarios.chosen(buy)
        paths = [f"channels/{c.name}/{price}" for c in bought.channels for price in PRICES]
        words = {one: path_words(one, lang) for one in paths}
        path = remembered.select("price", t("price"), words, paths[0])
    made = saved_scenarios.chosen(make)
    found: Tie = cached.kept(
        "tie",
        (cached.same(made), cached.same(bought), path),
        lambda: tie_price(made, bought, path),
    )
    shown = [
        Tile(t("net_gain_of", what=t("make")), _net_gain(made), names[make]),
        Tile(t("net_gain_of", what=t("buy")), _net_gain(bought), names[buy]),
        Tile(t("price_now"), formatting.money(float(get_value(bought, path)), currency, lang)),
        Tile(t("tie_price"), formatting.money(found.price, currency, lang)),
    ]
    st.markdown(f"**{escaped(verdict(found))}**")
    lines = [figures.strip(shown)]
    if len(found.prices) > 1:
        prices = " · ".join(formatting.money(price, currency, lang) for price in found.prices)
        lines.append(figures.note(t("more_ties", prices=prices)))
    figures.pile(*lines)


def _names() -> dict[str, str]:
    """What each choice is called; the case on screen and an example may have nearly one name."""
    said = saved_scenarios.choice_names()
    said[saved_scenarios.CURRENT] = t("buy_case", name=state.case_name())
    for choice, name in said.items():
        if choice.startswith(saved_scenarios.PRESET):
            said[choice] = t("buy_preset", name=name)
    return said


def _usual() -> tuple[str, str]:
    """The case on screen against an example of the other way."""
    if saved_scenarios.PRESET + state.preset_slug() == BUY:
        return MAKE, saved_scenarios.CURRENT
    return saved_scenarios.CURRENT, BUY


def _net_gain(scenario: Scenario) -> str:
    return formatting.money(projection(scenario).value("net_gain"), state.currency(), state.lang())


def verdict(found: Tie) -> str:
    """Up to which price buying is better, in a sentence."""
    lang = state.lang()
    if found.price is None:
        return text(f"compare.make_or_buy.no_tie_{found.below}", lang)
    price = formatting.money(found.price, state.currency(), lang)
    key = "tie" if found.below == "buy" else "tie_reversed"
    return text(f"compare.make_or_buy.{key}", lang, price=price)
