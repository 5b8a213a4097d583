"""The sheet of time: the months, what depends on them alone, and flags worked out once.

Every other grid repeats its months and multiplies by its flags, which are 1 in the months in which
a channel, a role, a line or an initiative counts, and 0 beyond a shorter horizon.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from roi_model.declaration.initiatives import CAPPED_AT_ONE, Initiative
from roi_model.declaration.paths import named, walk
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import Steps
from roi_model.export.xlsx.inputs import InputCells
from roi_model.export.xlsx.writing.grid import Grid, Row
from roi_model.formatting.inputs import path_words


@dataclass(frozen=True)
class Effective:
    """An effect, the row of what it multiplies by, and the one that is 1 where it is in force."""

    parameter: str
    channel: str | None
    times: Row
    active: Row


@dataclass(frozen=True)
class Calendar:
    """Rows by month: 1 within the horizon, season, effects, flags, inputs that vary.

    `flags` are those of channels, roles, monthly lines and initiatives by their prefix.
    """

    scenario: Scenario
    inputs: InputCells
    month: Row
    year: Row
    horizon: str
    campaign: str
    within: Row
    lag: Row
    season: Row | None
    effects: tuple[Effective, ...]
    flags: dict[str, Row]
    steps: dict[str, Row]

    def value(self, path: str) -> str:
        """An input in a month: its cell, or where it varies the one of the step in force."""
        return self.steps[path].now if path in self.steps else self.inputs[path]

    def factors(self, parameter: str, channel: str) -> str:
        """What the enabled initiatives multiply a parameter of a channel's cohorts by."""
        return _product(self.of(channel), parameter)

    def team_factors(self, parameter: str) -> str:
        """The same for something of the whole team, by calendar month."""
        return _product(self.effects, parameter)

    def of(self, channel: str) -> list[Effective]:
        """The effects a channel feels."""
        return [found for found in self.effects if found.channel in (None, channel)]

    def cohort(self, parameter: str, base: str, channel: str) -> str:
        """A parameter of the cohort created in a month, capped once after the product."""
        times = self.factors(parameter, channel)
        return f"MIN(1,{base}{times})" if parameter in CAPPED_AT_ONE and times else f"{base}{times}"

    def rounding(self, grid: Grid, row: Row) -> str:
        """Write ε of a series, below which its amounts are 0."""
        most = f"MAX(1,MAX({row.all}),-MIN({row.all}))"
        tiny = self.inputs.convention("tiny")
        return grid.scalar(grid.book.t("row.rounding"), f"{tiny}*{most}", "weight")

    def once(self, at: str, amount: str) -> str:
        """An amount in the month that a cell says."""
        return f"IF({self.month.now}={at},{self.within.now},0)*{amount}"


def _product(effects: Iterable[Effective], parameter: str) -> str:
    """Times what these effects multiply a parameter by."""
    return "".join(f"*{one.times.now}" for one in effects if one.parameter == parameter)


def write_calendar(grid: Grid, inputs: InputCells) -> Calendar:
    """Write the sheet of time, top to bottom."""
    t, scenario = grid.book.t, inputs.scenario
    if scenario.start is not None:
        form = grid.book.head(align="right", num_format="mmm\\ yy")
        grid.repeated(t("date"), f"EDATE({inputs['start']},{grid.month.now}-1)", form)
    horizon = inputs["horizon_months"]
    grid.heading(t("part.calendar"), large=True)
    year = inputs.convention("months_per_year")
    usual = inputs.convention("usual_campaign")
    campaign = grid.scalar(
        t("row.campaign"), f"MIN({inputs.own('campaign_months', usual)},{horizon})", "whole",
        unit="months",
    )  # fmt: skip
    years = grid.row(
        t("row.year"), f"INT(({grid.month.now}+{year}-1)/{year})", "whole", unit="year", total=False
    )
    within = grid.flag(t("row.within"), f"IF({grid.month.now}<={horizon},1,0)")
    lag = grid.row(t("row.lag"), f"COLUMNS({grid.month.rest})", "whole", unit="months", total=False)
    season = _write_season(grid, inputs)
    steps = _write_steps(grid, inputs)
    effects: list[Effective] = []
    for name, position, _ in named(scenario.initiatives):
        effects += _effects(grid, inputs, f"initiatives/{name}/", scenario.initiatives[position])
    flags = _write_flags(grid, inputs, campaign, within)
    return Calendar(
        scenario, inputs, grid.month, years, horizon, campaign, within, lag, season, tuple(effects),
        flags, steps,
    )  # fmt: skip


def _write_season(grid: Grid, inputs: InputCells) -> Row | None:
    """The season of each month; None where the case has none."""
    scenario, t = inputs.scenario, grid.book.t
    if scenario.seasonality is None:
        return None
    cells = [inputs[f"seasonality/{number}"] for number in range(1, 13)]
    first, last = cells[0], cells[-1].rpartition("!")[2]
    year = inputs.convention("months_per_year")
    mean = grid.scalar(t("row.season_mean"), f"SUM({first}:{last})/{year}", "weight")
    january = grid.scalar(t("row.first_month"), _first_month(inputs), "whole", unit="month")
    number = grid.row(
        t("row.month_of_year"), f"MOD({grid.month.now}+{january}-1-1,{year})+1", "whole",
        unit="month", total=False,
    )  # fmt: skip
    return grid.row(
        t("row.season"), f"INDEX({first}:{last},{number.now})/{mean}", "weight", total=False
    )


def _first_month(inputs: InputCells) -> str:
    """The month of the year in which the plan begins; January where no start is given."""
    return "1" if inputs.scenario.start is None else f"MONTH({inputs['start']})"


def _write_steps(grid: Grid, inputs: InputCells) -> dict[str, Row]:
    """The inputs that vary by month, as they hold in each."""
    lang = grid.book.lang
    return {
        path: grid.row(
            path_words(path, lang), inputs.step(path, grid.month.now), "multiple", unit="input",
            total=False,
        )
        for path, _, value in walk(inputs.scenario)
        if isinstance(value, Steps)
    }  # fmt: skip


def _effects(
    grid: Grid, inputs: InputCells, prefix: str, initiative: Initiative
) -> list[Effective]:
    if not initiative.effects:
        return []
    t, name = grid.book.t, initiative.name
    begins = grid.scalar(
        t("row.begins", name=name),
        f"MAX(1,{inputs[prefix + 'start_month']}+{inputs[prefix + 'delay_months']})",
        "whole", unit="month",
    )  # fmt: skip
    active = grid.flag(
        t("row.active", name=name),
        f"IF(AND({inputs[prefix + 'enabled']},{grid.month.now}>={begins}),1,0)",
    )
    made = []
    for one, position, _ in named(initiative.effects):
        effect = initiative.effects[position]
        factor = inputs[f"{prefix}effects/{one}/factor"]
        label = t("row.times", name=name, number=position + 1)
        times = grid.row(label, f"1+({factor}-1)*{active.now}", "weight", total=False)
        made.append(Effective(effect.parameter, effect.channel, times, active))
    return made


def _write_flags(grid: Grid, inputs: InputCells, campaign: str, within: Row) -> dict[str, Row]:
    """When each channel, role, monthly line and initiative counts; its last month before it."""
    scenario, made = inputs.scenario, {}
    grid.heading(grid.book.t("part.flags"), large=True)

    def flag(prefix: str, name: str, start: str, end: str, also: str = "") -> None:
        row, now = grid.reserve(), grid.month.now
        holds = f"AND({also}{now}>={start},{now}<={row.value})"
        made[prefix] = grid.flag(name, f"IF({holds},{within.now},0)", value=end, at=row)

    def until(prefix: str) -> str:
        return inputs.own(prefix + "end_month", campaign)

    for kind, parts in (("channels", scenario.channels), ("team", scenario.team)):
        for name, _, _ in named(parts):
            prefix = f"{kind}/{name}/"
            flag(prefix, name, inputs[prefix + "start_month"], until(prefix))
    for name, position, _ in named(scenario.costs):
        if scenario.costs[position].every == "month":
            prefix = f"costs/{name}/"
            flag(prefix, name, f"MAX(1,{inputs[prefix + 'start_month']})", until(prefix))
    for name, _, _ in named(scenario.initiatives):
        prefix = f"initiatives/{name}/"
        begins = f"MAX(1,{inputs[prefix + 'start_month']})"
        flag(prefix, name, begins, campaign, f"{inputs[prefix + 'enabled']},")
    for name, _, _ in named(scenario.benefits):
        prefix = f"benefits/{name}/"
        flag(prefix, name, inputs[prefix + "start_month"], inputs["horizon_months"])
    return made
