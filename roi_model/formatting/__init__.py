"""Numbers as people read them, in the reader's locale: rounded for headlines, exact for hover.

Every function takes the language (fr or en) and, for money, the ISO 4217 currency; separators,
symbols and their places come from CLDR through Babel, asked once per language and currency.
A value that does not exist (None, NaN, infinity) is an en dash: the caller says why beside it.
Negative numbers carry U+2212, the minus sign that is as wide as a plus.

Rates and ratios come in as fractions (0.25) and leave as percents (25 %).
"""

from __future__ import annotations

from roi_model.formatting.conventions import (
    MINUS,
    NBSP,
    UNDEFINED,
    Conventions,
    affixes,
    compact_affixes,
    conventions,
)
from roi_model.formatting.durations import (
    date_pattern,
    day_name,
    moment,
    month_name,
    months,
    months_exact,
    signed_months,
)
from roi_model.formatting.metrics import Delta, delta, metric, metric_between
from roi_model.formatting.numbers import (
    money,
    money_compact,
    money_exact,
    multiple,
    number,
    number_exact,
    percent,
    percent_exact,
    signed_money,
    signed_percent,
    signed_points,
)

__all__ = [
    "MINUS",
    "NBSP",
    "UNDEFINED",
    "Conventions",
    "Delta",
    "affixes",
    "compact_affixes",
    "conventions",
    "date_pattern",
    "day_name",
    "delta",
    "metric",
    "metric_between",
    "moment",
    "money",
    "money_compact",
    "money_exact",
    "month_name",
    "months",
    "months_exact",
    "multiple",
    "number",
    "number_exact",
    "percent",
    "percent_exact",
    "signed_money",
    "signed_months",
    "signed_percent",
    "signed_points",
]
