"""The headline numbers of a case: value, difference from the baseline, and "why?"."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from roi_model import formatting
from roi_model.analysis.answer import answer
from roi_model.analysis.risk.doubt_words import range_words, share
from roi_model.analysis.risk.outlook import Ranges
from roi_model.declaration.scenario import Scenario
from roi_model.metrics import CARDS
from roi_model.metrics import label as metric_label
from roi_model.projection import Projection
from roi_model.texts import text
from ui.case import draws
from ui.elements import figures
from ui.session import state

IN_LINE = ("payback_month", "cash_trough", "roi")
"""What a telephone keeps in sight while inputs are moved."""
LOWEST = {"cash_trough": "cash_trough_month", "lowest_balance": "lowest_balance_month"}
"""Low points, and the month of each."""
_SHORT = ("payback_month", *LOWEST, "roi", "net_gain", "ltv_cac")
"""Those that have a short name for a headline."""
_ALSO = ("investment", "revenue", "customers_signed", "break_even_customers", "cac", "npv")
_OF_SUBSCRIPTIONS = (
    "investment", "revenue", "customers_signed", "cac", "cac_payback_month", "net_gain",
)  # fmt: skip
ALL = tuple(dict.fromkeys((*_SHORT, *_ALSO, *_OF_SUBSCRIPTIONS)))
"""Every number on show can be asked why."""


DOUBTED = ("payback_month",)
"""Of large figures, those that stand with their range."""


def names(scenario: Scenario) -> tuple[str, ...]:
    """The metrics on show: when the money is back, what it takes, what it returns.

    The account's lowest balance where one is followed; of subscriptions what a customer is worth.
    """
    lowest = "cash_trough" if scenario.opening_cash is None else "lowest_balance"
    return ("payback_month", lowest, "roi", "ltv_cac" if _subscribes(scenario) else "net_gain")


def _subscribes(scenario: Scenario) -> bool:
    return scenario.monthly_fee > 0 or any((c.monthly_fee or 0) > 0 for c in scenario.channels)


def html(scenario: Scenario, now: Projection, then: Projection, run: Ranges) -> str:
    """The answer in a sentence; under it one figure a metric, with the words that go with its
    arrow and colour, and its doubt.
    """
    shown = names(scenario)
    said = escape(answer(now, run, state.currency(), state.lang()))
    figures_ = "".join(_figure(name, scenario, now, then, run) for name in shown)
    figures_ += _chance(run)
    return f'<p class="answer">{said}</p><dl class="headline">{figures_}</dl>{_line(now)}'


def _line(now: Projection) -> str:
    """The figures once more, for a telephone: what stays on top when they are scrolled away."""
    lang, currency = state.lang(), state.currency()
    shown = "".join(
        f"<span>{escape(text(f'ui.headline.short.{name}', lang))} "
        f"<b>{escape(written(name, now.value(name), currency, lang))}</b></span>"
        for name in IN_LINE
    )
    return f'<p class="in-line" aria-hidden="true">{shown}</p>'


def _chance(run: Ranges) -> str:
    """How likely the money is back within the horizon."""
    lang = state.lang()
    shown = share(1.0 - run.never, lang)
    said = text("ui.headline.draws", lang, count=formatting.number_exact(run.draws, lang))
    title = escape(text("ui.headline.chance", lang))
    return (
        f'<div class="figure figure-chance" title="{escape(draws.words(run))}"><dt>{title}</dt>'
        f'<dd><span class="value">{escape(shown)}</span>'
        f'<span class="delta even">{escape(said)}</span></dd></div>'
    )


def range_of(name: str, run: Ranges, lang: str) -> str:
    """From P10 to P90 of a figure and the share of draws without it."""
    said = range_words(name, run, state.currency(), lang)
    title = escape(text("ui.headline.range_help", lang))
    parts = " · ".join(f"<span>{escape(part)}</span>" for part in said.split(" · "))
    return f'<span class="range" title="{title}">{parts}</span>'


def strip(now: Projection) -> str:
    """The figures of the second row, small; a dash with its reason where one does not exist."""
    lang, currency = state.lang(), state.currency()
    shown = []
    for name in _OF_SUBSCRIPTIONS if _subscribes(now.scenario) else _ALSO:
        value = now.value(name)
        below = text(f"metrics.reason.{now.metrics[name].reason}", lang) if value is None else ""
        title = metric_label(name, lang)
        shown.append(figures.Tile(title, written(name, value, currency, lang), below, name))
    about = text("ui.why.open", lang)
    return figures.strip(shown, why=about)


def large(
    shown: Sequence[str],
    now: Projection,
    then: Projection,
    run: Ranges,
    *,
    same: str = "",
    before: Projection | None = None,
) -> str:
    """Figures for a room; the payback with its range and the share of draws that never pay back.

    `then` is what they are compared with, a baseline unless `same` begins the keys of what is said
    where a figure has not moved; nothing is where none has. What reads otherwise than `before` is
    pointed at.
    """
    scenario, lang, currency = now.scenario, state.lang(), state.currency()
    made = []
    for name in shown:
        value = now.value(name)
        kind, said = difference(name, value, then.value(name), now, lang, same)
        said = "" if same and now is then and value is not None else said
        doubt = range_of(name, run, lang) if name in DOUBTED else ""
        was = value if before is None else before.value(name)
        moved = written(name, was, currency, lang) != written(name, value, currency, lang)
        kinds = f"figure figure-{name}{' moved' if moved else ''}"
        made.append(
            f'<div class="{kinds}"><dt>{escape(label(name, scenario, now, lang))}</dt>'
            f'<dd><span class="value">{escape(written(name, value, currency, lang))}</span>{doubt}'
            f'<span class="delta {kind}">{figures.spoken(said)}</span></dd></div>'
        )
    return f'<dl class="headline large of-{len(made)}">{"".join(made)}</dl>'


def label(name: str, scenario: Scenario, projection: Projection, lang: str) -> str:
    """What the number is, with its period or month."""
    if name == "roi":
        return text("ui.headline.roi", lang, months=scenario.horizon_months)
    if name in LOWEST and (month := projection.value(LOWEST[name])):
        when = formatting.month_name(month, lang, scenario.start)
        return text(f"ui.headline.{name}_in", lang, when=when)
    return text(f"ui.headline.{name}", lang) if name in _SHORT else metric_label(name, lang)


def written(name: str, value: float | None, currency: str, lang: str) -> str:
    """The value as the headline shows it; a dash where there is none."""
    if name == "payback_month" and value == 0:
        return text("ui.headline.at_once", lang)
    return formatting.metric(name, value, currency, lang)


def _figure(name: str, scenario: Scenario, now: Projection, then: Projection, run: Ranges) -> str:
    """What it is, its value, and how far it is from the baseline: in words, not by colour alone."""
    lang, currency = state.lang(), state.currency()
    value, before = now.value(name), then.value(name)
    title, shown = label(name, scenario, now, lang), written(name, value, currency, lang)
    # There are several ROIs: this one says which it is.
    note = f' title="{escape(CARDS["roi"].formula(lang))}"' if name == "roi" else ""
    kind, said = difference(name, value, before, now, lang)
    return (
        f'<div class="figure figure-{name}"><dt{note}>{escape(title)}</dt>'
        f'<dd><span class="value">{escape(shown)}</span>'
        f"{range_of(name, run, lang)}"
        f'<span class="delta {kind}">{figures.spoken(said)}</span>{_why(name, lang)}</dd></div>'
    )


def _why(name: str, lang: str) -> str:
    """The button that asks for a number's reasons; ui/browser/panel/page.js hears it."""
    about = text("ui.why.open_of", lang, name=metric_label(name, lang))
    words = escape(text("ui.why.open", lang))
    return f'<button class="why" data-why="{name}" aria-label="{escape(about)}">{words}</button>'


def difference(
    name: str,
    value: float | None,
    before: float | None,
    now: Projection,
    lang: str,
    same: str = "",
) -> tuple[str, str]:
    """(good, bad or even; the words) of a figure beside its baseline; `same` as above."""
    if value is None:
        return "even", text(f"metrics.reason.{now.metrics[name].reason}", lang)
    change = formatting.delta(name, value, before, state.currency(), lang)
    if change is None:
        return "even", text(f"{same or 'ui.headline'}.baseline_had_none", lang)
    if change.direction == "same":
        return "even", text(f"{same or 'ui.headline'}.same", lang)
    kind = {True: "better", False: "worse", None: "other"}[change.good]
    arrow = "▲" if change.direction == "up" else "▼"
    return kind, f"{arrow} {change.text} · {text(f'ui.headline.{kind}', lang)}"
