"""What sessions leave behind is given back to the machine.

Streamlit keeps a closed tab for two minutes, in case it comes back, and after that until another
one opens or closes; Python's collector waits for more garbage; the C library keeps what was freed.
After an afternoon of fifty visitors a server that nobody looks at would hold all of it. What was
measured: docs/adr/server-settings.md.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import threading
import time
from typing import Any

from streamlit import runtime

from roi_model import logs

EVERY = 30.0
"""Seconds between two looks at who has left."""


def watch() -> None:
    """Start the thread that looks who has left."""
    threading.Thread(target=_watch, name="leavings", daemon=True).start()


def _watch() -> None:
    here: set[str] = set()
    while True:
        time.sleep(EVERY)
        if not runtime.exists():
            continue
        try:
            left, over = sessions(runtime.get_instance())
        except Exception as error:  # the server ends, or is another Streamlit: nothing hangs on it
            logs.failed("leavings_failed", error)
            return
        if over or here - left:
            give_back(everybody=not left)
        here = left


def sessions(of: Any) -> tuple[set[str], set[str]]:
    """The ids of all sessions, those that may still come back included, and of those whose time is
    over, which were let go: some came and left since the last look.

    Streamlit (1.67) lets go when it next keeps another one, and has no public way to ask for it.
    """

    async def on_its_thread() -> tuple[set[str], set[str]]:
        manager = of._session_mgr
        stored = manager._session_storage._cache
        over = [stored._data[key].session for key in stored._data if key not in stored]
        for one in over:
            _empty(one)
        stored.expire()
        return {one.session.id for one in manager.list_sessions()}, {one.id for one in over}

    loop = of._get_async_objs().eventloop
    return asyncio.run_coroutine_threadsafe(on_its_thread(), loop).result()


def _empty(session: Any) -> None:
    """End a session, its files and values with it: the tab that left last stays a variable of
    Streamlit's loop until another one comes."""
    session.shutdown()
    session.session_state.clear()
    session._client_state.Clear()


def give_back(*, everybody: bool) -> None:
    """Collect what sessions held, and hand the memory back; `everybody`: no session is left.

    Then also what `startup.prepare` has frozen is looked at: the first sessions came before it. And
    processes that read files are replaced.
    """
    if everybody:
        from roi_model.reading.sandbox import limited

        limited.POOL.renew()
        gc.unfreeze()
    gc.collect()
    if everybody:
        gc.freeze()
    _trim()


def _trim() -> None:
    """Have glibc return what is free; another C library has no such word."""
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):
        return
