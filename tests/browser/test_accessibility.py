"""axe-core on every page and state: nothing beyond Streamlit's own; and pages read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import pytest

from tests.browser.conftest import NewScreen, Theme
from tests.browser.screen import PAGES, Screen, eventually
from tests.browser.states import STATES
from tools.server import Server

LOOKS: list[tuple[str, Theme]] = [("fr", "dark")]
"""A language and a theme each; a checker reads both alike."""

KNOWN = {
    ("color-contrast", "stIconMaterial"),  # in the menu, hidden from who hears, beside its word
    # Wide formulas and code: Chromium takes what scrolls into the way of Tab by itself.
    ("scrollable-region-focusable", "stMarkdownContainer"),
    ("scrollable-region-focusable", "stCode"),
    ("region", "none"),  # where Streamlit hangs what floats, outside the page's landmarks
}
_AXE = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
  .flatMap((v) => v.nodes.map((n) => {
    const one = document.querySelector(n.target.flat().at(-1));
    const named = one?.closest('[data-testid]');
    return [v.id, named?.dataset.testid ?? 'none', n.html.slice(0, 300)];
  }))"""


def axe_script() -> str:
    """The checker itself, as its Python package carries it; nothing is fetched."""
    import axe_core_python

    return files(axe_core_python).joinpath("axe.min.js").read_text("utf-8")


def violations(screen: Screen) -> list[tuple[str, str, str]]:
    """Of any weight: rule, the nearest of Streamlit's elements, the beginning of its HTML."""
    if not screen.page.evaluate("Boolean(window.axe)"):
        screen.page.evaluate(axe_script())
    return [tuple(one) for one in screen.page.evaluate(_AXE)]


@pytest.fixture(scope="module")
def bare() -> Iterator[str]:
    """Streamlit's elements without anything of ours."""
    with Server("tests/browser/bare_page.py") as server:
        yield server.address


def streamlit_s_own(new_screen: NewScreen, address: str, theme: Theme) -> set[tuple[str, str]]:
    """Rule and element that the bare page breaks too: as it opens, with a panel, with a dialog."""
    screen = new_screen("en", theme=theme, address=address).open("")
    found = violations(screen)
    for key in ("panel", "open-dialog"):
        screen.click(key).settle()
        found += violations(screen)
        screen.page.keyboard.press("Escape")
        screen.settle()
    screen.page.close()
    screen.errors.clear()  # what the bare page asks for, and how it looks, are not ours:
    screen.outside.clear()
    known = {(rule, element) for rule, element, _ in found if rule != "color-contrast"}
    return known | KNOWN  # colours are


@pytest.mark.parametrize(("lang", "theme"), LOOKS)
@pytest.mark.thorough
def test_nothing_beyond_streamlit_s_own(
    new_screen: NewScreen, bare: str, lang: str, theme: Theme
) -> None:
    known = streamlit_s_own(new_screen, bare, theme)
    screen = new_screen(lang, theme=theme).open()
    found = {}
    for name, bring in STATES.items():
        bring(screen, lang)
        found[name] = beyond(screen, known)
        screen.page.keyboard.press("Escape")
    assert {name: seen for name, seen in found.items() if seen} == {}


def beyond(screen: Screen, known: set[tuple[str, str]]) -> list[tuple[str, str, str]]:
    assert screen.broken() == []
    return [one for one in violations(screen) if one[:2] not in known]


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
        eventually(lambda: len(heard(screen)) > 40, True, screen.page, f"{name} speaks")
        parts = heard(screen.settle())
        wrong[name] = [
            part
            for part in parts
            if (part[0] in NAMED and not part[1].strip())
            or any(said in part[1] for said in NOT_FRENCH)
        ]
    assert wrong == {name: [] for name in (*PAGES, "present")}
    assert screen.page.evaluate("document.documentElement.lang") == "fr"


@pytest.mark.thorough
def test_the_answer_is_said_aloud_when_the_hand_rests(new_screen: NewScreen) -> None:
    screen = new_screen().open()
    answer, aloud = (screen.page.locator(name) for name in (".answer", ".said-aloud"))
    before = answer.text_content()
    screen.press("deal_value", "ArrowRight", 4)
    eventually(lambda: aloud.text_content() == answer.text_content(), True, screen.page, "aloud")
    assert answer.text_content() != before
