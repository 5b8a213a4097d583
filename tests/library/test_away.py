"""A database that goes away while people save, and comes back."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest

from roi_model.library.errors import LibraryError
from roi_model.library.library import Library, open_library
from tests.conftest import LONG
from tests.library.plans import PLAN
from tests.library.servers import Postgres

AWAY = 10.0 if LONG else 2.0
"""Seconds."""


class Saver(threading.Thread):
    """Saves on and on, as somebody does who is told that it did not work."""

    def __init__(self, library: Library) -> None:
        super().__init__(daemon=True)
        self.library, self.ends = library, threading.Event()
        self.saved: list[float] = []
        self.refused: list[tuple[str, float]] = []
        """Why, and after how many seconds."""

    def run(self) -> None:
        while not self.ends.wait(0.02):
            value, began = float(len(self.saved) + 1), time.monotonic()
            try:
                self.library.save("W", "N", replace(PLAN, deal_value=value))
            except LibraryError as error:
                self.refused.append((error.code, time.monotonic() - began))
            else:
                self.saved.append(value)

    def saved_more(self, many: int) -> None:
        """Wait for so many saves from now on."""
        wanted, give_up = len(self.saved) + many, time.monotonic() + 60
        while len(self.saved) < wanted:
            assert self.is_alive() and time.monotonic() < give_up
            time.sleep(0.02)


@pytest.mark.postgres
def test_what_was_saved_stays_and_saving_goes_on() -> None:
    """Stopped as by a power cut in the middle of saves; the program is not started again."""
    with Postgres() as base:
        saver = Saver(open_library(base.fresh()))
        saver.start()
        saver.saved_more(5)
        base.stop("immediate")
        time.sleep(AWAY)
        assert len(saver.refused) > 3
        base.start()
        saver.saved_more(5)
        saver.ends.set()
        saver.join(30)
        assert {code for code, _ in saver.refused} == {"no_database"}
        assert max(seconds for _, seconds in saver.refused) < 6, "nobody waits long to be told"
        history = saver.library.history("W", "N")
        kept = [saver.library.show("W", "N", one.number).scenario.deal_value for one in history]
        # One may have been written as the power went, unacknowledged, and was saved once more.
        assert sorted(set(kept)) == saver.saved
        assert len(saver.saved) <= len(kept) <= len(saver.saved) + 1
