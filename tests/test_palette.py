"""A colour is stated once: nothing outside the palette writes one, and what must, is compared."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from roi_model.charts.parts.theme import Colours, colours
from roi_model.palette import PALETTE, SERIES, STREAMLIT, Theme, colour, variables

ROOT = Path(__file__).resolve().parents[1]
WRITTEN = re.compile(
    r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b|\b(?:rgb|hsl)a?\(", re.IGNORECASE
)
"""As CSS, Vega and writers of workbooks take a colour."""
OF_A_DECK = re.compile(r"[0-9A-F]{6}")
SHEETS = sorted((ROOT / "ui" / "frame").glob("*.css"))
ALL = [
    path
    for folder in ("roi_model", "ui", "pages")
    for ending in ("py", "css", "js", "typ", "html")
    for path in (ROOT / folder).rglob(f"*.{ending}")
    if path != ROOT / "roi_model" / "palette.py"
]


def strings(path: Path) -> Iterator[str]:
    """What a file may say a colour in: of Python its strings but docstrings, else all of it."""
    content = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield re.sub(r"/\*.*?\*/|(?m:^\s*//.*$)", "", content, flags=re.DOTALL)
        return
    tree = ast.parse(content)
    told = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_no_colour_is_written_outside_the_palette() -> None:
    found = []
    for path in ALL:
        for said in strings(path):
            hits = WRITTEN.findall(said)
            if path.suffix == ".typ":  # there # begins code, and rgb() takes what the data say
                hits = re.findall(r'rgb\("', said)
            if "deck" in path.parts and OF_A_DECK.fullmatch(said):
                hits.append(said)
            found += [(str(path.relative_to(ROOT)), hit) for hit in hits]
    assert found == []


def test_style_stands_in_sheets() -> None:
    """Rules made of words or places are put together in Python; all others stand in a sheet."""
    made = [
        str(path.relative_to(ROOT))
        for path in ALL
        if path.suffix == ".py" and path.parts[-2:] != ("frame", "frame.py")
        for said in strings(path)
        if re.search(r"<style>[^<{]*\{", said)
    ]
    assert made == []


def test_every_variable_a_sheet_reads_is_declared() -> None:
    sheets = "".join(path.read_text(encoding="utf-8") for path in SHEETS)
    own = set(re.findall(r"(--[\w-]+):", sheets))
    given = set(re.findall(r"(--[\w-]+):", variables()))
    scripts = "".join(p.read_text("utf-8") for p in ALL if p.suffix in (".js", ".py"))
    set_by_script = {name for name in ("--fill", "--w") if name in scripts}
    assert set(re.findall(r"var\((--[\w-]+)", sheets)) <= own | given | set_by_script
    assert not own & given, "a sheet gives a colour of the palette another meaning"


def test_every_role_is_used() -> None:
    said = "".join(path.read_text(encoding="utf-8") for path in ALL)
    drawn = {*Colours.__dataclass_fields__, *STREAMLIT.values()}
    assert [r for r in PALETTE if r not in drawn and not re.search(rf'--{r}\b|"{r}"', said)] == []


@pytest.mark.parametrize("theme", get_args(Theme))
def test_streamlit_s_settings_repeat_the_palette(theme: Theme) -> None:
    with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
        told = tomllib.load(file)["theme"][theme]
    wanted = {option: colour(role, theme) for option, role in STREAMLIT.items()}
    assert told == {**wanted, "chartCategoricalColors": list(SERIES[theme])}


@pytest.mark.parametrize("theme", get_args(Theme))
def test_pictures_take_their_colours_from_the_palette(theme: Theme) -> None:
    known = {colour(role, theme) for role in PALETTE}
    assert set(vars(colours(theme)).values()) <= known


def test_pages_begin_with_the_palette() -> None:
    from ui.frame import frame

    assert frame._style().startswith(f"<style>{variables()}")
