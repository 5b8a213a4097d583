"""Rules by label: the user's before ours."""

from __future__ import annotations

import pytest

from roi_model.declaration.spending import CATEGORIES
from roi_model.reading.reading import read
from roi_model.reading.sorting.label_rules import merchant_rules
from tests.reading.bank_text import reading_of
from tests.reading.variants import FECS, LONG, SAMPLES, SHAPES


def test_the_users_rules_go_before_ours() -> None:
    content = (SAMPLES / "bank_fr_signed.csv").read_bytes()
    rules = [
        {"contains": "Zorglub", "category": "agency"},
        {"contains": "uber", "category": "meetings", "share": 0.4},
        {"contains": "UBER eats", "category": "people"},  # never reached: the first wins
        {"contains": "l. martin", "category": "not_selling"},
    ]
    reading = read(content, answers={"rules": rules})
    totals = reading.totals()["by_category"]
    assert totals["agency"] == 420.5
    assert totals["meetings"] == 38.90 + 22.75
    assert totals["not_selling"] == round(4116.5 + 2845.12, 2)
    assert reading.questions == ()
    plain = read(content)
    counted = plain.totals()["selling"] - 2845.12 - 0.6 * (38.90 + 22.75)
    assert reading.totals()["selling"] == pytest.approx(counted)


def test_the_users_rules_hold_in_files_of_costs_and_of_accounts_too() -> None:
    rules = {"rules": [{"contains": "google ads", "category": "agency"}]}
    for name in ("fr_utf8.csv", "fr_debit_credit.csv", "fec_semicolon.txt"):
        content = {**LONG, **SHAPES, **FECS}[name]()
        assert read(content, answers=rules).totals()["by_category"]["agency"] == 1000.45, name


def test_an_answer_about_one_label_goes_before_a_rule() -> None:
    text = "Date;Libellé;Montant;Solde\n15/03/2024;PRLV ZORGLUB;-10,50;100,50\n"
    rule = {"contains": "zorglub", "category": "agency"}
    answers = {"rules": [rule], "category:ZORGLUB": "tools"}
    assert reading_of(text, answers=answers).totals()["by_category"] == {"tools": 10.5}


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({"contains": "x", "category": "tools"}, "give a list"),
        ("google", "give a list"),
        ([{"contains": "google"}], "advertising"),
        ([{"contains": "google", "category": "tools", "when": "always"}], "share"),
        ([{"contains": "google", "category": "marketing"}], "allowed: people"),
        ([{"contains": " -- ", "category": "tools"}], "a letter or a figure"),
        ([{"contains": "google", "category": "tools", "share": 40}], "0 to 1"),
        ([{"contains": "google", "category": "tools", "share": True}], "0 to 1"),
    ],
)
def test_a_rule_that_is_none_is_told_what_one_is(rules: object, said: str) -> None:
    with pytest.raises(ValueError, match="rules") as raised:
        reading_of("Date;Libellé;Montant;Solde\n15/03/2024;A;-10,50;1,50\n",
                   answers={"rules": rules})  # fmt: skip
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("label", "category", "selling"),
    [("PRLV GOOGLE ADS", "advertising", True), ("CB UBER *EATS", "entertainment", True),
     ("CB UBER TRIP", "travel", True), ("PAYPAL *LINKEDIN ADS", "advertising", True),
     ("LINKEDIN SALES NAV", "tools", True), ("VIR SALAIRE MARS", "people", True),
     ("PRLV URSSAF", "people", True), ("VIREMENT INTERNE", "other", False),
     ("DGFIP TVA", "other", False), ("COTISATION CARTE", "other", False),
     ("HOTEL MERCURE LILLE", "travel", True), ("GOOGLE CLOUD EMEA", "other", False)],
)  # fmt: skip
def test_merchants(label: str, category: str, selling: bool) -> None:
    rule = merchant_rules().label(label)
    assert rule is not None
    assert (rule.category, rule.selling) == (category, selling)
    assert rule.category in CATEGORIES
    assert 0 < rule.confidence < 1
