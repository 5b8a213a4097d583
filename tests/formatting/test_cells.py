"""No text of a table begins a formula, in whichever country it is opened."""

from __future__ import annotations

import re

import pytest

from roi_model.formatting.cells import as_text

_STARTS = re.compile("\\s*[=+@\uff1d\uff0b\uff0d\uff20-]|[\t\r\n]")


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "\uff1d1", "a;=1", "a,+b", "a\t-b", "a;;@b",
     "a,-1+b", "a;-", "a;\uff201", "-12,50", "a;-1x;b"],
)  # fmt: skip
def test_no_part_of_it_begins_a_formula(words: str) -> None:
    for parted in (";", ",", "\t"):
        assert not any(_STARTS.match(part) for part in as_text(words).split(parted))


@pytest.mark.parametrize(
    "words", ["Fair", "a; =b", "R&D, +10 %", "a-b", "x;-12.50;y", "x;+3", "1,-2,-3", "a = b", ""]
)
def test_other_words_and_numbers_within_stay_as_they_are(words: str) -> None:
    assert as_text(words) == words
