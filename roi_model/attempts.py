"""How often something may be tried in a while: counted by who tries, in bounded memory."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Mapping

MOST_KEYS = 10_000
"""Of whom more than so many try, those are forgotten first who did so longest ago."""


class Attempts:
    """At most so many tries within `seconds`, then one more whenever a share of them has passed.

    `most` is asked at each try. By the clock that never goes back. Kept of each is one number:
    when all tries so far would have passed, one after another.

    >>> tries = Attempts(lambda: 2)
    >>> [tries.wait("203.0.113.7") for _ in range(3)]
    [0, 0, 30]
    >>> tries.wait("203.0.113.8")
    0
    """

    def __init__(
        self,
        most: Callable[[], int],
        seconds: float = 60.0,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.most, self.seconds, self._clock = most, seconds, clock
        self._lock = threading.Lock()
        self._passed: dict[str, float] = {}

    def left(self, key: str) -> int:
        """Whole seconds until this one may try again; 0 where they may now."""
        with self._lock:
            return self._left(key, self._clock())

    def wait(self, key: str) -> int:
        """The same, and where it is 0, this was a try."""
        with self._lock:
            now = self._clock()
            if not (left := self._left(key, now)):
                share = self.seconds / self.most()
                self._passed[key] = max(self._passed.pop(key, now), now) + share
                while len(self._passed) > MOST_KEYS:
                    del self._passed[next(iter(self._passed))]
            return left

    def _left(self, key: str, now: float) -> int:
        share = self.seconds / self.most()
        over = self._passed.get(key, now) + share - now - self.seconds
        return math.ceil(over - 1e-6) if over > 1e-6 else 0


def asker(headers: Mapping[str, str], peer: str | None) -> str:
    """The address that asks: what the proxy before this server says of it, else its own.

    Of several in X-Forwarded-For the last: those before it are whatever somebody sent along.

    >>> asker({"X-Forwarded-For": "10.0.0.1, 203.0.113.7"}, "172.18.0.2")
    '203.0.113.7'
    >>> asker({}, None)
    ''
    """
    said = [value for key, value in headers.items() if key.lower() == "x-forwarded-for"]
    return said[-1].rpartition(",")[2].strip() if said else peer or ""
