"""Whether a headline must say what the plan brings within its team's hours, and how it says it.

Where more hours are asked than there are, the return and the payback of the plan are those of a
team one does not have: wherever they head a page, a slide or an answer, the pair of the plan kept
to its hours stands beside them. Source: MODEL 8.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roi_model.metrics import LIMITED
from roi_model.metrics.capacity import FULL
from roi_model.projection import Projection
from roi_model.texts import text

CODE, PATH = "capacity_exceeded", "enforce_capacity"
BESIDE = ("peak_utilisation", *LIMITED)
"""Rows of a table whose plans ask for more hours than they have."""


@dataclass(frozen=True)
class Overload:
    """A plan that asks for more hours than its team has; a remark of its own (see notes).

    `values` holds peak_utilisation, hours_short, and roi and payback_month beside capacity_roi and
    capacity_payback_month; None where a metric is undefined. `horizon` is in months.
    """

    values: dict[str, float | None]
    horizon: int
    code: str = CODE
    path: str = PATH

    def written(self, name: str, lang: str) -> str:
        """One of the figures in words; where there is no payback, that there is none."""
        from roi_model.formatting import UNDEFINED, metric  # Babel: only when it is shown

        value = self.values[name]
        if name.endswith("payback_month") and not value:
            key = "never" if value is None else "at_once"
            return text(f"capacity.{key}", lang, months=self.horizon)
        return UNDEFINED if value is None else metric(name, value, "EUR", lang)

    def sentence(self, lang: str) -> str:
        """How much too much is asked, and both pairs of figures."""
        limited, free = self._pair(lang, "capacity_"), self._pair(lang, "")
        return text("capacity.sentence", lang, peak=self._peak(lang), limited=limited, free=free)

    def chip(self, lang: str) -> str:
        """The same in a few words, to stand under the headline figures."""
        limited = self._pair(lang, "capacity_")
        return text("capacity.chip", lang, peak=self._peak(lang), limited=limited)

    def beside(self, metric: str, lang: str) -> str:
        """What stands beside roi or payback_month; empty for any other metric."""
        limited = _LIMITED.get(metric)
        if limited is None:
            return ""
        return text("capacity.beside", lang, value=self.written(limited, lang))

    def _peak(self, lang: str) -> str:
        return self.written("peak_utilisation", lang)

    def _pair(self, lang: str, kind: str) -> str:
        """Return and payback of the plan as it stands, or of the limited one."""
        payback = f"{kind}payback_month"
        back = self.written(payback, lang)
        if self.values[payback] is not None:
            back = text("capacity.back", lang, when=back)
        return text("capacity.pair", lang, roi=self.written(f"{kind}roi", lang), back=back)


_LIMITED = {plain: limited for limited, plain in LIMITED.items()}


def overload(projection: Projection) -> Overload | None:
    """The pair that must stand beside the headline of a single projection; None where none must.

    That is where the team has the hours, where nobody is there, and where the plan keeps to them.

    >>> from roi_model import Channel, Role, Scenario, project
    >>> busy = Scenario(name="Busy", channels=(Channel(name="Calls"),), team=(Role(title="SDR"),))
    >>> overload(project(busy)).sentence("en")[:50]
    'At the peak the team is asked for 162% of its hour'
    """
    scenario, peak = projection.scenario, projection.value("peak_utilisation")
    if peak is None or peak <= FULL or scenario.enforce_capacity:
        return None
    names = ("peak_utilisation", "hours_short", *LIMITED.values(), *LIMITED)
    return Overload({name: projection.value(name) for name in names}, scenario.horizon_months)


def with_capacity(names: Sequence[str], plans: Iterable[Projection]) -> tuple[str, ...]:
    """Metrics of a table; after its payback those that an overloaded plan must have beside it.

    >>> with_capacity(("roi", "payback_month", "npv"), [])
    ('roi', 'payback_month', 'npv')
    """
    if not any(overload(plan) for plan in plans):
        return tuple(names)
    at = names.index("payback_month") + 1
    return (*names[:at], *BESIDE, *names[at:])
