"""Numbers as people read them: the locale's signs, the digits that hold, and nothing undefined."""

from __future__ import annotations

import math
import timeit

import pytest
from babel.numbers import format_currency, format_percent
from hypothesis import given
from hypothesis import strategies as st

from roi_model import formatting as f
from roi_model.formatting import MINUS, NBSP, UNDEFINED
from roi_model.formatting.inputs import value_words
from roi_model.metrics import CARDS

THIN = "\N{NARROW NO-BREAK SPACE}"
LANGUAGES = ("fr", "en")
LOCALES = {"fr": "fr_FR", "en": "en_US"}
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "JPY", "XOF")
finite = st.floats(-1e12, 1e12)


@pytest.mark.parametrize(
    ("currency", "french", "english"),
    [
        ("EUR", f"57{THIN}200{NBSP}€", "€57,200"),
        ("USD", f"57{THIN}200{NBSP}$US", "$57,200"),
        ("GBP", f"57{THIN}200{NBSP}£GB", "£57,200"),
        ("CHF", f"57{THIN}200{NBSP}CHF", f"CHF{NBSP}57,200"),
    ],
)
def test_money_stands_as_the_locale_writes_it(currency: str, french: str, english: str) -> None:
    assert f.money(57_244.4, currency, "fr") == french
    assert f.money(57_244.4, currency, "en") == english


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("currency", CURRENCIES)
@given(value=finite)
def test_exact_money_is_what_babel_writes(lang: str, currency: str, value: float) -> None:
    ours = f.money_exact(value, currency, lang)
    # Babel glues letters to digits where CLDR asks for a space, writes a hyphen, and keeps -0;
    # it also rounds the decimal text of the number where Python rounds its binary value.
    decimals = 0 if currency in ("JPY", "XOF") else 2
    rounded = float(f"{value:.{decimals}f}") + 0.0
    theirs = format_currency(rounded or 0.0, currency, locale=LOCALES[lang])
    assert ours.replace(MINUS, "-").replace(NBSP, "") == theirs.replace(NBSP, "")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1_234_567, "€1,230,000"),
        (57_244.4, "€57,200"),
        (999.5, "€1,000"),
        (432.6, "€433"),
        (45.678, "€45.70"),
        (45.0, "€45"),
        (1.2345, "€1.23"),
        (0.004, "€0"),
        (-0.004, "€0"),
        (-0.0, "€0"),
        (-57_244.4, MINUS + "€57,200"),
    ],
)
def test_headline_money_has_three_digits(value: float, text: str) -> None:
    assert f.money(value, "EUR", "en") == text


def test_doubt_takes_digits_away_but_never_adds_any() -> None:
    assert f.money(57_244.4, "EUR", "en", spread=60_000) == "€57,000"
    assert f.money(57_244.4, "EUR", "en", spread=600_000) == "€60,000"
    assert f.money(57_244.4, "EUR", "en", spread=1) == "€57,200"
    assert f.money(57_244.4, "EUR", "en", spread=math.nan) == "€57,200"
    assert f.percent(1.4236, "en", spread=1.2) == "140%"
    assert f.number(12_345.6, "en", spread=0) == "12,300"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (999.9, f"1{NBSP}k€", "€1K"),
        (12_345, f"12,3{NBSP}k€", "€12.3K"),
        (-1_234_567, f"{MINUS}1,23{NBSP}M€", f"{MINUS}€1.23M"),
        (2e9, f"2{NBSP}Md€", "€2B"),
        (12.5, f"12,50{NBSP}€", "€12.50"),
    ],
)
def test_short_money_carries_the_letter_of_its_size(
    value: float, french: str, english: str
) -> None:
    assert f.money_compact(value, "EUR", "fr") == french
    assert f.money_compact(value, "EUR", "en") == english


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.404, "140%"),
        (12.3456, "1,230%"),
        (0.875, "87.5%"),
        (0.12, "12%"),
        (0.0345, "3.5%"),
        (0.00456, "0.46%"),
        (0.0, "0%"),
        (-0.18, MINUS + "18%"),
        (-0.00001, "0%"),
    ],
)
def test_percents_are_fractions_times_a_hundred(value: float, text: str) -> None:
    assert f.percent(value, "en") == text


def test_the_percent_sign_stands_as_babel_puts_it() -> None:
    for lang in LANGUAGES:
        assert f.percent(0.25, lang) == format_percent(0.25, locale=LOCALES[lang])
    assert f.percent_exact(1.40357, "fr") == f"140,36{NBSP}%"


def test_signs_are_written_and_zero_has_none() -> None:
    assert f.signed_money(1_234, "EUR", "fr") == f"+1{THIN}230{NBSP}€"
    assert f.signed_money(-1_234, "EUR", "en") == f"{MINUS}€1,230"
    assert f.signed_money(0, "EUR", "en") == "€0"
    assert f.signed_percent(0.125, "en") == "+12.5%"
    assert f.signed_points(-0.12, "fr") == f"{MINUS}12{NBSP}pts"
    assert f.signed_months(-2.04, "fr") == f"{MINUS}2{NBSP}mois"
    assert f.signed_months(1.0, "en") == f"+1{NBSP}month"
    assert f.signed_months(1.5, "en") == f"+1.5{NBSP}months"


def test_durations_are_whole_months() -> None:
    assert f.months(12.24, "fr") == f"≈{NBSP}12{NBSP}mois"
    assert f.months(13.62, "en") == f"≈{NBSP}14{NBSP}months"
    assert f.months(1.2, "en") == f"≈{NBSP}1{NBSP}month"
    assert f.months(0.3, "fr") == "moins d’un mois"
    assert f.months(0, "en") == f"0{NBSP}months"
    assert f.months(14.2, "en", low=10.1, high=21.8) == f"≈{NBSP}14{NBSP}months (10–22)"
    assert f.months(14.2, "fr", low=10.1, high=None) == f"≈{NBSP}14{NBSP}mois (10–jamais)"
    assert f.months_exact(12.2449, "fr") == f"12,24{NBSP}mois"


def test_months_have_calendar_names_where_the_start_is_known() -> None:
    assert f.month_name(5, "fr") == f"mois{NBSP}5"
    assert f.month_name(1, "fr", "2026-01") == "janv. 2026"
    assert f.month_name(14, "en", "2026-11") == "Dec 2027"
    assert f.month_name(0, "en", "2026-11") == "start"


def test_what_does_not_exist_is_a_dash_everywhere() -> None:
    for lang in LANGUAGES:
        for value in (None, math.nan, math.inf, -math.inf):
            for written in (
                f.money(value, "EUR", lang),
                f.money_exact(value, "EUR", lang),
                f.money_compact(value, "EUR", lang),
                f.signed_money(value, "EUR", lang),
                f.percent(value, lang),
                f.percent_exact(value, lang),
                f.signed_percent(value, lang),
                f.signed_points(value, lang),
                f.number(value, lang),
                f.number_exact(value, lang),
                f.multiple(value, lang),
                f.months(value, lang),
                f.months_exact(value, lang),
                f.signed_months(value, lang),
                f.month_name(value, lang),
                *(f.metric(name, value, "EUR", lang) for name in CARDS),
            ):
                assert written == UNDEFINED


@pytest.mark.parametrize("lang", LANGUAGES)
@given(value=finite)
def test_no_number_is_written_as_minus_zero_or_nan(lang: str, value: float) -> None:
    for written in (
        f.money(value, "EUR", lang),
        f.money_compact(value, "EUR", lang),
        f.percent(value, lang),
        f.number(value, lang),
        f.multiple(value, lang),
    ):
        assert "nan" not in written.lower()
        assert "-" not in written
        if MINUS in written:
            assert any(digit in written for digit in "123456789")


@given(value=st.floats(1e-2, 1e11), currency=st.sampled_from(CURRENCIES))
def test_a_headline_is_within_half_a_percent(value: float, currency: str) -> None:
    written = f.money(value, currency, "en")
    read = float("".join(c for c in written if c.isdigit() or c == "."))
    # Three digits leave 0.5 %, and small amounts are rounded to what the currency has.
    smallest = 0.5 if currency in ("JPY", "XOF") else 0.005
    assert read == pytest.approx(value, rel=0.0051, abs=smallest * 1.001)


def test_a_difference_says_which_way_is_good() -> None:
    later = f.delta("payback_month", 14.0, 12.0, "EUR", "en")
    assert later == f.Delta(f"+2{NBSP}months", "up", False)
    assert (later.arrow, later.color) == ("up", "red")
    dearer = f.delta("cac", 120.0, 100.0, "EUR", "en")
    assert dearer == f.Delta("+€20", "up", False)
    better = f.delta("roi", 1.5, 1.4, "EUR", "fr")
    assert better == f.Delta(f"+10{NBSP}pts", "up", True)
    less_deep = f.delta("cash_trough", -40_000, -57_000, "EUR", "en")
    assert less_deep == f.Delta("+€17,000", "up", True)
    neither = f.delta("receivables_at_horizon", 10.0, 20.0, "EUR", "en")
    assert neither == f.Delta(f"{MINUS}€10", "down", None)
    assert neither.color == "gray"
    multiple = f.delta("ltv_cac", 3.0, 4.2, "EUR", "en")
    assert multiple == f.Delta(f"{MINUS}1.2×", "down", False)


def test_a_difference_needs_two_values_and_a_real_change() -> None:
    assert f.delta("irr", None, 0.1, "EUR", "en") is None
    assert f.delta("irr", 0.1, None, "EUR", "en") is None
    same = f.delta("npv", 1e6 + 1e-6, 1e6, "EUR", "fr")
    assert same == f.Delta("inchangé", "same", None)
    assert same.arrow == "off"


def test_every_metric_of_the_model_has_its_form() -> None:
    from roi_model.projection import project
    from roi_model.storage.scenario_file import scenario_from_dict

    metrics = project(scenario_from_dict({"name": "x", "channels": [{"name": "y"}]})).metrics
    assert set(metrics) == set(CARDS)


def test_an_unknown_language_or_metric_is_our_fault() -> None:
    with pytest.raises(KeyError):
        f.money(1, "EUR", "de")
    with pytest.raises(KeyError):
        f.metric("rois", 1, "EUR", "en")


@pytest.mark.parametrize(
    "call",
    [
        lambda: f.money(57_244.4, "EUR", "fr"),
        lambda: f.percent(0.1234, "fr"),
        lambda: f.months(14.2, "fr", low=10.0, high=22.0),
        lambda: f.delta("cac", 120.0, 100.0, "EUR", "fr"),
    ],
)
def test_sixty_calls_a_rerun_cost_nothing(call: object) -> None:
    # 10 microseconds on a quiet machine; ten times that is still no more than 6 ms a rerun.
    best = min(timeit.repeat(call, number=200, repeat=5)) / 200  # type: ignore[call-overload]
    assert best < 100e-6


@pytest.mark.parametrize(
    ("name", "now", "before"),
    [
        ("payback_month", 12.2, 12.4),  # both are shown as ≈ 12 months
        ("roi", 0.72140, 0.72139),
        ("roi", 0.720501, 0.720499),  # 72.1 and 72.0 %, but 0 points apart
        ("cash_trough", -14_210.0, -14_190.0),
    ],
)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_differs_by_less_than_is_shown_is_unchanged(
    name: str, now: float, before: float, lang: str
) -> None:
    found = f.delta(name, now, before, "EUR", lang)
    assert found is not None
    assert (found.direction, found.good) == ("same", None)


def test_inputs_are_written_alike_everywhere_with_their_unit() -> None:
    deal = value_words("deal_value", 7500.0, "EUR", "fr")
    assert deal.replace("\u202f", " ").replace(NBSP, " ") == "7 500 €"
    assert value_words("cycle_months", 3.0, "EUR", "en") == f"3{NBSP}months"
    assert value_words("channels/A/qualified_to_meeting", 2 / 3, "EUR", "en") == "66.67%"


def test_a_range_of_months_says_unit_and_doubt_once() -> None:
    for low, high, fr, en in (
        (8.2, 15.9, "≈ 8 à 16 mois", "≈ 8 to 16 months"),
        (11.8, 12.2, "≈ 12 mois", "≈ 12 months"),
        (0.0, 3.1, "0 mois à ≈ 3 mois", "0 months to ≈ 3 months"),
        (0.2, 3.1, "moins d’un mois à ≈ 3 mois", "under a month to ≈ 3 months"),
    ):
        for lang, said in (("fr", fr), ("en", en)):
            assert (
                f.metric_between("payback_month", low, high, "EUR", lang).replace(NBSP, " ") == said
            )
