"""Files of real costs: taken, understood, and set against the plan."""

from __future__ import annotations

import base64
import json
import zlib
from functools import partial
from urllib.parse import parse_qs

import pytest

from roi_model import formatting, project
from roi_model.declaration.paths import with_value
from roi_model.texts import text
from tests.browser import expected
from tests.browser.conftest import NewScreen
from tests.browser.screen import Screen, eventually
from tests.golden.cases import FEC
from tests.ui.seen import seen
from tools.server import ROOT

SAMPLES = ROOT / "data" / "samples"

# What a French spreadsheet writes: semicolons, decimal commas, cp1252, euro signs, a bad line.
SPENT = [  # (day, label, amount)
    ("05/01/2026", "Abonnement LinkedIn Sales Navigator", "1 234,56 €"),
    ("31/01/2026", "Salaire chargé commercial", "3 980,00 €"),
    ("12/02/2026", "Campagne Google Ads d'hiver", "777,07 €"),
    ("28/02/2026", "Salaire chargé commercial", "3 980,00 €"),
    ("15/03/2026", "Déplacement client à Lyon", "141,93 €"),
    ("31/03/2026", "Salaire chargé commercial", "-80,00 €"),
]
TOTAL = 1234.56 + 3980 + 777.07 + 3980 + 141.93 - 80
COVERED = ("people", "tools", "advertising", "travel")
"""The categories of these lines."""
COSTS_CSV = "\r\n".join(
    ["Date;Libellé;Montant HT", *(";".join(row) for row in SPENT), "32/13/2026;illisible;1,00 €"]
).encode("cp1252")


def metrics(screen: Screen) -> list[str]:
    found = screen.within("upload-headline").locator('[data-testid="stMetricValue"]')
    return [words.strip() for words in found.all_text_contents()]


def words_of(screen: Screen) -> str:
    return screen.page.locator('[data-testid="stMain"]').inner_text()


def says(screen: Screen, words: str) -> bool:
    return words in words_of(screen)


def euros(value: float, lang: str = "fr") -> str:
    return formatting.money_exact(value, "EUR", lang)


def test_a_french_csv_against_the_plan(new_screen: NewScreen) -> None:
    screen = new_screen().open("simulate", case="in-house-sdr")
    screen.press("role/gross_salary", "ArrowRight")
    salary = expected.number(screen.shown("role/gross_salary"))
    plan = with_value(seen("in-house-sdr", "fr"), "team/Commercial/gross_salary", salary)
    screen.go("actuals")
    query = screen.query
    screen.upload("dépenses.csv", COSTS_CSV)

    # Read as it was meant: six lines of seven, their total, and why one was left out.
    eventually(lambda: euros(TOTAL) in words_of(screen), True, screen.page)
    assert text("pages.actuals.rows_value", "fr", kept="6", read="7") in words_of(screen)
    # A cost below zero deserves a look: what was understood stands unfolded.
    eventually(lambda: text("pages.actuals.comma", "fr") in words_of(screen), True, screen.page)
    eventually(lambda: "CP1252" in words_of(screen).upper(), True, screen.page)
    fold = screen.page.locator('[class*="st-key-upload-left-out-"] summary').first
    fold.click()
    screen.page.locator('[data-testid="stDataFrame"]').first.wait_for()

    # Against the plan: three months of the categories that the file holds; beyond them it says
    # nothing, and month 0 (the launch, of another category) is not compared.
    costs = project(plan).monthly_costs
    months = sum(costs[name] for name in COVERED if name in costs)
    planned = float(months[1:4].sum())
    eventually(
        lambda: metrics(screen)[:3],
        [euros(planned), euros(TOTAL), euros(TOTAL - planned)],
        screen.page,
    )
    assert text("pages.actuals.months_count", "fr", count=3) in metrics(screen)

    # By category and by month, to the cent, with the same sums.
    def cells() -> str:
        return screen.page.get_by_role("tabpanel").locator(":visible").first.inner_text()

    for shown in (euros(planned), euros(TOTAL), euros(3980 * 2 - 80), euros(777.07), euros(141.93)):
        assert shown in cells(), shown
    screen.page.get_by_role("tab", name=text("pages.actuals.by_month", "fr")).click()
    screen.settle()
    spent = {1: 1234.56 + 3980, 2: 777.07 + 3980, 3: 141.93 - 80}
    for month, amount in spent.items():
        assert euros(amount) in words_of(screen)
        assert euros(float(months[month])) in words_of(screen)

    # Nothing of the file is in the link; the other language and other pages keep it.
    assert screen.query == query
    screen.language("en").go("simulate").go("actuals")
    eventually(lambda: euros(TOTAL, "en") in words_of(screen), True, screen.page)
    for case in parse_qs(screen.query)["case"]:
        packed = case.split(".")[2]
        held = zlib.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))).decode()
        assert json.loads(held) == {"v": {"team/Commercial/gross_salary": salary}}


@pytest.mark.thorough
def test_the_two_accounting_files(new_screen: NewScreen) -> None:
    screen = new_screen().open("actuals")
    for name in ("fec_tab_22_columns.txt", "fec_pipe_fixed_width.txt"):
        known = FEC[name]
        screen.upload(name, (SAMPLES / name).read_bytes())
        total = float(known["net_debit_by_prefix"]["6"])
        eventually(partial(says, screen, euros(total)), True, screen.page, name)
        said = words_of(screen)
        kinds = screen.page.locator('[class*="st-key-upload-kind-"] input')
        assert kinds.last.input_value() == "FEC"
        assert formatting.number_exact(known["rows"], "fr") in said
        # What is compared and what is not add up to the file, to the cent.
        parts = screen.page.locator(".fig-table").last.locator("tr")
        amounts = [expected.number(row.split("\t")[-1]) for row in parts.all_inner_texts()[1:]]
        assert abs(sum(amounts[:-1]) - amounts[-1]) < 0.005
        assert amounts[-1] == total
        assert screen.broken() == []
        remove = text("pages.actuals.remove_short", "fr")
        screen.page.get_by_role("button", name=remove).first.click()
        eventually(partial(says, screen, name), False, screen.page)
    assert "case" not in screen.query


@pytest.mark.thorough
def test_files_that_cannot_be_used(new_screen: NewScreen) -> None:
    """A sentence with the file's name and what to do; the files that were fine stay."""
    screen = new_screen().open("actuals")
    screen.upload("bon.csv", COSTS_CSV)
    for name, content in (
        ("vide.csv", b""),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(64)),
        ("roman.txt", "Il était une fois\nun texte sans colonnes\n".encode()),
        ("rien.csv", b"Date;Montant\n\n;\n"),
    ):
        screen.upload(name, content)
        said = screen.page.get_by_role("alert").filter(has_text=name)
        said.first.wait_for()
    assert euros(TOTAL) in words_of(screen)
    assert screen.broken() == []
