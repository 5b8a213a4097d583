"""Signs and separators as the language has them."""

from __future__ import annotations

import pytest
from babel.numbers import format_percent
from hypothesis import given

from roi_model import formatting as f
from roi_model.formatting import MINUS, NBSP
from tests.formatting.locales import LANGUAGES, LOCALES, THIN, finite


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
