"""Every page opens within its frame."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
import streamlit as st

from roi_model.storage.presets import preset
from roi_model.texts import text
from tests.ui.pages import LANGUAGES, PAGES, page
from ui.frame import frame


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_in_both_languages(name: str, lang: str) -> None:
    made = page(name, lang)
    said = [element.value for element in made.markdown]
    assert text(f"ui.nav.{name}", lang) in said
    assert f"# {preset('linkedin-outbound').name(lang)}" in said


def test_the_app_finds_its_files_from_any_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found: dict[str, str] = {}
    monkeypatch.setattr(st, "set_page_config", lambda **settings: found.update(settings))
    monkeypatch.chdir(tmp_path)
    made = page("levers")
    assert text("ui.nav.levers", "en") in [element.value for element in made.markdown]
    assert Path(found["page_icon"]).is_file()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_upload_that_the_server_refuses_has_its_sentence(lang: str) -> None:
    written = unescape(frame._wording(lang))
    assert f'["{text("ui.places.upload", lang)}", "{frame.UPLOAD_REFUSED}"]' in written


SUBJECT_BELOW = re.compile(r"(?<!tr):has\((?:[^()]|\([^()]*\))*\)[^,{]*[\s>+~]\s*[^\s,{]")
ANY_WITHIN = re.compile(r"[^\s>+~,}/]\s+:has\(")


@pytest.mark.parametrize(
    "sheet", sorted(Path(frame.__file__).parent.glob("*.css")), ids=lambda p: p.name
)
def test_no_style_asks_of_a_whole_page_what_it_holds(sheet: Path) -> None:
    """`.page:has(.this) .that`, and `.page :has(.this)`: the browser then styles all of a page anew
    wherever a chart redraws a mark. A page's own rules stand in a sheet that goes with it alone.
    """
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [*SUBJECT_BELOW.findall(rules), *ANY_WITHIN.findall(rules)] == []


def test_a_sheet_of_one_page_goes_with_it_alone() -> None:
    own = {name: frame._style(name) for name in ("", *frame.OF_A_PAGE, "levers")}
    assert len(set(own.values())) == 1 + len(frame.OF_A_PAGE)
    assert "st-key-presenter" in own["present"]
    assert "st-key-presenter" not in own[""] == own["levers"]


BY_PART_OF_A_NAME = re.compile(r'\[class\*="[^"]*"\](?:[^\s>+~,{()]|\([^()]*\))*\)?[\s>+~]+(.)')


@pytest.mark.parametrize("name", frame.SHEETS)
def test_no_style_of_every_page_names_a_tag_below_a_part_of_a_class(name: str) -> None:
    """`[class*="this-"] button`: at every move Streamlit exchanges a class of what it redraws, and
    the browser then styles each button of the page anew. A class or a named attribute may follow.
    """
    sheet = Path(frame.__file__).with_name(f"{name}.css").read_text(encoding="utf-8")
    rules = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    after = [found.group(0) for found in BY_PART_OF_A_NAME.finditer(rules)]
    assert [one for one in after if one[-1] not in ".[{,"] == []
