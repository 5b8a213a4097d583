"""What stands before the app: a file that Caddy understands, and what `make serve` tells it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deploy import serve
from roi_model.settings import SettingError
from tests.project import ROOT
from tests.test_settings import LOGIN

FILE = ROOT / "deploy" / "Caddyfile"
with_caddy = pytest.mark.skipif(shutil.which("caddy") is None, reason="no Caddy on this machine")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("ROI_"):
            monkeypatch.delenv(name)


def adapted(folder: Path, **given: str) -> dict[str, Any]:
    """The file as Caddy understands it."""
    run = subprocess.run(
        ["caddy", "adapt", "--config", FILE, "--adapter", "caddyfile", "--validate"],
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **given},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "not formatted" not in run.stderr
    return dict(json.loads(run.stdout.splitlines()[0]))


@with_caddy
def test_caddy_understands_it_as_compose_and_serve_use_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed = adapted(tmp_path, ROI_PUBLIC_URL="https://roi.example.org",
                       ROI_UPSTREAMS="app-1:8501 app-2:8501")  # fmt: skip
    server = composed["apps"]["http"]["servers"]["srv0"]
    assert server["listen"] == ["0.0.0.0:443"] and composed["admin"]["disabled"]
    assert '"dial": "app-2:8501"' in json.dumps(server)
    assert "X-Forwarded-For" not in json.dumps(server)
    served = adapted(tmp_path, **serve.proxy(serve.environment(), [8601, 8602], tmp_path))
    server = served["apps"]["http"]["servers"]["srv0"]
    assert server["listen"] == ["127.0.0.1:8443"]
    assert '"dial": "127.0.0.1:8602"' in json.dumps(server)
    assert "X-Forwarded-For" in json.dumps(server)  # taken off: the app answers this machine


def test_what_it_asks_of_its_environment_is_given() -> None:
    asked = set(re.findall(r"\{\$(\w+)", FILE.read_text(encoding="utf-8")))
    given = set(serve.proxy(serve.environment(), [1], Path("data")))
    assert asked - given == {"ROI_CADDY_LOG_LEVEL"}


def test_no_address_leaves_and_nobody_frames_it() -> None:
    written = FILE.read_text(encoding="utf-8")
    for line in ("Referrer-Policy no-referrer", "X-Frame-Options DENY", "frame-ancestors 'none'",
                 "X-Content-Type-Options nosniff", "Strict-Transport-Security",
                 "connect-src 'self' data: blob:;", "script-src-attr 'none';", "encode zstd gzip",
                 "lb_policy cookie roi_process"):  # fmt: skip
        assert line in written
    site = written[written.index("{$ROI_PUBLIC_URL} {") :]
    assert not re.search(r"^\s*log\b", site, re.MULTILINE)  # no request is written down


@with_caddy
def test_browsers_keep_nothing_that_is_somebodys(tmp_path: Path) -> None:
    """All answers but those of hashed names, which are everybody's."""
    found = adapted(tmp_path, ROI_PUBLIC_URL="https://roi.example.org", ROI_UPSTREAMS="app-1:8501")
    stored = [
        route["match"]
        for route in _routes(found["apps"]["http"]["servers"]["srv0"]["routes"])
        for one in route.get("handle", [])
        if one.get("response", {}).get("set", {}).get("Cache-Control") == ["no-store"]
    ]
    assert stored == [[{"not": [{"path": ["/static/*"]}]}]]


def _routes(routes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for route in routes:
        yield route
        for one in route.get("handle", []):
            yield from _routes(one.get("routes", []))


def test_without_login_only_this_machine_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    found = serve.proxy(serve.environment(), [8601], Path("data"))
    assert found["ROI_BIND"] == "127.0.0.1" and found["ROI_ALONE"] == "behind-nobody"
    assert found["ROI_HSTS"] == "max-age=0"
    monkeypatch.setenv("ROI_PUBLIC_URL", "https://roi.example.org")
    with pytest.raises(SettingError, match="Without login only this machine is served"):
        serve.environment()
    for name, value in LOGIN.items():
        monkeypatch.setenv(name, value)
    found = serve.proxy(serve.environment(), [8601], Path("data"))
    assert found["ROI_BIND"] == "0.0.0.0" and found["ROI_ALONE"] == "as-a-proxy"
    assert found["ROI_HTTPS_PORT"] == "443" and found["ROI_REDIRECTS"] == "ignore_loaded_certs"
    monkeypatch.setenv("ROI_PUBLIC_URL", "https://localhost:9443")
    found = serve.proxy(serve.environment(), [8601], Path("data"))
    assert found["ROI_BIND"] == "127.0.0.1" and found["ROI_HTTPS_PORT"] == "9443"
    monkeypatch.setenv("ROI_UPLOAD_MB", "200")
    assert serve.proxy(serve.environment(), [1], Path("data"))["ROI_BODY"] == "211MB"
