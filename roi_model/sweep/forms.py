"""The form of a line: its JSON without its numbers. Lines of one form are understood together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Form = tuple[Any, ...]
Place = tuple[str | int, ...]
"""Where a number stands in the JSON: keys, and positions in lists."""
_SURE_LENGTH = 40
"""A name of so many characters stays under 120, however Unicode composes them."""


def form_of(raw: Any) -> tuple[Form, list[float]] | None:
    """A line's JSON without its numbers, and these in order; None where it has no usual form.

    The name of the whole case is no part of the form: it changes with every line.

    >>> form_of({"name": "A", "market": 1.1, "channels": [{"name": "B", "contacts": 5}]})[1]
    [1.1, 5]
    """
    if type(raw) is not dict or not _is_plain_name(raw.get("name")):
        return None
    rest = raw.copy()
    del rest["name"]
    form: list[Any] = [repr(rest.pop("schema_version", None))]
    numbers: list[float] = []
    try:
        _gather(rest, form, numbers)
        made = tuple(form)
        hash(made)
    except (RecursionError, TypeError):  # too deep; a value that JSON has not
        return None
    return made, numbers


def places_of(raw: dict[str, Any]) -> list[Place]:
    """Where the numbers of a line stand, in the order of `form_of`.

    >>> places_of({"name": "A", "market": 1.1, "channels": [{"name": "B", "contacts": 5}]})
    [('market',), ('channels', 0, 'contacts')]
    """
    rest = {key: value for key, value in raw.items() if key not in ("name", "schema_version")}
    return list(_places(rest, ()))


def _is_plain_name(name: Any) -> bool:
    """Whether a name is allowed beyond doubt: short, nothing in it but signs that show."""
    return (
        type(name) is str
        and name.isprintable()
        and not name.isspace()
        and 0 < len(name) <= _SURE_LENGTH
    )


def _gather(item: dict[str, Any], form: list[Any], numbers: list[float]) -> None:
    for key, value in item.items():
        kind = type(value)
        if kind is float or kind is int:
            form += (key, float)
            numbers.append(value)
        elif kind is dict:
            form += (key, dict)
            _gather(value, form, numbers)
            form.append(None)  # no key: the object ends
        elif kind is list:
            form += (key, list)
            for part in value:
                _gather_part(part, form, numbers)
            form.append(list)
        elif kind is bool:
            form += (key, bool)
            numbers.append(value)
        else:
            form += (key, value)


def _gather_part(part: Any, form: list[Any], numbers: list[float]) -> None:
    kind = type(part)
    if kind is dict:
        form.append(dict)
        _gather(part, form, numbers)
        form.append(None)
    elif kind is float or kind is int:
        form.append(float)
        numbers.append(part)
    else:
        form += (kind, repr(part))


def _places(item: Any, here: Place) -> Iterator[Place]:
    if isinstance(item, dict):
        for key, value in item.items():
            yield from _places(value, (*here, key))
    elif isinstance(item, list):
        for position, part in enumerate(item):
            if isinstance(part, dict) or type(part) in (int, float):
                yield from _places(part, (*here, position))
    elif isinstance(item, int | float):
        yield here
