"""Return by channel as it was: a table with the plan beside, what it counts, and a picture."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from roi_model import formatting
from roi_model.actuals.channels.by_channel import ByChannel, by_channel
from roi_model.actuals.channels.lines import RATIOS, Figures, Line
from roi_model.actuals.coverage import Coverage
from roi_model.charts.actuals import by_channel as picture
from roi_model.declaration.scenario import Scenario
from roi_model.metrics import label as metric_label
from roi_model.texts import text
from ui.actuals import actuals_tables as tables
from ui.actuals import amounts, uploads
from ui.actuals.channels import owners
from ui.elements import figures, pictures
from ui.elements.figures import Cell
from ui.session import cached, state
from ui.session.sentences import sentences

t = sentences("by_channel.")
_category = sentences("charts.category.")


def show(
    plan: Scenario, entries: pd.DataFrame, deals: pd.DataFrame, start: str,
    as_of: pd.Timestamp | None, covered: Coverage, stage: str = "quotes",
) -> None:  # fmt: skip
    """All of it; without costs, what they would tell."""
    if not entries["selling"].astype(bool).any():
        st.html(figures.note(t("needs_costs")))
        return
    key = (uploads.fingerprint(), start, stage, cached.same(plan))
    found: ByChannel = cached.kept(
        "by_channel_was", key,
        lambda: by_channel(plan, cached.projection(plan), entries, deals, start, covered, as_of,
                           uploads.channels(), stage),
        size=2,
    )  # fmt: skip
    if found.months:
        st.html(figures.note(_period(found)))
        _table(found)
        _notes(found)
        _picture(found)
    else:
        st.warning(t("no_months"), icon=":material/event_busy:")
    owners.fold(plan, entries, deals, found)


def _period(found: ByChannel) -> str:
    first, last = (tables.month_of(found.months[at], state.lang()) for at in (0, -1))
    key = "period" if len(found.months) > 1 else "period_one"
    return t(key, first=first, last=last, stage=t(f"deals_{found.stage}"))


_COUNTED = (("cost", amounts.rounded), ("created", amounts.count), ("won", amounts.count))
_WRITTEN = {"cost_per_deal": amounts.rounded, "cac": amounts.rounded, "roi": amounts.share}


def _table(found: ByChannel) -> None:
    headers = [
        t("channel"), t("cost"), t(found.stage), t("won"), t(f"cost_per_{found.stage}"),
        metric_label("cac", state.lang()), text("pages.channels.contribution_roi", state.lang()),
    ]  # fmt: skip
    body = [_row(line) for line in found.lines if _anything(line)]
    with st.container(key="by-channel"):
        total = _row(found.total)
        st.html(figures.table(t("title"), headers, body, total=total, stack=True, labelled=True))


def _anything(line: Line) -> bool:
    return line.kind != "apart" or any(
        vars(side)[name] for side in (line.actual, line.plan or Figures()) for name, _ in _COUNTED
    )


def _row(line: Line) -> list[Cell]:
    name = {"apart": t("apart"), "total": t("total")}.get(line.kind, line.name)
    below = t("not_in_plan") if line.kind == "source" else ""
    return [Cell(name, below, strong=line.kind in ("channel", "source")), *_counts(line),
            *(_ratio(line, ratio) for ratio in RATIOS)]  # fmt: skip


def _counts(line: Line) -> list[Cell]:
    made = []
    for name, write in _COUNTED:
        none = line.plan is None or (line.kind == "apart" and name != "cost")
        planned = None if none else getattr(line.plan, name)
        beside = "" if planned is None else t("planned", value=write(planned))
        made.append(Cell(write(getattr(line.actual, name)), beside, number=True))
    return made


def _ratio(line: Line, name: str) -> Cell:
    """The figure, or why there is none; the plan's below."""
    write = _WRITTEN[name]
    sides = [line.ratio(name, plan=plan) for plan in (False, True)]
    told = [write(side["value"]) if side["value"] is not None else  # type: ignore[arg-type]
            t(f"reason.{side['reason']}") for side in sides]  # fmt: skip
    missing = sides[0]["value"] is None
    below = [told[0]] if missing else []
    if told[1]:
        below.append(t("planned", value=told[1]))
    shown = formatting.UNDEFINED if missing else told[0]
    return Cell(shown, " · ".join(filter(None, below)), number=True)


def _notes(found: ByChannel) -> None:
    """What stands beside what, and what is left out, in quiet words."""
    lang, whole, outside = state.lang(), found.total.actual, found.outside
    notes = [t("like", kinds=_kinds(found.kinds)), t("counted")]
    if found.unplanned:
        notes.append(t("unplanned", kinds=_kinds(found.unplanned)))
    if whole.without_amount:
        count = formatting.number_exact(whole.without_amount, lang)
        notes.append(t("without_amount", count=count))
    if abs(outside.cost) >= 0.005 or outside.created or outside.won:
        counts = {name: formatting.number_exact(getattr(outside, name), lang)
                  for name in ("created", "won")}  # fmt: skip
        notes.append(t("outside", cost=amounts.exact(outside.cost), **counts))
    figures.pile(*map(figures.note, notes))


def _kinds(kinds: tuple[str, ...]) -> str:
    return ", ".join(_category(kind) for kind in kinds)


def _picture(found: ByChannel) -> None:
    """What a customer cost where that is known, the plan's beside."""
    lines = [line for line in found.lines if line.kind in ("channel", "source")]
    values = [(line.name, line.ratio("cac", plan=True)["value"], line.ratio("cac")["value"])
              for line in lines]  # fmt: skip
    if not any(actual is not None for _, _, actual in values):
        return
    pictures.draw(
        "by-channel",
        picture.frame(values),  # type: ignore[arg-type]
        picture.spec(state.lang(), state.currency(), pictures.theme()),
    )
