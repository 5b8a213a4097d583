"""What a server answers to those who come by another name, from another page, or unasked."""

from __future__ import annotations

import http.client
from collections.abc import Iterator

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tools.server import ROOT, Server


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as made:
        yield made


def ask(server: Server, method: str, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("localhost", server.port, timeout=30)
    if method == "PUT":  # refused by its head: a body might meet a closed line
        headers["Content-Length"] = "3"
    connection.request(method, path, headers=headers)
    return connection.getresponse()


def body(server: Server, path: str) -> bytes:
    return ask(server, "GET", path).read()


def joined(server: Server, *, host: str = "", origin: str = "") -> int:
    """What a websocket is answered: 101 where it is opened."""
    own = server.address
    try:
        with connect(
            f"{own.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=origin or own,  # type: ignore[arg-type]
            additional_headers={"Host": host} if host else None,
        ):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def test_a_session_is_opened_from_its_own_page_by_its_own_name_alone(server: Server) -> None:
    assert joined(server) == 101
    assert joined(server, origin="https://other.example") == 403
    # A foreign name that was pointed at this machine: its page agrees with itself.
    found = joined(server, host="other.example", origin="http://other.example")
    assert found == 400


def test_a_file_without_the_pages_own_token_is_refused(server: Server) -> None:
    assert ask(server, "PUT", "/_stcore/upload_file/a/b").status == 403


def test_nobody_elses_page_may_read_an_answer(server: Server) -> None:
    answer = ask(server, "GET", "/_stcore/health", Origin="https://other.example")
    assert answer.status == 200
    assert answer.getheader("Access-Control-Allow-Origin") is None


@pytest.mark.parametrize("method", ["TRACE", "DELETE", "POST"])
def test_no_other_method_is_answered(server: Server, method: str) -> None:
    assert ask(server, method, "/").status == 405


FILES = ("app.py", "pyproject.toml", "constraints.txt", ".streamlit/config.toml")


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("way", ["/", "/../", "/app/static/../../", "/%2e%2e/"])
def test_no_file_of_ours_is_served(server: Server, path: str, way: str) -> None:
    """Any address of no page is the app's first page, or nothing."""
    told = body(server, f"{way}{path}")
    assert (ROOT / path).read_bytes()[:60] not in told


def test_no_folder_is_listed(server: Server) -> None:
    assert b"presets" not in body(server, "/data/") + body(server, "/data")
