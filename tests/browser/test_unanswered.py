"""A library away, full or read-only, and a process killed, as a reader sees it: told, no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from roi_model.export.sandbox.limited import SIZE
from roi_model.texts import text
from tests.browser.conftest import LANGS, NewScreen
from tests.browser.screen import Screen, eventually
from tests.browser.test_library import close, save, stands
from tests.library.disks import small_disk
from tests.library.servers import Postgres
from tools.server import Server

pytestmark = pytest.mark.thorough


def walked(
    screen: Screen, lang: str, code: str, broken: Callable[[], None], mended: Callable[[], None]
) -> None:
    """A case saved, the library broken: told once without a path, edits count; mended: saved."""
    screen.open()
    save(screen)
    stands(screen, "Version 1")
    close(screen)
    screen.press("deal_value", "ArrowRight", 2)
    broken()
    screen.settle()
    save(screen)
    said = screen.within("picker")
    sentence = text(f"library.error.{code}", lang)
    eventually(lambda: said.inner_text().count(sentence), 1, screen.page, sentence)
    assert text("library.ui.elsewhere", lang) in said.inner_text()
    assert not {"sqlite", "postgres", "/"} & set(said.inner_text().lower().split())
    assert not any(word in said.inner_text() for word in (".sqlite3", ".s.PGSQL", "Error"))
    close(screen)
    shown = screen.press("dso_days", "ArrowRight")
    eventually(lambda: shown in screen.what_changed(), True, screen.page)
    for name in ("compare", "actuals", "simulate"):
        assert screen.go(name).broken() == []
    screen.reload()  # the browser keeps what the library cannot
    assert screen.shown("dso_days") == shown
    mended()
    save(screen)
    stands(screen, "Version 2")
    screen.page.close()  # before the server goes, which it would complain of


def test_a_disk_that_is_full(new_screen: NewScreen, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk, Server(ROI_DATA=str(disk.folder)) as server:
        screen = new_screen("fr", address=server.address)
        walked(screen, "fr", "disk_full", disk.fill, disk.empty)


def test_a_folder_that_can_only_be_read(new_screen: NewScreen, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk, Server(ROI_DATA=str(disk.folder)) as server:
        screen = new_screen("en", address=server.address)
        readable, writable = lambda: disk.writable(False), lambda: disk.writable(True)
        walked(screen, "en", "read_only", readable, writable)


@pytest.mark.postgres
def test_a_database_that_is_gone_and_comes_back(new_screen: NewScreen) -> None:
    with Postgres() as base, Server(ROI_DATABASE_URL=base.fresh()) as server:
        screen = new_screen("fr", address=server.address)
        walked(screen, "fr", "away", lambda: base.stop("immediate"), base.start)


def workers(server: Server) -> list[psutil.Process]:
    """The processes that make files."""
    mine = psutil.Process(server.process_id).children(recursive=True)
    return [one for one in mine if "roi_model.export.sandbox.worker" in one.cmdline()]


def all_at_rest(screen: Screen, server: Server) -> bool:
    """Whether every one is there and has nothing to do: one still starting would take the work."""
    before = {one.pid: one.cpu_times() for one in workers(server)}
    screen.page.wait_for_timeout(1000)
    after = workers(server)
    asleep = all(one.status() == psutil.STATUS_SLEEPING for one in after)
    used = {one.pid: one.cpu_times() for one in after}
    return len(after) == SIZE and asleep and used == before


@pytest.mark.parametrize("lang", LANGS)
def test_a_process_that_makes_a_document_is_killed(new_screen: NewScreen, lang: str) -> None:
    """Whoever kills it: a sentence where the file would be, and the next one is made."""
    with Server() as server:
        screen = new_screen(lang, address=server.address).open()
        shown = screen.press("deal_value", "ArrowRight", 2)
        screen.go("deliver")
        eventually(lambda: all_at_rest(screen, server), True, screen.page, "processes at rest")
        for one in workers(server):
            one.suspend()
        screen.click("deliver-make-pdf")
        screen.within("deliver-stop-pdf").wait_for()
        for one in workers(server):
            one.kill()
        screen.page.get_by_text(text("deliver.failed.killed", lang)).wait_for()
        assert screen.settle().broken() == []
        with screen.page.expect_download() as took:
            screen.click("deliver-make-pdf")
        assert Path(took.value.path()).read_bytes().startswith(b"%PDF")
        assert screen.go("simulate").shown("deal_value") == shown
        screen.page.close()  # before the server goes, which it would complain of
