"""What a shared link shows: read back as hostile input."""

from __future__ import annotations

import json
from typing import Any

import pytest

from roi_model.library.errors import LibraryError
from roi_model.library.view import MOST_LOGO, View

PNG = b"\x89PNG\r\n\x1a\n"
FINE: dict[str, Any] = {
    "pages": ("result", "risk"), "figures": ("roi",), "sliders": ("deal_value",),
    "assumptions": False, "sender": "Ana", "lang": "fr", "logo": PNG,
}  # fmt: skip


def test_a_view_is_read_back_as_it_was() -> None:
    view = View(**FINE)
    assert View.from_json(view.to_json()) == view


@pytest.mark.parametrize("odd", [
    {"pages": ()}, {"pages": ("risk", "result")}, {"pages": ("result", "actuals")},
    {"pages": ("result", "assumptions")}, {"figures": tuple("abcdef")},
    {"sliders": tuple("abcde")}, {"sliders": ("a", "a")}, {"sender": "a\u202eb"},
    {"sender": "x" * 121}, {"lang": "de"}, {"logo": b"<svg/>"}, {"logo": PNG + b"x" * MOST_LOGO},
])  # fmt: skip
def test_what_no_sender_can_choose_is_refused(odd: dict[str, Any]) -> None:
    with pytest.raises(LibraryError) as refused:
        View(**FINE | odd)
    assert refused.value.code == "bad_view"


@pytest.mark.parametrize("text", [
    "", "[]", "null", "{}", '{"pages": "result"}',
    json.dumps({**FINE, "logo": "é"}), json.dumps({**FINE, "logo": "", "pages": [["result"]]}),
    json.dumps({**FINE, "logo": "", "sender": None, "lang": []}),
])  # fmt: skip
def test_what_is_no_view_is_refused(text: str) -> None:
    with pytest.raises(LibraryError) as refused:
        View.from_json(text)
    assert refused.value.code == "bad_view"
