"""The series and totals of a projection, for one case or n draws; every metric is made of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from roi_model.declaration.paths import named
from roi_model.engine.arrays import (
    Floats,
    Number,
    row,
    running_product,
    running_sum,
)
from roi_model.engine.costs import book_costs, commission_per_customer
from roi_model.engine.draws import Draws
from roi_model.engine.funnel import STAGES, Funnel, within_capacity
from roi_model.engine.plan import Plan, build_plan
from roi_model.engine.revenue import (
    LifetimeMargin,
    Sales,
    build_money,
    build_sales,
    lifetime_margin,
)
from roi_model.engine.streams import Streams

COUNT_EPSILON = 1e-9


@dataclass(eq=False)
class Flows:
    """Monthly series (n, H+1), totals (n,) and totals by channel (n, channels).

    Money is in the scenario's currency, costs positive; cash_flow is positive when money comes
    in. Month 0 is the start and holds one-off spending only. What varies by no draw may have 1
    in the place of n. `at_hand` are what comes before and the sales by group and month, the largest
    tables there are, until they are put away.
    """

    draws: Draws
    horizon: Floats
    monthly: Monthly
    costs: dict[str, Floats]
    funnel: Funnel
    at_hand: tuple[Plan, Sales] | None
    budgets: Floats
    within: Floats | None

    @property
    def sales(self) -> Sales:
        """What is sold by group and month, worked out again where it was put away."""
        return self.at_hand[1] if self.at_hand else build_flows(build_plan(self.draws)).sales

    def put_away(self) -> None:
        """Let go of the sales by group and month: many parts would hold them all at once."""
        self.at_hand = None

    def kept_to_hours(self, chosen: NDArray[np.intp]) -> Flows:
        """Some of the draws worked out again with their capacity enforced."""
        plan = self.at_hand[0] if self.at_hand else build_plan(self.draws)
        return build_flows(plan.kept_to_hours(chosen))

    @property
    def count(self) -> int:
        """How many draws there are."""
        return self.draws.count

    @cached_property
    def hours_asked(self) -> Floats:
        """Hours that all contacts ask for, before any scaling."""
        return self.funnel.work.asked.T

    @property
    def hours_there(self) -> Floats:
        """Hours that the team has."""
        return self.funnel.work.there.T

    @property
    def discount_rate(self) -> Floats:
        """The effective annual rate."""
        return row(self.draws.at("discount_rate", self.draws.scenario.discount_rate))

    @property
    def includes_loyalty(self) -> Floats:
        """1 where loyalty spending counts in CAC, else 0."""
        stated = self.draws.scenario.cac_includes_loyalty
        return row(self.draws.at("cac_includes_loyalty", stated))

    @cached_property
    def enforced(self) -> NDArray[np.bool_]:
        """Where the plan keeps to its team's hours; without a team there is nothing to keep to."""
        scenario = self.draws.scenario
        enforced = row(self.draws.at("enforce_capacity", float(scenario.enforce_capacity)))
        return (enforced > 0) | (not scenario.team)

    @cached_property
    def benefits(self) -> Floats:
        """Non-financial returns, put into money."""
        return _benefits(self.draws, self.draws.months, self.within)

    @cached_property
    def margin(self) -> LifetimeMargin:
        """Margin of the incremental customers by age."""
        return lifetime_margin(self.draws, self.sales.streams, self.funnel.ultimate)

    @cached_property
    def by_stream(self) -> dict[str, Floats]:
        """Leads, and what they will ever bring, by stream: shape (streams, n)."""
        return _by_stream(self)

    @cached_property
    def by_channel(self) -> dict[str, Floats]:
        """Totals over the horizon by channel, shape (n, channels)."""
        return _by_channel(self)

    @cached_property
    def discount(self) -> Floats:
        """Weight of every month: (1 + r_m)^−m, shape (n, H+1)."""
        factor = (1.0 + self.discount_rate) ** (-1.0 / 12.0)
        table = np.empty((self.monthly["cash_flow"].shape[1], factor.size))
        table[0] = 1.0
        table[1:] = factor
        return running_product(table).T

    @cached_property
    def balance(self) -> Floats | None:
        """The user's account by month, (n, H+1); None where no opening balance is known.

        Flat behind the horizon of a draw that has a shorter one.
        """
        scenario, at = self.draws.scenario, self.draws.at
        opening = self.draws.maybe("opening_cash", scenario.opening_cash)
        if opening is None:
            return None
        cumulative = self.monthly["cumulative_cash"]
        other, months = at("other_cash", scenario.other_cash), cumulative.shape[1]
        return cumulative + held_beside(opening, other, self.horizon, months)

    @property
    def cash_floor(self) -> Floats:
        """The balance that must never be undercut."""
        return row(self.draws.at("cash_floor", self.draws.scenario.cash_floor))

    def discounted(self, series: str) -> Floats:
        """Present value of a monthly series."""
        return np.asarray(np.einsum("nm,nm->n", self.monthly[series], self.discount))

    def total(self, series: str) -> Floats:
        """Sum of a monthly series over the horizon."""
        return np.asarray(np.add.reduce(self.monthly[series], axis=-1))

    @cached_property
    def revenue(self) -> Floats:
        """Revenue booked."""
        return self.total("revenue")

    @cached_property
    def direct_costs(self) -> Floats:
        """Direct costs of the revenue booked."""
        return self.total("direct_costs")

    @cached_property
    def gross_profit(self) -> Floats:
        """Revenue less direct costs."""
        return self.revenue - self.direct_costs

    @cached_property
    def investment(self) -> Floats:
        """Everything spent to sell."""
        return self.total("investment")

    @cached_property
    def receipts(self) -> Floats:
        """Money received from customers."""
        return self.total("receipts")

    @cached_property
    def utilisation(self) -> Floats:
        """Hours asked / hours there by month, NaN where nobody is there."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.hours_there > 0, self.hours_asked / self.hours_there, np.nan)

    @cached_property
    def overloaded(self) -> NDArray[np.bool_]:
        """The draws that ask for hours nobody has, and go on as if somebody had."""
        beyond = (self.hours_asked > self.hours_there).any(axis=-1)
        return np.broadcast_to(beyond & ~self.enforced, (self.count,))

    def cost_total(self, category: str) -> Floats:
        """Investment of a category, 0 where there is none."""
        found = self.costs.get(category)
        return np.zeros(1) if found is None else np.asarray(np.add.reduce(found, axis=-1))

    @cached_property
    def loyalty(self) -> Floats:
        """Spending of category loyalty."""
        return self.cost_total("loyalty")

    @cached_property
    def acquisition(self) -> Floats:
        """Investment, less loyalty spending where it does not count in CAC."""
        return self.investment - self.loyalty * (1.0 - self.includes_loyalty)

    @cached_property
    def loyalty_off_ltv(self) -> Floats:
        """Loyalty spending taken off lifetime value, where it does not count in CAC."""
        return self.loyalty * (1.0 - self.includes_loyalty)

    @cached_property
    def leads(self) -> Floats:
        """Leads created."""
        return counts(np.add.reduce(self.by_stream["leads"]))

    @cached_property
    def customers_signed(self) -> Floats:
        """Customers signed within the horizon."""
        return counts(self.total("customers"))

    @cached_property
    def customers_ultimate(self) -> Floats:
        """Customers the leads end up giving."""
        return counts(np.add.reduce(self.by_stream["ultimate"]))

    @cached_property
    def customers_incremental(self) -> Floats:
        """Ultimate customers that would not have come anyway."""
        return counts(np.add.reduce(self.by_stream["incremental"]))

    @cached_property
    def commissions_due(self) -> Floats:
        """Commissions on the customers that sign after the horizon."""
        return np.asarray(np.add.reduce(self.by_stream["commissions_due"]))

    @cached_property
    def lifetime_margin(self) -> Floats:
        """Margin of all incremental ultimate customers over the lifetime cap."""
        return np.asarray(np.add.reduce(self.by_stream["lifetime_margin"]))

    def age_at_margin(self, cost: Floats) -> Floats:
        """Age at which the average incremental customer has earned `cost`; NaN if never."""
        return self.margin.age_at(cost * self.customers_incremental)


class Monthly(dict[str, Floats]):
    """Series by month, shape (n, H+1); the stages of the funnel are made when first asked for."""

    def __init__(self, known: dict[str, Floats], funnel: Funnel) -> None:
        super().__init__(known)
        self._funnel = funnel

    def __missing__(self, stage: str) -> Floats:
        """One of the stages before a signature."""
        funnel = self._funnel
        made = self[stage] = funnel.volumes.over_streams(funnel.reach[stage]).T
        return made


def held_beside(opening: Number, other: Number, horizon: Floats, months: int) -> Floats:
    """What an account holds in months 0, 1, … but for the plan, shape (n, months).

    Flat behind a draw's own horizon.
    """
    month = np.minimum(np.arange(months), horizon[:, None])
    return row(opening)[:, None] + row(other)[:, None] * month


def counts(count: Floats) -> Floats:
    """Counts within ε of 0 are 0."""
    return np.where(np.abs(count) < COUNT_EPSILON, 0.0, count)


def build_flows(plan: Plan) -> Flows:
    """Run the plan through: volumes → customers → costs, revenue → cash."""
    draws, within, months = plan.draws, plan.within, plan.draws.months
    funnel = within_capacity(draws, plan.funnel)
    sales = build_sales(plan.groups, funnel, months if within is None else plan.horizon, within)
    costs = book_costs(draws, plan.fixed, sales)
    if within is not None:
        costs = {category: cost * within for category, cost in costs.items()}
    monthly = build_money(draws, sales, within)
    investment = sum(costs.values(), np.zeros((months + 1, 1)))
    monthly["investment"] = investment
    monthly["cash_flow"] = monthly["receipts"] - monthly["direct_costs"] - investment
    monthly["cumulative_cash"] = running_sum(monthly["cash_flow"])
    return Flows(
        draws=draws,
        horizon=row(plan.horizon),
        monthly=Monthly({name: series.T for name, series in monthly.items()}, funnel),
        costs={category: cost.T for category, cost in costs.items() if np.count_nonzero(cost)},
        funnel=funnel,
        at_hand=(plan, sales),
        budgets=plan.budgets,
        within=within,
    )


def _benefits(draws: Draws, months: int, within: Floats | None) -> Floats:
    """Σ annual_value/12 · probability from start_month to the horizon."""
    month = np.arange(months + 1.0)[:, None]
    total: Floats = np.zeros(1)
    for name, position, _ in named(draws.scenario.benefits):
        benefit = draws.scenario.benefits[position]
        path = f"benefits/{name}/"
        worth = draws.at(path + "annual_value", benefit.annual_value) / 12.0
        worth = worth * draws.at(path + "probability", benefit.probability)
        counted = (month >= draws.at(path + "start_month", benefit.start_month)) * worth
        total = total + (counted if within is None else counted * within).sum(axis=0)
    return total


def _by_stream(flows: Flows) -> dict[str, Floats]:
    """What metrics need of it, shape (streams, n)."""
    funnel, sales = flows.funnel, flows.sales
    per_customer = commission_per_customer(flows.draws, sales.streams)
    return {
        "leads": funnel.contacted * funnel.reach["leads"],
        "ultimate": funnel.ultimate,
        "incremental": funnel.ultimate * sales.streams["incrementality"],
        "commissions_due": (funnel.ultimate - sales.signed_by_stream) * per_customer,
        "lifetime_margin": flows.margin.at_cap,
    }


def _by_channel(flows: Flows) -> dict[str, Floats]:
    """Totals over the horizon by channel, shape (n, channels)."""
    draws, funnel, sales = flows.draws, flows.funnel, flows.sales
    streams, contacted = sales.streams, funnel.contacted
    stages = {stage: contacted * funnel.reach[stage] for stage in STAGES if stage != "customers"}
    signed = sales.signed_by_stream
    at_signature, when_active = streams.revenue_weights
    revenue = signed * at_signature
    if sales.active is not None:
        revenue = revenue + sales.active_by_stream * when_active
    revenue = revenue * streams["incrementality"]
    per_customer = commission_per_customer(draws, streams)
    after_lead = stages["meetings"] * streams["meeting_cost"] + signed * per_customer
    totals = {
        **stages,
        **flows.by_stream,
        "signed": signed,
        "revenue": revenue,
        "gross_profit": revenue * streams["gross_margin"],
        "hours": contacted * funnel.work.hours,
        "paid": stages["leads"] * streams["lead_price"] + after_lead,
        "after_lead": after_lead,
    }
    found = {name: _gather(streams, total) for name, total in totals.items()}
    found["own_cost"] = found.pop("paid") + flows.budgets.sum(axis=0).T
    return found


def _gather(streams: Streams, total: Floats) -> Floats:
    """Totals by stream added up by channel, shape (n, channels)."""
    if len(streams.channel) == streams.channel[-1] + 1:
        return total.T
    starts = np.flatnonzero(np.diff(streams.channel, prepend=-1))
    return np.asarray(np.add.reduceat(total, starts, axis=0).T)
