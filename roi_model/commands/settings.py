"""The command line's `settings`: what can be set, and whether what is set can be used."""

from __future__ import annotations

import argparse
from typing import Any

from roi_model.settings import GROUPS, Setting, check

ABOUT = """All settings, after a check of what is set: exit code 2 and one sentence where something
cannot be used. Output: [{name, group, meaning, default, secret, value}]; value is null where
nothing is set, and never that of a secret (there, true). A secret may also stand in a file that
NAME_FILE names.
"""


def settings_command(_: argparse.Namespace) -> list[dict[str, Any]]:
    """All settings, and what is set."""
    check()
    return [
        {
            "name": one.name,
            "group": group,
            "meaning": one.meaning,
            "default": written_default(one),
            "secret": one.secret,
            "value": (one.written() and True if one.secret else one.written()) or None,
        }
        for group, found in GROUPS.items()
        for one in found
    ]


def written_default(one: Setting[Any]) -> str | int | None:
    """The default as a reader is told it; None where there is none."""
    return one.shown or (one.default if isinstance(one.default, int) else one.default or None)


def add_command(commands: Any) -> None:
    """Add `settings` to the command line's grammar."""
    made = commands.add_parser(
        "settings", help="what can be set, and whether what is set can be used", description=ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    made.set_defaults(run=settings_command)
