"""Cash and hours by month: what is advanced, whether the account and the team hold."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from roi_model.analysis.risk.doubt_words import doubted
from roi_model.export.contents.dossier import Dossier
from roi_model.export.story.answer import within
from roi_model.export.story.drawn import Line, Months, Page
from roi_model.export.story.voice import Voice
from roi_model.metrics.capacity import FULL


def cash_page(dossier: Dossier) -> Page:
    """The account where an opening balance is given, else what the plan advances and gets back."""
    followed = dossier.projection.balance is not None
    return (_account if followed else _plan)(dossier)


def _names(dossier: Dossier, count: int) -> tuple[str, ...]:
    from roi_model.formatting import month_name

    start = dossier.scenario.start
    if start is None:
        return tuple(map(str, range(count)))
    return tuple(month_name(month, dossier.lang, start) if month else "0" for month in range(count))


def _lines(dossier: Dossier, values: Sequence[float], bands: dict[str, Sequence[float]],
           more: Sequence[Line]) -> tuple[Line, ...]:  # fmt: skip
    voice = Voice(dossier)
    count = len(values)
    made = [Line(key.upper(), tuple(map(float, bands[key][:count])), "band")
            for key in ("p10", "p90")]  # fmt: skip
    return (*made, *more, Line(voice.say("cash.plan"), tuple(map(float, values)), "point"))


def _plan(dossier: Dossier) -> Page:
    voice, run, plan = Voice(dossier), dossier.risk, dossier.projection
    cash = np.asarray(plan.monthly["cumulative_cash"], dtype=float)
    payback, trough = plan.value("payback_month"), -(plan.value("cash_trough") or 0.0)
    told = voice.money(trough)
    if payback is None:
        title = voice.say("cash.never", trough=told, months=voice.horizon())
    elif payback == 0:
        title = voice.say("cash.at_once")
    else:
        title = voice.say("cash.title", trough=told, when=voice.payback(payback, plan.scenario))
    chance = doubted(payback, "payback_month", run)
    if chance is not None:
        title = voice.say("cash.chance_of", title=title, chance=voice.share(chance))
    deep = voice.money(-(run.spread("cash_trough").p10 or 0.0))
    so_what = voice.say("cash.so_what", month=int(cash.argmin()), deep=deep)
    if not trough:
        so_what = voice.say("cash.nothing_deep", deep=deep)
    more = []
    if dossier.baseline_projection is not None:
        then = dossier.baseline_projection.monthly["cumulative_cash"][: len(cash)]
        more.append(Line(voice.say("cash.baseline"), tuple(map(float, then)), "other"))
    bands: dict[str, Sequence[float]] = {k: v.tolist() for k, v in run.cumulative_cash.items()}
    picture = Months(
        voice.measure("cash.measure"), _names(dossier, len(cash)), "money",
        _lines(dossier, cash.tolist(), bands, more),
    )  # fmt: skip
    title = within(title, dossier.projection, dossier.lang)
    return Page("cash", title, picture, so_what, voice.say("cash.reading"), voice.source())


def _account(dossier: Dossier) -> Page:
    voice, run, plan = Voice(dossier), dossier.risk, dossier.projection
    balance = plan.balance
    assert balance is not None
    assert run.balance is not None and run.cash_out_by_month is not None
    out, need = plan.value("cash_out_month"), plan.value("funding_need") or 0.0
    lowest = plan.value("lowest_balance") or 0.0
    if out is None:
        title = voice.say("cash.holds", lowest=voice.money(lowest))
    elif not math.ceil(out):
        title = voice.say("cash.out_at_once", amount=voice.money(need))
    else:
        title = voice.say("cash.out", when=voice.month(out), amount=voice.money(need))
    floor = dossier.scenario.cash_floor
    more = [Line(voice.say("cash.floor"), (float(floor),) * len(balance), "limit")]
    picture = Months(
        voice.measure("cash.account_measure"), _names(dossier, len(balance)), "money",
        _lines(dossier, balance.tolist(), {k: v.tolist() for k, v in run.balance.items()}, more),
    )  # fmt: skip
    so_what = voice.say("cash.account_so_what",
                        chance=voice.share(1.0 - float(run.cash_out_by_month[-1])),
                        month=int(plan.value("lowest_balance_month") or 0))  # fmt: skip
    return Page("cash", title, picture, so_what, voice.say("cash.reading"), voice.source())


def capacity_page(dossier: Dossier) -> Page | None:
    """The team's hours by month; None where nobody is there."""
    voice, peak = Voice(dossier), dossier.projection.value("peak_utilisation")
    if peak is None:
        return None
    asked = np.asarray(dossier.projection.utilisation, dtype=float)
    known = np.nan_to_num(asked)
    if dossier.overload is not None:
        title = voice.say("capacity.over", peak=voice.percent(peak), month=int(known.argmax()))
        title = within(title, dossier.projection, dossier.lang)
        so_what = dossier.overload.sentence(dossier.lang)
    else:
        title = voice.say("capacity.fits", peak=voice.percent(peak))
        free = max(0.0, 1.0 - peak)
        so_what = voice.say("capacity.limited") if peak > FULL else voice.say(
            "capacity.room", share=voice.percent(free), more=voice.percent(free / peak)
        ) if peak else ""  # fmt: skip
    picture = Months(
        voice.say("capacity.measure"), _names(dossier, len(known)), "share",
        columns=tuple(known.tolist()), limit=1.0, limit_name=voice.percent(1.0),
    )  # fmt: skip
    return Page("capacity", title, picture, so_what, voice.say("capacity.reading"), voice.source())
