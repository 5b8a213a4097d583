"""What the cells of columns leave open: settled by themselves, by the user's answer, or asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.values.amounts import Cells, convention
from roi_model.reading.values.dates import DateCells, date_format, months_given
from roi_model.reading.values.month_series import told_by_months

SIGNS = (",", ".")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_ALONE = re.compile(r"(?<![\d./-])20\d\d(?![./-]?\d)")
"""A year that is no part of a day: that on which a file was made may be of the next one."""


def decimal_sign(
    columns: Iterable[Cells], header: str, inquiry: Inquiry,
    gives: Callable[[str], Mapping[str, object]] = lambda sign: {},
) -> str | None:  # fmt: skip
    """The decimal sign of columns that one program wrote, "" where no cell has one.

    None where they can be read both ways: then it is asked under `header`, with what each sign
    `gives`.

    >>> import pyarrow as pa
    >>> from roi_model.reading.values.amounts import take_apart
    >>> inquiry = Inquiry()
    >>> decimal_sign([take_apart(pa.array(["12,50"]))], "Montant", inquiry)
    ','
    >>> decimal_sign([take_apart(pa.array(["1,234"]))], "Montant", inquiry)
    >>> [question.id for question in inquiry.questions]
    ['decimal:Montant']
    """
    said = inquiry.answer("decimal", header, SIGNS)
    if said is not None:
        return said
    seen = convention(*columns)
    if seen.ambiguous:
        inquiry.ask("decimal", header, {sign: gives(sign) for sign in SIGNS}, example=seen.example)
        return None
    return seen.decimal or ""


def day_format(
    cells: DateCells, header: str, inquiry: Inquiry, allowed: Iterable[str] | None = None
) -> str | None:
    """The format of a column of dates, "" where none fits most of them; None where it is asked.

    What was found, or said, is kept as the inquiry's `date_format`.
    """
    chosen = inquiry.answer("date_format", header)
    if chosen is None:
        guess = date_format(cells, allowed)
        chosen = guess.format
        if guess.candidates:
            chosen = told_by_months(cells, guess.candidates, header)
        if guess.candidates and chosen is None:
            options = {one: months_given(cells, one, allowed) for one in guess.candidates}
            inquiry.ask("date_format", header, options, example=guess.example)
            return None
    inquiry.date_format = (chosen or "").split("?")[0] or None
    return chosen or ""


def year_of(said: str, inquiry: Inquiry, *, alone: bool = False) -> int | None:
    """The year of months and days that name none; None where it is asked.

    Years that stand in `said`, titles and names, are the likeliest answers; where there is but one
    and it may stand `alone`, it is taken, and said. Raises ValueError for an answer that is no
    year.

    >>> year_of("Budget 2023", Inquiry(), alone=True), year_of("Budget 2023", Inquiry())
    (2023, None)
    >>> year_of("export 2024-01-05", Inquiry(), alone=True)
    >>> inquiry = Inquiry()
    >>> year_of("Budget 2023 and 2024", inquiry)
    >>> [one.answer for one in inquiry.questions[0].candidates]
    ['2023', '2024']
    >>> year_of("Budget 2023", Inquiry({"year": "2022"}))
    2022
    """
    answer = inquiry.answer("year")
    years = set(_YEAR.findall(said))
    if alone and answer is None and len(years) == 1 and _ALONE.search(said):
        inquiry.note("year_said", year=min(years))
        return int(min(years))
    if answer is None:
        this = date.today().year
        found = list(dict.fromkeys(_YEAR.findall(said))) or [str(this - ago) for ago in range(3)]
        inquiry.ask("year", "", {year: {} for year in found})
        return None
    if not re.fullmatch(r"(?:19|20)\d\d", answer):
        raise ValueError(f"year: {answer!r}; allowed: a year of four digits")
    return int(answer)


def last_month(said: str = "") -> int:
    """The last month in which what has no end can have cost something (months since year 0): the
    reader's, or the last of the only year that is `said` where that is over.

    >>> last_month("subscriptions 2023.csv") == 2023 * 12 + 11
    True
    """
    today, years = date.today(), set(_ALONE.findall(said))
    last = today.year * 12 + today.month - 1
    return min(last, int(min(years)) * 12 + 11) if len(years) == 1 else last
