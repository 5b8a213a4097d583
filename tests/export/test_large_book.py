"""The workbook of the largest case there is: 50 channels over 120 months, in bounded memory."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tools.server import ROOT

MEGABYTES = 500

_MADE = """
import io, json, resource
from dataclasses import replace
from datetime import date
from roi_model.export.dossier import Dossier
from roi_model.export.workbook import workbook
from roi_model.presets import preset

base = preset("inbound-and-outbound").scenario
channels = tuple(replace(base.channels[n % 2], name=f"Channel {n}") for n in range(50))
scenario = replace(base, name="Large", horizon_months=120, channels=channels)
book = workbook(Dossier(scenario, "en", date(2026, 11, 27)))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"bytes": len(book), "megabytes": peak}))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no measure of memory there")
def test_a_large_workbook_takes_bounded_memory() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _MADE], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = json.loads(run.stdout)
    assert found["bytes"] > 1_000_000
    assert found["megabytes"] < MEGABYTES
