"""The library in the app: saved, opened, brought back, two at once, and a database that is away."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from roi_model.declaration.scenario import Scenario
from roi_model.library.library import open_library
from roi_model.storage.presets import preset
from roi_model.texts import text
from tests.ui.pages import ROOT, page
from tests.ui.simulate import app, checked, move, press, scenario, session, then_all
from ui.session import browser_copy
from ui.session.session import from_parameters

SHOW = preset("trade-show").scenario


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ROI_DATA", str(tmp_path))
    yield tmp_path


def said(made: AppTest) -> str:
    """Everything that stands on screen as words."""
    parts = (made.markdown, made.caption, made.success, made.error, made.button)
    written = [getattr(one, "value", None) or "" for group in parts[:4] for one in group]
    return "\n".join([*map(str, written), *(one.label for one in made.button)]).replace("\\", "")


def status(made: AppTest) -> str:
    return str(made.button(key="do-kept").label)


def saved_as(made: AppTest, name: str) -> AppTest:
    press(made, "do-kept")
    made.text_input(key="picker-name").set_value(name)
    return press(made, "picker-save")


def changed(number: int) -> str:
    return text("library.status.changed", "en", number=number)


def test_saved_changed_and_saved_again() -> None:
    made = app(lang="en")
    assert status(made) == text("library.status.new", "en")
    saved_as(made, "Spring")
    assert text("library.said.saved", "en", number=1, name="Spring") in said(made)
    assert (scenario(made).name, status(made)[:9]) == ("Spring", "Version 1")
    move(made, "deal_value", 2)
    assert status(made) == changed(1)
    press(made, "do-undo")
    assert status(made)[:9] == "Version 1"
    press(made, "do-redo")
    made.text_input(key="picker-note").set_value("Dearer")
    press(made, "picker-save")
    found = open_library().history("My cases", "Spring")
    assert [(one.number, one.note) for one in found] == [(2, "Dearer"), (1, "")]
    assert open_library().show("My cases", "Spring").scenario == scenario(made)
    press(made, "do-undo")  # what was saved is still the same case, one change before
    assert status(made) == changed(2)


def test_another_case_is_opened_and_undo_brings_back_the_one_with_its_changes() -> None:
    made = saved_as(app(lang="en"), "Spring")
    open_library().save("Dupont", "Fair", SHOW, author="A")
    plan = scenario(move(made, "deal_value", 3))
    press(made, "do-kept")
    made.text_input(key="picker-search").set_value("dup")
    then_all(made)
    press(made, "picker-open-0")
    assert (scenario(made).name, status(made)[:9]) == ("Fair", "Version 1")
    assert scenario(made).channels == SHOW.channels
    press(made, "do-undo")
    assert (scenario(made), status(made)) == (plan, changed(1))
    press(made, "do-kept")
    press(made, "picker-save")
    assert len(open_library().history("My cases", "Spring")) == 2
    assert len(open_library().history("Dupont", "Fair")) == 1


def test_an_older_version_is_brought_back() -> None:
    made = saved_as(app(lang="en"), "Spring")
    first = scenario(made)
    move(made, "deal_value", 2)
    press(made, "picker-save")
    made.segmented_control(key="picker-part").set_value("versions")
    then_all(made)
    press(made, "picker-restore-1")
    assert (scenario(made), status(made)[:9]) == (first, "Version 3")


def conflict() -> AppTest:
    """Version 2 was saved elsewhere while version 1 was being changed here."""
    made = saved_as(app(lang="en"), "Spring")
    other = app(lang="en")
    press(other, "do-kept")
    press(other, "picker-open-0")
    move(other, "cycle_months", 2)
    press(other, "do-kept")
    press(other, "picker-save")
    move(made, "deal_value", 2)
    made.text_input(key="picker-note").set_value("Mine")
    press(made, "picker-save")
    assert len(open_library().history("My cases", "Spring")) == 2, "theirs, and nothing over it"
    words = said(made) + "".join(one.proto.body for one in made.get("html"))
    assert "Version 2 of “Spring” was saved by" in words
    assert "Sales cycle" in words or "cycle" in words.lower()
    return made


def test_of_two_who_save_at_once_mine_goes_on_top() -> None:
    made = conflict()
    press(made, "conflict-mine")
    found = open_library().history("My cases", "Spring")
    assert [(one.number, one.note) for one in found] == [(3, "Mine"), (2, ""), (1, "")]
    assert open_library().show("My cases", "Spring").scenario == scenario(made)


def test_of_two_who_save_at_once_theirs_is_opened_and_mine_is_one_undo_away() -> None:
    made = conflict()
    mine = scenario(made)
    press(made, "conflict-theirs")
    assert scenario(made) == open_library().show("My cases", "Spring", 2).scenario
    press(made, "do-undo")
    assert (scenario(made), status(made)) == (mine, changed(1))


def test_of_two_who_save_at_once_both_stay() -> None:
    made = conflict()
    press(made, "conflict-both")
    names = {line.name: line.versions for line in open_library().cases()}
    assert names == {"Spring": 2, "Spring (2)": 1}
    assert scenario(made).name == "Spring (2)"


def test_a_case_renamed_and_archived() -> None:
    made = saved_as(app(lang="en"), "Spring")
    made.segmented_control(key="picker-part").set_value("versions")
    then_all(made)
    made.text_input(key="picker-called-Spring").set_value("Summer")
    press(made, "picker-rename")
    assert (scenario(made).name, status(made)[:9]) == ("Summer", "Version 1")
    press(made, "picker-archive")
    assert open_library().cases() == []
    assert [line.name for line in open_library().cases(archived=True)] == ["Summer"]


def test_a_name_that_is_taken_is_refused_in_words() -> None:
    open_library().save("My cases", "Spring", SHOW, author="A")
    made = saved_as(app(lang="fr"), "Spring")
    assert text("library.error.already_there", "fr", name="Spring") in said(made)
    assert len(open_library().history("My cases", "Spring")) == 1


def test_a_database_that_is_not_there_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("ROI_DATA", str(tmp_path / "file"))
    made = press(app(lang="en"), "do-kept")
    assert text("library.ui.elsewhere", "en") in said(made)
    move(made, "deal_value", 2)
    assert made.button(key="do-undo").disabled is False


def test_every_page_has_the_library() -> None:
    made = press(page("method"), "do-library")
    assert text("library.ui.none", "en") in said(made)


def test_a_browser_that_comes_back_knows_which_case_it_is() -> None:
    made = saved_as(app(lang="en"), "Spring")
    move(made, "deal_value", 2)
    left = session(made)
    for params in ({"case": left.now.codes[0]}, {}):
        new = from_parameters(params, "en")
        browser_copy.recall(new, {"tab": browser_copy.tab(left)}, addressed=bool(params))
        assert new.kept[new.now.line] == left.kept[left.now.line]
        assert {step.line for step in (*new.undo, new.now)} <= {
            step.line for step in (*left.undo, left.now)
        }


def test_the_language_is_no_change() -> None:
    made = saved_as(app(lang="en"), "Spring")
    made.segmented_control(key="frame_lang").set_value("fr")
    then_all(checked(made))
    assert status(made).startswith("Version 1")


def test_an_archived_case_is_brought_back() -> None:
    library = open_library()
    library.save("Dupont", "Fair", SHOW, author="A")
    library.archive("Dupont", "Fair")
    made = press(app(lang="en"), "do-kept")
    made.toggle(key="picker-archived").set_value(True)
    then_all(made)
    press(made, "picker-back-0")
    assert text("library.said.back", "en", name="Fair") in said(made)
    assert [line.name for line in library.cases()] == ["Fair"]


def test_a_case_is_duplicated_under_a_free_name_and_opened() -> None:
    made = saved_as(app(lang="fr"), "Spring")
    other = shelf_case("Dupont", "Fair", "Fair (2)")
    for name in ("Fair (3)", "Fair (4)"):  # a copy of what is on top of the list: the copy before
        made.text_input(key="picker-search").set_value("fair")
        then_all(made)
        press(made, "picker-duplicate-0")
        assert (scenario(made).name, status(made)[:9]) == (name, "Version 1")
        assert scenario(made) == replace(other, name=name)
        press(made, "do-kept")
    assert {line.name for line in open_library().cases("Dupont")} == {
        "Fair", "Fair (2)", "Fair (3)", "Fair (4)",
    }  # fmt: skip


def shelf_case(workspace: str, *names: str) -> Scenario:
    """The same scenario under several names, the first saved last."""
    for name in reversed(names):
        open_library().save(workspace, name, SHOW)
    return SHOW


def test_a_database_that_went_away_is_made_anew(data: Path) -> None:
    made = saved_as(app(lang="en"), "Spring")
    for file in data.glob("library.sqlite3*"):
        file.unlink()
    move(made, "deal_value", 2)
    press(made, "picker-save")
    assert text("library.said.saved", "en", number=2, name="Spring") not in said(made)
    made.text_input(key="picker-search").set_value("x")
    then_all(made)
    assert text("library.ui.none_found", "en") in said(made)
    assert status(made) == changed(1), "what was changed is still here"


def test_a_page_costs_no_import_of_the_database() -> None:
    asks = "import sys, ui.frame.frame, ui.case.case_row, ui.library.picker"
    code = f"{asks}; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
