"""What runs in the browser: scripts in parts that one reads alone, sent as one text.

Streamlit takes a script as a text, which can import nothing: see docs/adr/panel.md.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from roi_model.scripts import joined

HERE = Path(__file__).parent


def module(entry: str) -> str:
    """The script at a path within this folder, after all that it imports."""
    return joined(HERE / entry)


@cache
def script(entry: str) -> str:
    """The same as an element of a page, which leaves no names there.

    Streamlit drops one that seems to hold an element, be it in a comment as Map<string, string>.
    """
    return f"<script>(() => {{\n{module(entry)}}})();</script>"
