"""Volumes: contacts to customers by month, what the team can serve, and when deals sign.

Monthly arrays have months 0..H first, then streams, then draws.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from roi_model.declaration.initiatives import FUNNEL_RATES
from roi_model.engine.arrays import Floats, Number, convolve, over_streams, row
from roi_model.engine.draws import Draws
from roi_model.engine.lag import lag_weights
from roi_model.engine.streams import Streams, team_factors

STAGES = ("contacts", "leads", "qualified", "meetings", "quotes", "customers")


@dataclass(frozen=True)
class Funnel:
    """What the streams bring: volumes by month of creation, customers by month of signature.

    `contacts` and `signed` have shape (H+1, streams, n); `reach` holds per stage the share of
    contacts that get there; `ultimate` counts every customer of the streams, signed within the
    horizon or not. `hours_asked` (before scaling) and `hours_there` have shape (H+1, n).
    """

    contacts: Floats
    reach: dict[str, Floats]
    signed: Floats
    ultimate: Floats
    hours_asked: Floats
    hours_there: Floats
    hours_served: Floats


def build_funnel(draws: Draws, streams: Streams, months: int, team_hours: Floats) -> Funnel:
    """Contacts by month, scaled to capacity where the scenario says so, and their customers."""
    reach = {"contacts": np.ones_like(streams["contact_to_lead"])}
    for before, after, rate in zip(STAGES, STAGES[1:], FUNNEL_RATES, strict=False):
        reach[after] = reach[before] * streams[rate]
    hours = (
        reach["leads"] * streams["hours_per_lead"]
        + reach["meetings"] * streams["hours_per_meeting"]
        + reach["quotes"] * streams["hours_per_quote"]
    )
    month = np.arange(months + 1.0)[:, None, None]
    open_months = (month >= streams.first) & (month <= streams.last)
    contacts = open_months * streams["contacts"]
    season = season_by_month(draws, months)
    if season is not None:
        contacts = contacts * season[:, None, :]
    asked = over_streams(contacts, hours)
    enforced = draws.at("enforce_capacity", float(draws.scenario.enforce_capacity))
    if np.any(enforced) and draws.scenario.team:
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(asked > 0, np.minimum(1.0, team_hours / asked), 1.0)
        contacts = contacts * (1.0 + (share - 1.0) * enforced)[:, None, :]
    contacted = contacts.sum(axis=0)
    weights = _lags(streams, months)
    signed = convolve(contacts, weights) * reach["customers"]
    return Funnel(
        contacts=contacts,
        reach=reach,
        signed=signed,
        ultimate=contacted * reach["customers"],
        hours_asked=asked,
        hours_there=team_hours,
        hours_served=contacted * hours,
    )


def season_by_month(draws: Draws, months: int) -> Floats | None:
    """The seasonal index of months 0..H, mean 1 over the calendar year; None without any."""
    scenario = draws.scenario
    if scenario.seasonality is None:
        return None
    indices = np.stack(
        np.broadcast_arrays(
            *(
                row(draws.at(f"seasonality/{number}", index))
                for number, index in enumerate(scenario.seasonality, 1)
            )
        )
    )
    mean = indices.mean(axis=0)
    indices = indices / np.where(mean > 0, mean, 1.0)  # drawn all at 0: nobody in any month
    january = 0 if scenario.start is None else int(scenario.start[5:]) - 1
    return np.asarray(indices[(np.arange(months + 1) + january - 1) % 12])


def team_hours_by_month(draws: Draws, months: int, campaign: Number) -> Floats:
    """Hours of selling the team has in months 0..H, shape (H+1, n), ramp-up included."""
    month = np.arange(months + 1.0)[:, None]
    total = np.zeros((months + 1, 1))
    per_fte = draws.at("selling_hours", draws.scenario.selling_hours)
    for role in draws.scenario.team:
        path = f"team/{role.title}/"
        start = draws.at(path + "start_month", role.start_month)
        end = draws.maybe(path + "end_month", role.end_month)
        ramp = draws.at(path + "ramp_months", role.ramp_months)
        people = draws.at(path + "fte", role.fte) * draws.at(path + "time_share", role.time_share)
        there = (month >= start) & (month <= (campaign if end is None else end))
        age = np.maximum(month + (0.5 - start), 0.5)  # the middle of the a-th month, a = 1, 2, …
        with np.errstate(divide="ignore"):  # without a ramp age / 0 = ∞: full skill at once
            skill = np.minimum(1.0, age / ramp)
        total = total + there * skill * (people * per_fte)
    for factor in team_factors(draws, "selling_hours", month):
        total = total * factor
    return total


def _lags(streams: Streams, months: int) -> Floats:
    """Lag weights by stream, worked out once for the streams that share a cycle."""
    if not streams.lag.any():  # all have the first one's
        return lag_weights(streams["cycle_months"][:1], streams["cycle_cv"][:1], months)
    distinct, position = np.unique(streams.lag, return_inverse=True)
    cycle, cv = streams["cycle_months"][distinct], streams["cycle_cv"][distinct]
    weights = lag_weights(cycle, cv, months)
    return weights if len(distinct) == len(position) else weights[:, position]
