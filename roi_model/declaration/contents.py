"""What is wrong inside inputs that are lists or tables: which part, its value, what is allowed."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from typing import Any

from roi_model.declaration.card import GRADES
from roi_model.declaration.doubt_set import USUAL
from roi_model.declaration.errors import Problem

SPREAD_FIELDS = {
    "triangular": ("low", "mode", "high"),
    "beta": ("mean", "ess"),
    "lognormal": ("p10", "p90"),
    "range": ("p10", "p90"),
}
_MONTHS = 12
_SWITCHES = tuple(asdict(USUAL))


def counted(value: Any, low: int, high: int) -> list[Problem]:
    """The fault of a list that has too few or too many items.

    >>> counted((), 1, 50)[0].allowed
    '1..50'
    """
    if not isinstance(value, Collection) or isinstance(value, str | Mapping):
        return [Problem("", "not_a_list", _shown(value))]
    allowed = str(low) if low == high else f"{low}..{high}"
    wrong = not low <= len(value) <= high
    return [Problem("", "wrong_count", str(len(value)), allowed)] if wrong else []


def season_faults(value: Any) -> list[Problem]:
    """Twelve numbers from 0 up, one of them above 0.

    >>> season_faults([-1] + [1] * 11)[0].path
    '1'
    """
    faults = counted(value, _MONTHS, _MONTHS)
    if faults:
        return faults
    for month, index in enumerate(value, 1):
        if not _is_number(index):
            faults.append(Problem(str(month), "not_finite", _shown(index)))
        elif index < 0:
            faults.append(Problem(str(month), "out_of_range", _shown(index), "≥ 0"))
    return faults or ([] if any(value) else [Problem("", "all_zero", "0", "> 0")])


def spread_faults(value: Any) -> list[Problem]:
    """By input, a kind of distribution and its numbers; `value`: where the input stood then.

    >>> spread_faults({"market": {"kind": "beta", "mean": 0.3}})[0].path
    'market/ess'
    """
    return _entries(value, _spread_faults)


def _spread_faults(spread: Mapping[str, Any]) -> list[Problem]:
    kind = spread.get("kind")
    if not isinstance(kind, str) or kind not in SPREAD_FIELDS:
        code = "not_a_choice" if "kind" in spread else "missing"
        return [Problem("kind", code, _shown(kind), ", ".join(SPREAD_FIELDS))]
    faults = _keys(spread, ("kind", *SPREAD_FIELDS[kind]), ("value",))
    for key in (*SPREAD_FIELDS[kind], "value"):
        if key in spread and not _is_number(spread[key]):
            faults.append(Problem(key, "not_finite", _shown(spread[key])))
    return faults


def evidence_faults(value: Any) -> list[Problem]:
    """By input, a source and its grade; `value`: where the input stood then.

    >>> fault = evidence_faults({"market": {"source": "x", "grade": "sure"}})[0]
    >>> fault.path, fault.value, fault.allowed
    ('market/grade', 'sure', 'measured, stated, benchmark, guess')
    """
    return _entries(value, _evidence_faults)


def _evidence_faults(entry: Mapping[str, Any]) -> list[Problem]:
    faults = _keys(entry, ("source", "grade"), ("value",))
    source, grade = entry.get("source", ""), entry.get("grade", GRADES[0])
    if not isinstance(source, str):
        faults.append(Problem("source", "not_text", _shown(source)))
    if grade not in GRADES:
        faults.append(Problem("grade", "not_a_choice", _shown(grade), ", ".join(GRADES)))
    value = entry.get("value", 0)
    numbers = value.values() if isinstance(value, Mapping) else [value]
    if not all(map(_is_number, numbers)):
        faults.append(Problem("value", "not_finite", _shown(value)))
    return faults


def drawn_faults(value: Any) -> list[Problem]:
    """What is drawn: switches by name; those left out are as usual.

    >>> drawn_faults({"luck": 1})[0].path
    'luck'
    """
    if not isinstance(value, Mapping):
        return [Problem("", "not_an_object", _shown(value))]
    wrong = [key for key in _SWITCHES if not isinstance(value.get(key, True), bool)]
    faults = [Problem(key, "not_a_flag", _shown(value[key]), "true, false") for key in wrong]
    return _keys(value, (), _SWITCHES) + faults


def _entries(value: Any, faults: Callable[[Mapping[str, Any]], list[Problem]]) -> list[Problem]:
    if not isinstance(value, Mapping):
        return [Problem("", "not_an_object", _shown(value))]
    found: list[Problem] = []
    for path, entry in value.items():
        own = (
            faults(entry)
            if isinstance(entry, Mapping)
            else [Problem("", "not_an_object", _shown(entry))]
        )
        found += [problem.under(str(path)) for problem in own]
    return found


def _keys(entry: Mapping[str, Any], wanted: tuple[str, ...], may: tuple[str, ...]) -> list[Problem]:
    """Keys that lack, and keys that nobody knows."""
    missing = [Problem(key, "missing") for key in wanted if key not in entry]
    more = [str(key) for key in entry if key not in wanted and key not in may]
    allowed = ", ".join((*wanted, *may)) if more else ""
    return missing + [Problem(key[:60], "unknown_key", key[:60], allowed) for key in more]


def _is_number(value: Any) -> bool:
    is_one = isinstance(value, int | float) and not isinstance(value, bool)
    return is_one and math.isfinite(value)


def _shown(value: Any) -> str:
    return (value if isinstance(value, str) else repr(value))[:60]
