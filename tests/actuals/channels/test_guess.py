"""Which channel words seem to speak of: never one of two."""

from __future__ import annotations

import tomllib

import pytest

from roi_model.actuals.channels.guess import guessed
from roi_model.reading.text.wording import fold

CHANNELS = ("LinkedIn outbound", "Google Ads", "Salons & foires", "Inbound content", "Calls")


@pytest.mark.parametrize(
    ("written", "channel"),
    [
        ("google ads", "Google Ads"),  # its name
        ("CARTE 03/03 GOOGLE ADS 4029357733 IE", "Google Ads"),  # its name, in a row of words
        ("LinkedIn", "LinkedIn outbound"),  # itself in the name
        ("LinkedIn Marketing Solutions", "LinkedIn outbound"),  # a word both have
        ("AdWords", "Google Ads"),
        ("Trade Show", "Salons & foires"),
        ("Website", "Inbound content"),
        ("Cold calling", "Calls"),
        ("Meta Ads", None),  # nobody's
        ("Ads", "Google Ads"),
        ("Loads", None),  # whole words alone
        ("LinkedIn; Google Ads", None),  # two, though one by its name and one by a word
        ("Google Ads; AdWords", "Google Ads"),
        ("Calls and Google Ads", None),  # two by their names
        ("LinkedIn and newsletter", "LinkedIn outbound"),
        ("", None),
        ("—", None),
    ],
)
def test_what_words_name(written: str, channel: str | None) -> None:
    assert guessed(written, CHANNELS) == channel


def test_of_two_that_fit_alike_none_is_taken() -> None:
    assert guessed("LinkedIn", ("LinkedIn FR", "LinkedIn UK")) is None
    assert guessed("LinkedIn FR", ("LinkedIn", "LinkedIn FR")) == "LinkedIn FR"
    assert guessed("Ads: LinkedIn FR", ("LinkedIn", "LinkedIn FR")) == "LinkedIn FR"  # the closest


def test_words_are_written_folded() -> None:
    with open("data/channel_words.toml", "rb") as file:
        groups = tomllib.load(file)["group"]
    words = [word.removesuffix("*") for group in groups for word in group["contains"]]
    assert words == [fold(word) for word in words]
