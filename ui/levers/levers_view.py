"""The page Levers, drawn: the headline, one card an initiative, the library."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from roi_model import formatting
from roi_model.analysis.change import levers as analysis
from roi_model.declaration.scenario import Initiative, Scenario
from roi_model.storage.lever_library import Template, templates
from roi_model.texts import LANGUAGES, text
from ui.case import headline as words
from ui.case import story
from ui.elements import figures
from ui.elements.escape import escaped
from ui.elements.figures import Tile
from ui.levers import levers_form
from ui.levers.levers_words import cost_months, cost_words, effects_words, remarks
from ui.session import state
from ui.session.cached import about, projection
from ui.session.sentences import sentences

HEADLINE = ("roi", "payback_month", "net_gain", "cash_trough")


t = sentences("pages.levers.")


def without_levers(scenario: Scenario) -> Scenario:
    """The same plan with every lever switched off; what is assumed stays."""
    kept = (replace(i, enabled=i.enabled and i.kind != "lever") for i in scenario.initiatives)
    return replace(scenario, initiatives=tuple(kept))


def levers(scenario: Scenario) -> dict[str, dict[str, Any]]:
    """What each enabled lever of a scenario adds to it, by name."""
    found: dict[str, dict[str, Any]] = about(
        "levers", scenario, lambda: {line["name"]: line for line in analysis.levers(scenario)}
    )
    return found


def headline(scenario: Scenario) -> None:
    """ROI, payback, net gain and cash needed, each against the plan without any lever."""
    lang, currency = state.lang(), state.currency()
    now, bare = projection(scenario), projection(without_levers(scenario))
    some = any(i.kind == "lever" and i.enabled for i in scenario.initiatives)
    with st.container(key="levers-headline"), st.container(horizontal=True, key="figures"):
        for name in HEADLINE:
            value, reason = now.value(name), now.metrics[name].reason
            label = words.label(name, scenario, now, lang)
            shown = words.written(name, value, currency, lang)
            change = formatting.delta(name, value, bare.value(name), currency, lang)
            if value is None:
                said = text(f"metrics.reason.{reason}", lang)
                st.metric(
                    label,
                    shown,
                    said,
                    delta_color="off",
                    delta_arrow="off",
                )
            elif change is None or not some:
                st.metric(label, shown)
            else:
                st.metric(
                    label,
                    shown,
                    change.text,
                    delta_color=change.color,
                    delta_arrow=change.arrow,
                    delta_description=t("with_levers"),
                    help=t("headline_help"),
                )


def what_changed() -> None:
    """What the latest change did, and that it can be undone; read aloud by screen readers."""
    change, said = state.last_change(), ""
    if change is not None:
        before, after = projection(change.before), projection(change.after)
        said = story.what_changed(change, before, after, state.currency(), state.lang())
    st.html(f'<p class="what-changed" role="status" aria-live="polite">{figures.spoken(said)}</p>')


def do_not_add(scenario: Scenario) -> None:
    """Why the lines do not add up, with this plan's own figures."""
    on = [i for i in scenario.initiatives if i.kind == "lever" and i.enabled]
    if len(on) < 2:
        return
    lang, currency = state.lang(), state.currency()
    lines = levers(scenario).values()
    together = _gain(scenario) - _gain(without_levers(scenario))
    apart = sum(line["gross_profit"] - line["investment"] for line in lines)
    st.html(
        figures.note(
            t(
                "do_not_add",
                together=formatting.signed_money(together, currency, lang),
                apart=formatting.signed_money(apart, currency, lang),
            )
        )
    )


def _gain(scenario: Scenario) -> float:
    return projection(scenario).value("net_gain") or 0.0


def card(scenario: Scenario, initiative: Initiative, position: int) -> None:
    """One initiative: its switch, its effects in words, its own figures, its editor."""
    lang = state.lang()
    with st.container(border=True, key=f"{initiative.kind}-card-{position}"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            levers_form.switch(initiative)
            st.badge(
                badge_words(initiative, lang),
                color="gray",
            )
        figures.pile(
            figures.chips(effects_words(initiative, lang)),
            _cost(scenario, initiative),
            _figures(scenario, initiative),
            *map(figures.note, remarks(initiative, scenario, lang)),
        )
        levers_form.editor(scenario, initiative)


def badge_words(initiative: Initiative, lang: str) -> str:
    """What the badge of a card says: the cost category of a lever, the word for a condition."""
    if initiative.kind == "lever":
        return text(f"charts.category.{initiative.category}", lang)
    return text("pages.levers.kinds.assumption", lang)


def _figures(scenario: Scenario, initiative: Initiative) -> str:
    """The strip of figures: a lever's own return, or what a condition does to the plan."""
    strip = lever_figures if initiative.kind == "lever" else condition_figures
    return figures.strip(strip(scenario, initiative), off=not initiative.enabled)


def _cost(scenario: Scenario, initiative: Initiative) -> str:
    """What it costs and when, in a line; nothing for a condition that costs nothing."""
    lang = state.lang()
    if initiative.kind != "lever" and not (initiative.one_off or initiative.monthly_cost):
        return ""
    cost = cost_words(initiative, state.currency(), lang)
    months = cost_months(initiative, scenario, lang)
    return figures.note(t("cost", cost=cost) + (f" ({months})" if months else ""))


def lever_figures(scenario: Scenario, initiative: Initiative) -> list[Tile]:
    """Cost, added gross profit, own ROI and own payback of a lever, on or off."""
    lang, currency = state.lang(), state.currency()
    found = levers(_switched(scenario, initiative.name, True))[initiative.name]
    spent, earned = found["investment"], found["gross_profit"]
    return [
        Tile(
            t("adds_cost" if spent >= 0 else "saves_cost"),
            formatting.money(abs(spent), currency, lang),
        ),
        Tile(
            t("brings" if earned >= 0 else "takes"), formatting.money(abs(earned), currency, lang)
        ),
        _own_roi(scenario, found),
        Tile(
            t("own_payback"),
            *_or_reason(
                lambda month, lang: formatting.month_name(month, lang, scenario.start),
                found,
                "payback_month",
            ),
        ),
    ]


def _own_roi(scenario: Scenario, found: Mapping[str, Any]) -> Tile:
    """A lever's own return; of a trifling sum none is told."""
    investment = projection(scenario).value("investment") or 0.0
    if found["roi"] is not None and analysis.is_trifling(found, investment):
        return Tile(t("own_roi"), formatting.UNDEFINED, t("next_to_nothing"))
    return Tile(t("own_roi"), *_or_reason(formatting.percent, found, "roi"))


def condition_figures(scenario: Scenario, initiative: Initiative) -> list[Tile]:
    """What a condition does to the plan's ROI and net gain."""
    lang, currency = state.lang(), state.currency()
    on, off = (_switched(scenario, initiative.name, enabled) for enabled in (True, False))
    here, there = projection(on), projection(off)
    shown = []
    for name, label in (("roi", "plan_roi"), ("net_gain", "plan_gain")):
        change = formatting.delta(name, here.value(name), there.value(name), currency, lang)
        shown.append(Tile(t(label), change.text if change else formatting.UNDEFINED))
    return shown


def _switched(scenario: Scenario, name: str, enabled: bool) -> Scenario:
    kept = (replace(i, enabled=enabled) if i.name == name else i for i in scenario.initiatives)
    return replace(scenario, initiatives=tuple(kept))


def _or_reason(
    write: Callable[[float, str], str], found: Mapping[str, Any], metric: str
) -> tuple[str, str]:
    """The value as written, or a dash with the reason below."""
    value = found[metric]
    if value is not None:
        return write(value, state.lang()), ""
    return formatting.UNDEFINED, t(f"reasons.{found['reasons'][metric]}")


def library(scenario: Scenario) -> None:
    """What can be added, each with what it would do on this very plan."""
    st.html(figures.note(t("library_intro")))
    taken = {i.name for i in scenario.initiatives}
    levers = [found for found in templates() if found.model.kind == "lever"]
    conditions = [found for found in templates() if found.model.kind != "lever"]
    for heading, found in (("library_levers", levers), ("library_assumptions", conditions)):
        st.header(t(heading), anchor=False)
        _shelf(scenario, found, taken)
    levers_form.own(scenario)


def _shelf(scenario: Scenario, found: Sequence[Template], taken: set[str]) -> None:
    """Two cards a row, as high as the higher of them."""
    for first in range(0, len(found), 2):
        row = found[first : first + 2]
        for column, template in zip(st.columns(2, gap="medium"), row, strict=False):
            key = f"library-{template.slug}"
            with column, st.container(border=True, key=key, height="stretch"):
                _template(scenario, template, taken)


def _template(scenario: Scenario, template: Template, taken: set[str]) -> None:
    lang = state.lang()
    initiative = template.initiative(lang, taken)
    added = replace(scenario, initiatives=(*scenario.initiatives, initiative))
    st.markdown(f":material/{template.icon}: **{escaped(template.name(lang))}**")
    grade = text(f"ui.grade.{template.evidence.grade}", lang)
    again = [t("again")] if taken & {template.name(lang) for lang in LANGUAGES} else []
    figures.pile(
        figures.note(template.sentence(lang)),
        *map(figures.note, again),
        figures.chips(effects_words(initiative, lang)),
        _cost(scenario, initiative),
        _figures(added, initiative),
        *map(figures.note, remarks(initiative, scenario, lang)),
        figures.note(f"{grade}. {template.why(lang)}"),
    )
