"""Spellings of days: what programs and people of seven languages write."""

from __future__ import annotations

import pytest
from babel.dates import get_day_names, get_month_names

from roi_model.reading.values.date_shapes import readings
from tests.reading.read_again import reading_of

# What stands in two rows, 100 in the first and 50 in the second, and the months these are of.
SPELLED: dict[str, tuple[str, str, str, str]] = {
    "SAS": ("30NOV2025", "15DEC2025", "2025-11", "2025-12"),
    "ISO 8601 without signs": ("20250131T101500Z", "20250228T101500Z", "2025-01", "2025-02"),
    "the same, in another zone": ("20250131T1015+0100", "20250228T1015+0100", "2025-01", "2025-02"),
    "a stamp of fourteen digits": ("20250131101500", "20250228235959", "2025-01", "2025-02"),
    "JavaScript": ("Fri Jan 31 2025 10:00:00 GMT+0100 (CET)",
                   "Fri Feb 28 2025 10:00:00 GMT+0100 (Central European Time)", "2025-01",
                   "2025-02"),
    "C": ("Fri Jan 31 10:00:00 2025", "Fri Feb 28 10:00:00 CET 2025", "2025-01", "2025-02"),
    "an e-mail's": ("Fri, 31 Jan 2025 10:00:00 +0100", "Fri, 28 Feb 2025 10:00:00 GMT", "2025-01",
                    "2025-02"),
    "Java": ("2025-01-31T10:15:00+01:00[Europe/Paris]", "2025-02-28T10:15Z", "2025-01", "2025-02"),
    "German": ("Freitag, 5. Dezember 2025", "Mo., 3. März 2025", "2025-12", "2025-03"),
    "German, with a time": ("05.01.2025, 10:15 Uhr", "28.02.2025 um 10:15 Uhr", "2025-01",
                            "2025-02"),
    "Italian": ("venerdì 31 gennaio 2025", "5 settembre 2025", "2025-01", "2025-09"),
    "Portuguese": ("sexta-feira, 31 de janeiro de 2025", "1º de outubro de 2025", "2025-01",
                   "2025-10"),
    "Dutch": ("vrijdag 31 januari 2025", "5 mrt. 2025", "2025-01", "2025-03"),
    "Spanish": ("viernes, 31 de enero de 2025", "5 de septiembre del 2025", "2025-01", "2025-09"),
    "months by name": ("Okt 25", "Dez 25", "2025-10", "2025-12"),
    "seconds since 1970": ("1738317600", "1740736800.25", "2025-01", "2025-02"),
    "thousandths of a second": ("1738317600000", "1740736800000", "2025-01", "2025-02"),
    "millionths of a second": ("1738317600000000", "1740736800000000", "2025-01", "2025-02"),
}  # fmt: skip


@pytest.mark.parametrize("case", SPELLED)
def test_a_day_is_read_as_it_is_spelled(case: str) -> None:
    first, second, month, other = SPELLED[case]
    reading = reading_of(f"Date|Libellé|Coût\n{first}|Ads|100,00\n{second}|CRM|50,00\n")
    assert reading.refused is None
    assert not reading.blocked
    assert reading.total("month") == dict(sorted({month: 100.0, other: 50.0}.items()))


def test_what_counts_seconds_is_said() -> None:
    reading = reading_of("Date;Libellé;Coût\n1738317600;Ads;100,00\n")
    assert [note.code for note in reading.notes] == ["epochs"]


def test_a_number_of_a_telephone_is_no_day() -> None:
    reading = reading_of("Date;Libellé;Coût\n0612345678;Ads;100,00\n0712345678;CRM;50,00\n")
    assert reading.refused is not None
    assert reading.refused.code == "no_date"


@pytest.mark.parametrize("width", ["wide", "abbreviated"])
@pytest.mark.parametrize("lang", ["fr", "en", "de", "es", "it", "pt", "nl"])
def test_months_and_days_of_the_week_as_their_language_calls_them(lang: str, width: str) -> None:
    """By the names that Unicode's CLDR holds, through Babel."""
    for month, name in get_month_names(width, locale=lang).items():
        assert set(readings(f"5 {name} 2025").values()) == {(2025, month, 5)}, name
    december = get_month_names("wide", locale=lang)[12]
    for name in get_day_names(width, locale=lang).values():
        assert (2025, 11, 5) in readings(f"{name} 5/11/2025").values(), name
        assert set(readings(f"{name}, 5 {december} 2025").values()) == {(2025, 12, 5)}, name


@pytest.mark.parametrize("lang", ["fr", "en", "de", "de_AT", "es", "it", "pt", "nl", "sv"])
def test_months_whole_and_cut_to_three_letters(lang: str) -> None:
    """As programs cut them: the French “jui” may be of two months, the Dutch “maa” is none."""
    for month, name in get_month_names("wide", locale=lang).items():
        assert set(readings(f"5 {name} 2025").values()) == {(2025, month, 5)}, name
        cut = {day[1] for day in readings(f"5 {name[:3]} 2025").values()}
        assert cut == ({6, 7} if name[:3] == "jui" else {month}) or name == "maart", name


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("202501312359", (2025, 1, 31)),
        ("202501312360", None),
        ("202501312400", None),
        ("20250131235960", (2025, 1, 31)),  # a leap second
        ("20250131235961", None),
        ("45658", (2025, 1, 1)),  # the days of spreadsheets: 25569 is 1 January 1970
        ("25569", (1970, 1, 1)),
        ("25568", None),
        ("73050", (2099, 12, 31)),
        ("73051", None),
        ("31/12/69", (2069, 12, 31)),
        ("31/12/70", (1970, 12, 31)),
        ("31/12/1970", (1970, 12, 31)),
        ("31/12/1969", None),
        ("31/12/2099", (2099, 12, 31)),
        ("31/12/2100", None),
        ("29/02/2024", (2024, 2, 29)),
        ("29/02/2025", None),
        ("1000000000", (2001, 9, 9)),  # date -u -d @1000000000
        ("999999999", None),
        ("1950000000", (2031, 10, 17)),
        ("1950000001", None),
    ],
)
def test_where_days_begin_and_end(cell: str, day: tuple[int, int, int] | None) -> None:
    assert set(readings(cell).values()) == ({day} if day else set())


def test_days_that_are_counted_are_none_where_numbers_are_numbers() -> None:
    assert readings("45658", serials=False) == readings("1738317600", serials=False) == {}
