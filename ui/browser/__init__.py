"""What runs in the browser: scripts in parts that one reads alone, sent as one text.

Streamlit takes a script as a text, which can import nothing: see docs/adr/panel.md.
"""

from __future__ import annotations

from functools import cache, lru_cache
from html import escape
from pathlib import Path

from roi_model.scripts import joined

HERE = Path(__file__).parent
ELEMENTS = ("frame/frame.js", "frame/take.js", "frame/unreferred.js", "frame/wording.js")
"""Scripts that stand in a page as elements of it; others a page may not hold (deploy/policy.py)."""


def module(entry: str) -> str:
    """The script at a path within this folder, after all that it imports."""
    return joined(HERE / entry)


@cache
def alone(entry: str) -> str:
    """The same in a room of its own, which leaves no names in a page.

    Streamlit drops one that seems to hold an element, be it in a comment as Map<string, string>.
    """
    return f"(() => {{\n{module(entry)}}})();"


@lru_cache(maxsize=16)
def script(entry: str, told: str = "") -> str:
    """The element of a page that runs it; `told` is what it finds in the element before its own.

    The script itself never changes: a page may hold it because its hash is known.
    """
    before = f'<i hidden data-told="{escape(told)}"></i>' if told else ""
    return f"{before}<script>{alone(entry)}</script>"
