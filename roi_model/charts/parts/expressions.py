"""Vega expressions for words and numbers: what the browser writes, in the reader's locale.

A picture is kept without data, so its labels are computed where the data arrives. Each function
takes the name of a value inside an expression, such as "datum.amount".
"""

from __future__ import annotations

import json
from typing import Any

from roi_model.formatting import MINUS, affixes, compact_affixes
from roi_model.texts import text, topic


def words(table: str, lang: str, field: str) -> str:
    """A Vega expression for the words of a field's keys; a key without words stands as it is.

    `table` is the dotted path of a table of texts, such as "charts.category".
    """
    name, *rest = table.split(".")
    found: Any = topic(name, lang)
    for part in rest:
        found = found[part]
    return f"({json.dumps(found, ensure_ascii=False)}[{field}] || {field})"


def quoted(key: str, lang: str) -> str:
    """A text as a string inside a Vega expression."""
    return json.dumps(text(key, lang), ensure_ascii=False)


def short_money(field: str, lang: str, currency: str, *, plus: bool = False) -> str:
    """A Vega expression for a short amount (three digits and a letter), as `money_compact`."""
    before, after = (json.dumps(part, ensure_ascii=False) for part in affixes(currency, lang))
    size = f"abs({field})"
    digits = f"format({size}, {size} < 99.5 ? ',.3~r' : ',.0f') + {after}"
    for unit, behind in reversed(compact_affixes(currency, lang)[1]):
        scaled = f"format({size}/{unit:.0f}, ',.3~r') + {json.dumps(behind, ensure_ascii=False)}"
        digits = f"{size} >= {unit * 0.9995:.0f} ? {scaled} : ({digits})"
    above = '"+"' if plus else '""'
    sign = f'({field} <= -0.005 ? "{MINUS}" : {field} >= 0.005 ? {above} : "")'
    return f"({sign} + {before} + ({digits}))"


def rounded_money(field: str, lang: str, currency: str, *, plus: bool = False) -> str:
    """A Vega expression for an amount in a label: three digits, in full up to a million."""
    short = short_money(field, lang, currency, plus=plus)
    return f"(abs({field}) >= 999500 ? {short} : {_in_full(field, '$,.3r', plus)})"


def whole_money(field: str, *, plus: bool = False) -> str:
    """A Vega expression for an amount of a sum: to the unit, so that parts add up."""
    return f"({_in_full(field, '$,.0f', plus)})"


def _in_full(field: str, large: str, plus: bool) -> str:
    """An amount by the format `large` from 100 on, to the cent below where it is not whole."""
    whole = f"abs({field} - round({field})) < 0.005"
    small = f"({whole} ? '$,.0f' : '$,.2f')"
    full = f"format({field}, abs({field}) < 99.95 ? {small} : '{large}')"
    return f"{field} > 0 ? '+' + {full} : {full}" if plus else full


def share(field: str) -> str:
    """A Vega expression for a fraction as a percent: two digits, three from 100 % on."""
    return f"format({field}, abs({field}) < 0.0995 ? '.2~p' : '.0%')"


def count(field: str) -> str:
    """A Vega expression for an expected number of people: one decimal below 100."""
    return f"format({field}, abs({field}) < 99.95 ? ',.1~f' : ',.0f')"


def month_label(start: str | None, lang: str, field: str = "datum.month") -> str:
    """A Vega expression for a month: its number, or the calendar month where the start is known."""
    if start is None:
        return f"format({field}, ',.0f')"
    year, month = (int(part) for part in start.split("-"))
    name = f"timeFormat(datetime({year}, {month - 2} + {field}, 1), '%b %Y')"
    return f"({field} < 0.5 ? {quoted('charts.common.start', lang)} : {name})"


def month_in_words(start: str | None, lang: str, field: str) -> str:
    """The same inside a sentence: "month 14", or "Feb 2027"."""
    if start is None:
        word = text("charts.format.month_number", lang)
        before, after = (json.dumps(part, ensure_ascii=False) for part in word.split("{value}"))
        return f"({before} + {month_label(None, lang, field)} + {after})"
    return month_label(start, lang, field)
