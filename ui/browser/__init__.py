"""What runs in the browser: scripts in parts that one reads alone, sent as one text.

Streamlit takes a script as a text, which can import nothing. The parts are modules all the same:
editors, the type checker and tests know them as such. See docs/adr/panel.md.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
_IMPORT = re.compile(r'^import (?:\{[^}]*\} from )?"(\./[\w/]+\.js)";\n', re.MULTILINE)
_TYPES = re.compile(r"^ */\*\*.*?\*/\n", re.MULTILINE | re.DOTALL)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


@cache
def module(entry: str) -> str:
    """The script at a path within this folder, after all that it imports.

    The parts share one scope: a name stands for one thing in all of them.
    """
    taken: list[Path] = []
    return "\n".join(_with_imports((HERE / entry).resolve(), taken))


@cache
def script(entry: str) -> str:
    """The same as an element of a page, which leaves no names there.

    Streamlit drops one that seems to hold an element, be it in a comment as Map<string, string>.
    """
    return f"<script>(() => {{\n{module(entry)}}})();</script>"


def _with_imports(path: Path, taken: list[Path]) -> list[str]:
    if path in taken:
        return []
    taken.append(path)
    written = path.read_text(encoding="utf-8")
    imported = [(path.parent / name).resolve() for name in _IMPORT.findall(written)]
    before = [part for one in imported for part in _with_imports(one, taken)]
    for left_out in (_TYPES, _IMPORT, _EXPORT):
        written = left_out.sub("", written)
    return [*before, written]
