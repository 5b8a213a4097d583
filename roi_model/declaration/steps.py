"""An input that varies by month: its value from one month on, until the next step (MODEL 8.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from roi_model.declaration.errors import Problem, ScenarioError

LAST_MONTH = 120
_HAIR = 1e-14


@dataclass(frozen=True)
class Steps:
    """Values by the month from which each holds, in the order of months; the first is month 1.

    Whatever moves the input as a whole (a draw, a slider, a goal) moves every step by one factor
    and is given as the value of the first step. Raises ScenarioError where the months are none.

    >>> prices = Steps.of({1: 5000.0, 7: 5500.0})
    >>> prices.at(6), prices.at(7), prices.scaled_to(6000.0).at(7)
    (5000.0, 5500.0, 6600.0)
    """

    steps: tuple[tuple[int, float], ...]

    @classmethod
    def of(cls, values: Mapping[Any, float]) -> float | Steps:
        """Steps from a table of months, as numbers or as JSON writes them; one step is a number.

        >>> Steps.of({"1": 5000.0})
        5000.0
        """
        problems = month_faults(values)
        if problems:
            raise ScenarioError(problems)
        steps = tuple(sorted((int(month), value) for month, value in values.items()))
        return cls(steps) if len(steps) > 1 else steps[0][1]

    @property
    def first(self) -> float:
        """The value of month 1, which stands for the whole where one number must."""
        return self.steps[0][1]

    @property
    def months(self) -> tuple[int, ...]:
        """The months in which a step begins."""
        return tuple(month for month, _ in self.steps)

    @property
    def values(self) -> tuple[float, ...]:
        """The values of the steps, in order."""
        return tuple(value for _, value in self.steps)

    def at(self, month: int) -> float:
        """The value in a month."""
        return next(value for start, value in reversed(self.steps) if start <= max(1, month))

    def scaled_to(self, first: float) -> Steps:
        """Every step by the factor that brings the first to this value.

        Raises ScenarioError where the first step is 0: no factor leads from there.
        """
        if first == self.first:
            return self
        if not moves_as_one(self):
            raise ScenarioError([Problem("", "steps_from_zero")])
        return replace(self, steps=tuple((m, v * first / self.first) for m, v in self.steps))

    def with_step(self, month: int, value: float) -> Steps:
        """The same steps, one of them with another value."""
        return replace(self, steps=tuple((m, value if m == month else v) for m, v in self.steps))

    def until(self, horizon: int) -> float | Steps:
        """The steps that begin within the horizon."""
        return Steps.of({month: value for month, value in self.steps if month <= horizon})

    def as_json(self) -> dict[str, float]:
        """The object that stands for them in a scenario's JSON."""
        return {str(month): value for month, value in self.steps}


def month_faults(values: Mapping[Any, Any]) -> list[Problem]:
    """What is wrong with the months of a table of steps: each a whole number, 1 among them.

    >>> [problem.code for problem in month_faults({"7": 5500.0, "x": 1.0})]
    ['steps_month', 'steps_first']
    """
    wrong = [month for month in values if not _is_month(month)]
    found = [Problem(str(m)[:60], "steps_month", str(m)[:60], f"1..{LAST_MONTH}") for m in wrong]
    if not {1, "1"} & set(values):
        found.append(Problem("1", "steps_first"))
    return found


def _is_month(month: Any) -> bool:
    if isinstance(month, str):
        return month.isascii() and month.isdigit() and _is_month(int(month)) and month[0] != "0"
    return isinstance(month, int) and not isinstance(month, bool) and 1 <= month <= LAST_MONTH


def level(value: float | Steps) -> float:
    """The one number that stands for an input: of steps, the first.

    >>> level(Steps.of({1: 5000.0, 7: 5500.0})), level(4000)
    (5000.0, 4000.0)
    """
    return value.first if isinstance(value, Steps) else float(value)


def steps_of(value: float | Steps) -> tuple[tuple[int, float], ...]:
    """The steps of an input; of a plain number, the one from month 1.

    >>> steps_of(4000.0)
    ((1, 4000.0),)
    """
    return value.steps if isinstance(value, Steps) else ((1, value),)


def at_month(value: float | Steps, month: int) -> float:
    """The value of an input in a month, varying or not.

    >>> at_month(Steps.of({1: 5000.0, 7: 5500.0}), 8), at_month(4000.0, 8)
    (5500.0, 4000.0)
    """
    return value.at(month) if isinstance(value, Steps) else value


def mean_over(value: float | Steps, months: int) -> float:
    """The mean of an input over the months from 1 on; a plain number itself.

    >>> mean_over(Steps.of({1: 10.0, 4: 20.0}), 4), mean_over(10.0, 4)
    (12.5, 10.0)
    """
    if not isinstance(value, Steps):
        return float(value)
    return sum(value.at(month) for month in range(1, months + 1)) / months


def moves_as_one(value: object) -> bool:
    """Whether an input can be moved as one number: steps that begin at 0 have no factor.

    >>> moves_as_one(Steps.of({1: 0.0, 4: 100.0})), moves_as_one(0.0)
    (False, True)
    """
    return not (isinstance(value, Steps) and value.first == 0)


def step_paths(path: str, value: float | Steps) -> dict[str, float]:
    """Where each step of an input is drawn by itself, and its value; a plain number at its path.

    >>> step_paths("market", Steps.of({1: 1.0, 5: 0.8})), step_paths("market", 1.0)
    ({'market/1': 1.0, 'market/5': 0.8}, {'market': 1.0})
    """
    if not isinstance(value, Steps):
        return {path: float(value)}
    return {f"{path}/{month}": float(step) for month, step in value.steps}


def room(value: object, low: float, high: float) -> tuple[float, float]:
    """How far an input may be moved as one number for all of its steps to stay from low to high.

    >>> room(Steps.of({1: 1.0, 5: 1.6}), 0.0, 2.0), room(1.0, 0.25, 2.0)
    ((0.0, 1.2499999999999876), (0.25, 2.0))
    """
    if not isinstance(value, Steps):
        return low, high
    if not moves_as_one(value):
        return 0.0, 0.0
    least, most = min(value.values), max(value.values)
    # A hair inside, so that rounding takes no step out.
    lowest = low * value.first / least * (1 + _HAIR) if least else low
    return lowest, high * value.first / most * (1 - _HAIR)


def moved_to(value: float | Steps | None, number: Any) -> Any:
    """The input brought to a number: that number, or the steps it already has by one factor.

    >>> moved_to(Steps.of({1: 10.0, 3: 20.0}), 5.0).values, moved_to(10.0, 5.0)
    ((5.0, 10.0), 5.0)
    """
    is_number = isinstance(number, int | float) and not isinstance(number, bool)
    return value.scaled_to(number) if isinstance(value, Steps) and is_number else number
