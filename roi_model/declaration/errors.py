"""Errors that teach: what, which value, what is allowed, in which unit, and what to do next."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from roi_model.texts import text


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a scenario, by path; `code` is a key of the errors texts."""

    path: str
    code: str
    value: str = ""
    allowed: str = ""
    unit: str = ""

    def under(self, prefix: str) -> Problem:
        """The same problem with its path placed under `prefix`."""
        return replace(self, path=f"{prefix}/{self.path}" if self.path else prefix)

    def sentence(self, lang: str) -> str:
        """What is wrong, where, what is allowed and what to do, in one or two sentences."""
        unit = text(f"errors.unit.{self.unit}", lang) if self.unit else ""
        return text(
            f"errors.problem.{self.code}",
            lang,
            path=_seen(self.path) or "scenario",
            value=_seen(self.value),
            allowed=self.allowed,
            unit=f" {unit}" if unit else "",
        )


def _seen(told: str) -> str:
    """What a file or an address said, with a mark for each sign that no reader could see."""
    hidden = ("Cc", "Cf", "Cs")
    return "".join("\ufffd" if unicodedata.category(sign) in hidden else sign for sign in told)


class ScenarioError(ValueError):
    """A scenario that cannot be used, with every problem found in it, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.sentences("en"))

    def sentences(self, lang: str) -> str:
        """All problems, one a line."""
        return "\n".join(problem.sentence(lang) for problem in self.problems)

    def under(self, prefix: str) -> ScenarioError:
        """The same error with every path placed under `prefix`."""
        return ScenarioError(problem.under(prefix) for problem in self.problems)
