"""What the user's own deals and costs say of the plan's inputs, to be accepted one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from roi_model.actuals.cost_inputs import cost_suggestions
from roi_model.actuals.coverage import Coverage, coverage_of
from roi_model.actuals.estimates.conversion import conversion
from roi_model.actuals.estimates.cycle import Fit, fit
from roi_model.actuals.estimates.group import Group
from roi_model.actuals.estimates.pipeline import Pipeline, last_day, pipeline
from roi_model.actuals.estimates.posterior import Posterior, mean_posterior
from roi_model.actuals.estimates.stages import stage_law
from roi_model.actuals.origin import Origin, origin_notes, origin_of
from roi_model.actuals.suggestion import Suggestion, suggest
from roi_model.actuals.variance import first_month
from roi_model.actuals.volume import volume_suggestions
from roi_model.declaration.paths import named
from roi_model.declaration.scenario import Scenario
from roi_model.reading.inquiry import Finding
from roi_model.reading.result import Reading
from roi_model.reading.text.wording import fold

_TOPIC = "calibration"
_LAW = 2
"""A cycle has a mean and a spread: two deals won are the least that tells of both."""


@dataclass(frozen=True)
class Calibration:
    """Suggestions by input, and remarks on what could not be used; `as_of` is the day of ages.

    `groups` are the deals by channel, and those of all sources together last (without a channel
    named anywhere, they alone).
    `origin` is what a deal's creation was taken for.
    """

    suggestions: tuple[Suggestion, ...] = ()
    notes: tuple[Finding, ...] = ()
    as_of: pd.Timestamp | None = None
    groups: tuple[Group, ...] = ()
    origin: Origin = field(default_factory=Origin)

    def to_json(self, lang: str = "en") -> dict[str, Any]:
        """Suggestions as MODEL 7 has them, the day and the remarks beside."""
        return {
            "suggestions": [suggestion.to_json() for suggestion in self.suggestions],
            "as_of": None if self.as_of is None else str(self.as_of.date()),
            "origin": self.origin.to_json() if self.groups else None,
            "notes": [
                {"code": n.code, **n.values, "sentence": n.sentence(lang)} for n in self.notes
            ],
        }


def calibrate(
    scenario: Scenario,
    readings: Iterable[Reading],
    as_of: pd.Timestamp | date | str | None = None,
    *,
    start: str | None = None,
    seed: int = 0,
    coverage: Coverage | None = None,
    origin: Origin | None = None,
) -> Calibration:
    """Suggest measured values for the inputs that deals and costs tell of.

    Deals stand for a stage of the plan's funnel (`origin`, by `origin_of` without it): they measure
    the rates from there on, put on `quote_to_customer`; the rest of `cycle_months` and `cycle_cv`
    (from the creation of the deal, in months of 30.4375 days), to which the plan's months before
    are added; `deal_value`; and by how many are created a month `contacts`. Where sources bear the
    name of channels it is by channel, otherwise for all of them. `as_of` is the day of the export
    (the latest the files know by default), `start` the month 1 (YYYY-MM) if not the scenario's.
    `coverage` is what the files cover (found by `coverage_of` without it): costs and the number of
    deals are measured on its whole months alone. Readings refused or with an open question say
    nothing. Source: MODEL 6.

    >>> from roi_model.reading.reading import read
    >>> from roi_model.declaration.scenario import Channel
    >>> plan = Scenario(name="Demo", start="2024-01", channels=(Channel(name="Calls"),))
    >>> calibrate(plan, [read(b"date;label;cost\\n2024-01-31;HubSpot;400,00\\n")]).suggestions
    ()
    """
    usable = [reading for reading in readings if reading.usable]
    notes: list[Finding] = []
    found: list[Suggestion] = []
    told: list[Group] = []
    deals = joined_deals(usable)
    day = _day(usable, as_of)
    if twice := _perhaps_twice(usable):
        notes.append(Finding("perhaps_twice", {"count": twice}, _TOPIC))
    entries = [reading.entries for reading in usable if len(reading.entries)]
    joined = pd.concat(entries, ignore_index=True) if entries else None
    covered = coverage or coverage_of(usable, as_of)
    begun = origin or origin_of(scenario, usable)
    notes += origin_notes(usable) if origin is None else []
    if len(deals):
        begin = first_month(scenario, joined, deals, start)
        day = last_day(deals) if day is None else day
        groups = _by_channel(scenario, deals)
        elsewhere = len(deals) - sum(len(part) for _, part in groups)
        if elsewhere:
            notes.append(Finding("other_sources", {"count": elsewhere}, _TOPIC))
        for channels, part in groups:
            made, group = _of_deals(scenario, channels, part, day, seed, notes, begun)
            told.append(group)
            volume = volume_suggestions(scenario, channels, part, covered.deal_months, begin, begun)
            rated = any(one.kind in ("rate", "conversion") for one in made)
            if rated and volume and volume[0].contradicts:
                notes.append(Finding("volume_contradicts", volume[0].values, _TOPIC))
            found += [*made, *volume]
        if groups[-1][0] is not None:
            told.append(_of_deals(scenario, None, deals, day, seed, [], begun)[1])
    if joined is not None:
        found += cost_suggestions(scenario, joined, start, seed, covered)
    known = None if day == pd.Timestamp.max else day
    return Calibration(tuple(found), tuple(notes), known, tuple(told), begun)


def joined_deals(readings: Iterable[Reading]) -> pd.DataFrame:
    """All deals of several files; one exported twice (same id and creation) counts once.

    The file that knows the latest day is right about it, whatever the order of the files. Columns
    as in `Reading.deals`; empty where no file holds deals.
    """
    frames = _frames(readings)
    if len(frames) < 2:  # a reading has each of its ids once
        return frames[0].reset_index(drop=True) if frames else pd.DataFrame()
    deals = pd.concat(frames, ignore_index=True)
    twice = (deals["id"] != "") & deals.duplicated(["id", "created"], keep="last")
    return deals[~twice].reset_index(drop=True)


def _frames(readings: Iterable[Reading]) -> list[pd.DataFrame]:
    """The deals of every file that has some, the oldest export first."""

    def day(reading: Reading) -> pd.Timestamp:
        known = getattr(reading, "as_of", None)
        return pd.Timestamp.min if known is None or pd.isna(known) else pd.Timestamp(known)

    frames = [getattr(reading, "deals", None) for reading in sorted(readings, key=day)]
    return [frame for frame in frames if frame is not None and len(frame)]


def _perhaps_twice(readings: Iterable[Reading]) -> int:
    """Deals without an id that stand alike in several files: nothing tells whether they are one."""
    alike = ["created", "amount", "source", "owner"]
    frames = [
        frame.loc[(frame["id"] == "") & frame["created"].notna(), alike].drop_duplicates()
        for frame in _frames(readings)
    ]
    return int(pd.concat(frames).duplicated().sum()) if len(frames) > 1 else 0


def _day(
    readings: Iterable[Reading], as_of: pd.Timestamp | date | str | None
) -> pd.Timestamp | None:
    if as_of is not None:
        return pd.Timestamp(as_of)
    days = [getattr(reading, "as_of", None) for reading in readings]
    known = [pd.Timestamp(day) for day in days if day is not None and not pd.isna(day)]
    return max(known) if known else None


def _by_channel(
    scenario: Scenario, deals: pd.DataFrame
) -> list[tuple[tuple[str, ...] | None, pd.DataFrame]]:
    """Deals by the channel their source names; where none does, all of them for every channel."""
    names = {fold(channel.name): channel.name for channel in scenario.channels}
    channel_of = {s: names.get(fold(str(s))) for s in deals["source"].unique()}
    if not any(channel_of.values()):
        return [(None, deals)]
    channel = deals["source"].map(channel_of)
    return [((str(name),), part) for name, part in deals.groupby(channel, sort=False)]


def _of_deals(
    scenario: Scenario, channels: tuple[str, ...] | None, deals: pd.DataFrame,
    day: pd.Timestamp, seed: int, notes: list[Finding], origin: Origin,
) -> tuple[list[Suggestion], Group]:  # fmt: skip
    """The suggestions of one group of deals: conversion, cycle and its spread, value."""
    about = ", ".join(channels or ())
    later = deals["created"] > day
    deals = deals[~later] if later.any() else deals  # on that day nobody knew of them
    then = pipeline(deals, day)
    closed_by_then = ~(deals["closed"] > day)
    won = deals[(deals["state"] == "won") & closed_by_then]
    lost = deals[(deals["state"] == "lost") & closed_by_then]
    values: dict[str, object] = {
        "won": len(won), "lost": len(lost), "open": len(deals) - len(won) - len(lost),
        "count": len(deals), "day": str(day.date()), "missing": 0,
    }  # fmt: skip
    made: list[Suggestion | None] = []
    told: Fit | None = None
    if len(won) + len(lost) == 0:
        notes.append(Finding("all_open", {"count": len(deals), "channel": about}, _TOPIC))
        return [], Group(channels)
    # Only of deals that were lost, or of the ages of open ones, can one tell how many are won.
    losing = len(lost) > 0 or then.open.size > 0
    if not losing:
        counts = {"won": len(won), "open": values["open"], "channel": about}
        notes.append(Finding("no_lost", counts, _TOPIC))
    if not len(then) and losing:
        rate = conversion(len(won), lost=len(lost))
        closed = len(won) + len(lost)
        notes.append(Finding("no_dates", {"count": closed, "channel": about}, _TOPIC))
        for name in _names(scenario, channels):
            made += _rates(scenario, name, rate, origin, "rate", closed, values, notes)
    elif len(then):
        if then.undated:
            notes.append(Finding("undated", {"count": then.undated, "channel": about}, _TOPIC))
        told = fit(then, seed=seed)
        dated = {"won": then.won_count, "lost": then.lost_count, "open": then.open.size}
        counted = {**values, **dated, "count": len(then)}
        naive = then.won_count / len(then)
        for name in _names(scenario, channels) if losing else ():
            made += _rates(scenario, name, told.conversion, origin, "conversion", len(then),
                           counted, notes, naive)  # fmt: skip
        made += _cycle(scenario, channels, then, told, counted, notes, origin)
    made += _value(scenario, channels, won, values, seed, notes)
    amounts = np.sort(won["amount"][won["amount"] > 0].to_numpy(np.float64))
    closed = then.won_count + then.lost_count if told else len(won) + len(lost)
    stages = stage_law(deals, day, seed=seed) if told else None
    group = Group(channels, closed, told, amounts, stages)
    return [one for one in made if one is not None], group


def _rates(
    scenario: Scenario, channel: str, won: Posterior, origin: Origin, kind: str, sample: int,
    values: Mapping[str, object], notes: list[Finding], naive: float | None = None,
) -> list[Suggestion | None]:  # fmt: skip
    """The share of deals won put on the rates of one channel from the deals' stage on.

    The last rate takes it; those before only where it cannot, and then they go together.
    """
    drawn = origin.rates(scenario, channel, won.values)
    likely, plainly = (
        origin.rates(scenario, channel, np.array(share))
        for share in (won.mean, 0.0 if naive is None else naive)
    )
    if not likely:
        stage = {"plan_stage": origin.stage, "channel": channel}
        notes.append(Finding("rate_at_zero", stage, _TOPIC))
    said = {**values, "plan_stage": origin.stage, "share": 100 * won.mean}
    return [
        suggest(
            scenario, f"channels/{channel}/{rate}", Posterior(drawn[rate], won.weights), kind=kind,
            sample=sample, values=said, observed=float(value),
            naive=None if naive is None or rate not in plainly else float(plainly[rate]),
            measured=won,
        )
        for rate, value in likely.items()
    ]  # fmt: skip


def _cycle(
    scenario: Scenario, channels: tuple[str, ...] | None, then: Pipeline, told: Fit,
    values: Mapping[str, object], notes: list[Finding], origin: Origin,
) -> list[Suggestion | None]:  # fmt: skip
    """The cycle from the lead and its spread: the plan's months before, then those measured."""
    if then.won.size < _LAW:
        about = ", ".join(channels or ())
        notes.append(Finding("too_few_won", {"count": then.won.size, "channel": about}, _TOPIC))
        return []
    mean = float(then.won.mean())
    plain = (
        Posterior(np.array([mean]), np.ones(1)),
        Posterior(np.array([float(np.std(then.won, ddof=1)) / mean]), np.ones(1)),
    )
    made = []
    for at, parameter in enumerate(("cycle_months", "cycle_cv")):
        for path in _paths(scenario, channels, parameter):
            channel = path.removeprefix("channels/").rpartition("/")[0]
            own = told.cycle_months, told.cycle_cv
            found = origin.cycle(*own, channel)[at]
            counted = {**values, "before": origin.before(channel),
                       "measured": told.cycle_months.quantile(0.5)}  # fmt: skip
            naive = origin.cycle(*plain, channel)[at].mean
            made.append(
                suggest(scenario, path, found, kind="cycle", sample=then.won.size, values=counted,
                        naive=naive, observed=found.quantile(0.5), measured=own[at])
            )  # fmt: skip
    return made


def _value(
    scenario: Scenario, channels: tuple[str, ...] | None, won: pd.DataFrame,
    values: Mapping[str, object], seed: int, notes: list[Finding],
) -> list[Suggestion | None]:  # fmt: skip
    amounts = won["amount"].to_numpy(np.float64)
    known = amounts[amounts > 0]  # NaN and 0 alike: nobody filled it in
    if known.size < amounts.size:
        missing = {"count": amounts.size - known.size, "channel": ", ".join(channels or ())}
        notes.append(Finding("won_without_amount", missing, _TOPIC))
    if not known.size:
        return []
    found: Posterior = mean_posterior(known, seed=seed)
    dated = won["closed"].notna().any() or won["created"].notna().any()
    counted = {**values, "count": known.size, "missing": amounts.size - known.size}
    return [
        suggest(scenario, path, found, kind="value" if dated else "value_undated",
                sample=known.size, values=counted, observed=float(known.mean()))
        for path in _paths(scenario, channels, "deal_value")
    ]  # fmt: skip


def _names(scenario: Scenario, channels: tuple[str, ...] | None) -> list[str]:
    return [name for name, _, _ in named(scenario.channels) if channels is None or name in channels]


def _paths(scenario: Scenario, channels: tuple[str, ...] | None, parameter: str) -> list[str]:
    """Where an input of the sale stands: by channel, or the scenario's and all that override it."""
    if channels is not None:
        return [f"channels/{name}/{parameter}" for name in channels]
    own = [c.name for c in scenario.channels if getattr(c, parameter) is not None]
    shared = [parameter] if len(own) < len(scenario.channels) else []
    return [*shared, *(f"channels/{name}/{parameter}" for name in own)]
