"""What one session may send and one process may hold, before Streamlit takes it."""

from __future__ import annotations

from collections import Counter

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime

from roi_model import logs
from roi_model.settings import SESSION_FILES, SESSION_MB, SESSIONS

_UPLOADS = "/_stcore/upload_file/"
_STREAM = "/_stcore/stream"
MARGIN = 1.5
"""Sessions beyond `ROI_SESSIONS` are told so by the page; beyond so many times that they are not
let in at all, which keeps a flood of them from filling the memory."""


class Limits:
    """ASGI middleware: uploads of a session together, and open sessions."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._coming: Counter[str] = Counter()
        """Bytes on their way, by session."""
        self._open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        path = scope.get("path", "")
        if scope["type"] == "http" and scope["method"] == "PUT" and path.startswith(_UPLOADS):
            await self._upload(scope, receive, send)
        elif scope["type"] == "websocket" and path.endswith(_STREAM):
            await self._session(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = scope["path"].removeprefix(_UPLOADS).partition("/")[0]
        size = dict(scope["headers"]).get(b"content-length", b"")
        if not size.isdigit():
            await PlainTextResponse("", 411)(scope, receive, send)
            return
        files, held = _held(session)
        if files >= 2 * SESSION_FILES() or (
            held + self._coming[session] + int(size) > SESSION_MB() * 1_000_000
        ):
            logs.tell("upload_refused", files=files, bytes=held)
            await PlainTextResponse("", 413)(scope, receive, send)
            return
        self._coming[session] += int(size)
        try:
            await self.app(scope, receive, send)
        finally:
            self._coming[session] -= int(size)
            if not self._coming[session]:
                del self._coming[session]

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._open >= MARGIN * SESSIONS():
            logs.tell("session_refused", why="flood")
            await receive()
            await send({"type": "websocket.close", "code": 1013})
            return
        self._open += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._open -= 1


def _held(session: str) -> tuple[int, int]:
    """How many files, and bytes, Streamlit keeps of a session."""
    if not runtime.exists():
        return 0, 0
    store = runtime.get_instance().uploaded_file_mgr
    files = list(getattr(store, "file_storage", {}).get(session, {}).values())
    return len(files), sum(len(file.data) for file in files)
