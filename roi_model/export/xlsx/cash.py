"""The cash sheet: what is spent by category, what comes in, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from roi_model.declaration.paths import named
from roi_model.export.xlsx.account import Account, write_account
from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.channels import ChannelRows
from roi_model.export.xlsx.writing.grid import Grid, Row, added, rounding
from roi_model.texts import text


@dataclass(frozen=True)
class CashRows:
    """Rows of the plan as a whole, by the names of the model; `costs` by category."""

    monthly: dict[str, Row]
    costs: dict[str, Row]
    benefits: Row
    discount: Row
    discounted_cash: Row
    counted_flow: Row
    account: Account


def write_cash(grid: Grid, calendar: Calendar, channels: list[ChannelRows]) -> CashRows:
    """Write the totals of the funnel, spending by line and category, revenue and cash."""
    t = grid.book.t
    grid.heading(t("part.funnel"), large=True)
    monthly = {
        stage: grid.sum(t(f"row.{stage}"), [c.stages[stage] for c in channels], "count")
        for stage in ("contacts", "leads", "qualified", "meetings", "quotes")
    }
    signed = [row for channel in channels for row in channel.rows("signed")]
    monthly["customers"] = grid.sum(t("row.signed"), signed, "count")
    costs = _costs(grid, calendar, channels)
    grid.heading(t("part.cash"), large=True)
    sold, earned = ([r for c in channels for r in c.rows(key)] for key in ("revenue", "profit"))
    monthly |= write_money(grid, calendar, sold, earned, list(costs.values()))
    benefits = _benefits(grid, calendar)
    discount = grid.row(
        t("row.discount"),
        lambda m: f"(1+{calendar.inputs['discount_rate']})^(-{grid.month.at(m)}/12)",
        "weight", total=False,
    )  # fmt: skip
    flow = monthly["cash_flow"]
    discounted = grid.running(t("row.discounted_cash"), lambda m: f"{flow.at(m)}*{discount.at(m)}")
    small = grid.scalar(t("row.rounding"), rounding(flow), "weight")
    counted = grid.row(
        t("row.counted_flow"),
        lambda m: f"IF(ABS({flow.at(m)})<{small},0,{flow.at(m)})",
        "amount", total=False,
    )  # fmt: skip
    account = write_account(grid, calendar, monthly["cumulative_cash"])
    return CashRows(monthly, costs, benefits, discount, discounted, counted, account)


def write_money(
    grid: Grid, calendar: Calendar, sold: list[Row], earned: list[Row], spending: list[Row]
) -> dict[str, Row]:
    """Write revenue, what is left of it, spending, receipts and cash, by the names of the model."""
    t = grid.book.t
    revenue = grid.sum(t("row.revenue"), sold, "amount")
    profit = grid.sum(t("row.gross_profit"), earned, "amount")
    direct = grid.row(t("row.direct_costs"), lambda m: f"{revenue.at(m)}-{profit.at(m)}", "amount")
    spent = grid.sum(t("row.investment"), spending, "amount")
    days = f"({calendar.inputs['dso_days']}/30)"
    whole, part = f"INT({days})", f"({days}-INT({days}))"

    def received(m: int) -> str:
        now = f"IF({m}>={whole},INDEX({revenue.all},1,MAX(1,{m + 1}-{whole})),0)*(1-{part})"
        then = f"IF({m - 1}>={whole},INDEX({revenue.all},1,MAX(1,{m}-{whole})),0)*{part}"
        return f"({now}+{then})*{calendar.within.at(m)}" if m else f"{now}*{calendar.within.at(m)}"

    receipts = grid.row(t("row.receipts"), received, "amount")
    flow = grid.row(
        t("row.cash_flow"),
        lambda m: f"{receipts.at(m)}-{direct.at(m)}-{spent.at(m)}",
        "amount", bold=True,
    )  # fmt: skip
    cumulative = grid.running(t("row.cumulative_cash"), flow.at, bold=True)
    return {
        "revenue": revenue, "gross_profit": profit, "direct_costs": direct, "investment": spent,
        "receipts": receipts, "cash_flow": flow, "cumulative_cash": cumulative,
    }  # fmt: skip


class _Ledger:
    """Rows of spending as they are written, by category."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.by_category: dict[str, list[Row]] = {}

    def add(self, category: str, label: str, formula: Callable[[int], str]) -> None:
        self.by_category.setdefault(category, []).append(self.grid.row(label, formula))


def _costs(grid: Grid, calendar: Calendar, channels: list[ChannelRows]) -> dict[str, Row]:
    t, inputs, scenario = grid.book.t, calendar.inputs, calendar.scenario
    ledger = _Ledger(grid)
    grid.heading(t("part.spending"), large=True)
    for name, _, _ in named(scenario.team):
        ledger.add("people", name, _pay(grid, calendar, name))
        ledger.add("hiring", t("row.replacements", name=name), _replacements(grid, calendar, name))
    for name, position, _ in named(scenario.costs):
        line, prefix = scenario.costs[position], f"costs/{name}/"
        amount = inputs[prefix + "amount"]
        if line.every == "once":
            begin = inputs.own(prefix + "start_month", "0")
            ledger.add(line.category, name, _once(grid, calendar, begin, amount))
            continue
        begin = inputs.own(prefix + "start_month", "1")
        ledger.add(
            line.category,
            name,
            lambda m, prefix=prefix, begin=begin, amount=amount: (  # type: ignore[misc]
                f"{calendar.window(grid, prefix, m, begin)}*{amount}"
            ),
        )
    for category, label, rows in (
        ("advertising", "row.budget", [c.budget for c in channels]),
        ("leads", "row.lead_price", [c.leads_paid for c in channels]),
        ("meetings", "row.meeting_cost", [c.meetings_paid for c in channels]),
        ("commissions", "row.commissions", [r for c in channels for r in c.rows("commissions")]),
    ):
        ledger.add(category, t(label), lambda m, rows=rows: added([r.at(m) for r in rows]))  # type: ignore[misc]
    for name, position, _ in named(scenario.initiatives):
        ledger.add(
            scenario.initiatives[position].category, name,
            _initiative(grid, calendar, f"initiatives/{name}/"),
        )  # fmt: skip
    grid.heading(t("part.categories"), large=True)
    return {
        category: grid.sum(text(f"charts.category.{category}", grid.book.lang), rows, "amount")
        for category, rows in ledger.by_category.items()
    }


def _pay(grid: Grid, calendar: Calendar, name: str) -> Callable[[int], str]:
    inputs, prefix, filled = calendar.inputs, f"team/{name}/", calendar.roles[name].filled
    pay = "*".join(inputs[prefix + key] for key in ("fte", "gross_salary", "time_share"))
    pay += f"*(1+{inputs[prefix + 'employer_rate']})"

    def monthly(m: int) -> str:
        changed = calendar.team_factors("people_cost", m)
        return f"{calendar.window(grid, prefix, m)}*{filled.at(m)}*{pay}{changed}"

    return monthly


def _replacements(grid: Grid, calendar: Calendar, name: str) -> Callable[[int], str]:
    inputs, prefix, role = calendar.inputs, f"team/{name}/", calendar.roles[name]
    start = inputs[prefix + "start_month"]
    each = f"{inputs[prefix + 'fte']}*{inputs[prefix + 'replacement_cost']}"
    return lambda m: f"{calendar.window(grid, prefix, m)}*{role.joiners(grid, m, start)}*{each}"


def _once(grid: Grid, calendar: Calendar, month: str, amount: str) -> Callable[[int], str]:
    return lambda m: f"IF({grid.month.at(m)}={month},1,0)*{calendar.within.at(m)}*{amount}"


def _initiative(grid: Grid, calendar: Calendar, prefix: str) -> Callable[[int], str]:
    inputs = calendar.inputs
    start, enabled = inputs[prefix + "start_month"], inputs[prefix + "enabled"]
    once = _once(grid, calendar, start, inputs[prefix + "one_off"])

    def monthly(m: int) -> str:
        now = grid.month.at(m)
        runs = f"IF(AND({now}>=MAX(1,{start}),{now}<={calendar.campaign}),1,0)"
        regular = f"{runs}*{calendar.within.at(m)}*{inputs[prefix + 'monthly_cost']}"
        return f"IF({enabled},{once(m)}+{regular},0)"

    return monthly


def _benefits(grid: Grid, calendar: Calendar) -> Row:
    inputs = calendar.inputs
    prefixes = [f"benefits/{name}/" for name, _, _ in named(calendar.scenario.benefits)]

    def worth(m: int) -> str:
        parts = [
            f"IF({grid.month.at(m)}>={inputs[p + 'start_month']},1,0)*"
            f"{inputs[p + 'annual_value']}/12*{inputs[p + 'probability']}"
            for p in prefixes
        ]
        return f"({added(parts)})*{calendar.within.at(m)}"

    return grid.row(grid.book.t("row.benefits"), worth)
