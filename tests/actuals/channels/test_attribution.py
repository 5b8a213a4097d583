"""What was said of a cost or a source goes before any guess, the closest word first."""

from __future__ import annotations

import pytest

from roi_model.actuals.channels import attribution
from roi_model.actuals.channels.attribution import (
    Said,
    channel_of_costs,
    channel_of_sources,
    named_costs,
)
from roi_model.reading.reading import read

CHANNELS = ("SEA", "LinkedIn")
COSTS = b"""date;category;label;cost
2025-01-10;Advertising;Google Ads 0412;300,00
2025-02-10;Advertising;Google Ads 0577;200,00
2025-01-12;Advertising;LinkedIn Ads;250,00
2025-01-15;Advertising;Zorglub;100,00
2025-01-31;People;Commissions LinkedIn;900,00
2025-01-31;Recruitment;LinkedIn Recruiter;150,00
"""


def channels(said: dict[str, str] | None = None) -> list[tuple[str, bool]]:
    entries = read(COSTS).entries
    found = channel_of_costs(entries, CHANNELS, Said(costs=said or {}))
    assert list(found.index) == list(entries.index)
    return list(found.itertuples(index=False, name=None))


def test_guesses_are_of_marketing_alone() -> None:
    assert channels() == [
        ("SEA", True), ("SEA", True), ("LinkedIn", True), ("", False), ("", False), ("", False),
    ]  # fmt: skip


def test_the_closest_word_counts() -> None:
    table = {"category:advertising": "LinkedIn", "label:zorglub!": "", "label:GOOGLE ADS 0412": ""}
    # The other Google label differs by its number alone: what was said of one holds for it too.
    assert channels(table)[:4] == [("", False), ("", False), ("LinkedIn", False), ("", False)]
    both = table | {"label:Google Ads 0577": "SEA"}
    assert channels(both)[:2] == [("", False), ("SEA", False)]
    one_more = read(COSTS.replace(b"Zorglub", b"Google Ads 0999")).entries
    apart = Said(costs={"label:Google Ads 0412": "", "label:Google Ads 0577": "LinkedIn"})
    told = channel_of_costs(one_more, CHANNELS, apart)
    assert tuple(told.loc[3]) == ("SEA", True)  # said of its like in two ways: a guess again
    assert channels({"key:Advertising": "SEA"})[3] == ("SEA", False)
    assert channels({"label:Commissions LinkedIn": "LinkedIn"})[4] == ("LinkedIn", False)


def test_a_channel_that_the_plan_has_no_more_is_forgotten() -> None:
    assert channels({"label:Zorglub": "Fax", "category:advertising": "Fax"}) == channels()
    found = channel_of_sources(["SEA"], CHANNELS, Said(sources={"SEA": "Fax"}))
    assert found["SEA"].channel == "SEA"


def test_a_source_of_its_own_is_guessed_where_no_channel_is() -> None:
    entries = read(COSTS + b"2025-02-12;Advertising;Fair - stand;50,00\n").entries
    own = {name: name for name in ("Fair", "Google; LinkedIn", "AdWords")}
    found = list(channel_of_costs(entries, CHANNELS, Said(), own).itertuples(False, None))
    assert found[:3] == [("SEA", True), ("SEA", True), ("LinkedIn", True)]  # channels come first
    assert found[-1] == ("Fair", True)
    assert channel_of_costs(entries, ("Calls",), Said(), own)["channel"][0] == "AdWords"
    # A source that was said to be a channel's brings its costs along.
    mapped = channel_of_costs(entries, ("Calls",), Said(), {"AdWords": "Calls"})
    assert tuple(mapped.loc[0]) == ("Calls", True)


@pytest.mark.parametrize(("name", "channels", "expected"), [
    ("ADS-77 Web 12/03", ("Web",), "Web"),  # numbers tell nothing
    ("Web 2 - stand", ("Web 1", "Web 2"), "Web 2"),  # but where a channel has one
])  # fmt: skip
def test_numbers_of_a_label(name: str, channels: tuple[str, ...], expected: str) -> None:
    entries = read(
        f"date;category;label;cost\n2025-01-10;Advertising;{name};3,00\n".encode()
    ).entries
    assert channel_of_costs(entries, channels, Said())["channel"].tolist() == [expected]


def test_labels_that_differ_by_numbers_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []

    def guess(written: str, channels: tuple[str, ...]) -> str:
        looked.append(written)
        return "SEA"

    monkeypatch.setattr(attribution, "guessed", guess)
    entries = read(COSTS).entries.iloc[[0] * 1000].reset_index(drop=True)
    entries["label"] = [f"Google Ads {number:06d}" for number in range(len(entries))]
    assert (channel_of_costs(entries, CHANNELS, Said())["channel"] == "SEA").all()
    assert looked == ["Google Ads"]


def test_sources() -> None:
    said = Said(sources={"website": "SEA", "LinkedIn": ""})
    found = channel_of_sources(["Website", "linkedin", "AdWords", "sea", "", "Website"],
                               CHANNELS, said)  # fmt: skip
    assert [(one.name, one.channel, one.guess) for one in found.values()] == [
        ("Website", "SEA", False),
        ("linkedin", "", False),
        ("AdWords", "SEA", True),
        ("sea", "SEA", False),  # its very name is no guess
        ("", "", False),
    ]


@pytest.mark.parametrize(("level", "names"), [
    ("label", ["Commissions LinkedIn", "Google Ads 0412", "LinkedIn Ads", "Google Ads 0577",
               "LinkedIn Recruiter", "Zorglub"]),
    ("key", ["People", "Advertising", "Recruitment"]),
    ("category", ["people", "advertising", "hiring"]),
])  # fmt: skip
def test_names_of_costs(level: str, names: list[str]) -> None:
    entries = read(COSTS).entries
    found = named_costs(entries, level, channel_of_costs(entries, CHANNELS, Said()))
    several = {"label": [], "key": ["Advertising"], "category": ["advertising"]}[level]
    assert list(found["name"][found["several"]]) == several
    assert list(found["name"]) == names
    assert found["amount"].sum() == pytest.approx(1900)
    # Each key says that name and no other.
    first = channel_of_costs(entries, CHANNELS, Said(costs={found["key"][0]: "SEA"}))
    other = channel_of_costs(entries, CHANNELS, Said())
    changed = entries["amount"][first["channel"] != other["channel"]].sum()
    assert changed == pytest.approx(found["amount"][0])


@pytest.mark.parametrize("given", [
    ["SEA"], {"costs": {"label:x": "Fax"}}, {"costs": {"x": "SEA"}}, {"sources": ["x"]},
    {"costs": {"category:pub": "SEA"}}, {"label": {}}, {"costs": {"label:": "SEA"}},
])  # fmt: skip
def test_what_is_no_mapping_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match="channels"):
        Said.of(given, CHANNELS)


def test_null_is_no_channel() -> None:
    found = Said.of({"costs": {"label:x": None}, "sources": {"Fair": "SEA"}}, CHANNELS)
    assert (found.costs, found.sources) == ({"label:x": ""}, {"Fair": "SEA"})


def test_a_cost_may_go_to_a_source_of_deals_but_a_source_to_a_channel_alone() -> None:
    assert (
        Said.of({"costs": {"label:x": "Fair"}}, CHANNELS, ["Fair", ""]).costs["label:x"] == "Fair"
    )
    with pytest.raises(ValueError, match="Website"):
        Said.of({"sources": {"Website": "Fair"}}, CHANNELS, ["Fair", "Website"])
