"""How much room words take, in whatever typeface a template has: measured wide, never clipped."""

from __future__ import annotations

from functools import cache
from typing import Any

from roi_model.export.contents.pictures import FONTS

WIDE, WIDE_BOLD = 1.25, 1.32
"""The widest of the usual typefaces (Verdana) beside ours, which is here to measure with."""
LEADING = 1.22
"""Lines of most typefaces, in sizes of their letters."""


@cache
def _typeface(bold: bool) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(
        str(FONTS / f"SourceSansPro-{'Bold' if bold else 'Regular'}.ttf"), 100
    )


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Points that a line of words takes at a size in points, in the widest usual typeface.

    >>> 100 < width("Money back around month 12", 10) < 160
    True
    """
    wide = WIDE_BOLD if bold else WIDE
    return float(_typeface(bold).getlength(words)) * size / 100 * wide


def lines(words: str, size: float, room: float, *, bold: bool = False) -> int:
    """How many lines words take in so many points of width; a word too long is broken.

    >>> lines("one two three", 10, 1000), lines("one two three", 10, 45)
    (1, 2)
    """
    count, at, space = 1, 0.0, width(" ", size, bold=bold)
    room = max(room, size)  # a letter is as narrow as a column can be
    for word in words.split(" "):  # an unbreakable space breaks no line
        long = width(word, size, bold=bold)
        if at and at + space + long > room:
            count, at = count + 1, 0.0
        while long > room:
            count, long = count + 1, long - room
        at += (space if at else 0.0) + long
    return count


def fitted(
    words: str, across: float, down: float, most: float, least: float, *, bold: bool = False
) -> tuple[str, float]:
    """Words and their size in points, so that they fit in a box of so many points.

    From `most` down to `least`; what does not fit even then ends in an ellipsis.

    >>> fitted("Short", 300, 40, 24, 12)
    ('Short', 24)
    """
    size = most
    while size > least and not _fits(words, across, down, size, bold):
        size = max(least, size - 1)
    while len(words) > 1 and not _fits(words, across, down, size, bold):
        words = words[: max(1, int(len(words) * 0.92) - 1)].rstrip("… ") + "…"
    return words, size


def _fits(words: str, across: float, down: float, size: float, bold: bool) -> bool:
    return lines(words, size, across, bold=bold) * size * LEADING <= down
