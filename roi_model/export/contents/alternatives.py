"""The cases a document sets side by side, by name, and the chance that each pays back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from roi_model.declaration.scenario import Scenario
from roi_model.projection import Projection, project
from roi_model.texts import text

if TYPE_CHECKING:
    from roi_model.analysis.risk.risk import Risk
    from roi_model.export.contents.dossier import Dossier

MOST = 6
"""Cases beside one another, the one handed over among them: more, and none is read."""


@dataclass(frozen=True)
class Alternative:
    """One of the cases compared; its run of draws is worked out when first asked for."""

    name: str
    scenario: Scenario
    projection: Projection

    @cached_property
    def risk(self) -> Risk:
        """The usual number of draws of what is in doubt, with the visible seed."""
        from roi_model.analysis.risk.risk import risk

        return risk(self.scenario)

    @property
    def chance(self) -> float:
        """The share of the draws in which the money is back within the case's own horizon."""
        return 1.0 - self.risk.never

    def value(self, metric: str) -> float | None:
        """A metric of it; None where it is undefined."""
        return self.projection.value(metric)


def alternatives(dossier: Dossier) -> list[Alternative]:
    """The case handed over first, then those compared in their order, then its baseline; six at
    most, no two called the same.

    >>> from datetime import date
    >>> from roi_model.export.contents.dossier import Dossier
    >>> from roi_model.storage.presets import preset
    >>> case, other = (preset(slug).scenario for slug in ("trade-show", "in-house-sdr"))
    >>> made = Dossier(case, "en", date(2026, 11, 27), title="Fair", compared={"Fair": other})
    >>> [one.name for one in alternatives(made)]
    ['Fair', 'Fair (2)']
    """
    own = Alternative(dossier.heading, dossier.scenario, dossier.projection)
    own.__dict__["risk"] = dossier.risk
    others = dict(dossier.compared)
    if dossier.baseline_projection is not None and dossier.baseline not in others.values():
        assert dossier.baseline is not None
        others |= {text("slides.baseline", dossier.lang): dossier.baseline}
    told = list(_named(others, dossier.heading))[: MOST - 1]
    return [own, *(Alternative(name, case, project(case)) for name, case in told)]


def _named(others: Mapping[str, Scenario], taken: str) -> Iterator[tuple[str, Scenario]]:
    known = {taken}
    for wanted, case in others.items():
        name, number = wanted, 2
        while name in known:
            name, number = f"{wanted} ({number})", number + 1
        known.add(name)
        yield name, case
