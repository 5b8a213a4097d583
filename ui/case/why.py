"""Why a number is what it is: formula, the formula with its numbers, and the inputs behind it."""

from __future__ import annotations

from html import escape

import streamlit as st

from roi_model import formatting
from roi_model.analysis.explain import Explanation, explain
from roi_model.declaration.paths import numeric_paths
from roi_model.declaration.scenario import Scenario
from roi_model.editing import entry
from roi_model.metrics import CARDS
from roi_model.metrics import label as metric_label
from roi_model.projection import Projection
from roi_model.remarks.evidence import backing
from roi_model.texts import text
from ui.case import controls, evidence, headline
from ui.elements import figures, panel
from ui.session import binding, cached, state

CONVENTIONS = (
    "roi",
    "roi_gross",
    "roi_revenue",
    "roi_total_cost",
    "cash_roi",
    "discounted_roi",
    "annualised_roi",
    "extended_roi",
)


@st.fragment(key="whys")
def answer() -> None:
    """What was asked for last, below the figures, until it is closed or another is asked for."""
    name, scenario = asked(), state.scenario()
    if name:
        with st.container(key="whys", border=True):
            _panel(name, scenario, cached.projection(scenario), state.lang())
    binding.show_as("whys", lambda: (asked(), state.scenario() if asked() else None))


def asked() -> str:
    """The number whose reasons are open, or nothing."""
    return str(state.extras().get("why", ""))


def ask(name: str) -> None:
    """Open the reasons of a number; of the one that is open, close them."""
    known = name in headline.ALL
    state.extras()["why"] = name if known and name != asked() else ""


def _panel(name: str, scenario: Scenario, projection: Projection, lang: str) -> None:
    found: Explanation = cached.about(f"why_{name}", scenario, lambda: explain(projection, name))
    label = metric_label(name, lang)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="top"):
        st.markdown(f"**{label}** — {CARDS[name].definition(lang)}")
        st.button(
            text("ui.why.close", lang), key="why-close", icon=":material/close:", type="tertiary",
            on_click=_close,
        )  # fmt: skip
    reading = escape(CARDS[name].reading(lang))
    st.html(f'{_formula(name, found, lang)}<p class="why-reading">{reading}</p>')
    st.html(_inputs(found, scenario, lang))
    if name == "roi":
        st.html(_title("conventions", lang))
        conventions(projection)


def _close() -> None:
    ask(asked())
    binding.refresh_all()


def _formula(name: str, found: Explanation, lang: str) -> str:
    currency = state.currency()
    value = formatting.metric(name, found.value, currency, lang, exact=True)
    lines = [f"{metric_label(name, lang)} = {CARDS[name].formula(lang)}"]
    if found.value is None:
        reason = text(f"metrics.reason.{found.reason}", lang)
        lines.append(text("ui.why.undefined", lang, reason=reason))
    elif found.formula is not None:
        numbers = {term: _term(value, unit, lang) for term, (value, unit) in found.terms.items()}
        lines.append(f"= {_signs(found.formula).format(**numbers)}")
        lines.append(f"= {value}")
    else:
        lines.append(f"= {value}")
    inner = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f'<div class="formula">{inner}</div>'


def _signs(formula: str) -> str:
    return formula.replace(" / ", " ÷ ")


def _term(value: float, unit: str, lang: str) -> str:
    if unit == "money":
        return formatting.money_exact(value, state.currency(), lang)
    if unit == "rate":
        return formatting.percent_exact(value, lang)
    return formatting.number_exact(value, lang)


def conventions(projection: Projection) -> None:
    """The other ROIs beside this one, each with how to read it: published sources disagree."""
    lang = state.lang()
    rows = []
    for name in CONVENTIONS:
        value = projection.value(name)
        rows.append(
            (
                figures.Cell(
                    metric_label(name, lang),
                    below=CARDS[name].formula(lang),
                    strong=name == "roi",
                ),
                figures.Cell(formatting.metric(name, value, state.currency(), lang), number=True),
                figures.Cell(CARDS[name].reading(lang)),
            )
        )
    headers = [text(f"ui.why.{key}", lang) for key in ("convention", "value", "reading")]
    name = text("ui.why.conventions", lang)
    st.html(figures.table(name, headers, rows, stack=True, labelled=True))


def _inputs(found: Explanation, scenario: Scenario, lang: str) -> str:
    """The inputs that move it most: value, pull, grade and source."""
    cards, shown = numeric_paths(scenario), controls.places()
    rows = []
    for mover in found.movers:
        card = cards[mover.path]
        grade, source = backing(scenario, mover.path, card, lang)
        pull = _pull(found.metric, mover.change, lang)
        rows.append(
            (
                figures.Cell(
                    evidence.place(mover.path, card, scenario, lang),
                    below=text(f"ui.group.{card.group}", lang),
                    link=panel.anchor(shown[mover.path]) if mover.path in shown else "",
                ),
                figures.Cell(entry.written(card, mover.value, state.currency(), lang), number=True),
                figures.Cell(pull, text("ui.why.less", lang) if mover.less else "", number=True),
                figures.Cell(text(f"ui.grade.{grade}", lang), below=source),
            )
        )
    if not rows:
        return ""
    headers = [text(f"ui.why.{key}", lang) for key in ("input", "value", "pull", "grade")]
    name = text("ui.why.inputs", lang)
    table = figures.table(name, headers, rows, stack=True, labelled=True)
    return _title("inputs", lang) + table


def _title(key: str, lang: str) -> str:
    return f'<p class="why-title">{escape(text(f"ui.why.{key}", lang))}</p>'


def _pull(metric: str, change: float, lang: str) -> str:
    kind = CARDS[metric].unit
    if kind == "money":
        return formatting.signed_money(change, state.currency(), lang, digits=2)
    if kind == "percent":
        return formatting.signed_points(change, lang, digits=2)
    if kind in ("months", "month"):
        return formatting.signed_months(round(change, 2), lang)
    return formatting.number(change, lang, digits=2, plus=True)
