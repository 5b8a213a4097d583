"""Writes docs/settings.md from the declarations in roi_model/settings.py: `make settings`."""

from __future__ import annotations

from typing import Any

from roi_model.commands.settings import written_default
from roi_model.settings import GROUPS, Setting
from tools.server import ROOT

PAGE = ROOT / "docs" / "settings.md"

TOP = """# Settings

Written by `make settings` from `roi_model/settings.py`, where each is declared once; a test
compares. They come from the environment. A secret may also stand in a file, whose path is then
`NAME_FILE`, as secrets do in containers. What cannot be meant is refused with one sentence when the
server starts: a value out of range, login set up by half, a name that is none.
`python -m roi_model settings` checks and lists what is set, without the secrets.
[How it is run for others](deployment.md) says what to set where.
"""


def page() -> str:
    """The page as it should be."""
    parts = [TOP]
    for group, found in GROUPS.items():
        rows = "".join(f"| {' | '.join(_row(one))} |\n" for one in found)
        parts.append(
            f"\n## {group}\n\n| name | default | secret | meaning |\n|---|---|---|---|\n{rows}"
        )
    return "".join(parts)


def _row(one: Setting[Any]) -> tuple[str, ...]:
    default = written_default(one)
    shown = "none" if default is None else str(default) if one.shown else f"`{default}`"
    return f"`{one.name}`", shown, "yes" if one.secret else "", one.meaning


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
