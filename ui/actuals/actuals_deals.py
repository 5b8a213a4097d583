"""Won business on the page: against the plan with its parts, by source, by month."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from roi_model import formatting
from roi_model.actuals.coverage import Coverage
from roi_model.actuals.won_business import kpi_history
from roi_model.actuals.won_parts import APART, PARTS, WonBusiness, won_business
from roi_model.charts import waterfall
from roi_model.charts.actuals.history import OF_DEALS
from roi_model.declaration.scenario import Scenario
from roi_model.reading.deals.figures import deal_figures
from roi_model.reading.result import Reading, flag_sentence
from roi_model.texts import text
from ui.actuals import actuals_origin, amounts
from ui.actuals import actuals_tables as tables
from ui.actuals.indicators import curves
from ui.elements import figures, pictures
from ui.elements.figures import Cell, Tile
from ui.session import state
from ui.session.cached import projection
from ui.session.sentences import sentences

t = sentences("tracking.")


def against_plan(
    plan: Scenario, deals: pd.DataFrame, start: str, as_of: pd.Timestamp | None, covered: Coverage
) -> None:
    """How far won business is from the plan, and what that is made of; the parts add up."""
    origin = actuals_origin.origin()
    found = won_business(plan, projection(plan), deals, start, as_of, covered, origin)
    lang = state.lang()
    if found.last_month is None or not (found.actual.deals or found.actual.won):
        st.warning(t("deals_outside"), icon=":material/event_busy:")
        return
    until = tables.month_of(found.last_month, lang)
    stage = text(f"actuals.plan_stage.{origin.stage}", lang)
    st.html(figures.note(t("deals_until", month=until, plan_stage=stage)))
    rows = [
        [
            Cell(t(f"deals_{key}")),
            *(Cell(write(getattr(course, key)), number=True) for course in both),
        ]
        for both in [(found.plan, found.actual)]
        for key, write in (
            ("deals", amounts.count),
            ("rate", amounts.share),
            ("signed", amounts.share),
            ("before", amounts.share),
            ("value", amounts.rounded),
            ("earlier", amounts.rounded),
            ("won", amounts.count),
            ("amount", amounts.rounded),
        )
        if not _idle(key, found)
    ]
    left, right = st.columns(2, gap="large")
    with left:
        st.html(figures.table(t("section_deals"), [t("what"), t("plan"), t("actual")], rows))
    with right:
        if found.parts is None:
            reason = text(f"calibration.reason.{found.reason}", lang)
            st.html(figures.note(reason))
            return
        body = [
            [
                Cell(text(f"calibration.part.{name}", lang)),
                Cell(amounts.change(found.parts[name]), number=True),
            ]
            for name in PARTS
            if name not in APART or found.parts[name]
        ]  # fmt: skip
        total = [Cell(t("difference")), Cell(amounts.change(found.difference), number=True)]
        headers = [t("why_different"), t("amount")]
        st.html(figures.table(headers[0], headers, body, total=total))
    _waterfall(found)
    st.html(figures.note(t("parts_add_up")))
    if found.rate_assumed:
        st.html(figures.note(t("rate_assumed")))


def _idle(key: str, found: WonBusiness) -> bool:
    """Whether a row that seldom says anything says nothing here."""
    values = [getattr(side, key) for side in (found.plan, found.actual)]
    return (key == "earlier" and not any(values)) or (
        key == "before" and all(value in (None, 1) for value in values)
    )


def _waterfall(found: WonBusiness) -> None:
    """From the plan's won business to the actual one, a bar a part."""
    lang = state.lang()
    told = {
        "volume": ("deals", amounts.count),
        "rate": ("rate", amounts.share),
        "before": ("before", amounts.share),
        "timing": ("signed", amounts.share),
        "value": ("value", amounts.rounded),
    }

    def sides(part: str) -> tuple[str, str]:
        if part not in told:
            return "", ""
        key, write = told[part]
        return write(getattr(found.plan, key)), write(getattr(found.actual, key))

    ends = tuple((t(key), side.amount) for key, side in (("plan", found.plan),
                                                           ("actual", found.actual)))  # fmt: skip
    bars = [
        (text(f"calibration.part.{part}", lang), value, *sides(part))
        for part, value in (found.parts or {}).items()
        if value
    ]
    pictures.draw(
        "won",
        waterfall.steps((ends[0], ends[1]), bars),
        waterfall.spec(lang, state.currency(), pictures.theme(), words=waterfall.WON),
    )


def by_source(readings: list[Reading], deals: pd.DataFrame) -> None:
    """Counts, rates, amounts and cycles of each source, and the deals that deserve a look."""
    found = deal_figures(deals)["by_source"]
    lang = state.lang()
    rows = [
        [
            Cell(source or t("no_source")),
            *(Cell(amounts.count(line[key]), number=True) for key in ("won", "lost", "open")),
            Cell(amounts.share(line["rate"]), number=True),
            Cell(amounts.rounded(line["won_amount"]), number=True),
            Cell(_days(line["cycle_mean_days"]), number=True),
            Cell(_days(line["cycle_median_days"]), number=True),
        ]
        for source, line in sorted(found.items(), key=lambda pair: -(pair[1]["won_amount"] or 0))
    ]
    keys = ("source", "won", "lost", "open", "decided", "won_amount", "cycle_mean", "cycle_median")
    headers = [t(f"source_{key}") for key in keys]
    st.html(figures.table(t("sources"), headers, rows, stack=True, labelled=True))
    st.html(figures.note(t("decided_note")))
    flagged = [(reading, reading.flagged) for reading in readings if len(reading.flagged)]
    count = sum(len(rows) for _, rows in flagged)
    if not count:
        return
    box = st.expander(
        t("flagged", count=count), key="deals-flagged", icon=":material/flag:", on_change="rerun"
    )
    if box.open:
        with box:
            frame = pd.concat(
                [
                    pd.DataFrame(
                        {
                            t("file"): reading.name,
                            t("line"): rows["line"],
                            t("reason"): [flag_sentence(r, lang) for r in rows["reason"]],
                            t("text"): rows["text"],
                        }
                    )
                    for reading, rows in flagged
                ]
            )
            st.dataframe(frame.head(500), hide_index=True, alt=t("flagged", count=count))


def _days(value: float | None) -> str:
    written = formatting.number(value, state.lang())
    return written if value is None else t("days", count=written)


def history(
    deals: pd.DataFrame, entries: pd.DataFrame, as_of: pd.Timestamp | None,
    cycle: tuple[float, float] | None, covered: Coverage,
) -> None:  # fmt: skip
    """The indicators month by month; a dash where there is none, with its reason."""
    lang = state.lang()
    rows = []
    months = kpi_history(deals, entries, as_of, cycle, covered)
    if months:
        series = {name: ([m[name]["value"] for m in months], None) for name in OF_DEALS}
        curves.show(series, months[0]["month"])
    for month in months:
        cells = [
            _kpi(month["conversion"], amounts.share),
            _kpi(month["cpl"], amounts.rounded),
            _kpi(month["cac"], amounts.rounded),
            _kpi(month["cycle_months"], _months),
        ]
        rows.append(
            [
                Cell(
                    tables.month_of(month["month"], lang),
                    below=t("running") if month["running"] else "",
                ),
                Cell(amounts.count(month["created"]), number=True),
                Cell(amounts.count(month["won"]), number=True),
                *cells,
            ]
        )
    keys = ("month", "created", "won", "conversion", "cpl", "cac", "cycle")
    headers = [t(f"kpi_{key}") for key in keys]
    st.html(figures.table(t("kpis"), headers, rows, stack=True, labelled=True))
    st.html(figures.note(t("kpi_note")))


def _months(value: float | None) -> str:
    return formatting.months(value, state.lang())


def _kpi(found: dict[str, float | str | None], write: object) -> Cell:
    value = found["value"]
    if value is None:
        reason = text(f"calibration.reason.{found['reason']}", state.lang())
        return Cell(formatting.UNDEFINED, below=reason, number=True)
    assert callable(write)
    return Cell(write(float(value)), number=True)


def summary(deals: pd.DataFrame) -> list[Tile]:
    """Counts and amounts of all deals, as a strip."""
    found = deal_figures(deals)
    counts = [
        Tile(t(f"source_{key}"), amounts.count(found[key])) for key in ("won", "lost", "open")
    ]
    return [*counts, Tile(t("source_won_amount"), amounts.rounded(found["won_amount"]))]
