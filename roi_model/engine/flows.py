"""The series and totals of a projection, for one case or n draws; every metric is made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from roi_model.declaration.paths import named
from roi_model.engine.arrays import (
    Floats,
    Number,
    over_streams,
    row,
    running_product,
    running_sum,
)
from roi_model.engine.costs import book_costs, channel_budgets, commission_per_customer
from roi_model.engine.draws import Draws
from roi_model.engine.funnel import STAGES, Funnel, build_funnel, team_hours_by_month
from roi_model.engine.revenue import active_customers, delayed, monthly_survival, revenue_weights
from roi_model.engine.streams import Streams, build_streams

PAYMENT_DAYS_A_MONTH = 30.0
"""Terms of payment count months of 30 days (MODEL 2.7); a calendar month has 30.4375 on average."""
COUNT_EPSILON = 1e-9


@dataclass(frozen=True)
class Flows:
    """Monthly series (n, H+1), totals (n,) and totals by channel (n, channels).

    Money is in the scenario's currency, costs positive; cash_flow is positive when money comes
    in. Month 0 is the start and holds one-off spending only. What varies by no draw may have 1
    in the place of n.
    """

    count: int
    horizon: Floats
    monthly: dict[str, Floats]
    costs: dict[str, Floats]
    hours_asked: Floats
    hours_there: Floats
    enforced: NDArray[np.bool_]
    benefits: Floats
    discount_rate: Floats
    includes_loyalty: Floats
    by_channel: dict[str, Floats]
    margin: LifetimeMargin

    @cached_property
    def discount(self) -> Floats:
        """Weight of every month: (1 + r_m)^−m, shape (n, H+1)."""
        factor = (1.0 + self.discount_rate) ** (-1.0 / 12.0)
        table = np.empty((self.monthly["cash_flow"].shape[1], factor.size))
        table[0] = 1.0
        table[1:] = factor
        return running_product(table).T

    def discounted(self, series: str) -> Floats:
        """Present value of a monthly series."""
        return np.asarray(np.einsum("nm,nm->n", self.monthly[series], self.discount))

    def total(self, series: str) -> Floats:
        """Sum of a monthly series over the horizon."""
        return np.asarray(self.monthly[series].sum(axis=-1))

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
        return np.zeros(1) if found is None else np.asarray(found.sum(axis=-1))

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
        return counts(self.total("leads"))

    @cached_property
    def customers_signed(self) -> Floats:
        """Customers signed within the horizon."""
        return counts(self.total("customers"))

    @cached_property
    def customers_ultimate(self) -> Floats:
        """Customers the leads end up giving."""
        return counts(self.by_channel["ultimate"].sum(axis=-1))

    @cached_property
    def customers_incremental(self) -> Floats:
        """Ultimate customers that would not have come anyway."""
        return counts(self.by_channel["incremental"].sum(axis=-1))

    @cached_property
    def commissions_due(self) -> Floats:
        """Commissions on the customers that sign after the horizon."""
        return np.asarray(self.by_channel["commissions_due"].sum(axis=-1))

    @cached_property
    def lifetime_margin(self) -> Floats:
        """Margin of all incremental ultimate customers over the lifetime cap."""
        return np.asarray(self.by_channel["lifetime_margin"].sum(axis=-1))

    def age_at_margin(self, cost: Floats) -> Floats:
        """Age at which the average incremental customer has earned `cost`; NaN if never."""
        return self.margin.age_at(cost * self.customers_incremental)


@dataclass(frozen=True)
class LifetimeMargin:
    """Margin of a plan's incremental customers by age, streams weighted by their customers.

    `first` at signature, `orders` and `fee` a month of an active customer, `kept` from one month
    to the next: arrays of shape (streams, n); `cap` in months.
    """

    first: Floats
    orders: Floats
    fee: Floats
    kept: Floats
    cap: Floats

    def by_stream(self, age: Floats) -> Floats:
        """Margin earned before integer age `age`, shape (…, streams, n) for age (…, 1, n)."""
        whole, divisor = self._rates
        months = np.where(self.kept < 1.0, np.expm1(age * whole) * divisor, age)
        active = self.fee * months + self.orders * (months - 1.0)
        return np.asarray(self.first + np.where(age > 0, active, 0.0))

    @cached_property
    def _rates(self) -> tuple[Floats, Floats]:
        """Logarithm of `kept` and 1/(kept − 1): Σ_{i<a} keptⁱ = expm1(a·log kept)/(kept − 1)."""
        logs = np.log(np.maximum(self.kept, 1e-300))  # a retention of 0: nobody after age 0
        return logs, 1.0 / np.where(self.kept < 1.0, np.expm1(logs), 1.0)

    def at(self, age: Floats) -> Floats:
        """The same over all streams, shape (n,)."""
        return np.asarray(self.by_stream(age).sum(axis=-2))

    def age_at(self, target: Floats) -> Floats:
        """Age at which the margin reaches `target`, linear within the month; NaN beyond cap."""
        shape = np.broadcast_shapes(target.shape, self.cap.shape, self.first.shape[1:])
        low, high = np.zeros(shape), np.broadcast_to(self.cap, shape).astype(np.float64)
        at_start, at_cap = self.first.sum(axis=0), self.at(self.cap)
        if (at_start >= target).all():
            return low
        while np.count_nonzero(wide := high - low > 1):
            middle = np.floor((low + high) / 2)
            reached = self.at(middle) >= target
            high = np.where(wide & reached, middle, high)
            low = np.where(wide & ~reached, middle, low)
        below, above = self.at(low), self.at(high)
        step = np.where(above > below, above - below, 1.0)
        age = low + np.clip((target - below) / step, 0.0, 1.0)
        return np.where(at_start >= target, 0.0, np.where(at_cap < target, np.nan, age))


def counts(count: Floats) -> Floats:
    """Counts within ε of 0 are 0."""
    return np.where(np.abs(count) < COUNT_EPSILON, 0.0, count)


def build_flows(draws: Draws) -> Flows:
    """Run the plan through: streams → funnel → costs → revenue → cash.

    Series have months 0..H, H the longest of the draws; a shorter one has zeros behind it.
    """
    scenario, months = draws.scenario, draws.months
    horizon = draws.at("horizon_months", float(scenario.horizon_months))
    own_campaign = draws.maybe("campaign_months", scenario.campaign_months)
    campaign = np.minimum(12.0, horizon) if own_campaign is None else own_campaign
    campaign = np.minimum(campaign, horizon)
    streams = build_streams(draws, horizon, campaign)
    team_hours = team_hours_by_month(draws, months, campaign)
    funnel = build_funnel(draws, streams, months, team_hours)
    within = _within(horizon, months)
    if within is not None:
        funnel = replace(funnel, signed=funnel.signed * within[:, None, :])
    budgets = channel_budgets(draws, months, campaign)
    costs = book_costs(draws, streams, funnel, budgets, campaign)
    monthly, revenue, gross_profit = _money(draws, streams, funnel, within)
    if within is not None:
        costs = {category: cost * within for category, cost in costs.items()}
    investment = sum(costs.values(), np.zeros((months + 1, 1)))
    monthly["investment"] = investment
    monthly["cash_flow"] = monthly["receipts"] - monthly["direct_costs"] - investment
    monthly["cumulative_cash"] = running_sum(monthly["cash_flow"])
    margin = _lifetime(draws, streams, funnel)
    return Flows(
        count=draws.count,
        horizon=row(horizon),
        monthly={name: series.T for name, series in monthly.items()},
        costs={category: cost.T for category, cost in costs.items() if np.count_nonzero(cost)},
        hours_asked=funnel.hours_asked.T,
        hours_there=funnel.hours_there.T,
        enforced=_enforced(draws),
        benefits=_benefits(draws, months, within),
        discount_rate=row(draws.at("discount_rate", scenario.discount_rate)),
        includes_loyalty=row(draws.at("cac_includes_loyalty", scenario.cac_includes_loyalty)),
        by_channel=_by_channel(draws, streams, funnel, margin, budgets, revenue, gross_profit),
        margin=margin,
    )


def _enforced(draws: Draws) -> NDArray[np.bool_]:
    """Where the plan keeps to its team's hours; without a team there is nothing to keep to."""
    enforced = row(draws.at("enforce_capacity", float(draws.scenario.enforce_capacity)))
    return (enforced > 0) | (not draws.scenario.team)


def _within(horizon: Number, months: int) -> Floats | None:
    """1 in the months up to each draw's own horizon; None where all have the same."""
    if not isinstance(horizon, np.ndarray) or (horizon == months).all():
        return None
    return (np.arange(months + 1)[:, None] <= horizon).astype(np.float64)


def _money(
    draws: Draws, streams: Streams, funnel: Funnel, within: Floats | None
) -> tuple[dict[str, Floats], Floats, Floats]:
    """Monthly volumes, revenue, direct costs and receipts; revenue and profit by stream."""
    monthly = {
        stage: over_streams(funnel.contacts, funnel.reach[stage])
        for stage in STAGES
        if stage != "customers"
    }
    monthly["customers"] = over_streams(funnel.signed, np.ones((len(streams.channel), 1)))
    at_signature, when_active = revenue_weights(streams)
    margin = streams["gross_margin"]
    sold = over_streams(funnel.signed, at_signature)
    earned = over_streams(funnel.signed, at_signature * margin)
    revenue = funnel.signed.sum(axis=0) * at_signature
    if when_active.any():
        active = active_customers(funnel.signed, streams["retention"])
        if within is not None:
            active = active * within[:, None, :]
        sold = sold + over_streams(active, when_active)
        earned = earned + over_streams(active, when_active * margin)
        revenue = revenue + active.sum(axis=0) * when_active
    monthly["revenue"] = sold
    monthly["direct_costs"] = sold - earned
    receipts = delayed(sold, draws.at("dso_days", draws.scenario.dso_days) / PAYMENT_DAYS_A_MONTH)
    monthly["receipts"] = receipts if within is None else receipts * within
    return monthly, revenue, revenue * margin


def _lifetime(draws: Draws, streams: Streams, funnel: Funnel) -> LifetimeMargin:
    weight = funnel.ultimate * streams["incrementality"] * streams["gross_margin"]
    value, survival = streams["deal_value"], monthly_survival(streams["retention"])
    return LifetimeMargin(
        first=weight * value,
        orders=weight * (value * streams["repeat_orders"] / 12.0),
        fee=weight * streams["monthly_fee"],
        kept=np.broadcast_to(survival, np.broadcast_shapes(survival.shape, weight.shape)),
        cap=row(draws.at("ltv_cap_months", float(draws.scenario.ltv_cap_months))),
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


def _by_channel(
    draws: Draws,
    streams: Streams,
    funnel: Funnel,
    margin: LifetimeMargin,
    budgets: Floats,
    revenue: Floats,
    gross_profit: Floats,
) -> dict[str, Floats]:
    """Totals over the horizon by channel, shape (n, channels)."""
    contacted = funnel.contacts.sum(axis=0)
    stages = {stage: contacted * funnel.reach[stage] for stage in STAGES if stage != "customers"}
    signed = funnel.signed.sum(axis=0)
    per_customer = commission_per_customer(draws, streams)
    after_lead = stages["meetings"] * streams["meeting_cost"] + signed * per_customer
    totals = {
        **stages,
        "signed": signed,
        "ultimate": funnel.ultimate,
        "incremental": funnel.ultimate * streams["incrementality"],
        "revenue": revenue,
        "gross_profit": gross_profit,
        "hours": funnel.hours_served,
        "paid": stages["leads"] * streams["lead_price"] + after_lead,
        "after_lead": after_lead,
        "commissions_due": (funnel.ultimate - signed) * per_customer,
        "lifetime_margin": margin.by_stream(margin.cap),
    }
    found = {name: _gather(streams, total) for name, total in totals.items()}
    found["own_cost"] = found.pop("paid") + budgets.sum(axis=0).T
    return found


def _gather(streams: Streams, total: Floats) -> Floats:
    """Totals by stream added up by channel, shape (n, channels)."""
    if len(streams.channel) == streams.channel[-1] + 1:
        return total.T
    starts = np.flatnonzero(np.diff(streams.channel, prepend=-1))
    return np.asarray(np.add.reduceat(total, starts, axis=0).T)
