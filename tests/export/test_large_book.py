"""Files of the largest case there is, as a child makes them: 50 channels over 120 months."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.conftest import LONG
from tools.server import ROOT

MEGABYTES = 500

_MADE = """
import json, pickle, sys
from dataclasses import replace
from datetime import date
from roi_model.export.sandbox import worker
from roi_model.export.contents.dossier import Dossier
from roi_model.declaration.initiatives import Effect, Initiative
from roi_model.storage.presets import preset

base = preset("inbound-and-outbound").scenario
channels = tuple(replace(base.channels[n % 2], name=f"Channel {n}") for n in range(50))
levers = tuple(
    Initiative(name=name, start_month=month, effects=(Effect(parameter=name, factor=1.1),))
    for month, name in enumerate(("quote_to_customer", "deal_value"), 4)
)
scenario = replace(
    base, name="Large", horizon_months=120, channels=channels, initiatives=levers
)
worker.warm()
asked = pickle.dumps((sys.argv[1], Dossier(scenario, "en", date(2026, 11, 27)), None))
made = worker.work({}, asked, lambda done, whole: None)
# Not getrusage(): a process started by a large one begins with the peak of that one.
told = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(json.dumps({"bytes": len(made), "megabytes": int(told["VmHWM"].split()[0]) / 1024}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of one process is asked of /proc")
@pytest.mark.parametrize(
    ("kind", "least"), [("xlsx", 1_000_000), ("pdf", 50_000)] if LONG else [("xlsx", 1_000_000)]
)
@pytest.mark.thorough
def test_a_file_of_a_large_case_takes_bounded_memory(kind: str, least: int) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _MADE, kind], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = json.loads(run.stdout)
    assert found["bytes"] > least
    assert found["megabytes"] < MEGABYTES
