"""The page that stays with the client: one HTML file, alive without server, network or install.

It carries both languages, and opens in that of the dossier. Nothing in it calculates: see
`packed.py`. Nothing in it can ask for anything outside: its policy allows this very style and
this very program alone.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from roi_model import formatting
from roi_model.charts import account, cash, costs, funnel
from roi_model.charts.parts.words import Words
from roi_model.declaration.scenario import Scenario
from roi_model.export.contents.dossier import Dossier
from roi_model.export.contents.logo import smaller
from roi_model.export.page import markup
from roi_model.export.page.columns import headline
from roi_model.export.page.markup import both, words
from roi_model.export.page.packed import Plans, fitting, work_out
from roi_model.export.page.stops import MOST_STOPS, sliders
from roi_model.formatting.conventions import MINUS, affixes, compact_affixes, conventions
from roi_model.metrics import label
from roi_model.palette import PALETTE, colour
from roi_model.scripts import joined
from roi_model.texts import LANGUAGES, text
from roi_model.version import MODEL_VERSION

HERE = Path(__file__).parent
MOST_BYTES = 1_500_000
_SPARE = 20_000
_ROLES = (
    "page", "raised", "ink", "muted", "line", "edge", "accent", "link", "tag", "on-accent",
    "good", "bad", "warning-words", "baseline", "spending",
)  # fmt: skip


def page(dossier: Dossier, most: int = MOST_BYTES) -> bytes:
    """The page as the bytes of an HTML file of `most` bytes; fewer stops where it must.

    >>> from datetime import date
    >>> from roi_model.storage.presets import preset
    >>> page(Dossier(preset("trade-show").scenario, "en", date(2026, 11, 27)))[:15]
    b'<!doctype html>'
    """
    cases = {lang: dossier.in_language(lang) for lang in LANGUAGES}
    scenario, chosen = dossier.scenario, dossier.sliders
    plan = work_out(scenario, sliders(scenario, chosen, 1))
    bare = len(_document(plan, "", cases, dossier).encode("utf-8"))
    names = _names(dossier)

    def head(plans: Plans) -> dict[str, Any]:
        return {**names, "stops": _stops(plans, cases)}

    plans, code = fitting(scenario, chosen, head, most - bare - _SPARE)
    return _document(plans, code, cases, dossier).encode("utf-8")


def _stops(plans: Plans, cases: Mapping[str, Dossier]) -> list[dict[str, list[str]]]:
    return [
        {
            lang: [
                markup.stop_words(plans, number, stop, cases)(lang)
                for stop in range(len(slider.stops))
            ]
            for lang in LANGUAGES
        }
        for number, slider in enumerate(plans.sliders)
    ]


def _names(dossier: Dossier) -> dict[str, Any]:
    """What the program of the page says, in both languages."""
    scenario = dossier.scenario
    every = range(scenario.horizon_months + 1)
    return {
        "monthNames": {lang: month_names(dossier, lang) for lang in LANGUAGES},
        "monthMarks": {
            lang: month_names(dossier, lang) if scenario.start else [str(at) for at in every]
            for lang in LANGUAGES
        },
        "money": {lang: _money(dossier.currency, lang) for lang in LANGUAGES},
        "words": {lang: _said(scenario, lang) for lang in LANGUAGES},
    }


def month_names(dossier: Dossier, lang: str) -> list[str]:
    """The months of the plan, the start first."""
    scenario = dossier.scenario
    every = range(scenario.horizon_months + 1)
    return [formatting.month_name(month, lang, scenario.start) for month in every]


def _money(currency: str, lang: str) -> dict[str, Any]:
    how, (before, after) = conventions(lang), affixes(currency, lang)
    short_before, short = compact_affixes(currency, lang)
    return {
        "before": before, "after": after, "group": how.group, "decimal": how.decimal,
        "minus": MINUS, "shortBefore": short_before, "short": short,
    }  # fmt: skip


def _said(scenario: Scenario, lang: str) -> dict[str, str]:
    key = "cash.trough" if scenario.opening_cash is None else "account.lowest"
    return {
        **{name: label(name, lang) for name in headline(scenario)},
        **{key: text(f"charts.cash.{key}", lang) for key in ("payback", "never")},
        "trough": text(f"charts.{key}", lang), "floor": text("charts.account.floor", lang),
        "cash": _curve(scenario).title(lang),
        "cashThen": text("handout.cash_then", lang),
        "language": text("handout.language", lang),
    }  # fmt: skip


def _curve(scenario: Scenario) -> Words:
    """What the curve is called: the account where one is followed."""
    return cash.WORDS if scenario.opening_cash is None else account.WORDS


def _document(plans: Plans, code: str, cases: Mapping[str, Dossier], dossier: Dossier) -> str:
    css, script = _style(), f"(() => {{\n{joined(HERE / 'page.js')}}})();"
    policy = (
        f"default-src 'none'; script-src '{_seal(script)}'; style-src '{_seal(css)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    names = {lang: month_names(dossier, lang) for lang in LANGUAGES}
    curve = _curve(dossier.scenario)
    told = {
        "lang": dossier.lang, "policy": policy, "css": css, "script": script, "plans": code,
        "generator": f"roi-simulator, model {MODEL_VERSION}",
        "title": escape(" · ".join(one for one in (dossier.client, dossier.heading) if one)),
        "heading": escape(dossier.heading), "client": _client(dossier), "logo": _logo(dossier),
        "byline": _byline(dossier), "languages": _languages(dossier.lang),
        "figures": markup.figures(plans), "sliders": markup.sliders(plans, cases),
        "funnel": markup.funnel(plans), "costs": markup.costs(plans),
        "months": markup.months(names), "inputs": markup.inputs(plans, cases),
        "provenance": markup.provenance(cases), "made": _made(plans),
        "story": "".join(f'<p class="story" lang="{lang}">{escape(case.story)}</p>'
                         for lang, case in cases.items()),
        "cash_title": both(curve.title), "funnel_title": both(funnel.WORDS.title),
        "cash_label": escape(curve.title(dossier.lang)),
        "funnel_hint": both(lambda lang: funnel.WORDS.subtitle(lang) or ""),
        "costs_title": both(costs.WORDS.title), "rounded": _rounded(plans, dossier),
        "month": both(lambda lang: text("charts.common.month", lang)),
        "sliders_title": words("sliders"), "story_title": words("story"),
        "months_title": words("months"), "inputs_title": words("inputs"),
        "inputs_hint": words("inputs_about"), **{key: words(key) for key in
        ("print", "reset", "hint", "now", "about", "old", "never_beyond")},
    }  # fmt: skip
    return Template((HERE / "template.html").read_text("utf-8")).substitute(told)


def _style() -> str:
    """The stylesheet, after the colours of the palette: on paper always the light ones."""

    def variables(theme: Any) -> str:
        assert set(_ROLES) <= set(PALETTE)
        told = "".join(f"--{role}:{colour(role, theme)};" for role in _ROLES)
        return f":root{{{told}}}"

    dark = f"@media screen and (prefers-color-scheme: dark){{{variables('dark')}}}"
    written = (HERE / "page.css").read_text("utf-8")
    return f"{variables('light')}\n{dark}\n{written}"


def _seal(content: str) -> str:
    """How a policy names the one script, or style, that may run."""
    return f"sha256-{base64.b64encode(sha256(content.encode('utf-8')).digest()).decode('ascii')}"


def _logo(dossier: Dossier) -> str:
    if dossier.logo is None:
        return ""
    code = base64.b64encode(smaller(dossier.logo)).decode("ascii")
    return f'<img alt="" src="data:image/png;base64,{code}">'


def _client(dossier: Dossier) -> str:
    return f'<p class="client">{escape(dossier.client)}</p>' if dossier.client else ""


def _byline(dossier: Dossier) -> str:
    def said(lang: str) -> str:
        told = (dossier.author, formatting.day_name(dossier.day, lang))
        return " · ".join(part for part in told if part)

    return f'<p class="byline">{both(said)}</p>'


def _languages(lang: str) -> str:
    return "".join(
        f'<button type="button" data-lang="{one}" aria-pressed="{str(one == lang).lower()}">'
        f"{one.upper()}</button>"
        for one in LANGUAGES
    )


def _made(plans: Plans) -> str:
    count = len(plans.payback)
    if count == 1:
        return words("made_one")
    made = words("made", count=lambda lang: formatting.number_exact(count, lang))
    fewer = plans.most < MOST_STOPS
    return f"{made} {words('fewer')}" if fewer else made


def _rounded(plans: Plans, dossier: Dossier) -> str:
    def step(lang: str) -> str:
        return formatting.money(10.0**plans.step, dossier.currency, lang)

    return words("rounded", amount=step)
