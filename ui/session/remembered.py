"""Choices of a page that outlast leaving it: Streamlit forgets a widget that is not drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal

import streamlit as st

from ui.session import binding, state


def value(name: str, default: Any, among: Sequence[Any] | None = None) -> Any:
    """What was chosen under a name; the default where nothing was, or it is no choice any more.

    What a browser gives back may be of any kind: it is `among` the choices, or of the default's
    kind (a number, where that is None).
    """
    found = _shelf().get(name, default)
    fits = _alike(found, default) if among is None else found in among
    return found if fits else default


def _alike(found: Any, default: Any) -> bool:
    for kind in (str, (list, tuple), (int, float)):
        if isinstance(default, kind):
            return isinstance(found, kind)
    return isinstance(found, int | float)


def choose(name: str, wanted: Any) -> None:
    """Choose for the reader, as the widget of that name would."""
    _shelf()[name] = wanted


def select(
    name: str,
    label: str,
    options: Mapping[Any, str],
    default: Any,
    width: int | Literal["stretch"] = "stretch",
    *,
    silent: bool = False,
) -> Any:
    """One of several from a list; options by what they are, with what they are called.

    A `silent` label is only read aloud.

    No two may be called the same: Streamlit could not tell them apart.
    """
    return _one_of(
        name,
        label,
        options,
        default,
        partial(
            st.selectbox,
            filter_mode=None,
            width=width,
            label_visibility="collapsed" if silent else "visible",
        ),
    )


def radio(name: str, label: str, options: Mapping[Any, str], default: Any) -> Any:
    """One of a few, one below the other."""
    return _one_of(name, label, options, default, st.radio)


def _one_of(
    name: str,
    label: str,
    options: Mapping[Any, str],
    default: Any,
    widget: Callable[..., Any],
) -> Any:
    shown, key = value(name, default, list(options)), f"kept-{name}"
    widget(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        on_change=_keep,
        args=(name,),
        **binding.bound(key, shown, index=list(options).index(shown)),
    )
    return shown


def several(
    name: str,
    label: str,
    options: Mapping[Any, str],
    default: Sequence[Any],
    most: int,
) -> list[Any]:
    """Some of several, in the order they were taken; the default where none is left."""
    found = [one for one in value(name, default) if one in options]
    shown, key = found or list(default), f"kept-{name}"
    st.multiselect(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        max_selections=most,
        on_change=_keep,
        args=(name,),
        **binding.bound(key, shown, default=shown),
    )
    return shown


def switch_between(name: str, label: str, options: Mapping[Any, str]) -> Any:
    """One of a few, all in sight; the first where none is pressed."""
    shown, key = value(name, next(iter(options)), list(options)), f"kept-{name}"
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        on_change=_keep,
        args=(name,),
        label_visibility="collapsed",
        **binding.bound(key, shown, default=shown),
    )
    return shown


def switch(name: str, label: str) -> bool:
    """A switch, off until it is pressed."""
    shown, key = bool(value(name, 0)), f"kept-{name}"
    st.toggle(
        label, key=key, on_change=_keep, args=(name,), **binding.bound(key, shown, value=shown)
    )
    return shown


def follow(was: str, now: str) -> None:
    """What was chosen by a name that changed is still chosen."""
    for name, value in _shelf().items():
        if isinstance(value, list):
            _shelf()[name] = [now if one == was else one for one in value]
        elif value == was:
            _shelf()[name] = now


def _keep(name: str) -> None:
    _shelf()[name] = st.session_state[f"kept-{name}"]


def _shelf() -> dict[str, Any]:
    shelf: dict[str, Any] = state.extras().setdefault("chosen", {})
    return shelf
