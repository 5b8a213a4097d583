"""Every page opens within its frame."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st

from roi_model.texts import text
from tests.ui.pages import LANGUAGES, PAGES, page
from ui.frame import frame


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_in_both_languages(name: str, lang: str) -> None:
    made = page(name, lang)
    key = "method.title" if name == "method" else f"pages.{name}.title"
    titles = [element.value for element in (*made.title, *made.header)]
    assert text(key, lang) in titles


def test_the_app_finds_its_files_from_any_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found: dict[str, str] = {}
    monkeypatch.setattr(st, "set_page_config", lambda **settings: found.update(settings))
    monkeypatch.chdir(tmp_path)
    made = page("levers")
    assert text("pages.levers.title", "en") in [element.value for element in made.header]
    assert Path(found["page_icon"]).is_file()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_upload_that_the_server_refuses_has_its_sentence(lang: str) -> None:
    written = frame._wording(lang)
    assert f'["{text("ui.places.upload", lang)}", "{frame.UPLOAD_REFUSED}"]' in written
