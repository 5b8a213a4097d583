"""The case restated at the top of the workbook, as a formula of its live figures."""

from __future__ import annotations

from string import Formatter
from typing import NamedTuple

from roi_model import formatting
from roi_model.export.xlsx.inputs import InputCells
from roi_model.export.xlsx.metrics import MetricsSheet
from roi_model.export.xlsx.writing.grid import Grid
from roi_model.formatting.conventions import precision
from roi_model.metrics import label as metric_label
from roi_model.texts import text


class LiveFigure(NamedTuple):
    """A figure of a sentence: the formula that writes it, and the cell of its number."""

    written: str
    number: str = ""


class _Words:
    """Sentences as formulas: their words as texts, their figures as cells."""

    def __init__(self, grid: Grid, inputs: InputCells) -> None:
        self.grid, self.book, self.inputs = grid, grid.book, inputs
        self.digits = inputs.convention("digits")

    def said(self, key: str, **figures: LiveFigure) -> str:
        """A sentence of the app's story with formulas in the places of its figures.

        Words that go with a number agree with it, as in the app.
        """
        template = text(f"ui.story.{key}", self.book.lang).replace("**", "")
        parts = []
        for words, field, choice, _ in Formatter().parse(template):
            parts += [quoted(words)] if words else []
            if not field:
                continue
            one, between, many = (choice or "").partition("|")
            figure = figures[field]
            if between:
                single = f"{figure.number}-1<1" if self.book.lang == "fr" else f"{figure.number}=1"
                parts.append(f"IF({single},{quoted(one)},{quoted(many)})")
            else:
                parts.append(figure.written)
        return "&".join(parts)

    def rounded(self, label: str, figure: str, decimals: str) -> str:
        """A figure to three significant digits, `decimals` at most, as a cell."""
        cell = self.grid.scalar(label, figure, "multiple")
        digits = f"MIN({decimals},{self.digits}-INT(LOG10(ABS({cell}))))"
        return self.step("rounded", f"IF({cell}=0,0,ROUND({cell},{digits}))")

    def step(self, key: str, formula: str) -> str:
        """A number or a text on the way to a sentence, as a cell."""
        return self.grid.scalar(self.book.t(f"step.{key}"), formula, "multiple")

    def money(self, label: str, figure: str) -> LiveFigure:
        """An amount as the app writes it in a headline."""
        cents = self.digits if precision(self.book.dossier.currency) else "0"
        cell = self.rounded(label, figure, cents)
        whole = f"OR(ABS({cell})>={self.inputs.convention('percent')},{cell}=INT({cell}))"
        places = self.step("decimals", f"IF({whole},0,{cents})")
        before, after = formatting.affixes(self.book.dossier.currency, self.book.lang)
        parts = (quoted(before), f"FIXED({cell},{places})", quoted(after))
        return LiveFigure(self.step("written", "&".join(p for p in parts if p != '""')), cell)

    def number(self, label: str, figure: str) -> LiveFigure:
        """A count as the app writes it: one decimal at most, none where it is whole."""
        cell = self.rounded(label, figure, "1")
        places = self.step("decimals", f"IF({cell}=INT({cell}),0,1)")
        return LiveFigure(self.step("written", f"FIXED({cell},{places})"), cell)

    def whole(self, figure: str) -> LiveFigure:
        """Months as the app counts them."""
        return LiveFigure(f"FIXED({figure},0)", figure)

    def sentence(self, key: str, **figures: LiveFigure) -> str:
        """A sentence as a cell."""
        return self.step("sentence", self.said(key, **figures))


def quoted(words: str) -> str:
    """A text in a formula."""
    return '"' + words.replace('"', '""') + '"'


def live_story(grid: Grid, metrics: MetricsSheet) -> str:
    """The story as a formula; the figures it rounds stand on `grid`."""
    book, cells, plan = grid.book, metrics.cells, metrics.plan
    scenario, words = book.dossier.scenario, _Words(grid, plan.calendar.inputs)
    grid.heading(book.t("part.story"))

    def label(name: str) -> str:
        return metric_label(name, book.lang)

    def money(name: str, figure: str | None = None) -> LiveFigure:
        return words.money(label(name), figure or cells[name])

    horizon, many = words.whole(plan.calendar.horizon), len(scenario.channels)
    named = scenario.channels[0].name
    who = named if many == 1 else text("ui.story.channels", book.lang, count=many)
    contacts = words.number(book.t("row.contacts"), plan.cash.monthly["contacts"].total)
    effort = words.sentence(
        "effort",
        who=LiveFigure(quoted(who)),
        contacts=contacts,
        months=words.whole(plan.calendar.campaign),
        investment=money("investment"),
    )
    sold = {
        "customers": words.number(label("customers_signed"), cells["customers_signed"]),
        "horizon": horizon, "revenue": money("revenue"), "profit": money("gross_profit"),
    }  # fmt: skip
    customers = words.sentence("customers", **sold)
    left = money("net_gain", f"ABS({cells['net_gain']})")
    won, lost = (words.sentence(key, amount=left) for key in ("gain", "loss"))
    gain = words.step("sentence", f"IF({cells['net_gain']}>=0,{won},{lost})")
    month, trough = cells["payback_month"], money("cash_trough", f"-{cells['cash_trough']}")
    back = words.sentence("payback", trough=trough, when=_months(words, month))
    at_once, never = words.sentence("at_once"), words.sentence("never", horizon=horizon)
    paid = words.step("sentence", f"IF({month}=0,{at_once},{back})")
    said = words.step("sentence", f"IF(ISNUMBER({month}),{paid},{never})")
    return '&" "&'.join((effort, customers, gain, said))


def _months(words: _Words, month: str) -> LiveFigure:
    """A duration in whole months, as the app writes it."""
    lang, half = words.book.lang, words.inputs.convention("half")
    known = words.step("whole_months", f"IF(ISNUMBER({month}),ROUND({month},0),0)")

    def counted(key: str) -> str:
        head, tail = text(f"charts.format.{key}", lang).split("{value}")
        return f"{quoted('≈' + formatting.NBSP + head)}&FIXED({known},0)&{quoted(tail)}"

    some = words.step("written", f"IF({known}=1,{counted('month_one')},{counted('month_many')})")
    few = quoted(text("charts.format.under_a_month", lang))
    return LiveFigure(words.step("written", f"IF({month}<{half},{few},{some})"))
