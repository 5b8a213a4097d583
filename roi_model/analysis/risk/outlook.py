"""What a page says of a run of draws, kept without the draws: a hundredth of their memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from roi_model.analysis.risk.risk import Quantiles, Risk
from roi_model.analysis.risk.spreads import Doubt
from roi_model.declaration.scenario import Scenario
from roi_model.engine.arrays import Floats


class Ranges(Protocol):
    """Ranges, chance and band of a run of draws: what sentences and pictures are made of."""

    @property
    def scenario(self) -> Scenario: ...  # noqa: D102

    @property
    def doubts(self) -> tuple[Doubt, ...]: ...  # noqa: D102

    @property
    def draws(self) -> int: ...  # noqa: D102

    @property
    def metrics(self) -> Mapping[str, Quantiles]: ...  # noqa: D102

    @property
    def cumulative_cash(self) -> Mapping[str, Floats]: ...  # noqa: D102

    @property
    def never(self) -> float: ...  # noqa: D102

    @property
    def balance(self) -> Mapping[str, Floats] | None: ...  # noqa: D102

    @property
    def cash_out_by_month(self) -> Floats | None: ...  # noqa: D102

    @property
    def pulls(self) -> Mapping[str, float]: ...  # noqa: D102


@dataclass(frozen=True)
class Outlook:
    """The ranges of a run, worked out; of the metrics it was asked for.

    `cumulative_cash` holds p10, p50 and p90 by month, H+1 each, in the scenario's currency; `never`
    is the share of the draws that do not pay back within the horizon; `pulls` what ROI moves by
    where one doubt alone stands at its middle, by path. `balance` is the account as
    `cumulative_cash` is the plan's cash, `cash_out_by_month` the share of the draws that went
    below its floor by then, H+1; both None where no opening balance is known.
    """

    scenario: Scenario
    doubts: tuple[Doubt, ...]
    draws: int
    metrics: Mapping[str, Quantiles]
    cumulative_cash: Mapping[str, Floats]
    never: float
    pulls: Mapping[str, float]
    balance: Mapping[str, Floats] | None
    cash_out_by_month: Floats | None

    @classmethod
    def of(cls, run: Risk, metrics: Sequence[str]) -> Outlook:
        """What there is to say of a run, of these of its metrics.

        >>> from roi_model.analysis.risk.risk import risk
        >>> from roi_model.storage.presets import preset
        >>> run = risk(preset("trade-show").scenario, draws=64)
        >>> found = Outlook.of(run, ("roi",))
        >>> found.draws, found.metrics["roi"] == run.metrics["roi"], found.never == run.never
        (64, True, True)
        """
        ranges = {name: run.spread(name) for name in metrics}
        return cls(
            run.scenario, run.doubts, run.draws, ranges, run.cumulative_cash, run.never, run.pulls,
            run.balance, run.cash_out_by_month,
        )  # fmt: skip
