"""What each channel brings and costs of its own, month by month, for one case."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from roi_model.declaration.scenario import Scenario
from roi_model.engine.arrays import Floats, convolve
from roi_model.engine.costs import channel_budgets, commission_per_customer
from roi_model.engine.draws import Draws
from roi_model.engine.funnel import STAGES, build_funnel, within_capacity
from roi_model.engine.revenue import lags
from roi_model.engine.streams import build_streams

OWN_KINDS = ("advertising", "leads", "meetings", "commissions")
"""The categories of a channel's own costs: all others are common to the channels."""


def channel_months(scenario: Scenario) -> Mapping[str, Floats]:
    """Series by month and channel, shape (H+1, channels); month 0 is the start.

    The stages of `funnel.STAGES` by month of creation (customers by month of signature),
    `first_orders` and their gross profit `first_margin` as a CRM counts them (all deals, no fee, no
    reorder), and the own costs of each kind as `cost/advertising` and so on.
    """
    draws, months = Draws(scenario), scenario.horizon_months
    horizon, campaign = float(months), float(scenario.campaign)
    streams = build_streams(draws, horizon, campaign)
    funnel = within_capacity(draws, build_funnel(draws, streams, months, campaign))
    each = np.arange(len(streams.channel))
    stages = {name: funnel.volumes.by_group(funnel.reach[name], each) for name in STAGES}
    signed = convolve(stages["customers"], lags(streams, each, months))
    stages["customers"] = signed
    orders = signed * streams["deal_value"]
    series = {
        **stages,
        "first_orders": orders,
        "first_margin": orders * streams["gross_margin"],
        "cost/leads": stages["leads"] * streams["lead_price"],
        "cost/meetings": stages["meetings"] * streams["meeting_cost"],
        "cost/commissions": signed * commission_per_customer(draws, streams),
    }
    starts = np.flatnonzero(np.diff(streams.channel, prepend=-1))  # streams lie by channel
    found = {
        name: np.asarray(np.add.reduceat(table[..., 0], starts, axis=1))
        for name, table in series.items()
    }
    budgets = channel_budgets(draws, months, campaign)[..., 0]
    return {**found, "cost/advertising": np.asarray(budgets)}
