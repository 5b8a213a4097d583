"""One process of the app: what it tells Streamlit, what it refuses, how it answers."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deploy import start
from tests.project import ROOT
from tests.test_settings import LOGIN
from tools.server import STARTS_WITHIN, answers, free_port


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("ROI_"):
            monkeypatch.delenv(name)


def test_login_is_told_as_streamlit_asks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert start.secrets() == {}
    secret = tmp_path / "client_secret"
    secret.write_text("from a file\n")
    for name, value in LOGIN.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("ROI_OIDC_CLIENT_SECRET")
    monkeypatch.setenv("ROI_OIDC_CLIENT_SECRET_FILE", str(secret))
    assert start.secrets() == {
        "auth": {
            "redirect_uri": "https://roi.example.org/oauth2callback",
            "cookie_secret": LOGIN["ROI_COOKIE_SECRET"],
            "client_id": "roi",
            "client_secret": "from a file",
            "server_metadata_url": "https://login.example.org/realm/.well-known/openid-configuration",
            "client_kwargs": {"prompt": "login"},  # Streamlit's own is not known to every issuer
        }
    }


def test_streamlit_knows_the_options_and_listens_to_this_machine_alone() -> None:
    from streamlit import config

    for name in start.options():
        config.get_option(name)
    assert start.options()["server.address"] == "127.0.0.1"
    assert start.options()["server.allowedHosts"] == ["localhost", "127.0.0.1", "[::1]"]


def test_what_cannot_be_meant_is_refused_in_one_line(tmp_path: Path) -> None:
    given = {**os.environ, "PYTHONPATH": str(ROOT), "ROI_DATA": str(tmp_path)}
    for name, value, said in (
        ("ROI_ADDRESS", "0.0.0.0", "Without login"),
        ("ROI_DATABASE_URL", "postgresql://roi:of-the-base@127.0.0.1:1/roi", "127.0.0.1"),
    ):
        run = subprocess.run(
            [sys.executable, "-m", "deploy.start"], cwd=ROOT, env={**given, name: value},
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert run.returncode == 2
        lines = (run.stdout + run.stderr).strip().splitlines()
        assert said in lines[-1] and "Traceback" not in run.stdout + run.stderr
        assert "of-the-base" not in run.stdout + run.stderr
        assert len([line for line in lines if not line.startswith("{")]) == 1


def test_it_answers_with_login_and_logs_lines(tmp_path: Path) -> None:
    port = free_port()
    given = {**os.environ, **LOGIN, "PYTHONPATH": str(ROOT), "ROI_DATA": str(tmp_path),
             "ROI_PORT": str(port)}  # fmt: skip
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "deploy.start"], cwd=ROOT, env=given, stdout=out, stderr=out
        )
    try:
        address, give_up = f"http://127.0.0.1:{port}", time.monotonic() + STARTS_WITHIN
        while not answers(address) and process.poll() is None and time.monotonic() < give_up:
            time.sleep(0.1)
        assert answers(address), log.read_text()
        # Its head alone: a body sent after the refusal would meet a closed line.
        upload = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        upload.putrequest("PUT", "/_stcore/upload_file/nobody/1")
        upload.putheader("Transfer-Encoding", "chunked")
        upload.endheaders()
        assert upload.getresponse().status == 411  # the limits stand before Streamlit
        upload.close()
    finally:
        process.terminate()
        process.wait(30)
    events = {line["event"]: line for line in map(json.loads, log.read_text().splitlines())}
    assert events["start"]["login"] is True and events["start"]["port"] == port
    assert events["library_opened"]["database"] == "sqlite"
    assert not [value for value in LOGIN.values() if len(value) > 3 and value in log.read_text()]
