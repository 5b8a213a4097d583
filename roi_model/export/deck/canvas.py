"""A deck being written: titles, words, tables and footers where its template has them."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from typing import Any

from roi_model.export.contents.dossier import shortened
from roi_model.export.contents.logo import size as size_of
from roi_model.export.deck.fitting import fitted
from roi_model.export.deck.ink import ACCENT, MUTED, TEXT, Ink, word
from roi_model.export.deck.surface import (
    BELOW,
    SUBTITLE,
    TITLES,
    Box,
    box_of,
    cover_layout,
    kind,
    surface,
)

POINT = 12_700
"""EMU of a point."""
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""Tables without lines or bands: what is read are the figures."""
PAD = 2.0
"""Points between an edge of a cell or a box and its words, left and right."""
APART = 6
"""Points between the lines of a cover that are not one text."""
LOGO = 0.16


class Canvas:
    """Slides of a presentation; sizes of words follow the height of its slides."""

    def __init__(self, presentation: Any, footer: str, lang: str) -> None:
        from pptx.enum.lang import MSO_LANGUAGE_ID

        _without_slides(presentation)
        self.presentation, self.footer = presentation, footer
        spoken = {"fr": MSO_LANGUAGE_ID.FRENCH, "en": MSO_LANGUAGE_ID.ENGLISH_UK}
        self.language = spoken[lang]  # or a speller marks every word
        self.width, self.height = int(presentation.slide_width), int(presentation.slide_height)
        self.unit = min(self.height, self.width * 0.75) / POINT / 540
        self.surface = surface(presentation)

    # Slides -----------------------------------------------------------------------------------

    def slide(self, title: str) -> Any:
        """A new slide with its message as title, and the footer."""
        made = self.presentation.slides.add_slide(self.surface.layout)
        self._title(made, title, self.surface.title, 28, 13)
        self._feet(made, self.surface.footers)
        return made

    def words_of_body(self, slide: Any, box: Box) -> Any:
        """The template's own placeholder of text moved to a box, else a new box of text there."""
        number = self.surface.body
        found = next(
            (one for one in slide.placeholders
             if one.placeholder_format.idx == number and one.has_text_frame), None,
        )  # fmt: skip
        self.without_body(slide, but=found)
        if found is None:
            return self._box(slide, box)
        _place(found, box)
        return found.text_frame

    def without_body(self, slide: Any, but: Any = None) -> None:
        """Take away what placeholders of content are empty: they would show where to click."""
        for shape in list(slide.placeholders):
            if kind(shape) not in TITLES | BELOW and (
                but is None or shape._element is not but._element
            ):
                shape._element.getparent().remove(shape._element)

    def cover(self, title: str, byline: str, story: str, logo: bytes | None) -> None:
        """The first slide: the case in a sentence, in the template's own layout for it."""
        layout = cover_layout(self.presentation, self.surface.layout)
        made = self.presentation.slides.add_slide(layout)
        place = next((box_of(s) for s in layout.placeholders if kind(s) in TITLES),
                     self.surface.title)  # fmt: skip
        if logo:
            self._logo(made, logo)
        self._title(made, title, place, 40, 16)
        below = next((s for s in made.placeholders if kind(s) == SUBTITLE), None)
        box = self.surface.area if below is None else box_of(below)
        frame = self._box(made, box) if below is None else below.text_frame
        down = box.height / POINT
        share = 0.2 if byline else 0.0
        self.write(frame, story, box, 20, 9, down=(1 - share) * down - 8 - APART)
        if byline:
            first = frame.paragraphs[0]._p
            self.write(frame, byline, box, 14, 8, ink=MUTED, down=share * down - 8, more=True)
            first.addprevious(frame.paragraphs[-1]._p)
            frame.paragraphs[0].space_after = APART * POINT
        for shape in list(made.placeholders):
            if kind(shape) not in TITLES | BELOW | {SUBTITLE}:
                shape._element.getparent().remove(shape._element)
        self._feet(made, [s for s in layout.placeholders if kind(s) in BELOW])

    def _title(self, slide: Any, words: str, box: Box, most: float, least: float) -> None:
        shape = slide.shapes.title
        if shape is None:
            self.write(self._box(slide, box), words, box, most, least, bold=True, ink=ACCENT)
            return
        own = _size_of_title(shape)
        most = min(most, own) if own else most
        text, size = self._fit(words, box, most * self.unit, least * self.unit, bold=True, pad=8)
        shape.text_frame.word_wrap = True
        self._run(shape.text_frame.paragraphs[0], text, size)

    def _feet(self, slide: Any, footers: Sequence[Any]) -> None:
        """Footer and number where the template has them; else the footer in the lower margin."""
        from pptx.enum.text import MSO_ANCHOR

        told = False
        for shape in footers:
            if kind(shape) == 16:  # a date that is filled in says another day than ours
                continue
            element = copy.deepcopy(shape._element)
            slide.shapes._spTree.append(element)
            made = slide.shapes[-1]
            if kind(shape) == 15:
                told = True
                box = box_of(shape)
                self.write(made.text_frame, self.footer, box, 10, 6, ink=MUTED)
        if not told:
            area = self.surface.area
            top = max(area.bottom, int(self.height * 0.94))
            box = Box(
                area.left, top, int(area.width * 0.85), max(1, int(self.height * 0.985) - top)
            )
            frame = self._box(slide, box)
            frame.vertical_anchor = MSO_ANCHOR.MIDDLE
            self.write(frame, self.footer, box, 9, 5, ink=MUTED)

    def _logo(self, slide: Any, logo: bytes) -> None:
        """The logo in the upper right corner, as large as its box lets it be."""
        most = (self.width * LOGO, self.height * 0.09)
        scale = min(room / pixels for room, pixels in zip(most, size_of(logo), strict=True))
        width, height = (int(pixels * scale) for pixels in size_of(logo))
        left, top = int(self.width * 0.955) - width, int(self.height * 0.06)
        slide.shapes.add_picture(io.BytesIO(logo), left, top, width, height)

    # Words ------------------------------------------------------------------------------------

    def text(self, slide: Any, words: str, box: Box, most: float, **how: Any) -> Any:
        """Words in a new box, as large as fits up to `most` points of a slide of usual height."""
        return self.write(self._box(slide, box), words, box, most, **how)

    def write(
        self, frame: Any, words: str, box: Box, most: float, least: float = 8, *,
        bold: bool = False, ink: Ink = TEXT, right: bool = False, lead: str = "",
        down: float | None = None, more: bool = False, low: bool = False,
    ) -> None:  # fmt: skip
        """Put words into a frame of text so that they fit; `lead` stands before them, bold.

        `down` is the height to fill where it is not that of the box, `more` another paragraph;
        `low` words stand on the lower edge.
        """
        from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN

        if low:
            frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        frame.word_wrap = True
        frame.auto_size = MSO_AUTO_SIZE.NONE
        fit, size = self._fit(f"{lead} {words}".strip(), box, most * self.unit, least * self.unit,
                              bold=bold or bool(lead), down=down)  # fmt: skip
        paragraph = frame.add_paragraph() if more else frame.paragraphs[0]
        _plain(paragraph)
        if right:
            paragraph.alignment = PP_ALIGN.RIGHT
        if lead:
            self._run(paragraph, f"{lead} ", size, bold=True, ink=ACCENT)
            fit = fit[len(lead) + 1 :]
        self._run(paragraph, fit, size, bold=bold, ink=ink, another=bool(lead))

    def _fit(self, words: str, box: Box, most: float, least: float, *, bold: bool,
             pad: float = PAD, down: float | None = None) -> tuple[str, float]:  # fmt: skip
        across = box.width / POINT - 2 * pad - 2
        return fitted(words, across, down or box.height / POINT, most, least, bold=bold)

    def _run(self, paragraph: Any, words: str, size: float, *, bold: bool | None = None,
             ink: Ink | None = None, another: bool = False) -> Any:  # fmt: skip
        from pptx.util import Pt

        runs = list(paragraph.runs)
        run = runs[0] if runs and not another else paragraph.add_run()
        for old in runs[1:] if not another else ():
            old._r.getparent().remove(old._r)
        run.text, run.font.size = words, Pt(round(size, 1))
        run.font.language_id = self.language
        if bold is not None:
            run.font.bold = bold
        if ink is not None:
            word(run.font, ink)
        return run

    def _box(self, slide: Any, box: Box) -> Any:
        from pptx.util import Pt

        frame = slide.shapes.add_textbox(box.left, box.top, box.width, box.height).text_frame
        frame.margin_left = frame.margin_right = Pt(PAD)
        frame.margin_top = frame.margin_bottom = 0
        return frame

    # Tables -----------------------------------------------------------------------------------

    def table(
        self, slide: Any, box: Box, rows: Sequence[Sequence[str]], widths: Sequence[float], *,
        heights: Sequence[float], size: float, heads: bool = True,
        numbers: Sequence[int] | range = (), middle: range = range(0), link: str = "",
        ruled: bool = False,
    ) -> None:  # fmt: skip
        """Texts in rows of given heights (shares of the box); each is cut rather than grow its row.

        Columns of `numbers` stand right, those of the `middle` under what is drawn above them.

        The cell that says `link` leads there, the whole of it, however much of it is shown.
        """
        from pptx.util import Emu

        if not rows:
            return
        shape = slide.shapes.add_table(len(rows), len(widths), box.left, box.top, box.width,
                                       box.height)  # fmt: skip
        table = shape.table
        shape._element.graphic.graphicData.tbl.tblPr.find(_named("a:tableStyleId")).text = NO_STYLE
        table.first_row, table.horz_banding = heads, False
        for at, share in enumerate(widths):
            table.columns[at].width = Emu(int(box.width * share / sum(widths)))
        for row, (texts, share) in enumerate(zip(rows, heights, strict=True)):
            table.rows[row].height = Emu(int(box.height * share))
            for column, words in enumerate(texts):
                right = column in numbers
                across = int(table.columns[column].width) - int(2 * PAD * POINT) * right
                place = Box(0, 0, across, int(table.rows[row].height))
                self._cell(table.cell(row, column), str(words), place, size,
                           head=heads and row == 0, right=right, link=link)  # fmt: skip
                if column in middle:
                    _in_middle(table.cell(row, column))
                if ruled or (heads and row == 0):
                    _ruled(table.cell(row, column), strong=heads and row == 0)

    def _cell(self, cell: Any, words: str, place: Box, size: float, *, head: bool, right: bool,
              link: str) -> None:  # fmt: skip
        from pptx.enum.text import MSO_ANCHOR
        from pptx.util import Pt

        cell.margin_left, cell.margin_right = Pt(PAD), Pt(3 * PAD if right else PAD)
        cell.margin_top = cell.margin_bottom = 0
        cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.MIDDLE
        whole = link and words == link
        words = shortened(words, 400)
        self.write(cell.text_frame, words, place, size * (0.88 if head else 1.0), 8, bold=head,
                   ink=MUTED if head else TEXT, right=right)  # fmt: skip
        if whole:
            cell.text_frame.paragraphs[0].runs[0].hyperlink.address = link

    def done(self) -> bytes:
        """The bytes of the file."""
        stream = io.BytesIO()
        self.presentation.save(stream)
        return stream.getvalue()


def _named(name: str) -> str:
    from pptx.oxml.ns import qn

    return str(qn(name))


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = box.left, box.top, box.width, box.height


def _plain(paragraph: Any) -> None:
    """Without the bullet, indent and gaps that a template gives its lists."""
    from pptx.util import Pt

    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    paragraph.space_before = paragraph.space_after = Pt(0)
    paragraph.line_spacing = 1.0
    if properties.find(_named("a:buNone")) is None:
        properties.append(properties.makeelement(_named("a:buNone"), {}))


def _size_of_title(shape: Any) -> float | None:
    """Points of a title as its layout or master sets them; None where neither does."""
    layout = shape.part.slide_layout
    places = [one._element for one in layout.placeholders if kind(one) in TITLES]
    places += [layout.slide_master._element.find(f".//{_named('p:titleStyle')}")]
    for place in places:
        for run in () if place is None else place.iter(_named("a:defRPr")):
            if run.get("sz"):
                return int(run.get("sz")) / 100
    return None


def _in_middle(cell: Any) -> None:
    from pptx.enum.text import PP_ALIGN

    for paragraph in cell.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.CENTER


def _ruled(cell: Any, *, strong: bool) -> None:
    """A line below a cell."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    lighter = "" if strong else '<a:lumMod val="25000"/><a:lumOff val="75000"/>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(
        f'<a:lnB {nsdecls("a")} w="{9525 if strong else 6350}"><a:solidFill><a:schemeClr '
        f'val="tx1">{lighter}</a:schemeClr></a:solidFill></a:lnB>'
    ))  # fmt: skip


def _without_slides(presentation: Any) -> None:
    ids = presentation.slides._sldIdLst
    for item in list(ids):
        presentation.part.drop_rel(item.rId)
        ids.remove(item)
