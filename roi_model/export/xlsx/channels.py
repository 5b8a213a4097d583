"""The channels' sheet: each one's funnel, what it sells, its own costs by month; then the team."""

from __future__ import annotations

from dataclasses import dataclass

from roi_model.declaration.initiatives import FUNNEL_RATES, HOURS
from roi_model.declaration.paths import named
from roi_model.export.xlsx.calendar import Calendar
from roi_model.export.xlsx.roles import RoleRows, write_role
from roi_model.export.xlsx.sales import Stream, write_streams
from roi_model.export.xlsx.writing.grid import Grid, Row, added

STAGES = ("contacts", "leads", "qualified", "meetings", "quotes", "ultimate")


@dataclass(frozen=True)
class ChannelRows:
    """Where the figures of a channel stand."""

    name: str
    share: str
    stages: dict[str, Row]
    hours: Row
    budget: Row
    leads_paid: Row
    meetings_paid: Row
    streams: tuple[Stream, ...]

    def rows(self, what: str) -> list[Row]:
        """A row of each stream."""
        return [getattr(stream.sales, what) for stream in self.streams]

    def total(self, what: str) -> str:
        """Its sum over streams and months, as a formula."""
        return added([row.total for row in self.rows(what)])


@dataclass(frozen=True)
class Team:
    """Rows of the team: hours there and asked, the share of contacts they allow, and by role.

    `limit` is the share the team's hours allow, `served` what counts: 1 where they do not limit.
    """

    there: Row
    asked: Row
    limit: Row
    served: Row
    utilisation: Row
    roles: dict[str, RoleRows]


@dataclass(frozen=True)
class Funnel:
    """All of the channels' sheet."""

    grid: Grid
    channels: list[ChannelRows]
    team: Team


def write_channels(grid: Grid, calendar: Calendar) -> Funnel:
    """Write the team's hours, every channel, then the hours they ask and the share served."""
    t, scenario = grid.book.t, calendar.scenario
    grid.heading(t("part.hours"), large=True)
    there, asked, limit, served, utilisation = (grid.reserve() for _ in range(5))
    roles = {name: write_role(grid, calendar, name) for name, _, _ in named(scenario.team)}
    channels = [_channel(grid, calendar, served, name) for name, _, _ in named(scenario.channels)]
    lines = (utilisation.number + 1, grid.next - 1)
    grid.added(t("row.hours_there"), grid, "count", unit="hours", rows=lines, at=there)
    grid.added(t("row.hours_asked"), grid, "count", unit="hours", rows=lines, at=asked)
    share = f"IF({asked.now}>0,MIN(1,{there.now}/{asked.now}),1)" if scenario.team else "1"
    grid.row(t("row.limit"), share, "rate", total=False, at=limit)
    enforced = f"IF({calendar.inputs['enforce_capacity']},{limit.now},1)"
    grid.row(t("row.served"), enforced, "rate", total=False, at=served)
    used = f'IF({there.now}>0,{asked.now}/{there.now},"–")'
    grid.row(t("row.utilisation"), used, "rate", total=False, at=utilisation)
    return Funnel(grid, channels, Team(there, asked, limit, served, utilisation, roles))


def _channel(grid: Grid, calendar: Calendar, served: Row, name: str) -> ChannelRows:
    t, inputs, prefix = grid.book.t, calendar.inputs, f"channels/{name}/"
    grid.heading(name, large=True)
    counts, runs = calendar.flags[prefix], _reach(grid, calendar, prefix)
    season = "" if calendar.season is None else f"*{calendar.season.now}"
    market = grid.row(
        t("row.market"), f"{calendar.value('market')}*{runs}{season}", "weight", total=False
    )
    before = grid.row(
        t("row.contacts_before"),
        f"{counts.now}*{calendar.value(prefix + 'contacts')}*{market.now}"
        f"{calendar.factors('contacts', name)}",
        "count",
    )  # fmt: skip
    rates = {
        rate: grid.row(
            t(f"row.{rate}"), calendar.cohort(rate, inputs[prefix + rate], name), "rate",
            total=False,
        )
        for rate in FUNNEL_RATES
    }  # fmt: skip
    asked = _hours(grid, calendar, name, rates, before)
    kept = f"{before.now}*{served.now}"
    stages = {"contacts": _stage(grid, "contacts", kept)}
    for last, stage, rate in zip(STAGES, STAGES[1:], FUNNEL_RATES, strict=False):
        stages[stage] = _stage(grid, stage, f"{stages[last].now}*{rates[rate].now}")
    hours = grid.row(t("row.hours_served"), f"{asked.now}*{served.now}", "count", unit="hours")
    spent = f"{counts.now}*{calendar.value(prefix + 'monthly_cost')}"
    budget = grid.row(t("row.budget"), spent, key=t("row.budget"))
    paid = {
        key: grid.row(
            t(f"row.{key}"),
            f"{stages[stage].now}*{inputs[prefix + key]}{calendar.factors(key, name)}",
            key=t(f"row.{key}"),
        )
        for key, stage in (("lead_price", "leads"), ("meeting_cost", "meetings"))
    }
    return ChannelRows(
        name, inputs[prefix + "incrementality"], stages, hours, budget, paid["lead_price"],
        paid["meeting_cost"], write_streams(grid, calendar, name, stages["ultimate"]),
    )  # fmt: skip


def _stage(grid: Grid, stage: str, formula: str) -> Row:
    label = grid.book.t(f"row.{stage}")
    return grid.row(label, formula, "count", key=label)


def _hours(grid: Grid, calendar: Calendar, name: str, rates: dict[str, Row], before: Row) -> Row:
    """Hours that a month's cohort asks of the team, from the quotes back to the leads."""
    t, inputs = grid.book.t, calendar.inputs
    lead, qualified, meeting, quote, _ = (rates[rate].now for rate in FUNNEL_RATES)
    per_lead, per_meeting, per_quote = (
        f"{inputs[f'channels/{name}/{key}']}{calendar.factors(key, name)}" for key in HOURS
    )
    met = grid.row(
        t("row.hours_a_meeting"), f"{per_meeting}+{quote}*{per_quote}", "multiple", unit="hours",
        total=False,
    )  # fmt: skip
    each = grid.row(
        t("row.hours_a_lead"), f"{per_lead}+{qualified}*{meeting}*{met.now}", "multiple",
        unit="hours", total=False,
    )  # fmt: skip
    label = t("row.hours_asked")
    asked = f"{before.now}*{lead}*{each.now}"
    return grid.row(label, asked, "count", unit="hours", key=label)


def _reach(grid: Grid, calendar: Calendar, prefix: str) -> str:
    """How far its budget brings a channel beside the budget that its contacts hold for."""
    t, inputs = grid.book.t, calendar.inputs
    half, shape = inputs[prefix + "saturation_spend"], inputs[prefix + "saturation_shape"]

    def reach(spend: str) -> str:
        return f"IF({spend}>0,1/(1+({half}/{spend})^{shape}),0)"

    then = grid.scalar(t("row.reach_then"), reach(inputs[prefix + "reference_spend"]), "rate")
    now = reach(calendar.value(prefix + "monthly_cost"))
    if prefix + "monthly_cost" not in calendar.steps:
        reached = grid.scalar(t("row.reach_now"), now, "rate")
        beside = f'IF({half}="",1,{reached}/{then})'
        return grid.scalar(t("row.saturation"), beside, "multiple", unit="weight")
    by_month = grid.row(t("row.reach_now"), now, "rate", total=False)
    beside = f'IF({half}="",1,{by_month.now}/{then})'
    return grid.row(t("row.saturation"), beside, "multiple", unit="weight", total=False).now
