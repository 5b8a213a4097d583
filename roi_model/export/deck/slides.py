"""The deck: the answer second, the recommendation last, native charts, at most nine and three."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from roi_model import formatting
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.export.contents.dossier import Dossier, shortened
from roi_model.export.contents.properties import set_on_deck
from roi_model.export.deck.base import own_base
from roi_model.export.deck.canvas import Canvas
from roi_model.export.deck.ink import MUTED
from roi_model.export.deck.marks import draw
from roi_model.export.deck.surface import Box
from roi_model.export.pdf.report import assumptions, side_by_side, three_cases_table
from roi_model.export.story.beliefs import telling
from roi_model.export.story.causes import unfolded_page
from roi_model.export.story.drawn import Page
from roi_model.export.story.pages import pages
from roi_model.texts import text
from roi_model.version import MODEL_VERSION

if TYPE_CHECKING:
    from pptx.presentation import Presentation

MOST_TEMPLATE, MOST_UNPACKED = 50_000_000, 400_000_000
MOST_INPUTS = 20
"""Further inputs in the appendix: two columns of ten; the workbook has them all."""
MOST_PARTS = 9


def slides(dossier: Dossier, template: bytes | None = None) -> bytes:
    """The deck as the bytes of a .pptx, 16:9 or in the consultant's own `template`.

    Raises ScenarioError where the template is no .pptx, or too large.

    >>> from datetime import date
    >>> from roi_model.storage.presets import preset
    >>> slides(Dossier(preset("trade-show").scenario, "en", date(2026, 11, 27)))[:2]
    b'PK'
    """
    presentation = own_base() if template is None else _presentation(template)
    set_on_deck(presentation, dossier)
    canvas = Canvas(presentation, _footer(dossier), dossier.lang)
    told = (dossier.client, dossier.author, formatting.day_name(dossier.day, dossier.lang))
    canvas.cover(dossier.heading, " · ".join(filter(None, told)), dossier.story, dossier.logo)
    for page in pages(dossier):
        _page(canvas, page, dossier)
    _figures(canvas, dossier)
    unfolded = unfolded_page(dossier, MOST_PARTS)
    if unfolded is not None:
        _page(canvas, unfolded, dossier)
    _rest(canvas, dossier)
    return canvas.done()


def _presentation(template: bytes) -> Presentation:
    import pptx

    wrong = ScenarioError([Problem("template", "not_a_template")])
    if len(template) > MOST_TEMPLATE:
        raise wrong
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > 5_000:
                raise wrong
            if "ppt/presentation.xml" not in {part.filename for part in parts}:
                raise wrong
        return pptx.Presentation(io.BytesIO(template))
    except ScenarioError:
        raise
    except Exception:  # whatever a damaged file makes a reader of XML do
        raise wrong from None


def check_template(template: bytes) -> None:
    """Raises ScenarioError where a file cannot be the template of a deck."""
    _presentation(template)


def _footer(dossier: Dossier) -> str:
    told = (shortened(dossier.client, 40), shortened(dossier.heading, 50),
            formatting.day_name(dossier.day, dossier.lang),
            text("slides.version", dossier.lang, version=MODEL_VERSION))  # fmt: skip
    return " · ".join(part for part in told if part)


def _page(canvas: Canvas, page: Page, dossier: Dossier) -> None:
    """One message: title, picture, what follows from it, how to read it and where it is from."""
    slide = canvas.slide(page.title)
    area = canvas.surface.area
    share = 0.13 if page.so_what else 0.0
    small = 0.1
    draw(canvas, slide, area.part(0, 0, 1, 0.97 - share - small), page, dossier.currency,
         dossier.lang)  # fmt: skip
    if page.so_what:
        box = area.part(0, 1 - share - small, 1, share)
        frame = canvas.words_of_body(slide, box)
        lead = f"{text('story.so_what', dossier.lang)}{text('story.colon', dossier.lang)}"
        canvas.write(frame, page.so_what, box, 16, 9, lead=lead)
    else:
        canvas.without_body(slide)
    box = area.part(0, 1 - small, 1, small)
    canvas.text(slide, f"{page.reading} {page.source}", box, 10, least=6, ink=MUTED)


# The appendix ------------------------------------------------------------------------------------


def _figures(canvas: Canvas, dossier: Dossier) -> None:
    """All figures of the cases side by side; of one alone, its three cases."""
    lang, alone = dossier.lang, len(dossier.alternatives) == 1
    found = three_cases_table(dossier) if alone else side_by_side(dossier)
    key = "cases" if alone else "figures"
    slide = canvas.slide(_appendix(text(f"story.more.{key}", lang), lang))
    canvas.without_body(slide)
    rows = [found["head"], *found["rows"]]
    area = canvas.surface.area
    note = text("report.three_note", lang) if alone else ""
    widths = (3, *([2] * (len(found["head"]) - 1)))
    _plain_table(canvas, slide, area.part(0, 0, 1, 0.87 if note else 1), rows, widths,
                 range(1, len(widths)))  # fmt: skip
    if note:
        canvas.text(slide, note, area.part(0, 0.89, 1, 0.11), 10, least=6, ink=MUTED)


def _appendix(title: str, lang: str) -> str:
    return (
        f"{text('story.appendix', lang)}{text('story.colon', lang)} {title[:1].lower()}{title[1:]}"
    )


def _plain_table(canvas: Canvas, slide: Any, box: Box, rows: list[Any], widths: Any,
                 numbers: Any = (), *, link: str = "", heads: bool = True) -> None:  # fmt: skip
    each = min(1.0 / len(rows), 0.085)
    whole = Box(box.left, box.top, box.width, int(box.height * each * len(rows)))
    canvas.table(slide, whole, rows, widths, heights=[1 / len(rows)] * len(rows), size=12,
                 numbers=numbers, link=link, heads=heads, ruled=True)  # fmt: skip


def _rest(canvas: Canvas, dossier: Dossier) -> None:
    """The inputs that come after the ten, and where the figures come from."""
    lang = dossier.lang
    slide = canvas.slide(_appendix(text("story.more.inputs", lang), lang))
    canvas.without_body(slide)
    area = canvas.surface.area
    told = {swing.path for swing, _ in telling(dossier)}
    rows, left = assumptions(dossier, MOST_INPUTS, told)
    head = [text(f"report.{key}", lang) for key in ("input", "value", "evidence")]
    _plain_table(canvas, slide, area.part(0, 0, 0.5, 0.94), [head, *(row[:3] for row in rows)],
                 (5, 2, 2), (1,))  # fmt: skip
    if left > len(told):
        note = text("report.more_inputs", lang, count=left - len(told))
        canvas.text(slide, note, area.part(0, 0.95, 0.5, 0.05), 10, least=6, ink=MUTED)
    lines = [[label, words] for label, words in dossier.provenance]
    _plain_table(canvas, slide, area.part(0.53, 0, 0.47, 1), lines, (2, 5), link=dossier.link,
                 heads=False)  # fmt: skip
