"""What must be true: what each input alone would have to be for the wish, as on the page Risk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from roi_model.analysis import wish_words
from roi_model.analysis.risk.chances import Needed
from roi_model.export.contents.dossier import Dossier
from roi_model.export.story.drawn import Page, Row, Rows
from roi_model.export.story.voice import Voice
from roi_model.remarks.plausibility import Rule, published
from roi_model.texts import text

FAR = 3.0
"""An input that has to move farther than to four times its value has no bar: it would spoil the
scale of those that one can believe."""
WIDTHS, AT_BEST = (0.24, 0.2, 0.3, 0.26), (0.26, 0.14, 0.34, 0.26)


def truths_page(dossier: Dossier) -> Page | None:
    """How far each input has to move, or may, those within what is published standing out.

    Where none does it alone: the best chance that each of them brings. None for the largest plans.
    """
    if dossier.needed is None:
        return None
    now, searched = dossier.needed
    voice, known = Voice(dossier), published(dossier.scenario)
    found = sorted(searched, key=wish_words.ease)
    alone = any(one.value is not None for one in found)
    picture = _moves(found, known, voice) if alone else _best(found, known, voice)
    title = wish_words.today(dossier.wished, now, dossier.currency, dossier.lang)
    told = wish_words.verdict(dossier.scenario, found, known, dossier.lang)
    reading = voice.say("truths.reading" if alone else "truths.reading_best")
    source = " ".join([voice.source(), *_sources(found, known, voice)])
    return Page("truths", title.rstrip("."), picture, told, reading, source)


def moves(found: Sequence[Needed]) -> list[float | None]:
    """How far each input has to go, as a share of what it is; None where that says nothing.

    >>> moves([Needed("a", 2.0, 3.0, 0.8), Needed("b", 1.0, 90.0, 0.8), Needed("c", 0.0, 9.0, 0.8)])
    [0.5, None, None]
    """
    whole = [
        one.value / one.now - 1.0 if one.value is not None and one.now else None for one in found
    ]
    near = [share if share is not None and abs(share) <= FAR else None for share in whole]
    return near if any(share is not None for share in near) else whole


def _moves(found: Sequence[Needed], known: Mapping[str, Rule], voice: Voice) -> Rows:
    holds = found[0].holds
    rows = []
    for one, moved in zip(found, moves(found), strict=True):
        now, beside = _shown(one.path, one.now, voice), _judged(one, known, voice)
        if one.value is not None:
            now = f"{now} → {_shown(one.path, one.value, voice)}"
        elif not holds:
            beside = wish_words.at_best(one, voice.currency, voice.lang)
        role = _role(one, known)
        rows.append(Row((voice.input(one.path), now), 0.0, moved, (beside,), role))
    return Rows(
        (voice.say("truths.input"), voice.say("truths.limit" if holds else "truths.needed")),
        voice.say("truths.measure_holds" if holds else "truths.measure"),
        (text("drivers.judged", voice.lang),), tuple(rows), WIDTHS, "change",
        worded=True,
    )  # fmt: skip


def _best(found: Sequence[Needed], known: Mapping[str, Rule], voice: Voice) -> Rows:
    """The chance with each input at its best value."""
    rows = tuple(
        Row((voice.input(one.path), _shown(one.path, _nearest(one), voice)), 0.0,
            one.chance, (_judged(one, known, voice),), "other")
        for one in found
    )  # fmt: skip
    return Rows(
        (voice.say("truths.input"), voice.say("truths.best")), voice.say("truths.measure_best"),
        (text("drivers.judged", voice.lang),), rows, AT_BEST, "share", worded=True,
    )  # fmt: skip


def _nearest(one: Needed) -> float:
    return one.now if one.best_value is None else one.best_value


def _role(one: Needed, known: Mapping[str, Rule]) -> Literal["point", "other"]:
    return "point" if wish_words.is_within(one, known) else "other"


def _shown(path: str, value: float, voice: Voice) -> str:
    return wish_words.written(path, value, voice.currency, voice.lang)


def _judged(one: Needed, known: Mapping[str, Rule], voice: Voice) -> str:
    rule = known.get(one.path)
    return wish_words.judged(one.path, one.value, rule, voice.currency, voice.lang)


def _sources(found: Sequence[Needed], known: Mapping[str, Rule], voice: Voice) -> list[str]:
    """Who published the ranges, in a sentence; empty where nothing is."""
    named = [
        f"{voice.input(one.path)} ({rule.source}, {rule.year})"
        for one in found if (rule := known.get(one.path)) is not None
    ]  # fmt: skip
    return [text("drivers.judge.sources", voice.lang, sources=" · ".join(named))] if named else []
