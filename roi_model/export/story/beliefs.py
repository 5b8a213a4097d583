"""The ten assumptions that matter: what each is, how sure, on what it rests, what it moves."""

from __future__ import annotations

from collections.abc import Sequence

from roi_model.analysis.risk.sensitivity import Swing
from roi_model.export.contents.dossier import Dossier, InputLine
from roi_model.export.story.drawn import Page, Row, Rows
from roi_model.export.story.voice import Voice
from roi_model.formatting.inputs import value_words
from roi_model.texts import text

MOST = 10
WIDTHS = (0.23, 0.1, 0.13, 0.22, 0.1, 0.22)


def telling(dossier: Dossier) -> list[tuple[Swing, InputLine]]:
    """The inputs that move ROI most, with their evidence, the widest first; ten at most."""
    lines = {line.path: line for line in dossier.inputs}
    known = [
        (swing, lines[swing.path]) for swing in dossier.tornado
        if swing.path in lines and swing.at_low is not None and swing.at_high is not None
    ]  # fmt: skip
    return known[:MOST]


def beliefs_page(dossier: Dossier) -> Page:
    """One row an assumption: value, P10 and P90, what they move ROI by, evidence and source."""
    voice, found = Voice(dossier), telling(dossier)
    base = dossier.projection.value("roi") or 0.0
    pairs = tuple((_moved(s.at_low, base), _moved(s.at_high, base)) for s, _ in found)
    rows = tuple(_row(swing, line, voice) for swing, line in found)
    picture = Rows(
        tuple(voice.say(f"assumptions.{key}") for key in ("input", "value", "believed")),
        voice.say("assumptions.measure"),
        tuple(voice.say(f"assumptions.{key}") for key in ("evidence", "source")),
        rows, WIDTHS, "points", labelled=False, worded=True, pairs=pairs,
    )  # fmt: skip
    return Page("beliefs", _title(found, voice), picture, _so_what(found, voice),
                voice.say("assumptions.reading"), voice.source())  # fmt: skip


def _moved(at: float | None, base: float) -> float:
    return base if at is None else float(at) - base


def _row(swing: Swing, line: InputLine, voice: Voice) -> Row:
    low, high = (
        value_words(swing.path, rounded(end), voice.currency, voice.lang)
        for end in (swing.low_value, swing.high_value)
    )
    grade = text(f"ui.grade.{line.grade}", voice.lang)
    left = (voice.input(swing.path), line.written, f"{low} – {high}")
    return Row(left, None, None, (grade, line.source or "–"))


def _title(found: Sequence[tuple[Swing, InputLine]], voice: Voice) -> str:
    if not found:
        return voice.say("assumptions.none")
    swing = found[0][0]
    low, high = sorted((float(swing.at_low or 0.0), float(swing.at_high or 0.0)))
    return voice.say("assumptions.title", name=voice.input(swing.path), low=voice.percent(low),
                     high=voice.percent(high))  # fmt: skip


def _so_what(found: Sequence[tuple[Swing, InputLine]], voice: Voice) -> str:
    guesses = [line for _, line in found if line.grade == "guess"]
    if not guesses:
        return voice.say("assumptions.so_what_backed")
    return voice.say("assumptions.so_what", count=len(guesses), all=len(found),
                     input=voice.input(guesses[0].path))  # fmt: skip


def rounded(value: float) -> float:
    """Three figures: an end of a range is not known more closely.

    >>> rounded(0.135757), rounded(415.5038)
    (0.136, 416.0)
    """
    return float(f"{value:.3g}")
