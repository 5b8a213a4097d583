"""The channels' sheet: each one's funnel, signatures, revenue and own costs by month.

A channel's sale (cycle, order, fee, margin, retention, repeat orders) is the same for all its
cohorts unless an initiative or a step by month changes it. Cohorts are told apart by how many of
these have begun: each number is a stream, with its own lag, customers and revenue.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from roi_model.declaration.channel import OVERRIDES
from roi_model.declaration.initiatives import FUNNEL_RATES, HOURS
from roi_model.declaration.paths import named
from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.inputs import InputCells
from roi_model.export.xlsx.writing.grid import Grid, Row, added

STAGES = ("contacts", "leads", "qualified", "meetings", "quotes", "ultimate")
KINDS = {
    "cycle_months": "months",
    "cycle_cv": "multiple",
    "deal_value": "cents",
    "monthly_fee": "cents",
    "gross_margin": "rate",
    "retention": "rate",
    "repeat_orders": "multiple",
}


@dataclass(frozen=True)
class Sales:
    """Rows of what customers bring by month."""

    signed: Row
    revenue: Row
    profit: Row
    commissions: Row


@dataclass(frozen=True)
class Stream:
    """Cohorts that sell alike: cells of their sale, the lag, rows of what they bring."""

    name: str
    sale: dict[str, str]
    share: str
    ultimate: Row
    weights: Row
    sales: Sales


@dataclass(frozen=True)
class ChannelRows:
    """Where the figures of a channel stand."""

    name: str
    share: str
    stages: dict[str, Row]
    hours: Row
    budget: Row
    leads_paid: Row
    meetings_paid: Row
    streams: tuple[Stream, ...]

    def rows(self, what: str) -> list[Row]:
        """A row of each stream."""
        return [getattr(stream.sales, what) for stream in self.streams]

    def total(self, what: str) -> str:
        """Its sum over streams and months, as a formula."""
        return added([row.scalar for row in self.rows(what)])


def write_channels(grid: Grid, calendar: Calendar) -> list[ChannelRows]:
    """Write every channel, then the hours they ask of the team and the share served."""
    t, scenario = grid.book.t, calendar.scenario
    made, asked = [], []
    for name, _, _ in named(scenario.channels):
        rows, hours = _channel(grid, calendar, name)
        made.append(rows)
        asked.append(hours)
    grid.row(
        t("row.hours_asked"), lambda m: added([row.at(m) for row in asked]), "count",
        at=calendar.asked,
    )  # fmt: skip
    there, wanted, limit = calendar.there, calendar.asked, calendar.limit
    grid.row(
        t("row.limit"),
        lambda m: (
            f"IF({wanted.at(m)}>0,MIN(1,{there.at(m)}/{wanted.at(m)}),1)" if scenario.team else "1"
        ),
        "rate", total=False, at=limit,
    )  # fmt: skip
    grid.row(
        t("row.served"),
        lambda m: f"IF({calendar.inputs['enforce_capacity']},{limit.at(m)},1)",
        "rate", total=False, at=calendar.served,
    )  # fmt: skip
    grid.row(
        t("row.utilisation"),
        lambda m: f'IF({there.at(m)}>0,{wanted.at(m)}/{there.at(m)},"–")',
        "rate", total=False, at=calendar.utilisation,
    )  # fmt: skip
    return made


def _channel(grid: Grid, calendar: Calendar, name: str) -> tuple[ChannelRows, Row]:
    t, inputs, prefix = grid.book.t, calendar.inputs, f"channels/{name}/"
    grid.heading(name, large=True)
    reach = _reach(grid, calendar, prefix)

    def approached(m: int) -> str:
        base = f"{inputs.at(prefix + 'contacts', m)}*{inputs.at('market', m)}*{reach(m)}"
        many = f"{base}*{calendar.season.at(m)}{calendar.factors('contacts', name, m)}"
        return f"{calendar.window(grid, prefix, m)}*{many}"

    before = grid.row(t("row.contacts_before"), approached, "count")
    rates = {
        rate: grid.row(
            t(f"row.{rate}"),
            lambda m, rate=rate: calendar.cohort(rate, inputs[prefix + rate], name, m),  # type: ignore[misc]
            "rate", total=False,
        )
        for rate in FUNNEL_RATES
    }  # fmt: skip
    lead, qualified, meeting, quote, _ = (rates[rate] for rate in FUNNEL_RATES)

    def hours_each(m: int) -> str:
        met = f"{qualified.at(m)}*{meeting.at(m)}"
        per_lead, per_meeting, per_quote = (
            f"{inputs[prefix + key]}{calendar.factors(key, name, m)}" for key in HOURS
        )
        return f"{lead.at(m)}*({per_lead}+{met}*({per_meeting}+{quote.at(m)}*{per_quote}))"

    asked = grid.row(t("row.hours_asked"), lambda m: f"{before.at(m)}*{hours_each(m)}", "count")
    stages = {
        "contacts": grid.row(
            t("row.contacts"), lambda m: f"{before.at(m)}*{calendar.served.at(m)}", "count"
        )
    }
    for last, stage, rate in zip(STAGES, STAGES[1:], FUNNEL_RATES, strict=False):
        above, share = stages[last], rates[rate]
        stages[stage] = grid.row(
            t(f"row.{stage}"),
            lambda m, above=above, share=share: f"{above.at(m)}*{share.at(m)}",  # type: ignore[misc]
            "count",
        )
    served = grid.row(
        t("row.hours_served"), lambda m: f"{asked.at(m)}*{calendar.served.at(m)}", "count"
    )
    budget = grid.row(
        t("row.budget"),
        lambda m: f"{calendar.window(grid, prefix, m)}*{inputs.at(prefix + 'monthly_cost', m)}",
    )
    paid = {
        key: grid.row(
            t(f"row.{key}"),
            lambda m, key=key, stage=stage: (  # type: ignore[misc]
                f"{stages[stage].at(m)}*{inputs[prefix + key]}{calendar.factors(key, name, m)}"
            ),
        )
        for key, stage in (("lead_price", "leads"), ("meeting_cost", "meetings"))
    }
    streams = _streams(grid, calendar, name, stages["ultimate"])
    rows = ChannelRows(
        name, inputs[prefix + "incrementality"], stages, served, budget, paid["lead_price"],
        paid["meeting_cost"], streams,
    )  # fmt: skip
    return rows, asked


def _reach(grid: Grid, calendar: Calendar, prefix: str) -> Callable[[int], str]:
    """The share of its contacts that a channel's budget reaches: a cell, or one a month."""
    name = grid.book.t("row.saturation")
    if not calendar.inputs.months(prefix + "monthly_cost"):
        cell = grid.scalar(name, _saturation(calendar, prefix, 1), "multiple")
        return lambda _: cell
    row = grid.row(name, lambda m: _saturation(calendar, prefix, m), "multiple", total=False)
    return row.at


def _saturation(calendar: Calendar, prefix: str, month: int) -> str:
    inputs = calendar.inputs
    half, shape = inputs[prefix + "saturation_spend"], inputs[prefix + "saturation_shape"]

    def reach(spend: str) -> str:
        return f"IF({spend}>0,1/(1+({half}/MAX({spend},1E-300))^{shape}),0)"

    now, then = inputs.at(prefix + "monthly_cost", month), inputs[prefix + "reference_spend"]
    return f'IF({half}="",1,{reach(now)}/MAX({reach(then)},1E-300))'


def _streams(grid: Grid, calendar: Calendar, name: str, ultimate: Row) -> tuple[Stream, ...]:
    t, inputs, prefix = grid.book.t, calendar.inputs, f"channels/{name}/"
    turns = _turns(inputs, prefix)

    def base(key: str, m: int) -> str:
        inherited = inputs.at(key, m)
        varies = inputs.months(prefix + key)
        return inputs.at(prefix + key, m) if varies else inputs.own(prefix + key, inherited)

    changing = list(dict.fromkeys(e.active for e in calendar.of(name) if e.parameter in OVERRIDES))
    if not changing and not turns:
        sale = {key: grid.scalar(t(f"row.{key}"), base(key, 1), KINDS[key]) for key in OVERRIDES}
        return (_stream(grid, calendar, name, sale, ultimate),)

    def begun(m: int) -> str:
        steps = [str(sum(turn <= m for turn in turns))] if turns else []
        return added([*(row.at(m) for row in changing), *steps])

    number = grid.row(t("row.stream"), begun, "whole", total=False)
    cohorts = {
        key: grid.row(
            t(f"row.{key}"),
            lambda m, key=key: calendar.cohort(key, base(key, m), name, m),  # type: ignore[misc]
            KINDS[key], total=False,
        )
        for key in OVERRIDES
    }  # fmt: skip
    made = []
    for at in range(len(changing) + len(turns) + 1):
        grid.heading(t("row.stream_number", number=at))
        first = f"MATCH({at},{number.all},0)"
        sale = {
            key: grid.scalar(
                t(f"row.{key}"),
                f"IFERROR(INDEX({cohorts[key].all},1,{first}),{base(key, 1)})",
                KINDS[key],
            )
            for key in OVERRIDES
        }
        own = grid.row(
            t("row.ultimate"),
            lambda m, at=at: f"IF({number.at(m)}={at},{ultimate.at(m)},0)",  # type: ignore[misc]
            "count",
        )
        made.append(_stream(grid, calendar, name, sale, own))
    return tuple(made)


def _turns(inputs: InputCells, prefix: str) -> list[int]:
    """The months after the first from which a channel sells otherwise, step by step."""
    months = {m for key in OVERRIDES for path in (key, prefix + key) for m in inputs.months(path)}
    return sorted(months - {1})


def _stream(
    grid: Grid, calendar: Calendar, name: str, sale: dict[str, str], ultimate: Row
) -> Stream:
    inputs = calendar.inputs
    each = (
        f"({sale['deal_value']}+12*{sale['monthly_fee']})*{inputs['commission']}"
        f"*(1+{inputs['commission_employer_rate']})"
    )
    sale = {**sale, "each": each}
    share, weights = inputs[f"channels/{name}/incrementality"], _weights(grid, sale)
    sales = write_sales(grid, calendar, sale, share, ultimate, weights)
    return Stream(name, sale, share, ultimate, weights, sales)


def write_sales(
    grid: Grid, calendar: Calendar, sale: dict[str, str], share: str, ultimate: Row, weights: Row
) -> Sales:
    """Write what the customers of cohorts that sell alike bring, as they sign and stay."""
    t, within, last = grid.book.t, calendar.within, grid.months
    signed = grid.row(
        t("row.signed"),
        lambda m: (
            f"SUMPRODUCT({ultimate.span(0, m)},{weights.span(last - m, last)})*{within.at(m)}"
        ),
        "count",
    )
    kept = f"{sale['retention']}^(1/12)"
    here = Row(grid.name, grid.next, last)
    active = grid.row(
        t("row.active_customers"),
        lambda m: (
            f"({signed.at(m)}+{kept}*{here.at(m - 1)})*{within.at(m)}" if m else signed.at(m)
        ),
        "count", total=False,
    )  # fmt: skip
    value, fee = sale["deal_value"], sale["monthly_fee"]
    orders = f"{value}*{sale['repeat_orders']}/12"
    revenue = grid.row(
        t("row.revenue"),
        lambda m: f"{share}*({signed.at(m)}*({value}-{orders})+{active.at(m)}*({orders}+{fee}))",
    )
    profit = grid.row(t("row.gross_profit"), lambda m: f"{revenue.at(m)}*{sale['gross_margin']}")
    commissions = grid.row(t("row.commissions"), lambda m: f"{signed.at(m)}*{sale['each']}")
    return Sales(signed, revenue, profit, commissions)


def _weights(grid: Grid, sale: dict[str, str]) -> Row:
    """Shares that sign j months after creation, the longest lag first: see the method, 2.2."""
    t, last = grid.book.t, grid.months
    mean, spread = sale["cycle_months"], sale["cycle_cv"]
    shape, scale = f"(1/{spread}^2)", f"({mean}*{spread}^2)"

    def cumulated(m: int) -> str:
        x = grid.month.at(m) if m <= last else f"({grid.month.at(last)}+1)"
        law = (
            f"{x}*_xlfn.GAMMA.DIST({x},{shape},{scale},TRUE)"
            f"-{mean}*_xlfn.GAMMA.DIST({x},{shape}+1,{scale},TRUE)"
        )
        return f"IF(OR({spread}=0,{mean}<1E-12),0,{law})" if m else "0"

    below = grid.row(t("row.cumulated"), cumulated, "weight", total=False, extra=1)

    def weight(m: int) -> str:
        lag = last - m
        before = below.at(lag - 1) if lag else "0"
        law = f"MAX(0,{below.at(lag + 1)}-2*{below.at(lag)}+{before})"
        fixed = f"MAX(0,1-ABS({lag}-{mean}))"
        return f"IF({mean}<1E-12,{int(lag == 0)},IF({spread}=0,{fixed},{law}))"

    return grid.row(t("row.weights"), weight, "weight")
