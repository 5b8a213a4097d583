"""The command `settings`: what can be set, without what is secret."""

from __future__ import annotations

import json
import os

import pytest

from roi_model.__main__ import main
from roi_model.settings import SETTINGS


def test_settings_are_listed_without_secrets(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in os.environ:
        if name.startswith("ROI_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("ROI_PORT", "9000")
    monkeypatch.setenv("ROI_DATABASE_URL", "postgresql://roi:hidden@db/roi")
    assert main(["settings"]) == 0
    said = capsys.readouterr().out
    assert "hidden" not in said
    found = {row["name"]: row for row in json.loads(said)}
    assert list(found) == list(SETTINGS)
    assert found["ROI_PORT"]["value"] == "9000" and found["ROI_PORT"]["default"] == 8501
    assert found["ROI_DATABASE_URL"]["value"] is True and found["ROI_DATABASE_URL"]["secret"]
    assert found["ROI_DATA"]["value"] is None
    monkeypatch.setenv("ROI_PORT", "none")
    assert main(["settings"]) == 2
    assert capsys.readouterr().err.startswith("ROI_PORT must be a whole number")
