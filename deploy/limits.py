"""What one session may send, one address try and one process hold, before Streamlit takes it."""

from __future__ import annotations

from collections import Counter
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime

from deploy.first_words import language
from roi_model import logs
from roi_model.attempts import Attempts, asker
from roi_model.settings import SESSION_FILES, SESSION_MB, SESSIONS, TRIES
from roi_model.texts import text

_UPLOADS = "/_stcore/upload_file/"
_STREAM = "/_stcore/stream"
_SIGN_IN = "/auth/login"
MARGIN = 1.5
"""Sessions beyond `ROI_SESSIONS` are told so by the page; beyond so many times that they are not
let in at all, which keeps a flood of them from filling the memory."""


class Limits:
    """ASGI middleware: uploads of a session together, sign-ins of an address, open sessions."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._coming: Counter[str] = Counter()
        """Bytes on their way, by session."""
        self._open = 0
        self._sign_ins = Attempts(TRIES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        path = scope.get("path", "")
        if scope["type"] == "http" and scope["method"] == "PUT" and path.startswith(_UPLOADS):
            await self._upload(scope, receive, send)
        elif scope["type"] == "http" and path == _SIGN_IN:
            await self._sign_in(scope, receive, send)
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

    async def _sign_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Each asks the issuer: who asks too often is led back when there is room again."""
        request = Request(scope)
        seconds = self._sign_ins.wait(
            asker(request.headers, request.client.host if request.client else None)
        )
        if not seconds:
            await self.app(scope, receive, send)
            return
        logs.tell("sign_in_refused", seconds=seconds)
        answer = HTMLResponse(_later(request, seconds), 429, {"Retry-After": str(seconds)})
        await answer(scope, receive, send)

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


def _later(request: Request, seconds: int) -> str:
    """A page of one sentence in the reader's language, which leads back by itself."""
    lang = language(request)
    return (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="{seconds};url=/">'
        f"<title>{escape(text('login.name', lang))}</title>"
        f"<p>{escape(text('login.too_many', lang, seconds=seconds))}</p></html>"
    )


def _held(session: str) -> tuple[int, int]:
    """How many files, and bytes, Streamlit keeps of a session."""
    if not runtime.exists():
        return 0, 0
    store = runtime.get_instance().uploaded_file_mgr
    files = list(getattr(store, "file_storage", {}).get(session, {}).values())
    return len(files), sum(len(file.data) for file in files)
