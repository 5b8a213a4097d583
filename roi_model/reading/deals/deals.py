"""A CRM's export → one row per deal: won, lost or open, its dates, amount and source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.deals.columns import DealColumns, cells_of, find_deal_columns
from roi_model.reading.deals.creation import Creation, creation
from roi_model.reading.deals.dates import BAD, ENDS, DealDates, read_dates, with_ends
from roi_model.reading.deals.gaps import without_nothings
from roi_model.reading.deals.headers import ENTRIES, EXPECTED, PERIODS, heads
from roi_model.reading.deals.history import entered, with_first_days
from roi_model.reading.deals.kept import (
    all_alike,
    in_one_currency,
    one_pipeline,
    without_credits,
    without_deleted,
)
from roi_model.reading.deals.repeated import lines_of_deals, older_copies, rows
from roi_model.reading.deals.stages import LEFT, LOST, OPEN, STATES, WON, is_coded
from roi_model.reading.deals.states import deal_states
from roi_model.reading.deals.totals import (
    refuse_report,
    refuse_states_across,
    without_blocks,
    without_headers,
    without_totals,
)
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.tables.currencies import names_currency
from roi_model.reading.tables.exchange import exchange, tell_exchange
from roi_model.reading.tables.nothing_left import refuse_unusable
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.spelled_states import UNKNOWN
from roi_model.reading.tables.table import Table
from roi_model.reading.tables.units.recurring import months_each, months_headed, times_a_year
from roi_model.reading.tables.units.thousands import unit_factor
from roi_model.reading.text.wording import fold
from roi_model.reading.values.amounts import (
    EMPTY,
    MAX_UNITS,
    OK,
    REASONS,
    TOO_LARGE,
    amounts_given,
    parse_amounts,
    take_apart,
)
from roi_model.reading.values.asked import decimal_sign
from roi_model.reading.values.dates import latest_day
from roi_model.reading.values.rates import UNDATED

_LOWER = re.compile(r"[a-z]{3}")
_CENTS = re.compile(r"\b(?:in )?(?:cents?|centimes?|minor units?|centavos|centesimi)\b")
_FLAGS = ("won_without_amount", "other_currency", "no_rate", "won_not_positive", "won_without_date",
          "lost_without_date", "negative_cycle", "future_close", "expected_close",
          "state_conflict", "identical_row")  # fmt: skip


@dataclass(frozen=True)
class Deals:
    """The deals kept, in the file's order.

    `frame` has the columns of `Reading.deals`; `flagged` line, reason and text of the deals kept
    that deserve a look; `as_of` the latest day on which something happened; `creation` what stage
    they stand for when they are created.
    """

    frame: pd.DataFrame
    flagged: pd.DataFrame
    as_of: pd.Timestamp | None
    scale: int
    creation: Creation

    def __len__(self) -> int:
        """Number of deals."""
        return len(self.frame)


def read_deals(source: Source, inquiry: Inquiry) -> Deals | None:
    """Every deal with its state, dates and amount; None where a question blocks.

    A close date is an expectation as long as the deal is open, and not used. Raises RefusedError
    where no column tells won, lost or open, or no row is usable.
    """
    refuse_unusable(source.table)
    inquiry.unit = source.unit
    waiting = len(inquiry.questions)
    table = with_first_days(without_blocks(without_nothings(source.table, inquiry)))
    refuse_states_across(table)
    columns = find_deal_columns(table, inquiry)
    table = without_totals(table, columns, inquiry).without_cut_rows(columns.needed)
    table = without_deleted(without_headers(table, columns), columns, inquiry)
    refuse_report(table, columns)
    if not len(table):
        raise RefusedError("no_usable_row", count=table.rows_read)
    priced = in_one_currency(table, columns, inquiry)
    dates = read_dates(table, columns, inquiry)
    states, conflict = deal_states(table, columns, dates, inquiry)
    if not columns.states:
        states = all_alike(table, columns, source, inquiry)
    dates = with_ends(table, columns, dates, states, inquiry)
    money = _amounts(table, columns, inquiry)
    keep = one_pipeline(table, columns, states, inquiry)
    if len(inquiry.questions) > waiting or states is None or dates is None or money is None:
        return None
    if keep is None:
        return None
    units, scale, status = money
    amounted = priced & (status == OK)
    before, made = units, exchange(table.lines, _months(dates, states), units, inquiry)
    units, rated = (units, priced) if made is None else (made.units, made.fits & made.small)
    status = np.where(priced & rated, status, EMPTY).astype(np.int8)
    codes = np.zeros(len(table), np.int8)
    codes[~keep] = len(REASONS) + 2
    unreadable = ~np.isin(status, (OK, EMPTY))
    codes[unreadable] = status[unreadable]
    codes[dates.status == BAD] = len(REASONS)
    codes[states == UNKNOWN] = len(REASONS) + 1
    codes[states == LEFT] = len(REASONS) + 5
    lines = lines_of_deals(table, columns, states, codes == 0, units, scale, status, inquiry)
    if lines is None:
        return None
    units, again = lines
    codes[again] = len(REASONS) + 6
    codes[older_copies(table, columns, dates, codes == 0, inquiry)] = len(REASONS) + 3
    won = (codes == 0) & (status == OK) & (states == WON)
    units, credited = without_credits(table, columns, won, units, scale, inquiry)
    codes[credited] = len(REASONS) + 4
    good = codes == 0
    reasons = (*REASONS, "bad_date", "no_stage", "other_pipeline", "duplicate_deal",
               "credited_deal", "left_stage", "deal_line")  # fmt: skip
    table = table.leave_out(codes, reasons)
    if not len(table):
        raise RefusedError("no_usable_row", count=table.rows_read)
    state, has = states[good], status[good] == OK
    amount = np.where(has, units[good] / 10**scale, np.nan)
    frame = _frame(table, columns, state, dates.only(good), amount)
    for key, days in entered(table, inquiry).items():
        frame[key] = days.astype("datetime64[ns]")
    flags = _flags(table, columns, frame, dates.only(good), conflict[good], ~priced[good],
                   (amounted & ~rated)[good])  # fmt: skip
    if made is not None:
        tell_exchange(made, before, scale, good & amounted, inquiry, listed=False)
    if (states == LEFT).any():
        inquiry.note("left_stages", count=int((states == LEFT).sum()))
    for reason, mask in flags.items():
        inquiry.note(reason, count=int(mask.sum()))
    if not (state == LOST).any():
        counts = {STATES[one]: int(np.sum(state == one)) for one in (WON, OPEN)}
        inquiry.note("no_lost_deals", **counts)
    stage = creation(frame["stage"].unique(), inquiry)
    return Deals(frame, _flagged(table, flags), dates.as_of(state, good), scale, stage)


def _months(dates: DealDates, states: NDArray[np.int8]) -> NDArray[np.int64]:
    """The month of each deal's end, else of its beginning, since year 0."""
    closed = dates.closed(states)
    day = np.where(np.isnat(closed), dates.created, closed)
    months = day.astype("datetime64[M]").astype(np.int64) + 12 * 1970
    return np.where(np.isnat(day), UNDATED, months)


def _amounts(
    table: Table, columns: DealColumns, inquiry: Inquiry
) -> tuple[NDArray[np.int64], int, NDArray[np.int8]] | None:
    """Units, their scale, a status per row; an empty amount is a gap and no fault."""
    if columns.amount is None:
        inquiry.note("no_deal_amounts")
        return np.zeros(len(table), np.int64), 2, np.full(len(table), EMPTY, np.int8)
    header = table.names[columns.amount]
    if heads(header, EXPECTED):
        inquiry.note("expected_amounts", column=header)
    cells = take_apart(table.columns[columns.amount])
    sign = decimal_sign([cells], header, inquiry, partial(amounts_given, cells))
    if sign is None:
        return None
    inquiry.decimal = sign or None
    amounts = parse_amounts(cells, sign or ".")
    for code, count in amounts.converted.items():
        if count:
            inquiry.note(f"converted_{code}", count=count)
    units, status, scale = amounts.units, amounts.status, amounts.scale
    suffixed = amounts.converted["suffix"] > 0
    factor = unit_factor(np.where(status == OK, units, 0), scale, header, suffixed, inquiry)
    if factor is None:
        return None
    status[(status == OK) & (np.abs(units) > MAX_UNITS / factor)] = TOO_LARGE
    cents = _in_cents(table, columns, amounts.units, scale, inquiry)
    if cents is None:
        return None
    units = np.where(status == OK, units * factor, 0)
    often = _times(table, units, scale + cents, header, inquiry)
    if often is None:
        return None
    status[np.abs(units) > MAX_UNITS / often] = TOO_LARGE
    return units * often, scale + cents, status


def _times(
    table: Table, units: NDArray[np.int64], scale: int, header: str, inquiry: Inquiry
) -> NDArray[np.int64] | None:
    """How often a year each amount counts, 1 where the file says no more; None where it is asked.

    A column beside says what period each is for, else their heading ("MRR").
    """
    months, periods = _periods(table, header)
    often = times_a_year(units, months, scale, header, periods, inquiry)
    if often is None or not periods:
        return often
    if (often > 1).any():
        inquiry.note("amounts_of_a_year", column=header, count=int((often > 1).sum()))
    else:
        inquiry.note("amounts_by_period", column=header, periods=periods)
    return often


def _periods(table: Table, header: str) -> tuple[NDArray[np.int64], str]:
    """The months that each amount is for, 0 where it comes once, and the words that say so."""
    period = next((i for i, name in enumerate(table.names) if heads(name, PERIODS)), None)
    cells = cells_of(table, period)
    said = sorted(set(pc.unique(cells).to_pylist()) - {""})
    if said:
        return months_each(cells), ", ".join(said[:5])
    months = months_headed(header)
    return np.full(len(table), months, np.int64), header if months else ""


def _in_cents(
    table: Table, columns: DealColumns, units: NDArray[np.int64], scale: int, inquiry: Inquiry
) -> int | None:
    """How many decimals more whole amounts have: 2 where they are cents; None where it is asked.

    Interfaces write cents, states as numbers and codes of currencies in small letters; nothing else
    says so.
    """
    assert columns.amount is not None
    header = table.names[columns.amount]
    cells = pc.unique(cells_of(table, columns.amount)).to_pylist()
    whole = all(str(cell).lstrip("-").isdecimal() for cell in cells if cell)
    interface = any(c is not None and is_coded(cells_of(table, c)) for c in (columns.status,))
    currencies = pc.unique(cells_of(table, _currency_column(table))).to_pylist()
    interface |= any(_LOWER.fullmatch(str(code)) for code in currencies)
    if not whole or not (interface or _CENTS.search(fold(header))):
        return 0
    total = float(units.sum()) / 10**scale
    said = inquiry.ask("minor_units", header,
                       {"cents": {"all": total / 100}, "whole": {"all": total}},
                       example=next((cell for cell in cells if cell), ""))  # fmt: skip
    return None if said is None else 2 if said == "cents" else 0


def _currency_column(table: Table) -> int | None:
    """The column of each amount's currency, by its heading; None where there is none."""
    return next((i for i, name in enumerate(table.names) if names_currency(name)), None)


def _frame(
    table: Table, columns: DealColumns, state: NDArray[np.int8], dates: DealDates,
    amount: NDArray[np.float64],
) -> pd.DataFrame:  # fmt: skip
    names = {"id": columns.id, "source": columns.source, "owner": columns.owner,
             "pipeline": columns.pipeline,
             "stage": columns.stage if columns.stage is not None else columns.status}  # fmt: skip
    words = {key: cells_of(table, column).to_pandas() for key, column in names.items()}
    return pd.DataFrame(
        {
            "id": words["id"],
            "created": dates.created.astype("datetime64[ns]"),
            "closed": dates.closed(state).astype("datetime64[ns]"),
            "state": pd.Series(np.array(STATES)[state]).astype(str),
            "amount": amount,
            "source": words["source"],
            "owner": words["owner"],
            "pipeline": words["pipeline"],
            "stage": words["stage"],
            "line": table.lines,
        }
    )


def _flags(
    table: Table, columns: DealColumns, frame: pd.DataFrame, dates: DealDates,
    conflict: NDArray[np.bool_], unpriced: NDArray[np.bool_], unrated: NDArray[np.bool_],
) -> dict[str, NDArray[np.bool_]]:  # fmt: skip
    """What deserves a look among the deals kept, by reason."""
    won, lost, still_open = (frame["state"] == state for state in ("won", "lost", "open"))
    # Where no column says when any deal ended, that is said once: see `read_dates`.
    undated = frame["closed"].isna() & bool(columns.dates.keys() & ENDS)
    moved = columns.closed is not None and heads(table.names[columns.closed], ENTRIES)
    same = np.zeros(len(table), bool)
    if columns.id is None:
        same = rows(table).duplicated(keep="first").to_numpy(bool)
    told = {
        "won_without_amount": (won & frame["amount"].isna()).to_numpy(bool) & ~unpriced & ~unrated,
        "other_currency": won.to_numpy(bool) & unpriced,
        "no_rate": won.to_numpy(bool) & unrated,
        "won_not_positive": (won & (frame["amount"] <= 0)).to_numpy(bool),
        "won_without_date": (won & undated).to_numpy(bool),
        "lost_without_date": (lost & undated).to_numpy(bool),
        "negative_cycle": (frame["closed"] < frame["created"]).to_numpy(bool),
        "future_close": (frame["closed"] > latest_day()).to_numpy(bool),
        "expected_close": still_open.to_numpy(bool) & (not moved) & ~np.isnat(dates.day("closed")),
        "state_conflict": conflict,
        "identical_row": same,
    }
    return {reason: told[reason] for reason in _FLAGS if told[reason].any()}


def _flagged(table: Table, flags: Mapping[str, NDArray[np.bool_]]) -> pd.DataFrame:
    """Line, reason and text of every deal flagged."""
    lines: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
    reasons: list[str] = []
    texts: list[str] = []
    for reason, mask in flags.items():
        at = np.flatnonzero(mask)
        lines.append(table.lines[at])
        reasons += [reason] * at.size
        texts += [text[:200] for text in table.text(at)]
    frame = pd.DataFrame({"line": np.concatenate(lines), "reason": reasons, "text": texts})
    return frame.sort_values("line", kind="stable", ignore_index=True)
