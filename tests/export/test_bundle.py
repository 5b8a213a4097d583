"""Everything in one file."""

from __future__ import annotations

import io
import zipfile

import pytest

from roi_model.export.bundle import bundle
from roi_model.export.contents.dossier import Dossier
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import parse_scenario
from tests.export.dossiers import DAY, dossier


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.thorough
def test_the_names_inside_the_zip_speak_the_readers_language(lang: str) -> None:
    dossier = Dossier(preset("in-house-sdr").scenario, lang, DAY, title="Étude")
    with zipfile.ZipFile(io.BytesIO(bundle(dossier))) as archive:
        names = set(archive.namelist())
    assert "étude-2026-11-27.pdf" in names
    wanted = {
        "fr": {"tableaux/mois.csv", "tableaux/hypothèses.csv", "graphiques/trésorerie-cumulée.svg"},
        "en": {"tables/months.csv", "tables/inputs.csv", "charts/cumulative-cash.png"},
    }
    assert wanted[lang] <= names and not wanted["en" if lang == "fr" else "fr"] & names


def test_the_zip_holds_everything_and_is_made_with_progress() -> None:
    steps: list[tuple[int, int]] = []
    made = dossier("trade-show")
    content = bundle(made, progress=lambda done, whole: steps.append((done, whole)))
    assert steps[-1][0] == steps[-1][1]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        kept = archive.read(next(name for name in names if name.endswith(".json")))
    assert {name.rpartition(".")[2] for name in names} == {
        "json",
        "xlsx",
        "pptx",
        "pdf",
        "html",
        "svg",
        "png",
        "csv",
    }
    assert parse_scenario(kept) == made.scenario
