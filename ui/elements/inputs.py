"""A parameter card → its row in a panel: a slider with the exact entry beside it, a switch, words.

Rows never own a value: they show what the scenario holds, and what is edited is written back
through `state.change`. What is refused stays in the entry field, with the reason under it.
"""

from __future__ import annotations

import bisect
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from roi_model import formatting
from roi_model.analysis.risk.spreads import own_ends
from roi_model.declaration.card import Card
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import Steps, level
from roi_model.declaration.units import Unit
from roi_model.editing import doubted, edits, entry, scale
from roi_model.remarks.plausibility import Remark, Rule, published, remarks
from roi_model.texts import span, text
from ui.elements import months, panel
from ui.session import binding, cached, state

PER_TIME = {
    Unit.MONEY_PER_MONTH: "per_month",
    Unit.MONEY_PER_YEAR: "per_year",
    Unit.RATE_PER_YEAR: "per_year",
}
Said = TypeVar("Said")
MONTH = "start"
"""The one text that is a calendar month."""
LONGEST = 200
"""Characters kept of what is typed into an entry; a legal value needs far fewer."""


def numbers(
    key: str,
    paths: Sequence[str],
    *,
    rest: bool = False,
    note: str = "",
    also: Sequence[str] = (),
    called: Mapping[str, str] | None = None,
    moved: Collection[str] = (),
) -> None:
    """A panel of numbers on its own, drawn inside the page's results; `called`, where a name is not
    that of the card; below them a `note`, where there is one. What was `moved` last is pointed at.

    With `rest` they run once more when nothing has been moved for a moment. What the browser sends
    of another input than these, and those that are set on the page `also`, is left aside.
    """
    made, known = InputRows.now(), {*paths, *also, panel.REST}
    rows = [made.number(path, (called or {}).get(path, "")) for path in paths]
    rows = [row | {"mark": f"{row['mark']} moved"} if row["path"] in moved else row for row in rows]
    if note:
        rows.append({"kind": "note", "key": "note", "text": note})

    def write_known(edit: Mapping[str, Any]) -> None:
        if edit["path"] in known:
            write(edit)

    panel.show(key, rows, write_known, binding.refresh, rest=rest, answers=True)


# Rows -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class InputRows:
    """Rows of the panel from what is read once: looking it up for each takes longer than they."""

    scenario: Scenario
    lang: str
    currency: str
    refused: Mapping[str, tuple[str, ScenarioError]]
    remarks: Mapping[str, Remark]
    published: Mapping[str, Rule]

    @classmethod
    def now(cls) -> InputRows:
        """From the session as it stands."""
        scenario = state.scenario()
        found: dict[str, Remark] = cached.about(
            "remarks", scenario, lambda: {remark.path: remark for remark in remarks(scenario)}
        )
        usual = cached.about("published", scenario, lambda: published(scenario))
        return cls(scenario, state.lang(), state.currency(), state.refusals(), found, usual)

    def number(self, path: str, called: str = "") -> panel.Row:
        """A number: a slider where there is a value to put it on, and the exact entry."""
        scenario, lang, currency = self.scenario, self.lang, self.currency
        card, value = edits.card_of(scenario, path), edits.value_of(scenario, path)
        row = self._row("number", path, card, called)
        inherited = getattr(scenario, card.same_as) if value is None and card.same_as else None
        now = value.first if isinstance(value, Steps) else value
        shown = _shown(card, now, inherited, float(scenario.horizon_months), currency, lang)
        rule = self._said_of(path, self.published)
        if rule is not None and "scale" in shown:
            shown = {**shown, "usual": _usual(card, rule, currency, lang)}
        ends = ends_of(scenario, path)
        if ends is not None and now is not None:
            said = doubted.shown(card, now, ends, currency, lang)
            shown = {**shown, "text": said, "doubt": list(ends)}
        typed = path in self.refused and now is value
        return row | ({**shown, "text": row["text"]} if typed else shown)

    def switch(self, path: str) -> panel.Row:
        """A yes or no."""
        card = edits.card_of(self.scenario, path)
        on = bool(edits.value_of(self.scenario, path))
        return {**self._row("switch", path, card), "on": on}

    def words(self, path: str) -> panel.Row:
        """A short text; empty means none where the card allows it."""
        card = edits.card_of(self.scenario, path)
        row = self._row("words", path, card)
        value = edits.value_of(self.scenario, path)
        return {"text": months.written(value, self.lang) if path == MONTH else value or "", **row}

    def _row(self, kind: str, path: str, card: Card, called: str = "") -> panel.Row:
        row: panel.Row = {
            "kind": kind,
            "key": path,
            "path": path,
            "mark": card.kind,
            "fixed": _fixed(card, self.lang, called),
        }
        refused = self.refused.get(path)
        if refused is not None:
            return row | refused_row(card, *refused, edits.value_of(self.scenario, path))
        if _is_idle(self.scenario, path):
            row["idle"] = text("ui.inputs.idle_retention", self.lang)
        remark = self._said_of(path, self.remarks)
        if remark is not None:
            row["remark"] = {
                "text": remark.sentence(self.lang, figure),
                "source": f"({remark.source}, {remark.year})",
                "warning": remark.severity == "warning",
            }
        return row

    def _said_of(self, path: str, found: Mapping[str, Said]) -> Said | None:
        """What was found of the input at a path of the screen, if anything."""
        if not found:
            return None
        real = edits.real_paths(self.scenario, path)
        return next((found[p] for p in real if p in found), None)


@lru_cache(maxsize=1024)
def _fixed(card: Card, lang: str, called: str = "") -> panel.Once:
    """What an input is called and what it means."""
    label, per = called or card.label(lang), PER_TIME.get(card.unit)
    # A label that names its period itself needs no second one behind it.
    said = per is None or "mens" in label or "onth" in label
    return panel.once(
        {
            "label": label,
            "per": "" if said else text(f"ui.unit.{per}", lang),
            "help": card.help(lang),
            "about": text("ui.inputs.about", lang, name=label),
            "exact": text("ui.inputs.exact", lang, name=label),
            "kind": text(f"ui.inputs.{card.kind}", lang),
        }
    )


@lru_cache(maxsize=2048)
def _shown(
    card: Card,
    value: float | None,
    inherited: float | Steps | None,
    horizon: float,
    currency: str,
    lang: str,
) -> panel.Row:
    """What a number's row shows of its value; a move of one slider leaves that of others as it is.

    Where there is none, it stands where what it inherits stands.
    """
    row: panel.Row = {"text": entry.written(card, value, currency, lang)}
    held = value
    if value is None:
        row["placeholder"] = entry.written(card, inherited, currency, lang)
        held = None if inherited is None else level(inherited)
    if held is not None:
        stops = scale.stops(card, float(held), horizon)
        row |= on_slider(card, stops, held, currency, lang)
    return row


def on_slider(
    card: Card, stops: tuple[float, ...], value: float, currency: str, lang: str
) -> panel.Row:
    """What a row needs for a slider: what it runs through and where it stands."""
    return {
        "scale": _scale(card, stops, currency, lang),
        "at": bisect.bisect_left(stops, value),
    }


@lru_cache(maxsize=1024)
def _scale(card: Card, stops: tuple[float, ...], currency: str, lang: str) -> panel.Once:
    """What a slider runs through, as values and as written."""
    labels = [entry.written(card, stop, currency, lang) for stop in stops]
    return panel.once({"values": list(stops), "labels": labels})


@lru_cache(maxsize=512)
def _usual(card: Card, rule: Rule, currency: str, lang: str) -> panel.Once:
    """The published range of an input, and where what is believed of it may be put within it."""
    low, high = (entry.written(card, end, currency, lang) for end in (rule.low, rule.high))
    said = text(
        "ui.inputs.published", lang, range=span(low, high), source=rule.source, year=rule.year
    )
    names = ("cautious", "usual", "ambitious") if card.kind == "assumption" else ()
    picks = [
        [text(f"ui.inputs.{name}", lang, value=entry.written(card, value, currency, lang)), value]
        for name, value in zip(names, rule.positions, strict=False)
    ]
    return panel.once({"low": rule.low, "high": rule.high, "text": said, "picks": picks})


# Writing back ---------------------------------------------------------------------------------


def write(edit: Mapping[str, Any]) -> None:
    """Take over one edit of a panel; one whose input is gone meanwhile counts no more."""
    path, how, value = edit["path"], edit["how"], edit["value"]
    if path == panel.REST:
        return  # nothing but another run, which finds the hand at rest
    try:
        card = edits.card_of(state.scenario(), path)
    except ScenarioError:
        return
    if how == "slide" and isinstance(value, int | float):
        gesture = edit.get("gesture")
        binding.slid()
        binding.change(
            path, float(value), f"{value}", gesture if isinstance(gesture, int) else None
        )
    elif how == "turn":
        binding.change(path, bool(value), "")
    elif how in ("say", "pick"):
        typed = str(value).strip()[:LONGEST]
        meant = months.read(typed) if path == MONTH else typed
        binding.change(path, (meant or None) if card.nullable else meant, typed)
    elif how == "type" and card.is_number:
        _type(path, card, str(value)[:LONGEST])


def ends_of(scenario: Scenario, path: str) -> tuple[float, float] | None:
    """P10 and P90 of the doubt that the case states of the input behind a path of the screen."""
    if not scenario.uncertainty:
        return None
    real = edits.real_paths(scenario, path)
    return own_ends(scenario, real[0]) if len(real) == 1 else None


def _type(path: str, card: Card, typed: str) -> None:
    lang, currency, scenario = state.lang(), state.currency(), state.scenario()
    now, ends = edits.value_of(scenario, path), ends_of(scenario, path)
    now = now.first if isinstance(now, Steps) else now
    if typed.strip() == doubted.shown(card, now, ends, currency, lang):
        state.accept(path)  # what counts already
        return
    try:
        entered = doubted.read(card, path, typed, lang, now)
    except ScenarioError as error:
        state.refuse(path, typed, error)
        return
    same = entry.written(card, entered.value, currency, lang)
    if same == entry.written(card, now, currency, lang):
        entered = replace(entered, value=now)  # nothing to round
    if entered.value == now and entered.ends == ends:
        state.accept(path)  # nothing to refuse either
    else:
        binding.change(path, entered, typed)


# Under the input: why a value was refused, or what benchmarks say of it ---------------------------


def _is_idle(scenario: Scenario, path: str) -> bool:
    """Whether an input moves nothing as things stand: keeping customers who buy no more."""
    if path.rpartition("/")[2] != "retention":
        return False
    return not any(
        (scenario.repeat_orders if channel.repeat_orders is None else channel.repeat_orders)
        or (scenario.monthly_fee if channel.monthly_fee is None else channel.monthly_fee)
        for channel in scenario.channels
        if path in ("retention", f"channels/{channel.name}/retention")
    )


def figure(value: float, unit: Unit, currency: str) -> str:
    lang = state.lang()
    if unit.is_percent:
        return formatting.percent(value, lang)
    if unit.is_money:
        return formatting.money(value, currency, lang)
    return formatting.number(value, lang)


def refused_row(card: Card, typed: str, error: ScenarioError, now: Any) -> panel.Row:
    """What a row shows of an entry that was refused: the entry, why, and what it may mean."""
    row: panel.Row = {"text": typed, "refused": refusal(card, typed, error)}
    if error.problems[0].code == "ambiguous":
        lang, currency = state.lang(), state.currency()
        meant = entry.readings(card, typed, lang, now)
        row["asked"] = [[entry.written(card, value, currency, lang), value] for value in meant]
    return row


def refusal(card: Card, typed: str, error: ScenarioError) -> str:
    """Why an entry was refused, with the range in the units of the screen."""
    lang, currency = state.lang(), state.currency()
    code = error.problems[0].code
    if code == "ambiguous":
        return text("ui.refused.ambiguous", lang, typed=typed)
    if code == "steps_from_zero":
        return text("ui.by_month.steps_from_zero", lang)
    if code in ("ambiguous_range", "doubt_order", "no_doubt_here"):
        return text(f"ui.refused.{code}", lang, typed=typed)
    if code not in ("out_of_range", "not_a_number", "not_whole", "null") or not card.is_number:
        return error.sentences(lang)
    horizon = state.scenario().horizon_months
    high = min(card.high, horizon) if card.within_horizon else card.high
    low, top = (entry.written(card, bound, currency, lang) for bound in (card.low, high))
    return text(f"ui.refused.{code}", lang, typed=typed, low=low, high=top)
