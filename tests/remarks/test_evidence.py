"""What stands behind an input is said in the documents, also once it no longer holds."""

from __future__ import annotations

from datetime import date

import pytest

from roi_model.export.contents.dossier import Dossier
from roi_model.export.pdf.report import assumptions
from tests.editing.measured import moved


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_documents_say_what_was_measured_and_that_it_no_longer_is(lang: str) -> None:
    after = moved(deal_value=15_500.0)
    lines = {line.path: line for line in Dossier(after, lang=lang, day=date(2026, 1, 2)).inputs}
    said = lines["deal_value"]
    words = {"fr": ("valait", "mesuré"), "en": ("was", "measured")}[lang]
    assert said.grade == "guess" and "41 deals" in said.source and "18" in said.source
    assert all(word in said.source for word in words)
    printed, _ = assumptions(Dossier(after, lang=lang, day=date(2026, 1, 2)), 60)
    [row] = [row for row in printed if "41 deals" in row[3]]
    assert words[1] not in row[2].lower()
