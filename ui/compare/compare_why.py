"""Why one scenario's figure became another's: the waterfall, and its parts as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from roi_model import formatting
from roi_model.analysis.change.compare import Comparison, compare
from roi_model.charts import waterfall as chart
from roi_model.charts.parts import sayings
from roi_model.charts.parts.theme import says
from roi_model.formatting.inputs import change_words, value_words
from roi_model.formatting.rounding import EXACT, adding_up
from roi_model.metrics import CARDS
from roi_model.metrics import label as metric_label
from roi_model.texts import text
from ui.compare.compare_view import METRICS, t
from ui.elements import figures, pictures
from ui.elements.figures import Cell
from ui.session import cached, remembered, saved_scenarios, state


def show(chosen: Mapping[str, str]) -> None:
    """Two scenarios and a metric to choose; the change of it, bar by bar and line by line."""
    lang = state.lang()
    names = saved_scenarios.choice_names()
    first, second = _first_pair(list(chosen))
    with st.container(key="why-choice", horizontal=True, vertical_alignment="bottom"):
        a = remembered.select("why_from", t("from"), names, first)
        b = remembered.select("why_to", t("to"), names, second)
        metric = remembered.select(
            "why_metric",
            t("metric"),
            {name: metric_label(name, lang) for name in METRICS},
            "net_gain",
        )
    found = comparison(a, b, metric)
    pair = (names[a], names[b])
    if not found.parts and found.difference is not None:
        st.info(t("same_inputs"), icon=":material/drag_handle:")
        return
    said = sentences(found)
    if found.difference is not None and found.reason is None:
        left, right = st.columns(2, gap="large")
        with left:
            _picture(found, pair)
        right.html(table(found, pair))
    else:
        st.html(_without_contributions(found))
    if said:
        figures.pile(*map(figures.note, said))


def _first_pair(chosen: Sequence[str]) -> tuple[str, str]:
    """From what is compared with to the case on screen, unless two others are being compared."""
    if saved_scenarios.CURRENT in chosen or len(chosen) < 2:
        others = [choice for choice in chosen if choice != saved_scenarios.CURRENT]
        return (
            others[0] if others else saved_scenarios.other_than_current()
        ), saved_scenarios.CURRENT
    return chosen[0], chosen[1]


def comparison(a: str, b: str, metric: str) -> Comparison:
    """Why the metric of one choice became that of the other; worked out once."""
    left, right = saved_scenarios.chosen(a), saved_scenarios.chosen(b)
    made: Comparison = cached.kept(
        "comparison",
        (cached.same(left), cached.same(right), metric),
        lambda: compare(left, right, metric),
    )
    return made


def _picture(found: Comparison, names: tuple[str, str]) -> None:
    lang, currency = state.lang(), state.currency()
    kind = CARDS[found.metric].unit
    frame = chart.frame(found, names, currency, lang)
    frame = frame.assign(value=_beside_bars(_rounded(found), len(frame) - 2))
    said = sayings.part(frame, partial(_signed, found.metric), lang)
    pictures.draw(
        "waterfall",
        says(frame, said),
        chart.spec(lang, currency, pictures.theme(), kind=kind),
    )


def _rounded(found: Comparison) -> list[float]:
    """The figure that it starts from and each contribution, as they are written: they add up."""
    moved = [part.contribution for part in found.parts if part.contribution]
    parts = [found.a or 0.0, *moved]
    return adding_up(parts, _decimals(found.metric, parts))


def _beside_bars(rounded: Sequence[float], bars: int) -> list[float]:
    """The same for so many bars, the last of which holds all that have none, and their sum."""
    start, *parts = rounded
    last = [sum(parts[bars - 1 :])] if parts else []
    return [start, *parts[: bars - 1], *last, sum(rounded)]


def table(found: Comparison, names: tuple[str, str]) -> str:
    """The parts line by line, from the one figure to the other: what is written adds up."""
    lang, currency = state.lang(), state.currency()
    better = CARDS[found.metric].better
    moved = [part for part in found.parts if part.contribution]
    rounded = _rounded(found)
    rows = [
        [Cell(names[0]), Cell(""), Cell(""), Cell(_whole(found.metric, rounded[0]), number=True)]
    ]
    for part, contribution in zip(moved, rounded[1:], strict=True):
        good = None if better is None else (contribution > 0) == (better == "higher")
        tone = "" if good is None or not contribution else ("better" if good else "worse")
        below = text(f"ui.headline.{tone}", lang) if tone else ""
        rows.append(
            [
                Cell(change_words(part.path, part.before, part.after, lang)),
                Cell(value_words(part.path, part.before, currency, lang)),
                Cell(value_words(part.path, part.after, currency, lang)),
                Cell(
                    _signed(found.metric, contribution), below, number=True, strong=True, tone=tone
                ),
            ]
        )
    still = len(found.parts) - len(moved)
    if still:
        key = "unmoved_one" if still == 1 else "unmoved_many"
        rows.append(
            [
                Cell(t(key, count=still)),
                Cell(""),
                Cell(""),
                Cell(_signed(found.metric, 0.0), number=True),
            ]
        )
    total = [
        Cell(names[1]),
        Cell(""),
        Cell(""),
        Cell(_whole(found.metric, sum(rounded)), number=True),
    ]
    headers = [t("change"), t("before"), t("after"), metric_label(found.metric, lang)]
    return figures.table(
        t("why_title"), headers, rows,
        total=total, stack=True, labelled=True, widths=(40, 18, 18, 24),
    )  # fmt: skip


def _decimals(metric: str, parts: Sequence[float]) -> int:
    """Decimals that the sum is written with; rates are fractions, so a tenth of a point is 3."""
    kind = CARDS[metric].unit
    if kind == "money":
        return 0 if max(map(abs, parts)) >= 100 else 2
    return 3 if kind == "percent" else 1


def _signed(metric: str, value: float) -> str:
    lang, kind = state.lang(), CARDS[metric].unit
    if kind == "money":
        return formatting.money(value, state.currency(), lang, digits=EXACT, plus=True)
    if kind == "percent":
        return formatting.signed_points(value, lang, digits=EXACT)
    return formatting.number(value, lang, digits=EXACT, plus=True)


def _whole(metric: str, value: float) -> str:
    lang, kind = state.lang(), CARDS[metric].unit
    if kind == "money":
        return formatting.money(value, state.currency(), lang, digits=EXACT)
    if kind == "percent":
        return formatting.percent(value, lang, digits=EXACT)
    return formatting.number(value, lang, digits=EXACT)


def _without_contributions(found: Comparison) -> str:
    """What changed, where the metric has no value to be split."""
    lang, currency = state.lang(), state.currency()
    rows = [
        [
            Cell(change_words(part.path, part.before, part.after, lang)),
            Cell(value_words(part.path, part.before, currency, lang)),
            Cell(value_words(part.path, part.after, currency, lang)),
        ]
        for part in found.parts
    ]
    headers = [t("change"), t("before"), t("after")]
    return figures.table(t("why_title"), headers, rows, stack=True, labelled=True)


def sentences(found: Comparison) -> list[str]:
    """What a reader must know of how the difference was split."""
    lang = state.lang()
    name = metric_label(found.metric, lang)
    said = []
    if found.undefined_in is not None:
        reason = text(f"metrics.reason.{found.reason}", lang)
        said.append(
            text(f"compare.undefined.{found.undefined_in}", lang, metric=name, reason=reason)
        )
    elif found.left_out:
        share = formatting.percent(found.left_out, lang)
        said.append(text("compare.undefined.left_out", lang, share=share, metric=name))
    if not found.exact:
        said.append(text("compare.undefined.sampled", lang))
    return said
