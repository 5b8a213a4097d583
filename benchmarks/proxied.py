"""Processes of the app behind Caddy, as `make serve` runs them, without PostgreSQL."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from deploy import serve
from tools.server import ROOT, answers, free_port

STARTS_WITHIN = 120.0


def behind_proxy(stack: ExitStack, processes: int, **settings: str) -> tuple[str, list[int]] | None:
    """Their address and their numbers; all end with the stack. None without Caddy."""
    caddy = shutil.which("caddy")
    if caddy is None:
        return None
    data = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="roi-proxied-")))
    os.environ["ROI_PUBLIC_URL"] = f"https://localhost:{free_port()}"
    given = {**serve.environment(), "ROI_DATA": str(data), "ROI_LOG_LEVEL": "error", **settings}
    ports = [free_port() for _ in range(processes)]
    apps = []
    for number, port in enumerate(ports, 1):
        its = {**given, "ROI_ADDRESS": "127.0.0.1", "ROI_PORT": str(port)}
        command = [sys.executable, "-m", "deploy.start"]
        apps.append(serve.Child(f"app-{number}", command, its))
        stack.callback(apps[-1].stop)
    config = ["--config", str(ROOT / "deploy" / "Caddyfile"), "--adapter", "caddyfile"]
    environment = serve.proxy(given, ports, data) | {"ROI_CADDY_LOG_LEVEL": "ERROR"}
    proxy = serve.Child("proxy", [caddy, "run", *config], environment)
    stack.callback(proxy.stop)
    give_up = time.monotonic() + STARTS_WITHIN
    while not all(answers(f"http://127.0.0.1:{port}") for port in ports):
        if time.monotonic() > give_up:
            raise RuntimeError("the processes behind the proxy did not start")
        time.sleep(0.2)
    time.sleep(3)  # until the proxy, which asks every two seconds, knows it, too
    return given["ROI_PUBLIC_URL"], [app.process.pid for app in apps]
