"""`make serve`: all of it without Docker: PostgreSQL, processes of the app, Caddy before them.

Ends all it started when it is told to (Ctrl-C); a process of the app that ends by itself is started
again. All of them say what they have to say on standard output.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from deploy.postgres import Postgres, PostgresError
from roi_model import logs, settings
from roi_model.library.database import data_folder
from tools.server import free_port

ROOT = Path(__file__).resolve().parents[1]
LOCAL_URL = "https://localhost:8443"
STARTS_WITHIN = 180.0
ENDS_WITHIN = 15.0
AGAIN_AFTER = 3.0
"""Seconds before a process that ended is started again."""


class Child:
    """One process, out of reach of the terminal's Ctrl-C: what ends when is decided here."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        self.name, self.command, self.environment = name, command, environment
        self.ended = 0.0
        self.start()

    def start(self) -> None:
        """Start it, for the first time or again."""
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        port = self.environment.get("ROI_PORT")
        logs.tell("process_started", process=self.name, pid=self.process.pid, port=port)

    def look(self) -> None:
        """Start it again where it ended a while ago."""
        code, now = self.process.poll(), time.monotonic()
        if code is None:
            self.ended = 0.0
        elif not self.ended:
            self.ended = now
            logs.tell("process_ended", process=self.name, code=code)
        elif now > self.ended + AGAIN_AFTER:
            self.ended = 0.0
            self.start()

    def stop(self) -> None:
        """End it, gently first."""
        self.process.terminate()
        try:
            self.process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def environment() -> dict[str, str]:
    """What all processes are given: the settings, and the address that people open."""
    url = settings.PUBLIC_URL() or LOCAL_URL
    if not settings.has_login() and not settings.is_loopback(urlsplit(url).hostname or ""):
        raise settings.SettingError(
            f"Without login only this machine is served: ROI_PUBLIC_URL must be {LOCAL_URL}, say, "
            f"rather than {url}, or login must be set up."
        )
    own = {"PYTHONPATH": str(ROOT), "ROI_PUBLIC_URL": url}
    # Each run of a script is a thread, and glibc gives threads heaps of their own: two are enough.
    return {"MALLOC_ARENA_MAX": "2", **os.environ, **own}


def folder() -> Path:
    """Where the data lies; root's own folder would be closed to PostgreSQL's account."""
    if settings.DATA() is None and os.geteuid() == 0:
        return Path("/var/lib/roi-simulator")
    return data_folder()


def proxy(given: dict[str, str], ports: list[int], data: Path) -> dict[str, str]:
    """What deploy/Caddyfile asks of its environment."""
    url = urlsplit(given["ROI_PUBLIC_URL"])
    local = settings.is_loopback(url.hostname or "")
    port = url.port or 443
    mine = {
        "ROI_PUBLIC_URL": given["ROI_PUBLIC_URL"],
        "ROI_UPSTREAMS": " ".join(f"127.0.0.1:{one}" for one in ports),
        "ROI_BODY": f"{settings.UPLOAD_MB() * 1.05 + 1:.0f}MB",
        "ROI_BIND": "127.0.0.1" if local or not settings.has_login() else "0.0.0.0",
        "ROI_HTTPS_PORT": str(port),
        "ROI_REDIRECTS": "ignore_loaded_certs" if port == 443 else "disable_redirects",
        "ROI_HSTS": "max-age=0" if local else "max-age=31536000",
        "ROI_ALONE": "as-a-proxy" if settings.has_login() else "behind-nobody",
        "XDG_DATA_HOME": str(data / "proxy"),
        "XDG_CONFIG_HOME": str(data / "proxy"),
    }
    return {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ} | mine


def _wait_for(children: list[Child], ports: list[int]) -> bool:
    give_up = time.monotonic() + STARTS_WITHIN
    while not all(_is_well(port) for port in ports):
        if time.monotonic() > give_up or any(one.process.poll() is not None for one in children):
            return False
        time.sleep(0.2)
    return True


def _is_well(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


class _ToldToStop(BaseException):
    pass


@contextmanager
def _until_told() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, signal.SIG_IGN)  # once is enough: the rest is tidied in order
        raise _ToldToStop

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, stop)
    try:
        yield
    except _ToldToStop:
        logs.tell("stop")


def _watch(children: list[Child]) -> None:
    while True:
        for child in children:
            child.look()
        time.sleep(0.2)


def serve() -> int:
    """All of it, until told to stop; 1 where it does not come up."""
    given, data = environment(), folder()
    data.mkdir(parents=True, exist_ok=True)
    given["ROI_DATA"] = str(data)
    caddy = shutil.which("caddy")
    if caddy is None:
        raise settings.SettingError("Caddy is missing (Debian: apt-get install caddy).")
    with _until_told(), ExitStack() as stack:
        if not settings.DATABASE_URL():
            own = stack.enter_context(Postgres(data / "postgres", data / "sockets"))
            given["ROI_DATABASE_URL"] = own.url
            logs.tell("database", address=own.url)  # it holds no password
        ports = [free_port() for _ in range(settings.PROCESSES())]
        children: list[Child] = []
        for number, port in enumerate(ports, 1):
            its = {**given, "ROI_ADDRESS": "127.0.0.1", "ROI_PORT": str(port)}
            children.append(Child(f"app-{number}", [sys.executable, "-m", "deploy.start"], its))
            stack.callback(children[-1].stop)
        if not _wait_for(children, ports):
            return 1
        config = ["--config", str(ROOT / "deploy" / "Caddyfile"), "--adapter", "caddyfile"]
        children.append(Child("proxy", [caddy, "run", *config], proxy(given, ports, data)))
        stack.callback(children[-1].stop)
        logs.tell("ready", address=given["ROI_PUBLIC_URL"])
        _watch(children)
    return 0


def main() -> int:
    """0 when told to stop, 2 where the settings do not allow it."""
    try:
        settings.check()
        logs.set_up(settings.LOG_LEVEL())
        return serve()
    except (settings.SettingError, PostgresError) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
