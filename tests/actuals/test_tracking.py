"""Targets and scores in an address: all that was typed comes back, whatever else is harmless."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi_model.actuals.targets import METRICS, Target
from roi_model.actuals.tracking import (
    LARGEST,
    MOST,
    SCALES,
    Score,
    Tracking,
    decoded,
    scores_of,
    targets_of,
)
from roi_model.declaration.card import NAME_LENGTH
from roi_model.texts import LANGUAGES, text
from ui.actuals.actuals_tables import month_of

MONTHS = st.from_regex(r"[12][0-9]{3}-(0[1-9]|1[0-2])", fullmatch=True)
TARGETS = st.builds(Target, st.sampled_from(METRICS), st.floats(-LARGEST, LARGEST), MONTHS)
VALUES = st.tuples(*(st.none() | st.floats(low, high) for low, high in SCALES.values()))


def address(content: object) -> str:
    """Content as the address would hold it, whoever made it."""
    written = content if isinstance(content, bytes) else json.dumps(content).encode()
    return urlsafe_b64encode(zlib.compress(written)).decode()


@given(st.lists(TARGETS, max_size=5), st.lists(st.tuples(MONTHS, VALUES, st.text(max_size=20))))
def test_what_was_typed_comes_back(targets: list[Target], rows: list[tuple[object, ...]]) -> None:
    scores = scores_of((month, *values, note) for month, values, note in rows)  # type: ignore[misc]
    typed = Tracking(tuple(targets), scores)
    assert decoded(typed.encoded()) == typed
    for month in (*(one.by for one in targets), *(score.month for score in scores)):
        assert month_of(str(month), "fr") and month_of(str(month), "en")


def test_nothing_typed_is_nothing_in_the_address() -> None:
    assert Tracking().encoded() == ""
    assert decoded("") == Tracking()


def test_as_much_as_is_kept_comes_back() -> None:
    """All rows, with the longest notes, in a script that takes most room."""
    notes = (
        "".join(chr(0x1F300 + (i * 7 + n * 13) % 700) for n in range(NAME_LENGTH))
        for i in range(MOST)
    )
    scores = tuple(Score("2025-01", (1.0, 2.0, 3.0, 4.0, 5.0), note) for note in notes)
    targets = tuple(Target("won_business", LARGEST - i / 8, "2025-12") for i in range(MOST))
    full = Tracking(targets, scores)
    assert decoded(full.encoded()) == full


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[" * 50_000,
        b'{"t":' * 9_000,
        b"\xff\xfe",
        [],
        {"t": []},
        {"t": 5, "s": []},
        {"t": [5], "s": []},
        {"t": [["customers", 1]], "s": []},
        {"t": "abc", "s": "x"},
        {"t": [["customers", 10**400, "2025-01"]], "s": []},
        {"t": [["customers", float("inf"), "2025-01"]], "s": []},
        {"t": [["customers", float("nan"), "2025-01"]], "s": []},
        {"t": [["roi", 1e308, "2025-01"]], "s": []},
        {"t": [["customers", True, "2025-01"]], "s": []},
        {"t": [["customers", 1, "0000-01"]], "s": []},
        {"t": [["customers", 1, "2025-13"]], "s": []},
        {"t": [["customers", 1, "٢٠٢٥-01"]], "s": []},
        {"t": [[{}, 1, "2025-01"]], "s": [[]]},
        {"t": [["unheard_of", 1, "2025-01"]], "s": [["2025-01"]]},
        {"t": [], "s": [["2025-01", 1, 2, 3, 4, "one too few"]]},
    ],
    ids=lambda content: repr(content)[:40],
)
def test_a_broken_address_holds_nothing(content: object) -> None:
    assert decoded(address(content)) == Tracking()


@pytest.mark.parametrize("sent", ["nonsense", "é", "\ud800", "====", "eJw", " ", "a" * 100_000])
def test_what_is_no_code_holds_nothing(sent: str) -> None:
    assert decoded(sent) == Tracking()


def test_a_bomb_is_not_unfolded() -> None:
    assert decoded(address(b'{"t":[],"s":[],"x":"' + b" " * 50_000_000 + b'"}')) == Tracking()


def test_incomplete_rows_are_left_out_and_the_others_stay() -> None:
    rows = [("customers", 30, "2025-06"), ("roi", None, "2025-06"), ("cac", 900.0, None)]
    assert targets_of(rows) == (Target("customers", 30.0, "2025-06"),)
    assert len(targets_of([("customers", 1, "2025-06")] * (MOST + 5))) == MOST


def test_scores_stand_in_order_and_inside_their_scales() -> None:
    rows = [
        ("2025-03", 9, 101, 7, True, 10, "a\x00b\u202ec"),
        (None, 9, 9, 7, 9, 9, "no month"),
        ("2025-01", 10.0, -100, 0.5, None, float("nan"), "x" * 119 + " long"),
    ]
    assert scores_of(rows) == (
        Score("2025-01", (10.0, -100.0, None, None, None), "x" * 119),
        Score("2025-03", (9.0, None, 7.0, None, 10.0), "abc"),
    )


def test_every_scale_is_named_with_its_ends() -> None:
    for lang in LANGUAGES:
        names = {text(f"tracking.score_{key}", lang, low=low, high=high)
                 for key, (low, high) in SCALES.items()}  # fmt: skip
        assert len(names) == len(SCALES)
