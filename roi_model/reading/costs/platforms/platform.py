"""Exports of platforms that take payments for one: sales, what they took of each, what is left."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.platforms.converted import as_charged
from roi_model.reading.costs.platforms.held import without_held
from roi_model.reading.costs.platforms.settlement import settled_in_one
from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.costs.sides import holds_sides
from roi_model.reading.inquiry import Gives, Inquiry
from roi_model.reading.movements.perhaps_own import ask_own, perhaps_own
from roi_model.reading.movements.told import own_transfers, spoken, told
from roi_model.reading.tables.cancelled import without_cancelled
from roi_model.reading.tables.running_balance import is_balance
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, trimmed
from roi_model.reading.text.wording import fold, words_of
from roi_model.reading.values.amounts import OK, amounts_of, exact_total

_SCALE = 4
_ENOUGH = 0.8
_SHORT = 100
OUT = ("", "platform_money", "own_transfer")
Units = NDArray[np.int64]


def platform_fees(table: Table, inquiry: Inquiry) -> Table | None:
    """The table with what a platform took as the one amount of each row; None where it must ask.

    Told by three columns: an amount, a fee, and what is left of the one without the other. Sales,
    what is given back to buyers and payouts are left out; what else was paid is a cost, too, and
    asked about where no balance says that all is there. Any other table stays as it is.
    """
    whole, table = table, table if table.present else settled_in_one(table, inquiry)
    found = None if table.present else _columns(table)
    if found is None:
        return whole
    table = without_cancelled(without_held(table, inquiry), inquiry, pending=True, booked=True)
    moved = _units(table.columns[found[2]])
    table = table if moved is None else as_charged(table, found, moved, inquiry)
    gross, fee, net = found
    paid, taken, left = (_units(table.columns[c]) for c in found)
    if paid is None or taken is None or left is None:
        return table
    words = [column for c, column in enumerate(table.columns) if c not in found]
    back, out, fees = (spoken(words, topic, len(table))
                       for topic in ("given_back", "paid_out", "platform_fee"))  # fmt: skip
    returned = _returned(table, found, words, paid, left)
    sold = (paid > 0) & ~returned
    own = own_transfers(words, len(table)) & ~fees
    payout = ~sold & (out | own) & ~back
    bought = returned | (~sold & ~back & ~payout)
    # A fee that a refund brings back has the other sign than that of a sale.
    sign = int(np.sign(taken[sold].sum()))
    costs = np.where(bought, -left, sign * taken)
    costs[payout] = sign * taken[payout]
    other = bought & ~fees & (paid != 0)
    balance = any(map(is_balance, table.names))
    if other.any() and not balance:
        only_fees = np.where(other, 0, costs)
        options: dict[str, Gives] = {"fees": _gives(table, only_fees), "paid": _gives(table, costs)}
        answer = inquiry.ask("platform", table.names[fee], options, count=int(other.sum()))
        if answer is None:
            return None
        costs = only_fees if answer == "fees" else costs
        spent = np.where(other & (answer == "paid"), -left, 0)
        to_own = _own(table, found, words, spent, (sign * taken, costs), inquiry)
        if to_own is None:
            return None
        payout, costs = payout | to_own, np.where(to_own, sign * taken, costs)
    inquiry.note("platform", column=table.names[fee], count=int(np.sum(sold | (~sold & back))))
    inquiry.suppose({"sign": "positive"})
    written = pa.array([f"{int(c) / 10**_SCALE:.{_SCALE if c % _SHORT else 2}f}" for c in costs])
    codes = np.where(costs != 0, 0, np.where(payout, 2, 1)).astype(np.int8)
    # Which way the money of a sale went says nothing of what was taken of it.
    kept = [c for c in range(len(table.names))
            if c not in (gross, net) and not holds_sides(table.columns[c])]  # fmt: skip
    columns = tuple(written if c == fee else table.columns[c] for c in kept)
    inquiry.suppose({"amount_column": table.names[fee]})
    whole = replace(table, names=tuple(table.names[c] for c in kept), columns=columns)
    table.leave_out(codes, OUT)  # which lists them as they stand in the file
    return whole.only(codes == 0)


def _own(
    table: Table, money: tuple[int, int, int], words: list[pa.Array], spent: Units,
    costs: tuple[Units, Units], inquiry: Inquiry,
) -> NDArray[np.bool_] | None:  # fmt: skip
    """Which of the rows by which money was `spent` took it to an account of one's own; None where
    it is asked. `costs` are those of each row if it did, and if it did not."""
    labels = [c for c in cost_roles(table.names).get("label", []) if c not in money]
    label = table.columns[labels[0]] if labels else words[0]
    maybe = perhaps_own(words, label, spent, _SCALE, spent == 0)
    if not maybe.any():
        return maybe
    gives: dict[str, Gives] = {"yes": _gives(table, np.where(maybe, *costs)),
                               "no": _gives(table, costs[1])}  # fmt: skip
    answer = ask_own(maybe, words, label, spent, _SCALE, gives, inquiry)
    return None if answer is None else maybe & (answer == "yes")


def _returned(
    table: Table, money: tuple[int, int, int], words: list[pa.Array], paid: Units, left: Units
) -> NDArray[np.bool_]:
    """Rows by which somebody whom the file pays gives money back: no sale."""
    labels = [c for c in cost_roles(table.names).get("label", []) if c not in money]
    if not labels:
        return np.zeros(len(table), bool)
    return told(words, [table.columns[labels[0]]], -left).refunds & (paid > 0)


def _gives(table: Table, costs: Units) -> dict[str, object]:
    """What the costs add up to, where the file has one currency."""
    for c in cost_roles(table.names).get("ignored", []):
        values = {v for v in coded(trimmed(table.columns[c]))[0].to_pylist() if v}
        if len(values) > 1 and all(len(v) == 3 and v.isalpha() for v in values):
            return {}
    return {"all": round(exact_total(costs, _SCALE), 2)}


def _columns(table: Table) -> tuple[int, int, int] | None:
    """The columns of what was paid, what was taken of it and what is left."""
    fees = [c for c, name in enumerate(table.names)
            if fold(name) in words_of("fee") | words_of("platform_fee")]  # fmt: skip
    if len(fees) != 1 or len(table) < 2:
        return None
    taken = _units(table.columns[fees[0]])
    if taken is None or not taken.any():
        return None
    roles = cost_roles(table.names)
    dates = set(roles.get("date", []))
    units = {c: found for c in range(len(table.names)) if c not in (fees[0], *dates)
             and (found := _units(table.columns[c])) is not None}  # fmt: skip
    told = taken != 0
    for gross, paid in units.items():
        for net, left in units.items():
            if gross == net or not (paid[told] > 0).mean() > 1 - _ENOUGH:
                continue
            less = (paid - np.abs(taken) == left) | (paid + taken == left) | (paid - taken == left)
            # What is charged or paid out beside sales may stand in what is left alone.
            less |= (paid == 0) & (taken == 0) & (left < 0)
            if less[told].mean() >= _ENOUGH and less.mean() >= _ENOUGH:
                return gross, fees[0], net
    return None


def _units(column: pa.Array) -> Units | None:
    """A column's amounts in units of 10**-4; None where it is none."""
    there = filled(column)
    amounts = amounts_of(column, _SCALE) if there.any() else None
    if amounts is None or (amounts.status[there] == OK).mean() < _ENOUGH:
        return None
    return amounts.units
