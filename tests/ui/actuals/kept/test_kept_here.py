"""What a workspace keeps of the page Actuals: found again by its members, by nobody else."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from roi_model import formatting
from roi_model.actuals.coverage import Chosen
from roi_model.actuals.suggestion import Accepted, accepted_text
from roi_model.actuals.targets import Target
from roi_model.actuals.tracking import Tracking, decoded
from roi_model.declaration.steps import level
from roi_model.library.library import Library, open_library
from roi_model.storage import kept_files
from roi_model.storage.kept_files import Entry
from roi_model.storage.presets import preset
from tests.reading.variants import SAMPLES
from tests.ui.actuals.remembered import shelf
from tests.ui.actuals_driver import session, unfold
from tests.ui.pages import headline, page, press, ran, upload, words
from tests.ui.signed_in import ANNA, BOB, sign_in
from tests.ui.simulate import checked
from ui.actuals.kept.kept_here import ACCEPTED, ANSWERS, COVERS, FILES, TRACKING

OURS, OTHERS = ("Dupont", "Fair"), ("Martin", "Fair")
PLAN = preset("trade-show").scenario
VALUE = level(PLAN.deal_value)
FILE = "Date;Libelle;Montant\n03/04/2024;HubSpot;1.234\n05/06/2024;Salon;2.500\n"
NEXT = FILE.replace("2024", "2025").replace("2.500", "3.500")
RULES = (("salon", "events", 1.0),)
SAMPLE = (SAMPLES / "fr_utf8.csv").read_bytes()


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setenv("ROI_DATA", str(tmp_path))
    made = open_library()
    made.save(*OTHERS, PLAN)
    made.save(*OURS, PLAN)
    yield made


def opened(case: int = 0, made: AppTest | None = None) -> AppTest:
    """A case of the library on the page Actuals; the latest saved is the first."""
    made = made or page("actuals")
    for key in ("do-library", f"picker-open-{case}"):
        made.button(key=key).click()
        checked(made.run())
    return checked(made.run())


def answered(made: AppTest) -> AppTest:
    """A file of which two things are asked, answered; and a rule."""
    made.file_uploader[0].upload("ambiguous.csv", FILE.encode())
    checked(made.run())
    for about, chosen in (("date_format", "%d/%m/%Y"), ("decimal", ",")):
        next(r for r in made.radio if f"-{about}:" in str(r.key)).set_value(chosen)
        checked(made.run())
    shelf(made).rules = RULES
    return ran(made)


def switch(made: AppTest, on: bool) -> AppTest:
    made.toggle(key="kept-files").set_value(on)
    return ran(made)


def undo(made: AppTest) -> AppTest:
    held = session(made)
    held.travel(held.undo, held.redo, "ui.change.undone")
    return ran(made)


def has(made: AppTest, key: str) -> bool:
    return key in [one.key for one in (*made.button, *made.toggle)]


def test_answers_and_rules_are_found_again_and_may_be_forgotten(library: Library) -> None:
    answered(opened())
    kept = library.kept(OURS[0], ANSWERS) or ""
    assert '"salon"' in kept and "1.234" not in kept  # answers, not what the file holds
    made = upload(opened(), "next.csv", NEXT.encode())
    assert not made.radio and shelf(made).rules == RULES
    assert headline(made)[1] == formatting.money_exact(1234 + 3500, "EUR", "en")
    assert "Answered as last time in “Dupont”" in words(unfold(made))
    press(made, "kept-forget")
    assert made.radio and not shelf(made).rules and library.kept(OURS[0], ANSWERS) is None
    assert upload(opened(), "next.csv", NEXT.encode()).radio


def test_nothing_of_one_workspace_is_applied_in_another(library: Library) -> None:
    made = switch(answered(opened()), on=True)
    before = headline(made)
    session(made).tracking = Tracking((Target("roi", 0.3, "2090-06"),))
    opened(1, ran(made))
    assert session(made).place == OTHERS[0] and not shelf(made).files and not shelf(made).rules
    assert "track" not in made.query_params and not has(made, "kept-files")
    assert upload(made, "next.csv", NEXT.encode()).radio  # another knows nothing of its layout
    kinds = (ANSWERS, FILES, TRACKING, ACCEPTED)
    assert [library.kept(OTHERS[0], kind) for kind in kinds] == [None] * len(kinds)
    undo(made)  # and it is there again with the first one's case
    assert headline(made) == before and session(made).tracking.targets


def test_files_are_kept_where_the_switch_says_so_and_taken_away(library: Library) -> None:
    made = upload(opened(), "costs.csv", SAMPLE)
    shelf(made).files[0].cover = Chosen("2024-02", "2024-03")
    ran(made)
    before, digest = headline(made), sha256(SAMPLE).hexdigest()
    assert not made.toggle(key="kept-files").value and library.kept(OURS[0], FILES) is None
    assert [one.name for one in shelf(opened()).files] == []
    switch(made, on=True)
    assert [one.name for one in kept_files.read(library.kept(OURS[0], FILES))] == ["costs.csv"]
    assert any("1, which take" in one.value for one in made.caption)
    again = opened()
    assert shelf(again).files[0].cover == Chosen("2024-02", "2024-03")
    assert headline(again) == before and [one.name for one in shelf(again).files] == ["costs.csv"]
    upload(again, "next.csv", NEXT.encode())  # kept too, while the switch is on
    press(made, f"upload-remove-{digest[:12]}")  # takes out its own, not what another added
    assert [one.name for one in kept_files.read(library.kept(OURS[0], FILES))] == ["next.csv"]
    switch(again, on=False)
    assert kept_files.read(library.kept(OURS[0], FILES)) == ()
    assert library.kept(OURS[0], f"actuals file {digest}") is None and shelf(again).files


def test_a_file_that_has_no_room_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_files, "MOST_BYTES", 10)
    made = switch(upload(opened(), "costs.csv", SAMPLE), on=True)
    assert "costs\\.csv" in made.warning[0].value and headline(made)


def test_a_viewer_reads_and_keeps_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for who in (ANNA, BOB):
        user = library.signed_in("https://login.example", who["sub"], name=who["name"],
                                 email=who["email"])  # fmt: skip
        seen.append(library.seen_by(user))
    anna, bob = seen
    anna.save(*OURS, PLAN)
    anna.invite(OURS[0], BOB["email"], "viewer")
    bob.accept(bob.invited()[0].id)
    sign_in(monkeypatch, ANNA)
    switch(answered(opened()), on=True)
    kept = anna.kept(OURS[0], ANSWERS)
    assert kept and library.kept(OURS[0], ANSWERS) is None  # the same name is another workspace
    sign_in(monkeypatch, BOB)
    made = opened()
    assert [one.name for one in shelf(made).files] == ["ambiguous.csv"] and not made.radio
    assert "You read in “Dupont”" in words(made) and not has(made, "kept-files")
    shelf(made).rules += (("hubspot", "tools", 1.0),)
    ran(made)
    assert len(shelf(made).rules) == 2 and anna.kept(OURS[0], ANSWERS) == kept


def test_targets_and_accepted_figures_belong_to_the_workspace(library: Library) -> None:
    figure = Accepted("deal_value", VALUE * 2, "12 orders", {"kind": "lognormal",
                      "p10": VALUE, "p90": VALUE * 3})  # fmt: skip
    kept = Tracking((Target("customers", 30.0, "2090-06"),))
    library.keep(OURS[0], ACCEPTED, accepted_text([figure]))
    library.keep(OURS[0], TRACKING, kept.encoded())
    made = opened()
    assert session(made).tracking == kept
    assert any("accepted in “Dupont”" in one.value for one in made.info)
    press(made, "kept-apply")
    taken = session(made).now.scenario
    assert taken.deal_value == figure.observed
    assert taken.evidence["deal_value"]["grade"] == "measured"
    assert not has(made, "kept-apply")
    undo(made)
    press(made, "kept-drop")
    assert library.kept(OURS[0], ACCEPTED) is None
    assert not any("accepted in “Martin”" in one.value for one in opened(1, made).info)


def test_what_was_typed_before_a_case_was_saved_goes_along(library: Library) -> None:
    theirs = Tracking((Target("customers", 30.0, "2090-06"),))
    library.keep(OURS[0], TRACKING, theirs.encoded())
    made = upload(page("actuals"), "costs.csv", SAMPLE)
    typed = Target("roi", 0.3, "2090-06")
    session(made).tracking = Tracking((typed,))
    session(made).belongings["typed"] = True
    press(made, "do-library")
    made.text_input(key="picker-name").set_value("Another")
    made.selectbox(key="picker-workspace").set_value(OURS[0])
    press(made, "picker-save")
    assert session(made).place == OURS[0] and [one.name for one in shelf(made).files]
    assert session(made).tracking.targets == (*theirs.targets, typed)
    assert decoded(library.kept(OURS[0], TRACKING) or "") == session(made).tracking


def test_files_of_no_workspace_are_brought_on_request() -> None:
    made = opened(0, upload(page("actuals"), "costs.csv", SAMPLE))
    assert not shelf(made).files and any("1. They have nothing" in i.value for i in made.info)
    press(made, "kept-bring")
    assert [one.name for one in shelf(made).files] == ["costs.csv"] and headline(made)


def test_what_two_keep_at_once_is_kept_of_both(library: Library) -> None:
    one, two = opened(), opened()
    upload(one, "a.csv", SAMPLE)
    upload(two, "b.csv", SAMPLE)
    for made, label, category in ((one, "salon", "events"), (two, "hubspot", "tools")):
        shelf(made).mapping[f"category:{label}"] = category
        ran(made)
    kept = json.loads(library.kept(OURS[0], ANSWERS) or "")["mappings"]["*"]["mapping"]
    assert kept == {"category:salon": "events", "category:hubspot": "tools"}


BOMB = zlib.compress(b"\0" * 200_000_000, 9)


def test_what_was_kept_is_read_as_hostile_input(library: Library) -> None:
    bomb = Entry(sha256(b"").hexdigest(), "../<b>bomb</b>", 10)
    good = Entry(sha256(SAMPLE).hexdigest(), "costs.csv", 10)
    library.keep(OURS[0], FILES, kept_files.written([bomb, good, replace(good, digest="x" * 64)]))
    library.keep(OURS[0], f"actuals file {bomb.digest}", b64encode(BOMB).decode())
    library.keep(OURS[0], f"actuals file {good.digest}", kept_files.packed(SAMPLE) or "")
    library.keep(OURS[0], ANSWERS, '{"roi_mappings": 1, "mappings": {"*": {"layout": []}}}')
    library.keep(OURS[0], TRACKING, "nonsense")
    library.keep(OURS[0], COVERS, json.dumps([[good.digest, "9999-99", 3, {}]]))
    rows = [["nowhere", 1.0, "x", {}], ["deal_value", -5.0, "x", {"kind": "lognormal"}]]
    library.keep(OURS[0], ACCEPTED, json.dumps(rows))
    made = opened()
    assert [one.name for one in shelf(made).files] == ["costs.csv"] and headline(made)
    assert session(made).tracking == Tracking() and not shelf(made).rules
    assert not has(made, "kept-apply")
