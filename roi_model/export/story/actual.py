"""What was spent beside the plan: plan outlined, actual filled, forecast hatched."""

from __future__ import annotations

from roi_model.export.contents.dossier import Dossier
from roi_model.export.story.drawn import Page, Row, Rows
from roi_model.export.story.voice import Voice
from roi_model.formatting import money_exact, signed_money
from roi_model.texts import text

MOST = 5
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
    for line in lines[:MOST]:
        name = text(f"charts.category.{line['category']}", voice.lang)
        rows += _pair(name, float(line["plan"]), float(line["actual"]), voice)
    course = dossier.reforecast
    if course is not None:
        plan, now = (float(course.metrics["investment"][key] or 0.0) for key in ("plan", "value"))
        rows += _pair(voice.say("actuals.whole"), plan, now, voice, "forecast")
    total = sum(float(line["difference"]) for line in lines)
    key = "title" if round(total) else "same"
    more = voice.say("actuals.more" if total > 0 else "actuals.less")
    title = voice.say(f"actuals.{key}", month=found.last_month, more=more,
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


def _pair(name: str, plan: float, now: float, voice: Voice, kind: str = "actual") -> list[Row]:
    forecast = kind == "forecast"
    word = voice.say("actuals.forecast_bar") if forecast else voice.say("actuals.actual")
    difference = signed_money(now - plan, voice.currency, voice.lang)
    return [
        Row((name, voice.say("actuals.plan")), 0.0, plan,
            (money_exact(plan, voice.currency, voice.lang), ""), "plan"),
        Row(("", word), 0.0, now, (money_exact(now, voice.currency, voice.lang), difference),
            "forecast" if forecast else "actual"),
    ]  # fmt: skip
