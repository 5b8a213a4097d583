"""Scripts for a browser in parts that one reads alone, put together into one text.

What is sent to a browser as a text can import nothing. The parts are modules all the same:
editors, the type checker and tests know them as such.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_IMPORT = re.compile(r'^import (?:\{[^}]*\} from )?"(\./[\w/]+\.js)";\n', re.MULTILINE)
_TYPES = re.compile(r"^ */\*\*.*?\*/\n", re.MULTILINE | re.DOTALL)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


@cache
def joined(entry: Path) -> str:
    """The script of a file, after all that it imports, without types and imports.

    The parts share one scope: a name stands for one thing in all of them.
    """
    return "\n".join(_with_imports(entry.resolve(), []))


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
