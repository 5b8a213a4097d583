"""axe-core on every page and state: nothing beyond Streamlit's own; and pages read aloud."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import NewScreen, Theme
from tests.browser.screen import PAGES, Screen, eventually
from tests.browser.states import STATES
from tools.server import Server

ON_A_PHONE = ("pages", "simulate", "client")
LOOKS: list[tuple[str, str, Theme, int]] = [
    *((states, "en", "light", 1280) for states in STATES),
    *((states, "fr", "dark", 1280) for states in STATES),
    *((states, "fr", "light", 390) for states in ON_A_PHONE),
]
"""States that share a tab, with a language, a theme and a width each."""

KNOWN = {
    ("color-contrast", "stIconMaterial"),  # in the menu, hidden from who hears, beside its word
    ("region", "none"),  # where Streamlit hangs what floats, outside the page's landmarks
}
# What fades in has its own colour only at the end; what goes with scrolling has none.
_AXE = """async () => {
  const fading = document.getAnimations().filter((one) => one.timeline === document.timeline
    && one.playState === 'running' && one.effect.getComputedTiming().endTime < Infinity);
  await Promise.allSettled(fading.map((one) => one.finished));
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  const found = violations.flatMap((v) => v.nodes.map((n) => {
    const named = document.querySelector(n.target.flat().at(-1))?.closest('[data-testid]');
    const said = `${n.html.slice(0, 200)} ${n.failureSummary}`;
    return [v.id, named?.dataset.testid ?? 'none', said];
  }));
  const marked = document.querySelectorAll('[aria-label*="**"], [aria-label*=":material"]');
  const plain = (one) => ['markup in a name', 'any', one.outerHTML.slice(0, 300)];
  return found.concat([...marked].map(plain));
}"""


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
def known(contexts: dict[str, BrowserContext]) -> set[tuple[str, str]]:
    """Rule and element that bare Streamlit breaks too: as it opens, with a panel, with a dialog."""
    with Server("tests/browser/bare_page.py") as server:
        screen = Screen(contexts["en"].new_page(), server.address).open("")
        found = violations(screen)
        for key in ("panel", "open-dialog"):
            screen.click(key).settle()
            found += violations(screen)
            screen.page.keyboard.press("Escape")
            screen.settle()
        screen.page.close()
    return KNOWN | {(rule, element) for rule, element, _ in found if rule != "color-contrast"}


@pytest.mark.parametrize(("states", "lang", "theme", "width"), LOOKS)
@pytest.mark.thorough
def test_nothing_beyond_streamlit_s_own(
    new_screen: NewScreen,
    known: set[tuple[str, str]],
    states: str,
    lang: str,
    theme: Theme,
    width: int,
) -> None:
    found = seen(new_screen(lang, width, theme=theme), states, known, lang)
    assert {name: told for name, told in found.items() if told} == {}


def seen(
    screen: Screen, states: str, known: set[tuple[str, str]], lang: str
) -> dict[str, list[tuple[str, str, str]]]:
    """What is beyond `known` in each of the states that share a tab."""
    found = {}
    screen.open()
    for name, bring in STATES[states].items():
        bring(screen, lang)
        found[name] = beyond(screen, known)
        screen.page.keyboard.press("Escape")
        screen.settle()
    return found


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
