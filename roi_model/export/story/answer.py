"""The answer: which case earns most and how sure that is, beside the alternatives."""

from __future__ import annotations

import numpy as np

from roi_model.analysis.answer import answer
from roi_model.export.contents.alternatives import Alternative
from roi_model.export.contents.dossier import Dossier
from roi_model.export.story.drawn import Page, Row, Rows
from roi_model.export.story.voice import Voice, gain
from roi_model.formatting import MINUS, delta
from roi_model.projection import Projection, project
from roi_model.remarks.capacity import overload
from roi_model.texts import text

SIDES = ("cautious", "expected", "ambitious")
WIDTHS = (0.27, 0.45, 0.16, 0.12)


def pair(dossier: Dossier) -> tuple[Alternative, Alternative | None]:
    """The case that earns most, and what it is set against: the case handed over, or the next best.

    Of equals the one handed over is the best, then the first.

    >>> from datetime import date
    >>> from roi_model.storage.presets import preset
    >>> make, buy = (preset(s).scenario for s in ("in-house-sdr", "outsourced-appointments"))
    >>> made = Dossier(make, "en", date(2026, 11, 27), compared={"Buy": buy})
    >>> [one.name for one in pair(made)]
    ['Buy', 'In-house SDR']
    """
    ranked = sorted(dossier.alternatives, key=lambda one: -gain(one))
    best, own = ranked[0], dossier.alternatives[0]
    if len(ranked) == 1:
        return best, None
    return best, own if best is not own else ranked[1]


def answer_page(dossier: Dossier) -> Page:
    """The second slide: the answer as title, the alternatives as bars with each one's chance.

    A case that stands alone is set beside its cautious and its ambitious side.
    """
    return _compared(dossier) if len(dossier.alternatives) > 1 else _alone(dossier)


def answer_title(dossier: Dossier) -> str:
    """The answer in one sentence; of cases that earn the same, that of the one handed over.

    A payback of a team without the hours never stands alone.
    """
    best, other = pair(dossier)
    if other is None or gain(best) == gain(other):
        said = answer(dossier.projection, dossier.risk, dossier.currency, dossier.lang)
        return said.rstrip(".")  # a title
    voice = Voice(dossier)
    name, against = voice.name(best.name), voice.name(other.name)
    if gain(best) <= 0:
        title = voice.say("answer.none", count=len(dossier.alternatives), name=name,
                          amount=voice.money(-gain(best)))  # fmt: skip
    else:
        title = voice.say("answer.more", name=name, other=against, payback=_sooner(best, other,
                          voice), amount=voice.money(gain(best) - gain(other)))  # fmt: skip
    return within(title, best.projection, dossier.lang)


def within(title: str, plan: Projection, lang: str) -> str:
    """A title that promises, with the payback within the team's hours where they do not do."""
    found = overload(plan)
    if found is None:
        return title
    value = found.written("capacity_payback_month", lang)
    return text("story.within", lang, title=title, value=value)


def _sooner(best: Alternative, other: Alternative, voice: Voice) -> str:
    now, then = best.value("payback_month"), other.value("payback_month")
    if now is None or then is None:
        key = "" if now == then else "alone" if then is None else "not_alone"
        return voice.say(f"answer.{key}") if key else ""
    change = delta("payback_month", now, then, voice.currency, voice.lang)
    if change is None or change.direction == "same":
        return ""  # the table beside it shows the same
    key = "sooner" if change.good else "later"
    return voice.say(f"answer.{key}", months=change.text.lstrip("+" + MINUS))


def _compared(dossier: Dossier) -> Page:
    voice, (best, other) = Voice(dossier), pair(dossier)
    assert other is not None
    ranked = sorted(dossier.alternatives, key=lambda one: -gain(one))
    rows = tuple(
        Row((voice.name(one.name),), 0.0, gain(one),
            (voice.payback(one.value("payback_month"), one.scenario), voice.share(one.chance)),
            "point" if one is best else "other")
        for one in ranked
    )  # fmt: skip
    so_what = voice.say("answer.so_what", name=voice.name(best.name), other=voice.name(other.name),
                        horizon=best.scenario.horizon_months, chance=voice.share(best.chance),
                        other_chance=voice.share(other.chance))  # fmt: skip
    found = overload(best.projection)
    told = so_what if found is None else f"{so_what} {found.sentence(dossier.lang)}"
    return _page(voice, answer_title(dossier), rows, told, voice.say("answer.reading"))


def _alone(dossier: Dossier) -> Page:
    voice, run = Voice(dossier), dossier.risk
    plans = {side: project(getattr(dossier.three_cases, side)) for side in SIDES}
    rows = []
    for side, plan in plans.items():
        value = plan.value("net_gain") or 0.0
        back = plan.value("payback_month")
        reached = float(np.count_nonzero(run.values["net_gain"] >= value)) / run.draws
        rows.append(
            Row((text(f"export.case.{side}", dossier.lang),), 0.0, value,
                (voice.payback(None if back is None else float(back), plan.scenario),
                 voice.share(reached)),
                "point" if side == "expected" else "other")
        )  # fmt: skip
    told = voice.say("answer.alone_so_what", paid=voice.share(1.0 - run.never),
                     positive=voice.share(run.roi_positive))  # fmt: skip
    if dossier.overload is not None:
        told += " " + dossier.overload.sentence(dossier.lang)
    reading = voice.say("answer.alone_reading", horizon=voice.horizon())
    return _page(voice, answer_title(dossier), tuple(rows), told, reading)


def _page(voice: Voice, title: str, rows: tuple[Row, ...], so_what: str, reading: str) -> Page:
    picture = Rows(
        (voice.say("case"),), voice.measure("net_gain"),
        (voice.say("payback"), voice.say("chance")), rows, WIDTHS, "money",
    )  # fmt: skip
    return Page("answer", title, picture, so_what, reading, voice.source())
