"""The search for what would have to be true: one by one, told, left and taken up again."""

from __future__ import annotations

import time
from collections.abc import Sequence

import streamlit as st

from roi_model import formatting
from roi_model.analysis.risk import chances
from roi_model.analysis.risk.chances import Draws, Needed, Pair, Wish
from roi_model.declaration.scenario import Scenario
from ui.session import binding, cached, state
from ui.session.sentences import sentences

SOON = 0.7
"""Seconds after which the rest of the page is drawn first, and progress is told."""
LOOKS = 12
"""So often, about, one looks at the chance until an input is found."""

t = sentences("drivers.")


class Search:
    """What each input would have to be for a wish, found one by one; kept as far as it came."""

    def __init__(
        self, drawn: Draws, known: dict[str, Needed], paths: Sequence[str], look: float = 0.0
    ) -> None:
        """`look`: seconds that one look at the chance of the plan takes."""
        self.drawn, self.paths, self.quick = drawn, paths, LOOKS * look < SOON
        self._known = known

    @property
    def found(self) -> list[Needed]:
        """What is known so far, in the order of the inputs."""
        return [self._known[path] for path in self.paths if path in self._known]

    @property
    def whole(self) -> bool:
        """Whether all of it is known."""
        return len(self.found) == len(self.paths)

    def one_more(self) -> None:
        """Find the next input; of a large plan that takes seconds."""
        path = next(path for path in self.paths if path not in self._known)
        self._known[path] = self.drawn.needed(path)


def search(scenario: Scenario, wish: Wish, extra: str | None) -> Search:
    """The search for a wish, where it was left; with an `extra` input besides the usual ones."""

    def make() -> tuple[Draws, dict[str, Needed], list[str], float]:
        started = time.monotonic()
        drawn = Draws(scenario, wish)
        drawn.now  # noqa: B018 - worked out once, and timed
        look = time.monotonic() - started
        return drawn, {}, chances.asked_about(scenario), look

    drawn, known, usual, look = cached.kept("needed", (cached.same(scenario), wish), make, 3)
    paths = [*usual, *([extra] if extra else [])]
    return Search(drawn, known, list(dict.fromkeys(paths)), look)


def mapped(scenario: Scenario, drawn: Draws, first: Needed, second: Needed) -> Pair | None:
    """The map of two inputs; None where the reader went on before it was done."""
    bar, soon = st.empty(), time.monotonic() + SOON

    def progress(done: int, whole: int) -> None:
        if binding.interrupted():
            raise _GoneOn
        if time.monotonic() > soon:
            share = formatting.percent(done / whole, state.lang(), digits=2)
            bar.progress(done / whole, t("mapping", share=share))

    def make() -> Pair:
        return chances.pair(drawn, first, second, progress=progress)

    try:
        found: Pair = cached.kept(
            "pair", (cached.same(scenario), drawn.wish, first.path, second.path), make, 3
        )
    except _GoneOn:
        return None
    bar.empty()
    return found


class _GoneOn(Exception):  # noqa: N818 - it is no error
    """The reader did something that waits for this run to end."""
