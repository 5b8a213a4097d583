"""Where a file leads: to the app, only where others can reach it."""

from __future__ import annotations

import html
import io
import zipfile
from pathlib import Path

import pypdf
import pytest

from roi_model.__main__ import main
from roi_model.declaration.errors import ScenarioError
from roi_model.export.contents.address import public_address, setting
from roi_model.settings import LINK_ADDRESS, PUBLIC_URL
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import dump_scenario
from roi_model.texts import text
from tests.export.documents import PLAN


def exported(folder: Path, kind: str, *options: str) -> bytes:
    out = folder / f"case.{kind}"
    assert main(["export", PLAN, str(out), "--date", "2026-11-27", *options]) == 0
    return out.read_bytes()


def words_of(kind: str, content: bytes) -> str:
    """All words of a deck, a PDF or a workbook, its links included."""
    if kind == "pdf":
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        links = [a.get_object()["/A"]["/URI"] for p in pages for a in p.get("/Annots", [])]
        return " ".join([*(page.extract_text() for page in pages), *links])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inside = [n for n in archive.namelist() if n.startswith(("ppt/slides/", "xl/"))]
        found = " ".join(archive.read(n).decode("utf-8", "replace") for n in inside)
    return html.unescape(found)


PAPERS = [pytest.param(one, marks=pytest.mark.thorough) for one in ("pdf", "pptx")]


@pytest.mark.parametrize("kind", [*PAPERS, "xlsx"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_files_lead_to_the_app_only_where_others_can_reach_it(
    kind: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(LINK_ADDRESS.name, raising=False)
    monkeypatch.delenv(PUBLIC_URL.name, raising=False)
    without = words_of(kind, exported(tmp_path, kind, "--lang", lang))
    assert "localhost" not in without and "?case=" not in without
    # A PDF breaks its lines where it likes.
    assert text("ui.case.upload", lang).split()[0] in without and ".json" in without
    monkeypatch.setenv(LINK_ADDRESS.name, "https://set.example/roi")
    assert "https://set.example/roi?case=" in words_of(kind, exported(tmp_path, kind))
    given = exported(tmp_path, kind, "--lang", lang, "--address", "https://given.example/")
    assert "https://given.example/?case=" in words_of(kind, given)


@pytest.mark.parametrize(
    "written",
    ["localhost:8501", "http://localhost:8501/", "http://127.0.0.1", "http://[::1]:80", "http://",
     "ftp://plan.example", "javascript:alert(1)", "https://a b", "http://[::1", "http://0.0.0.0/"],
)  # fmt: skip
def test_an_address_that_leads_nobody_here_is_refused(written: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        public_address(written)
    assert "https://" in caught.value.sentences("fr") and written in caught.value.sentences("en")


def test_the_link_brings_the_case_back() -> None:
    from urllib.parse import parse_qs, urlsplit

    from roi_model.export.contents.address import link_to
    from roi_model.storage import link

    scenario = preset("sales-consulting").scenario
    query = parse_qs(urlsplit(link_to(scenario, "fr", "https://plan.example/")).query)
    assert link.decode(query["case"][0])[1] == scenario
    assert dump_scenario(scenario)


def test_the_apps_own_address_is_where_links_lead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LINK_ADDRESS.name, raising=False)
    monkeypatch.setenv(PUBLIC_URL.name, "https://roi.example.org/")
    assert setting() == "https://roi.example.org"
    monkeypatch.setenv(LINK_ADDRESS.name, "https://other.example/roi")
    assert setting() == "https://other.example/roi"
    monkeypatch.delenv(LINK_ADDRESS.name)
    for nobodys in ("https://localhost:8443", "no address at all"):
        monkeypatch.setenv(PUBLIC_URL.name, nobodys)
        assert setting() == ""
