"""Spoilt files: no crash, no hang, and no wrong total in silence where amounts were untouched."""

from __future__ import annotations

import os
import re
import time
from collections import Counter

import numpy as np
import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests import conftest
from tests.reading.mutations import Rng, mutated
from tests.reading.variants import COSTS, FECS, LONG, SHAPES

COUNT = int(os.environ.get("SPOILT", "1000" if conftest.LONG else "20"))
pytestmark = pytest.mark.spoilt
NAMES = [*LONG, *SHAPES, *FECS]
# Costs on several lines each, or under others, are no files line by line.
NOT_BY_LINE = ("fr_title_and_totals.csv", "fr_double_line_ends.csv", "fr_k_suffix.csv",
               "gnucash_entries.csv", "fec_second_form.xml")  # fmt: skip
LINE_BY_LINE = [name for name in (*LONG, *FECS) if name not in NOT_BY_LINE]
CODECS = ("utf-8", "utf-8-sig", "cp1252", "iso8859-15", "utf-16", "utf-16-be")


@pytest.mark.parametrize("part", range(4))
def test_any_mutation_ends_in_figures_a_question_or_a_refusal(part: int) -> None:
    for seed in range(part, COUNT, 4):
        how, content = mutated(seed, NAMES)
        start = time.process_time()
        reading = read(content, name="spoilt.csv")
        printed = reading.to_json("fr")
        assert time.process_time() - start < 5, how
        known = reading.refused is not None or reading.blocked or len(reading.entries) > 0
        assert known, f"seed {seed}: {how}"
        assert (printed["totals"]["all"] is None) == (not reading.usable), how


def text_of(name: str) -> str:
    """A sample's text, whatever its encoding."""
    writer = {**LONG, **FECS}[name]
    content = writer()
    codec = {"fr_cp1252.csv": "cp1252", "fr_iso8859_15.csv": "iso8859-15",
             "fr_utf16.txt": "utf-16", "fr_utf16_no_mark.txt": "utf-16-le",
             "fr_sep_line.csv": "cp1252", "fec_pipe_sense.txt": "cp1252"}  # fmt: skip
    text = content.decode(codec.get(name, "utf-8-sig"))
    return re.sub("\r\n|\r", "\n", text).replace("\x00", "")


def cost_lines(name: str) -> dict[int, int]:
    """Line in the file → cents of the cost on it."""
    if name in FECS:
        return {4 + 2 * i: cost[5] for i, cost in enumerate(COSTS)}
    first = 3 if name == "fr_sep_line.csv" else 2
    return {first + i: cost[5] for i, cost in enumerate(COSTS)}


def accounted(reading: Reading, lines: dict[int, int]) -> bool:
    """Whether the total is right but for rows that are listed as left out, or there is none."""
    if not reading.usable:
        return True
    listed = set(reading.rejected["line"])
    kept = sum(cents for line, cents in lines.items() if line not in listed)
    return bool(round(reading.total() * 100) == kept)


def spoil_words(text: str, rng: Rng) -> str:
    """Letters of labels and headers replaced by any letter or sign that parts no cells."""
    signs = "abcXYZéà?*#_-()'%€0123 \u00a0\u200b"
    letters = [m.start() for m in re.finditer(r"(?<=[^\W\d_]{2})[^\W\d_]", text)]
    for at in rng.choice(letters, min(6, len(letters)), replace=False):
        text = text[:at] + signs[int(rng.integers(len(signs)))] + text[at + 1 :]
    return text


def spoil_quotes(text: str, rng: Rng) -> str:
    """A quote or a separator put into a label."""
    letters = [m.start() for m in re.finditer(r"(?<=[^\W\d_]{3})[^\W\d_]", text)]
    for at in rng.choice(letters, 2, replace=False):
        text = text[:at] + ('"', ";", "|", "\t", ",")[int(rng.integers(5))] + text[at:]
    return text


_AMOUNT = re.compile(
    r"[-+\u2212($€\"]*\d[\d \u00a0\u202f.,'’]*[.,]\d\d[-)]?\s?[€\"]?"
    r"|(?<=[;\t|,])[-+]?\d+(?=[;\t|,\n])"
)
_SIDE = re.compile(r"(?<=[;\t|,])[-+]?[CD1](?=[;\t|,\n])|Cr[ée]dit|D[ée]bit")


def spoil_signs(text: str, rng: Rng) -> str:
    """Any sign replaced by any other, separators and line ends too: all but amounts and sides."""
    kept = {at for found in (*_AMOUNT.finditer(text), *_SIDE.finditer(text))
            for at in range(*found.span())}  # fmt: skip
    free = [at for at in range(len(text)) if at not in kept]
    signs = "abcXYZé09 -+.,;|\t\n\r\"'%€()\x00\u00a0#/"
    for at in rng.choice(free, int(rng.integers(1, 4)), replace=False):
        text = text[:at] + signs[int(rng.integers(len(signs)))] + text[at + 1 :]
    return text


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


@pytest.mark.parametrize("part", range(2))
def test_a_cost_that_a_spoilt_sign_takes_away_is_listed(part: int) -> None:
    for seed in range(part, COUNT, 2):
        rng = np.random.default_rng(seed)
        name = LINE_BY_LINE[int(rng.integers(len(LINE_BY_LINE)))]
        reading = read(spoil_signs(text_of(name), rng).encode("utf-8"), name=name)
        if not reading.usable:
            continue
        # A month that lost its name is a year: its amount goes over its months, and that is said.
        lines = reading.entries.groupby("line")["amount"].agg(["sum", "size"])
        over = any(note.code == "spread" for note in reading.notes)
        assert over or (lines["size"] == 1).all(), f"seed {seed}: {name}: a line more than once"
        cents = [round(100 * amount) for amount in lines["sum"] if amount]
        expected = Counter(cost[5] for cost in COSTS)
        assert not Counter(cents) - expected, f"seed {seed}: {name}: an amount that was not there"
        listed = digits("".join(reading.rejected["text"]))
        if any(len(row) == 200 for row in reading.rejected["text"]):
            continue  # two lines in one, and the second is not shown
        for missing in (expected - Counter(cents)).elements():
            shown = str(abs(missing))  # as written, without its separators
            assert shown in listed, f"seed {seed}: {name}: {missing} is gone in silence"


@pytest.mark.parametrize("spoil", [spoil_words, spoil_quotes])
def test_spoilt_words_change_no_total_in_silence(spoil) -> None:  # type: ignore[no-untyped-def]
    for seed in range(COUNT):
        rng = np.random.default_rng(seed)
        name = LINE_BY_LINE[int(rng.integers(len(LINE_BY_LINE)))]
        reading = read(spoil(text_of(name), rng).encode("utf-8"), name=name)
        assert accounted(reading, cost_lines(name)), f"seed {seed}: {name}"


def test_missing_lines_leave_the_sum_of_the_others() -> None:
    for seed in range(COUNT // 2):
        rng = np.random.default_rng(seed)
        name = LINE_BY_LINE[int(rng.integers(len(LINE_BY_LINE)))]
        lines, costs = text_of(name).split("\n"), cost_lines(name)
        gone = int(rng.choice(list(costs)))
        del lines[gone - 1]
        left = {line - (line > gone): cents for line, cents in costs.items() if line != gone}
        assert accounted(read("\n".join(lines).encode(), name=name), left), f"{seed}: {name}"


def test_columns_in_another_order_give_the_same_total() -> None:
    for seed in range(COUNT // 2):
        rng = np.random.default_rng(seed)
        name = ("fr_utf8.csv", "fr_debit_credit.csv", "fr_sense.csv", "fr_net_vat_gross.csv",
                "fec_french_dates.txt", "fr_trailing_minus.csv")[seed % 6]  # fmt: skip
        text = text_of(name)
        delimiter = max(";\t|", key=text.count)
        rows = [line.split(delimiter) for line in text.split("\n") if line]
        order = rng.permutation(len(rows[0]))
        moved = "\n".join(delimiter.join(row[i] for i in order) for row in rows)
        assert accounted(read(moved.encode(), name=name), cost_lines(name)), f"{seed}: {name}"


def test_every_encoding_gives_the_same_total() -> None:
    for at, name in enumerate(LINE_BY_LINE):
        for codec in CODECS if conftest.LONG else (CODECS[at % 6],):
            try:
                content = text_of(name).encode(codec)
            except UnicodeEncodeError:
                continue
            reading = read(content, name=name)
            assert accounted(reading, cost_lines(name)), f"{name} as {codec}"


def test_lines_cut_before_their_amount_are_listed() -> None:
    for seed in range(COUNT // 2):
        rng = np.random.default_rng(seed)
        name = ("fr_utf8.csv", "us_utf8.csv", "fr_sense.csv", "fec_french_dates.txt")[seed % 4]
        lines, costs = text_of(name).split("\n"), cost_lines(name)
        line = int(rng.choice(list(costs)))
        whole = lines[line - 1]
        before = re.split(r"(?:[;\t|]|,(?=\"?-?[\d(]))(?=\"?-?[\d(][^;\t|/]*[.,]\d\d)", whole)[0]
        lines[line - 1] = whole[: int(rng.integers(1, len(before)))]
        reading = read("\n".join(lines).encode(), name=name)
        assert accounted(reading, costs), f"{seed}: {name}: {lines[line - 1]}"
        assert not reading.usable or line in set(reading.rejected["line"]), f"{seed}: {name}"
