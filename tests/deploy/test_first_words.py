"""The page before its scripts are there: words in the reader's language, in Streamlit's page."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Message, Receive, Scope, Send

from deploy.first_words import FirstWords, written
from deploy.policy import scripts
from roi_model.texts import text
from tests.deploy.test_limits import ran

PAGE = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
BROWSER = {"accept": "text/html,application/xhtml+xml", "accept-encoding": "gzip"}


def got(answer: Response, **headers: str) -> tuple[dict[str, str], str]:
    """What a browser gets of an answer of the app: headers and text."""
    sent: list[Message] = []
    asked = {}

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        asked.update(scope["headers"])
        await answer(scope, receive, send)

    told = [(key.encode(), value.encode()) for key, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": "/levers", "headers": told}
    ran(FirstWords(app)(scope, receive, send))
    # What is to be written into must not come packed.
    assert (b"accept-encoding" in asked) is ("html" not in headers["accept"])
    start = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    return start, b"".join(one.get("body", b"") for one in sent[1:]).decode()


@pytest.mark.parametrize(("said", "lang"), [("fr-FR,fr;q=0.9", "fr"), ("de", "en")])
def test_the_page_of_streamlit_says_whose_it_is_and_that_it_comes(said: str, lang: str) -> None:
    page = HTMLResponse(PAGE, headers={"etag": "x"})
    headers, seen = got(page, **BROWSER, **{"accept-language": said})
    assert headers["content-security-policy"] == scripts(PAGE)
    assert headers["content-length"] == str(len(seen.encode())) and "etag" not in headers
    for key in ("login.name", "ui.connection.coming", "ui.connection.slow"):
        assert text(key, lang) in seen
    assert f'<html lang="{lang}">' in seen and "<title>Streamlit" not in seen
    start, end = PAGE.split('<div id="root"></div>')
    assert start[start.index("<script>") :] in seen and seen.endswith(end), "the rest is as it was"


def test_what_is_no_page_passes_as_it_is() -> None:
    assert got(JSONResponse({"a": 1}), **BROWSER)[1] == '{"a":1}'
    others = {**BROWSER, "accept": "*/*"}
    assert got(HTMLResponse(PAGE), **others)[1] == PAGE
    assert written("<p>another page</p>", "fr") == "<p>another page</p>"
