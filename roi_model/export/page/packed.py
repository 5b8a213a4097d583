"""All combinations of the sliders' stops, worked out by one call of project() and packed.

What is packed, deflated and written in base64: four bytes of length, a head as JSON, then whole
numbers as four planes of bytes (the lowest first), a row a figure, a column a combination. Rows
are differences along combinations, those of cash also from month to month; signs are folded in
(0, −1, 1, −2 … as 0, 1, 2, 3 …). `data.js` reads it.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from roi_model.declaration.scenario import Scenario
from roi_model.export.page.columns import LOWEST, Column, cash_step, columns, headline
from roi_model.export.page.stops import MOST_STOPS, Slider, sliders
from roi_model.formatting.conventions import precision
from roi_model.projection import project

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Plans:
    """Every combination of stops worked out: texts by figure, and monthly cash in whole steps.

    `cash` has a row a month and a column a combination (the last slider moves fastest), in
    10**`step` units of the currency: the balance of the account where one is followed, and `floor`
    what it must not go below; else what the plan itself has advanced and got back, and 0. `payback`
    is in hundredths of a month, −1 where there is none, `trough` the month of the lowest point.
    `figures` are the headline. `most` is how many stops a slider was allowed.
    """

    sliders: tuple[Slider, ...]
    columns: list[Column]
    payback: Whole
    trough: Whole
    floor: Whole
    cash: Whole
    step: int
    figures: tuple[str, ...]
    most: int = MOST_STOPS

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of stops of each slider."""
        return tuple(len(slider.stops) for slider in self.sliders)

    @property
    def account(self) -> bool:
        """Whether it is the account that is followed."""
        return LOWEST[True] in self.figures

    @property
    def here(self) -> int:
        """The combination that is the plan itself."""
        stops = tuple(slider.here for slider in self.sliders)
        return int(np.ravel_multi_index(stops, self.shape)) if stops else 0


def work_out(scenario: Scenario, moved: tuple[Slider, ...]) -> Plans:
    """The plan at every combination of the sliders' stops.

    >>> from roi_model.storage.presets import preset
    >>> case = preset("trade-show").scenario
    >>> plans = work_out(case, sliders(case, ["gross_margin", "deal_value"]))
    >>> plans.shape, plans.cash.shape
    ((8, 9), (37, 72))
    """
    draws = _draws(scenario, moved)
    worked = project(scenario, draws)
    balance, figures = worked.balance, headline(scenario)
    cash = worked.monthly["cumulative_cash"] if balance is None else balance
    step = cash_step(cash, precision(scenario.currency))
    back = worked.metrics.figure("payback_month")
    floor = 0.0 if balance is None else draws.get("cash_floor", scenario.cash_floor)
    lowest = LOWEST[balance is not None]
    return Plans(
        moved,
        columns(worked, scenario.currency),
        _whole(np.where(back.codes == 0, back.values * 100, -1.0)),
        _whole(worked.metrics.figure(f"{lowest}_month").values),
        _whole(np.broadcast_to(np.asarray(floor) * 10.0**-step, len(cash))),
        _whole(cash.T * 10.0**-step),
        step,
        figures,
    )


def _draws(scenario: Scenario, moved: tuple[Slider, ...]) -> dict[str, Any]:
    """Every combination as a draw; without a slider the plan alone, as one."""
    if not moved:
        return {"market": [scenario.market]}
    grid = np.meshgrid(*(slider.stops for slider in moved), indexing="ij")
    return {slider.path: axis.ravel() for slider, axis in zip(moved, grid, strict=True)}


def _whole(values: Any) -> Whole:
    found: Whole = np.rint(np.nan_to_num(values)).astype(np.int64)
    return found


Head = Callable[[Plans], Mapping[str, Any]]
"""What the page must know beside the plans."""


def fitting(scenario: Scenario, chosen: Sequence[str], head: Head, room: int) -> tuple[Plans, str]:
    """The plans with as many stops as fit into so many characters, and what is packed of them."""
    most = MOST_STOPS
    while True:
        plans = replace(work_out(scenario, sliders(scenario, chosen, most)), most=most)
        code = packed(plans, head(plans))
        if len(code) <= room or most <= 1:
            return plans, code
        # Combinations grow with a power of the stops: rarely is a third try needed.
        share = (room / len(code)) ** (1 / max(1, len(plans.sliders))) if room > 0 else 0.0
        most = max(1, min(most - 1, int(most * share)))


def packed(plans: Plans, head: Mapping[str, Any]) -> str:
    """The plans and what else the page must know, as text of base64."""
    rows = [column.rows for column in plans.columns]
    told = {
        **head,
        "shape": plans.shape,
        "here": [slider.here for slider in plans.sliders],
        "months": len(plans.cash),
        "step": plans.step,
        "account": plans.account,
        "figures": plans.figures,
        "columns": [
            {"name": column.name, "sizes": column.sizes, **column.words} for column in plans.columns
        ],
    }
    by_month = np.diff(plans.cash, axis=0, prepend=0)
    numbers = np.concatenate(
        [np.stack([*rows, plans.payback, plans.trough, plans.floor]), by_month]
    )
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    content = len(written).to_bytes(4, "little") + written + _planes(numbers)
    return base64.b64encode(zlib.compress(content, 9)).decode("ascii")


def _planes(numbers: Whole) -> bytes:
    steps = np.diff(numbers, axis=1, prepend=0)
    folded = np.where(steps >= 0, 2 * steps, -2 * steps - 1).astype(np.uint32).ravel()
    return np.stack(
        [(folded >> shift & 255).astype(np.uint8) for shift in (0, 8, 16, 24)]
    ).tobytes()
