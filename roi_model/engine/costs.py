"""Investment by category and month, shape (H+1, n) each; month 0 holds one-off spending only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from roi_model.declaration.initiatives import Initiative
from roi_model.declaration.scenario import CostLine
from roi_model.engine.arrays import Floats, Number, anywhere, column, most, over_streams, picked
from roi_model.engine.draws import Draws
from roi_model.engine.revenue import Sales
from roi_model.engine.seats import seats
from roi_model.engine.streams import Streams, team_factors


class Ledger:
    """Costs by category, added up as they come."""

    def __init__(self, months: int) -> None:
        self.month = np.arange(months + 1.0)[:, None]
        self.by_category: dict[str, Floats] = {}

    def add(self, category: str, monthly: Floats) -> None:
        """Book a cost series under its category."""
        known = self.by_category.get(category)
        self.by_category[category] = monthly if known is None else known + monthly

    def window(self, start: Number, end: Number) -> Floats:
        """1 in the months start..end, else 0."""
        return np.asarray((self.month >= start) & (self.month <= end), dtype=np.float64)

    def once(self, at: Number) -> Floats:
        """1 in that month, else 0."""
        return np.asarray(self.month == at, dtype=np.float64)


@dataclass(frozen=True)
class Fixed:
    """What is spent whatever the volumes, by category: the plan's own, and its initiatives'."""

    own: dict[str, Floats]
    initiatives: dict[str, Floats]

    def part(self, chosen: NDArray[np.intp]) -> Fixed:
        """The same in some of the draws."""
        return Fixed(
            *(
                {name: picked(cost, chosen) for name, cost in costs.items()}
                for costs in (self.own, self.initiatives)
            )
        )


def fixed_costs(draws: Draws, budgets: Floats, campaign: Number) -> Fixed:
    """People, cost lines, the budgets of channels, and initiatives."""
    own, initiatives = Ledger(len(budgets) - 1), Ledger(len(budgets) - 1)
    _people(own, draws, campaign)
    for line in draws.scenario.costs:
        _line(own, draws, line, campaign)
    own.add("advertising", np.add.reduce(budgets, axis=1))
    for initiative in draws.scenario.initiatives:
        _initiative(initiatives, draws, initiative, campaign)
    return Fixed(own.by_category, initiatives.by_category)


def book_costs(draws: Draws, fixed: Fixed, sales: Sales) -> dict[str, Floats]:
    """Everything the plan spends but direct costs, by category in the order first met."""
    ledger = Ledger(draws.months)
    ledger.by_category.update(fixed.own)
    _volumes(ledger, draws, sales)
    for category, cost in fixed.initiatives.items():
        ledger.add(category, cost)
    return ledger.by_category


def commission_per_customer(draws: Draws, streams: Streams) -> Floats:
    """What one signature costs in commissions, employer charges included, by stream."""
    scenario = draws.scenario
    rate = draws.at("commission", scenario.commission)
    charges = draws.at("commission_employer_rate", scenario.commission_employer_rate)
    first_year = streams["deal_value"] + 12.0 * streams["monthly_fee"]
    return first_year * (rate * (1.0 + charges))


def channel_budgets(draws: Draws, months: int, campaign: Number) -> Floats:
    """The budget of every channel by month, shape (H+1, channels, n)."""
    first, last, cost = [], [], []
    for channel in draws.scenario.channels:
        path = f"channels/{channel.name}/"
        end = draws.maybe(path + "end_month", channel.end_month)
        first.append(draws.at(path + "start_month", channel.start_month))
        last.append(campaign if end is None else end)
        cost.append(draws.by_month(path + "monthly_cost", channel.monthly_cost))
    month = np.arange(months + 1.0)[:, None, None]
    open_months = (month >= column(first)) & (month <= column(last))
    return np.asarray(open_months * column(cost))


def _people(ledger: Ledger, draws: Draws, campaign: Number) -> None:
    team = draws.scenario.team
    if not team:
        return
    for role in team:
        path = f"team/{role.title}/"
        end = draws.maybe(path + "end_month", role.end_month)
        start = draws.at(path + "start_month", role.start_month)
        fte = draws.at(path + "fte", role.fte)
        pay = (
            fte
            * draws.at(path + "gross_salary", role.gross_salary)
            * (1.0 + draws.at(path + "employer_rate", role.employer_rate))
            * draws.at(path + "time_share", role.time_share)
        )
        paid = ledger.window(start, campaign if end is None else end)
        held = seats(draws, role, start)
        if held is None:
            ledger.add("people", paid * pay)
            continue
        ledger.add("people", paid * held.filled * pay)
        each = fte * draws.at(path + "replacement_cost", role.replacement_cost)
        ledger.add("hiring", paid * held.joiners * each)
    for factor in team_factors(draws, "people_cost", ledger.month):
        ledger.by_category["people"] = ledger.by_category["people"] * factor


def _line(ledger: Ledger, draws: Draws, line: CostLine, campaign: Number) -> None:
    path = f"costs/{line.name}/"
    amount = draws.at(path + "amount", line.amount)
    start = draws.maybe(path + "start_month", line.start_month)
    if line.every == "once":
        paid = ledger.once(0.0 if start is None else start)
    else:
        end = draws.maybe(path + "end_month", line.end_month)
        paid = ledger.window(1.0 if start is None else start, campaign if end is None else end)
    ledger.add(line.category, paid * amount)


def _volumes(ledger: Ledger, draws: Draws, sales: Sales) -> None:
    """What is paid per lead, per meeting and per signature."""
    volumes, reach, streams = sales.funnel.volumes, sales.funnel.reach, sales.streams
    for category, price in (
        ("leads", reach["leads"] * streams["lead_price"]),
        ("meetings", reach["meetings"] * streams["meeting_cost"]),
    ):
        if np.count_nonzero(price):
            ledger.add(category, volumes.over_streams(price))
    per_customer = commission_per_customer(draws, streams)[sales.groups.first]
    if np.count_nonzero(per_customer):
        ledger.add("commissions", over_streams(sales.signed, per_customer))


def _initiative(ledger: Ledger, draws: Draws, initiative: Initiative, campaign: Number) -> None:
    enabled = _enabled(draws, initiative)
    if not anywhere(enabled):
        return
    path = f"initiatives/{initiative.name}/"
    start = draws.at(path + "start_month", initiative.start_month)
    once = draws.at(path + "one_off", initiative.one_off)
    monthly = draws.at(path + "monthly_cost", initiative.monthly_cost)
    paid = ledger.once(start) * once
    paid = paid + ledger.window(most(1, start), campaign) * monthly
    ledger.add(initiative.category, paid * enabled)


def _enabled(draws: Draws, initiative: Initiative) -> Number:
    return draws.at(f"initiatives/{initiative.name}/enabled", float(initiative.enabled))
