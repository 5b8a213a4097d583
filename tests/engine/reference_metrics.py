"""The metrics of MODEL 3 from the plain calculation of `reference.py`: a number or a reason."""

from __future__ import annotations

import math
from itertools import pairwise

from tests.engine.reference import Cohort, Json, Reference, complete, operate

Answer = float | str


def epsilon(series: list[float]) -> float:
    return 1e-9 * max(1.0, max(abs(value) for value in series))


def ratio(above: float, below: float, reason: str) -> Answer:
    return above / below if below else reason


def payback(series: list[float]) -> Answer:
    """Month at which a running total reaches 0 for good."""
    below = [month for month, total in enumerate(series) if total < -epsilon(series)]
    if not below:
        return 0.0
    last = below[-1]
    if last == len(series) - 1:
        return "not_within_horizon"
    return last + (-series[last]) / (series[last + 1] - series[last])


def trough_month(series: list[float]) -> float:
    """First month as low as the lowest, rounding left aside; 0 where none is below 0."""
    low, small = min(series), epsilon(series)
    return next(m for m, total in enumerate(series) if total <= low + small) if low < -small else 0


def first_crossing(series: list[float]) -> Answer:
    limit = -epsilon(series)
    if all(total >= limit for total in series):
        return 0.0
    for month, (here, following) in enumerate(pairwise(series)):
        if here < limit <= following:
            return month - here / (following - here)
    return "not_within_horizon"


def present(series: list[float], rate: float) -> float:
    return math.fsum(value / (1 + rate) ** month for month, value in enumerate(series))


def irr(flows: list[float]) -> Answer:
    """The one rate in −0.9 < i ≤ 10 a month, from the crossings of a fine grid.

    A grid overlooks two roots closer than its step: a caller compares with that in mind.
    """
    small = epsilon(flows)
    flows = [0.0 if abs(flow) < small else flow for flow in flows]
    if not (min(flows) < 0 < max(flows)):
        return "no_sign_change"
    steps = 400
    grid = [0.1 * 110 ** (step / steps) - 1 for step in range(steps + 1)]

    def value(i: float) -> float:
        """Present value, scaled to stay finite at the ends of the window."""
        if i < 0:
            return sum(flow * (1 + i) ** (len(flows) - m) for m, flow in enumerate(flows))
        return sum(flow * (1 + i) ** -m for m, flow in enumerate(flows))

    at = [value(i) for i in grid]
    crossings = [n for n in range(steps) if at[n] < 0 < at[n + 1] or at[n + 1] < 0 < at[n]]
    crossings += [n for n in range(1, steps + 1) if at[n] == 0]
    if not crossings:
        return "no_root"
    if len(crossings) > 1:
        return "multiple_roots"
    low, high = grid[crossings[0]], grid[min(crossings[0] + 1, steps)]
    if value(low) == 0:
        return (1 + low) ** 12 - 1
    rising = value(low) < 0
    for _ in range(200):
        middle = (low + high) / 2
        if (value(middle) < 0) == rising:
            low = middle
        else:
            high = middle
    return (1 + low) ** 12 - 1


def lifetime(cohorts: list[Cohort], cap: int) -> list[float]:
    """Margin of all incremental customers of the plan, by age 0..cap−1."""
    return [
        sum(
            cohort.margin * cohort.revenue_at(age) * cohort.ultimate * cohort.incrementality
            for cohort in cohorts
        )
        for age in range(cap)
    ]


def age_reaching(cohorts: list[Cohort], cap: int, customers: float, cost: float) -> Answer:
    """Age at which the average customer's margin reaches `cost`.

    The first order counts at age 0; what recurs at age a accrues evenly from a to a+1.
    """
    first = sum(c.margin * c.value * c.ultimate * c.incrementality for c in cohorts) / customers
    recurring = [margin / customers for margin in lifetime(cohorts, cap)]
    recurring[0] -= first
    earned = first
    if earned >= cost:
        return 0.0
    for age, more in enumerate(recurring):
        if earned + more >= cost:
            return age + (cost - earned) / more
        earned += more
    return "not_within_cap"


def of_account(s: Json, running: list[float]) -> dict[str, Answer]:
    """MODEL 8.1: the user's own balance, month 0 included."""
    names = ("lowest_balance", "lowest_balance_month", "cash_out_month", "funding_need")
    if s["opening_cash"] is None:
        return dict.fromkeys(names, "no_opening_cash")
    balance = [s["opening_cash"] + s["other_cash"] * m + cash for m, cash in enumerate(running)]
    low, small, floor = min(balance), epsilon(balance), s["cash_floor"]
    out: Answer = "never_below_floor"
    for month, held in enumerate(balance):
        if held < floor - small:
            before = balance[month - 1]
            out = month - 1 + (before - floor) / (before - held) if month else 0.0
            break
    first = next(m for m, held in enumerate(balance) if held <= low + small)
    need = floor - low if floor - low > small else 0.0
    return dict(zip(names, (low, first, out, need), strict=True))


def count(number: float) -> float:
    """Counts within ε of 0 are 0."""
    return 0.0 if abs(number) < 1e-9 else number


def per_channel(
    s: Json, cohorts: list[Cohort], own: list[dict[str, float]], spent: float, loyalty: float
) -> list[dict[str, Answer | str | None]]:
    lines = []
    hours = sum(cohort.hours for cohort in cohorts)
    leads = sum(cohort.volumes["leads"] for cohort in cohorts)
    common = spent - sum(total["cost"] for total in own)
    for channel, total in zip(s["channels"], own, strict=True):
        mine = [cohort for cohort in cohorts if cohort.channel == channel["name"]]
        my_hours = sum(cohort.hours for cohort in mine)
        my_leads = sum(cohort.volumes["leads"] for cohort in mine)
        if hours > 0:
            weight = my_hours / hours
        elif leads > 0:
            weight = my_leads / leads
        else:
            weight = 1 / len(own)
        incremental = sum(cohort.ultimate * cohort.incrementality for cohort in mine)
        margin = sum(lifetime(mine, s["ltv_cap_months"]))
        profit = sum(cohort.margin * cohort.revenue for cohort in mine)
        cost, shared = total["cost"], common * weight
        left_out = 0.0 if s["cac_includes_loyalty"] else loyalty * weight
        lines.append(
            {
                "name": channel["name"],
                "leads": my_leads,
                "customers_signed": sum(sum(cohort.signed) for cohort in mine),
                "customers_ultimate": sum(cohort.ultimate for cohort in mine),
                "revenue": sum(cohort.revenue for cohort in mine),
                "gross_profit": profit,
                "own_cost": cost,
                "hours": my_hours,
                "shared_cost": shared,
                "contribution_roi": (profit - cost) / cost if cost > 1e-9 else None,
                "loaded_roi": (profit - cost - shared) / (cost + shared)
                if cost + shared > 1e-9
                else None,
                "ltv": margin / incremental if incremental > 1e-9 else None,
                "cac": (cost + shared - left_out + total["due"]) / incremental
                if incremental > 1e-9
                else None,
            }
        )
    return lines


def within_capacity(s: Json) -> dict[str, Answer]:
    """Return and payback of the same plan, of which the team takes what it has the hours for."""
    result, _, _ = operate({**s, "enforce_capacity": True})
    monthly = {name: math.fsum(series) for name, series in result.monthly.items()}
    spent = monthly["investment"]
    gain = monthly["revenue"] - monthly["direct_costs"] - spent
    return {
        "capacity_roi": ratio(gain, spent, "no_investment"),
        "capacity_payback_month": payback(result.monthly["cumulative_cash"]),
    }


def reference(raw: Json) -> Reference:
    """Everything MODEL 7 `project` answers, worked out the slow way."""
    s = complete(raw)
    result, cohorts, own = operate(s)
    monthly = {name: math.fsum(series) for name, series in result.monthly.items()}
    costs = {category: math.fsum(series) for category, series in result.costs.items()}
    revenue, direct, spent = monthly["revenue"], monthly["direct_costs"], monthly["investment"]
    profit = revenue - direct
    r = (1 + s["discount_rate"]) ** (1 / 12) - 1
    flows = result.monthly["cash_flow"]
    running = result.monthly["cumulative_cash"]
    horizon = s["horizon_months"]
    leads, signed = count(monthly["leads"]), count(monthly["customers"])
    ultimate = count(sum(cohort.ultimate for cohort in cohorts))
    incremental = count(sum(cohort.ultimate * cohort.incrementality for cohort in cohorts))
    loyalty = 0.0 if s["cac_includes_loyalty"] else costs.get("loyalty", 0.0)
    commissions = costs.get("commissions", 0.0)
    due = sum(total["due"] for total in own)
    benefits = sum(
        b["annual_value"] / 12 * b["probability"] * (horizon - b["start_month"] + 1)
        for b in s["benefits"]
    )
    roi = ratio(profit - spent, spent, "no_investment")
    pv_spent = present(result.monthly["investment"], r)
    pv_gain = present(result.monthly["receipts"], r) - present(result.monthly["direct_costs"], r)
    discounted = [flow / (1 + r) ** month for month, flow in enumerate(flows)]
    total = 0.0
    running_discounted = [total := total + flow for flow in discounted]
    kept = [0.0 if abs(flow) < epsilon(flows) else flow for flow in flows]
    inflows = sum(f * (1 + r) ** (horizon - m) for m, f in enumerate(kept) if f > 0)
    outflows = -sum(f / (1 + r) ** m for m, f in enumerate(kept) if f < 0)
    cac = ratio(spent - loyalty + due, incremental, "no_customers")
    margin = sum(lifetime(cohorts, s["ltv_cap_months"]))
    ltv = ratio(margin - loyalty, incremental, "no_customers")
    lowest = min(running)
    answers: dict[str, Answer] = {
        "roi": roi,
        "roi_gross": ratio(profit, spent, "no_investment"),
        "roi_revenue": ratio(revenue - spent, spent, "no_investment"),
        "roi_total_cost": ratio(profit - spent, spent + direct, "no_investment"),
        "cash_roi": ratio(monthly["receipts"] - direct - spent, spent, "no_investment"),
        "discounted_roi": ratio(pv_gain - pv_spent, pv_spent, "no_investment"),
        "extended_roi": ratio(profit + benefits - spent, spent, "no_investment"),
        "payback_month": payback(running),
        "first_crossing_month": first_crossing(running),
        "discounted_payback_month": payback(running_discounted),
        "cash_trough": lowest if lowest < -epsilon(running) else 0.0,
        "cash_trough_month": trough_month(running),
        "npv": present(flows, r),
        "irr": irr(flows),
        "cac": cac,
        "period_cac": ratio(spent - loyalty, signed, "no_customers"),
        "cost_per_lead": ratio(spent - commissions - costs.get("meetings", 0.0), leads, "no_leads"),
        "ltv": ltv,
        "receivables_at_horizon": revenue - monthly["receipts"],
        "customers_signed": signed,
        "customers_ultimate": ultimate,
        "customers_incremental": incremental,
        "customers_after_horizon": count(ultimate - signed),
        "revenue": revenue,
        "direct_costs": direct,
        "gross_profit": profit,
        "investment": spent,
        "net_gain": profit - spent,
        "hours_short": math.fsum(result.hours_short),
        "peak_utilisation": max(
            (u for u in result.utilisation if u is not None), default="no_team"
        ),
        **within_capacity(s),
        **of_account(s, running),
    }
    if isinstance(roi, str):
        answers["annualised_roi"] = roi
    elif roi > -1 + 1e-12:
        answers["annualised_roi"] = (1 + roi) ** (12 / horizon) - 1
    else:
        answers["annualised_roi"] = "total_loss"
    if isinstance(cac, str) or isinstance(ltv, str):
        answers["ltv_cac"] = answers["cac_payback_month"] = "no_customers"
    else:
        answers["ltv_cac"] = ratio(ltv, cac, "no_investment")
        answers["cac_payback_month"] = age_reaching(cohorts, s["ltv_cap_months"], incremental, cac)
    if inflows and outflows:
        answers["mirr"] = (inflows / outflows) ** (12 / horizon) - 1
    else:
        answers["mirr"] = "no_sign_change"
    if not signed:
        answers["break_even_customers"] = "no_customers"
    elif profit - commissions <= 1e-9 * max(1.0, abs(profit)):
        answers["break_even_customers"] = "no_margin"
    else:
        answers["break_even_customers"] = (spent - commissions) / ((profit - commissions) / signed)
    result.metrics = answers
    result.channels = per_channel(s, cohorts, own, spent, costs.get("loyalty", 0.0))
    return result
