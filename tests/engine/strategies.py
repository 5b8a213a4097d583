"""Random whole scenarios as JSON dicts: legal, of every shape, small enough to be quick.

Hypothesis draws the shape (horizon, numbers of parts, how full they are) and a seed; each value
then comes from the seed and its own path. A failure so shrinks to fewer parts and keys without
the other values moving, and an example costs a millisecond instead of a hundred. Numbers lie on
coarse grids: no denormal number pretends to be a price. Every key may be absent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.engine.reference import RATES

Json = dict[str, Any]
Sampler = Callable[[Random], Any]
NAMES = ("Calls", "Ads – été", "C")
MULTIPLIABLE = (
    "contacts", *RATES, "cycle_months", "deal_value", "monthly_fee", "gross_margin", "retention",
    "repeat_orders", "lead_price", "meeting_cost", "people_cost",
    "hours_per_lead", "hours_per_meeting", "hours_per_quote", "selling_hours",
)  # fmt: skip
CATEGORIES = (
    "people", "tools", "advertising", "leads", "meetings", "commissions", "loyalty", "loyalty",
)  # fmt: skip


def grid(low: float, high: float, step: float) -> Sampler:
    """Multiples of `step` from low to high."""
    return lambda rng: round(rng.randint(round(low / step), round(high / step)) * step, 6)


def either(*samplers: Sampler) -> Sampler:
    return lambda rng: rng.choice(samplers)(rng)


def one_of(*values: Any) -> Sampler:
    return lambda rng: rng.choice(values)


def by_month(sampler: Sampler, horizon: int) -> Sampler:
    """One value, or every third time steps: the values from month 1 and from up to three more."""

    def sample(rng: Random) -> Any:
        first = sampler(rng)
        if first is None or rng.random() > 1 / 3:
            return first
        later = sorted(rng.sample(range(2, horizon + 1), rng.randint(1, min(3, horizon - 1))))
        return {"1": first} | {str(month): sampler(rng) or 0 for month in later}

    return sample


RATE = either(grid(0, 1, 0.01), grid(0, 1, 0.01), grid(0, 1, 0.01), one_of(0, 1))
GOOD_RATE = either(grid(0.2, 1, 0.01), grid(0.2, 1, 0.01), grid(0.2, 1, 0.01), RATE)
MONEY = either(one_of(0), grid(0, 20_000, 12.5), grid(0, 5_000, 12.5))
SALE: Mapping[str, Sampler] = {
    "cycle_months": either(grid(0, 6, 1), grid(0, 9, 0.05)),
    "cycle_cv": one_of(0, 0, 0.05, 0.3, 0.5, 1, 1.5),
    "deal_value": MONEY,
    "monthly_fee": either(one_of(0), grid(0, 900, 0.5)),
    "gross_margin": RATE,
    "retention": either(one_of(0, 1), RATE),
    "repeat_orders": either(one_of(0), grid(0, 6, 0.1)),
}


class Source:
    """Values by path from one seed; `fullness` is the share of optional keys that are given.

    With `steps`, the inputs that may vary by month do so every third time.
    """

    def __init__(self, seed: int, fullness: float, horizon: int, *, steps: bool = True) -> None:
        self.seed, self.steps = seed, steps
        self.fullness = fullness
        self.month = grid(1, horizon, 1)
        self.month_or_none = either(one_of(None), self.month)
        self.horizon = horizon
        self.sale = {**SALE, "deal_value": self.by_month(SALE["deal_value"])}

    def by_month(self, sampler: Sampler) -> Sampler:
        return by_month(sampler, self.horizon) if self.steps else sampler

    def rng(self, path: str) -> Random:
        return Random(f"{self.seed} {path}")

    def some(self, path: str, samplers: Mapping[str, Sampler]) -> Json:
        """Those of the optional keys that are given, with their values."""
        made = {}
        for key, sampler in samplers.items():
            rng = self.rng(f"{path}{key}")
            if rng.random() < self.fullness:
                made[key] = sampler(rng)
        return made

    def channel(self, name: str) -> Json:
        made = {"name": name}
        made |= self.some(
            name,
            {
                "contacts": self.by_month(either(one_of(0), grid(1, 5000, 1), grid(1, 5000, 1))),
                **{rate: GOOD_RATE for rate in RATES},
                "monthly_cost": self.by_month(MONEY),
                "lead_price": grid(0, 100, 0.25),
                "meeting_cost": grid(0, 300, 0.5),
                "start_month": either(one_of(1), self.month),
                "end_month": self.month_or_none,
                "incrementality": RATE,
                "hours_per_lead": grid(0, 3, 0.05),
                "hours_per_meeting": grid(0, 5, 0.05),
                "hours_per_quote": grid(0, 9, 0.05),
            },
        )
        rng = self.rng(f"{name} kinds")
        if rng.random() < self.fullness / 2:
            sale = {k: either(one_of(None), v) for k, v in self.sale.items()}
            made |= self.some(f"{name} own", sale)
        if rng.random() < self.fullness / 2:
            made["saturation_spend"] = either(one_of(0), MONEY)(rng)
            made["reference_spend"] = grid(12.5, 20_000, 12.5)(rng)
            made["saturation_shape"] = grid(0.2, 3, 0.1)(rng)
        return made

    def role(self, title: str) -> Json:
        return {"title": title} | self.some(
            title,
            {
                "fte": grid(0, 5, 0.1),
                "gross_salary": grid(0, 6000, 12.5),
                "employer_rate": RATE,
                "time_share": RATE,
                "start_month": either(one_of(1), self.month),
                "end_month": self.month_or_none,
                "ramp_months": either(grid(0, 6, 1), grid(0, 9, 0.5)),
                "attrition": either(one_of(0), grid(0, 0.95, 0.05)),
                "replacement_months": grid(0, 12, 1),
                "replacement_cost": either(one_of(0), grid(0, 20_000, 250)),
            },
        )

    def cost(self, name: str) -> Json:
        made = {"name": name} | self.some(name, {"category": one_of(*CATEGORIES), "amount": MONEY})
        if self.rng(name).random() < 0.5:
            return made | self.some(
                name, {"start_month": self.month_or_none, "end_month": self.month_or_none}
            )
        once = either(one_of(None), grid(0, self.horizon, 1))
        return made | {"every": "once"} | self.some(name, {"start_month": once})

    def initiative(self, name: str, channels: list[str]) -> Json:
        effects = []
        for number in range(self.rng(name).randint(0, 3)):
            rng = self.rng(f"{name} effect {number}")
            effect = {"parameter": rng.choice(MULTIPLIABLE), "factor": grid(0, 2, 0.05)(rng)}
            if rng.random() < 0.4 and effect["parameter"] not in ("people_cost", "selling_hours"):
                effect["channel"] = rng.choice(channels)
            effects.append(effect)
        return {"name": name, "effects": effects} | self.some(
            name,
            {
                "kind": one_of("lever", "lever", "assumption"),
                "enabled": one_of(True, True, False),
                "start_month": grid(0, self.horizon + 2, 1),
                "delay_months": grid(0, 4, 1),
                "one_off": MONEY,
                "monthly_cost": grid(0, 900, 0.5),
                "category": one_of(*CATEGORIES),
            },
        )

    def benefit(self, name: str) -> Json:
        return {"name": name} | self.some(
            name, {"annual_value": MONEY, "probability": RATE, "start_month": self.month}
        )

    def general(self) -> Json:
        season = either(one_of(None), lambda rng: [grid(0.1, 3, 0.1)(rng) for _ in range(12)])
        return self.some(
            "",
            {
                "campaign_months": self.month,
                "discount_rate": grid(0, 0.5, 0.01),
                "market": self.by_month(grid(0.25, 2, 0.05)),
                "start": one_of(None, "2025-01", "2025-04", "2024-12"),
                "seasonality": season,
                "dso_days": either(one_of(0), grid(0, 120, 1), grid(0, 365, 1)),
                "commission": grid(0, 0.3, 0.005),
                "commission_employer_rate": RATE,
                "enforce_capacity": one_of(False, True),
                "selling_hours": grid(1, 200, 0.5),
                "ltv_cap_months": grid(12, 60, 1),
                "cac_includes_loyalty": one_of(False, True),
                "opening_cash": either(one_of(None), grid(-20_000, 200_000, 500)),
                "other_cash": either(one_of(0), grid(-5_000, 5_000, 50)),
                "cash_floor": either(one_of(0), grid(0, 20_000, 500)),
                **self.sale,
            },
        )


def raw_scenario(
    seed: int,
    fullness: float,
    horizon: int,
    *,
    channels: int,
    parts: tuple[int, int, int, int],
    steps: bool = True,
) -> Json:
    """A whole scenario from a seed; `parts` counts roles, costs, initiatives and benefits."""
    source = Source(seed=seed, fullness=fullness, horizon=horizon, steps=steps)
    names = list(NAMES[:channels])
    raw: Json = {"name": "Random", "horizon_months": horizon} | source.general()
    raw["channels"] = [source.channel(name) for name in names]
    team, costs, ideas, gains = parts
    made: dict[str, list[Json]] = {
        "team": [source.role(f"Role {n}") for n in range(team)],
        "costs": [source.cost(f"Cost {n}") for n in range(costs)],
        "initiatives": [source.initiative(f"Idea {n}", names) for n in range(ideas)],
        "benefits": [source.benefit(f"Gain {n}") for n in range(gains)],
    }
    return raw | {key: items for key, items in made.items() if items}


@st.composite
def scenarios(draw: st.DrawFn, longest: int = 30, *, steps: bool = True) -> Json:
    """A whole scenario of up to three channels, two roles, three costs and three initiatives."""
    horizon = draw(st.integers(3, longest))
    seed = draw(st.integers(0, 10**6))
    fullness = draw(st.integers(0, 10)) / 10
    channels = draw(st.integers(1, 3))
    parts = draw(
        st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 3), st.integers(0, 1))
    )
    return raw_scenario(seed, fullness, horizon, channels=channels, parts=parts, steps=steps)
