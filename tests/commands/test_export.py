"""The command writes each format, with every option, or refuses in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation

from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import parse_scenario
from tests.commands.asked import answer, refused
from tests.export.documents import LOGOS, PLAN
from tools.server import ROOT

OTHER = str(ROOT / "data" / "presets" / "trade-show.json")
KINDS = ("xlsx", "pptx", "pdf", "html", "csv", "json", "zip")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_export_with_every_option(
    kind: str, lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logo, template, out = tmp_path / "l.png", tmp_path / "t.pptx", tmp_path / f"case.{kind}"
    logo.write_bytes(LOGOS["transparent.png"])
    Presentation().save(str(template))
    options = {"--lang": lang, "--title": "Étude", "--client": "Dupont & Fils", "--author": "A. B",
               "--date": "2026-11-27", "--baseline": OTHER, "--template": str(template),
               "--logo": str(logo), "--address": "https://plan.example/"}  # fmt: skip
    told = answer(capsys, "export", PLAN, str(out), *(w for pair in options.items() for w in pair))
    assert told == {"file": str(out), "format": kind, "lang": lang, "bytes": out.stat().st_size}
    assert out.stat().st_size > 1000


@pytest.mark.parametrize("option", ["--logo", "--template", "--baseline"])
def test_a_file_that_does_not_fit_its_option_is_named(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.bin"
    wrong.write_bytes(b"nothing of the kind")
    arguments = [PLAN, str(tmp_path / "x.pptx"), option, str(wrong)]
    assert "wrong.bin" in refused(capsys, "export", *arguments)


LARGE = [pytest.param(kind, marks=pytest.mark.thorough) for kind in ("xlsx", "pptx", "pdf", "zip")]


@pytest.mark.parametrize("kind", ["html", "csv", "json", *LARGE])
def test_the_command_writes_each_format(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"case.{kind}"
    plan = ROOT / "data" / "presets" / "trade-show.json"
    told = answer(capsys, "export", str(plan), str(out), "--lang", "fr", "--date", "2026-11-27")
    assert told == {"file": str(out), "format": kind, "lang": "fr", "bytes": out.stat().st_size}
    assert out.stat().st_size > 1000
    if kind == "json":
        assert parse_scenario(out.read_bytes()) == preset("trade-show").scenario


def test_the_command_refuses_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = str(ROOT / "data" / "presets" / "trade-show.json")
    for arguments, said in (
        ([plan, str(tmp_path / "x.docx")], "xlsx"),
        ([plan, str(tmp_path / "x.pdf"), "--date", "soon"], "YYYY-MM-DD"),
    ):
        assert said in refused(capsys, "export", *arguments)
