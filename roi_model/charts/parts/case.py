"""What the pictures of a case are drawn from: on screen, or to be handed over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

import pandas as pd

from roi_model.charts.parts.frames import Columns
from roi_model.charts.parts.theme import Spec
from roi_model.declaration.scenario import Scenario
from roi_model.projection import Projection

if TYPE_CHECKING:
    from roi_model.actuals.reforecast import Reforecast
    from roi_model.actuals.variance import Variance
    from roi_model.analysis.risk.outlook import Ranges
    from roi_model.analysis.risk.risk import Risk
    from roi_model.analysis.risk.sensitivity import Swing
    from roi_model.analysis.risk.three_cases import ThreeCases

Drawn = tuple[pd.DataFrame | Columns, Spec]
"""The data of a picture, and its specification without them."""


class Case(Protocol):
    """A case worked out, in one language; without draws where they are not known yet."""

    @property
    def scenario(self) -> Scenario: ...  # noqa: D102

    @property
    def lang(self) -> str: ...  # noqa: D102

    @property
    def currency(self) -> str: ...  # noqa: D102

    @property
    def projection(self) -> Projection: ...  # noqa: D102

    @property
    def baseline_projection(self) -> Projection | None: ...  # noqa: D102

    @property
    def risk(self) -> Ranges | None: ...  # noqa: D102


class Whole(Case, Protocol):
    """A case with all its analyses, and what became of it, as documents tell it."""

    @property
    def risk(self) -> Risk: ...  # noqa: D102

    @property
    def heading(self) -> str: ...  # noqa: D102

    @property
    def tornado(self) -> list[Swing]: ...  # noqa: D102

    @property
    def three_cases(self) -> ThreeCases: ...  # noqa: D102

    @property
    def compared(self) -> Mapping[str, Scenario]: ...  # noqa: D102

    @property
    def variance(self) -> Variance | None: ...  # noqa: D102

    @property
    def reforecast(self) -> Reforecast | None: ...  # noqa: D102
