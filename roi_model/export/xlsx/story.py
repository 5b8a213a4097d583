"""The case restated at the top of the workbook, as a formula of its live figures."""

from __future__ import annotations

from string import Formatter
from typing import NamedTuple

from roi_model import formatting
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

    def __init__(self, grid: Grid) -> None:
        self.grid, self.book = grid, grid.book

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
                single = f"{figure.number}<2" if self.book.lang == "fr" else f"{figure.number}=1"
                parts.append(f"IF({single},{quoted(one)},{quoted(many)})")
            else:
                parts.append(figure.written)
        return "&".join(parts)

    def rounded(self, label: str, figure: str, decimals: int) -> str:
        """A figure to three significant digits, `decimals` at most, as a cell."""
        cell = self.grid.scalar(label, figure, "multiple")
        digits = f"MIN({decimals},2-INT(LOG10(ABS({cell}))))"
        return self.grid.scalar(label, f"IF({cell}=0,0,ROUND({cell},{digits}))", "multiple")

    def money(self, label: str, figure: str) -> LiveFigure:
        """An amount as the app writes it in a headline."""
        cents = precision(self.book.dossier.currency)
        cell = self.rounded(label, figure, cents)
        before, after = formatting.affixes(self.book.dossier.currency, self.book.lang)
        written = f"FIXED({cell},IF(OR(ABS({cell})>=100,{cell}=INT({cell})),0,{cents}))"
        parts = [part for part in (quoted(before), written, quoted(after)) if part != '""']
        return LiveFigure("&".join(parts), cell)

    def number(self, label: str, figure: str) -> LiveFigure:
        """A count as the app writes it: one decimal at most, none where it is whole."""
        cell = self.rounded(label, figure, 1)
        return LiveFigure(f"FIXED({cell},IF({cell}=INT({cell}),0,1))", cell)

    def whole(self, figure: str) -> LiveFigure:
        """Months as the app counts them."""
        return LiveFigure(f"FIXED({figure},0)", figure)


def quoted(words: str) -> str:
    """A text in a formula."""
    return '"' + words.replace('"', '""') + '"'


def live_story(grid: Grid, metrics: MetricsSheet) -> str:
    """The story as a formula; the figures it rounds stand on `grid`."""
    book, cells, plan = grid.book, metrics.cells, metrics.plan
    scenario, words = book.dossier.scenario, _Words(grid)
    grid.heading(book.t("part.story"))

    def label(name: str) -> str:
        return metric_label(name, book.lang)

    def money(name: str, figure: str | None = None) -> LiveFigure:
        return words.money(label(name), figure or cells[name])

    horizon, many = words.whole(plan.calendar.horizon), len(scenario.channels)
    named = scenario.channels[0].name
    who = named if many == 1 else text("ui.story.channels", book.lang, count=many)
    contacts = words.number(book.t("row.contacts"), plan.cash.monthly["contacts"].scalar)
    effort = words.said(
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
    customers = words.said("customers", **sold)
    left = money("net_gain", f"ABS({cells['net_gain']})")
    gain = (
        f"IF({cells['net_gain']}>=0,{words.said('gain', amount=left)},"
        f"{words.said('loss', amount=left)})"
    )
    month, trough = cells["payback_month"], money("cash_trough", f"-{cells['cash_trough']}")
    back = words.said("payback", trough=trough, when=LiveFigure(_months(month, book.lang)))
    never = words.said("never", horizon=horizon)
    paid = f"IF(ISNUMBER({month}),IF({month}=0,{words.said('at_once')},{back}),{never})"
    return '&" "&'.join((effort, customers, gain, paid))


def _months(month: str, lang: str) -> str:
    """A duration in whole months, as the app writes it."""
    few = quoted(text("charts.format.under_a_month", lang))

    def counted(key: str) -> str:
        head, tail = text(f"charts.format.{key}", lang).split("{value}")
        return f"{quoted('≈' + formatting.NBSP + head)}&FIXED(ROUND({month},0),0)&{quoted(tail)}"

    some = f"IF(ROUND({month},0)=1,{counted('month_one')},{counted('month_many')})"
    return f"IF({month}<0.5,{few},{some})"
