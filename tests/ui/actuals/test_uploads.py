"""The files of a session: read apart, bounded, with their answers and mappings."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from roi_model import formatting
from roi_model.reading.mappings import MARK
from roi_model.reading.reading import read
from roi_model.reading.sandbox import limited
from roi_model.texts import text
from tests.reading.bombs import sparse
from tests.reading.variants import SAMPLES, expected_by_month
from tests.ui.actuals.remembered import add_rule, first, said, shelf, with_rules
from tests.ui.actuals_driver import unfold
from tests.ui.pages import PAGES, ROOT, headline, page, press, ran, upload, words
from ui.actuals import uploads
from ui.actuals.uploads import Upload
from ui.session import who

# The files end on the second of April: a month still running is not compared.
SPENT = sum(list(expected_by_month().values())[:-1])
SHOWN = formatting.money_exact(SPENT, "EUR", "en")


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


@pytest.mark.parametrize(("today", "last"), [("2025-03-14", "2025-02"), ("2025-04-01", "2025-03")])
def test_whether_a_month_is_over_is_told_by_the_readers_day(
    monkeypatch: pytest.MonkeyPatch, today: str, last: str
) -> None:
    rows = "".join(f"2025-{month:02}-14;Google Ads;10\n" for month in (1, 2, 3))
    costs = read(f"date;label;cost\n{rows}".encode())
    deals = read(b"id;created;closed;status;amount\n1;2025-01-14;2025-02-14;won;10\n"
                 b"2;2025-02-14;2025-03-14;won;10\n")  # fmt: skip
    monkeypatch.setattr(uploads, "held", lambda: [Upload(name, b"", name) for name in "ab"])
    monkeypatch.setattr(who, "today", lambda: date.fromisoformat(today))
    found = [one for covers in uploads.covers([costs, deals]) for one in covers]
    assert [one.last for one in found] == [last, last]


# Mappings under a name --------------------------------------------------------------------------


AMBIGUOUS = "Date;Libelle;Montant\n03/04/2024;HubSpot;1.234\n05/06/2024;Salon;2.500\n"
NEXT = AMBIGUOUS.replace("2024", "2025").replace("2.500", "3.500")


def answered() -> AppTest:
    """A file whose dates and amounts were asked about, and one label sorted, kept under a name."""
    made = upload(page("actuals"), "ambiguous.csv", AMBIGUOUS.encode())
    for about, chosen in (("date_format", "%d/%m/%Y"), ("decimal", ",")):
        next(r for r in made.radio if f"-{about}:" in r.key).set_value(chosen)
        ran(made)
    add_rule(with_rules(made), "salon", "events", "100")
    key = f"keep-{first(made).digest[:12]}"
    made.session_state[key] = True
    ran(made)
    assert made.text_input(key=f"{key}-name").value == "ambiguous"
    made.text_input(key=f"{key}-name").set_value("Our bank")
    made.session_state[key] = True
    press(made, f"{key}-do")
    assert list(shelf(made).saved) == ["Our bank"]
    return made


def test_files_and_answers_outlast_a_change_of_page() -> None:
    made = press(page("actuals"), "upload-sample-us_utf8")
    shown = headline(made)
    made.switch_page(PAGES["method"])
    ran(made)
    made.switch_page(PAGES["actuals"])
    ran(made)
    assert headline(made) == shown


def test_a_workbook_is_read_and_its_sheet_named() -> None:
    made = upload(page("actuals"), "costs.xlsx", sample("fr_workbook_second_sheet.xlsx"))
    assert headline(made)[1] == SHOWN
    assert f"{text('pages.actuals.sheet', 'en')}" in words(made)
    assert "Coûts" in words(made)


def test_the_sheet_is_asked_for_where_several_hold_costs() -> None:
    made = upload(page("actuals"), "costs.xlsx", sample("fr_workbook_two_sheets.xlsx"))
    (radio,) = made.radio
    assert radio.value is None and not made.metric
    assert "2024" in radio.options[1]
    radio.set_value("2024")
    ran(made)
    assert not made.radio
    assert headline(made)[1] == SHOWN


def test_a_bomb_is_refused_and_the_others_stay() -> None:
    made = press(page("actuals"), "upload-sample-fr_utf8")
    upload(made, "bomb.xlsx", sparse())
    assert "bomb\\.xlsx" in made.error[0].value
    assert "1,024 MB" in made.error[0].value
    assert headline(made)[1] == SHOWN


def test_uploads_never_reach_the_reader_in_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("parsed in the server")

    monkeypatch.setattr("roi_model.reading.reading._read", never)
    made = upload(page("actuals"), "costs.xlsx", sample("fr_workbook.xlsx"))
    upload(made, "costs.csv", sample("us_utf8.csv"))
    assert headline(made)[1] == formatting.money_exact(2 * SPENT, "EUR", "en")
    sources = [*Path(uploads.__file__).parents[1].rglob("*.py")]
    assert len(sources) > 60
    assert not [p.name for p in sources if "reading.reading import read\n" in p.read_text("utf-8")]


def test_a_session_holds_only_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    assert uploads.MOST_BYTES == 300_000_000
    monkeypatch.setattr(uploads, "MOST_BYTES", 1000)
    made = upload(page("actuals"), "first.csv", sample("fr_utf8.csv"))
    upload(made, "second.csv", sample("us_utf8.csv"))
    assert "second\\.csv" in made.warning[0].value
    assert headline(made)[1] == SHOWN


def test_a_busy_reader_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "_WAIT_SECONDS", 0.01)
    taken = [limited.POOL.take(60.0) for _ in range(limited.SIZE)]
    made = upload(page("actuals"), "first.csv", sample("fr_utf8.csv"))
    assert "first\\.csv" in made.error[0].value
    for child in taken:
        assert child is not None
        limited.POOL.give(child)
    monkeypatch.undo()
    ran(made)
    assert not made.error
    assert headline(made)[1] == SHOWN


def test_a_mapping_is_found_again_for_the_next_file_of_its_layout() -> None:
    made = answered()
    upload(made, "next.csv", NEXT.encode())
    assert not made.radio  # nothing is asked a second time
    assert text("pages.actuals.file.recalled", "en") in words(made)
    assert said("mapping_found", name="Our bank") in words(unfold(made, 1))
    assert headline(made)[1] == formatting.money_exact(1234 + 2500 + 1234 + 3500, "EUR", "en")
    upload(made, "other.csv", NEXT.replace("Libelle", "Autre;Libelle").encode())
    assert shelf(made).files[2].found_again == ""  # another layout is asked about


def test_mappings_travel_as_a_file() -> None:
    made = answered()
    kept = shelf(made).saved
    content = json.dumps({MARK: 1, "mappings": {"Our bank": vars(kept["Our bank"])}}).encode()
    assert b"HubSpot" not in content and b"1.234" not in content  # answers, not what the file holds
    fresh = upload(page("actuals"), "mappings.json", content)
    assert said("said_mappings", name="Our bank") in [one.value for one in fresh.success]
    assert shelf(fresh).saved == kept and not shelf(fresh).files
    upload(fresh, "next.csv", NEXT.encode())
    assert not fresh.radio
    assert headline(fresh)[1] == formatting.money_exact(1234 + 3500, "EUR", "en")
    assert shelf(fresh).rules == (("salon", "events", 1.0),)


@pytest.mark.parametrize(
    "kept",
    [
        {"rules": [["HubSpot", "nonsense", 1]]},
        {"rules": [["HubSpot", "tools", 5]]},
        {"rules": [["HubSpot", "tools", float("nan")]]},
        {"rules": [["HubSpot", "tools", 10**400]]},
        {"rules": [["?!", "tools", 1]]},
        {"rules": [["HubSpot", ["tools"], 1]]},
        {"mapping": {"category:HubSpot": "nonsense", "share:HubSpot": "5", "bogus": "x"}},
        {"mapping": {"share:HubSpot": "much"}},
        {"answers": {"bogus": "x", "stage of A": "bogus", "category:HubSpot": "nonsense"}},
        {"answers": []},
        {"rules": 5},
        b"[" * 100_000,
        b"[]",
        b'{"A":{}}',
    ],
    ids=lambda kept: str(kept)[:40],
)
def test_a_broken_file_of_mappings_harms_no_other(kept: object) -> None:
    """Whatever it holds, files of its layout are read as without it."""
    costs = (ROOT / "data/samples/fr_utf8.csv").read_bytes()
    if isinstance(kept, bytes):
        mappings = b'{"roi_mappings":1,"mappings":' + kept + b"}"
    else:
        assert isinstance(kept, dict)
        bare = {"layout": read(costs, name="costs.csv").layout,
                "answers": {}, "mapping": {}, "rules": []}  # fmt: skip
        mappings = json.dumps({"roi_mappings": 1, "mappings": {"A": bare | kept}}).encode()
    made = upload(page("actuals"), "mappings.json", mappings)
    upload(made, "costs.csv", costs)
    assert headline(made)[1] == formatting.money_exact(27356.17, "EUR", "en")
