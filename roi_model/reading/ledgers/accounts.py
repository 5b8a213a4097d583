"""What an account is where neither a number plan nor the file says it: by its name, or asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.sorting.plans import COST, NEITHER, REVENUE

_MOST = 30
_ANSWERS = (COST, REVENUE, NEITHER)


def ask_sides(
    unknown: Mapping[str, int], scale: int, inquiry: Inquiry, *, named: Mapping[str, str]
) -> dict[str, str] | None:
    """What each unknown account is, as the user says; None where it is still to be said.

    `unknown` holds the sum of each, in units of 10**-scale; `named` the accounts that their names
    tell, which are said. Raises RefusedError where so many are unknown that nobody would answer.
    """
    said = {name: inquiry.answer("account_kind", name, _ANSWERS) for name in unknown}
    open_ = [name for name, answer in said.items() if answer is None]
    if len(open_) > _MOST:
        raise RefusedError("ledger_accounts", count=len(open_), accounts=", ".join(open_[:5]))
    for name in sorted(open_, key=lambda name: -abs(unknown[name])):
        amount = unknown[name] / 10**scale
        inquiry.ask("account_kind", name, {COST: {"all": amount}, REVENUE: {}, NEITHER: {}},
                    amount=amount)  # fmt: skip
    costs = _listed(name for name, side in named.items() if side == COST)
    others = _listed(name for name, side in named.items() if side != COST)
    if costs or others:
        inquiry.note("accounts_by_name", costs=costs or "–", others=others or "–")
    return None if open_ else {name: answer or "" for name, answer in said.items()}


def _listed(names: Iterable[str]) -> str:
    found = list(dict.fromkeys(names))
    more = f" … ({len(found)})" if len(found) > _MOST else ""
    return ", ".join(found[:_MOST]) + more
