"""What an account is where neither a number plan nor the file says it: by its name, or asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.ledgers.columns import bare
from roi_model.reading.sorting.plans import COST, NEITHER, REVENUE, name_side
from roi_model.reading.text.wording import fold

_MOST = 30
_ANSWERS = (COST, REVENUE, NEITHER)
SWISS = "KMU / PME (CH)"
"""Switzerland's number plan for small companies, as it is called there."""
_CLASSES = {"3": REVENUE, "4": COST, "5": COST, "6": COST, "7": "", "8": ""}
_FIGURES = 4
_CLASSES_TOLD = 3
# The classes of France's plan are others: what stands in its classes 1 and 2 has not such names.
_KEPT = re.compile(r"bank|banque|banca|kasse|caisse|cassa|post|forderung|verbindlich|creance|dette")


def swiss_sides(numbers: Mapping[str, str]) -> dict[str, str]:
    """What accounts of Switzerland's plan are, by name, "" where the class does not tell; empty
    where they are not of it: four figures each, a bank or what is owed in classes 1 and 2.

    `numbers` holds the number of each.

    >>> swiss_sides({"1020 Bank": "1020", "5000 Lohnaufwand": "5000"})
    {'1020 Bank': 'neither', '5000 Lohnaufwand': 'cost'}
    >>> swiss_sides({"5120 Banque": "5120", "6061 Fournitures": "6061"})
    {}
    """
    kept = [name for name, number in numbers.items() if number[:1] in {"1", "2"}]
    if any(len(number) != _FIGURES for number in numbers.values()):
        return {}
    if not any(_KEPT.search(fold(name)) for name in kept):
        return {}
    return {name: _CLASSES.get(number[0], NEITHER) for name, number in numbers.items()}


def french_classes(numbers: Mapping[str, str]) -> bool:
    """Whether accounts are in the classes of France's plan, which others have: costs in 6, sales in
    7, and by their names no sales in those before, each of which is neither by half or more.

    >>> french_classes({"550 Bank": "550", "613 Rent": "613", "700 Sales": "700", "64 Zorg": "64"})
    True
    >>> french_classes({"400 Sales": "400", "613 Rent": "613", "700 Wages": "700"})
    False
    """
    told = {name: name_side(bare(name)) for name in numbers}
    own = {number[:1] for number in numbers.values()}
    if not {"6", "7"} <= own or not own & set("12345") or own & set("089"):
        return False
    before: dict[str, list[str]] = {}
    for name, number in numbers.items():
        if number[:1] in "12345" and told[name]:
            before.setdefault(number[0], []).append(told[name])
    costs = [told[name] for name, number in numbers.items() if number[:1] == "6" and told[name]]
    later = {told[name] for name, number in numbers.items() if number[:1] == "7"}
    return (
        bool(before)
        and all(
            REVENUE not in named and 2 * named.count(NEITHER) >= len(named)
            for named in before.values()
        )
        and costs.count(COST) > len(costs) / 2
        and COST not in later
    )


def sides_by_class(numbers: Mapping[str, str], sides: Mapping[str, str]) -> dict[str, str]:
    """What unknown accounts are by the first figure of their number, where all others with it are
    the same, and each other figure has one side too: so plans are made.

    >>> known = {"2920 Bank": "neither", "2310 Zorg": "", "8410 Ads": "cost", "8710 Pay": "cost"}
    >>> known |= {"6110 Sales": "revenue", "9110 Zorg": ""}
    >>> sides_by_class({name: name[:4] for name in known}, known)
    {'2310 Zorg': 'neither'}
    """
    classes: dict[str, set[str]] = {}
    for name, number in numbers.items():
        if not number:
            return {}
        if sides[name]:
            classes.setdefault(number[0], set()).add(sides[name])
    if len(classes) < _CLASSES_TOLD or any(len(found) > 1 for found in classes.values()):
        return {}
    return {name: next(iter(classes[number[0]])) for name, number in numbers.items()
            if not sides[name] and number[0] in classes}  # fmt: skip


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
