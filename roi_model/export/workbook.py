"""The workbook: the whole model as live formulas on the inputs sheet, in French or English."""

from __future__ import annotations

from roi_model.export.dossier import Dossier
from roi_model.export.properties import of_workbook
from roi_model.export.xlsx.calendar import write_calendar
from roi_model.export.xlsx.cash import write_cash
from roi_model.export.xlsx.channels import write_channels
from roi_model.export.xlsx.checks import write_checks
from roi_model.export.xlsx.grid import Book, Grid
from roi_model.export.xlsx.inputs import Inputs
from roi_model.export.xlsx.lifetime import OLDEST, write_lifetime
from roi_model.export.xlsx.metrics import MetricsSheet
from roi_model.export.xlsx.rates import write_rates
from roi_model.export.xlsx.summary import write_summary
from roi_model.export.xlsx.values import write_risk, write_scenario


def workbook(dossier: Dossier, *, cached: bool = True) -> bytes:
    """The case as an .xlsx whose every figure follows from the inputs sheet.

    What a person changes there recalculates funnel, cash and metrics, rates of return included;
    channels, roles and lines can be changed but not added, and the horizon only shortened. Risk
    is written as values, marked as such. `cached=False` writes wrong values beside the formulas,
    so that a test sees whether they were calculated. Source: MODEL 2 and 3.

    >>> from datetime import date
    >>> from roi_model.presets import preset
    >>> made = workbook(Dossier(preset("trade-show").scenario, "en", date(2026, 11, 27)))
    >>> made[:2]
    b'PK'
    """
    book = Book(dossier, cached=cached)
    book.file.set_properties(of_workbook(dossier))
    months = int(dossier.scenario.horizon_months)
    front = book.sheet("summary")
    inputs = Inputs(book)
    funnel = Grid(book, "channels", months)
    calendar = write_calendar(funnel, inputs)
    channels = write_channels(funnel, calendar)
    money = Grid(book, "cash", months)
    cash = write_cash(money, calendar, channels, dossier.projection)
    lifetime = write_lifetime(Grid(book, "lifetime", OLDEST), calendar, channels)
    roots = write_rates(book, cash)
    metrics = MetricsSheet(book, money, calendar, cash, channels, lifetime, roots)
    verdict = write_checks(book, inputs, calendar, cash, metrics)
    risk = write_risk(book)
    write_scenario(book)
    write_summary(book, front, cash, metrics, verdict, risk)
    return book.done()
