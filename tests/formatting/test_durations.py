"""Durations and months in words."""

from __future__ import annotations

from roi_model import formatting as f
from roi_model.formatting import NBSP


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


def test_dates_as_people_write_them() -> None:
    assert f.date_pattern("%d/%m/%Y", "fr") == "jj/mm/aaaa"
    assert f.date_pattern("%m/%d/%y", "en") == "mm/dd/yy"
    assert f.date_pattern("", "fr") == ""
