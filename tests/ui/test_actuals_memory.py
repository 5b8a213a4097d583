"""What the page Actuals remembers: stages, rules, mappings under a name, targets and scores."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from roi_model import formatting
from roi_model.actuals.targets import Target
from roi_model.actuals.tracking import Score, Tracking
from roi_model.reading.reading import read
from roi_model.texts import text
from tests.ui.actuals_driver import CRM, FEC, amount, given, part, session, table
from tests.ui.panel_driver import add, cell, enter, grid, remove, shown
from tests.ui.test_pages import PAGES, ROOT, headline, page, press, ran, upload, words
from ui.actuals import uploads

# Stages -----------------------------------------------------------------------------------------

STAGES = """Deal;Created;Closed;Stage;Amount
A;2024-01-08;2024-02-19;Zorglub;1000,00
B;2024-01-09;2024-03-04;Zorglub;2000,00
C;2024-01-15;2024-02-28;Blurp;4000,00
D;2024-01-22;;Plop;8000,00
"""


def said(key: str, **values: object) -> str:
    return text(f"tracking.{key}", "en", **values)


def shelf(made: AppTest) -> Any:
    return session(made).extras["uploads"]


def first(made: AppTest) -> Any:
    return shelf(made).files[0]


def answer_stages(made: AppTest, **states: str) -> AppTest:
    for spelling, state in states.items():
        key = f"stage-{first(made).digest[:12]}-{spelling}"
        made.segmented_control(key=key).set_value(state)
    (button,) = [b for b in made.button if b.label == said("mapping_keep")]
    button.click()
    return ran(made)


def test_each_unknown_stage_is_asked_for_by_itself() -> None:
    made = upload(page("actuals"), "crm.csv", STAGES.encode())
    labels = [c.label for c in made.get("button_group") if str(c.key).startswith("stage-")]
    assert labels == ["Zorglub (2)", "Blurp (1)", "Plop (1)"]
    assert said("section_deals") not in made.segmented_control(key="actuals-part").options
    answer_stages(made, Zorglub="won")  # the others are still asked for
    labels = [c.label for c in made.get("button_group") if str(c.key).startswith("stage-")]
    assert labels == ["Blurp (1)", "Plop (1)"]
    answer_stages(made, Blurp="lost", Plop="open")
    assert not [c for c in made.get("button_group") if str(c.key).startswith("stage-")]
    part(made, "deals")
    assert table(made, said("source_source")) == [
        [said("no_source"), "2", "1", "1", "66.7%", "€3,000", "48.5 d", "48.5 d"]
    ]
    press(made, f"upload-reopen-{first(made).digest[:12]}")  # taken back, they are asked again
    assert said("section_deals") not in made.segmented_control(key="actuals-part").options
    assert not first(made).answers


# Rules by label ---------------------------------------------------------------------------------

LABELS = b"date;label;cost\n2024-01-31;Zorglub SARL;300,00\n2024-02-28;ZORGLUB sarl;100,00\n" \
    b"2024-02-28;Blurp;50,00\n"  # fmt: skip


def with_rules(made: AppTest) -> AppTest:
    made.session_state["upload-rules-fold"] = True
    return ran(made)


def add_rule(made: AppTest, words: str, category: str, share: str) -> AppTest:
    ran(add(made, "upload-rules", words))
    at = len(shown(made, "upload-rules")) - 1
    ran(enter(made, "upload-rules", at, "category", category))
    return ran(enter(made, "upload-rules", at, "share", share))


def test_a_rule_by_label_sorts_every_file() -> None:
    made = with_rules(upload(page("actuals"), "labels.csv", LABELS))
    add_rule(made, "  zorglub ", "tools", "50")
    add_rule(made, "blurp", "not_selling", "100 %")
    ran(add(made, "upload-rules", " ?! "))  # says nothing
    assert shelf(made).rules == (("zorglub", "tools", 0.5), ("blurp", "not_selling", 1.0))
    assert headline(made)[1] == formatting.money_exact(200, "EUR", "en")
    assert "Tools" in {row[0] for row in table(made, text("pages.actuals.category", "en"))}
    upload(made, "more.csv", LABELS.replace(b"2024", b"2025"))
    assert headline(made)[1] == formatting.money_exact(400, "EUR", "en")
    with_rules(made)
    for _ in range(2):
        ran(remove(made, "upload-rules", 0))
    assert shelf(made).rules == ()
    assert headline(made)[1] == formatting.money_exact(900, "EUR", "en")


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


def test_a_mapping_is_found_again_for_the_next_file_of_its_layout() -> None:
    made = answered()
    upload(made, "next.csv", NEXT.encode())
    assert not made.radio  # nothing is asked a second time
    assert said("mapping_found", name="Our bank") in words(made)
    assert headline(made)[1] == formatting.money_exact(1234 + 2500 + 1234 + 3500, "EUR", "en")
    upload(made, "other.csv", NEXT.replace("Libelle", "Autre;Libelle").encode())
    assert shelf(made).files[2].found_again == ""  # another layout is asked about


def test_mappings_travel_as_a_file() -> None:
    made = answered()
    kept = shelf(made).saved
    content = json.dumps(
        {uploads._MARK: 1, "mappings": {"Our bank": vars(kept["Our bank"])}}
    ).encode()
    assert b"HubSpot" not in content and b"1.234" not in content  # answers, not what the file holds
    fresh = upload(page("actuals"), "mappings.json", content)
    assert said("said_mappings", name="Our bank") in [one.value for one in fresh.success]
    assert shelf(fresh).saved == kept and not shelf(fresh).files
    upload(fresh, "next.csv", NEXT.encode())
    assert not fresh.radio
    assert headline(fresh)[1] == formatting.money_exact(1234 + 3500, "EUR", "en")
    assert shelf(fresh).rules == (("salon", "events", 1.0),)


def test_the_file_of_mappings_is_what_the_page_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {"A": uploads.Saved("x", {"decimal": ","}, {"share:641": "0.3"}, (("é", "tools", 0.5),))}
    monkeypatch.setattr(uploads, "_shelf", lambda: uploads._Shelf(saved=kept))
    assert uploads._mappings_in(uploads.mappings_file()) == kept


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


# Targets and scores -----------------------------------------------------------------------------


def reopened(made: AppTest) -> AppTest:
    """What the address of a page brings back elsewhere."""
    return with_track(made.query_params["track"])


def with_track(sent: str) -> AppTest:
    fresh = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    fresh.query_params["track"] = sent
    fresh.query_params["lang"] = "en"
    fresh.run()
    fresh.switch_page(PAGES["actuals"])
    return ran(fresh)


def add_target(made: AppTest, metric: str, value: str, by: str) -> AppTest:
    ran(add(made, "targets", metric))
    at = len(shown(made, "targets")) - 1
    assert all(shown(made, "targets")[at].values())  # a new one has a value and a month
    ran(enter(made, "targets", at, "value", value))
    return ran(enter(made, "targets", at, "by", by))


def test_targets_are_typed_judged_and_survive_a_reload() -> None:
    made = part(page("actuals"), "targets")
    add_target(made, "customers", "1", "01/2090")
    add_target(made, "roi", "25", "June 2090")
    typed = (Target("customers", 1.0, "2090-01"), Target("roi", 0.25, "2090-06"))
    assert session(made).tracking == Tracking(typed)
    rows = table(made, said("target_status"))
    assert [row[1] for row in rows] == ["1", "25%"]
    beyond = text("calibration.reason.beyond_horizon", "en")
    assert all(beyond in row[-1] for row in rows)

    again = part(reopened(made), "targets")
    assert session(again).tracking == Tracking(typed)
    assert table(again, said("target_status")) == rows
    ran(enter(again, "targets", 1, "value", "30,5"))
    ran(enter(again, "targets", 1, "by", "soon"))
    assert cell(again, "targets", 1, "by")["refused"] == text(
        "ui.tables.no_month", "en", typed="soon"
    )
    ran(remove(again, "targets", 0))
    assert session(again).tracking.targets == (Target("roi", 0.305, "2090-06"),)
    ran(remove(again, "targets", 0))
    assert "track" not in again.query_params


def test_a_target_is_held_against_what_happened() -> None:
    made = part(given(FEC, CRM), "targets")
    add_target(made, "investment", "20k", "2023-06")
    add_target(made, "customers", "1,000", "2024-12")
    spent, won = table(made, said("target_status"))
    assert text("calibration.status.missed", "en") in spent[-1]
    assert amount(spent[3]) == pytest.approx(44381.73, abs=50)  # to three digits
    assert text("calibration.status.at_risk", "en") in won[-1]


def add_score(made: AppTest, month: str, **scores: str) -> AppTest:
    ran(add(made, "scores", month))
    for column, typed in scores.items():
        ran(enter(made, "scores", len(shown(made, "scores")) - 1, column, typed))
    return made


def test_scores_are_typed_compared_and_survive_a_reload() -> None:
    made = part(page("actuals"), "quality")
    add_score(made, "March 2025", nps="40", satisfaction="8,5", note="after the fair")
    ran(add(made, "scores", "2025-01"))
    ran(enter(made, "scores", 0, "nps", "-5"))
    ran(enter(made, "scores", 0, "ces", "9"))  # the scale ends at 7
    assert cell(made, "scores", 0, "ces")["refused"]
    ran(add(made, "scores", "one day"))
    assert grid(made, "scores")["add"]["cells"][0]["refused"]
    typed = (
        Score("2025-01", (None, -5.0, None, None, None)),
        Score("2025-03", (8.5, 40.0, None, None, None), "after the fair"),
    )
    assert session(made).tracking.scores == typed
    shown = table(made, said("score_change"))
    assert [row[2] for row in shown] == ["–", "+45"] and shown[1][1].startswith("40")
    again = part(reopened(made), "quality")
    assert session(again).tracking.scores == typed
    assert table(again, said("score_change")) == shown


@pytest.mark.parametrize("sent", ["nonsense", "eJw", "é" * 10, "a" * 5000, "%00", "[]"])
def test_a_broken_address_of_targets_is_harmless(sent: str) -> None:
    made = with_track(sent)
    assert session(made).tracking == Tracking()
    assert session(made).notice is None
    part(made, "quality")


# The classic errors -----------------------------------------------------------------------------


def states(made: AppTest) -> dict[str, str]:
    """Each classic error and its sign: ✓ or !."""
    names = ("costs", "time", "targets", "attribution", "quality", "rigidity")
    signs = [row[1][0] for row in table(made, said("check_what"))]
    return dict(zip(names, signs, strict=True))


def test_the_checklist_follows_the_case() -> None:
    made = part(page("actuals"), "quality")
    assert states(made) == {
        "costs": "!", "time": "✓", "targets": "✓",
        "attribution": "!", "quality": "!", "rigidity": "!",
    }  # fmt: skip
    upload(made, FEC, (ROOT / "data/samples" / FEC).read_bytes())
    upload(made, CRM, (ROOT / "data/samples" / CRM).read_bytes())
    press(part(made, "calibrate"), "calibrate-all")
    press(made, "accept-deal_value")
    part(made, "targets")
    add_target(made, "customers", "1000000", "2024-12")
    part(made, "quality")
    add_score(made, "2025-03", nps="40")
    part(made, "targets")
    part(made, "quality")
    found = states(made)
    assert (found["costs"], found["quality"], found["rigidity"]) == ("✓", "✓", "✓")
    assert found["targets"] == "!"  # a million customers are out of reach
    assert text("tracking.check_rigidity_fine", "en", count=2) in words(made)
