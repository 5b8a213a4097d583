"""The metrics' sheet: every figure of the model as a formula, undefined ones as their reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from roi_model.export.xlsx.by_channel import CHANNEL, due, write_by_channel
from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.cash import CashRows
from roi_model.export.xlsx.channels import ChannelRows
from roi_model.export.xlsx.returns.crossings import Crossings
from roi_model.export.xlsx.returns.lifetime import Lifetime
from roi_model.export.xlsx.writing.book import Book
from roi_model.export.xlsx.writing.grid import Row, added
from roi_model.metrics import CARDS
from roi_model.metrics import label as metric_label
from roi_model.metrics.expression import SYMBOLS, Ratio, Writer
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
        self.cells = {name: f"'{self.name}'!$B${4 + at}" for at, name in enumerate(CARDS)}
        self._write()
        top = 6 + len(CARDS)
        self.by_channel = write_by_channel(self, plan.channels, top)
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
        for at, name in enumerate(CARDS):
            bold = {"bold": True} if name == "roi" else {}
            sheet.write_string(3 + at, 0, metric_label(name, book.lang), book.format(**bold))
            form = book.number(kind_of(name), **bold)
            book.write(sheet, 3 + at, 1, self.formula(name), form)
            book.file.define_name(f"out_{name}", f"={self.cells[name]}")
        sheet.freeze_panes(3, 1)

    # Formulas ---------------------------------------------------------------------------------

    def formula(self, name: str) -> str:
        """A metric as a formula: as its card writes it, or as the sheet calculates it below."""
        expression = CARDS[name].expression
        if expression is None:
            made: str = getattr(self, f"_{name}")()
            return made
        return _InCells(self, name).write(expression(SYMBOLS))

    def total(self, name: str) -> str:
        """The total of a monthly series."""
        return self.plan.cash.monthly[name].scalar

    def category(self, name: str) -> str:
        """The total of a category of spending, 0 where there is none."""
        row = self.plan.cash.costs.get(name)
        return "0" if row is None else row.scalar

    def term(self, name: str) -> str:
        """The cells behind a term of the formulas. Raises KeyError for one that has none."""
        if name.startswith("pv_"):
            series = self.plan.cash.monthly[name.removeprefix("pv_")]
            return f"SUMPRODUCT({series.all},{self.plan.cash.discount.all})"
        if name in ("commissions", "meetings"):
            return self.category(name)
        if name in self.plan.cash.monthly and name != "leads":
            return self.total(name)
        return _TERMS[name](self)

    @property
    def lifetime(self) -> dict[str, str]:
        """Lifetime margin of the customers of each channel."""
        return self.plan.lifetime.at_cap

    @property
    def loyalty(self) -> str:
        """Loyalty spending that does not count in CAC."""
        return (
            f"IF({self.plan.calendar.inputs['cac_includes_loyalty']},0,{self.category('loyalty')})"
        )

    # What no formula of terms says ------------------------------------------------------------

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

    def _cash_trough_month(self) -> str:
        return self.plan.crossings.trough()

    def _irr(self) -> str:
        count, rate = self.plan.roots
        reasons = {
            code: self.reason(code) for code in ("no_sign_change", "no_root", "multiple_roots")
        }
        several = f"IF({count}=0,{reasons['no_root']},{reasons['multiple_roots']})"
        found = f"IF({count}=1,(1+{rate})^12-1,{several})"
        return f"IF({self._one_sided},{reasons['no_sign_change']},{found})"

    def _ltv_cac(self) -> str:
        value, cost = self.cells["ltv"], self.cells["cac"]
        return f"IF(ISNUMBER({cost}),{self.ratio(value, cost, 'no_investment')},{cost})"

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

    def _break_even_customers(self) -> str:
        profit, paid = self.total("gross_profit"), self.category("commissions")
        signed = self.cells["customers_signed"]
        needed = f"({self.total('investment')}-{paid})/(({profit}-{paid})/{signed})"
        small = f"1E-9*MAX(1,ABS({profit}))"
        some = f"IF({profit}-{paid}<={small},{self.reason('no_margin')},{needed})"
        return f"IF({signed}=0,{self.reason('no_customers')},{some})"

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

    def _lowest_balance(self) -> str:
        return self._of_account(self.plan.cash.account.lowest)

    def _lowest_balance_month(self) -> str:
        return self._of_account(self.plan.cash.account.lowest_month)

    def _cash_out_month(self) -> str:
        return self._of_account(self.plan.cash.account.runs_out(self.reason("never_below_floor")))

    def _funding_need(self) -> str:
        return self._of_account(self.plan.cash.account.need)

    def _of_account(self, found: str) -> str:
        """A figure of the account, or that no opening balance is given."""
        return f"IF({self.plan.cash.account.followed},{found},{self.reason('no_opening_cash')})"

    @property
    def _one_sided(self) -> str:
        """Whether the flows do not change sign, rounding left aside."""
        flow = self.plan.cash.counted_flow.all
        return f"OR(MAX({flow})<=0,MIN({flow})>=0)"


def _counted(cell: str) -> str:
    """Counts within 1e-9 of 0 are 0."""
    return f"IF(ABS({cell})<1E-9,0,{cell})"


_TERMS: dict[str, Callable[[MetricsSheet], str]] = {
    "benefits": lambda sheet: sheet.plan.cash.benefits.scalar,
    "acquisition": lambda sheet: f"({sheet.total('investment')}-{sheet.loyalty})",
    "loyalty_off_ltv": lambda sheet: sheet.loyalty,
    "commissions_due": lambda sheet: added([due(channel) for channel in sheet.plan.channels]),
    "lifetime_margin": lambda sheet: f"({added(list(sheet.plan.lifetime.at_cap.values()))})",
    "lowest_cash": lambda sheet: f"MIN({sheet.plan.cash.monthly['cumulative_cash'].all})",
    "leads": lambda sheet: _counted(sheet.total("leads")),
    "customers_signed": lambda sheet: _counted(sheet.total("customers")),
    "customers_ultimate": lambda sheet: _counted(
        added([c.stages["ultimate"].scalar for c in sheet.plan.channels])
    ),
    "customers_incremental": lambda sheet: _counted(
        added([f"{c.stages['ultimate'].scalar}*{c.share}" for c in sheet.plan.channels])
    ),
}
"""The cells behind the terms that are no total of a series, no present value and no category."""


class _InCells(Writer):
    """A card's formula over the cells of the workbook; counts are taken from their own cell."""

    signs: ClassVar[dict[str, str]] = {"+": "+", "-": "-", "/": "/", "^": "^"}

    def __init__(self, sheet: MetricsSheet, own: str) -> None:
        self.sheet, self.own = sheet, own

    def term(self, name: str) -> str:
        if name.startswith("customers_") and name != self.own:
            return self.sheet.cells[name]
        return self.sheet.term(name)

    def ratio(self, found: Ratio) -> str:
        return self.sheet.ratio(self.write(found.above), self.write(found.below), found.reason)

    def counted(self, inner: str) -> str:
        return _counted(inner)

    def least(self, level: str, inner: str) -> str:
        return f"MIN({level},{inner})"


def kind_of(metric: str) -> str:
    """How a metric is written in a cell."""
    kinds = {"money": "cents", "percent": "rate", "months": "months", "month": "whole"}
    return {**kinds, "multiple": "multiple", "number": "count"}[CARDS[metric].unit]
