"""The workbook of the largest case there is: 50 channels over 120 months, in bounded memory."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tools.server import ROOT

MEGABYTES = 500

_MADE = """
import json
from dataclasses import replace
from datetime import date
from roi_model.export.dossier import Dossier
from roi_model.export.workbook import workbook
from roi_model.presets import preset

base = preset("inbound-and-outbound").scenario
channels = tuple(replace(base.channels[n % 2], name=f"Channel {n}") for n in range(50))
scenario = replace(base, name="Large", horizon_months=120, channels=channels)
book = workbook(Dossier(scenario, "en", date(2026, 11, 27)))
# Not getrusage(): a process started by a large one begins with the peak of that one.
told = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(json.dumps({"bytes": len(book), "megabytes": int(told["VmHWM"].split()[0]) / 1024}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of one process is asked of /proc")
def test_a_large_workbook_takes_bounded_memory() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _MADE], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = json.loads(run.stdout)
    assert found["bytes"] > 1_000_000
    assert found["megabytes"] < MEGABYTES
