"""What comes before volumes: the streams of a plan, their lags, costs that are fixed.

All of it is the same whatever the team has hours for, so a plan kept to its team's hours takes it
as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from roi_model.engine.arrays import Floats, Number, least, picked
from roi_model.engine.costs import Fixed, channel_budgets, fixed_costs
from roi_model.engine.draws import Draws
from roi_model.engine.funnel import Funnel, build_funnel
from roi_model.engine.revenue import Groups, build_groups
from roi_model.engine.streams import build_streams


@dataclass(frozen=True)
class Plan:
    """What is the same whatever volumes the team has hours for: all that comes before them."""

    draws: Draws
    horizon: Number
    within: Floats | None
    funnel: Funnel
    groups: Groups
    budgets: Floats
    fixed: Fixed

    def kept_to_hours(self, chosen: NDArray[np.intp]) -> Plan:
        """Some of the draws, their capacity enforced."""
        horizon, within = self.horizon, self.within
        return Plan(
            self.draws.part(chosen).set_to("enforce_capacity", 1.0),
            horizon[chosen] if isinstance(horizon, np.ndarray) else horizon,
            None if within is None else within[:, chosen],
            self.funnel.part(chosen),
            self.groups.part(chosen),
            picked(self.budgets, chosen),
            self.fixed.part(chosen),
        )


def build_plan(draws: Draws) -> Plan:
    """All that comes before volumes: streams → funnel, costs that are fixed.

    Series have months 0..H, H the longest of the draws; a shorter one has zeros behind it.
    """
    scenario, months = draws.scenario, draws.months
    horizon = draws.at("horizon_months", float(scenario.horizon_months))
    own_campaign = draws.maybe("campaign_months", scenario.campaign_months)
    campaign = least(12.0 if own_campaign is None else own_campaign, horizon)
    streams = build_streams(draws, horizon, campaign)
    budgets = channel_budgets(draws, months, campaign)
    return Plan(
        draws,
        horizon,
        _within(horizon, months),
        build_funnel(draws, streams, months, campaign),
        build_groups(streams, months),
        budgets,
        fixed_costs(draws, budgets, campaign),
    )


def _within(horizon: Number, months: int) -> Floats | None:
    """1 in the months up to each draw's own horizon; None where all have the same."""
    if not isinstance(horizon, np.ndarray) or (horizon == months).all():
        return None
    return (np.arange(months + 1)[:, None] <= horizon).astype(np.float64)
