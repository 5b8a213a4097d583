"""Revenue by the age of a customer, when its cash arrives, by hand; streams counted together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks import cases
from roi_model import Channel, Scenario, project
from roi_model.engine import streams as module
from roi_model.metrics import CARDS
from roi_model.projection import Projection
from tests.engine.by_hand import EVERYONE, plan, value

SHARED = cases.plan()
STEPPED = replace(
    cases.plan(seasons=True, initiatives=True),
    channels=tuple(
        replace(one, deal_value=9000.0) if number in (1, 3) else one
        for number, one in enumerate(cases.plan().channels)
    ),
)
"""Five channels of two prices, each cut in three by initiatives."""


def test_revenue_of_a_customer_by_age() -> None:
    """MODEL 2.4: V at once, then V·repeat/12·S(a), and the fee times S(a) from age 0 on."""
    p = project(
        plan(
            Channel(name="A", contacts=1, **EVERYONE),
            deal_value=1200.0,
            repeat_orders=3.0,
            monthly_fee=10.0,
            retention=0.8,
            gross_margin=0.5,
            horizon_months=24,
        )
    )
    kept = [0.8 ** (age / 12) for age in range(24)]
    by_age = [1200 + 10] + [(300 + 10) * share for share in kept[1:]]
    assert p.monthly["revenue"][1:] == pytest.approx(by_age, rel=1e-10)
    assert p.monthly["direct_costs"][1:] == pytest.approx([x / 2 for x in by_age], rel=1e-10)


def test_a_retention_of_nothing_keeps_nobody() -> None:
    """0^0 = 1: the fee of age 0 is paid, and no other."""
    p = project(plan(Channel(name="A", contacts=1, **EVERYONE), monthly_fee=10.0, retention=0.0))
    assert p.monthly["revenue"][:4].tolist() == [0, 5010, 0, 0]
    assert value(p, "ltv") == pytest.approx(0.6 * 5010)


def test_money_arrives_after_dso_days() -> None:
    """MODEL 2.7: 45 days are a month and a half, half of it in each of two months."""
    p = project(plan(Channel(name="A", contacts=1, **EVERYONE), dso_days=45.0, deal_value=800.0))
    assert p.monthly["receipts"][:5].tolist() == [0, 0, 400, 400, 0]
    late = project(plan(Channel(name="A", contacts=1, **EVERYONE), dso_days=75.0, horizon_months=3))
    assert late.monthly["receipts"].tolist() == [0, 0, 0, 2500]
    assert value(late, "receivables_at_horizon") == pytest.approx(2500)


@pytest.mark.parametrize("drawn_horizon", [False, True])
@pytest.mark.parametrize("scenario", [SHARED, STEPPED])
def test_streams_counted_together_are_those_counted_apart(
    scenario: Scenario, drawn_horizon: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Series, metrics and channels, to 1e-12; also where each draw has a horizon of its own."""
    draws = cases.draws(scenario, 40)
    if not drawn_horizon:
        draws = {path: drawn for path, drawn in draws.items() if not path.endswith("_month")}
        del draws["horizon_months"], draws["campaign_months"]
    together = project(scenario, draws)
    assert len(together.flows.sales.groups.first) < len(together.flows.sales.groups.group)
    found = _everything(together)
    alike = module._first_alike

    def apart(parameters: list[list[object]]) -> object:
        positions = alike(parameters)  # type: ignore[arg-type]
        return positions if len(parameters) == 2 else np.arange(len(positions))

    monkeypatch.setattr(module, "_first_alike", apart)
    alone = project(scenario, draws)
    assert len(alone.flows.sales.groups.first) == len(alone.flows.sales.groups.group)
    for name, wanted in _everything(alone).items():
        size = max(1e-3, float(np.nanmax(np.abs(wanted), initial=0.0)))
        np.testing.assert_allclose(found[name], wanted, rtol=1e-11, atol=1e-12 * size, err_msg=name)


def _everything(made: Projection) -> dict[str, np.ndarray]:
    found = {name: made.metrics.figure(name).values for name in CARDS}
    found |= {f"by month: {name}": series for name, series in made.monthly.items()}
    for line in made.channels:
        found |= {f"{line['name']}: {key}": v for key, v in line.items() if key != "name"}
    return found


def test_what_differs_by_draw_is_not_one_sale() -> None:
    """Equal numbers that are drawn apart are not the same."""
    value = np.array([4000.0, 5000.0])
    paths = [f"channels/{one.name}/deal_value" for one in SHARED.channels[:2]]
    apart = project(SHARED, {paths[0]: value, paths[1]: value + 1})
    assert apart.flows.sales.groups.group.tolist()[:3] == [0, 1, 2]
