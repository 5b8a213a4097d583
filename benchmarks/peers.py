"""The same model in the hands of others: a loop with pandas, and a Monte Carlo package.

`one` works out a single draw as somebody would in a notebook: columns by month, in a pandas table
or, quicker, in arrays, and a convolution for the sales cycle. It knows what the plan of
`benchmarks.cases` has, and refuses what it has not. The package, monaco, draws the inputs itself
and calls the same function once a draw; it is run where it is installed, and is no dependency.
"""

from __future__ import annotations

import importlib
import importlib.util
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats
from scipy.special import gammainc

from roi_model import Scenario
from roi_model.analysis.risk.spreads import TENTH, Doubt
from roi_model.declaration.steps import Steps

METRICS = (
    "customers_signed",
    "revenue",
    "gross_profit",
    "investment",
    "roi",
    "npv",
    "cash_trough",
    "payback_month",
)
COLUMNS = ("signed", "revenue", "investment")
PACKAGE = "monaco"

Drawn = Mapping[str, float]
Figures = dict[str, float]
Table = Any  # columns by name, as arrays or as a pandas table: the code below is the same


def arrays(length: int) -> Table:
    """The columns as arrays."""
    return {name: np.zeros(length) for name in COLUMNS}


def frame(length: int) -> Table:
    """The columns as a pandas table."""
    return pd.DataFrame(0.0, index=range(length), columns=list(COLUMNS))


def one(scenario: Scenario, drawn: Drawn, start: Callable[[int], Table] = arrays) -> Figures:
    """One draw: METRICS by name, NaN where it never pays back; `start` makes the empty table."""
    if scenario.seasonality or scenario.enforce_capacity or scenario.initiatives:
        raise NotImplementedError("seasons, capacity and initiatives are not part of this loop")

    def at(path: str, planned: float | Steps) -> float:
        if isinstance(planned, Steps):
            raise NotImplementedError("steps by month are not part of this loop")
        return drawn.get(path, planned)

    horizon = scenario.horizon_months
    campaign = scenario.campaign_months or min(12, horizon)
    market = at("market", scenario.market)
    value = at("deal_value", scenario.deal_value)
    fee = at("monthly_fee", scenario.monthly_fee)
    kept = at("retention", scenario.retention) ** (1 / 12)
    orders = value * at("repeat_orders", scenario.repeat_orders) / 12
    commission = (value + 12 * fee) * at("commission", scenario.commission)
    commission *= 1 + at("commission_employer_rate", scenario.commission_employer_rate)
    cycle = signing(
        at("cycle_months", scenario.cycle_months), at("cycle_cv", scenario.cycle_cv), horizon
    )

    month = np.arange(horizon + 1)

    def between(first: int, last: int) -> NDArray[np.float64]:
        return ((month >= first) & (month <= last)).astype(float)

    table = start(horizon + 1)
    for channel in scenario.channels:
        if channel.saturation_spend is not None or channel.cycle_months is not None:
            raise NotImplementedError("saturation and own cycles are not part of this loop")
        path = f"channels/{channel.name}/"
        window = between(channel.start_month, channel.end_month or campaign)
        contacts = window * (at(path + "contacts", channel.contacts) * market)
        leads = contacts * at(path + "contact_to_lead", channel.contact_to_lead)
        qualified = leads * at(path + "lead_to_qualified", channel.lead_to_qualified)
        meetings = qualified * at(path + "qualified_to_meeting", channel.qualified_to_meeting)
        quotes = meetings * at(path + "meeting_to_quote", channel.meeting_to_quote)
        won = quotes * at(path + "quote_to_customer", channel.quote_to_customer)
        signed = np.convolve(won, cycle)[: horizon + 1]
        mine = signed * at(path + "incrementality", channel.incrementality)
        active, base = [], 0.0
        for new in mine.tolist():
            base = base * kept + new
            active.append(base)
        table["signed"] += signed
        table["revenue"] += mine * (value - orders) + np.array(active) * (orders + fee)
        table["investment"] += leads * at(path + "lead_price", channel.lead_price)
        table["investment"] += meetings * at(path + "meeting_cost", channel.meeting_cost)
        table["investment"] += signed * commission
        table["investment"] += window * at(path + "monthly_cost", channel.monthly_cost)
    for role in scenario.team:
        path = f"team/{role.title}/"
        pay = at(path + "fte", role.fte) * at(path + "gross_salary", role.gross_salary)
        pay *= 1 + at(path + "employer_rate", role.employer_rate)
        pay *= at(path + "time_share", role.time_share)
        table["investment"] += between(role.start_month, role.end_month or campaign) * pay
    for line in scenario.costs:
        if line.every == "once":
            paid = between(line.start_month or 0, line.start_month or 0)
        else:
            paid = between(line.start_month or 1, line.end_month or campaign)
        table["investment"] += paid * at(f"costs/{line.name}/amount", line.amount)

    margin = at("gross_margin", scenario.gross_margin)
    table["direct_costs"] = (1 - margin) * table["revenue"]
    delay, part = divmod(at("dso_days", scenario.dso_days) / 30, 1)
    later = np.zeros(int(delay) + 2)
    later[-2:] = 1 - part, part
    table["receipts"] = np.convolve(table["revenue"], later)[: horizon + 1]
    table["cash_flow"] = table["receipts"] - table["direct_costs"] - table["investment"]
    worth = (1 + at("discount_rate", scenario.discount_rate)) ** (-month / 12)
    cash = table["cash_flow"].cumsum()
    profit = table["revenue"].sum() - table["direct_costs"].sum()
    spent = table["investment"].sum()
    found = (
        table["signed"].sum(),
        table["revenue"].sum(),
        profit,
        spent,
        (profit - spent) / spent,
        (table["cash_flow"] * worth).sum(),
        min(0.0, cash.min()),
        paid_back(cash.tolist()),
    )
    return dict(zip(METRICS, map(float, found), strict=True))


def signing(mean: float, variation: float, months: int) -> NDArray[np.float64]:
    """Share of a month's leads that signs 0, 1, 2 … months later: a gamma law with a spread."""
    shape, scale = 1 / variation**2, mean * variation**2
    x = np.arange(-1, months + 2).clip(0)
    whole = x * gammainc(shape, x / scale) - mean * gammainc(shape + 1, x / scale)
    return np.asarray(np.diff(whole, 2))


def paid_back(cash: Sequence[float]) -> float:
    """The month from which the money put in is back for good."""
    below = [month for month, total in enumerate(cash) if total < 0]
    if not below:
        return 0.0
    last = below[-1]
    if last == len(cash) - 1:
        return math.nan
    return last - cash[last] / (cash[last + 1] - cash[last])


def loop(
    scenario: Scenario,
    draws: Mapping[str, NDArray[np.float64]],
    start: Callable[[int], Table] = arrays,
) -> pd.DataFrame:
    """Every draw by itself, one row of METRICS each."""
    return pd.DataFrame([one(scenario, drawn, start) for drawn in rows(draws)])


def rows(draws: Mapping[str, NDArray[np.float64]]) -> Iterator[Drawn]:
    """The draws one by one, as plain numbers by path."""
    for values in zip(*(drawn.tolist() for drawn in draws.values()), strict=True):
        yield dict(zip(draws, values, strict=True))


# The package ---------------------------------------------------------------------------------


def installed() -> bool:
    """Whether the package is there to be run."""
    return importlib.util.find_spec(PACKAGE) is not None


def version() -> str:
    """Its name and version."""
    from importlib.metadata import version as known

    return f"{PACKAGE} {known(PACKAGE)}"


def simulate(scenario: Scenario, doubts: Sequence[Doubt], count: int, seed: int) -> Any:
    """Its whole run: distributions, draws (its default, scrambled Sobol'), a call for each draw."""
    monaco = importlib.import_module(PACKAGE)

    def run(drawn: Drawn) -> tuple[Figures]:
        return (one(scenario, drawn),)

    def before(case: Any) -> tuple[Drawn]:
        return ({path: case.invals[path].val for path in case.invals},)

    def after(case: Any, figures: Figures) -> None:
        for name in METRICS:
            case.addOutVal(name, figures[name])

    sim = monaco.Sim(
        name="peer",
        ndraws=count,
        fcns={"preprocess": before, "run": run, "postprocess": after},
        seed=seed,
        singlethreaded=True,
        verbose=False,
        debug=True,
    )
    for doubt in doubts:
        law, given = _law(doubt)
        sim.addInVar(name=doubt.path, dist=law, distkwargs=given)
    sim.runSim()
    return sim


def _law(doubt: Doubt) -> tuple[Any, dict[str, float]]:
    """A doubt as SciPy writes distributions; none of the plan's own is cut off at its bounds."""
    n = doubt.numbers
    if doubt.kind == "beta":
        return stats.beta, {"a": n["mean"] * n["ess"], "b": (1 - n["mean"]) * n["ess"]}
    if doubt.kind == "lognormal":
        deviation = math.log(n["p90"] / n["p10"]) / (2 * TENTH)
        return stats.lognorm, {"s": deviation, "scale": math.sqrt(n["p10"] * n["p90"])}
    if doubt.kind == "triangular":
        width = n["high"] - n["low"]
        return stats.triang, {
            "c": (n["mode"] - n["low"]) / width,
            "loc": n["low"],
            "scale": width,
        }
    raise NotImplementedError(doubt.kind)
