"""An input as its entry field shows it: exact, with its unit."""

from __future__ import annotations

from typing import Any

import pytest

from roi_model.declaration.card import cards
from roi_model.declaration.scenario import Scenario
from roi_model.formatting import MINUS
from roi_model.formatting.entered import plain, written


@pytest.mark.parametrize(
    ("value", "lang", "wanted"),
    [
        (1234567.25, "en", "1,234,567.25"),
        (-0.5, "en", f"{MINUS}0.5"),
        (-0.0, "en", "0"),
        (0.1 + 0.2, "en", "0.3"),  # twelve digits: none of the machine's own
        (1e-5, "en", "0.00001"),
        (2.5, "fr", "2,5"),
    ],
)
def test_a_number_has_all_its_digits_and_no_others(value: float, lang: str, wanted: str) -> None:
    assert plain(value, lang) == wanted


@pytest.mark.parametrize(("value", "wanted"), [(0.6, "60%"), (0.625, "62.5%"), (None, "")])
def test_a_rate_is_shown_in_percent(value: Any, wanted: str) -> None:
    assert written(cards(Scenario)["gross_margin"], value, "EUR", "en") == wanted
