"""What a door is, and what no sentence of one may show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

LANGS = ("fr", "en")
LIGHT = 8.0
"""How much more is tried of what is over in a moment than of whole files."""
_LEAK = re.compile(
    r"Traceback|site-packages|\.py\b|sqlalchemy|\bSELECT \w|\bINSERT INTO|0x[0-9a-f]{6}"
    r"|(?<![\w.])/(?:home|root|tmp|usr|var|work)/"
)


class ToldError(AssertionError):
    """A sentence that tells what no reader should see."""


@dataclass(frozen=True)
class Door:
    """`enter` says what became of an input; `seeds` are sound ones; `share`: how much more of it
    than of others is tried by `make fuzz`."""

    enter: Callable[[bytes], str]
    seeds: Callable[[], list[bytes]]
    share: float = 1.0


def look(sentences: Iterable[str], content: bytes) -> None:
    """Raises ToldError where a sentence holds foreign signs, or more of the program than we say."""
    for said in sentences:
        if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in said):
            raise ToldError("a foreign sign")
        found = _LEAK.search(said)
        if found and found[0].encode() not in content:
            raise ToldError(found[0])
