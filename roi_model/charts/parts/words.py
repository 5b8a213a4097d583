"""What a picture says of itself in both languages: its title, and what a screen reader hears."""

from __future__ import annotations

from dataclasses import dataclass

from roi_model.texts import french


@dataclass(frozen=True)
class Words:
    """Title, description and, where there is one, the line below the title, in each language.

    >>> Words(fr=("Trésorerie", "Courbe."), en=("Cash", "A line.")).title("fr")
    'Trésorerie'
    """

    fr: tuple[str, ...]
    en: tuple[str, ...]

    def title(self, lang: str) -> str:
        """The few words above the picture."""
        return self._of(lang)[0]

    def description(self, lang: str) -> str:
        """What the picture shows, for those who hear it."""
        return self._of(lang)[1]

    def subtitle(self, lang: str) -> str | None:
        """How to read the picture, where it does not say so itself; lines parted by \\n."""
        return next(iter(self._of(lang)[2:]), None)

    def _of(self, lang: str) -> tuple[str, ...]:
        return tuple(map(french, self.fr)) if lang == "fr" else self.en
