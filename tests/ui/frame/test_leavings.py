"""What a session held is let go when its time is over, and nothing else waits for it."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.session_manager import SessionClient

from tests.project import ROOT
from ui.frame import leavings


class Client(SessionClient):
    """A tab that hears nothing."""

    def write_forward_msg(self, msg: Any) -> None:
        return

    @property
    def client_context(self) -> Any:
        return None


@pytest.fixture
def running() -> Iterator[tuple[Runtime, asyncio.AbstractEventLoop]]:
    """Streamlit's runtime without a server, whose closed tabs are forgotten at once."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    made = Runtime(
        RuntimeConfig(
            script_path=str(ROOT / "app.py"),
            media_file_storage=MemoryMediaFileStorage("/media"),
            uploaded_file_manager=MemoryUploadedFileManager("/upload"),
            session_storage=MemorySessionStorage(ttl_seconds=0),
        )
    )
    asyncio.run_coroutine_threadsafe(made.start(), loop).result()
    yield made, loop

    async def end() -> None:
        made.stop()
        await made.stopped

    asyncio.run_coroutine_threadsafe(end(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
    Runtime._instance = None


def test_a_tab_whose_time_is_over_is_let_go(
    running: tuple[Runtime, asyncio.AbstractEventLoop],
) -> None:
    made, loop = running

    async def come() -> str:
        return made.connect_session(Client(), {})

    async def go(session: str) -> None:
        made.disconnect_session(session)

    stays, goes = (asyncio.run_coroutine_threadsafe(come(), loop).result() for _ in range(2))
    assert leavings.sessions(made) == ({stays, goes}, set())
    session = weakref.ref(made._session_mgr.get_session_info(goes).session)  # type: ignore[union-attr]
    asyncio.run_coroutine_threadsafe(go(goes), loop).result()
    assert leavings.sessions(made) == ({stays}, {goes})
    leavings.give_back(everybody=False)
    assert session() is None


def test_a_tab_that_something_still_holds_is_empty(
    running: tuple[Runtime, asyncio.AbstractEventLoop],
) -> None:
    made, loop = running

    class Case:
        data = b""

    async def come_and_go() -> Any:
        session = made.connect_session(Client(), {})
        held = made._session_mgr.get_session_info(session).session  # type: ignore[union-attr]
        held.session_state["case"] = Case()
        made.uploaded_file_mgr.file_storage[session]["file"] = Case()  # type: ignore[attr-defined]
        made.disconnect_session(session)
        return held

    held = asyncio.run_coroutine_threadsafe(come_and_go(), loop).result()
    assert any(isinstance(one, Case) for one in gc.get_objects())
    assert leavings.sessions(made) == (set(), {held.id})
    leavings.give_back(everybody=False)
    assert not any(isinstance(one, Case) for one in gc.get_objects()), held


def test_who_came_and_left_between_two_looks_is_given_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class DoneError(Exception):
        pass

    looks = iter([({"a"}, set()), (set(), {"a"}), (set(), set()), (set(), {"b"}), ({"c"}, {"d"})])
    given: list[bool] = []

    def wait(_: float) -> None:
        if len(given) == 3:
            raise DoneError

    monkeypatch.setattr(leavings.time, "sleep", wait)
    monkeypatch.setattr(leavings.runtime, "exists", lambda: True)
    monkeypatch.setattr(leavings.runtime, "get_instance", lambda: None)
    monkeypatch.setattr(leavings, "sessions", lambda _: next(looks))
    monkeypatch.setattr(leavings, "give_back", lambda *, everybody: given.append(everybody))
    with pytest.raises(DoneError):
        leavings._watch()
    assert given == [True, True, False]


def test_what_was_frozen_is_collected_once_nobody_is_left() -> None:
    class Held:
        pass

    one = Held()
    one.itself = one  # type: ignore[attr-defined]
    held = weakref.ref(one)
    gc.freeze()  # as at the end of the warm-up, while the first session is there
    try:
        del one
        leavings.give_back(everybody=False)
        assert held() is not None
        leavings.give_back(everybody=True)
        assert held() is None
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
