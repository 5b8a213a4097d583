"""The workbook: the whole model as live formulas on the inputs sheet, in French or English."""

from __future__ import annotations

from roi_model.export.contents.dossier import Dossier
from roi_model.export.contents.properties import of_workbook
from roi_model.export.xlsx.calendar import write_calendar
from roi_model.export.xlsx.cash import write_cash
from roi_model.export.xlsx.channels import write_channels
from roi_model.export.xlsx.checks import Checks
from roi_model.export.xlsx.front.cases import write_cases
from roi_model.export.xlsx.front.cover import write_cover
from roi_model.export.xlsx.front.open_deals import write_open_deals
from roi_model.export.xlsx.front.years import Years
from roi_model.export.xlsx.inputs import InputCells
from roi_model.export.xlsx.metrics import MetricsSheet, Plan
from roi_model.export.xlsx.returns.crossings import Crossings
from roi_model.export.xlsx.returns.lifetime import OLDEST, write_lifetime
from roi_model.export.xlsx.returns.limited import write_limited
from roi_model.export.xlsx.returns.rates import write_rates
from roi_model.export.xlsx.story import live_story
from roi_model.export.xlsx.summary import write_summary
from roi_model.export.xlsx.values import write_risk, write_scenario
from roi_model.export.xlsx.writing.book import Book
from roi_model.export.xlsx.writing.grid import Grid


def workbook(dossier: Dossier, *, cached: bool = True) -> bytes:
    """The case as an .xlsx whose every figure follows from the inputs sheet.

    What a person changes there recalculates funnel, cash and metrics, rates of return and the plan
    kept to its team's hours included; channels, roles and lines can be changed but not added, and
    the horizon only shortened. Every formula carries its value for readers that do not calculate.
    Risk and the open deals are written as values, marked as such. `cached=False` writes wrong
    values beside the formulas, so that a test sees whether they were calculated. Source: MODEL 2,
    3 and 8.3.

    >>> from datetime import date
    >>> from roi_model.storage.presets import preset
    >>> made = workbook(Dossier(preset("trade-show").scenario, "en", date(2026, 11, 27)))
    >>> made[:2]
    b'PK'
    """
    book = Book(dossier, cached=cached)
    book.file.set_properties(of_workbook(dossier))
    months = int(dossier.scenario.horizon_months)
    inputs = InputCells(book)
    time = Grid(book, "time", months)
    calendar = write_calendar(time, inputs)
    sales, money, working = (
        Grid(book, key, months, time) for key in ("channels", "cash", "working")
    )
    funnel = write_channels(sales, calendar)
    cash = write_cash(money, calendar, funnel)
    limited = write_limited(working, calendar, funnel, cash)
    series = {
        "cash": cash.monthly["cumulative_cash"], "discounted": cash.discounted_cash,
        "limited": limited["cumulative_cash"],
    }  # fmt: skip
    ages = Grid(book, "lifetime", OLDEST)
    plan = Plan(
        calendar, funnel, cash, limited, write_lifetime(ages, calendar, funnel.channels),
        Crossings(working, calendar, series), write_rates(book, inputs, cash),
    )  # fmt: skip
    metrics = MetricsSheet(book, plan)
    risk = write_risk(book)
    write_scenario(book)
    write_summary(book, live_story(working, metrics), metrics, risk)
    for grid in (time, sales, money):
        grid.lay_out()
        grid.show_typed_over()
        grid.switch_off(calendar.horizon)
    if "cases" in book.sheets:
        write_cases(book, metrics, dossier.alternatives)
    if "open" in book.sheets:
        write_open_deals(book)
    years = Years(book, calendar, cash)
    checks = Checks(book, inputs, metrics, years.totals)
    write_cover(book, checks.faults)
    return book.done()
