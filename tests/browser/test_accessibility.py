"""axe-core on every page: nothing serious beside what Streamlit itself brings along."""

from __future__ import annotations

from importlib.resources import files

import pytest

from tests.browser.conftest import NewScreen, Theme
from tests.browser.screen import PAGES, Screen
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
