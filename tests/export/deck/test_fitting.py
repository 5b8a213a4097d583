"""Words fit where they are put, in any usual typeface."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from roi_model.declaration.card import clean_name
from roi_model.export.deck.fitting import LEADING, fitted, lines, width


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abc déà…—WI ", min_size=1, max_size=200), st.floats(30, 600),
       st.floats(12, 80))  # fmt: skip
def test_what_is_fitted_fits(words: str, across: float, down: float) -> None:
    told, size = fitted(words, across, down, 30, 8)
    assert 8 <= size <= 30
    if down >= 8 * LEADING:
        assert lines(told, size, across) * size * LEADING <= down
    assert told == words or told.endswith("…") or len(told) == 1


def test_a_column_without_room_still_ends() -> None:
    assert fitted("a long name", -5, 20, 20, 8)[1] == 8


@pytest.mark.parametrize("bold", [False, True])
def test_an_unbreakable_space_breaks_no_line(bold: bool) -> None:
    room = width("72–78\u00a0%", 10, bold=bold) - 1
    assert lines("72–78 %", 10, room, bold=bold) == 2
    assert lines("72–78\u00a0%", 10, room, bold=bold) == 2  # broken within the word, as it must be
    assert lines("a 72–78\u00a0%", 10, room + 2, bold=bold) == 2


def test_whatever_a_name_may_hold_can_be_measured() -> None:
    """Signs that end a line or a paragraph cannot: a name has none left (clean_name)."""
    odd = [sign for sign in map(chr, range(sys.maxunicode + 1))
           if unicodedata.category(sign)[0] in "CZ"
           and unicodedata.category(sign) != "Co"]  # fmt: skip
    named = ["\ufdd0", "\ufffe", "\uffff", "\U0010ffff", "\u2028", "\u2029"]
    every = map(chr, range(0, sys.maxunicode + 1, 257))
    for signs in (named, odd[::512], every, filter(str.isspace, odd)):
        for sign in signs:
            kept = clean_name(f"a {sign} b")
            assert width(kept, 10) > 0
            etree.Element("a").text = kept  # XML takes them all
