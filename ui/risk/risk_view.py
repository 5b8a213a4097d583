"""The page Risk, drawn: what could happen, what matters, what would have to be true."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from roi_model import formatting
from roi_model.analysis.risk import sensitivity
from roi_model.analysis.risk.doubt_words import gap, missing_words, set_words, share
from roi_model.analysis.risk.risk import SEED, Risk
from roi_model.analysis.search import flips
from roi_model.charts.parts import sayings
from roi_model.charts.parts.theme import says
from roi_model.charts.risk import sobol, tornado
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.units import Unit
from roi_model.formatting.inputs import input_words, value_words
from roi_model.metrics import label as metric_label
from ui.elements import boxes, figures, pictures
from ui.elements.figures import Cell, Tile
from ui.session import cached, remembered, state
from ui.session.sentences import sentences

CUSTOMERS = ("cac", "ltv", "ltv_cac", "cac_payback_month")
METRICS = ("roi", "net_gain", "npv", "payback_month", "cash_trough", "revenue", *CUSTOMERS)
SHOWN = (*METRICS[:5], "customers_signed", "revenue", *CUSTOMERS)
MOST_FLIPS = 12
HEIGHT = 190
"""Of the two pictures of chances, in pixels: the page fits two screens."""
t = sentences("drivers.")


def written(metric: str, value: float | None) -> str:
    """A metric as it stands on screen."""
    return formatting.metric(metric, value, state.currency(), state.lang())


def _share(value: float) -> str:
    return share(value, state.lang())


def summary(run: Risk, *, returns: bool = True, inputs: bool = True) -> None:
    """The chances, and of what they are.

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
            Tile(t("expected_roi"), written("roi", run.expected["roi"]), t("expected_note")),
            Tile(t("evpi"), worth, t("evpi_note")),
        ]
    left, right = st.columns(2, gap="large")
    left.html(figures.strip(tiles))
    count = formatting.number_exact(run.draws, lang)
    said = [f"{t('seed', seed=SEED, count=count)} {set_words(run, lang)}"]
    found = gap(run, cached.projection(run.scenario)) if inputs and returns else None
    if found is not None:
        said.insert(0, found.sentence(lang))
    with right.container(key="chances-said"):
        figures.pile(*map(figures.note, said))


def figure_table(run: Risk, shown: Sequence[str] = SHOWN) -> None:
    """P10, P50 and P90 of what counts."""
    lang, rows = state.lang(), []
    for name in shown:
        spread, missing = run.metrics[name], missing_words(name, run, lang)
        rows.append(
            [
                Cell(metric_label(name, lang), below=missing),
                *(Cell(written(name, getattr(spread, p)), number=True)
                  for p in ("p10", "p50", "p90")),
            ]
        )  # fmt: skip
    if rows:
        st.html(figures.table(t("figures"), [t("metric"), "P10", "P50", "P90"], rows))


def chances(scenario: Scenario, run: Risk, *, returns: bool = True) -> None:
    """When the money may be back, and how ROI is spread, where `returns` may be told of."""
    case = pictures.OnScreen(scenario, cached.projection(scenario), risk=run)
    if not returns:
        pictures.show("payback-chance", case, height=HEIGHT)
        return
    left, right = st.columns(2, gap="large")
    with left:
        pictures.show("payback-chance", case, height=HEIGHT)
    with right:
        pictures.show("distribution", case, height=HEIGHT)


# What matters ---------------------------------------------------------------------------------


def metric_choice() -> str:
    """The number that the drivers below are about."""
    return str(remembered.select("risk_metric", t("about"), metrics(), "roi", 220, silent=True))


def metrics() -> dict[str, str]:
    """The metrics that can be asked about, with their names."""
    return {name: metric_label(name, state.lang()) for name in METRICS}


def drivers(scenario: Scenario, metric: str, run: Risk, *, most: int = tornado.MOST) -> None:
    """The tornado, where the uncertainty comes from, and what to find out first."""
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
        frame = tornado.frame(base, swings, names, most=most)
        spec = tornado.spec(lang, currency, theme, metric=metric)
        said = sayings.driver(frame, metric, currency, lang)
        pictures.draw("drivers", says(frame, said), spec, key="tornado")
    with right:
        indices = cached.kept("sobol", about, lambda: sensitivity.sobol(scenario, metric, known))
        frame = sobol.frame(indices, names, most=most)
        if len(frame):
            said = sayings.explains(frame, lang)
            pictures.draw("sobol", says(frame, said), sobol.spec(lang, currency, theme))
        else:
            st.html(figures.note(t("no_indices")))
    first = [(path, worth) for path, worth in run.evppi.items() if worth > 0][:3]
    worths = ", ".join(
        f"{_name(scenario, path)} ({formatting.money(worth, currency, lang)})"
        for path, worth in first
    )
    said = t("find_out", inputs=worths) if first else t("nothing_to_find_out")
    with st.container(key="find-out"):
        st.html(figures.note(said))


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
        headers = [t("input"), t("now"), t("flips_at"), t("change")]
        st.html(figures.table(t("flips"), headers, rows))
    rest = len(found) - len(known)
    if rest:
        st.html(figures.note(t("no_flip", count=rest)))


def _distance(flip: flips.Flip) -> float:
    assert flip.value is not None
    return abs(flip.value - flip.now) / abs(flip.now) if flip.now else float("inf")


def _rounded(value: float) -> float:
    """Three digits: as many as the answer supports."""
    return float(f"{value:.3g}")


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
        st.metric(t("adjusted"), written("roi", adjusted))


def _worse(name: str) -> float:
    """How much worse it may come, 0 to 0.5."""
    share = boxes.number(f"risk-{name}", t(name), Unit.RATE, 0.1, high=0.5, step=0.05)
    return 0.1 if share is None else share
