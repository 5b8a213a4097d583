"""Streamlit servers for the measures in the browser, started with the project's own settings."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STARTS_WITHIN = 120.0
"""Seconds; a fresh server answers after one to three, a busy machine needs more."""


@contextmanager
def server(script: str, module: str = "streamlit", **environment: str) -> Iterator[str]:
    """`streamlit run script` from the project's folder on a free port; yields its address.

    `module` stands in for Streamlit: one that does something first and then starts it.
    """
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", module, "run", script]
    command += ["--server.headless", "true", "--server.port", str(port)]
    with tempfile.TemporaryFile() as log:
        running = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://localhost:{port}"
            if not _answers(running, address):
                log.seek(0)
                sys.exit(f"{script} did not start:\n{log.read().decode(errors='replace')}")
            yield address
        finally:
            running.terminate()
            try:
                running.wait(timeout=10)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


def _answers(running: subprocess.Popen[bytes], address: str) -> bool:
    give_up = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < give_up and running.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return True
        except OSError:
            time.sleep(0.2)
    return False
