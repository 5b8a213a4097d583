"""The commands `risk`, `sensitivity` and `goal` of the command line, in the shapes of MODEL 7."""

from __future__ import annotations

import argparse
from typing import Any

from roi_model.analysis.risk.chances import Draws, Needed, Wish, asked_about
from roi_model.analysis.risk.risk import DRAWS, SEED, Risk, risk
from roi_model.analysis.risk.sensitivity import INDEX_POINTS, sobol, tornado
from roi_model.analysis.risk.spreads import drawn_doubts
from roi_model.analysis.search.flips import flip_points
from roi_model.analysis.search.goal import Goal, goal, what_would_have_to_be_true
from roi_model.commands import doubt_options
from roi_model.declaration.scenario import Scenario
from roi_model.projection import project
from roi_model.remarks.notes import notes_as_json
from roi_model.remarks.plausibility import published
from roi_model.storage.scenario_file import load_scenario


def risk_command(args: argparse.Namespace) -> dict[str, Any]:
    """P10, P50, P90 of everything, chances and the value of information."""
    scenario = doubt_options.with_choice(load_scenario(args.scenario), args)
    run = risk(scenario, draws=args.draws, seed=args.seed, workers=args.workers)
    made = {**risk_as_json(run), "notes": notes_as_json(project(scenario), args.lang)}
    if args.information:
        made["evppi"] = [{"path": path, "value": value} for path, value in run.evppi.items()]
    if args.profit_cut or args.investment_rise:
        cuts = {"profit_cut": args.profit_cut, "investment_rise": args.investment_rise}
        made["risk_adjusted"] = {**cuts, "roi": run.adjusted(**cuts)}
    return made


def risk_as_json(run: Risk) -> dict[str, Any]:
    """A run of draws as JSON-ready data; what is undefined is None."""
    out = run.cash_out_by_month
    return {
        "draws": run.draws,
        "seed": run.seed,
        "metrics": {
            name: {"p10": s.p10, "p50": s.p50, "p90": s.p90, "undefined": s.undefined}
            for name, s in run.metrics.items()
        },
        "expected": run.expected,
        "probability": {
            "roi_positive": run.roi_positive,
            "payback_by_month": run.payback_by_month.tolist(),
            "never": run.never,
            "cash_out_by_month": None if out is None else out.tolist(),
            "never_below_floor": None if out is None else 1.0 - float(out[-1]),
        },
        "cumulative_cash": {name: band.tolist() for name, band in run.cumulative_cash.items()},
        "evpi": run.evpi,
        "doubts": doubt_options.as_json(run.scenario, run.doubts),
    }


def sensitivity_command(args: argparse.Namespace) -> dict[str, Any]:
    """Tornado, Sobol' indices and flip points of one metric."""
    scenario = doubt_options.with_choice(load_scenario(args.scenario), args)
    chosen = drawn_doubts(scenario)
    base, swings = tornado(scenario, args.metric, chosen)
    return {
        "metric": args.metric,
        "base": base,
        "tornado": [
            {
                "path": swing.path,
                "low_value": swing.low_value,
                "high_value": swing.high_value,
                "at_low": swing.at_low,
                "at_high": swing.at_high,
            }
            for swing in swings
        ],
        "sobol": [
            {"path": index.path, "first": index.first, "total": index.total}
            for index in sobol(scenario, args.metric, chosen, points=args.points, seed=args.seed)
        ],
        "flip_points": [
            {"path": flip.path, "value": flip.value, "reason": flip.reason}
            for flip in flip_points(scenario, args.metric)
        ],
        "doubts": doubt_options.as_json(scenario, chosen),
        "notes": notes_as_json(project(scenario), args.lang),
    }


def goal_command(args: argparse.Namespace) -> dict[str, Any]:
    """The value of one input that brings a metric to a target; without input, of the five."""
    scenario = load_scenario(args.scenario)
    if args.chance is not None:
        return _chance_command(doubt_options.with_choice(scenario, args), args)
    notes = {"notes": notes_as_json(project(scenario), args.lang)}
    if args.input is not None:
        return _goal_as_json(goal(scenario, args.input, args.metric, args.target)) | notes
    found = what_would_have_to_be_true(scenario, args.metric, args.target)
    lines = [{"path": line.path, "now": line.now, **_goal_as_json(line)} for line in found]
    return {"inputs": lines, **notes}


def _chance_command(scenario: Scenario, args: argparse.Namespace) -> dict[str, Any]:
    """The same in a share of the draws, each value beside what is published of its input."""
    drawn = Draws(scenario, Wish(args.metric, args.target, args.chance))
    paths = asked_about(scenario) if args.input is None else [args.input]
    return {
        "now": drawn.now,
        "inputs": [_needed_as_json(scenario, drawn.needed(path)) for path in paths],
        "doubts": doubt_options.as_json(scenario, drawn_doubts(scenario)),
        "notes": notes_as_json(project(scenario), args.lang),
    }


def _needed_as_json(scenario: Scenario, found: Needed) -> dict[str, Any]:
    known, at = published(scenario).get(found.path), found.value
    said = None if known is None else {
        "low": known.low,
        "high": known.high,
        "verdict": None if at is None else known.verdict(at),
        "source": known.source,
    }  # fmt: skip
    return {
        "path": found.path,
        "now": found.now,
        "value": at,
        "chance": found.chance,
        "holds": found.holds,
        **({} if at is not None else {"reason": found.reason, "best": found.best_value}),
        "published": said,
    }


def _goal_as_json(found: Goal) -> dict[str, Any]:
    if found.value is None:
        best = {"value": found.best_value, "metric": found.metric}
        return {"value": None, "reason": found.reason, "best": best}
    others = {"others": list(found.others)} if found.others else {}
    return {"value": found.value, **others}


def add_commands(commands: Any) -> None:
    """Add the three commands to the command line's grammar."""
    made = commands.add_parser(
        "risk",
        help="P10, P50 and P90 of every metric and month, chances, value of information",
        description=doubt_options.describe(
            "Output: {draws, seed, "
            "metrics: {name: {p10, p50, p90, undefined (draws "
            "without the metric, left out of its quantiles)}}, expected: {roi (E[net gain] / "
            "E[investment]), net_gain, npv}, probability: {roi_positive, payback_by_month: [H+1] "
            "(share of all draws paid back by then), never, cash_out_by_month: [H+1] (share of all "
            "draws below the cash floor by then; null without an opening balance), "
            "never_below_floor}, cumulative_cash: {p10, p50, p90: "
            "[H+1]}, evpi"
        ),
    )
    made.add_argument("scenario", metavar="SCENARIO.json")
    made.add_argument("--draws", type=int, default=DRAWS, metavar="N", help=f"default {DRAWS}")
    made.add_argument("--seed", type=int, default=SEED, metavar="S", help=f"default {SEED}")
    doubt_options.add_arguments(made)
    made.add_argument(
        "--information", action="store_true",
        help="add evppi: [{path, value}], what knowing one input would be worth",
    )  # fmt: skip
    made.add_argument(
        "--profit-cut", type=float, default=0.0, metavar="SHARE",
        help="with or without --investment-rise: add risk_adjusted: {profit_cut, "
        "investment_rise, roi}, the expected roi with gross profit cut by this share",
    )  # fmt: skip
    made.add_argument("--investment-rise", type=float, default=0.0, metavar="SHARE")
    made.add_argument("--workers", type=int, metavar="N", help="threads; no number depends on it")
    made.set_defaults(run=risk_command)
    made = commands.add_parser(
        "sensitivity",
        help="tornado, Sobol' indices and flip points of a metric",
        description=doubt_options.describe(
            "Output: {metric, base, tornado: [{path, low_value (P10), high_value (P90), at_low, "
            "at_high}] widest first, sobol: [{path, first, total}] (null where the metric is "
            "undefined in some draws), flip_points: [{path, value, reason: none_in_range or "
            "no_break_even}]"
        ),
    )
    made.add_argument("scenario", metavar="SCENARIO.json")
    made.add_argument("--metric", default="roi", metavar="NAME", help="default roi")
    made.add_argument(
        "--points", type=int, default=INDEX_POINTS, metavar="N",
        help=f"base points of the Sobol' indices, a power of 2; default {INDEX_POINTS}",
    )  # fmt: skip
    made.add_argument("--seed", type=int, default=SEED, metavar="S", help=f"default {SEED}")
    doubt_options.add_arguments(made, luck=False)
    made.set_defaults(run=sensitivity_command)
    made = commands.add_parser(
        "goal",
        help="the value of one input that brings a metric to a target",
        description="Output: {value, notes (as project)}, with others: [...] where several values "
        "do (value is the nearest to the present one), or {value: null, reason: unreachable, best: "
        "{value, metric}, notes}. Without --input: {inputs: [{path, now, value, ...}], notes} for "
        "the five inputs most asked about. A whole-number input gives the first number at or "
        "beyond the target. With --chance: {now (chance of the plan), inputs: [{path, now, value, "
        "chance (at value), holds (true: value is how far the input may go), reason and best "
        "where value is null, published: null or {low, high, verdict: within, above, below or "
        "null, source}}], doubts, notes}: the target or better in that share of the draws, on the "
        "points of `risk`; values by bisection to 0.1 %, rounded to three digits on the side where "
        "it holds. " + doubt_options.ABOUT,
    )
    made.add_argument("scenario", metavar="SCENARIO.json")
    made.add_argument("--input", metavar="PATH", help="such as channels/LinkedIn/contacts")
    made.add_argument("--metric", required=True, metavar="NAME")
    made.add_argument("--target", required=True, type=float, metavar="X")
    made.add_argument(
        "--chance", type=float, metavar="SHARE",
        help="the target or better in this share of the draws, as 0.8",
    )  # fmt: skip
    doubt_options.add_arguments(made)
    made.set_defaults(run=goal_command)
