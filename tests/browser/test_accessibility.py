"""axe-core on every page: nothing serious beside Streamlit's own; and pages read aloud."""

from __future__ import annotations

from importlib.resources import files

import pytest

from tests.browser.conftest import NewScreen, Theme
from tests.browser.screen import PAGES, Screen, eventually
from tests.conftest import LONG

# What Streamlit's own elements break, wherever they are used: rule, and what its HTML holds.
# An icon in the menu is hidden from screen readers and stands beside its word.
STREAMLITS_OWN = {"color-contrast": 'data-testid="stIconMaterial"'}


def axe_script() -> str:
    """The checker itself, as its Python package carries it; nothing is fetched."""
    import axe_core_python

    return files(axe_core_python).joinpath("axe.min.js").read_text("utf-8")


def violations(screen: Screen) -> dict[str, list[str]]:
    """The serious and critical ones: rule and the elements it names."""
    found = screen.page.evaluate(
        """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
             .filter((v) => ['serious', 'critical'].includes(v.impact))
             .map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 300))])"""
    )
    ours = {
        rule: [node for node in nodes if STREAMLITS_OWN.get(rule, "\0") not in node]
        for rule, nodes in found
    }
    return {rule: nodes for rule, nodes in ours.items() if nodes}


@pytest.mark.parametrize("theme", ["light", "dark"] if LONG else ["dark"])
@pytest.mark.thorough
def test_no_serious_violation(new_screen: NewScreen, theme: Theme) -> None:
    script = axe_script()
    screen = new_screen(theme=theme).open()
    screen.page.evaluate(script)
    found = {}
    for name in PAGES:
        screen.go(name)
        found[name] = violations(screen)
    assert found == {name: {} for name in PAGES}


NAMED = {"button", "slider", "textbox", "combobox", "link", "radio", "switch", "heading"}
NAMED |= {"graphics-document"}
"""What a reader who hears the page must be told the name of."""
NOT_FRENCH = ("month: ", "position: ", " icon", "Remove ", "Shortcut ", ": null")
"""Names of fields, pictures and buttons that were once read aloud as they stand in code."""


def heard(screen: Screen) -> list[tuple[str, str]]:
    """The role and the name of each part of the page, as a screen reader is given them."""
    session = screen.page.context.new_cdp_session(screen.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    shown = [node for node in nodes if not node["ignored"]]
    return [
        (str(node["role"]["value"]), str(node.get("name", {}).get("value", ""))) for node in shown
    ]


@pytest.mark.thorough
def test_pages_read_aloud_name_all_and_speak_the_reader_s_language(new_screen: NewScreen) -> None:
    screen = new_screen("fr").open()
    wrong = {}
    for name in (*PAGES, "present"):
        screen.open(name) if name == "present" else screen.go(name)
        parts = heard(screen)
        assert len(parts) > 40, f"{name} is all but silent"
        wrong[name] = [
            part
            for part in parts
            if (part[0] in NAMED and not part[1].strip())
            or any(said in part[1] for said in NOT_FRENCH)
        ]
    assert wrong == {name: [] for name in (*PAGES, "present")}
    assert screen.page.evaluate("document.documentElement.lang") == "fr"


def test_the_answer_is_said_aloud_when_the_hand_rests(new_screen: NewScreen) -> None:
    screen = new_screen().open()
    answer, aloud = (screen.page.locator(name) for name in (".answer", ".said-aloud"))
    before = answer.text_content()
    screen.press("deal_value", "ArrowRight", 4)
    eventually(lambda: aloud.text_content() == answer.text_content(), True, screen.page, "aloud")
    assert answer.text_content() != before
