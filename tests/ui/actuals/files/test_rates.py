"""A rate for each currency on the card of a file."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from roi_model import formatting
from tests.ui.actuals.remembered import first
from tests.ui.pages import ROOT, headline, page, press, ran, upload, words

MIXED = (b"date;label;cost;currency\n2024-01-15;Ads;100.00;EUR\n2024-02-16;CRM;10.00;USD\n"
         b"2024-03-17;Fair;9.00;USD\n")  # fmt: skip


def fields(made: AppTest) -> list[object]:
    return [box for box in made.text_input if str(box.key).startswith("upload-rate:")]


def give(made: AppTest, rate: str) -> AppTest:
    (box,) = fields(made)
    box.set_value(rate)  # type: ignore[attr-defined]
    return ran(made)


def mixed(content: bytes = MIXED) -> AppTest:
    made = upload(page("actuals"), "mixed.csv", content)
    if radio := [radio for radio in made.radio if "-currency:" in str(radio.key)]:
        assert not fields(made)  # which one counts comes first
        radio[0].set_value("EUR")
        ran(made)
    return made


def test_each_other_currency_has_a_field_and_its_rate_counts_its_rows() -> None:
    made = mixed()
    assert [box.label for box in fields(made)] == ["1 USD = … EUR"]  # type: ignore[attr-defined]
    assert headline(made)[1] == formatting.money_exact(100, "EUR", "en")
    give(made, "0,5")
    assert first(made).answers["rate:USD"] == "0,5"
    assert headline(made)[1] == formatting.money_exact(100 + 9.50, "EUR", "en")
    assert "of which $19.00 at 0,5" in words(made)
    give(made, "")
    assert "rate:USD" not in first(made).answers
    assert headline(made)[1] == formatting.money_exact(100, "EUR", "en")


def test_a_rate_that_cannot_be_used_is_refused_beside_its_field_alone() -> None:
    made = mixed()
    for rate in ("0", "abc", "2024-02=0.5; 2024-02..=0.6"):
        give(made, rate)
        assert any("rate" in error.value for error in made.error)
        assert first(made).answers == {"currency:currency": "EUR"}  # nothing else was lost
        assert headline(made)[1] == formatting.money_exact(100, "EUR", "en")
    give(made, "2024-02=0.5")
    assert not made.error
    assert headline(made)[1] == formatting.money_exact(100 + 5, "EUR", "en")
    press(made, f"upload-reopen-{first(made).digest[:12]}")
    assert not fields(made) and not first(made).answers


def test_a_file_wholly_in_another_currency_than_the_plan_has_a_field_too() -> None:
    made = mixed(b"date;label;cost (USD)\n2024-01-15;Ads;100.00\n2024-02-16;CRM;10.00\n")
    give(made, "0.5")
    assert headline(made)[1] == formatting.money_exact(50 + 5, "EUR", "en")
    assert "$110.00 at 0.5" in words(made)


def test_a_file_in_the_plans_currency_asks_for_nothing() -> None:
    made = press(page("actuals"), "upload-sample-fr_utf8")
    assert not fields(made)
    upload(made, "euro.csv", (ROOT / "data/samples/us_utf8.csv").read_bytes())
    assert not [f for f in fields(made) if "EUR =" in f.label]  # type: ignore[attr-defined]
