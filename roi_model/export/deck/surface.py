"""The template under a deck: which layouts it has, and where on them there is room for content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

TITLES, BODIES = {1, 3}, {2, 7, 8, 12, 14}
"""Kinds of placeholders: title and centred title; body, object, chart, table."""
BELOW = {13, 15, 16}
"""Number, footer, date."""
SUBTITLE = 4
GAP = 0.02


@dataclass(frozen=True)
class Box:
    """A box on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.top + self.height

    def part(self, left: float, top: float, width: float, height: float) -> Box:
        """A part of it, in shares of its width and height.

        >>> Box(0, 0, 100, 50).part(0.5, 0.0, 0.5, 0.5)
        Box(left=50, top=0, width=50, height=25)
        """
        return Box(
            self.left + int(left * self.width), self.top + int(top * self.height),
            int(width * self.width), int(height * self.height),
        )  # fmt: skip


def kind(shape: Any) -> int:
    """What sort of placeholder a shape is, as PowerPoint numbers them; objects are 7."""
    return int(shape.placeholder_format.type or 7)


def box_of(shape: Any) -> Box:
    """Where a shape is, its layout's or master's place inherited."""
    return Box(*(int(length or 0) for length in (shape.left, shape.top, shape.width, shape.height)))


@dataclass(frozen=True)
class Surface:
    """A layout to put pages on: `area` is where content goes, `body` its own placeholder, if any.

    `footers` are its placeholders of footer, date and number.
    """

    layout: Any
    title: Box
    area: Box
    body: int | None
    footers: tuple[Any, ...]


def surface(presentation: Any) -> Surface:
    """The layout that leaves most room beside its title: a title alone if there is one."""
    found = sorted(_titled(presentation), key=_extra)
    layout = found[0] if found else presentation.slide_layouts[0]
    width, height = int(presentation.slide_width), int(presentation.slide_height)
    shapes = list(layout.placeholders)
    title = next((box_of(one) for one in shapes if kind(one) in TITLES), None)
    title = title or Box(int(width * 0.045), int(height * 0.045), int(width * 0.91),
                         int(height * 0.13))  # fmt: skip
    bodies = [one for one in shapes if kind(one) in BODIES]
    footers = tuple(one for one in shapes if kind(one) in BELOW)
    area = _around([box_of(one) for one in bodies]) if bodies else None
    whole = Box(0, 0, width, height)
    kept_out = [box_of(one) for one in footers] + list(_decorated(layout, whole))
    if area is None or area.height < 0.4 * height or area.width < 0.5 * width:
        area = _free(title, whole, kept_out)
    main = bodies[0].placeholder_format.idx if bodies else None
    return Surface(layout, title, _clear(area, kept_out), main, footers)


def cover_layout(presentation: Any, other: Any) -> Any:
    """The layout of a first slide: the one with a title and a subtitle, else the `other`."""
    for layout in presentation.slide_layouts:
        kinds = {kind(shape) for shape in layout.placeholders}
        if kinds & TITLES and SUBTITLE in kinds:
            return layout
    return other


def _titled(presentation: Any) -> Iterator[Any]:
    for layout in presentation.slide_layouts:
        kinds = [kind(shape) for shape in layout.placeholders]
        if set(kinds) & TITLES and SUBTITLE not in kinds:
            yield layout


def _extra(layout: Any) -> tuple[bool, int]:
    """Placeholders beyond the title: one that can hold content is better than several."""
    kinds = [kind(shape) for shape in layout.placeholders]
    more = [one for one in kinds if one not in TITLES | BELOW]
    return bool(set(more) - BODIES), len(more)


def _around(boxes: Iterable[Box]) -> Box:
    known = list(boxes)
    left, top = min(b.left for b in known), min(b.top for b in known)
    return Box(left, top, max(b.right for b in known) - left, max(b.bottom for b in known) - top)


def _free(title: Box, whole: Box, kept_out: list[Box]) -> Box:
    """The largest room beside the title: below it as a rule."""
    margin = max(int(whole.width * 0.03), min(title.left, whole.width - title.right))
    gap = int(GAP * whole.height)
    end = min([b.top for b in kept_out if b.top > whole.height * 0.75 and b.width < whole.width]
              + [int(whole.height * 0.93)])  # fmt: skip
    across = whole.width - 2 * margin
    below = Box(margin, title.bottom + gap, across, end - title.bottom - 2 * gap)
    above = Box(margin, int(whole.height * 0.05), across, title.top - int(whole.height * 0.07))
    right = Box(title.right + margin, int(whole.height * 0.06),
                whole.width - title.right - 2 * margin, end - int(whole.height * 0.08))  # fmt: skip
    return max((below, above, right), key=lambda b: max(0, b.width) * max(0, b.height))


def _decorated(layout: Any, whole: Box) -> Iterator[Box]:
    """Pictures and bars of layout and master that are no background."""
    for page in (layout, layout.slide_master):
        for shape in page.shapes:
            if not shape.is_placeholder:
                found = box_of(shape)
                if 0 < found.width * found.height < 0.4 * whole.width * whole.height:
                    yield found


def _clear(area: Box, kept_out: list[Box]) -> Box:
    """The area without what stands in its way, cut from the side where it loses least."""
    for box in kept_out:
        meets = (box.left < area.right and box.right > area.left
                 and box.top < area.bottom and box.bottom > area.top)  # fmt: skip
        if not meets:
            continue
        cuts = (
            Box(area.left, area.top, area.width, box.top - area.top),
            Box(area.left, box.bottom, area.width, area.bottom - box.bottom),
            Box(area.left, area.top, box.left - area.left, area.height),
            Box(box.right, area.top, area.right - box.right, area.height),
        )
        area = max(cuts, key=lambda b: max(0, b.width) * max(0, b.height))
    return area
