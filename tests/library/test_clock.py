"""The clock of the server set back and forward: nothing is lost, nothing is out of turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from roi_model.library import access, links
from roi_model.library.errors import LibraryError
from roi_model.library.library import Library, open_library
from roi_model.library.view import View
from tests.library.plans import DEARER, PLAN

HOUR = 3600.0
VIEW = View(("result",), (), (), assumptions=False, sender="", lang="en")
SetClock = Callable[[float], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Puts the clock so many seconds away from where it is."""
    away = [0.0]

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + timedelta(seconds=away[0])

    for module in (access, links):
        monkeypatch.setattr(module, "datetime", Shifted)
    return lambda seconds: away.__setitem__(0, seconds)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(f"sqlite:///{tmp_path}/library.sqlite3")


def test_versions_follow_one_another_whatever_the_clock_says(
    library: Library, set_clock: SetClock
) -> None:
    library.save("W", "N", PLAN)
    set_clock(-HOUR)
    library.save("W", "N", DEARER, base=1)
    history = library.history("W", "N")
    assert [version.number for version in history] == [2, 1]
    assert history[0].saved_at < history[1].saved_at
    assert library.show("W", "N").scenario.deal_value == DEARER.deal_value
    set_clock(HOUR)
    library.keep_draft("W", "N", 2, PLAN)
    set_clock(-HOUR)
    library.keep_draft("W", "N", 2, replace(PLAN, dso_days=61))
    draft = library.draft("W", "N")
    assert draft is not None and draft.scenario.dso_days == 61, "the one kept last"


def test_a_link_holds_until_its_day(library: Library, set_clock: SetClock) -> None:
    """By the clock as it is: a day ends when its date does, even where the clock ran ahead."""
    library.save("W", "N", PLAN)
    set_clock(-HOUR)
    token = library.share("W", "N", 1, VIEW, days=1)
    for seconds, opens in ((0, True), (22.9 * HOUR, True), (23.1 * HOUR, False), (-HOUR, True)):
        set_clock(seconds)
        if opens:
            assert library.shared(token).number == 1
        else:
            with pytest.raises(LibraryError) as ended:
                library.shared(token)
            assert ended.value.code == "no_link"
