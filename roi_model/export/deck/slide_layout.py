"""A deck being written: titles, tables, cards and notes at places in shares of the slide."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from roi_model import formatting
from roi_model.export.contents.dossier import Dossier, shortened
from roi_model.export.contents.logo import size
from roi_model.palette import colour


def paint(role: str) -> str:
    """A colour of the palette as the files of a deck write it.

    >>> paint("ink")
    '16262D'
    """
    return colour(role).removeprefix("#").upper()


INK, ACCENT, MUTED, PALE = map(paint, ("ink", "accent", "muted", "pale"))
FONT = "Arial"
LETTERS = 112
"""Letters of a table that fit across the slide, in the widest typeface that may stand in."""
MARGIN, TOP, BOTTOM, LOGO = 0.045, 0.19, 0.90, 0.16
"""Shares of the slide's width and height: its margins, and where content starts and ends;
the width of a logo."""


class Deck:
    """Slides of a presentation; `own` says that no template of the consultant's is under it."""

    def __init__(self, presentation: Any, footer: str, lang: str, *, own: bool) -> None:
        from pptx.enum.lang import MSO_LANGUAGE_ID
        from pptx.util import Emu

        self.presentation = presentation
        self.footer = footer
        spoken = {"fr": MSO_LANGUAGE_ID.FRENCH, "en": MSO_LANGUAGE_ID.ENGLISH_UK}
        self.language = spoken[lang]  # or a speller marks every word
        if own:
            presentation.slide_width, presentation.slide_height = Emu(12192000), Emu(6858000)
        else:
            _without_slides(presentation)
        self.width, self.height = presentation.slide_width, presentation.slide_height
        layouts = list(presentation.slide_layouts)
        titled = [one for one in layouts if _only_title(one)]
        self.layout = (titled or layouts)[0]

    def place(self, left: float, top: float, width: float, height: float) -> tuple[Any, ...]:
        """A box of the content area, in shares of it, as lengths of the slide."""
        from pptx.util import Emu

        across, down = 1 - 2 * MARGIN, BOTTOM - TOP
        return (
            Emu(int(self.width * (MARGIN + left * across))),
            Emu(int(self.height * (TOP + top * down))),
            Emu(int(self.width * width * across)),
            Emu(int(self.height * height * down)),
        )

    def money(self, dossier: Dossier) -> str:
        """The number format of amounts."""
        before, after = formatting.affixes(dossier.currency, dossier.lang)
        return f'"{before}"#,##0"{after}"'

    def slide(self, title: str) -> Any:
        """A new slide with its finding as title and the footer."""
        from pptx.util import Emu, Pt

        made = self.presentation.slides.add_slide(self.layout)
        for shape in list(made.placeholders):
            if shape.placeholder_format.type is None or shape != made.shapes.title:
                shape._element.getparent().remove(shape._element)
        words = made.shapes.title or made.shapes.add_textbox(0, 0, 0, 0)
        words.left, words.top = Emu(int(self.width * MARGIN)), Emu(int(self.height * 0.045))
        words.width = Emu(int(self.width * (1 - 2 * MARGIN)))
        words.height = Emu(int(self.height * 0.13))
        size = 26 if len(title) <= 70 else 22 if len(title) <= 110 else 18
        self.write(words.text_frame, shortened(title, 190), size, bold=True, colour=ACCENT)
        foot = made.shapes.add_textbox(
            Emu(int(self.width * MARGIN)), Emu(int(self.height * 0.93)),
            Emu(int(self.width * (1 - 2 * MARGIN))), Emu(int(self.height * 0.05)),
        )  # fmt: skip
        self.write(foot.text_frame, self.footer, 10, colour=MUTED)
        foot.text_frame.paragraphs[0].line_spacing = Pt(12)
        return made

    def write(
        self, frame: Any, words: str, size: float, *, bold: bool = False, colour: str = INK,
        right: bool = False,
    ) -> None:  # fmt: skip
        """Put words into a text frame, as plain text in one size."""
        from pptx.dml.color import RGBColor
        from pptx.enum.text import MSO_AUTO_SIZE, PP_ALIGN
        from pptx.util import Pt

        frame.word_wrap = True
        frame.auto_size = MSO_AUTO_SIZE.NONE
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        for run in list(paragraph.runs)[1:]:
            run._r.getparent().remove(run._r)
        run = paragraph.runs[0] if paragraph.runs else paragraph.add_run()
        run.text = words
        run.font.language_id = self.language
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
        run.font.color.rgb = RGBColor.from_string(colour)

    def text(self, slide: Any, words: str, box: tuple[float, ...], size: float, **how: Any) -> None:
        """Words in a box of the content area."""
        self.write(slide.shapes.add_textbox(*self.place(*box)).text_frame, words, size, **how)

    def cover(self, title: str, byline: str, story: str, logo: bytes | None) -> None:
        """The first slide: the case in a sentence."""
        made = self.slide(title)
        if logo:
            made.shapes.title.width = int(self.width * (1 - 2 * MARGIN - LOGO - 0.02))
        letters = 40 if len(title) < (24 if logo else 40) else 30 if len(title) < 80 else 24
        self.write(
            made.shapes.title.text_frame, shortened(title, 150), letters, bold=True, colour=ACCENT
        )
        self.text(made, shortened(byline, 160), (0, 0.02, 1, 0.1), 16, colour=MUTED)
        self.text(made, story, (0, 0.22, 0.86, 0.6), 22 if len(story) < 420 else 18)
        if logo:
            self._logo(made, logo)

    def _logo(self, slide: Any, logo: bytes) -> None:
        """The logo in the upper right corner, as large as its box lets it be."""
        most = (self.width * LOGO, self.height * 0.09)
        scale = min(room / pixels for room, pixels in zip(most, size(logo), strict=True))
        width, height = (int(pixels * scale) for pixels in size(logo))
        left = int(self.width * (1 - MARGIN)) - width
        slide.shapes.add_picture(io.BytesIO(logo), left, int(self.height * 0.06), width, height)

    def cards(self, slide: Any, cards: Sequence[tuple[str, str, str]]) -> None:
        """Figures side by side: label, value, what is to be said of it."""
        each = 1 / len(cards)
        for at, (label, value, said) in enumerate(cards):
            self.text(slide, label, (at * each, 0.0, each - 0.02, 0.08), 13, colour=MUTED)
            size = 28 if len(value) <= 9 else 22 if len(value) <= 13 else 16
            self.text(slide, value, (at * each, 0.08, each - 0.02, 0.16), size, bold=True)
            self.text(slide, said, (at * each, 0.25, each - 0.02, 0.2), 12, colour=MUTED)

    def note(self, slide: Any, words: str) -> None:
        """A remark under the content."""
        self.text(slide, words, (0, 0.9, 1, 0.1), 12, colour=MUTED)

    def table(
        self, slide: Any, head: Sequence[str], rows: Sequence[Sequence[str]], *,
        widths: Sequence[float], left: float = 0.0, width: float = 1.0, top: float = 0.0,
        numbers: Sequence[int] | range = (), longest: int = 110, lines_each: int = 1,
        link: str = "",
    ) -> None:  # fmt: skip
        """A table of texts; a long text is cut rather than let it push the others off the slide.

        The cell that says `link` leads there, the whole of it, however much of it is shown.
        """
        from pptx.dml.color import RGBColor
        from pptx.util import Emu, Pt

        count = len(rows) + bool(head)
        if not rows:
            return
        x, y, across, _ = self.place(left, top, width, 1)
        height = int(self.height * 0.045)
        shape = slide.shapes.add_table(count, len(widths), x, y, across, Emu(height * count))
        table = shape.table
        table.horz_banding, table.first_row = False, bool(head)
        for at, share in enumerate(widths):
            table.columns[at].width = Emu(int(across * share / sum(widths)))
        room = [share / sum(widths) * width * LETTERS for share in widths]
        lines = [*([head] if head else []), *rows]
        for row, line in enumerate(lines):
            table.rows[row].height = Emu(height)
            for column, words in enumerate(line):
                cell = table.cell(row, column)
                cell.margin_top = cell.margin_bottom = Pt(2)
                cell.margin_left = cell.margin_right = Pt(4)
                cell.fill.solid()
                heading = bool(head) and row == 0
                cell.fill.fore_color.rgb = RGBColor.from_string(PALE if heading else paint("page"))
                most = 999 if heading else max(8, int(min(longest, room[column] * lines_each)))
                self.write(cell.text_frame, shortened(str(words), most), 12, bold=heading,
                           right=column in numbers)  # fmt: skip
                if link and words == link:
                    cell.text_frame.paragraphs[0].runs[0].hyperlink.address = link

    def pages(
        self, title: str, head: Sequence[str], rows: Sequence[Sequence[str]], *,
        widths: Sequence[float], numbers: Sequence[int] | range, rows_each: int,
    ) -> Any:  # fmt: skip
        """A table over as many slides as it takes; returns the last."""
        parts = [rows[at : at + rows_each] for at in range(0, len(rows), rows_each)] or [[]]
        made = None
        for number, part in enumerate(parts, 1):
            count = f" ({number}/{len(parts)})" if len(parts) > 1 else ""
            made = self.slide(title + count)
            self.table(made, head, part, widths=widths, numbers=numbers)
        return made

    def done(self) -> bytes:
        """The bytes of the file."""
        stream = io.BytesIO()
        self.presentation.save(stream)
        return stream.getvalue()


def _only_title(layout: Any) -> bool:
    """Whether a layout has a title and nothing else but date, footer and number."""
    kinds = {int(shape.placeholder_format.type or 0) for shape in layout.placeholders}
    return bool(kinds & {1, 3}) and kinds <= {1, 3, 13, 15, 16}


def _without_slides(presentation: Any) -> None:
    ids = presentation.slides._sldIdLst
    for item in list(ids):
        presentation.part.drop_rel(item.rId)
        ids.remove(item)
