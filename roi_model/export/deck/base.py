"""The template of a deck without one of its own: our colours and typeface as its theme, 16:9."""

from __future__ import annotations

import re
from typing import Any

from roi_model.palette import colour

TYPEFACE = "Arial"
"""On every machine that opens a deck."""
WIDTH, HEIGHT = 12_192_000, 6_858_000
ROLES = {
    "dk1": "ink", "lt1": "page", "dk2": "accent", "lt2": "raised", "accent1": "accent",
    "accent2": "spending", "accent3": "profit", "accent4": "cash", "accent5": "baseline",
    "accent6": "good", "hlink": "link", "folHlink": "cash",
}  # fmt: skip
"""The colours of the theme, by roles of the palette: any chart that is added wears them too."""


FEET = {10: (0.7, 0.05, "l"), 11: (0.045, 0.6, "l"), 12: (0.855, 0.1, "r"),
        2: (0.7, 0.05, "l"), 3: (0.045, 0.6, "l"), 4: (0.855, 0.1, "r")}  # fmt: skip
"""Date, footer and number, of layouts and of the master: left and width as shares, alignment."""


def own_base() -> Any:
    """A presentation without slides, whose master and layouts are ours."""
    import pptx
    from pptx.util import Emu

    made = pptx.Presentation()
    stretch = WIDTH / made.slide_width
    made.slide_width, made.slide_height = Emu(WIDTH), Emu(HEIGHT)
    for page in (made.slide_master, *made.slide_layouts):
        for shape in page.placeholders:
            if shape.placeholder_format.idx in FEET:
                _foot(shape)
            elif shape._element.spPr.find(_named("a:xfrm")) is not None:
                shape.left, shape.width = (
                    Emu(int(length * stretch)) for length in (shape.left, shape.width)
                )
    _themed(made.slide_master)
    title = next(one for one in made.slide_master.placeholders if one.placeholder_format.idx == 0)
    title.left, title.width = Emu(int(WIDTH * 0.045)), Emu(int(WIDTH * 0.91))
    title.top, title.height = Emu(int(HEIGHT * 0.045)), Emu(int(HEIGHT * 0.13))
    _titled(made.slide_master)
    _cover(made.slide_layouts[0])
    return made


def _foot(shape: Any) -> None:
    """Footer left, number right; a date stands in the footer already."""
    from pptx.util import Emu

    left, width, side = FEET[shape.placeholder_format.idx]
    shape.left, shape.width = Emu(int(WIDTH * left)), Emu(int(WIDTH * width))
    shape.top, shape.height = Emu(int(HEIGHT * 0.945)), Emu(int(HEIGHT * 0.035))
    for level in shape._element.iter(_named("a:lvl1pPr")):
        level.set("algn", side)


def _named(name: str) -> str:
    from pptx.oxml.ns import qn

    return str(qn(name))


def _themed(master: Any) -> None:
    from pptx.opc.constants import RELATIONSHIP_TYPE

    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    words = theme.blob.decode("utf-8")
    for name, role in ROLES.items():
        value = colour(role).removeprefix("#").upper()
        words = re.sub(
            rf"(<a:{name}>).*?(</a:{name}>)", rf'\1<a:srgbClr val="{value}"/>\2', words, flags=re.S
        )
    words = re.sub(r'(<a:latin typeface=")[^"]*', rf"\g<1>{TYPEFACE}", words)
    theme._blob = words.encode("utf-8")


def _titled(master: Any) -> None:
    """Titles: left, bold, in the accent, as large as a sentence may be."""
    level = master._element.find(f".//{_named('p:titleStyle')}/{_named('a:lvl1pPr')}")
    level.set("algn", "l")
    run = level.find(_named("a:defRPr"))
    run.set("sz", "2600")
    run.set("b", "1")
    for paint in run.iter(_named("a:schemeClr")):
        paint.set("val", "accent1")


def _cover(layout: Any) -> None:
    """The layout of the first slide: title and words below it, left."""
    from pptx.util import Emu

    for shape in layout.placeholders:
        number = shape.placeholder_format.idx
        if number in (0, 1):
            shape.left, shape.width = Emu(int(WIDTH * 0.045)), Emu(int(WIDTH * 0.74))
            shape.top = Emu(int(HEIGHT * (0.2 if number == 0 else 0.47)))
            shape.height = Emu(int(HEIGHT * (0.25 if number == 0 else 0.33)))
            for level in shape._element.iter(_named("a:lvl1pPr")):
                level.set("algn", "l")
