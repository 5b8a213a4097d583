"""What a command of the analyses answers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from roi_model.__main__ import main
from roi_model.storage.presets import preset

LINKEDIN = preset("linkedin-outbound")


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(list(arguments)) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return json.loads(printed.out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and "Traceback" not in printed.err
    return printed.err
