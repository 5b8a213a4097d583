"""A plan with what was spent of it."""

from __future__ import annotations

from roi_model import project
from roi_model.actuals.reforecast import reforecast
from roi_model.actuals.variance import variance
from roi_model.export.contents.dossier import Dossier
from roi_model.reading.reading import read
from roi_model.storage.presets import preset
from tests.export.dossiers import dossier
from tools.server import ROOT


def with_actual(lang: str) -> Dossier:
    """The preset of an SDR beside a French export of costs."""
    plan = preset("in-house-sdr").scenario
    entries = read((ROOT / "data" / "samples" / "fr_utf8.csv").read_bytes(), name="a.csv").entries
    found = variance(plan, project(plan), entries)
    course = reforecast(plan, plan, entries=entries, deals=None, as_of=None, start=str(found.start))
    return dossier(lang=lang, variance=found, reforecast=course)
