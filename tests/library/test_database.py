"""The way to the database: how long it may take to answer."""

from __future__ import annotations

import socket

import pytest

from roi_model.library import database
from roi_model.library.errors import LibraryError
from roi_model.library.library import open_library


@pytest.mark.parametrize(("said", "used"), [("", 5), ("?connect_timeout=20", 20)])
def test_a_server_has_five_seconds_to_answer_unless_its_address_says_otherwise(
    said: str, used: int
) -> None:
    engine = database.opened(f"postgresql://roi@db.example/library{said}")
    found = engine.dialect.create_connect_args(engine.url)[1]
    assert (int(found["connect_timeout"]), int(found["tcp_user_timeout"])) == (used, 10_000)


def test_a_server_that_never_answers_is_told_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(LibraryError, match="timeout"):
            open_library(f"postgresql://roi@127.0.0.1:{port}/library?connect_timeout=2")
