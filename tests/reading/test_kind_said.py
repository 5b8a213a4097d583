"""The kind of a file as found, and as its user says."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.sandbox.limited import read_limited
from tests.reading.variants import SAMPLES

DEALS = b"Deal name;Deal stage;Create date;Amount\nA;Closed Won;2024-01-15;1000,50\n"


def test_what_told_is_named() -> None:
    found = read(DEALS)
    assert found.kind == "deals"
    assert found.guess is not None
    assert found.guess.kind == "deals"
    assert {"Deal stage", "Create date"} <= set(found.guess.headings)


def test_another_kind_said_is_an_answer_and_the_guess_stays() -> None:
    found = read(DEALS, answers={"kind": "costs"})
    assert found.kind == "costs"
    assert found.guess is not None
    assert found.guess.kind == "deals"
    assert read(DEALS, kind="deals", answers={"kind": "costs"}).kind == "deals"


def test_the_layout_does_not_depend_on_what_was_said() -> None:
    assert read(DEALS).layout == read(DEALS, answers={"kind": "costs"}).layout


def test_a_kind_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="kind"):
        read(DEALS, answers={"kind": "novel"})


def test_guess_and_answer_pass_the_limits_of_the_child() -> None:
    content = (SAMPLES / "bank_fr_signed.csv").read_bytes()
    limited, plain = (reader(content, answers={"kind": "costs"}) for reader in (read_limited, read))
    assert limited.kind == "costs"
    assert limited.guess == plain.guess
    assert plain.guess is not None
    assert plain.guess.kind == "bank"
    assert limited.to_json()["guess"] == plain.to_json()["guess"]


def test_what_is_no_table_has_no_guess() -> None:
    assert read(b"%PDF-1.7").guess is None
