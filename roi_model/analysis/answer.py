"""The answer of a case in a sentence: when the money is back, what it takes, whether it lasts."""

from __future__ import annotations

import math

from roi_model import formatting
from roi_model.analysis.risk.doubt_words import share
from roi_model.analysis.risk.outlook import Ranges
from roi_model.metrics.capacity import FULL
from roi_model.projection import Projection
from roi_model.texts import text


def answer(now: Projection, run: Ranges | None, currency: str, lang: str) -> str:
    """Payback with its range, money to advance, and the account where one is followed.

    Where the team lacks the hours for the plan, the payback within them stands beside it (MODEL
    8.3). Without a run of draws there are no ranges. Plain text.

    >>> from roi_model import project
    >>> from roi_model.storage.presets import preset
    >>> answer(project(preset("linkedin-outbound").scenario), None, "EUR", "en")
    'Money back around month 12; €14,200 to advance.'
    """
    said = [_payback(now, run, lang), _within_hours(now, lang), _advance(now, currency, lang)]
    if now.balance is not None:
        said.append(_account(now, run, currency, lang))
    return text("answer.all", lang, parts=text("answer.and", lang).join(filter(None, said)))


def _payback(now: Projection, run: Ranges | None, lang: str) -> str:
    month = now.value("payback_month")
    if not month:
        key = "never" if month is None else "at_once"
        return text(f"answer.{key}", lang, horizon=now.scenario.horizon_months)
    return text("answer.back", lang, when=_when(now, month, lang), range=_range(run, lang))


def _when(now: Projection, month: float, lang: str) -> str:
    """About how many months in and, where the start is known, which month that is."""
    number, start = max(1, math.floor(month + 0.5)), now.scenario.start
    if start is None:
        return text("answer.month", lang, month=number)
    calendar = formatting.month_name(math.ceil(month), lang, start)
    return text("answer.calendar", lang, calendar=calendar, count=number)


def _range(run: Ranges | None, lang: str) -> str:
    """P10 to P90 of the payback and the share of draws that never have one; empty without draws."""
    if run is None:
        return ""
    spread, said = run.metrics["payback_month"], []
    if spread.p10 is not None and spread.p90 is not None:
        low, high = (math.floor(month + 0.5) for month in (spread.p10, spread.p90))
        said.append(str(low) if low == high else text("answer.range", lang, low=low, high=high))
    if spread.undefined:
        said.append(text("risk.said.never", lang, share=share(spread.undefined / run.draws, lang)))
    return f" ({' · '.join(said)})" if said else ""


def _within_hours(now: Projection, lang: str) -> str:
    peak = now.value("peak_utilisation")
    if peak is None or peak <= FULL or now.scenario.enforce_capacity:
        return ""
    month = now.value("capacity_payback_month")
    when = "never" if month is None else "at_once" if month == 0 else "within_hours"
    shown = "" if not month else _when(now, month, lang)
    return text(f"answer.hours.{when}", lang, when=shown)


def _advance(now: Projection, currency: str, lang: str) -> str:
    trough = now.value("cash_trough") or 0.0
    if not trough:
        return ""
    return text("answer.advance", lang, amount=formatting.money(-trough, currency, lang))


def _account(now: Projection, run: Ranges | None, currency: str, lang: str) -> str:
    """Whether the account holds; if not, since when and what must be raised before the start."""
    out, need = now.value("cash_out_month"), now.value("funding_need") or 0.0
    dry = None if run is None else run.cash_out_by_month
    if out is None:
        chance = "" if dry is None else share(1.0 - float(dry[-1]), lang)
        return text(f"answer.account.holds{'_in' if chance else ''}", lang, share=chance)
    month, start = math.ceil(out), now.scenario.start
    amount = formatting.money(need, currency, lang)
    if month and start is not None:
        when = formatting.month_name(month, lang, start)
        return text("answer.account.dry_in", lang, when=when, amount=amount)
    key = "dry_by" if month else "dry_at_once"
    return text(f"answer.account.{key}", lang, month=month, amount=amount)
