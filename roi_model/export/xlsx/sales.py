"""What customers bring as they sign and stay, by streams of cohorts that sell alike.

A channel's sale (cycle, order, fee, margin, retention, repeat orders) is the same for all its
cohorts unless an initiative or a step by month changes it. Cohorts are told apart by how many of
these have begun: each number is a stream, with its own lag, customers and revenue.
"""

from __future__ import annotations

from dataclasses import dataclass

from roi_model.declaration.channel import OVERRIDES
from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.inputs import InputCells
from roi_model.export.xlsx.writing.grid import Grid, Row

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
    due: str


def write_streams(grid: Grid, calendar: Calendar, name: str, ultimate: Row) -> tuple[Stream, ...]:
    """Write the streams of a channel, one unless something changes its sale."""
    t, inputs, prefix = grid.book.t, calendar.inputs, f"channels/{name}/"
    turns = _turns(inputs, prefix)

    def base(key: str) -> str:
        own, whole = prefix + key, calendar.value(key)
        return calendar.value(own) if own in calendar.steps else inputs.own(own, whole)

    changing = list(dict.fromkeys(e.active for e in calendar.of(name) if e.parameter in OVERRIDES))
    if not changing and not turns:
        sale = {key: grid.scalar(t(f"row.{key}"), base(key), KINDS[key]) for key in OVERRIDES}
        return (write_stream(grid, calendar, name, sale, ultimate),)
    month = calendar.month.now
    begun = "+".join([row.now for row in changing] + [f"IF({month}>={m},1,0)" for m in turns])
    number = grid.row(t("row.stream"), begun, "whole", unit="number", total=False)
    cohorts = {
        key: grid.row(
            t(f"row.{key}"), calendar.cohort(key, base(key), name), KINDS[key], total=False
        )
        for key in OVERRIDES
    }
    made: list[Stream] = []
    before = ""
    for at in range(len(changing) + len(turns) + 1):
        grid.heading(t("row.stream_number", number=at))
        before = grid.scalar(
            t("row.stream"), f"{before}+1" if before else "0", "whole", unit="number"
        )
        made.append(_of_number(grid, calendar, name, (number, before), cohorts, ultimate))
    return tuple(made)


def _of_number(
    grid: Grid, calendar: Calendar, name: str, which: tuple[Row, str], cohorts: dict[str, Row],
    ultimate: Row,
) -> Stream:  # fmt: skip
    """The stream of the cohorts that so many initiatives and steps concern."""
    t, (number, at) = grid.book.t, which
    first = grid.scalar(
        t("row.first_cohort"), f"IFERROR(MATCH({at},{number.all},0),1)", "whole", unit="number"
    )
    sale = {
        key: grid.scalar(t(f"row.{key}"), f"INDEX({cohorts[key].all},1,{first})", KINDS[key])
        for key in OVERRIDES
    }
    own = grid.row(t("row.ultimate"), f"IF({number.now}={at},{ultimate.now},0)", "count")
    return write_stream(grid, calendar, name, sale, own)


def _turns(inputs: InputCells, prefix: str) -> list[str]:
    """Cells of the months after the first from which a channel sells otherwise, step by step."""
    paths = [path for key in OVERRIDES for path in (key, prefix + key)]
    cells = {m: inputs.turn(path, m) for path in paths for m in inputs.months(path) if m > 1}
    return [cells[month] for month in sorted(cells)]


def write_stream(
    grid: Grid, calendar: Calendar, name: str, sale: dict[str, str], ultimate: Row
) -> Stream:
    """Write what depends on the sale alone, then what these cohorts bring."""
    t, inputs = grid.book.t, calendar.inputs
    year = inputs.convention("months_per_year")
    first_year = f"({sale['deal_value']}+{year}*{sale['monthly_fee']})"
    charged = f"{inputs['commission']}*(1+{inputs['commission_employer_rate']})"
    cells = {
        **sale,
        "each": grid.scalar(t("row.commission_each"), f"{first_year}*{charged}", "cents"),
        "kept": grid.scalar(t("row.kept_customers"), f"{sale['retention']}^(1/{year})", "weight"),
        "orders": grid.scalar(
            t("row.orders"), f"{sale['deal_value']}*{sale['repeat_orders']}/{year}", "cents"
        ),
    }
    weights = _write_weights(grid, calendar, sale)
    share = inputs[f"channels/{name}/incrementality"]
    sales = write_sales(grid, calendar, cells, share, ultimate, weights)
    late = f"({ultimate.total}-{sales.signed.total})*{cells['each']}"
    due = grid.scalar(t("row.due"), late, "cents")
    return Stream(name, cells, share, ultimate, weights, sales, due)


def write_sales(
    grid: Grid, calendar: Calendar, sale: dict[str, str], share: str, ultimate: Row, weights: Row
) -> Sales:
    """Write what the customers of cohorts that sell alike bring, as they sign and stay."""
    t, within = grid.book.t, calendar.within.now
    label = t("row.signed")
    arrived = f"SUMPRODUCT({ultimate.so_far},{weights.tail(calendar.lag.now)})"
    signed = grid.row(label, f"{within}*{arrived}", "count", key=label)
    here = Row(grid.name, grid.next, grid.months)
    staying = f"{within}*({signed.now}+{sale['kept']}*{here.before})"
    active = grid.row(t("row.active_customers"), staying, "count", total=False)
    first = f"{signed.now}*({sale['deal_value']}-{sale['orders']})"
    again = f"{active.now}*({sale['orders']}+{sale['monthly_fee']})"
    label = t("row.revenue")
    revenue = grid.row(label, f"{share}*({first}+{again})", key=label)
    label = t("row.gross_profit")
    profit = grid.row(label, f"{revenue.now}*{sale['gross_margin']}", key=label)
    label = t("row.commissions")
    commissions = grid.row(label, f"{signed.now}*{sale['each']}", key=label)
    return Sales(signed, revenue, profit, commissions)


def _write_weights(grid: Grid, calendar: Calendar, sale: dict[str, str]) -> Row:
    """Shares that sign j months after creation, the longest lag first: see the method, 2.2.

    The empty cells after the last month are G(0) and what comes before it, which are 0.
    """
    t, tiny = grid.book.t, calendar.inputs.convention("tiny")
    mean, cv, lag = sale["cycle_months"], sale["cycle_cv"], calendar.lag.now
    spread = grid.scalar(
        t("row.spread"), f"IF(AND({cv}>0,{mean}>{tiny}),1,0)", "whole", unit="flag"
    )
    shape = grid.scalar(t("row.shape"), f"IF({spread}=1,1/({cv}*{cv}),1)", "weight")
    scale = grid.scalar(
        t("row.scale"), f"IF({spread}=1,{mean}*{cv}*{cv},1)", "weight", unit="months"
    )

    def law(k: str) -> str:
        return f"_xlfn.GAMMA.DIST({lag},{k},{scale},TRUE)"

    below = grid.row(
        t("row.cumulated"), f"{lag}*{law(shape)}-{mean}*{law(f'{shape}+1')}", "weight",
        unit="months", total=False,
    )  # fmt: skip
    here = f"({below.now}-{below.after})-({below.after}-{below.after_next})"
    fixed = f"1-ABS({lag}-1-{mean})"
    return grid.row(
        t("row.weights"), f"MAX(0,IF({spread}=1,{here},{fixed}))", "weight", unit="rate"
    )
