"""What could happen: the plan drawn many times from what is uncertain in it.

The deterministic case is not touched by any of this: draws only feed bands and probabilities.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from roi_model.analysis.risk.ends import Ends, ends
from roi_model.analysis.risk.information import adjusted_roi, evpi, evppi
from roi_model.analysis.risk.luck import with_luck
from roi_model.analysis.risk.quantiles import quantiles
from roi_model.analysis.risk.sampling import direction, normal_points, turned
from roi_model.analysis.risk.spreads import MARKET, Doubt
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import level
from roi_model.engine.arrays import Floats, row
from roi_model.engine.flows import held_beside
from roi_model.metrics import CARDS, REASONS
from roi_model.metrics.figure import Codes
from roi_model.projection import project

SEED = 2026
"""Its medians of roi lie within 0.3 % of P10–P90 of those of 131,072 draws, on every preset."""
DRAWS = 2048
MOST_DRAWS = 1_000_000
SAMPLE = 65_536
"""Draws whose months and inputs are kept; the first of Sobol' points are Sobol' points too."""
QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}
NEEDED = (
    "roi", "net_gain", "gross_profit", "investment", "npv", "payback_month", "cash_out_month",
)  # fmt: skip
"""Metrics that every run keeps: its chances and expectations are made of them."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Quantiles:
    """P10, P50 and P90 of a metric where it is defined; in how many draws it is not, and why."""

    p10: float | None
    p50: float | None
    p90: float | None
    undefined: int
    reasons: Mapping[str, int]


@dataclass(frozen=True)
class Risk:
    """A run of draws: metrics of each, the cash of each month and what can be said of them.

    `values` holds the metrics asked for by name, shape (draws,), NaN where undefined; `cash` the
    cumulative cash of the first SAMPLE draws, shape (draws or SAMPLE, H+1), month 0 first; `inputs`
    the draws of each uncertain input, by path, of the same length; `pulls` what ROI moves by where
    one of them alone stands at its P50, NaN where there is no ROI. `complete` is false for a run
    that was stopped: it holds the draws made by then.
    """

    scenario: Scenario
    seed: int
    doubts: tuple[Doubt, ...]
    values: Mapping[str, Floats]
    reasons: Mapping[str, Mapping[str, int]]
    cash: Floats
    inputs: Mapping[str, Floats]
    pulls: Mapping[str, float]
    complete: bool

    @property
    def draws(self) -> int:
        """How many draws were made."""
        return len(self.values["roi"])

    @cached_property
    def metrics(self) -> dict[str, Quantiles]:
        """P10, P50 and P90 of every metric asked for."""
        return self._spreads(list(self.values))

    def spread(self, name: str) -> Quantiles:
        """P10, P50 and P90 of one of them."""
        return self._spreads([name])[name]

    def _spreads(self, names: Sequence[str]) -> dict[str, Quantiles]:
        levels = quantiles([self.values[name] for name in names], list(QUANTILES.values()))
        found = {}
        for name, (low, middle, high) in zip(names, levels.T.tolist(), strict=True):
            reasons = self.reasons[name]
            undefined = sum(reasons.values())
            if undefined == self.draws:
                low = middle = high = None
            found[name] = Quantiles(low, middle, high, undefined, reasons)
        return found

    def known(self, name: str) -> Floats:
        """The draws of a metric in which it is defined."""
        values = self.values[name]
        return values[~np.isnan(values)]

    @cached_property
    def cumulative_cash(self) -> dict[str, Floats]:
        """p10, p50 and p90 of cumulative cash by month, H+1 each; their draws are the SAMPLE."""
        bands = quantiles(self.cash.T, list(QUANTILES.values()))
        return dict(zip(QUANTILES, bands, strict=True))

    @cached_property
    def payback_by_month(self) -> Floats:
        """Share of all draws paid back by the end of each month 0..H; never is 1 − the last."""
        return self._by_month("payback_month")

    @property
    def never(self) -> float:
        """Share of the draws that do not pay back within the horizon."""
        return 1.0 - float(self.payback_by_month[-1])

    @cached_property
    def cash_out_by_month(self) -> Floats | None:
        """Share of all draws whose account is below its floor by the end of each month 0..H.

        That it never is, is 1 − the last. None where no opening balance is known.
        """
        return self._by_month("cash_out_month") if self._followed else None

    @cached_property
    def balance(self) -> dict[str, Floats] | None:
        """p10, p50 and p90 of the account by month, as `cumulative_cash`; None likewise."""
        if not self._followed:
            return None
        opening, other, horizon = (
            row(self.inputs.get(key, getattr(self.scenario, key)))
            for key in ("opening_cash", "other_cash", "horizon_months")
        )
        beside = held_beside(opening, other, horizon, self.cash.shape[1])
        if len(beside) == 1:
            return {name: band + beside[0] for name, band in self.cumulative_cash.items()}
        held = (self.cash + beside).T
        return dict(zip(QUANTILES, quantiles(held, list(QUANTILES.values())), strict=True))

    @property
    def _followed(self) -> bool:
        return self.scenario.opening_cash is not None or "opening_cash" in self.inputs

    def _by_month(self, metric: str) -> Floats:
        """Share of all draws in which a month has come by the end of each month 0..H."""
        come = np.sort(self.known(metric))
        return np.searchsorted(come, np.arange(self.cash.shape[1]), side="right") / self.draws

    @property
    def roi_positive(self) -> float:
        """Share of all draws whose roi is above 0; a draw without roi is not."""
        return float(np.count_nonzero(self.known("roi") > 0)) / self.draws

    @property
    def expected(self) -> dict[str, float | None]:
        """roi = E[net gain] / E[investment], never a mean of ratios; E[net gain]; E[npv]."""
        gain, spent, worth = (
            float(self.values[name].mean()) for name in ("net_gain", "investment", "npv")
        )
        return {"roi": gain / spent if spent else None, "net_gain": gain, "npv": worth}

    @property
    def evpi(self) -> float:
        """What knowing everything before deciding would be worth."""
        return evpi(self.values["npv"])

    @cached_property
    def evppi(self) -> dict[str, float]:
        """What knowing one input before deciding would be worth, the most first."""
        worth = self.values["npv"][: len(self.cash)]
        found = {path: evppi(drawn, worth) for path, drawn in self.inputs.items()}
        return dict(sorted(found.items(), key=lambda line: -line[1]))

    def adjusted(self, *, profit_cut: float, investment_rise: float) -> float | None:
        """Expected roi with gross profit cut and investment raised by these shares."""
        gain, spent = (float(self.values[n].mean()) for n in ("gross_profit", "investment"))
        return adjusted_roi(gain, spent, profit_cut=profit_cut, investment_rise=investment_rise)


def risk(
    scenario: Scenario,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    metrics: Sequence[str] | None = None,
    doubts: Sequence[Doubt] | None = None,
    known: Ends | None = None,
    chunk: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Risk:
    """Draw the plan `draws` times from scrambled Sobol' points.

    What is uncertain is the case's to say (`drawn_doubts`), the luck of few deals too; `doubts`
    are others instead, `known` their ends where they were tried already. The same seed gives the
    same numbers on any number of `workers`. `metrics` are those that are kept (with those NEEDED);
    without them, all. `progress(done, all)` is called after every block of
    draws; where `stop()` is then true, the run ends with the draws it has. Raises ScenarioError.
    Source: MODEL 5.

    >>> from roi_model.declaration.scenario import Channel
    >>> run = risk(Scenario(name="Demo", channels=(Channel(name="Calls"),)), draws=256)
    >>> run.draws, 0 < run.metrics["revenue"].p10 < run.metrics["revenue"].p90
    (256, True)
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise ScenarioError([Problem("draws", "out_of_range", str(draws), f"1..{MOST_DRAWS:,}")])
    if seed < 0:
        raise ScenarioError([Problem("seed", "out_of_range", str(seed), "0..")])
    found = known or ends(scenario, doubts)
    chosen = found.doubts
    wanted = [name for name in CARDS if metrics is None or name in (*NEEDED, *metrics)]
    values = {name: np.empty(draws) for name in wanted}
    reasons: dict[str, Counter[str]] = {name: Counter() for name in wanted}
    cash: list[Floats] = []
    inputs: dict[str, list[Floats]] = {doubt.path: [] for doubt in chosen}
    done = 0
    towards = direction(found)
    for points in normal_points(len(chosen), draws, seed):
        count = points.shape[1]
        drawn = {
            doubt.path: doubt.at_normal(normal)
            for doubt, normal in zip(chosen, turned(points, towards), strict=True)
        }
        given = drawn or {MARKET: np.full(count, level(scenario.market))}
        if scenario.doubt_set.luck:
            random = np.random.default_rng([seed, done])
            given = with_luck(scenario, given, random, workers=workers)
        projection = project(scenario, given, chunk=chunk, workers=workers, metrics=wanted)
        here = slice(done, done + count)
        for name in wanted:
            figure = projection.metrics.figure(name)
            values[name][here] = figure.values
            if np.count_nonzero(figure.codes):  # seldom: a look costs a tenth of a count
                reasons[name] += _by_reason(figure.codes)
        if done < SAMPLE:
            cash.append(projection.series("cumulative_cash"))
            for path, sample in drawn.items():
                inputs[path].append(sample)
        done += count
        del projection, figure  # before the next block takes as much again
        if progress is not None:
            progress(done, draws)
        if done < draws and stop is not None and stop():
            break
    return Risk(
        scenario,
        seed,
        chosen,
        {name: found[:done] for name, found in values.items()},
        {name: dict(found) for name, found in reasons.items()},
        _of_one_length(cash),
        {
            path: parts[0] if len(parts) == 1 else np.concatenate(parts)
            for path, parts in inputs.items()
        },
        dict(zip(inputs, (found.middles["roi"] - found.figures["roi"][-1]).tolist(), strict=True)),
        complete=done == draws,
    )


def _by_reason(codes: Codes) -> Counter[str]:
    counts = np.bincount(codes, minlength=len(REASONS)).tolist()
    return Counter({r: count for r, count in zip(REASONS, counts, strict=True) if r and count})


def _of_one_length(parts: Sequence[Floats]) -> Floats:
    """Blocks put end to end; cash stays where it was after the end of a shorter horizon."""
    if len(parts) == 1:
        return parts[0]
    longest = max(part.shape[1] for part in parts)
    return np.concatenate(
        [np.pad(part, ((0, 0), (0, longest - part.shape[1])), mode="edge") for part in parts]
    )
