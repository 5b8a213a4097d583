"""At which stage deals are created, on the page: guessed, said, kept with the answers."""

from __future__ import annotations

import pytest

from roi_model.declaration.paths import get_value
from roi_model.texts import text
from tests.ui.actuals.told import said
from tests.ui.actuals_driver import CRM, given, part, sample, scenario, session, table, unfold
from tests.ui.pages import press, ran, upload, words

CYCLE = "cycle_months"


def shelf(made):  # type: ignore[no-untyped-def]
    return session(made).belongings["uploads"]


def keys(made):  # type: ignore[no-untyped-def]
    digest = shelf(made).files[0].digest[:12]
    return f"origin-{digest}", f"origin-{digest}-months_before"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_line_says_that_it_is_guessed_and_its_details_change_it(lang: str) -> None:
    made = given(CRM, lang=lang)
    stage, months = keys(made)
    told = text("pages.actuals.file.stage_guessed", lang)
    assert told in words(made)
    unfold(made)
    guess = said("origin_guessed", lang, spelling="Qualifié pour acheter, Rendez-vous planifié")
    assert guess in words(made)
    control = made.segmented_control(key=stage)
    assert control.label == said("origin_stage", lang) and control.value == "meeting"
    assert made.text_input(key=months).value.startswith("1.5" if lang == "en" else "1,5")
    shelf(made).files[0].answers["created_at"] = "quote"  # outside of a run AppTest knows English
    ran(made)
    assert made.segmented_control(key=stage).value == "quote"
    assert made.text_input(key=months).value.startswith("2.25" if lang == "en" else "2,25")
    assert guess not in words(made) and told not in words(made)


def test_volume_rate_and_cycle_follow_what_is_chosen_and_typed() -> None:
    made = part(unfold(given(CRM)), "deals")
    stage, months = keys(made)
    planned = {row[0]: row[1] for row in table(made, said("what"))}
    assert planned[said("deals_deals")] == "75"  # five months of 15 meetings
    stages = text("actuals.plan_stage.meeting", "en")
    assert said("deals_until", month="May 2024", plan_stage=stages) in words(made)
    made.text_input(key=months).set_value("0.5")
    assert shelf(ran(made)).files[0].answers == {"months_before": "0.5"}
    made.segmented_control(key=stage).set_value("quote")
    assert shelf(ran(made)).files[0].answers == {"created_at": "quote"}  # of another stage
    planned = {row[0]: row[1] for row in table(made, said("what"))}
    assert planned[said("deals_deals")] == "37.5"
    for wrong in ("soon", "-1", "37"):
        made.text_input(key=months).set_value(wrong)
        ran_once = made.run()
        assert ":material/block:" in words(ran_once)
        assert shelf(made).files[0].answers == {"created_at": "quote"}


def test_what_was_accepted_is_not_suggested_again() -> None:
    """The months before stay those of the plan that was, when the case becomes the plan."""
    made = press(part(unfold(given(CRM)), "calibrate"), f"accept-{CYCLE}")
    now = get_value(scenario(made), CYCLE)
    assert shelf(made).files[0].answers == {"created_at": "meeting", "months_before": "1.5"}
    press(made, "calibrate-renew")
    assert f"accept-{CYCLE}" not in {button.key for button in made.button}
    assert get_value(scenario(made), CYCLE) == now
    _, months = keys(made)
    assert made.text_input(key=months).value.startswith("1.5")


def test_stage_and_months_are_kept_under_a_name_for_the_next_file() -> None:
    made = unfold(given(CRM))
    key = f"keep-{shelf(made).files[0].digest[:12]}"
    made.session_state[key] = True  # the popover is open
    ran(made)
    made.text_input(key=f"{key}-name").set_value("Our CRM")
    press(made, f"{key}-do")
    kept = {"created_at": "meeting", "months_before": "1.5"}
    assert shelf(made).saved["Our CRM"].answers == kept
    upload(made, "next.csv", sample(CRM).replace(b"Atelier Breton", b"Atelier"))
    assert shelf(made).files[1].answers == kept
