"""Files to take away, asked of a running server: the session's own, whole, and nobody else's."""

from __future__ import annotations

import pytest

from roi_model.texts import text
from tests.sessions.wire import Tab

ROWS = 5_000


def left_out(mark: str) -> bytes:
    """A file most of whose rows cannot be read; only one far from its ends and middle differs."""
    rows = ["2026-01-03,Ads,100"] + [f"soon,{at:05},{'words ' * 50}" for at in range(ROWS)]
    rows[ROWS // 4] = f"soon,{mark},{'words ' * 50}"
    return "\n".join(["date,label,amount", *rows]).encode()


@pytest.fixture
def tabs(app_server: str) -> tuple[Tab, Tab]:
    return Tab(app_server), Tab(app_server)


def test_large_files_that_differ_in_little_are_two(tabs: tuple[Tab, Tab]) -> None:
    taken = []
    for tab, mark in zip(tabs, ("Meier", "Dupon"), strict=True):
        tab.open("actuals").give(costs_csv=left_out(mark))
        (line,) = [key for key in tab.widgets() if key.startswith("upload-unfold-")]
        tab.press(line)
        (box,) = [key for key in tab.widgets() if key.startswith("upload-left-out-")]
        tab.set(box, bool_value=True)
        (file,) = [key for key in tab.widgets() if key.startswith("upload-left-out-file-")]
        taken.append(tab.take(file))
    assert len(taken[0]) == len(taken[1]) > 2**20
    assert b"Meier" in taken[0] and b"Meier" not in taken[1] and b"Dupon" in taken[1]


def test_files_that_are_sent_once_more_are_taken_once(tabs: tuple[Tab, Tab]) -> None:
    """As by a click before the browser knows that its files were taken."""
    tab = tabs[0].open("actuals")
    tab.give(costs_csv=b"date,label,amount\n2026-01-03,Ads,1234.50\n").again()
    assert b"1234.50" in tab.take("upload-download")


def test_equal_files_of_two_sessions_have_addresses_of_their_own(tabs: tuple[Tab, Tab]) -> None:
    urls = [tab.open("method").widget("method-scenario").url for tab in tabs]
    assert len(set(urls)) == 2
    assert tabs[0].take("method-scenario") == tabs[1].take("method-scenario")


def test_a_file_is_in_the_readers_language_and_of_the_case_on_screen(
    tabs: tuple[Tab, Tab],
) -> None:
    tab = tabs[0].open("actuals", lang="fr")
    tab.give(costs_csv=b"date,label,amount\n2026-01-03,Pub,1234.50\n")
    taken = tab.take("upload-download").decode("utf-8-sig")
    assert taken.startswith(text("pages.actuals.csv.month", "fr"))
    tab.open("").edit("deal_value", "type", "12345").open("")
    tab.set("share", bool_value=True)
    assert b'"deal_value": 12345' in tab.take("case-take")
