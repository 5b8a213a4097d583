"""The page as a file: small, closed to the network, whole, and names in it are data."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from roi_model.declaration.card import clean_name
from roi_model.export.contents.dossier import Dossier
from roi_model.export.page.packed import fitting
from roi_model.export.page.page import MOST_BYTES, page
from roi_model.storage.presets import preset
from roi_model.texts import LANGUAGES, text
from roi_model.version import MODEL_VERSION
from tests.export.documents import LOGOS
from tests.export.dossiers import DAY, LARGE, dossier


@pytest.fixture(scope="module")
def written() -> str:
    return page(dossier(logo=LOGOS["transparent.png"])).decode("utf-8")


def test_it_carries_what_every_file_carries(written: str) -> None:
    made = dossier()
    for lang in LANGUAGES:
        for line in made.in_language(lang).inputs:
            if line.card.is_number and line.value:
                assert line.written in written
                assert line.source.replace("&", "&amp;") in written
    for said in ("Étude", "Dupont &amp; Fils", "A. Martin", "27 novembre 2026", MODEL_VERSION,
                 "November 27, 2026", "http://host/?case=x"):  # fmt: skip
        assert said in written
    assert 'src="data:image/png;base64,' in written


def test_it_runs_its_own_program_alone_and_asks_for_nothing(written: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', written)
    assert policy is not None and policy[1].startswith("default-src 'none';")
    assert "unsafe" not in policy[1]
    script = re.findall(r"<script>(.*?)</script>", written, re.DOTALL)
    style = re.findall(r"<style>(.*?)</style>", written, re.DOTALL)
    for (content,) in (script, style):
        seal = base64.b64encode(sha256(content.encode("utf-8")).digest()).decode("ascii")
        assert f"'sha256-{seal}'" in policy[1]
    asked = re.findall(r'(?:src|href)="([^"]*)"', written)
    outside = [address for address in asked if not address.startswith("data:")]
    assert set(outside) == {"http://host/?case=x"}  # the link to the case, which one clicks
    assert "<!--" not in script[0] and not re.findall(r"\sstyle=|\son\w+=", written)


def test_names_are_data() -> None:
    hostile = "</script>\u2028<img src=x onerror=alert(1)>&amp;$x${y}"
    case = preset("in-house-sdr").scenario
    # Names in a case have no sign that ends a line; the words beside it may.
    channel = replace(case.channels[0], name=clean_name(hostile.replace("/", "")))
    named = replace(case, name=clean_name(hostile), channels=(channel,))
    sliders = (f"channels/{channel.name}/contacts",)
    made = page(Dossier(named, "en", DAY, client=hostile, author=hostile, sliders=sliders))
    written = made.decode("utf-8")
    assert "<img" not in written and written.count("</script>") == 2


def test_the_largest_case_stays_below_its_limit() -> None:
    long = replace(LARGE, horizon_months=120)
    made = page(Dossier(long, "fr", date(2026, 11, 27), logo=LOGOS["transparent.png"]))
    assert 200_000 < len(made) < MOST_BYTES


def test_where_room_is_short_there_are_fewer_stops_and_it_is_said() -> None:
    made = dossier()
    said = text("handout.fewer", "fr")
    least = len(page(made, 0))
    small = page(made, least + 40_000)
    assert said not in page(made).decode("utf-8")
    assert said in small.decode("utf-8") and len(small) < least + 40_000
    plans, code = fitting(made.scenario, (), lambda _: {}, 20_000)
    assert 2 < plans.most < 9 and len(code) <= 20_000
