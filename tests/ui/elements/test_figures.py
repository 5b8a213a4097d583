"""Pieces of page: a table says its name, its rows and no signs."""

from __future__ import annotations

import re

from ui.elements.figures import Cell, spoken, table


def test_a_table_has_a_name_and_names_its_rows() -> None:
    rows = [[Cell("Ads & co", strong=True), Cell("▲ +3", number=True)], [Cell(""), Cell("2")]]
    total = [Cell("Sum"), Cell("5", number=True)]
    made = table("What “each” brings <b>", ["Channel", "Gain"], rows, total=total)
    assert 'aria-label="What “each” brings &lt;b&gt;"' in made
    assert re.findall(r'<th scope="row">(.*?)</th>', made) == ["<b>Ads &amp; co</b>", "Sum"]
    assert re.findall(r'<th scope="col"[^>]*>(.*?)</th>', made) == ["Channel", "Gain"]
    assert "<td></td><td>2</td>" in made, "what is empty names nothing"


def test_signs_are_for_the_eye_alone() -> None:
    for sign in "▲▼●◐◔○✓!·":
        assert spoken(f"{sign} met") == f'<span aria-hidden="true">{sign}</span> met'
    assert spoken("Gain · ▼ −3 % · worse") == (
        'Gain · <span aria-hidden="true">▼</span> −3 % · worse'
    )
    assert spoken("Really ! <i>") == "Really ! &lt;i&gt;"


def test_what_may_be_wider_than_its_place_is_reached_by_keys() -> None:
    made = table("A < B", ["Metric", "A"], [[Cell("ROI"), Cell("2")]], scrolls=True)
    assert '<div class="fig-table-box" role="region" tabindex="0" aria-label="A &lt; B">' in made
    assert "tabindex" not in table("A", ["Metric"], [[Cell("ROI")]])
