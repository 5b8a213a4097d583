"""How often something may be tried: by one and by many, with a clock of the test's own."""

from __future__ import annotations

import pytest

from roi_model import attempts
from roi_model.attempts import Attempts, asker


@pytest.fixture
def clock() -> list[float]:
    return [1000.0]


@pytest.fixture
def tries(clock: list[float]) -> Attempts:
    return Attempts(lambda: 3, clock=lambda: clock[0])


def used_up(tries: Attempts, key: str) -> int:
    """How many pass before the first that has to wait."""
    return next(number for number in range(100) if tries.wait(key))


def test_so_many_in_a_minute_then_one_for_each_share_of_it(
    tries: Attempts, clock: list[float]
) -> None:
    assert used_up(tries, "a") == 3
    assert tries.wait("a") == tries.left("a") == 20
    clock[0] += 19.5
    assert tries.wait("a") == 1
    clock[0] += 0.5
    assert [tries.wait("a"), tries.wait("a")] == [0, 20]
    clock[0] += 60
    assert used_up(tries, "a") == 3, "a minute later nothing is held against them"


def test_each_is_counted_by_themselves(tries: Attempts) -> None:
    used_up(tries, "a")
    assert tries.left("b") == 0 and used_up(tries, "b") == 3


def test_looking_is_no_try(tries: Attempts) -> None:
    assert {tries.left("a") for _ in range(10)} == {0}


def test_the_limit_may_change_meanwhile(clock: list[float]) -> None:
    most = [1]
    tries = Attempts(lambda: most[0], clock=lambda: clock[0])
    assert used_up(tries, "a") == 1
    most[0] = 1000
    clock[0] += 60
    assert [tries.wait("a") for _ in range(100)] == [0] * 100


def test_a_crowd_fills_no_memory(tries: Attempts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "MOST_KEYS", 50)
    used_up(tries, "first")
    for number in range(49):
        tries.wait(str(number))
    assert tries.left("first") > 0
    tries.wait("one more")
    assert tries.left("first") == 0 and len(tries._passed) == 50


@pytest.mark.parametrize(
    ("headers", "peer", "wanted"),
    [
        ({}, "192.0.2.1", "192.0.2.1"),
        ({"x-forwarded-for": "203.0.113.7"}, "172.18.0.2", "203.0.113.7"),
        ({"X-Forwarded-For": "made.up, 203.0.113.7"}, None, "203.0.113.7"),
        ({"X-Forwarded-For": ""}, "192.0.2.1", ""),
    ],
)
def test_who_asks_is_what_the_proxy_says(
    headers: dict[str, str], peer: str | None, wanted: str
) -> None:
    assert asker(headers, peer) == wanted


def test_the_clock_of_the_wall_plays_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    tries = Attempts(lambda: 1)
    assert tries.wait("a") == 0
    monkeypatch.setattr("time.time", lambda: 0.0)  # set back by decades
    assert 0 < tries.wait("a") <= 60
