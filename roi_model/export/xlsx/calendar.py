"""What depends on the month alone: horizon, season, initiatives, and the hours of the team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from roi_model.declaration.initiatives import CAPPED_AT_ONE, Initiative
from roi_model.declaration.paths import named
from roi_model.declaration.scenario import Scenario
from roi_model.export.xlsx.inputs import InputCells
from roi_model.export.xlsx.roles import RoleRows, write_role
from roi_model.export.xlsx.writing.grid import Grid, Row, added


@dataclass(frozen=True)
class Effective:
    """An effect and the row that is 1 in the months whose cohorts it changes."""

    parameter: str
    channel: str | None
    factor: str
    active: Row


@dataclass(frozen=True)
class Calendar:
    """Rows by month: 1 within the horizon, season, effects, hours there, the share served.

    `limit` is the share the team's hours allow, `served` what counts: 1 where they do not limit.
    """

    scenario: Scenario
    inputs: InputCells
    horizon: str
    campaign: str
    within: Row
    season: Row
    effects: tuple[Effective, ...]
    there: Row
    asked: Row
    limit: Row
    served: Row
    utilisation: Row
    roles: dict[str, RoleRows]

    def window(self, grid: Grid, prefix: str, month: int, start: str | None = None) -> str:
        """1 in the months from a part's start to its end, else 0."""
        return _window(grid, self.inputs, self.within, self.campaign, prefix, month, start)

    def factors(self, parameter: str, channel: str, month: int) -> str:
        """What the enabled initiatives multiply a parameter of a channel's cohort by."""
        return _product(self.of(channel), parameter, month)

    def team_factors(self, parameter: str, month: int) -> str:
        """The same for something of the whole team, by calendar month."""
        return _product(self.effects, parameter, month)

    def of(self, channel: str) -> list[Effective]:
        """The effects a channel feels."""
        return [found for found in self.effects if found.channel in (None, channel)]

    def cohort(self, parameter: str, base: str, channel: str, month: int) -> str:
        """A parameter of the cohort created in a month, capped once after the product."""
        product = f"{base}{self.factors(parameter, channel, month)}"
        return f"MIN(1,{product})" if parameter in CAPPED_AT_ONE else product


def _window(
    grid: Grid, inputs: InputCells, within: Row, campaign: str, prefix: str, month: int,
    start: str | None = None,
) -> str:  # fmt: skip
    begin = start or inputs[prefix + "start_month"]
    end, now = inputs.own(prefix + "end_month", campaign), grid.month.at(month)
    return f"IF(AND({now}>={begin},{now}<={end}),1,0)*{within.at(month)}"


def _product(effects: Iterable[Effective], parameter: str, month: int) -> str:
    """Times the factors of these effects on a parameter, where they are active in a month."""
    return "".join(
        f"*(1+({found.factor}-1)*{found.active.at(month)})"
        for found in effects
        if found.parameter == parameter
    )


def write_calendar(grid: Grid, inputs: InputCells) -> Calendar:
    """Write these rows at the top of a grid; hours asked and served come later, in `reserve`."""
    book, scenario = grid.book, inputs.scenario
    t = book.t
    horizon = inputs["horizon_months"]
    grid.heading(t("part.calendar"), large=True)
    campaign = grid.scalar(
        t("row.campaign"),
        f"MIN({inputs.own('campaign_months', f'MIN(12,{horizon})')},{horizon})",
        "whole",
    )
    within = grid.row(
        t("row.within"), lambda m: f"IF({grid.month.at(m)}<={horizon},1,0)", "whole", total=False
    )
    season = grid.row(
        t("row.season"), lambda m: _season(inputs, grid.month.at(m)), "weight", total=False
    )
    effects: list[Effective] = []
    for name, position, _ in named(scenario.initiatives):
        effects += _effects(grid, inputs, f"initiatives/{name}/", scenario.initiatives[position])
    if scenario.team:
        grid.heading(t("part.hours"))
    roles = {
        name: write_role(
            grid, inputs, name,
            lambda m, name=name: _window(grid, inputs, within, campaign, f"team/{name}/", m),  # type: ignore[misc]
            lambda m: _product(effects, "selling_hours", m),
        )
        for name, _, _ in named(scenario.team)
    }  # fmt: skip
    there = grid.sum(t("row.hours_there"), [role.hours for role in roles.values()], "count")
    asked, limit, served, utilisation = (grid.reserve() for _ in range(4))
    return Calendar(
        scenario, inputs, horizon, campaign, within, season, tuple(effects), there, asked, limit,
        served, utilisation, roles,
    )  # fmt: skip


def _season(inputs: InputCells, month: str) -> str:
    scenario = inputs.scenario
    if scenario.seasonality is None:
        return "1"
    cells = [inputs[f"seasonality/{number}"] for number in range(1, 13)]
    january = 0 if scenario.start is None else int(scenario.start[5:]) - 1
    mean = f"(({added(cells)})/12)"
    return f"CHOOSE(MOD({month}+{january - 1},12)+1,{','.join(cells)})/{mean}"


def _effects(
    grid: Grid, inputs: InputCells, prefix: str, initiative: Initiative
) -> list[Effective]:
    if not initiative.effects:
        return []
    start = f"MAX(1,{inputs[prefix + 'start_month']}+{inputs[prefix + 'delay_months']})"
    active = grid.row(
        grid.book.t("row.active", name=initiative.name),
        lambda m: f"IF(AND({inputs[prefix + 'enabled']},{grid.month.at(m)}>={start}),1,0)",
        "whole",
        total=False,
    )
    return [
        Effective(
            initiative.effects[position].parameter,
            initiative.effects[position].channel,
            inputs[f"{prefix}effects/{name}/factor"],
            active,
        )
        for name, position, _ in named(initiative.effects)
    ]
