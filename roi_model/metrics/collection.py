"""The metrics of a run of draws, each worked out when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from roi_model.engine.arrays import Floats
from roi_model.metrics.card import CARDS, FIGURES, LIMITED
from roi_model.metrics.figure import Figure, Metric, replaced
from roi_model.metrics.series import Curve, without_dust
from roi_model.metrics.terms import TERMS

if TYPE_CHECKING:
    from roi_model.engine.flows import Flows


class Figures:
    """The metrics of one run of draws, each worked out when first asked for and kept."""

    def __init__(self, flows: Flows) -> None:
        self.flows = flows
        self._known: dict[str, Figure] = {}

    def __getattr__(self, name: str) -> Floats:
        """The values of a term, or of a metric, by its name: what formulas are made of.

        Kept as an attribute of that name, so that formulas after the first find it without a call.
        """
        if name in TERMS:
            found = TERMS[name].of(self)
        elif name in CARDS:
            found = self.figure(name).values
        else:
            raise AttributeError(name)
        self.__dict__[name] = found
        return found

    @cached_property
    def curve(self) -> Curve:
        """Cumulative cash, and what is read off it."""
        return Curve(self.flows.monthly["cumulative_cash"])

    @cached_property
    def settled_flow(self) -> Floats:
        """Cash flow by month without dust: what rates of return are looked for in."""
        return without_dust(self.flows.monthly["cash_flow"])

    def figure(self, name: str) -> Figure:
        """Values and reason codes over the draws, shape (n,) each."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = FIGURES[name](self)
        return known

    def warm(self, names: Sequence[str] | None = None) -> Figures:
        """Work out these now, while the series are at hand; by default all that cost little."""
        cheap = (name for name, card in CARDS.items() if not card.costly)
        for name in cheap if names is None else names:
            self.figure(name)
        return self

    def within_capacity(self, name: str) -> Figure:
        """A metric of the limited plan: only overloaded draws are run again, for all of them."""
        chosen = np.flatnonzero(self.flows.overloaded)
        again = Figures(self.flows.kept_to_hours(chosen)) if chosen.size else None
        for limited, plain in LIMITED.items():
            found = self.figure(plain)
            if again is not None:
                found = replaced(found, again.figure(plain), chosen, self.flows.count)
            self._known[limited] = found
        return self._known[name]


class Metrics(Mapping[str, Metric]):
    """All metrics by name, over one or several runs of draws put end to end."""

    def __init__(self, parts: Sequence[Figures], single: bool) -> None:
        self._parts = parts
        self._single = single

    def figure(self, name: str) -> Figure:
        """Values and reason codes over all draws, shape (n,) each."""
        if self._single:
            return self._parts[0].figure(name)
        found = [(part.figure(name), part.flows.count) for part in self._parts]
        values = [_for_each(figure.values, count) for figure, count in found]
        codes = [_for_each(figure.codes, count) for figure, count in found]
        if len(found) == 1:
            return Figure(values[0], codes[0])
        return Figure(np.concatenate(values), np.concatenate(codes))

    def __getitem__(self, name: str) -> Metric:
        """The metric as users get it: None and a reason where it is undefined."""
        figure = self.figure(name)
        if not self._single:
            return Metric(figure.values, figure.codes)
        code = figure.codes.item()
        return Metric(None if code else figure.values.item(), code)

    def __iter__(self) -> Iterator[str]:
        """The names, in the order of MODEL 3."""
        return iter(CARDS)

    def __len__(self) -> int:
        """How many metrics there are."""
        return len(CARDS)


def _for_each(found: NDArray[Any], count: int) -> NDArray[Any]:
    """An array with as many numbers as there are draws, be there one for all."""
    return found if len(found) == count else np.broadcast_to(found, (count,))
