"""Which doubt matters most: swings and indices against published ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
import scipy.stats

from roi_model.analysis.risk.ends import HIGH, LOW
from roi_model.analysis.risk.sensitivity import indices, sobol, widest_first
from roi_model.analysis.risk.spreads import Doubt, drawn_doubts
from roi_model.analysis.search.inputs import one_at_a_time
from roi_model.declaration.errors import ScenarioError
from roi_model.storage.presets import preset

Draws = Mapping[str, Any]


class Uniform:
    """An input as even as can be, for functions whose indices are known."""

    def __init__(self, path: str, low: float, high: float) -> None:
        self.path, self.low, self.high = path, low, high

    def at(self, share: Any) -> Any:
        return self.low + np.asarray(share) * (self.high - self.low)

    ppf = at


def around(path: str, value: float, share: float = 0.1) -> Doubt:
    """± a share between P10 and P90."""
    numbers = {"p10": value * (1 - share), "p90": value * (1 + share)}
    return Doubt(path, "range", numbers, 0.0, 1e9)


def swings(evaluate: Any, present: dict[str, float], inputs: list[Doubt]) -> Any:
    """The tornado of any figure: its value at `present`, and a swing by input."""
    paths = [doubt.path for doubt in inputs]
    values = np.array([doubt.at([LOW, HIGH]) for doubt in inputs])
    moved = [*(path for path in paths for _ in (LOW, HIGH)), paths[0]]
    found = one_at_a_time(evaluate, present, moved, np.append(values, present[paths[0]]))
    return found[-1], widest_first(paths, values, found[-1], found[:-1].reshape(-1, 2))


PUBLISHED = {"investment": 50_000.0, "revenue": 150_000.0}


def published_roi(draws: Draws) -> Any:
    """The published example: direct costs are a fifth of revenue."""
    revenue = draws.get("revenue", PUBLISHED["revenue"])
    investment = draws.get("investment", PUBLISHED["investment"])
    return (revenue * 0.8 - investment) / investment + 0 * sum(draws.values())


def test_the_published_tornado() -> None:
    base, found = swings(published_roi, PUBLISHED, [around(p, v) for p, v in PUBLISHED.items()])
    assert base == pytest.approx(1.40)
    by_path = {swing.path: (swing.at_low, swing.at_high) for swing in found}
    assert by_path["revenue"] == pytest.approx((1.16, 1.64))
    assert by_path["investment"] == pytest.approx((1.667, 1.182), abs=5e-4)
    assert [swing.path for swing in found] == ["investment", "revenue"]  # 48.5 against 48 points


def test_equal_widths_stay_in_the_order_of_declaration() -> None:
    """a·b·c: the same share of each moves it as much, but for the last digits."""

    def product(draws: Draws) -> Any:
        return draws.get("c", 0.3) * draws.get("a", 0.1) * draws.get("b", 0.7)

    present = {"a": 0.1, "b": 0.7, "c": 0.3}
    _, found = swings(product, present, [around(p, v, 0.2) for p, v in present.items()])
    assert [swing.path for swing in found] == ["a", "b", "c"]
    widths = {abs(swing.at_high - swing.at_low) for swing in found}  # type: ignore[operator]
    assert max(widths) - min(widths) < 1e-15


def test_a_side_where_the_figure_ends_is_wider_than_any() -> None:
    def figure(draws: Draws) -> Any:
        a, b = draws.get("a", np.array(1.0)), draws.get("b", np.array(1.0))
        return np.where(a < 0.95, np.nan, a) + 100 * b

    _, found = swings(figure, {"a": 1.0, "b": 1.0}, [around("b", 1.0), around("a", 1.0)])
    assert [swing.path for swing in found] == ["a", "b"]
    assert found[0].at_low is None and found[0].at_high == pytest.approx(101.1)


def test_the_indices_of_a_product() -> None:
    """X1·X2 with U(0.5, 1.5) and U(0.8, 1.2): S .8523/.1364, ST .8636/.1477."""
    v1, v2 = 1 / 12, 0.4**2 / 12
    total = v1 + v2 + v1 * v2
    made = indices(
        lambda draws: draws["1"] * draws["2"],
        [Uniform("1", 0.5, 1.5), Uniform("2", 0.8, 1.2)],
        points=4096,
        seed=1,
    )
    assert v1 / total == pytest.approx(0.8523, abs=1e-4)
    assert [i.first for i in made] == pytest.approx([v1 / total, v2 / total], abs=2e-3)
    together = v1 * v2
    assert [i.total for i in made] == pytest.approx(
        [(v1 + together) / total, (v2 + together) / total], abs=2e-3
    )
    assert [i.total for i in made] == pytest.approx([0.8636, 0.1477], abs=2e-3)


def test_the_indices_of_ishigami() -> None:
    """sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1 on (−π, π)³. Source: Ishigami and Homma 1990."""
    a, b, pi = 7.0, 0.1, np.pi

    def ishigami(draws: Draws) -> Any:
        x, y, z = (draws[n] for n in "xyz")
        return np.sin(x) + a * np.sin(y) ** 2 + b * z**4 * np.sin(x)

    v1 = 0.5 * (1 + b * pi**4 / 5) ** 2
    v2, v13 = a**2 / 8, b**2 * pi**8 * 8 / 225
    total = v1 + v2 + v13
    made = indices(ishigami, [Uniform(n, -pi, pi) for n in "xyz"], points=8192, seed=2)
    assert [i.first for i in made] == pytest.approx([v1 / total, v2 / total, 0], abs=0.01)
    wanted = [(v1 + v13) / total, v2 / total, v13 / total]
    assert [i.total for i in made] == pytest.approx(wanted, abs=0.01)


@pytest.mark.parametrize("points", [1, 64, 512])
@pytest.mark.parametrize("power", [1, 2, 3])
def test_the_indices_are_those_of_another_program(points: int, power: int) -> None:
    inputs = [Uniform("1", 0.5, 1.5), Uniform("2", -1.0, 4.0), Uniform("3", 2.0, 2.5)]

    def figure(draws: Draws) -> Any:
        return 40.0 + draws["1"] * draws["2"] ** power + draws["3"]

    made = indices(figure, inputs, points=points, seed=5)
    theirs = scipy.stats.sobol_indices(
        func=lambda rows: figure(dict(zip("123", rows, strict=True))),
        n=points,
        dists=[scipy.stats.uniform(one.low, one.high - one.low) for one in inputs],
        rng=np.random.default_rng(5),
    )
    assert [i.first for i in made] == pytest.approx(theirs.first_order, rel=1e-10, abs=1e-12)
    assert [i.total for i in made] == pytest.approx(theirs.total_order, rel=1e-10, abs=1e-12)


def test_a_figure_undefined_in_one_draw_has_no_indices() -> None:
    """SciPy alone would answer with zeros."""

    def figure(draws: Draws) -> Any:
        return np.where(draws["1"] > 0.99, np.nan, draws["1"])

    [made] = indices(figure, [Uniform("1", 0, 1)], points=512, seed=1)
    assert (made.first, made.total) == (None, None)


def test_one_input_alone_explains_everything() -> None:
    [made] = indices(lambda d: d["1"] ** 2, [Uniform("1", 0, 1)], points=256, seed=1)
    assert (made.first, made.total) == pytest.approx((1.0, 1.0), abs=0.02)


def test_a_figure_that_never_moves_has_indices_of_zero() -> None:
    [made] = indices(lambda d: 0 * d["1"] + 3.0, [Uniform("1", 0, 1)], points=64, seed=1)
    assert (made.first, made.total) == (0.0, 0.0)


@pytest.mark.parametrize("points", [0, 100, -4])
def test_points_are_a_power_of_two(points: int) -> None:
    with pytest.raises(ScenarioError, match="power of 2"):
        indices(lambda d: d["1"], [Uniform("1", 0, 1)], points=points, seed=1)


def test_the_indices_of_a_plan_are_those_of_its_metric() -> None:
    case = preset("linkedin-outbound").scenario
    chosen = [d for d in drawn_doubts(case) if d.path in ("deal_value", "gross_margin")]
    made = sobol(case, "gross_profit", chosen, points=256)
    # gross profit is their product: V[ab] = E[a]²V[b] + E[b]²V[a] + V[a]V[b]
    shares = (np.arange(100_000) + 0.5) / 100_000
    a, b = (doubt.at(shares) for doubt in chosen)
    parts = np.array([b.mean() ** 2 * a.var(), a.mean() ** 2 * b.var()])
    total = parts.sum() + a.var() * b.var()
    assert [i.path for i in made] == ["deal_value", "gross_margin"]
    assert [i.first for i in made] == pytest.approx(parts / total, abs=0.02)
    assert sobol(case, "payback_month", points=64)[0].first is None  # some draws never pay back
