"""Where the money goes: spending by category, largest first, with its share."""

from __future__ import annotations

from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from roi_model.charts.parts import rows, sayings
from roi_model.charts.parts.case import Case, Drawn
from roi_model.charts.parts.expressions import rounded_money, words
from roi_model.charts.parts.frames import Columns, Projected
from roi_model.charts.parts.held import Axis
from roi_model.charts.parts.key import legend_scale
from roi_model.charts.parts.theme import CACHED_SPECS, Spec, Theme, colours, constant, layered, says
from roi_model.charts.parts.words import Words
from roi_model.texts import text

WORDS = Words(
    fr=(
        "Dépenses par catégorie",
        (
            "Barres horizontales des dépenses par catégorie, de la plus grande à la plus "
            "petite, avec le montant et la part ; un trait marque la référence."
        ),
    ),
    en=(
        "Spending by category",
        (
            "Horizontal bars of the spending by category, largest first, with amount and share;"
            " a tick marks the baseline."
        ),
    ),
)

COLUMNS = ("category", "position", "amount", "share", "baseline_amount")
AXIS = Axis("x", ("amount", "baseline_amount"))


def frame(projection: Projected, baseline: Projected | None = None) -> pd.DataFrame:
    """What `columns` holds, as a table."""
    return pd.DataFrame(columns(projection, baseline), columns=list(COLUMNS))


def columns(projection: Projected, baseline: Projected | None = None) -> Columns:
    """One row a category with spending in the case or its baseline, largest first.

    Amounts are totals over the horizon in the scenario's currency, `share` is 0..1 of the total
    (NaN where nothing is spent), `baseline_amount` NaN without a baseline.
    """
    amounts = {name: float(amount) for name, amount in projection.costs.items()}
    before = (
        {} if baseline is None else {name: float(amount) for name, amount in baseline.costs.items()}
    )
    spent = [n for n in {**amounts, **before} if amounts.get(n, 0.0) or before.get(n, 0.0)]
    spent.sort(key=lambda name: -amounts.get(name, 0.0))
    values = np.array([amounts.get(name, 0.0) for name in spent])
    total = float(values.sum())
    return {
        "category": spent,
        "position": np.arange(len(spent)),
        "amount": values,
        "share": values / total if total else np.full(len(spent), np.nan),
        "baseline_amount": [
            np.nan if baseline is None else before.get(name, 0.0) for name in spent
        ],
    }


def of_case(case: Case, theme: Theme) -> Drawn:
    """The picture of a case, beside its baseline where it has one."""
    now, then = case.projection, case.baseline_projection
    found = columns(now, then)
    said = sayings.costs(found["category"], found["amount"], case.currency, case.lang)
    made = spec(case.lang, case.currency, theme, baseline=then is not None)
    return says(found, said), made


@lru_cache(maxsize=CACHED_SPECS)
def spec(lang: str, currency: str, theme: Theme, *, baseline: bool = True) -> Spec:
    """The picture of `frame`, as many rows high as the frame has categories."""
    c = colours(theme)
    scale = alt.Scale(domainMin=0, nice=False)
    looks = rows.key_looks(c)
    names = {name: text(f"charts.common.{name}", lang) for name in looks}
    key = legend_scale(names, looks, columns_when_narrow=2)
    bars = rows.bar("amount", scale)
    layers = [key(bars, "case") if baseline else bars.encode(color=constant.ColorValue(c.case))]
    if baseline:
        layers.append(key(rows.tick("baseline_amount", scale), "baseline"))
    layers += [
        rows.name("category_name", theme, room=140),
        rows.figure("share_label", theme, strong=False),
        rows.figure("amount_label", theme, right=52),
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
            "category_name": words("charts.category", lang, "datum.category"),
            "amount_label": rounded_money("datum.amount", lang, currency),
            "share_label": "!isValid(datum.share) ? '' : (datum.share > 0 && datum.share < 0.01 "
            "? '< ' + format(0.01, '.0%') : format(datum.share, '.0%'))",
        },
    )


def _tooltips(lang: str, baseline: bool) -> list[alt.Tooltip]:
    def shown(field: str, key: str, how: str) -> alt.Tooltip:
        return alt.Tooltip(field=field, type="quantitative", title=text(key, lang), format=how)

    tooltips = [
        alt.Tooltip(
            field="category_name", type="nominal", title=text("charts.common.category", lang)
        ),
        shown("amount", "charts.common.amount", "$,.2f"),
        shown("share", "charts.common.share", ".2~%"),
    ]
    if baseline:
        tooltips.append(shown("baseline_amount", "charts.common.baseline", "$,.2f"))
    return tooltips
