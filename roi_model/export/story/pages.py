"""The pages of a document in their order: at most eight that decide, and those behind them."""

from __future__ import annotations

from dataclasses import replace

from roi_model.export.contents.dossier import Dossier
from roi_model.export.story.actual import actual_page
from roi_model.export.story.answer import answer_page
from roi_model.export.story.beliefs import beliefs_page
from roi_model.export.story.cash import capacity_page, cash_page
from roi_model.export.story.causes import causes_page
from roi_model.export.story.drawn import Page
from roi_model.export.story.next_steps import next_page
from roi_model.export.story.still_open import open_page
from roi_model.export.story.truths import truths_page
from roi_model.export.story.volume import volume_page

MOST = 8
"""Pages that decide: with the cover, a deck of nine."""


def pages(dossier: Dossier) -> list[Page]:
    """The answer first, the recommendation last, between them what it rests on; eight at most.

    >>> from datetime import date
    >>> from roi_model.storage.presets import preset
    >>> made = pages(Dossier(preset("in-house-sdr").scenario, "en", date(2026, 11, 27)))
    >>> [page.key for page in made]
    ['answer', 'cash', 'causes', 'volume', 'capacity', 'truths', 'beliefs', 'next']
    """
    known = every_page(dossier)
    spare = set(_giving_way(dossier)[: max(0, len(known) - MOST)])
    return [page for page in known if page.key not in spare]


def every_page(dossier: Dossier) -> list[Page]:
    """All pages there are, in their order: paper has room for them in its annex."""
    found = (
        answer_page(dossier), cash_page(dossier), causes_page(dossier), actual_page(dossier),
        open_page(dossier), volume_page(dossier), capacity_page(dossier), truths_page(dossier),
        beliefs_page(dossier), next_page(dossier),
    )  # fmt: skip
    return [_begun(page) for page in found if page is not None]


def _giving_way(dossier: Dossier) -> tuple[str, ...]:
    """What a deck that is too long leaves out first.

    The volumes; then the hours where the team has them, else where the money comes from.
    """
    return ("volume", "capacity" if dossier.overload is None else "causes")


def _begun(page: Page) -> Page:
    """A share that begins a sentence may be words: they begin it as any other."""
    title, so_what = (words[:1].upper() + words[1:] for words in (page.title, page.so_what))
    return replace(page, title=title, so_what=so_what)
