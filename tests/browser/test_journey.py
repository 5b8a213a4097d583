"""From the user's own files to a payback that is revised: the whole way, in both languages."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from urllib.parse import parse_qs, unquote

import pytest

from roi_model import formatting, project
from roi_model.actuals.calibrate import calibrate, joined_deals
from roi_model.actuals.reforecast import reforecast
from roi_model.actuals.suggestion import apply
from roi_model.actuals.variance import variance
from roi_model.declaration.scenario import Scenario
from roi_model.editing.renaming import moved
from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from roi_model.storage.own_names import changes
from roi_model.storage.presets import presets
from roi_model.storage.scenario_file import dump_scenario
from roi_model.texts import text
from tests.browser import expected
from tests.browser.conftest import IN_TURN, NewScreen
from tests.browser.screen import Screen, eventually
from tests.ui.seen import seen
from tools.server import ROOT

SAMPLES = ROOT / "data" / "samples"
PLAN = presets()[0].scenario
STAGE = "Zorglub"
FEC = (SAMPLES / "fec_tab_22_columns.txt").read_bytes()
CRM = (
    (SAMPLES / "deals_hubspot_fr.csv").read_bytes().replace("Fermé gagné".encode(), STAGE.encode())
)
SHARE = 30


def figures_in(screen: Screen, key: str) -> list[str]:
    found = screen.within(key).locator('[data-testid="stMetricValue"]')
    return [words.strip() for words in found.all_text_contents()]


def turn(screen: Screen, part: str, lang: str) -> None:
    name = text(f"tracking.section_{part}", lang)
    screen.within("actuals-part").get_by_role("radio", name=name, exact=True).click()
    screen.settle()
    for width in (390, 1280):  # each part whole, on a telephone too
        screen.page.set_viewport_size({"width": width, "height": 900})
        screen.settle()
        assert screen.overflow() == {"page": 0, "main": 0}, f"{part} at {width}"
        assert screen.faults() == [], f"{part} at {width}"


def says(screen: Screen, words: str) -> None:
    """The page says so, sooner or later."""
    main = screen.page.locator('[data-testid="stMain"]')
    eventually(lambda: words in main.inner_text(), True, screen.page, words)


def in_files() -> list[str]:
    """Every cell of the two files that has letters."""
    cells = [*FEC.decode("cp1252", "replace").replace("\n", "\t").split("\t")]
    cells += CRM.decode("utf-8-sig").replace("\n", ";").split(";")
    return sorted({cell.strip() for cell in cells if sum(map(str.isalpha, cell)) > 2})


def link_is_clean(query: str) -> None:
    """Nothing of the files stands in the address, however it is packed."""
    params = parse_qs(query)
    assert params.keys() <= {"case", "lang"}
    written = unquote(query)
    for case in params.get("case", []):
        packed = case.split(".")[2]
        written += zlib.decompress(
            base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        ).decode()
    own = dump_scenario(PLAN)
    assert {"Atelier Breton", "ACHATS MATIERES PREMIERES", STAGE} <= set(in_files())
    assert [cell for cell in in_files() if cell in written and cell not in own] == []
    for content in (FEC, CRM):
        assert hashlib.sha256(content).hexdigest()[:12] not in written


def without_app() -> tuple[list[Reading], str]:
    """What the files say with the answers of the test, and the month 1 they give."""
    wide = read(FEC, name="fec.txt").entries
    keys = wide.loc[wide["company_wide"].astype(bool) & wide["selling"].astype(bool), "key"]
    shares = {f"share:{key}": repr(SHARE / 100) for key in keys.unique()}
    fec = read(FEC, name="fec.txt", answers=shares)
    crm = read(CRM, name="crm.csv", answers={"stages": {STAGE: "won"}})
    return [fec, crm], str(fec.entries["month"].astype(str).min())


@pytest.mark.parametrize("lang", IN_TURN)
@pytest.mark.thorough
def test_from_files_to_a_revised_payback(new_screen: NewScreen, lang: str) -> None:
    readings, start = without_app()
    screen = new_screen(lang).open("actuals")
    untouched = screen.query

    # An accounting file, and an export of deals with a stage that nobody knows: it is asked.
    screen.upload("fec.txt", FEC).upload("crm.csv", CRM)
    digest = hashlib.sha256(CRM).hexdigest()[:12]
    asked = screen.within(f"upload-question-{digest}-stage")
    won = text("tracking.stage_won", lang)
    asked.get_by_role("radio", name=won, exact=True).click()
    asked.get_by_role("button", name=text("tracking.mapping_keep", lang), exact=True).click()
    eventually(asked.count, 0, screen.page)
    screen.settle()
    assert screen.query == untouched

    # Categories, and the share of the whole company's costs that is selling.
    says(screen, text("pages.actuals.sort", lang))
    screen.type("box/upload-wide-share", str(SHARE))
    screen.settle().click("upload-wide-apply").settle()

    # Plan against actual.
    found = variance(PLAN, project(PLAN), readings[0].entries, start)
    plan, actual = float(found.frame["plan"].sum()), float(found.frame["actual"].sum())
    wanted = [formatting.money_exact(value, "EUR", lang) for value in (plan, actual)]
    eventually(lambda: figures_in(screen, "upload-headline")[:2], wanted, screen.page)
    says(screen, formatting.money_exact(actual, "EUR", lang))

    # Re-forecast before anything is accepted.
    def forecast(now: Scenario) -> list[str]:
        course = reforecast(
            PLAN, now, entries=readings[0].entries, deals=joined_deals(readings),
            as_of=readings[1].as_of, start=start,
            calibration=calibrate(PLAN, readings, start=start),
        )  # fmt: skip
        names = ("payback_month", "roi", "net_gain", "cash_trough")
        values = [course.metrics[name]["value"] for name in names]
        return [
            formatting.metric(name, value, "EUR", lang)
            for name, value in zip(names, values, strict=True)
        ]

    turn(screen, "forecast", lang)
    eventually(lambda: figures_in(screen, "forecast-figures"), forecast(PLAN), screen.page)

    # Calibration: the sound figure accepted, then each hint on its own; the plan stays what it was.
    turn(screen, "calibrate", lang)
    told = calibrate(PLAN, readings, start=start).suggestions
    conversion = f"channels/{seen(lang=lang).channels[0].name}/quote_to_customer"
    screen.click(f"accept-{conversion}").settle()
    says(screen, text("tracking.plan_kept", lang))
    names = changes(PLAN, lang)
    for path in (moved(one.path, names) for one in told if not one.sound):
        screen.click(f"accept-{path}").settle()
    accepted = apply(PLAN, told, lang)
    turn(screen, "forecast", lang)
    eventually(lambda: figures_in(screen, "forecast-figures"), forecast(accepted), screen.page)
    assert forecast(accepted)[0] != forecast(PLAN)[0]
    turn(screen, "costs", lang)
    eventually(lambda: figures_in(screen, "upload-headline")[:2], wanted, screen.page)
    assert screen.broken() == []
    link_is_clean(screen.query)

    # The case itself has them now: another payback than the plan's.
    screen.go("simulate")
    revised = expected.figures(accepted, lang)
    eventually(lambda: screen.figures(expected.HEADLINE), revised, screen.page)
    assert revised["payback_month"] != expected.figures(PLAN, lang)["payback_month"]
    assert screen.broken() == []
    link_is_clean(screen.query)
    (case,) = parse_qs(screen.query)["case"]
    packed = case.split(".")[2]
    held = json.loads(zlib.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))))
    assert held["v"].keys() == {one.path for one in told}
