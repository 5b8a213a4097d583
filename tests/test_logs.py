"""What is logged: lines of JSON with events, and nothing of what people work on."""

from __future__ import annotations

import json
import logging
import subprocess
import sys

import pytest

from roi_model import logs
from tests.project import ROOT

SECRETS = ("Dupont", "12345", "token=abc", "cell")


def raised() -> ValueError:
    try:
        int("Dupont 12345 token=abc")
    except ValueError as error:
        return error
    raise AssertionError


def line(record: logging.LogRecord) -> dict[str, object]:
    written = logs.Lines(lambda: "0a1b2c3d").format(record)
    assert "\n" not in written
    assert not [word for word in SECRETS if word in written]
    return dict(json.loads(written))


def test_an_event_is_a_line_with_its_facts(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "roi")
    logs.tell("library_opened", database="sqlite", seconds=0.25)
    found = line(caplog.records[0])
    assert found.pop("time")
    assert found == {"level": "info", "session": "0a1b2c3d", "event": "library_opened",
                     "database": "sqlite", "seconds": 0.25}  # fmt: skip


def test_of_an_error_type_and_place_are_told(caplog: pytest.LogCaptureFixture) -> None:
    logs.failed("file_not_read", raised())
    found = line(caplog.records[0])
    assert str(found["error"]).startswith("ValueError at tests/test_logs.py:")
    assert found["level"] == "error"
    assert "Dupont" not in caplog.text  # nor where nothing was set up


def test_of_what_libraries_say_the_constant_part_is_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    library = logging.getLogger("streamlit.somewhere")
    library.warning("Session with id %s is already connected!", "Dupont")
    library.error("Uncaught app execution", exc_info=raised())
    first, second = (line(record) for record in caplog.records)
    assert first["event"] == "Session with id %s is already connected!"
    assert first["logger"] == "streamlit.somewhere" and "error" not in first
    assert str(second["error"]).startswith("ValueError at tests/test_logs.py:")


def test_only_what_takes_long_is_told(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with logs.timed("slow_page", page="risk"):
        pass
    assert caplog.records == []
    monkeypatch.setattr(logs, "SLOW_SECONDS", -1.0)
    with logs.timed("slow_page", page="risk"):
        pass
    found = line(caplog.records[0])
    assert found["event"] == "slow_page" and found["page"] == "risk"
    assert isinstance(found["seconds"], float)


def test_set_up_every_handler_writes_lines() -> None:
    script = (
        "import logging, sys, warnings\n"
        "from roi_model import logs\n"
        "early = logging.StreamHandler(sys.stdout)\n"
        "early.setFormatter(logging.Formatter('plain %(message)s'))\n"
        "library = logging.getLogger('streamlit.some'); library.addHandler(early)\n"
        "library.propagate = False\n"
        "logs.set_up('info')\n"
        "library.warning('said to %s', 'Dupont')\n"
        "logs.tell('start', port=1)\n"
        "warnings.warn('cell B2 holds 12345')\n"
        "logging.getLogger('alembic').error('Dupont')\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stderr == ""
    found = [json.loads(one) for one in run.stdout.splitlines()]
    assert [one["event"] for one in found][:2] == ["said to %s", "start"]
    assert [one["logger"] for one in found[2:]] == ["py.warnings", "alembic"]
    assert "Dupont" not in run.stdout and "12345" not in run.stdout
