"""The case restated in a sentence or two with the user's own numbers."""

from __future__ import annotations

from collections.abc import Callable

from roi_model import formatting
from roi_model.declaration.scenario import Scenario
from roi_model.projection import Projection
from roi_model.texts import filled, text

Literal = Callable[[str], str]


def restated(
    scenario: Scenario,
    projection: Projection,
    currency: str,
    lang: str,
    *,
    literal: Literal | None = None,
) -> str:
    """The whole case in words, as plain text.

    With `literal`, which makes an inserted text safe in Markdown, what matters is between `**`.

    >>> from roi_model import project
    >>> from roi_model.storage.presets import preset
    >>> case = preset("linkedin-outbound").scenario
    >>> restated(case, project(case), "EUR", "en").startswith("With LinkedIn outbound, you")
    True
    """

    def value(name: str) -> float:
        return projection.value(name) or 0.0

    def put(words: str) -> str:
        return words if literal is None else literal(words)

    def money(amount: float) -> str:
        return put(formatting.money(amount, currency, lang))

    def said(key: str, **values: object) -> str:
        template = text(f"ui.story.{key}", lang)
        return filled(template if literal else template.replace("**", ""), lang, **values)

    if len(scenario.channels) == 1:
        who = put(scenario.channels[0].name)
    else:
        who = said("channels", count=len(scenario.channels))
    customers, gain = value("customers_signed"), value("net_gain")
    parts = [
        said(
            "effort",
            who=who,
            contacts=formatting.number(float(projection.monthly["contacts"].sum()), lang),
            months=scenario.campaign,
            investment=money(value("investment")),
        ),
        said(
            "customers",
            customers=formatting.number(customers, lang),
            horizon=scenario.horizon_months,
            revenue=money(value("revenue")),
            profit=money(value("gross_profit")),
        ),
        said("gain" if gain >= 0 else "loss", amount=money(abs(gain))),
    ]
    payback = projection.value("payback_month")
    if payback is None:
        parts.append(said("never", horizon=scenario.horizon_months))
    elif payback == 0:
        parts.append(said("at_once"))
    else:
        when = put(formatting.months(float(payback), lang))
        parts.append(said("payback", when=when, trough=money(-value("cash_trough"))))
    return " ".join(parts)
