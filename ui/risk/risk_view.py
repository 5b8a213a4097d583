"""The page Risk, drawn: what could happen, what matters, what would have to be true."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from roi_model import formatting
from roi_model.analysis.risk import sensitivity
from roi_model.analysis.risk.doubt_words import gap, missing_words, set_words, share
from roi_model.analysis.risk.risk import SEED, Risk
from roi_model.analysis.search import flips, goal
from roi_model.charts.parts.frames import value_of
from roi_model.charts.risk import sobol, tornado
from roi_model.declaration.paths import numeric_paths
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.units import Unit
from roi_model.editing import entry
from roi_model.formatting.inputs import card_of, input_words, value_words
from roi_model.metrics import CARDS
from roi_model.metrics import label as metric_label
from roi_model.texts import text
from ui.elements import boxes, figures, pictures
from ui.elements.figures import Cell, Tile
from ui.session import cached, remembered, state
from ui.session.sentences import sentences

CUSTOMERS = ("cac", "ltv", "ltv_cac", "cac_payback_month")
METRICS = ("roi", "net_gain", "npv", "payback_month", "cash_trough", "revenue", *CUSTOMERS)
SHOWN = (*METRICS[:5], "customers_signed", "revenue", *CUSTOMERS)
MOST_FLIPS = 12
GOAL = "goal_metric"
GOALS = {
    "percent": (Unit.RATE, -1.0, 100.0, 1.0),
    "money": (Unit.MONEY, -boxes.MOST, boxes.MOST, None),
    "months": (Unit.MONTHS, 0.0, 120.0, None),
    "multiple": (Unit.FACTOR, 0.0, 1000.0, 3.0),
}
"""Unit, range and usual value of a goal, by the kind of its metric; None is what it is now."""


t = sentences("drivers.")


def _written(metric: str, value: float | None) -> str:
    return formatting.metric(metric, value, state.currency(), state.lang())


def _share(value: float) -> str:
    return share(value, state.lang())


def summary(
    run: Risk, shown: Sequence[str] = SHOWN, *, returns: bool = True, inputs: bool = True
) -> None:
    """The chances, and P10, P50 and P90 of what counts.

    Without `returns` nothing is said of the return, without `inputs` none is named.
    """
    lang = state.lang()
    tiles = [
        Tile(t("payback_chance"), _share(1.0 - run.never)),
        Tile(t("never"), _share(run.never)),
    ]
    if returns:
        worth = formatting.money(run.evpi, state.currency(), lang)
        tiles = [
            Tile(t("roi_positive"), _share(run.roi_positive)),
            *tiles,
            Tile(t("expected_roi"), _written("roi", run.expected["roi"]), t("expected_note")),
            Tile(t("evpi"), worth, t("evpi_note")),
        ]
    st.html(figures.strip(tiles))
    count = formatting.number_exact(run.draws, lang)
    said = [t("seed", seed=SEED, count=count), set_words(run, lang)]
    found = gap(run, cached.projection(run.scenario)) if inputs and returns else None
    if found is not None:
        said.append(found.sentence(lang))
    figures.pile(*map(figures.note, said))
    rows = []
    for name in shown:
        spread, missing = run.metrics[name], missing_words(name, run, lang)
        rows.append(
            [
                Cell(metric_label(name, lang), below=missing),
                *(Cell(_written(name, getattr(spread, p)), number=True)
                  for p in ("p10", "p50", "p90")),
            ]
        )  # fmt: skip
    if rows:
        st.html(figures.table([t("metric"), "P10", "P50", "P90"], rows))


def chances(scenario: Scenario, run: Risk, *, returns: bool = True) -> None:
    """When the money may be back, and how ROI is spread, where `returns` may be told of."""
    case = pictures.OnScreen(scenario, cached.projection(scenario), risk=run)
    if not returns:
        pictures.show("payback-chance", case)
        return
    left, right = st.columns(2, gap="large")
    with left:
        pictures.show("payback-chance", case)
    with right:
        pictures.show("distribution", case)


# What matters ---------------------------------------------------------------------------------


def metric_choice() -> str:
    """The number that the drivers below are about."""
    return str(remembered.select("risk_metric", t("about"), _metrics(), "roi", width=260))


def _metrics() -> dict[str, str]:
    return {name: metric_label(name, state.lang()) for name in METRICS}


def drivers(scenario: Scenario, metric: str, run: Risk) -> None:
    """The tornado, what to find out first, and where the uncertainty comes from."""
    lang, currency, theme = state.lang(), state.currency(), pictures.theme()
    known, about = (
        run.doubts,
        (
            cached.same(scenario),
            metric,
            tuple(doubt.path for doubt in run.doubts),
        ),
    )
    names = {doubt.path: _name(scenario, doubt.path) for doubt in known}
    base, swings = cached.kept(
        "tornado", about, lambda: sensitivity.tornado(scenario, metric, known)
    )
    left, right = st.columns(2, gap="large")
    with left:
        frame = tornado.frame(base, swings, names)
        spec = tornado.spec(lang, currency, theme, metric=metric)
        pictures.draw("drivers", frame, spec, key="tornado")
    with right:
        indices = cached.kept("sobol", about, lambda: sensitivity.sobol(scenario, metric, known))
        frame = sobol.frame(indices, names)
        if len(frame):
            pictures.draw("sobol", frame, sobol.spec(lang, currency, theme))
        else:
            st.html(figures.note(t("no_indices")))
    first = [(path, worth) for path, worth in run.evppi.items() if worth > 0][:3]
    if not first:
        st.html(figures.note(t("nothing_to_find_out")))
        return
    st.subheader(t("find_out"), anchor=False)
    rows = [
        [Cell(_name(scenario, path)), Cell(formatting.money(worth, currency, lang), number=True)]
        for path, worth in first
    ]
    st.html(figures.table([t("input"), t("worth")], rows))
    st.html(figures.note(t("find_out_note")))


def _name(scenario: Scenario, path: str) -> str:
    """An input by its label; what it belongs to in front where there are several."""
    return input_words(scenario, path, state.lang())


def flip_table(scenario: Scenario, metric: str) -> None:
    """The value of each input at which the answer turns, the nearest first."""
    lang, currency = state.lang(), state.currency()
    found: list[flips.Flip] = cached.about(
        f"flips_{metric}", scenario, lambda: flips.flip_points(scenario, metric)
    )
    st.html(figures.note(t("flip_intro", metric=metric_label(metric, lang))))
    known = [flip for flip in found if flip.value is not None]
    known.sort(key=lambda flip: _distance(flip))
    rows = []
    for flip in known[:MOST_FLIPS]:
        assert flip.value is not None
        change = flip.value / flip.now - 1 if flip.now else None
        written = formatting.signed_percent(change, lang) if change is not None else None
        rows.append(
            [
                Cell(_name(scenario, flip.path)),
                Cell(value_words(flip.path, flip.now, currency, lang), number=True),
                Cell(value_words(flip.path, _rounded(flip.value), currency, lang), number=True),
                Cell(written or formatting.UNDEFINED, number=True),
            ]
        )
    if rows:
        st.html(figures.table([t("input"), t("now"), t("flips_at"), t("change")], rows))
    rest = len(found) - len(known)
    if rest:
        st.html(figures.note(t("no_flip", count=rest)))


def _distance(flip: flips.Flip) -> float:
    assert flip.value is not None
    return abs(flip.value - flip.now) / abs(flip.now) if flip.now else float("inf")


def _rounded(value: float) -> float:
    """Three digits: as many as the answer supports."""
    return float(f"{value:.3g}")


# What would have to be true -------------------------------------------------------------------


def goals(scenario: Scenario) -> None:
    """A target for a metric, and what each of the most used inputs would have to be for it."""
    with st.container(horizontal=True, vertical_alignment="top"):
        metric = remembered.select(GOAL, t("goal_metric"), _metrics(), "roi", width=240)
        target = _target(metric, value_of(cached.projection(scenario), metric))
    found = cached.kept(
        "goals",
        (cached.same(scenario), metric, target),
        lambda: goal.what_would_have_to_be_true(scenario, metric, target),
    )
    rows = [_goal(scenario, one) for one in found]
    st.html(figures.table([t("input"), t("now"), t("would_have"), t("then")], rows))
    st.html(figures.note(t("goal_note")))
    _one_goal(scenario, str(metric), target)


def _target(metric: str, now: float | None) -> float:
    """What the metric should be: 100 %, three times, else what it is now, until one is typed."""
    unit, low, high, often = GOALS[CARDS[metric].unit]
    usual = float(round(now or 0.0)) if often is None else often
    label = t("goal_target")
    typed = boxes.number(f"goal-{metric}", label, unit, usual, low=low, high=high, width=200)
    return usual if typed is None else typed


def _one_goal(scenario: Scenario, metric: str, target: float) -> None:
    """The same for any input of the case."""
    paths = list(numeric_paths(scenario))
    path = st.selectbox(
        t("goal_any"),
        paths,
        index=None,
        placeholder=t("goal_choose"),
        format_func=lambda one: _name(scenario, one),
        key="goal-path",
        width=420,
    )
    if path is None:
        return
    found = goal.goal(scenario, path, metric, target)
    headers = [t("input"), t("now"), t("would_have"), t("then")]
    st.html(figures.table(headers, [_goal(scenario, found)]))


def _goal(scenario: Scenario, one: goal.Goal) -> list[Cell]:
    lang, currency = state.lang(), state.currency()

    def written(value: float | None) -> str:
        card = card_of(one.path)
        if value is None:
            return formatting.UNDEFINED
        if card is None:
            return value_words(one.path, _rounded(value), currency, lang)
        return entry.written(card, _rounded(value), currency, lang)

    metric = remembered.value(GOAL, "roi", METRICS)
    name = Cell(_name(scenario, one.path))
    if one.value is None:
        best = t("best", value=written(one.best_value)) if one.best_value is not None else ""
        said = Cell(text(f"risk.reason.{one.reason}", lang), below=best, number=True)
        return [name, Cell(written(one.now), number=True), said,
                Cell(_written(metric, one.metric), number=True)]  # fmt: skip
    others = t("others", values=", ".join(map(written, one.others))) if one.others else ""
    return [
        name,
        Cell(written(one.now), number=True),
        Cell(written(one.value), below=others, number=True, strong=True),
        Cell(_written(metric, one.metric), number=True),
    ]


# A margin of safety ---------------------------------------------------------------------------


def safety(run: Risk) -> None:
    """Expected ROI with gross profit cut and investment raised."""
    left, right, answer = st.columns(3, gap="large", vertical_alignment="bottom")
    with left:
        cut = _worse("profit_cut")
    with right:
        rise = _worse("investment_rise")
    with answer:
        adjusted = run.adjusted(profit_cut=cut, investment_rise=rise)
        st.metric(t("adjusted"), _written("roi", adjusted))


def _worse(name: str) -> float:
    """How much worse it may come, 0 to 0.5."""
    share = boxes.number(f"risk-{name}", t(name), Unit.RATE, 0.1, high=0.5, step=0.05)
    return 0.1 if share is None else share
