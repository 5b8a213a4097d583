"""What is seen while the page's scripts are on their way: whose page it is, and that it comes.

Streamlit's page is empty until some 600 kB have come, a quarter of a minute on a line of 50 kB/s.
What stands here instead goes when Streamlit draws its first element.
"""

from __future__ import annotations

import base64
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from deploy.policy import scripts
from roi_model import palette
from roi_model.texts import of_browser, text
from ui.frame.frame import ICON

_ROOM = '<div id="root"></div>'
_TEMPLATE = Path(__file__).with_suffix(".html")


class FirstWords:
    """ASGI middleware: pages that a browser asks for have these words, and name their scripts."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; what it is answered with words, where it is Streamlit's page."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if "text/html" not in request.headers.get("accept", ""):
            await self.app(scope, receive, send)
            return
        kept = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        await self.app({**scope, "headers": kept}, receive, _Written(send, language(request)).send)


class _Written:
    """One answer, held back until it is whole."""

    def __init__(self, send: Send, lang: str) -> None:
        self._send, self._lang = send, lang
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """What the app answers, part by part; other answers than pages go on as they come."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            if not headers.get("content-type", "").startswith("text/html"):
                await self._send(message)
                return
            self._start = message
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        made = self._body.decode("utf-8")
        page = written(made, self._lang).encode("utf-8")
        headers = MutableHeaders(raw=start["headers"])
        headers["content-security-policy"] = scripts(made)
        headers["content-length"] = str(len(page))
        for mark in ("etag", "last-modified"):  # of the page without them, in whatever language
            if mark in headers:
                del headers[mark]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": page})


def language(request: Request) -> str:
    """The language of who asks, as the browser says: French, or English."""
    return of_browser(request.headers.get("accept-language"))


def written(page: str, lang: str) -> str:
    """Streamlit's page with the words in it; as it is where it has no room for them."""
    if page.count(_ROOM) != 1:
        return page
    name = escape(text("login.name", lang))
    page = page.replace(_ROOM, f'<div id="root">{_words(lang)}</div>')
    page = page.replace("<title>Streamlit</title>", f"<title>{name}</title>")
    return page.replace('<html lang="en">', f'<html lang="{lang}">')


@cache
def _words(lang: str) -> str:
    said = {key: escape(text(f"ui.connection.{key}", lang)) for key in ("coming", "slow")}
    icon = base64.b64encode(ICON.read_bytes()).decode("ascii")
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        said, name=escape(text("login.name", lang)), variables=palette.variables(),
        icon=f"data:image/svg+xml;base64,{icon}",
    )  # fmt: skip
