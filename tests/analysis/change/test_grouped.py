"""Parts that belong together are one, and what they bring adds up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model import Channel, CostLine, Role, Scenario
from roi_model.analysis.change.compare import Comparison, compare
from roi_model.analysis.change.grouped import MOST, REST, grouped

BEFORE = Scenario(
    name="A",
    channels=(Channel(name="Calls"), Channel(name="Mail")),
    team=(Role(title="SDR"),),
    costs=(CostLine(name="Tools", amount=100.0),),
)
AFTER = replace(
    BEFORE,
    name="B",
    deal_value=6_000.0,
    gross_margin=0.7,
    dso_days=60.0,
    discount_rate=0.2,
    channels=(
        replace(BEFORE.channels[0], contacts=300.0, contact_to_lead=0.2, quote_to_customer=0.3),
        replace(BEFORE.channels[1], contacts=90.0),
        Channel(name="Fair", contacts=20.0),
    ),
    team=(replace(BEFORE.team[0], fte=2.0), Role(title="Closer")),
    costs=(CostLine(name="Tools", amount=300.0), CostLine(name="Office", amount=50.0)),
)


def test_a_channel_is_one_part_and_all_of_it_adds_up() -> None:
    found = compare(BEFORE, AFTER, "net_gain")
    groups = {group.key: group for group in grouped(found, 99)}
    assert {part.path for part in groups["channels/Calls"].parts} == {
        "channels/Calls/contacts",
        "channels/Calls/contact_to_lead",
        "channels/Calls/quote_to_customer",
    }
    assert {"channels/Mail", "channels/Fair", "team", "costs", "deal_value"} <= set(groups)
    total = sum(group.contribution for group in groups.values())
    assert found.difference is not None
    assert total == pytest.approx(found.difference, abs=1e-6)


def test_six_parts_at_most_the_smallest_together() -> None:
    found = compare(BEFORE, AFTER, "net_gain")
    alone, few = grouped(found, 99), grouped(found)
    assert len(alone) > MOST == len(few) and few[-1].key == REST
    assert few[:-1] == alone[: MOST - 1]
    assert few[-1].contribution == pytest.approx(sum(g.contribution for g in alone[MOST - 1 :]))


def test_where_nothing_is_shared_out_there_are_no_parts() -> None:
    assert grouped(Comparison("roi", None, 1.0, None, (), "no_investment", "a")) == []
