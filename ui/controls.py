"""The inputs of the page Simulate: the 25 core inputs in four groups, the rest folded away."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import streamlit as st

from roi_model.channel import OVERRIDES, Channel
from roi_model.scenario import Scenario
from roi_model.texts import text
from ui import binding, edits, inputs, seasons, state
from ui.plain import escaped

PERIOD = ("horizon_months", "campaign_months", "discount_rate", "market")
FUNNEL = (
    "contacts",
    "contact_to_lead",
    "lead_to_qualified",
    "qualified_to_meeting",
    "meeting_to_quote",
    "quote_to_customer",
    "monthly_cost",
    "meeting_cost",
)
SALE = ("cycle_months", "deal_value", "gross_margin", "retention", "repeat_orders", "dso_days")
ROLE = ("fte", "gross_salary", "employer_rate", "time_share")
MORE_FUNNEL = ("lead_price", "start_month", "end_month", "incrementality")
HOURS = ("hours_per_lead", "hours_per_meeting", "hours_per_quote")


def show() -> None:
    """All inputs, in a fragment that runs again when their choice changes, not their values."""
    scenario, lang = state.scenario(), state.lang()
    binding.forget_looks()
    binding.show_as(binding.CONTROLS, _structure(), _structure)
    with st.container(key="controls"):
        st.html(_legend(lang))
        _period(scenario, lang)
        channel = _funnel(scenario, lang)
        _sale(scenario, channel, lang)
        _costs(scenario, lang)
    if binding.was_adopted():
        st.rerun()


def _structure() -> Hashable:
    """What decides which inputs and remarks stand in the column, their values aside."""
    scenario = state.scenario()
    channels = tuple(
        (
            channel.name,
            channel.saturation_spend is None,
            channel.monthly_cost > 0,
            *(getattr(channel, key) is None for key in OVERRIDES),
        )
        for channel in scenario.channels
    )
    return (
        channels,
        _sells_subscriptions(scenario),
        tuple(role.title for role in scenario.team),
        scenario.seasonality,
        state.generation(),
    )


def _legend(lang: str) -> str:
    lever, assumption = (text(f"ui.inputs.{kind}", lang) for kind in ("lever", "assumption"))
    return (
        f'<p class="legend"><span class="mark-lever">{lever}</span>'
        f'<span class="mark-assumption">{assumption}</span></p>'
    )


def _heading(lang: str, group: str) -> None:
    st.markdown(f"## {text(f'ui.group.{group}', lang)}", anchors=False)


def _fold(lang: str, group: str) -> Any:
    """What stands behind "advanced": its inputs exist only while it is open."""
    return st.expander(
        text(f"ui.group.advanced_{group}", lang), key=f"fold-{group}", on_change="rerun"
    )


def _numbers(paths: Sequence[str]) -> None:
    for path in paths:
        inputs.number(path)


# Period ---------------------------------------------------------------------------------------


def _period(scenario: Scenario, lang: str) -> None:
    _heading(lang, "period")
    _numbers(PERIOD)
    with (fold := _fold(lang, "period")):
        if fold.open:
            inputs.words("start")
            seasons.show()


# Channel ----------------------------------------------------------------------------------------


def _funnel(scenario: Scenario, lang: str) -> Channel:
    _heading(lang, "channel")
    channel = _chosen(scenario, lang)
    prefix = f"channels/{channel.name}/"
    _numbers([prefix + key for key in FUNNEL])
    if channel.saturation_spend is None and channel.monthly_cost > 0:
        st.caption(text("ui.channel.cost_alone", lang))
    with (fold := _fold(lang, "channel")):
        if fold.open:
            _numbers([prefix + key for key in MORE_FUNNEL])
            _saturation(channel, prefix, lang)
            _numbers([prefix + key for key in HOURS])
    return channel


def _chosen(scenario: Scenario, lang: str) -> Channel:
    """The channel on screen; with several, the one that was chosen."""
    channels = scenario.channels
    if len(channels) == 1:
        return channels[0]
    names = [channel.name for channel in channels]
    wanted = state.extras().get("channel")
    current = wanted if wanted in names else names[0]

    def choose() -> None:
        state.extras()["channel"] = st.session_state["channel"]

    name = st.selectbox(
        text("ui.channel.choose", lang, count=len(names)),
        names,
        key="channel",
        on_change=choose,
        filter_mode=None,
        **binding.bound("channel", current, index=names.index(current)),
    )
    return channels[names.index(name)]


def _saturation(channel: Channel, prefix: str, lang: str) -> None:
    """A switch, then its two figures; on, the spend of the moment becomes the reference."""
    path = prefix + "saturation_spend"
    key = f"saturation-{channel.name}"
    on = channel.saturation_spend is not None

    def turn() -> None:
        value = max(channel.monthly_cost, 1.0) if st.session_state[key] else None
        binding.change(path, value, "")
        binding.refresh_all()

    st.toggle(
        text("ui.channel.saturation", lang),
        key=key,
        on_change=turn,
        help=text("ui.channel.saturation_help", lang),
        **binding.bound(key, on, value=on),
    )
    if state.refusal(path) is not None:
        st.error(text("ui.channel.saturation_needs_budget", lang))
    if channel.saturation_spend is not None:
        _numbers([prefix + k for k in ("saturation_spend", "saturation_shape")])
        inputs.number(prefix + "reference_spend")


# Sale ---------------------------------------------------------------------------------------------


def _sale(scenario: Scenario, channel: Channel, lang: str) -> None:
    _heading(lang, "sale")
    own = _scope(scenario, channel, lang)
    keys = [*SALE]
    if _sells_subscriptions(scenario):
        keys.insert(2, "monthly_fee")
    for key in keys:
        _of_sale(scenario, channel, key, own)
    with (fold := _fold(lang, "sale")):
        if fold.open:
            for key in ("monthly_fee", "cycle_cv"):
                if key not in keys:
                    _of_sale(scenario, channel, key, own)
            inputs.number("ltv_cap_months")


def _sells_subscriptions(scenario: Scenario) -> bool:
    """Whether the monthly fee belongs to the core: somewhere above 0, or it was in the preset."""
    return any(
        case.monthly_fee > 0 or any((c.monthly_fee or 0) > 0 for c in case.channels)
        for case in (scenario, state.origin())
    )


def _scope(scenario: Scenario, channel: Channel, lang: str) -> bool:
    """With several channels: whether the sale group sets this channel's own values."""
    if len(scenario.channels) == 1:
        return False
    current = bool(state.extras().get("sale_scope"))

    def choose() -> None:
        state.extras()["sale_scope"] = st.session_state["sale_scope"]

    own = st.segmented_control(
        text("ui.sale.scope", lang),
        [False, True],
        required=True,
        format_func=lambda mine: escaped(channel.name) if mine else text("ui.sale.all", lang),
        key="sale_scope",
        on_change=choose,
        label_visibility="collapsed",
        width="stretch",
        **binding.bound("sale_scope", current, default=current),
    )
    said = "ui.sale.sets_own" if own else "ui.sale.sets_default"
    st.caption(text(said, lang, channel=escaped(channel.name)))
    return bool(own)


def _of_sale(scenario: Scenario, channel: Channel, key: str, own: bool) -> None:
    """One input of the sale: the default of all channels, or the channel's own value."""
    lang = state.lang()
    if key not in OVERRIDES:
        inputs.number(key)
        return
    path = f"channels/{channel.name}/{key}"
    alone = len(scenario.channels) == 1
    if own or (alone and getattr(channel, key) is not None):
        inputs.number(path)
        return
    setting = [escaped(c.name) for c in scenario.channels if getattr(c, key) is not None]
    name = edits.card_of(scenario, key).label(lang)
    if len(setting) == len(scenario.channels):
        # The default would move nothing: say so instead of showing a dead slider.
        st.caption(text("ui.sale.each_own", lang, name=name))
        return
    inputs.number(key)
    if setting:
        st.caption(text("ui.sale.except", lang, channels=", ".join(setting)))


# Costs --------------------------------------------------------------------------------------------


def _costs(scenario: Scenario, lang: str) -> None:
    team = scenario.team
    _heading(lang, "costs")
    if len(team) > 1:
        first, others = escaped(team[0].title), len(team) - 1
        st.caption(text("ui.costs.first_role", lang, role=first, count=others))
    _numbers([edits.FIRST_ROLE + key for key in ROLE])
    _numbers(["commission", "tools", "launch"])
    with (fold := _fold(lang, "costs")):
        if fold.open:
            inputs.number("commission_employer_rate")
            inputs.switch("enforce_capacity")
            inputs.number("selling_hours")
            if team:
                inputs.number(edits.FIRST_ROLE + "ramp_months")
            inputs.switch("cac_includes_loyalty")
            st.caption(text("ui.costs.tables_below", lang))
