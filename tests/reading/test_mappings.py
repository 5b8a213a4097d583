"""Mappings as a file: what is written is what is read, and of another nothing."""

from __future__ import annotations

from roi_model.reading import mappings
from roi_model.reading.mappings import COST, SOURCE, Saved


def test_the_file_of_mappings_is_what_the_page_takes() -> None:
    answers = {"share:641": "0.3", f"{SOURCE}LinkedIn": "Outbound", f"{COST}label:ads": ""}
    kept = {"A": Saved("x", {"decimal": ","}, answers, (("é", "tools", 0.5),))}
    assert mappings.read(mappings.written(kept)) == kept


def test_another_file_is_none_of_ours() -> None:
    assert mappings.read(b"date;label;cost") is None
    assert mappings.read(b'{"roi_mappings":1,"mappings":[]}') is None
