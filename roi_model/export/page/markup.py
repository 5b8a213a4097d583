"""Pieces of the page in HTML, each in both languages; whatever is a name is data and escaped.

What the page shows in the language it is read in stands in it twice: a text by language, of which
the stylesheet hides one. So the switch needs no second file, and no program but to flip it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape

from roi_model.charts.funnel import STAGES
from roi_model.declaration.paths import get_value
from roi_model.declaration.steps import moved_to
from roi_model.export.contents.dossier import Dossier, InputLine, by_owner
from roi_model.export.page.columns import LIMITED
from roi_model.export.page.packed import Plans
from roi_model.formatting.inputs import input_words, value_words
from roi_model.metrics import label
from roi_model.texts import LANGUAGES, text

Told = Callable[[str], str]


def both(said: Told) -> str:
    """A text that is said in a language, in both of them."""
    return "".join(f'<span lang="{lang}">{escape(said(lang))}</span>' for lang in LANGUAGES)


def words(key: str, **values: Told) -> str:
    """A sentence of the page in both languages, its places filled in each."""

    def said(lang: str) -> str:
        return text(f"handout.{key}", lang, **{name: of(lang) for name, of in values.items()})

    return both(said)


def _shown(plans: Plans, name: str) -> Told:
    """A figure of the plan as it stands."""
    column = next(column for column in plans.columns if column.name == name)
    entry = int(column.rows[plans.here])
    return lambda lang: column.words[lang][entry]


def figures(plans: Plans) -> str:
    """The headline: each figure, what it is within the team's hours, and what the plan had."""
    return "".join(_figure(plans, name) for name in plans.figures)


def _figure(plans: Plans, name: str) -> str:
    shown = _shown(plans, name)
    beside = ""
    if name in LIMITED:
        limited = f"within_{name}"
        told = both(_shown(plans, limited))
        beside = f'<span class="beside" data-figure="{limited}">{told}</span>'
    return (
        f"<div><dt>{both(lambda lang: label(name, lang))}</dt>"
        f'<dd><span class="value" data-figure="{name}">{both(shown)}</span>{beside}'
        f'<span class="was same" data-was="{name}">{words("plan", value=shown)}</span></dd></div>'
    )


def sliders(plans: Plans, cases: Mapping[str, Dossier]) -> str:
    """The sliders, each with its value, its stops and its two ends."""
    return "".join(_slider(plans, number, cases) for number in range(len(plans.sliders)))


def stop_words(plans: Plans, number: int, stop: int, cases: Mapping[str, Dossier]) -> Told:
    """The value of a slider at a stop, in words."""
    slider = plans.sliders[number]
    paths = same_paths(slider.path, cases)

    def said(lang: str) -> str:
        case = cases[lang]
        value = moved_to(get_value(case.scenario, paths[lang]), slider.stops[stop])
        return value_words(paths[lang], value, case.currency, lang)

    return said


def _slider(plans: Plans, number: int, cases: Mapping[str, Dossier]) -> str:
    slider = plans.sliders[number]
    paths = same_paths(slider.path, cases)
    name = both(lambda lang: input_words(cases[lang].scenario, paths[lang], lang))
    last = len(slider.stops) - 1
    here, low, high = (
        both(stop_words(plans, number, stop, cases)) for stop in (slider.here, 0, last)
    )
    marks = "".join(f"<i{' class=plan' * (stop == slider.here)}></i>" for stop in range(last + 1))
    return (
        f'<div class="slider"><div class="head"><label for="slider-{number}">{name}</label>'
        f'<span class="stop" data-stop="{number}">{here}</span></div>'
        f'<input type="range" id="slider-{number}" min="0" max="{last}" step="1" '
        f'value="{slider.here}" autocomplete="off"><div class="stops">{marks}</div>'
        f'<div class="ends"><span>{low}</span><span>{high}</span></div></div>'
    )


def same_paths(path: str, cases: Mapping[str, Dossier]) -> dict[str, str]:
    """An input's path by language: the names that the app gave its parts are those of each."""
    by_language = {lang: [line.path for line in case.inputs] for lang, case in cases.items()}
    place = next(found.index(path) for found in by_language.values() if path in found)
    return {lang: found[place] for lang, found in by_language.items()}


def funnel(plans: Plans) -> str:
    """A row a stage: name, bar, share of the stage before, number."""
    rows = []
    for stage in STAGES:
        step = ""
        if stage != STAGES[0]:
            share = f"step/{stage}"
            step = f'<span data-figure="{share}">{both(_shown(plans, share))}</span>'
        rows.append(_bar(plans, f"funnel/{stage}", f"charts.funnel.stage.{stage}",
                         f'<span class="number step">{step}</span>'))  # fmt: skip
    return "".join(rows)


def costs(plans: Plans) -> str:
    """A row a category: name, bar, amount."""
    names = [column.name for column in plans.columns if column.name.startswith("cost/")]
    return "".join(
        _bar(plans, name, f"charts.category.{name.removeprefix('cost/')}") for name in names
    )


def _bar(plans: Plans, name: str, key: str, between: str = "") -> str:
    told = both(lambda lang: text(key, lang))
    shown = both(_shown(plans, name))
    return (
        f'<li><span>{told}</span><svg aria-hidden="true" data-bar="{name}"></svg>'
        f'{between}<span class="number" data-figure="{name}">{shown}</span></li>'
    )


def months(names: Mapping[str, list[str]]) -> str:
    """A row a month; the amounts are those of the stops, so the page fills them in."""
    empty = both(lambda lang: "")
    rows = zip(*(names[lang] for lang in LANGUAGES), strict=True)
    return "".join(
        f"<tr><td>{both(dict(zip(LANGUAGES, said, strict=True)).__getitem__)}</td>"
        f'<td class="number" data-month="{month}">{empty}</td></tr>'
        for month, said in enumerate(rows)
    )


def inputs(plans: Plans, cases: Mapping[str, Dossier]) -> str:
    """Every number the plan rests on, by what it belongs to; a table a language."""
    return "".join(
        f'<div class="wide" lang="{lang}">{_table(plans, cases, lang)}</div>' for lang in cases
    )


def _table(plans: Plans, cases: Mapping[str, Dossier], lang: str) -> str:
    moved = {
        same_paths(slider.path, cases)[lang]: number for number, slider in enumerate(plans.sliders)
    }
    heads = (("report.input", ""), ("handout.value", " class=given"), ("report.evidence", ""),
             ("report.source", ""))  # fmt: skip
    head = "".join(f'<th scope="col"{kind}>{escape(text(key, lang))}</th>' for key, kind in heads)
    body = "".join(
        f"<tbody>{_owner(owner, lang)}{''.join(_row(line, moved, cases, lang) for line in lines)}"
        "</tbody>"
        for owner, lines in by_owner(cases[lang].inputs, moved)
    )
    return f'<table class="inputs"><thead><tr>{head}</tr></thead>{body}</table>'


def _owner(owner: str, lang: str) -> str:
    name = owner or text("handout.general", lang)
    return f'<tr class="group"><th scope="rowgroup" colspan="4">{escape(name)}</th></tr>'


def _row(line: InputLine, moved: Mapping[str, int], cases: Mapping[str, Dossier], lang: str) -> str:
    number = moved.get(line.path)
    value = escape(line.written)
    if number is not None:
        plan = escape(text("handout.plan", lang, value=line.written))
        value = (
            f'<span data-stop="{number}"><span lang="{lang}">{value}</span></span>'
            f'<span class="was" data-moved="{number}" hidden>{plan}</span>'
        )
    place = line.place.split(" · ", 1)[-1] if "/" in line.path else line.place
    grade = text(f"ui.grade.{line.grade}", lang)
    cells = (place, grade, line.source)
    name, grade, source = (escape(cell) for cell in cells)
    return (
        f'<tr><td>{name}</td><td class="given">{value}</td><td class="grade">{grade}</td>'
        f'<td class="source">{source}</td></tr>'
    )


def provenance(cases: Mapping[str, Dossier]) -> str:
    """Title, client, author, date, conventions, version, and the way to open the case again."""
    return "".join(
        f'<dl class="provenance" lang="{lang}">{_lines(case.provenance, case.link)}</dl>'
        for lang, case in cases.items()
    )


def _lines(told: Iterable[tuple[str, str]], link: str) -> str:
    def value(said: str) -> str:
        shown = escape(said)
        return f'<a href="{shown}" rel="noreferrer">{shown}</a>' if said and said == link else shown

    return "".join(f"<dt>{escape(name)}</dt><dd>{value(said)}</dd>" for name, said in told)
