"""Lines and columns beside costs that are none: counts, rates, money signed or still held."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.figures import is_count, is_planned, is_sales
from roi_model.reading.costs.roles import PLANNED
from roi_model.reading.costs.series import total_across
from roi_model.reading.inquiry import Gives, Inquiry
from roi_model.reading.sorting.categories import load_rules
from roi_model.reading.tables.summed_rows import taken_in, without_parts
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import filled, matching, plain, trimmed
from roi_model.reading.text.ragged import Rejections
from roi_model.reading.text.wording import fold, fold_column, word_lists, words_of
from roi_model.reading.values.amounts import values_of

COUNTS, EITHER, PEOPLE = "counts", "either", "people"
PRINTS_OR_VIEWS = {"impressions", "impression", "impr"}  # printed matter, but beside clicks
_TOTAL_ROW = r"^ (?:grand |sous |sub |s )?(?:total|totaux|totals|subtotal|subtotals|cumul)\b"
# Headings of figures that are no money spent, in a table of months by kinds of cost: counts and
# rates, plans, and words that are counts where no rule knows them ("Cadeaux clients" is a cost).
_COUNTED = re.compile(
    r"^(?:leads?(?! gen(?:eration)?\b)|clics?|clicks?|mqls?|sqls?|nb|nombre|number of|taux|roi|roas"
    r"|cac|cp[acl]|ctr|etp|fte|conversions?$"
    r"|(?:couts?|costs?|prix|kosten|costes?|costo|custo|kostnad)(?: moyen| average)?"
    r" (?:par|per|pro|por)|(?:valeur|valore?) (?:d[ae]s? |delle )?conv\w*"
    r"|conv\w* ?(?:value|wert|waarde)|konv\w* ?varde)\b"
)
_COST_OF_ONE = re.compile(
    r"^\W*(?:co[uû]ts?|costs?|kosten|costes?|costo|custo|kostnad)"
    r" ?/ ?(?:[ck]onv|[ck]li|lead|res|erg)",
    re.I,
)
_TOTALS = re.compile(r"\b(?:total|totaux|totals)\b")
_MAYBE_COUNTED = re.compile(
    r"\b(?:leads|prospects?|contacts?|clients?|customers?|visit(?:es?|s|eurs|ors)|rdv|rendez vous"
    r"|meetings?|demos?|devis|quotes?|deals?|ventes?|sales|signatures?|ca|chiffre d affaires"
    r"|revenues?|jours?|days|heures?|hours|effectif|headcount)\b"
)
# A sign of number before what is counted ("Nº de SDRs", "Anz. Kunden"): not before a number of its
# own ("N° 12"), nor of a telephone ("N° vert", "Número de teléfono"), which is paid for.
_TELEPHONE = r"(?!(?:vert|azur|gris|tel|fax|phone|fon|mobil|verde|gratuit|virtu|rufn)\w*)"
_NUMBER_OF = re.compile(
    r"^\W*(?:(?:n\.? ?[º°]|№|anz\.|aant\.|cant\.|qtde?\.?|quant\.) ?(?:(?:de|di|of|d['’]) ?)?"
    r"|(?:anzahl|aantal|numbers? of|n[or]?\.? of|quantit[éeàa]"
    r"|quantidade de|cantidad de|quantity of"
    r"|n[úu]mero d[eio]s?|numero de(?:i|gli|lle|ll['’])|nombre d(?:e|['’])) ?)"
    + _TELEPHONE + r"(?=[^\W\d_])", re.I
)  # fmt: skip
# The same signs stand before names as well ("N. Rossi", "#paid"): what is counted is named then.
_MAY_NUMBER = re.compile(r"^\W*(?:n[or]?\.|#)|#\W*$", re.I)
# A share of something, and not costs that are some percent of it ("Charges (42 %)").
_PERCENT = re.compile(r"(?<![\d ])%|(?<!\d) %|^%")
_WHOLE = r"^\s*[+-]?(?:\d+|\d{1,3}(?:[.,'\s\x{a0}\x{202f}\x{2019}]\d{3})+)\s*$"
_SHOWN = 5
_LARGE = 100
"""Money of a month beside which none that was spent is below 1, as a rule; and how many times what
one person is, the largest amount of a table where people are counted."""


@cache
def _words(topic: str) -> frozenset[str]:
    return frozenset(word_lists("count_words")[topic])


@cache
def _running() -> str:
    """A line of what the lines above add up to so far, by its first or last words."""
    words = "|".join(sorted(words_of("running"), key=len, reverse=True))
    return rf"^ (?:{words}) | (?:{words}) $"


@cache
def _phrases() -> re.Pattern[str]:
    """Names of several words, which are one as they are looked at."""
    every = {word for topic in word_lists("count_words").values() for word in topic if " " in word}
    return re.compile(rf"\b(?:{'|'.join(sorted(every, key=len, reverse=True))})\b")


def kind_of(name: str) -> str:
    """Whether the name of a line or column says that it COUNTS, or is no cost otherwise; whether it
    may be EITHER a count or a cost, or is of PEOPLE, whom figures tell; empty where it is none.

    >>> [kind_of(name) for name in ("RDV obtenus", "RDV", "Frais de rendez-vous", "% of revenue")]
    ['counts', 'either', '', 'counts']
    >>> [kind_of(name) for name in ("MRR signé", "Cash restant", "Meetings (venue)", "Neukunden")]
    ['counts', 'counts', '', 'counts']
    >>> [kind_of(name) for name in ("Nº de SDRs", "SDRs", "N. Rossi", "N° vert")]
    ['counts', 'people', '', '']
    """
    folded = fold(name)
    if is_rate(name):
        return COUNTS
    told = _phrases().findall(folded)
    every = {*told, *_phrases().sub(" ", folded).split()}
    words, people = every - _words("around") - _words("people"), every & _words("people")
    if words & _words("rate"):
        return COUNTS
    if words & (words_of("cost") | words_of("fee")):
        return ""
    if _NUMBER_OF.search(name):
        return COUNTS
    if _MAY_NUMBER.search(name) and every & (_words("people") | _words("counted_or_paid")):
        return COUNTS
    if people and words <= _words("number"):
        return COUNTS if words else PEOPLE
    words |= people - _words("around")
    if not words:
        return ""
    counted, either, done = (words & _words(topic)
                             for topic in ("counted", "counted_or_paid", "done"))  # fmt: skip
    money, held = words & _words("money_not_spent"), words & _words("held")
    when = words & (_words("held_when") | words_of("left"))
    if words - counted - either - done - money - held - when:
        return ""
    if held and not (counted or either or money):
        return COUNTS if when - held else ""
    if counted or money or (either and done):
        return COUNTS
    return EITHER if either and not (when or held) else ""


def no_cost(heading: str, *, totals: bool = True) -> bool:
    """Whether a column of figures counts, plans or totals something instead of costing it.

    >>> no_cost("Opportunités créées"), no_cost("Total"), no_cost("Cadeaux clients")
    (True, True, False)
    """
    folded = fold(heading)
    if PLANNED.search(folded) or (totals and _TOTALS.search(folded)):
        return True
    if kind_of(heading) == COUNTS or is_planned(heading) or is_sales(heading):
        return True
    if is_count(heading) and folded not in PRINTS_OR_VIEWS:
        return True
    return bool(_MAYBE_COUNTED.search(folded)) and load_rules().label(heading) is None


def without_total_lines(table: Table, rest: Sequence[int]) -> Table:
    """The table without the lines that some columns of words call a total."""
    totals = np.zeros(len(table), bool)
    for i in rest:
        totals |= matching(fold_column(table.columns[i]), f"{_TOTAL_ROW}|{_running()}")
    return table.keep(~totals, "total_line")


def without_counts(
    table: Table, labels: Sequence[int], months: Sequence[int], inquiry: Inquiry
) -> Table | None:
    """The table without rows of counts and rates ("Nombre de leads", "CPL"), but for those that a
    total takes in; below it, also without what was planned or sold. None where it must ask: what
    may be counted or paid for ("RDV"), is whole in every month, and beside no total that tells.
    """
    if not labels:  # months without a word beside them
        return table
    cells = [plain(trimmed(table.columns[i])).to_pylist() for i in labels]
    rows = [[cell for cell in row if any(map(str.isalpha, cell or ""))]
            for row in zip(*cells, strict=True)]  # fmt: skip
    # Sales that somebody said are no money in are what was spent on them.
    spent = inquiry.answer("money_in") == "no"
    kinds = [["" if spent and is_sales(cell) else kind_of(cell) for cell in row] for row in rows]
    counts = np.array([any(map(is_rate, row)) or (all(told) and COUNTS in told)
                       for row, told in zip(rows, kinds, strict=True)], bool)  # fmt: skip
    either = np.array([bool(told) and set(told) == {EITHER} for told in kinds], bool)
    people = np.array([PEOPLE in told and set(told) <= {PEOPLE, COUNTS} for told in kinds], bool)
    if people.any():
        figures = np.abs(np.array([values_of(table.columns[i]) for i in months]))
        counts |= people & counted_people(figures.max(axis=0), people | counts | either)
    if either.any():
        either &= _whole(table, months)
    unknown = np.array([bool(told) and not any(told) and not any(map(_is_cost, row))
                        for row, told in zip(rows, kinds, strict=True)], bool)  # fmt: skip
    either |= unknown & _fractions(table, months)
    within = taken_in(table, months, labels)
    if within is not None:
        free = [any(no_cost(cell, totals=False) for cell in row) for row in rows]
        below = ~within & (counts | either | np.array(free, bool))
        return table.keep(~below, "count_line")
    if either.any():
        others = table.only(~(counts | either))
        under = taken_in(others, months, labels)
        if under is not None and under.sum() == len(others) - 1:  # all but the total itself
            counts, either = counts | either, np.zeros(len(table), bool)
    if either.any():
        options: dict[str, Gives] = {
            "count": lambda: _total(table.only(~(counts | either)), labels, months),
            "cost": lambda: _total(table.only(~counts), labels, months),
        }
        names = [rows[row][0] for row in np.flatnonzero(either)]
        answer = ask_counted(names, options, inquiry)
        if answer is None:
            return None
        counts |= either & (answer == "count")
    return table.keep(~counts, "count_line")


def counted_people(largest: NDArray[np.float64], aside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where the largest figure of each line is a number of people, and not what they cost: far
    below that of the lines that are not `aside`.

    >>> counted_people(np.array([6400.0, 2.0, 9000.0]), np.array([False, True, True])).tolist()
    [False, True, False]
    """
    most = largest[~aside].max(initial=0)
    return np.asarray((largest > 0) & (largest < _LARGE) & (largest * _LARGE <= most))


def ask_counted(
    names: Sequence[str], options: Mapping[str, Gives], inquiry: Inquiry
) -> str | None:  # fmt: skip
    """Whether lines or columns of these names count something ("count") or are costs ("cost"), with
    what each gives; None where it is still asked."""
    several = list(dict.fromkeys(names))
    more = f" … ({len(several)})" if len(several) > _SHOWN else ""
    return inquiry.ask("counted", "", options, rows=", ".join(several[:_SHOWN]) + more)


def whole(column: pa.Array) -> bool:
    """Whether a column holds whole figures alone, without cents or signs of money, as counts."""
    plainly = matching(column, _WHOLE) | ~filled(column)
    return bool(plainly.all() and values_of(column).any())


def is_rate(cell: str) -> bool:
    """Whether a name begins as that of a count or a rate, or says a share in percent.

    >>> is_rate("Taux de conversion"), is_rate("Charges (42 %)"), is_rate("en % du CA")
    (True, False, True)
    >>> is_rate("Coût/conv."), is_rate("Kosten / Costs"), is_rate("Conv. value")
    (True, False, True)
    """
    folded = fold(cell)
    return bool(_COUNTED.search(folded) or _PERCENT.search(folded) or _COST_OF_ONE.search(cell))


def _whole(table: Table, months: Sequence[int]) -> NDArray[np.bool_]:
    """Rows that hold some figure, and whole ones alone."""
    found = []
    for row in range(len(table)):
        cells = pa.array([table.columns[i][row].as_py() or "" for i in months], pa.string())
        found.append(whole(cells))
    return np.array(found, bool)


def _is_cost(name: str) -> bool:
    words = set(fold(name).split()) & (words_of("cost") | words_of("fee"))
    return bool(words) or load_rules().label(name) is not None


def _fractions(table: Table, months: Sequence[int]) -> NDArray[np.bool_]:
    """Rows of nothing but parts of one, as shares shown in percent are kept, in a table whose other
    figures are far larger."""
    figures = np.abs(np.array([values_of(table.columns[i]) for i in months])).T
    largest = figures.max(axis=1, initial=0)
    others = largest[largest > 1]
    if not others.size or np.median(others) < _LARGE:
        return np.zeros(len(table), bool)
    return np.asarray((largest > 0) & (largest < 1))


def _total(
    table: Table, labels: Sequence[int], months: Sequence[int]
) -> dict[str, object]:  # fmt: skip
    """What a table's months add up to without its totals; nothing is listed as left out."""
    apart = without_total_lines(replace(table, rejections=Rejections()), labels)
    return total_across(without_parts(apart, months, labels), months)
