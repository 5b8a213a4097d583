"""The dialogue about a file: answers given, questions asked, remarks made, or a refusal.

Everything said is a code and values, and becomes a sentence in the reader's language at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from roi_model import formatting
from roi_model.texts import filled, text

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
# Values that name columns, those that name several things, and those that name cells.
_HEADINGS = frozenset(
    ("column", "columns", "others", "aside", "amount", "date", "total", "gross", "fee", "vat")
)
_LISTS = {"columns", "others", "rows", "accounts", "series"}
_OF_CELLS = {"label", "rows", "account", "accounts", "line", "section"}
_EMPTY_PLACE = re.compile(r"(?:^|(?<=, ))(?=, |$)")
"""Where a list of names has an empty one."""
# What no reader can see, or what turns the words behind it round; joiners of letters stay.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _shown(value: object, lang: str) -> object:
    """A value as the reader's language writes it: figures grouped, days and months in words.

    A day that no calendar has stays as it was typed; of a file's words, signs that cannot be seen
    are marked.
    """
    if isinstance(value, str) and _DAY.fullmatch(value):
        with suppress(ValueError):
            return formatting.day_name(date.fromisoformat(value), lang)
        return value
    if isinstance(value, str) and _MONTH.fullmatch(value):
        return formatting.month_name(1, lang, value)
    if isinstance(value, str):
        return _HIDDEN.sub("\ufffd", value)
    if isinstance(value, tuple):
        return ", ".join(_with_sums(one, lang) for one in value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    from babel.numbers import format_decimal

    shape = "#,##0" if isinstance(value, int) else "#,##0.00"
    return format_decimal(value, format=shape, locale=lang)


def _with_sums(movement: tuple[str, float, float], lang: str) -> str:
    """What a movement is called, with what went out and, after a plus, what came in."""
    label, out, back = movement
    sums = [f"{sign}{_shown(total, lang)}" for sign, total in (("", out), ("+", back)) if total]
    return f"{_shown(label, lang)} ({'; '.join(sums)})"


def sentence(key: str, lang: str, values: Mapping[str, object], topic: str = "actuals") -> str:
    """The sentence `<topic>.<key>` in `lang`, its figures in the locale's own separators.

    >>> sentence("refused.empty", "en", {"name": "costs.csv"})
    'costs.csv is empty. Export it again from the program it comes from.'
    """
    template = text(f"{topic}.{key}", lang)
    shown = {
        name: text(f"actuals.plan_stage.{value}", lang)
        if name == "plan_stage"
        else _shown(_named(name, value, key, template, lang), lang)
        for name, value in values.items()
    }
    return filled(template, lang, **shown)


def _named(name: str, value: object, key: str, template: str, lang: str) -> object:
    """A value of a sentence, with words for a cell or heading that it names and that is empty."""
    if not isinstance(value, str):
        return value
    if name not in _LISTS:
        if value.strip() or not re.search(rf"[“«]\s*{{{name}}}\s*[”»]", template):
            return value
    elif value.strip() and not _EMPTY_PLACE.search(value):
        return value
    cell = name in _OF_CELLS or key == "question.category"
    words = text(f"actuals.nameless.{'cell' if cell else 'column'}", lang)
    return _EMPTY_PLACE.sub(words, value) if value.strip() else words


@dataclass(frozen=True)
class Refusal:
    """Why a file gives no figures at all: a code, and the values its sentence needs."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        """The reason and the nearest thing that would work, in `lang`."""
        return sentence(f"refused.{self.code}", lang, self.values)


class RefusedError(Exception):
    """Raised by any step of a reading, caught by `read`, which alone knows the file's name."""

    def __init__(self, code: str, **values: object) -> None:
        """Keep the code and values; a "name" among them is for a file that has none."""
        super().__init__(code)
        self.code, self.values = code, values

    def of(self, name: str) -> Refusal:
        """The refusal of the file of this name.

        >>> RefusedError("no_stage", columns="A").of("deals.csv").values
        {'name': 'deals.csv', 'columns': 'A'}
        """
        named = {"name": name} if name else {}
        return Refusal(self.code, {"name": "file", **self.values, **named})


@dataclass(frozen=True)
class Finding:
    """One conversion or remark for the preview: nothing is changed in silence."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    topic: str = "actuals"

    def sentence(self, lang: str) -> str:
        """The remark in `lang`."""
        return sentence(f"note.{self.code}", lang, self.values, self.topic)


@dataclass(frozen=True)
class Candidate:
    """One possible answer and what the file would give with it (total, rows kept, an example)."""

    answer: str
    gives: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """Something the file does not say. Blocking: without the answer there are no totals.

    `id` is the key of the answer: ``read(content, answers={question.id: candidate.answer})``.
    """

    about: str
    column: str
    candidates: tuple[Candidate, ...]
    blocking: bool = True
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The answer's key: what is asked, and of which column, account or label."""
        return f"{self.about}:{self.column}" if self.column else self.about

    def sentence(self, lang: str) -> str:
        """The question in `lang`."""
        return sentence(f"question.{self.about}", lang, {"column": self.column, **self.values})

    def answer_label(self, answer: str, lang: str) -> str:
        """What a candidate answer means, in `lang`; the answer itself where it needs no words."""
        try:
            return text(f"actuals.answer.{self.about}.{_key(answer)}", lang)
        except KeyError:
            return answer

    def to_json(self, lang: str = "en") -> dict[str, Any]:
        """The question as the command line prints it."""
        return {
            "id": self.id,
            "about": self.about,
            "column": self.column,
            "blocking": self.blocking,
            "question": self.sentence(lang),
            "candidates": [
                {
                    "answer": candidate.answer,
                    "label": self.answer_label(candidate.answer, lang),
                    "gives": dict(candidate.gives),
                }
                for candidate in self.candidates
            ],
        }


_SPOKEN = {",": "comma", ".": "dot", "*": "all_alike", "*shown": "all_shown"}


def _key(answer: str) -> str:
    """The name of an answer in the text files, where a sign cannot be a key."""
    return _SPOKEN.get(answer, answer)


Gives = Mapping[str, object] | Callable[[], Mapping[str, object]]
"""What a file would give with an answer, or what works it out where that takes a while."""


@dataclass
class Currencies:
    """The currencies of one file: the one that counts ("" where none is named), how many rows each
    has, of those to be converted their lines and what shows these, and what was converted.

    `rated` is True where amounts of this kind of file may be converted at a rate.
    """

    chosen: str = ""
    rows: dict[str, int] = field(default_factory=dict)
    lines: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    shown: Callable[[NDArray[np.int64]], list[str]] = lambda lines: [""] * len(lines)
    converted: dict[str, dict[str, object]] = field(default_factory=dict)
    rated: bool = False

    def to_json(self) -> dict[str, object]:
        """The one that counts and the others, with rows, rate and the sums before and after.

        >>> Currencies("EUR", {"EUR": 2, "USD": 1}, rated=True).to_json()["others"]
        {'USD': {'rows': 1, 'rate': None}}
        """
        others = {
            code: {"rows": count, **self.converted.get(code, {"rate": None})}
            for code, count in self.rows.items()
            if code != self.chosen
        }
        own = self.converted.get(self.chosen, {"rate": None})
        return {"chosen": self.chosen, "rated": self.rated, **own, "others": others}


@dataclass
class Inquiry:
    """What one reading of a file has been told, asks and remarks, and how it found the file to be.

    Each step that must ask or remark takes it as its only argument beside what it reads; a question
    is answered by reading again. `unit` is what a title says the amounts are multiplied by ("in
    thousands"), `plan` the title that says they are planned ("Budget 2024"), else empty; `columns`
    holds the heading by role. `made` says for a column made of others what is over these in the
    file, which sentences show.

    >>> inquiry = Inquiry({"decimal": ","}, "costs.csv")
    >>> inquiry.ask("decimal", "Montant", {",": {}, ".": {}})
    ','
    >>> inquiry.ask("sign", "Montant", {"positive": {"all": 5.0}, "negative": {"all": 2.0}})
    >>> [question.id for question in inquiry.questions], inquiry.blocked
    (['sign:Montant'], True)
    """

    answers: Mapping[str, object] = field(default_factory=dict)
    name: str = ""
    notes: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    decimal: str | None = None
    date_format: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    unit: int = 1
    plan: str = ""
    currencies: Currencies = field(default_factory=Currencies)

    @property
    def blocked(self) -> bool:
        """Whether an answer is needed before there are any totals."""
        return any(question.blocking for question in self.questions)

    def answer(self, about: str, column: str = "", allowed: tuple[str, ...] = ()) -> str | None:
        """The answer already given to a question, for this column first, for every column else.

        Raises ValueError for an answer that is none of the `allowed` ones, where there are any.
        """
        found = self.answers.get(f"{about}:{column}", self.answers.get(about))
        if found is None:
            return None
        if allowed and str(found) not in allowed:
            raise ValueError(f"{about}: {str(found)!r}; allowed: {' or '.join(allowed)}")
        return str(found)

    def ask(
        self, about: str, column: str, options: Mapping[str, Gives], *, blocking: bool = True,
        **values: object,
    ) -> str | None:  # fmt: skip
        """The answer, one of `options`; None where it is still to be given: then it is asked.

        `values` are what the question's sentence needs. Raises ValueError for any other answer.
        """
        given = self.answer(about, column, tuple(options))
        if given is None:
            candidates = tuple(
                Candidate(answer, gives() if callable(gives) else gives)
                for answer, gives in options.items()
            )
            said = {"column": column, **values} if column in self.made else values
            self.questions.append(
                Question(about, column, candidates, blocking, self.as_headed(said))
            )
        return given

    def suppose(self, answers: Mapping[str, object]) -> None:
        """Take these answers where the user gave none: what the kind of file settles."""
        self.answers = {**answers, **self.answers}

    def note(self, code: str, **values: object) -> None:
        """A remark for the preview."""
        self.notes.append(Finding(code, self.as_headed(values)))

    def as_headed(self, values: Mapping[str, object]) -> dict[str, object]:
        """The values of a sentence with the file's own headings for columns made of others.

        >>> inquiry = Inquiry(made={"amount": "Jan … Mar", "category": "Jan … Mar"})
        >>> inquiry.as_headed({"columns": "Item, category, amount", "count": 3})
        {'columns': 'Item, Jan … Mar', 'count': 3}
        """
        return {name: self._headed(value) if name in _HEADINGS else value
                for name, value in values.items()}  # fmt: skip

    def _headed(self, value: object) -> object:
        if not isinstance(value, str) or not self.made:
            return value
        names = [self.made.get(name, name) for name in value.split(", ")]
        return ", ".join(dict.fromkeys(names)) if {*value.split(", ")} & {*self.made} else value
