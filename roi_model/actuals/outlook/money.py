"""What customers bring and cost: revenue, margin, commissions and cash, linear in both of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from roi_model.actuals.won_business import first_orders
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import mean_over
from roi_model.engine.arrays import Floats
from roi_model.engine.revenue import PAYMENT_DAYS_A_MONTH, active_customers, delayed
from roi_model.projection import Projection

Cells = set[tuple[int, str]]
_OWN = ("customers", "revenue", "direct_costs")


@dataclass(frozen=True)
class Money:
    """The plan after what happened: `spent` by category in months 0..H, `happened` what is actual.

    `own` are the plan's series, `weights` the customers of its channels. Series have months first;
    where they have a second axis, they are draws side by side.
    """

    scenario: Scenario
    own: Mapping[str, Floats]
    weights: Floats
    spent: Mapping[str, Floats]
    happened: Cells

    @classmethod
    def of(cls, now: Projection, spent: Mapping[str, Floats], happened: Cells) -> Money:
        """That of a projection: what it needs of it, which can be sent to another process."""
        length = len(now.monthly["customers"])
        own = {name: np.asarray(now.monthly[name], np.float64) for name in _OWN}
        own["orders"] = first_orders(now.scenario)
        own["commissions"] = now.monthly_costs.get("commissions", np.zeros(length))
        weights = np.array([line["customers_ultimate"] for line in now.channels])
        return cls(now.scenario, own, weights, dict(spent), happened)

    def mean(self, key: str) -> float:
        """An input of the average customer, over the channels and the months of the campaign."""
        own = (getattr(channel, key) for channel in self.scenario.channels)
        stated = (getattr(self.scenario, key) if v is None else v for v in own)
        values = [mean_over(value, self.scenario.campaign) for value in stated]
        return float(np.average(values, weights=self.weights if self.weights.any() else None))

    def series(self, customers: Floats, orders: Floats) -> dict[str, Floats]:
        """Revenue, costs and cash of so many customers and first orders signed by month.

        Beyond the plan's own they bring first orders, then fees and reorders at the mean of the
        channels, at its margin and payment delay; commissions that are not actual follow them.
        """
        more = customers - _column(self.own["customers"], customers)
        extra = orders - _column(self.own["orders"], orders)
        kept = np.array([self.mean("retention")])
        active = active_customers(more.reshape(len(more), -1), kept).reshape(more.shape)
        again = self.mean("deal_value") * self.mean("repeat_orders") / 12.0
        extra = extra + active * self.mean("monthly_fee") + (active - more) * again
        extra = extra * self.mean("incrementality")
        revenue = _column(self.own["revenue"], extra) + extra
        direct = _column(self.own["direct_costs"], extra)
        direct = direct + extra * (1.0 - self.mean("gross_margin"))
        spent = sum(self.spent.values(), np.zeros(len(extra)))
        investment = _column(spent, extra) + self.commissions(customers)
        return {"revenue": revenue, "direct_costs": direct, "investment": investment,
                **cash(self.scenario, revenue, direct, investment)}  # fmt: skip

    def commissions(self, customers: Floats) -> Floats:
        """Commissions beyond those spent: of customers beyond the plan's, where none is actual."""
        more = customers - _column(self.own["customers"], customers)
        return _column(self._each(), more) * more

    def _each(self) -> Floats:
        """The commission on one customer more by month; 0 where it is actual."""
        due, customers = self.own["commissions"], self.own["customers"]
        if not customers.sum() > 0:
            return np.zeros(len(customers))
        usual = float(due.sum()) / float(customers.sum())
        each = np.divide(due, customers, out=np.full(len(due), usual), where=customers > 1e-9)
        actual = [(month, "commissions") in self.happened for month in range(len(each))]
        return np.where(actual, 0.0, each)


def cash(
    scenario: Scenario, revenue: Floats, direct: Floats, investment: Floats
) -> dict[str, Floats]:
    """Receipts after the payment delay, and the cash that is left; months first."""
    columns = revenue.reshape(len(revenue), -1)
    receipts = delayed(columns, scenario.dso_days / PAYMENT_DAYS_A_MONTH).reshape(revenue.shape)
    flow = receipts - direct - investment
    return {"receipts": receipts, "cash_flow": flow, "cumulative_cash": flow.cumsum(axis=0)}


def _column(series: Floats, like: Floats) -> Floats:
    """A series by month, to stand beside draws."""
    return np.asarray(series, np.float64).reshape(-1, *[1] * (like.ndim - 1))
