"""What the open deals are still worth, as documents tell it: sentences, months, deals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from roi_model import formatting
from roi_model.actuals.outlook.open_worth import OpenWorth
from roi_model.export.contents.dossier import Dossier
from roi_model.texts import text

MONTHS = ("calendar_month", "signed", "expected", "low", "high", "gross_profit",
          "gross_profit_low", "gross_profit_high", "plan", "plan_gross_profit")  # fmt: skip
DEALS = ("id", "source", "created", "age", "amount", "chance", "sign_by", "expected",
         "gross_profit", "likely_lost")  # fmt: skip
Rows = Iterator[Sequence[Any]]


def worth_of(dossier: Dossier) -> OpenWorth | None:
    """The open deals of a case that is handed over with what became of it; None without any."""
    course = dossier.reforecast
    worth = None if course is None else course.open_worth
    return worth if worth is not None and len(worth.outlook.open.rows) else None


def told(dossier: Dossier) -> list[str]:
    """The open deals in sentences, the answer first: worth, span, cover of the plan, likely lost.

    Amounts are in the currency of the case; empty without open deals.
    """
    worth, lang = worth_of(dossier), dossier.lang
    if worth is None:
        return []

    def money(value: float) -> str:
        return formatting.money(value, dossier.currency, lang)

    totals = worth.outlook.open.totals()
    values = {
        "expected": money(worth.total.expected), "profit": money(totals["gross_profit"]),
        "low": money(worth.total.low), "high": money(worth.total.high),
    }  # fmt: skip
    said = [text("export.open_deals.worth", lang, count=totals["count"], **values)]
    covered = worth.outlook.covered
    if covered is not None:
        share = formatting.percent(round(covered, 2), lang)
        said.append(text("export.open_deals.covered", lang, share=share))
    if late := totals["likely_lost"]:
        amount = money(totals["likely_lost_amount"])
        said.append(text("export.open_deals.lost", lang, count=late, amount=amount))
    return said


def months(dossier: Dossier) -> Rows:
    """Month by month beside the plan, under a row of headings; nothing without open deals.

    First orders and gross profit, positive, in the month of the signature; from the month that
    runs on the day of the export to the horizon.
    """
    worth = worth_of(dossier)
    if worth is None:
        return
    yield [text(f"tables.column.open_{key}", dossier.lang) for key in MONTHS]
    for row in worth.monthly.to_dict("records"):
        yield [row[key] for key in MONTHS]


def deals(dossier: Dossier) -> Rows:
    """Each open deal, what is expected most of first, under a row of headings."""
    worth, lang = worth_of(dossier), dossier.lang
    if worth is None:
        return
    yield [text(f"tables.column.open_{key}", lang) for key in DEALS]
    for row in worth.to_json()["deals"]:
        yield [row[key] for key in DEALS]
