"""The column of inputs follows from the cards: none is forgotten, none stands there twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model.declaration.card import Card, cards
from roi_model.declaration.scenario import OVERRIDES, PARTS, Scenario
from roi_model.editing import form
from roi_model.editing.edits import FIRST_ROLE, LAUNCH, TOOLS, card_of
from roi_model.storage.presets import presets
from roi_model.texts import LANGUAGES, text
from ui.elements import tables

COLUMN = [found for group in form.GROUPS for found in form.column(group).items()]


def declared() -> list[tuple[str, str, Card]]:
    """Every card that is not another's: the list it belongs to, its key, itself."""
    lists = {"": Scenario, **PARTS}
    return [
        (name, key, card)
        for name, entity in lists.items()
        for key, card in cards(entity).items()
        if not card.same_as
    ]


@pytest.mark.parametrize(("group", "key", "card"), declared())
def test_every_input_is_set_somewhere(group: str, key: str, card: Card) -> None:
    """In the column, else in the table of its list; else the card says where."""
    prefix = FIRST_ROLE if group == "team" else ""
    in_column = any(path == prefix + key and found is card for path, found in COLUMN)
    if group in ("", "channels", "team"):
        assert in_column == (card.place == "column"), "its group has no place in the column"
    assert card.place != "table" or group in tables.LISTS
    assert card.advanced or in_column, "what every reader sets stands in the column"


def test_none_stands_twice() -> None:
    paths = [path for path, _ in COLUMN]
    assert len(paths) == len(set(paths))
    assert {TOOLS.key, LAUNCH.key} <= set(paths)
    assert set(OVERRIDES) <= set(form.column("sale"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_group_has_a_name_and_one_for_what_is_folded(lang: str) -> None:
    for group in form.GROUPS:
        assert text(f"ui.group.{group}", lang) and text(f"ui.group.advanced_{group}", lang)


def test_every_path_of_the_column_leads_to_its_card() -> None:
    scenario = presets()[0].scenario
    for group in form.GROUPS:
        prefix = f"channels/{scenario.channels[0].name}/" if group == "channel" else ""
        for path, card in form.column(group).items():
            assert card_of(scenario, prefix + path) is card


def test_an_input_stands_as_declared_or_behind_the_one_it_follows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    declared = cards(Scenario)
    moved = dict(declared)
    moved["horizon_months"] = replace(declared["horizon_months"], follows="market")
    monkeypatch.setattr(form, "cards", lambda entity: moved if entity is Scenario else {})
    assert form.core("period") == ["campaign_months", "discount_rate", "market", "horizon_months"]
    moved["horizon_months"] = replace(declared["horizon_months"], follows="deal_value")
    with pytest.raises(ValueError, match="deal_value"):
        form.core("period")
