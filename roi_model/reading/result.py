"""What was understood of one file: costs or deals, rows left out, questions, or a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from roi_model.reading.deals.creation import Creation
from roi_model.reading.deals.figures import deal_figures
from roi_model.reading.events.figures import event_figures
from roi_model.reading.inquiry import Finding, Question, Refusal, sentence
from roi_model.reading.sorting.categories import NOT_SELLING
from roi_model.reading.text.ragged import Rejections
from roi_model.reading.values.amounts import exact_total

_LISTED = 10_000
ENTRY_COLUMNS = ("month", "day", "category", "account", "account_label", "label", "amount",
                  "selling", "share", "company_wide", "confidence", "key", "line")  # fmt: skip


@dataclass(frozen=True)
class Guess:
    """The kind that a table was taken for, whatever was said of it; the headings that are words of
    such files; all its headings, in their order.
    """

    kind: str
    headings: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """One file as understood. With `refused` or an open question there are no totals at all.

    `entries` holds one row per cost (see `costs.entries`); `rejected` has line, reason and text of
    every row left out; `revenue` the income of a ledger (of a FEC its class 70) by month, positive.
    Money is in the file's currency; `units` behind it are exact integers of 10**-scale.

    `deals` is a table for a CRM's export alone, one row per deal kept: id, created and closed
    (days; NaT where unknown, closed while open too), state ("won", "lost", "open"), amount (NaN
    where none), source, owner, pipeline, stage, line. `flagged` lists those of them that deserve a
    look; `as_of` is the latest day on which something happened in them, `creation` the stage of
    the plan's funnel for which they stand when created.

    `events` is a table for a list of leads, calls or customers alone, one row per entry kept: day,
    kind ("lead", "call", "customer"), state ("" where nothing tells), source, line.

    `currencies` is "chosen" (the one that counts, "" where none is named), its "rate" where it was
    converted into the plan's, "others", each with its rows, rate and sums before and after, and
    whether such a file is "rated" at all.

    `received` are days and units of money that came in, of one sheet, to be paired with others'.
    `guess` is what a table was taken for; None for a file that is no table, whose kind is certain.
    """

    kind: str | None
    name: str = ""
    dialect: Mapping[str, object] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    rows_read: int = 0
    rows_kept: int = 0
    rejected: pd.DataFrame = field(default_factory=lambda: rows_left_out(Rejections()))
    entries: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=[*ENTRY_COLUMNS, "units"])
    )
    revenue: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame({"month": [], "amount": [], "units": []})
    )
    scale: int = 2
    deals: pd.DataFrame | None = None
    events: pd.DataFrame | None = None
    flagged: pd.DataFrame = field(default_factory=lambda: rows_left_out(Rejections()))
    as_of: pd.Timestamp | None = None
    creation: Creation | None = None
    notes: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    refused: Refusal | None = None
    layout: str = ""
    guess: Guess | None = None
    currencies: Mapping[str, object] = field(default_factory=dict)
    received: tuple[tuple[int, int], ...] = ()

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
        if not self.usable or self.deals is not None or self.events is not None:
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
            "guess": self.guess and {"kind": self.guess.kind, "headings": [*self.guess.headings]},
            "dialect": {**shown, **self.dialect},
            "columns": dict(self.columns),
            "rows_read": self.rows_read,
            "rows_kept": self.rows_kept,
            "rejected": listed.to_dict("records"),
            "rejected_count": len(self.rejected),
            "totals": self.totals(),
            "revenue": revenue,
            "deals": None if self.deals is None else deal_figures(self.deals, self.scale),
            "events": None if self.events is None else event_figures(self.events),
            "flagged": self.flagged.head(_LISTED).to_dict("records"),
            "currencies": dict(self.currencies),
            "as_of": None if self.as_of is None else self.as_of.strftime("%Y-%m-%d"),
            "created_at": None if self.creation is None else self.creation.stage,
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


def rows_left_out(rejections: Rejections) -> pd.DataFrame:
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


def rejection_sentence(reason: str, lang: str) -> str:
    """Why a row was left out, in `lang`."""
    return sentence(f"rejected.{reason}", lang, {})


def flag_sentence(reason: str, lang: str) -> str:
    """Why a deal that was kept deserves a look, in `lang`."""
    return sentence(f"flagged.{reason}", lang, {})


def clean_file_name(name: str) -> str:
    """A file's name as data: no path, no control signs, 120 characters at most."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if c.isprintable() and not 0xD800 <= ord(c) <= 0xDFFF)
    return kept[:120]
