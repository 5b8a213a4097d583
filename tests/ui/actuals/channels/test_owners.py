"""Whose costs and sources are: guesses are shown, another answer moves the figures and is kept."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from roi_model.reading.mappings import COST, SOURCE
from roi_model.texts import text
from tests.ui.actuals.channels.test_by_channel_view import NAMES
from tests.ui.actuals.remembered import shelf
from tests.ui.actuals_driver import given, part, table
from tests.ui.pages import press, ran, words
from tests.ui.panel_driver import enter, grid, shown

HEADER = text("by_channel.channel", "en")


def opened() -> AppTest:
    made = part(given(*NAMES), "deals")
    made.session_state["channel-owners"] = True
    return ran(made)


def owner(made: AppTest, key: str, name: str) -> tuple[str, str]:
    """Whose a line is, in words, and how that is known."""
    found = grid(made, key)
    options = dict(next(c["options"] for c in found["columns"] if c["name"] == "channel"))
    (line,) = [one for one in shown(made, key) if next(iter(one.values())) == name]
    return options[line["channel"]], line["how"]


def choose(made: AppTest, key: str, name: str, channel: str) -> AppTest:
    found = grid(made, key)
    at = [line["cells"][0]["text"] for line in found["lines"]].index(name)
    options = next(c["options"] for c in found["columns"] if c["name"] == "channel")
    value = next(place for place, called in options if called == channel)
    return ran(enter(made, key, at, "channel", value))


def cost_of(made: AppTest, name: str) -> str:
    return next(row[1] for row in table(made, HEADER) if row[0].startswith(name)).split(" ")[0]


def test_guesses_are_shown_and_can_be_said_otherwise() -> None:
    made = opened()
    costs = "channel-costs-label"
    stand, website = "Trade show – stand", "Google Ads – website"
    assert owner(made, costs, stand) == ("Trade show", "a guess")
    assert owner(made, costs, "Sales team payroll") == ("no channel", "")
    assert owner(made, "channel-sources", "LinkedIn") == ("LinkedIn outbound", "a guess")
    assert text("by_channel.guessed", "en", count=4) in words(made)
    latest = [one.latest for one in shelf(made).files]
    choose(made, costs, "HubSpot subscription", "LinkedIn outbound")
    assert owner(made, costs, "HubSpot subscription") == ("LinkedIn outbound", "you said so")
    assert cost_of(made, "LinkedIn outbound") == "€5,590"  # 3,295.75 + 5 · 459
    assert cost_of(made, "Not attributed") == "€21,300"
    choose(made, "channel-sources", "Website", "LinkedIn outbound")
    assert owner(made, costs, website) == ("LinkedIn outbound", "a guess")  # goes along
    assert len(table(made, HEADER)) == 4  # no line of its own for the website
    assert shelf(made).mapping == {
        f"{COST}label:hubspot subscription": "LinkedIn outbound",
        f"{SOURCE}Website": "LinkedIn outbound",
    }
    assert [one.latest for one in shelf(made).files] == latest  # no file was read again
    press(made, "channel-forget")
    assert owner(made, costs, website) == ("Website", "a guess") and not shelf(made).mapping
    # A category speaks for its labels.
    made.segmented_control(key="kept-channel_level").set_value("category")
    ran(made)
    assert owner(made, "channel-costs-category", "Advertising") == ("several channels", "a guess")
    choose(made, "channel-costs-category", "People", "LinkedIn outbound")
    assert list(shelf(made).mapping) == [f"{COST}category:people"]
    assert cost_of(made, "LinkedIn outbound") == "€24,600"  # 3,295.75 + 5 · 4,260
