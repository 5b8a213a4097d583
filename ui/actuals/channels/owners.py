"""Whose a cost or a source of deals is: what was guessed is shown, and can be said otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from roi_model import formatting
from roi_model.actuals.channels.attribution import APART, LEVELS, Belongs, Said, named_costs
from roi_model.actuals.channels.by_channel import ByChannel, takers
from roi_model.declaration.scenario import Scenario
from roi_model.reading.mappings import COST, SOURCE
from ui.actuals import amounts, uploads
from ui.elements import cells, figures, grid
from ui.session import remembered, state
from ui.session.sentences import sentences

t = sentences("by_channel.")
_category = sentences("charts.category.")

MOST = 200
"""Names of costs in the table; by account or category there are fewer."""
_SEVERAL = "several"


def fold(plan: Scenario, entries: pd.DataFrame, deals: pd.DataFrame, found: ByChannel) -> None:
    """The two tables under a fold, and before it how many of their lines are guesses."""
    if found.guesses:
        st.html(figures.note(t("guessed", count=found.guesses)))
    # Its label stays the same: with another one it would be another fold, and closed.
    box = st.expander(t("whose"), key="channel-owners", icon=":material/hub:", on_change="rerun")
    if not box.open:
        return
    channels = [channel.name for channel in plan.channels]
    with box:
        st.markdown(t("whose_intro"))
        st.markdown(f"**{t('costs_title')}**")
        _costs(entries, found, channels)
        st.markdown(f"**{t('sources_title')}**")
        _sources(deals, found, channels)
        if uploads.channels() != Said():
            st.button(
                t("forget"), key="channel-forget", icon=":material/undo:", type="tertiary",
                on_click=uploads.forget_mapping, kwargs={"channels": True},
            )  # fmt: skip


def _options(names: Sequence[str], none: str, *, several: bool) -> tuple[tuple[str, str], ...]:
    """What can be chosen, by its place: a channel may be called anything."""
    listed = [(str(at), name) for at, name in enumerate(names, 1)]
    return (("0", none), *listed, *([(_SEVERAL, t("several"))] if several else []))


def _chosen(names: Sequence[str], edit: grid.Edit) -> str | None:
    """The name that was chosen; None where none was."""
    if edit.typed == _SEVERAL:
        return None
    return (APART, *names)[int(edit.typed)]


def _costs(entries: pd.DataFrame, found: ByChannel, channels: list[str]) -> None:
    level = remembered.switch_between(
        "channel_level", t("costs_title"), {one: t(f"by_{one}") for one in LEVELS}
    )
    rows = named_costs(entries, level, found.belongs)
    if len(rows) > MOST:
        count = formatting.number_exact(len(rows), state.lang())
        st.html(figures.note(t("most", shown=MOST, count=count)))
        rows = rows.head(MOST)
    names = list(dict.fromkeys((*channels, *takers(found.sources).values())))
    lines = tuple(rows.itertuples(index=False))
    told = set(uploads.channels().costs)
    plain = level == "category"
    columns = [
        grid.Column("name", t("name"), "fixed"),
        grid.Column("channel", t("belongs"), "choice", options=_options(
            names, t("nobody"), several=bool(rows["several"].any()))),
        grid.Column("how", t("how"), "fixed"),
        grid.Column("amount", t("amount"), "fixed", right=True),
        *([] if plain else [grid.Column("category", t("category"), "fixed")]),
    ]  # fmt: skip

    def shown(which: str, row: Any) -> grid.Line:
        place = _SEVERAL if row.several else str((APART, *names).index(row.channel))
        how = t("said") if row.key in told else t("guess") if row.guess else ""
        category = {"text": _category(row.category)}
        return grid.Line((category if plain else {"text": str(row.name)}, cells.choice(place),
                          {"text": how}, {"text": amounts.exact(float(row.amount))},
                          *([] if plain else [category])))  # fmt: skip

    def write(edit: grid.Edit) -> None:
        channel = _chosen(names, edit)
        if channel is not None:
            uploads.belongs({COST + lines[edit.at or 0].key: channel})

    grid.show(f"channel-costs-{level}", t("costs_title"), columns, lambda: lines,
              lambda row: str(row.key), shown, write)  # fmt: skip


def _sources(deals: pd.DataFrame, found: ByChannel, channels: list[str]) -> None:
    counts: Mapping[str, int] = deals["source"].astype(str).value_counts().to_dict()
    lines = tuple(one for one in found.sources.values() if one.name.strip())
    told = set(uploads.channels().sources)
    columns = [
        grid.Column("source", t("source"), "fixed"),
        grid.Column("channel", t("belongs"), "choice",
                    options=_options(channels, t("own_line"), several=False)),
        grid.Column("how", t("how"), "fixed"),
        grid.Column("deals", t("deals"), "fixed", right=True),
    ]  # fmt: skip

    def shown(which: str, one: Belongs) -> grid.Line:
        how = t("said") if one.name in told else t("guess") if one.guess else (
            t("name_alike") if one.channel else "")  # fmt: skip
        place = str((APART, *channels).index(one.channel))
        return grid.Line(({"text": one.name}, cells.choice(place), {"text": how},
                          {"text": str(counts.get(one.name, 0))}))  # fmt: skip

    def write(edit: grid.Edit) -> None:
        channel = _chosen(channels, edit)
        if channel is not None:
            uploads.belongs({SOURCE + lines[edit.at or 0].name: channel})

    grid.show("channel-sources", t("sources_title"), columns, lambda: lines,
              lambda one: one.name, shown, write)  # fmt: skip
