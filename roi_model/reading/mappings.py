"""What was answered about one layout of files, kept under a name: written as a file, and read back.

What an answer may be is looked at here, since such a file may come from anywhere.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from roi_model.declaration.card import NAME_LENGTH, clean_name
from roi_model.declaration.spending import CATEGORIES
from roi_model.reading.sorting.categories import NOT_SELLING
from roi_model.reading.text.wording import fold
from roi_model.reading.values.rates import rates_of

Rule = tuple[str, str, float]
"""What a label contains, the category that means, and the share that belongs to selling (0..1)."""
SOURCE, COST = CHANNEL_OF = ("channel of source ", "channel of cost ")
"""Before a source of deals, or a cost as in `Said.costs`, as the key of the channel it is of."""
MARK = "roi_mappings"
LARGEST = 5_000_000


@dataclass(frozen=True)
class Saved:
    """What was answered about one layout of files, under a name, for the next of its kind."""

    layout: str
    answers: dict[str, str]
    mapping: dict[str, str]
    rules: tuple[Rule, ...] = ()


def written(saved: Mapping[str, Saved]) -> bytes:
    """All mappings as a file that can be given back like any other."""
    content = {name: dataclasses.asdict(kept) for name, kept in saved.items()}
    return json.dumps({MARK: 1, "mappings": content}, ensure_ascii=False, indent=1).encode()


def read(content: bytes) -> dict[str, Saved] | None:
    """The mappings that a file of ours holds; None for every other file."""
    if MARK.encode() not in content[:40] or len(content) > LARGEST:
        return None
    try:
        found = json.loads(content)["mappings"]
        return {
            clean_name(str(name))[:NAME_LENGTH]: Saved(
                str(kept["layout"]),
                {k: v for k, v in _texts(kept["answers"]).items() if _is_usable(k, v)},
                {key: value for key, value in _texts(kept["mapping"]).items() if _fits(key, value)},
                tuple((str(a), str(b), float(c)) for a, b, c in kept["rules"] if _is_rule(a, b, c)),
            )
            for name, kept in found.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _fits(key: str, value: str) -> bool:
    """Whether the reader takes this category or share: what it refuses would refuse every file."""
    if key.startswith(CHANNEL_OF):
        return True  # a channel that the plan does not have is passed over
    about = key.partition(":")[0]
    if about == "share":
        return 0 <= float(value) <= 1
    return about == "category" and value in (*CATEGORIES, NOT_SELLING)


def _is_usable(key: str, answer: str) -> bool:
    """Whether an answer is none that would have every file refused: a rate may be one."""
    try:
        rates_of({key: answer})
    except ValueError:
        return False
    return True


def _is_rule(contains: Any, category: Any, share: Any) -> bool:
    number = isinstance(share, int | float) and 0 <= share <= 1
    return number and category in (*CATEGORIES, NOT_SELLING) and bool(fold(str(contains)))


def _texts(found: Any) -> dict[str, str]:
    return {str(key): str(value) for key, value in found.items()}
