"""The page Method, drawn from the declarations: results, inputs, conventions, words, limits."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from html import escape

import streamlit as st

from roi_model import formatting
from roi_model.analysis.risk.spreads import MARKET
from roi_model.declaration.card import Card, Entity, Spread, cards
from roi_model.declaration.scenario import PARTS, Channel, Scenario
from roi_model.declaration.units import Unit
from roi_model.metrics import CARDS
from roi_model.texts import text, topic
from ui.elements import download, figures
from ui.elements.figures import Cell
from ui.session import state
from ui.session.cached import projection
from ui.session.sentences import sentences

t = sentences("pages.method.")


def fits(query: str, *words: str) -> bool:
    """Whether every word typed occurs somewhere in the texts; case does not matter.

    >>> fits("conv rate", "Conversion rate", "")
    True
    """
    where = " ".join(words).casefold()
    return all(part in where for part in query.casefold().split())


def summary() -> None:
    """The method in one screen: what matters most, each with a link to where it is told whole."""
    words = topic("method", state.lang())["summary"]
    cards = "".join(
        f"<div><h2>{escape(part['title'])}</h2><p>{escape(part['body'])}</p>"
        f'<a href="#{anchor(part["section"])}">{escape(words["more"])}'
        f'<span class="unseen"> {escape(part["title"])}</span></a></div>'
        for part in words["part"].values()
    )
    st.html(f'<div class="parts">{cards}</div>')


# Inputs ---------------------------------------------------------------------------------------


def input_groups() -> Iterable[tuple[str, str, list[Card]]]:
    """Every input once: heading, prefix of its path, cards. Overrides are told in a sentence."""
    lang = state.lang()
    own = [card for card in cards(Scenario).values() if card.key not in PARTS]
    for group in dict.fromkeys(card.group for card in own):
        yield t(f"group.{group}"), "", [card for card in own if card.group == group]
    for key, entity in PARTS.items():
        heading = t("group.effects") if key == "effects" else cards(Scenario)[key].label(lang)
        prefix = t(f"prefix.{key}")
        yield heading, prefix, [card for card in cards(entity).values() if not card.same_as]


def inputs(query: str) -> None:
    """Every parameter from its card, grouped, those that fit what is searched."""
    lang = state.lang()
    found_any = False
    for heading, prefix, group in input_groups():
        rows = [
            _input_row(card)
            for card in group
            if fits(query, card.label(lang), card.key, card.help(lang), card.evidence.source(lang))
        ]
        if not rows:
            continue
        found_any = True
        st.subheader(heading, anchor=False)
        if prefix:
            st.html(figures.note(t("paths", prefix=prefix)))
        headers = [t(f"input.{key}") for key in INPUT_COLUMNS]
        widths = list(INPUT_COLUMNS.values())
        st.html(figures.table(heading, headers, rows, stack=True, widths=widths))
        if prefix.startswith("channels") and not query:
            names = ", ".join(c.label(lang) for c in cards(Channel).values() if c.same_as)
            st.html(figures.note(t("overrides", names=names)))
    if not found_any:
        st.info(t("nothing_found"), icon=":material/search_off:")


INPUT_COLUMNS = {"label": 25, "help": 28, "range": 17, "default": 10, "evidence": 20}
"""The columns of the inputs' table and their widths in percent."""


def _input_row(card: Card) -> list[Cell]:
    lang = state.lang()
    source = card.evidence.source(lang)
    trusted = card.spread is not None or bool(source)
    grade = text(f"ui.grade.{card.evidence.grade}", lang) if trusted else ""
    return [
        Cell(card.label(lang), key=card.key, strong=True),
        Cell(card.help(lang), t(f"kind.{card.kind}") if card.is_number else ""),
        Cell(allowed(card, lang), t(f"unit.{card.unit.value}")),
        Cell(written(card, card.default, lang)),
        Cell(grade, source),
    ]


def allowed(card: Card, lang: str) -> str:
    """The legal range as the screen writes numbers; what a text or list must be is in its help."""
    if card.choices:
        return t("choices", count=len(card.choices))
    if not card.is_number:
        return ""
    low = "" if card.low == -math.inf else written(card, card.low, lang)
    high = "" if card.high == math.inf else written(card, card.high, lang)
    if card.within_horizon:
        return t("range_horizon", low=low)
    return t("range", low=low, high=high)


def written(card: Card, value: object, lang: str) -> str:
    """A value of a parameter as the screen writes it; a word for none, yes, no."""
    if card.required:
        return t("required")
    if value is None:
        return t("none")
    if isinstance(value, bool):
        return t("yes" if value else "no")
    if isinstance(value, (tuple, list, dict)):
        return t("empty")
    if isinstance(value, (int, float)):
        if card.unit.is_percent:
            return formatting.percent(float(value), lang)
        return formatting.number_exact(float(value), lang)
    if card.key == "category":
        return text(f"charts.category.{value}", lang)
    return str(value)


# Results --------------------------------------------------------------------------------------


def results(query: str, *, here: bool = True) -> None:
    """Every metric: what it means, its formula, its break-even; its value in this case, `here`."""
    lang = state.lang()
    rows = []
    for name, card in CARDS.items():
        if not fits(query, name, card.label(lang), card.definition(lang), card.formula(lang)):
            continue
        row = [
            Cell(card.label(lang), key=name, strong=True),
            Cell(card.definition(lang), card.formula(lang)),
            Cell(card.reading(lang)),
        ]
        rows.append([*row, _value(name, lang)] if here else row)
    if rows:
        columns = {
            "label": 22,
            "definition": 36,
            "break_even": 26,
            **({"here": 16} if here else {}),
        }
        headers, widths = [t(f"result.{key}") for key in columns], list(columns.values())
        st.html(figures.table(_title("results"), headers, rows, stack=True, widths=widths))
    else:
        st.info(t("nothing_found"), icon=":material/search_off:")


def _value(name: str, lang: str) -> Cell:
    found = projection(state.scenario()).metrics[name]
    value = None if found.value is None else float(found.value)
    shown = formatting.metric(name, value, state.currency(), lang, exact=True)
    why = text(f"metrics.reason.{found.reason}", lang) if value is None and found.reason else ""
    return Cell(shown, why, number=True)


# Text -----------------------------------------------------------------------------------------


def section(key: str) -> None:
    """One section of text with its formula, under a heading that a link can name."""
    words = topic("method", state.lang())["section"][key]
    with st.container(width=figures.READING_WIDTH, key=f"method-{key}"):
        st.subheader(words["title"], anchor=anchor(key))
        st.markdown(words["body"])
        if "latex" in words:
            st.latex(words["latex"])
        if key == "uncertainty":
            spreads()


def spreads() -> None:
    """The doubt that the cards give by default: a row for each, with the inputs that have it."""
    lang = state.lang()
    found: dict[Spread, list[str]] = {}
    entities: list[type[Entity]] = [Scenario, *PARTS.values()]
    for entity in entities:
        for card in cards(entity).values():
            if card.spread is not None and not card.same_as:
                label = card.label(lang)
                name = t("spread.apart", name=label) if card.key == MARKET else label
                found.setdefault(card.spread, []).append(name)
    rows = [
        [Cell(_law(spread, lang), strong=True), Cell(", ".join(dict.fromkeys(names)))]
        for spread, names in found.items()
    ]
    st.markdown(f"**{t('spread.title')}**  \n{t('spread.intro')}")
    headers = [t("spread.law"), t("spread.inputs")]
    st.html(figures.table(t("spread.title"), headers, rows, stack=True, widths=[32, 68]))


def _law(spread: Spread, lang: str) -> str:
    if spread.kind == "triangular":
        size = formatting.percent(spread.size, lang)
    else:
        whole = spread.size + (1.0 if spread.kind == "lognormal" else 0.0)
        size = formatting.number_exact(whole, lang)
    return t(f"spread.{spread.kind}", size=size)


def _title(part: str) -> str:
    """What a part of the page is called."""
    return str(topic("method", state.lang())[f"{part}_title"])


def anchor(key: str) -> str:
    """The name of a section in a link: no heading's words, which name those that have none."""
    return f"section-{key}".replace("_", "-")


def contents(groups: Iterable[tuple[str, str, Iterable[tuple[str, str]]]]) -> None:
    """Links to the parts of the page and their sections: (anchor, title, [(anchor, title)])."""
    lines = []
    for name, title, sections in groups:
        lines.append(f"**[{title}](#{name})**")
        lines += [f"[{words}](#{key})" for key, words in sections]
    with st.container(key="method-contents"):
        st.markdown("  \n".join(lines))


def glossary(query: str) -> None:
    """Every word of the field, with its name in the other language."""
    lang = state.lang()
    other = "en" if lang == "fr" else "fr"
    mine, theirs = topic("method", lang)["glossary"], topic("method", other)["glossary"]
    rows = [
        [
            Cell(words["term"], strong=True),
            Cell(theirs[key]["term"]),
            Cell(words["meaning"]),
        ]
        for key, words in sorted(mine.items(), key=lambda item: item[1]["term"].casefold())
        if fits(query, words["term"], theirs[key]["term"], words["meaning"])
    ]
    if rows:
        headers = [t("glossary.term"), t("glossary.other"), t("glossary.meaning")]
        st.html(figures.table(_title("glossary"), headers, rows, stack=True))
    else:
        st.info(t("nothing_found"), icon=":material/search_off:")


def benchmarks(query: str) -> None:
    """The published figures inputs are compared with."""
    from roi_model.remarks.plausibility import rules

    lang = state.lang()
    rows = []
    for rule in rules():
        low, high = (_figure(v, rule.unit, rule.figures_in, lang) for v in (rule.low, rule.high))
        published = _OWN_VALUE.sub(".", rule.sentences[lang])
        said = published.format(range=low if low == high else t("range", low=low, high=high))
        quality = rule.quality[lang]
        if fits(query, said, rule.source, quality):
            rows.append([Cell(said), Cell(rule.source, quality), Cell(rule.year)])
    if rows:
        headers = [t(f"benchmark.{key}") for key in ("what", "source", "year")]
        st.html(figures.table(_title("benchmarks"), headers, rows, stack=True, widths=[46, 42, 12]))
    else:
        st.info(t("nothing_found"), icon=":material/search_off:")


_OWN_VALUE = re.compile(r"\s*[;,:][^;,:]*\{value\}.*$")
"""The end of a benchmark's sentence, which speaks of the user's own value."""


def _figure(value: float, unit: Unit, currency: str, lang: str) -> str:
    if unit.is_percent:
        return formatting.percent(value, lang)
    if unit.is_money:
        return formatting.money(value, currency or state.currency(), lang)
    return formatting.number_exact(value, lang)


def downloads() -> None:
    """The case on screen in the format of the command line."""
    from roi_model.storage.scenario_file import dump_scenario

    with st.container(width=figures.READING_WIDTH, key="method-files"):
        st.subheader(t("downloads"), anchor=False)
        st.markdown(t("json_intro"))
        written = dump_scenario(state.scenario())
        st.code(written, language="json", height=320)
        download.button(
            t("scenario_json"), written, "scenario.json", "application/json", "method-scenario"
        )
