"""To which channel each cost and each deal belongs: as the user says, else as its words suggest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

import pandas as pd

from roi_model.actuals.channels.guess import guessed, is_list
from roi_model.declaration.spending import CATEGORIES
from roi_model.reading.text.wording import fold

LEVELS = ("label", "key", "category")
"""How a cost is named in `Said.costs`, the closest first: "label:Google Ads", "key:62310000" (the
account, or what the file's own category or the bank calls it), "category:advertising"."""
GUESSED = ("advertising", "leads", "meetings", "events", "agency", "tools", "other")
"""Categories whose labels are guessed from; pay, say, is common unless somebody says otherwise."""
APART = ""
"""Said of a cost: it belongs to no channel; of a source: it stays a line of its own."""


@dataclass(frozen=True)
class Said:
    """What the user said: the channel of a source, and of a cost (`LEVELS`); `APART` is none."""

    sources: Mapping[str, str] = field(default_factory=dict)
    costs: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, given: object, channels: Iterable[str], sources: Iterable[str] = ()) -> Said:
        """From {"sources": {source: channel}, "costs": {"label:…": channel}}, null for none.

        A cost may also go to one of the `sources` of deals. Raises ValueError, saying what is
        allowed, for anything else.
        """
        allowed = {"sources": (*channels, APART)}
        allowed["costs"] = (*allowed["sources"], *filter(None, sources))
        if not isinstance(given, Mapping) or not set(given) <= {"sources", "costs"}:
            raise ValueError('channels: give {"sources": {"Website": "Inbound"}, '
                             '"costs": {"label:Google Ads": "Inbound"}}')  # fmt: skip
        found = {}
        for part in ("sources", "costs"):
            table = given.get(part, {})
            if not isinstance(table, Mapping):
                raise ValueError(f"channels.{part}: {table!r}; give an object of names")
            found[part] = {str(key): APART if to is None else str(to) for key, to in table.items()}
            for key, to in found[part].items():
                if to not in allowed[part]:
                    names = ", ".join(filter(None, allowed[part]))
                    raise ValueError(f"channels.{part}.{key}: {to!r}; allowed: {names}, null")
                if part == "costs" and not _is_cost(key):
                    raise ValueError(f"channels.costs.{key}: give label:…, key:… or "
                                     "category:… of the model")  # fmt: skip
        return cls(found["sources"], found["costs"])


def _is_cost(key: str) -> bool:
    level, _, name = key.partition(":")
    return level in LEVELS and bool(name) and (level != "category" or name in CATEGORIES)


@dataclass(frozen=True)
class Belongs:
    """A source or a name of costs: the channel it is given (`APART`: none), and by whom."""

    name: str
    channel: str
    guess: bool = False


def channel_of_sources(
    sources: Iterable[str], channels: tuple[str, ...], said: Said
) -> dict[str, Belongs]:
    """By source as written: its channel. Nobody's word and no guess: `APART`.

    >>> found = channel_of_sources(["LinkedIn", "Fair"], ("LinkedIn outbound",), Said())
    >>> [(one.channel, one.guess) for one in found.values()]
    [('LinkedIn outbound', True), ('', False)]
    """
    told = {fold(source): to for source, to in said.sources.items()}
    found = {}
    for source in dict.fromkeys(map(str, sources)):
        to = told.get(fold(source))
        if to in (*channels, APART):
            found[source] = Belongs(source, str(to))
            continue
        name = guessed(source, channels)
        exact = name is not None and fold(name) == fold(source)
        found[source] = Belongs(source, name or APART, guess=name is not None and not exact)
    return found


def channel_of_costs(
    entries: pd.DataFrame, channels: tuple[str, ...], said: Said,
    sources: Mapping[str, str] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """For each row of `entries`, same index: channel (`APART`: none) and guess (bool).

    What was said of its label goes before what was said of its account or key, and that before what
    was said of its category; only what nobody spoke of is guessed, from label, account and key, in
    the categories `GUESSED`. Where it names no channel it may name one of the `sources` of deals:
    the cost then goes where these go, to a channel or to the source itself.
    """
    sources = sources or {}
    told = _told(said.costs, (*channels, *sources.values()))
    takers = {name: name for name in channels}, {n: to for n, to in sources.items()
                                                 if not is_list(n)}  # fmt: skip
    found = pd.Series(None, index=entries.index, dtype=object)
    for column, level in (("label", "label"), ("key", "key"), ("account", "key"),
                          ("category", "category")):  # fmt: skip
        if any(key.startswith(f"{level}:") for key in told):
            found = _filled(found, entries[column], partial(_said, told, level))
    spoken = found.notna()
    nobodys = entries["category"].astype(str).isin(GUESSED)
    for names in takers:
        guess = _guesser(names)
        for column in ("label", "account_label", "key"):
            left = found.isna() & nobodys
            found = found.where(~left, _filled(found[left], entries.loc[left, column], guess))
    channel = found.where(found.notna(), APART)
    return pd.DataFrame({"channel": channel, "guess": found.notna() & ~spoken})


def _filled(found: pd.Series, words: pd.Series, channel: Callable[[str], str | None]) -> pd.Series:
    """`found`, and where it holds none the channel of the words; each word is asked once."""
    written = words.astype(str)
    answers = {word: channel(word) for word in written.unique()}
    return found.where(found.notna(), written.map(answers).astype(object))


def _said(told: Mapping[str, str], level: str, name: str) -> str | None:
    """What was said of a name of costs; of a label, also where one said differs by its numbers."""
    key = _folded(f"{level}:{name}")
    return told.get(key, told.get(_without_numbers(key)) if level == "label" else None)


_NUMBER = re.compile(r"[^\W_]*\d[^\W_]*")


def _guesser(names: Mapping[str, str]) -> Callable[[str], str | None]:
    """Guesses the channel of words; a reference number in them tells nothing, unless a name has
    one. What was asked before is not looked up again: labels differ mostly by their numbers.
    """
    asked = tuple(names)
    numbers = any(_NUMBER.search(name) for name in asked)
    known: dict[str, str | None] = {}

    def guess(written: str) -> str | None:
        if written in known:
            return known[written]
        words = written if numbers else " ".join(_NUMBER.sub(" ", written).split())
        if words not in known:
            name = guessed(words, asked)
            known[words] = None if name is None else names[name]
        known[written] = known[words]
        return known[written]

    return guess


def named_costs(entries: pd.DataFrame, level: str, belongs: pd.DataFrame) -> pd.DataFrame:
    """Selling costs by name at one of `LEVELS`, the largest amount first.

    Columns: key (as in `Said.costs`), name, category, amount (amount · share), channel (as in
    `belongs`, what `channel_of_costs` found), several (channels: the first stands there), guess.
    """
    counted = entries[entries["selling"].astype(bool)]
    names = counted[level].astype(str)
    keys = {name: _folded(f"{level}:{name}") for name in names.unique()}
    frame = pd.DataFrame(
        {
            "key": names.map(keys),
            "name": names,
            "category": counted["category"].astype(str),
            "amount": (counted["amount"] * counted["share"]).astype(float),
        }
    ).join(belongs)
    groups = frame.groupby("key", sort=False)
    rows = groups.agg(
        name=("name", "first"), category=("category", "first"), amount=("amount", "sum"),
        channel=("channel", "first"), channels=("channel", "nunique"), guess=("guess", "max"),
    ).reset_index()  # fmt: skip
    rows["several"] = rows.pop("channels") > 1
    order = rows["amount"].abs().sort_values(ascending=False, kind="stable").index
    return rows.loc[order].reset_index(drop=True)


def _told(costs: Mapping[str, str], channels: tuple[str, ...]) -> dict[str, str]:
    """What was said, by folded name; of labels alike but for numbers too, where all were said so.

    The next statement has another reference in the same label.
    """
    told: dict[str, str] = {}
    for key, to in costs.items():
        if to in (*channels, APART):
            told[_folded(key)] = to
    alike: dict[str, set[str]] = {}
    for key, to in told.items():
        if key.startswith("label:"):
            alike.setdefault(_without_numbers(key), set()).add(to)
    return {key: min(to) for key, to in alike.items() if len(to) == 1} | told


def _folded(key: str) -> str:
    """A name of costs as it is compared."""
    level, _, name = key.partition(":")
    return key if level == "category" else f"{level}:{fold(name)}"


def _without_numbers(key: str) -> str:
    level, _, name = key.partition(":")
    words = [word for word in fold(name).split() if not any(sign.isdigit() for sign in word)]
    return f"{level}:{' '.join(words)}" if words else _folded(key)
