"""What is drawn of a case, on the command line: the options that choose it, and what is told."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from roi_model.analysis.risk.spreads import Doubt
from roi_model.declaration.doubt_set import DoubtSet
from roi_model.declaration.scenario import Scenario

ABOUT = (
    "What is drawn is the case's own choice (its key `drawn`); an option here overrules it. "
    "Spreads all, which is usual, takes the case's `uncertainty` and the usual spread of every "
    "other sensitive input; own takes the case's `uncertainty` alone, and the usual spreads where "
    "it states none."
)
_SAID = "doubts: {own: [path], usual: [path], luck: true or false}"


def describe(output: str) -> str:
    """The description of a command whose output, given without its end, says what was drawn."""
    return f"{output}, {_SAID}, notes (as project)}}. {ABOUT}"


def add_arguments(made: argparse.ArgumentParser, *, luck: bool = True) -> None:
    """The options that choose what is drawn; without one the case's own choice holds."""
    made.add_argument(
        "--spreads", choices=("all", "own"),
        help="the usual doubts of the other inputs too, or the case's own alone",
    )  # fmt: skip
    made.add_argument(
        "--market-shock", action=argparse.BooleanOptionalAction,
        help="the market moves the contacts of all channels together",
    )  # fmt: skip
    if luck:
        made.add_argument(
            "--deal-luck", action=argparse.BooleanOptionalAction, help="add the noise of few deals"
        )


def with_choice(scenario: Scenario, args: argparse.Namespace) -> Scenario:
    """The case with the set of doubts that its file and these options choose."""
    wanted = {
        "others": None if args.spreads is None else args.spreads == "all",
        "shock": args.market_shock,
        "luck": getattr(args, "deal_luck", None),
    }
    given = {key: value for key, value in wanted.items() if value is not None}
    chosen: DoubtSet = replace(scenario.doubt_set, **given)
    return replace(scenario, drawn=chosen.written)


def as_json(scenario: Scenario, drawn: Sequence[Doubt]) -> dict[str, Any]:
    """Which inputs were drawn, by whose doubt, and whether few deals had their luck."""
    own, usual = (
        [doubt.path for doubt in drawn if (doubt.path in scenario.uncertainty) is theirs]
        for theirs in (True, False)
    )
    return {"own": own, "usual": usual, "luck": scenario.doubt_set.luck}
