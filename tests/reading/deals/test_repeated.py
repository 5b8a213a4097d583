"""One row for each product of a deal: a deal counts once, or it is asked what the rows are."""

from __future__ import annotations

from tests.reading.deals.plain import reading_of

_HEAD = "Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date"
_ROWS = (
    ("A,Alpha,Closed Won,300.50,2024-03-20,2024-01-20", ("Licence,100.25", "Support,200.25")),
    ("A,Beta,Closed Won,300.50,2024-03-20,2024-01-20", ("Licence,300.50",)),
    ("C,Gamma,Closed Lost,80.00,2024-03-21,2024-01-21", ("Licence,40.00", "Licence,40.00")),
)


def _text(more: str, *, beside: bool = True, deals: int = 3) -> str:
    rows = [f"{deal},{line if beside else number}"
            for deal, lines in _ROWS[:deals] for number, line in enumerate(lines)]  # fmt: skip
    return "\n".join([f"{_HEAD},{more}", *rows]) + "\n"


def test_the_amount_of_a_deal_on_the_row_of_each_product_counts_once() -> None:
    reading = reading_of(_text("Product Name,Total Price"))
    found = reading.to_json()["deals"]
    assert (found["won"], found["lost"], found["won_amount"]) == (2, 1, 601.0)
    assert reading.rejected[["line", "reason"]].to_numpy().tolist() == [
        [3, "deal_line"], [6, "deal_line"]
    ]  # fmt: skip
    (note,) = [n for n in reading.notes if n.code == "product_lines"]
    assert note.values == {"count": 2, "column": "Product Name"}


def test_without_the_figures_of_products_two_deals_alike_are_asked() -> None:
    text = _text("Product Name,Rank").replace(",100.25\n", ",1\n").replace(",200.25\n", ",2\n")
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "deal_rows"
    assert {c.answer: c.gives for c in question.candidates} == {
        "once": {"rows": 3, "all": 601.0}, "sum": {"rows": 3, "all": 901.5},
        "each": {"rows": 5, "all": 901.5},
    }  # fmt: skip
    figures = reading_of(text, answers={"deal_rows": "each"}).to_json()["deals"]
    assert (figures["won"], figures["won_amount"]) == (3, 901.5)


def test_rows_that_differ_in_something_unknown_are_asked() -> None:
    (question,) = [q for q in reading_of(_text("Rank", beside=False)).questions if q.blocking]
    assert [c.answer for c in question.candidates] == ["once", "each"]
    figures = reading_of(_text("Rank", beside=False), answers={question.id: "once"})
    assert figures.deals is not None and len(figures.deals) == 3


def test_amounts_of_products_under_one_id_are_added_up_when_so_answered() -> None:
    text = (
        "Deal ID,Deal Name,Stage,Product,Amount,Close Date,Create Date\n"
        "1,A,Won,Licence,100.50,2024-03-20,2024-01-20\n1,A,Won,Support,40.25,2024-03-20,2024-01-20\n"
        "2,B,Lost,Licence,70.00,2024-03-20,2024-01-20\n"
    )
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert {c.answer: c.gives["all"] for c in question.candidates} == {"sum": 140.75, "once": 100.5}
    found = reading_of(text, answers={"deal_rows": "sum"}).to_json()["deals"]
    assert (found["won"], found["lost"], found["won_amount"]) == (1, 1, 140.75)
    found = reading_of(text, answers={"deal_rows": "once"}).to_json()["deals"]
    assert (found["won"], found["won_amount"]) == (1, 40.25)  # the last row, as of any copies


def test_deals_of_one_name_and_client_with_other_days_stay_apart() -> None:
    text = (
        _text("Product Name,Total Price")
        .replace("Alpha", "Beta")
        .replace("2024-01-20,Licence,300.50", "2024-01-19,Licence,300.50")
    )
    assert reading_of(text).to_json()["deals"]["won"] == 2
