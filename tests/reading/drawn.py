"""What tables drawn at random share: figures as they are written, and how a reading is answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from roi_model.reading.inquiry import Question
from roi_model.reading.reading import read
from roi_model.reading.result import Reading
from tests.reading.mutations import Rng


def figure(cents: int, parts: str, decimal: str) -> str:
    """An amount as a country writes it, a minus before one below nought."""
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"{sign}{f'{whole:,}'.replace(',', parts)}{decimal}{rest:02}"


def answered(
    text: str, name: str, total: float, seed: int, *, most: int,
    tell: Callable[[Question], object] = lambda question: None,
) -> Reading:  # fmt: skip
    """The reading of a text, of which `most` questions at most are answered: by what a person can
    `tell`, else by the answer that gives the total; days are asked about as days before months."""
    answers: dict[str, object] = {}
    reading = read(text.encode("utf-8"), name=name)
    while reading.blocked and len(answers) < most:
        (question, *_) = [one for one in reading.questions if one.blocking]
        if (known := tell(question)) is not None:
            right = [c.answer for c in question.candidates if c.answer == known]
        elif question.about == "date_format":
            right = [c.answer for c in question.candidates if str(c.answer)[:2] == "%d"]
        else:
            right = [c.answer for c in question.candidates
                     if abs(float(str(c.gives.get("all") or 0)) - total) < 0.005]  # fmt: skip
        assert right, f"seed {seed}: none of the answers to {question.id} is right\n{text}"
        answers[question.id] = right[0]
        reading = read(text.encode("utf-8"), name=name, answers=answers)
    return reading


def one_of(rng: Rng, ways: str) -> str:
    """One of several ways to say something, which bars keep apart."""
    return str(rng.choice(ways.split("|")))


def gives_its_total(
    drawn: tuple[str, dict[str, float]], name: str, seed: int, *, most: int,
    tell: Callable[[Question], object] = lambda question: None,
) -> None:  # fmt: skip
    """A text that was drawn is read, or answered, to what was spent in every month."""
    text, spent = drawn
    reading = answered(text, name, sum(spent.values()), seed, most=most, tell=tell)
    assert reading.usable, f"seed {seed}: {reading.refused} {reading.questions}\n{text}"
    found = by_month(reading)
    assert found == pytest.approx(spent), f"seed {seed}: {found}, not {spent}\n{text}"


def by_month(reading: Reading) -> dict[str, float]:
    """The months with an amount."""
    return {month: amount for month, amount in reading.total("month").items() if amount}
