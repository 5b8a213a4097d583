"""The days on which deals entered their stages, where an export has a column or a row for each."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.deals.headers import ENTRIES, deal_roles, heads
from roi_model.reading.deals.stages import load_stages
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import plain, trimmed
from roi_model.reading.values.dates import date_format, days_of, parse_dates, take_apart_dates
from roi_model.reading.values.epochs import without_epochs

ENTERED = "entered:"
"""How the columns of `Reading.deals` begin that hold the day a deal entered a stage."""
_HALF = 0.5
# HubSpot, by its words and in its interface; others name it in the same way.
_HEADING = re.compile(
    r"(?:deal - )?(?:hs_(?:v2_)?date_entered_|(?:date entered|entered(?: on| stage)?"
    r"|date d['’]entr[ée]e (?:dans|en|à)|entr[ée]e? (?:dans|en)"
    r"|fecha de (?:entrada|ingreso) (?:en|a)|eintrittsdatum in|datum (?:des )?eintritts? in"
    r"|data di ingresso in|data de entrada em|datum binnenkomst in)\s+)(?P<stage>\S.*)",
    re.IGNORECASE,
)
_FIRST, _LAST = "Created", "Last modified"
_PIPELINE = re.compile(r"\s*\([^()]*\)\s*$")


def stage_of(heading: str) -> str | None:
    """The stage whose day of entry stands under a heading; None for another, or an outcome.

    >>> stage_of('Date entered "Appointment scheduled (Sales Pipeline)"')
    'Appointment scheduled'
    >>> stage_of("Date d’entrée dans « Devis envoyé »"), stage_of("hs_date_entered_closedwon")
    ('Devis envoyé', None)
    """
    found = _HEADING.fullmatch(heading.strip())
    if found is None:
        return None
    named = _PIPELINE.sub("", found["stage"].strip(" \u00a0\u202f\"'“”«»"))
    stage = named.strip(" \u00a0\u202f\"'“”«»")
    unnamed = "stage" in deal_roles(stage)  # "Date entered stage": whichever the row is in
    return None if not stage or unnamed or load_stages().outcome(stage) else stage


def entered(table: Table, inquiry: Inquiry) -> dict[str, NDArray[np.datetime64]]:
    """The days of entry by ENTERED and the stage, NaT where there is none, as `Reading.deals` has.

    A column whose days cannot be read, or in two ways, is left aside: nothing else depends on it.
    """
    days: dict[str, NDArray[np.datetime64]] = {}
    for name, column in zip(table.names, table.columns, strict=True):
        stage = stage_of(name)
        apart = None if stage is None else take_apart_dates(without_epochs(column)[0])
        if stage is None or apart is None or apart.share < _HALF:
            continue
        guess = date_format(apart)
        shared = inquiry.date_format
        chosen = guess.format or (shared if shared in guess.candidates else None)
        if chosen is None:
            continue
        found, key = days_of(parse_dates(apart, chosen)), ENTERED + stage
        before = days.get(key)
        days[key] = found if before is None else np.where(np.isnat(before), found, before)
    if days:
        stages = ", ".join(key.removeprefix(ENTERED) for key in days)
        inquiry.note("stage_history", count=len(days), stages=stages)
    return days


def with_first_days(table: Table) -> Table:
    """The table with the day each deal was created and each row changed, where a deal has a row for
    each stage it came into, under one id, and no column says so; else as it is.

    The first of its rows by their days is the one it was created with.
    """
    roles = [deal_roles(name) for name in table.names]
    days = [c for c, name in enumerate(table.names) if heads(name, ENTRIES)]
    ids = [c for c, found in enumerate(roles) if "id" in found]
    if len(days) != 1 or not ids or any("created" in found for found in roles):
        return table
    called = plain(trimmed(table.columns[ids[0]])).to_pandas()
    apart = take_apart_dates(without_epochs(table.columns[days[0]])[0])
    shape = None if apart is None else date_format(apart).format
    if apart is None or shape is None or not called[called != ""].duplicated().any():
        return table
    frame = pd.DataFrame({"id": called, "day": days_of(parse_dates(apart, shape))})
    first = frame.sort_values("day", kind="stable").drop_duplicates("id")
    rows = called.map(pd.Series(first.index, index=first["id"]))
    own = np.arange(len(table))
    cells = plain(table.columns[days[0]])
    created = cells.take(pa.array(np.where(called == "", own, rows).astype(np.int64)))
    names, columns = [_FIRST], [created]
    if not any("activity" in found for found in roles):
        names, columns = [*names, _LAST], [*columns, cells]
    return replace(table, names=(*table.names, *names), columns=(*table.columns, *columns))
