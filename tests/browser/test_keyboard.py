"""By keys alone: at every stop one sees where one is."""

from __future__ import annotations

import pytest

from tests.browser.conftest import NewScreen, Theme
from tests.browser.keyboard import Keys
from tests.browser.screen import PAGES


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.thorough
def test_every_stop_of_every_page(new_screen: NewScreen, theme: Theme) -> None:
    screen = new_screen("fr", theme=theme)
    keys, wrong = Keys(screen), list[str]()
    for name in PAGES:
        screen.open(name)
        keys.wrong = []
        assert len(keys.round()) > 20, name
        wrong += [f"{name}: {said}" for said in keys.wrong]
    print(keys.told(), *wrong, sep="\n")
    assert wrong == []
    assert len(keys.share) > 25
