"""The columns of the table, and what they are made with."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations

from roi_model.declaration.paths import numeric_paths
from roi_model.metrics import CARDS
from roi_model.storage.presets import presets
from tests.project import ROOT


def test_no_column_has_two_meanings() -> None:
    """Inputs that a grid moves stand beside metrics, their reasons and ends."""
    inputs = {path for one in presets() for path in numeric_paths(one.scenario)}
    made = {f"{name}{end}" for name in CARDS for end in ("", "_reason", "_p10", "_p50", "_p90")}
    assert not inputs & (made | {"row", "name", "error", "payback_chance"})
    for a, b in combinations(CARDS, 2):
        assert a != f"{b}_reason" and b != f"{a}_reason"


def test_a_worker_goes_without_pandas() -> None:
    """Which would be half of its memory."""
    asked = (
        "import sys; from roi_model.sweep.blocks import LinesBlock\n"
        "from roi_model.sweep.figures import Options; from roi_model.sweep.work import work\n"
        'line = b\'{"name": "A", "channels": [{"name": "B"}]}\'\n'
        "print(work(LinesBlock(0, 1, line), Options()).rows, 'pandas' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True)
    assert said.stdout == "1 False\n"
