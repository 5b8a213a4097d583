"""The command line's `export`: one case as a file."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from roi_model.commands import doubt_options
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.settings import LINK_ADDRESS
from roi_model.storage.scenario_file import load_scenario
from roi_model.storage.whole_file import whole
from roi_model.texts import LANGUAGES


def export_command(args: argparse.Namespace) -> dict[str, Any]:
    """Write the file and say what it is."""
    # here, since pandas and Altair come along: a second of every other command
    from roi_model.export.contents.address import link_to, public_address, setting
    from roi_model.export.contents.dossier import Dossier
    from roi_model.export.contents.logo import clean_logo
    from roi_model.export.deck.slides import check_template
    from roi_model.export.writers import writers

    scenario = doubt_options.with_choice(load_scenario(args.scenario), args)
    lang = args.document_lang or args.lang
    template = _given(args.template, check_template)
    logo = _given(args.logo, clean_logo)
    known = writers(template)
    kind = Path(args.out).suffix.lstrip(".").lower()
    if kind not in known:
        raise ScenarioError([Problem(args.out, "unknown_format", kind, ", ".join(known))])
    dossier = Dossier(
        scenario=scenario,
        lang=lang,
        day=_day(args.date),
        title=args.title,
        client=args.client,
        author=args.author,
        link=link_to(scenario, lang, public_address(args.address or setting())),
        baseline=_other(args.baseline) if args.baseline else None,
        compared={case.name: case for case in map(_other, args.beside)},
        logo=logo,
        sliders=tuple(args.slider),
    )
    content = known[kind](dossier)
    with whole(Path(args.out)) as file:
        file.write(content)
    return {"file": args.out, "format": kind, "lang": lang, "bytes": len(content)}


def _given(path: str | None, check: Callable[[bytes], object]) -> bytes | None:
    """The content of a file named by an option; where it is refused, the file is named."""
    if not path:
        return None
    content = Path(path).read_bytes()
    try:
        check(content)
    except ScenarioError as error:
        raise ScenarioError(replace(found, path=path) for found in error.problems) from None
    return content


def _other(path: str) -> Scenario:
    try:
        return load_scenario(path)
    except ScenarioError as error:  # of the two files it is this one
        raise error.under(path) from None


def _day(written: str | None) -> date:
    if not written:
        return date.today()
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ScenarioError([Problem("--date", "not_a_day", written)]) from None


def add_command(commands: Any) -> None:
    """Add `export` to the command line's grammar."""
    made = commands.add_parser(
        "export",
        help="a scenario as Excel with live formulas, slides, PDF, page, CSV, JSON or all in a zip",
        description="The ending of OUT says the format: xlsx (the model as live formulas), pptx "
        "(native charts), pdf, html (a page with sliders that needs neither network nor server), "
        "csv (the monthly series), json (the scenario), zip (all of them, every chart as SVG and "
        "PNG, every table as CSV). Output: {file, format, lang, bytes}. " + doubt_options.ABOUT,
    )
    made.add_argument("scenario", metavar="SCENARIO.json")
    made.add_argument("out", metavar="OUT.(xlsx|pptx|pdf|html|csv|json|zip)")
    made.add_argument("--lang", dest="document_lang", choices=LANGUAGES, help="of the file")
    made.add_argument("--title", default="", help="default: the scenario's name")
    made.add_argument("--client", default="")
    made.add_argument("--author", default="")
    made.add_argument("--date", metavar="YYYY-MM-DD", help="default: today")
    made.add_argument("--baseline", metavar="OTHER.json", help="what differences refer to")
    made.add_argument("--beside", metavar="OTHER.json", action="append", default=[],
                      help="a case compared with it; five at most, by their names")  # fmt: skip
    made.add_argument("--template", metavar="FILE.pptx", help="slides in your own template")
    doubt_options.add_arguments(made)
    made.add_argument("--logo", metavar="FILE", help="PNG or JPEG for slides and PDF")
    made.add_argument("--slider", metavar="PATH", action="append", default=[], help="an input that "
                      "the html page moves; four at most (default: the most telling)")  # fmt: skip
    made.add_argument("--address", metavar="URL", help="where others reach the app, for a "
                      f"link to the case (default: {LINK_ADDRESS.name}; else none)")  # fmt: skip
    made.set_defaults(run=export_command)
