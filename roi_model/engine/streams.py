"""Streams: the cohorts of one channel that share all their parameters.

A channel is one stream; every initiative that multiplies one of its parameters from some month on
splits it in two, and so does every step of what it sells. Inside a stream nothing varies but volume
by month, so the engine knows no other time dependence. Arrays have shape (streams, n), n being 1
where nothing varies by draw; `contacts` may have the months in front.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from roi_model.declaration.channel import OVERRIDES, Channel
from roi_model.declaration.initiatives import (
    CAPPED_AT_ONE,
    FUNNEL_RATES,
    HOURS,
    TEAM_PARAMETERS,
    Effect,
    Initiative,
)
from roi_model.declaration.paths import named
from roi_model.declaration.steps import Steps, level
from roi_model.engine.arrays import (
    Floats,
    Number,
    anywhere,
    column,
    columns,
    least,
    most,
    picked,
    row,
)
from roi_model.engine.draws import Draws

OWN = (
    "contacts",
    *FUNNEL_RATES,
    "lead_price",
    "meeting_cost",
    "incrementality",
    *HOURS,
)
PARAMETERS = (*OWN, *OVERRIDES)


@dataclass(frozen=True)
class Streams:
    """Cohorts by stream: channel of each, first and last month of creation, and parameters."""

    channel: NDArray[np.intp]
    first: Floats
    last: Floats
    values: dict[str, Floats]
    lag: NDArray[np.intp]
    """For every stream the first stream that has the same cycle: their lag is worked out once."""
    sale: NDArray[np.intp]
    """For every stream the first one that sells the same: their customers are counted together."""

    def __getitem__(self, parameter: str) -> Floats:
        """One parameter, shape (streams, 1) or (streams, n)."""
        return self.values[parameter]

    def part(self, chosen: NDArray[np.intp]) -> Streams:
        """The same in some of the draws."""
        return Streams(
            self.channel,
            picked(self.first, chosen),
            picked(self.last, chosen),
            {name: picked(value, chosen) for name, value in self.values.items()},
            self.lag,
            self.sale,
        )

    @cached_property
    def revenue_weights(self) -> tuple[Floats, Floats]:
        """What one signature and one active customer bring in revenue in a month, by stream.

        A customer of age a brings [a=0]·V + [a≥1]·V·repeat/12·S(a) + fee·S(a). Counted over active
        customers (age 0 included) the orders that age 0 does not have are taken off the signature.
        """
        orders = self["deal_value"] * self["repeat_orders"] / 12.0
        return self["deal_value"] - orders, orders + self["monthly_fee"]


@dataclass(frozen=True)
class Shift:
    """One enabled initiative as one channel feels it: from month `start` on, factors apply."""

    start: Number
    factors: dict[str, Number]


def build_streams(draws: Draws, horizon: Number, campaign: Number) -> Streams:
    """Split every channel where initiatives change it, and gather all parameters."""
    channels: list[int] = []
    first: list[Number] = []
    last: list[Number] = []
    values: dict[str, list[Number]] = {parameter: [] for parameter in PARAMETERS}
    for index, channel in enumerate(draws.scenario.channels):
        pieces = list(_pieces(draws, channel, horizon, campaign))
        # A channel keeps one stream at least, be it empty, so that it has its line of results.
        live = [piece for piece in pieces if anywhere(piece[1] >= piece[0])] or pieces[:1]
        for begin, finish, found in live:
            channels.append(index)
            first.append(begin)
            last.append(finish)
            for parameter, value in found.items():
                values[parameter].append(value)
    return Streams(
        np.array(channels, dtype=np.intp),
        column(first),
        column(last),
        columns(values),
        _first_alike([values["cycle_months"], values["cycle_cv"]]),
        _first_alike([values[parameter] for parameter in OVERRIDES]),
    )


def _pieces(
    draws: Draws, channel: Channel, horizon: Number, campaign: Number
) -> Iterator[tuple[Number, Number, dict[str, Number]]]:
    """A channel from month to month, each with all its parameters; some have no month."""
    own, opens, closes = _channel(draws, channel, campaign)
    closes = least(closes, horizon)
    shifts = _shifts(draws, channel)
    for since, until, sale in _sales(draws, channel):
        base = {**own, **sale}
        begin, finish = most(opens, since), least(closes, until)
        for start, end, changed in _stretches(shifts, base, horizon):
            yield most(begin, start), least(finish, end), {**base, **changed}


def _first_alike(parameters: list[list[Number]]) -> NDArray[np.intp]:
    """Position of the first stream of the same numbers; draws are the same only as one array."""
    seen: dict[tuple[float | int, ...], int] = {}
    keys = zip(
        *([id(v) if isinstance(v, np.ndarray) else float(v) for v in one] for one in parameters),
        strict=True,
    )
    return np.array([seen.setdefault(key, at) for at, key in enumerate(keys)], dtype=np.intp)


def _channel(
    draws: Draws, channel: Channel, campaign: Number
) -> tuple[dict[str, Number], Number, Number]:
    """The channel's own parameters before initiatives, and its first and last month."""
    path = f"channels/{channel.name}/"
    base = draws.each_by_month(path, channel, OWN)
    market = draws.by_month("market", draws.scenario.market)
    base["contacts"] = base["contacts"] * market * saturation_factor(draws, channel)
    opens = draws.at(path + "start_month", channel.start_month)
    closes = draws.maybe(path + "end_month", channel.end_month)
    return base, opens, campaign if closes is None else closes


def _sales(draws: Draws, channel: Channel) -> Iterator[tuple[float, float, dict[str, Number]]]:
    """What the channel sells, its own or the scenario's: from month, to month, parameters."""
    stated = {parameter: _stated(draws, channel, parameter) for parameter in OVERRIDES}
    varying = [value.months for _, value in stated.values() if isinstance(value, Steps)]
    turns = sorted({1, *(month for months in varying for month in months)})
    for since, following in pairwise([*turns, np.inf]):
        sale = {
            parameter: draws.from_month(path, value, int(since))
            for parameter, (path, value) in stated.items()
        }
        yield since, following - 1, sale


def _stated(draws: Draws, channel: Channel, parameter: str) -> tuple[str, float | Steps]:
    """Where an input of a channel's sale stands, and its value there."""
    path, own = f"channels/{channel.name}/{parameter}", getattr(channel, parameter)
    inherited: float | Steps = getattr(draws.scenario, parameter)
    if own is not None:
        return path, own
    # an empty one that is drawn is one number in each draw, whatever it would have inherited
    return (path, level(inherited)) if path in draws.values else (parameter, inherited)


def saturation_factor(draws: Draws, channel: Channel) -> Number:
    """h(monthly_cost) / h(reference_spend), with h(S) = Sᵅ/(Sᵅ+Kᵅ); 1 without saturation."""
    path = f"channels/{channel.name}/"
    half = draws.maybe(path + "saturation_spend", channel.saturation_spend)
    if half is None:
        return 1.0
    shape = draws.at(path + "saturation_shape", channel.saturation_shape)
    spend = draws.by_month(path + "monthly_cost", channel.monthly_cost)
    reference = draws.at(path + "reference_spend", channel.reference_spend or 0.0)
    return _reach(spend, half, shape) / _reach(reference, half, shape)


def _reach(spend: Number, half: Number, shape: Number) -> Number:
    spend = row(spend)
    # nothing spent reaches nobody: 1 / (1 + ∞) = 0, and 0/0 (no half-saturation) is not taken
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(spend > 0, 1.0 / (1.0 + (half / spend) ** shape), 0.0)


def _shifts(draws: Draws, channel: Channel) -> list[Shift]:
    """The initiatives that change this channel, each with the product of its factors."""
    found = []
    for initiative in draws.scenario.initiatives:
        path = f"initiatives/{initiative.name}/"
        enabled = draws.at(path + "enabled", float(initiative.enabled))
        if not anywhere(enabled):
            continue
        factors: dict[str, Number] = {}
        for name, effect in effects_by_path(initiative):
            if effect.parameter in TEAM_PARAMETERS or effect.channel not in (None, channel.name):
                continue
            factor = draws.at(name, effect.factor)
            factor = 1.0 + (factor - 1.0) * enabled
            factors[effect.parameter] = factors.get(effect.parameter, 1.0) * factor
        if factors:
            found.append(Shift(effect_start(draws, initiative), factors))
    return found


def effects_by_path(initiative: Initiative) -> list[tuple[str, Effect]]:
    """The effects of an initiative with the path of the factor of each."""
    prefix = f"initiatives/{initiative.name}/effects/"
    return [
        (f"{prefix}{name}/factor", initiative.effects[position])
        for name, position, _ in named(initiative.effects)
    ]


def team_factors(draws: Draws, parameter: str, month: Floats) -> Iterator[Floats]:
    """What initiatives multiply something of the whole team by, an array by month for each effect.

    `month` has shape (H+1, 1); 1 in the months before an initiative has its effect.
    """
    for initiative in draws.scenario.initiatives:
        enabled = draws.at(f"initiatives/{initiative.name}/enabled", float(initiative.enabled))
        for path, effect in effects_by_path(initiative):
            if effect.parameter == parameter:
                factor = 1.0 + (draws.at(path, effect.factor) - 1.0) * enabled
                yield np.where(month >= effect_start(draws, initiative), factor, 1.0)


def effect_start(draws: Draws, initiative: Initiative) -> Number:
    """First month of creation whose cohorts an initiative changes."""
    path = f"initiatives/{initiative.name}/"
    start = draws.at(path + "start_month", initiative.start_month)
    return most(1, start + draws.at(path + "delay_months", initiative.delay_months))


def _stretches(
    shifts: list[Shift], base: dict[str, Number], horizon: Number
) -> Iterator[tuple[Number, Number, dict[str, Number]]]:
    """Months from, to, and the parameters that differ from `base` in between.

    With draws the order of the initiatives may differ from one to the next: they are sorted by
    draw, and the r-th stretch holds the first r of each draw's own order.
    """
    if not shifts:
        yield 1, horizon, {}
        return
    starts = column([shift.start for shift in shifts])
    order = np.argsort(starts, axis=0, kind="stable")
    starts = np.take_along_axis(starts, order, axis=0)
    changed = {parameter for shift in shifts for parameter in shift.factors}
    factors: dict[str, Floats] = {}
    for parameter in changed:
        factor = column([shift.factors.get(parameter, 1.0) for shift in shifts])
        size = max(factor.shape[1], order.shape[1])
        spread = (len(shifts), size)
        sorted_factors = np.take_along_axis(
            np.broadcast_to(factor, spread), np.broadcast_to(order, spread), axis=0
        )
        factors[parameter] = np.multiply.accumulate(sorted_factors, axis=0)
    yield 1, starts[0] - 1, {}
    for position in range(len(shifts)):
        end = starts[position + 1] - 1 if position + 1 < len(shifts) else row(horizon)
        multiplied: dict[str, Number] = {}
        for parameter, factor in factors.items():
            value = np.asarray(base[parameter] * factor[position], dtype=np.float64)
            cap = 1.0 if parameter in CAPPED_AT_ONE else np.inf
            multiplied[parameter] = np.asarray(np.minimum(value, cap), dtype=np.float64)
        yield starts[position], end, multiplied
