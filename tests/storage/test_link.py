"""A scenario as a link and back: exact, small, and never trusting what it reads."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.scenario import Channel, CostLine, Effect, Initiative, Role, Scenario
from roi_model.storage import link
from roi_model.storage.presets import preset, presets
from roi_model.storage.scenario_file import scenario_from_dict
from tests.engine import strategies

SLUG = "inbound-and-outbound"


def packed(content: Any, slug: str = SLUG, version: str = link.VERSION) -> str:
    """A code made by hand, as a stranger could."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return f"{slug}.{version}." + base64.urlsafe_b64encode(zlib.compress(raw)).decode().rstrip("=")


def refused(code: str) -> str:
    with pytest.raises(link.LinkError) as caught:
        link.decode(code)
    for lang in ("fr", "en"):
        assert caught.value.sentence(lang)
    return caught.value.code


@pytest.mark.parametrize("found", presets(), ids=lambda p: p.slug)
def test_an_untouched_preset_is_its_slug(found: Any) -> None:
    assert link.encode(found.scenario, found.slug) == found.slug
    assert link.decode(found.slug) == (found.slug, found.scenario)
    assert link.changed_paths(found.scenario, found.scenario) == []


def test_only_what_differs_travels() -> None:
    start = preset(SLUG).scenario
    channel = replace(start.channels[1], contacts=801.5)
    plan = replace(start, channels=(start.channels[0], channel), deal_value=6001.25)
    code = link.encode(plan, SLUG)
    assert link.decode(code) == (SLUG, plan)
    content = link._content(code.split(".")[2])
    assert content == {"v": {"channels/Outbound/contacts": 801.5, "deal_value": 6001.25}}
    assert link.changed_paths(plan, start) == ["channels/Outbound/contacts", "deal_value"]
    assert len(code) < 140
    assert " " not in link.unpacked(code)  # no room lost between what is written


def test_an_edit_more_is_counted_as_one_more() -> None:
    """A part that comes or goes does not swallow the edits of the others."""
    start = preset(SLUG).scenario
    first, second = start.channels
    edited = replace(first, contacts=30, meeting_cost=5)
    training = Initiative(name="Train", effects=(Effect(parameter="deal_value", factor=1.1),))
    longer = replace(training, effects=(*training.effects, Effect("cycle_months", 0.9)))
    for plan, count in (
        (start, 0),
        (replace(start, deal_value=7000), 1),
        (replace(start, channels=(edited, second)), 2),
        (replace(start, channels=(edited, second, Channel(name="C"))), 3),
        (replace(start, channels=(edited,)), 3),
        (replace(start, channels=(edited, replace(second, name="D"))), 3),
        (replace(start, channels=(second, first)), 1),
        (replace(start, initiatives=(training,)), 1),
    ):
        assert link.count_edits(plan, start) == count
    trained = replace(start, initiatives=(training,))
    assert link.count_edits(replace(start, initiatives=(longer,)), trained) == 1


def test_structure_travels_too() -> None:
    start = preset(SLUG).scenario
    plan = replace(
        start,
        team=(*start.team, Role(title="Ops – été", fte=0.5)),
        costs=(),
        channels=(replace(start.channels[0], name="Site"), start.channels[1], Channel(name="C")),
        initiatives=(
            Initiative(name="Train", effects=(Effect(parameter="deal_value", factor=1.1),)),
        ),
        seasonality=(1.0, 2.0, *(1.0,) * 10),
        evidence={"deal_value": {"grade": "measured", "source": "CRM « 2025 »"}},
        uncertainty={"deal_value": {"kind": "lognormal", "p10": 4000, "p90": 9000}},
    )
    assert link.decode(link.encode(plan, SLUG)) == (SLUG, plan)
    assert link.decode(link.encode(plan, link.OWN)) == (link.OWN, plan)
    changed = link.changed_paths(plan, start)
    assert {"channels", "team", "costs", "initiatives", "seasonality"} <= set(changed)
    # Evidence is no figure: it travels, but the case is not "changed" by it.
    assert not any(path.startswith("evidence") for path in changed)


def test_what_is_drawn_travels_and_is_no_change_of_the_plan() -> None:
    start = preset(SLUG).scenario
    plan = replace(start, drawn={"others": False, "shock": True})
    for slug in (SLUG, link.OWN):
        assert link.decode(link.encode(plan, slug)) == (slug, plan)
    assert link.changed_paths(plan, start) == []


def test_evidence_and_doubt_can_be_taken_away() -> None:
    start = preset("linkedin-outbound").scenario
    assert start.evidence
    bare = replace(start, evidence={})
    assert link.decode(link.encode(bare, "linkedin-outbound")) == ("linkedin-outbound", bare)


def test_currency_and_name_are_no_change_of_the_case() -> None:
    start = preset(SLUG).scenario
    plan = replace(start, currency="CHF", name="Plan B")
    assert link.changed_paths(plan, start) == []
    _slug, back = link.decode(link.encode(plan, SLUG))
    assert back.name == "Plan B"
    assert back.currency == start.currency  # the currency has its own place in the URL


@given(strategies.scenarios())
def test_any_scenario_survives(raw: dict[str, Any]) -> None:
    plan = scenario_from_dict(raw)
    assert link.decode(link.encode(plan, link.OWN)) == (link.OWN, plan)
    _slug, back = link.decode(link.encode(plan, SLUG))
    assert replace(back, currency=plan.currency) == plan


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", "unknown_preset"),
        ("nowhere", "unknown_preset"),
        (link.OWN, "broken"),
        (f"{SLUG}.", SLUG),
        (f"{SLUG}.1.", "broken"),
        (f"{SLUG}.1.%%%", "broken"),
        (f"{SLUG}.1.é", "broken"),
        (f"{SLUG}.2.abc", "newer"),
        (f"{SLUG}.x.abc", "broken"),
        (f"{SLUG}.99999999999999999999.abc", "broken"),
        (packed(b"not json"), "broken"),
        (packed(b"[1]"), "broken"),
        (packed(b'{"v": {"deal_value": NaN}}'), "broken"),
        (packed(b"[" * 100_000), "broken"),
        (packed({"z": 1}), "broken"),
        (packed({"v": [1]}), "broken"),
        (packed({"v": {"nothing": 1}}), "does_not_fit"),
        (packed({"v": {"deal_value": -1}}), "does_not_fit"),
        (packed({"v": {"channels/Nobody/contacts": 1}}), "broken"),
        (packed({"v": {"channels/Inbound/contacts/x": 1}}), "broken"),
        (packed({"x": {"channels": 3}}), "does_not_fit"),
        (packed({"x": {"deal_value": 3}}), "broken"),
        (packed({"x": {"channels": []}, "v": {"channels/Inbound/contacts": 1}}), "broken"),
        (packed({"e": {"deal_value": 3}}), "does_not_fit"),
        (packed({"s": 3}, link.OWN), "does_not_fit"),
        (packed({}, link.OWN), "broken"),
        ("a" * (link.MAX_CODE + 1), "broken"),
    ],
)
def test_a_broken_link_is_refused_in_a_sentence(code: str, reason: str) -> None:
    if reason == SLUG:  # a dot with nothing behind it: the preset itself
        assert link.decode(code)[0] == SLUG
        return
    assert refused(code) == reason


def test_a_small_link_cannot_unfold_into_a_large_document() -> None:
    bomb = packed(b'{"v": {"name": "' + b"a" * 20_000_000 + b'"}}')
    assert len(bomb) < link.MAX_CODE
    assert refused(bomb) == "broken"


def test_a_case_too_large_for_a_link_says_so() -> None:
    start = preset(SLUG).scenario
    # Names that do not compress: 2,000 cost lines of random letters.
    import random

    letters = random.Random(1)
    lines = tuple(
        CostLine(name="".join(letters.choices("abcdefghijklmnopqrstuvwxyz", k=60)), amount=i + 0.5)
        for i in range(2_000)
    )
    with pytest.raises(link.LinkError) as caught:
        link.encode(replace(start, costs=lines), SLUG)
    assert caught.value.code == "too_large"


@given(st.text(max_size=60), st.text(max_size=200))
def test_nothing_that_is_typed_into_the_address_raises_anything_else(slug: str, rest: str) -> None:
    for code in (rest, f"{slug}.1.{rest}", f"{SLUG}.1.{rest}"):
        try:
            link.decode(code)
        except link.LinkError as error:
            assert error.sentence("fr")


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=9),
        lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=9), x, max_size=3),
    )
)
def test_nothing_that_is_packed_into_a_link_raises_anything_else(content: Any) -> None:
    for made in ({"v": content}, {"x": content}, {"e": content}, {"u": content}, {"s": content}):
        for slug in (SLUG, link.OWN):
            try:
                link.decode(packed(made, slug))
            except link.LinkError:
                pass
            except ScenarioError:
                pytest.fail("a ScenarioError must reach the reader as a LinkError")


def test_scenario_is_the_whole_state() -> None:
    """What the link brings back is what the engine takes: nothing lives beside the Scenario."""
    assert isinstance(link.decode(SLUG)[1], Scenario)
