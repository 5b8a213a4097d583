"""The PDF: two pages to decide on and sign, what they rest on as annex; archived as PDF/A-2b."""

from __future__ import annotations

import json
from collections.abc import Container
from functools import partial
from pathlib import Path
from typing import Any

from roi_model import formatting
from roi_model.analysis.risk.doubt_words import (
    PAYBACKS,
    kept,
    missing_words,
    range_words,
    set_words,
    share,
)
from roi_model.charts.table import shown_in
from roi_model.export.contents.dossier import Dossier, InputLine, breakable, shortened
from roi_model.export.contents.logo import as_svg
from roi_model.export.contents.pictures import FONTS, pictures
from roi_model.export.pdf.drawing import chosen
from roi_model.export.story.pages import every_page
from roi_model.export.story.still_open import late_deals
from roi_model.formatting.inputs import path_words
from roi_model.metrics import label as metric_label
from roi_model.palette import colour
from roi_model.projection import Projection, project
from roi_model.remarks.capacity import with_capacity
from roi_model.texts import text

TEMPLATE = Path(__file__).with_name("report.typ")
STANDARD = "a-2b"
"""PDF/A for archives: fonts and colours inside, nothing that needs anything else."""
HEADLINE = ("payback_month", "cash_trough", "net_gain", "roi")
FIRST, SECOND = ("answer", "cash"), ("causes", "truths", "next")
"""What stands on the two pages of the decision; the other messages are in the annex."""
ANNEX = ("actuals", "open", "volume", "capacity", "beliefs")
BESIDE = (
    "roi",
    "payback_month",
    "net_gain",
    "npv",
    "cash_trough",
    "investment",
    "customers_signed",
)
MORE = ("revenue", "gross_profit", "cac", "ltv_cac", "irr")
COLOURS = ("ink", "accent", "muted", "line", "band", "baseline", "spending")
ROWS = 44
"""Assumptions on paper: what fits on about a page; the workbook has them all."""
LATE = 15
"""Deals that are probably lost, the largest of them; the workbook has them all."""
_WIDTHS = {"cash": 820, "account": 820, "team": 820}
"""Pixels of the wide pictures; what is wider is set smaller."""
_NAME = 52
_FEW = 12
"""Channels of which all can be told."""
_LINK = 180
"""Characters of a link on paper, where nobody types more; the whole is behind them."""


def report(dossier: Dossier) -> bytes:
    """The report as the bytes of a PDF; the same dossier gives the same pages.

    >>> from datetime import date
    >>> from roi_model.storage.presets import preset
    >>> report(Dossier(preset("trade-show").scenario, "en", date(2026, 11, 27)))[:5]
    b'%PDF-'
    """
    return bytes(_typeset(dossier, "pdf"))


def report_pages(dossier: Dossier, dots_an_inch: float = 60) -> list[bytes]:
    """The pages of the report as pictures (PNG), to be looked at before it is taken."""
    made = _typeset(dossier, "png", dots_an_inch)
    return [made] if isinstance(made, bytes) else list(made)


def _typeset(dossier: Dossier, kind: str, dots: float = 144) -> Any:
    import typst

    shown = pictures(dossier)
    files: dict[str, bytes] = {"main": TEMPLATE.read_bytes()}
    alt = {}
    for name in (chart.name for chart in shown_in("report")):
        if name in shown:
            files[f"{name}.svg"] = shown[name].svg(_WIDTHS.get(name, 460))
            alt[name] = shown[name].title
    if dossier.logo:
        files["logo.svg"] = as_svg(dossier.logo)
    typeset: Any = partial(  # its types know neither files by name nor pages as pictures
        typst.compile,
        files,
        sys_inputs={"data": json.dumps({**_words(dossier), "alt": alt})},
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format=kind,
        ppi=dots,
    )
    if kind != "pdf":
        return typeset()
    try:
        return typeset(pdf_standards=[STANDARD])
    except typst.TypstError:  # a name has letters that our typeface lacks: no archive takes it
        return typeset()


def written(metric: str, projection: Projection, currency: str, lang: str) -> str:
    """A metric as it is written, or why there is none."""
    found = projection.metrics[metric]
    if found.value is None:
        return text(f"metrics.reason.{found.reason}", lang)
    return formatting.metric(metric, float(found.value), currency, lang)


def spread(metric: str, dossier: Dossier) -> str:
    """P10 to P90 of a metric, and in what share of the draws there is none of it."""
    return range_words(metric, dossier.risk, dossier.currency, dossier.lang)


def difference(metric: str, dossier: Dossier) -> str:
    """How far a metric is from the baseline, in words; empty where there is none."""
    base = dossier.baseline_projection
    if base is None:
        return ""
    now, then = dossier.projection.value(metric), base.value(metric)
    if now is None or then is None:
        return ""
    found = formatting.delta(metric, float(now), float(then), dossier.currency, dossier.lang)
    return "" if found is None else text("report.delta", dossier.lang, change=found.text)


def doubt(dossier: Dossier) -> str:
    """The chances, in a sentence."""
    run, lang = dossier.risk, dossier.lang
    said = text(
        "report.doubt_story",
        lang,
        draws=formatting.number_exact(run.draws, lang, decimals=0),
        paid=share(1.0 - run.never, lang),
        positive=share(run.roi_positive, lang),
        driver=path_words(dossier.tornado[0].path, lang) if dossier.tornado else "–",
    )
    return " ".join(part for part in (said, set_words(run, lang), dossier.gap) if part)


def three_cases_table(dossier: Dossier) -> dict[str, Any]:
    """Head and rows of the three cases, metric by metric; under a payback what the draws say."""
    lang, cases = dossier.lang, dossier.three_cases
    sides = ("cautious", "expected", "ambitious")
    plans = [project(getattr(cases, side)) for side in sides]
    rows = []
    for name in with_capacity(BESIDE, plans):
        cells = [written(name, plan, dossier.currency, lang) for plan in plans]
        rows.append([metric_label(name, lang), *cells])
        if name in PAYBACKS:
            rows.append(_kept(name, plans, dossier))
    return {
        "head": [
            text("report.metric", lang),
            *(text(f"export.case.{side}", lang) for side in sides),
        ],
        "rows": rows,
    }


def _kept(name: str, plans: list[Projection], dossier: Dossier) -> list[str]:
    """The row under a payback: in what share of the draws it is kept, and in what never."""
    lang, run = dossier.lang, dossier.risk
    told = (text("risk.said.kept_row", lang), missing_words(name, run, lang))
    shares = [kept(plan.value(name), name, run) for plan in plans]
    cells = ["–" if found is None else share(found, lang) for found in shares]
    return [" · ".join(words for words in told if words), *cells]


def actuals_table(dossier: Dossier) -> dict[str, Any] | None:
    """Plan, actual and difference by category to the last actual month; None without any."""
    if dossier.variance is None or dossier.variance.last_month is None:
        return None
    lang, currency = dossier.lang, dossier.currency
    keys = ("category", "plan", "actual", "difference")
    rows = [
        [
            text(f"charts.category.{line['category']}", lang),
            formatting.money_exact(line["plan"], currency, lang),
            formatting.money_exact(line["actual"], currency, lang),
            formatting.signed_money(line["difference"], currency, lang),
        ]
        for line in dossier.variance.by_category().to_dict("records")
    ]
    return {"head": [text(f"report.{key}", lang) for key in keys], "rows": rows}


def side_by_side(dossier: Dossier) -> dict[str, Any]:
    """Head and rows of the case and those compared with it, metric by metric."""
    lang, cases = dossier.lang, dossier.alternatives
    plans = [one.projection for one in cases]
    rows = [
        [metric_label(name, lang), *(written(name, plan, dossier.currency, lang) for plan in plans)]
        for name in with_capacity(BESIDE + MORE, plans)
    ]
    chances = [share(one.chance, lang) for one in cases]
    rows.append([text("story.chance", lang), *chances])
    head = [text("report.metric", lang), *(shortened(one.name, 34) for one in cases)]
    return {"head": head, "rows": rows}


def assumptions(
    dossier: Dossier, most: int, without: Container[str] = ()
) -> tuple[list[list[str]], int]:
    """Input, value, evidence and source of those that tell most, `without` these paths.

    Core inputs and those off their default go first, what holds for the whole case before its
    parts, and of many channels those that bring most.
    """
    lang = dossier.lang
    lines = sorted(dossier.projection.channels, key=lambda line: -line["gross_profit"])
    size = {line["name"]: place for place, line in enumerate(lines)}
    told = [
        (position, line)
        for position, line in enumerate(dossier.inputs)
        if line.card.is_number
        and (line.value != 0 or line.value != line.card.default)
        and line.path not in without
    ]

    def weight(line: InputLine) -> tuple[bool, int, bool]:
        group, *rest = line.path.split("/")
        place = size[rest[0]] if group == "channels" else -1
        plain = line.card.advanced and line.value == line.card.default
        # Of a few channels all core inputs come before details; of many, the largest channels.
        return (plain, -1, bool(rest)) if len(size) <= _FEW else (bool(rest), place, plain)

    chosen = sorted(told, key=lambda one: weight(one[1]))[:most]
    kept = [line for _, line in sorted(chosen, key=lambda one: ("/" in one[1].path, one[0]))]
    rows = [
        [
            shortened(line.place, _NAME),
            line.written,
            text(f"ui.grade.{line.grade}", lang),
            line.source,
        ]
        for line in kept
    ]
    return rows, sum(line.card.is_number for line in dossier.inputs) - len(rows)


def _headline(dossier: Dossier) -> tuple[str, ...]:
    """Where an account is followed, what matters of cash is how low it goes."""
    if dossier.projection.balance is None:
        return HEADLINE
    return tuple("lowest_balance" if name == "cash_trough" else name for name in HEADLINE)


def _second_picture(dossier: Dossier) -> str:
    """Beside the chances: what no page before says, the costs or the funnel of all channels."""
    alone, many = len(dossier.alternatives) == 1, len(dossier.scenario.channels) > 1
    return "funnel" if alone and many else "costs"


def _words(dossier: Dossier) -> dict[str, Any]:
    lang = dossier.lang

    def t(key: str, **values: object) -> str:
        return text(f"report.{key}", lang, **values)

    rows, left = assumptions(dossier, ROWS)
    told = every_page(dossier)
    byline = [formatting.day_name(dossier.day, lang), dossier.author]
    sections = (
        "doubt",
        "compared",
        "annex",
        "three_cases",
        "three_note",
        "actuals",
        "assumptions",
        "provenance",
    )
    provenance = [
        (
            label,
            breakable(words if len(words) <= _LINK else words[:_LINK] + "…"),
            words if words == dossier.link else "",
        )
        for label, words in dossier.provenance
    ]
    return {
        "lang": lang,
        "colours": {role: colour(role) for role in COLOURS},
        "title": dossier.heading,
        "heading": breakable(dossier.heading),
        "client": dossier.client,
        "author": dossier.author,
        "year": dossier.day.year,
        "month": dossier.day.month,
        "day": dossier.day.day,
        "byline": " · ".join(part for part in byline if part),
        "footer": " · ".join(
            shortened(part, 50) for part in (dossier.client, dossier.heading) if part
        ),
        "logo": dossier.logo is not None,
        "logo_alt": dossier.author or dossier.client or t("logo"),
        "first": chosen(told, FIRST, dossier.currency, lang),
        "second": chosen(told, SECOND, dossier.currency, lang),
        "annex": chosen(told, ANNEX, dossier.currency, lang),
        "compared": side_by_side(dossier) if len(dossier.alternatives) > 1 else None,
        "story": dossier.story,
        "headline": [
            {
                "label": metric_label(name, lang),
                "value": written(name, dossier.projection, dossier.currency, lang),
                "range": spread(name, dossier),
                "delta": difference(name, dossier),
                "within": dossier.beside(name),
            }
            for name in _headline(dossier)
        ],
        "doubt": doubt(dossier),
        "second_picture": _second_picture(dossier),
        "three": three_cases_table(dossier),
        "actuals": actuals_table(dossier),
        "late": late_deals(dossier, LATE),
        "inputs": {
            "head": [t(key) for key in ("input", "value", "evidence", "source")],
            "rows": rows,
            "more": t("more_inputs", count=left) if left > 0 else "",
        },
        "provenance": provenance,
        "words": {
            **{key: t(key) for key in sections},
            "late": text("story.open.late", lang),
            "lead": text("story.so_what", lang) + text("story.colon", lang),
        },
        "sign": [t(key) for key in ("sign_name", "sign_date", "sign_signature")],
    }
