"""One tab of the app without a browser: it speaks Streamlit's own wire, and keeps all it hears."""

from __future__ import annotations

import itertools
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs, StringArray, UploadedFileInfo
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Exception_pb2 import Exception as Failure
from streamlit.proto.FileUploader_pb2 import FileUploader
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

PATIENCE = 300.0
"""Seconds for one answer: hundreds of tabs may wait for the same two cores."""
_DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
_number = itertools.count(1)


class Tab:
    """A session of its own: pages are run, files given, buttons pressed, downloads taken.

    `heard` is every byte that the server sent to it. Elements are those of the latest run.
    """

    def __init__(self, address: str, headers: dict[str, str] | None = None) -> None:
        self.address, self.headers = address, headers or {}
        self.heard: list[bytes] = []
        self.elements: list[Any] = []
        self.session = self.page = ""
        self._states: dict[str, WidgetState] = {}
        self._before = self._states
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=PATIENCE) as answer:
            cookies = SimpleCookie(answer.headers["Set-Cookie"])
        self._token = cookies["_streamlit_xsrf"].value  # an upload must name it
        self._connection = connect(
            f"{address.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers=self.headers,
            max_size=None,
            open_timeout=PATIENCE,
        )
        self._socket = self._connection.__enter__()

    def close(self) -> None:
        """End the connection, as a tab that is closed does."""
        self._connection.__exit__(None, None, None)

    # Pages ------------------------------------------------------------------------------------

    def open(self, page: str = "", **params: str) -> Tab:
        """Go to a page by its address, as the menu does."""
        self._states.clear()
        self.page = ""
        return self._run(page_name=page, query_string=urlencode({"lang": "en", **params}))

    def set(self, key: str, **value: Any) -> Tab:
        """Give a widget a value (`string_value=…`) and run the page."""
        name = self.widget(key).id
        self._states[name] = WidgetState(id=name, **value)
        made = self._run(page_script_hash=self.page)
        if any(kind.startswith("trigger") for kind in value):
            self._states.pop(name, None)
        return made

    def leave(self, page: str, key: str, **value: Any) -> Tab:
        """Go to a page while a widget of this one says something: both arrive as one message."""
        name = self.widget(key).id
        self._states[name] = WidgetState(id=name, **value)
        self.page = ""
        return self._run(page_name=page, query_string="lang=en")

    def press(self, key: str) -> Tab:
        return self.set(key, trigger_value=True)

    def choose(self, key: str, option: str) -> Tab:
        """Choose one of a few."""
        return self.set(key, string_array_value=StringArray(data=[option]))

    def wait(self, key: str) -> Tab:
        """Run the page until it has an element with this key."""
        give_up = time.monotonic() + PATIENCE
        while not self.has(key) and time.monotonic() < give_up:
            time.sleep(0.1)
            self._run(page_script_hash=self.page)
        return self

    def edit(self, path: str, how: str, value: Any, panel: str = "panel-simulate") -> Tab:
        """One edit of a panel of inputs, as `ui/browser/panel` sends it."""
        number = next(_number)
        edit = {"n": number, "path": path, "how": how, "value": value, "gesture": number}
        return self.set(panel, json_value=json.dumps({"edits": {"list": [edit]}}))

    def give(self, **files: bytes) -> Tab:
        """Upload files to the only place for them; the names' underscores are dots."""
        names = [name.replace("_", ".") for name in files]
        answer = self._ask(
            lambda message: message.HasField("file_urls_response"),
            file_urls_request={"request_id": uuid4().hex, "file_names": names,
                               "session_id": self.session},
        ).file_urls_response  # fmt: skip
        (box,) = [one for one in self.elements if isinstance(one, FileUploader)]
        state = WidgetState(id=box.id)
        for place, name, content in zip(answer.file_urls, names, files.values(), strict=True):
            assert self.put(place, name, content) == 204
            info = UploadedFileInfo(name=name, size=len(content), file_id=place.file_id)
            info.file_urls.CopyFrom(place)
            state.file_uploader_state_value.uploaded_file_info.append(info)
        self._states[box.id] = state
        return self._run(page_script_hash=self.page)

    def again(self) -> Tab:
        """The run before once more, with what widgets said then."""
        self._states |= self._before
        return self._run(page_script_hash=self.page)

    def take(self, key: str) -> bytes:
        """What a download button gives."""
        button = self.widget(key)
        url = button.url or self.later(button.deferred_file_id)
        status, content = self.get(url)
        assert status == 200
        self.heard.append(content)
        return content

    def later(self, file: str) -> str:
        """The address of a file that is made when it is asked for; empty where it is refused."""
        operation = {"request_id": uuid4().hex, "session_id": self.session,
                     "deferred_file": {"file_id": file}}  # fmt: skip
        answer = self._ask(
            lambda message: message.HasField("backend_operation_response"),
            backend_operation_request=operation,
        )
        return answer.backend_operation_response.deferred_file.url

    def widget(self, key: str) -> Any:
        """The element with this key, as it was sent last. Raises KeyError where there is none."""
        return self.widgets()[key]

    def has(self, key: str) -> bool:
        """Whether the page has an element with this key."""
        return key in self.widgets()

    def widgets(self) -> dict[str, Any]:
        """What stands on the page, by its keys."""
        named = ((str(getattr(one, "id", "")).split("-", 2), one) for one in self.elements)
        return {name[2]: one for name, one in named if name[0] == "$$ID"}

    # The wire ---------------------------------------------------------------------------------

    def get(self, url: str) -> tuple[int, bytes]:
        """Ask for an address of the server; its answer, whatever it is."""
        return self._http(urllib.request.Request(self.address + url, headers=self.headers))

    def put(self, place: FileURLs, name: str, content: bytes) -> int:
        """Send a file to an address that the server gave for it."""
        edge = uuid4().hex
        head = f'--{edge}\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n\r\n'
        token = {"X-Xsrftoken": self._token, "Cookie": f"_streamlit_xsrf={self._token}"}
        request = urllib.request.Request(
            self.address + place.upload_url,
            method="PUT",
            data=head.encode() + content + f"\r\n--{edge}--\r\n".encode(),
            headers={"Content-Type": f"multipart/form-data; boundary={edge}"} | token,
        )
        return self._http(request)[0]

    def _http(self, request: urllib.request.Request) -> tuple[int, bytes]:
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def _run(self, **state: Any) -> Tab:
        """Have the page run, and hear it to its end."""
        message = BackMsg()
        message.rerun_script.widget_states.widgets.extend(self._states.values())
        message.rerun_script.context_info.url = self.address
        for name, value in state.items():
            setattr(message.rerun_script, name, value)
        self._socket.send(message.SerializeToString())
        self.elements = []
        for heard in self._messages():
            if heard.HasField("new_session"):
                self.session = heard.new_session.initialize.session_id or self.session
            elif heard.HasField("navigation"):
                self.page = heard.navigation.page_script_hash
            elif heard.HasField("delta"):
                self.elements += _content(heard.delta)
            elif heard.HasField("script_finished") and heard.script_finished in _DONE:
                break
        here = {getattr(one, "id", "") for one in self.elements}
        self._before = self._states
        self._states = {name: one for name, one in self._states.items() if name in here}
        assert not [one for one in self.elements if isinstance(one, Failure)]
        return self

    def _ask(self, is_answer: Callable[[ForwardMsg], bool], **what: Any) -> ForwardMsg:
        self._socket.send(BackMsg(**what).SerializeToString())
        return next(message for message in self._messages() if is_answer(message))

    def _messages(self) -> Iterator[ForwardMsg]:
        give_up = time.monotonic() + PATIENCE
        while True:
            sent = self._socket.recv(max(0.0, give_up - time.monotonic()))
            assert isinstance(sent, bytes)
            self.heard.append(sent)
            message = ForwardMsg()
            message.ParseFromString(sent)
            yield message


def _content(delta: Delta) -> list[Any]:
    """The element or block that was sent."""
    sent = delta.new_element if delta.HasField("new_element") else delta.add_block
    kind = sent.WhichOneof("type")
    return [getattr(sent, kind)] if kind else []
