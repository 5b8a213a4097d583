"""Cases of the library on Compare: searched there, in a version, found again, and gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from roi_model.declaration.scenario import Scenario
from roi_model.library.library import Library, open_library
from roi_model.storage.presets import preset
from roi_model.texts import text
from tests.ui.compare.compared import page, tables
from tests.ui.pages import press, ran, words
from ui.session import browser_copy, saved_scenarios
from ui.session.session import from_parameters

SHOW = preset("trade-show").scenario
FAIR = saved_scenarios.case_choice("Dupont", "Fair")


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """Two versions of one case, and another."""
    monkeypatch.setenv("ROI_DATA", str(tmp_path))
    made = open_library()
    made.save("Dupont", "Fair", SHOW)
    made.save("Dupont", "Fair", dearer(SHOW))
    made.save("Martin", "Ads", preset("inbound-content").scenario)
    yield made


def dearer(scenario: Scenario) -> Scenario:
    return replace(scenario, deal_value=scenario.deal_value * 2)


def opened(made: AppTest) -> AppTest:
    """The popover open, as the browser says it."""
    made.session_state["from-library"] = True
    return ran(made)


def with_fair(lang: str = "en") -> AppTest:
    made = opened(page(lang))
    made.text_input(key="from-library-search").set_value("dup")
    ran(made)
    assert [one.key for one in made.button if str(one.key).startswith("found-")] == ["found-0"]
    return press(made, "found-0")


def compared(made: AppTest) -> list[str]:
    """The scenarios in the table of metrics."""
    return next(t[0][1:] for t in tables(made) if t[0][0] == "Metric")


def test_a_case_is_searched_taken_turned_to_another_version_and_left_out(library: Library) -> None:
    made = with_fair()
    assert compared(made)[-1] == "Fair · v2"
    before = words(made)
    made.selectbox(key="taken-version-0").set_value(1)
    ran(made)
    assert compared(made)[-1] == "Fair · v1" and words(made) != before
    press(made, "found-0")  # the latest beside the first: what became of it since
    assert compared(made)[-2:] == ["Fair · v1", "Fair · v2"]
    press(made, "taken-leave-0")
    assert len(compared(made)) == 3 and compared(made)[-1] == "Fair · v2"
    library.save("Martin", "Fair", SHOW)
    made.text_input(key="from-library-search").set_value("martin fair")
    press(made.run(), "found-0")  # another of that name
    assert compared(made)[-2:] == ["Fair (Dupont) · v2", "Fair (Martin) · v1"]


def said(made: AppTest) -> str:
    return "\n".join(one.value for one in made.warning).replace("\\", "")


def test_the_latest_is_the_latest_until_it_is_gone_or_away(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = with_fair()
    library.save("Dupont", "Fair", SHOW)
    assert compared(made.run())[-1] == "Fair · v3"
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("ROI_DATA", str(tmp_path / "file"))
    assert "Fair · v3" not in compared(made.run())
    assert "does not answer" in said(made)
    monkeypatch.setenv("ROI_DATA", str(tmp_path))
    monkeypatch.setattr(saved_scenarios, "PATIENCE", 0)
    assert compared(made.run())[-1] == "Fair · v3"
    library.rename("Dupont", "Fair", "Expo")
    assert "Fair · v3" not in compared(made.run())
    assert said(made) == text("pages.compare.gone", "en", name="Fair", workspace="Dupont")
    assert said(made.run()) == "", "said once"


def test_it_outlasts_a_refresh_and_goes_into_the_files() -> None:
    made = with_fair()
    left = made.session_state["roi_session"]
    new = from_parameters({}, "en")
    browser_copy.recall(new, {"tab": browser_copy.tab(left)}, addressed=False)
    assert new.extras["chosen"]["taken"] == [FAIR]
    assert FAIR in new.extras["chosen"]["compared"]
    made.switch_page("pages/deliver/deliver.py")
    made.run()
    made.multiselect(key="kept-beside").set_value([FAIR])
    ran(made)
    found = next(reversed(left.extras["cached_dossier"].values()))
    assert {name: one.deal_value for name, one in found.compared.items()} == {
        "Fair · v2": SHOW.deal_value * 2
    }


def test_what_a_browser_makes_up_is_no_choice() -> None:
    made = page()
    sent = ["library:", "library:[[", 'library:["W","N",0]', "library:7", "library:" + "[" * 700, 3]
    made.session_state["roi_session"].extras["chosen"] = {"taken": sent, "compared": sent}
    assert len(compared(made.run())) == 2


def test_a_kept_scenario_goes_into_the_library_under_a_free_name(library: Library) -> None:
    made = page()
    press(made, "library-save")
    kept = made.session_state["roi_session"].extras["library"]
    name = next(iter(kept))
    for _ in (1, 2):
        press(made, "library-put-0")
    found = [(one.workspace, one.name) for one in library.cases(search=name)]
    assert sorted(found) == [("Dupont", name), ("Dupont", f"{name} (2)")]
    assert name in kept
