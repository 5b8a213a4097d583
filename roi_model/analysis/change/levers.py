"""What each lever is worth: the plan with it against the plan without it, and its share of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from roi_model.analysis.change.compare import closed
from roi_model.declaration.scenario import Scenario
from roi_model.metrics import payback_month
from roi_model.projection import project
from roi_model.shapley import SEED, Orders


def levers(scenario: Scenario) -> list[dict[str, Any]]:
    """One line per enabled lever: what it adds to the plan, all others as they stand.

    Keys: name, investment and gross_profit (plan with − plan without, within the horizon, money),
    roi of these two, payback_month of the difference of cash flows, npv of that difference, and
    reasons for what is None. Lines do not add up: levers act on one another. Source: MODEL 4.

    >>> from roi_model import Channel, Effect, Initiative
    >>> effect = Effect(parameter="quote_to_customer", factor=1.2)
    >>> training = Initiative(name="Training", one_off=1000, effects=(effect,))
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),), initiatives=(training,))
    >>> round(levers(case)[0]["investment"], 2)
    2597.5
    """
    names = _enabled(scenario)
    if not names:
        return []
    count = len(names)
    draws = {}
    for position, name in enumerate(names):  # draw 0 has them all, draw p + 1 is without lever p
        enabled = np.ones(count + 1)
        enabled[position + 1] = 0.0
        draws[f"initiatives/{name}/enabled"] = enabled
    projection = project(scenario, draws)
    cash = projection.monthly["cash_flow"]
    added = {
        metric: (found := projection.metrics.figure(metric).values)[0] - found
        for metric in ("investment", "gross_profit", "npv")
    }
    return [
        _line(
            name,
            float(added["investment"][position]),
            float(added["gross_profit"][position]),
            cash[0] - cash[position],
            float(added["npv"][position]),
        )
        for position, name in enumerate(names, 1)
    ]


SHARED = ("investment", "gross_profit", "net_gain", "npv")
"""The amounts that all levers together bring, and that are shared over them."""


def together(scenario: Scenario, *, seed: int = SEED) -> dict[str, Any]:
    """What all enabled levers bring together, and the share of each: these lines do add up.

    Keys: investment, gross_profit, net_gain and npv (plan − plan without any lever, money), roi of
    the first two (None where nothing is spent), `levers` with the same amounts by lever, the
    mean over all orders of adopting them, and `exact` (over 12 levers the orders are sampled with
    `seed`). What levers do to one another is so shared between them. Source: MODEL 4.

    >>> from roi_model import Channel, Effect, Initiative
    >>> effects = [Effect(parameter=p, factor=2) for p in ("contacts", "deal_value")]
    >>> levers = (Initiative(name="Ads", effects=(effects[0],)),
    ...           Initiative(name="Pitch", effects=(effects[1],)))
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),), initiatives=levers)
    >>> [(line["name"], round(line["gross_profit"])) for line in together(case)["levers"]]
    [('Ads', 101250), ('Pitch', 101250)]
    """
    names = _enabled(scenario)
    orders = Orders(len(names), seed)
    draws = {
        f"initiatives/{name}/enabled": orders.coalitions[:, at].astype(np.float64)
        for at, name in enumerate(names)
    }
    lines: list[dict[str, Any]] = [{"name": name} for name in names]
    total: dict[str, Any] = dict.fromkeys(SHARED, 0.0)
    metrics = project(scenario, draws).metrics if names else {}
    for metric in SHARED if names else ():
        values = np.asarray(metrics[metric].value)
        total[metric] = float(values[-1] - values[0])
        for line, part in zip(
            lines, closed(orders.split(values).parts, total[metric]), strict=True
        ):
            line[metric] = part
    spent = total["investment"] > 1e-9 * max(1.0, abs(total["gross_profit"]))
    roi = total["net_gain"] / total["investment"] if spent else None
    return {**total, "roi": roi, "levers": lines, "exact": orders.exact}


TRIFLING = 0.01
"""A lever that adds less than this share of the plan's investment: no return on it is told."""


def is_trifling(line: Mapping[str, Any], investment: float) -> bool:
    """Whether a lever's own spending is too small beside the plan's for a return on it to tell.

    `line` is one of `levers`, `investment` the plan's, money.

    >>> is_trifling({"investment": 30.0}, 31_400.0), is_trifling({"investment": 8_300.0}, 31_400.0)
    (True, False)
    """
    return float(line["investment"]) < TRIFLING * investment


def held_back(scenario: Scenario) -> list[str]:
    """The enabled levers that the team's hours leave nothing of.

    Without any limit they add gross profit; kept to its hours the plan gains none of it. Empty
    where nobody is paid to sell.

    >>> from roi_model import Channel, Effect, Initiative, Role
    >>> ads = Initiative(name="Ads", effects=(Effect(parameter="contacts", factor=2.0),))
    >>> busy = Scenario(name="Demo", channels=(Channel(name="Calls", hours_per_lead=2.0),),
    ...                 team=(Role(title="SDR"),), initiatives=(ads,))
    >>> held_back(busy)
    ['Ads']
    """
    if not scenario.team:
        return []
    free, kept = (
        {
            line["name"]: line["gross_profit"]
            for line in levers(replace(scenario, enforce_capacity=on))
        }
        for on in (False, True)
    )
    return [name for name, gained in free.items() if gained > 0 and kept[name] <= _NOTHING * gained]


_NOTHING = 0.05
"""Of what a lever would add without a limit: at most this share is nothing."""


def _enabled(scenario: Scenario) -> list[str]:
    return [i.name for i in scenario.initiatives if i.enabled and i.kind == "lever"]


def _line(
    name: str,
    investment: float,
    gross_profit: float,
    cash: np.ndarray[Any, np.dtype[np.float64]],
    npv: float,
) -> dict[str, Any]:
    reasons = {}
    roi: float | None = None
    if investment > 1e-9 * max(1.0, abs(gross_profit)):
        roi = (gross_profit - investment) / investment
    else:
        reasons["roi"] = "no_investment"
    month: float | None = float(payback_month(cash.cumsum()))
    if month is None or np.isnan(month):
        month = None
        reasons["payback_month"] = "not_within_horizon"
    return {
        "name": name,
        "investment": investment,
        "gross_profit": gross_profit,
        "roi": roi,
        "payback_month": month,
        "npv": npv,
        "reasons": reasons,
    }
