"""The model a second time: slow, plain loops over months and cohorts, as MODEL 2 and 3 read.

Nothing of the engine is used here: a scenario is the JSON dict, defaults are written out again,
and every formula is the sentence of the contract. Tests compare the engine with this; the metrics
stand in `reference_metrics.py`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

SCENARIO = {
    "currency": "EUR", "start": None, "horizon_months": 36, "campaign_months": None,
    "discount_rate": 0.10, "market": 1.0, "seasonality": None, "cycle_months": 3, "cycle_cv": 0,
    "deal_value": 5000, "monthly_fee": 0, "gross_margin": 0.60, "retention": 0.85,
    "repeat_orders": 0, "dso_days": 45, "commission": 0.05, "commission_employer_rate": 0.42,
    "enforce_capacity": False, "selling_hours": 98.6, "ltv_cap_months": 60,
    "cac_includes_loyalty": False, "opening_cash": None, "other_cash": 0, "cash_floor": 0,
    "team": [], "costs": [], "initiatives": [], "benefits": [],
    "uncertainty": {},
}  # fmt: skip
CHANNEL = {
    "contacts": 1000, "contact_to_lead": 0.10, "lead_to_qualified": 0.30,
    "qualified_to_meeting": 0.50, "meeting_to_quote": 0.50, "quote_to_customer": 0.25,
    "monthly_cost": 0, "lead_price": 0, "meeting_cost": 60, "start_month": 1, "end_month": None,
    "incrementality": 1.0, "saturation_spend": None, "saturation_shape": 1.0,
    "reference_spend": None, "hours_per_lead": 1, "hours_per_meeting": 2, "hours_per_quote": 4,
    "cycle_months": None, "cycle_cv": None, "deal_value": None, "monthly_fee": None,
    "gross_margin": None, "retention": None, "repeat_orders": None,
}  # fmt: skip
ROLE = {
    "fte": 1, "gross_salary": 3000, "employer_rate": 0.42, "time_share": 1, "start_month": 1,
    "end_month": None, "ramp_months": 0, "attrition": 0, "replacement_months": 0,
    "replacement_cost": 0,
}  # fmt: skip
COST = {
    "category": "other", "amount": 0, "every": "month", "start_month": None, "end_month": None,
}  # fmt: skip
INITIATIVE = {
    "kind": "lever", "enabled": True, "start_month": 0, "delay_months": 0, "one_off": 0,
    "monthly_cost": 0, "category": "other", "effects": [],
}  # fmt: skip
BENEFIT = {"annual_value": 0, "probability": 1, "start_month": 1}
LISTS = {
    "channels": CHANNEL, "team": ROLE, "costs": COST, "initiatives": INITIATIVE,
    "benefits": BENEFIT,
}  # fmt: skip
RATES = (
    "contact_to_lead", "lead_to_qualified", "qualified_to_meeting", "meeting_to_quote",
    "quote_to_customer",
)  # fmt: skip
INHERITED = (
    "cycle_months", "cycle_cv", "deal_value", "monthly_fee", "gross_margin", "retention",
    "repeat_orders",
)  # fmt: skip
CAPPED = (*RATES, "gross_margin", "retention")
VOLUMES = ("contacts", "leads", "qualified", "meetings", "quotes")


def complete(raw: Json) -> Json:
    """The scenario with every default of MODEL 1 filled in."""
    full = {**SCENARIO, **raw}
    for key, defaults in LISTS.items():
        full[key] = [{**defaults, **item} for item in full[key]]
    if full["campaign_months"] is None:
        full["campaign_months"] = min(12, full["horizon_months"])
    return full


def gamma_p(k: float, x: float) -> float:
    """P(k, x), the regularised lower incomplete gamma: its series, or 1 less the fraction of Q."""
    if x <= 0:
        return 0.0
    scale = math.exp(k * math.log(x) - x - math.lgamma(k))
    if x < k + 1:
        term = total = 1.0 / k
        n = k
        while abs(term) > 1e-18 * abs(total):
            n += 1
            term *= x / n
            total += term
        return scale * total
    # Lentz's continued fraction of Q(k, x)
    tiny = 1e-300
    b = x + 1 - k
    c, d = 1 / tiny, 1 / b
    fraction = d
    for i in range(1, 100_000):
        a = -i * (i - k)
        b += 2
        d = a * d + b
        d = 1 / (d if d else tiny)
        c = b + a / c
        c = c if c else tiny
        fraction *= d * c
        if abs(d * c - 1) < 1e-16:
            break
    return 1.0 - scale * fraction


def lag(mean: float, cv: float, months: int) -> list[float]:
    """w_0..w_months of MODEL 2.2."""

    def g(x: float) -> float:
        if x <= 0:
            return 0.0
        if cv == 0 or mean == 0:
            return max(0.0, x - mean)
        k, theta = 1 / cv**2, mean * cv**2
        return x * gamma_p(k, x / theta) - mean * gamma_p(k + 1, x / theta)

    at = [g(x) for x in range(-1, months + 2)]
    return [at[j + 2] - 2 * at[j + 1] + at[j] for j in range(months + 1)]


@dataclass
class Reference:
    """What the plain calculation gives: the shapes of MODEL 7 `project`."""

    monthly: dict[str, list[float]] = field(default_factory=dict)
    costs: dict[str, list[float]] = field(default_factory=dict)
    channels: list[dict[str, Any]] = field(default_factory=list)
    utilisation: list[float | None] = field(default_factory=list)
    hours_short: list[float] = field(default_factory=list)
    metrics: dict[str, float | str] = field(default_factory=dict)
    """A number, or the reason why there is none."""


def effect_month(initiative: Json) -> int:
    return max(1, initiative["start_month"] + initiative["delay_months"])


def in_force(value: Any, month: int) -> Any:
    """MODEL 8.6: of an object of steps, the value of the latest month that has come."""
    if not isinstance(value, dict):
        return value
    begun = [int(start) for start in value if int(start) <= month]
    return value[str(max(begun))]


def parameter(s: Json, channel: Json, key: str, month: int) -> float:
    """A parameter of the cohort that `channel` creates in `month`, after initiatives."""
    value = in_force(channel[key], month)
    if value is None and key in INHERITED:
        value = in_force(s[key], month)
    for initiative in s["initiatives"]:
        if not initiative["enabled"] or month < effect_month(initiative):
            continue
        for effect in initiative["effects"]:
            if effect["parameter"] == key and effect.get("channel") in (None, channel["name"]):
                value *= effect["factor"]
    return min(1.0, value) if key in CAPPED else value


def season(s: Json, month: int) -> float:
    if s["seasonality"] is None:
        return 1.0
    january = 1 if s["start"] is None else int(s["start"][5:7])
    mean = sum(s["seasonality"]) / 12
    return s["seasonality"][(january - 1 + month - 1) % 12] / mean


def saturation(channel: Json, month: int) -> float:
    k, shape = channel["saturation_spend"], channel["saturation_shape"]
    if k is None:
        return 1.0

    def h(spend: float) -> float:
        return 0.0 if spend == 0 else spend**shape / (spend**shape + k**shape)

    return h(in_force(channel["monthly_cost"], month)) / h(channel["reference_spend"])


def window(item: Json, campaign: int) -> range:
    """The months of a team member, a channel or a monthly cost."""
    first = 1 if item["start_month"] is None else item["start_month"]
    last = campaign if item["end_month"] is None else item["end_month"]
    return range(first, last + 1)


@dataclass
class Cohort:
    """The leads of one channel and month, and the customers they give by month of signature."""

    channel: str
    month: int
    volumes: dict[str, float]
    ultimate: float
    hours: float
    signed: list[float]
    value: float
    fee: float
    margin: float
    retention: float
    orders: float
    incrementality: float
    lead_price: float
    meeting_cost: float
    revenue: float = 0.0

    def revenue_at(self, age: int) -> float:
        """Revenue of one customer at an age in months (MODEL 2.4)."""
        kept = self.retention ** (age / 12)
        again = self.value * self.orders / 12 * kept if age >= 1 else self.value
        return again + self.fee * kept


def starters(role: Json, last: int) -> list[float]:
    """n_1..n_last of MODEL 8.2: who starts in each month of a role; later ones are replacements."""
    stay = (1 - role["attrition"]) ** (1 / 12)
    made = [1.0]
    for k in range(2, last + 1):
        left = k - 1 - role["replacement_months"]
        seats = sum(made[j - 1] * stay ** (left - j) for j in range(1, left + 1))
        made.append((1 - stay) * seats)
    return made


def filled(role: Json, k: int, *, by_skill: bool = False) -> float:
    """a_k: whoever started by the k-th month, thinned out since; each at their skill, if asked."""
    stay, ramp = (1 - role["attrition"]) ** (1 / 12), role["ramp_months"]
    total = 0.0
    for j, started in enumerate(starters(role, k), 1):
        skill = min(1.0, (k - j + 0.5) / ramp) if by_skill and ramp else 1.0
        total += started * stay ** (k - j) * skill
    return total


def hours_there(s: Json, month: int) -> float:
    total = 0.0
    for role in s["team"]:
        if month in window(role, s["campaign_months"]):
            age = month - role["start_month"] + 1
            people = role["fte"] * role["time_share"]
            total += people * s["selling_hours"] * filled(role, age, by_skill=True)
    for initiative in s["initiatives"]:
        if initiative["enabled"] and month >= effect_month(initiative):
            for effect in initiative["effects"]:
                if effect["parameter"] == "selling_hours":
                    total *= effect["factor"]
    return total


def cohorts_of(s: Json, result: Reference) -> list[Cohort]:
    horizon = s["horizon_months"]
    made: list[Cohort] = []
    lags: dict[tuple[float, float], list[float]] = {}
    result.utilisation = [None] * (horizon + 1)
    for month in range(1, horizon + 1):
        there = hours_there(s, month)
        started = []
        asked = 0.0
        for channel in s["channels"]:
            if month not in window(channel, s["campaign_months"]):
                continue
            amount = parameter(s, channel, "contacts", month)
            amount *= in_force(s["market"], month) * season(s, month)
            amount *= saturation(channel, month)
            volumes = {"contacts": amount}
            for name, rate in zip(
                ("leads", "qualified", "meetings", "quotes", "customers"), RATES, strict=True
            ):
                amount *= parameter(s, channel, rate, month)
                volumes[name] = amount
            hours = (
                volumes["leads"] * parameter(s, channel, "hours_per_lead", month)
                + volumes["meetings"] * parameter(s, channel, "hours_per_meeting", month)
                + volumes["quotes"] * parameter(s, channel, "hours_per_quote", month)
            )
            asked += hours
            started.append((channel, volumes, hours))
        if there > 0:
            result.utilisation[month] = asked / there
        result.hours_short.append(max(0.0, asked - there))
        share = 1.0
        if s["enforce_capacity"] and s["team"] and asked > 0:
            share = min(1.0, there / asked)
        for channel, volumes, hours in started:
            volumes = {name: amount * share for name, amount in volumes.items()}
            law = (
                parameter(s, channel, "cycle_months", month),
                parameter(s, channel, "cycle_cv", month),
            )
            if law not in lags:
                lags[law] = lag(*law, horizon)
            signed = [0.0] * (horizon + 1)
            for later in range(month, horizon + 1):
                signed[later] = volumes["customers"] * lags[law][later - month]
            made.append(
                Cohort(
                    channel["name"], month, volumes, volumes["customers"], hours * share, signed,
                    parameter(s, channel, "deal_value", month),
                    parameter(s, channel, "monthly_fee", month),
                    parameter(s, channel, "gross_margin", month),
                    parameter(s, channel, "retention", month),
                    parameter(s, channel, "repeat_orders", month),
                    channel["incrementality"],
                    parameter(s, channel, "lead_price", month),
                    parameter(s, channel, "meeting_cost", month),
                )
            )  # fmt: skip
            for name in VOLUMES:
                result.monthly[name][month] += volumes[name]
    return made


def book(s: Json, result: Reference, cohorts: list[Cohort]) -> list[dict[str, float]]:
    """Every cost by category and month; the totals of each channel's own money."""
    horizon, campaign = s["horizon_months"], s["campaign_months"]

    def spend(category: str, month: int, amount: float) -> None:
        if month <= horizon:
            series = result.costs.setdefault(category, [0.0] * (horizon + 1))
            series[month] += amount

    for role in s["team"]:
        for month in window(role, campaign):
            pay = role["fte"] * role["gross_salary"] * (1 + role["employer_rate"])
            pay *= role["time_share"]
            age = month - role["start_month"] + 1
            pay *= filled(role, age)
            joining = starters(role, age)[-1] if age > 1 else 0.0
            spend("hiring", month, role["fte"] * joining * role["replacement_cost"])
            for initiative in s["initiatives"]:
                for effect in initiative["effects"]:
                    if (
                        effect["parameter"] == "people_cost"
                        and initiative["enabled"]
                        and month >= effect_month(initiative)
                    ):
                        pay *= effect["factor"]
            spend("people", month, pay)
    for line in s["costs"]:
        if line["every"] == "once":
            spend(line["category"], line["start_month"] or 0, line["amount"])
        else:
            for month in window(line, campaign):
                spend(line["category"], month, line["amount"])
    for initiative in s["initiatives"]:
        if initiative["enabled"]:
            spend(initiative["category"], initiative["start_month"], initiative["one_off"])
            for month in range(max(1, initiative["start_month"]), campaign + 1):
                spend(initiative["category"], month, initiative["monthly_cost"])
    own = []
    charged = s["commission"] * (1 + s["commission_employer_rate"])
    for channel in s["channels"]:
        total = {"cost": 0.0, "due": 0.0}
        for month in window(channel, campaign):
            budget = in_force(channel["monthly_cost"], month)
            spend("advertising", month, budget)
            total["cost"] += budget
        for cohort in cohorts:
            if cohort.channel != channel["name"]:
                continue
            leads = cohort.volumes["leads"] * cohort.lead_price
            meetings = cohort.volumes["meetings"] * cohort.meeting_cost
            spend("leads", cohort.month, leads)
            spend("meetings", cohort.month, meetings)
            each = (cohort.value + 12 * cohort.fee) * charged
            for month, signed in enumerate(cohort.signed):
                spend("commissions", month, signed * each)
            total["cost"] += leads + meetings + sum(cohort.signed) * each
            total["due"] += (cohort.ultimate - sum(cohort.signed)) * each
        own.append(total)
    return own


def operate(s: Json) -> tuple[Reference, list[Cohort], list[dict[str, float]]]:
    """Months 0..H of a complete scenario: series, costs, cohorts, own money by channel."""
    horizon = s["horizon_months"]
    result = Reference()
    names = (*VOLUMES, "customers", "revenue", "direct_costs", "investment", "receipts")
    for name in (*names, "cash_flow", "cumulative_cash"):
        result.monthly[name] = [0.0] * (horizon + 1)
    cohorts = cohorts_of(s, result)
    own = book(s, result, cohorts)
    monthly = result.monthly
    for cohort in cohorts:
        brings = [cohort.revenue_at(age) * cohort.incrementality for age in range(horizon + 1)]
        for month, signed in enumerate(cohort.signed):
            monthly["customers"][month] += signed
            if signed == 0:
                continue
            for later in range(month, horizon + 1):
                revenue = signed * brings[later - month]
                monthly["revenue"][later] += revenue
                monthly["direct_costs"][later] += (1 - cohort.margin) * revenue
                cohort.revenue += revenue
    delay = s["dso_days"] / 30
    whole, part = int(delay), delay - int(delay)
    for month, revenue in enumerate(monthly["revenue"]):
        for later, share in ((month + whole, 1 - part), (month + whole + 1, part)):
            if later <= horizon:
                monthly["receipts"][later] += revenue * share
    for series in result.costs.values():
        for month, amount in enumerate(series):
            monthly["investment"][month] += amount
    running = 0.0
    for month in range(horizon + 1):
        flow = monthly["receipts"][month] - monthly["direct_costs"][month]
        flow -= monthly["investment"][month]
        running += flow
        monthly["cash_flow"][month] = flow
        monthly["cumulative_cash"][month] = running
    return result, cohorts, own
