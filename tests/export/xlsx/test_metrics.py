"""The metrics as the workbook writes them."""

from __future__ import annotations

from roi_model.export.xlsx.metrics import MetricsSheet
from roi_model.metrics import CARDS


def test_every_metric_is_written_into_the_workbook_in_one_way() -> None:
    """As its card's formula stands; one that is calculated has a formula of the sheet's own."""
    own = {name for name in CARDS if hasattr(MetricsSheet, f"_{name}")}
    assert own == {name for name, found in CARDS.items() if found.expression is None}
