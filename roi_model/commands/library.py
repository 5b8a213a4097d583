"""The command line's `library`: cases saved, found, brought back, copied."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from roi_model.storage.scenario_file import load_scenario, scenario_to_dict

if TYPE_CHECKING:  # the database's library takes a while to import: only where it is asked for
    from roi_model.library.library import Library, Version

ABOUT = """Cases in workspaces, with every version of each. The library is a file of SQLite in the
folder ROI_DATA (default: the user's own folder for data), or the database ROI_DATABASE_URL
(postgresql://...). What a command prints is committed; where two save at once, both versions stay.
"""
_VERSION = "{workspace, name, number, author, note, saved_at (UTC), model_version}"


def _save(library: Library, args: argparse.Namespace) -> Any:
    found = library.save(
        args.workspace, args.name, load_scenario(args.scenario), author=_author(args),
        note=args.note, base=args.base,
    )  # fmt: skip
    return _told(found)


def _list(library: Library, args: argparse.Namespace) -> Any:
    found = library.cases(args.workspace, args.search, archived=args.archived)
    return [asdict(line) for line in found]


def _show(library: Library, args: argparse.Namespace) -> Any:
    found = library.show(args.workspace, args.name, args.version)
    assert found.scenario is not None
    return _told(found) | {"scenario": scenario_to_dict(found.scenario)}


def _history(library: Library, args: argparse.Namespace) -> Any:
    return [_told(found) for found in library.history(args.workspace, args.name)]


def _restore(library: Library, args: argparse.Namespace) -> Any:
    return _told(library.restore(args.workspace, args.name, args.version, author=_author(args)))


def _rename(library: Library, args: argparse.Namespace) -> Any:
    library.rename(args.workspace, args.name, args.to)
    return _told(library.history(args.workspace, args.to)[0])


def _archive(library: Library, args: argparse.Namespace) -> Any:
    library.archive(args.workspace, args.name, archived=not args.back)
    return {"workspace": args.workspace, "name": args.name, "archived": not args.back}


def _export(library: Library, args: argparse.Namespace) -> Any:
    return {"file": args.out, "rows": library.copy_to(Path(args.out), args.workspace)}


def _import(library: Library, args: argparse.Namespace) -> Any:
    return {"workspaces": library.copy_from(Path(args.file), args.workspace or "")}


def _backup(library: Library, args: argparse.Namespace) -> Any:
    from roi_model.library.database import data_folder

    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    out = Path(args.out) if args.out else data_folder() / "backups" / f"{stamp}.roi-library"
    return {"file": str(out), "rows": library.copy_to(out)}


def _told(version: Version) -> dict[str, Any]:
    return {key: value for key, value in asdict(version).items() if key != "scenario"}


def _author(args: argparse.Namespace) -> str | None:
    return args.author or None


def _run(act: Callable[[Library, argparse.Namespace], Any], args: argparse.Namespace) -> Any:
    from roi_model.library.errors import LibraryError
    from roi_model.library.library import open_library

    try:
        library = open_library()
        if args.user:
            library = library.seen_by(library.by_email(args.user))
        return act(library, args)
    except LibraryError as error:
        raise ValueError(error.sentence(args.lang)) from None


def add_command(commands: Any) -> None:
    """Add `library` to the command line's grammar."""
    made = commands.add_parser("library", help="cases that stay, with their versions",
                               description=ABOUT)  # fmt: skip
    acts = made.add_subparsers(dest="act", required=True, metavar="ACT")

    def act(name: str, does: Callable[[Library, argparse.Namespace], Any], help_: str) -> Any:
        one = acts.add_parser(name, help=help_, description=help_)
        one.add_argument(
            "--user",
            metavar="EMAIL",
            default="",
            help="as somebody who signed in; default: whoever is at this machine",
        )
        one.set_defaults(run=lambda args: _run(does, args))
        return one

    def of_a_case(one: Any) -> Any:
        one.add_argument("name", metavar="NAME")
        return of_a_workspace(one, required=True)

    def of_a_workspace(one: Any, *, required: bool = False) -> Any:
        one.add_argument("--workspace", metavar="W", required=required)
        return one

    def by_an_author(one: Any) -> Any:
        one.add_argument("--author", default="", help="default: whoever asks")
        return one

    save = act("save", _save, f"add a version to a case, made where there is none: {_VERSION}")
    save.add_argument("scenario", metavar="SCENARIO.json")
    save.add_argument("--workspace", metavar="W", required=True)
    save.add_argument("--name", metavar="N", required=True)
    save.add_argument("--note", metavar="T", default="")
    save.add_argument(
        "--base", type=int, metavar="K",
        help="the version that was changed: where another was saved since, nothing is saved "
        "(0: the case must be new)",
    )  # fmt: skip
    by_an_author(save)
    found = act("list", _list, "cases, the latest saved first: [{workspace, name, versions, "
                "saved_at, archived}]")  # fmt: skip
    of_a_workspace(found).add_argument("--search", metavar="WORDS", default="")
    found.add_argument("--archived", action="store_true", help="those put out of sight")
    show = of_a_case(act("show", _show, f"one version: {_VERSION[:-1]}, scenario (complete)}}"))
    show.add_argument("--version", type=int, metavar="K", help="default: the latest")
    of_a_case(act("history", _history, f"all versions, the latest first: [{_VERSION}]"))
    back = of_a_case(act("restore", _restore, f"an older version as the latest: {_VERSION}"))
    back.add_argument("--version", type=int, metavar="K", required=True)
    by_an_author(back)
    rename = of_a_case(act("rename", _rename, f"give a case another name: {_VERSION}"))
    rename.add_argument("--to", metavar="NAME", required=True)
    away = of_a_case(act("archive", _archive, "put a case out of sight: {workspace, name, "
                         "archived}"))  # fmt: skip
    away.add_argument("--back", action="store_true", help="into sight again")
    copy = act("export", _export, "a workspace as one file: {file, rows}")
    copy.add_argument("out", metavar="OUT.roi-library")
    copy.add_argument("--workspace", metavar="W", required=True)
    put = act("import", _import, "the workspaces of such a file, or of a back-up: {workspaces}")
    put.add_argument("file", metavar="FILE.roi-library")
    of_a_workspace(put)
    whole = act("backup", _backup, "the whole library as one file, while others work: {file, rows}")
    whole.add_argument("out", metavar="OUT.roi-library", nargs="?",
                       help="default: by its time, in the folder backups of ROI_DATA")  # fmt: skip
