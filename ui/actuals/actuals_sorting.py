"""What belongs to selling: every label with its category and share, and rules by label."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from roi_model import formatting
from roi_model.declaration.scenario import CATEGORIES
from roi_model.declaration.units import Unit
from roi_model.reading.result import Reading
from roi_model.reading.sorting.categories import NOT_SELLING
from roi_model.reading.text.wording import fold
from roi_model.texts import text
from ui.actuals import actuals_tables as tables
from ui.actuals import amounts, uploads
from ui.elements import boxes, cells, figures, grid
from ui.session import remembered, state
from ui.session.sentences import sentences

t = sentences("pages.actuals.")
_category = sentences("charts.category.")


def sorting(readings: list[Reading], entries: pd.DataFrame) -> None:
    """Every account or label with its category, whether it is selling, and which share of it."""
    lang = state.lang()
    st.markdown(t("sort_intro"))
    _unknown(readings, lang)
    _company_wide(entries)
    rows = tables.by_key(entries)
    if len(rows) > tables.MOST_KEYS:
        count = formatting.number_exact(len(rows), lang)
        st.html(figures.note(t("sort_most", shown=tables.MOST_KEYS, count=count)))
        rows = rows.head(tables.MOST_KEYS)
    found = tuple(rows.itertuples(index=False))
    grid.show(
        "upload-sort",
        t("sort"),
        _columns(rows),
        lambda: found,
        lambda row: str(row.label),
        partial(_sorted_line, _are_called_alike(rows)),
        lambda edit: _sorted(rows.iloc[edit.at or 0], edit),
    )
    rules = st.expander(text("tracking.rules", lang), key="upload-rules-fold", on_change="rerun")
    if rules.open:
        with rules:
            by_rules()
    if uploads.mapping():
        st.button(
            t("forget"), key="upload-forget", icon=":material/undo:", type="tertiary",
            on_click=uploads.forget_mapping,
        )  # fmt: skip


def _columns(rows: pd.DataFrame) -> list[grid.Column]:
    called = [] if _are_called_alike(rows) else [grid.Column("label", t("called"), "fixed")]
    return [
        grid.Column("key", t("key"), "fixed"),
        *called,
        grid.Column("category", t("belongs"), "choice", options=_options(CATEGORIES)),
        grid.Column("selling", t("selling"), "flag"),
        grid.Column("share", t("share"), "number", least=6),
        grid.Column("amount", t("amount"), "fixed", right=True),
    ]


def _are_called_alike(rows: pd.DataFrame) -> bool:
    """Whether every key is its own label, and one column says both."""
    return bool((rows["key"] == rows["label"]).all())


def _options(categories: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((category, _belongs(category)) for category in categories)


def _belongs(category: str) -> str:
    if category == NOT_SELLING:
        return text("tracking.not_selling", state.lang())
    return _category(category)


_SHARE = cells.card(Unit.RATE, 0.0, 1.0)


def _sorted_line(same: bool, which: str, row: Any) -> grid.Line:
    called = [] if same else [{"text": str(row.label)}]
    return grid.Line(
        (
            {"text": str(row.key)},
            *called,
            cells.choice(row.category),
            {"text": "", "on": bool(row.selling)},
            cells.number(_SHARE, f"upload-sort/{which}/share", float(row.share)),
            {"text": amounts.exact(float(row.amount))},
        )
    )


def _sorted(row: pd.Series, edit: grid.Edit) -> None:
    value: Any = edit.value
    if edit.column == "share":
        path = f"upload-sort/{edit.line}/share"
        try:
            value = cells.taken(_SHARE, path, edit, float(row["share"]))
        except cells.RefusedError:
            return
    uploads.belongs(tables.answers_of(row, {edit.column: value}))


def by_rules() -> None:
    """The user's own rules by label, in a table that grows."""
    lang = state.lang()
    st.html(figures.note(text("tracking.rules_intro", lang)))
    belongs = _options((*CATEGORIES, NOT_SELLING))
    grid.show(
        "upload-rules",
        text("tracking.rules", lang),
        [
            grid.Column("contains", text("tracking.rule_contains", lang), "text", least=24),
            grid.Column(
                "category", text("tracking.rule_category", lang), "choice", options=belongs
            ),
            grid.Column("share", text("tracking.rule_share", lang), "number", least=6),
        ],
        uploads.rules,
        lambda rule: str(rule[0]),
        _rule_line,
        _rule_edited,
        add={"placeholder": text("tracking.rule_add", lang)},
    )


def _rule_line(which: str, rule: tuple[str, str, float]) -> grid.Line:
    contains, category, share = rule
    shown = (
        {"text": contains},
        cells.choice(category),
        cells.number(_SHARE, f"upload-rules/{which}/share", share),
    )
    return grid.Line(shown, text("ui.tables.remove", state.lang(), name=contains))


def _rule_edited(edit: grid.Edit) -> None:
    """A rule needs words; what has none of them is not kept."""
    found = list(uploads.rules())
    words = edit.typed.strip()[:80]
    if edit.column == "contains" and not fold(words):
        return
    if edit.at is None:
        found.append((words, "other", 1.0))
    elif edit.removes:
        del found[edit.at]
    else:
        contains, category, share = found[edit.at]
        if edit.column == "contains":
            contains = words
        elif edit.column == "category":
            category = edit.typed
        else:
            path = f"upload-rules/{edit.line}/share"
            try:
                share = cells.taken(_SHARE, path, edit, share) or 0.0
            except cells.RefusedError:
                return
        found[edit.at] = (contains, category, share)
    uploads.set_rules(tuple(found))


def _unknown(readings: list[Reading], lang: str) -> None:
    asked = [q for r in readings if r.usable for q in r.questions if q.about == "category"]
    if not asked:
        return
    amount = amounts.exact(sum(float(str(q.values.get("amount", 0))) for q in asked))
    if len(asked) == 1:
        said = t("unknown_one", amount=amount)
    else:
        said = t("unknown", count=formatting.number_exact(len(asked), lang), amount=amount)
    st.info(said, icon=":material/help:")


def _company_wide(entries: pd.DataFrame) -> None:
    """One share for all costs of the whole company that have none of their own yet."""
    wide = entries[entries["company_wide"].astype(bool) & entries["selling"].astype(bool)]
    if not len(wide):
        return
    with st.container(border=True, key="upload-wide"):
        st.markdown(t("wide_intro", amount=f"**{amounts.exact(float(wide['amount'].sum()))}**"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            boxes.number(_WIDE, t("wide_share"), Unit.RATE, 1.0, high=1.0, width=260)
            keys = tuple(wide["key"].unique())
            st.button(t("wide_apply"), key="upload-wide-apply", on_click=_apply, args=(keys,))


_WIDE = "upload-wide-share"


def _apply(keys: tuple[str, ...]) -> None:
    share = min(max(remembered.value(_WIDE, 1.0), 0.0), 1.0)
    uploads.belongs({f"share:{key}": repr(share) for key in keys})
    uploads.renew()
