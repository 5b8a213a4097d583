"""A preset as the app shows it: its parts by their names in a language."""

from __future__ import annotations

from roi_model.declaration.scenario import Scenario
from roi_model.storage.own_names import in_language
from roi_model.storage.presets import preset, presets


def seen(slug: str = "", lang: str = "en") -> Scenario:
    """The case of that preset (of the first without one) in the names of a language."""
    return in_language(preset(slug or presets()[0].slug).scenario, lang)
