"""What was spent beside the plan: plan outlined, actual filled, forecast hatched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from roi_model.export.contents.dossier import Dossier
from roi_model.export.story.drawn import Page, Row, Rows
from roi_model.export.story.voice import Voice
from roi_model.texts import text

MOST = 4
"""Lines of spending: beyond them the smaller ones are one together, so that all add up."""
WIDTHS = (0.2, 0.1, 0.4, 0.15, 0.15)


def actual_page(dossier: Dossier) -> Page | None:
    """Plan and actual by category to the last actual month; None where nothing was read."""
    found = dossier.variance
    if found is None or found.last_month is None:
        return None
    voice = Voice(dossier)
    lines = found.by_category().to_dict("records")
    lines.sort(key=lambda line: -abs(float(line["difference"])))
    rows: list[Row] = []
    for name, plan, now in _most(lines, voice):
        rows += _pair(name, plan, now, voice)
    course = dossier.reforecast
    if course is not None:
        plan, now = (float(course.metrics["investment"][key] or 0.0) for key in ("plan", "value"))
        rows += _pair(voice.say("actuals.whole"), plan, now, voice, "forecast")
    total = sum(float(line["difference"]) for line in lines)
    key = "title" if round(total) else "same"
    more = voice.say("actuals.more" if total > 0 else "actuals.less")
    title = voice.say(f"actuals.{key}", month=voice.calendar(found.last_month), more=more,
                      amount=voice.money(abs(total)))  # fmt: skip
    first = text(f"charts.category.{lines[0]['category']}", voice.lang)
    so_what = voice.say("actuals.so_what", category=first,
                        amount=voice.money(float(lines[0]["difference"]), plus=True))  # fmt: skip
    if course is not None:
        now, plan = (float(course.metrics["net_gain"][key] or 0.0) for key in ("value", "plan"))
        so_what += " " + voice.say("actuals.forecast", now=voice.money(now), plan=voice.money(plan))
    picture = Rows(
        (voice.say("actuals.category"), ""), voice.measure("actuals.measure"),
        (voice.currency, voice.say("actuals.difference")), tuple(rows), WIDTHS, "money",
        labelled=False,
    )  # fmt: skip
    return Page("actuals", title, picture, so_what, voice.say("actuals.reading"), voice.source())


def _most(lines: Sequence[Mapping[str, Any]], voice: Voice) -> Iterator[tuple[str, float, float]]:
    """Name, plan and actual of the categories furthest apart, and of the others together."""
    shown = lines if len(lines) <= MOST else lines[: MOST - 1]
    for line in shown:
        name = text(f"charts.category.{line['category']}", voice.lang)
        yield name, float(line["plan"]), float(line["actual"])
    if rest := lines[len(shown) :]:
        plan, now = (sum(float(line[key]) for line in rest) for key in ("plan", "actual"))
        yield voice.say("others", count=len(rest)), plan, now


def _pair(name: str, plan: float, now: float, voice: Voice, kind: str = "actual") -> list[Row]:
    forecast = kind == "forecast"
    word = voice.say("actuals.forecast_bar") if forecast else voice.say("actuals.actual")
    difference = voice.money(now - plan, plus=True)
    return [
        Row((name, voice.say("actuals.plan")), 0.0, plan,
            (voice.money(plan), ""), "plan"),
        Row(("", word), 0.0, now, (voice.money(now), difference),
            "forecast" if forecast else "actual"),
    ]  # fmt: skip
