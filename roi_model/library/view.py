"""What a shared link shows of a case, as its sender chose it."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass

from roi_model.declaration.card import NAME_LENGTH, clean_name
from roi_model.library.errors import LibraryError
from roi_model.texts import LANGUAGES

PAGES = ("result", "channels", "risk", "assumptions", "method")
"""What can be shown, in the order of the menu; the first one always is."""
MOST_FIGURES, MOST_SLIDERS = 5, 4
MOST_LOGO = 300_000
"""Bytes."""
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True)
class View:
    """Pages, figures (ids of metrics) and sliders (paths of inputs) of a client's view.

    Without `assumptions` no input but the sliders may be seen. `sender` stands under the `logo`,
    a PNG or JPEG.
    """

    pages: tuple[str, ...]
    figures: tuple[str, ...]
    sliders: tuple[str, ...]
    assumptions: bool
    sender: str
    lang: str
    logo: bytes = b""

    def __post_init__(self) -> None:
        """Raises LibraryError("bad_view") for what no sender can choose."""
        fine = (
            self.pages[:1] == PAGES[:1]
            and set(self.pages) <= set(PAGES)
            and (self.assumptions or "assumptions" not in self.pages)
            and len(self.figures) <= MOST_FIGURES
            and len(self.sliders) <= MOST_SLIDERS
            and all(
                len(set(some)) == len(some) for some in (self.pages, self.figures, self.sliders)
            )
            and self.sender == clean_name(self.sender)[:NAME_LENGTH]
            and self.lang in LANGUAGES
            and (not self.logo or self.logo.startswith(_PICTURES))
            and len(self.logo) <= MOST_LOGO
        )
        if not fine:
            raise LibraryError("bad_view")

    def to_json(self) -> str:
        """As text, the logo in base 64.

        >>> one = View(("result",), ("roi",), ("deal_value",), False, "", "en")
        >>> View.from_json(one.to_json()) == one
        True
        """
        told = {**vars(self), "logo": base64.b64encode(self.logo).decode()}
        return json.dumps(told, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> View:
        """Read back; raises LibraryError("bad_view") where it is none."""
        try:
            told = json.loads(text)
            return View(
                pages=_words(told["pages"]),
                figures=_words(told["figures"]),
                sliders=_words(told["sliders"]),
                assumptions=told["assumptions"] is True,
                sender=str(told["sender"]),
                lang=told["lang"],
                logo=base64.b64decode(told["logo"], validate=True),
            )
        except (KeyError, TypeError, ValueError, binascii.Error):
            raise LibraryError("bad_view") from None


def _words(found: Sequence[object]) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise TypeError
    return tuple(found)
