"""Sentences about a case: what it says in the user's numbers, and what the last change did."""

from __future__ import annotations

from typing import Any

from roi_model import formatting
from roi_model.analysis.risk.spreads import left_behind
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import level
from roi_model.editing import doubted, edits, entry
from roi_model.editing.horizon import Adjustment
from roi_model.projection import Projection
from roi_model.remarks.story import restated
from roi_model.storage import link
from roi_model.texts import text
from ui.case import evidence
from ui.elements import inputs
from ui.elements.escape import escaped
from ui.session.session import Change


def whole(scenario: Scenario, projection: Projection, currency: str, lang: str) -> str:
    """The case restated and, where customers still owe money at the end, what that means."""
    said = restated(scenario, projection, currency, lang, literal=escaped)
    owed = projection.value("receivables_at_horizon") or 0.0
    if owed < 0.5:
        return said
    amount = escaped(formatting.money(owed, currency, lang))
    return f"{said} {text('ui.story.gain_and_cash', lang, amount=amount)}"


FIRST = ("payback_month", "roi")
"""What a change is told to have moved: when the money is back, then what it returns."""


def what_changed(
    change: Change, before: Projection, after: Projection, currency: str, lang: str
) -> str:
    """The line after a change: which input went from what to what, and what that moved."""
    if change.before == change.after:
        return change.label(lang)  # nothing in the case itself: a baseline was pinned
    said = _inputs(change, currency, lang)
    moved = [_moved(move, change, currency, lang) for move in change.moved]
    effects = [effect for name in FIRST if (effect := _effect(name, before, after, currency, lang))]
    if not any(_moves(name, before, after) for name in FIRST):
        others = (name for name in _OTHERS if _moves(name, before, after))
        if (name := next(others, None)) is not None:
            effects.insert(0, _effect(name, before, after, currency, lang) or "")
        else:
            effects = [text("ui.change.nothing", lang)]
    told = " · ".join(effects)
    return " ".join([said, *moved, *_doubts_left(change, lang), told[:1].upper() + told[1:]])


def _doubts_left(change: Change, lang: str) -> list[str]:
    """Of the doubts that could not follow their input, those that the change left behind."""
    known = left_behind(change.before)
    return [
        text("ui.change.doubt_left", lang, name=_name(path, change.after, lang))
        for path in left_behind(change.after)
        if path not in known
    ]


def _name(path: str, scenario: Scenario, lang: str) -> str:
    return evidence.place(path, edits.card_of(scenario, path), scenario, lang)


_OTHERS = (
    "npv",
    "cash_trough",
    "net_gain",
    "cash_roi",
    "customers_signed",
    "cac",
    "ltv",
    "ltv_cac",
    "extended_roi",
    "discounted_roi",
    "funding_need",
    "lowest_balance",
)
"""What is said to have moved where neither ROI nor payback did: the first of these that has."""


def _moves(name: str, before: Projection, after: Projection) -> bool:
    then, now = before.value(name), after.value(name)
    if then is None or now is None:
        return then is not now
    return abs(now - then) > 1e-9 * max(1.0, abs(now), abs(then))


def _inputs(change: Change, currency: str, lang: str) -> str:
    if change.path:
        return text("ui.change.input", lang, **_from_to(change.path, change, currency, lang))
    paths = link.changed_paths(change.after, change.before)
    single = [path for path in paths if "/" in path or path not in change.after.lists()]
    label = change.label(lang)
    if len(paths) == 1 and single and not paths[0].startswith("uncertainty"):
        line = text("ui.change.input", lang, **_from_to(paths[0], change, currency, lang))
        return f"{label} · {line}" if label else line
    count = text("ui.change.several", lang, count=len(paths)) if len(paths) > 1 else ""
    return ". ".join(part for part in (label, count) if part) + ("." if label or count else "")


def _from_to(path: str, change: Change, currency: str, lang: str) -> dict[str, Any]:
    card = edits.card_of(change.after, path)

    def shown(scenario: Scenario) -> str:
        value = edits.value_of(scenario, path)
        if value is None:
            return text("ui.change.none", lang)
        if card.is_number:
            ends = inputs.ends_of(scenario, path)
            return doubted.shown(card, level(value) if ends else value, ends, currency, lang)
        if isinstance(value, bool):
            return text(f"ui.change.{'on' if value else 'off'}", lang)
        return str(value) if isinstance(value, str) else text("ui.change.set", lang)

    return {
        "name": evidence.place(path, card, change.after, lang),
        "before": shown(change.before),
        "after": shown(change.after),
    }


def _moved(move: Adjustment, change: Change, currency: str, lang: str) -> str:
    card = edits.card_of(change.after, move.path)
    before, after = (
        text("ui.change.none", lang) if v is None else entry.written(card, v, currency, lang)
        for v in (move.before, move.after)
    )
    name = evidence.place(move.path, card, change.after, lang)
    return text("ui.change.along", lang, name=name, before=before, after=after)


def _effect(
    name: str, before: Projection, after: Projection, currency: str, lang: str
) -> str | None:
    then, now = before.value(name), after.value(name)
    label = text(f"ui.change.{name}", lang)
    if then is None and now is None:
        return None
    shown = [
        text(f"ui.change.no_{name}", lang)
        if value is None
        else formatting.metric(name, value, currency, lang)
        for value in (then, now)
    ]
    change = formatting.delta(name, now, then, currency, lang)
    if change is None:
        return text("ui.change.effect", lang, name=label, before=shown[0], after=shown[1])
    if change.direction == "same":
        return text("ui.change.unmoved", lang, name=label, value=shown[1])
    word = {True: "better", False: "worse", None: "moved"}[change.good]
    arrow = "▲" if change.direction == "up" else "▼"
    return text(
        "ui.change.effect_by",
        lang,
        name=label,
        before=shown[0],
        after=shown[1],
        by=f"{arrow} {change.text}",
        word=text(f"ui.change.{word}", lang),
    )
