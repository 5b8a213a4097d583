"""Volumes: contacts to customers by month of creation, and what the team can serve.

Monthly arrays have months 0..H first, then streams, then draws.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from roi_model.declaration.initiatives import FUNNEL_RATES
from roi_model.engine.arrays import (
    Floats,
    Number,
    anywhere,
    convolve,
    over_streams,
    picked,
    row,
)
from roi_model.engine.draws import Draws
from roi_model.engine.seats import seats
from roi_model.engine.streams import Streams, team_factors

STAGES = ("contacts", "leads", "qualified", "meetings", "quotes", "customers")


@dataclass(frozen=True)
class Volumes:
    """Contacts by month: the months a stream is open × its level × what all streams have in common.

    `window` has shape (H+1, streams, 1), or n where it varies by draw; `level` (streams, n);
    `common`, the seasons and the share there are hours for, (H+1, n) or None. What is added up over
    streams, or months, never needs the table of all three.
    """

    window: Floats
    level: Floats
    common: Floats | None

    def over_streams(self, weight: Floats) -> Floats:
        """Σ over streams of contacts times a weight per stream, shape (H+1, n)."""
        found = over_streams(self.window, self.level * weight)
        return found if self.common is None else found * self.common

    def by_group(self, weight: Floats, group: NDArray[np.intp]) -> Floats:
        """The same for every group of streams, shape (H+1, groups, n)."""
        groups = int(group.max()) + 1
        if groups == 1:
            return self.over_streams(weight)[:, None]
        if groups == len(group):
            found = self.window * (self.level * weight)
        else:
            level, members = self.level * weight, np.arange(groups)[:, None] == group
            found = np.stack([over_streams(self.window[:, m], level[m]) for m in members], axis=1)
        return found if self.common is None else found * self.common[:, None]

    def convolved(self, weight: Floats, group: NDArray[np.intp], lags: Floats) -> Floats:
        """What every group gives in the months after, by its `lags`, shape (H+1, groups, n)."""
        if self.common is None and len(self.level) == int(group.max()) + 1:
            # what a stream is open for, of which draws often know one alone, then its level
            return convolve(self.window, lags) * (self.level * weight)
        return convolve(self.by_group(weight, group), lags)

    def total(self, weight: Floats | None = None) -> Floats:
        """Σ over months of contacts, times a weight by month and stream, (H+1, 1 or streams, n)."""
        if self.common is not None:
            common = self.common[:, None]
            weight = common if weight is None else common * weight
        if weight is None:
            return np.asarray(self.window.sum(axis=0) * self.level)
        return np.asarray(np.einsum("msn,msn->sn", self.window, weight) * self.level)

    def limited(self, share: Floats) -> Volumes:
        """The same, only a share of them in each month."""
        return replace(self, common=share if self.common is None else self.common * share)

    def part(self, chosen: NDArray[np.intp]) -> Volumes:
        """The same in some of the draws."""
        common = None if self.common is None else picked(self.common, chosen)
        return Volumes(picked(self.window, chosen), picked(self.level, chosen), common)


@dataclass(frozen=True)
class Work:
    """Hours of selling, by month: worked out where they are asked for, and once.

    `contacts` are those before any scaling, `hours` what each asks for by stream, (streams, n),
    `team` makes the hours that the team has.
    """

    contacts: Volumes
    hours: Floats
    team: Callable[[], Floats]

    @cached_property
    def asked(self) -> Floats:
        """Hours that all contacts ask for, shape (H+1, n)."""
        return self.contacts.over_streams(self.hours)

    @cached_property
    def there(self) -> Floats:
        """Hours that the team has, shape (H+1, n)."""
        return self.team()

    def part(self, chosen: NDArray[np.intp]) -> Work:
        """The same in some of the draws."""
        made = Work(self.contacts.part(chosen), picked(self.hours, chosen), self.team)
        made.__dict__.update(asked=picked(self.asked, chosen), there=picked(self.there, chosen))
        return made


@dataclass(frozen=True)
class Funnel:
    """What the streams bring, by month of creation.

    `reach` holds per stage the share of contacts that get there, `contacted` and `ultimate` all
    contacts and customers of each stream, signed within the horizon or not; shape (streams, n).
    """

    volumes: Volumes
    reach: dict[str, Floats]
    work: Work

    @cached_property
    def contacted(self) -> Floats:
        """Contacts of each stream."""
        return self.volumes.total()

    @cached_property
    def ultimate(self) -> Floats:
        """Customers that they end up giving."""
        return self.contacted * self.reach["customers"]

    def part(self, chosen: NDArray[np.intp]) -> Funnel:
        """The same in some of the draws."""
        reach = {stage: picked(share, chosen) for stage, share in self.reach.items()}
        return Funnel(self.volumes.part(chosen), reach, self.work.part(chosen))

    def kept_to_hours(self, enforced: Number) -> Funnel:
        """Contacts scaled to the hours there are, in full where `enforced` is 1, not where 0."""
        asked, there = self.work.asked, self.work.there
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(asked > 0, np.minimum(1.0, there / asked), 1.0)
        return replace(self, volumes=self.volumes.limited(1.0 + (share - 1.0) * enforced))


def build_funnel(draws: Draws, streams: Streams, months: int, campaign: Number) -> Funnel:
    """Contacts by month, before they are scaled to the hours there are."""
    reach = {"contacts": np.ones_like(streams["contact_to_lead"])}
    for before, after, rate in zip(STAGES, STAGES[1:], FUNNEL_RATES, strict=False):
        reach[after] = reach[before] * streams[rate]
    hours = (
        reach["leads"] * streams["hours_per_lead"]
        + reach["meetings"] * streams["hours_per_meeting"]
        + reach["quotes"] * streams["hours_per_quote"]
    )
    month = np.arange(months + 1.0)[:, None, None]
    window = ((month >= streams.first) & (month <= streams.last)).astype(np.float64)
    level = streams["contacts"]
    if level.ndim > 2:  # it varies by month
        window, level = window * level, np.ones_like(streams["contact_to_lead"])
    volumes = Volumes(window, level, season_by_month(draws, months))
    team = partial(team_hours_by_month, draws, months, campaign)
    return Funnel(volumes, reach, Work(volumes, hours, team))


def within_capacity(draws: Draws, funnel: Funnel) -> Funnel:
    """The funnel scaled to the hours there are, where the scenario says so."""
    enforced = draws.at("enforce_capacity", float(draws.scenario.enforce_capacity))
    if not (draws.scenario.team and anywhere(enforced)):
        return funnel
    return funnel.kept_to_hours(enforced)


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
        held = seats(draws, role, start)
        if held is None:
            age = np.maximum(month + (0.5 - start), 0.5)  # middle of the a-th month, a = 1, 2, …
            with np.errstate(divide="ignore"):  # without a ramp age / 0 = ∞: full skill at once
                skill = np.minimum(1.0, age / ramp)
        else:
            skill = held.skilled
        total = total + there * skill * (people * per_fte)
    for factor in team_factors(draws, "selling_hours", month):
        total = total * factor
    return total
