"""An initiative in words: what it costs, what it changes from which month, what does not count."""

from __future__ import annotations

import math

from roi_model import formatting
from roi_model.declaration.scenario import (
    CAPPED_AT_ONE,
    HOURS,
    TEAM_PARAMETERS,
    Effect,
    Initiative,
    Scenario,
)
from roi_model.declaration.steps import steps_of
from roi_model.formatting.inputs import effect_label
from roi_model.texts import text

TIME = (*HOURS, "selling_hours")
"""Parameters that move what the team can do, and the result only where that is a limit."""


def effect_words(effect: Effect, lang: str) -> str:
    """An effect as "Quote → customer × 1.2"; a channel's name stands behind it."""
    key = "effect" if effect.channel is None else "effect_on"
    return text(
        f"pages.levers.{key}",
        lang,
        parameter=effect_label(effect.parameter, lang),
        factor=formatting.number_exact(effect.factor, lang, decimals=3),
        channel=effect.channel,
    )


def first_effect(initiative: Initiative) -> int:
    """The first month whose new leads the effects hold for."""
    return max(1, initiative.start_month + initiative.delay_months)


def effects_words(initiative: Initiative, lang: str) -> list[str]:
    """Every effect in words, with the month it starts in behind the last one."""
    words = [effect_words(effect, lang) for effect in initiative.effects]
    if words:
        month = first_effect(initiative)
        key = "from_start" if month == 1 else "from_month"
        words.append(text(f"pages.levers.{key}", lang, month=month))
    return words


def cost_words(initiative: Initiative, currency: str, lang: str) -> str:
    """What it costs and when, in one line: "€3,000 once + €200 a month"."""
    parts = []
    if initiative.one_off:
        amount = formatting.money(initiative.one_off, currency, lang)
        parts.append(text("pages.levers.once", lang, amount=amount))
    if initiative.monthly_cost:
        amount = formatting.money(initiative.monthly_cost, currency, lang)
        parts.append(text("pages.levers.per_month", lang, amount=amount))
    return " + ".join(parts) or text("pages.levers.no_cost", lang)


def cost_months(initiative: Initiative, scenario: Scenario, lang: str) -> str:
    """The months in which the monthly cost is paid; empty where there is none."""
    first, last = max(1, initiative.start_month), scenario.campaign
    if not initiative.monthly_cost or first > last:
        return ""
    key = "cost_months" if last > first else "cost_month"
    return text(f"pages.levers.{key}", lang, first=first, last=last)


def last_month_with_leads(scenario: Scenario) -> int:
    """The last month in which any channel brings leads."""
    ends = [
        c.end_month if c.end_month is not None else scenario.campaign for c in scenario.channels
    ]
    return min(max(int(end) for end in ends), scenario.horizon_months)


def last_paid_month(scenario: Scenario) -> int:
    """The last month in which anybody of the team is paid; the horizon without a team."""
    ends = [r.end_month if r.end_month is not None else scenario.campaign for r in scenario.team]
    return min(max((int(end) for end in ends), default=10**6), scenario.horizon_months)


def remarks(initiative: Initiative, scenario: Scenario, lang: str) -> list[str]:
    """What of it the calculation leaves out or caps, in sentences; nothing is left out silently."""
    horizon, month = scenario.horizon_months, first_effect(initiative)
    if initiative.start_month > horizon:
        return [
            text(
                "pages.levers.cost_after_horizon",
                lang,
                month=initiative.start_month,
                horizon=horizon,
            )
        ]
    said = []
    if not initiative.effects:
        said.append(text("pages.levers.nothing", lang))
    elif month > horizon:
        said.append(text("pages.levers.after_horizon", lang, month=month, horizon=horizon))
    else:
        last = max(
            last_paid_month(scenario)
            if effect.parameter in TEAM_PARAMETERS
            else last_month_with_leads(scenario)
            for effect in initiative.effects
        )
        if month > last:
            said.append(text("pages.levers.after_campaign", lang, month=month, last=last))
    if initiative.monthly_cost and max(1, initiative.start_month) > scenario.campaign:
        said.append(
            text(
                "pages.levers.monthly_after_campaign",
                lang,
                month=initiative.start_month,
                last=scenario.campaign,
            )
        )
    said += _without_object(initiative, scenario, lang)
    if not scenario.enforce_capacity and any(e.parameter in TIME for e in initiative.effects):
        said.append(text("pages.levers.hours_to_spare", lang))
    said += [
        text("pages.levers.capped", lang, parameter=effect_label(key, lang))
        for key in _capped(initiative, scenario)
    ]
    return said


def _capped(initiative: Initiative, scenario: Scenario) -> list[str]:
    """The rates this initiative raises that the enabled ones together push over 1."""
    others = [i for i in scenario.initiatives if i.enabled and i.name != initiative.name]
    found = []
    for effect in initiative.effects:
        key = effect.parameter
        if effect.factor <= 1 or key not in CAPPED_AT_ONE or key in found:
            continue
        for channel in scenario.channels:
            factors = [
                e.factor
                for i in (*others, initiative)
                for e in i.effects
                if e.parameter == key and e.channel in (None, channel.name)
            ]
            base = _values(scenario, key, channel.name)[0]
            if effect.channel in (None, channel.name) and base * math.prod(factors) > 1:
                found.append(key)
                break
    return found


def _without_object(initiative: Initiative, scenario: Scenario, lang: str) -> list[str]:
    """Effects that multiply nothing: a parameter that is 0, customers kept who buy no more."""
    said = []
    for effect in initiative.effects:
        key = effect.parameter
        if key in TEAM_PARAMETERS:
            if not scenario.team:
                said.append(text("pages.levers.no_team", lang))
        elif not any(_values(scenario, key, effect.channel)):
            label = effect_label(key, lang)
            said.append(text("pages.levers.nothing_to_multiply", lang, parameter=label))
        elif key == "retention" and not any(
            _values(scenario, "repeat_orders", effect.channel)
            + _values(scenario, "monthly_fee", effect.channel)
        ):
            said.append(text("pages.levers.nothing_to_keep", lang))
    return said


def _values(scenario: Scenario, key: str, channel: str | None) -> list[float]:
    """The values of a parameter on the channels concerned, inherited ones and every step too."""
    found = []
    for one in scenario.channels:
        if channel in (None, one.name):
            own = getattr(one, key)
            stated = getattr(scenario, key) if own is None else own
            found += [float(step) for _, step in steps_of(stated)]
    return found
