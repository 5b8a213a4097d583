"""What must be true: how far each input may move until the money is just back in time."""

from __future__ import annotations

from dataclasses import dataclass

from roi_model.analysis.risk.sensitivity import Swing
from roi_model.analysis.search.flips import flip_points
from roi_model.export.contents.dossier import Dossier
from roi_model.export.story.drawn import Page, Row, Rows
from roi_model.export.story.voice import Voice
from roi_model.formatting.inputs import value_words

MOST = 7
FAR = 3.0
"""Moves beyond four times the plan turn nothing that one would believe, and spoil the scale."""
WIDTHS = (0.27, 0.2, 0.35, 0.18)


@dataclass(frozen=True)
class Truth:
    """One input, what it is, what it would have to be, and what is believed of it (P10, P90)."""

    path: str
    now: float
    needed: float
    low: float
    high: float

    @property
    def moved(self) -> float:
        """How far it is from what it is, as a share of that."""
        return self.needed / self.now - 1.0

    @property
    def likely(self) -> bool:
        """Whether what is needed lies within what is believed."""
        low, high = sorted((self.low, self.high))
        return low <= self.needed <= high


def truths(dossier: Dossier) -> list[Truth]:
    """The inputs in doubt that can turn the answer alone, those nearest to it first."""
    swings: dict[str, Swing] = {swing.path: swing for swing in dossier.tornado}
    found = [
        Truth(flip.path, flip.now, flip.value, *(swings[flip.path].low_value,
                                                 swings[flip.path].high_value))
        for flip in flip_points(dossier.scenario, "payback_month")
        if flip.value is not None and flip.now and flip.path in swings
    ]  # fmt: skip
    near = [one for one in found if abs(one.moved) <= FAR]
    return sorted(near, key=lambda one: (not one.likely, abs(one.moved)))[:MOST]


def truths_page(dossier: Dossier) -> Page:
    """The limits of the inputs in doubt as bars, those within what is believed standing out.

    Where no input turns the answer alone: how far each takes the return towards it.
    """
    voice, found = Voice(dossier), truths(dossier)
    if not found:
        return _nothing_alone(dossier)
    paid = dossier.projection.metrics["payback_month"].value is not None

    def shown(path: str, value: float) -> str:
        return value_words(path, rounded(value), voice.currency, voice.lang)

    rows = tuple(
        Row((voice.input(one.path), f"{shown(one.path, one.now)} → {shown(one.path, one.needed)}"),
            0.0, one.moved, (f"{shown(one.path, one.low)} – {shown(one.path, one.high)}",),
            "point" if one.likely else "other")
        for one in found
    )  # fmt: skip
    picture = Rows(
        (voice.say("truths.input"), voice.say("truths.needed")),
        voice.say("truths.measure" if paid else "truths.measure_lost"),
        (voice.say("truths.believed"),), rows, WIDTHS, "share",
    )  # fmt: skip
    likely = [one for one in found if one.likely]
    first = found[0]
    side = voice.say("truths.above" if first.needed < first.now else "truths.below")
    title = voice.say("truths.title" if paid else "truths.lost", side=side,
                      input=voice.input(first.path), value=shown(first.path, first.needed),
                      now=shown(first.path, first.now))  # fmt: skip
    if not paid:
        so_what = voice.say("truths.so_what_lost", count=len(likely), all=len(found))
    elif likely:
        names = ", ".join(voice.input(one.path) for one in likely[:3])
        so_what = voice.say("truths.so_what_in", inputs=names)
    else:
        so_what = voice.say("truths.so_what_out")
    return Page("truths", title, picture, so_what, voice.say("truths.reading"), voice.source())


def _nothing_alone(dossier: Dossier) -> Page:
    """The return with each input at the end that comes nearest to turning the answer."""
    voice = Voice(dossier)
    paid = dossier.projection.metrics["payback_month"].value is not None
    rows = []
    for swing in dossier.tornado[:MOST]:
        ends = [(at, value) for at, value in ((swing.at_low, swing.low_value),
                                              (swing.at_high, swing.high_value))
                if at is not None]  # fmt: skip
        if not ends:
            continue
        at, value = (min if paid else max)(ends)
        words = value_words(swing.path, rounded(value), voice.currency, voice.lang)
        rows.append(Row((voice.input(swing.path), words), 0.0, at, (), "other"))
    picture = Rows(
        (voice.say("truths.input"), voice.say("truths.end")), voice.say("truths.measure_end"), (),
        tuple(rows), (0.34, 0.18, 0.48), "share",
    )  # fmt: skip
    return Page("truths", voice.say("truths.nothing"), picture, voice.say(
        "truths.so_what_nothing"), voice.say("truths.reading_end"), voice.source())  # fmt: skip


def rounded(value: float) -> float:
    """Three figures: a limit is not known more closely.

    >>> rounded(0.135757), rounded(415.5038)
    (0.136, 416.0)
    """
    return float(f"{value:.3g}")
