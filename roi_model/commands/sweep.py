"""The command `sweep`: many scenarios, a line each, to a table of their figures."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from roi_model.analysis.risk.risk import SEED
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.storage.scenario_file import load_scenario

ABOUT = """One scenario a line in, one row of figures out, in the order of the input.

IN is .jsonl (a scenario a line) or .parquet (a column "scenario" of JSON, or a column for each key
of a scenario). With --grid there is no IN: every combination of the values of some inputs of
BASE.json, PATH=LOW:HIGH:STEPS each, the last one moving first.

OUT.parquet: row (of a line, its number in the file; empty lines have none), name, the inputs of a
grid, every metric (empty where it is undefined) and METRIC_reason (why), error (what is wrong with
a line: such a line has no figures and stops nothing). With --risk also METRIC_p10, METRIC_p50,
METRIC_p90 of the metrics asked for and payback_chance, the share of draws paid back within the
horizon.

All processors work, or with --cluster those of a Dask cluster, whose workers need this project at
the same version. The rows are the same to the last bit on any number of workers. A sweep that was
stopped is gone on with by the same command: until it is finished, OUT.parquet.parts holds what is
done. Output: {file, rows, errors, resumed (rows of an earlier run), model_version}.
"""


def sweep_command(args: argparse.Namespace) -> dict[str, Any]:
    """Write the table and say how many rows it has."""
    from roi_model.sweep.cluster import Cluster
    from roi_model.sweep.figures import RISK_METRICS, Options
    from roi_model.sweep.processes import OwnProcesses
    from roi_model.sweep.run import sweep
    from roi_model.version import MODEL_VERSION

    *words, written = args.words
    out = Path(written)
    if out.suffix.lower() != ".parquet":
        raise ScenarioError([Problem(written, "unknown_format", out.suffix[1:], "parquet")])
    source = _source(args.grid, words)
    if not args.grid and out.exists() and out.samefile(words[0]):
        raise ScenarioError([Problem(written, "same_file")])
    options = Options(args.lang)
    if args.risk is not None:
        options = Options(args.lang, args.risk, args.seed, tuple(args.metric or RISK_METRICS))
    with Cluster(args.cluster) if args.cluster else OwnProcesses(args.workers) as workers:
        done = sweep(source, out, workers, options)
    return {"file": written, **asdict(done), "model_version": MODEL_VERSION}


def _source(grid: str | None, words: list[str]) -> Any:
    from roi_model.sweep.sources import Grid, apart, axis_of, source_of

    if grid:
        base = load_scenario(grid)
        axes = tuple(axis_of(one, base) for one in words)
        if not axes:
            raise ScenarioError([Problem("--grid", "not_an_axis")])
        apart(axes)
        return Grid(base, axes)
    if len(words) != 1:
        raise ScenarioError([Problem("sweep", "one_input", str(len(words)))])
    return source_of(words[0])


def add_command(commands: Any) -> None:
    """Add `sweep` to the command line's grammar."""
    made = commands.add_parser(
        "sweep", help="many scenarios, a line each, to a table of their figures",
        description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="%(prog)s [options] IN.(jsonl|parquet) OUT.parquet\n"
        "       %(prog)s [options] --grid BASE.json PATH=LOW:HIGH:STEPS … OUT.parquet",
    )  # fmt: skip
    made.add_argument("words", nargs="+", metavar="IN … OUT.parquet", help="see above")
    made.add_argument("--grid", metavar="BASE.json", help="make the cases from this scenario")
    made.add_argument("--risk", type=int, metavar="N", help="draw every case N times")
    made.add_argument("--metric", action="append", metavar="NAME", help="whose P10, P50 and P90; "
                      "may be repeated (default: roi, net_gain, npv, payback_month)")  # fmt: skip
    made.add_argument("--seed", type=int, default=SEED, metavar="S", help=f"default {SEED}")
    made.add_argument("--workers", type=int, metavar="N", help="processes (default: as many as "
                      "processors); no number depends on it")  # fmt: skip
    made.add_argument("--cluster", metavar="ADDRESS", help="of a Dask scheduler, as "
                      "tcp://10.0.0.1:8786; needs the extra `cluster`")  # fmt: skip
    made.set_defaults(run=sweep_command)
