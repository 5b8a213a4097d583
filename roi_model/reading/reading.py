"""Bytes of one file → what was understood of it: costs, rows left out, questions, or a refusal."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from roi_model.reading.bank import read_bank
from roi_model.reading.costs.costs import read_costs
from roi_model.reading.costs.entries import Lines, entries
from roi_model.reading.costs.ledgers import is_ledger
from roi_model.reading.costs.roles import planning
from roi_model.reading.deals.deals import Deals, read_deals
from roi_model.reading.deals.figures import deal_figures
from roi_model.reading.fec.fec import read_fec
from roi_model.reading.formats import KINDS, find_kind
from roi_model.reading.inquiry import Finding, Inquiry, Question, Refusal, RefusedError, sentence
from roi_model.reading.sorting.categories import NOT_SELLING
from roi_model.reading.tables.long_form import make_long
from roi_model.reading.tables.nothing_left import refuse_nothing, refuse_unusable
from roi_model.reading.tables.sheet_choice import read_workbook
from roi_model.reading.tables.summaries import refuse_summaries
from roi_model.reading.tables.table import TEXT_FORMULA, Table, read_table
from roi_model.reading.tables.thousands import title_unit, titles
from roi_model.reading.tables.workbook import DELIMITER, Sheet, is_zip
from roi_model.reading.text.decoding import decode
from roi_model.reading.text.dialect import Dialect, find_dialect, join_header
from roi_model.reading.text.ragged import Rejections
from roi_model.reading.text.wording import fold
from roi_model.reading.values.amounts import exact_total
from roi_model.reading.values.dates import month_name

_LISTED = 10_000
_Reader = Callable[[Table, bool, Inquiry], Lines | None]
_ENTRY_COLUMNS = ("month", "day", "category", "account", "account_label", "label", "amount",
                  "selling", "share", "company_wide", "confidence", "key", "line")  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """One file as understood. With `refused` or an open question there are no totals at all.

    `entries` holds one row per cost (see `lines.entries`); `rejected` has line, reason and text of
    every row left out; `revenue` the income of a FEC's class 70 by month, positive. Money is in the
    file's currency; `units` behind it are exact integers of 10**-scale.

    `deals` is a table for a CRM's export alone, one row per deal kept: id, created and closed
    (days; NaT where unknown, closed while open too), state ("won", "lost", "open"), amount (NaN
    where none), source, owner, pipeline, stage, line. `flagged` lists those of them that deserve a
    look; `as_of` is the latest day on which something happened in them.
    """

    kind: str | None
    name: str = ""
    dialect: Mapping[str, object] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    rows_read: int = 0
    rows_kept: int = 0
    rejected: pd.DataFrame = field(default_factory=lambda: _rejected(Rejections()))
    entries: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=[*_ENTRY_COLUMNS, "units"])
    )
    revenue: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame({"month": [], "amount": [], "units": []})
    )
    scale: int = 2
    deals: pd.DataFrame | None = None
    flagged: pd.DataFrame = field(default_factory=lambda: _rejected(Rejections()))
    as_of: pd.Timestamp | None = None
    notes: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    refused: Refusal | None = None
    layout: str = ""

    @property
    def blocked(self) -> bool:
        """Whether an answer is needed before there are any totals."""
        return any(question.blocking for question in self.questions)

    @property
    def usable(self) -> bool:
        """Whether the costs, or the deals, may be compared with the plan."""
        return self.refused is None and not self.blocked

    def total(self, by: str | list[str] | None = None) -> Any:
        """The exact sum of all costs, or sums by one or several columns of `entries`."""
        if by is None:
            return exact_total(self.entries["units"].to_numpy(np.int64), self.scale)
        sums = self.entries.groupby(by, sort=True, observed=True)["units"].sum()
        return {key: int(units) / 10**self.scale for key, units in sums.items()}

    def totals(self) -> dict[str, Any]:
        """The totals of MODEL.md 7: by_category adds up to all, what is not selling on its own."""
        empty: dict[str, Any] = {}
        if not self.usable or self.deals is not None:
            return {"all": None, "by_category": empty, "by_account": empty, "by_month": empty,
                    "by_account_and_month": empty, "selling": None}  # fmt: skip
        frame = self.entries
        sums = frame.groupby(["category", "selling"], observed=True)["units"].sum()
        by_category: dict[str, int] = {}
        for (category, selling), units in sums.items():
            key = category if selling else NOT_SELLING
            by_category[key] = by_category.get(key, 0) + int(units)
        accounts = frame[frame["account"] != ""]
        cells = accounts.groupby(["account", "month"], observed=True)["units"].sum()
        grid: dict[str, dict[str, float]] = {}
        for (account, month), units in sorted(cells.items()):
            grid.setdefault(account, {})[month] = int(units) / 10**self.scale
        by_account = accounts.groupby("account", observed=True)["units"].sum()
        counted = float((frame["amount"] * frame["share"]).sum())
        return {
            "all": self.total(),
            "by_category": {k: v / 10**self.scale for k, v in sorted(by_category.items())},
            "by_account": {k: int(v) / 10**self.scale for k, v in sorted(by_account.items())},
            "by_month": self.total("month"),
            "by_account_and_month": grid,
            "selling": round(counted, self.scale),
        }

    def to_json(self, lang: str = "en") -> dict[str, Any]:
        """What `python -m roi_model read` prints: MODEL.md 7, with notes and revenue beside."""
        listed = self.rejected.head(_LISTED)
        shown = {"encoding": None, "delimiter": None, "decimal": None, "date_format": None,
                 "header_row": None}  # fmt: skip
        revenue = None
        if len(self.revenue):
            units = self.revenue.groupby("month")["units"].sum()
            revenue = {
                "all": int(units.sum()) / 10**self.scale,
                "by_month": {k: int(v) / 10**self.scale for k, v in units.items()},
            }
        return {
            "kind": self.kind,
            "dialect": {**shown, **self.dialect},
            "columns": dict(self.columns),
            "rows_read": self.rows_read,
            "rows_kept": self.rows_kept,
            "rejected": listed.to_dict("records"),
            "rejected_count": len(self.rejected),
            "totals": self.totals(),
            "revenue": revenue,
            "deals": None if self.deals is None else deal_figures(self.deals, self.scale),
            "flagged": self.flagged.head(_LISTED).to_dict("records"),
            "as_of": None if self.as_of is None else self.as_of.strftime("%Y-%m-%d"),
            "questions": [question.to_json(lang) for question in self.questions],
            "notes": [
                {"code": n.code, **n.values, "sentence": n.sentence(lang)} for n in self.notes
            ],
            "refused": None
            if self.refused is None
            else {
                "reason": self.refused.code,
                **self.refused.values,
                "sentence": self.refused.sentence(lang),
            },
            "layout": self.layout,
        }


def rejection_sentence(reason: str, lang: str) -> str:
    """Why a row was left out, in `lang`."""
    return sentence(f"rejected.{reason}", lang, {})


def flag_sentence(reason: str, lang: str) -> str:
    """Why a deal that was kept deserves a look, in `lang`."""
    return sentence(f"flagged.{reason}", lang, {})


def read(
    content: bytes,
    *,
    kind: str | None = None,
    answers: Mapping[str, object] | None = None,
    name: str = "",
) -> Reading:
    """Read a file of costs or deals: the right totals, a question, or a refusal; never a guess.

    `kind` ("costs", "fec", "deals", "bank") overrides what the header says. `answers` maps a
    question's id to the chosen answer; "rules" holds the user's rules by label
    (`label_rules.user_rules`), "stages" the states of a CRM's own stages. Raises ValueError for an
    unknown kind or an answer that is no candidate.

    >>> reading = read("Date;Libellé;Montant\\n15/01/2024;HubSpot;1 200,50\\n".encode())
    >>> reading.total(), reading.total("category"), reading.total("month")
    (1200.5, {'tools': 1200.5}, {'2024-01': 1200.5})
    """
    if kind is not None and kind not in KINDS:
        raise ValueError(f"kind: {kind!r}; allowed: {', '.join(KINDS)}")
    shown = clean_file_name(name)
    inquiry = Inquiry(answers or {}, shown)
    try:
        return _read(content, kind, inquiry)
    except RefusedError as refused:
        return Reading(kind, shown, notes=tuple(inquiry.notes), refused=refused.refusal)


def _read(content: bytes, kind: str | None, inquiry: Inquiry) -> Reading:
    if is_zip(content):
        return read_workbook(content, inquiry, partial(_read_sheet, kind))
    decoded = decode(content, inquiry.name)
    inquiry.notes.extend(decoded.notes)
    text = join_header(decoded.text)
    dialect = find_dialect(text, inquiry.name)
    shown = {"encoding": decoded.encoding, "delimiter": dialect.delimiter,
             "line_end": decoded.line_end}  # fmt: skip
    return _read_text(text, dialect, shown, kind, inquiry)


def _read_sheet(kind: str | None, sheet: Sheet, inquiry: Inquiry) -> Reading:
    """One sheet of a workbook, read as the text of its rows is."""
    shown = {"encoding": "xlsx", "sheet": sheet.name}
    try:
        dialect = find_dialect(sheet.text, inquiry.name, DELIMITER)
        return _read_text(sheet.text, dialect, shown, kind, inquiry)
    except RefusedError as refused:
        return Reading(
            kind, inquiry.name, shown, notes=tuple(inquiry.notes), refused=refused.refusal
        )


def _read_text(text: str, dialect: Dialect, shown: Mapping[str, object], kind: str | None,
               inquiry: Inquiry) -> Reading:  # fmt: skip
    table = read_table(text, dialect, inquiry.name)
    if TEXT_FORMULA in text:
        inquiry.note("text_formulas", count=text.count(TEXT_FORMULA))
    if kind is None:
        kind = find_kind(dialect.names)
        kind = "costs" if kind == "bank" and is_ledger(table) else kind
    lines: Lines | None
    deals: Deals | None
    refusal, lines, deals = None, None, None
    try:
        if kind in ("costs", "bank"):
            refuse_summaries(table, dialect, text, inquiry.name)
        refuse_unusable(table, kind, inquiry)
        if kind == "fec":
            lines = read_fec(table, inquiry)
        elif kind == "deals":
            inquiry.unit = title_unit(text, dialect.header_row)
            deals = read_deals(table, inquiry)
        else:
            reader = read_bank if kind == "bank" else read_costs
            sheet = str(shown.get("sheet", ""))
            lines = _read_costs(reader, table, dialect, text, sheet, inquiry)
        refuse_nothing(lines, deals, table.rows_read, inquiry)
    except RefusedError as refused:
        refusal = refused.refusal
    rejected = _rejected(table.rejections)
    frame = pd.DataFrame(columns=[*_ENTRY_COLUMNS, "units"])
    if lines is not None:
        frame = entries(lines, inquiry)
    return Reading(
        kind=kind,
        name=inquiry.name,
        dialect={
            **shown,
            "header_row": dialect.header_row,
            "decimal": inquiry.decimal,
            "date_format": inquiry.date_format,
        },
        columns=inquiry.columns,
        rows_read=table.rows_read,
        rows_kept=0
        if lines is None and deals is None
        else table.rows_read - rejected["line"].nunique(),
        rejected=rejected,
        entries=frame,
        revenue=_revenue(lines),
        scale=lines.scale if lines is not None else deals.scale if deals is not None else 2,
        deals=None if deals is None else deals.frame,
        flagged=_rejected(Rejections()) if deals is None else deals.flagged,
        as_of=None if deals is None else deals.as_of,
        notes=tuple(inquiry.notes),
        questions=tuple(inquiry.questions),
        refused=refusal,
        layout=_layout(dialect, kind),
    )


def _read_costs(reader: _Reader, table: Table, dialect: Dialect, text: str, sheet: str,
                inquiry: Inquiry) -> Lines | None:  # fmt: skip
    inquiry.plan = planning([sheet, *_titles(text, dialect)])
    long = make_long(table, dialect, text, inquiry)
    if long is None:
        return None
    lines = reader(long, dialect.header_row is not None, inquiry)
    # A column made of several has no heading of its own in the file.
    inquiry.columns = {role: n for role, n in inquiry.columns.items() if n in table.names}
    return lines


def _titles(text: str, dialect: Dialect) -> list[str]:
    """The words above the header that are titles: lines of one or two filled cells."""
    lines = (line.split(dialect.delimiter) for line in titles(text, dialect.header_row))
    filled = ([cell for cell in line if cell.strip(' \t"')] for line in lines)
    return [cell for cells in filled if len(cells) <= 2 for cell in cells]


def clean_file_name(name: str) -> str:
    """A file's name as data: no path, no control signs, 120 characters at most."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if c.isprintable() and not 0xD800 <= ord(c) <= 0xDFFF)
    return kept[:120]


def _rejected(rejections: Rejections) -> pd.DataFrame:
    """line, reason, text of every row left out, in the file's order."""
    if not len(rejections):
        return pd.DataFrame({"line": np.zeros(0, np.int64), "reason": [], "text": []})
    frame = pd.DataFrame(
        {
            "line": np.concatenate(rejections.lines),
            "reason": [r for reason, count in rejections.reasons for r in [reason] * count],
            "text": [text for texts in rejections.texts for text in texts],
        }
    )
    return frame.sort_values("line", kind="stable", ignore_index=True)


def _revenue(lines: Lines | None) -> pd.DataFrame:
    if lines is None or lines.revenue is None:
        return pd.DataFrame({"month": [], "amount": [], "units": []})
    month, units = lines.revenue
    sums = pd.Series(units, dtype=np.int64).groupby(month).sum()
    return pd.DataFrame(
        {
            "month": [month_name(int(m)) for m in sums.index],
            "amount": sums.to_numpy() / 10**lines.scale,
            "units": sums.to_numpy(),
        }
    )


def _layout(dialect: Dialect, kind: str) -> str:
    """A name for files of the same layout, under which answers may be kept for the next one."""
    parts = [kind, dialect.delimiter, *(fold(name) for name in dialect.names)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
