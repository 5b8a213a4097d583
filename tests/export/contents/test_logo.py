"""A logo is in the documents, and what is none is refused."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from pptx import Presentation

from roi_model.__main__ import main
from roi_model.declaration.errors import ScenarioError
from roi_model.export.contents.dossier import Dossier
from roi_model.export.contents.logo import MOST_BYTES, MOST_PIXELS, clean_logo, size, smaller
from roi_model.storage.presets import preset
from tests.export.documents import LOGOS, PLAN, drawn
from tests.export.dossiers import DAY


def claimed(wide: int, high: int) -> bytes:
    """A PNG of some bytes that says it is so large."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        whole = kind + content
        return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", wide, high, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


REFUSED = {
    "empty": b"",
    "text": b"a logo",
    "script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "gif": drawn("RGB", 20, 20, "GIF"),
    "huge": claimed(60_000, 60_000),
    "wider": claimed(MOST_PIXELS + 1, 1),
    "cut": LOGOS["wide.jpg"][:-200],
    "heavy": LOGOS["plain.png"] + b"\0" * MOST_BYTES,
    "signature": b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("name", LOGOS)
@pytest.mark.parametrize("kind", ["pdf", "pptx"])
def test_a_logo_is_in_the_documents(name: str, kind: str, tmp_path: Path) -> None:
    given, out = tmp_path / name, tmp_path / f"case.{kind}"
    given.write_bytes(LOGOS[name])
    assert main(["export", PLAN, str(out), "--logo", str(given)]) == 0
    content = out.read_bytes()
    if kind == "pptx":
        deck = Presentation(io.BytesIO(content))
        pictures = [shape for shape in deck.slides[0].shapes if shape.shape_type == 13]
        assert len(pictures) == 1
        shown, title = pictures[0], deck.slides[0].shapes.title
        assert shown.left > 0 and shown.left + shown.width <= deck.slide_width
        assert title.left + title.width <= shown.left
        return
    first = pypdf.PdfReader(io.BytesIO(content)).pages[0]
    assert len(first.images) == 1
    wide, high = size(clean_logo(LOGOS[name]))
    found = first.images[0].image
    assert found is not None and found.width / found.height == pytest.approx(wide / high, rel=0.02)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_logo_is_refused(name: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        Dossier(preset("trade-show").scenario, "fr", DAY, logo=REFUSED[name])
    assert [problem.code for problem in caught.value.problems] == ["not_a_logo"]
    assert "PNG" in caught.value.sentences("fr")


def test_a_large_logo_is_made_smaller() -> None:
    made = clean_logo(drawn("RGB", 4000, 2000, "PNG"))
    assert size(made) == (1200, 600)
    assert len(made) < MOST_BYTES


def test_on_a_page_it_is_no_larger_than_it_is_shown() -> None:
    made = io.BytesIO()
    Image.effect_noise((1200, 900), 90).convert("RGBA").save(made, "PNG")
    found = smaller(made.getvalue())
    assert size(found) == (267, 200)
    assert len(found) < 80_000 < len(made.getvalue())
