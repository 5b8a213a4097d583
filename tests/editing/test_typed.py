"""Numbers as people type them, in both languages."""

from __future__ import annotations

import pytest

from roi_model.editing import entry
from roi_model.editing.typed import AmbiguousError
from tests.editing.numbers import card


@pytest.mark.parametrize(
    ("name", "typed", "lang", "value"),
    [
        ("deal_value", "4 500,5 €", "fr", 4500.5),
        ("deal_value", "4\u202f500,5\u00a0€", "fr", 4500.5),
        ("deal_value", "4500.5", "fr", 4500.5),
        ("deal_value", "4.500,5", "fr", 4500.5),
        ("deal_value", "$4,500.50", "en", 4500.5),
        ("deal_value", "4,500", "en", 4500.0),
        ("deal_value", "4,5", "en", 4.5),
        ("deal_value", "CHF 12’000", "en", None),  # a typographic apostrophe is no separator here
        ("deal_value", "CHF 12'000", "en", 12000.0),
        ("deal_value", "12k", "en", 12000.0),
        ("deal_value", "1,2 M€", "fr", 1_200_000.0),
        ("deal_value", "1.234.567", "fr", 1_234_567.0),
        ("gross_margin", "62,5 %", "fr", 0.625),
        ("gross_margin", "7", "en", 0.07),
        ("gross_margin", "−5 %", "fr", -0.05),
        ("cycle_months", "3 mois", "fr", 3.0),
        ("cycle_months", "6m", "en", 6.0),  # months, not millions
        ("dso_days", "45 jours", "fr", 45.0),
        ("deal_value", "1e3", "en", 1000.0),
        ("deal_value", "7,3k", "fr", 7300.0),
        ("deal_value", "7,3 k€", "fr", 7300.0),
        ("deal_value", "600 €/mois", "fr", 600.0),
        ("deal_value", "600 € HT", "fr", 600.0),
        ("deal_value", "≈ 7 500 €", "fr", 7500.0),
        ("deal_value", "$US 600", "fr", 600.0),
        ("deal_value", "31200/12", "fr", 2600.0),
        ("deal_value", "31 200 € / 12", "fr", 2600.0),
        ("deal_value", "=3 x 400 + 50", "en", 1250.0),
        ("gross_margin", "9,5", "fr", 0.095),
        ("gross_margin", "15/50", "fr", 0.3),  # 15 of 50
        ("gross_margin", "60/2", "fr", 0.3),
        ("gross_margin", "60 % / 2", "fr", 0.3),
        ("cycle_months", "1.500", "fr", 1.5),  # 1,500 months are out of range
        ("cycle_months", "2 ans", "fr", 24.0),
        ("horizon_months", "3 years", "en", 36.0),
    ],
)
def test_usual_ways_of_typing(name: str, typed: str, lang: str, value: float | None) -> None:
    if value is None:
        with pytest.raises(ValueError):
            entry.parsed(card(name), typed, lang)
    else:
        assert entry.parsed(card(name), typed, lang) == value


@pytest.mark.parametrize(
    ("name", "typed", "lang", "now", "meant"),
    [
        ("deal_value", "2.600", "fr", 2500.0, 2600.0),
        ("deal_value", "2.600", "fr", 0.0, 2600.0),  # no amount has three decimals
        ("deal_value", "2.600", "fr", 3.0, (2.6, 2600.0)),
        ("deal_value", "2.600", "en", 2500.0, (2.6, 2600.0)),
        ("deal_value", "2.600", "en", 3.0, 2.6),
        ("deal_value", "2,600", "fr", 2500.0, (2.6, 2600.0)),
        ("deal_value", "2,600", "fr", 3.0, 2.6),
        ("deal_value", "2,600", "en", 3.0, 2600.0),  # as English writes it
        ("deal_value", "2.600k", "fr", 3000.0, 2600.0),
        ("deal_value", "7,5000", "en", 7500.0, 75_000.0),  # a nought was added to 7,500
        ("deal_value", "7,50", "en", 7500.0, (7.5, 750.0)),  # one was taken away, or a French comma
        ("deal_value", "7,50", "en", 8.0, 7.5),
    ],
)
def test_a_mark_between_thousands_or_before_decimals(
    name: str, typed: str, lang: str, now: float, meant: float | tuple[float, float]
) -> None:
    """What the input may hold and holds now decides; else both numbers are offered."""
    if isinstance(meant, tuple):
        with pytest.raises(AmbiguousError) as asked:
            entry.parsed(card(name), typed, lang, now)
        assert asked.value.readings == meant
    else:
        assert entry.parsed(card(name), typed, lang, now) == meant


NO_NUMBERS = (
    *("", "abc", "12 % of 30", "1.2.3", "1,2,3", "--", "nan", "inf"),
    *("6OO", "l00", "1O", "600 TTC", "12 mois", "25-35", "25–35 %", "1/0", "5/", "3 apples"),
)


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        entry.parsed(card("deal_value"), typed, "en")
