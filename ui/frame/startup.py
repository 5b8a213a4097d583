"""What a server does once: heavy imports in the background, and a heap the collector skips."""

from __future__ import annotations

import gc
import sys
import threading
from functools import cache

import streamlit as st

from ui.frame import leavings


@st.cache_resource(show_spinner=False, max_entries=1)
def warm_up() -> bool:
    """Start the warm-up thread; called by every run, done by the first."""
    # Short turns between threads: one session's script must not hold up another's numbers.
    sys.setswitchinterval(0.001)
    leavings.watch()
    threading.Thread(target=prepare, name="warm-up", daemon=True).start()
    return True


@cache
def prepare() -> None:
    """Import what is heavy, once; a server for many does so before it lets anybody in."""
    import altair  # noqa: F401
    import pandas  # noqa: F401

    from roi_model.reading.sandbox import limited
    from ui.session import cached

    limited.warm()  # children of their own, which start beside what follows
    cached.warm()
    # What was imported stays for good: the collector need not walk it again after every run.
    gc.collect()
    gc.freeze()
