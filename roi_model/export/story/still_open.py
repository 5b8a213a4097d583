"""What the open deals are still worth: by month beside the plan, and which are probably lost."""

from __future__ import annotations

from roi_model.actuals.outlook.open_worth import Goal, OpenWorth
from roi_model.actuals.targets import goal_of
from roi_model.charts.actuals.still_open import frame, months_shown
from roi_model.export.contents.dossier import Dossier, shortened
from roi_model.export.contents.open_deals import worth_of
from roi_model.export.story.drawn import Outlook, Page
from roi_model.export.story.voice import Voice
from roi_model.formatting import day_name, month_name, months

NAMED, LETTERS = 3, 24
"""Deals that are named in a sentence, and letters of a name there."""


def open_page(dossier: Dossier) -> Page | None:
    """Expected orders of the open deals by month; None where none are open in the plan's months."""
    worth = worth_of(dossier)
    if worth is None or not len(worth.monthly):
        return None
    voice, goal = Voice(dossier), goal_in(dossier)
    picture = _months(worth, goal, voice)
    reading = voice.say("open.reading")
    if picture.pace:
        reading = f"{reading} {voice.say('open.pace')}"
    source = voice.say("open.source", day=day_name(worth.outlook.known.day.date(), dossier.lang))
    title, so_what = _title(worth, goal, voice), _so_what(worth, goal, voice)
    return Page("open", title, picture, so_what, reading, source)


def goal_in(dossier: Dossier) -> Goal | None:
    """The target that the open deals help to reach: of won business before customers, the nearest.

    None without a target of months to come.
    """
    course = dossier.reforecast
    if course is None:
        return None
    found = [goal for one in dossier.targets if (goal := goal_of(one, course)) is not None]
    return min(found, key=lambda one: (one.metric != "won_business", one.month), default=None)


def _title(worth: OpenWorth, goal: Goal | None, voice: Voice) -> str:
    count = len(worth.outlook.open.rows)
    total = worth.total
    title = voice.say(
        "open.title", count=count, expected=voice.money(total.expected),
        low=voice.money(total.low), high=voice.money(total.high),
    )  # fmt: skip
    if goal is not None:
        value = voice.money(goal.value) if goal.metric == "won_business" else voice.say(
            "open.customers", count=voice.count(goal.value))  # fmt: skip
        month = month_name(goal.month, voice.lang, goal.start)
        covered = voice.percent(round(goal.covered, 2))
        return voice.say("open.target", title=title, share=covered, value=value, month=month)
    of_plan = worth.outlook.covered
    if of_plan is None:
        return title
    return voice.say("open.plan", title=title, share=voice.percent(round(of_plan, 2)))


def _so_what(worth: OpenWorth, goal: Goal | None, voice: Voice) -> str:
    rows = worth.outlook.open.rows
    lost = rows[rows["likely_lost"]].sort_values("amount", ascending=False, kind="stable")
    said = [voice.say("open.none_lost")]
    if len(lost):
        names = [shortened(str(one), LETTERS) for one in lost["id"].head(NAMED) if str(one)]
        rest = len(lost) - len(names)
        named = ", ".join([*names, *([voice.say("open.others", count=rest)] if rest else [])])
        key = "lost" if names else "lost_unnamed"
        said = [voice.say(f"open.{key}", count=len(lost), names=named,
                          amount=voice.money(float(lost["amount"].sum())))]  # fmt: skip
    if goal is not None and goal.metric == "won_business" and goal.missing:
        said.append(voice.say("open.missing", amount=voice.money(goal.missing)))
    return " ".join(said)


def _months(worth: OpenWorth, goal: Goal | None, voice: Voice) -> Outlook:
    monthly = worth.monthly
    first = int(monthly["month"].iloc[0])
    pace: list[float] = []
    if goal is not None and goal.metric == "won_business" and goal.pace > 0:
        pace = [goal.pace] * (goal.month - first + 1)
    shown = frame(monthly, months_shown(monthly), pace)

    def values(name: str) -> tuple[float, ...]:
        return tuple(shown[name].astype(float))

    names = (month_name(first + at, voice.lang, worth.start) for at in range(len(shown)))
    words = tuple(voice.say(f"open.{key}") for key in ("plan_row", "signed", "reached", "pace_row"))
    return Outlook(
        voice.measure("open.measure"), tuple(names), values("plan"), values("signed"),
        values("reached"), values("low"), values("high"), words,
        values("pace") if pace else (),
        tuple(map(voice.money, values("reached"))), tuple(map(voice.money, values("plan"))),
    )  # fmt: skip


def late_deals(dossier: Dossier, most: int) -> dict[str, list[list[str]] | list[str]] | None:
    """Head and rows of the deals whose age says that they are lost, the largest first.

    None where there are none.
    """
    worth, lang = worth_of(dossier), dossier.lang
    if worth is None:
        return None
    voice, rows = Voice(dossier), worth.outlook.open.rows
    lost = rows[rows["likely_lost"]].sort_values("amount", ascending=False, kind="stable")
    if not len(lost):
        return None
    head = [voice.say(f"open.{key}") for key in ("deal", "created", "age", "chance", "amount")]
    told = [
        [shortened(str(one.id) or "–", 40), day_name(one.created.date(), lang),
         months(float(one.age), lang), voice.percent(round(float(one.chance), 2)),
         voice.money(float(one.amount))]
        for one in lost.head(most).itertuples()
    ]  # fmt: skip
    return {"head": head, "rows": told}
