"""What the screen must say, worked out from the model without the app."""

from __future__ import annotations

import re

from roi_model import formatting, project
from roi_model.declaration.scenario import Scenario
from roi_model.texts import text

HEADLINE = ("roi", "payback_month", "cash_trough", "net_gain")


def figures(
    scenario: Scenario, lang: str, names: tuple[str, ...] = HEADLINE, currency: str = "EUR"
) -> dict[str, str]:
    """The headline of a scenario, as it must be written."""
    found = {}
    for name, value in _values(scenario, names).items():
        found[name] = formatting.metric(name, value, currency, lang)
    return found


def differences(
    scenario: Scenario, baseline: Scenario, lang: str, names: tuple[str, ...] = HEADLINE
) -> dict[str, str]:
    """The differences from the baseline, as they must be written."""
    now, then = _values(scenario, names), _values(baseline, names)
    found = {}
    for name in names:
        value, before = now[name], then[name]
        assert value is not None and before is not None
        change = formatting.delta(name, value, before, "EUR", lang)
        assert change is not None
        same = change.direction == "same"
        found[name] = text("ui.headline.same", lang) if same else change.text
    return found


def _values(scenario: Scenario, names: tuple[str, ...]) -> dict[str, float | None]:
    metrics = project(scenario).metrics
    found = {name: metrics[name].value for name in names}
    return {name: None if value is None else float(value) for name, value in found.items()}


def number(written: str) -> float:
    """The number in what the screen says, French or English: `4 500,5 €`, `12.5%`, `€1,200`.

    >>> number("−4 500,5 €"), number("€1,200"), number("12.5%")
    (-4500.5, 1200.0, 12.5)
    """
    bare = re.sub(r"[\s\u00a0\u202f]", "", written).replace("−", "-")
    if re.search(r",\d{3}(?!\d)", bare) and not re.search(r"\d,\d{1,2}(?!\d)", bare):
        bare = bare.replace(",", "")
    found = re.search(r"-?[\d]+(?:[.,]\d+)?", bare)
    assert found, written
    return float(found[0].replace(",", "."))
