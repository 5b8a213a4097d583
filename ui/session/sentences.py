"""The sentences of a page by the short end of their key, in the language on screen."""

from __future__ import annotations

from collections.abc import Callable

from roi_model.texts import text
from ui.session import state


def sentences(start: str) -> Callable[..., str]:
    """What gives a sentence whose key begins like that, its placeholders filled."""

    def of(key: str, **values: object) -> str:
        return text(start + key, state.lang(), **values)

    return of
