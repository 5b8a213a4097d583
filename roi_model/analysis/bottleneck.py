"""Where the funnel is tight: what a little more at each stage of each channel would bring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from roi_model.declaration.initiatives import FUNNEL_RATES
from roi_model.declaration.paths import card_at, get_value
from roi_model.declaration.scenario import Channel, Scenario
from roi_model.declaration.steps import level, room
from roi_model.projection import project

POINT = 0.01
TENTH = 0.1
Action = Literal["targeting", "channel", "pitch", "loyalty"]
Measure = Literal["gross_profit", "net_gain"]
STEPS: tuple[tuple[str, Action, int], ...] = (
    *((rate, "targeting", 1) for rate in FUNNEL_RATES),
    ("cycle_months", "pitch", -1),
    ("retention", "loyalty", 1),
    ("lead_price", "channel", -1),
    ("meeting_cost", "channel", -1),
    ("monthly_cost", "channel", -1),
)
"""Inputs of a channel, the kind of action that moves each, and which way is better."""


@dataclass(frozen=True)
class Gain:
    """What one move of one input brings over the horizon; money, and months.

    `to` is the value moved to. `payback_month` is None where the plan then never pays back;
    `payback_change` (negative: sooner) where either plan does not.
    """

    to: float
    gross_profit: float
    net_gain: float
    payback_month: float | None
    payback_change: float | None


@dataclass(frozen=True)
class Bottleneck:
    """One input of one channel: its path, value, kind of action, and what moving it brings.

    `point`: one point more of a rate (None for what is no rate); `tenth`: a tenth more of it, a
    tenth less of a cost or of the cycle. A rate stops at 1; None where it stands there already.
    """

    path: str
    channel: str
    parameter: str
    action: Action
    value: float
    point: Gain | None
    tenth: Gain | None

    def brings(self, measure: Measure = "gross_profit", move: str = "tenth") -> float:
        """The gain by which to rank; 0 where the move is not possible."""
        gain: Gain | None = getattr(self, move)
        return 0.0 if gain is None else float(getattr(gain, measure))


def bottlenecks(
    scenario: Scenario,
    *,
    measure: Measure = "gross_profit",
    move: Literal["point", "tenth"] = "tenth",
) -> list[Bottleneck]:
    """Every stage, cycle, retention and cost of every channel, the one that brings most first.

    Ranked by what `move` brings in `measure`; where that is the same (a tenth more of any rate of
    a channel brings the same customers), by net gain, since a later stage needs no more meetings,
    then by one point. What moves nothing at all is left out, and so is the budget of a channel with
    a saturation, whose best level `allocate` finds. All cases are one call of project().

    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),), dso_days=0)
    >>> found = bottlenecks(case)
    >>> found[0].parameter, found[0].action, round(found[0].tenth.gross_profit)
    ('quote_to_customer', 'targeting', 6750)
    """
    rows = [
        (f"channels/{channel.name}/{parameter}", channel, parameter, action, better)
        for channel in scenario.channels
        for parameter, action, better in STEPS
        if not (parameter == "monthly_cost" and channel.saturation_spend is not None)
    ]
    values = [_value(scenario, channel, parameter) for _, channel, parameter, _, _ in rows]
    moves: list[tuple[int, str, float]] = []
    for at, ((path, _, parameter, _, better), value) in enumerate(zip(rows, values, strict=True)):
        _, top = room(get_value(scenario, path), 0.0, card_at(scenario, path).high)
        is_rate = parameter in FUNNEL_RATES or parameter == "retention"
        for name, moved in (("point", value + POINT), ("tenth", value * (1 + better * TENTH))):
            reached = min(moved, top)
            if reached != value and (is_rate or name == "tenth"):
                moves.append((at, name, reached))
    if not moves:
        return []
    draws = {
        path: np.full(len(moves) + 1, value) for (path, *_), value in zip(rows, values, strict=True)
    }
    for number, (at, _, reached) in enumerate(moves, 1):
        draws[rows[at][0]][number] = reached
    metrics: Any = project(scenario, draws).metrics
    profit, net = (metrics[name].value for name in ("gross_profit", "net_gain"))
    payback = metrics["payback_month"].value  # NaN where there is none
    gains: dict[tuple[int, str], Gain] = {}
    for number, (at, name, reached) in enumerate(moves, 1):
        gains[at, name] = Gain(
            reached,
            float(profit[number] - profit[0]),
            float(net[number] - net[0]),
            _known(payback[number]),
            _known(payback[number] - payback[0]),
        )
    small = 1e-9 * max(1.0, float(np.abs(profit).max()), float(np.abs(net).max()))
    found = [
        Bottleneck(
            path,
            channel.name,
            parameter,
            action,
            value,
            gains.get((at, "point")),
            gains.get((at, "tenth")),
        )
        for at, ((path, channel, parameter, action, _), value) in enumerate(
            zip(rows, values, strict=True)
        )
    ]
    found = [row for row in found if _moves(row, small)]
    # Rounding must not decide between equals: gains are compared in steps of it.
    found.sort(
        key=lambda row: (
            -round(row.brings(measure, move) / small),
            -round(row.brings("net_gain", move) / small),
            -row.brings(measure, "point"),
        )
    )
    return found


def _value(scenario: Scenario, channel: Channel, parameter: str) -> float:
    """The channel's own value, or the scenario's that it inherits."""
    own = getattr(channel, parameter)
    return level(get_value(scenario, parameter) if own is None else own)


def _moves(row: Bottleneck, small: float) -> bool:
    return any(
        max(abs(gain.gross_profit), abs(gain.net_gain)) > small
        or abs(gain.payback_change or 0.0) > 1e-9
        for gain in (row.point, row.tenth)
        if gain is not None
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
