"""The metrics' sheet: every figure of the model as a formula, undefined ones as their reason."""

from __future__ import annotations

from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.cash import CashRows
from roi_model.export.xlsx.channels import ChannelRows
from roi_model.export.xlsx.grid import ACCENT, Book, Grid, Row, added
from roi_model.export.xlsx.lifetime import Lifetime
from roi_model.formatting import METRICS
from roi_model.metrics import FORMULAS
from roi_model.texts import text

CHANNEL = (
    ("leads", "count"), ("customers_signed", "count"), ("customers_ultimate", "count"),
    ("revenue", "cents"), ("gross_profit", "cents"), ("own_cost", "cents"), ("hours", "count"),
    ("shared_cost", "cents"), ("contribution_roi", "rate"), ("loaded_roi", "rate"),
    ("ltv", "cents"), ("cac", "cents"),
)  # fmt: skip

AS_VALUES = ("peak_utilisation", "hours_short", "capacity_roi", "capacity_payback_month")
"""Metrics whose formulas are still to be written: the engine's value stands in their place."""


class MetricsSheet:
    """The cells of the metrics by name, `months` rows of what they need, channels beside."""

    def __init__(
        self, book: Book, grid: Grid, calendar: Calendar, cash: CashRows,
        channels: list[ChannelRows], lifetime: Lifetime, roots: tuple[str, str],
    ) -> None:  # fmt: skip
        self.book, self.calendar, self.cash = book, calendar, cash
        self.channels, self.lifetime, self.roots = channels, lifetime, roots
        self.crossings = _Crossings(grid, cash)
        self.name = book.t("sheet.metrics")
        self.sheet = book.sheet("metrics")
        self.cells = {name: f"'{self.name}'!$B${4 + at}" for at, name in enumerate(FORMULAS)}
        self._write()
        self.by_channel = self._channels(6 + len(FORMULAS))

    def reason(self, code: str) -> str:
        """The words of a reason, as a text in a formula."""
        return f'"{text(f"metrics.reason.{code}", self.book.lang)}"'

    def ratio(self, above: str, below: str, code: str) -> str:
        """above / below, or the reason where below is 0."""
        return f"IF(({below})=0,{self.reason(code)},({above})/({below}))"

    def _write(self) -> None:
        book, sheet = self.book, self.sheet
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 1 + len(CHANNEL), 17)
        book.title(sheet, "title.metrics")
        head = book.head()
        sheet.write_string(2, 0, book.t("column.metric"), head)
        sheet.write_string(
            2,
            1,
            book.t("column.value"),
            book.head(align="right"),
        )
        for at, name in enumerate(FORMULAS):
            value = book.worth(name)
            bold = {"bold": True} if name == "roi" else {}
            sheet.write_string(
                3 + at, 0, text(f"metrics.{name}.label", book.lang), book.format(**bold)
            )
            form = book.number(kind_of(name), **bold)
            formula = self._value(name) if name in AS_VALUES else getattr(self, f"_{name}")()
            book.write(sheet, 3 + at, 1, formula, form, value)
            book.file.define_name(f"out_{name}", f"={self.cells[name]}")
        sheet.freeze_panes(3, 1)

    def _value(self, name: str) -> str:
        """The engine's value, or its reason, as a formula."""
        found = self.book.dossier.projection.metrics[name]
        return self.reason(str(found.reason)) if found.value is None else repr(float(found.value))

    # Totals -----------------------------------------------------------------------------------

    def total(self, name: str) -> str:
        """The total of a monthly series."""
        return self.cash.monthly[name].scalar

    def category(self, name: str) -> str:
        """The total of a category of spending, 0 where there is none."""
        row = self.cash.costs.get(name)
        return "0" if row is None else row.scalar

    def present(self, name: str) -> str:
        """The present value of a monthly series."""
        return f"SUMPRODUCT({self.cash.monthly[name].all},{self.cash.discount.all})"

    @property
    def acquisition(self) -> str:
        """Investment, less loyalty where it does not count in CAC."""
        return f"({self.total('investment')}-{self.loyalty})"

    @property
    def loyalty(self) -> str:
        """Loyalty spending that does not count in CAC."""
        return f"IF({self.calendar.inputs['cac_includes_loyalty']},0,{self.category('loyalty')})"

    @property
    def ultimate(self) -> str:
        """Ultimate customers of all channels."""
        return added([c.stages["ultimate"].scalar for c in self.channels])

    @property
    def incremental(self) -> str:
        """Those that would not have come anyway."""
        return added([f"{c.stages['ultimate'].scalar}*{c.share}" for c in self.channels])

    @property
    def due(self) -> str:
        """Commissions on customers that sign after the horizon."""
        return added([_due(channel) for channel in self.channels])

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
        gain = (
            f"{self.total('gross_profit')}+{self.cash.benefits.scalar}-{self.total('investment')}"
        )
        return self.ratio(gain, self.total("investment"), "no_investment")

    def _annualised_roi(self) -> str:
        roi = self.cells["roi"]
        grown = f"(1+{roi})^(12/{self.calendar.horizon})-1"
        lost = self.reason("total_loss")
        return f"IF(ISNUMBER({roi}),IF({roi}<=-1+1E-12,{lost},{grown}),{roi})"

    def _payback_month(self) -> str:
        return self.crossings.last("cash", self.reason("not_within_horizon"))

    def _first_crossing_month(self) -> str:
        return self.crossings.first("cash", self.reason("not_within_horizon"))

    def _discounted_payback_month(self) -> str:
        return self.crossings.last("discounted", self.reason("not_within_horizon"))

    def _cash_trough(self) -> str:
        return f"MIN(0,MIN({self.cash.monthly['cumulative_cash'].all}))"

    def _cash_trough_month(self) -> str:
        cash = self.cash.monthly["cumulative_cash"].all
        return f"IF(MIN({cash})<0,MATCH(MIN({cash}),{cash},0)-1,0)"

    def _npv(self) -> str:
        return self.present("cash_flow")

    def _irr(self) -> str:
        count, rate = self.roots
        reasons = {
            code: self.reason(code) for code in ("no_sign_change", "no_root", "multiple_roots")
        }
        several = f"IF({count}=0,{reasons['no_root']},{reasons['multiple_roots']})"
        found = f"IF({count}=1,(1+{rate})^12-1,{several})"
        return f"IF({self._one_sided},{reasons['no_sign_change']},{found})"

    @property
    def _one_sided(self) -> str:
        """Whether the flows do not change sign, rounding left aside."""
        flow = self.cash.monthly["cash_flow"].all
        small = f"(1E-9*MAX(1,MAX({flow}),-MIN({flow})))"
        return f"OR(MAX({flow})<{small},-MIN({flow})<{small})"

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
        margin = added(list(self.lifetime.at_cap.values()))
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
        cost, ages = self.cells["cac"], self.lifetime.total
        target = f"({cost}*{self.cells['customers_incremental']})"
        cap = self.calendar.inputs["ltv_cap_months"]
        below = f"SUMPRODUCT(--({ages.all}<{target}))"
        low, high = f"INDEX({ages.all},1,{below})", f"INDEX({ages.all},1,{below}+1)"
        age = f"{below}-1+({target}-{low})/({high}-{low})"
        reached = f"IF(INDEX({ages.all},1,{cap}+1)<{target},{self.reason('not_within_cap')},{age})"
        return f"IF(ISNUMBER({cost}),IF({ages.at(0)}>={target},0,{reached}),{cost})"

    def _mirr(self) -> str:
        flow, weight = self.cash.monthly["cash_flow"].all, self.cash.discount.all
        small = f"(1E-9*MAX(1,MAX({flow}),-MIN({flow})))"
        comes = f"SUMPRODUCT(({flow}>={small})*{flow},{weight})"
        goes = f"SUMPRODUCT((-{flow}>={small})*-{flow},{weight})"
        years, cost = f"({self.calendar.horizon}/12)", self.calendar.inputs["discount_rate"]
        grown = f"({comes}/{goes})^(1/{years})*(1+{cost})-1"
        return f"IF({self._one_sided},{self.reason('no_sign_change')},{grown})"

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

    # By channel -------------------------------------------------------------------------------

    def _channels(self, top: int) -> dict[tuple[str, str], str]:
        """The table of the channels; cells by channel and column."""
        book, sheet = self.book, self.sheet
        head = book.head(text_wrap=True, align="right", valign="top")
        sheet.write_string(
            top - 1,
            0,
            book.t("title.by_channel"),
            book.format(bold=True, font_size=12, font_color=ACCENT),
        )
        sheet.write_string(top, 0, book.t("column.channel"), book.head())
        for column, (key, _) in enumerate(CHANNEL, 1):
            sheet.write_string(top, column, book.t(f"column.{key}"), head)
        first, last = top + 1, top + len(self.channels)
        cells = {
            (channel.name, key): f"${chr(ord('B') + column)}${first + at + 1}"
            for at, channel in enumerate(self.channels)
            for column, (key, _) in enumerate(CHANNEL)
        }
        columns = {key: chr(ord("B") + column) for column, (key, _) in enumerate(CHANNEL)}

        def whole(key: str) -> str:
            return f"SUM(${columns[key]}${first + 1}:${columns[key]}${last + 1})"

        known = {line["name"]: line for line in book.dossier.projection.channels}
        for at, channel in enumerate(self.channels):
            sheet.write_string(first + at, 0, channel.name, book.format())
            formulas = self._channel(channel, cells, whole)
            for column, (key, kind) in enumerate(CHANNEL, 1):
                value = known[channel.name][key]
                value = "–" if value is None else value
                book.write(sheet, first + at, column, formulas[key], book.number(kind), value)
        return {key: f"'{self.name}'!{cell}" for key, cell in cells.items()}

    def _channel(
        self, channel: ChannelRows, cells: dict[tuple[str, str], str], whole: object
    ) -> dict[str, str]:
        def own(key: str) -> str:
            return cells[channel.name, key]

        total = whole  # the sum of a column of the table
        assert callable(total)
        weight = (
            f"IF({total('hours')}>0,{own('hours')}/MAX({total('hours')},1E-300),"
            f"IF({total('leads')}>0,{own('leads')}/MAX({total('leads')},1E-300),"
            f"1/{len(self.channels)}))"
        )
        shared = f"({self.total('investment')}-{total('own_cost')})*{weight}"
        spent = f"{own('own_cost')}+{own('shared_cost')}"
        incremental = f"({channel.stages['ultimate'].scalar}*{channel.share})"
        acquisition = f"{spent}-{self.loyalty}*({weight})+{_due(channel)}"

        def ratio(above: str, below: str) -> str:
            return f'IF(ABS({below})<1E-9,"–",({above})/({below}))'

        return {
            "leads": channel.stages["leads"].scalar,
            "customers_signed": channel.total("signed"),
            "customers_ultimate": channel.stages["ultimate"].scalar,
            "revenue": channel.total("revenue"),
            "gross_profit": channel.total("profit"),
            "own_cost": added(
                [channel.budget.scalar, channel.leads_paid.scalar, channel.meetings_paid.scalar]
                + [row.scalar for row in channel.rows("commissions")]
            ),
            "hours": channel.hours.scalar,
            "shared_cost": shared,
            "contribution_roi": ratio(f"{own('gross_profit')}-{own('own_cost')}", own("own_cost")),
            "loaded_roi": ratio(f"{own('gross_profit')}-({spent})", f"({spent})"),
            "ltv": ratio(self.lifetime.at_cap[channel.name], incremental),
            "cac": ratio(acquisition, incremental),
        }


class _Crossings:
    """Where cumulative cash comes up to 0: rows that say below or not, and rising or not."""

    def __init__(self, grid: Grid, cash: CashRows) -> None:
        self.series = {"cash": cash.monthly["cumulative_cash"], "discounted": cash.discounted_cash}
        grid.heading(grid.book.t("part.crossings"))
        self.below, self.rises = {}, {}
        for name, row in self.series.items():
            small = f"-(1E-9*MAX(1,MAX({row.all}),-MIN({row.all})))"
            below = self.below[name] = grid.row(
                grid.book.t("row.below"),
                lambda m, row=row, small=small: f"IF({row.at(m)}<{small},{m},-1)",  # type: ignore[misc]
                "whole", total=False,
            )  # fmt: skip
            self.rises[name] = grid.row(
                grid.book.t("row.rises"),
                lambda m, below=below: (  # type: ignore[misc]
                    f"IF(AND({below.at(m)}>=0,{below.at(m + 1)}<0),{m},1000)"
                    if m < below.last
                    else "1000"
                ),
                "whole", total=False,
            )  # fmt: skip

    def last(self, name: str, never: str) -> str:
        """The last crossing: 0 where the series is never below 0, `never` where it ends there."""
        below, series = self.below[name], self.series[name]
        at = f"MAX({below.all})"
        ends = f"{below.at(below.last)}>=0"
        return f"IF({at}<0,0,IF({ends},{never},{_between(series, at)}))"

    def first(self, name: str, never: str) -> str:
        """The first crossing, whatever comes after."""
        below, rises, series = self.below[name], self.rises[name], self.series[name]
        at = f"MIN({rises.all})"
        return f"IF(MAX({below.all})<0,0,IF({at}=1000,{never},{_between(series, at)}))"


def _between(series: Row, at: str) -> str:
    here, there = f"INDEX({series.all},1,{at}+1)", f"INDEX({series.all},1,{at}+2)"
    return f"{at}-{here}/({there}-{here})"


def _due(channel: ChannelRows) -> str:
    return added(
        [
            f"({regime.ultimate.scalar}-{regime.signed.scalar})*{regime.sale['each']}"
            for regime in channel.regimes
        ]
    )


def _counted(cell: str) -> str:
    """Counts within 1e-9 of 0 are 0."""
    return f"IF(ABS({cell})<1E-9,0,{cell})"


def kind_of(metric: str) -> str:
    """How a metric is written in a cell."""
    kind, _ = METRICS[metric]
    kinds = {"money": "cents", "percent": "rate", "months": "months", "month": "whole"}
    return {**kinds, "multiple": "multiple", "number": "count"}[kind]
