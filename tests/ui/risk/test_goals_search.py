"""The search on the page Risk: one by one, told while it lasts, left and taken up again."""

from __future__ import annotations

import pytest

from roi_model.analysis.risk import chances
from roi_model.analysis.risk.chances import Draws, Wish, asked_about
from roi_model.storage.presets import preset
from roi_model.texts import text
from tests.ui.risk.opened import page, words
from ui.risk import goals_search
from ui.risk.goals_search import Search
from ui.session import binding

CASE = preset("linkedin-outbound").scenario
PATHS = asked_about(CASE)


def test_inputs_are_found_one_by_one_in_their_order() -> None:
    drawn = Draws(CASE, Wish(), draws=256)
    search = Search(drawn, {}, PATHS)
    for count in range(1, len(PATHS) + 1):
        assert not search.whole
        search.one_more()
        assert [one.path for one in search.found] == PATHS[:count]
    assert search.whole
    assert search.found == [drawn.needed(path) for path in PATHS]


def looked_at(done: int, lang: str = "en") -> str:
    return text("drivers.looking", lang, done=done, all=len(PATHS))


def test_what_takes_long_comes_after_the_rest_and_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_once = words(page("linkedin-outbound"))
    monkeypatch.setattr(goals_search, "SOON", -1.0)
    assert words(page("linkedin-outbound")) == at_once


def test_a_reader_who_goes_on_leaves_it_and_it_is_taken_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(goals_search, "SOON", -1.0)
    asked: list[str] = []
    needed = Draws.needed

    def noted(drawn: Draws, path: str) -> chances.Needed:
        asked.append(path)
        return needed(drawn, path)

    monkeypatch.setattr(Draws, "needed", noted)
    with monkeypatch.context() as patch:
        patch.setattr(binding, "interrupted", lambda: True)
        made = page("linkedin-outbound")
        assert asked == PATHS[:1]
        assert [bar.proto.text for bar in made.get("progress")] == [looked_at(1)]
        assert text("drivers.could", "en") in [one.value for one in made.header]
        made.run()
        assert asked == PATHS[:2]
    made.run()
    assert asked == PATHS
    assert not made.get("progress")
    assert words(made) == words(page("linkedin-outbound"))


def test_a_map_is_left_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """The inputs are known, and the reader goes on while the map is made."""
    drawn = Draws(CASE, Wish(), draws=64)
    first, second = (drawn.needed(path) for path in ("deal_value", "gross_margin"))
    rows: list[tuple[int, int]] = []

    def progress(done: int, whole: int) -> None:
        rows.append((done, whole))
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        chances.pair(drawn, first, second, progress=progress)
    assert rows == [(0, 7), (1, 7), (2, 7), (3, 7)]
    with monkeypatch.context() as patch:
        patch.setattr(binding, "interrupted", lambda: True)
        assert goals_search.mapped(CASE, drawn, first, second) is None
