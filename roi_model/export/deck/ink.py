"""What a deck is painted with: the colours of its theme, thinner where they recede."""

from __future__ import annotations

from typing import Any, NamedTuple


class Ink(NamedTuple):
    """A colour of the theme by its name in files, and how much of it covers, in percent."""

    name: str
    cover: int = 100


TEXT, MUTED, FAINT = Ink("tx1"), Ink("tx1", 68), Ink("tx1", 18)
ACCENT, SECOND, PAPER = Ink("accent1"), Ink("accent2"), Ink("bg1")
MARKS = {
    "point": ACCENT, "other": Ink("tx1", 38), "good": ACCENT, "bad": SECOND,
    "total": Ink("tx1", 72), "actual": Ink("tx1", 80), "low": Ink("accent1", 45), "high": ACCENT,
}  # fmt: skip
"""Marks by what they stand for; plan is outlined and forecast hatched instead (IBCS)."""


def solid(owner: Any, ink: Ink) -> None:
    """Fill whatever has a `fill`, or is one, with an ink."""
    from pptx.enum.dml import MSO_THEME_COLOR

    fill = getattr(owner, "fill", owner)
    fill.solid()
    fill.fore_color.theme_color = MSO_THEME_COLOR.from_xml(ink.name)
    _thin(fill.fore_color, ink)


def _thin(colour: Any, ink: Ink) -> None:
    from pptx.oxml.ns import qn

    found = colour._color._xClr
    for old in found.findall(qn("a:alpha")):
        found.remove(old)
    if ink.cover < 100:
        found.append(found.makeelement(qn("a:alpha"), {"val": str(ink.cover * 1000)}))


def line(owner: Any, ink: Ink, points: float, *, dashed: bool = False) -> None:
    """Draw the `line` of whatever has one."""
    from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
    from pptx.util import Pt

    drawn = owner.line
    drawn.color.theme_color = MSO_THEME_COLOR.from_xml(ink.name)
    _thin(drawn.color, ink)
    drawn.width = Pt(points)
    if dashed:
        drawn.dash_style = MSO_LINE.DASH


def word(font: Any, ink: Ink) -> None:
    """Colour words."""
    from pptx.enum.dml import MSO_THEME_COLOR

    font.color.theme_color = MSO_THEME_COLOR.from_xml(ink.name)
    _thin(font.color, ink)


def mark(owner: Any, role: str) -> None:
    """Paint a bar by its role: plan outlined, actual filled, forecast hatched."""
    from pptx.enum.dml import MSO_PATTERN, MSO_THEME_COLOR

    if role == "plan":
        owner.fill.background()
        line(owner, TEXT, 1.25)
    elif role == "forecast":
        owner.fill.patterned()
        owner.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        owner.fill.fore_color.theme_color = MSO_THEME_COLOR.TEXT_1
        owner.fill.back_color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
        line(owner, TEXT, 1.0)
    else:
        solid(owner, MARKS[role])
