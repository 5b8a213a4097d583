"""Plans and logos to make documents of."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from tools.server import ROOT

PLAN = str(ROOT / "data" / "presets" / "in-house-sdr.json")


def drawn(mode: str, wide: int, high: int, kind: str) -> bytes:
    picture = Image.new(mode, (wide, high))
    ImageDraw.Draw(picture).ellipse((4, 4, wide - 4, high - 4), fill=(180,) * len(mode))
    made = io.BytesIO()
    picture.save(made, kind)
    return made.getvalue()


LOGOS = {
    "transparent.png": drawn("RGBA", 600, 160, "PNG"),
    "plain.png": drawn("RGB", 200, 200, "PNG"),
    "wide.jpg": drawn("RGB", 900, 60, "JPEG"),
    "print.jpg": drawn("CMYK", 90, 400, "JPEG"),
}
