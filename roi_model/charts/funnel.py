"""The sales funnel: how many people are left at every stage, and what share passes each step.

The last stage is often a thousandth of the first. Lengths are therefore square roots of the
numbers (and say so), while every number and every step's share is written out.
"""

from __future__ import annotations

from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts import rows, sayings
from roi_model.charts.parts.case import Case, Drawn
from roi_model.charts.parts.expressions import count, share, words
from roi_model.charts.parts.frames import Column, Columns, Projected, column
from roi_model.charts.parts.held import Axis
from roi_model.charts.parts.key import legend_scale
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, constant, layered, says
from roi_model.charts.parts.words import Words
from roi_model.texts import text

WORDS = Words(
    fr=(
        "Du contact au client",
        (
            "Entonnoir commercial : une barre par étape, le nombre et la part de l’étape "
            "précédente, la référence en pointillés."
        ),
        "Longueur : racine carrée du nombre",
    ),
    en=(
        "From contact to customer",
        (
            "Sales funnel: one bar a stage, with its number and its share of the stage before, "
            "the baseline dashed."
        ),
        "Length: square root of the number",
    ),
)

STAGES = ("contacts", "leads", "qualified", "meetings", "quotes", "customers")
COLUMNS = ("stage", "position", "count", "step_rate", "after_horizon", "baseline_count")
AXIS = Axis("x", ("count", "baseline_count"))


def _counts(projection: Projected) -> Column:
    """People by stage over all cohorts; customers are all deals, later than the horizon too."""
    sums = [float(np.sum(projection.monthly[stage])) for stage in STAGES[:-1]]
    return np.array([*sums, projection.value("customers_ultimate") or 0.0])


def frame(projection: Projected, baseline: Projected | None = None) -> pd.DataFrame:
    """What `columns` holds, as a table."""
    return pd.DataFrame(columns(projection, baseline), columns=list(COLUMNS))


def columns(projection: Projected, baseline: Projected | None = None) -> Columns:
    """One row a stage, first to last: expected people, 0..1 share of the stage before.

    Customers are those of all cohorts, so that the last share is the rate; `after_horizon` says
    how many of them sign after the horizon. NaN where there is no baseline or no step.
    """
    counts = _counts(projection)
    rates = np.full(len(STAGES), np.nan)
    np.divide(counts[1:], counts[:-1], out=rates[1:], where=counts[:-1] > 0)
    after = np.zeros(len(STAGES))
    after[-1] = projection.value("customers_after_horizon") or 0.0
    return {
        "stage": STAGES,
        "position": np.arange(len(STAGES)),
        "count": counts,
        "step_rate": rates,
        "after_horizon": after,
        "baseline_count": column([], len(STAGES)) if baseline is None else _counts(baseline),
    }


def of_case(case: Case, theme: Theme) -> Drawn:
    """The picture of a case, beside its baseline where it has one."""
    now, then = case.projection, case.baseline_projection
    found = columns(now, then)
    said = says(found, sayings.funnel(found["count"], case.lang))
    return said, spec(case.lang, case.currency, theme, baseline=then is not None)


@lru_cache(maxsize=CACHED_SPECS)
def spec(lang: str, currency: str, theme: Theme, *, baseline: bool = True) -> Spec:
    """The picture of `frame`."""
    c = colours(theme)
    scale = alt.Scale(type="sqrt", domainMin=0, nice=False, zero=True)
    looks = rows.key_looks(c)
    names = {name: text(f"charts.common.{name}", lang) for name in looks}
    key = legend_scale(names, looks, columns_when_narrow=2)
    # The part of the last bar that signs after the horizon stays pale.
    all_of_it = rows.bar("count", scale, color=c.case, opacity=0.35)
    within = rows.bar("within_horizon", scale)
    later = text("charts.funnel.including_later", lang, value="{}").split("{}")
    name = (
        f"{words('charts.funnel.stage', lang, 'datum.stage')} + (datum.after_horizon < 0.05 "
        f"|| width < 520 ? '' : ' ({later[0]}' + {count('datum.after_horizon')} + '{later[1]})')"
    )
    layers = [
        all_of_it,
        key(within, "case") if baseline else within.encode(color=constant.ColorValue(c.case)),
    ]
    if baseline:
        layers.append(key(rows.tick("baseline_count", scale), "baseline"))
    layers += [
        rows.name("stage_name", theme, room=150),
        rows.figure("rate_label", theme, right=74, strong=False),
        rows.figure("count_label", theme),
        rows.strip(_tooltips(lang, baseline)),
    ]
    return layered(
        layers,
        lang,
        currency,
        theme,
        words=WORDS,
        height={"step": rows.ROW},
        calculate={
            "stage_name": name,
            "count_label": count("datum.count"),
            "rate_label": f"isValid(datum.step_rate) ? '↓ ' + {share('datum.step_rate')} : ''",
            "within_horizon": "datum.count - datum.after_horizon",
        },
    )


def _tooltips(lang: str, baseline: bool) -> list[alt.Tooltip]:
    def shown(field: str, key: str, how: str) -> alt.Tooltip:
        return alt.Tooltip(field=field, type="quantitative", title=text(key, lang), format=how)

    tooltips = [
        alt.Tooltip(
            field="stage_name", type="nominal", title=text("charts.funnel.stage_word", lang)
        ),
        shown("count", "charts.funnel.count", ",.2~f"),
        shown("step_rate", "charts.funnel.step_rate", ".2~%"),
        shown("after_horizon", "charts.funnel.after_horizon", ",.2~f"),
    ]
    if baseline:
        tooltips.append(shown("baseline_count", "charts.common.baseline", ",.2~f"))
    return tooltips
