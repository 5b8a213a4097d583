"""What a team keeps by hand beside the plan: targets with a date, and scores over time.

Typed, not uploaded: it goes into the address, so that a refresh or a link brings it back. No
streamlit here.
"""

from __future__ import annotations

import binascii
import json
import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from roi_model.actuals.targets import METRICS, Target
from roi_model.declaration.card import NAME_LENGTH, clean_name

SCALES = {
    "satisfaction": (0, 10),
    "nps": (-100, 100),
    "ces": (1, 7),
    "feedback": (0, 10),
    "alignment": (0, 10),
}
"""The qualitative indicators and the ends of their scales; more is better on all of them."""

MOST = 60
"""Targets, and dates of scores: more are not kept."""
MOST_BYTES = 120_000
"""Once opened; as many of them as are kept, with the longest notes in any script, stay below."""
LARGEST = 1e15
"""Of either sign: beyond it a value could not be written, let alone reached."""
_MONTH = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Score:
    """The indicators on one day, None where not scored, with a note."""

    month: str
    values: tuple[float | None, ...] = (None,) * len(SCALES)
    note: str = ""


@dataclass(frozen=True)
class Tracking:
    """Targets and scores, in the order they were typed."""

    targets: tuple[Target, ...] = ()
    scores: tuple[Score, ...] = ()

    def encoded(self) -> str:
        """For the address; empty where there is nothing."""
        if not self.targets and not self.scores:
            return ""
        content = {
            "t": [[one.metric, one.value, one.by] for one in self.targets],
            "s": [[one.month, *one.values, one.note] for one in self.scores],
        }
        packed = zlib.compress(json.dumps(content, separators=(",", ":")).encode(), 9)
        return urlsafe_b64encode(packed).decode().rstrip("=")


def decoded(sent: str) -> Tracking:
    """What an address holds; what is not of our making is left aside.

    >>> decoded(Tracking((Target("customers", 30.0, "2025-06"),)).encoded()).targets[0].value
    30.0
    >>> decoded("nonsense")
    Tracking(targets=(), scores=())
    """
    try:
        packed = urlsafe_b64decode(sent + "=" * (-len(sent) % 4))
        opened = zlib.decompressobj().decompress(packed, MOST_BYTES)
        content = json.loads(opened)
        return Tracking(targets_of(content["t"]), scores_of(content["s"]))
    except (binascii.Error, zlib.error, ValueError, KeyError, TypeError, RecursionError):
        return Tracking()


def targets_of(rows: Iterable[Any]) -> tuple[Target, ...]:
    """Targets from rows of metric, value and month; incomplete or impossible ones are left out."""
    found = []
    for row in list(rows)[:MOST]:
        metric, value, by = row
        if metric in METRICS and _is_number(value) and is_month(by):
            found.append(Target(metric, float(value), by))
    return tuple(found)


def scores_of(rows: Iterable[Any]) -> tuple[Score, ...]:
    """Scores from rows of month, the indicators and a note; a row without a month is left out."""
    found = []
    for row in list(rows)[:MOST]:
        month, *values, note = row
        if not is_month(month) or len(values) != len(SCALES):
            continue
        inside = tuple(
            float(value) if _is_number(value) and low <= value <= high else None
            for value, (low, high) in zip(values, SCALES.values(), strict=True)
        )
        found.append(Score(month, inside, _note(str(note or ""))))
    return tuple(sorted(found, key=lambda score: score.month))


def _note(written: str) -> str:
    return clean_name(clean_name(written)[:NAME_LENGTH])  # cut, it may end with a space again


def _is_number(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and -LARGEST <= value <= LARGEST  # neither infinite nor NaN then


def is_month(by: Any) -> bool:
    """Whether it is a calendar month, YYYY-MM."""
    return isinstance(by, str) and _MONTH.fullmatch(by) is not None
