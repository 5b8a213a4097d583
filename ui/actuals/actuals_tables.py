"""Actual spending as tables: by account or label, against the plan, reconciled, as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import pandas as pd

from roi_model import formatting
from roi_model.actuals.variance import Variance
from roi_model.formatting.cells import as_text
from roi_model.projection import Projection
from roi_model.reading.sorting.categories import NOT_SELLING
from roi_model.texts import text

MOST_KEYS = 400
"""Accounts or labels that can be sorted by hand; the rest is small change."""


def by_key(entries: pd.DataFrame) -> pd.DataFrame:
    """One row an account or label: what it is called, where it belongs, its amount.

    Columns: key, label, category, selling, share (fraction), company_wide, amount; the largest
    amount first.
    """
    if not len(entries):
        columns = ["key", "label", "category", "selling", "share", "company_wide", "amount"]
        return pd.DataFrame({name: [] for name in columns})
    first = entries[~entries["key"].duplicated()]
    amount = entries["amount"].groupby(entries["key"], observed=True, sort=False).sum()
    rows = pd.DataFrame(
        {
            "key": first["key"].astype(str),
            "label": first["account_label"]
            .astype(str)
            .where(first["account"].astype(str) != "", first["label"].astype(str)),
            "category": first["category"].astype(str),
            **{name: first[name] for name in ("selling", "share", "company_wide")},
        }
    ).reset_index(drop=True)
    rows["amount"] = amount.loc[first["key"]].to_numpy()
    order = rows["amount"].abs().sort_values(ascending=False, kind="stable").index
    return rows.loc[order].reset_index(drop=True)


def answers_of(row: pd.Series, edited: dict[str, object]) -> dict[str, str | None]:
    """What one edited row means as answers: the category of its key, and its share."""
    key, found = row["key"], dict[str, str | None]()
    if "selling" in edited or "category" in edited:
        # A category that was chosen is meant to count, unless the box says otherwise.
        selling = bool(edited.get("selling", True))
        category = str(edited.get("category") or row["category"])
        found[f"category:{key}"] = category if selling else NOT_SELLING
        if selling and not row["selling"]:
            found[f"share:{key}"] = "1.0"
    if "share" in edited:
        found[f"share:{key}"] = repr(float(str(edited["share"])))
    return found


@dataclass(frozen=True)
class Reconciled:
    """Where every amount of the files went; the parts add up to `total`."""

    total: float
    compared: float
    not_selling: float
    share_elsewhere: float
    before: float
    after: float
    uncovered: float

    @property
    def gap(self) -> float:
        """What the parts leave over: 0 to the cent, or something is wrong."""
        sold = self.compared + self.not_selling + self.share_elsewhere
        return self.total - (sold + self.before + self.after + self.uncovered)


def reconciled(entries: pd.DataFrame, variance: Variance) -> Reconciled:
    """Split the total of all costs read: compared, not selling, dated outside the plan."""
    selling = entries["selling"].astype(bool)
    counted = entries["amount"] * entries["share"]
    return Reconciled(
        total=float(entries["amount"].sum()),
        compared=float(variance.frame["actual"].sum()),
        not_selling=float(entries["amount"][~selling].sum()),
        share_elsewhere=float((entries["amount"] - counted)[selling].sum()),
        before=variance.before,
        after=variance.after,
        uncovered=variance.uncovered,
    )


def planned_by_month(
    projection: Projection, category: str | None, found: Variance | None = None
) -> list[float]:
    """Planned spending from month 0 to the horizon; month 0 is paid in the first month.

    One category, or all of them where `category` is None: with a comparison, those compared, and
    in its months what was compared.
    """
    months = len(projection.monthly["investment"])
    total = [0.0] * months
    for name, series in projection.monthly_costs.items():
        if category in (None, name) and (found is None or name in set(found.frame["category"])):
            for month, value in enumerate(series):
                total[max(month, 1)] += float(value)
    if found is not None:
        for month, value in _by_plan_month(found, category, "plan").items():
            total[month] = value
    return total


def spent_by_month(variance: Variance, category: str | None) -> dict[int, float]:
    """Actual spending by month of the plan, up to the last month with actual figures."""
    return _by_plan_month(variance, category, "actual")


def _by_plan_month(variance: Variance, category: str | None, what: str) -> dict[int, float]:
    frame = variance.frame
    if category is not None:
        frame = frame[frame["category"] == category]
    sums = frame.groupby("plan_month")[what].sum()
    return {int(month): float(value) for month, value in sums.items()}


def month_of(month: str, lang: str) -> str:
    """A calendar month YYYY-MM in the reader's language."""
    return formatting.month_name(1, lang, month)


def months_of(first: str, last: str, lang: str) -> str:
    """Months from the first to the last: one alone, the year once where it is the same.

    >>> months_of("2024-01", "2024-04", "fr").replace("\u00a0", " ")
    'janv. – avr. 2024'
    >>> months_of("2024-03", "2024-03", "en").replace("\u00a0", " ")
    'Mar 2024'
    """
    start, end = (month_of(month, lang).replace(" ", "\u00a0") for month in (first, last))
    if first == last:
        return end
    if first[:4] == last[:4]:
        start = start.removesuffix(first[:4]).rstrip()
    return text("pages.actuals.up_to_value", lang, first=start, last=end)


def variance_csv(variance: Variance, lang: str) -> bytes:
    """The comparison as a CSV that opens in the reader's spreadsheet: month and category rows.

    French: semicolons and decimal commas; English: commas and dots. UTF-8 with its mark.
    """
    names = ("month", "plan_month", "category", "plan", "actual", "difference")
    frame = variance.frame
    rows = (
        [row.month, row.plan_month, _category(row.category, lang)]
        + [round(value, 2) for value in (row.plan, row.actual, row.difference)]
        for row in frame.itertuples()
    )
    headers = [text(f"pages.actuals.csv.{name}", lang) for name in names]
    return _csv(headers, rows, lang)


def rejected_csv(rejected: pd.DataFrame, reasons: dict[str, str], lang: str) -> bytes:
    """The rows left out, with line and reason, as CSV."""
    headers = [text(f"pages.actuals.csv.{name}", lang) for name in ("line", "reason", "text")]
    rows = ([row.line, reasons[row.reason], row.text] for row in rejected.itertuples())
    return _csv(headers, rows, lang)


def _category(key: str, lang: str) -> str:
    return text(f"charts.category.{key}", lang)


def _csv(headers: list[str], rows: object, lang: str) -> bytes:
    decimal = formatting.conventions(lang).decimal
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if decimal == "," else ",", lineterminator="\r\n")
    writer.writerow(headers)
    for row in rows:  # type: ignore[attr-defined]
        writer.writerow([_cell(value, decimal) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object, decimal: str) -> str:
    """A number in the reader's convention; a text that no spreadsheet takes for a formula."""
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", decimal)
    return str(value) if isinstance(value, int) else as_text(str(value))
