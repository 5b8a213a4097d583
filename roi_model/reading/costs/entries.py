"""What every kind of file comes down to: dated amounts with their words, then categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.declaration.spending import CATEGORIES
from roi_model.reading.inquiry import Candidate, Inquiry, Question
from roi_model.reading.sorting.categories import NOT_SELLING, UNKNOWN, Rule, Rules, load_rules
from roi_model.reading.sorting.label_rules import first_match, merchant_rules, user_rules
from roi_model.reading.sorting.plans import rules_of
from roi_model.reading.text.distinct import by_distinct, coded, filled, instead, joined, trimmed
from roi_model.reading.text.ragged import Rejections
from roi_model.reading.values.dates import year_month

BY_NAME = "names"
# Labels no rule knows, asked one by one: the largest amounts first.
_MAX_ASKED = 20


@dataclass(frozen=True)
class Lines:
    """Dated costs, positive where money was spent: months since year 0, units of 10**-scale.

    `key` names who was paid, in the lines of a bank: what is asked about where no rule knows it.
    `number` is each account's number in the plan, where books have numbers of their own.
    `undoes` is, of a refund, the `line` of the cost it takes back, whose category it has; 0: none.
    `received` are the days and the units of money that came in and is left out.
    `plan` is the number plan of the accounts, "" the French one; BY_NAME: their names say it.
    """

    month: NDArray[np.int64]
    units: NDArray[np.int64]
    scale: int
    line: NDArray[np.int64]
    label: pa.Array
    day: NDArray[np.int64]
    category: pa.Array | None = None
    account: pa.Array | None = None
    account_label: pa.Array | None = None
    revenue: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None
    key: pa.Array | None = None
    plan: str = ""
    number: pa.Array | None = None
    undoes: NDArray[np.int64] | None = None
    received: tuple[tuple[int, int], ...] = ()

    def __len__(self) -> int:
        """Number of costs."""
        return len(self.units)

    def taken(self, places: NDArray[np.int64]) -> Lines:
        """The costs of some places, one as often as it is named; revenue stays as it is."""
        of_rows: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, np.ndarray):
                of_rows[one.name] = value[places]
            elif isinstance(value, pa.Array):
                of_rows[one.name] = value.take(pa.array(places))
        return replace(self, **of_rows)


@dataclass(frozen=True)
class Contents:
    """What a file that is no table holds: its costs (None where a question blocks), how many
    entries were read, those left out of them, the encoding it was found in.
    """

    lines: Lines | None
    rows_read: int
    rejections: Rejections = field(default_factory=Rejections)
    encoding: str = ""


@dataclass(frozen=True)
class _Sorted:
    """The rule of every row, as a number in `rules`; −1 where none is known."""

    rules: list[Rule]
    index: NDArray[np.int32]
    key: pa.Array


def entries(lines: Lines, inquiry: Inquiry, within: Sequence[str] = ()) -> pd.DataFrame:
    """One row per cost: month, category, account, label, amount, selling, share, line and more.

    Costs without accounts are of the categories `within`, where these are said: of the first
    unless words tell another of them.

    `amount` is the whole cost as booked; what counts against the plan is amount · share where
    selling is true. Asks, without blocking, for labels no rule knows and for company-wide shares.
    """
    own = user_rules(inquiry.answers.get("rules", ()))
    if lines.account is None:
        sorted_ = _by_words(lines, own, within)
    else:
        sorted_ = _by_name(lines, own) if lines.plan == BY_NAME else _by_account(lines, own)
    sorted_ = _as_undone(_answered(sorted_, inquiry.answers), lines)
    known = sorted_.index >= 0
    if not known.all():
        _ask_categories(sorted_, lines, inquiry)
    rules = [*sorted_.rules, UNKNOWN]  # index −1 is the last
    categories = [r.category if r.category != "revenue" else "other" for r in rules]
    at = np.where(known, sorted_.index, len(rules) - 1)
    label = _words(lines.label, len(lines))
    of_label = sorted_.key is lines.label
    frame = pd.DataFrame(
        {
            "month": _months(lines.month),
            "day": lines.day,
            "category": _few(at, categories),
            "account": _words(lines.account, len(lines)),
            "account_label": _words(lines.account_label, len(lines)),
            "label": label,
            "amount": lines.units / 10**lines.scale,
            "selling": np.array([r.selling for r in rules], bool)[at],
            "share": np.array([r.share if r.selling else 0.0 for r in rules], float)[at],
            "company_wide": np.array([r.company_wide for r in rules], bool)[at],
            "confidence": np.array([r.confidence for r in rules], float)[at],
            "key": label.copy() if of_label else _words(sorted_.key, len(lines)),
            "line": lines.line,
            "units": lines.units,
        },
        copy=False,
    )
    _ask_shares(frame, lines.scale, inquiry)
    return frame


def _as_undone(sorted_: _Sorted, lines: Lines) -> _Sorted:
    """A refund under the rule, and the name, of what it takes back."""
    if lines.undoes is None or not lines.undoes.any():
        return sorted_
    first = {int(line): place for place, line in reversed(list(enumerate(lines.line.tolist())))}
    places = np.array([first.get(int(line), i) for i, line in enumerate(lines.undoes)], np.int64)
    key = sorted_.key.take(pa.array(places))
    return _Sorted(sorted_.rules, sorted_.index[places], key)


def _words(column: pa.Array | None, size: int) -> pd.Categorical:
    """A column of text as categories in the order of the alphabet; empty where there is none."""
    if column is None:
        column = by_distinct(pa.array([""] * min(size, 1), pa.string()), np.zeros(size, np.int32))
    values, index = coded(column)
    order = pc.sort_indices(values)
    place = np.empty(len(values), np.int32)
    place[order.to_numpy()] = np.arange(len(values), dtype=np.int32)
    return pd.Categorical.from_codes(place[index], values.take(order).to_pandas())


def _months(months: NDArray[np.int64]) -> pd.Categorical:
    first = int(months.min()) if len(months) else 0
    last = int(months.max()) if len(months) else -1
    return _few(months - first, [year_month(m) for m in range(first, last + 1)])


def _few(index: NDArray[np.int64], names: list[str]) -> pd.Categorical:
    """A column of few distinct names, those that occur alone being its categories."""
    used = np.flatnonzero(np.bincount(index, minlength=len(names)))
    distinct = sorted({names[i] for i in used})
    place = {name: position for position, name in enumerate(distinct)}
    codes = np.array([place.get(name, -1) for name in names], np.int64)
    return pd.Categorical.from_codes(codes[index], distinct)


def _by_account(lines: Lines, own: Rules) -> _Sorted:
    """Rules by account prefix; where the prefix says little, by the words of the labels.

    The user's own rules by label go before both.
    """
    table = rules_of(lines.plan)
    numbers, index = coded(lines.account if lines.number is None else lines.number)
    rules = [table.account(number) or UNKNOWN for number in numbers.to_pylist()]
    unsure = np.flatnonzero(np.array([rule.by_label for rule in rules], bool)[index])
    if unsure.size:
        words = lines.label.take(pa.array(unsure))
        if lines.account_label is not None:
            names = lines.account_label.take(pa.array(unsure))
            words = joined(words, names)
        groups = table.labels(words)
        selling = np.array([rule.selling for _, rule in table.words] + [False], bool)[groups]
        index = index.copy()
        index[unsure[selling]] = len(rules) + groups[selling]
    rules = rules + [rule for _, rule in table.words]
    first, ours = first_match([(own, lines.label)], len(lines))
    index = np.where(ours >= 0, ours + len(rules), index)
    return _Sorted(rules + first, index, lines.account)


def _by_name(lines: Lines, own: Rules) -> _Sorted:
    """The user's rules, then the words of the account's name, those of its labels where it has none
    that tell; the account is what is asked about."""
    words, name = load_rules(), lines.account_label
    assert lines.account is not None and name is not None
    chain = [(own, lines.label), (own, name), (words, name), (merchant_rules(), lines.label),
             (words, lines.label)]  # fmt: skip
    rules, index = first_match(chain, len(lines))
    return _Sorted(rules, index, lines.account)


def _by_words(lines: Lines, own: Rules, within: Sequence[str]) -> _Sorted:
    """The user's rules, then the words of the category column, of the merchants, of the label."""
    words = load_rules()
    if within:
        words = words.within(within)
    chain = [(own, lines.label)]
    key = lines.label
    if lines.category is not None:
        chain += [(own, lines.category), (words, lines.category)]
        key = instead(lines.category, lines.label, ~filled(lines.category))
    if lines.key is not None:
        chain.append((merchant_rules(), lines.label))
        key = lines.key
    chain.append((words, lines.label))
    rules, index = first_match(chain, len(lines))
    if within:  # somebody said so, of the whole file
        index = np.where(index < 0, len(rules), index)
        rules = [*rules, Rule(within[0], True, confidence=1.0)]
    return _Sorted(rules, index, key)


def _answered(sorted_: _Sorted, answers: Mapping[str, object]) -> _Sorted:
    """The user's own categories ("category:KEY") and shares ("share:KEY") over the rules."""
    chosen = {k: str(v) for k, v in answers.items() if k.startswith(("category:", "share:"))}
    chosen |= {f"{k}:": str(answers[k]) for k in ("category", "share") if k in answers}
    if not chosen:
        return sorted_
    rules, index = list(sorted_.rules), sorted_.index.copy()
    values, key_index = coded(sorted_.key)
    keys = [value.strip() for value in values.to_pylist()]
    for number, key in enumerate(keys):
        rows = np.flatnonzero(key_index == number) if _concerned(key, chosen, rules) else None
        if rows is None or not rows.size:
            continue
        for old in np.unique(index[rows]):
            rule = _override(rules[old] if old >= 0 else UNKNOWN, key, chosen)
            if rule is not None:
                rules.append(rule)
                index[rows[index[rows] == old]] = len(rules) - 1
    return _Sorted(rules, index, sorted_.key)


def _concerned(key: str, chosen: Mapping[str, str], rules: list[Rule]) -> bool:
    if f"category:{key}" in chosen or f"share:{key}" in chosen:
        return True
    return any(key.startswith(name.split(":", 1)[1]) for name in chosen if name[-1:].isdigit())


def _override(rule: Rule, key: str, chosen: Mapping[str, str]) -> Rule | None:
    prefixes = [key] + ([key[:n] for n in range(len(key) - 1, 0, -1)] if key.isdigit() else [])
    category = next((chosen[f"category:{p}"] for p in prefixes if f"category:{p}" in chosen), None)
    share = next((chosen[f"share:{p}"] for p in prefixes if f"share:{p}" in chosen), None)
    if category is None and share is None:
        return None
    selling = rule.selling if category is None else category != NOT_SELLING
    if category is not None and category not in (*CATEGORIES, NOT_SELLING):
        raise ValueError(f"category:{key}: {category!r}; allowed: {', '.join(CATEGORIES)}, "
                         f"{NOT_SELLING}")  # fmt: skip
    part = rule.share if share is None else float(share)
    if not 0 <= part <= 1:
        raise ValueError(f"share:{key}: {part}; allowed: 0 to 1, as a fraction")
    name = rule.category if category in (None, NOT_SELLING) else str(category)
    return Rule(name, selling, part, 1.0, rule.company_wide and share is None, False, rule.prefix)


def _ask_categories(sorted_: _Sorted, lines: Lines, inquiry: Inquiry) -> None:
    unknown = sorted_.index < 0
    keys = _words(trimmed(sorted_.key.filter(pa.array(unknown))), int(unknown.sum()))
    sums = pd.Series(lines.units[unknown]).groupby(keys, observed=True).sum()
    sums = sums.sort_values(ascending=False, key=np.abs)
    for key, units in sums.head(_MAX_ASKED).items():
        gives = {"amount": int(units) / 10**lines.scale}
        options = tuple(Candidate(name, gives) for name in (*CATEGORIES, NOT_SELLING))
        inquiry.questions.append(Question("category", str(key), options, False, dict(gives)))
    if len(sums) > _MAX_ASKED:
        inquiry.note("more_unknown_labels", count=len(sums) - _MAX_ASKED)


def _ask_shares(frame: pd.DataFrame, scale: int, inquiry: Inquiry) -> None:
    """One question for each group of accounts (three figures) that is the whole company's."""
    columns = ["key", "units", "label", "account_label"]
    wide = frame.loc[frame["company_wide"] & frame["selling"], columns]
    if wide.empty:
        return
    sums = wide.groupby("key", observed=True)["units"].sum()
    first = wide.drop_duplicates("key").set_index("key")
    for prefix, accounts in sums.groupby(sums.index.astype(str).str.slice(0, 3)):
        if inquiry.answer("share", str(prefix)) is None:
            amount = int(accounts.sum()) / 10**scale
            options = {share: {"counted": round(amount * float(share), 2)}
                       for share in ("1", "0.5", "0.25", "0")}  # fmt: skip
            largest = first.loc[accounts.abs().idxmax()]
            label = str(largest["account_label"] or largest["label"]).strip()
            inquiry.ask("share", str(prefix), options, blocking=False, amount=amount, label=label)


def copies(times: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The place of each thing as often as it comes, and which of its times that is, from 0.

    >>> [found.tolist() for found in copies(np.array([2, 0, 3]))]
    [[0, 0, 2, 2, 2], [0, 1, 0, 1, 2]]
    """
    at = np.repeat(np.arange(len(times)), times)
    return at, np.arange(len(at)) - np.repeat(np.cumsum(times) - times, times)
