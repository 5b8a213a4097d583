"""Why one case earns more than another, and where the money of one goes: six parts at most."""

from __future__ import annotations

from collections.abc import Iterable

from roi_model.analysis.change.compare import Part, compare
from roi_model.analysis.change.grouped import REST, Group, grouped
from roi_model.export.contents.alternatives import Alternative
from roi_model.export.contents.dossier import Dossier
from roi_model.export.story.answer import pair
from roi_model.export.story.drawn import Page, Role, Row, Rows
from roi_model.export.story.voice import Voice, gain
from roi_model.formatting.inputs import BETWEEN, change_words, value_words
from roi_model.texts import text

MOST = 6
WIDTHS = (0.36, 0.48, 0.16)
UNFOLDED = (0.34, 0.24, 0.28, 0.14)
COMMON = ("team", "costs", "benefits", REST)


def causes_page(dossier: Dossier) -> Page:
    """Why the best case is ahead of the other; of one alone, from gross profit to gain."""
    best, other = pair(dossier)
    if other is None:
        return _money(dossier)
    groups = _groups(other, best)
    return _difference(dossier, best, other, groups) if groups else _money(dossier)


def _groups(before: Alternative, after: Alternative) -> list[Group]:
    return grouped(compare(before.scenario, after.scenario, "net_gain"), MOST)


def _label(group: Group, voice: Voice) -> str:
    if group.key in COMMON:
        return voice.say(f"why.{group.key}")
    first = group.parts[0]
    if group.key.startswith(("channels/", "initiatives/")):
        if first.path == group.key:  # it comes, goes, or another takes its place
            return voice.name(change_words(first.path, first.before, first.after, voice.lang), 60)
        return voice.name(group.key.split("/", 1)[1], 60)
    return voice.name(change_words(first.path, first.before, first.after, voice.lang), 60)


def _difference(
    dossier: Dossier, best: Alternative, other: Alternative, groups: list[Group]
) -> Page:
    voice = Voice(dossier)
    parts = [(_label(group, voice), group.contribution) for group in groups]
    start, end = (voice.say("why.start", name=voice.name(one.name)) for one in (other, best))
    rows = bridge((start, gain(other)), list(parts), (end, gain(best)), voice)
    whole = gain(best) - gain(other)
    parts.sort(key=lambda part: (part[1] * whole < 0, -abs(part[1])))
    name, amount = parts[0]
    title = voice.say("why.against" if abs(amount) > abs(whole) else "why.title", part=name,
                      amount=voice.money(amount, plus=True),
                      total=voice.money(whole, plus=True))  # fmt: skip
    return Page("causes", title, _rows(voice, rows), _next(parts, voice), voice.say("why.reading"),
                voice.source())  # fmt: skip


def _next(parts: list[tuple[str, float]], voice: Voice) -> str:
    """What to say of the parts behind the first."""
    if len(parts) < 2:
        return voice.say("why.so_what_only")
    name, amount = max(parts[1:], key=lambda part: abs(part[1]))
    opposite = amount * parts[0][1] < 0
    key = "against" if opposite else "more"
    return voice.say(f"why.so_what_{key}", part=name, amount=voice.money(amount, plus=True))


def _money(dossier: Dossier) -> Page:
    """From gross profit to gain, one bar a kind of cost."""
    voice, plan = Voice(dossier), dossier.projection
    profit, spent, left = (
        plan.value(name) or 0.0 for name in ("gross_profit", "investment",
                                                            "net_gain")
    )  # fmt: skip
    costs = sorted(
        ((text(f"charts.category.{key}", voice.lang), float(amount))
         for key, amount in plan.costs.items() if amount),
        key=lambda cost: -cost[1],
    )  # fmt: skip
    shown = costs if len(costs) <= MOST else [
        *costs[: MOST - 1],
        (voice.say("others", count=len(costs) - MOST + 1), sum(c for _, c in costs[MOST - 1 :])),
    ]  # fmt: skip
    rows = bridge((voice.say("money.profit"), profit), [(name, -cost) for name, cost in shown],
                  (voice.say("money.gain"), left), voice)  # fmt: skip
    told = {"profit": voice.money(profit), "spent": voice.money(spent)}
    if not costs:
        title, so_what = voice.say("money.no_costs", **told), voice.say("why.so_what_only")
    else:
        name, most = costs[0]
        key = "title" if left >= 0 else "lost"
        title = voice.say(f"money.{key}", **told, gain=voice.money(left), cost=name,
                          amount=voice.money(most), missing=voice.money(-left))  # fmt: skip
        so_what = voice.say("money.so_what", share=voice.percent(most / spent), cost=name,
                            tenth=voice.money(most / 10))  # fmt: skip
    return Page("causes", title, _rows(voice, rows), so_what, voice.say("money.reading"),
                voice.source())  # fmt: skip


def bridge(
    start: tuple[str, float], parts: Iterable[tuple[str, float]], end: tuple[str, float],
    voice: Voice,
) -> tuple[Row, ...]:  # fmt: skip
    """From one total to another, each part floating where the one before it ended."""
    rows = [Row((start[0],), 0.0, start[1], (voice.money(start[1]),), "total")]
    at = start[1]
    for name, amount in parts:
        role: Role = "good" if amount > 0 else "bad"
        rows.append(Row((name,), at, at + amount, (voice.money(amount, plus=True),), role))
        at += amount
    rows.append(Row((end[0],), 0.0, end[1], (voice.money(end[1]),), "total"))
    return tuple(rows)


def _rows(voice: Voice, rows: tuple[Row, ...]) -> Rows:
    return Rows(
        (voice.say("money.part"),), voice.measure("net_gain"), (voice.currency,), rows, WIDTHS,
        "money", labelled=False, floating=True,
    )  # fmt: skip


def unfolded_page(dossier: Dossier, most: int) -> Page | None:
    """What differs in the channel that makes most of the difference; None where it is one thing."""
    best, other = pair(dossier)
    if other is None:
        return None
    many = [g for g in _groups(other, best) if len(g.parts) > 1 and g.key != REST]
    channels = [group for group in many if group.key.startswith("channels/")] or many
    if not channels:
        return None
    voice, found = Voice(dossier), channels[0]
    told = [(_name(part, voice), _moved(part, voice), part.contribution or 0.0)
            for part in found.parts]  # fmt: skip
    if len(told) > most:
        rest = sum(amount for *_, amount in told[most - 1 :])
        told = [*told[: most - 1], (voice.say("why.rest"), "", rest)]
    rows, at = [], 0.0
    for name, moved, amount in told:
        role: Role = "good" if amount > 0 else "bad"
        right = (voice.money(amount, plus=True),)
        rows.append(Row((name, moved), at, at + amount, right, role))
        at += amount
    label = _label(found, voice)
    rows.append(Row((label, ""), 0.0, at, (voice.money(at, plus=True),), "total"))
    picture = Rows(
        (voice.say("truths.input"), voice.say("why.moved")), voice.measure("net_gain"),
        (voice.currency,), tuple(rows), UNFOLDED, "money", labelled=False, floating=True,
    )  # fmt: skip
    title = voice.say("more.unfolded", name=label)
    return Page("unfolded", title, picture, "", voice.say("why.reading"), voice.source())


def _name(part: Part, voice: Voice) -> str:
    words = change_words(part.path, part.before, part.after, voice.lang)
    return voice.name(words.split(BETWEEN, 1)[-1], 40)


def _moved(part: Part, voice: Voice) -> str:
    ends = (value_words(part.path, end, voice.currency, voice.lang)
            for end in (part.before, part.after))  # fmt: skip
    return voice.name(" → ".join(ends), 34)
