"""Months across that come several times, budget beside actual: one series of columns is taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from roi_model.reading.costs.roles import cost_roles, headings_of
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.month_headers import is_month, short_months, span_of
from roi_model.reading.tables.summed_rows import without_sums
from roi_model.reading.tables.table import Table
from roi_model.reading.text.wording import fold, words_of
from roi_model.reading.values.amounts import amounts_of, exact_total

_ACTUAL, _OTHER = set(words_of("actual")), set(words_of("not_actual"))
_NET = set(headings_of("amount_net"))
_GROSS = {*headings_of("amount_gross"), *headings_of("vat")}
_SHORT = {word for word in _NET | _GROSS if " " not in word}
_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_ACTUAL | _OTHER | _SHORT, key=len, reverse=True))})\b")
_OVER = {"a", "au", "jusqu", "de", "du", "to", "from", "until", "et", "and"}
_PERIOD = re.compile(r"[stqh][1-4]|20\d\d")
_RATIO = {"%", "en %", "% budget", "% du budget"}
# What is taken, and what may stand beside it without a question: of months without a word, beside
# those that are planned, what was spent.
_TAKEN = ((_ACTUAL, _ACTUAL | _OTHER | _RATIO), (_NET, _NET | _GROSS | _RATIO),
          ({""}, {""} | _OTHER | _RATIO))  # fmt: skip
_ALL = "all"
_ENOUGH = 2


@dataclass(frozen=True)
class Across:
    """The columns headed by months: the heading of each, and its series ("" where there is one)."""

    columns: list[int]
    headings: list[str]
    series: list[str]

    def only(self, series: str) -> Across:
        """The columns of one series."""
        at = [i for i, name in enumerate(self.series) if name == series]
        return Across(
            [self.columns[i] for i in at], [self.headings[i] for i in at], [series] * len(at)
        )


def find_across(table: Table, above: Sequence[str]) -> tuple[Table, Across]:
    """The columns headed by months, "Budget janv. 2024" and a merged month over "Budget", "Réel"
    among them, and the table without that second row of headings.

    The merged months may also be the line `above`, where the words under them are the header.
    """
    over = _months_above(above, table.names)
    if over and not any(map(is_month, table.names)):
        columns = sorted(over)
        return table, Across(columns, [over[i] for i in columns], [table.names[i] for i in columns])
    headed = {i: found for i, name in enumerate(table.names) if (found := month_and_series(name))}
    headed = headed or _short_months(table.names) or _spans(table.names)
    columns, below = sorted(headed), _second_header(table, sorted(headed))
    if below is None or len(columns) < 2:
        return table, Across(columns, [headed[i][0] for i in columns],
                             [headed[i][1] for i in columns])  # fmt: skip
    row, cells = below
    headings, current = {}, ""
    for i, name in enumerate(table.names):
        current = headed[i][0] if i in headed else "" if name else current
        if current and cells[i]:
            headings[i] = current
    keep = np.ones(len(table), bool)
    keep[row] = False
    columns = sorted(headings)
    return table.keep(keep, "repeated_header"), Across(
        columns, [headings[i] for i in columns], [cells[i] for i in columns]
    )


def _short_months(names: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Months with a short year as headings; none beside a column of dates."""
    if "date" in cost_roles(names):
        return {}
    return {i: (month, "") for i, month in short_months(names).items()}


def _spans(names: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Quarters as headings, else halves of a year, else years; none with fewer than two, nor beside
    a column of dates. Longer ones beside shorter ones are their sums."""
    if "date" in cost_roles(names):
        return {}
    kinds = [span_of(name) for name in names]
    for kind in ("quarter", "half", "year"):
        if kinds.count(kind) >= _ENOUGH:
            # Of a year its figures, and a word with which they are read as one.
            shown = [re.sub(r"^.*?(\d{4}).*$", r"year \1", name) if kind == "year" else name
                     for name in names]  # fmt: skip
            return {i: (shown[i], "") for i in range(len(names)) if kinds[i] == kind}
    return {}


def _months_above(above: Sequence[str], names: Sequence[str]) -> dict[int, str]:
    """The month over each column, from a line of merged months: none with fewer than two of them,
    nor over a column of dates (a title may say "from 01/01/2024 to 31/03/2024")."""
    if "date" in cost_roles(names):
        return {}
    found, current = {}, ""
    for i, name in enumerate(names):
        text = above[i].strip() if i < len(above) else ""
        current = text if is_month(text) else "" if text else current
        if current and name:
            found[i] = current
    return found if len(set(found.values())) >= 2 else {}


def month_and_series(name: str) -> tuple[str, str] | None:
    """A month and the word for a series beside it in one heading; None where it is no month.

    >>> month_and_series("Réel janv. 2024"), month_and_series("01/2024")
    (('janv 2024', 'reel'), ('01/2024', ''))
    """
    if is_month(name):
        return name, ""
    folded = fold(name)
    words = _WORD.findall(folded)
    month = _WORD.sub(" ", folded).strip()
    return (month, " ".join(words)) if words and is_month(month) else None


def _second_header(table: Table, months: list[int]) -> tuple[int, list[str]] | None:
    """The first row's place and cells where it only names what stands under each month."""
    if not len(table) or not months:
        return None
    row = int(np.argmin(table.lines))
    cells = [(column[row].as_py() or "").strip() for column in table.columns]
    under = [cells[i] for i in months]
    named = all(under) and not any(re.search(r"\d", cell) for cell in cells[months[0] :])
    blank_beside = any(not name for name in table.names[months[0] :])
    said = any(_WORD.fullmatch(fold(cell)) for cell in under)
    return (row, cells) if named and (blank_beside or said) else None


def one_series(
    table: Table, across: Across, above: Sequence[str], years: Sequence[str], inquiry: Inquiry
) -> Across | None:
    """The columns of one series: the only one that is actual, else the one asked; None if it asks.

    Columns whose month comes once, all of one series, come back as they are, but for months that
    the headings above say to be planned beside others that are actual. The `table` has no rows of
    totals any more.
    """
    months = [(fold(h), years[c]) for h, c in zip(across.headings, across.columns, strict=True)]
    if len(set(months)) < len(months) and len(set(across.series)) == 1:
        across = replace(across, series=_named(across, months, above))
    elif len(set(across.series)) == 1:
        over = _banners(across, above)
        if _told(list(dict.fromkeys(over))) is not None:  # "Actual" over some months, "Budget"
            across = replace(across, series=over)
    names = list(dict.fromkeys(across.series))
    if len(names) < 2:
        return across
    told = _told(names)
    if bare := across.only("").headings:  # months without a word need one to be spoken of
        called = f"{bare[0]} … {bare[-1]}"
        across = replace(across, series=[name or called for name in across.series])
        names = [name or called for name in names]
        told = called if told == "" else told
    answer = inquiry.answer("series", "", (*names, _ALL))
    if answer is None:
        answer = told
    if answer is None:
        options = {name: total_across(table, across.only(name).columns) for name in names}
        options[_ALL] = total_across(table, across.columns)
        inquiry.ask("series", "", options, series=", ".join(names))
        return None
    if answer == _ALL:
        return across
    left = ", ".join(name for name in names if name != answer)
    inquiry.note("series_taken", series=answer, others=left)
    if all(_bare(name) in _OTHER for name in names if name != answer):
        inquiry.plan = ""  # what a title says of the whole is true of the others
    return across.only(answer)


def _told(names: Sequence[str]) -> str | None:
    """The one series of actual or net amounts, where the others are known to be something else."""
    said = {name: _bare(name) for name in names}
    for taken, known in _TAKEN:
        fit = [name for name in names if said[name] in taken]
        if len(fit) == 1 and all(word in known for word in said.values()):
            return fit[0]
    return None


def _bare(name: str) -> str:
    """A series without the months that it goes over.

    >>> _bare("Réel (janv. - juin)"), _bare("Prévisionnel S2 2026"), _bare("Réel N-1")
    ('reel', 'previsionnel', 'reel n 1')
    """
    words = [word for word in fold(name).split() if word not in _OVER and not is_month(word)]
    return " ".join(word for word in words if not _PERIOD.fullmatch(word)) or fold(name)


def _named(across: Across, months: Sequence[tuple[str, str]], above: Sequence[str]) -> list[str]:
    """Series by the headings merged above them; by counting where nothing names them."""
    names, current = [], ""
    for column in range(max(across.columns) + 1):
        text = above[column].strip() if column < len(above) else ""
        current = text or current
        names.append(current)
    found = [names[column] for column in across.columns]
    apart = set(zip(months, found, strict=True))
    if len(apart) == len(months):
        return found
    return [str(months[: i + 1].count(month)) for i, month in enumerate(months)]


def _banners(across: Across, above: Sequence[str]) -> list[str]:
    """What stands above each month, or above one before it; nothing over the first ones perhaps."""
    found, current = [], ""
    for column in range(min(across.columns), max(across.columns) + 1):
        current = (above[column].strip() if column < len(above) else "") or current
        if column in across.columns:
            found.append(current)
    return found


def total_across(table: Table, columns: Sequence[int]) -> dict[str, object]:
    """What some columns of months add up to without the sums among their rows; None where those
    have to be asked."""
    labels = range(min(columns))
    single = without_sums(table, columns, labels, Inquiry())
    if single is None:
        return {"all": None}
    table = single
    amounts = amounts_of(table.stacked(columns))
    return {"all": None if amounts is None else exact_total(amounts.units, amounts.scale)}
