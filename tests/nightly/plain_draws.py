"""Plain Monte Carlo: random numbers of NumPy, and the plan worked out for all draws month by month.

Nothing of the engine or of the Sobol' points is used. It knows what the presets with a fixed
cycle have (saturation and people among it), and refuses what it has not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from roi_model.analysis.risk.spreads import Doubt
from tests.engine.reference import INHERITED, RATES, complete, window

Draws = Any  # an array (n,)
TENTH = 1.2815515655446004
BLOCK = 50_000


def drawn(doubt: Doubt, rng: np.random.Generator, count: int) -> Draws:
    """Values of one doubt: what falls outside its bounds is drawn again."""
    n = doubt.numbers

    def some(size: int) -> Draws:
        if doubt.kind == "beta":
            return rng.beta(n["mean"] * n["ess"], (1 - n["mean"]) * n["ess"], size)
        if doubt.kind == "triangular":
            return rng.triangular(n["low"], n["mode"], n["high"], size)
        low, high = n["p10"], n["p90"]
        if doubt.kind == "lognormal":
            low, high = np.log(low), np.log(high)
        made = rng.normal((low + high) / 2, (high - low) / 2 / TENTH, size)
        return np.exp(made) if doubt.kind == "lognormal" else made

    values = some(count)
    while (out := (values < doubt.low) | (values > doubt.high)).any():
        values[out] = some(int(out.sum()))
    return np.rint(values) if doubt.whole else values


def figures(raw: Mapping[str, Any], at: Mapping[str, Draws], count: int) -> dict[str, Draws]:
    """net_gain, investment, revenue, roi, npv, cash_trough and payback_month of every draw."""
    s = complete(dict(raw))
    refused = ("seasonality", "initiatives", "benefits", "enforce_capacity", "cycle_cv")
    if any(s[key] for key in refused) or any(role["attrition"] for role in s["team"]):
        raise NotImplementedError("seasons, initiatives, capacity, varying cycles, turnover")
    months, campaign = s["horizon_months"], s["campaign_months"]

    def value(key: str, path: str = "", item: Any = s) -> Any:
        own = at.get(path + key, item[key])
        return value(key) if own is None and key in INHERITED else own

    signed_pay = value("commission") * (1 + value("commission_employer_rate"))
    revenue, direct, spent = (np.zeros((months + 1, count)) for _ in range(3))
    for role in s["team"]:
        path = f"team/{role['title']}/"
        pay = value("fte", path, role) * value("gross_salary", path, role)
        pay = pay * (1 + value("employer_rate", path, role)) * value("time_share", path, role)
        for month in window(role, campaign):
            spent[month] += pay
    for line in s["costs"]:
        amount = value("amount", f"costs/{line['name']}/", line)
        once = line["every"] == "once"
        for month in [line["start_month"] or 0] if once else window(line, campaign):
            spent[month] += amount
    for channel in s["channels"]:
        path = f"channels/{channel['name']}/"

        def own(key: str, path: str = path, channel: Any = channel) -> Any:
            return value(key, path, channel)

        budget, amount = own("monthly_cost"), own("contacts") * value("market")
        if channel["saturation_spend"] is not None:
            amount = amount * _bend(channel, budget) / _bend(channel, channel["reference_spend"])
        leads = amount * own(RATES[0])
        meetings = leads * own(RATES[1]) * own(RATES[2])
        customers = meetings * own(RATES[3]) * own(RATES[4])
        kept, price, fee = own("retention"), own("deal_value"), own("monthly_fee")
        whole = np.floor(own("cycle_months"))
        part = own("cycle_months") - whole
        signed = np.zeros((months + 1, count))
        for month in window(channel, campaign):
            spent[month] += budget + leads * own("lead_price") + meetings * own("meeting_cost")
            for later in range(month, months + 1):  # a cycle of 2.4 months: 0.6 in 2, 0.4 in 3
                share = (1 - part) * (whole == later - month)
                signed[later] += customers * (share + part * (whole == later - month - 1))
        spent += signed * (price + 12 * fee) * signed_pay
        brought = np.zeros((months + 1, count))
        for age in range(months + 1):
            stay = kept ** (age / 12)
            sale = price * own("repeat_orders") / 12 * stay if age else price
            brought[age:] += signed[: months + 1 - age] * (sale + fee * stay)
        brought *= own("incrementality")
        revenue += brought
        direct += brought * (1 - own("gross_margin"))
    receipts = np.zeros_like(revenue)
    late = value("dso_days") / 30
    whole, part = np.floor(late), late - np.floor(late)
    for delay in range(int(np.max(whole)) + 2):
        if delay <= months:
            share = (1 - part) * (whole == delay) + part * (whole == delay - 1)
            receipts[delay:] += revenue[: months + 1 - delay] * share
    flows = receipts - direct - spent
    cash = np.cumsum(flows, axis=0)
    total, gross = spent.sum(axis=0), (revenue - direct).sum(axis=0)
    monthly = (1 + value("discount_rate")) ** (1 / 12)
    return {
        "revenue": revenue.sum(axis=0),
        "investment": total,
        "net_gain": gross - total,
        "roi": (gross - total) / total,
        "npv": (flows / monthly ** np.arange(months + 1)[:, None]).sum(axis=0),
        "cash_trough": np.minimum(cash.min(axis=0), 0),
        "payback_month": _payback(cash),
    }


def _bend(channel: Mapping[str, Any], spend: Any) -> Any:
    k, shape = channel["saturation_spend"], channel["saturation_shape"]
    return spend**shape / (spend**shape + k**shape)


def _payback(cash: Draws) -> Draws:
    """The month at which cumulative cash reaches 0 for good; infinite where it does not."""
    months, count = len(cash) - 1, cash.shape[1]
    below = cash < -1e-9 * np.maximum(1, np.abs(cash).max(axis=0))
    last = months - np.argmax(below[::-1], axis=0)
    here = cash[last, np.arange(count)]
    step = cash[np.minimum(last + 1, months), np.arange(count)] - here
    crossing = last - here / np.where(step == 0, 1, step)
    return np.where(~below.any(axis=0), 0, np.where(last == months, np.inf, crossing))


def simulated(
    raw: Mapping[str, Any], doubts: Sequence[Doubt], count: int, seed: int
) -> dict[str, Draws]:
    """`count` plans drawn around one, in blocks."""
    rng, blocks = np.random.default_rng(seed), []
    for begin in range(0, count, BLOCK):
        size = min(BLOCK, count - begin)
        blocks.append(figures(raw, {one.path: drawn(one, rng, size) for one in doubts}, size))
    return {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}
