"""What one session may send and one process may hold."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest
from starlette.types import Message, Receive, Scope, Send

from deploy import limits
from deploy.limits import Limits
from roi_model.attempts import Attempts
from roi_model.settings import TRIES
from roi_model.texts import text

Answer = TypeVar("Answer")
UPLOAD = "/_stcore/upload_file/"


class App:
    """Stands for Streamlit: takes what it is given, holds it where told to."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.hold: asyncio.Event | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.taken.append(scope["path"])
        if self.hold:
            await self.hold.wait()
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})


def ran(work: Coroutine[Any, Any, Answer]) -> Answer:
    """What comes of it, in a thread of its own: in this one a browser's loop may be running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


async def asked(app: Limits, path: str, size: str | None = "10", kind: str = "http") -> Message:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect" if kind == "websocket" else "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [] if size is None else [(b"content-length", size.encode())]
    scope = {"type": kind, "method": "PUT", "path": path, "headers": headers}
    await app(scope, receive, send)
    return sent[0] if sent else {}


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    files: dict[str, dict[str, Any]] = {}
    running = SimpleNamespace(uploaded_file_mgr=SimpleNamespace(file_storage=files))
    monkeypatch.setattr(limits.runtime, "exists", lambda: True)
    monkeypatch.setattr(limits.runtime, "get_instance", lambda: running)
    monkeypatch.setenv("ROI_SESSION_MB", "1")
    monkeypatch.setenv("ROI_SESSION_FILES", "2")
    return files


def file(size: int) -> Any:
    return SimpleNamespace(data=b"x" * size)


def test_a_session_holds_so_many_bytes(store: dict[str, dict[str, Any]]) -> None:
    inner = App()
    app = Limits(inner)
    store["a"] = {"1": file(600_000)}
    assert ran(asked(app, f"{UPLOAD}a/2", "400000"))["status"] == 204
    assert ran(asked(app, f"{UPLOAD}a/2", "400001"))["status"] == 413
    assert ran(asked(app, f"{UPLOAD}b/2", "400001"))["status"] == 204
    assert inner.taken == [f"{UPLOAD}a/2", f"{UPLOAD}b/2"]


def test_a_session_holds_so_many_files(store: dict[str, dict[str, Any]]) -> None:
    app = Limits(App())
    store["a"] = {str(number): file(1) for number in range(4)}
    assert ran(asked(app, f"{UPLOAD}a/5"))["status"] == 413
    del store["a"]["0"]
    assert ran(asked(app, f"{UPLOAD}a/5"))["status"] == 204


def test_what_is_still_coming_counts(store: dict[str, dict[str, Any]]) -> None:
    async def both() -> list[Message]:
        inner = App()
        inner.hold = asyncio.Event()
        app = Limits(inner)
        first = asyncio.create_task(asked(app, f"{UPLOAD}a/1", "900000"))
        await asyncio.sleep(0)
        refused = await asked(app, f"{UPLOAD}a/2", "200000")
        inner.hold.set()
        return [await first, refused, await asked(app, f"{UPLOAD}a/2", "200000")]

    assert [one["status"] for one in ran(both())] == [204, 413, 204]


@pytest.mark.parametrize("size", [None, "-1", "ten"])
def test_an_upload_says_its_size(size: str | None, store: dict[str, dict[str, Any]]) -> None:
    assert ran(asked(Limits(App()), f"{UPLOAD}a/1", size))["status"] == 411


def test_a_flood_of_sessions_is_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROI_SESSIONS", "2")

    async def flood() -> list[Message]:
        inner = App()
        inner.hold = asyncio.Event()
        app = Limits(inner)
        inside = [
            asyncio.create_task(asked(app, "/_stcore/stream", kind="websocket")) for _ in range(3)
        ]
        await asyncio.sleep(0)
        refused = await asked(app, "/_stcore/stream", kind="websocket")
        inner.hold.set()
        await asyncio.gather(*inside)
        return [refused, await asked(app, "/_stcore/stream", kind="websocket")]

    refused, later = ran(flood())
    assert refused["type"] == "websocket.close" and later == {}


# Signing in ---------------------------------------------------------------------------------------


async def signing_in(app: Limits, address: str, lang: str = "en") -> tuple[Message, str]:
    """What a browser at this address is answered, and what it reads there."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"x-forwarded-for", f"made-up, {address}".encode()),
               (b"accept-language", lang.encode())]  # fmt: skip
    scope = {"type": "http", "method": "GET", "path": "/auth/login", "headers": headers,
             "client": ("172.18.0.2", 4321)}  # fmt: skip
    await app(scope, receive, send)
    return sent[0], b"".join(one.get("body", b"") for one in sent[1:]).decode()


@pytest.mark.parametrize("lang", ["en-GB", "fr-FR,fr;q=0.9"])
def test_one_address_signs_in_so_often_a_minute(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROI_TRIES", "2")
    inner = App()
    app = Limits(inner)
    app._sign_ins = Attempts(TRIES, clock=lambda: 0.0)
    for _ in range(2):
        assert ran(signing_in(app, "203.0.113.7", lang))[0]["status"] == 204
    refused, page = ran(signing_in(app, "203.0.113.7", lang))
    assert refused["status"] == 429 and dict(refused["headers"])[b"retry-after"] == b"30"
    assert text("login.too_many", lang[:2], seconds=30) in page
    assert 'content="30;url=/"' in page and len(inner.taken) == 2
    assert ran(signing_in(app, "203.0.113.8", lang))[0]["status"] == 204
