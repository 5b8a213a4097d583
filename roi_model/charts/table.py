"""THE table of charts: a row each, with its words, its data, and every page and file that has it.

A new chart is a module with `frame`, `spec` and its words, a row here, and a line on its page. In
slides it is native (`export/deck/slide_charts.py`), in the report a line of `report.typ`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from roi_model.charts import (
    account,
    bars,
    bottleneck,
    cash,
    costs,
    funnel,
    guess,
    marginal,
    monthly,
    side_by_side,
    utilisation,
    waterfall,
)
from roi_model.charts.actuals import (
    by_channel,
    forecast,
    history,
    measured,
    plan_actual,
    still_open,
)
from roi_model.charts.parts.case import Drawn
from roi_model.charts.parts.held import Axis
from roi_model.charts.parts.theme import Spec
from roi_model.charts.parts.words import Words
from roi_model.charts.risk import distribution, pair, payback_chance, sobol, tornado

Page = Literal[
    "actuals", "channels", "client", "compare", "levers", "present", "risk", "simulate"
]  # fmt: skip
File = Literal["files", "report", "workbook"]
"""Pictures as files of their own, the report, the workbook's native charts."""


@dataclass(frozen=True)
class Chart:
    """A chart: `frame` makes its data, `spec` its picture, `shown` says where it stands.

    `of_case` draws it from a case alone (None where the case has nothing to show in it); without
    one the page that shows it knows the data. `axis` is that of its amounts, where sliders move it.
    """

    name: str
    words: tuple[Words, ...]
    frame: Callable[..., pd.DataFrame]
    spec: Callable[..., Spec]
    shown: tuple[Page | File, ...]
    of_case: Callable[[Any, Any], Drawn | None] | None = None
    axis: Axis | None = None


_ROWS = (
    Chart(
        "cash", (cash.WORDS,), cash.frame, cash.spec,
        ("simulate", "client", "present", "files", "report", "workbook"), cash.of_case,
        cash.AXIS,
    ),
    Chart(
        "account", (account.WORDS,), account.frame, account.spec,
        ("simulate", "present", "files", "report"), account.of_case,
        account.AXIS,
    ),
    Chart(
        "funnel", (funnel.WORDS,), funnel.frame, funnel.spec,
        ("simulate", "files", "workbook"), funnel.of_case,
        funnel.AXIS,
    ),
    Chart(
        "monthly", (monthly.WORDS,), monthly.frame, monthly.spec,
        ("simulate", "files", "workbook"), monthly.of_case,
        monthly.AXIS,
    ),
    Chart(
        "costs", (costs.WORDS,), costs.frame, costs.spec,
        ("simulate", "files", "workbook"), costs.of_case,
        costs.AXIS,
    ),
    Chart(
        "payback-chance", (payback_chance.WORDS,), payback_chance.frame, payback_chance.spec,
        ("risk", "files", "report"), payback_chance.of_case,
    ),
    Chart(
        "distribution", (distribution.WORDS,), distribution.frame, distribution.spec,
        ("risk", "files"), distribution.of_case,
    ),
    Chart(
        "drivers", (tornado.WORDS,), tornado.frame, tornado.spec,
        ("risk", "files"), tornado.of_case,
    ),
    Chart("sobol", (sobol.WORDS,), sobol.frame, sobol.spec, ("risk",)),
    Chart("pair", (pair.WORDS,), pair.frame, pair.spec, ("risk",)),
    Chart(
        "three-cases", (side_by_side.WORDS,), side_by_side.frame, side_by_side.spec,
        ("compare", "files"), side_by_side.three_cases,
    ),
    Chart(
        "team", (utilisation.WORDS,), utilisation.frame, utilisation.spec,
        ("channels", "files", "report"), utilisation.of_case,
    ),
    Chart(
        "bottleneck", tuple(bottleneck.WORDS.values()), bottleneck.frame, bottleneck.spec,
        ("channels",),
    ),
    Chart("marginal", (marginal.WORDS,), marginal.frame, marginal.spec, ("channels",)),
    Chart(
        "compared", (side_by_side.WORDS,), side_by_side.frame, side_by_side.spec,
        ("compare", "files"), side_by_side.compared,
    ),
    Chart(
        "bars", tuple(bars.WORDS.values()), bars.frame, bars.spec,
        ("channels", "compare", "levers"),
    ),
    Chart("waterfall", (waterfall.WORDS,), waterfall.frame, waterfall.spec, ("compare",)),
    Chart("won", (waterfall.WON,), waterfall.steps, waterfall.spec, ("actuals",)),
    Chart("guess", (guess.WORDS,), guess.frame, guess.spec, ("present",)),
    Chart(
        "actuals", (plan_actual.BY_CATEGORY,),
        plan_actual.frame_by_category, plan_actual.spec_by_category,
        ("actuals", "files"), plan_actual.categories_of,
    ),
    Chart(
        "actual-months", (plan_actual.BY_MONTH,),
        plan_actual.frame_by_month, plan_actual.spec_by_month, ("actuals",),
    ),
    Chart("history", tuple(history.WORDS.values()), history.frame, history.spec, ("actuals",)),
    Chart("by-channel", (by_channel.WORDS,), by_channel.frame, by_channel.spec, ("actuals",)),
    Chart("measured", (measured.WORDS,), measured.frame, measured.spec, ("actuals",)),
    Chart(
        "forecast", (forecast.WORDS,), forecast.frame, forecast.spec,
        ("actuals", "files"), forecast.of_case,
    ),
    Chart(
        "open-deals", (still_open.WORDS,), still_open.frame, still_open.spec,
        ("actuals", "files"), still_open.of_case,
    ),
)  # fmt: skip

CHARTS: Mapping[str, Chart] = {row.name: row for row in _ROWS}
"""Every chart by name, in the order of documents."""


def shown_in(place: Page | File) -> list[Chart]:
    """The charts of a page or a kind of file.

    >>> [chart.name for chart in shown_in("workbook")]
    ['cash', 'funnel', 'monthly', 'costs']
    """
    return [chart for chart in CHARTS.values() if place in chart.shown]
