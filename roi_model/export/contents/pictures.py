"""The charts of a case as files: the very pictures of the screen, in the light theme."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from roi_model.analysis.risk.doubt_words import share
from roi_model.charts import cash, costs, funnel, monthly, side_by_side, utilisation
from roi_model.charts.actuals import forecast, plan_actual
from roi_model.charts.parts.theme import Spec
from roi_model.charts.risk import distribution, payback_chance, tornado
from roi_model.export.contents.dossier import Dossier
from roi_model.formatting.inputs import path_words
from roi_model.projection import project
from roi_model.texts import text

FONTS = Path(__file__).resolve().parents[3] / "data" / "fonts"
WIDTH = 760
"""Pixels; what a chart of the page has on a laptop."""
PROMISES = ("cash", "payback-chance", "distribution")
"""Charts that name a payback, a chance of one, or a return."""


@dataclass(frozen=True)
class Picture:
    """One chart: its data, and its Vega-Lite specification without them."""

    name: str
    frame: pd.DataFrame
    spec: Spec

    @property
    def title(self) -> str:
        """What the chart is called, in its language."""
        return str(self.spec["title"]["text"])

    def whole(self, width: int = WIDTH) -> str:
        """The specification with its data inside, as JSON, so wide in pixels."""
        made = copy.deepcopy(self.spec)
        rows = json.loads(self.frame.to_json(orient="records", double_precision=15))
        made |= {"width": width, "data": {"values": rows}}
        made["autosize"] = {"type": "fit-x", "contains": "padding"}
        return json.dumps(made)

    def svg(self, width: int = WIDTH) -> bytes:
        """The chart as SVG."""
        return str(_converter().vegalite_to_svg(self.whole(width))).encode("utf-8")

    def png(self, scale: float = 2, width: int = WIDTH) -> bytes:
        """The chart as PNG, `scale` dots a pixel."""
        return bytes(_converter().vegalite_to_png(self.whole(width), scale=scale))

    def pdf(self, width: int = WIDTH) -> bytes:
        """The chart as PDF, its fonts inside."""
        return bytes(_converter().vegalite_to_pdf(self.whole(width)))


@cache
def _converter() -> Any:
    """The converter, which runs here without a browser; our font first, on every machine."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def pictures(dossier: Dossier) -> dict[str, Picture]:
    """The charts of a case by name, those it has something to show in.

    >>> from datetime import date
    >>> from roi_model.storage.presets import preset
    >>> made = pictures(Dossier(preset("trade-show").scenario, "en", date(2026, 11, 27)))
    >>> made["cash"].title
    'Cumulative cash'
    """
    scenario, now, then = dossier.scenario, dossier.projection, dossier.baseline_projection
    how: tuple[str, str, Any] = (dossier.lang, dossier.currency, "light")
    months = max(len(p.monthly["cash_flow"]) - 1 for p in (now, then) if p is not None)
    over: dict[str, Any] = {"horizon": months, "start": scenario.start}
    ghost, run = then is not None, dossier.risk
    made: dict[str, tuple[pd.DataFrame, Spec]] = {
        "cash": (
            cash.frame(now, then, band=run.cumulative_cash),
            cash.spec(*how, **over, baseline=ghost, band=True),
        ),
        "funnel": (funnel.frame(now, then), funnel.spec(*how, baseline=ghost)),
        "monthly": (monthly.frame(now, then), monthly.spec(*how, **over, baseline=ghost)),
        "costs": (costs.frame(now, then), costs.spec(*how, baseline=ghost)),
        "payback-chance": (
            payback_chance.frame(run.payback_by_month),
            payback_chance.spec(*how, **{**over, "horizon": scenario.horizon_months}),
        ),
        "distribution": (
            distribution.frame(run.values["roi"], now.metrics["roi"].value),  # type: ignore[arg-type]
            distribution.spec(*how),
        ),
        "drivers": _drivers(dossier, how),
        "three-cases": _three_cases(dossier, how),
    }
    if scenario.team:
        frame = utilisation.frame(now.utilisation)
        made["team"] = frame, utilisation.spec(*how, **{**over, "horizon": scenario.horizon_months})
    if dossier.compared:
        plans = {dossier.heading: now} | {n: project(s) for n, s in dossier.compared.items()}
        made["compared"] = _side_by_side(plans, how, scenario.start)
    if dossier.variance is not None and dossier.variance.last_month is not None:
        sums = dossier.variance.by_category().set_index("category")
        made["actuals"] = (
            plan_actual.frame_by_category(sums["plan"].to_dict(), sums["actual"].to_dict()),
            plan_actual.spec_by_category(*how),
        )
    if dossier.reforecast is not None:
        course = dossier.reforecast
        frame = forecast.frame(
            course.plan["cumulative_cash"].to_list(),
            course.expected["cumulative_cash"].to_list(),
            course.actual_months,
        )
        made["forecast"] = frame, forecast.spec(*how, horizon=len(frame) - 1, start=course.start)
    return {n: Picture(n, frame, spec) for n, (frame, spec) in made.items() if not frame.empty}


def standing_alone(dossier: Dossier) -> dict[str, Picture]:
    """The same as files of their own: those that promise a return say what the team can do.

    The one that marks a payback says its chance.
    """
    shown, lang = pictures(dossier), dossier.lang
    if dossier.overload is not None:
        said = dossier.overload.chip(lang)
        shown |= {name: _under_title(shown[name], said) for name in PROMISES if name in shown}
    if (chance := dossier.payback_doubted) is not None:
        said = text("risk.said.kept_payback", lang, share=share(chance, lang))
        shown["cash"] = _under_title(shown["cash"], said)
    return shown


def _under_title(picture: Picture, words: str) -> Picture:
    title = picture.spec["title"]
    above = title.get("subtitle", [])
    lines = [*([above] if isinstance(above, str) else above), words]
    return replace(picture, spec={**picture.spec, "title": {**title, "subtitle": lines}})


def _drivers(dossier: Dossier, how: tuple[str, str, Any]) -> tuple[pd.DataFrame, Spec]:
    names = {swing.path: path_words(swing.path, dossier.lang) for swing in dossier.tornado}
    base = dossier.projection.metrics["roi"].value
    frame = tornado.frame(base, dossier.tornado, names)  # type: ignore[arg-type]
    return frame, tornado.spec(*how, metric="roi")


def _three_cases(dossier: Dossier, how: tuple[str, str, Any]) -> tuple[pd.DataFrame, Spec]:
    cases = dossier.three_cases
    plans = {
        text(f"export.case.{side}", dossier.lang): project(getattr(cases, side))
        for side in ("cautious", "expected", "ambitious")
    }
    frame, spec = _side_by_side(plans, how, dossier.scenario.start)
    title = {**spec["title"], "text": text("export.case.title", dossier.lang)}
    return frame, {**spec, "title": title}


def _side_by_side(
    plans: dict[str, Any], how: tuple[str, str, Any], start: str | None
) -> tuple[pd.DataFrame, Spec]:
    frame = side_by_side.frame(dict(list(plans.items())[: side_by_side.MOST]))
    horizon = int(frame["month"].max())
    return frame, side_by_side.spec(*how, horizon=horizon, start=start)
