"""The engine against a second, slow calculation, on random whole scenarios.

Tolerances: 1e-9 of each series' own size; a metric made of a difference keeps the rounding of the
amounts it is made of, so its scale is theirs. Months of payback are compared where the curve is
steep enough to say when it crosses.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from roi_model import Projection, project
from roi_model.storage.scenario_file import scenario_from_dict
from tests.engine.compare import CONTRACT, close, close_series
from tests.engine.reference import Reference
from tests.engine.reference_metrics import epsilon, reference
from tests.engine.strategies import scenarios

MONTHS = (
    "payback_month", "first_crossing_month", "discounted_payback_month", "capacity_payback_month",
)  # fmt: skip
PER = {
    "period_cac": "customers_signed",
    "break_even_customers": "customers_signed",
    "cac": "customers_incremental",
    "ltv": "customers_incremental",
    "ltv_cac": "customers_incremental",
}
"""Metrics divided by a count, which may be a billionth of a customer left over by rounding."""
MONEY = ("cash_trough", "npv", "receivables_at_horizon", "net_gain", "gross_profit")


def agree(projection: Projection, expected: Reference) -> None:
    """Everything the engine says is what the slow calculation says."""
    for name, series in expected.monthly.items():
        close_series(projection.monthly[name], series, name)
    amounts = size(expected)
    nothing = [0.0] * len(expected.monthly["contacts"])
    for name in set(expected.costs) | set(projection.costs):
        spent = expected.costs.get(name, nothing)
        found = projection.monthly_costs.get(name, nothing)
        close_series(found, spent, f"costs/{name}")
        close(projection.costs.get(name, 0.0), sum(spent), f"costs/{name}", scale=amounts)
    use = [np.nan if share is None else share for share in expected.utilisation]
    np.testing.assert_allclose(projection.utilisation, use, rtol=1e-9, atol=1e-12)
    for found, line in zip(projection.channels, expected.channels, strict=True):
        assert list(found) and set(found) == set(line)
        for key, value in line.items():
            if isinstance(value, str):
                assert found[key] == value
            elif value is None:
                assert found[key] is None, f"{key}: {found[key]}"
            else:
                scale = amounts if key in ("shared_cost",) else 0.0
                close(found[key], value, f"{line['name']}/{key}", scale=scale)
    metrics_agree(projection, expected)


def size(expected: Reference) -> float:
    """The amounts whose rounding a difference of totals keeps."""
    return max(sum(map(abs, series)) for series in expected.monthly.values())


def metrics_agree(projection: Projection, expected: Reference) -> None:
    amounts = size(expected)
    assert set(projection.metrics) == set(expected.metrics)
    for name, value in expected.metrics.items():
        found = projection.metrics[name]
        if name == "irr":
            irr_agrees(found.value, found.reason, value, expected.monthly["cash_flow"])
        elif isinstance(value, str):
            assert (found.value, found.reason) == (None, value), name
        elif name == "cash_trough_month":
            # the same depth to rounding: two months may share it
            running = expected.monthly["cumulative_cash"]
            depth = running[int(value)] if value else 0.0
            at = running[int(found.value)] if found.value else 0.0
            close(at, depth, name, scale=amounts)
        elif name in MONTHS:
            assert found.reason is None, name
            assert abs(found.value - value) <= 1e-6, name
        else:
            assert found.reason is None, f"{name}: {found.reason}, expected {value}"
            few = expected.metrics.get(PER.get(name, ""), 1.0)
            rel = CONTRACT + 1e-14 * sum(expected.monthly["contacts"]) / max(float(few), 1e-9)
            close(found.value, value, name, scale=amounts if name in MONEY else 0.0, rel=rel)


def irr_agrees(found: float | None, reason: str | None, value: Any, flows: list[float]) -> None:
    """The same answer; a rate is right when it brings the present value to 0.

    The grid of the slow calculation overlooks two roots close together: it may say `no_root`, or
    one root, where the engine says `multiple_roots`.
    """
    if found is None:
        assert reason == value or reason == "multiple_roots", (reason, value)
        return
    assert not isinstance(value, str), (found, value)
    assert abs(found - value) <= 1e-6 * (1 + abs(value)), (found, value)


@given(scenarios())
def test_the_engine_is_the_contract(raw: dict[str, Any]) -> None:
    agree(project(scenario_from_dict(raw)), reference(raw))


@given(st.data())
@settings(phases=[Phase.explicit, Phase.reuse, Phase.generate])  # shrinking would take minutes
def test_long_horizons_too(data: st.DataObject) -> None:
    """One example in 25: the slow calculation takes its time over ten years."""
    if data.draw(st.integers(1, 25)) == 25:
        raw = data.draw(scenarios(longest=120))
        agree(project(scenario_from_dict(raw)), reference(raw))


def test_epsilon_is_the_contracts() -> None:
    assert epsilon([0.0, -5.0]) == 5e-9
    assert epsilon([0.1]) == 1e-9
