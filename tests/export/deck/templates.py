"""Templates as consultants have them, built differently: dark, 4:3, and with placeholders only."""

from __future__ import annotations

import io
import re

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu, Inches, Pt

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SLIDES = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
ACCENTS = {"dark": "F2A65A", "four-by-three": "7A1F5C", "placeholders": "2E6F40"}
TYPEFACES = {"dark": "Verdana", "four-by-three": "Georgia", "placeholders": "Calibri"}


def _themed(made, name: str) -> None:
    theme = made.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    words = theme.blob.decode("utf-8")
    fill = f'<a:srgbClr val="{ACCENTS[name]}"/>'
    words = re.sub(r"(<a:accent1>).*?(</a:accent1>)", rf"\g<1>{fill}\g<2>", words, flags=re.DOTALL)
    words = re.sub(r'(<a:latin typeface=")[^"]*', rf"\g<1>{TYPEFACES[name]}", words)
    theme._blob = words.encode("utf-8")


def _bytes(made) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def dark() -> bytes:
    """16:9, white on black by the map of colours, Verdana, a bar below with a name in it."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(13.333), Inches(7.5)
    for page in (made.slide_master, *made.slide_layouts):
        for shape in page.placeholders:
            if shape._element.spPr.find(f"{DRAWING}xfrm") is not None:  # else it is the master's
                shape.left = Emu(int(shape.left * 4 / 3))
                shape.width = Emu(int(shape.width * 4 / 3))
    colours = made.slide_master._element.find(f"{SLIDES}clrMap")
    for key, value in {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}.items():
        colours.set(key, value)
    background = made.slide_master.background.fill
    background.solid()
    background.fore_color.rgb = RGBColor(0x10, 0x19, 0x1D)
    slide = made.slides.add_slide(made.slide_layouts[0])
    slide.shapes.title.text = "An old slide"
    _themed(made, "dark")
    return _bytes(made)


def four_by_three() -> bytes:
    """4:3, Georgia, titles of 44 points."""
    made = Presentation()
    _themed(made, "four-by-three")
    return _bytes(made)


def placeholders() -> bytes:
    """Small 16:9 slides whose only layouts have a title and a body: nothing is free."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(10), Inches(5.625)
    for layout in list(made.slide_layouts):
        if layout.name not in ("Title and Content", "Two Content"):
            made.slide_layouts.remove(layout)
    for page in (made.slide_master, *made.slide_layouts):
        for shape in page.placeholders:
            number = shape.placeholder_format.idx
            shape.left, shape.width = Inches(0.6), Inches(8.8)
            shape.top, shape.height = Inches(1.3), Inches(3.7)
            if number == 0:
                shape.top, shape.height = Inches(0.3), Inches(0.9)
            elif number in (2, 3, 4, 10, 11, 12):  # date, footer, number
                shape.left = Inches(0.6 + 3.0 * ((number - 1) % 3 if number < 5 else number - 10))
                shape.width, shape.top, shape.height = Inches(2.8), Inches(5.15), Inches(0.3)
            elif number == 2:
                shape.left = Inches(5)
    made.slide_master.placeholders[0].text_frame.paragraphs[0].font.size = Pt(30)
    _themed(made, "placeholders")
    return _bytes(made)


TEMPLATES = {"dark": dark, "four-by-three": four_by_three, "placeholders": placeholders}
