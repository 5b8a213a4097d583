"""The consultant's logo: whatever PNG or JPEG was given becomes one clean, small PNG."""

from __future__ import annotations

import base64
import io
import warnings

from roi_model.declaration.errors import Problem, ScenarioError

MOST_BYTES = 2_000_000
MOST_PIXELS = 16_000_000
"""More would take hundreds of megabytes once unpacked, whatever the file weighs."""
_SIDE = 1200
"""Pixels: sharp on paper and on a projector at the size a logo has there."""


def clean_logo(content: bytes) -> bytes:
    """The picture as a PNG of 1,200 pixels at most, upright, without what else the file carried.

    Raises ScenarioError where it is no PNG or JPEG, is damaged or too large.

    >>> clean_logo(b"<svg/>")
    Traceback (most recent call last):
    roi_model.declaration.errors.ScenarioError: logo: this is no PNG or JPEG of up to 2 MB...
    """
    from PIL import Image, ImageOps

    wrong = ScenarioError([Problem("logo", "not_a_logo")])
    if len(content) > MOST_BYTES:
        raise wrong
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise wrong
                picture = ImageOps.exif_transpose(opened).convert("RGBA")
        picture.thumbnail((_SIDE, _SIDE))
        made = io.BytesIO()
        picture.save(made, "PNG")
    except ScenarioError:
        raise
    except Exception:  # whatever a damaged picture makes its reader do
        raise wrong from None
    return made.getvalue()


def smaller(logo: bytes, width: int = 480, height: int = 200) -> bytes:
    """A clean logo as a PNG of 256 colours that is no larger than a page on screen shows it."""
    from PIL import Image

    made = io.BytesIO()
    with Image.open(io.BytesIO(logo), formats=("PNG",)) as opened:
        picture = opened.convert("RGBA")
    picture.thumbnail((width, height))
    picture.quantize(256, method=Image.Quantize.FASTOCTREE).save(made, "PNG", optimize=True)
    return made.getvalue()


def size(logo: bytes) -> tuple[int, int]:
    """Width and height of a clean logo in pixels, which a PNG tells at its start."""
    return int.from_bytes(logo[16:20], "big"), int.from_bytes(logo[20:24], "big")


def as_svg(logo: bytes) -> bytes:
    """A clean logo inside an SVG: files that typst is given in memory must be text."""
    width, height = size(logo)
    code = base64.b64encode(logo).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{code}"/></svg>'
    ).encode("ascii")
