"""Ranges as people type them into a box, and the doubt that becomes of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model.analysis.risk.spreads import own_ends
from roi_model.declaration.card import Card, cards
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.scenario import Channel, Scenario
from roi_model.declaration.spending import CostLine
from roi_model.editing import doubted
from roi_model.editing.doubted import Entered
from roi_model.storage.presets import presets
from tests.editing.numbers import NUMBERS, card

RATE = cards(Channel)["quote_to_customer"]
MONEY, CYCLE, MONTHS = card("deal_value"), card("cycle_months"), card("horizon_months")
CASE = Scenario(name="Demo", channels=(Channel(name="Calls", quote_to_customer=0.3),))
CLOSING = "channels/Calls/quote_to_customer"


def read(of: Card, typed: str, lang: str = "fr", now: float | None = None) -> Entered:
    return doubted.read(of, of.key, typed, lang, now)


@pytest.mark.parametrize(
    "typed",
    [
        "25–35 %", "25..35 %", "25 à 35 %", "30 % ± 5", "30 (25–35)",  # as MODEL 8.4 has them
        "25-35", "25 - 35%", "25%–35%", "25 % - 35 %", "25…35", "25...35", "25 to 35", "25à35",
        "entre 25 et 35 %", "between 25 and 35", "de 25 à 35 %", "from 25% to 35%",
        "30±5", "30 ± 5 %", "30 +/- 5", "30 % +- 5 %", "30 % (25 % à 35 %)", "30 (± 5) %",
    ],
)  # fmt: skip
def test_many_ways_to_write_one_range(typed: str) -> None:
    for lang in ("fr", "en"):
        assert read(RATE, typed, lang, 0.3) == Entered(0.3, (0.25, 0.35))


@pytest.mark.parametrize(
    ("of", "typed", "lang", "wanted"),
    [
        (MONEY, "10–12k", "en", Entered(11e3, (10e3, 12e3))),
        (MONEY, "10 000 – 12k", "fr", Entered(11e3, (10e3, 12e3))),
        (MONEY, "€10,000–12,000", "en", Entered(11e3, (10e3, 12e3))),
        (MONEY, "1,2–1,4 M€", "fr", Entered(1.3e6, (1.2e6, 1.4e6))),
        (MONEY, "12k ± 2", "en", Entered(12e3, (10e3, 14e3))),
        (MONEY, "12 ± 2k", "en", Entered(12e3, (10e3, 14e3))),
        (MONEY, "12k ± 500", "en", Entered(12e3, (11.5e3, 12.5e3))),
        (MONEY, "12 000 ± 10 %", "fr", Entered(12e3, (10.8e3, 13.2e3))),
        (MONEY, "12k (10–15)", "en", Entered(12e3, (10e3, 15e3))),
        (CYCLE, "1–2 ans", "fr", Entered(18.0, (12.0, 24.0))),
        (CYCLE, "4 months (3–8)", "en", Entered(4.0, (3.0, 8.0))),
        (card("opening_cash"), "-5000 à 3000", "fr", Entered(-1e3, (-5e3, 3e3))),
        (card("opening_cash"), "−5 000–3 000", "fr", Entered(-1e3, (-5e3, 3e3))),
        (MONTHS, "12–15", "fr", Entered(14.0, (12.0, 15.0))),  # months are whole
    ],
)
def test_units_scales_and_signs(of: Card, typed: str, lang: str, wanted: Entered) -> None:
    assert read(of, typed, lang, 24.0 if of is MONTHS else None) == wanted


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("35–25", "doubt_order"),
        ("30 (31–35)", "doubt_order"),
        ("25–25", "doubt_order"),
        ("30 ± 0", "doubt_order"),
        ("90–110", "out_of_range"),
        ("25–", "not_a_number"),
        ("1–2–3", "not_a_number"),
        ("some–more", "not_a_number"),
    ],
)
def test_what_is_no_range_is_refused_with_its_reason(typed: str, code: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        read(RATE, typed)
    (problem,) = caught.value.problems
    assert problem.code == code
    for lang in ("fr", "en"):
        assert "{" not in problem.sentence(lang)


def test_a_scale_at_one_end_alone_makes_no_range_of_another_order() -> None:
    with pytest.raises(ScenarioError) as caught:
        read(MONEY, "20–15k")
    assert caught.value.problems[0].code == "doubt_order"


def test_a_mark_between_thousands_is_asked_for_only_where_it_may_be_either() -> None:
    with pytest.raises(ScenarioError) as caught:
        read(MONEY, "2,600–3,100")
    assert caught.value.problems[0].code == "ambiguous_range"
    assert read(MONEY, "2.600–3.100", "fr") == Entered(2850.0, (2600.0, 3100.0))


def test_one_number_is_what_it_always_was() -> None:
    for typed, value in (
        ("31200/12", 2600.0),
        ("1e3", 1000.0),
        ("7,3k", 7300.0),
        ("12 500", 12500),
    ):
        assert read(MONEY, typed) == Entered(value)
    assert read(card("opening_cash"), "−5 000") == Entered(-5000.0)


def test_what_a_box_shows_is_read_back() -> None:
    tried = 0
    for of in NUMBERS:
        for value in (3.0, 0.37, 12_345.0):
            ends = (value * 0.75, value * 1.5)
            if any(of.problem(one) for one in (value, *ends)) or (of.whole and value % 1):
                continue
            for lang in ("fr", "en"):
                said = doubted.shown(of, value, ends, "EUR", lang)
                again = doubted.read(of, of.key, said, lang, value)
                assert again.value == pytest.approx(value, rel=1e-3), (of.key, said)
                assert again.ends == pytest.approx(ends, rel=1e-3), (of.key, said)
                tried += 1
    assert tried > 100


# In the case ------------------------------------------------------------------------------------


def test_a_typed_range_is_a_doubt_of_the_case_and_a_number_takes_it_away() -> None:
    made, _ = doubted.edited(CASE, CLOSING, Entered(0.3, (0.25, 0.35)), "en")
    assert made.uncertainty == {CLOSING: {"kind": "range", "p10": 0.25, "p90": 0.35}}
    assert own_ends(made, CLOSING) == (0.25, 0.35)
    assert doubted.edited(made, CLOSING, Entered(0.3), "en")[0] == CASE
    # The same ends around another middle are around that one, and of no value from before.
    other, _ = doubted.edited(made, CLOSING, Entered(0.26, (0.25, 0.35)), "en")
    assert own_ends(other, CLOSING) == (0.25, 0.35)
    assert other.channels[0].quote_to_customer == 0.26


def test_other_doubts_and_evidence_follow_as_ever() -> None:
    case = replace(
        CASE,
        uncertainty={"deal_value": {"kind": "range", "p10": 4000.0, "p90": 6000.0}},
        evidence={CLOSING: {"source": "CRM", "grade": "measured"}},
    )
    made, _ = doubted.edited(case, CLOSING, Entered(0.4, (0.3, 0.5)), "en")
    assert made.uncertainty["deal_value"] == case.uncertainty["deal_value"]
    assert made.evidence[CLOSING]["value"] == 0.3


def test_the_sum_of_several_lines_has_no_doubt_of_its_own() -> None:
    tools = tuple(CostLine(name=name, category="tools", amount=100.0) for name in ("CRM", "Data"))
    one, _ = doubted.edited(
        replace(CASE, costs=tools[:1]), "tools", Entered(150.0, (100.0, 200.0)), "en"
    )
    assert own_ends(one, "costs/CRM/amount") == (100.0, 200.0)
    with pytest.raises(ScenarioError) as caught:
        doubted.edited(replace(CASE, costs=tools), "tools", Entered(250.0, (200.0, 300.0)), "en")
    assert caught.value.problems[0].code == "no_doubt_here"


def test_a_step_by_month_has_the_doubt_of_its_first() -> None:
    stepped = replace(CASE, deal_value={1: 10e3, 7: 12e3})
    made, _ = doubted.edited(stepped, "deal_value", Entered(20e3, (18e3, 24e3)), "en")
    assert made.deal_value.values == (20e3, 24e3)  # type: ignore[union-attr]
    assert own_ends(made, "deal_value") == (18e3, 24e3)


def test_own_ends_of_every_kind_of_doubt() -> None:
    beta = {"kind": "beta", "mean": 0.3, "ess": 50.0}
    low, high = own_ends(replace(CASE, uncertainty={CLOSING: beta}), CLOSING) or (0, 0)
    assert 0.2 < low < 0.3 < high < 0.4
    assert own_ends(CASE, CLOSING) is None
    assert all(own_ends(one.scenario, "deal_value") is None for one in presets()[:2])
