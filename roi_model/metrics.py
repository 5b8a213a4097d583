"""What the projection is worth: every headline figure, each with its reason when undefined.

Per-period series come on the last axis, month 0 first, and broadcast over the axes before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from roi_model.draws import Floats
from roi_model.irr import FOUND, irr_with_reason

if TYPE_CHECKING:
    from roi_model.flows import Flows

REASONS = (
    "",
    "no_sign_change",
    "no_root",
    "multiple_roots",
    "no_investment",
    "no_leads",
    "no_customers",
    "no_margin",
    "not_within_horizon",
    "not_within_cap",
    "total_loss",
    "no_team",
)
CODE = {reason: code for code, reason in enumerate(REASONS)}
Codes = NDArray[np.int8]


def npv(rate_per_period: ArrayLike, cash_flows: ArrayLike) -> Floats:
    """Net present value: Σ flow_t / (1 + rate)^t, period 0 not discounted.

    `rate_per_period` broadcasts over the axes before the last of `cash_flows`; inflows are
    positive. Source: MODEL 3.

    >>> float(npv(0.10, [-100.0, 60.0, 60.0]).round(6))
    4.132231
    """
    flows = np.asarray(cash_flows, dtype=np.float64)
    rate = np.asarray(rate_per_period, dtype=np.float64)[..., None]
    return np.asarray((flows * (1.0 + rate) ** -np.arange(flows.shape[-1])).sum(axis=-1))


def irr(cash_flows: ArrayLike) -> Floats:
    """Internal rate of return per period, NaN without exactly one root in −0.9 < i ≤ 10.

    Inflows are positive, period 0 comes first. `irr_with_reason` tells the several kinds of NaN
    apart. Source: MODEL 3.

    >>> float(irr([-100.0, 60.0, 60.0]).round(9))
    0.130662386
    >>> float(irr([-100.0, 230.0, -132.0]))  # 10 % and 20 %: two answers are none
    nan
    """
    flows = np.asarray(cash_flows, dtype=np.float64)
    rates, _ = irr_with_reason(flows.reshape(-1, flows.shape[-1]))
    return rates.reshape(flows.shape[:-1])


def payback_month(cumulative_cash: ArrayLike) -> Floats:
    """Month at which cumulative cash reaches 0 for good, within its last month below 0.

    0 where it never goes below 0, NaN where it ends below 0; linear within the month.
    Source: MODEL 3.

    >>> float(payback_month([-10.0, -5.0, 5.0]))
    1.5
    """
    return _crossing(np.asarray(cumulative_cash, dtype=np.float64), last=True)


def first_crossing_month(cumulative_cash: ArrayLike) -> Floats:
    """Month at which cumulative cash first comes up to 0, whatever it does later; see payback.

    >>> float(first_crossing_month([-10.0, 10.0, -10.0, 5.0]))
    0.5
    """
    return _crossing(np.asarray(cumulative_cash, dtype=np.float64), last=False)


def tolerance(series: Floats) -> Floats:
    """ε: below 0 means below −ε, so that rounding is no debt; shape without the last axis."""
    return np.asarray(1e-9 * np.maximum(1.0, np.abs(series).max(axis=-1)))


def _crossing(series: Floats, last: bool) -> Floats:
    rows = series.reshape(-1, series.shape[-1])
    below = rows < -tolerance(rows)[:, None]
    rising = below[:, :-1] & ~below[:, 1:]
    if last:
        at = rising.shape[1] - 1 - rising[:, ::-1].argmax(axis=1)
        missing = np.asarray(below[:, -1])
    else:
        at = rising.argmax(axis=1)
        missing = np.asarray(below.any(axis=1) & ~rising.any(axis=1))
    each = np.arange(len(rows))
    here, there = rows[each, at], rows[each, at + 1]
    crossed = rising[each, at]
    month = np.where(crossed, at - here / np.where(crossed, there - here, 1.0), 0.0)
    return np.where(missing, np.nan, month).reshape(series.shape[:-1])


@dataclass(frozen=True)
class Metric:
    """One figure: `value` a float or None, or an array with NaN in a run of draws.

    `reason` says why there is no value: None where there is one, or an array of texts.
    """

    value: float | Floats | None
    code: int | Codes

    @property
    def reason(self) -> str | NDArray[np.str_] | None:
        """The code of MODEL 3 that says why there is no value; None (in draws "") where one is."""
        if isinstance(self.code, int):
            return REASONS[self.code] or None
        return np.array(REASONS)[self.code]


@dataclass(frozen=True)
class Figure:
    """A metric over draws before it is handed out: values (n,) and reason codes (n,)."""

    values: Floats
    codes: Codes

    def at(self, chosen: NDArray[np.intp], count: int) -> Figure:
        """The metric in some of `count` draws."""
        values = np.broadcast_to(self.values, (count,))
        codes = np.broadcast_to(self.codes, (count,))
        return Figure(values[chosen], codes[chosen])


def defined(values: Floats) -> Figure:
    """A metric that always has a value."""
    return Figure(values, np.zeros(values.shape, dtype=np.int8))


def undefined_where(missing: NDArray[np.bool_], figure: Figure, reason: str) -> Figure:
    """The metric with `reason` where `missing`, which goes before any other reason."""
    if not missing.any():
        return figure
    codes = np.where(missing, np.int8(CODE[reason]), figure.codes)
    return Figure(np.where(missing, np.nan, figure.values), codes)


def undefined_like(source: Figure, figure: Figure) -> Figure:
    """The metric made of `source`, undefined where that one is and for the same reason."""
    missing = source.codes != 0
    return Figure(
        np.where(missing, np.nan, figure.values), np.where(missing, source.codes, figure.codes)
    )


def replaced(figure: Figure, other: Figure, chosen: NDArray[np.intp], count: int) -> Figure:
    """The metric over `count` draws, that of `other` in those `chosen`."""
    values = np.array(np.broadcast_to(figure.values, (count,)))
    codes = np.array(np.broadcast_to(figure.codes, (count,)))
    values[chosen], codes[chosen] = other.values, other.codes
    return Figure(values, codes)


def ratio(above: Floats, below: Floats, reason: str) -> Figure:
    """above / below, undefined for `reason` where `below` is 0."""
    missing = below == 0
    if not missing.any():
        return defined(np.asarray(above / below))
    safe = np.where(missing, 1.0, below)
    return undefined_where(missing, defined(np.asarray(above / safe)), reason)


OF_THE_LIMITED_PLAN = {"capacity_roi": "roi", "capacity_payback_month": "payback_month"}
"""Metrics of the plan kept to its team's hours, and those of the plan as it stands."""
WHEN_ASKED = frozenset(("irr", "mirr", *OF_THE_LIMITED_PLAN))
"""Metrics that cost as much as all others together."""


class Figures:
    """The metrics of one run of draws, each worked out when first asked for and kept.

    `limited` runs some of the draws again with their capacity enforced.
    """

    def __init__(self, flows: Flows, limited: Callable[[NDArray[np.intp]], Flows]) -> None:
        self.flows = flows
        self._limited = limited
        self._known: dict[str, Figure] = {}

    def figure(self, name: str) -> Figure:
        """Values and reason codes over the draws, shape (n,) each."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = FORMULAS[name](self)
        return known

    def warm(self) -> Figures:
        """Work out what costs little now, while the series are at hand."""
        for name in FORMULAS:
            if name not in WHEN_ASKED:
                self.figure(name)
        return self

    def within_capacity(self, name: str) -> Figure:
        """A metric of OF_THE_LIMITED_PLAN: only overloaded draws are run again, for all of them."""
        chosen = np.flatnonzero(self.flows.overloaded)
        again = Figures(self._limited(chosen), self._limited) if chosen.size else None
        for limited, plain in OF_THE_LIMITED_PLAN.items():
            found = self.figure(plain)
            if again is not None:
                found = replaced(found, again.figure(plain), chosen, self.flows.count)
            self._known[limited] = found
        return self._known[name]


class Metrics(Mapping[str, Metric]):
    """All metrics by name, over one or several runs of draws put end to end."""

    def __init__(self, parts: Sequence[Figures], single: bool) -> None:
        self._parts = parts
        self._single = single

    def figure(self, name: str) -> Figure:
        """Values and reason codes over all draws, shape (n,) each."""
        found = [(part.figure(name), part.flows.count) for part in self._parts]
        if self._single:
            return found[0][0]
        values = [np.broadcast_to(figure.values, (count,)) for figure, count in found]
        codes = [np.broadcast_to(figure.codes, (count,)) for figure, count in found]
        return Figure(np.concatenate(values), np.concatenate(codes))

    def __getitem__(self, name: str) -> Metric:
        """The metric as users get it: None and a reason where it is undefined."""
        figure = self.figure(name)
        if not self._single:
            return Metric(figure.values, figure.codes)
        code = int(figure.codes[0])
        return Metric(None if code else float(figure.values[0]), code)

    def __iter__(self) -> Iterator[str]:
        """The names, in the order of MODEL 3."""
        return iter(FORMULAS)

    def __len__(self) -> int:
        """How many metrics there are."""
        return len(FORMULAS)


Formula = Callable[[Figures], Figure]
FORMULAS: dict[str, Formula] = {}


def _metric(name: str) -> Callable[[Formula], Formula]:
    def register(formula: Formula) -> Formula:
        FORMULAS[name] = formula
        return formula

    return register


@_metric("roi")
def _roi(m: Figures) -> Figure:
    """(gross profit − investment) / investment."""
    return ratio(m.flows.gross_profit - m.flows.investment, m.flows.investment, "no_investment")


@_metric("roi_gross")
def _roi_gross(m: Figures) -> Figure:
    """Gross profit / investment."""
    return ratio(m.flows.gross_profit, m.flows.investment, "no_investment")


@_metric("roi_revenue")
def _roi_revenue(m: Figures) -> Figure:
    """(revenue − investment) / investment."""
    return ratio(m.flows.revenue - m.flows.investment, m.flows.investment, "no_investment")


@_metric("roi_total_cost")
def _roi_total_cost(m: Figures) -> Figure:
    """(gross profit − investment) / (investment + direct costs)."""
    spent = m.flows.investment + m.flows.direct_costs
    return ratio(m.flows.gross_profit - m.flows.investment, spent, "no_investment")


@_metric("cash_roi")
def _cash_roi(m: Figures) -> Figure:
    """(receipts − direct costs − investment) / investment."""
    gain = m.flows.receipts - m.flows.direct_costs - m.flows.investment
    return ratio(gain, m.flows.investment, "no_investment")


@_metric("discounted_roi")
def _discounted_roi(m: Figures) -> Figure:
    """(PV(receipts − direct costs) − PV(investment)) / PV(investment)."""
    spent = m.flows.discounted("investment")
    gain = m.flows.discounted("receipts") - m.flows.discounted("direct_costs") - spent
    return ratio(gain, spent, "no_investment")


@_metric("extended_roi")
def _extended_roi(m: Figures) -> Figure:
    """(gross profit + benefits − investment) / investment."""
    gain = m.flows.gross_profit + m.flows.benefits - m.flows.investment
    return ratio(gain, m.flows.investment, "no_investment")


@_metric("annualised_roi")
def _annualised_roi(m: Figures) -> Figure:
    """(1 + roi)^(12/H) − 1, where roi > −1."""
    known = m.figure("roi")
    lost = known.values <= -1 + 1e-12  # rounding of an empty gross profit is no return
    kept = np.where(lost | np.isnan(known.values), 0.0, known.values)
    yearly = Figure((1.0 + kept) ** (12.0 / m.flows.horizon) - 1.0, known.codes)
    missing = known.codes != 0
    yearly = Figure(np.where(missing, np.nan, yearly.values), known.codes)
    return undefined_where(lost, yearly, "total_loss")


@_metric("payback_month")
def _payback(m: Figures) -> Figure:
    """Month from which cumulative cash stays at or above 0."""
    return _within_horizon(payback_month(m.flows.monthly["cumulative_cash"]))


@_metric("first_crossing_month")
def _first_crossing(m: Figures) -> Figure:
    """Month at which cumulative cash first comes back to 0."""
    return _within_horizon(first_crossing_month(m.flows.monthly["cumulative_cash"]))


@_metric("discounted_payback_month")
def _discounted_payback(m: Figures) -> Figure:
    """Payback of the discounted cumulative cash."""
    flows = m.flows.monthly["cash_flow"] * m.flows.discount
    return _within_horizon(payback_month(flows.cumsum(axis=-1)))


def _within_horizon(month: Floats) -> Figure:
    return undefined_where(np.isnan(month), defined(month), "not_within_horizon")


@_metric("cash_trough")
def _cash_trough(m: Figures) -> Figure:
    """min(0, lowest cumulative cash): the money the plan needs, negative."""
    return defined(np.minimum(0.0, m.flows.monthly["cumulative_cash"].min(axis=-1)))


@_metric("cash_trough_month")
def _cash_trough_month(m: Figures) -> Figure:
    """First month of the trough; 0 where there is none."""
    series = m.flows.monthly["cumulative_cash"]
    month = series.argmin(axis=-1)
    return defined(np.where(series.min(axis=-1) < 0, month, 0).astype(np.float64))


@_metric("npv")
def _net_present_value(m: Figures) -> Figure:
    """Σ cash flow discounted to month 0."""
    return defined(m.flows.discounted("cash_flow"))


@_metric("irr")
def _internal_rate(m: Figures) -> Figure:
    """Annual effective internal rate of return of the monthly cash flows."""
    flows = m.flows.monthly["cash_flow"]
    flows = np.where(np.abs(flows) < tolerance(flows)[..., None], 0.0, flows)
    rates, codes = irr_with_reason(flows)
    return Figure((1.0 + rates) ** 12 - 1.0, np.where(codes == FOUND, np.int8(0), codes))


@_metric("cac")
def _cac(m: Figures) -> Figure:
    """(acquisition investment + commissions due after H) / incremental customers."""
    spent = m.flows.acquisition + m.flows.commissions_due
    return ratio(spent, m.flows.customers_incremental, "no_customers")


@_metric("period_cac")
def _period_cac(m: Figures) -> Figure:
    """Acquisition investment / customers signed within the horizon."""
    return ratio(m.flows.acquisition, m.flows.customers_signed, "no_customers")


@_metric("cost_per_lead")
def _cost_per_lead(m: Figures) -> Figure:
    """(investment − commissions − meetings) / leads."""
    costs = m.flows.cost_totals
    spent = m.flows.investment - costs.get("commissions", 0.0) - costs.get("meetings", 0.0)
    return ratio(spent, m.flows.leads, "no_leads")


@_metric("ltv")
def _ltv(m: Figures) -> Figure:
    """Margin of the average incremental customer over ltv_cap_months, loyalty spending off."""
    return ratio(
        m.flows.lifetime_margin - m.flows.loyalty_off_ltv,
        m.flows.customers_incremental,
        "no_customers",
    )


@_metric("ltv_cac")
def _ltv_cac(m: Figures) -> Figure:
    """ltv / cac."""
    value, cost = m.figure("ltv"), m.figure("cac")
    known = ratio(value.values, cost.values, "no_investment")
    return undefined_like(cost, known)


@_metric("receivables_at_horizon")
def _receivables_at_horizon(m: Figures) -> Figure:
    """Revenue invoiced and not yet paid at the horizon."""
    return defined(m.flows.revenue - m.flows.receipts)


@_metric("customers_signed")
def _customers_signed(m: Figures) -> Figure:
    """Customers signed within the horizon, incremental or not."""
    return defined(m.flows.customers_signed)


@_metric("customers_ultimate")
def _customers_ultimate(m: Figures) -> Figure:
    """Customers the leads of the horizon end up giving, whenever they sign."""
    return defined(m.flows.customers_ultimate)


@_metric("customers_incremental")
def _customers_incremental(m: Figures) -> Figure:
    """Ultimate customers that would not have come anyway."""
    return defined(m.flows.customers_incremental)


@_metric("cac_payback_month")
def _cac_payback_month(m: Figures) -> Figure:
    """Age at which the average customer's cumulative margin reaches cac."""
    cost = m.figure("cac")
    age = m.flows.age_at_margin(cost.values)
    known = undefined_where(np.isnan(age), defined(age), "not_within_cap")
    return undefined_like(cost, known)


@_metric("mirr")
def _mirr(m: Figures) -> Figure:
    """(inflows compounded to H / outflows discounted to 0)^(12/H) − 1, both at r_m."""
    flows = m.flows.monthly["cash_flow"]
    flows = np.where(np.abs(flows) < tolerance(flows)[..., None], 0.0, flows)
    present = flows * m.flows.discount
    inflows = np.where(present > 0, present, 0.0).sum(axis=-1)
    outflows = -np.where(present < 0, present, 0.0).sum(axis=-1)
    missing = (inflows == 0) | (outflows == 0)
    growth = np.where(missing, 1.0, inflows) / np.where(missing, 1.0, outflows)
    yearly = growth ** (12.0 / m.flows.horizon) * (1.0 + m.flows.discount_rate) - 1.0
    return undefined_where(missing, defined(yearly), "no_sign_change")


@_metric("customers_after_horizon")
def _customers_after_horizon(m: Figures) -> Figure:
    """Ultimate customers that sign after the horizon."""
    return defined(m.flows.customers_after_horizon)


@_metric("revenue")
def _revenue(m: Figures) -> Figure:
    """Revenue booked within the horizon."""
    return defined(m.flows.revenue)


@_metric("direct_costs")
def _direct_costs(m: Figures) -> Figure:
    """Direct costs of that revenue."""
    return defined(m.flows.direct_costs)


@_metric("gross_profit")
def _gross_profit(m: Figures) -> Figure:
    """Revenue − direct costs."""
    return defined(m.flows.gross_profit)


@_metric("investment")
def _investment(m: Figures) -> Figure:
    """Everything spent to sell, within the horizon."""
    return defined(m.flows.investment)


@_metric("net_gain")
def _net_gain(m: Figures) -> Figure:
    """Gross profit − investment."""
    return defined(m.flows.gross_profit - m.flows.investment)


@_metric("break_even_customers")
def _break_even_customers(m: Figures) -> Figure:
    """Signed customers at which roi is 0, all spending but commissions held."""
    commissions = m.flows.cost_totals.get("commissions", np.zeros(1))
    margin = m.flows.gross_profit - commissions
    each = ratio(margin, m.flows.customers_signed, "no_customers")
    small = 1e-9 * np.maximum(1.0, np.abs(m.flows.gross_profit))
    per_customer = np.where(margin > small, each.values, 1.0)
    needed = Figure((m.flows.investment - commissions) / per_customer, each.codes)
    needed = undefined_where(margin <= small, needed, "no_margin")
    return undefined_where(each.codes != 0, needed, "no_customers")


@_metric("peak_utilisation")
def _peak_utilisation(m: Figures) -> Figure:
    """The largest of hours asked / hours there, over the months in which somebody is there."""
    used = m.flows.utilisation
    peak = np.where(np.isnan(used), -1.0, used).max(axis=-1)
    return undefined_where(peak < 0, defined(peak), "no_team")


@_metric("hours_short")
def _hours_short(m: Figures) -> Figure:
    """Σ of the hours asked beyond those there."""
    return defined(np.maximum(0.0, m.flows.hours_asked - m.flows.hours_there).sum(axis=-1))


@_metric("capacity_roi")
def _capacity_roi(m: Figures) -> Figure:
    """roi of the plan kept to its team's hours."""
    return m.within_capacity("capacity_roi")


@_metric("capacity_payback_month")
def _capacity_payback(m: Figures) -> Figure:
    """payback_month of the plan kept to its team's hours."""
    return m.within_capacity("capacity_payback_month")
