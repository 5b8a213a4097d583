"""What levers bring together, shared over them: against plans worked out lever by lever."""

from __future__ import annotations

import dataclasses
from itertools import permutations

import pytest

from roi_model import Effect, Initiative, Scenario, project
from roi_model.analysis.change.levers import SHARED, levers, together
from roi_model.storage.presets import preset


def lever(name: str, parameter: str, factor: float, cost: float, kind: str = "lever") -> Initiative:
    effect = Effect(parameter=parameter, factor=factor)
    return Initiative(name=name, kind=kind, one_off=cost, effects=(effect,))


LEVERS = (
    lever("Training", "quote_to_customer", 1.2, 4000),
    lever("Ads", "contacts", 1.5, 9000),
    lever("Downturn", "deal_value", 0.8, 0, kind="assumption"),
    lever("Loyalty", "retention", 1.1, 2000),
)
CASE = dataclasses.replace(preset("inbound-and-outbound").scenario, initiatives=LEVERS)
NAMES = ["Training", "Ads", "Loyalty"]


def with_only(names: tuple[str, ...]) -> Scenario:
    kept = tuple(i for i in LEVERS if i.kind == "assumption" or i.name in names)
    return dataclasses.replace(CASE, initiatives=kept)


def value(metric: str, names: tuple[str, ...]) -> float:
    found = project(with_only(names)).metrics[metric].value
    assert found is not None
    return float(found)


@pytest.mark.parametrize("metric", SHARED)
def test_the_mean_over_all_orders(metric: str) -> None:
    found = together(CASE)
    shares = {line["name"]: line[metric] for line in found["levers"]}
    orders = list(permutations(NAMES))
    for at, name in enumerate(NAMES):
        added = [
            value(metric, order[: order.index(name) + 1])
            - value(metric, order[: order.index(name)])
            for order in orders
        ]
        assert shares[name] == pytest.approx(sum(added) / len(orders), rel=1e-9), at
    whole = value(metric, tuple(NAMES)) - value(metric, ())
    assert found[metric] == pytest.approx(whole, rel=1e-12)
    assert sum(shares.values()) == pytest.approx(whole, rel=1e-12)
    assert found["exact"]


def test_lines_one_by_one_do_not_add_up_but_shares_do() -> None:
    apart = sum(line["gross_profit"] for line in levers(CASE))
    found = together(CASE)
    assert abs(apart - found["gross_profit"]) > 1000
    assert found["roi"] == pytest.approx(
        (found["gross_profit"] - found["investment"]) / found["investment"], rel=1e-12
    )


def test_one_lever_has_it_all() -> None:
    alone = with_only(("Ads",))
    found = together(alone)
    line = levers(alone)[0]
    assert found["levers"][0]["npv"] == pytest.approx(line["npv"], rel=1e-12)
    assert found["roi"] == pytest.approx(line["roi"], rel=1e-12)


def test_no_lever_brings_nothing() -> None:
    found = together(with_only(()))
    assert found == dict.fromkeys(SHARED, 0.0) | {"roi": None, "levers": [], "exact": True}
