"""Tables that are not long made long: months as columns, categories as columns, split dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from roi_model.reading.costs.figures import is_kind_of_cost, names_or_costs
from roi_model.reading.costs.layouts.month_rows import bare_months, without_rows_beneath
from roi_model.reading.costs.layouts.pay_rows import pay_rows
from roi_model.reading.costs.layouts.summed_parts import summed_parts, total_rows
from roi_model.reading.costs.layouts.years_beside import years_beside
from roi_model.reading.costs.ledgers import cells_but_totals
from roi_model.reading.costs.pay.payroll import find_payroll, paid_by_employer
from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.costs.series import Across, find_across, one_series
from roi_model.reading.costs.statement.beside import say_beside
from roi_model.reading.costs.statement.counted import (
    EITHER,
    PEOPLE,
    PRINTS_OR_VIEWS,
    ask_counted,
    counted_people,
    is_rate,
    kind_of,
    no_cost,
    whole,
    without_counts,
    without_total_lines,
)
from roi_model.reading.costs.statement.rows import costs_alone, holds_money_in, without_money_in
from roi_model.reading.inquiry import Gives, Inquiry
from roi_model.reading.sorting.categories import load_rules
from roi_model.reading.tables.month_headers import lacks_year, span_of, years_above
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.summed_rows import (
    figures_at,
    sum_columns,
    without_parts,
    without_sums,
)
from roi_model.reading.tables.table import Table
from roi_model.reading.tables.units.thousands import unit_said
from roi_model.reading.text.dialect import split_line
from roi_model.reading.text.distinct import coded, filled, matching, plain, trimmed
from roi_model.reading.text.ragged import Rejections
from roi_model.reading.text.wording import fold, fold_column, words_of
from roi_model.reading.values.amounts import values_of
from roi_model.reading.values.asked import year_of
from roi_model.reading.values.dates import take_apart_dates

_SUMMARY = re.compile(r"^(?:total|totaux|cumul|moyenne|average|ytd|sum|somme|mean)\b")
_TOTAL_ROW = rf"^ (?:grand |sous |sub |s )?(?:{'|'.join(sorted(words_of('total')))}|cumul) "
_MONEY = ("amount", "amount_net", "amount_gross", "vat", "debit", "credit")
_MANY = 4
_FEW = 500
_KIND_OF_LINE = re.compile(r"a\d?|analytique|g|generale?")  # Sage numbers its plans: A1, A2
_YEARS = {"annee", "year", "exercice", "an"}


def make_long(source: Source, inquiry: Inquiry) -> Table | None:
    """The table in long form (one date, one amount a row); None where a question blocks.

    A long table comes back as it is. Empty cells of a wide table are no costs and are not listed.
    """
    table, dialect = pay_rows(_without_analytic_lines(source.table), inquiry), source.dialect
    if dialect.header_row is None:
        return table
    titles = source.text.split("\n", dialect.header_row)[: dialect.header_row - 1]
    inquiry.unit = source.unit
    beside = years_beside(table, inquiry)
    if beside is not None:
        return beside
    line = titles[-1] if titles else ""
    above = split_line(line, dialect.delimiter, dialect.quoted)
    shortened, across = find_across(table, above)
    if len(across.columns) >= 2:
        return _months_across(shortened, across, above, source, inquiry)
    joined = _split_date(without_rows_beneath(table), source, inquiry)
    if joined is None:
        return None
    paid = _payroll_across(joined, inquiry)
    if inquiry.blocked:
        return None
    return _categories_across(joined, inquiry) if paid is None else paid


def _without_analytic_lines(table: Table) -> Table:
    """Each cost once where the file has it twice, as a general and as an analytic line."""
    for place, first in enumerate(table.first(_FEW)):
        if _are_kinds_of_lines(coded(first)[0]):
            return table.keep(matching(fold_column(table.columns[place]), "^ g"), "analytic_line")
    return table


def _are_kinds_of_lines(values: pa.Array) -> bool:
    """Whether values say "general" and "analytic" and nothing else; the first other one tells."""
    kinds = (_KIND_OF_LINE.fullmatch(fold(value)) for value in values.to_pylist())
    said = list(takewhile(bool, kinds))
    return len(said) == len(values) and len({kind[0][0] for kind in said if kind}) == 2


def _year(source: Source, inquiry: Inquiry) -> str | None:
    """The year that the title lines and the file's name do not settle."""
    row = source.dialect.header_row or 1
    said = "\n".join(source.text.split("\n", row)[: row - 1]) + " " + inquiry.name
    year = year_of(said, inquiry, alone=True)
    return None if year is None else str(year)


def _months_across(
    table: Table, across: Across, above: list[str], source: Source, inquiry: Inquiry
) -> Table | None:  # fmt: skip
    years = years_above(above, len(table.names))
    labels = _labels(table, across.columns)
    costs = costs_alone(table, labels, across.columns)
    apart = replace(costs, rejections=Rejections())
    listed = without_total_lines(apart, range(min(across.columns)))
    one = one_series(listed, across, above, years, inquiry)
    if one is None:
        return None
    headings, months = one.headings, one.columns
    if any(lacks_year(heading) for heading in headings):
        if not all(years[i] for i in months):
            year = _year(source, inquiry)
            if year is None:
                return None
            years = [year] * len(table.names)
        headings = [f"{heading} {years[i]}" if lacks_year(heading) else heading
                    for heading, i in zip(headings, months, strict=True)]  # fmt: skip
    spans = bool(span_of(headings[0]))
    inquiry.note("spans_across" if spans else "months_across", count=len(months))
    say_beside(listed, across.columns, inquiry)
    spent = without_money_in(table.without_cut_rows([len(table.names)]), labels, months, inquiry)
    if spent is None:
        return None
    table = spent
    rest = [i for i in _rest(table, across.columns) if not (spans and span_of(table.names[i]))]
    corner = "\n".join(table.names[i] for i in rest)
    inquiry.unit = max(inquiry.unit, unit_said(corner))
    counted = without_counts(table, labels, months, inquiry)
    if counted is None:
        return None
    table = without_total_lines(counted, labels)
    table = without_parts(table, months, labels)
    single = without_sums(table, months, labels, inquiry, before=counted)
    words = _no_money(table, rest)
    return None if single is None else _melt(single, months, headings, "date", words, inquiry)


def is_statement(table: Table) -> bool:
    """Whether months stand across, and money in is told apart from costs by the results below."""
    shortened, across = find_across(table, ())
    if len(across.columns) < 2:
        return False
    return holds_money_in(shortened, _labels(shortened, across.columns), across.columns)


def _labels(table: Table, across: Sequence[int]) -> list[int]:
    """The columns of words before those `across`, or else beside them."""
    rest = _rest(table, across)
    return [i for i in rest if i < min(across)] or rest


def _rest(table: Table, across: Sequence[int]) -> list[int]:
    """The columns beside those `across` that are no sums of them."""
    return [i for i in range(len(table.names))
            if i not in across and not _SUMMARY.match(fold(table.names[i]))]  # fmt: skip


def _no_money(table: Table, columns: Sequence[int]) -> list[int]:
    """Those of the columns beside months that hold no money of their own: the months are the money.

    A sum of a quarter may be headed "HT" like the months it adds up.
    """
    roles = cost_roles(table.names)
    money = {i for role in _MONEY for i in roles.get(role, [])}
    return [i for i in columns if i not in money or not figures_at(table, i)]


def _melt(table: Table, across: list[int], headings: list[str], role: str, rest: Sequence[int],
          inquiry: Inquiry) -> Table:  # fmt: skip
    """One row per filled cell of the columns `across`, its heading in a column of its own."""
    size, width = len(table), len(across)
    cells = trimmed(table.stacked(across))
    there = filled(cells)
    rows = np.tile(np.arange(size), width)[there]
    heading = np.repeat(np.arange(width), size)[there]
    columns = [table.columns[i].take(pa.array(rows)) for i in rest]
    columns.append(pa.array(headings, pa.string()).take(pa.array(heading)))
    columns.append(cells.filter(pa.array(there)))
    kept = [table.names[i] for i in rest]
    inquiry.made |= dict.fromkeys(
        {role, "amount"} - {*kept}, _said([table.names[i] for i in across])
    )
    names = (*kept, role, "amount")
    return replace(table, names=names, columns=tuple(columns), lines=table.lines[rows], present={})


def _said(headings: list[str]) -> str:
    """Some headings side by side, the first and last of many."""
    return ", ".join(headings) if len(headings) < _MANY else f"{headings[0]} … {headings[-1]}"


def _split_date(table: Table, source: Source, inquiry: Inquiry) -> Table | None:
    """A month in one column and its year in another (or nowhere: asked) joined into one date."""
    months = [i for i in cost_roles(table.names).get("date", []) if _bare(table, i)]
    if not months:
        return table
    month = months[0]
    years = [i for i, header in enumerate(table.names) if fold(header) in _YEARS]
    if years:
        year: pa.Array = plain(trimmed(table.columns[years[0]]))
    else:
        answer = _year(source, inquiry)
        if answer is None:
            return None
        year = pa.repeat(answer, len(table))
    cells = plain(trimmed(table.columns[month]))
    joined = pc.binary_join_element_wise(cells, year, " ")
    joined = pc.if_else(pa.array(bare_months(cells)), joined, cells)
    columns = list(table.columns)
    columns[month] = joined
    return replace(table, columns=tuple(columns))


def _bare(table: Table, column: int) -> bool:
    """Whether a column holds months without years, but for totals and what stands beneath them."""
    cells = table.columns[column]
    order = np.argsort(table.lines, kind="stable")
    bare = bare_months(cells)
    other = filled(cells) & ~bare & ~matching(fold_column(cells), _TOTAL_ROW)
    months = np.flatnonzero(bare[order])
    return bool(months.size) and not other[order][: months[-1]].any()


def _payroll_across(table: Table, inquiry: Inquiry) -> Table | None:
    """The employer's costs of a payroll, one a row; None where the table is no payroll.

    An empty one where it must ask.
    """
    if find_payroll(table.names, range(len(table.names))) is None:
        return None  # before any cell is looked at
    figures = [i for i in range(len(table.names)) if figures_at(table, i)]
    payroll = find_payroll(table.names, figures)
    if payroll is None or ("vat" in cost_roles(table.names) and not payroll.certain):
        return None
    whole = table.without_cut_rows([len(table.names)])
    rest = _rest(whole, [*payroll.costs, *payroll.aside, *payroll.extras])
    paid = sorted({*payroll.parts, *payroll.extras})
    listed = without_total_lines(whole, rest)
    single = without_sums(listed, paid, rest, inquiry, alike=True)
    if single is None:
        return whole.only(np.zeros(len(whole), bool))
    table = single
    decided = paid_by_employer(table, payroll, figures, inquiry)
    if decided is None:
        return table.only(np.zeros(len(table), bool))
    payroll = decided
    costs, aside = (", ".join(table.names[i] for i in columns)
                    for columns in (payroll.costs, payroll.aside))  # fmt: skip
    inquiry.note("payroll" if aside else "payroll_whole", columns=costs, aside=aside)
    if not payroll.charged:
        inquiry.note("payroll_uncharged", columns=costs)
    headings = [payroll.heading(table.names[i]) for i in payroll.costs]
    inquiry.suppose({"category_column": "category"})  # and none of kinds of staff
    return _melt(table, payroll.costs, headings, "category", _no_money(table, rest), inquiry)


def _categories_across(table: Table, inquiry: Inquiry) -> Table | None:
    """Months down, categories across: every column of figures headed by a word we know, or most.

    Counts (leads, clicks), plans and the sum of the others are no kinds of cost. None where it must
    ask.
    """
    roles = cost_roles(table.names)
    parts = _parts_across(table, roles, inquiry)
    if parts is not None:
        return parts
    if "date" not in roles or any(
        k in roles for k in ("debit", "credit", "amount_net", "amount_gross", "vat")
    ):
        return table
    date_column = roles["date"][0]
    figures = [
        i for i, name in enumerate(table.names)
        if i != date_column and name.strip() and not _SUMMARY.match(fold(name))
        and i not in roles.get("ignored", []) and figures_at(table, i)
    ]  # fmt: skip
    views = any(is_rate(name) for name in table.names)
    aside = [i for i in figures if (no_cost(table.names[i]) and not names_or_costs(table.names[i]))
             or (views and fold(table.names[i]) in PRINTS_OR_VIEWS)]  # fmt: skip
    aside += _people_counted(table, [i for i in figures if i not in aside])
    figures = [i for i in figures if i not in aside]
    rules = load_rules()
    known = [i for i in figures if i not in roles.get("amount", [])
             and (rules.label(table.names[i]) or is_kind_of_cost(table.names[i]))]  # fmt: skip
    if len(known) < 2 or len(known) * 2 < len(figures):
        return table
    table = table.without_cut_rows([len(table.names)])
    rest = _rest(table, [*figures, *aside])
    table = without_total_lines(table, rest)
    summed = sum_columns(table, figures)
    figures, aside = [i for i in figures if i not in summed], [*aside, *summed]
    counted = _counted_columns(table, figures, inquiry)
    if counted is None:
        return None
    figures, aside = [i for i in figures if i not in counted], [*aside, *counted]
    if aside:
        inquiry.note("columns_aside", columns=", ".join(table.names[i] for i in aside))
    inquiry.note("categories_across", count=len(figures),
               columns=", ".join(table.names[i] for i in figures))  # fmt: skip
    return _melt(table, figures, [table.names[i] for i in figures], "category", rest, inquiry)


def _people_counted(table: Table, figures: list[int]) -> list[int]:
    """The columns that hold how many people there were in each month."""
    people = np.array([kind_of(table.names[i]) == PEOPLE for i in figures], bool)
    if not people.any():
        return []
    largest = [np.abs(values_of(table.columns[i])).max(initial=0) for i in figures]
    told = people & counted_people(np.array(largest, np.float64), people)
    return [i for i, counted in zip(figures, told, strict=True) if counted]


def _counted_columns(table: Table, figures: list[int], inquiry: Inquiry) -> list[int] | None:
    """The columns that count what they name; None where it is asked, as may be paid for as well."""
    maybe = [i for i in figures
             if kind_of(table.names[i]) == EITHER or names_or_costs(table.names[i])]  # fmt: skip
    either = [i for i in maybe if whole(table.columns[i])]
    if not either:
        return []
    sums = {i: float(values_of(table.columns[i]).sum()) for i in figures}
    options: dict[str, Gives] = {
        "count": {"all": round(sum(sums[i] for i in figures if i not in either), 2)},
        "cost": {"all": round(sum(sums.values()), 2)},
    }
    answer = ask_counted([table.names[i] for i in either], options, inquiry)
    return None if answer is None else either if answer == "count" else []


def _parts_across(
    table: Table, roles: dict[str, list[int]], inquiry: Inquiry
) -> Table | None:  # fmt: skip
    """Categories across under whatever names, told by the column that adds them up; else None."""
    date = roles["date"][0] if "date" in roles else _first_of_days(table)
    if date is None:
        return None
    figures = [i for i, name in enumerate(table.names)
               if i != date and name.strip() and i not in roles.get("ignored", [])
               and figures_at(table, i)]  # fmt: skip
    sure = [i for i in figures if no_cost(table.names[i], totals=False)]
    maybe = [i for i in figures if i not in sure and (is_rate(table.names[i]) or (
        kind_of(table.names[i]) == EITHER and whole(table.columns[i])))]  # fmt: skip
    for counts in (sure, [*sure, *maybe]):  # the total tells which of them it takes in
        found = summed_parts(table, [i for i in figures if i not in counts])
        if found is not None:
            break
    else:
        return None
    table = table.without_cut_rows([len(table.names)])
    table = table.keep(~total_rows(table, date), "total_line")
    rest = [i for i in _rest(table, figures) if i not in figures]
    columns, aside = (", ".join(table.names[i] for i in some)
                      for some in (found.columns, [*counts, *found.aside]))  # fmt: skip
    inquiry.note("columns_aside", columns=aside)
    inquiry.note("categories_across", count=len(found.columns), columns=columns)
    headings = [table.names[i] for i in found.columns]
    return _melt(table, found.columns, headings, "category", rest, inquiry)


def _first_of_days(table: Table) -> int | None:
    """The first column where it holds days but for a total or two; None where it does not."""
    cells = take_apart_dates(cells_but_totals(table.columns[0]), serials=False)
    return 0 if cells is not None and cells.share == 1 and len(table) > 1 else None
