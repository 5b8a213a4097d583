"""The command line: JSON on standard output, errors on standard error with exit code 2."""

from __future__ import annotations

import argparse
import errno
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from roi_model.commands.analysis import add_commands
from roi_model.commands.export import add_command as add_export
from roi_model.commands.library import add_command as add_library
from roi_model.commands.settings import add_command as add_settings
from roi_model.commands.streams import quietly
from roi_model.commands.sweep import add_command as add_sweep
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.metrics import CARDS
from roi_model.projection import Projection, project
from roi_model.remarks.notes import notes_as_json
from roi_model.storage.scenario_file import load_scenario, scenario_to_dict
from roi_model.texts import text
from roi_model.version import MODEL_VERSION

ABOUT = """Project the return on B2B sales prospecting.

Amounts are in the scenario's currency, excluding VAT; rates are fractions (0.25 is 25 %); months
count from 1, month 0 is the start. Undefined figures are null with a reason.
"""

READ = """Output: {kind, dialect, columns, rows_read, rows_kept, rejected: [{line, reason, text}],
totals: {all, by_category, by_account, by_month}, deals, flagged, as_of, created_at, questions,
notes, refused}.

Without --kind, the header says what a file is: a list of costs, a French accounting export (fec),
a CRM's export, or a bank statement or an expense report (what left the account is a cost).

deals, for a CRM's export, else null: {won, lost, open, won_amount, won_without_amount,
cycle_mean_days, cycle_median_days, by_source: {source: {won, lost, open, won_amount, rate,
cycle_mean_days, cycle_median_days}}, won_by_month: {"2024-01": deals won}}. rate is won / (won +
lost); cycles are days from created to won; amounts are in the file's currency; undefined is null.
flagged lists deals kept that deserve a look, as_of is the latest day on which something happened.

--answers is a JSON object: the id of a question and the answer chosen, and besides
  "rules": [{"contains": "google", "category": "advertising", "share": 1}], tried first to last on
           the labels, before all other rules; a category of the model or "not_selling"
  "stages": {"a stage as in the file": "won", "another": "lost"}, or "open"
  "months_before": 1.5, beside "created_at": months from the lead to the creation of a deal; of one
           channel "months_before:Calls"
"""


def project_command(args: argparse.Namespace) -> dict[str, Any]:
    """The whole projection of one scenario, in the shape of MODEL 7."""
    scenario = load_scenario(args.scenario)
    return projection_as_json(project(scenario), args.lang)


def projection_as_json(projection: Projection, lang: str = "en") -> dict[str, Any]:
    """A single projection as JSON-ready data; undefined figures are None."""
    metrics = projection.metrics
    return {
        "model_version": MODEL_VERSION,
        "scenario": scenario_to_dict(projection.scenario),
        "metrics": {
            name: {"value": metric.value, "reason": metric.reason}
            for name, metric in metrics.items()
        },
        "monthly": {name: series.tolist() for name, series in _padded(projection).items()},
        "channels": projection.channels,
        "costs": projection.costs,
        "utilisation": [None if np.isnan(v) else v for v in projection.utilisation.tolist()],
        "notes": notes_as_json(projection, lang),
    }


def _padded(projection: Projection) -> dict[str, Any]:
    """The series in the order of MODEL 7."""
    names = (
        "contacts leads qualified meetings quotes customers revenue direct_costs investment "
        "receipts cash_flow cumulative_cash"
    )
    return {name: projection.monthly[name] for name in names.split()}


def levers_command(args: argparse.Namespace) -> list[dict[str, Any]] | dict[str, Any]:
    """What each enabled lever adds, or its share of what all bring together."""
    from roi_model.analysis.change.levers import levers, together

    scenario = load_scenario(args.scenario)
    if not args.together:
        return levers(scenario)
    return together(scenario) | {"notes": notes_as_json(project(scenario), args.lang)}


def compare_command(args: argparse.Namespace) -> dict[str, Any]:
    """Why a metric differs between two scenarios."""
    from roi_model.analysis.change.compare import compare

    a, b = load_scenario(args.a), load_scenario(args.b)
    seed = {} if args.seed is None else {"seed": args.seed}
    notes = {name: notes_as_json(project(case), args.lang) for name, case in (("a", a), ("b", b))}
    return compare(a, b, args.metric, **seed).as_json() | {"notes": notes}


def allocate_command(args: argparse.Namespace) -> dict[str, Any]:
    """The best shares of a monthly budget."""
    from roi_model.analysis.search.allocate import allocate

    scenario = load_scenario(args.scenario)
    bounds = {"minimum": dict(args.min), "maximum": dict(args.max)}
    return allocate(scenario, args.budget, **bounds).as_json()


def _bound(words: str) -> tuple[str, float]:
    """NAME=AMOUNT as a channel and its bound."""
    name, sign, amount = words.rpartition("=")
    if not sign:
        raise ValueError(words)
    return name, float(amount)


def read_command(args: argparse.Namespace) -> dict[str, Any] | str:
    """What files of actual figures hold, as understood; with --explain, in words."""
    from roi_model.commands import actuals

    if args.explain:
        return actuals.explain_command(args.files, args.kind, _answers(args), args.lang)
    return actuals.read_command(args.files, args.kind, _answers(args), args.lang)


def calibrate_command(args: argparse.Namespace) -> dict[str, Any]:
    """What deals and costs say of the inputs, and the scenario that accepts it."""
    from roi_model.commands.actuals import calibrate_command as calibrated

    scenario = load_scenario(args.scenario)
    return calibrated(scenario, args.files, args.kind, _answers(args), args.as_of, args.lang,
                      covers=args.covers, still_open=args.open, targets=args.target)  # fmt: skip


def variance_command(args: argparse.Namespace) -> dict[str, Any]:
    """Plan against actual, and what is now to be expected."""
    from roi_model.commands.actuals import variance_command as compared

    return compared(
        load_scenario(args.scenario), args.files, args.kind, _answers(args), args.as_of, args.lang,
        smooth=args.smooth, targets=args.target, covers=args.covers,
    )  # fmt: skip


def _answers(args: argparse.Namespace) -> Any:
    """The answers to questions of the files, from a JSON file."""
    if not args.answers:
        return None
    try:
        return json.loads(Path(args.answers).read_bytes())
    except ValueError:
        raise ScenarioError([Problem(args.answers, "not_json", args.answers)]) from None


def parser() -> argparse.ArgumentParser:
    """The command line's grammar."""
    made = argparse.ArgumentParser(
        prog="python -m roi_model",
        description=ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--lang", choices=("fr", "en"), default="en", help="language of errors")
    commands = made.add_subparsers(dest="command", required=True)
    command = commands.add_parser(
        "project",
        help="metrics, monthly series, channels and costs of a scenario",
        description="Output: {model_version, scenario (complete), metrics: {name: {value, "
        "reason}}, monthly: {series: [H+1]}, channels: [...], costs: {category: total}, "
        "utilisation: [H+1], notes: [{code, path, sentence, values}]}. Where the plan asks for "
        "more hours than the team has, the note capacity_exceeded gives roi and payback_month "
        "beside capacity_roi and capacity_payback_month, those of the plan kept to its hours",
    )
    command.add_argument("scenario", metavar="SCENARIO.json")
    command.set_defaults(run=project_command)
    command = commands.add_parser(
        "levers",
        help="what each enabled lever adds to the plan",
        description="Output: [{name, investment, gross_profit, roi, payback_month, npv, "
        "reasons}], the plan with the lever less the plan without it; lines do not add up",
    )
    command.add_argument("scenario", metavar="SCENARIO.json")
    command.add_argument(
        "--together",
        action="store_true",
        help="what all of them bring, shared by Shapley values: {investment, gross_profit, "
        "net_gain, npv, roi, levers: [{name, investment, gross_profit, net_gain, npv}], exact, "
        "notes (as project)}; "
        "these lines add up",
    )
    command.set_defaults(run=levers_command)
    add_commands(commands)
    command = commands.add_parser(
        "compare",
        help="why a metric differs between two scenarios",
        description="Output: {metric, a, b, difference, parts: [{path, from, to, contribution}], "
        "reason, undefined_in, exact, left_out, notes: {a, b} (as project)}. Contributions are "
        "Shapley values and add up to the difference; over 12 changes the orders are sampled "
        "(exact is false). Where the metric is undefined, difference or contributions are null, "
        "reason says why and undefined_in where: a, b, both or between. left_out is the share of "
        "orders that pass through an undefined value and do not count.",
    )
    command.add_argument("a", metavar="A.json")
    command.add_argument("b", metavar="B.json")
    command.add_argument("--metric", metavar="NAME", choices=tuple(CARDS), default="roi")
    command.add_argument("--seed", type=int, default=None, help="of the sampled orders")
    command.set_defaults(run=compare_command)
    command = commands.add_parser(
        "allocate",
        help="share a monthly budget over the channels with a saturation",
        description="Output: {monthly_cost: {channel: amount}, gross_profit, marginal: {channel: "
        "gross profit of the next unit of money}, marginal_net (after leads, meetings and "
        "commissions), advice: {channel: spend_less | spend_more | keep}, unspent, enough: null "
        "or {budget, monthly_cost, gross_profit}, the smaller budget beyond which a unit brings "
        "less than itself}",
    )
    command.add_argument("scenario", metavar="SCENARIO.json")
    command.add_argument("--budget", type=float, required=True, metavar="X", help="a month")
    for bound in ("min", "max"):
        command.add_argument(
            f"--{bound}",
            type=_bound,
            action="append",
            default=[],
            metavar="CHANNEL=AMOUNT",
            help=f"{bound}imum a month of a channel; may be repeated",
        )
    command.set_defaults(run=allocate_command)
    command = commands.add_parser(
        "read",
        help="read exports of actual costs or deals and say what was understood",
        description=READ,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_files(command)
    command.add_argument(
        "--explain", action="store_true",
        help="say in words, instead of JSON, why each column was taken for what it is",
    )  # fmt: skip
    command.set_defaults(run=read_command)
    add_export(commands)
    command = commands.add_parser(
        "calibrate",
        help="what exports of deals and costs say of the inputs of a scenario",
        description="Output: {suggestions: [{path, plan, observed, low, high (95 %), sample, "
        "reliability (high, medium, low), naive}], as_of, "
        "origin: {created_at (lead, qualified, meeting or quote: what a deal stands for when it is "
        "created), months_before (of the plan's cycle)}, notes: [{code, sentence, ...}], "
        "coverage: [{file, kind, first, last, categories, gaps, running, thin}], "
        "applied, left (paths: only high and medium are applied), needed: [{path, half_width, "
        "deals, contacts, months}] (what it takes to know a rate to ± half_width, at the plan's "
        "rhythm), warnings: [{path, sentence}], "
        "scenario (complete, with what is applied: value, evidence and uncertainty)}. With --open "
        "also open: {reason (null, no_deals or outside_plan), as_of, level (low, high: P10, P90), "
        "totals: {count, amount, expected, gross_profit, likely_lost, likely_lost_amount, "
        "assumed_amounts, first_orders, after_horizon: {expected, low, high}, coverage: {value, "
        "reason}}, monthly: [{month, calendar_month, signed, expected, low, high, gross_profit, "
        "gross_profit_low, gross_profit_high, plan, plan_gross_profit}], deals: [{id, source, "
        "created, age, stage, in_stage, amount, assumed, chance, expected, gross_profit, "
        "likely_lost, measured, sign_by}], targets: [{metric, value, month, signed, open: "
        "{expected, low, high}, covered, missing, chance (that signed and open deals alone reach "
        "it), pace (to sign a month)} or "
        "null]}, with the figures of the re-forecast of variance",
    )
    command.add_argument("scenario", metavar="SCENARIO.json")
    _add_files(command)
    _add_day(command)
    command.add_argument(
        "--open", action="store_true", help="what the deals still open are worth, month by month"
    )
    _add_target(command)
    command.set_defaults(run=calibrate_command)
    command = commands.add_parser(
        "variance",
        help="plan against actual, and the re-forecast",
        description="Output: {start, start_assumed, last_month, by_month_and_category, "
        "by_category, by_month: [{plan, actual, difference, ...}], before, after, uncovered, "
        "coverage: [{file, kind, first, last, categories, gaps, running, thin}], won_business: "
        "{last_month, plan, actual: {deals, rate (won in the end), before (of the signed, those "
        "signed by the plan's clock, too, which starts at the contact), signed (of these, by now), "
        "value, priced, earlier, won, amount, without_amount}, difference, parts: {volume, rate, "
        "before, timing, value, without_amount, earlier}, reason, rate_assumed}, by_channel "
        "(null without costs and deals): {months (both cover), stage (deals are created at), "
        "lines: [{name, kind (channel, source, apart), sources, cost, created, won, amount, "
        "gross_profit, without_amount, cost_per_deal, cac, roi: {value, reason}, plan: {the same} "
        "or null}], "
        "total, outside: {cost, created, won, ...}, compared_costs, unplanned_costs, sources: "
        "[{source, channel, guess}], costs: [{label, category, amount, channel, guess}]}, "
        "kpis: [{month, "
        "running, created, won, lost, amount, cost, conversion, cpl, cac, cycle_months: "
        "{value, reason}}], prospecting: [{month, contacts, leads, qualified, meetings, "
        "customers, cost, cost_per_lead, cost_per_qualified, contact_to_lead, "
        "qualified_per_lead, meetings_per_call, contact_to_customer: {actual, plan, reason}}], "
        "suggestions, as_of, origin, notes (as calibrate), reforecast: {start, actual_months, "
        "known, "
        "metrics: {name: {value, reason, plan}}, monthly, plan: {series: [H+1]}, costs, "
        "open_deals: {rows: [{id, source, created, age, stage, in_stage, amount, assumed, chance, "
        "expected, gross_profit, likely_lost, measured}], totals, monthly, coverage}, band: "
        "{level, holds_plan, monthly: {series: {low, middle, high: [H+1]}}, next: {months, series: "
        "{low, middle, high}}, open_deals, horizon}}, targets: [{metric, value, by, month, plan, "
        "actual, expected, covered, status, reason}]}. The re-forecast is actual where the files "
        "cover it, then open deals by age and amount and the plan with the suggestions applied; "
        "fewer "
        "than ten closed deals leave the plan's rate and cycle, and the plan within the band; a "
        "rate whose interval is wider than 60 points, and any other figure of deals whose "
        "interval is wider than twice itself, leaves the plan's in place and is in the notes; a "
        "measured conversion brings along the contacts measured on the same deals where the "
        "plan's number lies outside their interval (volume_contradicts). --answers "
        'may also hold "channels": {"sources": {"Website": "Inbound"}, "costs": {"label:Google '
        'Ads": "Inbound", "key:62310000": "Outbound", "category:events": null}}: whose they are; '
        "a key is an account, or what the file itself calls a category; a label goes before a key, "
        "a key before a category; null is nobody's; what is not there is guessed from its words",
    )
    command.add_argument("scenario", metavar="SCENARIO.json")
    _add_files(command)
    _add_day(command)
    command.add_argument(
        "--smooth", action="store_true", help="give negative months back to the earlier ones"
    )
    _add_target(command)
    command.set_defaults(run=variance_command)
    add_sweep(commands)
    add_library(commands)
    add_settings(commands)
    return made


class _Kinds:
    """The kinds of files, looked up when one is named or help is wanted: reading loads a lot."""

    def __iter__(self) -> Iterator[str]:
        from roi_model.reading.formats import KINDS

        return iter(KINDS)

    def __contains__(self, name: object) -> bool:
        return name in tuple(self)


def _add_files(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE")
    command.add_argument("--kind", metavar="KIND", choices=_Kinds(), help="one of %(choices)s")
    command.add_argument("--answers", metavar="ANSWERS.json", help="answers to earlier questions")


def _add_day(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--as-of", metavar="YYYY-MM-DD", help="day of the export (default: latest date in it)"
    )
    command.add_argument(
        "--covers", action="append", default=[], metavar="[FILE=]FROM..TO[:CATEGORY,...]",
        help="what a file covers, as 2025-01..2025-03 or costs.csv=2025-01..2025-03:tools,people; "
        "outside it the plan stands (default: its whole months and its own categories); may be "
        "repeated",
    )  # fmt: skip


def _add_target(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--target", action="append", default=[], metavar="METRIC=VALUE@MONTH",
        help="a target to judge, as customers=30@2025-06; may be repeated",
    )  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it went well, 2 when the input is not usable."""
    return quietly(lambda: _run(parser().parse_args(argv)))


def _run(args: argparse.Namespace) -> int:
    try:
        made = args.run(args)
    except ScenarioError as error:
        print(error.sentences(args.lang), file=sys.stderr)
        return 2
    except ValueError as error:  # an answer that is none: the message names it
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        values = {"path": error.filename, "why": error.strerror}
        key = "full" if error.errno == errno.ENOSPC else "unreadable"
        print(text(f"errors.file.{key}", args.lang, **values), file=sys.stderr)
        return 2
    if not isinstance(made, str):
        made = json.dumps(made, ensure_ascii=False, indent=1, allow_nan=False)
    print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
