"""The line between a browser and a server: what can happen to it happens here, on purpose."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from types import TracebackType

_PIECE = 16_384  # bytes read at once


class Line:
    """A port that leads to another, and may be cut, silent, slow, or closed where nothing passes.

    with Server() as server, Line(server.port) as line:
        page.goto(line.address)
        line.cut()
    """

    def __init__(self, port: int, *, speed: float = 0.0, most_idle: float = 0.0) -> None:
        """`speed`: bytes a second, of all connections together and each way, 0 as fast as it can;
        `most_idle`: seconds after which a connection with nothing to say is closed, 0 never.
        """
        self.to, self.speed, self.most_idle = port, speed, most_idle
        self.closed = 0
        """Connections that were closed for want of anything to say."""
        self._whole, self._ended = True, False
        self._flows = threading.Event()
        self._flows.set()
        self._held: set[socket.socket] = set()
        self._turn, self._free_at = threading.Lock(), {True: 0.0, False: 0.0}
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self.address = f"http://localhost:{self.port}"

    def __enter__(self) -> Line:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended = True
        self.cut()
        self._listener.close()

    def cut(self) -> None:
        """Every connection ends at once, and none is made."""
        self._whole = False
        self._flows.set()
        for one in list(self._held):
            _end(one)

    def silence(self) -> None:
        """Connections stay, and nothing comes through, as when a laptop left its Wi-Fi."""
        self._flows.clear()

    def mend(self) -> None:
        """As if nothing had been; what was under way in silence arrives."""
        self._whole = True
        self._flows.set()

    def _listen(self) -> None:
        while not self._ended:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if not self._whole:
                _end(near)
                continue
            threading.Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        self._flows.wait()
        try:
            far = socket.create_connection(("localhost", self.to), 10)
        except OSError:  # the server is away
            _end(near)
            return
        far.settimeout(None)
        self._held |= {near, far}
        last = [time.monotonic()]
        ways = [
            threading.Thread(target=self._pass_on, args=(*pair, way, last), daemon=True)
            for way, pair in ((True, (near, far)), (False, (far, near)))
        ]
        for one in ways:
            one.start()
        while self.most_idle and any(one.is_alive() for one in ways):
            if time.monotonic() - last[0] > self.most_idle:
                self.closed += 1
                break
            time.sleep(0.05)
        else:
            for one in ways:
                one.join()
        for end in (near, far):
            _end(end)
            self._held.discard(end)

    def _pass_on(
        self, source: socket.socket, target: socket.socket, way: bool, last: list[float]
    ) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE if not self.speed else 2_048):
                self._flows.wait()
                self._wait(len(piece), way)
                target.sendall(piece)
                last[0] = time.monotonic()
            target.shutdown(socket.SHUT_WR)

    def _wait(self, size: int, way: bool) -> None:
        """Until that many bytes are through, behind all those that were before them."""
        if not self.speed:
            return
        with self._turn:
            start = max(self._free_at[way], time.monotonic())
            done = self._free_at[way] = start + size / self.speed
        time.sleep(max(0.0, done - time.monotonic()))


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
