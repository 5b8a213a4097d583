"""Where it comes from: the channels by what they bring, or the stages of the only one."""

from __future__ import annotations

import itertools
from typing import Any

from roi_model.analysis.bottleneck import bottlenecks
from roi_model.export.contents.dossier import Dossier
from roi_model.export.story.drawn import Page, Row, Rows
from roi_model.export.story.voice import Voice
from roi_model.texts import text

MOST = 9
STAGES = ("contacts", "leads", "qualified", "meetings", "quotes", "customers")
CHANNELS, STEPS = (0.32, 0.4, 0.12, 0.16), (0.24, 0.56, 0.2)


def volume_page(dossier: Dossier) -> Page:
    """The channels where there are several, else the stages of the funnel."""
    return _channels(dossier) if len(dossier.scenario.channels) > 1 else _stages(dossier)


def _own(line: dict[str, Any]) -> float:
    return float(line["gross_profit"] - line["own_cost"])


def largest(dossier: Dossier) -> list[dict[str, Any]]:
    """The channels that bring most after their own costs, most first, the others together last."""
    lines = sorted(dossier.projection.channels, key=lambda line: -_own(line))
    if len(lines) <= MOST:
        return lines
    others = lines[MOST - 1 :]
    rest: dict[str, Any] = {
        key: sum(line[key] for line in others)
        for key in ("customers_signed", "gross_profit", "own_cost")
    }
    name = text("story.others", dossier.lang, count=len(others))
    return [*lines[: MOST - 1], {**rest, "name": name, "cac": None}]


def _channels(dossier: Dossier) -> Page:
    voice, lines = Voice(dossier), largest(dossier)
    rows = tuple(
        Row((voice.name(line["name"]),), 0.0, _own(line),
            (voice.count(line["customers_signed"]),
             "–" if line["cac"] is None else voice.money(float(line["cac"]))),
            "point" if line in _like(dossier, lines[0]) else "other")
        for line in lines
    )  # fmt: skip
    worst = min(dossier.projection.channels, key=_own)
    key = "title" if _own(lines[0]) > 0 else "lost"
    title = _said(dossier, key, lines[0])
    so_what = _said(dossier, "so_what", worst)
    if voice.money(_own(worst)) == voice.money(_own(lines[0])):
        so_what = voice.say("channels.alike")
    right = (voice.say("channels.customers"), text("workbook.column.cac", voice.lang))
    picture = Rows((voice.say("channels.channel"),), voice.measure("channels.measure"), right,
                   rows, CHANNELS, "money")  # fmt: skip
    return Page("volume", title, picture, so_what, voice.say("channels.reading"), voice.source())


def _like(dossier: Dossier, one: dict[str, Any]) -> list[dict[str, Any]]:
    """The channels that bring as much as one does, as far as is written: itself among them."""
    money = Voice(dossier).money
    return [line for line in dossier.projection.channels if money(_own(line)) == money(_own(one))]


def _said(dossier: Dossier, key: str, one: dict[str, Any]) -> str:
    """A sentence about a channel, or about all that bring as much as it does."""
    voice, alike = Voice(dossier), len(_like(dossier, one))
    amount = voice.money(_own(one))
    if alike == 1:
        return voice.say(f"channels.{key}", name=voice.name(one["name"]), amount=amount)
    return voice.say(f"channels.{key}_alike", count=alike, amount=amount)


def _stages(dossier: Dossier) -> Page:
    voice, monthly = Voice(dossier), dossier.projection.monthly
    counts = [float(monthly[stage].sum()) for stage in STAGES]
    names = [text(f"workbook.row.{'signed' if s == 'customers' else s}", voice.lang)
             for s in STAGES]  # fmt: skip
    rates = [now / one if one else None for one, now in itertools.pairwise(counts)]
    rows = tuple(
        Row((name,), 0.0, count, ("" if rate is None else voice.percent(rate),),
            "point" if number == len(STAGES) - 1 else "other")
        for number, (name, count, rate) in enumerate(zip(names, counts, [None, *rates],
                                                         strict=True))
    )  # fmt: skip
    lost = min(range(len(rates)), key=lambda at: 1.0 if rates[at] is None else rates[at] or 0.0)
    steps = [one for one in bottlenecks(dossier.scenario) if one.action == "targeting"]
    so_what = voice.say("funnel.so_what_plain")
    if steps:
        so_what = voice.say("funnel.so_what", step=voice.input(steps[0].path),
                            amount=voice.money(steps[0].brings()))  # fmt: skip
    title = voice.say("funnel.title", contacts=voice.count(counts[0]),
                      customers=voice.count(counts[-1]),
                      step=f"{names[lost]} → {names[lost + 1]}")  # fmt: skip
    picture = Rows((voice.say("funnel.stage"),), voice.say("funnel.measure"),
                   (voice.say("funnel.rate"),), rows, STEPS, "count")  # fmt: skip
    return Page("volume", title, picture, so_what, voice.say("funnel.reading"), voice.source())
