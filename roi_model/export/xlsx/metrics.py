"""The metrics' sheet: every figure of the model as a formula, undefined ones as their reason."""

from __future__ import annotations

from dataclasses import dataclass

from roi_model.export.xlsx.book import Book
from roi_model.export.xlsx.by_channel import CHANNEL, due, write_by_channel
from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.cash import CashRows
from roi_model.export.xlsx.channels import ChannelRows
from roi_model.export.xlsx.crossings import Crossings
from roi_model.export.xlsx.grid import Row, added
from roi_model.export.xlsx.lifetime import Lifetime
from roi_model.formatting import METRICS
from roi_model.metrics import FORMULAS
from roi_model.texts import text


@dataclass(frozen=True)
class Plan:
    """All that the other sheets hold; `limited` are rows of the plan kept to its team's hours."""

    calendar: Calendar
    channels: list[ChannelRows]
    cash: CashRows
    limited: dict[str, Row]
    lifetime: Lifetime
    crossings: Crossings
    roots: tuple[str, str]


class MetricsSheet:
    """The cells of the metrics by name, and under them the table of the channels."""

    def __init__(self, book: Book, plan: Plan) -> None:
        self.book, self.plan = book, plan
        self.name = book.t("sheet.metrics")
        self.sheet = book.sheets["metrics"]
        self.cells = {name: f"'{self.name}'!$B${4 + at}" for at, name in enumerate(FORMULAS)}
        self._write()
        top = 6 + len(FORMULAS)
        self.by_channel = write_by_channel(self, top)
        self.sheet.print_area(0, 0, top + len(plan.channels), len(CHANNEL))

    def reason(self, code: str) -> str:
        """The words of a reason, as a text in a formula."""
        return f'"{text(f"metrics.reason.{code}", self.book.lang)}"'

    def ratio(self, above: str, below: str, code: str) -> str:
        """above / below, or the reason where below is 0."""
        return f"IF(({below})=0,{self.reason(code)},({above})/({below}))"

    def _write(self) -> None:
        book, sheet = self.book, self.sheet
        sheet.set_column(0, 0, 38)
        sheet.set_column(1, len(CHANNEL), 12.5)
        book.guards["metrics"] = len(CHANNEL) + 2
        book.title(sheet, "title.metrics")
        sheet.write_string(2, 0, book.t("column.metric"), book.head())
        sheet.write_string(2, 1, book.t("column.value"), book.head(align="right"))
        for at, name in enumerate(FORMULAS):
            bold = {"bold": True} if name == "roi" else {}
            sheet.write_string(
                3 + at, 0, text(f"metrics.{name}.label", book.lang), book.format(**bold)
            )
            form = book.number(kind_of(name), **bold)
            book.write(sheet, 3 + at, 1, getattr(self, f"_{name}")(), form)
            book.file.define_name(f"out_{name}", f"={self.cells[name]}")
        sheet.freeze_panes(3, 1)

    # Totals -----------------------------------------------------------------------------------

    def total(self, name: str) -> str:
        """The total of a monthly series."""
        return self.plan.cash.monthly[name].scalar

    def category(self, name: str) -> str:
        """The total of a category of spending, 0 where there is none."""
        row = self.plan.cash.costs.get(name)
        return "0" if row is None else row.scalar

    def present(self, name: str) -> str:
        """The present value of a monthly series."""
        return f"SUMPRODUCT({self.plan.cash.monthly[name].all},{self.plan.cash.discount.all})"

    @property
    def acquisition(self) -> str:
        """Investment, less loyalty where it does not count in CAC."""
        return f"({self.total('investment')}-{self.loyalty})"

    @property
    def loyalty(self) -> str:
        """Loyalty spending that does not count in CAC."""
        return (
            f"IF({self.plan.calendar.inputs['cac_includes_loyalty']},0,{self.category('loyalty')})"
        )

    @property
    def ultimate(self) -> str:
        """Ultimate customers of all channels."""
        return added([c.stages["ultimate"].scalar for c in self.plan.channels])

    @property
    def incremental(self) -> str:
        """Those that would not have come anyway."""
        return added([f"{c.stages['ultimate'].scalar}*{c.share}" for c in self.plan.channels])

    @property
    def due(self) -> str:
        """Commissions on customers that sign after the horizon."""
        return added([due(channel) for channel in self.plan.channels])

    # Metrics, in the order of the model -------------------------------------------------------

    def _roi(self) -> str:
        gain = f"{self.total('gross_profit')}-{self.total('investment')}"
        return self.ratio(gain, self.total("investment"), "no_investment")

    def _roi_gross(self) -> str:
        return self.ratio(self.total("gross_profit"), self.total("investment"), "no_investment")

    def _roi_revenue(self) -> str:
        gain = f"{self.total('revenue')}-{self.total('investment')}"
        return self.ratio(gain, self.total("investment"), "no_investment")

    def _roi_total_cost(self) -> str:
        gain = f"{self.total('gross_profit')}-{self.total('investment')}"
        spent = f"{self.total('investment')}+{self.total('direct_costs')}"
        return self.ratio(gain, spent, "no_investment")

    def _cash_roi(self) -> str:
        gain = "-".join(self.total(n) for n in ("receipts", "direct_costs", "investment"))
        return self.ratio(gain, self.total("investment"), "no_investment")

    def _discounted_roi(self) -> str:
        gain = "-".join(self.present(n) for n in ("receipts", "direct_costs", "investment"))
        return self.ratio(gain, self.present("investment"), "no_investment")

    def _extended_roi(self) -> str:
        earned = f"{self.total('gross_profit')}+{self.plan.cash.benefits.scalar}"
        gain = f"{earned}-{self.total('investment')}"
        return self.ratio(gain, self.total("investment"), "no_investment")

    def _annualised_roi(self) -> str:
        roi = self.cells["roi"]
        grown = f"(1+{roi})^(12/{self.plan.calendar.horizon})-1"
        lost = self.reason("total_loss")
        return f"IF(ISNUMBER({roi}),IF({roi}<=-1+1E-12,{lost},{grown}),{roi})"

    def _payback_month(self) -> str:
        return self.plan.crossings.last("cash", self.reason("not_within_horizon"))

    def _first_crossing_month(self) -> str:
        return self.plan.crossings.first("cash", self.reason("not_within_horizon"))

    def _discounted_payback_month(self) -> str:
        return self.plan.crossings.last("discounted", self.reason("not_within_horizon"))

    def _cash_trough(self) -> str:
        return f"MIN(0,MIN({self.plan.cash.monthly['cumulative_cash'].all}))"

    def _cash_trough_month(self) -> str:
        cash = self.plan.cash.monthly["cumulative_cash"].all
        return f"IF(MIN({cash})<0,MATCH(MIN({cash}),{cash},0)-1,0)"

    def _npv(self) -> str:
        return self.present("cash_flow")

    def _irr(self) -> str:
        count, rate = self.plan.roots
        reasons = {
            code: self.reason(code) for code in ("no_sign_change", "no_root", "multiple_roots")
        }
        several = f"IF({count}=0,{reasons['no_root']},{reasons['multiple_roots']})"
        found = f"IF({count}=1,(1+{rate})^12-1,{several})"
        return f"IF({self._one_sided},{reasons['no_sign_change']},{found})"

    @property
    def _one_sided(self) -> str:
        """Whether the flows do not change sign, rounding left aside."""
        flow = self.plan.cash.counted_flow.all
        return f"OR(MAX({flow})<=0,MIN({flow})>=0)"

    def _cac(self) -> str:
        return self.ratio(
            f"{self.acquisition}+{self.due}", self.cells["customers_incremental"], "no_customers"
        )

    def _period_cac(self) -> str:
        return self.ratio(self.acquisition, self.cells["customers_signed"], "no_customers")

    def _cost_per_lead(self) -> str:
        spent = (
            f"{self.total('investment')}-{self.category('commissions')}-{self.category('meetings')}"
        )
        return self.ratio(spent, _counted(self.total("leads")), "no_leads")

    def _ltv(self) -> str:
        margin = added(list(self.plan.lifetime.at_cap.values()))
        return self.ratio(
            f"({margin})-{self.loyalty}", self.cells["customers_incremental"], "no_customers"
        )

    def _ltv_cac(self) -> str:
        value, cost = self.cells["ltv"], self.cells["cac"]
        return f"IF(ISNUMBER({cost}),{self.ratio(value, cost, 'no_investment')},{cost})"

    def _receivables_at_horizon(self) -> str:
        return f"{self.total('revenue')}-{self.total('receipts')}"

    def _customers_signed(self) -> str:
        return _counted(self.total("customers"))

    def _customers_ultimate(self) -> str:
        return _counted(self.ultimate)

    def _customers_incremental(self) -> str:
        return _counted(self.incremental)

    def _customers_after_horizon(self) -> str:
        return _counted(f"{self.cells['customers_ultimate']}-{self.cells['customers_signed']}")

    def _cac_payback_month(self) -> str:
        cost, ages = self.cells["cac"], self.plan.lifetime.total
        target = f"({cost}*{self.cells['customers_incremental']})"
        cap = self.plan.calendar.inputs["ltv_cap_months"]
        below = f"SUMPRODUCT(--({ages.all}<{target}))"
        low, high = f"INDEX({ages.all},1,{below})", f"INDEX({ages.all},1,{below}+1)"
        age = f"{below}-1+({target}-{low})/({high}-{low})"
        reached = f"IF(INDEX({ages.all},1,{cap}+1)<{target},{self.reason('not_within_cap')},{age})"
        return f"IF(ISNUMBER({cost}),IF({ages.at(0)}>={target},0,{reached}),{cost})"

    def _mirr(self) -> str:
        flow, weight = self.plan.cash.counted_flow.all, self.plan.cash.discount.all
        comes = f"SUMPRODUCT(({flow}>0)*{flow},{weight})"
        goes = f"SUMPRODUCT(({flow}<0)*-{flow},{weight})"
        years, cost = (
            f"({self.plan.calendar.horizon}/12)",
            self.plan.calendar.inputs["discount_rate"],
        )
        grown = f"({comes}/{goes})^(1/{years})*(1+{cost})-1"
        return f"IF({self._one_sided},{self.reason('no_sign_change')},{grown})"

    # Capacity: what the plan asks of the team, and what it returns within the team's hours

    def _peak_utilisation(self) -> str:
        used = self.plan.calendar.utilisation.all
        return f"IF(COUNT({used})=0,{self.reason('no_team')},MAX({used}))"

    def _hours_short(self) -> str:
        asked, there = self.plan.calendar.asked.all, self.plan.calendar.there.all
        return f"SUMPRODUCT(({asked}>{there})*({asked}-{there}))"

    def _capacity_roi(self) -> str:
        spent = self.plan.limited["investment"].scalar
        gain = f"{self.plan.limited['gross_profit'].scalar}-{spent}"
        return self.ratio(gain, spent, "no_investment")

    def _capacity_payback_month(self) -> str:
        return self.plan.crossings.last("limited", self.reason("not_within_horizon"))

    # Amounts, and what breaks even

    def _revenue(self) -> str:
        return self.total("revenue")

    def _direct_costs(self) -> str:
        return self.total("direct_costs")

    def _gross_profit(self) -> str:
        return self.total("gross_profit")

    def _investment(self) -> str:
        return self.total("investment")

    def _net_gain(self) -> str:
        return f"{self.total('gross_profit')}-{self.total('investment')}"

    def _break_even_customers(self) -> str:
        profit, paid = self.total("gross_profit"), self.category("commissions")
        signed = self.cells["customers_signed"]
        needed = f"({self.total('investment')}-{paid})/(({profit}-{paid})/{signed})"
        small = f"1E-9*MAX(1,ABS({profit}))"
        some = f"IF({profit}-{paid}<={small},{self.reason('no_margin')},{needed})"
        return f"IF({signed}=0,{self.reason('no_customers')},{some})"


def _counted(cell: str) -> str:
    """Counts within 1e-9 of 0 are 0."""
    return f"IF(ABS({cell})<1E-9,0,{cell})"


def kind_of(metric: str) -> str:
    """How a metric is written in a cell."""
    kind, _ = METRICS[metric]
    kinds = {"money": "cents", "percent": "rate", "months": "months", "month": "whole"}
    return {**kinds, "multiple": "multiple", "number": "count"}[kind]
