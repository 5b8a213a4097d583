"""The app, or another script, on a Streamlit server of its own, with the project's settings."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parent.parent

STARTS_WITHIN = 120.0
"""Seconds; a fresh server answers after 1 to 3, a busy machine needs more."""


class Server:
    """`streamlit run` on a port that stays the same over restarts.

    `module` stands in for Streamlit: one that does something first and then starts it; `root` is
    another copy of the code. What else is named goes into the server's environment. Its library is
    empty, and gone with it.

        with Server() as server:
            page.goto(server.address)
    """

    def __init__(
        self,
        script: str = "app.py",
        module: str = "streamlit",
        *,
        root: Path = ROOT,
        **environment: str,
    ) -> None:
        self.script, self.module, self.root = script, module, root
        self._data = tempfile.TemporaryDirectory(prefix="roi-server-")
        own = {"PYTHONPATH": str(root), "ROI_DATA": self._data.name, "ROI_DATABASE_URL": ""}
        own["MALLOC_ARENA_MAX"] = "2"  # as everywhere the app is run: docs/adr/server-settings.md
        self.environment = {**os.environ, **own, **environment}
        self.data = Path(self.environment["ROI_DATA"])
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 (closed when the server is left)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        self._log.close()
        self._data.cleanup()

    def start(self) -> None:
        """Wait until it answers. Raises RuntimeError with its log where it does not."""
        command = [sys.executable, "-m", self.module, "run", self.script]
        command += ["--server.headless", "true", "--server.port", str(self.port)]
        process = subprocess.Popen(
            command,
            cwd=self.root,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self._process = process
        give_up = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < give_up and process.poll() is None:
            if answers(self.address):
                return
            time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"{self.script} did not start:\n{self.said()}")

    def said(self) -> str:
        """All that it has written so far, on both its outputs."""
        log = self._log.fileno()  # read at its place: the server writes at the same one's end
        return os.pread(log, os.fstat(log).st_size, 0).decode(errors="replace")

    @property
    def process_id(self) -> int:
        """The running server's. Raises RuntimeError where there is none."""
        if self._process is None:
            raise RuntimeError("no server is running")
        return self._process.pid

    def stop(self) -> None:
        """End it; a start after that finds the same port."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port: int = free.getsockname()[1]
    return port


def answers(address: str) -> bool:
    """Whether a Streamlit server says at this address that it is well."""
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
