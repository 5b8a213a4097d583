"""Names stay names where Streamlit would read Markdown."""

from __future__ import annotations

import re

import pytest

from ui.elements.escape import escaped


@pytest.mark.parametrize(
    "words", ["**bold**", "$x$ and :red[y]", "[a](http://b)", "<img src=x>", "1. one\n2. two"]
)
def test_no_mark_is_left_and_no_letter_lost(words: str) -> None:
    made = escaped(words)
    assert re.search(r"(?<!\\)[*_$\[\]<>`:#]", made) is None
    assert "\n" not in made
    assert re.sub(r"\\(.)", r"\1", made) == words.replace("\n", " ")
