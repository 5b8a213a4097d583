"""A file to take away: the one way that bytes leave a page.

Three things of Streamlit 1.67 stand behind it. What a button makes only when it is pressed runs
outside the session: it would be in another language, of another case, and may be gone before it is
fetched while others work. The address of a file is made of its content, so that whoever guesses one
has the other. And of more than a MiB only the ends and the middle count: two large files that
differ elsewhere had one address, and who came second was given the first. So bytes are made by the
run that shows the button, and their address depends on all of them and on a secret of the session.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

import streamlit as st

from ui.session import state


def button(label: str, content: bytes | str, name: str, mime: str, key: str, **how: Any) -> None:
    """A button that gives a file of this name."""
    data = content.encode() if isinstance(content, str) else content
    secret: bytes = state.extras().setdefault("download_secret", secrets.token_bytes(32))
    seal = hashlib.blake2b(data, key=secret, digest_size=16).hexdigest()
    st.download_button(
        label, data, name, f"{mime}; seal={seal}", key=key, on_click="ignore",
        icon=":material/download:", **how,
    )  # fmt: skip
