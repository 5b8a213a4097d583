"""A line of return by channel: what was spent and what came of it, actual and planned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from roi_model.engine.flows import COUNT_EPSILON

Kpi = dict[str, float | str | None]
"""A figure as {"value", "reason"}: None with the reason where it is undefined."""
RATIOS = ("cost_per_deal", "cac", "roi")
_CENT = 0.005
"""Below it there are no costs, or credit notes alone."""


@dataclass(frozen=True)
class Figures:
    """One side of a line. `cost` is what was spent, `created` deals created, `won` deals won in the
    months, `amount` what these are worth (first orders), `without_amount` those of them without an
    amount. Money in the scenario's currency.
    """

    cost: float = 0.0
    created: float = 0.0
    won: float = 0.0
    amount: float = 0.0
    gross_profit: float = 0.0
    without_amount: float = 0.0

    def __add__(self, other: Figures) -> Figures:
        """Both together."""
        mine, theirs = vars(self), vars(other)
        return Figures(**{name: value + theirs[name] for name, value in mine.items()})

    @property
    def cost_per_deal(self) -> Kpi:
        """Cost over deals created: a cost per lead where a deal is created as a lead."""
        return self._per(self.created, "no_deals_created")

    @property
    def cac(self) -> Kpi:
        """Cost over deals won in the same months."""
        return self._per(self.won, "no_customers")

    @property
    def roi(self) -> Kpi:
        """(Gross profit of the deals won − cost) / cost; −1 where money went and nothing came."""
        if self.cost < _CENT:
            return {"value": None, "reason": "no_costs"}
        return {"value": (self.gross_profit - self.cost) / self.cost, "reason": None}

    def _per(self, count: float, reason: str) -> Kpi:
        if self.cost < _CENT or count < COUNT_EPSILON:
            return {"value": None, "reason": "no_costs" if self.cost < _CENT else reason}
        return {"value": self.cost / count, "reason": None}


@dataclass(frozen=True)
class Line:
    """A channel, a source that is none of the plan's, what belongs to no channel, or all together.

    `kind` is channel, source, apart or total; `sources` are those of its deals. Without a `plan`
    there is nothing of that name in it.
    """

    name: str
    kind: str
    actual: Figures
    plan: Figures | None
    sources: tuple[str, ...] = ()

    def ratio(self, name: str, *, plan: bool = False) -> Kpi:
        """One of `RATIOS` of either side; what belongs to no channel has none."""
        side = self.plan if plan else self.actual
        if self.kind == "apart":
            return {"value": None, "reason": "not_attributed"}
        if side is None:
            return {"value": None, "reason": "not_planned"}
        found: Kpi = getattr(side, name)
        return found

    def to_json(self) -> dict[str, Any]:
        """What the command line prints."""
        plan = None
        if self.plan is not None:
            ratios = {name: self.ratio(name, plan=True) for name in RATIOS}
            plan = {k: v for k, v in vars(self.plan).items() if k != "without_amount"} | ratios
        return {
            "name": self.name or None,
            "kind": self.kind,
            "sources": list(self.sources),
            **vars(self.actual),
            **{name: self.ratio(name) for name in RATIOS},
            "plan": plan,
        }
