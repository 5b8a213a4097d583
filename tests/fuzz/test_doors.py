"""Whatever comes in by a door ends in what the door declares; `make fuzz` tries far more."""

from __future__ import annotations

import gzip
import json
import time

import pytest

from roi_model.declaration.errors import Problem
from tests import conftest
from tests.fuzz.door import ToldError, look
from tests.fuzz.doors import CLAIMS, DOORS, NOW, _copies, _tab_seed
from tests.fuzz.spoil import spoilt

COUNT = 3000 if conftest.LONG else 40
FEWER = {"files of figures": 4, "template": 4, "logo": 4}
"""By how much fewer are tried of those that take longer."""


@pytest.mark.parametrize("name", DOORS)
def test_a_sound_input_is_read(name: str) -> None:
    door = DOORS[name]
    assert "read" in {door.enter(seed) for seed in door.seeds()[:8]} or name in (
        "browser's scenarios", "kept answers", "library copy", "login's claims")  # fmt: skip


@pytest.mark.parametrize("name", DOORS)
def test_spoilt_input_ends_in_what_the_door_declares(name: str) -> None:
    door = DOORS[name]
    seeds = door.seeds()
    for number in range(COUNT // FEWER.get(name, 1)):
        content = spoilt(seeds[number % len(seeds)], number)
        start = time.process_time()
        door.enter(content)
        assert time.process_time() - start < 5, f"{name}, seed {number}"


# What was found so, and is mended ---------------------------------------------------------------


def test_a_number_of_thousands_of_digits_is_no_scenario() -> None:
    assert DOORS["scenario"].enter(b'{"name": ' + b"9" * 5000 + b"}") == "not_json"


def test_a_key_given_twice_among_many_is_found_at_once() -> None:
    pairs = ",".join(f'"{key}":1' for key in (*range(60_000), 59_999))
    start = time.process_time()
    assert DOORS["scenario"].enter(f"{{{pairs}}}".encode()) == "key_twice"
    assert time.process_time() - start < 2


def test_a_sentence_shows_no_sign_that_cannot_be_seen() -> None:
    said = Problem("a\x00b\u202e", "unknown_key", "\ud800\x1b").sentence("en")
    look([said], b"")
    assert "a\ufffdb\ufffd" in said
    for told in ("\x07", "\ud800", "Traceback (most recent call last)", "/x/site-packages/y"):
        with pytest.raises(ToldError):
            look([told], b"")


@pytest.mark.parametrize("past", ["[" * 50_000, '{"texts": [], "undo": 1e999, "redo": []}'])
def test_steps_that_no_browser_kept_are_foreign(past: str) -> None:
    from roi_model.storage.link import folded

    kept = json.loads(_tab_seed()) | {"past": folded(past)}
    assert DOORS["browser's copy"].enter(json.dumps(kept).encode()) == "strange"


@pytest.mark.parametrize("at", [10**400, -(10**400), NOW + 10**9])
def test_a_login_of_no_day_is_nobodys(at: float) -> None:
    assert DOORS["login's claims"].enter(json.dumps({**CLAIMS, "iat": at}).encode()) == "nobody"


def test_a_copy_with_a_spoilt_stream_or_another_row_is_no_copy() -> None:
    whole = _copies()[0]
    head = gzip.decompress(whole).splitlines()[0]
    for spoilt_copy in (
        whole[:30] + bytes(40) + whole[70:],
        gzip.compress(head + b'\n"a row"\n'),
        gzip.compress(head + b"\n[1]\n"),
    ):
        assert DOORS["library copy"].enter(spoilt_copy) == "no_copy"


def test_a_number_where_a_workbook_names_an_input_is_said() -> None:
    told = json.loads(DOORS["cells of our workbook"].seeds()[0])
    told["changed"].append([3.0, 1.0])
    assert DOORS["cells of our workbook"].enter(json.dumps(told).encode()) == "unknown_path"
