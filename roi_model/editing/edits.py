"""What one input changes in a scenario: a value, and what must move along to stay legal.

Beside the paths of the model there are inputs that stand for several: `tools` (the monthly lines
of category tools together), `launch` (the one-off lines together) and `role/fte` and its like
(the first role, created where the team is empty). No streamlit here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from roi_model.declaration.card import Card, Slider, cards
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.paths import card_at, get_value, part_name, with_value
from roi_model.declaration.scenario import CostLine, Role, Scenario
from roi_model.declaration.spending import MONEY_MAX
from roi_model.declaration.steps import level
from roi_model.declaration.units import Unit
from roi_model.editing.horizon import Adjustment, with_horizon
from roi_model.texts import text

FIRST_ROLE = "role/"

TOOLS = Card(
    key="tools",
    unit=Unit.MONEY_PER_MONTH,
    default=400.0,
    fr=("Outils", "CRM, automatisation, données : la somme des dépenses mensuelles d’outils."),
    en=("Tools", "CRM, automation, data: the sum of the monthly costs for tools."),
    low=0,
    high=MONEY_MAX,
    step=50,
    slider=Slider(0, 20_000, 50),
    group="costs",
    kind="lever",
    advanced=False,
)
LAUNCH = Card(
    key="launch",
    unit=Unit.MONEY,
    default=3000.0,
    fr=("Formation et lancement", "Payé au départ : la somme des dépenses uniques."),
    en=("Training and launch", "Paid at the start: the sum of the one-off costs."),
    low=0,
    high=MONEY_MAX,
    step=100,
    slider=Slider(0, 500_000, 100),
    group="costs",
    kind="lever",
    advanced=False,
)


def card_of(scenario: Scenario, path: str) -> Card:
    """The card behind a path of the screen. Raises ScenarioError where there is none."""
    if path == "tools":
        return TOOLS
    if path == "launch":
        return LAUNCH
    if path.startswith(FIRST_ROLE):
        return cards(Role)[path.removeprefix(FIRST_ROLE)]
    return card_at(scenario, path)


def value_of(scenario: Scenario, path: str) -> Any:
    """What the input at a path of the screen shows."""
    if path == "tools":
        return float(sum(line.amount for line in scenario.costs if _is_tool(line)))
    if path == "launch":
        return float(sum(line.amount for line in scenario.costs if _is_launch(line)))
    if path.startswith(FIRST_ROLE):
        key = path.removeprefix(FIRST_ROLE)
        if scenario.team:
            return getattr(scenario.team[0], key)
        return 0.0 if key == "fte" else cards(Role)[key].default
    if path == "campaign_months":
        return scenario.campaign
    return get_value(scenario, path)


def real_paths(scenario: Scenario, path: str) -> list[str]:
    """The paths of the model that an input of the screen stands for."""
    if path in ("tools", "launch"):
        fits = _is_tool if path == "tools" else _is_launch
        return [f"costs/{line.name}/amount" for line in scenario.costs if fits(line)]
    if path.startswith(FIRST_ROLE):
        key = path.removeprefix(FIRST_ROLE)
        return [f"team/{part_name(scenario.team[0])}/{key}"] if scenario.team else []
    return [path]


def edited(
    scenario: Scenario, path: str, value: Any, lang: str
) -> tuple[Scenario, list[Adjustment]]:
    """The scenario with one input changed, and what moved along.

    Raises ScenarioError where the value is not allowed; nothing is changed then.
    """
    card = card_of(scenario, path)
    if card.whole and isinstance(value, float) and value == value // 1:
        value = int(value)
    faults = card.problems(value)
    if faults:
        prefix = path.rpartition("/")[0]
        raise ScenarioError([found.under(prefix) if prefix else found for found in faults])
    if path == "tools":
        return _scaled(scenario, _is_tool, value, "tools", "month", lang), []
    if path == "launch":
        return _scaled(scenario, _is_launch, value, "training", "once", lang), []
    if path.startswith(FIRST_ROLE):
        return _with_role(scenario, path.removeprefix(FIRST_ROLE), value, lang), []
    if path == "horizon_months":
        return with_horizon(scenario, value)
    if path.endswith("/saturation_spend"):
        return _with_saturation(scenario, path, value)
    return with_value(scenario, path, value), []


def _is_tool(line: CostLine) -> bool:
    return line.category == "tools" and line.every == "month"


def _is_launch(line: CostLine) -> bool:
    return line.every == "once"


def _scaled(
    scenario: Scenario,
    fits: Callable[[CostLine], bool],
    total: float,
    category: str,
    every: Any,
    lang: str,
) -> Scenario:
    """The fitting lines scaled in proportion to the new total; one line where there is none."""
    lines = [line for line in scenario.costs if fits(line)]
    before = sum(line.amount for line in lines)
    if not lines:
        if total == 0:
            return scenario
        taken = {line.name for line in scenario.costs}
        name = free_name(text(f"ui.names.{every}_line", lang), taken)
        new = CostLine(name=name, category=category, every=every, amount=total)
        return replace(scenario, costs=(*scenario.costs, new))
    amounts = {
        line.name: line.amount * (total / before) if before else total / len(lines)
        for line in lines
    }
    # What rounding leaves over goes to the last line, so that the total is the one typed.
    last = lines[-1].name
    amounts[last] = max(0.0, total - sum(v for name, v in amounts.items() if name != last))
    costs = tuple(
        replace(line, amount=amounts[line.name]) if line.name in amounts else line
        for line in scenario.costs
    )
    return replace(scenario, costs=costs)


def _with_role(scenario: Scenario, key: str, value: Any, lang: str) -> Scenario:
    if not scenario.team:
        if key == "fte" and value == 0:
            return scenario
        role = Role(title=text("ui.names.role", lang))
        return replace(scenario, team=(replace(role, **{key: value}),))
    return replace(scenario, team=(replace(scenario.team[0], **{key: value}), *scenario.team[1:]))


def _with_saturation(
    scenario: Scenario, path: str, value: float | None
) -> tuple[Scenario, list[Adjustment]]:
    """Switching saturation on fixes the spend of the moment as the reference; off forgets it."""
    prefix, _, _ = path.rpartition("/")
    channel = get_value(scenario, prefix)
    if value is None:
        changed = replace(channel, saturation_spend=None, reference_spend=None)
        return with_value(scenario, prefix, changed), []
    if channel.saturation_spend is not None and channel.reference_spend:
        return with_value(scenario, path, value), []
    spend = level(channel.monthly_cost)
    if not spend:
        raise ScenarioError([Problem(f"{prefix}/reference_spend", "reference_spend_needed")])
    changed = replace(channel, saturation_spend=value, reference_spend=spend)
    moved = [Adjustment(f"{prefix}/reference_spend", channel.reference_spend, spend)]
    return with_value(scenario, prefix, changed), moved


def free_name(wished: str, taken: set[str]) -> str:
    """The wished name, with a number behind it where it is taken.

    >>> free_name("CRM", {"CRM"})
    'CRM 2'
    """
    name, number = wished, 2
    while name in taken:
        name, number = f"{wished} {number}", number + 1
    return name
