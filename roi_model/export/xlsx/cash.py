"""The cash sheet: what is spent by category, what comes in, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roi_model.declaration.paths import named
from roi_model.export.xlsx.account import Account, write_account
from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.channels import Funnel
from roi_model.export.xlsx.writing.grid import Grid, Row
from roi_model.texts import text

STAGES = ("contacts", "leads", "qualified", "meetings", "quotes")
VOLUMES = (
    ("advertising", "budget"), ("leads", "lead_price"), ("meetings", "meeting_cost"),
    ("commissions", "commissions"),
)  # fmt: skip
"""What channels spend, by category: rows of their sheet."""


@dataclass(frozen=True)
class CashRows:
    """Rows of the plan as a whole, by the names of the model; `costs` by category."""

    month: Row
    monthly: dict[str, Row]
    ultimate: Row
    costs: dict[str, Row]
    benefits: Row
    discount: Row
    discounted_cash: Row
    counted_flow: Row
    changes: Row
    account: Account


def write_cash(grid: Grid, calendar: Calendar, funnel: Funnel) -> CashRows:
    """Write the totals of the funnel, spending by line and category, revenue and cash."""
    t = grid.book.t
    grid.heading(t("part.funnel"), large=True)
    monthly = {stage: grid.added(t(f"row.{stage}"), funnel.grid, "count") for stage in STAGES}
    ultimate = grid.added(t("row.ultimate"), funnel.grid, "count")
    monthly["customers"] = grid.added(t("row.signed"), funnel.grid, "count")
    costs = _costs(grid, calendar, funnel)
    grid.heading(t("part.cash"), large=True)
    sold = [grid.added(t(f"row.{key}"), funnel.grid) for key in ("revenue", "gross_profit")]
    spent = grid.row(t("row.investment"), summed(list(costs.values())))
    monthly |= write_money(grid, calendar, (sold[0], sold[1]), spent)
    benefits = _benefits(grid, calendar)
    inputs, flow = calendar.inputs, monthly["cash_flow"]
    year = inputs.convention("months_per_year")
    discount = grid.row(
        t("row.discount"), f"(1+{inputs['discount_rate']})^(-{grid.month.now}/{year})", "weight",
        total=False,
    )  # fmt: skip
    discounted = grid.running(t("row.discounted_cash"), f"{flow.now}*{discount.now}")
    small = calendar.rounding(grid, flow)
    counted = grid.row(
        t("row.counted_flow"), f"IF(ABS({flow.now})<{small},0,{flow.now})", total=False
    )
    here = Row(grid.name, grid.next, grid.months)
    kept = f"IF({counted.now}=0,{here.before},{counted.now}/ABS({counted.now}))"
    sign = grid.row(t("row.sign"), kept, "whole", unit="sign", total=False)
    changes = grid.flag(t("row.changes"), f"IF({sign.before}*{sign.now}<0,1,0)")
    account = write_account(grid, calendar, monthly["cumulative_cash"])
    return CashRows(
        grid.month,
        monthly,
        ultimate,
        costs,
        benefits,
        discount,
        discounted,
        counted,
        changes,
        account,
    )


def write_money(
    grid: Grid, calendar: Calendar, sold: tuple[Row, Row], spent: Row
) -> dict[str, Row]:
    """Write, of revenue, gross profit and spending, receipts and cash, by the model's names."""
    t, inputs, (revenue, profit) = grid.book.t, calendar.inputs, sold
    direct = grid.row(t("row.direct_costs"), f"{revenue.now}-{profit.now}")
    delay = grid.scalar(
        t("row.dso"), f"{inputs['dso_days']}/{inputs.convention('days_per_month')}", "months"
    )
    whole = grid.scalar(t("row.dso_whole"), f"INT({delay})", "whole", unit="months")
    month = grid.month.now
    late = grid.row(
        t("row.late_revenue"),
        f"IF({month}>={whole},INDEX({revenue.all},1,{month}+1-{whole}),0)", total=False,
    )  # fmt: skip
    part = grid.scalar(t("row.dso_part"), f"{delay}-{whole}", "rate")
    paid = f"(1-{part})*{late.now}+{part}*{late.before}"
    receipts = grid.row(t("row.receipts"), f"{calendar.within.now}*({paid})")
    flow = grid.row(t("row.cash_flow"), f"{receipts.now}-{direct.now}-{spent.now}", bold=True)
    cumulative = grid.running(t("row.cumulative_cash"), flow.now, bold=True)
    return {
        "revenue": revenue, "gross_profit": profit, "direct_costs": direct, "investment": spent,
        "receipts": receipts, "cash_flow": flow, "cumulative_cash": cumulative,
    }  # fmt: skip


class _Ledger:
    """Rows of spending as they are written, added up by category under its own words."""

    def __init__(self, grid: Grid) -> None:
        self.grid, self.top = grid, grid.next
        self.categories: dict[str, str] = {}

    def add(self, category: str, label: str, formula: str) -> None:
        """A line of spending."""
        self.grid.row(label, formula, key=self.words(category))

    def words(self, category: str) -> str:
        """A category as its lines and its sum call it."""
        words = text(f"charts.category.{category}", self.grid.book.lang)
        return self.categories.setdefault(category, words)


def _costs(grid: Grid, calendar: Calendar, funnel: Funnel) -> dict[str, Row]:
    t, scenario = grid.book.t, calendar.scenario
    grid.heading(t("part.volumes"), large=True)
    volumes = {category: grid.added(t(f"row.{key}"), funnel.grid) for category, key in VOLUMES}
    grid.heading(t("part.spending"), large=True)
    ledger = _Ledger(grid)
    _staff(ledger, calendar, funnel)
    for name, position, _ in named(scenario.costs):
        line, prefix = scenario.costs[position], f"costs/{name}/"
        amount = calendar.inputs[prefix + "amount"]
        if line.every == "once":  # an empty month is the start
            paid = calendar.once(f"{calendar.inputs[prefix + 'start_month']}", amount)
        else:
            paid = f"{calendar.flags[prefix].now}*{amount}"
        ledger.add(line.category, name, paid)
    for category, row in volumes.items():
        ledger.add(category, t(f"row.{dict(VOLUMES)[category]}"), row.now)
    for name, position, _ in named(scenario.initiatives):
        _initiative(ledger, calendar, name, scenario.initiatives[position].category)
    lines = (ledger.top, grid.next - 1)
    grid.heading(t("part.categories"), large=True)
    return {
        category: grid.added(words, grid, rows=lines)
        for category, words in ledger.categories.items()
    }


def _staff(ledger: _Ledger, calendar: Calendar, funnel: Funnel) -> None:
    """The pay of each role, and what it costs to replace who leaves."""
    grid, inputs, t = ledger.grid, calendar.inputs, ledger.grid.book.t
    for name, role in funnel.team.roles.items():
        prefix = f"team/{name}/"
        paid = calendar.flags[prefix].now
        full = "*".join(inputs[prefix + key] for key in ("fte", "gross_salary", "time_share"))
        full += f"*(1+{inputs[prefix + 'employer_rate']})"
        pay = grid.scalar(t("row.pay", name=name), full, "cents")
        monthly = f"{paid}*{role.filled.now}*{pay}{calendar.team_factors('people_cost')}"
        ledger.add("people", name, monthly)
        each = f"{inputs[prefix + 'fte']}*{inputs[prefix + 'replacement_cost']}"
        label = t("row.replacements", name=name)
        ledger.add("hiring", label, f"{paid}*{role.joiners.now}*{each}")


def _initiative(ledger: _Ledger, calendar: Calendar, name: str, category: str) -> None:
    inputs, prefix = calendar.inputs, f"initiatives/{name}/"
    amount = f"{inputs[prefix + 'enabled']}*{inputs[prefix + 'one_off']}"
    once = calendar.once(inputs[prefix + "start_month"], amount)
    label = ledger.grid.book.t("row.one_off", name=name)
    ledger.add(category, label, once)
    monthly = f"{calendar.flags[prefix].now}*{inputs[prefix + 'monthly_cost']}"
    ledger.add(category, name, monthly)


def _benefits(grid: Grid, calendar: Calendar) -> Row:
    """Non-financial returns put into money, a row each, and their sum."""
    inputs, rows = calendar.inputs, list[Row]()
    year = inputs.convention("months_per_year")
    for name, _, _ in named(calendar.scenario.benefits):
        prefix = f"benefits/{name}/"
        worth = f"{inputs[prefix + 'annual_value']}/{year}*{inputs[prefix + 'probability']}"
        rows.append(grid.row(name, f"{calendar.flags[prefix].now}*{worth}"))
    return grid.row(grid.book.t("row.benefits"), summed(rows))


def summed(rows: Sequence[Row]) -> str:
    """The sum of rows that stand one under the other, in a month."""
    if not rows:
        return "0"
    return f"SUM({rows[0].now}:{rows[-1].now.rpartition('!')[2]})"
