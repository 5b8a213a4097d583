"""The figures of the page at every stop, as the texts that formatting makes of them.

The page rounds and formats nothing itself: it looks a text up. So what it shows is what the app,
its documents and the command line would show, in both languages, reasons included.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from roi_model import formatting
from roi_model.charts.funnel import STAGES
from roi_model.declaration.scenario import Scenario
from roi_model.engine.arrays import Floats
from roi_model.metrics.capacity import FULL
from roi_model.metrics.figure import REASONS
from roi_model.projection import Projection
from roi_model.texts import LANGUAGES, text

HEADLINE = ("roi", "payback_month", "cash_trough", "net_gain")
LOWEST = {False: "cash_trough", True: "lowest_balance"}
"""What matters of the cash: of the plan’s own, and of the account where one is followed."""
LIMITED = {"roi": "capacity_roi", "payback_month": "capacity_payback_month"}
Write = Callable[[float | None, str], str]
"""A value, or None where there is none, in a language."""


@dataclass(frozen=True)
class Column:
    """One figure over all combinations of stops: `rows` says which of its texts, ordered by size.

    `sizes` are the values behind the texts, for the lengths of bars; None where undefined.
    """

    name: str
    words: dict[str, list[str]]
    sizes: list[float | None]
    rows: NDArray[np.int64]


def headline(scenario: Scenario) -> tuple[str, ...]:
    """The headline figures; where an account is followed, the lowest point is its own.

    >>> from roi_model.declaration.scenario import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),), opening_cash=9_000.0)
    >>> headline(case)
    ('roi', 'payback_month', 'lowest_balance', 'net_gain')
    """
    lowest = LOWEST[scenario.opening_cash is not None]
    return tuple(lowest if name == "cash_trough" else name for name in HEADLINE)


def columns(plans: Projection, currency: str) -> list[Column]:
    """Headline, what it is within the team's hours, funnel and costs, of a run of draws."""
    return [
        *(_metric(plans, name, currency) for name in headline(plans.scenario)),
        *(_within_capacity(plans, name, currency) for name in LIMITED),
        *_funnel(plans),
        *_costs(plans, currency),
    ]


def _metric(plans: Projection, name: str, currency: str) -> Column:
    found = plans.metrics.figure(name)

    def write(value: float | None, lang: str) -> str:
        return formatting.metric(name, value, currency, lang)

    return _column(name, found.values, write, np.asarray(found.codes))


def _within_capacity(plans: Projection, name: str, currency: str) -> Column:
    """What stands beside return and payback where the team lacks the hours; else empty."""
    limited, scenario = LIMITED[name], plans.scenario
    peak = plans.metrics.figure("peak_utilisation").values
    found = plans.metrics.figure(limited)
    busy = (np.nan_to_num(peak) > FULL) & (not scenario.enforce_capacity)

    def write(value: float | None, lang: str) -> str:
        if name == "payback_month" and not value:
            key = "never" if value is None else "at_once"
            said = text(f"capacity.{key}", lang, months=scenario.horizon_months)
        else:
            said = formatting.metric(limited, value, currency, lang)
        return text("capacity.beside", lang, value=said)

    values = np.where(found.codes != 0, np.nan, found.values)
    made = _column(f"within_{name}", values, write)
    # One more text, the empty one, for plans whose team has the hours.
    rows = np.where(busy, made.rows, len(made.sizes))
    words = {lang: [*said, ""] for lang, said in made.words.items()}
    return _used(Column(made.name, words, [*made.sizes, None], rows))


def _funnel(plans: Projection) -> list[Column]:
    """People by stage, customers of all cohorts last, and the share that passes each step."""
    counts = [plans.monthly[stage].sum(axis=-1) for stage in STAGES[:-1]]
    counts.append(plans.metrics.figure("customers_ultimate").values)
    shares = [
        np.divide(after, before, out=np.full(len(before), np.nan), where=before > 0)
        for before, after in pairwise(counts)
    ]
    return [
        *(
            _column(f"funnel/{stage}", count, formatting.number)
            for stage, count in zip(STAGES, counts, strict=True)
        ),
        *(
            _column(f"step/{stage}", share, _share)
            for stage, share in zip(STAGES[1:], shares, strict=True)
        ),
    ]


def _share(value: float | None, lang: str) -> str:
    return "" if value is None else formatting.percent(value, lang)


def _costs(plans: Projection, currency: str) -> list[Column]:
    """Spending by category, the largest of the plan as it stands first."""

    def write(value: float | None, lang: str) -> str:
        return formatting.money(value, currency, lang)

    amounts = {name: amount for name, amount in plans.costs.items() if np.any(amount)}
    order = sorted(amounts, key=lambda name: -float(np.mean(amounts[name])))
    return [_column(f"cost/{name}", amounts[name], write) for name in order]


def _column(name: str, values: Any, write: Write, codes: NDArray[np.int8] | None = None) -> Column:
    """A column of values, written once each; those that are written alike are one text.

    Where `codes` say why there is no value, the reason is the text.
    """
    values = np.asarray(values, dtype=np.float64)
    known = np.isfinite(values) if codes is None else codes == 0
    found, place = np.unique(values[known], return_inverse=True)
    written: list[tuple[str, ...]] = []
    sizes: list[float | None] = []
    entry = np.empty(len(found), dtype=np.int64)
    for at, value in enumerate(found.tolist()):
        said = tuple(write(value, lang) for lang in LANGUAGES)
        if not written or written[-1] != said:
            written.append(said)
            sizes.append(float(f"{value:.5g}"))
        entry[at] = len(written) - 1
    rows = np.zeros(len(values), dtype=np.int64)
    rows[known] = entry[place]
    reasons = np.zeros(len(values), dtype=np.int8) if codes is None else codes
    for code in np.unique(reasons[~known]).tolist():
        rows[~known & (reasons == code)] = len(written)
        written.append(tuple(_reason(code, write, lang) for lang in LANGUAGES))
        sizes.append(None)
    words = {lang: [said[at] for said in written] for at, lang in enumerate(LANGUAGES)}
    return Column(name, words, sizes, rows)


def _reason(code: int, write: Write, lang: str) -> str:
    return text(f"metrics.reason.{REASONS[code]}", lang) if code else write(None, lang)


def _used(column: Column) -> Column:
    """A column without the texts that no combination shows."""
    used, rows = np.unique(column.rows, return_inverse=True)
    words = {lang: [said[at] for at in used] for lang, said in column.words.items()}
    return Column(column.name, words, [column.sizes[at] for at in used], rows)


def cash_step(cash: Floats, decimals: int) -> int:
    """The power of ten that monthly cash is rounded to: six digits of the largest amount.

    Whole units of the currency below a million, tens below ten million; amounts all below a
    thousand have the currency's `decimals`.

    >>> [cash_step(np.array([most]), 2) for most in (999.0, 123456.7, -1234567.8)]
    [-2, 0, 1]
    """
    most = float(np.abs(cash).max())
    if most < 1000:
        return -decimals
    return max(0, int(np.floor(np.log10(most))) - 5)
