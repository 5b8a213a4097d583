"""The recommendation, and what to do next: each step with the figure that asks for it."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from roi_model.analysis.risk.sensitivity import Swing
from roi_model.export.contents.alternatives import Alternative
from roi_model.export.contents.dossier import Dossier
from roi_model.export.story.answer import pair, within
from roi_model.export.story.beliefs import telling
from roi_model.export.story.drawn import Page, Steps
from roi_model.export.story.voice import Voice, gain
from roi_model.remarks.capacity import overload

SURE, EVEN = 0.8, 0.5
"""Chances of having the money back from which one goes ahead, and from which step by step."""
Step = tuple[str, str, str]


def next_page(dossier: Dossier) -> Page:
    """The recommendation as title; steps in order of time."""
    best, _ = pair(dossier)
    voice, own = Voice(dossier), _of(dossier, best)
    picture = Steps(
        (voice.say("next.what"), voice.say("next.why"), voice.say("next.when")),
        tuple(_steps(own, best)),
    )
    so_what = voice.say("next.so_what", paid=voice.share(best.chance),
                        horizon=best.scenario.horizon_months)  # fmt: skip
    return Page("next", _title(best, own), picture, so_what, voice.say("next.reading"),
                voice.source())  # fmt: skip


def _of(dossier: Dossier, one: Alternative) -> Dossier:
    """The dossier of the case that is recommended: its steps are about it."""
    if one.scenario is dossier.scenario:
        return dossier
    made = Dossier(one.scenario, dossier.lang, dossier.day, title=one.name)
    made.__dict__.update(projection=one.projection, risk=one.risk)
    return made


def _title(best: Alternative, own: Dossier) -> str:
    voice, chance = Voice(own), best.chance
    name = voice.name(best.name)
    if _stops(best):
        title = voice.say("next.stop" if chance else "next.never", name=name,
                          chance=voice.share(chance))  # fmt: skip
    elif chance < SURE:
        title = voice.say("next.steps", name=name, month=review(own))
    else:
        title = voice.say("next.go", name=name)
    return within(title, best.projection, own.lang)


def _stops(best: Alternative) -> bool:
    """Whether even the best case is not worth a start as it stands."""
    return gain(best) <= 0 or best.chance < EVEN


def review(dossier: Dossier) -> int:
    """The month after which to decide again: when the cash is lowest, six months in at most."""
    cash = np.asarray(dossier.projection.monthly["cumulative_cash"])
    return int(max(1, min(6, int(cash.argmin()) or 3, dossier.scenario.horizon_months)))


def _steps(own: Dossier, best: Alternative) -> Iterator[Step]:
    voice, known = Voice(own), telling(own)
    stops = _stops(best)
    yield from _to_know(own, voice, [swing for swing, _ in known])
    if not stops:
        yield from _money(own, best, voice)
    found = overload(best.projection)
    if found is not None:
        peak = voice.percent(found.values["peak_utilisation"])
        back = found.written("capacity_payback_month", voice.lang)
        busy = np.nan_to_num(np.asarray(best.projection.utilisation, dtype=float)) > 1.0
        when = voice.say("next.by_month", month=max(1, int(busy.argmax())))
        yield voice.say("next.hours"), voice.say("next.hours_why", peak=peak, pair=back), when
    month = review(own)
    for swing in [swing for swing, line in known[1:] if line.grade == "guess"][:1]:
        why = voice.say("next.measure_why", **_ends(swing, voice))
        what = voice.say("next.measure", input=voice.input(swing.path))
        yield what, why, voice.say("next.by_month", month=month)
    if stops:
        why = voice.say("next.again_why", share=voice.share(EVEN))
        yield voice.say("next.again"), why, voice.say("next.once_known")
        return
    low = voice.money(float(own.risk.cumulative_cash["p10"][month]))
    yield (voice.say("next.agree"), voice.say("next.agree_why", amount=low),
           voice.say("next.by_month", month=month))  # fmt: skip


def _to_know(own: Dossier, voice: Voice, known: list[Swing]) -> Iterator[Step]:
    """The input worth knowing most before deciding; else the one that moves ROI most."""
    worth = next(iter(own.risk.evppi.items()), ("", 0.0))
    if not known:
        return
    if worth[1] >= 1.0:
        why = voice.say("next.find_why", amount=voice.money(worth[1]))
        path = worth[0]
    else:
        why, path = voice.say("next.find_why_swing", **_ends(known[0], voice)), known[0].path
    yield voice.say("next.find", input=voice.input(path)), why, voice.say("next.before")


def _money(own: Dossier, best: Alternative, voice: Voice) -> Iterator[Step]:
    need, trough = best.value("funding_need"), -(best.value("cash_trough") or 0.0)
    when = voice.say("next.before")
    if need:
        yield (
            voice.say("next.raise", amount=voice.money(math.ceil(need))),
            voice.say("next.raise_why"),
            when,
        )
    elif trough:
        deep = voice.money(-(own.risk.spread("cash_trough").p10 or 0.0))
        yield (
            voice.say("next.set_aside", amount=voice.money(trough)),
            voice.say("next.set_aside_why", deep=deep),
            when,
        )


def _ends(swing: Swing, voice: Voice) -> dict[str, str]:
    low, high = sorted((float(swing.at_low or 0.0), float(swing.at_high or 0.0)))
    return {"low": voice.percent(low), "high": voice.percent(high)}
