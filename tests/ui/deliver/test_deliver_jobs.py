"""A file is made once, stopped by a click, and its failure is a sentence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from roi_model.export.sandbox import limited
from roi_model.sandbox.children import Pool
from roi_model.texts import text
from tests.conftest import LONG
from tests.library.disks import small_disk
from tests.ui.deliver.opened import page
from tests.ui.pages import ran
from ui.deliver import deliver_view
from ui.deliver.deliver_jobs import Files, Job

KINDS = (("fr", "pdf"), ("en", "pptx"), ("fr", "zip"))
"""Kinds that are tried in long runs."""


def made_by_now(made: AppTest, kind: str) -> Job:
    """Ask for a file and look again, as the page itself does, until it is there or is not."""
    made.button(key=f"deliver-make-{kind}").click()
    ran(made)
    known: Files = made.session_state["roi_session"].extras["deliver_files"]
    job = known.jobs[kind]
    assert job.done(60)
    ran(made)
    return job


@pytest.mark.parametrize("kind", ["csv", pytest.param("zip", marks=pytest.mark.thorough)])
def test_a_file_is_made_once_and_again_when_the_case_has_changed(kind: str) -> None:
    made = page()
    job = made_by_now(made, kind)
    assert job.made is not None and job.why("en") == ""
    if kind == "csv":
        assert len(job.made.decode("utf-8-sig").splitlines()) > 12  # a month a line
    else:
        names = " ".join(zipfile.ZipFile(io.BytesIO(job.made)).namelist())
        assert all(f".{each}" in names for each in
                   ("xlsx", "pptx", "pdf", "html", "svg", "csv", "json"))  # fmt: skip
    keys = [button.key for button in made.get("button")]
    assert f"deliver-make-{kind}" not in keys and "deliver-make-pdf" in keys
    made.text_input(key="deliver-client").set_value("Another").run()
    assert f"deliver-make-{kind}" in [button.key for button in made.get("button")]


@pytest.mark.parametrize(
    ("lang", "kind", "limit", "least", "why"),
    [
        ("en", "csv", "SECONDS", -1, "slow"),  # none of the processor's time is left
        # What it holds already is more.
        pytest.param("fr", "xlsx", "MEGABYTES", 1, "memory", marks=pytest.mark.thorough),
        *((*one, "SECONDS", -1, "slow") for one in KINDS if LONG),
    ],
)
def test_a_file_that_cannot_be_made_is_a_sentence(
    lang: str, kind: str, limit: str, least: int, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = page(lang)
    with monkeypatch.context() as patch:
        patch.setattr(limited, limit, least)
        assert made_by_now(made, kind).made is None
    assert [error.value for error in made.error] == [text(f"deliver.failed.{why}", lang)]
    assert made_by_now(made, kind).made
    assert not made.error


def test_a_full_disk_is_told_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sheets are written through a file of no name: there is no room for it, or no folder."""
    with small_disk(tmp_path / "disk") as disk:
        monkeypatch.setenv("TMPDIR", str(disk.folder))
        monkeypatch.setattr(limited, "POOL", Pool(limited.POOL.module, size=1, most_jobs=2))
        made = page("fr")
        assert made_by_now(made, "xlsx").made  # from now on this child writes there
        disk.fill()
        made.text_input(key="deliver-client").set_value("Dupont").run()
        assert made_by_now(made, "xlsx").made is None
        assert [error.value for error in made.error] == [text("deliver.failed.disk", "fr")]
        assert [one.name for one in disk.folder.iterdir()] == ["filling"]
        disk.empty()
        assert made_by_now(made, "xlsx").made and not made.error
        assert list(disk.folder.iterdir()) == []


def test_a_file_is_stopped_by_a_click_or_another_case(monkeypatch: pytest.MonkeyPatch) -> None:
    made = page()
    monkeypatch.setattr(deliver_view, "SOON", 0.0)
    for stop in (
        lambda: made.button(key="deliver-stop-zip").click(),
        lambda: made.text_input(key="deliver-client").set_value("Another"),
    ):
        made.button(key="deliver-make-zip").click()
        ran(made)
        known: Files = made.session_state["roi_session"].extras["deliver_files"]
        job = known.jobs["zip"]
        assert not job.done()
        stop()
        ran(made)
        job.thread.join(60)
        assert job.stopped and job.made is None and not made.error
        assert "deliver-make-zip" in [button.key for button in made.get("button")]
