"""What each file covers, as a strip of months by category, and where the user changes it."""

from __future__ import annotations

from html import escape

import streamlit as st

from roi_model import formatting
from roi_model.actuals.coverage import Chosen, Cover, Coverage
from roi_model.actuals.variance import month_number
from roi_model.declaration.scenario import CATEGORIES, Scenario
from roi_model.reading.result import Reading
from roi_model.reading.values.dates import year_month
from roi_model.texts import text
from ui.actuals import actuals_tables as tables
from ui.actuals import uploads
from ui.elements import figures
from ui.elements.escape import escaped
from ui.session import state
from ui.session.cached import projection
from ui.session.sentences import sentences

MOST_MONTHS = 24
"""Months the strip shows: the latest ones."""
_COSTS = "costs"
"""The kind of file that covers categories; of any other all is covered."""


t = sentences("tracking.cover_")


def panel(plan: Scenario, readings: list[Reading], start: str, coverage: Coverage) -> None:
    """The strip, what it means, and the choice of other months and categories by file."""
    if not any(one.months for one in coverage.covers):
        return
    months = sorted({month for one in coverage.covers for month in one.months})
    span = tables.months_of(months[0], months[-1], state.lang())
    title = t("title", months=span)
    box = st.expander(title, key="cover", icon=":material/grid_on:",
                      on_change="rerun")  # fmt: skip
    with box:
        st.html(_strip(title, plan, start, coverage))
        figures.pile(*map(figures.note, _said(coverage)))
        if box.open:
            st.markdown(f"**{t('change')}**")
            for upload, reading in zip(uploads.held(), readings, strict=True):
                found = [one for one in coverage.covers if one.name == reading.name]
                if reading.usable and found:
                    _choice(upload, reading, found[0], start)


def _said(coverage: Coverage) -> list[str]:
    """What the squares mean, and which months are left out that one would take for covered."""
    lang, said = state.lang(), [t("meaning")]
    for month in dict.fromkeys(one.running for one in coverage.covers if one.running):
        names = ", ".join(one.name for one in coverage.covers if one.running == month)
        said.append(t("running", name=names, month=tables.month_of(month, lang)))
    for one in coverage.covers:
        for what, found in (("thin", one.thin), ("gaps", one.gaps)):
            if found:
                listed = ", ".join(tables.month_of(month, lang) for month in found)
                said.append(t(what, name=one.name, months=listed))
    return said


def _strip(title: str, plan: Scenario, start: str, coverage: Coverage) -> str:
    lang = state.lang()
    known = [m for one in coverage.covers for m in (*one.months, *one.partial)]
    numbers = [month_number(month) for month in known]
    first, last = min(month_number(start), *numbers), max(month_number(start), *numbers)
    months = [year_month(m) for m in range(max(first, last - MOST_MONTHS + 1), last + 1)]
    planned = {name for name, series in projection(plan).monthly_costs.items() if series.any()}
    used = planned | {category for _, category in coverage.cells}
    partial = {(month, category) for one in coverage.covers for month in one.partial
               for category in (one.categories or (one.kind,))}  # fmt: skip
    whole = list(dict.fromkeys(one.kind for one in coverage.covers if one.kind != _COSTS))
    cells = coverage.cells | {(m, kind) for kind in whole for m in coverage.months_of(kind)}
    rows = [*(category for category in CATEGORIES if category in used), *whole]
    head = "".join(f'<th scope="col">{escape(_short(month))}</th>' for month in months)
    lines = []
    for row in rows:
        name = t(row) if row in whole else text(f"charts.category.{row}", lang)
        line = ""
        for month in months:
            kind = ("yes" if (month, row) in cells
                    else "part" if (month, row) in partial else "no")  # fmt: skip
            said = escape(f"{name}, {tables.month_of(month, lang)}: {t(f'is_{kind}')}")
            line += f'<td class="cover-{kind}" title="{said}"><span>{t(f"is_{kind}")}</span></td>'
        lines.append(f'<tr><th scope="row">{escape(name)}</th>{line}</tr>')
    legend = "".join(
        f'<span><i class="cover-{kind}"></i>{escape(t(f"is_{kind}"))}</span>'
        for kind in ("yes", "part", "no")
    )
    return (
        f'<div class="cover-box"><table class="cover" aria-label="{escape(title)}">'
        f"<thead><tr><td></td>{head}</tr></thead>"
        f'<tbody>{"".join(lines)}</tbody></table></div><p class="cover-legend">{legend}</p>'
    )


def _short(month: str) -> str:
    """The month's name, with its year where it changes."""
    return formatting.month_name(1, state.lang(), month).replace(" 20", " ")


def _choice(upload: uploads.Upload, reading: Reading, found: Cover, start: str) -> None:
    """First and last whole month of one file, and the categories it covers."""
    lang, key = state.lang(), f"cover-{upload.digest[:12]}-{uploads.generation()}"
    ends = [month_number(m) for m in (found.first or start, found.last or start, start)]
    ends += [month_number(month) for month in found.partial]
    options = [year_month(m) for m in range(min(ends) - 12, max(ends) + 13)]

    def take() -> None:
        now, had = st.session_state, upload.cover or Chosen()
        first, last = now[f"{key}-first"], now[f"{key}-last"]
        moved = (first, last) != (found.first, found.last)
        categories = now.get(f"{key}-categories", list(found.categories))
        other = set(categories) != set(found.categories)
        uploads.cover(
            upload.digest,
            Chosen(
                first if moved else had.first,
                max(first, last) if moved else had.last,
                tuple(c for c in CATEGORIES if c in categories) if other else had.categories,
            ),
        )

    st.markdown(f"**{escaped(reading.name)}**")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for place, month in (("first", found.first), ("last", found.last)):
            st.selectbox(
                t(place), options, index=options.index(month) if month in options else None,
                format_func=lambda m: tables.month_of(m, lang), key=f"{key}-{place}", width=190,
                on_change=take,
            )  # fmt: skip
        if found.kind == _COSTS:
            st.multiselect(
                t("categories"), CATEGORIES, default=list(found.categories),
                format_func=lambda c: text(f"charts.category.{c}", lang), key=f"{key}-categories",
                on_change=take,
            )  # fmt: skip
        if upload.cover is not None:
            st.button(t("back"), key=f"{key}-back", icon=":material/undo:", type="tertiary",
                      on_click=uploads.cover, args=(upload.digest, None))  # fmt: skip
