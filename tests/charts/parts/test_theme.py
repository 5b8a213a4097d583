"""Colours are readable on their background, and stay apart for colour-blind readers."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest
import vl_convert

from roi_model.charts import costs
from roi_model.charts.parts.theme import SAYS, Colours, colours, saying
from roi_model.palette import Theme
from tests.charts.every import EVERY

TEXTS = ("text", "muted", "good", "bad", "case")
MARKS = ("case", "baseline", "marker", "actual", "spending", "profit", "cash")
# What stands side by side in one picture and is told apart by its colour among other things.
TOGETHER = [
    ("case", "baseline", "actual"),
    ("case", "marker"),
    ("profit", "spending"),
    ("profit", "spending", "cash"),
    ("good", "bad"),
]
# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
)  # sRGB, D65


def linear(colour: str) -> np.ndarray:
    """The linear RGB of a #rrggbb."""
    srgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """WCAG's ratio, 1 to 21."""
    bright = sorted(0.05 + TO_XYZ[1] @ linear(colour) for colour in (one, other))
    return float(bright[1] / bright[0])


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIELAB of a linear RGB."""
    xyz = TO_XYZ @ np.clip(rgb, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.fixture(params=["light", "dark"])
def palette(request: pytest.FixtureRequest) -> Colours:
    return colours(request.param)


def test_words_have_a_contrast_of_4_5(palette: Colours) -> None:
    for name in TEXTS:
        assert contrast(getattr(palette, name), palette.background) >= 4.5, name


def test_marks_have_a_contrast_of_3(palette: Colours) -> None:
    for name in MARKS:
        assert contrast(getattr(palette, name), palette.background) >= 3, name


@pytest.mark.parametrize("sight", BLINDNESS)
def test_colours_side_by_side_stay_apart(palette: Colours, sight: str) -> None:
    for group in TOGETHER:
        for one, other in itertools.combinations(group, 2):
            seen = [lab(BLINDNESS[sight] @ linear(getattr(palette, n))) for n in (one, other)]
            # CIE76: 2.3 is just noticeable; 15 is plain at a glance.
            assert np.linalg.norm(seen[0] - seen[1]) >= 15, (one, other)


INKS = {"background", "text", "muted", "grid"}
"""What words, axes and grounds are drawn in: no series."""
BY_SERIES, BY_WORDS = '"strokeDash": {', '"type": "text"'
ELSE = {
    ("actual", "marker"): ('"dy"',),  # a line, and a mark with its words
    ("baseline", "profit"): ("[5, 4]",),
    ("baseline", "cash"): (BY_SERIES, "[5, 4]"),
    ("case", "cash"): (BY_SERIES,),
    ("baseline", "good"): (BY_WORDS, BY_SERIES),  # signed figures beside the bars
    ("case", "good"): (BY_WORDS, BY_SERIES),
}
"""Pairs that some eyes do not tell apart, and what of a picture tells them apart besides."""


def alike(one: str, other: str, theme: Theme) -> list[str]:
    """The ways of seeing in which two roles are nearer than 15 (CIE76)."""
    pair = [getattr(colours(theme), name) for name in (one, other)]
    return [
        sight
        for sight, seen in BLINDNESS.items()
        if np.linalg.norm(np.subtract(*(lab(seen @ linear(colour)) for colour in pair))) < 15
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", EVERY)
def test_what_a_picture_tells_by_colour_every_eye_can_tell(name: str, theme: Theme) -> None:
    """Of each chart of the app, whatever colours it has: no list of pairs is kept."""
    drawn = json.dumps(EVERY[name]("en", theme)["layer"])
    used = {c: role for role, c in reversed(vars(colours(theme)).items()) if c in drawn}
    found = {
        pair: seen
        for pair in itertools.combinations(sorted({*used.values()} - INKS), 2)
        if (seen := alike(*pair, theme)) and not any(one in drawn for one in ELSE.get(pair, ()))
    }
    assert found == {}


def test_a_theme_is_light_or_dark() -> None:
    with pytest.raises(KeyError):
        colours("sepia")  # type: ignore[arg-type]


def test_what_a_picture_says_is_its_title_and_its_name_stands_below() -> None:
    """Drawn from the data alone: the same specification whatever it says."""
    spec = saying(costs.spec("en", "EUR", "light", baseline=False))
    for said in ("Tools: 75% of the €400 spent", "Other words"):
        data = {"name": "source", "values": [{"category": "tools", "position": 0, "amount": 1,
                                              "share": 1, SAYS: said}]}  # fmt: skip
        drawn = vl_convert.vegalite_to_svg({**spec, "width": 600, "data": data})
        assert said in drawn and costs.WORDS.title("en") in drawn
    empty = {"name": "source", "values": []}
    assert costs.WORDS.title("en") in vl_convert.vegalite_to_svg({**spec, "data": empty})
