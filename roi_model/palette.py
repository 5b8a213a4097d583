"""THE palette: every colour once, named by its role, for the light theme, the dark one and paper.

Pages take them as variables of CSS, pictures and documents by name. Streamlit's own file of
settings alone repeats them, and a test compares it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class Colour:
    """One role's colour in both themes, as CSS writes it; documents are light."""

    light: str
    dark: str


def _both(value: str) -> Colour:
    return Colour(value, value)


PALETTE: Mapping[str, Colour] = {
    # Surfaces and words
    "page": Colour("#ffffff", "#10191d"),
    "raised": Colour("#f2f6f7", "#1b282e"),
    "ink": Colour("#16262d", "#e7eef0"),
    "muted": Colour("#566970", "#9fb1b8"),
    "placeholder": Colour("#5d717a", "#9fb1b8"),
    "line": Colour("#d3dde1", "#34464e"),
    "edge": Colour("#8fa1a8", "#5d717a"),
    "shade": Colour("rgb(22 38 45 / 0.18)", "rgb(0 0 0 / 0.65)"),
    "shadow": _both("rgb(0 0 0 / 22%)"),
    # What one can act on
    "accent": Colour("#0b6b80", "#4bb8cc"),
    "primary": Colour("#0b6b80", "#349bb1"),
    "link": Colour("#0b6b80", "#5cc4d6"),
    "switch-on": Colour("#0b6b80", "#2f8ea3"),
    "tag": Colour("#0b6b80", "#1f6d80"),
    "on-accent": _both("#ffffff"),
    "assumption": Colour("#66787f", "#9fb1b8"),
    "lever": _both("#1f7d92"),
    "guide": _both("#b25a00"),
    # Verdicts
    "good": Colour("#0f7b6c", "#45c4b0"),
    "bad": Colour("#b3372b", "#f0826f"),
    "warning": Colour("#b25a00", "#f2a65a"),
    "warning-words": Colour("#8a4600", "#f2a65a"),
    # Series of pictures
    "baseline": Colour("#8a8f92", "#8a8c8e"),
    "actual": Colour("#c8741c", "#f2a65a"),
    "spending": Colour("#c8741c", "#d98b45"),
    "profit": Colour("#3a93a8", "#2f8397"),
    "cash": Colour("#6b4fa3", "#b79be8"),
    "yellow": Colour("#8a6d00", "#e3c34f"),
    "blue": Colour("#1f6fb2", "#6fb4ec"),
    # Paper: workbook, slides, report, and their pages on screen
    "band": _both("#8fbcc7"),
    "pale": _both("#e8f1f3"),
    "pale-good": _both("#e3f3ef"),
    "pale-bad": _both("#fbe6e3"),
    "entry": _both("#fff9e0"),
    "typed": _both("#0000ff"),
    "paper-edge": _both("#c9d5d9"),
    "paper-shadow": _both("rgb(22 38 45 / 12%)"),
}

SERIES: Mapping[Theme, tuple[str, ...]] = {
    "light": (
        "#0b6b80", "#c8741c", "#6b4fa3", "#4f9d69", "#b3372b",
        "#8a7a1f", "#3f7fc4", "#c2578f", "#66787f", "#7a5236",
    ),
    "dark": (
        "#4bb8cc", "#f2a65a", "#b79be8", "#6fce97", "#f0826f",
        "#dcc65a", "#7ab6f0", "#ea8fbf", "#9fb1b8", "#c99b78",
    ),
}  # fmt: skip
"""What categories are told apart by where their number is not known."""

STREAMLIT: Mapping[str, str] = {
    "primaryColor": "primary",
    "backgroundColor": "page",
    "secondaryBackgroundColor": "raised",
    "textColor": "ink",
    "borderColor": "line",
    "linkColor": "link",
    "greenColor": "good",
    "redColor": "bad",
    "orangeColor": "warning",
    "yellowColor": "yellow",
    "blueColor": "blue",
    "violetColor": "cash",
    "grayColor": "muted",
}
"""The role behind each colour of Streamlit's themes (`.streamlit/config.toml`)."""


def colour(role: str, theme: Theme = "light") -> str:
    """The colour of a role, as CSS, Vega and the writers of workbooks take it.

    >>> colour("ink"), colour("ink", "dark")
    ('#16262d', '#e7eef0')
    """
    return str(getattr(PALETTE[role], theme))


def variables() -> str:
    """The palette as variables of CSS, each the colour of the theme it is used in."""
    told = (f"--{role}:light-dark({one.light},{one.dark});" for role, one in PALETTE.items())
    return f":root{{{''.join(told)}}}\n"
