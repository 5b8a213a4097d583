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
from roi_model.charts.parts.frames import rows_of
from roi_model.charts.parts.theme import Spec
from roi_model.charts.table import shown_in
from roi_model.export.contents.dossier import Dossier
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
    found = ((one.name, one.of_case(dossier, "light")) for one in shown_in("files") if one.of_case)
    return {
        name: Picture(name, pd.DataFrame(drawn[0]), drawn[1])
        for name, drawn in found
        if drawn is not None and rows_of(drawn[0])
    }


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
