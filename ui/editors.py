"""What a table editor starts from: its edits are told relative to it, as long as it is mounted."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ui import state


def base(name: str, content: Any) -> tuple[str, Any]:
    """The key of an editor and the content to give it.

    The content stays what the editor started from while it only changes by its own edits (told by
    `edited`); it starts afresh, under another key, where the content came from elsewhere.
    """
    memory: dict[str, Any] = state.extras().setdefault(f"editor_{name}", {"n": 0})
    key = f"{name}-{memory['n']}"
    if memory.get("now") != content or key not in st.session_state:
        memory |= {"n": memory["n"] + 1, "base": content, "now": content}
        key = f"{name}-{memory['n']}"
    return key, memory["base"]


def edited(name: str, content: Any) -> None:
    """The editor's own edits have made this of its content."""
    state.extras()[f"editor_{name}"]["now"] = content
