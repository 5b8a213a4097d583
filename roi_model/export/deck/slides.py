"""The deck: native, editable charts, each slide titled by what it shows."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from roi_model import formatting
from roi_model.analysis.risk.doubt_words import doubted, missing_words, share
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.engine.channel_results import FIGURES
from roi_model.export.contents.dossier import Dossier, shortened
from roi_model.export.contents.properties import set_on_deck
from roi_model.export.deck.slide_charts import bar_chart, cash_chart, chance_chart, driver_chart
from roi_model.export.deck.slide_layout import Deck
from roi_model.export.pdf.report import (
    actuals_table,
    assumptions,
    difference,
    doubt,
    spread,
    three_cases_table,
    written,
)
from roi_model.metrics import CARDS
from roi_model.metrics import label as metric_label
from roi_model.projection import project
from roi_model.remarks.capacity import with_capacity
from roi_model.texts import text
from roi_model.version import MODEL_VERSION

if TYPE_CHECKING:
    from pptx.presentation import Presentation

HEADLINE = ("roi", "payback_month", "cash_trough", "net_gain")
MORE = ("npv", "investment", "revenue", "gross_profit", "customers_signed", "cac", "ltv_cac", "irr")
MOST_TEMPLATE, MOST_UNPACKED = 50_000_000, 400_000_000
ROWS = 13
"""Lines of a table that a slide holds in a readable size."""
MOST_INPUTS = 78
STAGES = ("contacts", "leads", "qualified", "meetings", "quotes", "customers")


def slides(dossier: Dossier, template: bytes | None = None) -> bytes:
    """The deck as the bytes of a .pptx, 16:9 or in the consultant's own `template`.

    Raises ScenarioError where the template is no .pptx, or too large.

    >>> from datetime import date
    >>> from roi_model.storage.presets import preset
    >>> slides(Dossier(preset("trade-show").scenario, "en", date(2026, 11, 27)))[:2]
    b'PK'
    """
    presentation = _presentation(template)
    set_on_deck(presentation, dossier)
    deck = Deck(presentation, _footer(dossier), dossier.lang, own=template is None)
    _cover(deck, dossier)
    _figures(deck, dossier)
    _cash(deck, dossier)
    _funnel(deck, dossier)
    if len(dossier.scenario.channels) > 1:
        _channels(deck, dossier)
    _drivers(deck, dossier)
    _risk(deck, dossier)
    _cases(deck, dossier)
    if dossier.compared or dossier.baseline_projection is not None:
        _compared(deck, dossier)
    _actuals(deck, dossier)
    _assumptions(deck, dossier)
    _provenance(deck, dossier)
    return deck.done()


def _presentation(template: bytes | None) -> Presentation:
    import pptx

    if template is None:
        return pptx.Presentation()
    wrong = ScenarioError([Problem("template", "not_a_template")])
    if len(template) > MOST_TEMPLATE:
        raise wrong
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > 5_000:
                raise wrong
            if "ppt/presentation.xml" not in {part.filename for part in parts}:
                raise wrong
        return pptx.Presentation(io.BytesIO(template))
    except ScenarioError:
        raise
    except Exception:  # whatever a damaged file makes a reader of XML do
        raise wrong from None


def check_template(template: bytes) -> None:
    """Raises ScenarioError where a file cannot be the template of a deck."""
    _presentation(template)


def _footer(dossier: Dossier) -> str:
    told = (shortened(dossier.client, 40), shortened(dossier.heading, 50),
            formatting.day_name(dossier.day, dossier.lang),
            text("slides.version", dossier.lang, version=MODEL_VERSION))  # fmt: skip
    return " · ".join(part for part in told if part)


def _t(dossier: Dossier, key: str, **values: object) -> str:
    return text(f"slides.{key}", dossier.lang, **values)


def _shown(dossier: Dossier, metric: str) -> str:
    return written(metric, dossier.projection, dossier.currency, dossier.lang)


def _within(dossier: Dossier, title: str, metric: str) -> str:
    """A title that promises a return or a payback, with that of the plan kept to its hours."""
    found = dossier.overload
    if found is None:
        return title
    return _beside(dossier, title, found.written(f"capacity_{metric}", dossier.lang))


def _beside(dossier: Dossier, title: str, value: str) -> str:
    return text("capacity.title", dossier.lang, title=title, value=value)


def _cover(deck: Deck, dossier: Dossier) -> None:
    told = (dossier.client, dossier.author, formatting.day_name(dossier.day, dossier.lang))
    deck.cover(dossier.heading, " · ".join(w for w in told if w), dossier.story, dossier.logo)


def _figures(deck: Deck, dossier: Dossier) -> None:
    lang = dossier.lang
    months = dossier.scenario.horizon_months
    title = _t(dossier, "figures", roi=_shown(dossier, "roi"), months=months)
    slide = deck.slide(_within(dossier, title, "roi"))
    cards = [
        (
            metric_label(name, lang), _shown(dossier, name),
            " · ".join(w for w in (dossier.beside(name), spread(name, dossier),
                                   difference(name, dossier)) if w),
        )
        for name in HEADLINE
    ]  # fmt: skip
    deck.cards(slide, cards)
    rows = [[metric_label(name, lang), _shown(dossier, name)] for name in MORE]
    half = (len(rows) + 1) // 2
    deck.table(slide, [], [a + b for a, b in zip(rows[:half], rows[half:], strict=True)],
               widths=(3, 2, 3, 2), top=0.52, numbers=(1, 3))  # fmt: skip


def _cash(deck: Deck, dossier: Dossier) -> None:
    payback = dossier.projection.metrics["payback_month"].value
    trough = formatting.money(
        -float(dossier.projection.metrics["cash_trough"].value or 0), dossier.currency, dossier.lang
    )
    if payback is None:
        title = _t(dossier, "cash_never", trough=trough, months=dossier.scenario.horizon_months)
    elif payback == 0:
        title = _promised(dossier, _t(dossier, "cash_at_once"), 0.0)
    else:
        when = formatting.months(float(payback), dossier.lang)
        title = _promised(dossier, _t(dossier, "cash", trough=trough, when=when), float(payback))
    cash_chart(deck, deck.slide(_within(dossier, title, "payback_month")), dossier)


def _promised(dossier: Dossier, title: str, payback: float) -> str:
    """A title that promises a payback, with its chance where fewer than 9 draws in 10 keep it."""
    chance = doubted(payback, "payback_month", dossier.risk)
    if chance is None:
        return title
    return _t(dossier, "chance_of", title=title, chance=share(chance, dossier.lang))


def _funnel(deck: Deck, dossier: Dossier) -> None:
    monthly, lang = dossier.projection.monthly, dossier.lang
    counts = [float(monthly[stage].sum()) for stage in STAGES]
    title = _t(dossier, "funnel", contacts=formatting.number(counts[0], lang),
               customers=formatting.number(counts[-1], lang))  # fmt: skip
    slide = deck.slide(title)
    names = [text(f"workbook.row.{'signed' if s == 'customers' else s}", lang) for s in STAGES]
    bar_chart(
        deck, slide, _t(dossier, "funnel_series"), names, counts, "#,##0", left=0.0, width=0.5
    )
    costs = sorted(dossier.projection.costs.items(), key=lambda c: -c[1])
    if costs:
        bar_chart(
            deck, slide, text("report.plan", lang),
            [text(f"charts.category.{name}", lang) for name, _ in costs],
            [float(amount) for _, amount in costs], deck.money(dossier), left=0.5, width=0.5,
        )  # fmt: skip


def _channels(deck: Deck, dossier: Dossier) -> None:
    lang, currency = dossier.lang, dossier.currency
    lines = _largest(dossier)
    best = lines[0]["name"]
    keys = ("customers_signed", "gross_profit", "own_cost", "contribution_roi", "loaded_roi", "cac")
    plain = {"count": formatting.number, "rate": formatting.percent}
    rows = [
        [line["name"]]
        + [
            plain[FIGURES[key]](line.get(key), lang)
            if FIGURES[key] in plain
            else formatting.money(line.get(key), currency, lang)
            for key in keys
        ]
        for line in lines
    ]
    head = [
        text("workbook.column.channel", lang),
        *(text(f"workbook.column.{k}", lang) for k in keys),
    ]
    title = _t(dossier, "channels", name=shortened(best, 40))
    widths = (3, *([1.3] * len(keys)))
    deck.pages(title, head, rows, widths=widths, numbers=range(1, 7), rows_each=ROWS)


def _largest(dossier: Dossier) -> list[dict[str, Any]]:
    """The channels that bring most, most first; those that no slide has room for in one line."""
    lines = sorted(dossier.projection.channels, key=lambda line: -line["gross_profit"])
    if len(lines) <= ROWS:
        return lines
    others = lines[ROWS - 1 :]
    sums = {
        key: sum(line[key] for line in others)
        for key in ("customers_signed", "gross_profit", "own_cost", "shared_cost")
    }
    profit, own, all_cost = (
        sums["gross_profit"], sums["own_cost"], sums["own_cost"] + sums["shared_cost"],
    )  # fmt: skip
    rest = {
        **sums,
        "name": _t(dossier, "others", count=len(others)),
        "contribution_roi": (profit - own) / own if own else None,
        "loaded_roi": (profit - all_cost) / all_cost if all_cost else None,
    }
    return [*lines[: ROWS - 1], rest]


def _drivers(deck: Deck, dossier: Dossier) -> None:
    if dossier.tornado:
        from roi_model.formatting.inputs import path_words

        name = shortened(path_words(dossier.tornado[0].path, dossier.lang), 50)
        driver_chart(deck, deck.slide(_t(dossier, "drivers", name=name)), dossier)


def _risk(deck: Deck, dossier: Dossier) -> None:
    lang, run = dossier.lang, dossier.risk
    paid = share(1.0 - run.never, lang)
    title = _t(dossier, "risk", paid=paid, months=dossier.scenario.horizon_months)
    if dossier.overload is not None:
        within = len(run.known("capacity_payback_month")) / run.draws
        title = _beside(dossier, title, formatting.percent(within, lang, digits=2))
    slide = deck.slide(title)
    chance_chart(deck, slide, dossier)
    rows = []
    for name in ("roi", "payback_month", "net_gain", "npv", "cash_trough", "customers_signed"):
        found = run.metrics[name]
        rows.append(
            [metric_label(name, lang)]
            + [
                formatting.metric(name, value, dossier.currency, lang)
                for value in (found.p10, found.p50, found.p90)
            ]
            + [missing_words(name, run, lang)]
        )
    head = [text("report.metric", lang), "P10", "P50", "P90", ""]
    deck.table(
        slide, head, rows, widths=(2.2, 1.5, 1.5, 1.5, 1.5), left=0.5, width=0.5, numbers=(1, 2, 3)
    )
    pair = [dossier.overload.sentence(lang)] if dossier.overload is not None else []
    deck.note(slide, " ".join([doubt(dossier), *pair]))


def _cases(deck: Deck, dossier: Dossier) -> None:
    found = three_cases_table(dossier)
    slide = deck.slide(_t(dossier, "three_cases"))
    deck.table(slide, found["head"], found["rows"], widths=(3, 2, 2, 2), numbers=(1, 2, 3))
    deck.note(slide, text("report.three_note", dossier.lang))


def _compared(deck: Deck, dossier: Dossier) -> None:
    lang = dossier.lang
    plans = {dossier.heading: dossier.projection}
    if dossier.baseline_projection is not None:
        plans[_t(dossier, "baseline")] = dossier.baseline_projection
    plans |= {name: project(scenario) for name, scenario in dossier.compared.items()}
    shown = dict(list(plans.items())[:5])
    known = [name for name in (*HEADLINE, *MORE) if name in CARDS]
    names = with_capacity(known, shown.values())
    rows = [
        [metric_label(name, lang)]
        + [written(name, plan, dossier.currency, lang) for plan in shown.values()]
        for name in names
    ]
    head = [text("report.metric", lang), *(shortened(name, 34) for name in shown)]
    deck.pages(_t(dossier, "compared"), head, rows, widths=(3, *([2] * len(shown))),
               numbers=range(1, len(shown) + 1), rows_each=ROWS)  # fmt: skip


def _actuals(deck: Deck, dossier: Dossier) -> None:
    found = actuals_table(dossier)
    if found is not None:
        deck.pages(_t(dossier, "actuals"), found["head"], found["rows"], widths=(3, 2, 2, 2),
                   numbers=(1, 2, 3), rows_each=ROWS)  # fmt: skip


def _assumptions(deck: Deck, dossier: Dossier) -> None:
    rows, left = assumptions(dossier, MOST_INPUTS)
    lang = dossier.lang
    head = [text(f"report.{key}", lang) for key in ("input", "value", "evidence", "source")]
    last = deck.pages(_t(dossier, "assumptions"), head, rows, widths=(3.2, 1.4, 1.2, 4.2),
                      numbers=(1,), rows_each=ROWS)  # fmt: skip
    if left > 0:
        deck.note(last, text("report.more_inputs", lang, count=left))


def _provenance(deck: Deck, dossier: Dossier) -> None:
    slide = deck.slide(text("report.provenance", dossier.lang))
    rows = [[label, words] for label, words in dossier.provenance]
    deck.table(slide, [], rows, widths=(2, 7), longest=260, lines_each=2, link=dossier.link)
