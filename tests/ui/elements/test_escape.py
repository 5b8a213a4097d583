"""Names stay names where Streamlit would read Markdown."""

from __future__ import annotations

import re

import pytest

from ui.elements.escape import JOINER, escaped, in_label

# What Streamlit 1.67 makes of text whose marks are read already (StreamlitMarkdown.tsx and
# mdast-util-gfm-autolink-literal).
LATER = (
    r"(?i)(https?:\/\/|www(?=\.))([-.\w]+)", r"([-.\w+]+)@([-\w]+(?:\.[-\w]+)+)", ":streamlit:",
    r":material[/_](\w+):", r"(^|\s)(<->|->|<-|--|>=|<=|~=)(\s|$)",
)  # fmt: skip


@pytest.mark.parametrize(
    "words", ["**bold**", "$x$ and :red[y]", "[a](http://b)", "<img src=x>", "1. one\n2. two"]
)
def test_no_mark_is_left_and_no_letter_lost(words: str) -> None:
    made = escaped(words)
    assert re.search(r"(?<!\\)[*_$\[\]<>`:#]", made) is None
    assert "\n" not in made
    assert read(made).replace(JOINER, "") == words.replace("\n", " ")
    named = in_label(words)
    assert re.search(r"(?<!\\)[*$\[\]<>`:]", named) is None
    assert read(named).replace(JOINER, "") == words.replace("\n", " ")


def read(made: str) -> str:
    """The text once Markdown has read its marks."""
    return re.sub(r"\\(.)", r"\1", made)


@pytest.mark.parametrize(
    "words",
    [
        "http://a.b", "HTTPS://a.b/c", "see www.a.b", "Www.a.b", "a@b.example", "x.y+z@b-c.example",
        ":streamlit:", "a:streamlit:b", ":material/home:", ":material_home:", "a -> b", "->", "--",
        "a <-> b", "<- a", "b --", "a >= b", "a <= b", "~= b", "-- -> <-",
    ],
)  # fmt: skip
def test_nothing_is_made_of_it_once_its_marks_are_read(words: str) -> None:
    assert any(re.search(one, words) for one in LATER)
    for made in (read(escaped(words)), read(in_label(words))):
        assert not any(re.search(one, made) for one in LATER), ascii(made)
        assert made.replace(JOINER, "") == words


@pytest.mark.parametrize("words", ["12:30", "a-b", "a - b", "x<y", "A@", "a = b", "ww.x", "1 → 2"])
def test_what_nothing_is_made_of_stays_as_it_is(words: str) -> None:
    assert JOINER not in escaped(words)


def test_a_usual_name_is_read_aloud_as_it_is() -> None:
    for words in ("fec_2026-01.txt", "In-house (SDR)", "Dépenses 2026 + TVA.csv", "A. Martin #2!"):
        assert in_label(words) == words
