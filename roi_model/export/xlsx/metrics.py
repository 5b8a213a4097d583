"""The metrics' sheet: every figure of the model as a formula, undefined ones as their reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from roi_model.export.xlsx.by_channel import CHANNEL, column_of, write_by_channel
from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.cash import CashRows
from roi_model.export.xlsx.channels import Funnel
from roi_model.export.xlsx.returns.crossings import Crossing, Crossings
from roi_model.export.xlsx.returns.lifetime import Lifetime
from roi_model.export.xlsx.writing.book import ACCENT, Book, series_name
from roi_model.export.xlsx.writing.grid import Row
from roi_model.metrics import CARDS
from roi_model.metrics import label as metric_label
from roi_model.metrics.expression import SYMBOLS, Ratio, Writer
from roi_model.metrics.terms import TERMS
from roi_model.texts import text


@dataclass(frozen=True)
class Plan:
    """All that the other sheets hold; `limited` are rows of the plan kept to its team's hours."""

    calendar: Calendar
    funnel: Funnel
    cash: CashRows
    limited: dict[str, Row]
    lifetime: Lifetime
    crossings: Crossings
    roots: tuple[str, str]


class MetricsSheet:
    """The cells of the metrics by name, the table of the channels, and the steps to them below."""

    def __init__(self, book: Book, plan: Plan) -> None:
        self.book, self.plan = book, plan
        self.name = book.t("sheet.metrics")
        self.sheet = book.sheets["metrics"]
        self.cells = {name: f"'{self.name}'!$B${4 + at}" for at, name in enumerate(CARDS)}
        top, channels = 6 + len(CARDS), plan.funnel.channels
        self._next = top + len(channels) + 4
        self._steps: dict[str, str] = {}
        self.tiny, self.year = (
            plan.calendar.inputs.convention(key) for key in ("tiny", "months_per_year")
        )
        self._write()
        self.by_channel = write_by_channel(self, channels, top)
        self.sheet.print_area(0, 0, top + len(channels) + 1, len(CHANNEL))

    def step(self, key: str, formula: str, kind: str = "cents", label: str = "") -> str:
        """A cell under the table on the way to a metric, written once; returns its reference."""
        if key not in self._steps:
            row = self._line(key, label or self.book.t(f"step.{key}"))
            self.book.write(self.sheet, row, 1, formula, self.book.number(kind))
        return self._steps[key]

    def reason(self, code: str) -> str:
        """The cell of a reason's words."""
        key = f"reason {code}"
        if key not in self._steps:
            row = self._line(key, self.book.t("row.reason"))
            words = text(f"metrics.reason.{code}", self.book.lang)
            self.book.put(self.sheet, row, 1, words, self.book.format())
        return self._steps[key]

    def _line(self, key: str, label: str) -> int:
        row, self._next = self._next, self._next + 1
        self._steps[key] = f"'{self.name}'!$B${row + 1}"
        self.sheet.write_string(row, 0, label, self.book.format())
        return row

    def ratio(self, above: str, below: str, code: str) -> str:
        """above / below, or the reason where below is 0."""
        return f"IF({below}=0,{self.reason(code)},{above}/{below})"

    def _write(self) -> None:
        book, sheet = self.book, self.sheet
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 1, 24)  # reasons are said here as well
        sheet.set_column(2, len(CHANNEL) + 3, 12.5)
        book.guards["metrics"] = len(CHANNEL) + 6
        book.title(sheet, "title.metrics")
        sheet.write_string(2, 0, book.t("column.metric"), book.head())
        sheet.write_string(2, 1, book.t("column.value"), book.head(align="right"))
        sheet.write_string(2, 2, book.t("column.unit"), book.head(indent=1))
        title = book.format(bold=True, font_size=12, font_color=ACCENT)
        sheet.write_string(self._next - 1, 0, book.t("title.steps"), title)
        for at, name in enumerate(CARDS):
            bold = {"bold": True} if name == "roi" else {}
            sheet.write_string(3 + at, 0, metric_label(name, book.lang), book.format(**bold))
            form = book.number(kind_of(name), **bold)
            book.write(sheet, 3 + at, 1, self.formula(name), form)
            sheet.write_string(3 + at, 2, book.measure(unit_of(name)), book.note())
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
        label = self.book.t("row.total_of", name=series_name(self.book, name))
        return self.step(f"total {name}", self.plan.cash.monthly[name].total, label=label)

    def category(self, name: str) -> str:
        """The total of a category of spending, 0 where there is none."""
        row = self.plan.cash.costs.get(name)
        words = text(f"charts.category.{name}", self.book.lang)
        label = self.book.t("row.total_of", name=words)
        return self.step(f"spent {name}", "0" if row is None else row.total, label=label)

    def term(self, name: str) -> str:
        """The cell of a term of the formulas. Raises KeyError for one that has none."""
        label = TERMS[name].label(self.book.lang)
        if name.startswith("pv_"):
            series = self.plan.cash.monthly[name.removeprefix("pv_")]
            weighed = f"SUMPRODUCT({series.all},{self.plan.cash.discount.all})"
            return self.step(f"term {name}", weighed, label=label)
        if name in ("commissions", "meetings"):
            return self.category(name)
        if name in self.plan.cash.monthly and name != "leads":
            return self.total(name)
        return self.step(f"term {name}", _TERMS[name](self), label=label)

    @property
    def lifetime(self) -> dict[str, str]:
        """Lifetime margin of the customers of each channel."""
        return self.plan.lifetime.at_cap

    @property
    def loyalty(self) -> str:
        """Loyalty spending that does not count in CAC."""
        counts = self.plan.calendar.inputs["cac_includes_loyalty"]
        return self.step("loyalty_apart", f"IF({counts},0,{self.category('loyalty')})")

    def table(self, key: str) -> str:
        """The sum of a column of the table of the channels, those to its right included."""
        return f"SUM({column_of(self, key)})"

    @property
    def beyond(self) -> str:
        """1 where the plan asks the team for more hours than there are, and is not kept to them."""
        peak, enforced = (
            self.cells["peak_utilisation"],
            self.plan.calendar.inputs["enforce_capacity"],
        )
        holds = f"AND(ISNUMBER({peak}),{peak}>1+{self.tiny},NOT({enforced}))"
        return self.step("beyond", f"IF({holds},1,0)", "whole")

    @property
    def peak_percent(self) -> str:
        """What the peak asks of the team in per cent of its hours, where that is too much."""
        many = f"{self.cells['peak_utilisation']}*{self.plan.calendar.inputs.convention('percent')}"
        return self.step("peak_percent", f"IF({self.beyond}=1,{many},0)", "whole")

    # What no formula of terms says ------------------------------------------------------------

    def _annualised_roi(self) -> str:
        roi = self.cells["roi"]
        grown = self.step("grown", f"IF(ISNUMBER({roi}),1+{roi},1)", "multiple")
        a_year = f"{grown}^({self.year}/{self.plan.calendar.horizon})-1"
        lost = f"IF({grown}<={self.tiny},{self.reason('total_loss')},{a_year})"
        return f"IF(ISNUMBER({roi}),{self.step('grown_a_year', lost, 'rate')},{roi})"

    def _payback_month(self) -> str:
        return self._crossing(self.plan.crossings.last["cash"])

    def _first_crossing_month(self) -> str:
        return self._crossing(self.plan.crossings.first)

    def _discounted_payback_month(self) -> str:
        return self._crossing(self.plan.crossings.last["discounted"])

    def _capacity_payback_month(self) -> str:
        return self._crossing(self.plan.crossings.last["limited"])

    def _crossing(self, found: Crossing) -> str:
        return f"IF({found.comes},{found.month},{self.reason('not_within_horizon')})"

    def _cash_trough_month(self) -> str:
        return self.plan.crossings.trough

    def _irr(self) -> str:
        count, rate = self.plan.roots
        several = f"IF({count}=0,{self.reason('no_root')},{self.reason('multiple_roots')})"
        other = self.step("several_rates", several)
        found = self.step("rate", f"IF({count}=1,(1+{rate})^{self.year}-1,{other})", "rate")
        return f"IF({self._one_sided}=1,{self.reason('no_sign_change')},{found})"

    def _known_cac(self) -> str:
        cost = self.cells["cac"]
        return self.step("known_cac", f"IF(ISNUMBER({cost}),{cost},0)")

    def _ltv_cac(self) -> str:
        ratio = self.ratio(self.cells["ltv"], self._known_cac(), "no_investment")
        cost = self.cells["cac"]
        return f"IF(ISNUMBER({cost}),{self.step('ltv_cac', ratio, 'multiple')},{cost})"

    def _cac_payback_month(self) -> str:
        cost, ages = self.cells["cac"], self.plan.lifetime.total
        wanted = f"{self._known_cac()}*{self.cells['customers_incremental']}"
        target = self.step("cac_of_all", wanted)
        below = self.step("ages_below", f"SUMPRODUCT(--({ages.all}<{target}))", "whole")
        at = self.step("age_before", f"MAX(1,MIN({below},COLUMNS({ages.all})-1))", "whole")
        low = self.step("margin_before", f"INDEX({ages.all},1,{at})")
        high = self.step("margin_after", f"INDEX({ages.all},1,{at}+1)")
        rest = f"IF({high}={low},0,({target}-{low})/({high}-{low}))"
        part = self.step("part_of_month", rest, "multiple")
        age = self.step("age", f"IF({below}=0,0,{below}-1+{part})", "months")
        capped = f"INDEX({ages.all},1,{self.plan.calendar.inputs['ltv_cap_months']}+1)"
        most = self.step("margin_at_cap", capped)
        late = self.reason("not_within_cap")
        reached = self.step("age_or_late", f"IF({most}<{target},{late},{age})", "months")
        return f"IF(ISNUMBER({cost}),{reached},{cost})"

    def _mirr(self) -> str:
        flow, weight = self.plan.cash.counted_flow.all, self.plan.cash.discount.all
        comes = self.step("comes", f"SUMPRODUCT(({flow}>0)*{flow},{weight})")
        goes = self.step("goes", f"SUMPRODUCT(({flow}<0)*-{flow},{weight})")
        inputs, horizon = self.plan.calendar.inputs, self.plan.calendar.horizon
        grown = f"({comes}/{goes})^({self.year}/{horizon})*(1+{inputs['discount_rate']})-1"
        return f"IF({self._one_sided}=1,{self.reason('no_sign_change')},{grown})"

    def _break_even_customers(self) -> str:
        profit, paid = self.total("gross_profit"), self.category("commissions")
        signed = self.cells["customers_signed"]
        margin = self.step("margin", f"{profit}-{paid}")
        each = self.step("margin_each", f"IF({signed}=0,0,{margin}/{signed})")
        fixed = f"IF({each}>0,({self.total('investment')}-{paid})/{each},0)"
        needed = self.step("needed", fixed, "count")
        small = f"{self.tiny}*MAX(1,ABS({profit}))"
        some = f"IF({margin}<={small},{self.reason('no_margin')},{needed})"
        found = self.step("needed_or_none", some, "count")
        return f"IF({signed}=0,{self.reason('no_customers')},{found})"

    def _peak_utilisation(self) -> str:
        used = self.plan.funnel.team.utilisation.all
        return f"IF(COUNT({used})=0,{self.reason('no_team')},MAX({used}))"

    def _hours_short(self) -> str:
        asked, there = self.plan.funnel.team.asked.all, self.plan.funnel.team.there.all
        return f"SUMPRODUCT(({asked}>{there})*({asked}-{there}))"

    def _capacity_roi(self) -> str:
        spent = self.step("limited_spent", self.plan.limited["investment"].total)
        earned = self.step("limited_earned", self.plan.limited["gross_profit"].total)
        return self.ratio(f"({earned}-{spent})", spent, "no_investment")

    def _lowest_balance(self) -> str:
        return self._of_account(self.plan.cash.account.lowest)

    def _lowest_balance_month(self) -> str:
        return self._of_account(self.plan.cash.account.lowest_month)

    def _cash_out_month(self) -> str:
        account = self.plan.cash.account
        held = self.reason("never_below_floor")
        found = f"IF({account.ends},{account.runs_out},{held})"
        return self._of_account(self.step("runs_out", found, "months"))

    def _funding_need(self) -> str:
        return self._of_account(self.plan.cash.account.need)

    def _of_account(self, found: str) -> str:
        """A figure of the account, or that no opening balance is given."""
        return f"IF({self.plan.cash.account.followed},{found},{self.reason('no_opening_cash')})"

    @property
    def _one_sided(self) -> str:
        """1 where the flows do not change sign, rounding left aside."""
        flow = self.plan.cash.counted_flow.all
        found = f"IF(OR(MAX({flow})<=0,MIN({flow})>=0),1,0)"
        return self.step("one_sided", found, "whole")

    def counted(self, inner: str) -> str:
        """Counts within rounding of 0 are 0."""
        return f"IF(ABS({inner})<{self.tiny},0,{inner})"


_TERMS: dict[str, Callable[[MetricsSheet], str]] = {
    "benefits": lambda sheet: sheet.plan.cash.benefits.total,
    "acquisition": lambda sheet: f"{sheet.total('investment')}-{sheet.loyalty}",
    "loyalty_off_ltv": lambda sheet: sheet.loyalty,
    "commissions_due": lambda sheet: sheet.table("due"),
    "lifetime_margin": lambda sheet: sheet.table("lifetime"),
    "lowest_cash": lambda sheet: f"MIN({sheet.plan.cash.monthly['cumulative_cash'].all})",
    "leads": lambda sheet: sheet.counted(sheet.total("leads")),
    "customers_signed": lambda sheet: sheet.counted(sheet.total("customers")),
    "customers_ultimate": lambda sheet: sheet.counted(
        sheet.step("ultimate", sheet.plan.cash.ultimate.total, "count")
    ),
    "customers_incremental": lambda sheet: sheet.counted(
        sheet.step("incremental", sheet.table("incremental"), "count")
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
        above, below = (
            part if re.fullmatch(r"[^-+*/]+", part) else f"({part})"
            for part in (self.write(found.above), self.write(found.below))
        )
        return self.sheet.ratio(above, below, found.reason)

    def counted(self, inner: str) -> str:
        return self.sheet.counted(inner)

    def least(self, level: str, inner: str) -> str:
        return f"MIN({level},{inner})"


def kind_of(metric: str) -> str:
    """How a metric is written in a cell."""
    kinds = {"money": "cents", "percent": "rate", "months": "months", "month": "whole"}
    return {**kinds, "multiple": "multiple", "number": "count"}[CARDS[metric].unit]


def unit_of(metric: str) -> str:
    """What a metric is measured in."""
    kind = kind_of(metric)
    return "month" if kind == "whole" else "weight" if kind == "multiple" else kind
