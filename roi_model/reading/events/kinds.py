"""The three kinds of lists, a row each: what an entry is, its states, how its headings tell it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from roi_model.reading.text.wording import fold, unjoined

ON_TRIAL = "trial"
"""The state of somebody in a list of customers who only tries what is sold: none of them yet."""
_FILE = Path(__file__).resolve().parents[3] / "data" / "event_headings.toml"
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")


@cache
def _lists() -> Mapping[str, Mapping[str, Mapping[str, list[str]]]]:
    """The lists of data/event_headings.toml, by kind and role."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {kind: roles for kind, roles in told.items() if isinstance(roles, dict)}


@cache
def words_of_lists(topic: str) -> frozenset[str]:
    """The words of a topic that no kind of list has for itself.

    >>> "montant" in words_of_lists("money"), "inbound" in words_of_lists("inbound")
    (True, True)
    """
    return frozenset(_lists()["any"][topic]["words"])


@lru_cache(4096)
def spellings(heading: str) -> tuple[str, ...]:
    """A heading folded: as it stands, without brackets, with its parts as words.

    >>> spellings("date (TZ offset incl.)"), spellings("createdAt")
    (('date tz offset incl', 'date'), ('createdat', 'created at'))
    """
    bare = _BRACKETS.sub("", heading) or heading
    ways = (heading, bare, unjoined(heading), unjoined(bare))
    return tuple(dict.fromkeys(map(fold, ways)))


@dataclass(frozen=True)
class EventKind:
    """One kind of list.

    `event` is what a row is called, `states` what can be said of one (the first is what the plan
    counts further down its funnel). A list of this kind has all roles of one of the sets in
    `told_by`, a starred role by one of its sure words alone; that of a `louder` role is one even
    beside headings of spending: what a customer spent is no cost of one's own.
    """

    name: str
    event: str
    states: tuple[str, ...]
    told_by: tuple[frozenset[str], ...]
    louder: frozenset[str]
    question: str = ""

    @cached_property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """The headings of each role, the most telling first."""
        lists = _lists()[self.name]
        return {role: (*one.get("sure", ()), *one["words"]) for role, one in lists.items()}

    @cached_property
    def sure(self) -> Mapping[str, int]:
        """How many words of a role, the first ones, head such a list and hardly anything else."""
        return {
            role: len(one["sure"]) for role, one in _lists()[self.name].items() if "sure" in one
        }

    @cached_property
    def _ranks(self) -> Mapping[str, tuple[str, int]]:
        return {word: (role, rank) for role, words in self.words.items()
                for rank, word in enumerate(words)}  # fmt: skip

    def _found(self, heading: str) -> tuple[str, int]:
        """The role a heading plays and its rank there; "" where it has none."""
        known = (self._ranks.get(spelling) for spelling in spellings(heading))
        return next((found for found in known if found), ("", 0))

    def role(self, heading: str) -> str:
        """The role a column of this heading plays, "" where it has none."""
        return self._found(heading)[0]

    def ranked(self, names: Sequence[str], role: str) -> list[int]:
        """The columns that may play a role, that of the most telling word first."""
        found = [(rank, at) for at, name in enumerate(names)
                 for one, rank in (self._found(name),) if one == role]  # fmt: skip
        return [at for _, at in sorted(found)]

    def columns(self, names: Sequence[str]) -> dict[str, int]:
        """The column of every role whose heading is there: that of the most telling word."""
        return {role: ranked[0] for role in self.words if (ranked := self.ranked(names, role))}

    def is_sure(self, role: str, heading: str) -> bool:
        """Whether a heading plays a role in hardly any other table."""
        found, rank = self._found(heading)
        return found == role and rank < self.sure.get(role, 0)

    def headed(self, names: Sequence[str]) -> bool:
        """Whether headings alone may be those of such a list."""
        columns = self.columns(names)
        sure = {f"{role}*" for role, at in columns.items() if self.is_sure(role, names[at])}
        fitting = [told for told in self.told_by if told <= columns.keys() | sure]
        if not fitting:
            return False
        open_ = [name for name in names if self.role(name) in ("", "worth")]
        if any(speaks_of_money(name, "spending") for name in open_):
            return any(told & sure & self.louder for told in fitting)
        return bool(sure) or "end" in columns or not any(map(speaks_of_money, open_))

    def headings(self, row: Sequence[str]) -> int:
        """How many cells of a row head columns of such a list, 0 where it is none."""
        return sum(bool(self.role(cell)) for cell in row) if self.headed(row) else 0


def speaks_of_money(heading: str, topic: str = "money") -> bool:
    """Whether a word of a heading is of money, or of "spending"; one in brackets is not counted.

    >>> speaks_of_money("Montant TTC"), speaks_of_money("duration (total)")
    (True, False)
    """
    bare = _BRACKETS.sub("", heading) or heading
    return bool(words_of_lists(topic) & set(fold(unjoined(bare)).split()))


def _sets(*told: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(one.split()) for one in told)


LEADS = EventKind(
    "leads",
    "lead",
    ("qualified", "open", "lost"),
    _sets("state* day", "lead day source", "lead day state", "id day who", "who day state source"),
    frozenset({"state*"}),
    "lead_state",
)
CALLS = EventKind(
    "calls",
    "call",
    ("meeting", "reached", "missed"),
    _sets("state* day", "day* state", "day* duration", "day duration phone",
          "day duration direction", "day phone direction"),
    frozenset({"state*", "day*"}),
    "call_outcome",
)  # fmt: skip
CUSTOMERS = EventKind(
    "customers",
    "customer",
    ("active", ON_TRIAL, "left"),
    _sets("day* customer", "day* id", "day end customer", "worth* email day", "state* email day",
          "id email day", "customer email day"),
    frozenset({"worth*", "state*"}),
    "customer_state",
)  # fmt: skip

EVENT_KINDS = (CALLS, LEADS, CUSTOMERS)
"""In this order: a log of calls may name people and a status as a list of leads does."""
