"""A bank's statement, a ledger in an old workbook and a zip of invoices, side by side."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Locator

from roi_model import formatting, project
from roi_model.actuals.coverage import coverage_of
from roi_model.actuals.variance import variance
from roi_model.reading.archive import taken
from roi_model.reading.formats import named
from roi_model.reading.reading import read
from roi_model.storage.presets import presets
from roi_model.texts import text
from tests.browser.conftest import IN_TURN, NewScreen, picture
from tests.browser.screen import Screen, eventually
from tools.server import ROOT

SAMPLES = ROOT / "data" / "samples"
PLAN = presets()[0].scenario
BANK, LEDGER, INVOICES = "statement_xml.ofx", "ledger_quickbooks_libreoffice.xls", "invoices_fr.zip"


def content_of(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def chosen_kind(screen: Screen, name: str) -> Locator:
    digest = hashlib.sha256(content_of(name)).hexdigest()[:12]
    return screen.page.locator(f'[class*="st-key-upload-kind-{digest}"]')


def choose_kind(screen: Screen, name: str, kind: str, lang: str) -> None:
    chosen_kind(screen, name).get_by_role("combobox").click()
    called = named(kind).words(lang).called
    screen.page.get_by_role("option", name=called, exact=True).click()
    screen.settle()


def says(screen: Screen, words: str) -> None:
    main = screen.page.locator('[data-testid="stMain"]')
    eventually(lambda: words in main.inner_text(), True, screen.page, words)


@pytest.mark.parametrize("lang", IN_TURN)
@pytest.mark.thorough
def test_three_formats_against_the_plan(
    new_screen: NewScreen, lang: str, shots: Path | None
) -> None:
    files, left = taken((name, content_of(name)) for name in (BANK, LEDGER, INVOICES))
    assert not left
    readings = [read(one.content, name=one.name) for one in files]
    screen = new_screen(lang).open("actuals")
    for name in (BANK, LEDGER, INVOICES):
        screen.upload(name, content_of(name))
    ledger = readings[1]
    assert (ledger.kind, ledger.total()) == ("ledger", 27_756.17)

    # The kind is one choice, and its own comes back.
    total = formatting.money_exact(ledger.total(), "EUR", lang)
    says(screen, total)
    choose_kind(screen, LEDGER, "deals", lang)
    says(screen, text("pages.actuals.reopen", lang))
    choose_kind(screen, LEDGER, "ledger", lang)
    says(screen, total)
    picture(screen, shots, f"any-file-read-{lang}")

    # The same months in three files are said; all of them are compared, as the reader sums them.
    says(screen, LEDGER)
    warned = screen.page.locator('[data-testid="stAlert"]').all_inner_texts()
    (together,) = [one for one in warned if LEDGER in one]
    assert all(name in together for name in (BANK, INVOICES))
    entries = pd.concat(
        [one.entries.astype({"month": str, "category": str}) for one in readings],
        ignore_index=True,
    )
    start = min(entries["month"])
    found = variance(PLAN, project(PLAN), entries, start, coverage=coverage_of(readings))
    actual = formatting.money_exact(float(found.frame["actual"].sum()), "EUR", lang)
    shown = screen.within("upload-headline").locator('[data-testid="stMetricValue"]')
    eventually(lambda: shown.nth(1).inner_text().strip(), actual, screen.page)
    shown.nth(1).scroll_into_view_if_needed()
    picture(screen, shots, f"any-file-compared-{lang}")

    # And calibrated.
    name = text("tracking.section_calibrate", lang)
    screen.within("actuals-part").get_by_role("radio", name=name, exact=True).click()
    says(screen, text("tracking.calibrate_intro", lang)[:40])
    for width in (390, 1280):
        screen.page.set_viewport_size({"width": width, "height": 900})
        screen.settle()
        assert screen.overflow() == {"page": 0, "main": 0}
        assert screen.faults() == []
        picture(screen, shots, f"any-file-calibrated-{lang}-{width}")
