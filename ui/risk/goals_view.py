"""What would have to be true: a wish, what each input would have to be for it, and two together."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from roi_model import formatting
from roi_model.analysis import wish_words
from roi_model.analysis.risk import chances
from roi_model.analysis.risk.chances import Draws, Needed, Wish
from roi_model.analysis.search import goal
from roi_model.charts.parts import sayings
from roi_model.charts.parts.theme import says
from roi_model.charts.risk import pair
from roi_model.declaration.paths import numeric_paths
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.units import Unit
from roi_model.formatting.inputs import input_words
from roi_model.metrics import CARDS
from roi_model.remarks.plausibility import Rule, published
from roi_model.texts import text
from ui.elements import boxes, figures, pictures
from ui.elements.figures import Cell
from ui.risk import goals_search
from ui.risk.goals_search import Search
from ui.risk.risk_view import metrics, written
from ui.session import binding, cached, remembered, state
from ui.session.sentences import sentences

GOAL, SHARE, USUAL = "goal_metric", "goal_share", "payback_month"
TENTHS = (0.5, 0.6, 0.7, 0.8, 0.9)
STATED = 0.0
"""Among the shares of draws: the plan as it is stated, without any doubt."""
GOALS = {
    "percent": (Unit.RATE, -1.0, 100.0, 1.0),
    "money": (Unit.MONEY, -boxes.MOST, boxes.MOST, None),
    "months": (Unit.MONTHS, 0.0, 120.0, 12.0),
    "multiple": (Unit.FACTOR, 0.0, 1000.0, 3.0),
}
"""Unit, range and usual value of a goal, by the kind of its metric; None is what it is now."""

t = sentences("drivers.")


@dataclass(frozen=True)
class Line:
    """What one input would have to be: the boundary, or why there is none and the best there is."""

    path: str
    now: float
    value: float | None
    none: str = ""
    at_best: str = ""
    others: tuple[float, ...] = ()


@dataclass(frozen=True)
class Places:
    """Where the answer stands, the table of inputs, and the map of two of them."""

    answer: DeltaGenerator
    table: DeltaGenerator
    map: DeltaGenerator


def show(scenario: Scenario) -> Places:
    """The wish, its answer in a sentence, the inputs one by one; the place of the map is left.

    Of a large plan each input takes seconds: what is not known soon is left to `together`, so that
    the rest of the page need not wait for it.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", key="goal"):
        st.header(t("goals"), anchor="goals")
        metric = str(remembered.select(GOAL, t("goal_metric"), metrics(), USUAL, width=240))
        target = _target(scenario, metric)
        tenths = {tenth: t("of_ten", count=round(tenth * 10)) for tenth in TENTHS}
        options = {**tenths, STATED: t("as_stated")}
        wanted = float(remembered.select(SHARE, t("goal_share"), options, 0.8, width=200))
    told = st.empty()
    left, right = st.columns([5, 4], gap="large")
    with left:
        places = Places(told, st.empty(), right)
        extra = _any_other(scenario)
    if wanted == STATED:
        lines = _as_stated(scenario, metric, target, extra)
        told.html(figures.note(t("goal_note")))
        places.table.html(_table(scenario, lines, t("would_have")))
        return places
    search = goals_search.search(scenario, Wish(metric, target, wanted), extra)
    until = time.monotonic() + goals_search.SOON
    while search.quick and not (search.whole or time.monotonic() > until or binding.interrupted()):
        search.one_more()
    _tell(scenario, search, places)
    return places


def together(scenario: Scenario, places: Places) -> None:
    """What `show` left open, then the chance over two inputs as a map.

    Nothing where the plan is taken as stated, or the reader has gone on to something else.
    """
    wish = wished(scenario)
    if wish is None:
        return
    search = goals_search.search(scenario, wish, _extra(scenario))
    while not search.whole:
        search.one_more()
        _tell(scenario, search, places)
        if binding.interrupted():
            return
    movable = {one.path: one for one in sorted(search.found, key=wish_words.ease) if _has_room(one)}
    if len(movable) < 2:
        return
    names = {path: _name(scenario, path) for path in movable}
    with places.map:
        with st.container(horizontal=True, key="pair"):
            first = remembered.select(
                "pair_first", t("map_across"), names, next(iter(names)), silent=True
            )
            rest = {path: name for path, name in names.items() if path != first}
            second = remembered.select(
                "pair_second", t("map_up"), rest, next(iter(rest)), silent=True
            )
        both = movable[first], movable[second]
        made = goals_search.mapped(scenario, search.drawn, *both)
        if made is None:
            return
        frame = pair.frame(
            made,
            (both[0].now, both[1].now),
            wish.share,
            (_writer(first), _writer(second)),
            (_ends(scenario, first), _ends(scenario, second)),
        )
        look = pair.spec(
            state.lang(), state.currency(), pictures.theme(), across=names[first], up=names[second]
        )
        said = sayings.pair(frame, names[first], names[second], state.lang())
        pictures.draw("pair", says(frame, said), look)


# The wish -------------------------------------------------------------------------------------


def _target(scenario: Scenario, metric: str) -> float:
    """What the metric should be: 12 months, 100 %, three times, else what it is now, until one is
    typed."""
    unit, low, high, _ = GOALS[CARDS[metric].unit]
    usual = _usual(scenario, metric)
    label = t("at_most" if CARDS[metric].better == "lower" else "at_least")
    typed = boxes.number(f"goal-{metric}", label, unit, usual, low=low, high=high, width=160)
    return usual if typed is None else typed


def _typed(scenario: Scenario, metric: str) -> float:
    return float(remembered.value(f"goal-{metric}", _usual(scenario, metric)))


def _usual(scenario: Scenario, metric: str) -> float:
    if metric == USUAL:
        return chances.usual_wish(scenario).target
    often = GOALS[CARDS[metric].unit][3]
    now = cached.projection(scenario).value(metric)
    return float(round(now or 0.0)) if often is None else often


def wished(scenario: Scenario) -> Wish | None:
    """The wish as it was last chosen here; None where the plan is taken as stated."""
    wanted = float(remembered.value(SHARE, 0.8, (*TENTHS, STATED)))
    if wanted == STATED:
        return None
    metric = str(remembered.value(GOAL, USUAL, list(metrics())))
    return Wish(metric, _typed(scenario, metric), wanted)


def _any_other(scenario: Scenario) -> str | None:
    """Any input of the case, asked for besides the usual ones."""
    lang = state.lang()
    return st.selectbox(
        t("goal_any"),
        list(numeric_paths(scenario)),
        index=None,
        placeholder=t("goal_choose"),
        format_func=lambda one: input_words(scenario, one, lang),
        key="goal-path",
        width=320,
        label_visibility="collapsed",
    )


def _extra(scenario: Scenario) -> str | None:
    path = st.session_state.get("goal-path")
    return path if path in numeric_paths(scenario) else None


# What is found --------------------------------------------------------------------------------


def _tell(scenario: Scenario, search: Search, places: Places) -> None:
    """The answer, or how far it is; the inputs that are known."""
    found, holds = search.found, search.drawn.now >= search.drawn.wish.share
    if search.whole:
        said = escape(_answer(scenario, search.drawn, found))
        places.answer.html(f'<p class="answer">{said}</p>')
    else:
        done, whole = len(found), len(search.paths)
        places.answer.progress(done / whole, t("looking", done=done, all=whole))
    if found:
        lines = [_line(one) for one in found]
        places.table.html(_table(scenario, lines, t("may_go" if holds else "would_have")))


def _as_stated(scenario: Scenario, metric: str, target: float, extra: str | None) -> list[Line]:
    """The same of the plan without doubt, each input at the very target."""
    found = cached.kept(
        "goals",
        (cached.same(scenario), metric, target),
        lambda: goal.what_would_have_to_be_true(scenario, metric, target),
    )
    if extra is not None and extra not in [one.path for one in found]:
        found = [*found, goal.goal(scenario, extra, metric, target)]

    def line(one: goal.Goal) -> Line:
        if one.value is not None:
            return Line(one.path, one.now, one.value, others=one.others)
        at = one.best_value
        best = "" if at is None else t(
            "best_stated", value=_value(one.path, at), then=written(metric, one.metric)
        )  # fmt: skip
        return Line(one.path, one.now, None, str(one.reason), best)

    return [line(one) for one in found]


def _line(one: Needed) -> Line:
    if one.value is not None:
        return Line(one.path, one.now, one.value)
    best = wish_words.at_best(one, state.currency(), state.lang())
    return Line(one.path, one.now, None, str(one.reason), best)


def _has_room(one: Needed) -> bool:
    far = one.best_value if one.value is None else one.value
    return far is not None and far != one.now


# In words -------------------------------------------------------------------------------------


def _answer(scenario: Scenario, drawn: Draws, found: Sequence[Needed]) -> str:
    """The wish, its chance today, and which inputs alone would do, as far as anybody knows."""
    lang = state.lang()
    said = wish_words.today(drawn.wish, drawn.now, state.currency(), lang)
    return f"{said} {wish_words.verdict(scenario, found, published(scenario), lang)}"


def _table(scenario: Scenario, lines: Sequence[Line], needed: str) -> str:
    headers = [t("input"), t("now"), needed, t("judged")]
    known = published(scenario)
    rows = [_row(scenario, one, known.get(one.path)) for one in lines]
    table = figures.table(
        t("goals"), headers, rows, stack=True, labelled=True, widths=[27, 13, 24, 36]
    )
    named = [
        f"{_name(scenario, one.path)} ({rule.source}, {rule.year})"
        for one in lines
        if (rule := known.get(one.path)) is not None
    ]
    said = figures.note(t("judge.sources", sources=" · ".join(named))) if named else ""
    return f'<div class="fig-pile">{table}{said}</div>'


def _row(scenario: Scenario, one: Line, known: Rule | None) -> list[Cell]:
    lang = state.lang()
    name, now = Cell(_name(scenario, one.path)), Cell(_value(one.path, one.now), number=True)
    if one.value is None:
        said = Cell(text(f"risk.reason.{one.none}", lang), below=one.at_best, number=True)
        return [name, now, said, _judged(one.path, None, known)]
    below = t("others", values=", ".join(_value(one.path, v) for v in one.others))
    change = formatting.signed_percent(one.value / one.now - 1, lang) if one.now else ""
    there = _value(one.path, one.value) + (f" ({change})" if change else "")
    needed = Cell(there, below=below if one.others else "", number=True, strong=True)
    return [name, now, needed, _judged(one.path, one.value, known)]


def _judged(path: str, value: float | None, known: Rule | None) -> Cell:
    """A value beside what is published of its input."""
    said = wish_words.judged(path, value, known, state.currency(), state.lang())
    if known is None or value is None:
        return Cell(said)
    return Cell(said, tone="better" if known.verdict(value) == "within" else "worse")


def _ends(scenario: Scenario, path: str) -> tuple[float, float] | None:
    rule = published(scenario).get(path)
    return None if rule is None else (rule.low, rule.high)


def _name(scenario: Scenario, path: str) -> str:
    return input_words(scenario, path, state.lang())


def _value(path: str, value: float, digits: int = 3) -> str:
    return wish_words.written(path, value, state.currency(), state.lang(), digits)


def _writer(path: str) -> Callable[[float, int], str]:
    return lambda value, digits: _value(path, value, digits)
