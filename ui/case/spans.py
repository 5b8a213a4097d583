"""From when to when: campaign, team and initiatives as bars on the months of the curve above.

A bar's end is dragged, or moved by the arrow keys, like a slider; what it writes are the inputs of
the case that say the same month.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from roi_model.declaration.initiatives import Initiative
from roi_model.declaration.scenario import Role, Scenario
from roi_model.formatting import month_name
from roi_model.texts import text
from ui.elements import inputs, panel
from ui.session import binding, state

KEY = "spans"
MOST = 8
"""Bars drawn; what a plan has beyond them is set in its tables."""


@st.fragment(key=KEY)
def show() -> None:
    """The bars, in a fragment of their own: a slider elsewhere seldom moves them."""
    row = _row(state.scenario(), state.lang())
    known = {end["path"] for line in row["lines"] for end in line["ends"]}

    def write(edit: Mapping[str, Any]) -> None:
        if edit["path"] in known:
            inputs.write(edit)

    with st.container(key=KEY):
        panel.show(KEY, [row], write, binding.refresh)
    binding.show_as(KEY, lambda: str(_row(state.scenario(), state.lang())))


def _row(scenario: Scenario, lang: str) -> panel.Row:
    campaign = _line(
        text("ui.spans.campaign", lang), "lever", scenario, lang,
        1, scenario.campaign, None, "campaign_months",
    )  # fmt: skip
    lines = [campaign, *(_role(one, scenario, lang) for one in scenario.team)]
    lines += [_initiative(one, scenario, lang) for one in scenario.initiatives]
    return {
        "kind": "spans",
        "key": KEY,
        "label": text("ui.spans.label", lang),
        "horizon": int(scenario.horizon_months),
        "lines": lines[:MOST],
        "refused": _refused(lines[:MOST], lang),
    }


def _refused(lines: list[panel.Row], lang: str) -> str:
    """Why a month was refused, where one was; the input at its path keeps what was wanted."""
    found = (state.refusal(end["path"]) for line in lines for end in line["ends"])
    return next((error.sentences(lang) for _, error in filter(None, found)), "")


def _role(role: Role, scenario: Scenario, lang: str) -> panel.Row:
    path = f"team/{role.title}"
    last = scenario.campaign if role.end_month is None else role.end_month
    return _line(
        role.title, "lever", scenario, lang,
        role.start_month, last, f"{path}/start_month", f"{path}/end_month",
    )  # fmt: skip


def _initiative(one: Initiative, scenario: Scenario, lang: str) -> panel.Row:
    """From its first cost; what it changes is felt a delay later, until the end."""
    last, start = int(scenario.horizon_months), f"initiatives/{one.name}/start_month"
    found = _line(one.name, one.kind, scenario, lang, max(1, one.start_month), last, start, None)
    felt = max(1, one.start_month + one.delay_months)
    return {**found, "felt": felt} if felt > one.start_month else found


def _line(
    name: str,
    mark: str,
    scenario: Scenario,
    lang: str,
    first: int,
    last: int,
    start: str | None,
    end: str | None,
) -> panel.Row:
    """A bar over the months `first` to `last`; `start` and `end` are the inputs of its ends."""
    horizon = int(scenario.horizon_months)
    first, last = min(first, horizon), min(max(last, first), horizon)
    said = text(
        "ui.spans.months", lang,
        first=month_name(first, lang, scenario.start), last=month_name(last, lang, scenario.start),
    )  # fmt: skip
    ends = [
        {"path": path, "side": side, "label": text(f"ui.spans.{side}", lang, name=name)}
        for side, path in (("first", start), ("last", end))
        if path is not None
    ]
    return {
        "name": name, "mark": mark, "said": said, "first": first, "last": last, "ends": ends,
    }  # fmt: skip
