"""Make or buy on the page."""

from __future__ import annotations

import pytest

from roi_model import formatting
from roi_model.analysis.search.make_or_buy import tie_price
from roi_model.texts import text
from tests.ui.channels.opened import PAGE, page
from tests.ui.pages import LANGUAGES, ran, words
from tests.ui.seen import seen
from ui.elements.escape import escaped


@pytest.mark.parametrize("lang", LANGUAGES)
def test_make_or_buy_ties_at_the_known_price(lang: str) -> None:
    made = page(lang, case="in-house-sdr")
    price = formatting.money(500.9, "EUR", lang)
    said = words(made)
    assert escaped(text("compare.make_or_buy.tie", lang, price=price)) in said
    assert f"<dd>{price}" in said


def test_make_or_buy_takes_the_case_on_screen_and_outlasts_a_change_of_page() -> None:
    made = page()
    assert made.selectbox(key="kept-make").value == "current"
    tie = tie_price(seen(), seen("outsourced-appointments"))
    shown = f"<dd>{formatting.money(tie.price, 'EUR', 'en')}"
    assert shown in words(made)
    made.switch_page("pages/plan/levers.py")
    ran(made)
    made.switch_page(PAGE)
    assert shown in words(ran(made))
