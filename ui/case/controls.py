"""The inputs of the page Simulate: what is sold and what it costs first, the rest folded away.

Which they are and in what order the cards say (`editing.form`); here stands how a group looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from roi_model.declaration.channel import OVERRIDES, Channel
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import level
from roi_model.declaration.units import Unit
from roi_model.editing import edits, form
from roi_model.texts import text
from ui.elements import by_month, inputs, panel, seasons
from ui.elements.inputs import InputRows
from ui.session import binding, state

CHANNEL, SCOPE = "choice/channel", "choice/sale_scope"
"""What the reader looks at, not an input: kept beside the scenario."""
SATURATION = ("saturation_spend", "saturation_shape", "reference_spend")
"""A switch and what it brings to life."""
TURN = "turn/"
"""Before the path of an input that a switch brings to life."""

Rows = list[panel.Row]


def show(ask: Callable[[str], None], *, rest: bool) -> None:
    """All inputs; what is edited runs the results again. `ask` hears which number is asked why.

    With `rest` the results run once more when nothing has been moved for a moment.
    """

    def write(edit: Mapping[str, Any]) -> None:
        if edit["path"] == panel.WHY:
            ask(str(edit["value"]))
        else:
            _write(edit)

    panel.show("simulate", rows(), write, binding.refresh, rest=rest, answers=True)


def rows() -> Rows:
    """What the column holds for the case on screen."""
    made = InputRows.now()
    channel = _chosen(made.scenario)
    return [
        _legend(made.lang),
        *_sale(made, channel),
        *_costs(made),
        *_funnel(made, channel),
        *_account(made),
        *_period(made),
    ]


def places() -> dict[str, str]:
    """Where each path of the model is set: the path of its input in the column."""
    scenario = state.scenario()
    inputs_shown = [row for row in panel.flat(rows()) if row["kind"] == "number"]
    return {
        real: row["path"]
        for row in inputs_shown
        if not seasons.is_here(row["path"])
        for real in edits.real_paths(scenario, row["path"])
    }


def _write(edit: Mapping[str, Any]) -> None:
    path, value = edit["path"], edit["value"]
    if path == CHANNEL:
        state.extras()["channel"] = value
    elif path == SCOPE:
        state.extras()["sale_scope"] = value == "own"
    elif seasons.is_here(path):
        seasons.write(path, value)
    elif by_month.is_here(path):
        by_month.write(edit)
    elif path.startswith(TURN):
        _turn_saturation(path.removeprefix(TURN), bool(value))
    else:
        inputs.write(edit)


# Kinds of rows --------------------------------------------------------------------------------


def _legend(lang: str) -> panel.Row:
    items = [[f"mark-{kind}", text(f"ui.inputs.{kind}", lang)] for kind in ("lever", "assumption")]
    items.append(["doubt", text("ui.inputs.doubt", lang)])
    return {"kind": "legend", "key": "legend", "items": items}


def _heading(lang: str, group: str) -> panel.Row:
    return {"kind": "heading", "key": group, "text": text(f"ui.group.{group}", lang)}


def _note(key: str, words: str) -> panel.Row:
    return {"kind": "note", "key": key, "text": words}


def _fold(lang: str, group: str, folded: Rows) -> panel.Row:
    """What stands behind "advanced"."""
    label = text(f"ui.group.advanced_{group}", lang)
    return {"kind": "fold", "key": group, "label": label, "rows": folded}


def _inputs(made: InputRows, paths: Iterable[str]) -> Rows:
    """A row each, of the kind that its unit asks for."""
    return [row for path in paths for row in _input(made, path)]


def _input(made: InputRows, path: str) -> Rows:
    if seasons.is_here(path):
        return seasons.rows(made)
    kinds = {Unit.FLAG: made.switch, Unit.TEXT: made.words}
    kind = kinds.get(edits.card_of(made.scenario, path).unit)
    return [kind(path)] if kind else _number(made, path)


def _number(made: InputRows, path: str) -> Rows:
    """A number and, where it varies by month, its steps."""
    return by_month.rows(made, made.number(path))


# Channel ----------------------------------------------------------------------------------------


def _chosen(scenario: Scenario) -> Channel:
    """The channel on screen: the one that was chosen, else the first."""
    wanted = state.extras().get("channel")
    return next((c for c in scenario.channels if c.name == wanted), scenario.channels[0])


def _funnel(made: InputRows, channel: Channel) -> Rows:
    scenario, lang = made.scenario, made.lang
    prefix = f"channels/{channel.name}/"
    found = [_heading(lang, "channel")]
    if len(scenario.channels) > 1:
        found.append(
            {
                "kind": "choice",
                "key": CHANNEL,
                "path": CHANNEL,
                "label": text("ui.channel.choose", lang, count=len(scenario.channels)),
                "options": [[c.name, c.name] for c in scenario.channels],
                "chosen": channel.name,
            }
        )
    found += _inputs(made, (prefix + key for key in form.core("channel")))
    if channel.saturation_spend is None and channel.monthly_cost != 0:
        found.append(_note("cost_alone", text("ui.channel.cost_alone", lang)))
    folded: Rows = []
    for key in form.folded("channel"):
        if key == SATURATION[0]:
            folded += _saturation(made, channel, prefix)
        elif key not in SATURATION:
            folded += _input(made, prefix + key)
    return [*found, _fold(lang, "channel", folded)]


def _saturation(made: InputRows, channel: Channel, prefix: str) -> Rows:
    """A switch, then its figures; on, the spend of the moment becomes the reference."""
    lang = made.lang
    path = prefix + "saturation_spend"
    on = channel.saturation_spend is not None
    label = text("ui.channel.saturation", lang)
    turn: panel.Row = {
        "kind": "switch",
        "key": TURN + path,
        "path": TURN + path,
        "fixed": {
            "label": label,
            "help": text("ui.channel.saturation_help", lang),
            "about": text("ui.inputs.about", lang, name=label),
        },
        "on": on,
    }
    if not on:
        if path in made.refused:
            turn["refused"] = text("ui.channel.saturation_needs_budget", lang)
        return [turn]
    return [turn, *_inputs(made, (prefix + key for key in SATURATION))]


def _turn_saturation(path: str, on: bool) -> None:
    channel = path.split("/")[1]
    costs = (c.monthly_cost for c in state.scenario().channels if c.name == channel)
    budget = level(next(costs, 0.0))
    binding.change(path, max(budget, 1.0) if on else None, "")


# Sale ---------------------------------------------------------------------------------------------


def _sale(made: InputRows, channel: Channel) -> Rows:
    scenario, lang = made.scenario, made.lang
    own = len(scenario.channels) > 1 and bool(state.extras().get("sale_scope"))
    found = [_heading(lang, "sale")]
    if len(scenario.channels) > 1:
        said = "ui.sale.sets_own" if own else "ui.sale.sets_default"
        found.append(
            {
                "kind": "choice",
                "key": SCOPE,
                "path": SCOPE,
                "label": text("ui.sale.scope", lang),
                "options": [["all", text("ui.sale.all", lang)], ["own", channel.name]],
                "chosen": "own" if own else "all",
            }
        )
        found.append(_note("scope", text(said, lang, channel=channel.name)))
    core = form.core("sale")
    if sells_subscriptions(scenario):
        core = [key for key in form.column("sale") if key in core or key == "monthly_fee"]
    folded: Rows = []
    for key in form.column("sale"):
        (found if key in core else folded).extend(_of_sale(made, channel, key, own))
    return [*found, _fold(lang, "sale", folded)]


def sells_subscriptions(scenario: Scenario) -> bool:
    """Whether the monthly fee belongs to the core: somewhere above 0, or it was in the preset."""
    return any(
        case.monthly_fee > 0 or any((c.monthly_fee or 0) > 0 for c in case.channels)
        for case in (scenario, state.origin())
    )


def _of_sale(made: InputRows, channel: Channel, key: str, own: bool) -> Rows:
    """One input of the sale: the default of all channels, or the channel's own value."""
    scenario, lang = made.scenario, made.lang
    if key not in OVERRIDES:
        return _input(made, key)
    path = f"channels/{channel.name}/{key}"
    alone = len(scenario.channels) == 1
    if own or (alone and getattr(channel, key) is not None):
        return _number(made, path)
    setting = [c.name for c in scenario.channels if getattr(c, key) is not None]
    name = edits.card_of(scenario, key).label(lang)
    if len(setting) == len(scenario.channels):
        # The default would move nothing: say so instead of showing a dead slider.
        return [_note(f"each-{key}", text("ui.sale.each_own", lang, name=name))]
    found = _number(made, key)
    if setting:
        said = text("ui.sale.except", lang, channels=", ".join(setting))
        found.append(_note(f"except-{key}", said))
    return found


# Costs --------------------------------------------------------------------------------------------


def _costs(made: InputRows) -> Rows:
    team, lang = made.scenario.team, made.lang
    found = [_heading(lang, "costs")]
    if len(team) > 1:
        others = len(team) - 1
        said = text("ui.costs.first_role", lang, role=team[0].title, count=others)
        found.append(_note("first-role", said))
    found += _inputs(made, form.core("costs"))
    paths = [p for p in form.folded("costs") if team or not p.startswith(edits.FIRST_ROLE)]
    folded = [*_inputs(made, paths), _note("tables", text("ui.costs.tables_below", lang))]
    return [*found, _fold(lang, "costs", folded)]


# The user's own account ---------------------------------------------------------------------------


def _account(made: InputRows) -> Rows:
    """The opening balance; once it is given, folded away, what bears on the account besides."""
    opening, *rest = form.column("cash")
    found = [_heading(made.lang, "cash"), *_input(made, opening)]
    if made.scenario.opening_cash is None:
        return [*found, _note("no-account", text("ui.costs.account_help", made.lang))]
    return [*found, _fold(made.lang, "cash", _inputs(made, rest))]


# Period -------------------------------------------------------------------------------------------


def _period(made: InputRows) -> Rows:
    """All of it folded away: it is set once, the rest is what a plan is made of."""
    return [_fold(made.lang, "period", _inputs(made, form.column("period")))]
