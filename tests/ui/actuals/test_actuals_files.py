"""What is asked of a file, and what is refused."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from roi_model import formatting
from tests.ui.actuals.remembered import first, said
from tests.ui.actuals_driver import part, table
from tests.ui.pages import ROOT, headline, page, press, ran, upload, words

AMBIGUOUS = b"Date;Libelle;Montant\n03/04/2024;HubSpot;1.234\n05/06/2024;Salon;2.500\n"


# Stages -----------------------------------------------------------------------------------------


STAGES = """Deal;Created;Closed;Stage;Amount
A;2024-01-08;2024-02-19;Zorglub;1000,00
B;2024-01-09;2024-03-04;Zorglub;2000,00
C;2024-01-15;2024-02-28;Blurp;4000,00
D;2024-01-22;;Plop;8000,00
"""


def answer_stages(made: AppTest, **states: str) -> AppTest:
    for spelling, state in states.items():
        key = f"stage-{first(made).digest[:12]}-{spelling}"
        made.segmented_control(key=key).set_value(state)
    (button,) = [b for b in made.button if b.label == said("mapping_keep")]
    button.click()
    return ran(made)


def test_what_is_ambiguous_is_asked_and_nothing_is_guessed() -> None:
    made = upload(page("actuals"), "ambiguous.csv", AMBIGUOUS)
    asked = {radio.key.rsplit("-", 1)[1].split(":")[0]: radio for radio in made.radio}
    assert set(asked) == {"date_format", "decimal"}
    assert all(radio.value is None for radio in asked.values())
    assert not made.metric  # no totals before the answers
    for about, answer in (("date_format", "%d/%m/%Y"), ("decimal", ",")):
        radio = next(r for r in made.radio if f"-{about}:" in r.key)
        radio.set_value(answer)
        ran(made)
    assert not made.radio
    assert headline(made)[1] == formatting.money_exact(3734, "EUR", "en")


def test_a_file_that_is_none_is_refused_and_the_others_stay() -> None:
    made = press(page("actuals"), "upload-sample-fr_utf8")
    upload(made, "plan.pdf", b"%PDF-1.7 ...")
    assert "plan\\.pdf" in made.error[0].value
    assert headline(made)[1] == formatting.money_exact(27356.17, "EUR", "en")
    upload(made, "copy.csv", (ROOT / "data/samples/fr_utf8.csv").read_bytes())
    assert "copy\\.csv" in made.warning[0].value  # the same content is not counted twice
    assert headline(made)[1] == formatting.money_exact(27356.17, "EUR", "en")


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


# The kind of a file -----------------------------------------------------------------------------


def kinds(made: AppTest) -> list[str]:
    return [str(box.value) for box in made.selectbox if str(box.key).startswith("upload-kind-")]


def test_another_kind_is_one_choice_and_its_own_comes_back() -> None:
    made = upload(page("actuals"), "crm.csv", STAGES.encode())
    assert kinds(made) == ["deals"]
    assert "“Created”" in words(made)  # what told it
    (box,) = [b for b in made.selectbox if str(b.key).startswith("upload-kind-")]
    box.set_value("costs")
    ran(made)
    assert kinds(made) == ["costs"]
    assert first(made).answers["kind"] == "costs"
    (box,) = [b for b in made.selectbox if str(b.key).startswith("upload-kind-")]
    box.set_value("deals")
    ran(made)
    assert kinds(made) == ["deals"]
    assert "kind" not in first(made).answers


def test_what_is_far_from_the_plan_is_no_good_news_until_it_is_settled() -> None:
    rows = "".join(f"2025-{m:02d}-28;HubSpot;{m},10\n" for m in range(1, 7))
    made = upload(page("actuals"), "small.csv", f"date;label;cost\n{rows}".encode())
    (doubt,) = [b for b in made.button if str(b.key).startswith("settle-")]
    assert "far_below" in str(doubt.key)
    assert made.metric[2].proto.color == 2  # grey: neither good nor bad
    doubt.click()
    ran(made)
    assert not [b for b in made.button if str(b.key).startswith("settle-")]
    assert made.metric[2].proto.color != 2


def test_several_files_say_what_they_hold_twice() -> None:
    made = press(page("actuals"), "upload-sample-fr_utf8")
    assert not made.warning
    other = (ROOT / "data/samples/fr_utf8.csv").read_bytes() + b"15/04/2024;HubSpot;10,50\r\n"
    upload(made, "again.csv", other)
    assert "again" in made.warning[0].value
    assert "fr\\_utf8" in made.warning[0].value


# Expenses that come again -----------------------------------------------------------------------


def test_what_comes_again_is_spread_by_one_choice_that_blocks_nothing() -> None:
    rows = "2025-03-10;HubSpot;1200,00;annual\n2025-06-11;Fair;500,00;\n"
    made = upload(page("actuals"), "tools.csv", f"date;label;cost;frequency\n{rows}".encode())
    assert headline(made)[1] == formatting.money_exact(1700, "EUR", "en")
    (radio,) = [radio for radio in made.radio if "-spread" in str(radio.key)]
    assert radio.value is None
    radio.set_value("spread")
    ran(made)
    assert first(made).answers["spread"] == "spread"
    assert not [radio for radio in made.radio if "-spread" in str(radio.key)]
    assert "monthly parts" in words(made)
