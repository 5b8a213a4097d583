"""Many tabs at once without a browser: asyncio over Streamlit's wire, as cheap as can be.

A tab opens its page, then moves a slider now and again and waits for the end of the run that
answers. What it hears is decoded while the page opens; of a move's messages only the short ones
are, since the end of a run is one of them. The driver shares its cores with the server it
measures: what it takes itself is measured, too.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import re
import ssl
import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

EVERY = 2.0
"""Seconds between two moves of a tab."""
REST = 0.6
"""Seconds after which `ui/browser/panel` says that the hand rests, where it is asked to."""
PATIENCE = 120.0
SHORT = 400
"""Bytes; the message that ends a run is shorter, almost all others are longer."""

_ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
_ACK = re.compile(rb'"ack": ?(\d+)')
_RESTS = re.compile(rb'"rest": ?true')
_number = itertools.count(1)


@dataclass(frozen=True)
class Slider:
    """What is moved: the panel of the page Simulate, or a slider of Streamlit's own."""

    element: str
    input: str = ""


PANEL = Slider("panel-simulate", "contacts")
BARE = Slider("Value")


@dataclass
class Taken:
    """What the moves of a while took, in seconds, and what went wrong."""

    moves: list[float] = field(default_factory=list)
    rests: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Tab:
    """One session: opened, moved, closed."""

    def __init__(self, address: str, slider: Slider) -> None:
        self.address, self.slider = address, slider
        self.socket: ClientConnection | None = None
        self.widget = self.fragment = self.page = self.path = ""
        self.have: list[str] = []
        self.stops: list[float] = []
        self.rests = False

    async def open(self, headers: dict[str, str] | None = None) -> Tab:
        """Connect and draw the page. Raises RuntimeError where it holds no such slider."""
        trust = _trusting() if self.address.startswith("https") else None
        self.socket = await connect(
            f"{self.address.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers=headers,
            ssl=trust,
            max_size=None,
            open_timeout=PATIENCE,
            ping_interval=None,
            compression=None,
        )
        message = BackMsg()
        message.rerun_script.query_string = urlencode({"lang": "en"})
        message.rerun_script.context_info.url = self.address
        await self.socket.send(message.SerializeToString())
        async for heard in self._until_the_end():
            self._note(ForwardMsg.FromString(heard))
        if not self.widget:
            raise RuntimeError("the page has no slider to move")
        return self

    async def close(self) -> None:
        """End the connection, as a tab that is closed does."""
        if self.socket is not None:
            await self.socket.close()

    async def move(self) -> float:
        """Move the slider; seconds from sending to the end of the run."""
        number = next(_number)
        if self.path:
            return await self._edit(
                number, self.path, "slide", self.stops[number % len(self.stops)]
            )
        state = WidgetState(id=self.widget)
        state.double_array_value.data.append(number % 400)
        start = time.perf_counter()
        await self._send(state)
        async for _ in self._until_the_end():
            pass
        return time.perf_counter() - start

    async def rest(self) -> float:
        """Say that the hand rests; seconds from sending to the end of the run."""
        return await self._edit(next(_number), "rest", "pick", "")

    async def _edit(self, number: int, path: str, how: str, value: float | str) -> float:
        """An edit of the panel as `ui/browser/panel/sending.js` sends it."""
        one = {"n": number, "path": path, "how": how, "value": value, "gesture": number}
        said = {"edits": {"list": [one], "have": self.have, "sent": number}}
        start, counted = time.perf_counter(), 0
        await self._send(WidgetState(id=self.widget, json_value=json.dumps(said)))
        while counted < number:  # a run that was under way has not heard of it
            async for heard in self._until_the_end():
                if found := _ACK.search(heard):
                    counted = int(found[1])
                    self.rests = _RESTS.search(heard) is not None
        return time.perf_counter() - start

    async def _send(self, state: WidgetState) -> None:
        assert self.socket is not None
        message = BackMsg()
        message.rerun_script.widget_states.widgets.append(state)
        message.rerun_script.page_script_hash = self.page
        message.rerun_script.fragment_id = self.fragment
        await self.socket.send(message.SerializeToString())

    async def _until_the_end(self) -> AsyncIterator[bytes]:
        """What the server sends up to the end of a run."""
        assert self.socket is not None
        async with asyncio.timeout(PATIENCE):
            while True:
                heard = await self.socket.recv(decode=False)
                assert isinstance(heard, bytes)
                if len(heard) < SHORT:
                    message = ForwardMsg.FromString(heard)
                    if message.script_finished in _ENDS and message.HasField("script_finished"):
                        return
                yield heard

    def _note(self, message: ForwardMsg) -> None:
        """Remember what a move needs: page, widget, fragment, the parts that the panel has."""
        if message.HasField("navigation"):
            self.page = message.navigation.page_script_hash
        if not message.HasField("delta") or not message.delta.HasField("new_element"):
            return
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(element.exception.message)
        found: Any = getattr(element, str(kind))
        called = found.label if kind == "slider" else getattr(found, "id", "")
        if not called.endswith(self.slider.element):
            return
        self.widget, self.fragment = found.id, message.delta.fragment_id
        if kind != "slider":
            data = json.loads(found.json)
            self.have, self.rests = list(data["parts"]), bool(data["rest"])
            row = next(r for r in data["rows"] if r.get("path", "").endswith(self.slider.input))
            self.path, self.stops = row["path"], data["parts"][row["scale"]]["values"]


class Fleet:
    """Tabs of one address that all move, each at its own moment of every two seconds."""

    def __init__(self, address: str, slider: Slider) -> None:
        self.address, self.slider = address, slider
        self.tabs: list[Tab] = []

    async def grow(self, count: int) -> list[str]:
        """Open tabs until there are so many, two at a time; what went wrong."""
        while len(self.tabs) < count:
            new = [Tab(self.address, self.slider) for _ in range(min(2, count - len(self.tabs)))]
            done = await asyncio.gather(*(tab.open() for tab in new), return_exceptions=True)
            failed = [why(one) for one in done if isinstance(one, BaseException)]
            if failed:
                return failed
            self.tabs += new
        return []

    async def move(self, seconds: float) -> Taken:
        """All tabs move for so long."""
        taken = Taken()
        end = time.perf_counter() + seconds
        await asyncio.gather(*(self._keep_moving(tab, end, taken) for tab in self.tabs))
        return taken

    async def _keep_moving(self, tab: Tab, end: float, taken: Taken) -> None:
        due = time.perf_counter() + random.random() * EVERY
        try:
            while due < end:
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                taken.moves.append(await tab.move())
                due = max(due + EVERY, time.perf_counter())
                if tab.rests and time.perf_counter() + REST < due:
                    await asyncio.sleep(REST)
                    taken.rests.append(await tab.rest())
        except Exception as error:
            taken.errors.append(why(error))

    async def shrink(self, count: int = 0) -> None:
        """Close tabs until only so many are left, those that came first leaving first."""
        leaving = self.tabs[: len(self.tabs) - count]
        del self.tabs[: len(leaving)]
        await _all(tab.close() for tab in leaving)


@cache
def _trusting() -> ssl.SSLContext:
    """The proxy's certificate is its own. Made once: it reads all that the system trusts."""
    trust = ssl.create_default_context()
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    return trust


async def _all(work: Iterable[Any]) -> None:
    await asyncio.gather(*work, return_exceptions=True)


def why(error: BaseException) -> str:
    """What went wrong, in one line of a table."""
    return f"{type(error).__name__}: {error}"[:200]
