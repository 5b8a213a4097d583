"""What a reader of the result should know and would not see: said beside it, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from roi_model.declaration.scenario import Scenario
from roi_model.projection import Projection
from roi_model.remarks.capacity import Overload, overload
from roi_model.texts import text


@dataclass(frozen=True)
class Note:
    """One remark: a code of the notes texts, the path it is about, and its values."""

    code: str
    path: str = ""
    values: dict[str, float | str] = field(default_factory=dict)
    currency: str = ""

    def sentence(self, lang: str) -> str:
        """The remark in words, numbers in the reader's locale."""
        from roi_model.formatting import money, number  # Babel: only when it is shown

        shown = {
            key: value
            if isinstance(value, str)
            else money(value, self.currency, lang)
            if key == "amount"
            else number(value, lang)
            for key, value in self.values.items()
        }
        return text(f"notes.{self.code}", lang, **shown)


Remark = Note | Overload


def notes_as_json(projection: Projection, lang: str) -> list[dict[str, object]]:
    """The remarks as JSON-ready data: code, path, sentence and values."""
    return [
        {"code": n.code, "path": n.path, "sentence": n.sentence(lang), "values": n.values}
        for n in notes(projection.scenario, projection)
    ]


def notes(scenario: Scenario, projection: Projection) -> list[Remark]:
    """The remarks that this case deserves, most telling first; `projection` of one case.

    >>> from roi_model import Channel, project
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),))
    >>> [note.code for note in notes(case, project(case))]
    []
    """
    return [
        *_overload(scenario, projection),
        *_after_team(scenario, projection),
        *_after_horizon(scenario, projection),
        *_left_out(scenario),
        *_budget_moves_cost_alone(scenario),
    ]


def _overload(scenario: Scenario, projection: Projection) -> list[Remark]:
    if (free := overload(projection)) is not None:
        return [free]
    used = projection.utilisation
    if np.isnan(used).all() or not (over := np.flatnonzero(np.nan_to_num(used) > 1 + 1e-9)).size:
        return []
    worst = float(np.nanmax(used))
    values = {"months": float(over.size), "percent": round(worst * 100), "first": float(over[0])}
    return [Note("capacity_lost", "enforce_capacity", dict(values))]


def _after_team(scenario: Scenario, projection: Projection) -> list[Note]:
    if not scenario.team:
        return []
    ends = [scenario.campaign if r.end_month is None else r.end_month for r in scenario.team]
    last = max(ends)
    signed = float(projection.monthly["customers"][last + 1 :].sum())
    if signed < 0.05:
        return []
    return [Note("signed_after_team", "team", {"customers": signed, "month": float(last)})]


def _after_horizon(scenario: Scenario, projection: Projection) -> list[Note]:
    late = projection.value("customers_after_horizon")
    owed = projection.value("receivables_at_horizon")
    found = []
    if late is not None and late >= 0.05:
        found.append(Note("signed_after_horizon", "horizon_months", {"customers": late}))
    if owed is not None and owed >= 0.5:
        found.append(Note("receivables", "dso_days", {"amount": owed}, scenario.currency))
    return found


def _left_out(scenario: Scenario) -> list[Note]:
    found = []
    for initiative in scenario.initiatives:
        acts = max(1, initiative.start_month + initiative.delay_months)
        path = f"initiatives/{initiative.name}/start_month"
        if not initiative.enabled or acts <= scenario.horizon_months:
            continue
        code = "acts_after_horizon"
        if initiative.start_month > scenario.horizon_months:
            code = "starts_after_horizon"
        found.append(Note(code, path, {"name": initiative.name, "month": float(acts)}))
    return found


def _budget_moves_cost_alone(scenario: Scenario) -> list[Note]:
    names = [c.name for c in scenario.channels if c.saturation_spend is None and c.monthly_cost]
    if not names:
        return []
    path = f"channels/{names[0]}/monthly_cost"
    return [Note("budget_moves_cost_alone", path, {"names": ", ".join(names)})]
