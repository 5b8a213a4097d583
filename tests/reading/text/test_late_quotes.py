"""Quotes further down than the lines by which a file's dialect is told."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from tests.reading.read_again import reading_of

PLAIN = 310


@pytest.mark.parametrize("plain", [PLAIN, 450, 5000])
@pytest.mark.parametrize(
    ("sep", "point", "encoding"), [(",", ".", "utf-8"), (";", ",", "cp1252"), ("\t", ",", "utf-16")]
)
def test_quotes_are_honoured_wherever_they_come(
    plain: int, sep: str, point: str, encoding: str
) -> None:
    rows = [sep.join(("Date", "Libellé", "Coût")), *[f"2025-02-05{sep}Ads{sep}10{point}00"] * plain]
    rows += [f'2025-02-05{sep}"Dîner{sep} client"{sep}100{point}00',
             f'2025-02-06{sep}"deux', f'lignes{sep} ici"{sep}1000{point}00', ""]  # fmt: skip
    reading = read("\n".join(rows).encode(encoding))
    assert reading.total() == 10 * plain + 100 + 1000
    assert not len(reading.rejected)


def test_only_a_cell_over_two_lines_is_enough() -> None:
    rows = "2025-02-05;Ads;10,00\n" * PLAIN
    text = f'Date;Libellé;Coût\n{rows}2025-02-06;"deux\nlignes; ici";1000,00\n'
    assert reading_of(text).total() == 10 * PLAIN + 1000


def test_inches_and_quotes_never_closed_stay_text() -> None:
    rows = "2025-02-05;Ads;10,00\n" * PLAIN
    odd = '2025-02-06;Screen 24";1,00\n2025-02-06;"Screen;2,00\n2025-02-06;19" and 24";4,00\n'
    reading = reading_of(f"Date;Libellé;Coût\n{rows}{odd}")
    assert reading.total() == 10 * PLAIN + 1 + 2 + 4
