"""Sentences beside inputs that lie far from published figures; a value is never changed.

The rules stand in `data/benchmarks.toml`, each with its source, year and quality. A rule looks at
one input, or at a figure made from several:

contact_to_meeting    share of contacts that end in a meeting, over three stages
lead_to_customer      share of leads that sign, over four stages
advertising_per_lead  monthly budget of a channel over its leads of a month
tools_per_head        monthly tool lines over the people of the team, one at least
"""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from roi_model.declaration.scenario import OVERRIDES, Channel, Scenario
from roi_model.declaration.steps import at_month, level, steps_of
from roi_model.declaration.units import Unit
from roi_model.editing.following import is_measured
from roi_model.texts import french, span

FILE = Path(__file__).resolve().parents[2] / "data" / "benchmarks.toml"
FUNNEL = (
    "contact_to_lead",
    "lead_to_qualified",
    "qualified_to_meeting",
    "meeting_to_quote",
    "quote_to_customer",
)

Show = Callable[[float, Unit, str], str]
"""Writes a figure for the reader: value, unit, currency (of use where the unit is money)."""


Verdict = Literal["within", "above", "below"]


@dataclass(frozen=True, eq=False)  # each is one of `rules`
class Rule:
    """One benchmark: what it measures, where it speaks, what it says and who published it."""

    id: str
    measure: str
    unit: Unit
    low: float
    high: float
    quiet_low: float
    quiet_high: float
    source: str
    year: str
    quality: Mapping[str, str]
    sentences: Mapping[str, str]
    exempt: tuple[float, ...] = ()
    figures_in: str = ""
    words: frozenset[str] = frozenset()
    currencies: frozenset[str] = frozenset()
    first_year_from: float = 0.0
    first_year_below: float = math.inf
    subscription: bool | None = None

    def verdict(self, value: float) -> Verdict:
        """Where a value lies; a hair beyond an end is still at it.

        >>> rules()[0].verdict(0.396)
        'above'
        """
        hair = 1e-9 * max(1.0, abs(value))
        if value > self.high + hair:
            return "above"
        return "below" if value < self.low - hair else "within"

    @property
    def positions(self) -> tuple[float, float, float]:
        """The cautious, the usual and the ambitious value: the ends and the middle of the range.

        Of rates the low end is the cautious one; of months, days, hours, costs and charges the
        high one.
        """
        rising = self.unit in (Unit.RATE, Unit.RATE_PER_YEAR)
        first, last = (self.low, self.high) if rising else (self.high, self.low)
        return first, round((self.low + self.high) / 2, 12), last


@dataclass(frozen=True)
class Remark:
    """What a benchmark says of one input: where to show it, how far off, and the sentence.

    `path` is the input the sentence stands beside. `severity` is "warning" where the value is
    beyond twice the published range, "note" nearer by or where the user measured the figure.
    """

    path: str
    rule: Rule
    value: float
    currency: str
    severity: Literal["note", "warning"]

    @property
    def source(self) -> str:
        """Who published the benchmark."""
        return self.rule.source

    @property
    def year(self) -> str:
        """When it was published, as far as known."""
        return self.rule.year

    def sentence(self, lang: str, show: Show | None = None) -> str:
        """The sentence in one language, its figures written by `show` (plain where absent)."""
        write = show or plain(lang)
        unit, published = self.rule.unit, self.rule.figures_in or self.currency
        return self.rule.sentences[lang].format(
            range=span(
                write(self.rule.low, unit, published), write(self.rule.high, unit, published)
            ),
            value=write(self.value, unit, self.currency),
        )


@dataclass(frozen=True)
class _Figure:
    """A figure the rules can look at, with the inputs it is made of and what it applies to."""

    measure: str
    value: float
    inputs: Mapping[str, float]
    words: frozenset[str] = frozenset()
    first_year: float | None = None
    subscription: bool | None = None


@cache
def rules() -> tuple[Rule, ...]:
    """The benchmarks in the order in which they are asked: the particular before the general.

    >>> rules()[0].id
    'cold_call_meeting'
    """
    with FILE.open("rb") as file:
        return tuple(_rule(row) for row in tomllib.load(file)["rule"])


def remarks(scenario: Scenario) -> list[Remark]:
    """What benchmarks say of the inputs far from them, warnings first; at most one by input.

    >>> from roi_model.declaration.scenario import Channel, Scenario
    >>> calls = Channel(name="Cold calls", contact_to_lead=1, lead_to_qualified=1,
    ...                 qualified_to_meeting=0.3)
    >>> [remark] = remarks(Scenario(name="Demo", channels=(calls,)))
    >>> remark.path, remark.severity, remark.year
    ('channels/Cold calls/qualified_to_meeting', 'warning', '2024–2026')
    >>> remark.sentence("en")[:24], remark.sentence("en")[-13:]
    ('Benchmarks for cold call', 'you have 30%.')
    """
    found: dict[str, Remark] = {}
    figures = list(_figures(scenario))
    for rule in _rules_in(scenario.currency):
        for figure in figures:
            if not _speaks(rule, figure):
                continue
            path = _culprit(figure, too_high=figure.value > rule.quiet_high)
            measured = is_measured(scenario, path)
            far = figure.value > 2 * rule.high or figure.value < rule.low / 2
            severity: Literal["note", "warning"] = "warning" if far and not measured else "note"
            remark = Remark(path, rule, figure.value, scenario.currency, severity)
            known = found.setdefault(path, remark)
            if known.rule is rule and _beyond(rule, figure.value) > _beyond(rule, known.value):
                found[path] = remark  # of the months of one input, the worst
    return sorted(found.values(), key=lambda remark: remark.severity == "note")


def _beyond(rule: Rule, value: float) -> float:
    """How many times the published range is left behind."""
    return max(value / rule.high, rule.low / value if value else math.inf)


def published(scenario: Scenario) -> dict[str, Rule]:
    """The published range of each input that has one of its own, by path.

    >>> from roi_model.declaration.scenario import Channel
    >>> rule = published(Scenario(name="Demo", channels=(Channel(name="Cold email"),)))[
    ...     "channels/Cold email/contact_to_lead"]
    >>> rule.low, rule.high, rule.positions
    (0.02, 0.04, (0.02, 0.03, 0.04))
    """
    found: dict[str, Rule] = {}
    own = [f for f in _figures(scenario) if len(f.inputs) == 1]
    for rule in _rules_in(scenario.currency):
        if (rule.figures_in or scenario.currency) != scenario.currency or rule.low == rule.high:
            continue
        for figure in own:
            (path,) = figure.inputs
            # A budget per lead is no range of the budget itself.
            if path.rpartition("/")[2] == rule.measure and _applies(rule, figure):
                found.setdefault(path, rule)
    return found


def _rules_in(currency: str) -> list[Rule]:
    """The rules that speak where money is in this currency."""
    return [rule for rule in rules() if not rule.currencies or currency in rule.currencies]


def new_remarks(before: Scenario, after: Scenario) -> list[Remark]:
    """The remarks on `after` that `before` does not have: which benchmarks a change leaves."""
    known = {(remark.path, remark.rule.id) for remark in remarks(before)}
    return [one for one in remarks(after) if (one.path, one.rule.id) not in known]


def plain(lang: str) -> Show:
    """Figures written without a locale library: for logs, the command line and tests.

    >>> plain("en")(0.025, Unit.RATE, "EUR"), plain("en")(4.5, Unit.MONTHS, "EUR")
    ('2.5%', '4.5')
    """

    def show(value: float, unit: Unit, currency: str) -> str:
        scaled = value * 100 if unit.is_percent else value
        digits = f"{scaled:,.1f}" if abs(scaled) >= 1 else f"{scaled:,.2g}"
        digits = digits.removesuffix(".0")
        if lang == "fr":
            digits = digits.replace(",", "\N{NARROW NO-BREAK SPACE}").replace(".", ",")
        if unit.is_percent:
            return digits + ("\N{NARROW NO-BREAK SPACE}%" if lang == "fr" else "%")
        return f"{digits}\N{NO-BREAK SPACE}{currency}" if unit.is_money else digits

    return show


def _rule(row: dict[str, Any]) -> Rule:
    when = row.get("when", {})
    return Rule(
        id=row["id"],
        measure=row["measure"],
        unit=Unit(row["unit"]),
        low=row["low"],
        high=row["high"],
        quiet_low=row["quiet_low"],
        quiet_high=row["quiet_high"],
        source=row["source"],
        year=row["year"],
        quality={
            lang: french(said) if lang == "fr" else said for lang, said in row["quality"].items()
        },
        sentences={"fr": french(row["fr"]), "en": row["en"]},
        exempt=tuple(row.get("exempt", ())),
        figures_in=row.get("figures_in", ""),
        words=frozenset(when.get("words", ())),
        currencies=frozenset(when.get("currency", ())),
        first_year_from=when.get("first_year_from", 0.0),
        first_year_below=when.get("first_year_below", math.inf),
        subscription=when.get("subscription"),
    )


def _speaks(rule: Rule, figure: _Figure) -> bool:
    """Whether a figure lies where the rule has something to say."""
    if not _applies(rule, figure):
        return False
    # A product such as 0.4 x 0.375 may land a hair beyond a bound it equals on paper.
    tolerance = 1e-9 * max(1.0, abs(figure.value))
    return not rule.quiet_low - tolerance <= figure.value <= rule.quiet_high + tolerance


def _applies(rule: Rule, figure: _Figure) -> bool:
    """Whether the range of a rule is one of this figure."""
    if rule.measure != figure.measure or figure.value in rule.exempt:
        return False
    if rule.words and not rule.words & figure.words:
        return False
    if rule.subscription not in (None, figure.subscription):
        return False
    if (rule.first_year_from, rule.first_year_below) == (0.0, math.inf):
        return True
    year = figure.first_year
    return year is not None and rule.first_year_from <= year < rule.first_year_below


def _culprit(figure: _Figure, *, too_high: bool) -> str:
    """The input to show the sentence beside: of several rates, the one that stands out."""
    open_stages = {path: rate for path, rate in figure.inputs.items() if rate != 1}
    stages = open_stages or figure.inputs
    return (max if too_high else min)(stages, key=lambda path: stages[path])


def _figures(scenario: Scenario) -> Iterator[_Figure]:
    for key in ("discount_rate", "dso_days", "commission", "commission_employer_rate"):
        value = getattr(scenario, key)
        yield _Figure(key, value, {key: value})
    for channel in scenario.channels:
        yield from _channel_figures(scenario, channel)
    for role in scenario.team:
        path = f"team/{role.title}/"
        yield _Figure("employer_rate", role.employer_rate, {path + "employer_rate": 0})
        yield _Figure("ramp_months", role.ramp_months, {path + "ramp_months": 0})
        if role.employer_rate > 0:  # a loaded salary is another figure
            yield _Figure("gross_salary", role.gross_salary, {path + "gross_salary": 0})
    tools = {
        f"costs/{line.name}/amount": line.amount
        for line in scenario.costs
        if line.category == "tools" and line.every == "month"
    }
    if tools:
        people = max(1.0, sum(role.fte for role in scenario.team))
        yield _Figure("tools_per_head", sum(tools.values()) / people, tools)


def _channel_figures(scenario: Scenario, channel: Channel) -> Iterator[_Figure]:
    path = f"channels/{channel.name}/"
    words = _words(channel.name)
    rates = {key: getattr(channel, key) for key in FUNNEL}

    def product(measure: str, *keys: str) -> _Figure:
        inputs = {path + key: rates[key] for key in keys}
        return _Figure(measure, math.prod(inputs.values()), inputs, words)

    yield product("contact_to_meeting", *FUNNEL[:3])
    yield product("lead_to_customer", *FUNNEL[1:])
    for key in FUNNEL:
        yield product(key, key)
    for key in ("hours_per_meeting", "hours_per_quote"):
        yield _Figure(key, getattr(channel, key), {path + key: 0})
    yield _Figure("lead_price", channel.lead_price, {path + "lead_price": 0})
    volume = (channel.contacts, scenario.market, channel.monthly_cost)
    for month in sorted({month for value in volume for month, _ in steps_of(value)}):
        contacts, market, budget = (at_month(value, month) for value in volume)
        leads = contacts * market * channel.contact_to_lead
        if leads > 0:
            spent = {path + "monthly_cost": budget}
            yield _Figure("advertising_per_lead", budget / leads, spent)

    own = {key: getattr(channel, key) for key in OVERRIDES}
    value = {key: getattr(scenario, key) if own[key] is None else own[key] for key in OVERRIDES}
    for key in ("cycle_months", "gross_margin", "retention"):
        where = key if own[key] is None else path + key
        yield _Figure(
            key,
            value[key],
            {where: value[key]},
            words,
            first_year=level(value["deal_value"]) + 12 * value["monthly_fee"],
            subscription=value["monthly_fee"] > 0,
        )


def _words(name: str) -> frozenset[str]:
    """The words of a name, without case or accents.

    >>> sorted(_words("Appels téléphoniques (cold)"))
    ['appels', 'cold', 'telephoniques']
    """
    bare = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return frozenset(re.findall(r"[a-z0-9]+", letters))
