"""Inputs in words: what a path names, a value in its unit, and a change between two scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from roi_model.declaration.card import Card, cards
from roi_model.declaration.initiatives import EFFECT_PARAMETERS
from roi_model.declaration.scenario import PARTS, Channel, Scenario
from roi_model.declaration.spending import CATEGORIES
from roi_model.declaration.steps import Steps
from roi_model.declaration.units import Unit
from roi_model.formatting.conventions import UNDEFINED
from roi_model.formatting.entered import steps_words, written
from roi_model.formatting.numbers import money_exact, number_exact
from roi_model.texts import text

BETWEEN = " · "


def path_words(path: str, lang: str) -> str:
    """The input or part at a path, by the names and labels that users know.

    >>> path_words("channels/Ads/quote_to_customer", "en")
    'Ads · Quote → customer'
    """
    whole, month = _step(path)
    if month:
        words = path_words(whole, lang)
        return words + BETWEEN + text("compare.words.from_month", lang, month=month)
    group, *rest = path.split("/")
    if not rest:
        return cards(Scenario)[group].label(lang)
    if group == "seasonality":
        label = cards(Scenario)[group].label(lang)
        return text("compare.words.month", lang, label=label, month=rest[0])
    if len(rest) > 2 and rest[1] == "effects":
        told = [rest[0], effect_label(rest[2].partition("#")[0], lang)]
        return BETWEEN.join(told + [name for name in rest[3:] if name != "factor"])
    card = card_of(path)
    return rest[0] if card is None else BETWEEN.join((rest[0], card.label(lang)))


def words_within(path: str, lang: str) -> str:
    """The same below a heading that names what the input belongs to.

    >>> words_within("channels/Ads/quote_to_customer", "en")
    'Quote → customer'
    """
    return path_words(path, lang).removeprefix(f"{path.partition('/')[2].split('/')[0]}{BETWEEN}")


def _step(path: str) -> tuple[str, str]:
    """An input that varies by month, and the month of one of its steps; else the path alone."""
    whole, _, month = path.rpartition("/")
    if month.isdigit() and "/" not in whole.replace("/", "", 2):
        card = cards(Scenario).get(whole) if "/" not in whole else card_of(whole)
        if card is not None and card.steps:
            return whole, month
    return path, ""


def input_words(scenario: Scenario, path: str, lang: str) -> str:
    """The same within a case: what an input belongs to is named where there are several of it.

    >>> from roi_model.declaration.scenario import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="Ads"),))
    >>> input_words(case, "channels/Ads/quote_to_customer", "en")
    'Quote → customer'
    """
    words = path_words(path, lang)
    group, *rest = path.split("/")
    alone = len(rest) == 2 and group in ("channels", "team") and len(scenario.lists()[group]) == 1
    return words.split(BETWEEN, 1)[-1] if alone else words


def card_of(path: str) -> Card | None:
    """The card of the input at a path; None where the path names a part of a list."""
    group, *rest = _step(path)[0].split("/")
    if not rest or group == "seasonality":
        return cards(Scenario)[group]
    known = cards(PARTS[group])
    return known.get(rest[1]) if len(rest) == 2 else None


def effect_label(parameter: str, lang: str) -> str:
    """The name of a parameter that initiatives multiply."""
    if parameter == "people_cost":
        return text("compare.words.people_cost", lang)
    own = cards(Channel).get(parameter)
    card = cards(Scenario)[parameter] if own is None or own.same_as else own
    return card.label(lang)


def value_words(path: str, value: Any, currency: str, lang: str) -> str:
    """The value of an input in its unit; None is its default, or a dash for a part of a list.

    >>> value_words("channels/Ads/quote_to_customer", 0.25, "EUR", "en")
    '25%'
    """
    card = card_of(path)
    if value is None:  # an input takes its default; a part of a list is not there
        return UNDEFINED if card is None else text("compare.words.default", lang)
    unit = Unit.FACTOR if card is None else card.unit
    if unit is Unit.FLAG:
        return text(f"compare.words.{'yes' if value else 'no'}", lang)
    if isinstance(value, (list, tuple)):
        return BETWEEN.join(number_exact(item, lang) for item in value)
    if isinstance(value, Mapping) and card is not None and card.steps:
        value = Steps.of(value)  # as evidence keeps them
    if isinstance(value, Steps):
        return steps_words(value, lambda step: value_words(path, step, currency, lang), lang)
    if isinstance(value, Mapping):
        return BETWEEN.join(str(item) for item in value.values())
    if isinstance(value, str):
        return choice_words(value, lang) if unit is Unit.CHOICE else value
    if card is None:
        return number_exact(value, lang)
    if unit.is_money and value != round(value):
        return money_exact(value, currency, lang)
    return written(card, value if unit.is_percent else round(value, 2), currency, lang)


def choice_words(choice: str, lang: str) -> str:
    """One of the choices that inputs offer, as it is called.

    >>> choice_words("once", "en"), choice_words("training", "en")
    ('once', 'Training')
    """
    if choice in CATEGORIES:
        return text(f"charts.category.{choice}", lang)
    if choice in EFFECT_PARAMETERS:
        return effect_label(choice, lang)
    return text(f"ui.choice.{choice}", lang)


def change_words(path: str, before: Any, after: Any, lang: str) -> str:
    """A change between two scenarios in a few words; of an input, its name alone.

    >>> change_words("channels/Ads", None, "Ads", "en"), change_words("deal_value", 1, 2, "en")
    ('Ads: added', 'Deal value')
    """
    name = path_words(path, lang)
    is_part = "/" in path and card_of(path) is None and not path.startswith("seasonality")
    if not is_part or path.endswith("/factor"):
        return name
    if before is None:
        return text("compare.words.added", lang, name=name)
    if after is None:
        return text("compare.words.removed", lang, name=name)
    if isinstance(before, str):
        return text("compare.words.renamed", lang, before=before, after=after)
    return text("compare.words.exchanged", lang, name=name)
